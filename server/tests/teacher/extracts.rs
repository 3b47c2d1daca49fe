//! The signed extract of the Diplomaregister: what is taken, what is not, and what follows.

use super::{MASTER, MILA, outcome, save_dutch};
use crate::support::{Register, Visitor, deliver_file, status};
use app::{
    actor::Teacher,
    teacher::{Given, desk::TeacherDesk},
    upload::File,
};
use jiff::{SignedDuration, civil::date};
use server::extract::{Refusal, Signer, read};
use shared::authority::{Outcome, Phase};

/// An extract of `server/tests/extracts`.
fn extract(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/extracts/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("an extract")
}

fn posted(bytes: Vec<u8>) -> File {
    File {
        field: Given::FIELD.to_owned(),
        name: "uittreksel.pdf".to_owned(),
        bytes,
    }
}

/// A register in this phase, with Mila.
async fn in_phase(phase: u8) -> (Register, Teacher) {
    let register = Register::in_phase(phase).await;
    deliver_file(&register, &[&[]]).await;
    let teacher = register.teacher(MILA).await;
    (register, teacher)
}

/// The message at the field, which never says what is in the file.
async fn refused(register: &Register, teacher: &Teacher, bytes: Vec<u8>) -> String {
    let answer = register
        .desk
        .give_extract(teacher, vec![posted(bytes)])
        .await;
    let problem = answer.expect_err("refused");
    assert_eq!(problem.status, 422);
    let message = problem.at(Given::FIELD).expect("at the field").to_owned();
    for private in ["999990020", "1987", "Zandlicht"] {
        assert!(!message.contains(private), "{message}");
    }
    message
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_extract_confirms_a_subject_without_asking_the_diplomaregister() {
    for name in ["mila.pdf", "mila-elliptic.pdf", "through.pdf"] {
        let (register, teacher) = in_phase(1).await;
        let desk = &register.desk;
        let claim = save_dutch(&register, &teacher).await;
        assert_eq!(
            outcome(&register, &teacher, claim).await,
            Outcome::NotChecked
        );
        register.system.clock.advance(SignedDuration::from_mins(1));
        let given = desk.give_extract(&teacher, vec![posted(extract(name))]);
        given.await.expect("taken");
        let detail = desk.claim(&teacher, claim).await.expect("claim");
        assert_eq!(detail.check.outcome, Outcome::Confirmed);
        assert_eq!(detail.check.extract, Some(date(2026, 11, 20)));
        assert_eq!(detail.phase, Phase::SignedExtract);
        assert_eq!(register.stand_ins.asked(), 0);
        assert_eq!(register.audited("extract_given").await, 1);

        let mine = desk.my_diplomas(&teacher).await.expect("diplomas");
        let given = mine.extract.expect("given");
        assert_eq!(given.diplomas[0].programme, MASTER);
        assert!(mine.held.is_none() && mine.asked.is_empty());
        // A subject that is entered afterwards is compared at once.
        let another = save_dutch(&register, &teacher).await;
        assert_eq!(
            outcome(&register, &teacher, another).await,
            Outcome::Confirmed
        );
        let (source, sealed): (String, Vec<u8>) = sqlx::query_as(
            "select source, (select diplomas from diploma_extract) from claim_check
             order by checked_at desc limit 1",
        )
        .fetch_one(register.pool())
        .await
        .expect("a row");
        assert_eq!(source, "extract");
        assert!(
            !sealed.windows(10).any(|part| part == b"Nederlands"),
            "sealed"
        );
        let (told, again) = server::desks::teacher::reproduce(&register.system, another)
            .await
            .expect("readable")
            .expect("a result");
        assert_eq!(told, again, "word for word");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_extract_is_told_at_its_field_and_nothing_is_kept() {
    let (register, teacher) = in_phase(1).await;
    let mut changed = extract("mila.pdf");
    let place = changed
        .windows(10)
        .position(|part| part == b"2013-06-28")
        .expect("the day of the diploma");
    changed[place + 3] = b'4';
    let mut longer = extract("mila.pdf");
    longer.extend_from_slice(b"1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    let mut broken = extract("mila.pdf");
    let hole = broken
        .windows(11)
        .position(|part| part == b"/Contents <")
        .expect("the signature");
    broken[hole + 11] = b'f';
    let unsigned = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n".to_vec();
    let scan = b"\x89PNG\r\n\x1a\n een scan van een uittreksel".to_vec();
    for (file, refusal) in [
        (scan, Refusal::NotPdf),
        (Vec::new(), Refusal::NotPdf),
        (unsigned, Refusal::Unsigned),
        (broken, Refusal::Broken),
        (changed, Refusal::Altered),
        (longer, Refusal::Altered),
        (extract("other-organisation.pdf"), Refusal::OtherSigner),
        (extract("other-authority.pdf"), Refusal::OtherSigner),
        (extract("expired.pdf"), Refusal::Expired),
        (extract("other-person.pdf"), Refusal::OtherPerson),
        (extract("other-birth-date.pdf"), Refusal::OtherPerson),
        (extract("old.pdf"), Refusal::TooOld),
        (extract("future.pdf"), Refusal::InFuture),
        // More certificates than a chain needs are not tried one by one.
        (extract("many.pdf"), Refusal::Broken),
        (extract("through-expired.pdf"), Refusal::OtherSigner),
        (extract("connection.pdf"), Refusal::OtherSigner),
    ] {
        let message = refused(&register, &teacher, file).await;
        assert_eq!(message, refusal.to_string());
    }
    let nothing = register.desk.give_extract(&teacher, Vec::new()).await;
    let nothing = nothing.expect_err("no file");
    assert_eq!(
        nothing.at(Given::FIELD),
        Some("Kies het bestand met je uittreksel")
    );
    let mine = register.desk.my_diplomas(&teacher).await.expect("diplomas");
    assert_eq!(mine.extract, None);
    assert_eq!(register.audited("extract_given").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_declares_it_all_gives_no_extract_and_who_does_not_consent_may() {
    let (register, teacher) = in_phase(0).await;
    let give = register
        .desk
        .give_extract(&teacher, vec![posted(extract("mila.pdf"))]);
    assert_eq!(status(give.await), 409);

    let (register, teacher) = in_phase(2).await;
    let desk = &register.desk;
    let claim = save_dutch(&register, &teacher).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let give = desk.give_extract(&teacher, vec![posted(extract("mila.pdf"))]);
    give.await.expect("taken");
    let detail = desk.claim(&teacher, claim).await.expect("claim");
    assert_eq!(detail.check.outcome, Outcome::Confirmed);
    // With consent the source itself is asked, and what it says counts.
    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.set_consent(&teacher, true).await.expect("given");
    let later = save_dutch(&register, &teacher).await;
    let detail = desk.claim(&teacher, later).await.expect("claim");
    assert_eq!(detail.check.extract, None);
    assert_eq!(register.stand_ins.asked(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extract_counts_for_a_year_and_only_the_newest_is_kept() {
    let (register, teacher) = in_phase(1).await;
    let desk = &register.desk;
    for name in ["mila.pdf", "mila-elliptic.pdf"] {
        register.system.clock.advance(SignedDuration::from_mins(1));
        let given = desk.give_extract(&teacher, vec![posted(extract(name))]);
        given.await.expect("taken");
    }
    assert_eq!(register.count("diploma_extract").await, 1);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 363));
    let claim = save_dutch(&register, &teacher).await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::NotChecked,
        "it is of more than a year ago"
    );
    let mine = desk.my_diplomas(&teacher).await.expect("diplomas");
    let shown = mine.extract.expect("it is still shown");
    assert_eq!(shown.day, date(2026, 11, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extract_is_given_on_the_page_of_the_subject_and_a_wrong_one_is_told_there() {
    let (register, teacher) = in_phase(1).await;
    let claim = save_dutch(&register, &teacher).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let browser = Visitor::teacher(&register, MILA).await;
    let page = format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}");
    let shown = browser.page(&page).await;
    assert!(shown.contains("Je eigen uittreksel"), "{shown}");
    let id = claim.to_string();
    let give = async |name: &str| {
        let action = "/api/mijn/diplomas/uittreksel";
        let fields = [("vak", id.as_str())];
        let file = posted(extract(name));
        browser.post_file(&page, action, &fields, &file).await
    };
    let back = give("other-person.pdf").await;
    assert!(back.contains("formulier="), "{back}");
    let told = browser.page(&back).await;
    assert!(told.contains("Fout: ") && told.contains("Dit uittreksel is niet van jou"));
    let goal = give("mila.pdf").await;
    assert_eq!(goal, page);
    let shown = browser.page(&goal).await;
    assert!(shown.contains("Je vak past bij je diploma"), "{shown}");
    assert!(shown.contains("Uit je uittreksel") && shown.contains("20 november 2026"));
    let diplomas = browser.page("/mijn/diplomas").await;
    assert!(diplomas.contains("De handtekening klopt"), "{diplomas}");
    assert!(!diplomas.contains(MILA));
}

#[test]
fn no_byte_of_an_extract_can_change_unseen() {
    let authorities = extract("authorities.pem");
    let organisation = "Dienst Uitvoering Onderwijs (oefenomgeving)";
    let signer = Signer::new(organisation, &authorities).expect("a signer");
    let now = crate::support::NOW.parse().expect("a moment");
    let right = extract("mila.pdf");
    assert!(read(&right, &signer, now).is_ok());
    // Behind the message the place of the signature is filled up with zeros, which mean nothing.
    for place in (0..right.len()).step_by(37) {
        let mut changed = right.clone();
        changed[place] ^= 0x15;
        assert!(read(&changed, &signer, now).is_err(), "byte {place}");
    }
    assert!(Signer::new(organisation, b"").is_err());
}
