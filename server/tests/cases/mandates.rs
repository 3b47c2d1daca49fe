//! Who may decide for the minister.

use super::{
    a_minute_later, days_later, give_mandate, keeper, list, mandate, only_case, open, propose,
    reported, staff, step, with_mila, workers,
};
use crate::support::{Register, Visitor, status};
use app::{
    actor::{CaseWorker, FromActor, Keeper, Teacher},
    staff::{cases::CaseLine, desk::StaffDesk, mandates::NewMandate},
};
use jiff::ToSpan;
use shared::case::Verdict;

/// A correction on which the register decides, with a proposal to refuse it.
async fn proposed(register: &Register, teacher: &Teacher, worker: &CaseWorker) -> CaseLine {
    reported(register, teacher, "In welk register ik sta").await;
    let case = only_case(register, worker).await;
    step(register, worker, &case, "take").await.expect("taken");
    propose(register, worker, &case, Verdict::Refused, "Het klopt zo.")
        .await
        .expect("proposed");
    case
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_has_a_mandate_today_takes_a_decision() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let case = proposed(&register, &teacher, &inge).await;
    let other = staff(&register, "st-5", "behandelaar").await;
    let other = CaseWorker::from_actor(other).expect("a case worker");
    assert!(!open(&register, &other, &case).await.may_decide);
    assert_eq!(list(&register, &other, "meekijken").await.cases.len(), 0);
    let refused = step(&register, &other, &case, "confirm").await;
    let refused = refused.expect_err("no mandate");
    assert_eq!(refused.status, 409);
    assert!(refused.title.contains("mandaat"), "{}", refused.title);

    assert!(open(&register, &peter, &case).await.may_decide);
    let waiting = list(&register, &peter, "meekijken").await;
    assert_eq!((waiting.cases.len(), waiting.counts.to_confirm), (1, 1));
    step(&register, &peter, &case, "confirm")
        .await
        .expect("decided");
    let signed: i64 = sqlx::query_scalar(
        "select count(*)
         from decision
         join decision_mandate on decision_mandate.id = decision.mandate_id
         where decision_mandate.subject = decision.confirmed_by",
    )
    .fetch_one(register.pool())
    .await
    .expect("a count");
    assert_eq!(signed, 1, "the decision names the mandate");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_ends_on_its_last_day_or_when_it_is_ended() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let case = proposed(&register, &teacher, &inge).await;
    let ton = keeper(&register).await;
    let given = register
        .desk
        .mandates(&ton)
        .await
        .expect("mandates")
        .mandates;
    register
        .desk
        .end_mandate(&ton, given[0].id)
        .await
        .expect("ended");
    assert!(
        open(&register, &peter, &case).await.may_decide,
        "until midnight"
    );
    let twice = register.desk.end_mandate(&ton, given[0].id).await;
    assert_eq!(status(twice), 404);
    days_later(&register, 1);
    assert_eq!(status(step(&register, &peter, &case, "confirm").await), 409);

    let until = register.system.clock.today().tomorrow().expect("a day");
    let short = NewMandate {
        until_day: until.day().to_string(),
        until_month: until.month().to_string(),
        until_year: until.year().to_string(),
        ..mandate(&register, "st-2")
    };
    give_mandate(&register, short).await.expect("given");
    let again = give_mandate(&register, mandate(&register, "st-2")).await;
    assert_eq!(status(again), 409, "in the same period");
    assert!(open(&register, &peter, &case).await.may_decide);
    days_later(&register, 2);
    assert!(!open(&register, &peter, &case).await.may_decide);
    // One that did not begin leaves nothing but what was recorded of it.
    let later = register.system.clock.today() + 7.days();
    let later = NewMandate {
        from_day: later.day().to_string(),
        from_month: later.month().to_string(),
        from_year: later.year().to_string(),
        ..mandate(&register, "st-1")
    };
    let first = "select id from decision_mandate where subject = 'st-1'";
    give_mandate(&register, later).await.expect("given");
    let id = sqlx::query_scalar(first).fetch_one(register.pool()).await;
    let ended = register.desk.end_mandate(&ton, id.expect("one")).await;
    ended.expect("ended");
    assert_eq!(register.count("decision_mandate").await, 2);
    let told: Vec<(String, Option<String>, String, String)> = sqlx::query_as(
        "select details->>'subject', details->>'until', details->>'from', details->>'basis'
         from audit_event
         where event_type like 'mandate_to_decide_%' and details->>'subject' = 'st-1'",
    )
    .fetch_all(register.pool())
    .await
    .expect("what was recorded");
    let basis = "Mandaatbesluit Lerarenregister 2026, artikel 3";
    assert_eq!(told.len(), 2, "given and ended");
    for (_, until, from, rests_on) in told {
        assert_eq!((until, rests_on.as_str()), (None, basis));
        assert_eq!(from.len(), 10, "{from}");
    }
    assert_eq!(register.audited("mandate_to_decide_given").await, 3);
    assert_eq!(register.audited("mandate_to_decide_ended").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_mandate_was_can_be_read_after_it_ended_before_it_began() {
    let (register, _) = with_mila().await;
    staff(&register, "st-1", "beslisser").await;
    let from = register.system.clock.today().tomorrow().expect("a day");
    let later = NewMandate {
        from_day: from.day().to_string(),
        from_month: from.month().to_string(),
        from_year: from.year().to_string(),
        until_day: "31".to_owned(),
        until_month: "12".to_owned(),
        until_year: "2027".to_owned(),
        ..mandate(&register, "st-1")
    };
    let basis = later.basis.clone();
    give_mandate(&register, later).await.expect("given");
    let ton = keeper(&register).await;
    let all = register.desk.mandates(&ton).await.expect("mandates");
    let ended = register.desk.end_mandate(&ton, all.mandates[0].id).await;
    ended.expect("ended");
    assert_eq!(register.count("decision_mandate").await, 0);
    let traces: Vec<(String, String, String, String)> = sqlx::query_as(
        "select details ->> 'subject', details ->> 'from', details ->> 'until', details ->> 'basis'
         from audit_event
         where event_type like 'mandate_to_decide_%'
         order by id",
    )
    .fetch_all(register.pool())
    .await
    .expect("the trail");
    let told = (
        "st-1".to_owned(),
        from.to_string(),
        "2027-12-31".to_owned(),
        basis,
    );
    assert_eq!(traces, [told.clone(), told]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_is_given_by_who_keeps_the_system_and_never_to_oneself() {
    let (register, _) = with_mila().await;
    workers(&register).await;
    for role in ["behandelaar", "beslisser", "commissielid"] {
        let other = staff(&register, "st-6", role).await;
        assert!(Keeper::from_actor(other).is_none(), "{role}");
    }
    // Who keeps the system and works on cases too.
    a_minute_later(&register);
    let ton = staff(&register, "st-4", "beheerder behandelaar").await;
    let ton = Keeper::from_actor(ton).expect("who keeps the system");
    let own = register.desk.give_mandate(&ton, mandate(&register, "st-4"));
    let own = own.await.expect_err("to oneself");
    assert!(own.at("subject").expect("at the field").contains("Jezelf"));
    let empty = register.desk.give_mandate(&ton, NewMandate::default());
    let empty = empty.await.expect_err("nothing is filled in");
    for field in ["subject", "basis", "from"] {
        assert!(empty.at(field).is_some(), "{field}");
    }
    let wrong = NewMandate {
        until_day: "31".to_owned(),
        until_month: "2".to_owned(),
        until_year: "2027".to_owned(),
        ..mandate(&register, "st-1")
    };
    let wrong = register.desk.give_mandate(&ton, wrong).await;
    assert!(wrong.expect_err("no such day").at("until").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_mandates_works_without_a_script() {
    let (register, _) = with_mila().await;
    workers(&register).await;
    let ton = staff(&register, "st-4", "beheerder").await;
    let visitor = Visitor::with(&register, ton).await;
    let page = "/behandeling/mandaten";
    let (_, html) = visitor.get(page).await;
    assert!(html.contains("Medewerker st-2") && html.contains("Geldt"));
    let fields = [
        ("subject", "st-1"),
        ("basis", ""),
        ("from_day", "1"),
        ("from_month", "12"),
        ("from_year", "2026"),
    ];
    a_minute_later(&register);
    let give = "/api/behandeling/mandaat";
    let back = visitor.post(page, give, &fields).await;
    let (_, html) = visitor.get(&back).await;
    assert!(html.contains("Vul het mandaatbesluit in"));
    let mut whole = fields;
    whole[1].1 = "Mandaatbesluit 2026";
    a_minute_later(&register);
    assert_eq!(visitor.post(page, give, &whole).await, page);
    let (_, html) = visitor.get(page).await;
    assert!(html.contains("Nog niet begonnen") && html.contains("Mandaatbesluit 2026"));
}
