//! What a case worker asks on the way of a correction, of evidence or of a registration, and that the
//! answer comes later.

mod letters;
mod terms;
mod views;

use super::{
    a_minute_later, last_message, only_case, open, reported, staff, step, with_mila, workers,
};
use crate::support::{Register, post_letters};
use app::{
    actor::{CaseWorker, Teacher},
    staff::{
        cases::CaseLine,
        procedure::{NewAsk, NewExtension, Settle, desk::HandlingDesk},
    },
    teacher::{
        desk::TeacherDesk,
        procedure::{AnswerForm, desk::ProcedureDesk},
    },
};
use jiff::civil::Date;
use shared::{
    Problem,
    case::{Told, Wait},
    identifier::CaseId,
};

const OF_REGISTER: &str = "In welk register ik sta";

/// A correction that a case worker has in hand, on Monday 23 November 2026.
async fn in_hand() -> (Register, Teacher, CaseWorker, CaseLine) {
    let (register, teacher) = with_mila().await;
    reported(&register, &teacher, OF_REGISTER).await;
    let (inge, _) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    (register, teacher, inge, case)
}

async fn ask(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    what: Wait,
) -> Result<(), Problem> {
    a_minute_later(register);
    let new = NewAsk {
        id: Some(case.id),
        seen: open(register, worker, case).await.line.seen,
        what: what.code().to_owned(),
        question: "Welk vak geef je nu?".to_owned(),
        ..NewAsk::default()
    };
    let shown = open(register, worker, case).await.letter_that_asks(&new);
    register.desk.ask(worker, new).await?;
    let (title, body, _) = last_message(register).await;
    assert_eq!(shown, Some(Told { title, body }));
    // The letter goes the same day.
    post_letters(register, worker).await;
    Ok(())
}

async fn answer(register: &Register, teacher: &Teacher, case: &CaseLine) -> Result<(), Problem> {
    let form = AnswerForm {
        id: Some(case.id),
        answer: "Ik geef nu Duits".to_owned(),
    };
    register.desk.answer(teacher, &form).await
}

/// What stands open to the teacher on the first page: in which case, and the last day to answer.
async fn questions(register: &Register, teacher: &Teacher) -> Vec<(CaseId, String, Date)> {
    let overview = register.desk.overview(teacher).await.expect("overview");
    let questions = overview.questions.into_iter();
    questions
        .map(|(case, number, last)| (case, number, last.date))
        .collect()
}

async fn nothing_came(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
) -> Result<(), Problem> {
    let settle = Settle {
        id: Some(case.id),
        seen: open(register, worker, case).await.line.seen,
        nothing: "ja".to_owned(),
        ..Settle::default()
    };
    register.desk.settle(worker, settle).await
}

async fn later(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    agreed: Option<Date>,
) -> Result<(), Problem> {
    a_minute_later(register);
    let part = |part: Option<String>| part.unwrap_or_default();
    let new = NewExtension {
        id: Some(case.id),
        seen: open(register, worker, case).await.line.seen,
        kind: if agreed.is_some() {
            "agreed"
        } else {
            "adjourned"
        }
        .to_owned(),
        reason: "We zoeken het nog uit bij je school.".to_owned(),
        agreed_day: part(agreed.map(|day| day.day().to_string())),
        agreed_month: part(agreed.map(|day| day.month().to_string())),
        agreed_year: part(agreed.map(|day| day.year().to_string())),
    };
    let shown = open(register, worker, case)
        .await
        .letter_that_puts_off(&new);
    register.desk.extend(worker, new).await?;
    let (title, body, _) = last_message(register).await;
    assert_eq!(shown, Some(Told { title, body }));
    Ok(())
}
