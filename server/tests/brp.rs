//! What the BRP says of a teacher whom a board delivered: at once, or later.

use crate::support::{Deliverer, Mood, Register, appointment};
use app::{school::desk::SchoolDesk, upload::File};
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::delivery::{AppointmentMessage, to_csv};

const MILA: &str = "999990019";
const STRANGER: &str = "999990020";

/// A message about Mila in which the BSN is that of a stranger.
fn wrong_bsn(number: &str) -> Value {
    let mut message = appointment(number, 1);
    message["persoon"]["burgerservicenummer"] = json!(STRANGER);
    message
}

/// The BRP knows whose the wrong BSN is.
fn with_stranger(register: &Register) {
    register
        .stand_ins
        .add_person(STRANGER, "Onno", "", "Vreemd", "1961-12-24");
}

/// Delivers messages as a file, of which the BRP is asked later.
async fn deliver(register: &Register, board: &str, messages: &[Value]) {
    let messages: Vec<AppointmentMessage> = messages
        .iter()
        .map(|message| serde_json::from_value(message.clone()).expect("a message"))
        .collect();
    let file = File {
        field: "bestand".to_owned(),
        name: "november.csv".to_owned(),
        bytes: to_csv(&messages).into_bytes(),
    };
    register.system.clock.advance(SignedDuration::from_mins(1));
    let contact = register.contact(board);
    let id = register.desk.deliver(&contact, file).await;
    let detail = register
        .desk
        .delivery(&contact, id.expect("delivered"))
        .await
        .expect("found");
    assert_eq!(detail.summary.counts.refused, 0, "{:?}", detail.errors);
    let sent = i64::try_from(messages.len()).expect("a small file");
    assert_eq!(detail.summary.counts.total(), sent);
    register.system.clock.advance(SignedDuration::from_mins(1));
}

/// The signals: to which board, about which appointment.
async fn raised(register: &Register) -> Vec<(String, String, String)> {
    sqlx::query_as(
        "select s.board_number, a.number, s.rule
         from signal s
         join appointment a on a.id = s.appointment_id
         order by s.board_number, a.number, s.rule",
    )
    .fetch_all(register.pool())
    .await
    .expect("signals")
}

fn signal(board: &str, number: &str, rule: &str) -> (String, String, String) {
    (board.to_owned(), number.to_owned(), rule.to_owned())
}

/// The names that the register has.
async fn names(register: &Register) -> Vec<String> {
    sqlx::query_scalar(
        "select family_name from person_details where upper_inf(recorded) order by family_name",
    )
    .fetch_all(register.pool())
    .await
    .expect("names")
}

