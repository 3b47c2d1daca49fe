//! Of some applications people look at everything, also when one sends it again.

use super::{
    days_pass,
    lives::near_the_end,
    people::{apply, file, sample, worker},
};
use app::{staff::procedure::About, teacher::procedure::desk::ProcedureDesk};
use shared::case::State;

#[tokio::test(flavor = "multi_thread")]
async fn who_was_drawn_draws_no_second_time_by_applying_again() {
    let (register, teacher) = near_the_end("170").await;
    let inge = worker(&register, "st-1").await;
    sample(&register, true).await;
    let first = apply(&register, &teacher).await;
    let taken_back = register.desk.withdraw(&teacher, first).await;
    taken_back.expect("withdrawn");

    days_pass(&register, 1);
    sample(&register, false).await;
    let second = apply(&register, &teacher).await;
    let found = file(&register, &inge, second).await;
    assert_eq!(found.line.state, State::Open, "a person looks at it");
    let Some(About::Application {
        draw: Some(draw), ..
    }) = found.procedure.about
    else {
        panic!("an application");
    };
    assert!(!draw.drawn && draw.before, "{draw:?}");
    let at_once = "update case_file
                   set state = 'decided', verdict = 'granted', closed_at = now()
                   where id = $1";
    let refused = sqlx::query(at_once)
        .bind(second.0)
        .execute(register.pool())
        .await;
    let refused = refused.expect_err("the database sees to it").to_string();
    assert!(refused.contains("a person must decide"), "{refused}");
}
