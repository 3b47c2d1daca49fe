//! The advice is of the committee as a whole, and who advises or handled it before keeps off.

mod further;
mod seats;

use super::{
    days_pass,
    lives::{NO_DAY, decision, near_the_end},
    people::{
        answer, apply, ask, drawn, file, member, opine, plan, refuse, sample, seated, step, why,
        worker,
    },
};
use crate::support::Register;
use app::{
    actor::Keeper,
    staff::{
        cases::{NewStep, desk::CaseDesk},
        committee::{NewTie, desk::CommitteeDesk},
        procedure::{PaperObjection, desk::HandlingDesk},
    },
    teacher::procedure::{ObjectionForm, desk::ProcedureDesk},
};
use futures::future::join_all;
use shared::{case::Wait, identifier::CaseId};
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
    let case = drawn(&register, &teacher, &inge).await;
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
