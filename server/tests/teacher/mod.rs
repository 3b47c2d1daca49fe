//! The desk of the teacher on a real database: the own record, confirming it, and the subjects.

mod claims;
mod evidence;
mod extracts;
pub(crate) mod messages;
mod pages;
mod proofs;
mod record;
mod reports;

use crate::support::{Register, dutch};
use app::{
    actor::Teacher,
    teacher::{Appointment, ClaimTarget, desk::TeacherDesk},
};
use jiff::SignedDuration;
use shared::{authority::Outcome, identifier::ClaimId};

const BOARD: &str = "41234";
const MILA: &str = "999990019";
const OTHER: &str = "999990020";
const MASTER: &str = "M Leraar Voorbereidend Hoger Onderwijs in Nederlands";
const BACHELOR: &str =
    "B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Nederlands";

/// The fields of an appointment that leads to the vestibule.
const VESTIBULE: [(&str, &str); 7] = [
    ("benoemingvolgnummer", "2026-000481"),
    ("begindatum", "2026-08-01"),
    ("arbeidsovereenkomstBegindatum", "2026-08-01"),
    ("grondslag", "VO-33.4"),
    ("ingangsdatumGrond", "2026-08-01"),
    ("verklaringInspanning", "ja"),
    ("onderwijsterreinen", "MAATSCHAPPIJLEER"),
];

async fn appointments(register: &Register, teacher: &Teacher) -> Vec<Appointment> {
    register
        .desk
        .overview(teacher)
        .await
        .expect("overview")
        .appointments
}

async fn only_appointment(register: &Register, teacher: &Teacher) -> Appointment {
    let [one] = appointments(register, teacher)
        .await
        .try_into()
        .expect("one appointment");
    one
}

/// Saves a claim of Dutch, a minute after what was before.
async fn save_dutch(register: &Register, teacher: &Teacher) -> ClaimId {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let appointment = only_appointment(register, teacher).await.id;
    let saved = register
        .desk
        .save_claim(teacher, ClaimTarget::New(None), &dutch(appointment))
        .await;
    saved.expect("saved")
}

async fn outcome(register: &Register, teacher: &Teacher, claim: ClaimId) -> Outcome {
    register
        .desk
        .claim(teacher, claim)
        .await
        .expect("claim")
        .claim
        .outcome
}
