//! The desk of the public on a real database: who is found, and who is not.

mod finding;
mod harvest;
mod results;

use crate::support::{Register, deliver_file};
use app::public::desk::PublicDesk;
use app::public::{SearchPage, SearchQuery};
use app::teacher::List;
use app::teacher::desk::TeacherDesk;
use jiff::SignedDuration;
use shared::identifier::TeacherNumber;

const MILA: &str = "999990019";

async fn deliver(register: &Register, fields: &[(&str, &str)]) {
    let mut row = vec![
        ("voornamen", "Chloë Anna"),
        ("voorvoegsel", "van der"),
        ("achternaam", "Zandlicht"),
    ];
    row.retain(|(name, _)| !fields.iter().any(|(field, _)| field == name));
    row.extend(fields);
    deliver_file(register, &[&row]).await;
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

async fn search(register: &Register, query: SearchQuery) -> SearchPage {
    register.desk.search(&query).await.expect("searched")
}

async fn found(register: &Register, words: &str) -> Vec<String> {
    let query = SearchQuery {
        q: words.to_owned(),
        ..SearchQuery::default()
    };
    names(search(register, query).await)
}

fn names(page: SearchPage) -> Vec<String> {
    page.found.into_iter().map(|teacher| teacher.name).collect()
}

/// Another teacher, known to the BRP, who confirmed.
async fn another(
    register: &Register,
    bsn: &str,
    (first, prefix, last): (&str, &str, &str),
    fields: &[(&str, &str)],
) {
    register
        .stand_ins
        .add_person(bsn, first, prefix, last, "1990-01-01");
    let number = format!("2014-{}", &bsn[5..]);
    let mut row = vec![
        ("burgerservicenummer", bsn),
        ("benoemingvolgnummer", number.as_str()),
        ("geboortedatum", "1990-01-01"),
    ];
    row.extend(fields);
    deliver(register, &row).await;
    register.run_jobs().await;
    confirm_all(register, bsn).await;
}

async fn confirm_all(register: &Register, bsn: &str) {
    let teacher = register.teacher(bsn).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in &overview.appointments {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
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
