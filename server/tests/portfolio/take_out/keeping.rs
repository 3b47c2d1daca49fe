//! Who gets it, and for how long.

use super::super::{MILA, SOMEBODY_ELSE};
use super::{fetch, made};
use crate::support::{Register, Visitor, logged_in_now};
use app::teacher::portfolio::take_out::desk::TakeOutDesk;
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::{evidence::tend, jobs, take_out};

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_again_gets_it_made_after_the_job_gave_up() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let asked = register.desk.take_out(&logged_in_now(&teacher)).await;
    asked.expect("asked");
    sqlx::query("update graphile_worker._private_jobs set attempts = max_attempts")
        .execute(register.pool())
        .await
        .expect("given up");
    made(&register, &teacher).await;
    assert_eq!(register.count("take_out").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_for_its_owner_alone_and_for_seven_days() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let goal = visitor
        .post("/mijn/portfolio", "/api/mijn/portfolio/klaarmaken", &[])
        .await;
    assert_eq!(goal, "/mijn/portfolio/meenemen");
    assert!(
        visitor
            .page(&goal)
            .await
            .contains("We maken je portfolio klaar")
    );
    let asked = register.desk.take_out(&logged_in_now(&teacher)).await;
    asked.expect("asked again");
    assert_eq!(register.count("take_out").await, 1, "one at a time");
    jobs::run_once(register.system.clone()).await.expect("made");
    let id = register.desk.take_outs(&teacher).await.expect("list")[0].id;
    assert!(
        visitor
            .page(&goal)
            .await
            .contains(&format!("/mijn/portfolio/meenemen/{id}"))
    );
    take_out::make(&register.system, id)
        .await
        .expect("it is there already");

    let other = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    assert_eq!(fetch(&other, id).await.0, StatusCode::NOT_FOUND);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 8));
    let visitor = Visitor::teacher(&register, MILA).await;
    assert_eq!(fetch(&visitor, id).await.0, StatusCode::NOT_FOUND);
    tend::tend(&register.system).await.expect("tended");
    assert!(
        register
            .system
            .evidence
            .get(server::evidence::Kept::TakeOut(id))
            .await
            .is_err()
    );
    assert_eq!(register.audited("destroyed").await, 1);
}
