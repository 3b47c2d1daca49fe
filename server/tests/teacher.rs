//! The desk of the teacher on a real database: the own record, confirming it, and the subjects.

mod support;

use app::{
    actor::{Actor, Teacher},
    desk::Visit,
    school::{desk::SchoolDesk, tasks::Matter},
    teacher::{Appointment, BrpState, CorrectionForm, List, desk::TeacherDesk},
    upload::File,
};
use axum::{
    Extension, Router,
    body::Body,
    extract::{ConnectInfo, Path, State},
    http::{Request, header},
};
use jiff::{SignedDuration, civil::date};
use leptos::prelude::LeptosOptions;
use metrics_exporter_prometheus::PrometheusBuilder;
use server::{
    desks::teacher::{check_again, download_evidence},
    session::{COOKIE, store},
    web::{self, Built},
};
use shared::{
    Problem,
    authority::{ClaimForm, Outcome},
    delivery::COLUMNS,
    identifier::{AppointmentId, ClaimId, EvidenceId},
};
use std::net::SocketAddr;
use support::{Mood, Register};
use tower::ServiceExt;
use uuid::Uuid;

const BOARD: &str = "41234";
const MILA: &str = "999990019";
const OTHER: &str = "999990020";
const MASTER: &str = "M Leraar Voorbereidend Hoger Onderwijs in Nederlands";
const BACHELOR: &str =
    "B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Nederlands";

/// The fields of an appointment that leads to the vestibule.
const VESTIBULE: [(&str, &str); 7] = [
    ("benoemingvolgnummer", "2026-000481"),
    ("begindatum", "2026-08-01"),
    ("arbeidsovereenkomstBegindatum", "2026-08-01"),
    ("grondslag", "VO-33.4"),
    ("ingangsdatumGrond", "2026-08-01"),
    ("verklaringInspanning", "ja"),
    ("onderwijsterreinen", "MAATSCHAPPIJLEER"),
];

/// Delivers rows; what is not named is as of a qualified teacher in secondary education.
async fn deliver(register: &Register, rows: &[&[(&str, &str)]]) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let usual = |name: &str| match name {
        "bevoegdGezag" => BOARD,
        "benoemingvolgnummer" => "2014-000121",
        "versie" => "1",
        "burgerservicenummer" => MILA,
        "geboortedatum" => "1987-04-02",
        "instellingscode" => "99QA",
        "vestigingscode" => "99QA00",
        "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01",
        "functiecategorie" => "9",
        "grondslag" => "VO-33.1B1",
        "voornamen" => "Mila",
        "achternaam" => "Zandlicht",
        _ => "",
    };
    let line = |cells: Vec<&str>| cells.join(";") + "\r\n";
    let mut text = line(COLUMNS.iter().map(|column| column.name).collect());
    for row in rows {
        let cell = |column: &str| {
            let given = row.iter().find(|(name, _)| *name == column);
            given.map_or_else(|| usual(column), |(_, value)| *value)
        };
        text += &line(COLUMNS.iter().map(|column| cell(column.name)).collect());
    }
    let contact = register.contact(BOARD);
    let file = file("november.csv", text);
    let id = register
        .desk
        .deliver(&contact, file)
        .await
        .expect("delivered");
    let detail = register.desk.delivery(&contact, id).await.expect("found");
    assert!(detail.errors.is_empty(), "{:?}", detail.errors);
    register.system.clock.advance(SignedDuration::from_mins(1));
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File {
        field: "bestand".to_owned(),
        name: name.to_owned(),
        bytes: bytes.into(),
    }
}

/// A register in which the teacher has one appointment, in the register of teachers.
async fn with_mila() -> (Register, Teacher) {
    let register = Register::new().await;
    deliver(&register, &[&[]]).await;
    let teacher = register.teacher(MILA).await;
    (register, teacher)
}

async fn appointments(register: &Register, teacher: &Teacher) -> Vec<Appointment> {
    register
        .desk
        .overview(teacher)
        .await
        .expect("overview")
        .appointments
}

