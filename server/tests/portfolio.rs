//! The portfolio on a real database: what a teacher adds, changes and removes, and what is kept.

mod support;

use app::{
    actor::{Actor, Teacher},
    teacher::portfolio::desk::{PortfolioDesk, Target},
    upload::File,
};
use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Method, Request, Response, StatusCode, header},
};
use jiff::SignedDuration;
use leptos::prelude::LeptosOptions;
use metrics_exporter_prometheus::PrometheusBuilder;
use server::{
    session::{
        COOKIE,
        store::{self, NewSession},
    },
    web::{self, Built},
};
use shared::{
    Problem,
    criteria::Progress,
    identifier::{ActivityId, EvidenceId},
    portfolio::{ActivityForm, Category, MAX_EVIDENCE_BYTES_PER_TEACHER, Quarters},
};
use std::net::SocketAddr;
use support::Register;
use tower::ServiceExt;
use uuid::Uuid;

const MILA: &str = "999990019";
const SOMEBODY_ELSE: &str = "999990020";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF";
const PROGRAM: &[u8] = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00";

fn form(title: &str, hours: &str) -> ActivityForm {
    ActivityForm {
        title: title.to_owned(),
        hours: hours.to_owned(),
        from_day: "12".to_owned(),
        from_month: "10".to_owned(),
        from_year: "2026".to_owned(),
        ..ActivityForm::default()
    }
}

