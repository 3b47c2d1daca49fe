//! On which days somebody asked more of the public register than a person would.

use crate::{System, fault::Fault};
use app::staff::HarvestDay;
use jiff::ToSpan;
use jiff_sqlx::ToSqlx;

/// How many days back.
const DAYS: i64 = 30;

/// The days on which it happened, the newest first.
pub async fn days(system: &System) -> Result<Vec<HarvestDay>, Fault> {
    let since = system.clock.today().saturating_sub(DAYS.days());
    let rows = sqlx::query!(
        r#"select (at at time zone 'Europe/Amsterdam')::date as "day!",
                  count(*) filter (where details ->> 'asked' = 'leraar') as "teachers!",
                  count(*) filter (where details ->> 'asked' = 'zoeken') as "searches!"
           from audit_event
           where event_type = 'harvest_noticed' and at >= $1::date
           group by 1
           order by 1 desc"#,
        since.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| HarvestDay {
            day: row.day.to_jiff(),
            teachers: row.teachers,
            searches: row.searches,
        })
        .collect())
}
