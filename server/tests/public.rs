//! The desk of the public on a real database: who is found, and who is not.

mod support;

use app::{
    public::{SearchQuery, desk::PublicDesk},
    school::desk::SchoolDesk,
    teacher::{List, desk::TeacherDesk},
    upload::File,
};
use jiff::SignedDuration;
use server::institutions;
use shared::{delivery::COLUMNS, identifier::TeacherNumber};
use support::Register;

const MILA: &str = "999990019";

/// Delivers one appointment; what is not named is as of a qualified teacher in secondary education.
async fn deliver(register: &Register, fields: &[(&str, &str)]) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let usual = |name: &str| match name {
        "bevoegdGezag" => "41234",
        "benoemingvolgnummer" => "2014-000121",
        "versie" => "1",
        "burgerservicenummer" => MILA,
        "geboortedatum" => "1987-04-02",
        "instellingscode" => "99QA",
        "vestigingscode" => "99QA00",
        "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01",
        "functiecategorie" => "9",
        "grondslag" => "VO-33.1B1",
        "voornamen" => "Chloë Anna",
        "voorvoegsel" => "van der",
        "achternaam" => "Zandlicht",
        _ => "",
    };
    let value = |name: &str| {
        let given = fields.iter().find(|(field, _)| *field == name);
        given
            .map_or_else(|| usual(name), |(_, value)| value)
            .to_owned()
    };
    let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let values: Vec<String> = names.iter().map(|name| value(name)).collect();
    let file = File {
        field: "bestand".to_owned(),
        name: "levering.csv".to_owned(),
        bytes: format!("{}\r\n{}\r\n", names.join(";"), values.join(";")).into_bytes(),
    };
    let contact = register.contact("41234");
    let id = register
        .desk
        .deliver(&contact, file)
        .await
        .expect("delivered");
    let delivery = register.desk.delivery(&contact, id).await.expect("found");
    assert_eq!(delivery.summary.counts.refused, 0, "{delivery:?}");
}

/// A register with one teacher, known to the BRP, and what the school delivered of them.
async fn with_teacher(fields: &[(&str, &str)]) -> Register {
    let register = Register::new().await;
    register
        .stand_ins
        .add_person(MILA, "Chloë Anna", "van der", "Zandlicht", "1987-04-02");
    deliver(&register, fields).await;
    register.run_jobs().await;
    register
}

async fn confirm(register: &Register, list: List) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in overview.on(list) {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
}

async fn found(register: &Register, words: &str) -> Vec<String> {
    let query = SearchQuery {
        q: words.to_owned(),
        ..SearchQuery::default()
    };
    let page = register.desk.search(&query).await.expect("searched");
    page.found.into_iter().map(|teacher| teacher.name).collect()
}

async fn number(register: &Register) -> TeacherNumber {
    let teacher = register.teacher(MILA).await;
    register
        .desk
        .overview(&teacher)
        .await
        .expect("overview")
        .person
        .number
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_is_found_only_after_confirming() {
    let register = with_teacher(&[]).await;
    let number = number(&register).await;
    assert!(found(&register, "zandlicht").await.is_empty());
    assert_eq!(
        register
            .desk
            .public_teacher(&number)
            .await
            .expect_err("hidden")
            .status,
        404
    );

    confirm(&register, List::Register).await;
    assert_eq!(
        found(&register, "zandlicht").await,
        ["Chloë van der Zandlicht"]
    );
    let shown = register.desk.public_teacher(&number).await.expect("shown");
    assert_eq!(shown.schools, ["SG De Wending, Zuiderveen"]);
    let all = serde_json::to_string(&shown).expect("text");
    assert!(!all.contains("1987") && !all.contains(MILA), "{all}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_found_without_its_accents_and_prefix_and_by_number() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    let number = number(&register).await;
    for words in [
        "chloe",
        "CHLOË zandlicht",
        "der zand",
        "zandlicht wending",
        number.as_str(),
    ] {
        assert_eq!(found(&register, words).await.len(), 1, "{words}");
    }
    for words in ["z", "zandlicht elders", "%%", "00000000"] {
        assert!(found(&register, words).await.is_empty(), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vestibule_is_public_for_nobody() {
    let register = with_teacher(&[
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-11-01"),
        ("verklaringInspanning", "ja"),
        ("onderwijsterreinen", "MAATSCHAPPIJLEER"),
    ])
    .await;
    confirm(&register, List::Vestibule).await;
    assert!(found(&register, "zandlicht").await.is_empty());
    let number = number(&register).await;
    assert!(register.desk.public_teacher(&number).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_comes_out_while_the_register_is_not_public() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    let number = number(&register).await;
    let today = register.system.clock.today();
    institutions::switch(register.pool(), "publicatie", false, today)
        .await
        .expect("switched");
    assert!(found(&register, "zandlicht").await.is_empty());
    assert!(register.desk.public_teacher(&number).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_the_brp_shields_is_not_found_and_has_no_page() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    let number = number(&register).await;
    assert_eq!(found(&register, "zandlicht").await.len(), 1);

    register.stand_ins.add_shield(MILA);
    let person = register.teacher(MILA).await.person();
    server::people::look_up(&register.system, person)
        .await
        .expect("asked again");
    assert!(found(&register, "zandlicht").await.is_empty());
    assert!(register.desk.public_teacher(&number).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_appointment_ended_is_not_found() {
    let register = with_teacher(&[("einddatum", "2026-12-31")]).await;
    confirm(&register, List::Register).await;
    assert_eq!(found(&register, "zandlicht").await.len(), 1);

    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 45));
    assert!(
        found(&register, "zandlicht").await.is_empty(),
        "after 31 December"
    );
}
