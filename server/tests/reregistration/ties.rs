//! Who of the committee is too near a teacher: what the register knows of that is not typed.

use super::{
    MILA, SOMEBODY_ELSE, days_pass,
    people::{ask, keeper, member, step, worker},
};
use crate::support::{Register, deliver_file};
use app::staff::committee::{NewMember, NewSession, desk::CommitteeDesk};
use shared::case::Wait;

async fn number(register: &Register, bsn: &str) -> String {
    let person = register.person(bsn).await;
    sqlx::query_scalar("select teacher_number from person where id = $1")
        .bind(person.0)
        .fetch_one(register.pool())
        .await
        .expect("a number")
}

/// A teacher of the committee who stands in the register under this number.
async fn teaches(register: &Register, subject: &str, number: &str) -> Result<(), shared::Problem> {
    super::people::staff(register, subject, "commissielid").await;
    let new = NewMember {
        subject: subject.to_owned(),
        part: "teacher".to_owned(),
        sector: "vo".to_owned(),
        number: number.to_owned(),
        ..NewMember::default()
    };
    let keeper = keeper(register).await;
    register.desk.add_member(&keeper, new).await
}

/// The members with a seat in the only case.
async fn seated(register: &Register) -> Vec<String> {
    sqlx::query_scalar(
        "select m.subject
         from committee_seat s join committee_member m on m.id = s.member_id
         order by m.subject",
    )
    .fetch_all(register.pool())
    .await
    .expect("seats")
}

fn on(day: &str, month: &str, year: &str) -> NewSession {
    NewSession {
        place: "Online".to_owned(),
        on_day: day.to_owned(),
        on_month: month.to_owned(),
        on_year: year.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_and_the_teacher_are_not_drawn_though_nobody_typed_a_tie() {
    let (register, teacher) = super::confirmed().await;
    // A colleague at the same board, until the summer of 2030.
    let colleague: &[(&str, &str)] = &[
        ("burgerservicenummer", SOMEBODY_ELSE),
        ("benoemingvolgnummer", "2014-000122"),
        ("voornamen", "Noor"),
        ("achternaam", "Rietland"),
        ("einddatum", "2030-07-31"),
    ];
    deliver_file(&register, &[colleague]).await;
    days_pass(&register, 1302);
    let inge = worker(&register, "st-1").await;
    let case = super::people::apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    ask(&register, &inge, case, Wait::Advice, ["", "", ""])
        .await
        .expect("asked");

    let unknown = teaches(&register, "co-9", "00000000").await;
    assert!(unknown.expect_err("unknown").at("number").is_some());
    member(&register, "co-1", "chair", "", "").await;
    member(&register, "co-4", "teacher", "vo", "").await;
    let near = number(&register, SOMEBODY_ELSE).await;
    teaches(&register, "co-2", &near).await.expect("added");
    let own = number(&register, MILA).await;
    teaches(&register, "co-3", &own).await.expect("added");
    let committee = register
        .desk
        .committee(&keeper(&register).await.staff().clone(), 1)
        .await
        .expect("the committee");
    let ties: Vec<_> = committee
        .members
        .iter()
        .map(|member| member.boards.join(", "))
        .collect();
    assert_eq!(ties, ["", "41234", "41234", ""]);

    let few = register.desk.plan(&inge, on("8", "7", "2030")).await;
    assert_eq!(few.expect_err("one is not enough").status, 409);
    // Who left the board is no colleague any more.
    register
        .desk
        .plan(&inge, on("5", "8", "2030"))
        .await
        .expect("planned");
    assert_eq!(seated(&register).await, ["co-1", "co-2", "co-4"]);
}
