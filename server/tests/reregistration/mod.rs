//! The way to re-registration on a real database: the term, the rules that hold, what a teacher
//! enters and hears of it.

mod committee;
mod courts;
mod every_role;
mod forgotten;
mod interruptions;
mod lives;
mod own_motion;
mod pages;
mod people;
mod reminders;
mod sample;
mod standing;
mod steering;
mod suspending;
mod terms;
mod ties;
mod told;

use crate::support::Register;
use app::{
    actor::Teacher,
    teacher::{
        desk::TeacherDesk,
        portfolio::desk::{PortfolioDesk, Target},
        reregistration::{Period, Reregistration, desk::ReregistrationDesk},
    },
};
use jiff::SignedDuration;
use shared::{
    criteria::{ExtendedTerm, InterruptionForm},
    identifier::ActivityId,
    portfolio::ActivityForm,
};
use uuid::Uuid;

const MILA: &str = "999990019";
const SOMEBODY_ELSE: &str = "999990020";

/// A register in which Mila confirmed her appointment, on 23 November 2026.
async fn confirmed() -> (Register, Teacher) {
    let (register, teacher) = Register::with_mila().await;
    confirm(&register, &teacher).await;
    (register, teacher)
}

/// Confirms every appointment that waits.
async fn confirm(register: &Register, teacher: &Teacher) {
    let overview = register.desk.overview(teacher).await.expect("overview");
    for appointment in overview.appointments.iter().filter(|a| a.waits()) {
        register
            .desk
            .confirm(teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
}

async fn standing(register: &Register, teacher: &Teacher) -> Reregistration {
    register.desk.standing(teacher).await.expect("standing")
}

async fn term(register: &Register, teacher: &Teacher) -> ExtendedTerm {
    match standing(register, teacher).await.period {
        Period::Begun(term) => term,
        other => panic!("the term has not begun: {other:?}"),
    }
}

/// Adds an activity of so many hours about one thing.
async fn add(register: &Register, teacher: &Teacher, day: [&str; 3], hours: &str, category: &str) {
    let form = ActivityForm {
        title: "Cursus".to_owned(),
        from_day: day[0].to_owned(),
        from_month: day[1].to_owned(),
        from_year: day[2].to_owned(),
        hours: hours.to_owned(),
        category: category.to_owned(),
        ..ActivityForm::default()
    };
    let target = Target::New(ActivityId(Uuid::now_v7()));
    register
        .desk
        .save_activity(teacher, target, &form, Vec::new())
        .await
        .expect("saved");
}

fn off(kind: &str, first: [&str; 3], last: [&str; 3]) -> InterruptionForm {
    let [begins_day, begins_month, begins_year] = first.map(str::to_owned);
    let [ends_day, ends_month, ends_year] = last.map(str::to_owned);
    InterruptionForm {
        kind: kind.to_owned(),
        begins_day,
        begins_month,
        begins_year,
        ends_day,
        ends_month,
        ends_year,
    }
}

fn days_pass(register: &Register, days: i64) {
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * days));
}
