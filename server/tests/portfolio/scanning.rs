//! Evidence and the virus scanner.

use super::{MILA, PDF, fields, form, fresh, save};
use crate::support::{Register, VirusScanner, file, pdf};
use app::{
    actor::Teacher,
    teacher::portfolio::{
        ActivityDetail,
        desk::{PortfolioDesk, Target},
    },
};
use jiff::SignedDuration;
use server::{config::ScannerConfig, evidence::tend, jobs};
use shared::identifier::ActivityId;

const VIRUS: &str = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

async fn with_scanner() -> (Register, Teacher, VirusScanner) {
    let scanner = VirusScanner::start().await;
    let register = Register::with(|config| {
        config.scanner = Some(ScannerConfig {
            address: scanner.address.clone(),
            timeout_ms: 5000,
        });
    })
    .await;
    let teacher = register.teacher(MILA).await;
    (register, teacher, scanner)
}

async fn detail(register: &Register, teacher: &Teacher, id: ActivityId) -> ActivityDetail {
    register.desk.activity(teacher, id).await.expect("found")
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_scanned_before_it_is_kept_and_a_virus_is_refused_at_the_field() {
    let (register, teacher, scanner) = with_scanner().await;
    let files = vec![file("goed.pdf", PDF), file("kwaad.pdf", pdf(VIRUS))];
    let new = Target::New(fresh());
    let refused = save(&register, &teacher, new, &form("Cursus", "6"), files)
        .await
        .expect_err("refused");
    assert_eq!(
        refused.at("bestand"),
        Some("In kwaad.pdf zit een virus. Kies een ander bestand")
    );
    assert_eq!(fields(refused), ["bestand"]);
    assert_eq!(register.count("evidence").await, 0, "all of it or nothing");

    let files = vec![file("goed.pdf", PDF)];
    let id = save(&register, &teacher, new, &form("Cursus", "6"), files)
        .await
        .expect("saved");
    let evidence = &detail(&register, &teacher, id).await.evidence[0];
    assert!(!evidence.waiting);
    let kept = register.system.evidence.get(evidence.id).await;
    assert_eq!(
        scanner.scanned().last(),
        Some(&kept.expect("kept").to_vec())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_scanned_waits_and_is_never_lost() {
    let (register, teacher, scanner) = with_scanner().await;
    scanner.set_down(true);
    let files = vec![file("goed.pdf", PDF), file("kwaad.pdf", pdf(VIRUS))];
    let new = Target::New(fresh());
    let id = save(&register, &teacher, new, &form("Cursus", "6"), files)
        .await
        .expect("kept all the same");
    let waiting = detail(&register, &teacher, id).await.evidence;
    assert_eq!(waiting.len(), 2);
    for file in &waiting {
        assert!(file.waiting);
        assert!(file.about().contains("Nog niet gecontroleerd op virussen"));
    }
    tend::tend(&register.system)
        .await
        .expect("the scanner is still down");
    assert!(detail(&register, &teacher, id).await.evidence[0].waiting);

    scanner.set_down(false);
    tend::tend(&register.system).await.expect("scanned");
    let left = detail(&register, &teacher, id).await.evidence;
    let names: Vec<(&str, bool)> = left.iter().map(|e| (e.name.as_str(), e.waiting)).collect();
    assert_eq!(names, [("goed.pdf", false)]);
    let gone = waiting.iter().find(|file| file.name == "kwaad.pdf");
    let gone = gone.expect("it was there").id;
    assert!(register.system.evidence.get(gone).await.is_err());
    let told: String = sqlx::query_scalar("select body from message where person_id = $1")
        .bind(teacher.person().0)
        .fetch_one(register.pool())
        .await
        .expect("a message");
    assert!(told.contains("In kwaad.pdf vonden we een virus"), "{told}");
    jobs::run_once(register.system.clone())
        .await
        .expect("the queue takes the job");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_at_which_the_scanner_cannot_look_keeps_no_other_waiting() {
    let (register, teacher, scanner) = with_scanner().await;
    scanner.set_down(true);
    let new = Target::New(fresh());
    let files = vec![file("stuk.pdf", pdf("BREAKS-THE-SCANNER"))];
    let first = save(&register, &teacher, new, &form("Cursus", "6"), files)
        .await
        .expect("kept");
    register.system.clock.advance(SignedDuration::from_mins(1));
    let new = Target::New(fresh());
    let files = vec![file("goed.pdf", PDF), file("kwaad.pdf", pdf(VIRUS))];
    let second = save(&register, &teacher, new, &form("Studiedag", "6"), files)
        .await
        .expect("kept");

    scanner.set_down(false);
    tend::tend(&register.system).await.expect("a round");
    let stuck = detail(&register, &teacher, first).await.evidence;
    assert!(stuck[0].waiting, "nobody looked at it");
    let left = detail(&register, &teacher, second).await.evidence;
    let names: Vec<(&str, bool)> = left.iter().map(|e| (e.name.as_str(), e.waiting)).collect();
    assert_eq!(names, [("goed.pdf", false)], "the others were looked at");
}
