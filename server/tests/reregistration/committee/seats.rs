//! Who sits in a session, and who comes in the place of whom.

use super::super::{
    lives::{NO_DAY, near_the_end},
    people::{ask, drawn, fields, keeper, member, plan, seated, staff, why, worker},
};
use super::{member_id, seats, tie};
use crate::support::Visitor;
use app::staff::committee::{NewTie, desk::CommitteeDesk};
use shared::case::Wait;

#[tokio::test(flavor = "multi_thread")]
async fn in_the_place_of_who_leaves_or_comes_too_near_another_is_drawn() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    let case = drawn(&register, &teacher, &inge).await;
    seated(&register, &inge, case, ["20", "6", "2030"]).await;
    let keeper = keeper(&register).await;
    member(&register, "co-4", "teacher", "vo", "").await;
    let now = async || -> Vec<String> {
        let seats = seats(&register, case).await.into_iter();
        seats.map(|(_, subject)| subject).collect()
    };
    assert_eq!(now().await, ["co-1", "co-2", "co-3"]);

    // A board with which the teacher has nothing to do, changes nothing.
    tie(&register, &keeper, "co-2", "41235").await;
    assert_eq!(now().await, ["co-1", "co-2", "co-3"]);
    tie(&register, &keeper, "co-2", "41234").await;
    assert_eq!(now().await, ["co-1", "co-3", "co-4"]);
    member(&register, "co-5", "teacher", "vo", "").await;
    let leaves = member_id(&register, "co-3").await;
    register
        .desk
        .end_member(&keeper, leaves)
        .await
        .expect("ended");
    assert_eq!(now().await, ["co-1", "co-4", "co-5"]);
    let (until, by): (String, String) = sqlx::query_as(
        "select (upper(valid) - 1)::text, ended_by from committee_member where id = $1",
    )
    .bind(leaves)
    .fetch_one(register.pool())
    .await
    .expect("it is kept");
    assert_eq!((until.as_str(), by.as_str()), ("2030-06-17", "st-keeper"));
    let again = register.desk.end_member(&keeper, leaves).await;
    assert_eq!(again.expect_err("ended before").status, 404);
    let wrong = NewTie {
        member: String::new(),
        board: "een bestuur".to_owned(),
    };
    let wrong = register.desk.declare_tie(&keeper, wrong).await;
    assert_eq!(fields(wrong), ["member", "board"]);

    // The keeper sees it on the page, and can do it there.
    let actor = staff(&register, "st-keeper", "beheerder").await;
    let visitor = Visitor::with(&register, actor).await;
    let page = visitor.page("/behandeling/commissie").await;
    assert!(page.contains("17 juni 2030") && page.contains("Leg de band vast"));
    let next = member_id(&register, "co-5").await.to_string();
    let action = "/api/behandeling/commissie/lid/einde";
    let goal = visitor
        .post("/behandeling/commissie", action, &[("id", &next)])
        .await;
    assert_eq!(goal, "/behandeling/commissie");
    assert_eq!(
        now().await,
        ["co-1", "co-4"],
        "there is nobody else: no advice"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_does_not_work_a_committee_looks_too() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    let case = drawn(&register, &teacher, &inge).await;
    ask(&register, &inge, case, Wait::Advice, NO_DAY)
        .await
        .expect("asked");
    // The board of the teacher is too near; a teacher of another sector does not come in the place.
    member(&register, "co-1", "chair", "", "").await;
    member(&register, "co-2", "teacher", "vo", "41234").await;
    member(&register, "co-3", "teacher", "vo", "").await;
    member(&register, "co-4", "teacher", "po", "").await;
    let few = plan(&register, &inge, ["20", "6", "2030"]).await;
    assert!(why(few.map(|_| ())).contains("te weinig leden"));
    // More than four years ago: it is near no more, and its sector still says something.
    sqlx::query("update appointment_version set valid = daterange('2020-01-01', '2026-06-19')")
        .execute(register.pool())
        .await
        .expect("ended");
    plan(&register, &inge, ["20", "6", "2030"])
        .await
        .expect("planned");
    let subjects = seats(&register, case).await;
    let subjects: Vec<&str> = subjects.iter().map(|(_, one)| one.as_str()).collect();
    assert_eq!(subjects, ["co-1", "co-2", "co-3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_never_worked_every_teacher_of_the_committee_can_look() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    let case = drawn(&register, &teacher, &inge).await;
    ask(&register, &inge, case, Wait::Advice, NO_DAY)
        .await
        .expect("asked");
    sqlx::query("update appointment_version set removed = true")
        .execute(register.pool())
        .await
        .expect("removed");
    member(&register, "co-1", "chair", "", "").await;
    member(&register, "co-2", "teacher", "po", "").await;
    member(&register, "co-3", "teacher", "mbo", "").await;
    plan(&register, &inge, ["20", "6", "2030"])
        .await
        .expect("planned");
    assert_eq!(seats(&register, case).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sessions_are_read_page_by_page() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    let case = drawn(&register, &teacher, &inge).await;
    seated(&register, &inge, case, ["20", "6", "2030"]).await;
    // So many sessions in the past.
    for done in [
        "insert into committee_session
         select uuidv7(), date '2030-01-01' + nr, 'Online', 'st-1', now()
         from generate_series(1, 40) nr",
        "insert into case_wait
         select (jsonb_populate_record(w, jsonb_build_object('id', s.id, 'lapsed_at', now()))).*
         from case_wait w, committee_session s
         where w.what = 'advice' and s.sits_on < '2030-06-01'",
        "insert into committee_case (case_id, wait_id, session_id, seed)
         select c.case_id, s.id, s.id, c.seed
         from committee_case c, committee_session s
         where s.sits_on < '2030-06-01'",
    ] {
        sqlx::query(done)
            .execute(register.pool())
            .await
            .expect("sessions");
    }
    let page = async |page: u32| {
        let committee = register.desk.committee(inge.staff(), page).await;
        committee.expect("the committee")
    };
    let (first, second) = (page(1).await, page(2).await);
    assert_eq!((first.sessions.pages, first.sessions.rows.len()), (2, 25));
    assert_eq!(second.sessions.rows.len(), 16);
    assert_eq!(
        page(9).await.sessions.page,
        2,
        "beyond the last is the last"
    );
    assert_eq!(first.sessions.rows[0].on.to_string(), "2030-06-20");
    assert!(first.sessions.rows[24].on > second.sessions.rows[0].on);
    let actor = staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let html = visitor.page("/behandeling/commissie?pagina=2").await;
    assert!(html.contains("2 januari 2030") && !html.contains("20 juni 2030"));
}