fn codes(answer: &Value) -> Vec<&str> {
    let told = [&answer["signalen"], &answer["fouten"]];
    told.into_iter()
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|one| one["code"].as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_the_stranger_behind_a_wrong_bsn_and_every_board_hears_of_it() {
    let register = Register::new().await;
    with_stranger(&register);
    deliver(
        &register,
        "41234",
        &[wrong_bsn("2026-1"), appointment("2026-2", 1)],
    )
    .await;
    let mut elsewhere = wrong_bsn("2026-7");
    elsewhere["bevoegdGezag"] = json!("41235");
    elsewhere["school"] = json!({ "instellingscode": "99QC", "vestigingscode": "99QC00" });
    elsewhere["grondslag"] = json!({ "code": "PO-3.1B1" });
    deliver(&register, "41235", &[elsewhere]).await;
    register.run_jobs().await;

    assert_eq!(names(&register).await, ["Zandlicht"]);
    let wanted = [
        signal("41234", "2026-1", "LR-S113"),
        signal("41235", "2026-7", "LR-S113"),
    ];
    assert_eq!(raised(&register).await, wanted);
    let told: Vec<Value> = sqlx::query_scalar("select finding from signal")
        .fetch_all(register.pool())
        .await
        .expect("findings");
    let told = json!(told).to_string();
    for secret in ["Vreemd", "1961", "december", STRANGER] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_birth_date_that_is_put_right_names_the_teacher_after_all() {
    let register = Register::new().await;
    let mut wrong = appointment("2026-1", 1);
    wrong["persoon"]["geboortedatum"] = json!("1987-02-04");
    deliver(&register, "41234", &[wrong.clone()]).await;
    register.run_jobs().await;
    assert_eq!(names(&register).await, Vec::<String>::new());

    let program = Deliverer::with_mandate(&register).await;
    wrong["versie"] = json!(2);
    wrong["bedrijfsdocument"]["identificatiecodeBedrijfsdocument"] = json!(uuid::Uuid::now_v7());
    let (_, same) = program.json(&register, "PUT", &wrong).await;
    assert_eq!(codes(&same), ["LR-F007"], "known to be wrong: {same}");
    let (status, right) = program
        .json(&register, "PUT", &appointment("2026-1", 3))
        .await;
    assert_eq!(status, StatusCode::OK, "{right}");
    register.run_jobs().await;
    assert_eq!(names(&register).await, ["Zandlicht"]);
    assert_eq!(raised(&register).await.len(), 1, "nothing new");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_the_brp_does_not_know_or_who_died_is_told_once_the_brp_answers() {
    let register = Register::new().await;
    register.stand_ins.add_death(MILA, "2026-10-20");
    let mut abroad = wrong_bsn("2026-3");
    abroad["persoon"] = json!({
        "burgerservicenummer": "999990032", "geboortedatum": "1987-04-02", "nietIngezetene": true,
        "achternaam": "Müller", "geslacht": "V", "adres": "Deichstraße 4", "woonplaats": "Leer",
    });
    let messages = [appointment("2026-1", 1), wrong_bsn("2026-2"), abroad];
    deliver(&register, "41234", &messages).await;
    register.run_jobs().await;
    let wanted = [
        signal("41234", "2026-1", "LR-S114"),
        signal("41234", "2026-2", "LR-S101"),
    ];
    assert_eq!(raised(&register).await, wanted);
    assert_eq!(names(&register).await, ["Müller", "Zandlicht"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_message_hears_at_once_what_the_brp_says() {
    let register = Register::new().await;
    with_stranger(&register);
    let program = Deliverer::with_mandate(&register).await;
    let (status, refused) = program.json(&register, "PUT", &wrong_bsn("2026-1")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(codes(&refused), ["LR-F007"]);
    assert_eq!(register.count("person").await, 0, "nobody is added");

    register.stand_ins.remove_person(STRANGER);
    let (status, sought) = program.json(&register, "PUT", &wrong_bsn("2026-1")).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{sought}");
    assert_eq!(codes(&sought), ["LR-S101"]);

    let (status, found) = program
        .json(&register, "PUT", &appointment("2026-2", 1))
        .await;
    assert_eq!((status, codes(&found)), (StatusCode::CREATED, vec![]));
    assert_eq!(names(&register).await, ["Zandlicht"], "named at once");
    let asked = register.stand_ins.people_asked();
    register.run_jobs().await;
    assert_eq!(register.stand_ins.people_asked(), asked, "not asked again");
    assert_eq!(
        raised(&register).await,
        [],
        "who heard it is not told again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_died_before_the_begin_is_refused_at_once() {
    let register = Register::new().await;
    register.stand_ins.add_death(MILA, "2026-10-20");
    let program = Deliverer::with_mandate(&register).await;
    let (_, refused) = program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    assert_eq!(codes(&refused), ["LR-F008"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_about_for_a_message_that_is_wrong_anyway() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let mut wrong = appointment("2026-1", 1);
    wrong["grondslag"]["code"] = json!("VO-99.9");
    let (_, refused) = program.json(&register, "PUT", &wrong).await;
    assert_eq!(codes(&refused), ["LR-F014"]);
    assert_eq!(register.stand_ins.people_asked(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_brp_that_does_not_answer_holds_nobody_up() {
    let register = Register::new().await;
    register.stand_ins.set_mood(Mood::Hanging);
    let program = Deliverer::with_mandate(&register).await;
    let (status, taken) = program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    assert_eq!((status, codes(&taken)), (StatusCode::CREATED, vec![]));
    register.stand_ins.set_mood(Mood::Well);
    register.run_jobs().await;
    assert_eq!(names(&register).await, ["Zandlicht"], "asked later");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_brp_said_still_holds_while_it_does_not_answer() {
    let register = Register::new().await;
    deliver(&register, "41234", &[appointment("2026-1", 1)]).await;
    register.run_jobs().await;
    let person = register.person(MILA).await;
    register.stand_ins.set_mood(Mood::Failing);
    let failed = server::people::look_up(&register.system, person).await;
    assert!(failed.is_err());
    let program = Deliverer::with_mandate(&register).await;
    let mut wrong = appointment("2026-2", 1);
    wrong["persoon"]["geboortedatum"] = json!("1987-02-04");
    let (_, refused) = program.json(&register, "PUT", &wrong).await;
    assert!(codes(&refused).contains(&"LR-F007"), "{refused}");
}
