//! Who works on a case, and who sees it.

use super::{
    a_minute_later, list, offered, only_case, open, propose, reported, staff, step, with_mila,
    workers,
};
use crate::support::{Visitor, status};
use app::{
    actor::{CaseWorker, FromActor},
    staff::{
        cases::{CaseFilter, NewStep, desk::CaseDesk},
        procedure::desk::HandlingDesk,
    },
    teacher::desk::TeacherDesk,
};
use shared::{
    case::{CaseKind, State, Verdict},
    viewing::Viewing,
};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_refuses_one_pair_of_eyes_and_a_changed_history() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    offered(&register, &teacher).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(&register, &inge, &case, Verdict::Refused, "Niet leesbaar")
        .await
        .expect("proposed");
    for alone in [
        "update case_file
         set state = 'decided', worker = null, confirmed_by = proposed_by, closed_at = now()",
        "update case_file set state = 'decided', worker = null, closed_at = now()",
        "update case_event set note = 'Iets anders'",
        "delete from case_event",
    ] {
        assert!(
            sqlx::query(alone).execute(register.pool()).await.is_err(),
            "{alone}"
        );
    }
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");
    let closed = "update case_file set verdict = 'granted'";
    assert!(sqlx::query(closed).execute(register.pool()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_case_waits_for_nobody_who_works_on_it() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    reported(&register, &teacher, "Inschrijving of datum van levering").await;
    let case = only_case(&register, &inge).await;
    let mut working = register.pool().begin().await.expect("a transaction");
    for locked in ["case_file", "appointment", "entry"] {
        let lock = format!("select from {locked} for no key update");
        sqlx::query(sqlx::AssertSqlSafe(lock))
            .execute(&mut *working)
            .await
            .expect("locked");
    }
    let read = tokio::time::timeout(Duration::from_secs(20), open(&register, &peter, &case));
    read.await.expect("it is read at once");
    working.rollback().await.expect("over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_handed_over_put_back_and_never_changed_unseen() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let claim = offered(&register, &teacher).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    assert_eq!(
        status(step(&register, &peter, &case, "take").await),
        409,
        "taken"
    );
    let stale = NewStep {
        id: Some(case.id),
        seen: case.seen,
        step: "release".to_owned(),
        ..NewStep::default()
    };
    assert_eq!(
        status(register.desk.step(&inge, stale).await),
        409,
        "seen before it was taken"
    );
    step(&register, &inge, &case, "hand_over")
        .await
        .expect("handed over");
    let mine = list(&register, &peter, "mijn").await.cases;
    assert_eq!(mine[0].worker.as_deref(), Some("Medewerker st-2"));
    step(&register, &peter, &case, "release")
        .await
        .expect("put back");
    assert_eq!(list(&register, &peter, "nieuw").await.cases.len(), 1);
    let nobody = NewStep {
        id: Some(case.id),
        seen: open(&register, &inge, &case).await.line.seen,
        step: "hand_over".to_owned(),
        to: "st-9".to_owned(),
        ..NewStep::default()
    };
    let refused = register.desk.step(&inge, nobody).await;
    assert!(refused.expect_err("nobody").at("to").is_some());
    // Without its evidence there is nothing to judge.
    let evidence = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .evidence;
    a_minute_later(&register);
    let removed = register
        .desk
        .remove_claim_evidence(&teacher, evidence[0].id)
        .await;
    removed.expect("removed");
    assert!(list(&register, &inge, "team").await.cases.is_empty());
    let closed = list(&register, &inge, "afgerond").await.cases;
    assert_eq!(closed[0].state, State::Withdrawn);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_case_workers_see_cases_and_each_view_is_recorded() {
    let (register, teacher) = with_mila().await;
    let (inge, _) = workers(&register).await;
    offered(&register, &teacher).await;
    for role in ["beheerder", "commissielid"] {
        let other = staff(&register, "st-3", role).await;
        assert!(CaseWorker::from_actor(other).is_none(), "{role}");
    }
    let case = only_case(&register, &inge).await;
    // Whose name stood on a list, was seen; on the list before nobody stood.
    let listed = "access_log where occasion = 'werkvoorraad'";
    assert_eq!(register.count(listed).await, 1);
    let shown = "audit_event where details->>'page' = 'werkvoorraad' and actor = 'staff:st-1'";
    assert_eq!(register.count(shown).await, 2);
    let views = register.desk.views(&teacher, 1).await.expect("views").days;
    assert_eq!(views[0].views[0].viewing, Some(Viewing::Worklist));
    register
        .desk
        .objections(&inge, 1)
        .await
        .expect("objections");
    assert_eq!(register.count(listed).await, 1, "this is none");
    assert_eq!(register.count(shown).await, 3);
    open(&register, &inge, &case).await;
    let (actor, person, page): (String, uuid::Uuid, String) = sqlx::query_as(
        "select actor, person_id, details->>'page' from audit_event
         where event_type = 'teacher_viewed' and details->>'page' like 'zaak %'",
    )
    .fetch_one(register.pool())
    .await
    .expect("one view");
    assert_eq!((actor.as_str(), person), ("staff:st-1", teacher.person().0));
    assert!(page.contains(&case.number), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worklist_is_narrowed_by_where_a_case_stands_by_who_has_it_and_by_what_to_look_at() {
    use CaseKind::{Correction, Evidence};
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    offered(&register, &teacher).await;
    let evidence = only_case(&register, &inge).await;
    step(&register, &inge, &evidence, "take")
        .await
        .expect("taken");
    propose(
        &register,
        &inge,
        &evidence,
        Verdict::Refused,
        "Niet leesbaar",
    )
    .await
    .expect("proposed");
    reported(&register, &teacher, "Inschrijving of datum van levering").await;
    let found = async |worker: &CaseWorker, [lijst, stand, wie]: [&str; 3]| -> Vec<CaseKind> {
        let filter = CaseFilter {
            lijst: lijst.to_owned(),
            stand: stand.to_owned(),
            wie: wie.to_owned(),
            ..CaseFilter::default()
        };
        let list = register.desk.worklist(worker, filter).await;
        let cases = list.expect("a worklist").cases.into_iter();
        cases.map(|case| case.kind).collect()
    };
    for (filter, expected) in [
        (["team", "", ""], vec![Evidence, Correction]),
        (["team", "open", ""], vec![Correction]),
        (["team", "proposed", ""], vec![Evidence]),
        (["team", "in_hand", ""], vec![]),
        (["team", "", "st-1"], vec![Evidence]),
        (["team", "", "st-2"], vec![]),
        (["team", "open", "st-1"], vec![]),
        (["nieuw", "", ""], vec![Correction]),
        (["meekijken", "", ""], vec![]),
    ] {
        assert_eq!(found(&inge, filter).await, expected, "{filter:?}");
    }
    let look = ["meekijken", "", ""];
    assert_eq!(found(&peter, look).await, [Evidence]);

    // A decision is for who may take it; evidence for every other.
    let correction = list(&register, &inge, "nieuw").await.cases;
    step(&register, &inge, &correction[0], "take")
        .await
        .expect("taken");
    propose(&register, &inge, &correction[0], Verdict::Refused, "Nee")
        .await
        .expect("proposed");
    assert_eq!(found(&peter, look).await, [Evidence, Correction]);
    let third = staff(&register, "st-3", "behandelaar").await;
    let visitor = Visitor::with(&register, third.clone()).await;
    let third = CaseWorker::from_actor(third).expect("a case worker");
    assert_eq!(found(&third, look).await, [Evidence]);
    let html = visitor.page("/behandeling?lijst=meekijken&wie=st-1").await;
    assert!(html.contains(&evidence.number) && !html.contains(&correction[0].number));
    let html = visitor.page("/behandeling?stand=open").await;
    assert!(!html.contains(&evidence.number) && html.contains("Hier staat niets"));
}
