//! What makes a term longer and what does not; and that nothing is received before it can have come.

use super::{
    days_pass,
    lives::{NO_DAY, near_the_end},
    people::{
        a_minute, answer, ask, drawn, fields, file, follow_up, mandate, object, refuse, rule,
        rule_with, settle, step, why, worker,
    },
};
use crate::support::{Register, post_letters};
use app::{
    actor::{CaseWorker, Teacher},
    staff::{
        cases::Proposal,
        procedure::{Settle, desk::HandlingDesk},
    },
    teacher::desk::TeacherDesk,
};
use jiff::civil::{Date, date};
use shared::{
    case::{CaseKind, Verdict, Wait},
    identifier::CaseId,
};

/// An application of 17 June 2030 that somebody has, to decide on by 12 August.
pub(super) async fn in_hand() -> (Register, Teacher, CaseWorker, CaseId) {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    let case = drawn(&register, &teacher, &inge).await;
    (register, teacher, inge, case)
}

pub(super) async fn due(register: &Register, worker: &CaseWorker, case: CaseId) -> Date {
    file(register, worker, case).await.due.date
}

pub(super) async fn told(register: &Register, teacher: &Teacher) -> (String, String) {
    let messages = register
        .desk
        .messages(teacher, 1)
        .await
        .expect("messages")
        .rows;
    let last = messages.into_iter().max_by_key(|message| message.at);
    let last = last.expect("a message");
    (last.title, last.body)
}

