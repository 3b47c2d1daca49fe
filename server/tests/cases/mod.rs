//! Cases: evidence that people judge, corrections on which two people decide, and the decision that
//! is kept as it was announced. The clock is moved by the tests.

mod asking;
mod corrections;
mod deciding;
mod evidence;
mod forgetting;
mod insight;
mod mandates;
mod menu;
mod objections;
mod pages;
mod registration;
mod working;

pub(crate) use registration::resting;

use crate::support::{Register, dutch, file};
use app::{
    actor::{Actor, CaseWorker, FromActor, Keeper, Teacher},
    staff::{
        cases::{CaseFile, CaseFilter, CaseLine, NewStep, Proposal, Worklist, desk::CaseDesk},
        desk::StaffDesk,
        mandates::NewMandate,
    },
    teacher::{ClaimTarget, CorrectionForm, desk::TeacherDesk},
};
use jiff::SignedDuration;
use server::session::store;
use shared::{
    Problem,
    authority::Outcome,
    case::Verdict,
    identifier::{AppointmentId, ClaimId, CorrectionId},
};

const BOARD: &str = "41234";

fn a_minute_later(register: &Register) {
    register.system.clock.advance(SignedDuration::from_mins(1));
}

fn days_later(register: &Register, days: i64) {
    let clock = &register.system.clock;
    clock.advance(SignedDuration::from_hours(24 * days));
}

/// A report on a fact of the appointment.
fn report(appointment: AppointmentId, fact: &str) -> CorrectionForm {
    CorrectionForm {
        appointment: appointment.to_string(),
        fact: fact.to_owned(),
        message: "Ik begon een maand later".to_owned(),
    }
}

/// The teacher reports a fact of the appointment.
pub(crate) async fn reported(register: &Register, teacher: &Teacher, fact: &str) -> CorrectionId {
    let form = report(appointment(register, teacher).await, fact);
    let id = register.desk.request_correction(teacher, &form).await;
    id.expect("received")
}

/// Somebody of the staff with these roles, who logged in before.
async fn staff(register: &Register, subject: &str, roles: &str) -> Actor {
    let roles = roles.split(' ').map(str::to_owned).collect();
    let actor = store::vouch_for_staff(subject.to_owned(), roles);
    let mut conn = register.pool().acquire().await.expect("connection");
    let session = store::NewSession {
        actor: actor.clone(),
        display_name: format!("Medewerker {subject}"),
    };
    store::begin(&mut conn, &session, register.now())
        .await
        .expect("session");
    actor
}

/// Two case workers; the second has a mandate to decide.
async fn workers(register: &Register) -> (CaseWorker, CaseWorker) {
    let inge = staff(register, "st-1", "behandelaar").await;
    let peter = staff(register, "st-2", "beslisser").await;
    if register.count("decision_mandate").await == 0 {
        let given = give_mandate(register, mandate(register, "st-2")).await;
        given.expect("a mandate");
    }
    let worker = |actor| CaseWorker::from_actor(actor).expect("a case worker");
    (worker(inge), worker(peter))
}

/// A mandate from today on.
fn mandate(register: &Register, subject: &str) -> NewMandate {
    let today = register.system.clock.today();
    NewMandate {
        subject: subject.to_owned(),
        basis: "Mandaatbesluit Lerarenregister 2026, artikel 3".to_owned(),
        from_day: today.day().to_string(),
        from_month: today.month().to_string(),
        from_year: today.year().to_string(),
        ..NewMandate::default()
    }
}

async fn keeper(register: &Register) -> Keeper {
    let ton = staff(register, "st-4", "beheerder").await;
    Keeper::from_actor(ton).expect("who keeps the system")
}

async fn give_mandate(register: &Register, new: NewMandate) -> Result<(), Problem> {
    let keeper = keeper(register).await;
    register.desk.give_mandate(&keeper, new).await
}

async fn appointment(register: &Register, teacher: &Teacher) -> AppointmentId {
    let overview = register.desk.overview(teacher).await.expect("overview");
    overview.appointments[0].id
}

async fn outcome(register: &Register, teacher: &Teacher, claim: ClaimId) -> Outcome {
    let detail = register.desk.claim(teacher, claim).await.expect("claim");
    detail.claim.outcome
}

async fn add_evidence(register: &Register, teacher: &Teacher, claim: ClaimId, name: &str) {
    a_minute_later(register);
    let files = vec![file(name, crate::support::pdf(name))];
    let added = register.desk.add_claim_evidence(teacher, claim, files);
    added.await.expect("kept");
}

/// A subject with evidence that was recorded, so that it waits for a case worker.
pub(crate) async fn offered(register: &Register, teacher: &Teacher) -> ClaimId {
    let form = dutch(appointment(register, teacher).await);
    let claim = register
        .desk
        .save_claim(teacher, ClaimTarget::New(None), &form)
        .await
        .expect("saved");
    add_evidence(register, teacher, claim, "akte.pdf").await;
    assert!(
        list(register, &workers(register).await.0, "team")
            .await
            .cases
            .is_empty(),
        "what was not recorded yet is not offered"
    );
    register
        .desk
        .record_claim(teacher, claim, true)
        .await
        .expect("recorded");
    claim
}

async fn list(register: &Register, worker: &CaseWorker, list: &str) -> Worklist {
    let filter = CaseFilter {
        lijst: list.to_owned(),
        ..CaseFilter::default()
    };
    let worklist = register.desk.worklist(worker, filter).await;
    worklist.expect("a worklist")
}

async fn only_case(register: &Register, worker: &CaseWorker) -> CaseLine {
    let cases = list(register, worker, "team").await.cases;
    let [case] = cases.try_into().expect("one case");
    case
}

async fn open(register: &Register, worker: &CaseWorker, case: &CaseLine) -> CaseFile {
    register.desk.case(worker, case.id).await.expect("a case")
}

/// Does a step with the case as it stands now.
async fn step(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    step: &str,
) -> Result<(), Problem> {
    a_minute_later(register);
    let seen = open(register, worker, case).await.line.seen;
    let new = NewStep {
        id: Some(case.id),
        seen,
        step: step.to_owned(),
        to: "st-2".to_owned(),
        note: "Kijk nog eens naar de datum".to_owned(),
    };
    register.desk.step(worker, new).await
}

/// Proposes this; a refusal because of what the teacher gave, so that no view has to be asked.
async fn propose(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    verdict: Verdict,
    reasons: &str,
) -> Result<(), Problem> {
    let proposal = Proposal {
        verdict: verdict.code().to_owned(),
        reasons: reasons.to_owned(),
        own_facts: "ja".to_owned(),
        ..Proposal::default()
    };
    propose_all(register, worker, case, proposal).await
}

/// Proposes this with the case as it stands now.
async fn propose_all(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    proposal: Proposal,
) -> Result<(), Problem> {
    a_minute_later(register);
    let proposal = Proposal {
        id: Some(case.id),
        seen: open(register, worker, case).await.line.seen,
        ..proposal
    };
    register.desk.propose(worker, proposal).await
}

async fn last_message(register: &Register) -> (String, String, Option<String>) {
    sqlx::query_as("select title, body, link from message order by created_at desc limit 1")
        .fetch_one(register.pool())
        .await
        .expect("a message")
}

/// A register in which the teacher has one appointment and the BRP named the teacher, and today is
/// Monday 23 November 2026.
pub(crate) async fn with_mila() -> (Register, Teacher) {
    let (register, teacher) = Register::with_mila().await;
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    a_minute_later(&register);
    (register, teacher)
}
