//! From draft to rule: consultation, vote, adoption.

mod pages;
mod votes;

use super::{MILA, SOMEBODY_ELSE, adopter, days_pass, drafter, secretariat};
use crate::support::{Register, Visitor, elect};
use app::{
    actor::{Actor, Delegate, FromActor, Teacher},
    profession::{StepForm, VersionFile, desk::ProfessionDesk},
    teacher::desk::TeacherDesk,
};
use server::session::store;
use shared::{
    Problem,
    criteria::{Ballot, CriteriaSet, Rule, RuleKind, Stage},
};
use uuid::Uuid;

fn step(name: &str, day: &str) -> StepForm {
    let mut parts = day.split('-').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    StepForm {
        step: name.to_owned(),
        day_day: part(),
        day_month: part(),
        day_year: part(),
        ..StepForm::default()
    }
}

async fn take(register: &Register, name: &str, day: &str) -> Result<(), Problem> {
    let form = step(name, day);
    register.desk.step(&drafter(), "2028-1", &form).await
}

async fn file(register: &Register, actor: Option<Actor>) -> VersionFile {
    let visit = app::desk::Visit {
        actor,
        display_name: String::new(),
    };
    let file = register.desk.version(&visit, "2028-1", 1).await;
    file.expect("the version")
}

async fn delegate(register: &Register, bsn: &str) -> Delegate {
    let person = register.person(bsn).await;
    elect(register, person).await;
    Delegate::from_actor(store::vouch_for_delegate(person)).expect("a delegate")
}

/// A draft, with Mila in the register.
async fn begun() -> (Register, Teacher) {
    let (register, teacher) = Register::with_mila().await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in overview.appointments.iter().filter(|a| a.waits()) {
        let (id, version) = (appointment.id, appointment.version);
        let confirmed = register.desk.confirm(&teacher, id, version).await;
        confirmed.expect("confirmed");
    }
    register
        .desk
        .begin(&drafter(), "2028-1")
        .await
        .expect("begun");
    (register, teacher)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_becomes_a_rule_step_by_step_and_then_never_changes() {
    let (register, mila) = begun().await;
    consult(&register, &mila).await;
    vote(&register).await;
    adopt(&register).await;
    let acts: i64 = sqlx::query_scalar(
        "select count(*) from audit_event
         where event_type in ('criteria_moved', 'criteria_reaction', 'criteria_ballot')",
    )
    .fetch_one(register.pool())
    .await
    .expect("a count");
    assert_eq!(acts, 4 + 5 + 3);
}

/// Everyone who is in the register can react, once for each reaction, and not for too short a time.
async fn consult(register: &Register, mila: &Teacher) {
    let too_soon = take(register, "raadpleging", "1-12-2026").await;
    assert!(too_soon.expect_err("too short").at("day").is_some());
    take(register, "raadpleging", "21-12-2026")
        .await
        .expect("consultation");
    let not_a_draft = register.desk.draft(&drafter(), "2028-1").await;
    assert_eq!(not_a_draft.expect_err("no draft").status, 409);

    let number = Uuid::now_v7();
    for _ in 0..2 {
        let said = register
            .desk
            .react(mila, "2028-1", number, " Goed plan. ")
            .await;
        said.expect("a reaction, once");
    }
    let empty = register
        .desk
        .react(mila, "2028-1", Uuid::now_v7(), " ")
        .await;
    assert!(empty.expect_err("no words").at("text").is_some());
    let outsider = register.teacher(SOMEBODY_ELSE).await;
    let refused = register
        .desk
        .react(&outsider, "2028-1", Uuid::now_v7(), "Ik ook")
        .await;
    assert_eq!(refused.expect_err("not in the register").status, 409);
    let seen = file(register, None).await;
    assert_eq!(seen.reactions.total, 1);
    assert_eq!(seen.reactions.rows[0].text, "Goed plan.");
    for nr in 2..=6 {
        let said = register
            .desk
            .react(mila, "2028-1", Uuid::now_v7(), "En nog iets.")
            .await;
        assert_eq!(said.is_ok(), nr <= 5, "{nr}");
    }
}

/// Each elected member has one vote, that can change until the last day.
async fn vote(register: &Register) {
    let still_open = take(register, "stemming", "1-2-2027").await;
    assert_eq!(still_open.expect_err("still open").status, 409);
    days_pass(register, 29);
    take(register, "stemming", "1-1-2027")
        .await
        .expect("a vote");
    let (one, two) = (
        delegate(register, MILA).await,
        delegate(register, SOMEBODY_ELSE).await,
    );
    register
        .desk
        .vote(&one, "2028-1", Ballot::Against)
        .await
        .expect("voted");
    register
        .desk
        .vote(&one, "2028-1", Ballot::InFavour)
        .await
        .expect("changed");
    register
        .desk
        .vote(&two, "2028-1", Ballot::Blank)
        .await
        .expect("voted");
    let own = file(
        register,
        Some(store::vouch_for_delegate(register.person(MILA).await)),
    )
    .await;
    assert_eq!(own.vote.and_then(|vote| vote.own), Some(Ballot::InFavour));
    let too_early = take(register, "uitslag", "").await;
    assert_eq!(too_early.expect_err("still open").status, 409);
    days_pass(register, 12);
    let too_late = register.desk.vote(&two, "2028-1", Ballot::InFavour).await;
    assert_eq!(too_late.expect_err("the vote is over").status, 409);
    take(register, "uitslag", "").await.expect("counted");
    let counted = file(register, None).await;
    assert_eq!(counted.stage, Stage::Accepted);
    let (tally, accepted) = counted
        .vote
        .and_then(|vote| vote.outcome)
        .expect("an outcome");
    assert_eq!((tally.members, tally.in_favour, tally.blank), (2, 1, 1));
    assert!(accepted);
}

/// Adopted with a decision, and then as it is for good.
async fn adopt(register: &Register) {
    let form = step("vaststellen", "1-8-2028");
    let refused = register.desk.adopt(&adopter(), "2028-1", &form).await;
    assert!(refused.expect_err("no decision").at("decision").is_some());
    let form = StepForm {
        decision: "Stcrt. 2027, 1234".to_owned(),
        ..form
    };
    // On the day of another for the same sectors nobody could say which one holds.
    sqlx::query(
        "insert into criteria_version (id, series, version, name, stage, sectors, starts_on, rules,
                                       decision, hash, saved_by, saved_at)
         select gen_random_uuid(), series, '2028-0', name, stage, sectors, '2028-08-01', rules,
                'Stcrt.', 'hash', saved_by, saved_at
         from criteria_version
         where stage = 'vastgesteld'
         limit 1",
    )
    .execute(register.pool())
    .await
    .expect("another");
    let refused = register.desk.adopt(&adopter(), "2028-1", &form).await;
    assert!(refused.expect_err("the same day").at("day").is_some());
    let form = StepForm {
        day_day: "2".to_owned(),
        ..form
    };
    register
        .desk
        .adopt(&adopter(), "2028-1", &form)
        .await
        .expect("adopted");
    let adopted = file(register, None).await;
    assert_eq!(adopted.stage, Stage::Adopted);
    assert_eq!(adopted.set.decision.as_deref(), Some("Stcrt. 2027, 1234"));
    let hash: Option<String> =
        sqlx::query_scalar("select hash from criteria_version where version = '2028-1'")
            .fetch_one(register.pool())
            .await
            .expect("a row");
    assert_eq!(hash, Some(adopted.set.hash().to_string()));
    for name in ["terug", "intrekken", "uitslag"] {
        let refused = take(register, name, "").await;
        assert_eq!(refused.expect_err(name).status, 409);
    }
    let stages: Vec<Stage> = adopted.steps.iter().map(|step| step.stage).collect();
    let way = [
        Stage::Consultation,
        Stage::Voting,
        Stage::Accepted,
        Stage::Adopted,
    ];
    assert_eq!(stages, way);
}

