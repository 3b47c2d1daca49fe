//! What was asked and did not come in time: each night the case goes on without it, when a letter or mail
//! told the teacher of it (article 2:22 Awb). That decides nothing;
//! whoever handles the case does. Whether there was a hearing, only a person can say.

use super::{steps::finish, waits_open};
use crate::{
    System,
    desks::staff::cases::steps::{self, Who},
    fault::Fault,
};
use jiff_sqlx::ToSqlx;
use shared::{
    case::{Action, Wait},
    identifier::CaseId,
};

/// Goes on with every case of which the time for an answer is over. One that cannot does not keep up
/// the others.
///
/// # Errors
/// When the database does not answer.
pub async fn lapse(system: &System) -> Result<(), Fault> {
    let over = sqlx::query_scalar!(
        "select case_id
         from case_wait
         where answered_at is null and lapsed_at is null and last_on < $1
           and (what = 'advice' or (what <> 'hearing' and told_on is not null))
         order by last_on, case_id",
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    for id in over {
        if let Err(fault) = go_on(system, CaseId(id)).await {
            tracing::error!(%fault, case = %id, "a case did not go on without an answer");
        }
    }
    Ok(())
}

async fn go_on(system: &System, id: CaseId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let case = steps::locked(&mut tx, id).await?;
    // It may have come just now, and an outage gives more time.
    let over = waits_open(&mut tx, id)
        .await?
        .filter(|asked| asked.what != Wait::Hearing && !asked.is_untold())
        .filter(|asked| asked.last.date < system.clock.today());
    if let Some(asked) = over {
        let action = Action::Lapse { what: asked.what };
        finish(
            &mut tx,
            system,
            &case,
            (action, Who::Job("lapse")),
            None,
            None,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}
