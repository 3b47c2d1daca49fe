//! An application that was taken back is kept as long as a decision, and then forgotten with the teacher.

use super::{
    days_pass,
    lives::near_the_end,
    people::{apply, sample},
};
use crate::support::logged_in_now;
use app::teacher::{entry::desk::EntryDesk, procedure::desk::ProcedureDesk};
use server::signals::go_round;

#[tokio::test(flavor = "multi_thread")]
async fn who_took_an_application_back_is_forgotten_once_that_was_kept_long_enough() {
    let (register, teacher) = near_the_end("150").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    let taken_back = register.desk.withdraw(&teacher, case).await;
    taken_back.expect("withdrawn");
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    let left = async |years: i64| {
        days_pass(&register, 366 * years);
        go_round(&register.system).await.expect("a round");
        let mut counts = Vec::new();
        for table in [
            "appointment",
            "case_file",
            "reregistration_application",
            "person",
        ] {
            counts.push(register.count(table).await);
        }
        counts
    };
    assert_eq!(left(6).await, [0, 1, 1, 1]);
    assert_eq!(left(5).await, [0; 4]);
}
