//! The versions as they are kept.

use crate::support::Register;
use server::criteria;
use shared::criteria::{CriteriaSet, Stage};

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_with_the_program_is_there_once_and_as_the_file_says() {
    let register = Register::new().await;
    let now = register.now();
    criteria::load_built_in(register.pool(), now)
        .await
        .expect("loaded again");
    let mut conn = register.pool().acquire().await.expect("connection");
    let kept = criteria::sets(&mut conn).await.expect("sets");
    assert_eq!(kept.len(), CriteriaSet::all().len());
    for set in CriteriaSet::all() {
        assert!(kept.contains(set), "{}", set.version);
    }
    let hash: Option<String> =
        sqlx::query_scalar("select hash from criteria_version where version = '2018-1'")
            .fetch_one(&mut *conn)
            .await
            .expect("a row");
    assert_eq!(hash, Some(CriteriaSet::example().hash().to_string()));
    let today = register.system.clock.today();
    let in_force = criteria::in_force(&mut conn, today, &[])
        .await
        .expect("in force");
    assert_eq!(in_force.version, "2018-1");
    let thirty = criteria::find(&mut conn, "2022-1").await.expect("found");
    assert_eq!(thirty.expect("it is there").stage, Stage::Drafting);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_adopted_or_withdrawn_never_changes_whoever_asks() {
    let register = Register::new().await;
    sqlx::query("update criteria_version set stage = 'ingetrokken' where version = '2022-1'")
        .execute(register.pool())
        .await
        .expect("a draft can be withdrawn");
    for version in ["2018-1", "2022-1"] {
        for change in [
            "update criteria_version set rules = '[]' where version = $1",
            "update criteria_version set stage = 'concept', decision = null where version = $1",
            "update criteria_version set starts_on = '2030-08-01' where version = $1",
            "delete from criteria_version where version = $1",
        ] {
            let refused = sqlx::query(change)
                .bind(version)
                .execute(register.pool())
                .await
                .expect_err(change);
            assert!(refused.to_string().contains("never change"), "{refused}");
        }
    }
}