async fn only_appointment(register: &Register, teacher: &Teacher) -> Appointment {
    let [one] = appointments(register, teacher)
        .await
        .try_into()
        .expect("one appointment");
    one
}

/// Dutch in all years of havo and vwo.
fn dutch(appointment: AppointmentId) -> ClaimForm {
    ClaimForm {
        appointment: appointment.to_string(),
        subject: "Nederlands".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned(), "upper".to_owned()],
        since_day: "1".to_owned(),
        since_month: "8".to_owned(),
        since_year: "2014".to_owned(),
    }
}

/// Saves a claim of Dutch, a minute after what was before.
async fn save_dutch(register: &Register, teacher: &Teacher) -> ClaimId {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let appointment = only_appointment(register, teacher).await.id;
    let saved = register
        .desk
        .save_claim(teacher, None, &dutch(appointment))
        .await;
    saved.expect("saved")
}

async fn outcome(register: &Register, teacher: &Teacher, claim: ClaimId) -> Outcome {
    register
        .desk
        .claim(teacher, claim)
        .await
        .expect("claim")
        .claim
        .outcome
}

async fn count(register: &Register, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(register.pool())
        .await
        .expect("count")
}

fn status<T: std::fmt::Debug>(answer: Result<T, Problem>) -> u16 {
    answer.expect_err("a problem").status
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_appointments_has_an_empty_record() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert!(overview.appointments.is_empty() && overview.claims.is_empty());
    assert_eq!(overview.person.brp, BrpState::Waiting);
    assert_eq!(overview.person.details, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_brp_names_a_teacher_and_does_not_have_to_answer() {
    let (register, teacher) = with_mila().await;
    register.stand_ins.set_mood(Mood::Failing);
    register.run_jobs().await;
    let before = register
        .desk
        .overview(&teacher)
        .await
        .expect("overview")
        .person;
    assert_eq!((before.brp, before.details), (BrpState::Unreachable, None));
    register.stand_ins.set_mood(Mood::Well);
    register
        .stand_ins
        .add_person(MILA, "Mila Johanna", "", "Zandlicht", "1987-04-02");
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    let after = register
        .desk
        .overview(&teacher)
        .await
        .expect("overview")
        .person;
    assert_eq!(after.brp, BrpState::Found);
    assert_eq!(
        after.details.expect("details").full_name,
        "Mila Johanna Zandlicht"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_makes_a_staged_appointment_confirmed_and_leaves_a_trace() {
    let (register, teacher) = with_mila().await;
    let staged = only_appointment(&register, &teacher).await;
    assert!(!staged.confirmed);
    for _ in 0..2 {
        register
            .desk
            .confirm(&teacher, staged.id, staged.version)
            .await
            .expect("confirmed");
    }
    let confirmed = only_appointment(&register, &teacher).await;
    assert!(confirmed.confirmed && !confirmed.changed_since);
    assert_eq!(
        register.audited("appointment_confirmed").await,
        1,
        "twice the same is once"
    );
    assert_eq!(
        count(&register, "select count(*) from entry").await,
        2,
        "staged stays known"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_teacher_can_be_on_both_lists() {
    let register = Register::new().await;
    deliver(&register, &[&[], &VESTIBULE]).await;
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert_eq!(overview.on(List::Register).count(), 1);
    let vestibule = overview.on(List::Vestibule).next().expect("an appointment");
    assert_eq!(
        vestibule.maximum.as_ref().map(|m| m.date),
        Some(date(2028, 7, 31))
    );
    assert_eq!(
        vestibule.fields,
        ["Maatschappijleer en maatschappijwetenschappen"]
    );
    assert!(vestibule.reason.contains("VO-33.4"), "{}", vestibule.reason);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_school_changed_meanwhile_is_not_confirmed_unseen() {
    let (register, teacher) = with_mila().await;
    let seen = only_appointment(&register, &teacher).await;
    deliver(&register, &[&[("versie", "2"), ("functiecategorie", "10")]]).await;
    assert_eq!(
        status(register.desk.confirm(&teacher, seen.id, seen.version).await),
        409
    );
    assert!(!only_appointment(&register, &teacher).await.confirmed);
    register
        .desk
        .confirm(&teacher, seen.id, 2)
        .await
        .expect("confirmed");
    deliver(&register, &[&[("versie", "3"), ("functiecategorie", "9")]]).await;
    let changed = only_appointment(&register, &teacher).await;
    assert!(changed.confirmed && changed.changed_since);
    register
        .desk
        .confirm(&teacher, seen.id, 3)
        .await
        .expect("confirmed again");
    assert!(!only_appointment(&register, &teacher).await.changed_since);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_somebody_else_is_not_there() {
    let (register, teacher) = with_mila().await;
    let claim = save_dutch(&register, &teacher).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let other = register.teacher(OTHER).await;
    let desk = &register.desk;
    assert_eq!(status(desk.confirm(&other, appointment, 1).await), 404);
    assert_eq!(
        status(desk.save_claim(&other, None, &dutch(appointment)).await),
        404
    );
    assert_eq!(
        status(
            desk.save_claim(&other, Some(claim), &dutch(appointment))
                .await
        ),
        404
    );
    assert_eq!(status(desk.claim(&other, claim).await), 404);
    assert_eq!(status(desk.claim_input(&other, Some(claim)).await), 404);
    assert_eq!(status(desk.record_claim(&other, claim, true).await), 404);
    assert_eq!(status(desk.remove_claim(&other, claim).await), 404);
    let files = vec![file("a.pdf", *b"%PDF-1.7\n%")];
    assert_eq!(
        status(desk.add_claim_evidence(&other, claim, files).await),
        404
    );
    let report = CorrectionForm {
        appointment: appointment.to_string(),
        fact: "school".to_owned(),
        message: "Ik werk er niet".to_owned(),
    };
    assert_eq!(status(desk.request_correction(&other, &report).await), 404);
    assert!(
        desk.overview(&other)
            .await
            .expect("overview")
            .claims
            .is_empty()
    );
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::NotFound,
        "nothing changed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_saved_whatever_the_outcome_is() {
    for (diploma, expected) in [
        (
            Some((MASTER, "wo-master", "2013-06-28")),
            Outcome::Confirmed,
        ),
        (
            Some((BACHELOR, "hbo-bachelor", "2013-06-28")),
            Outcome::ConfirmedInPart,
        ),
        (None, Outcome::NotFound),
    ] {
        let (register, teacher) = with_mila().await;
        if let Some((programme, kind, day)) = diploma {
            register
                .stand_ins
                .add_diploma(MILA, None, programme, kind, day);
        }
        let claim = save_dutch(&register, &teacher).await;
        assert_eq!(outcome(&register, &teacher, claim).await, expected);
        register.system.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(
            status(register.desk.record_claim(&teacher, claim, false).await),
            422
        );
        register
            .desk
            .record_claim(&teacher, claim, true)
            .await
            .expect("recorded");
        assert!(
            register
                .desk
                .claim(&teacher, claim)
                .await
                .expect("claim")
                .claim
                .recorded
        );
        assert_eq!(register.audited("claim_checked").await, 1);
        assert_eq!(
            register.audited("claim_changed").await,
            2,
            "saved and recorded"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_saved_while_the_diploma_register_is_away_and_the_teacher_is_told_later() {
    let (register, teacher) = with_mila().await;
    register.run_jobs().await;
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    register.stand_ins.set_mood(Mood::Failing);
    let claim = save_dutch(&register, &teacher).await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::SourceUnreachable
    );
    assert!(
        check_again(&register.system, claim).await.is_err(),
        "so that the queue tries again"
    );
    assert!(
        register
            .desk
            .messages(&teacher)
            .await
            .expect("messages")
            .is_empty()
    );

    register.stand_ins.set_mood(Mood::Well);
    register.system.clock.advance(SignedDuration::from_mins(1));
    register.run_jobs().await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
    assert_eq!(
        register
            .desk
            .overview(&teacher)
            .await
            .expect("overview")
            .unread,
        1
    );
    let messages = register.desk.messages(&teacher).await.expect("messages");
    assert_eq!(messages.len(), 1);
    assert!(
        messages[0].is_new && messages[0].title.contains("Nederlands"),
        "{messages:?}"
    );
    let read = register.desk.messages(&teacher).await.expect("messages");
    assert!(!read[0].is_new, "opening it made it read");

    register.system.clock.advance(SignedDuration::from_mins(1));
    check_again(&register.system, claim)
        .await
        .expect("nothing to do any more");
    assert_eq!(
        register
            .desk
            .messages(&teacher)
            .await
            .expect("messages")
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_explanation_on_the_page_is_the_one_that_was_stored() {
    let (register, teacher) = with_mila().await;
    register
        .stand_ins
        .add_diploma(MILA, None, BACHELOR, "hbo-bachelor", "2013-06-28");
    let claim = save_dutch(&register, &teacher).await;
    let shown = register.desk.claim(&teacher, claim).await.expect("claim");
    let (stored, table_version): (String, String) =
        sqlx::query_as("select explanation::text, table_version from claim_check")
            .fetch_one(register.pool())
            .await
            .expect("check");
    let stored: shared::authority::Check = serde_json::from_str(&stored).expect("a check");
    assert_eq!(shown.check, stored);
    assert_eq!(shown.check.table_version, table_version);
    assert!(shown.check.steps.len() >= 2 && shown.check.limit.is_some());
    assert_eq!(shown.checked_at.date(), date(2026, 11, 23));
    assert_eq!(
        shown.check.diploma().map(|d| d.programme.as_str()),
        Some(BACHELOR)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diploma_that_contradicts_the_ground_of_the_school_is_shown_beside_it() {
    let register = Register::new().await;
    let dutch_ground = [&VESTIBULE[..6], &[("onderwijsterreinen", "NEDERLANDS")][..]].concat();
    deliver(&register, &[&dutch_ground]).await;
    let teacher = register.teacher(MILA).await;
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    let claim = save_dutch(&register, &teacher).await;
    let detail = register.desk.claim(&teacher, claim).await.expect("claim");
    assert_eq!(detail.check.outcome, Outcome::Conflicting);
    assert!(
        detail
            .check
            .conflict
            .is_some_and(|conflict| conflict.school.contains("VO-33.4"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_is_filled_with_what_the_school_delivered() {
    let register = Register::new().await;
    let upper = [&VESTIBULE[..], &[("leerjaren", "4,5")][..]].concat();
    deliver(&register, &[&upper]).await;
    let teacher = register.teacher(MILA).await;
    let form = register
        .desk
        .claim_input(&teacher, None)
        .await
        .expect("input")
        .form;
    assert_eq!(form.subject, "MAATSCHAPPIJLEER");
    assert_eq!(
        (form.school_types[0].as_str(), form.years[0].as_str()),
        ("havo_vwo", "upper")
    );
    assert_eq!(
        (form.since_day.as_str(), form.since_year.as_str()),
        ("1", "2026")
    );
    register
        .desk
        .save_claim(&teacher, None, &form)
        .await
        .expect("saved as it was proposed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_a_new_version_with_a_new_comparison_and_removing_keeps_the_history() {
    let (register, teacher) = with_mila().await;
    let claim = save_dutch(&register, &teacher).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let input = register
        .desk
        .claim_input(&teacher, Some(claim))
        .await
        .expect("input");
    assert_eq!(input.form.years, ["lower", "upper"]);
    let lower = ClaimForm {
        years: vec!["lower".to_owned()],
        ..dutch(appointment)
    };
    register.system.clock.advance(SignedDuration::from_mins(1));
    let same = register
        .desk
        .save_claim(&teacher, Some(claim), &lower)
        .await
        .expect("changed");
    assert_eq!(same, claim);
    assert_eq!(
        count(&register, "select count(*) from subject_claim").await,
        1
    );
    assert_eq!(
        count(&register, "select count(*) from subject_claim_version").await,
        2
    );
    assert_eq!(
        count(&register, "select count(*) from claim_check").await,
        2
    );
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove_claim(&teacher, claim)
        .await
        .expect("removed");
    assert!(
        register
            .desk
            .claims(&teacher)
            .await
            .expect("claims")
            .is_empty()
    );
    assert_eq!(
        count(&register, "select count(*) from subject_claim_version").await,
        3
    );
    assert_eq!(status(register.desk.claim(&teacher, claim).await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_right_says_all_at_once_and_saves_nothing() {
    let (register, teacher) = with_mila().await;
    let problem = register
        .desk
        .save_claim(&teacher, None, &ClaimForm::default())
        .await
        .expect_err("empty");
    assert_eq!(problem.status, 422);
    for field in ["subject", "school_types", "since"] {
        assert!(problem.at(field).is_some(), "{field}: {problem:?}");
    }
    assert_eq!(
        count(&register, "select count(*) from subject_claim").await,
        0
    );
    assert_eq!(
        register.stand_ins.asked(),
        0,
        "the Diplomaregister is not asked for nothing"
    );
}

async fn fetch(register: &Register, who: Option<Teacher>, id: EvidenceId) -> Result<String, u16> {
    let visit = Visit {
        actor: who.map(Actor::Teacher),
        display_name: String::new(),
    };
    let answer =
        download_evidence(State(register.system.clone()), Extension(visit), Path(id.0)).await;
    let response = answer.map_err(|fault| Problem::from(fault).status)?;
    let header = response.headers()["content-disposition"]
        .to_str()
        .expect("header");
    assert!(header.starts_with("attachment"), "{header}");
    Ok(response.headers()["content-type"]
        .to_str()
        .expect("header")
        .to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_what_is_in_it_and_only_its_owner_fetches_it() {
    let (register, teacher) = with_mila().await;
    let claim = save_dutch(&register, &teacher).await;
    let program = vec![file("diploma.pdf", *b"MZ\x90\x00 a program")];
    let refused = register
        .desk
        .add_claim_evidence(&teacher, claim, program)
        .await;
    assert_eq!(status(refused), 422);
    let good = vec![file("akte (1991).pdf", *b"%PDF-1.7\n%akte")];
    register
        .desk
        .add_claim_evidence(&teacher, claim, good)
        .await
        .expect("kept");
    let evidence = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .evidence;
    assert_eq!(evidence.len(), 1);
    let id = evidence[0].id;
    assert_eq!(
        fetch(&register, Some(teacher.clone()), id).await,
        Ok("application/pdf".to_owned())
    );
    assert_eq!(
        register.audited("evidence_changed").await,
        2,
        "added and fetched"
    );
    let other = register.teacher(OTHER).await;
    assert_eq!(fetch(&register, Some(other), id).await, Err(404));
    assert_eq!(fetch(&register, None, id).await, Err(401));
    assert_eq!(
        fetch(&register, Some(teacher), EvidenceId(Uuid::nil())).await,
        Err(404)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_becomes_a_task_of_the_school_with_a_date_and_a_receipt() {
    let (register, teacher) = with_mila().await;
    let report = CorrectionForm {
        appointment: only_appointment(&register, &teacher).await.id.to_string(),
        fact: "school".to_owned(),
        message: "Ik werk op de andere vestiging".to_owned(),
    };
    let empty = CorrectionForm {
        message: "  ".to_owned(),
        ..report.clone()
    };
    assert_eq!(
        status(register.desk.request_correction(&teacher, &empty).await),
        422
    );
    let id = register
        .desk
        .request_correction(&teacher, &report)
        .await
        .expect("received");
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert_eq!(receipt.message, report.message);
    assert_eq!(receipt.due, date(2026, 12, 21), "four weeks");
    let other = register.teacher(OTHER).await;
    assert_eq!(
        status(register.desk.correction_receipt(&other, id).await),
        404
    );
    let tasks = register
        .desk
        .tasks(&register.contact(BOARD))
        .await
        .expect("tasks")
        .tasks;
    assert!(
        tasks.iter().any(
            |task| matches!(&task.matter, Matter::Correction(c) if c.message == report.message)
        )
    );
    assert_eq!(register.audited("correction_requested").await, 1);
}

/// A browser without JavaScript, in which the teacher is logged in.
struct Browser {
    router: Router,
    cookie: String,
}

impl Browser {
    async fn new(register: &Register, teacher: &Teacher) -> Self {
        let built = Built {
            leptos: LeptosOptions::builder().output_name("lr").build(),
            links: app::Links::default(),
        };
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let session = store::NewSession {
            actor: store::vouch_for_teacher(teacher.person()),
            display_name: "Leraar".to_owned(),
        };
        let mut conn = register.pool().acquire().await.expect("connection");
        let token = store::begin(&mut conn, &session, register.now())
            .await
            .expect("session");
        Self {
            router: web::router(register.system.clone(), &built, metrics),
            cookie: format!("{COOKIE}={token}"),
        }
    }

    async fn send(&self, mut request: Request<Body>) -> axum::response::Response {
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, self.cookie.parse().expect("header"));
        headers.insert(header::ACCEPT, "text/html".parse().expect("header"));
        headers.insert(
            header::ORIGIN,
            "http://127.0.0.1:3000".parse().expect("header"),
        );
        let peer: SocketAddr = "127.0.0.1:1".parse().expect("address");
        request.extensions_mut().insert(ConnectInfo(peer));
        self.router.clone().oneshot(request).await.expect("answer")
    }

    /// The page at this address.
    async fn page(&self, path: &str) -> String {
        let response = self
            .send(Request::get(path).body(Body::empty()).expect("request"))
            .await;
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("body");
        let html = String::from_utf8(bytes.to_vec()).expect("text");
        assert!(status.is_success(), "{path}: {status}");
        html
    }

    /// Posts a form that stands on this page; returns where it leads.
    async fn post(&self, page: &str, action: &str, body: String) -> String {
        let request = Request::post(action)
            .header(header::REFERER, format!("http://127.0.0.1:3000{page}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("request");
        let response = self.send(request).await;
        let goal = response
            .headers()
            .get(header::LOCATION)
            .expect("a redirect");
        goal.to_str().expect("header").to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subject_is_entered_without_javascript_and_the_page_shows_what_was_stored() {
    let (register, teacher) = with_mila().await;
    register
        .stand_ins
        .add_diploma(MILA, None, BACHELOR, "hbo-bachelor", "2013-06-28");
    let browser = Browser::new(&register, &teacher).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let form = "/mijn/vakken/toevoegen";
    let fields = format!(
        "claim=&appointment={appointment}&subject=NEDERLANDS&school_types[]=vmbo\
         &school_types[]=havo_vwo&years[]=lower&years[]=upper&since_day=1&since_month=8"
    );

    let back = browser
        .post(form, "/api/mijn/vak", format!("{fields}&since_year=20x4"))
        .await;
    assert!(
        back.starts_with("/mijn/vakken/toevoegen?formulier="),
        "{back}"
    );
    let html = browser.page(&back).await;
    assert!(
        html.contains("Fout: Welk vak geef je?") && html.contains("20x4"),
        "{html}"
    );
    assert!(html.contains("Vul een datum in die bestaat"), "{html}");

    let goal = browser
        .post(form, "/api/mijn/vak", format!("{fields}&since_year=2014"))
        .await;
    let (page, id) = goal.split_once("?vak=").expect("the outcome");
    assert_eq!(page, "/mijn/vakken/toevoegen/uitkomst");
    let claim: ClaimId = id.parse().expect("a number");
    let shown = browser.page(&goal).await;
    let stored = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .check;
    assert_eq!(stored.outcome, Outcome::ConfirmedInPart);
    for step in &stored.steps {
        assert!(
            shown.contains(&step.title) && shown.contains(&step.text),
            "{step:?}\n{shown}"
        );
    }
    let version = format!(
        "versie {}. Gecontroleerd op 23 november 2026",
        stored.table_version
    );
    assert!(shown.contains(&version), "{shown}");

    register.system.clock.advance(SignedDuration::from_mins(1));
    let check = format!("/mijn/vakken/toevoegen/controleren?vak={id}");
    assert!(browser.page(&check).await.contains("Klopt alles?"));
    let back = browser
        .post(&check, "/api/mijn/vak/vastleggen", format!("claim={id}"))
        .await;
    assert!(
        browser.page(&back).await.contains("Zet een vinkje"),
        "{back}"
    );
    let done = browser
        .post(
            &check,
            "/api/mijn/vak/vastleggen",
            format!("claim={id}&waar=ja"),
        )
        .await;
    assert_eq!(done, format!("/mijn/vakken/{id}/klaar"));
    assert!(
        browser
            .page(&done)
            .await
            .contains("Nederlands is vastgelegd")
    );
    assert!(
        browser
            .page("/mijn/vakken")
            .await
            .contains("Past voor een deel")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_asks_to_confirm_and_says_so_when_the_school_was_faster() {
    let register = Register::new().await;
    deliver(&register, &[&[], &VESTIBULE]).await;
    let teacher = register.teacher(MILA).await;
    let browser = Browser::new(&register, &teacher).await;
    let overview = browser.page("/mijn").await;
    assert!(overview.contains("Klaargezet door je school"), "{overview}");
    assert!(overview.contains("Registervoorportaal") && overview.contains("van 160 uur"));
    assert!(browser.page("/mijn/voorportaal").await.contains("VO-33.4"));
    let seen = appointments(&register, &teacher).await;
    let seen = seen
        .iter()
        .find(|a| a.list == List::Register)
        .expect("an appointment");
    let confirm = format!("appointment={}&version={}", seen.id, seen.version);
    deliver(&register, &[&[("versie", "2"), ("functiecategorie", "10")]]).await;
    let back = browser.post("/mijn", "/api/mijn/bevestigen", confirm).await;
    assert!(
        browser
            .page(&back)
            .await
            .contains("Je school heeft dit intussen gewijzigd"),
        "{back}"
    );
    let confirm = format!("appointment={}&version=2", seen.id);
    assert_eq!(
        browser.post("/mijn", "/api/mijn/bevestigen", confirm).await,
        "/mijn"
    );
    assert!(
        !browser
            .page("/mijn")
            .await
            .contains("Klaargezet door je school")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_record_shows_itself_and_never_a_bsn() {
    let (register, teacher) = with_mila().await;
    register
        .stand_ins
        .add_person(MILA, "Mila", "", "Zandlicht", "1987-04-02");
    register.run_jobs().await;
    let claim = save_dutch(&register, &teacher).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let browser = Browser::new(&register, &teacher).await;
    let bewijs = format!("/mijn/vakken/toevoegen/bewijs?vak={claim}");
    let correctie = format!("/mijn/gegevens/correctie?benoeming={appointment}");
    for (path, words) in [
        ("/mijn", "Dag Mila, hier sta je"),
        (
            "/mijn/voorportaal",
            "Je staat niet in het registervoorportaal",
        ),
        ("/mijn/gegevens", "Uit de Basisregistratie Personen"),
        (correctie.as_str(), "Om welke benoeming gaat het?"),
        ("/mijn/vakken/toevoegen", "Welk vak geef je?"),
        (bewijs.as_str(), "Stuur een bewijs mee"),
        ("/mijn/berichten", "Nog geen berichten"),
        ("/mijn/herregistratie", "Er gelden voorbeeldcriteria"),
    ] {
        let html = browser.page(path).await;
        assert!(html.contains(words), "{path} does not say {words}: {html}");
        assert!(!html.contains(MILA), "{path} shows the BSN");
    }
}
