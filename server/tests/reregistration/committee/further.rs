//! Advice that is asked once more.

use super::super::{
    add, days_pass,
    lives::{NO_DAY, decision, near_the_end},
    people::{
        advise, answer, ask, drawn, fields, file, keeper, member, opine, plan, refuse, rule,
        seated, staff, why, worker,
    },
};
use super::{member_id, seats, tie};
use crate::support::Visitor;
use app::staff::committee::desk::CommitteeDesk;
use server::session::store;
use shared::case::{AdviceKind, Verdict, Wait};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn a_further_advice_is_asked_once_in_another_session_and_both_stay() {
    let (register, teacher) = near_the_end("150").await;
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    let case = drawn(&register, &teacher, &inge).await;
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
    let sessions = committee.expect("the committee").sessions.rows;
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
    let leaves = rule(&register, &inge, case, Verdict::Granted).await;
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
    let case = drawn(&register, &teacher, &inge).await;
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
    let case = drawn(&register, &teacher, &inge).await;
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