#[tokio::test(flavor = "multi_thread")]
async fn advice_that_is_asked_too_late_gives_no_more_time_and_takes_no_penalty_away() {
    let (register, teacher, inge, case) = in_hand().await;
    days_pass(&register, 57);
    let today = register.system.clock.today();
    assert_eq!(today, date(2030, 8, 13), "the day after");
    let noticed = follow_up(&register, &inge, case, "default_notice").await;
    noticed.expect("recorded");
    ask(&register, &inge, case, Wait::Advice, NO_DAY)
        .await
        .expect("asked");
    assert_eq!(due(&register, &inge, case).await, date(2030, 8, 12));
    let (title, body) = told(&register, &teacher).await;
    assert!(title.contains("We vragen advies"), "{title}");
    assert!(
        body.contains("De tijd om te beslissen is al voorbij"),
        "{body}"
    );
    days_pass(&register, 16);
    let way = file(&register, &inge, case).await.procedure;
    assert_eq!(way.sequels[0].euros, Some(46));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_late_stops_the_term_no_longer_than_was_given() {
    let (register, teacher, inge, case) = in_hand().await;
    ask(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    days_pass(&register, 30);
    answer(&register, &teacher, case, "Hier is het").await;
    // Until 1 July it could come: fourteen days.
    assert_eq!(due(&register, &inge, case).await, date(2030, 8, 26));
}

#[tokio::test(flavor = "multi_thread")]
async fn that_it_is_not_handled_is_told_within_four_weeks() {
    let (register, _, inge, case) = in_hand().await;
    ask(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    days_pass(&register, 15);
    settle(&register, &inge, case, None)
        .await
        .expect("nothing came");
    // Proposed in time, and confirmed a day too late.
    days_pass(&register, 27);
    rule(&register, &inge, case, Verdict::NotHandled)
        .await
        .expect("proposed");
    days_pass(&register, 1);
    let peter = worker(&register, "st-2").await;
    mandate(&register, "st-2", CaseKind::Reregistration).await;
    let late = step(&register, &peter, case, "confirm").await;
    assert!(why(late).contains("Dat kon tot en met"));
    step(&register, &peter, case, "send_back")
        .await
        .expect("sent back");
    let late = rule(&register, &inge, case, Verdict::NotHandled).await;
    assert_eq!(fields(late), ["verdict"]);
}

/// Ends what was asked, by this letter of this day.
async fn by_letter(
    register: &Register,
    worker: &CaseWorker,
    case: CaseId,
    arrived: [&str; 3],
) -> Result<(), shared::Problem> {
    a_minute(register);
    let settle = Settle {
        id: Some(case),
        seen: file(register, worker, case).await.line.seen,
        report: "Ik was ziek.".to_owned(),
        came_day: arrived[0].to_owned(),
        came_month: arrived[1].to_owned(),
        came_year: arrived[2].to_owned(),
        ..Settle::default()
    };
    register.desk.settle(worker, settle).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_has_the_day_it_came_and_the_teacher_hears_that_it_did() {
    let (register, teacher, inge, case) = in_hand().await;
    ask(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    days_pass(&register, 9);
    for wrong in [NO_DAY, ["16", "6", "2030"], ["27", "6", "2030"]] {
        assert_eq!(
            fields(by_letter(&register, &inge, case, wrong).await),
            ["came"]
        );
    }
    // What was typed is not thrown away by a tick.
    let both = Settle {
        id: Some(case),
        seen: file(&register, &inge, case).await.line.seen,
        report: "Ik was ziek.".to_owned(),
        nothing: "ja".to_owned(),
        ..Settle::default()
    };
    assert_eq!(fields(register.desk.settle(&inge, both).await), ["report"]);
    by_letter(&register, &inge, case, ["24", "6", "2030"])
        .await
        .expect("it came");
    // Six days, 18 to 23 June, and then 18 August is a Sunday.
    assert_eq!(due(&register, &inge, case).await, date(2030, 8, 19));
    let (title, body) = told(&register, &teacher).await;
    assert!(title.contains("je brief"), "{title}");
    assert!(
        body.contains("24 juni 2030") && body.contains("Ik was ziek."),
        "{body}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hearing_is_not_reported_before_its_day_and_an_appeal_is_for_the_court_in_time() {
    let (register, teacher, inge, case) = in_hand().await;
    ask(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    answer(&register, &teacher, case, "Ik was ziek").await;
    let peter = worker(&register, "st-2").await;
    refuse(&register, (&inge, &peter), case).await;
    let (refused, _) = super::lives::decision(&register, &teacher, case).await;
    // Before the letter was posted one can object already (article 6:10 Awb).
    let objection = object(&register, &teacher, refused).await;
    let (third, fourth) = (
        worker(&register, "st-3").await,
        worker(&register, "st-4").await,
    );
    step(&register, &third, objection, "take")
        .await
        .expect("taken");
    let early = due(&register, &third, objection).await;
    days_pass(&register, 4);
    post_letters(&register, &inge).await;
    let later = due(&register, &third, objection).await;
    assert_eq!((later - early).get_days(), 4, "counted from the posting");

    ask(
        &register,
        &third,
        objection,
        Wait::Hearing,
        ["5", "7", "2030"],
    )
    .await
    .expect("invited");
    let before = settle(&register, &third, objection, Some("Mila vertelde.")).await;
    assert!(why(before).contains("Het gesprek is op 5 juli 2030"));
    days_pass(&register, 14);
    settle(&register, &third, objection, Some("Mila vertelde."))
        .await
        .expect("heard");
    assert!(told(&register, &teacher).await.0.contains("Het verslag"));

    // What was said besides the reasons is there again when it comes back.
    let ruling = Proposal {
        skip: "c".to_owned(),
        deviation: "Er is nieuw bewijs.".to_owned(),
        ..Proposal::default()
    };
    rule_with(&register, &third, objection, Verdict::Refused, ruling)
        .await
        .expect("proposed");
    step(&register, &fourth, objection, "send_back")
        .await
        .expect("sent back");
    let way = file(&register, &third, objection).await.procedure;
    let ruling = way.ruling;
    assert_eq!(ruling.deviation.as_deref(), Some("Er is nieuw bewijs."));
    rule(&register, &third, objection, Verdict::Refused)
        .await
        .expect("proposed");
    mandate(&register, "st-4", CaseKind::Objection).await;
    step(&register, &fourth, objection, "confirm")
        .await
        .expect("decided");
    post_letters(&register, &third).await;
    let posted = register.system.clock.today();
    days_pass(&register, 43);
    follow_up(&register, &third, objection, "appeal")
        .await
        .expect("recorded");
    let mut way = file(&register, &third, objection).await.procedure;
    let appeal = way.sequels.remove(0);
    assert_eq!(appeal.due.date, posted + jiff::Span::new().weeks(6));
    assert!(appeal.received > appeal.due.date, "too late for the court");
}
