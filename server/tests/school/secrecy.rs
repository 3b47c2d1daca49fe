//! What others do not see, and where no BSN stands.

use super::{BOARD, OTHER_BOARD, deliver, row};
use crate::support::{Register, csv};
use app::{
    actor::{Actor, SchoolContact},
    desk::Visit,
    school::desk::SchoolDesk,
};
use axum::{
    Extension,
    extract::{Path, State},
};
use server::desks::school::download_errors;
use shared::{Problem, identifier::DeliveryId};

fn visit(contact: SchoolContact) -> Extension<Visit> {
    Extension(Visit {
        actor: Some(Actor::School(contact)),
        display_name: String::new(),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn another_board_does_not_find_the_delivery() {
    let register = Register::new().await;
    let wrong = row(&[
        ("voornamen", ""),
        ("achternaam", "=1+1"),
        ("grondslag", "VO-99.9"),
    ]);
    let id = deliver(&register, BOARD, csv(&[wrong])).await.summary.id;
    let other = register.contact(OTHER_BOARD);
    let refused = register
        .desk
        .delivery(&other, id)
        .await
        .expect_err("not theirs");
    assert_eq!(refused.status, 404);
    assert!(
        register
            .desk
            .deliveries(&other, 1)
            .await
            .expect("list")
            .deliveries
            .is_empty()
    );
    let download = |contact: SchoolContact, id: DeliveryId| {
        let system = State(register.system.clone());
        download_errors(system, visit(contact), Path(id.to_string()))
    };
    let fault = download(SchoolContact::clone(&other), id)
        .await
        .expect_err("not theirs");
    assert_eq!(Problem::from(fault).status, 404);
    let response = download(SchoolContact::clone(&register.contact(BOARD)), id)
        .await
        .expect("theirs");
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("body");
    let text = String::from_utf8(body.to_vec()).expect("text");
    assert!(
        text.contains("LR-F014") && text.contains(";'=1+1;"),
        "{text}"
    );
    assert!(!text.contains("999990019"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bsn_stands_nowhere_in_clear() {
    let register = Register::new().await;
    let bsns = ["999990019", "999990020", "999990032", "999990018"];
    let rows = [
        row(&[]),
        row(&[
            ("benoemingvolgnummer", "2"),
            ("burgerservicenummer", "999990020"),
            ("grondslag", "X"),
        ]),
        // Wrong by one digit, and in a column where it does not belong.
        row(&[
            ("benoemingvolgnummer", "3"),
            ("burgerservicenummer", "999990018"),
            ("adres", "999990018"),
        ]),
        // A board that uses the BSN as the number of the appointment, and as a date.
        row(&[
            ("benoemingvolgnummer", "999990032"),
            ("burgerservicenummer", "999990032"),
        ]),
        row(&[
            ("benoemingvolgnummer", "5"),
            ("geboortedatum", "999990032"),
            ("achternaam", "999990032"),
        ]),
    ];
    let mut sent = csv(&rows);
    sent.name = "999990019.csv".to_owned();
    deliver(&register, BOARD, sent).await;
    register.run_jobs().await;
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select format('%I.%I', table_schema, table_name), format('%I', column_name)
         from information_schema.columns
         where table_schema in ('public', 'graphile_worker')
           and data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')",
    )
    .fetch_all(register.pool())
    .await
    .expect("columns");
    assert!(columns.len() > 50);
    for (table, column) in columns {
        for bsn in bsns {
            let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                "select count(*) from {table}
                 where {column}::text like '%{bsn}%'
                    or {column}::text like '%' || encode('{bsn}', 'hex') || '%'"
            )))
            .fetch_one(register.pool())
            .await
            .expect("search");
            assert_eq!(found, 0, "{bsn} stands in {table}.{column}");
        }
    }
}
