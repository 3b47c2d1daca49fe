//! The desk of the schools on a real database: what a delivery does, and what it leaves alone.

mod broken_off;
mod changes;
mod comparison;
mod contacts;
mod dashboard;
mod delivering;
mod files;
mod form;
mod list;
mod mandates;
mod office;
mod pages;
mod preview;
mod reach;
mod reports;
mod secrecy;
mod tasks;

use crate::support::{Register, Row};
use app::{
    school::{delivery::DeliveryDetail, desk::SchoolDesk},
    upload::File,
};
use jiff::SignedDuration;
use shared::{Problem, identifier::DeliveryId};

const BOARD: &str = "41234";
const OTHER_BOARD: &str = "41235";

/// The fields of a vestibule appointment: somebody who is appointable for another subject.
const VESTIBULE: [(&str, &str); 5] = [
    ("benoemingvolgnummer", "2026-000481"),
    ("grondslag", "VO-33.4"),
    ("ingangsdatumGrond", "2026-11-01"),
    ("verklaringInspanning", "ja"),
    ("onderwijsterreinen", "NEDERLANDS"),
];

/// Delivers for a board, a minute after what was before.
async fn deliver(register: &Register, board: &str, file: File) -> DeliveryDetail {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let contact = register.contact(board);
    let id = register
        .desk
        .deliver(&contact, file)
        .await
        .expect("delivered");
    until_taken_in(register, board).await;
    register.desk.delivery(&contact, id).await.expect("found")
}

/// Waits for the turn of the board, which comes when everything that was received is taken in.
async fn until_taken_in(register: &Register, board: &str) {
    let mut conn = register.pool().acquire().await.expect("a connection");
    for step in ["lock", "unlock"] {
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "select pg_advisory_{step}(hashtextextended('delivery:' || $1, 0))"
        )))
        .bind(board)
        .execute(&mut *conn)
        .await
        .expect("the turn of the board");
    }
}

fn codes(detail: &DeliveryDetail) -> Vec<(i32, Vec<&str>)> {
    detail
        .errors
        .iter()
        .map(|card| {
            (
                card.row,
                card.findings.iter().map(|f| f.code.as_str()).collect(),
            )
        })
        .collect()
}

/// The form with which a file is delivered, and the page that it stands on.
const DELIVER: &str = "/api/school/levering";
const PAGE: &str = "/school/leveringen";

/// A row of the board.
fn row(fields: Row<'_>) -> Vec<String> {
    crate::support::row(BOARD, fields)
}

async fn detail(register: &Register, id: DeliveryId) -> DeliveryDetail {
    let contact = register.contact(BOARD);
    register.desk.delivery(&contact, id).await.expect("found")
}

fn fields(problem: &Problem) -> Vec<&str> {
    problem.errors.iter().map(|e| e.field.as_str()).collect()
}

async fn deliveries(register: &Register) -> usize {
    let contact = register.contact(BOARD);
    let page = register.desk.deliveries(&contact, 1).await.expect("a page");
    page.deliveries.len()
}

/// A BSN that passes the eleven test, the `n`th of those that are kept for tests.
fn test_bsns() -> impl Iterator<Item = String> {
    (900_000_000..1_000_000_000_u32)
        .map(|n| n.to_string())
        .filter(|text| shared::identifier::Bsn::parse(text).is_ok())
}
