//! The portfolio as a whole, opened and compared with what was kept.

use super::{MILA, PDF, SOMEBODY_ELSE, form, fresh, save};
use crate::support::{Register, Visitor, file, logged_in_now, pdf};
use app::{
    actor::Teacher,
    teacher::{
        CorrectionForm,
        desk::TeacherDesk,
        portfolio::{
            Filter,
            colleagues::{
                InviteForm,
                desk::{ColleagueDesk, Invitee},
            },
            desk::{PortfolioDesk, Target},
            import::{Pick, desk::ImportDesk},
            take_out::desk::TakeOutDesk,
        },
    },
};
use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
};
use jiff::SignedDuration;
use serde_json::Value;
use server::{evidence::tend, jobs, take_out};
use sha2::{Digest, Sha256};
use shared::{
    identifier::ActivityId,
    portfolio::{ActivityForm, FeedbackForm},
};
use std::{
    collections::HashMap,
    io::{Cursor, Read},
};
use uuid::Uuid;
use zip::ZipArchive;

async fn made(register: &Register, teacher: &Teacher) -> Uuid {
    let asked = register.desk.take_out(&logged_in_now(teacher)).await;
    asked.expect("asked");
    jobs::run_once(register.system.clone()).await.expect("made");
    let all = register.desk.take_outs(teacher).await.expect("list");
    assert!(all[0].bytes.is_some(), "it is made");
    all[0].id
}

async fn fetch(visitor: &Visitor<'_>, id: Uuid) -> (StatusCode, Vec<u8>) {
    let path = format!("/mijn/portfolio/meenemen/{id}");
    let response = visitor.call("GET", &path, &[], Body::empty()).await;
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await;
    (status, body.expect("a body").to_vec())
}

fn unpacked(bytes: &[u8]) -> HashMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it opens");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("unpacked");
            (part.name().expect("a name").into_owned(), content)
        })
        .collect()
}

