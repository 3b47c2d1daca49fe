//! Granted automatically.

use super::{decision, recorded};
use crate::reregistration::{add, confirmed, days_pass, people::sample, standing, term};
use crate::support::logged_in_now;
use app::teacher::procedure::{Door, desk::ProcedureDesk};
use jiff::civil::date;
use shared::{case::Verdict, portfolio::Quarters};

#[tokio::test(flavor = "multi_thread")]
async fn who_meets_every_rule_is_registered_again_at_once_and_the_anchor_stays() {
    let (register, teacher) = confirmed().await;
    let door = async || register.desk.application(&teacher).await.expect("it").door;
    assert_eq!(door().await, Door::NotYet(date(2030, 5, 22)));
    let early = register
        .desk
        .apply(&logged_in_now(&teacher), uuid::Uuid::now_v7(), true, "")
        .await;
    assert_eq!(early.expect_err("too early").status, 409);
    days_pass(&register, 1302);
    add(
        &register,
        &teacher,
        ["1", "2", "2028"],
        "170",
        "vakinhoudelijk",
    )
    .await;
    assert_eq!(door().await, Door::Open);
    let not_agreed = register
        .desk
        .apply(&logged_in_now(&teacher), uuid::Uuid::now_v7(), false, "")
        .await;
    assert_eq!(
        not_agreed.expect_err("not agreed").errors[0].field,
        "agreed"
    );

    sample(&register, false).await;
    let number = uuid::Uuid::now_v7();
    let first = register
        .desk
        .apply(&logged_in_now(&teacher), number, true, "")
        .await
        .expect("sent");
    let again = register
        .desk
        .apply(&logged_in_now(&teacher), number, true, "")
        .await
        .expect("sent");
    assert_eq!(first, again, "sent twice, it is asked once");
    let mine = register.desk.my_case(&teacher, first).await.expect("mine");
    assert_eq!(mine.stands, "Geherregistreerd");
    let (_, text) = decision(&register, &teacher, first).await;
    assert_eq!(text.document.verdict, Verdict::Granted);
    let words = serde_json::to_string(&text.document).expect("JSON");
    assert!(words.contains("automatisch"), "{words}");
    assert!(
        words.contains("23 november 2030 tot en met 22 november 2034"),
        "{words}"
    );
    assert_eq!(recorded(&register).await, ["granted 2026-11-23 2030-11-23"]);

    // The next term begins where the last one ends, not on the day of the decision.
    let next = term(&register, &teacher).await.term;
    assert_eq!(
        (next.first, next.last),
        (date(2030, 11, 23), date(2034, 11, 22))
    );
    let way = standing(&register, &teacher).await;
    assert_eq!(way.door, Door::NotYet(date(2034, 5, 22)));
    let surplus = way.inputs.facts.surplus;
    assert_eq!(surplus, Quarters::hours(10), "of the 170 for a norm of 160");

    // Nobody but a person refuses: the database does not take it either.
    let refused = sqlx::query(
        "insert into case_file (id, number, kind, person_id, application_id, opened_at, due_on,
                                due_steps, state, verdict, closed_at)
         select gen_random_uuid(), 'HR-X', 'reregistration', person_id, gen_random_uuid(), now(),
                now(), '{}', 'decided', 'refused', now()
         from case_file",
    )
    .execute(register.pool())
    .await;
    assert!(refused.is_err());
}
