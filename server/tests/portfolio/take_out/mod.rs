//! The portfolio as a whole, opened and compared with what was kept.

mod keeping;
mod limits;
mod schema;

use super::{MILA, PDF, form, fresh, save};
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
use serde_json::Value;
use server::jobs;
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

async fn parts_of(register: &Register, teacher: &Teacher) -> (Value, HashMap<String, Vec<u8>>) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let id = made(register, teacher).await;
    let visitor = Visitor::teacher(register, MILA).await;
    let parts = unpacked(&fetch(&visitor, id).await.1);
    let json = serde_json::from_slice(&parts["portfolio.json"]).expect("json");
    (json, parts)
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
