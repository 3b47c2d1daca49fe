//! The check of a subject on a real database: results that can be made again, phases and consent,
//! a change of the table, what the Diplomaregister holds, and what a timetable proposes.

mod phases;
mod school;
mod tables;
mod timetable;

use crate::support::{Deliverer, Register, appointment, dutch};
use app::{
    actor::Teacher,
    teacher::{ClaimTarget, desk::TeacherDesk},
};
use jiff::SignedDuration;
use shared::{
    authority::Outcome,
    identifier::{AppointmentId, ClaimId},
};

const MILA: &str = "999990019";

const NUMBER: &str = "2014-000121";

const MASTER: &str = "M Leraar Voorbereidend Hoger Onderwijs in Nederlands";

const BACHELOR: &str =
    "B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Nederlands";

/// Gives the teacher one appointment, in the register of teachers.
async fn appoint(register: &Register) -> (Teacher, AppointmentId) {
    let deliverer = Deliverer::with_mandate(register).await;
    let (status, body) = deliverer
        .json(register, "PUT", &appointment(NUMBER, 1))
        .await;
    assert!(status.is_success(), "{status} {body}");
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    (teacher, overview.appointments[0].id)
}

async fn with_diploma(programme: &str, kind: &str) -> (Register, Teacher, AppointmentId) {
    let register = Register::new().await;
    let (teacher, appointment) = appoint(&register).await;
    register
        .stand_ins
        .add_diploma(MILA, None, programme, kind, "2013-06-28");
    (register, teacher, appointment)
}

/// Enters Dutch, and records it.
async fn enter(register: &Register, teacher: &Teacher, appointment: AppointmentId) -> ClaimId {
    let form = dutch(appointment);
    pass(register);
    let claim = register
        .desk
        .save_claim(teacher, ClaimTarget::New(None), &form)
        .await;
    let claim = claim.expect("saved");
    pass(register);
    let recorded = register.desk.record_claim(teacher, claim, true).await;
    recorded.expect("recorded");
    pass(register);
    claim
}

/// A minute goes by.
fn pass(register: &Register) {
    register.system.clock.advance(SignedDuration::from_mins(1));
}

async fn outcome(register: &Register, teacher: &Teacher, claim: ClaimId) -> Outcome {
    let detail = register.desk.claim(teacher, claim).await.expect("claim");
    assert_eq!(detail.claim.outcome, detail.check.outcome);
    detail.check.outcome
}

/// A register where the comparison is in this phase.
async fn in_phase(phase: u8, programme: &str) -> (Register, Teacher, AppointmentId) {
    let register = Register::in_phase(phase).await;
    let (teacher, appointment) = appoint(&register).await;
    register
        .stand_ins
        .add_diploma(MILA, None, programme, "ho", "2013-06-28");
    (register, teacher, appointment)
}
