//! Of some applications people look at everything, also when one sends it again.

use super::{
    days_pass,
    lives::near_the_end,
    people::{apply, file, sample, worker},
};
use app::{staff::procedure::About, teacher::procedure::desk::ProcedureDesk};
use shared::{
    case::State,
    criteria::{CriteriaSet, Rule, RuleKind},
};

#[tokio::test(flavor = "multi_thread")]
async fn who_was_drawn_draws_no_second_time_by_applying_again() {
    let (register, teacher) = near_the_end("170").await;
    let inge = worker(&register, "st-1").await;
    sample(&register, true).await;
    let first = apply(&register, &teacher).await;
    let taken_back = register.desk.withdraw(&teacher, first).await;
    taken_back.expect("withdrawn");

    days_pass(&register, 1);
    sample(&register, false).await;
    let second = apply(&register, &teacher).await;
    let found = file(&register, &inge, second).await;
    assert_eq!(found.line.state, State::Open, "a person looks at it");
    let Some(About::Application {
        draw: Some(draw), ..
    }) = found.procedure.about
    else {
        panic!("an application");
    };
    assert!(!draw.drawn && draw.before, "{draw:?}");
    let at_once = "update case_file
                   set state = 'decided', verdict = 'granted', closed_at = now()
                   where id = $1";
    let refused = sqlx::query(at_once)
        .bind(second.0)
        .execute(register.pool())
        .await;
    let refused = refused.expect_err("the database sees to it").to_string();
    assert!(refused.contains("a person must decide"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_was_drawn_the_rules_ask_evidence_of_each_activity() {
    let (register, teacher) = near_the_end("170").await;
    let mut rules = CriteriaSet::example().rules.clone();
    rules.push(Rule {
        code: "R20".to_owned(),
        kind: RuleKind::Evidence { above_hours: 1_000 },
        ..rules[0].clone()
    });
    // Adopted rules never change but here.
    sqlx::query("alter table criteria_version disable trigger user")
        .execute(register.pool())
        .await
        .expect("open to change");
    sqlx::query("update criteria_version set rules = $1 where version = '2018-1'")
        .bind(serde_json::to_value(rules).expect("rules"))
        .execute(register.pool())
        .await
        .expect("asked");
    let inge = worker(&register, "st-1").await;
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    let found = file(&register, &inge, case).await;
    let Some(About::Application { now: Some(now), .. }) = found.procedure.about else {
        panic!("what the rules give now");
    };
    assert!(
        now.contains("In de steekproef hoort bij elke activiteit een bewijs. Zo zijn 4 van de 5"),
        "{now}"
    );
}
