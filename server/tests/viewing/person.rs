//! What the register has of a person: the teacher reads it all, and a board what it may ask.

use super::{MILA, confirm, logged, seen};
use crate::support::{Register, Visitor, deliver_file, logged_in_now, status};
use app::{actor::Teacher, school::person::desk::PersonDesk, teacher::entry::desk::EntryDesk};
use jiff::SignedDuration;
use shared::viewing::Viewing;

/// Mila, with everything that the BRP knows of her, and an appointment that she did not confirm yet.
async fn known() -> (Register, Teacher) {
    let register = Register::new().await;
    for (name, value) in [
        (
            "verblijfplaats",
            serde_json::json!({ "verblijfadres": {
                "straat": "Kwelderstraat", "huisnummer": 1718, "postcode": "9599AD", "woonplaats": "Oosterstiel",
            }}),
        ),
        ("geslacht", serde_json::json!({ "code": "V" })),
    ] {
        register.stand_ins.describe(MILA, name, value);
    }
    deliver_file(&register, &[&[]]).await;
    register.run_jobs().await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let teacher = register.teacher(MILA).await;
    (register, teacher)
}

const NUMBER: &str = "2014-000121";

#[tokio::test(flavor = "multi_thread")]
async fn a_board_asks_personal_data_for_a_purpose_and_the_teacher_reads_it() {
    let (register, teacher) = known().await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let ask = async |purpose: Viewing| desk.ask_person(&contact, NUMBER, purpose.code()).await;
    // Before the teacher confirmed, nobody is in the register.
    assert_eq!(status(ask(Viewing::PersonToWrite).await), 409);
    confirm(&register, &teacher).await;
    for purpose in ["", "leraren", Viewing::Investigation.code()] {
        let refused = desk.ask_person(&contact, NUMBER, purpose).await;
        assert!(refused.expect_err("no purpose").at("doel").is_some());
    }
    let other = register.contact("41235");
    let code = Viewing::PersonToWrite.code();
    assert_eq!(status(desk.ask_person(&other, NUMBER, code).await), 404);
    assert!(
        seen(&register, &teacher).await.is_empty(),
        "refused is not seen"
    );

    let told = ask(Viewing::PersonToCheck).await.expect("told");
    assert_eq!(told.sex.as_deref(), Some("Vrouw"));
    let address = "Kwelderstraat 1718, 9599 AD Oosterstiel";
    assert_eq!(told.address.as_deref(), Some(address));
    assert_eq!(told.birth_date, Some(jiff::civil::date(1987, 4, 2)));
    assert_eq!(told.reregistration, None, "that is not law");
    let board = "Stichting Onderwijs Zuiderveen".to_owned();
    let looked = [(board, Viewing::PersonToCheck, 1)];
    assert_eq!(seen(&register, &teacher).await, looked);
    let mine = Visitor::teacher(&register, MILA).await;
    let (_, html) = mine.get("/mijn/inzage").await;
    assert!(html.contains("Om de eigen administratie te controleren"));
    assert!(html.contains("je geslacht, je adres en je geboortedatum"));

    let visitor = Visitor::of(&register, "41234").await;
    let (_, html) = visitor.get("/school/leraren").await;
    let page = format!("/school/leraren/persoonsgegevens?benoeming={NUMBER}");
    assert!(html.contains(&page), "the way there");
    let before = logged(&register).await;
    let (_, html) = visitor.get(&page).await;
    assert!(html.contains("Vraag persoonsgegevens op") && !html.contains("Kwelderstraat"));
    let (_, html) = visitor.get(&format!("{page}&doel=")).await;
    assert!(html.contains("Kies waarom je de gegevens opvraagt"));
    assert_eq!(logged(&register).await, before, "nothing was seen");
    let (_, html) = visitor.get(&format!("{page}&doel={code}")).await;
    assert!(html.contains(address) && html.contains("2 april 1987"));
    assert_eq!(logged(&register).await, before + 1);

    register.stand_ins.add_shield(MILA);
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("asked again");
    let told = ask(Viewing::PersonToWrite).await.expect("told");
    assert!(told.shielded && told.address.is_none());
    desk.remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    assert_eq!(status(ask(Viewing::PersonToWrite).await), 404, "who left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_reads_how_the_re_registration_stands_once_that_is_law() {
    let (register, teacher) = known().await;
    confirm(&register, &teacher).await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let today = register.system.clock.today();
    let ask = async || {
        let code = Viewing::PersonToCheck.code();
        let told = desk.ask_person(&contact, NUMBER, code).await.expect("told");
        told.reregistration
    };
    assert_eq!(ask().await, None);
    let tomorrow = today.tomorrow().expect("a day");
    server::institutions::switch(register.pool(), "herregistratie", true, tomorrow)
        .await
        .expect("switched");
    assert_eq!(ask().await, None, "the day has not come");
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24));
    let standing = ask().await.expect("told");
    // Four years from the day on which the teacher confirmed.
    assert_eq!(standing.ends, Some(jiff::civil::date(2030, 11, 22)));
    assert_eq!(standing.decided, None);
    let read = seen(&register, &teacher).await;
    assert!(
        read.iter()
            .any(|(_, kind, times)| *kind == Viewing::Reregistration && *times == 1)
    );
    let visitor = Visitor::of(&register, "41234").await;
    let page = format!("/school/leraren/persoonsgegevens?benoeming={NUMBER}");
    let doel = Viewing::PersonToCheck.code();
    let (_, html) = visitor.get(&format!("{page}&doel={doel}")).await;
    assert!(html.contains("22 november 2030") && html.contains("er is nog niets besloten"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_reads_everything_that_the_register_has_of_the_person() {
    let (register, _) = known().await;
    let mine = Visitor::teacher(&register, MILA).await;
    let (_, html) = mine.get("/mijn/gegevens").await;
    for fact in ["Geslacht", "Vrouw", "Kwelderstraat 1718", "2 april 1987"] {
        assert!(html.contains(fact), "{fact}");
    }
}
