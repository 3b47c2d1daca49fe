//! Who votes, and when a vote counts.

use super::{begun, delegate, file, take};
use crate::criteria::{MILA, SOMEBODY_ELSE, days_pass, secretariat};
use crate::support::{Register, Visitor};
use app::{
    actor::{Delegate, FromActor},
    profession::desk::ProfessionDesk,
};
use jiff::SignedDuration;
use server::session::store;
use shared::criteria::{Ballot, Stage};

/// The consultation was held, and the vote begins.
async fn come_to_the_vote(register: &Register) {
    take(register, "raadpleging", "21-12-2026")
        .await
        .expect("consultation");
    days_pass(register, 29);
    take(register, "stemming", "1-1-2027")
        .await
        .expect("a vote");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_without_enough_votes_leads_back_to_the_draft() {
    let (register, _) = begun().await;
    let one = delegate(&register, MILA).await;
    for bsn in [SOMEBODY_ELSE, "999990032"] {
        delegate(&register, bsn).await;
    }
    come_to_the_vote(&register).await;
    register
        .desk
        .vote(&one, "2028-1", Ballot::InFavour)
        .await
        .expect("voted");
    days_pass(&register, 12);
    take(&register, "uitslag", "").await.expect("counted");
    let counted = file(&register, None).await;
    assert_eq!(counted.stage, Stage::Drafting);
    assert_eq!(
        counted
            .vote
            .and_then(|vote| vote.outcome)
            .map(|(_, accepted)| accepted),
        Some(false)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_elected_again_votes_once_and_who_left_does_not_count() {
    let (register, _) = begun().await;
    let (again, left) = (
        register.person(MILA).await,
        register.person(SOMEBODY_ELSE).await,
    );
    // The mandates of the one adjoin, that of the other ends before the last day.
    for (person, from, until) in [
        (again, "2026-08-01", "2026-12-25"),
        (again, "2026-12-25", "2030-08-01"),
        (left, "2026-08-01", "2026-12-25"),
    ] {
        sqlx::query(
            "insert into delegate (id, person_id, valid, basis, granted_by, granted_at)
             values (gen_random_uuid(), $1, daterange($2::date, $3::date), 'Verkiezing', 'bureau', now())",
        )
        .bind(person.0)
        .bind(from)
        .bind(until)
        .execute(register.pool())
        .await
        .expect("a mandate");
    }
    come_to_the_vote(&register).await;
    let delegate = |person| Delegate::from_actor(store::vouch_for_delegate(person));
    for person in [again, left] {
        let delegate = delegate(person).expect("a delegate");
        register
            .desk
            .vote(&delegate, "2028-1", Ballot::Against)
            .await
            .expect("voted");
    }
    days_pass(&register, 5);
    let one = delegate(again).expect("a delegate");
    register
        .desk
        .vote(&one, "2028-1", Ballot::InFavour)
        .await
        .expect("voted");
    let own = file(&register, Some(store::vouch_for_delegate(again))).await;
    assert_eq!(own.vote.and_then(|vote| vote.own), Some(Ballot::InFavour));
    days_pass(&register, 7);
    take(&register, "uitslag", "").await.expect("counted");
    let outcome = file(&register, None)
        .await
        .vote
        .and_then(|vote| vote.outcome);
    let (tally, accepted) = outcome.expect("counted");
    assert_eq!(
        (tally.members, tally.in_favour, tally.against, tally.blank),
        (1, 1, 0, 0)
    );
    assert!(accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secretariat_notes_who_was_elected_and_nobody_twice_in_a_period() {
    let (register, _) = begun().await;
    let person = register.person(MILA).await;
    let number: String = sqlx::query_scalar("select teacher_number from person where id = $1")
        .bind(person.0)
        .fetch_one(register.pool())
        .await
        .expect("a number");
    let office = secretariat(&register).await;
    let action = "/api/behandeling/criteria/afgevaardigde";
    let period = [
        ("basis", "Verkiezing 2026"),
        ("from_day", "1"),
        ("from_month", "8"),
        ("from_year", "2026"),
        ("until_day", "31"),
        ("until_month", "7"),
        ("until_year", "2030"),
    ];
    let form = |number| [&[("number", number)], &period[..]].concat();
    let goal = office.post("/criteria", action, &form("12345678")).await;
    let path = goal.strip_prefix("http://127.0.0.1:3000").unwrap_or(&goal);
    let html = office.page(path).await;
    assert!(html.contains("Vul het registratienummer in van een leraar die we kennen"));
    office.post("/criteria", action, &form(&number)).await;
    let html = office.page("/criteria").await;
    assert!(html.contains(&number) && html.contains("Verkiezing 2026"));
    // Later than a second click.
    register.system.clock.advance(SignedDuration::from_mins(1));
    let goal = office.post("/criteria", action, &form(&number)).await;
    assert!(goal.contains("formulier="), "{goal}");
    let everyone = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    assert!(!everyone.page("/criteria").await.contains("Verkiezing 2026"));
}
