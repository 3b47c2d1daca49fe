//! That silence is held against nobody whom no letter or mail reached (articles 2:8 and 2:22 Awb), and what a
//! term does while something is waited for.

use super::{
    days_pass,
    lives::{NO_DAY, near_the_end},
    people::{
        answer, ask, ask_without_letter, fields, file, follow_up, mandate, object, refuse, refused,
        rule, rule_with, settle, step, why, worker,
    },
    suspending::{due, in_hand, told},
};
use crate::support::post_letters;
use app::{
    staff::{
        cases::Proposal,
        procedure::{About, NewAsk, desk::HandlingDesk},
    },
    teacher::desk::TeacherDesk,
    teacher::procedure::desk::ProcedureDesk,
};
use jiff::civil::date;
use server::signals::go_round;
use shared::case::{CaseKind, Hearing, Remedies, SequelKind, State, Verdict, Wait};

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_not_held_against_who_got_no_letter() {
    let (register, _, inge, case) = in_hand().await;
    ask_without_letter(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    days_pass(&register, 21);
    let untold = settle(&register, &inge, case, None).await;
    assert!(why(untold).contains("ging nog niet weg"));
    go_round(&register.system).await.expect("a round");
    let waits = file(&register, &inge, case).await;
    assert!(matches!(waits.line.state, State::Waiting { .. }));
    assert_eq!(waits.procedure.asked[0].told, None);
    let forged = sqlx::query("update case_wait set lapsed_at = now()");
    let forged = forged.execute(register.pool()).await;
    assert!(forged.is_err(), "the database does not take it either");

    // The time to react begins as the letter goes, on Monday 8 July.
    post_letters(&register, &inge).await;
    let asked = file(&register, &inge, case).await.procedure.asked;
    assert_eq!(asked[0].told, Some(date(2030, 7, 8)));
    assert_eq!(asked[0].last.date, date(2030, 7, 22));
    assert!(asked[0].last.steps[0].article.contains("2:22"));
    days_pass(&register, 14);
    go_round(&register.system).await.expect("a round");
    let early = settle(&register, &inge, case, None).await;
    assert_eq!(why(early), "Dit kan nog tot en met 22 juli 2030 komen");
    days_pass(&register, 1);
    go_round(&register.system).await.expect("a round");
    let over = file(&register, &inge, case).await;
    assert!(matches!(over.line.state, State::InHand { .. }));
    assert!(over.procedure.past.viewed);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_got_no_invitation_in_time_was_not_heard() {
    let (register, teacher) = near_the_end("150").await;
    let decision = refused(&register, &teacher).await;
    let third = worker(&register, "st-3").await;
    let objection = object(&register, &teacher, decision).await;
    step(&register, &third, objection, "take")
        .await
        .expect("taken");
    let (first, second) = (["1", "7", "2030"], ["1", "8", "2030"]);
    ask_without_letter(&register, &third, objection, Wait::Hearing, first)
        .await
        .expect("invited");
    days_pass(&register, 16);
    settle(&register, &third, objection, None)
        .await
        .expect("nobody came");
    let heard = async || {
        let past = file(&register, &third, objection).await.procedure.past;
        past.hearing
    };
    assert_eq!(heard().await, Hearing::No);
    let unheard = rule(&register, &third, objection, Verdict::Refused).await;
    assert_eq!(fields(unheard), ["skip"]);
    ask(&register, &third, objection, Wait::Hearing, second)
        .await
        .expect("invited again");
    days_pass(&register, 32);
    settle(&register, &third, objection, None)
        .await
        .expect("nobody came");
    assert_eq!(heard().await, Hearing::Held);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_term_of_a_decision_of_which_no_mail_went_begins_as_its_letter_is_posted() {
    let (register, teacher) = near_the_end("150").await;
    sqlx::query(
        "insert into contact_choice (person_id, email, confirmed_at, electronic_since)
         values ($1, 'mila@school.example', now(), now())",
    )
    .bind(teacher.person().0)
    .execute(register.pool())
    .await
    .expect("only mail");
    let decision = refused(&register, &teacher).await;
    let objectable = async || {
        let objectable = register.desk.objectable(&teacher, decision).await;
        objectable.expect("a decision")
    };
    let at_once = objectable().await.until.expect("announced at once").date;
    days_pass(&register, 60);
    assert!(at_once < register.system.clock.today());
    assert!(!objectable().await.late, "nothing told of it");

    // No mail server takes it in 48 hours: it goes by post.
    let inge = worker(&register, "st-1").await;
    post_letters(&register, &inge).await;
    let today = register.system.clock.today();
    let until = objectable().await.until.expect("posted").date;
    assert_eq!(until, Remedies::until(false, today).date);
    days_pass(&register, i64::from((until - today).get_days()));
    let objection = object(&register, &teacher, decision).await;
    let third = worker(&register, "st-3").await;
    let way = file(&register, &third, objection).await.procedure;
    assert!(!way.past.late);
    let Some(About::Objection { told, .. }) = way.about else {
        panic!("an objection")
    };
    assert_eq!(told, Some(today), "as the staff see it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_stands_still_while_a_completion_is_waited_for() {
    let (register, teacher, inge, case) = in_hand().await;
    days_pass(&register, 50);
    ask_without_letter(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    let unsent = due(&register, &inge, case).await;
    assert_eq!(unsent, date(2030, 8, 12), "not before the letter goes");
    post_letters(&register, &inge).await;
    let way = file(&register, &inge, case).await;
    assert_eq!(way.due.date, date(2030, 8, 26), "fourteen days at most");
    assert_eq!(way.line.due, way.due.date, "on the worklist too");
    days_pass(&register, 8);
    let early = follow_up(&register, &inge, case, "default_notice").await;
    assert_eq!(fields(early), ["received"], "on day 58 of 56 and 14");
    answer(&register, &teacher, case, "Hier is het").await;
    assert_eq!(
        due(&register, &inge, case).await,
        date(2030, 8, 19),
        "seven days"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_penalty_runs_until_the_decision_is_posted_and_the_teacher_reads_it() {
    let (register, teacher, inge, case) = in_hand().await;
    let peter = worker(&register, "st-2").await;
    days_pass(&register, 57);
    follow_up(&register, &inge, case, "default_notice")
        .await
        .expect("recorded");
    let (title, body) = told(&register, &teacher).await;
    assert!(title.contains("ingebrekestelling"), "{title}");
    assert!(body.contains("tot en met 27 augustus 2030"), "{body}");
    let euros = async || {
        let mine = register.desk.my_case(&teacher, case).await;
        let [notice] = mine.expect("mine").sequels.try_into().expect("one");
        assert_eq!(notice.kind, SequelKind::DefaultNotice);
        assert_eq!(notice.due.date, date(2030, 8, 27));
        notice.euros
    };
    assert_eq!(euros().await, None);
    days_pass(&register, 16);
    assert_eq!(euros().await, Some(46), "28 and 29 August");
    let granted = Proposal::default();
    rule_with(&register, &inge, case, Verdict::Granted, granted)
        .await
        .expect("proposed");
    mandate(&register, "st-2", CaseKind::Reregistration).await;
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    days_pass(&register, 5);
    assert_eq!(euros().await, Some(7 * 23), "it lies there");
    post_letters(&register, &inge).await;
    days_pass(&register, 10);
    assert_eq!(euros().await, Some(6 * 23), "until 2 September");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_an_intention_on_the_site_can_react_before_the_letter_goes() {
    let (register, teacher, inge, case) = in_hand().await;
    ask_without_letter(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    answer(&register, &teacher, case, "Ik was ziek").await;
    let peter = worker(&register, "st-2").await;
    refuse(&register, (&inge, &peter), case).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_that_a_committee_hears_has_twelve_weeks() {
    let (register, teacher) = near_the_end("150").await;
    let decision = refused(&register, &teacher).await;
    let third = worker(&register, "st-3").await;
    let objection = object(&register, &teacher, decision).await;
    step(&register, &third, objection, "take")
        .await
        .expect("taken");
    post_letters(&register, &third).await;
    let plain = file(&register, &third, objection).await.due.date;
    let invite = NewAsk {
        id: Some(objection),
        seen: file(&register, &third, objection).await.line.seen,
        what: Wait::Hearing.code().to_owned(),
        question: "Wil je erover vertellen?".to_owned(),
        committee: "ja".to_owned(),
        on_day: "1".to_owned(),
        on_month: "8".to_owned(),
        on_year: "2030".to_owned(),
    };
    let shown = file(&register, &third, objection)
        .await
        .letter_that_asks(&invite);
    register.desk.ask(&third, invite).await.expect("invited");
    let way = file(&register, &third, objection).await;
    let more = (way.due.date - plain).get_days();
    assert!((36..=48).contains(&more), "six weeks more: {more}");
    assert!(
        way.due
            .steps
            .iter()
            .any(|step| step.reason.contains("12 weken")),
        "{:?}",
        way.due
    );
    let messages = register.desk.messages(&teacher, 1).await.expect("messages");
    let invitation = messages
        .rows
        .into_iter()
        .find(|one| one.title.contains("Uitnodiging"));
    let body = invitation.expect("told").body;
    assert!(
        body.contains("Een adviescommissie met een voorzitter van buiten"),
        "{body}"
    );
    let shown = shown.expect("a letter beside the form").body;
    assert_eq!(body, shown, "with the last day as it is now");
}
