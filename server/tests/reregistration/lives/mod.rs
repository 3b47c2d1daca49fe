//! Three whole lives, over the years: granted automatically; sampled, refused, and granted on objection;
//! and an objection that comes too late.

mod at_once;
mod objections;

use super::{add, confirmed, days_pass};
use crate::support::Register;
use app::{
    actor::Teacher,
    teacher::{Decision, desk::TeacherDesk, procedure::desk::ProcedureDesk},
};
use jiff::civil::date;
use shared::identifier::{CaseId, DecisionId};

pub(in crate::reregistration) const NO_DAY: [&str; 3] = ["", "", ""];

/// Mila near the end of her term, on Monday 17 June 2030, with so many hours.
pub(in crate::reregistration) async fn near_the_end(hours: &str) -> (Register, Teacher) {
    let (register, teacher) = confirmed().await;
    days_pass(&register, 1302);
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    add(
        &register,
        &teacher,
        ["1", "2", "2028"],
        hours,
        "vakinhoudelijk",
    )
    .await;
    assert_eq!(register.system.clock.today(), date(2030, 6, 17));
    (register, teacher)
}

pub(in crate::reregistration) async fn decision(
    register: &Register,
    teacher: &Teacher,
    case: CaseId,
) -> (DecisionId, Decision) {
    let case = register.desk.my_case(teacher, case).await.expect("a case");
    let id = case.decision.expect("a decision");
    (
        id,
        register.desk.decision(teacher, id).await.expect("its text"),
    )
}

pub(in crate::reregistration) async fn recorded(register: &Register) -> Vec<String> {
    sqlx::query_scalar(
        "select outcome || ' ' || lower(term) || ' ' || upper(term)
         from reregistration
         where upper_inf(recorded)",
    )
    .fetch_all(register.pool())
    .await
    .expect("rows")
}

pub(super) async fn titles(register: &Register) -> Vec<String> {
    sqlx::query_scalar("select title from message order by created_at, id")
        .fetch_all(register.pool())
        .await
        .expect("titles")
}