/// Nobody delivers how much somebody taught (R12) or approves a talk (R30b): no teacher could fulfil it.
#[tokio::test(flavor = "multi_thread")]
async fn what_asks_data_that_nobody_can_give_is_not_adopted() {
    let register = Register::new().await;
    sqlx::query("update criteria_version set stage = 'aangenomen' where version = '2022-1'")
        .execute(register.pool())
        .await
        .expect("accepted");
    let form = StepForm {
        decision: "Stcrt. 2027, 1234".to_owned(),
        seen: "ja".to_owned(),
        ..step("vaststellen", "1-8-2028")
    };
    let refused = register.desk.adopt(&adopter(), "2022-1", &form).await;
    let refused = refused.expect_err("nobody could fulfil it");
    assert_eq!(refused.status, 409);
    let detail = refused.detail.expect("which rules");
    for told in ["per bevoegdheid (regel R12)", "collega’s (regel R30b)"] {
        assert!(detail.contains(told), "{detail}");
    }
    let visitor = secretariat(&register).await;
    let page = visitor.page("/criteria/2022-1").await;
    for told in [
        "Scholen moeten dit gaan leveren. Dat doen ze nu niet",
        "daarom kan deze versie nog niet worden vastgesteld",
    ] {
        assert!(page.contains(told), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn new_data_that_teachers_must_give_is_seen_before_adoption() {
    let register = Register::new().await;
    let mut rules = CriteriaSet::example().rules.clone();
    rules.push(Rule {
        code: "R20".to_owned(),
        kind: RuleKind::Evidence { above_hours: 40 },
        ..rules[0].clone()
    });
    sqlx::query(
        "update criteria_version set stage = 'aangenomen', rules = $1 where version = '2022-1'",
    )
    .bind(serde_json::to_value(rules).expect("rules"))
    .execute(register.pool())
    .await
    .expect("accepted");
    let form = StepForm {
        decision: "Stcrt. 2027, 1234".to_owned(),
        ..step("vaststellen", "1-8-2028")
    };
    let refused = register.desk.adopt(&adopter(), "2022-1", &form).await;
    assert!(refused.expect_err("not seen").at("seen").is_some());
    let visitor = Visitor::with(&register, super::staff("vaststeller")).await;
    let page = visitor.page("/criteria/2022-1").await;
    assert!(page.contains("een bewijs (regel R20). Leraren moeten dit invullen."));
    let form = StepForm {
        seen: "ja".to_owned(),
        ..form
    };
    register
        .desk
        .adopt(&adopter(), "2022-1", &form)
        .await
        .expect("adopted");
}
