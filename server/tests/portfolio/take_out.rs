//! The portfolio as a whole, opened and compared with what was kept.

use super::{MILA, PDF, SOMEBODY_ELSE, form, fresh, save};
use crate::support::{Register, Visitor, file, logged_in_now, pdf};
use app::{
    actor::Teacher,
    teacher::portfolio::{
        Filter,
        desk::{PortfolioDesk, Target},
        take_out::desk::TakeOutDesk,
    },
};
use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
};
use jiff::SignedDuration;
use server::{evidence::tend, jobs, take_out};
use sha2::{Digest, Sha256};
use shared::portfolio::ActivityForm;
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