fn file(name: &str, bytes: &[u8]) -> File {
    File {
        field: "bestand".to_owned(),
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn fresh() -> ActivityId {
    ActivityId(Uuid::now_v7())
}

/// Saves, a minute after what was before.
async fn save(
    register: &Register,
    teacher: &Teacher,
    target: Target,
    form: &ActivityForm,
    files: Vec<File>,
) -> Result<ActivityId, Problem> {
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .save_activity(teacher, target, form, files)
        .await
}

async fn add(register: &Register, teacher: &Teacher, form: &ActivityForm) -> ActivityId {
    save(register, teacher, Target::New(fresh()), form, Vec::new())
        .await
        .expect("saved")
}

async fn progress(register: &Register, teacher: &Teacher) -> Progress {
    register
        .desk
        .portfolio(teacher, "")
        .await
        .expect("portfolio")
        .progress
}

async fn titles(register: &Register, teacher: &Teacher, search: &str) -> Vec<String> {
    let portfolio = register
        .desk
        .portfolio(teacher, search)
        .await
        .expect("portfolio");
    portfolio
        .found
        .into_iter()
        .map(|entry| entry.activity.title)
        .collect()
}

async fn count(register: &Register, table: &'static str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(register.pool())
        .await
        .expect("count")
}

fn fields(problem: Problem) -> Vec<String> {
    problem
        .errors
        .into_iter()
        .map(|error| error.field)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_is_added_changed_removed_and_put_back_and_every_version_stays() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = add(&register, &teacher, &form("Leesclub", "6")).await;
    let better = ActivityForm {
        category: "pedagogisch".to_owned(),
        ..form("Leesclub klas 3", "7,5")
    };
    save(
        &register,
        &teacher,
        Target::Existing(id),
        &better,
        Vec::new(),
    )
    .await
    .expect("changed");
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    assert_eq!(detail.activity.title, "Leesclub klas 3");
    assert_eq!(detail.activity.split.get(Category::Pedagogy), Quarters(30));

    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove_activity(&teacher, id)
        .await
        .expect("removed");
    register
        .desk
        .remove_activity(&teacher, id)
        .await
        .expect("removed already");
    let portfolio = register
        .desk
        .portfolio(&teacher, "")
        .await
        .expect("portfolio");
    assert_eq!(
        (
            portfolio.count,
            portfolio.found.len(),
            portfolio.removed.len()
        ),
        (0, 0, 1)
    );
    assert_eq!(portfolio.progress.entered, Quarters::ZERO);
    assert!(
        register
            .desk
            .activity_input(&teacher, Some(id))
            .await
            .is_err(),
        "nothing to change"
    );

    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .restore_activity(&teacher, id)
        .await
        .expect("put back");
    assert_eq!(titles(&register, &teacher, "").await, ["Leesclub klas 3"]);

    let versions: Vec<(String, bool)> =
        sqlx::query_as("select title, removed from activity_version order by lower(recorded)")
            .fetch_all(register.pool())
            .await
            .expect("versions");
    let versions: Vec<(&str, bool)> = versions.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    let last = "Leesclub klas 3";
    assert_eq!(
        versions,
        [
            ("Leesclub", false),
            (last, false),
            (last, true),
            (last, false)
        ]
    );
    let changes: Vec<String> = sqlx::query_scalar(
        "select details ->> 'change' from audit_event
         where event_type = 'activity_changed' order by id",
    )
    .fetch_all(register.pool())
    .await
    .expect("audit");
    assert_eq!(changes, ["added", "changed", "removed", "restored"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_the_same_twice_changes_nothing() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let target = Target::New(fresh());
    for _ in 0..2 {
        let files = vec![file("certificaat.pdf", PDF)];
        save(&register, &teacher, target, &form("Cursus", "6"), files)
            .await
            .expect("saved");
    }
    assert_eq!(count(&register, "activity_version").await, 1);
    assert_eq!(count(&register, "evidence").await, 1);
    assert_eq!(register.audited("activity_changed").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_send_the_same_at_the_same_moment_add_one_activity() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let target = Target::New(fresh());
    let form = form("Cursus", "6");
    let send = || {
        register
            .desk
            .save_activity(&teacher, target, &form, vec![file("a.pdf", PDF)])
    };
    let (one, other) = tokio::join!(send(), send());
    assert_eq!(one.expect("saved"), other.expect("saved"));
    assert_eq!(count(&register, "activity_version").await, 1);
    assert_eq!(count(&register, "evidence").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_kept_with_its_hash_and_is_gone_for_good_when_removed() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![file("certificaat.exe", PDF)];
    let id = save(
        &register,
        &teacher,
        Target::New(fresh()),
        &form("Cursus", "6"),
        files,
    )
    .await
    .expect("saved");
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    let [evidence] = &detail.evidence[..] else {
        panic!("one file")
    };
    assert_eq!(evidence.name, "certificaat.pdf");
    assert_eq!(usize::try_from(evidence.size), Ok(PDF.len()));
    assert_eq!(
        register
            .system
            .evidence
            .get(evidence.id)
            .await
            .expect("file"),
        PDF
    );
    let hash: Vec<u8> = sqlx::query_scalar("select sha256 from evidence")
        .fetch_one(register.pool())
        .await
        .expect("hash");
    assert_eq!(hash.len(), 32);

    let with = register
        .desk
        .remove_evidence(&teacher, evidence.id)
        .await
        .expect("removed");
    assert_eq!(with, id);
    assert!(
        register
            .desk
            .activity(&teacher, id)
            .await
            .expect("detail")
            .evidence
            .is_empty()
    );
    assert!(
        register.system.evidence.get(evidence.id).await.is_err(),
        "the file is gone"
    );
    assert_eq!(
        count(&register, "evidence").await,
        1,
        "that it was there is known"
    );
    assert_eq!(register.audited("evidence_changed").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_told_at_once_and_nothing_is_saved() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![file("certificaat.pdf", PROGRAM)];
    let problem = save(
        &register,
        &teacher,
        Target::New(fresh()),
        &form("", "zes"),
        files,
    )
    .await
    .expect_err("refused");
    assert_eq!(problem.status, 422);
    assert_eq!(fields(problem), ["title", "hours", "bestand"]);
    assert_eq!(count(&register, "activity").await, 0);
    assert_eq!(count(&register, "evidence").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn good_files_in_a_form_that_comes_back_are_to_be_chosen_again() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![file("certificaat.pdf", PDF), file("verslag.pdf", PDF)];
    let new = Target::New(fresh());
    let problem = save(&register, &teacher, new, &form("", "6"), files)
        .await
        .expect_err("refused");
    assert_eq!(
        problem.at("bestand"),
        Some("Kies opnieuw: certificaat.pdf, verslag.pdf")
    );
    assert_eq!(fields(problem), ["title", "bestand"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_500_mb_of_evidence_is_not_taken_and_leaves_no_trace() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = add(&register, &teacher, &form("Cursus", "6")).await;
    sqlx::query(
        "insert into evidence (id, person_id, activity_id, file_name, media_type, size_bytes,
                               sha256, uploaded_at)
         values (gen_random_uuid(), $1, $2, 'groot.pdf', 'application/pdf', $3, '', now())",
    )
    .bind(teacher.person().0)
    .bind(id.0)
    .bind(i64::try_from(MAX_EVIDENCE_BYTES_PER_TEACHER).expect("fits") - 10)
    .execute(register.pool())
    .await
    .expect("a full portfolio");
    let more = form("Cursus met bewijs", "6");
    let problem = save(
        &register,
        &teacher,
        Target::Existing(id),
        &more,
        vec![file("a.pdf", PDF)],
    )
    .await
    .expect_err("refused");
    assert!(
        problem
            .at("bestand")
            .expect("at the file")
            .contains("500 MB")
    );
    assert_eq!(
        titles(&register, &teacher, "").await,
        ["Cursus"],
        "the change is not half saved"
    );
    assert_eq!(count(&register, "evidence").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_somebody_else_is_not_there() {
    let register = Register::new().await;
    let owner = register.teacher(MILA).await;
    let other = register.teacher(SOMEBODY_ELSE).await;
    let files = vec![file("a.pdf", PDF)];
    let id = save(
        &register,
        &owner,
        Target::New(fresh()),
        &form("Cursus", "6"),
        files,
    )
    .await
    .expect("saved");
    let evidence = register
        .desk
        .activity(&owner, id)
        .await
        .expect("detail")
        .evidence[0]
        .id;
    let theirs = form("Gekaapt", "1");
    let desk = &register.desk;
    let refused = [
        desk.activity(&other, id).await.map(|_| ()),
        desk.activity_input(&other, Some(id)).await.map(|_| ()),
        save(&register, &other, Target::Existing(id), &theirs, Vec::new())
            .await
            .map(|_| ()),
        save(&register, &other, Target::New(id), &theirs, Vec::new())
            .await
            .map(|_| ()),
        desk.remove_activity(&other, id).await,
        desk.restore_activity(&other, id).await,
        desk.remove_evidence(&other, evidence).await.map(|_| ()),
        desk.remove_evidence(&owner, EvidenceId(Uuid::now_v7()))
            .await
            .map(|_| ()),
    ];
    for answer in refused {
        assert_eq!(answer.expect_err("not found").status, 404);
    }
    assert!(titles(&register, &other, "").await.is_empty());
    assert_eq!(titles(&register, &owner, "").await, ["Cursus"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_title_provider_and_reflection_whatever_their_accents() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let provider = ActivityForm {
        provider: "Hogeschool Merenwijk".to_owned(),
        ..form("Cursus", "6")
    };
    let reflection = ActivityForm {
        reflection: "Veel over poëzie".to_owned(),
        ..form("Studiedag", "4")
    };
    for form in [provider, reflection, form("100% goed", "1")] {
        add(&register, &teacher, &form).await;
    }
    assert_eq!(titles(&register, &teacher, "merenwijk").await, ["Cursus"]);
    assert_eq!(titles(&register, &teacher, " POEZIE ").await, ["Studiedag"]);
    assert_eq!(
        titles(&register, &teacher, "%").await,
        ["100% goed"],
        "no wildcard"
    );
    assert!(titles(&register, &teacher, "zwemmen").await.is_empty());
    assert_eq!(titles(&register, &teacher, "").await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hours_of_the_last_four_years_count_against_the_160() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let content = ActivityForm {
        category: "vakinhoudelijk".to_owned(),
        ..form("Cursus", "24")
    };
    add(&register, &teacher, &content).await;
    let split = ActivityForm {
        hours_pedagogy: "4".to_owned(),
        hours_school: "2".to_owned(),
        ..form("Intervisie", "7,5")
    };
    add(&register, &teacher, &split).await;
    let old = ActivityForm {
        from_year: "2022".to_owned(),
        ..form("Te lang geleden", "100")
    };
    add(&register, &teacher, &old).await;

    let progress = progress(&register, &teacher).await;
    assert_eq!(
        (progress.total, progress.norm),
        (Quarters(126), Quarters::hours(160))
    );
    assert_eq!(
        progress.per_category.get(Category::SubjectContent),
        Quarters::hours(24)
    );
    assert_eq!(progress.to_choose, Quarters(6));
    let codes: Vec<&str> = progress
        .rules
        .iter()
        .map(|rule| rule.code.as_str())
        .collect();
    assert_eq!(
        codes,
        ["R01", "R02", "R04"],
        "no sector is known: what every sector asks"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_in_secondary_education_sees_its_rule() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    appoint(&register, &teacher, "99QC").await;
    assert_eq!(progress(&register, &teacher).await.rules.len(), 3);
    appoint(&register, &teacher, "99QA").await;
    let codes: Vec<String> = progress(&register, &teacher)
        .await
        .rules
        .into_iter()
        .map(|rule| rule.code)
        .collect();
    assert!(codes.contains(&"R03".to_owned()), "{codes:?}");
}

/// An appointment at this school, from the first of this month.
async fn appoint(register: &Register, teacher: &Teacher, brin: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "with d as (
             insert into delivery (id, board_number, channel, file_name, file_hash, encoding,
                                   received_at, delivered_by)
             values (gen_random_uuid(), '41234', 'screen', 'scherm', '', 'utf-8', now(), 'proef')
             returning id
         ), a as (
             insert into appointment (id, board_number, number, person_id)
             values (gen_random_uuid(), '41234', '{brin}', '{person}')
             returning id
         )
         insert into appointment_version (appointment_id, recorded, version, valid, brin, kind,
                                          function_category, contract_start, ground_code,
                                          content_hash, delivery_id)
         select a.id, tstzrange(now(), null), 1, daterange('2026-11-01', null), '{brin}', 'B', 9,
                '2026-11-01', 'VO-33.1B1', '', d.id
         from a, d",
        person = teacher.person(),
    )))
    .execute(register.pool())
    .await
    .expect("appointment");
}

// The form as a browser without JavaScript posts it -------------------------------------------

async fn log_in(register: &Register) -> String {
    let new = NewSession {
        actor: Actor::Teacher(register.teacher(MILA).await),
        display_name: "M. Zandlicht".to_owned(),
    };
    let mut conn = register.pool().acquire().await.expect("connection");
    store::begin(&mut conn, &new, register.now())
        .await
        .expect("session")
}

async fn ask(
    register: &Register,
    token: &str,
    request: axum::http::request::Builder,
    body: Body,
) -> Response<Body> {
    let built = Built {
        leptos: LeptosOptions::builder().output_name("lr").build(),
        links: app::Links::default(),
    };
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let router = web::router(register.system.clone(), &built, metrics);
    let mut request = request
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::ORIGIN, "http://127.0.0.1:3000")
        .header(
            header::REFERER,
            "http://127.0.0.1:3000/mijn/portfolio/activiteit/nieuw",
        )
        .header(header::COOKIE, format!("{COOKIE}={token}"))
        .body(body)
        .expect("request");
    let peer: SocketAddr = "127.0.0.1:1".parse().expect("address");
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await.expect("answer")
}

async fn get(register: &Register, token: &str, path: &str) -> (StatusCode, String) {
    let response = ask(register, token, Request::builder().uri(path), Body::empty()).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("page");
    (status, String::from_utf8(bytes.to_vec()).expect("text"))
}

/// Posts the form; returns where the browser is sent.
async fn post(register: &Register, token: &str, fields: &[(&str, &str)], bytes: &[u8]) -> String {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(
            format!(
                "--grens\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .as_bytes(),
        );
    }
    body.extend_from_slice(
        b"--grens\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"bewijs.pdf\"\r\n\r\n",
    );
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--grens--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/mijn/activiteit")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens");
    let response = ask(register, token, request, Body::from(body)).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let goal = response.headers().get(header::LOCATION).expect("a goal");
    goal.to_str().expect("text").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_comes_back_when_the_file_is_refused_and_is_saved_when_it_is_not() {
    let register = Register::new().await;
    let token = log_in(&register).await;
    let number = fresh().to_string();
    let fields = [
        ("nieuw", number.as_str()),
        ("title", "Begeleiden van een collega"),
        ("from_day", "12"),
        ("from_month", "10"),
        ("from_year", "2026"),
        ("hours", "7,5"),
        ("category", "pedagogisch"),
        ("reflection", "Eén ding tegelijk."),
    ];
    let goal = post(&register, &token, &fields, PROGRAM).await;
    assert!(
        goal.starts_with("/mijn/portfolio/activiteit/nieuw?formulier="),
        "{goal}"
    );
    let (status, page) = get(&register, &token, &goal).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Fout: Wat heb je gedaan?"),
        "the title says that something is wrong"
    );
    for kept in [
        "Begeleiden van een collega",
        "7,5",
        "Eén ding tegelijk.",
        number.as_str(),
    ] {
        assert!(page.contains(kept), "{kept} is lost");
    }
    assert!(page.contains("bewijs.pdf is een ander soort bestand"));
    assert!(page.contains("bestand-fout"), "at the field");

    let goal = post(&register, &token, &fields, PDF).await;
    assert_eq!(
        goal,
        format!("/mijn/portfolio/activiteit/{number}?melding=opgeslagen")
    );
    let (_, page) = get(&register, &token, &goal).await;
    for shown in [
        "Je activiteit is opgeslagen",
        "7,5 uur",
        "Pedagogiek en begeleiding",
        "bewijs.pdf",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    let (_, list) = get(&register, &token, "/mijn/portfolio").await;
    for shown in ["1 activiteit, samen 7,5 uur", "Compleet", "7,5 van 160 uur"] {
        assert!(list.contains(shown), "{shown} is not shown");
    }
    let (status, _) = get(&register, &token, "/mijn/portfolio/tijdlijn").await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = get(
        &register,
        &token,
        &format!("/mijn/portfolio/activiteit/{number}/wijzigen"),
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    for unknown in [fresh().to_string(), "1".to_owned()] {
        let path = format!("/mijn/portfolio/activiteit/{unknown}");
        assert_eq!(get(&register, &token, &path).await.0, StatusCode::NOT_FOUND);
    }
}
