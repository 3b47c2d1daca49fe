//! Who sees what (handbook 1.3), and what the teacher reads about it: a board sees its own appointments
//! and nothing that is the teacher's own or another board's, and each view is shown to the teacher.

mod log;
mod own;
mod person;

use crate::support::Register;
use app::{
    actor::Teacher,
    teacher::{Views, desk::TeacherDesk},
};
use jiff::SignedDuration;
use shared::viewing::Viewing;

const MILA: &str = "999990019";
const OTHER: &str = "999990020";

async fn views(register: &Register, teacher: &Teacher) -> Views {
    register.desk.views(teacher, 1).await.expect("views")
}

/// What the teacher reads: who, and on what occasion, how often.
async fn seen(register: &Register, teacher: &Teacher) -> Vec<(String, Viewing, i64)> {
    let days = views(register, teacher).await.days;
    days.into_iter()
        .flat_map(|day| day.views)
        .map(|view| (view.organisation, view.viewing.expect("known"), view.times))
        .collect()
}

async fn confirm(register: &Register, teacher: &Teacher) {
    let overview = register.desk.overview(teacher).await.expect("overview");
    for appointment in &overview.appointments {
        register
            .desk
            .confirm(teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
    register.system.clock.advance(SignedDuration::from_mins(1));
}

async fn logged(register: &Register) -> i64 {
    sqlx::query_scalar("select count(*) from access_log")
        .fetch_one(register.pool())
        .await
        .expect("a count")
}
