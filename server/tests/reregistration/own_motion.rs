//! A term that ended without an application: the register begins a case of its own motion, and people decide.

use super::{
    MILA, confirmed, days_pass,
    lives::{NO_DAY, decision, near_the_end},
    off,
    people::{
        a_minute, answer, apply, ask, fields, file, follow_up, mandate, rule, sample, step, why,
        worker,
    },
    term,
};
use crate::support::{Register, Visitor, logged_in_now};
use app::{
    actor::Teacher,
    staff::procedure::About,
    teacher::{
        entry::desk::EntryDesk,
        procedure::{Copy, Door, desk::ProcedureDesk},
        reregistration::desk::ReregistrationDesk,
    },
};
use jiff::civil::date;
use server::{desks::staff::cases::procedure::own_motion, session::store, signals::go_round};
use shared::{
    case::{CaseKind, Verdict, Wait},
    identifier::CaseId,
};
use uuid::Uuid;

/// Mila, whose term is over since yesterday: it is Saturday 23 November 2030.
async fn over() -> (Register, Teacher) {
    let (register, teacher) = confirmed().await;
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    days_pass(&register, 1461);
    assert_eq!(register.system.clock.today(), date(2030, 11, 23));
    (register, teacher)
}

async fn round(register: &Register) {
    a_minute(register);
    go_round(&register.system).await.expect("a round");
}

/// What the register began: each case with where it stands.
async fn begun(register: &Register) -> Vec<(CaseId, String)> {
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "select id, state from case_file where kind = 'own_motion' order by opened_at, id",
    )
    .fetch_all(register.pool())
    .await
    .expect("cases");
    rows.into_iter()
        .map(|(id, state)| (CaseId(id), state))
        .collect()
}

async fn states(register: &Register) -> Vec<String> {
    let all = begun(register).await;
    all.into_iter().map(|(_, state)| state).collect()
}

