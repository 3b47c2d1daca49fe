//! Cases of each kind, brought into each state.

use super::super::{
    days_pass,
    people::{
        a_minute, advise, apply, ask, mandate, plan, refused, rule_with, sample, seated, step,
    },
};
use super::sent::HEARING;
use crate::support::{self, Register};
use app::{
    actor::{CaseWorker, Teacher},
    staff::cases::Proposal,
    teacher::{
        procedure::{ObjectionForm, desk::ProcedureDesk},
        registration::{RegistrationForm, desk::RegistrationDesk},
    },
};
use shared::{
    case::{AdviceKind, CaseKind, Verdict, Wait},
    identifier::CaseId,
};

pub(super) async fn application(register: &Register, teacher: &Teacher) -> CaseId {
    sample(register, true).await;
    apply(register, teacher).await
}

/// An objection against a decision of `st-1` and `st-2`.
pub(super) async fn objection(register: &Register, teacher: &Teacher) -> CaseId {
    let form = ObjectionForm {
        decision: Some(refused(register, teacher).await),
        grounds: "Ik ben het er niet mee eens".to_owned(),
        ..ObjectionForm::default()
    };
    a_minute(register);
    let begun = register.desk.object(teacher, &form).await;
    begun.expect("received")
}

/// Brings a case this far, by who handles it and who decides it.
pub(super) async fn bring(
    register: &Register,
    (case, kind): (CaseId, CaseKind),
    state: &str,
    (handler, decider): (&CaseWorker, &CaseWorker),
    teacher: &Teacher,
) {
    if state == "withdrawn" {
        a_minute(register);
        let withdrawn = register.desk.withdraw(teacher, case).await;
        return withdrawn.expect("taken back");
    }
    if state == "open" {
        return;
    }
    step(register, handler, case, "take").await.expect("taken");
    if matches!(state, "advised" | "advised_twice") {
        let today = register.system.clock.today();
        let today = [today.day(), today.month()].map(|part| part.to_string());
        let today = [today[0].as_str(), today[1].as_str(), "2030"];
        let members = seated(register, handler, case, today).await;
        advise(register, &members, case, AdviceKind::Insufficient).await;
        if state == "advised_twice" {
            ask(register, handler, case, Wait::Advice, HEARING)
                .await
                .expect("asked");
            plan(register, handler, today).await.expect("planned");
            advise(register, &members, case, AdviceKind::Negative).await;
        }
    }
    if let Some(what) = Wait::ALL.into_iter().find(|wait| wait.state() == state) {
        ask(register, handler, case, what, HEARING)
            .await
            .expect("asked");
    }
    if matches!(state, "proposed" | "decided") {
        // What one person grants alone, or grants by choosing what becomes of it, is refused here.
        let (verdict, more) = match kind {
            CaseKind::Evidence | CaseKind::Correction | CaseKind::Registration => {
                let own_facts = "ja".to_owned();
                let more = Proposal {
                    own_facts,
                    ..Proposal::default()
                };
                (Verdict::Refused, more)
            }
            _ => {
                let skip = "c".to_owned();
                let more = Proposal {
                    skip,
                    ..Proposal::default()
                };
                (Verdict::Granted, more)
            }
        };
        rule_with(register, handler, case, verdict, more)
            .await
            .expect("proposed");
    }
    if state == "decided" {
        if kind.is_decision() {
            mandate(register, decider.staff().subject(), kind).await;
        }
        step(register, decider, case, "confirm")
            .await
            .expect("decided");
    }
}

/// What the register began as the term was over, without an application.
pub(super) async fn own_motion(register: &Register) -> CaseId {
    days_pass(register, 159);
    server::signals::go_round(&register.system)
        .await
        .expect("a round");
    let id = sqlx::query_scalar("select id from case_file where kind = 'own_motion'")
        .fetch_one(register.pool())
        .await;
    CaseId(id.expect("a case"))
}

pub(super) async fn only_case(register: &Register) -> CaseId {
    let id = sqlx::query_scalar("select id from case_file")
        .fetch_one(register.pool())
        .await;
    CaseId(id.expect("a case"))
}

/// The teacher asks to be entered, with a scan of the diploma.
pub(super) async fn registration(register: &Register, teacher: &Teacher) -> CaseId {
    let form = RegistrationForm {
        subject: "Duits".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned()],
        uitleg: String::new(),
    };
    let files = vec![support::file("diploma.pdf", support::pdf("diploma"))];
    let asked = register.desk.register(teacher, &form, files).await;
    asked.expect("asked");
    only_case(register).await
}