fn hash(bytes: &[u8]) -> String {
    server::vault::hex(&Sha256::digest(bytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_the_portfolio_is_in_it_file_by_file() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![
        file("certificaat.pdf", PDF),
        file("certificaat.pdf", pdf("twee")),
    ];
    let course = Target::New(fresh());
    let reading = ActivityForm {
        subjects: vec!["BIOLOGIE".to_owned()],
        ..form("Cursus: lezen?", "6")
    };
    save(&register, &teacher, course, &reading, files)
        .await
        .expect("saved");
    let files = vec![file("verslag.pdf", pdf("verslag"))];
    save(
        &register,
        &teacher,
        Target::New(fresh()),
        &form("Intervisie", "7,5"),
        files,
    )
    .await
    .expect("saved");
    let gone = save(
        &register,
        &teacher,
        Target::New(fresh()),
        &form("Weg", "1"),
        Vec::new(),
    )
    .await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove_activity(&teacher, gone.expect("saved"))
        .await
        .expect("removed");

    let id = made(&register, &teacher).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let (status, zip) = fetch(&visitor, id).await;
    assert_eq!(status, StatusCode::OK);
    let kept: Vec<u8> = sqlx::query_scalar("select sha256 from take_out where id = $1")
        .bind(id)
        .fetch_one(register.pool())
        .await
        .expect("a hash");
    assert_eq!(kept, Sha256::digest(&zip).to_vec());
    let parts = unpacked(&zip);
    let json: serde_json::Value = serde_json::from_slice(&parts["portfolio.json"]).expect("json");
    let activities = json["activiteiten"].as_array().expect("a list");
    let portfolio = register
        .desk
        .portfolio(&teacher, &Filter::default())
        .await
        .expect("portfolio");
    let titles: Vec<&str> = activities
        .iter()
        .filter_map(|a| a["titel"].as_str())
        .collect();
    let there: Vec<&str> = portfolio
        .found
        .iter()
        .map(|e| e.activity.title.as_str())
        .collect();
    assert_eq!(titles, there);
    let mut files = 0;
    for (activity, entry) in activities.iter().zip(&portfolio.found) {
        assert_eq!(activity["bron_id"], entry.id.to_string());
        assert_eq!(activity["van"], entry.activity.from.to_string());
        assert_eq!(activity["herkomst"], "handmatig");
        let subjects = serde_json::json!(entry.activity.subjects);
        assert_eq!(activity["vakken"], subjects);
        let detail = register
            .desk
            .activity(&teacher, entry.id)
            .await
            .expect("found");
        let named = activity["bewijzen"].as_array().expect("files");
        assert_eq!(named.len(), detail.evidence.len());
        for (named, kept) in named.iter().zip(&detail.evidence) {
            let path = named["bestand"].as_str().expect("a place");
            let stored = register.system.evidence.get(kept.id).await.expect("kept");
            assert_eq!(parts[path], stored, "{path}");
            assert_eq!(named["sha256"], hash(&stored));
            files += 1;
        }
    }
    assert_eq!((files, parts.len()), (3, 6), "a page to read, and paper");
    assert!(parts["portfolio.pdf"].starts_with(b"%PDF-"));
    let mut names: Vec<&String> = parts
        .keys()
        .filter(|name| name.contains("Cursus"))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "bewijzen/2026-10-12 Cursus- lezen-/certificaat (2).pdf",
            "bewijzen/2026-10-12 Cursus- lezen-/certificaat.pdf",
        ]
    );
    let page = String::from_utf8_lossy(&parts["portfolio.html"]).into_owned();
    assert!(page.contains("2 activiteiten, samen 13,5 uur"), "{page}");
    assert!(page.contains("<dt>Vakken</dt><dd>Biologie</dd>"), "{page}");
    assert!(!page.contains("Weg"));
    let told: i64 =
        sqlx::query_scalar("select count(*) from message where title = 'Je portfolio staat klaar'")
            .fetch_one(register.pool())
            .await
            .expect("a message");
    assert_eq!(told, 1);
    assert_eq!(
        register.audited("portfolio_taken_out").await,
        3,
        "asked, made, fetched"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_gone_or_changed_is_named_and_keeps_nothing_else_back() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![
        file("een.pdf", pdf("een")),
        file("twee.pdf", pdf("twee")),
        file("drie.pdf", pdf("drie")),
    ];
    let course = Target::New(fresh());
    let activity = save(&register, &teacher, course, &form("Cursus", "6"), files)
        .await
        .expect("saved");
    let detail = register.desk.activity(&teacher, activity).await;
    let evidence = detail.expect("found").evidence;
    let named = |name: &str| {
        let file = evidence.iter().find(|file| file.name == name);
        file.expect("a file").id
    };
    let store = &register.system.evidence;
    store.remove(named("een.pdf")).await.expect("gone");
    let other = b"%PDF-1.7 iets anders".to_vec();
    store.put(named("twee.pdf"), other).await.expect("changed");

    let id = made(&register, &teacher).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let parts = unpacked(&fetch(&visitor, id).await.1);
    let there: Vec<&String> = parts.keys().filter(|name| name.contains('/')).collect();
    assert_eq!(there, ["bewijzen/2026-10-12 Cursus/drie.pdf"]);
    let json: serde_json::Value = serde_json::from_slice(&parts["portfolio.json"]).expect("json");
    let missing = json["activiteiten"][0]["bewijzen"]
        .as_array()
        .expect("files")
        .iter()
        .filter(|file| file["ontbreekt"] == true)
        .count();
    assert_eq!(missing, 2);
    let page = String::from_utf8_lossy(&parts["portfolio.html"]).into_owned();
    assert!(
        page.contains("Ontbreekt") && page.contains("Cursus/een.pdf"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_again_gets_it_made_after_the_job_gave_up() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let asked = register.desk.take_out(&logged_in_now(&teacher)).await;
    asked.expect("asked");
    sqlx::query("update graphile_worker._private_jobs set attempts = max_attempts")
        .execute(register.pool())
        .await
        .expect("given up");
    made(&register, &teacher).await;
    assert_eq!(register.count("take_out").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_for_its_owner_alone_and_for_seven_days() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let goal = visitor
        .post("/mijn/portfolio", "/api/mijn/portfolio/klaarmaken", &[])
        .await;
    assert_eq!(goal, "/mijn/portfolio/meenemen");
    assert!(
        visitor
            .page(&goal)
            .await
            .contains("We maken je portfolio klaar")
    );
    let asked = register.desk.take_out(&logged_in_now(&teacher)).await;
    asked.expect("asked again");
    assert_eq!(register.count("take_out").await, 1, "one at a time");
    jobs::run_once(register.system.clone()).await.expect("made");
    let id = register.desk.take_outs(&teacher).await.expect("list")[0].id;
    assert!(
        visitor
            .page(&goal)
            .await
            .contains(&format!("/mijn/portfolio/meenemen/{id}"))
    );
    take_out::make(&register.system, id)
        .await
        .expect("it is there already");

    let other = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    assert_eq!(fetch(&other, id).await.0, StatusCode::NOT_FOUND);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 8));
    let visitor = Visitor::teacher(&register, MILA).await;
    assert_eq!(fetch(&visitor, id).await.0, StatusCode::NOT_FOUND);
    tend::tend(&register.system).await.expect("tended");
    assert!(
        register
            .system
            .evidence
            .get(server::evidence::Kept::TakeOut(id))
            .await
            .is_err()
    );
    assert_eq!(register.audited("destroyed").await, 1);
}

/// Where a value is not what its schema says, or has what the schema does not name.
fn against(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let is_right = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        other => other.is_none(),
    };
    let mut wrong = Vec::new();
    let is_other = schema.get("const").is_some_and(|only| only != value);
    let codes = schema.get("enum").and_then(Value::as_array);
    if !is_right || is_other || codes.is_some_and(|codes| !codes.contains(value)) {
        wrong.push(format!("{at} is {value}"));
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        if value[required.as_str().expect("a name")].is_null() {
            wrong.push(format!("{at} has no {required}"));
        }
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(of_member) => wrong.extend(against(of_member, member, &format!("{at}.{name}"))),
            None => wrong.push(format!("{at}.{name} is not named")),
        }
    }
    for item in value.as_array().into_iter().flatten() {
        wrong.extend(against(&schema["items"], item, at));
    }
    wrong
}

