//! The gates that a board goes through, by what it does.

use super::{BOARD, add_contact, closed};
use crate::support::{Deliverer, Register, appointment, deliver_file};
use jiff::SignedDuration;
use shared::programme::Gate;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn a_board_goes_through_the_gates_by_what_it_does() {
    let register = Register::new().await;
    assert_eq!(
        closed(&register).await,
        [
            Gate::Contact,
            Gate::Software,
            Gate::Delivery,
            Gate::Completeness
        ]
    );
    add_contact(&register, BOARD, "els@school.example").await;
    let program = Deliverer::with_mandate(&register).await;
    let (status, answer) = program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    assert!(status.is_success(), "{answer}");
    assert_eq!(
        closed(&register).await,
        [Gate::Software, Gate::Completeness],
        "its program has no certificate"
    );
    let certify = async |major: i32| {
        sqlx::query(
            "insert into conformance_certificate
                 (id, supplier_id, product, release, notation, major, issued_on, released_on,
                  evidence)
             select gen_random_uuid(), supplier_id, 'Pakket', $1::integer::text, 'json', $1::integer, '2026-11-01',
                    '2026-10-01', '[]'
             from mandate",
        )
        .bind(major)
        .execute(register.pool())
        .await
        .expect("a certificate");
    };
    certify(2).await;
    assert_eq!(
        closed(&register).await,
        [Gate::Software, Gate::Completeness],
        "that is for other messages"
    );
    certify(1).await;
    assert_eq!(closed(&register).await, [Gate::Completeness]);

    let mut wrong = appointment("2026-2", 1);
    wrong["benoeming"]["functiecategorie"] = 3.into();
    program.json(&register, "PUT", &wrong).await;
    assert_eq!(
        closed(&register).await,
        [Gate::Delivery, Gate::Completeness]
    );
    wrong["benoeming"]["functiecategorie"] = 9.into();
    wrong["versie"] = 2.into();
    wrong["bedrijfsdocument"]["identificatiecodeBedrijfsdocument"] =
        Uuid::new_v4().to_string().into();
    let (status, answer) = program.json(&register, "PUT", &wrong).await;
    assert!(status.is_success(), "{answer}");
    assert_eq!(
        closed(&register).await,
        [Gate::Completeness],
        "it was put right"
    );

    sqlx::query("delete from mandate")
        .execute(register.pool())
        .await
        .expect("no mandate");
    assert_eq!(closed(&register).await, [Gate::Mandate, Gate::Completeness]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_names_no_appointment_closes_the_gate_until_the_next_file() {
    let register = Register::new().await;
    deliver_file(&register, &[&[]]).await;
    sqlx::query(
        "with refused as (
             update delivery_record set outcome = 'refused', appointment_number = null
             returning delivery_id
         )
         update delivery set refused_count = 1, new_count = 0 where id in (select * from refused)",
    )
    .execute(register.pool())
    .await
    .expect("refused");
    assert!(closed(&register).await.contains(&Gate::Delivery));
    deliver_file(&register, &[&[]]).await;
    assert!(!closed(&register).await.contains(&Gate::Delivery));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_message_closes_the_gate_until_one_that_can_be_read() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let to = ("PUT", "/benoemingen/41234/2026-1");
    for unreadable in ["{", "[]", "{}"] {
        let (status, _) = program
            .send(&register, to, "application/json", unreadable)
            .await;
        assert_eq!(status.as_u16(), 422, "{unreadable}");
        register.system.clock.advance(SignedDuration::from_mins(1));
        assert!(
            closed(&register).await.contains(&Gate::Delivery),
            "what cannot be read mends nothing"
        );
    }
    let (status, answer) = program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    assert!(status.is_success(), "{answer}");
    assert!(!closed(&register).await.contains(&Gate::Delivery));
}
