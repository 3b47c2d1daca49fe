//! The terms of a teacher, when the register could not be reached, and when nothing came.

use super::{
    MILA, confirmed, days_pass,
    people::{
        answer, apply, ask, fields, file, mandate, object, refused, rule, settle, step, why, worker,
    },
};
use crate::support::{Register, Visitor, post_letters};
use app::{
    actor::{FromActor, Officer, Teacher},
    staff::outages::{NewOutage, desk::OutageDesk},
    teacher::procedure::desk::ProcedureDesk,
};
use jiff::civil::{Date, date};
use server::signals::go_round;
use shared::{
    case::{CaseKind, State, Verdict, Wait},
    identifier::CaseId,
};

const NO_DAY: [&str; 3] = ["", "", ""];

/// Mila, on Monday 17 June 2030: she can apply.
async fn can_apply() -> (Register, Teacher) {
    let (register, teacher) = confirmed().await;
    days_pass(&register, 1302);
    (register, teacher)
}

/// The register cannot be reached from the evening of this day until the next morning.
async fn night_without(register: &Register, day: Date) {
    for (day, hour) in [(day, 20), (day.tomorrow().expect("a day"), 3)] {
        let moment = day.at(hour, 0, 0, 0).in_tz("UTC").expect("a moment");
        server::outages::beat(register.pool(), moment.timestamp())
            .await
            .expect("a beat");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_that_only_people_saw_is_entered_with_why_and_counts_as_any_other() {
    let (register, teacher) = can_apply().await;
    let inge = worker(&register, "st-1").await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    ask(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    let last = file(&register, &inge, case).await.procedure.asked[0]
        .last
        .date;
    days_pass(
        &register,
        i64::from((last - register.system.clock.today()).get_days()) + 1,
    );
    let officer = super::people::staff(&register, "st-3", "beheerder").await;
    let visitor = Visitor::with(&register, officer.clone()).await;
    let officer = Officer::from_actor(officer).expect("of the register");
    let (day, month, year) = (
        last.day().to_string(),
        last.month().to_string(),
        last.year(),
    );
    let outage = |from: &str, until: &str, reason: &str| NewOutage {
        from_day: day.clone(),
        from_month: month.clone(),
        from_year: year.to_string(),
        from_time: from.to_owned(),
        until_day: day.clone(),
        until_month: month.clone(),
        until_year: year.to_string(),
        until_time: until.to_owned(),
        reason: reason.to_owned(),
    };
    for (wrong, at) in [
        (outage("9:00", "8:00", "DigiD lag eruit"), "until_time"),
        (outage("half tien", "10:00", "DigiD lag eruit"), "from_time"),
        (outage("9:00", "10:00", " "), "reason"),
        (
            NewOutage {
                until_year: (year + 1).to_string(),
                ..outage("9:00", "10:00", "DigiD lag eruit")
            },
            "until",
        ),
    ] {
        let refused = register.desk.enter(&officer, wrong).await;
        assert!(refused.expect_err("wrong").at(at).is_some(), "{at}");
    }
    let right = || outage("9:00", "11.30", "DigiD lag eruit, zei Logius");
    register.desk.enter(&officer, right()).await.expect("known");
    let again = register.desk.enter(&officer, right()).await;
    assert_eq!(again.expect_err("known").status, 409);
    let now = &file(&register, &inge, case).await.procedure.asked[0].last;
    assert!(now.date > last, "the term goes on");
    assert!(
        now.steps
            .iter()
            .any(|step| step.article == "artikel 2:21 Awb")
    );
    assert_eq!(register.audited("outage_entered").await, 1);
    let page = visitor.page("/behandeling/storingen").await;
    assert!(page.contains("DigiD lag eruit, zei Logius"));
    for done in ["update outage set reason = 'Nee'", "delete from outage"] {
        let done = sqlx::query(done).execute(register.pool()).await;
        assert!(done.is_err(), "it stays");
    }
}

async fn last_event(register: &Register, case: CaseId) -> (String, Option<String>) {
    sqlx::query_as(
        "select action, actor_name from case_event where case_id = $1 order by nr desc limit 1",
    )
    .bind(case.0)
    .fetch_one(register.pool())
    .await
    .expect("an event")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_could_not_reach_us_on_the_last_day_can_still_complete_the_application() {
    let (register, teacher) = can_apply().await;
    let inge = worker(&register, "st-1").await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    ask(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    let page = format!("/mijn/zaken/{case}");
    let visitor = Visitor::teacher(&register, MILA).await;
    assert!(
        visitor
            .page(&page)
            .await
            .contains("Tot en met 1 juli 2030.")
    );

    night_without(&register, date(2030, 7, 1)).await;
    let shown = visitor.page(&page).await;
    for words in [
        "Tot en met 3 juli 2030.",
        "Op 1 juli 2030 was het register niet bereikbaar. De termijn loopt door",
        "artikel 2:21 Awb",
    ] {
        assert!(shown.contains(words), "{words}");
    }
    days_pass(&register, 15);
    let early = settle(&register, &inge, case, None).await;
    assert_eq!(why(early), "Dit kan nog tot en met 3 juli 2030 komen");
    go_round(&register.system).await.expect("a round");
    let now = file(&register, &inge, case).await.line.state;
    assert!(matches!(now, State::Waiting { .. }), "{now:?}");
    answer(&register, &teacher, case, "Hier is het bewijs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_could_not_reach_us_on_the_last_day_does_not_object_too_late() {
    let (register, teacher) = can_apply().await;
    let decision = refused(&register, &teacher).await;
    let text = register.desk.objectable(&teacher, decision).await;
    assert_eq!(text.expect("a decision").until, None, "the letter waits");
    post_letters(&register, &worker(&register, "st-1").await).await;
    let text = register.desk.objectable(&teacher, decision).await;
    let until = text.expect("a decision").until.expect("posted").date;
    night_without(&register, until).await;
    let longer = register.desk.objectable(&teacher, decision).await;
    let longer = longer.expect("a decision").until.expect("posted");
    assert!(longer.date > until.tomorrow().expect("a day"));
    let visitor = Visitor::teacher(&register, MILA).await;
    let shown = visitor.page(&format!("/mijn/besluiten/{decision}")).await;
    for words in ["Je hebt langer de tijd", "artikel 2:21 Awb"] {
        assert!(shown.contains(words), "{words}");
    }

    let left = (longer.date - register.system.clock.today()).get_days();
    days_pass(&register, i64::from(left));
    let objection = object(&register, &teacher, decision).await;
    let third = worker(&register, "st-3").await;
    let way = file(&register, &third, objection).await;
    assert!(!way.procedure.past.late);
    // We decide as soon as without the outage: six weeks after the day that the decision tells.
    let last = until.checked_add(jiff::Span::new().weeks(6)).expect("day");
    assert!((way.due.date - last).get_days() < 5, "{}", way.due.date);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_come_is_not_waited_for_and_nothing_is_decided_by_that() {
    let (register, teacher) = can_apply().await;
    let inge = worker(&register, "st-1").await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    let round = async || go_round(&register.system).await.expect("a round");
    for (what, days, event) in [
        (Wait::Completion, 14, "not_completed"),
        (Wait::Advice, 28, "not_advised"),
        (Wait::View, 14, "not_viewed"),
    ] {
        ask(&register, &inge, case, what, NO_DAY)
            .await
            .expect("asked");
        // Some of the last days are in a weekend.
        days_pass(&register, days);
        let waits = file(&register, &inge, case).await;
        let asked = waits.procedure.asked;
        let left = (asked[0].last.date - register.system.clock.today()).get_days();
        days_pass(&register, i64::from(left));
        round().await;
        let on_the_last_day = file(&register, &inge, case).await.line.state;
        assert!(matches!(on_the_last_day, State::Waiting { .. }), "{what:?}");
        days_pass(&register, 1);
        round().await;
        round().await;
        let (action, who) = last_event(&register, case).await;
        assert_eq!(action, event);
        assert_eq!(who.as_deref(), Some("het register, automatisch"));
        let now = file(&register, &inge, case).await.line;
        assert!(matches!(now.state, State::InHand { .. }), "{what:?}");
        assert!(now.mine, "{what:?}");
    }
    assert_eq!(register.count("decision").await, 0);
    // What was asked after it took too long to leave it unhandled (article 4:5, fourth paragraph, Awb).
    let left = rule(&register, &inge, case, Verdict::NotHandled);
    assert_eq!(fields(left.await), ["verdict"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_there_was_a_hearing_only_a_person_says() {
    let (register, teacher) = can_apply().await;
    let decision = refused(&register, &teacher).await;
    let objection = object(&register, &teacher, decision).await;
    let third = worker(&register, "st-3").await;
    mandate(&register, "st-3", CaseKind::Objection).await;
    step(&register, &third, objection, "take")
        .await
        .expect("taken");
    let day = ["1", "8", "2030"];
    ask(&register, &third, objection, Wait::Hearing, day)
        .await
        .expect("invited");
    days_pass(&register, 40);
    go_round(&register.system).await.expect("a round");
    let now = file(&register, &third, objection).await.line.state;
    assert!(matches!(now, State::Waiting { .. }), "{now:?}");
    let wrong = settle(&register, &third, objection, Some("")).await;
    assert_eq!(fields(wrong), ["report"]);
}
