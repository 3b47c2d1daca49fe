//! The advice is of the committee as a whole, and who advises or handled it before keeps off.

use super::{
    add, days_pass,
    lives::{NO_DAY, decision, near_the_end},
    people::{
        advise, answer, apply, ask, fields, file, keeper, member, opine, plan, refuse, rule,
        sample, seated, staff, step, why, worker,
    },
};
use crate::support::{Register, Visitor};
use app::{
    actor::Keeper,
    staff::{
        cases::{NewStep, Proposal, desk::CaseDesk},
        committee::{NewTie, desk::CommitteeDesk},
        procedure::{PaperObjection, desk::HandlingDesk},
    },
    teacher::procedure::{ObjectionForm, desk::ProcedureDesk},
};
use futures::future::join_all;
use server::session::store;
use shared::{
    case::{AdviceKind, Verdict, Wait},
    identifier::CaseId,
};
use uuid::Uuid;

/// Who looks at this case: the part and the identifier of each who is not excused.
async fn seats(register: &Register, case: CaseId) -> Vec<(String, String)> {
    sqlx::query_as(
        "select s.part, m.subject
         from committee_seat s
         join committee_member m on m.id = s.member_id
         where s.case_id = $1 and s.excused_at is null
         order by s.part, m.subject",
    )
    .bind(case.0)
    .fetch_all(register.pool())
    .await
    .expect("seats")
}

async fn member_id(register: &Register, subject: &str) -> Uuid {
    sqlx::query_scalar("select id from committee_member where subject = $1")
        .bind(subject)
        .fetch_one(register.pool())
        .await
        .expect("a member")
}