async fn last_message(register: &Register) -> (String, String) {
    sqlx::query_as("select title, body from message order by created_at desc, id desc limit 1")
        .fetch_one(register.pool())
        .await
        .expect("a message")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_never_applies_gets_one_case_that_people_decide_on() {
    let (register, teacher) = confirmed().await;
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    days_pass(&register, 1460);
    round(&register).await;
    assert!(begun(&register).await.is_empty(), "it is the last day");
    days_pass(&register, 1);
    let (first, second) = tokio::join!(
        own_motion::go_round(&register.system),
        own_motion::go_round(&register.system)
    );
    first.and(second).expect("two rounds at once");
    round(&register).await;
    let [(case, _)] = begun(&register).await[..] else {
        panic!("one case: {:?}", begun(&register).await)
    };

    // The teacher hears it, and what one can still do.
    let (title, body): (String, String) = sqlx::query_as(
        "select title, body from message where title like '%geen herregistratie aan'",
    )
    .fetch_one(register.pool())
    .await
    .expect("once");
    assert!(title.starts_with("Je periode is voorbij"), "{title}");
    for words in [
        "22 november 2030",
        "Er verandert nog niets",
        "alsnog herregistratie aanvragen",
        "kun je reageren",
        "22 februari 2031",
    ] {
        assert!(body.contains(words), "{words}: {body}");
    }
    let mine = register.desk.my_case(&teacher, case).await.expect("mine");
    assert_eq!((mine.stands.as_str(), mine.takes_back), ("Begonnen", false));
    assert!(matches!(mine.copy, Copy::Application(_)));
    let door = register.desk.application(&teacher).await.expect("it").door;
    assert_eq!(door, Door::Open);
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let page = visitor.page(&format!("/mijn/zaken/{case}")).await;
    for words in [
        "We kijken zelf naar je herregistratie",
        "Wat kun je nog doen?",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Trek in"));

    // Nobody but two people decides on it: the database does not take it either.
    for verdict in ["granted", "refused"] {
        let at_once = "update case_file
                       set state = 'decided', verdict = $1, closed_at = now()
                       where kind = 'own_motion'";
        let done = sqlx::query(at_once).bind(verdict);
        assert!(done.execute(register.pool()).await.is_err(), "{verdict}");
    }
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    let found = file(&register, &inge, case).await;
    assert_eq!(found.line.kind, CaseKind::OwnMotion);
    assert_eq!(found.line.number, "AH-2030-0001");
    assert_eq!(found.due.date, date(2031, 2, 22), "thirteen weeks");
    let Some(About::Application { draw, sent, .. }) = &found.procedure.about else {
        panic!("what it is about: {:?}", found.procedure.about)
    };
    assert!(draw.is_none());
    assert_eq!(sent.term.last, date(2030, 11, 22));
    assert_eq!(
        found.events[0].who.as_deref(),
        Some("het register, automatisch")
    );
    step(&register, &inge, case, "take").await.expect("taken");
    let early = rule(&register, &inge, case, Verdict::Refused).await;
    assert_eq!(fields(early), ["verdict"], "the teacher is heard first");
    let left = rule(&register, &inge, case, Verdict::NotHandled).await;
    assert!(why(left).contains("niet bij een zaak van deze soort"));
    let incomplete = ask(&register, &inge, case, Wait::Completion, NO_DAY).await;
    assert!(why(incomplete).contains("niet bij een zaak van deze soort"));
    let notice = follow_up(&register, &inge, case, "default_notice").await;
    assert!(why(notice).contains("niet bij een zaak van deze soort"));

    ask(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    let asked = file(&register, &inge, case).await.procedure.asked;
    let steps = &asked[0].last.steps;
    assert!(steps.iter().any(|step| step.article.contains("4:8")));
    answer(&register, &teacher, case, "Ik was het vergeten").await;
    rule(&register, &inge, case, Verdict::Refused)
        .await
        .expect("proposed");
    assert!(why(step(&register, &inge, case, "confirm").await).contains("zelf voorgesteld"));
    mandate(&register, "st-2", CaseKind::OwnMotion).await;
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    let (_, text) = decision(&register, &teacher, case).await;
    assert_eq!(text.document.subject, "Besluit over je herregistratie");
    assert!(
        text.document.paragraphs[0]
            .text
            .contains("Je vroeg geen herregistratie aan")
    );
    assert_eq!(
        register
            .count("reregistration where outcome = 'annotated' and upper_inf(recorded)")
            .await,
        1
    );
    round(&register).await;
    assert_eq!(states(&register).await, ["decided"], "once for this term");
    // Who applies after all is as anybody else.
    let door = register.desk.application(&teacher).await.expect("it").door;
    assert_eq!(door, Door::Open);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_meets_every_rule_can_be_registered_again_by_people() {
    let (register, teacher) = near_the_end("170").await;
    days_pass(&register, 159);
    round(&register).await;
    assert_eq!(
        states(&register).await,
        ["open"],
        "also who meets every rule"
    );
    let [(case, _)] = begun(&register).await[..] else {
        panic!("one case")
    };
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    step(&register, &inge, case, "take").await.expect("taken");
    rule(&register, &inge, case, Verdict::Granted)
        .await
        .expect("proposed");
    mandate(&register, "st-2", CaseKind::OwnMotion).await;
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    assert_eq!(
        term(&register, &teacher).await.term.first,
        date(2030, 11, 23)
    );
    round(&register).await;
    assert_eq!(states(&register).await, ["decided"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_applied_gets_none_and_who_applies_after_all_ends_it() {
    let (register, teacher) = near_the_end("150").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    days_pass(&register, 159);
    round(&register).await;
    assert!(begun(&register).await.is_empty(), "the application waits");
    // What was taken back is no application.
    let taken_back = register.desk.withdraw(&teacher, case).await;
    taken_back.expect("withdrawn");
    round(&register).await;
    assert_eq!(states(&register).await, ["open"]);
    let [(begun_of_own, _)] = begun(&register).await[..] else {
        panic!("one case")
    };
    let not_of_teacher = register.desk.withdraw(&teacher, begun_of_own).await;
    assert_eq!(not_of_teacher.expect_err("no").status, 404);
    sample(&register, true).await;
    apply(&register, &teacher).await;
    assert_eq!(states(&register).await, ["withdrawn"]);
    let mine = register.desk.my_case(&teacher, begun_of_own).await;
    assert_eq!(mine.expect("mine").stands, "Vervallen");
    round(&register).await;
    assert_eq!(states(&register).await, ["withdrawn"], "there is one now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_that_is_longer_is_not_over_and_what_was_begun_ends() {
    let (register, teacher) = over().await;
    round(&register).await;
    assert_eq!(states(&register).await, ["open"]);
    let leave = off("geen_benoeming", ["1", "1", "2030"], ["31", "1", "2030"]);
    register
        .desk
        .add_interruption(&teacher, Uuid::now_v7(), &leave)
        .await
        .expect("added");
    round(&register).await;
    assert_eq!(states(&register).await, ["withdrawn"]);
    assert_eq!(last_message(&register).await.0, "Zaak AH-2030-0001 vervalt");
    // Until 23 December; then it is over after all.
    days_pass(&register, 30);
    round(&register).await;
    assert_eq!(states(&register).await, ["withdrawn"]);
    days_pass(&register, 1);
    round(&register).await;
    assert_eq!(states(&register).await, ["withdrawn", "open"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_or_died_gets_none() {
    let (register, teacher) = over().await;
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    round(&register).await;
    assert!(begun(&register).await.is_empty());

    let (register, teacher) = over().await;
    register.stand_ins.add_death(MILA, "2030-01-05");
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    round(&register).await;
    assert!(begun(&register).await.is_empty());

    // Who leaves while it runs, is left alone.
    let (register, teacher) = over().await;
    round(&register).await;
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    round(&register).await;
    assert_eq!(states(&register).await, ["withdrawn"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_has_no_appointment_today_nothing_is_begun() {
    let (register, _) = over().await;
    sqlx::query("update appointment_version set valid = daterange(lower(valid), '2030-11-01')")
        .execute(register.pool())
        .await
        .expect("ended");
    round(&register).await;
    assert!(begun(&register).await.is_empty());
}
