//! The boards that gave a supplier a mandate.

use super::{OIN, supplier};
use crate::support::{Deliverer, Register, appointment};
use app::supplier::desk::SupplierDesk;
use axum::body::Body;
use serde_json::json;

/// Gives the first supplier a mandate.
async fn mandate(register: &Register, board: &str, period: &str) {
    sqlx::query(
        "insert into mandate (board_number, supplier_id, valid, granted_by, granted_at)
         select $1, id, $2::daterange, 'school:test', now() from supplier where oin = $3",
    )
    .bind(board)
    .bind(period)
    .bind(OIN)
    .execute(register.pool())
    .await
    .expect("a mandate");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supplier_and_its_program_see_who_mandated_it_and_what_is_open_there() {
    let register = Register::new().await;
    let deliverer = Deliverer::with_mandate(&register).await;
    mandate(&register, "41235", "[2026-12-01,)").await;
    let (status, _) = deliverer
        .json(&register, "PUT", &appointment("A-1", 1))
        .await;
    assert_eq!(status.as_u16(), 201);
    let mut wrong = appointment("A-2", 1);
    wrong["grondslag"]["code"] = json!("VO-99");
    for _ in 0..2 {
        let (status, _) = deliverer.json(&register, "PUT", &wrong).await;
        assert_eq!(status.as_u16(), 422);
    }
    let (_, answer) = deliverer
        .send(&register, ("GET", "/machtigingen"), "", Body::empty())
        .await;
    let (one, two) = (&answer["machtigingen"][0], &answer["machtigingen"][1]);
    assert_eq!(one["bevoegdGezag"], "41234");
    assert_eq!(one["naam"], "Stichting Onderwijs Zuiderveen");
    assert_eq!(
        (&one["vanaf"], &one["totEnMet"]),
        (&json!("2026-01-01"), &json!("2026-12-31"))
    );
    assert_eq!(
        one["openFouten"], 1,
        "one appointment, however often it was sent"
    );
    assert!(
        one["laatsteLevering"]
            .as_str()
            .is_some_and(|at| at.starts_with("2026-11-23T12:00"))
    );
    assert_eq!(
        (&two["vanaf"], &two["totEnMet"]),
        (&json!("2026-12-01"), &json!(null))
    );
    assert_eq!(two["laatsteLevering"], json!(null));
    assert_eq!(answer["volgende"], json!(null));
    let (_, rest) = deliverer
        .send(
            &register,
            ("GET", "/machtigingen?na=41234"),
            "",
            Body::empty(),
        )
        .await;
    assert_eq!(rest["machtigingen"][0]["bevoegdGezag"], "41235");

    let who = supplier(&register).await;
    let page = register.desk.boards(&who, "", 1).await.expect("boards");
    assert_eq!((page.count, page.pages, page.boards.len()), (2, 1, 2));
    assert_eq!(page.boards[0].errors, 1);
    let page = register
        .desk
        .boards(&who, "waterkant", 1)
        .await
        .expect("boards");
    assert_eq!(page.boards.len(), 1);
    assert_eq!(page.boards[0].number, "41235");
    // Put right: nothing waits any more.
    deliverer
        .json(&register, "PUT", &appointment("A-2", 2))
        .await;
    let page = register
        .desk
        .boards(&who, "41234", 1)
        .await
        .expect("boards");
    assert_eq!(page.boards[0].errors, 0);
    // Over: it is no mandate any more.
    sqlx::query("update mandate set valid = daterange('2026-01-01', '2026-11-23') where board_number = '41234'")
        .execute(register.pool())
        .await
        .expect("ended");
    let page = register.desk.boards(&who, "", 1).await.expect("boards");
    assert_eq!(page.count, 1);
}