/// The member has a tie with this board from now on.
async fn tie(register: &Register, keeper: &Keeper, subject: &str, board: &str) {
    let new = NewTie {
        member: member_id(register, subject).await.to_string(),
        board: board.to_owned(),
    };
    let declared = register.desk.declare_tie(keeper, new).await;
    declared.expect("declared");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_advice_is_of_everybody_who_looks_and_not_before_the_session() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    let [chair, second, third] = seated(&register, &inge, case, ["20", "6", "2030"]).await;

    let early = opine(&register, &chair, case, true).await;
    assert!(why(early).contains("De zitting is op 20 juni 2030"));
    days_pass(&register, 3);
    let alone = opine(&register, &chair, case, true).await;
    assert!(why(alone).contains("Nog niet ieder lid"));
    opine(&register, &second, case, false)
        .await
        .expect("an opinion");

    // Another comes for who is excused, and nobody else.
    let mut others = vec![member(&register, "co-4", "chair", "", "").await];
    for nr in 5..9 {
        others.push(member(&register, &format!("co-{nr}"), "teacher", "vo", "").await);
    }
    register.desk.excuse(&third, case).await.expect("excused");
    let now = seats(&register, case).await;
    let parts: Vec<&str> = now.iter().map(|(part, _)| part.as_str()).collect();
    assert_eq!(parts, ["chair", "teacher", "teacher"]);
    let holds = |subject: &str| now.iter().any(|(_, holder)| holder == subject);
    assert!(holds("co-1") && holds("co-2") && !holds("co-3"), "{now:?}");
    let new = others
        .iter()
        .find(|member| holds(member.staff().subject()))
        .expect("another");
    let waits = opine(&register, &chair, case, true).await;
    assert!(why(waits).contains("Nog niet ieder lid"));
    opine(&register, new, case, false)
        .await
        .expect("an opinion");
    opine(&register, &chair, case, true).await.expect("advised");
    let names: String = sqlx::query_scalar("select members from committee_advice")
        .fetch_one(register.pool())
        .await
        .expect("an advice");
    assert!(!names.contains("co-3"), "{names}");
    assert!(names.contains("co-1") && names.contains("co-2"), "{names}");

    // After the advice nobody is excused; and who advised does not decide on it.
    let after = register.desk.excuse(&second, case).await;
    assert_eq!(why(after), "Hier is niet om gevraagd");
    step(&register, &inge, case, "release")
        .await
        .expect("released");
    let both = worker(&register, "co-2").await;
    let taken = step(&register, &both, case, "take").await;
    assert!(why(taken).contains("in de adviescommissie"));
    step(&register, &inge, case, "take").await.expect("taken");
    let to = NewStep {
        id: Some(case),
        seen: file(&register, &inge, case).await.line.seen,
        step: "hand_over".to_owned(),
        to: "co-2".to_owned(),
        note: String::new(),
    };
    let handed = register.desk.step(&inge, to).await;
    assert!(why(handed).contains("in de adviescommissie"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_is_for_who_had_nothing_to_do_with_the_decision() {
    let (register, teacher) = near_the_end("150").await;
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    let before = worker(&register, "st-5").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    // One takes it and puts it back; another goes on.
    step(&register, &before, case, "take").await.expect("taken");
    step(&register, &before, case, "release")
        .await
        .expect("released");
    step(&register, &inge, case, "take").await.expect("taken");
    let [chair, second, third] = seated(&register, &inge, case, ["17", "6", "2030"]).await;
    for (member, last) in [(&second, false), (&third, false), (&chair, true)] {
        opine(&register, member, case, last).await.expect("advised");
    }
    ask(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    answer(&register, &teacher, case, "Ik was ziek").await;
    refuse(&register, (&inge, &peter), case).await;
    let (refused, text) = decision(&register, &teacher, case).await;

    // Online and on paper at once: it is one objection.
    let today = register.system.clock.today();
    let paper = || PaperObjection {
        decision: text.document.number.clone(),
        grounds: "Ik ben het er niet mee eens".to_owned(),
        on_day: today.day().to_string(),
        on_month: today.month().to_string(),
        on_year: today.year().to_string(),
        ..PaperObjection::default()
    };
    let clerk = worker(&register, "st-3").await;
    let on_paper = join_all((0..4).map(|_| register.desk.enter_objection(&clerk, paper())));
    let online = ObjectionForm {
        decision: Some(refused),
        grounds: "Ik ben het er niet mee eens".to_owned(),
        ..ObjectionForm::default()
    };
    let (on_paper, online) = tokio::join!(on_paper, register.desk.object(&teacher, &online));
    let made: Vec<CaseId> = on_paper.into_iter().chain([online]).flatten().collect();
    let [objection] = made.as_slice() else {
        panic!("one objection: {made:?}");
    };
    let objection = *objection;
    assert_eq!(register.count("objection").await, 1);

    // Who only had it for a moment, and who advised, worked on it too.
    let advised = worker(&register, "co-2").await;
    for one in [&before, &inge, &peter, &advised] {
        let taken = step(&register, one, objection, "take").await;
        assert!(why(taken).contains("Een andere collega"));
    }
    let seen = file(&register, &before, objection).await.procedure;
    assert!(seen.took_first);

    step(&register, &clerk, objection, "take")
        .await
        .expect("taken");
    let due = file(&register, &clerk, objection).await.due.date;
    ask(&register, &clerk, objection, Wait::Advice, NO_DAY)
        .await
        .expect("asked");
    let same = file(&register, &clerk, objection).await.due.date;
    assert_eq!(same, due, "the committee does not hear: six weeks");
    let few = plan(&register, &clerk, ["18", "6", "2030"]).await;
    assert!(
        why(few.map(|_| ())).contains("te weinig leden"),
        "those who advised before do not do it again"
    );
    member(&register, "co-5", "chair", "", "").await;
    member(&register, "co-6", "teacher", "vo", "").await;
    member(&register, "co-7", "teacher", "vo", "").await;
    plan(&register, &clerk, ["18", "6", "2030"])
        .await
        .expect("planned");
    let subjects = seats(&register, objection).await;
    let subjects: Vec<&str> = subjects.iter().map(|(_, one)| one.as_str()).collect();
    assert_eq!(subjects, ["co-5", "co-6", "co-7"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_further_advice_is_asked_once_in_another_session_and_both_stay() {
    let (register, teacher) = near_the_end("150").await;
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    let members = seated(&register, &inge, case, ["17", "6", "2030"]).await;
    let chair = &members[0];
    advise(&register, &members, case, AdviceKind::Insufficient).await;
    let due = file(&register, &inge, case).await.due;

    // The teacher completes it, and the committee is asked why again: that gives the register no more time.
    add(
        &register,
        &teacher,
        ["1", "3", "2028"],
        "20",
        "vakinhoudelijk",
    )
    .await;
    days_pass(&register, 1);
    ask(&register, &inge, case, Wait::Advice, NO_DAY)
        .await
        .expect("asked");
    assert_eq!(file(&register, &inge, case).await.due, due);
    let (title, body): (String, String) =
        sqlx::query_as("select title, body from message order by created_at desc, id desc limit 1")
            .fetch_one(register.pool())
            .await
            .expect("a message");
    assert!(title.starts_with("We vragen opnieuw advies"), "{title}");
    assert!(body.contains("Wat we vragen: advice"), "{body}");

    // It is for another session; the first is over, also for who sat in it.
    let early = opine(&register, chair, case, true).await;
    assert_eq!(why(early), "Hier is niet om gevraagd");
    let excused = register.desk.excuse(&members[1], case).await;
    assert_eq!(why(excused), "Hier is niet om gevraagd");
    let second = plan(&register, &inge, ["19", "6", "2030"])
        .await
        .expect("planned");
    let subjects = seats(&register, case).await;
    let subjects: Vec<&str> = subjects.iter().map(|(_, one)| one.as_str()).collect();
    assert_eq!(subjects, ["co-1", "co-1", "co-2", "co-2", "co-3", "co-3"]);
    let committee = register.desk.committee(inge.staff(), 1).await;
    let sessions = committee.expect("the committee").sessions;
    let waiting: Vec<i64> = sessions.iter().map(|session| session.waiting).collect();
    assert_eq!(waiting, [1, 0]);
    let first = sessions[1].id;
    let before = register
        .desk
        .session(chair, first)
        .await
        .expect("a session");
    let [before] = before.cases.try_into().expect("one case");
    assert!(!before.open && before.before.is_empty());
    assert_eq!(before.activities.len(), 1, "as it was sent");
    let now = register
        .desk
        .session(chair, second)
        .await
        .expect("a session");
    let [now] = now.cases.try_into().expect("one case");
    assert!(now.open && now.mine.is_none(), "opinions are given anew");
    let [(kind, reasons)] = now.before.as_slice() else {
        panic!("what was advised before: {:?}", now.before)
    };
    assert_eq!(
        (*kind, reasons.as_str()),
        (AdviceKind::Insufficient, "Er ontbreken uren.")
    );
    assert_eq!(now.activities.len(), 2, "as it is now");
    let alone = opine(&register, chair, case, true).await;
    assert!(why(alone).contains("De zitting is op 19 juni 2030"));
    days_pass(&register, 1);
    advise(&register, &members, case, AdviceKind::Negative).await;
    assert_eq!(register.count("committee_advice").await, 2);

    // Not once more; and what is departed from is the last one.
    let again = ask(&register, &inge, case, Wait::Advice, NO_DAY).await;
    assert!(why(again).contains("al twee keer advies"));
    let leaves = rule(
        &register,
        &inge,
        case,
        Verdict::Granted,
        Proposal::default(),
    )
    .await;
    assert_eq!(fields(leaves), ["deviation"]);
    ask(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    answer(&register, &teacher, case, "Ik was ziek").await;
    refuse(&register, (&inge, &peter), case).await;
    let (_, text) = decision(&register, &teacher, case).await;
    let advices: Vec<&str> = text
        .document
        .parts()
        .filter(|(title, _)| title.ends_with("adviseerde"))
        .map(|(_, text)| text)
        .collect();
    let [first, last] = advices.as_slice() else {
        panic!("both: {advices:?}")
    };
    assert!(first.contains("onvoldoende gegevens"), "{first}");
    assert!(last.contains("negatief"), "{last}");
    for done in [
        "update committee_advice set reasons = ''",
        "delete from committee_advice",
    ] {
        assert!(
            sqlx::query(done).execute(register.pool()).await.is_err(),
            "{done}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_no_longer_may_does_not_advise_further() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    let members = seated(&register, &inge, case, ["17", "6", "2030"]).await;
    advise(&register, &members, case, AdviceKind::Negative).await;
    // One left the committee, another came to work for the board of the teacher.
    let keeper = keeper(&register).await;
    let id = member_id(&register, "co-1").await;
    let ended = register.desk.end_member(&keeper, id).await;
    ended.expect("ended");
    tie(&register, &keeper, "co-2", "41234").await;
    member(&register, "co-4", "chair", "", "").await;
    member(&register, "co-5", "teacher", "vo", "").await;
    member(&register, "co-6", "teacher", "vo", "").await;
    days_pass(&register, 2);
    ask(&register, &inge, case, Wait::Advice, NO_DAY)
        .await
        .expect("asked");
    plan(&register, &inge, ["19", "6", "2030"])
        .await
        .expect("planned");
    let again: Vec<String> = sqlx::query_scalar(
        "select m.subject
         from committee_seat s
         join committee_member m on m.id = s.member_id
         join case_wait w on w.id = s.wait_id
         where s.case_id = $1 and w.answered_at is null
         order by m.subject",
    )
    .bind(case.0)
    .fetch_all(register.pool())
    .await
    .expect("seats");
    assert_eq!(again[0], "co-3", "who still may goes on: {again:?}");
    assert_eq!(again[1], "co-4");
    assert!(["co-5", "co-6"].contains(&again[2].as_str()));
    assert_eq!(again.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_offer_a_further_advice_and_show_both_without_scripts() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    let actor = staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let address = format!("/behandeling/zaken/{case}");
    let page = visitor.page(&address).await;
    assert!(page.contains("Advies van de commissie") && !page.contains("Nader advies"));
    let members = seated(&register, &inge, case, ["17", "6", "2030"]).await;
    advise(&register, &members, case, AdviceKind::Insufficient).await;
    let page = visitor.page(&address).await;
    assert!(page.contains("Nader advies van de commissie"));
    assert!(page.contains("Onze termijn wordt er niet langer van"));
    let (id, seen) = (
        case.to_string(),
        file(&register, &inge, case).await.line.seen.to_string(),
    );
    let form = |question: &'static str| {
        [
            ("id", id.as_str()),
            ("seen", seen.as_str()),
            ("what", "advice"),
            ("question", question),
        ]
    };
    let action = "/api/behandeling/zaak/vraag";
    let back = visitor.post(&address, action, &form("")).await;
    let html = visitor.page(&back).await;
    assert!(html.contains("Schrijf wat je vraagt"), "it is said why");
    let asked = visitor
        .post(&address, action, &form("Er kwam een cursus bij."))
        .await;
    assert_eq!(asked, address);
    plan(&register, &inge, ["17", "6", "2030"])
        .await
        .expect("planned");
    advise(&register, &members, case, AdviceKind::Positive).await;
    let page = visitor.page(&address).await;
    for words in [
        "Onvoldoende gegevens",
        "Positief",
        "id=\"advies\"",
        "id=\"nader-advies\"",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("value=\"advice\""), "not a third time");
    let own = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let page = own.page(&format!("/mijn/zaken/{case}")).await;
    assert!(page.contains("Er kwam een cursus bij."));
    let member = staff(&register, "co-1", "commissielid").await;
    let member = Visitor::with(&register, member).await;
    let session: Uuid = sqlx::query_scalar(
        "select id from committee_session order by planned_at desc, id desc limit 1",
    )
    .fetch_one(register.pool())
    .await
    .expect("a session");
    let page = member
        .page(&format!("/behandeling/commissie/{session}"))
        .await;
    assert!(page.contains("Eerder advies") && page.contains("Onvoldoende gegevens."));
    assert!(page.contains("Hoe komen we aan deze datum?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_place_of_who_leaves_or_comes_too_near_another_is_drawn() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
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
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
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
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
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
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
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
    assert_eq!((first.pages, first.sessions.len()), (2, 25));
    assert_eq!(second.sessions.len(), 16);
    assert_eq!(first.sessions[0].on.to_string(), "2030-06-20");
    assert!(first.sessions[24].on > second.sessions[0].on);
    let actor = staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let html = visitor.page("/behandeling/commissie?pagina=2").await;
    assert!(html.contains("2 januari 2030") && !html.contains("20 juni 2030"));
}