/// Has somebody say something of an activity by a link, and puts it with the activity or not.
async fn said(register: &Register, teacher: &Teacher, id: ActivityId, good: &str, attached: bool) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let desk = &register.desk;
    let form = InviteForm {
        kind: "feedback".to_owned(),
        ..InviteForm::default()
    };
    desk.invite(teacher, id, &form).await.expect("invited");
    let around = desk.around(teacher, id, "").await.expect("around");
    let link = around.invitations[0].link.as_deref().expect("a link");
    let invitee = Invitee {
        key: link.rsplit('/').next().expect("a key").to_owned(),
        teacher: None,
    };
    let words = FeedbackForm {
        name: "B. Waterlander".to_owned(),
        seen: "De les".to_owned(),
        good: good.to_owned(),
        better: "De tijd".to_owned(),
        remark: String::new(),
    };
    desk.give_feedback(&invitee, &words).await.expect("given");
    let around = desk.around(teacher, id, "").await.expect("around");
    let invitation = around.feedback[0].invitation;
    desk.attach(teacher, invitation, attached)
        .await
        .expect("decided");
}

async fn parts_of(register: &Register, teacher: &Teacher) -> (Value, HashMap<String, Vec<u8>>) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let id = made(register, teacher).await;
    let visitor = Visitor::teacher(register, MILA).await;
    let parts = unpacked(&fetch(&visitor, id).await.1);
    let json = serde_json::from_slice(&parts["portfolio.json"]).expect("json");
    (json, parts)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_as_the_published_schema_says_with_what_the_teacher_put_with_it() {
    let (register, teacher) = Register::with_mila().await;
    let reading = ActivityForm {
        kind: "cursus".to_owned(),
        category: "pedagogisch".to_owned(),
        provider: "Hogeschool".to_owned(),
        subjects: vec!["BIOLOGIE".to_owned()],
        ..form("Lezen", "6")
    };
    let files = vec![file("certificaat.pdf", PDF)];
    let new = Target::New(fresh());
    let id = save(&register, &teacher, new, &reading, files)
        .await
        .expect("saved");
    said(&register, &teacher, id, "De vragen", true).await;
    said(&register, &teacher, id, "Iets anders", false).await;
    let desk = &register.desk;
    let old = "bron;bron_id;titel;van;uren;gevalideerd\nregisterleraar.nl;1;Oud;2025-05-16;8;ja\n";
    let brought = desk.bring(&teacher, file("oud.csv", old)).await;
    let brought = brought.expect("kept");
    let all = [Pick {
        row: 1,
        category: None,
    }];
    desk.take_over(&teacher, brought, &all)
        .await
        .expect("taken over");
    let overview = desk.overview(&teacher).await.expect("overview");
    let correction = CorrectionForm {
        appointment: overview.appointments[0].id.to_string(),
        fact: "school".to_owned(),
        message: "Zie de brief".to_owned(),
    };
    let letter = vec![file("brief.pdf", pdf("brief"))];
    desk.request_correction_with(&teacher, &correction, letter)
        .await
        .expect("asked");

    let (json, parts) = parts_of(&register, &teacher).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let schema = visitor
        .page("/portfolio/formaat/1/portfolio.schema.json")
        .await;
    let schema = serde_json::from_str(&schema).expect("json");
    assert_eq!(against(&schema, &json, "portfolio"), Vec::<String>::new());
    let titled = |title: &str| {
        let all = json["activiteiten"].as_array().expect("a list");
        let found = all.iter().find(|one| one["titel"] == title);
        found.expect("there").clone()
    };
    let feedback = &titled("Lezen")["feedback"];
    assert_eq!(
        feedback.as_array().map(Vec::len),
        Some(1),
        "one was put with it"
    );
    assert_eq!(feedback[0]["van"], "B. Waterlander");
    assert_eq!(feedback[0]["goed"], "De vragen");
    assert_eq!(feedback[0]["leraar"], false);
    assert_eq!(titled("Oud")["gevalideerd"], true);
    assert_eq!(
        titled("Oud")["gevalideerd_volgens"],
        "leraar",
        "of an own file"
    );
    assert_eq!(json["bewijzen_bij_vakken"], serde_json::json!([]));
    let letter = json["bewijzen_bij_correcties"][0]["bestand"].clone();
    assert_eq!(letter, "bewijzen/Bij je correcties/brief.pdf");
    assert!(parts.contains_key(letter.as_str().expect("a place")));
    let page = String::from_utf8_lossy(&parts["portfolio.html"]).into_owned();
    for shown in [
        "Feedback van B. Waterlander, met een link",
        "<dd>De vragen</dd>",
        "<h2>Bewijs bij je correcties</h2>",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    for hidden in ["Iets anders", "Bewijs bij je vakken"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }

    sqlx::query("update portfolio_import set origin = 'look_up'")
        .execute(register.pool())
        .await
        .expect("as if the old register was asked");
    let (json, _) = parts_of(&register, &teacher).await;
    let all = json["activiteiten"].as_array().expect("a list");
    let old = all.iter().find(|one| one["titel"] == "Oud").expect("there");
    assert_eq!(old["gevalideerd_volgens"], "oud_register");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_to_print_is_told_and_goes_along_all_the_same() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    super::add(&register, &teacher, &form("Cursus", "6")).await;
    sqlx::query("update activity_version set reflection = repeat('Een lang verhaal. ', 150000)")
        .execute(register.pool())
        .await
        .expect("much");
    let (_, parts) = parts_of(&register, &teacher).await;
    assert!(!parts.contains_key("portfolio.pdf") && parts.contains_key("portfolio.html"));
    let told: String =
        sqlx::query_scalar("select body from message where title = 'Je portfolio staat klaar'")
            .fetch_one(register.pool())
            .await
            .expect("a message");
    assert!(
        told.contains("Een pdf konden we er niet van maken"),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_of_what_was_removed_is_not_counted_and_does_not_go_along() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let mut all = Vec::new();
    for name in ["weg", "blijft"] {
        let files = vec![file(&format!("{name}.pdf"), pdf(name))];
        let new = Target::New(fresh());
        let saved = save(&register, &teacher, new, &form(name, "1"), files).await;
        all.push(saved.expect("saved"));
    }
    register.system.clock.advance(SignedDuration::from_mins(1));
    let desk = &register.desk;
    desk.remove_activity(&teacher, all[0])
        .await
        .expect("removed");
    desk.take_out(&logged_in_now(&teacher))
        .await
        .expect("asked");
    let asked = desk.take_outs(&teacher).await.expect("list");
    assert_eq!(asked[0].total, 1);
    let (_, parts) = parts_of(&register, &teacher).await;
    let files: Vec<&String> = parts.keys().filter(|name| name.contains('/')).collect();
    assert_eq!(files, ["bewijzen/2026-10-12 blijft/blijft.pdf"]);
}

/// The most memory that this process ever used, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

/// Measures, and takes its time: 240 MB goes in and out of the store.
#[tokio::test(flavor = "multi_thread")]
async fn memory_does_not_grow_with_the_evidence() {
    const EACH: usize = 8 * 1024 * 1024;
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = super::add(&register, &teacher, &form("Cursus", "6")).await;
    let bytes = vec![b'%'; EACH];
    let put = async |count: usize| {
        for _ in 0..count {
            let evidence = shared::identifier::EvidenceId(Uuid::now_v7());
            register
                .system
                .evidence
                .put(evidence, bytes.clone())
                .await
                .expect("kept");
            sqlx::query(
                "insert into evidence (id, person_id, activity_id, file_name, media_type, size_bytes,
                                       sha256, uploaded_at)
                 values ($1, $2, $3, 'groot.pdf', 'application/pdf', $4, $5, now())",
            )
            .bind(evidence.0)
            .bind(teacher.person().0)
            .bind(id.0)
            .bind(i64::try_from(EACH).expect("fits"))
            .bind(Sha256::digest(&bytes).to_vec())
            .execute(register.pool())
            .await
            .expect("a row");
        }
    };
    put(3).await;
    made(&register, &teacher).await;
    let few = peak();
    put(27).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let whole = made(&register, &teacher).await;
    let many = peak();
    let size: i64 = sqlx::query_scalar("select size_bytes from take_out where id = $1")
        .bind(whole)
        .fetch_one(register.pool())
        .await
        .expect("a size");
    assert!(usize::try_from(size).expect("fits") > 30 * EACH);
    let more = many.saturating_sub(few) / 1024 / 1024;
    println!(
        "peak {} MB with 3 files, {more} MB more with 30",
        few / 1024 / 1024
    );
    // Other tests of this program run beside it: less than a third of what went through is enough.
    assert!(more < 80, "{more} MB more for 216 MB of evidence more");
}
