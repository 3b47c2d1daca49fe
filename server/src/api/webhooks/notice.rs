//! Telling programs that there is feedback, again with longer pauses when it does not come through.

use super::{
    PURPOSE,
    post::{header_value, post},
};
use crate::{
    System,
    audit::{self, Act, By},
    config::Environment,
    fault::Fault,
};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde_json::json;

/// After how many failures in a row we give up: the pauses together last about two days.
const MOST_FAILURES: i32 = 15;

/// The longest pause between two tries.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// A notice that is due.
struct Due {
    client: String,
    url: String,
    secret_sealed: Vec<u8>,
    failures: i32,
    told_in: String,
    told_sequence: i64,
}

/// Tells every program with a webhook for which there is feedback since the last notice.
///
/// # Errors
/// When the database does not answer; what a receiver does wrong is no error of ours.
pub async fn tell_all(system: &System) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let due = sqlx::query_as!(
        Due,
        r#"select w.client_id as client, w.url, w.secret_sealed, w.failures,
                  newest.written_in::text as "told_in!", newest.sequence as "told_sequence!"
           from webhook w
           join supplier_client c on c.client_id = w.client_id
           cross join lateral (
               (select r.written_in, r.sequence
                from delivery_record r
                join delivery d on d.id = r.delivery_id
                join mandate m on m.board_number = d.board_number
                where m.supplier_id = c.supplier_id
                  and m.valid @> $2::date
                  and (r.written_in, r.sequence) > (w.told_in, w.told_sequence)
                  and r.written_in < pg_snapshot_xmin(pg_current_snapshot())
                order by r.written_in desc, r.sequence desc
                limit 1)
               union all
               (select s.written_in, s.sequence
                from signal s
                join mandate m on m.board_number = s.board_number
                where m.supplier_id = c.supplier_id
                  and m.valid @> $2::date
                  and (s.written_in, s.sequence) > (w.told_in, w.told_sequence)
                  and s.written_in < pg_snapshot_xmin(pg_current_snapshot())
                order by s.written_in desc, s.sequence desc
                limit 1)
               order by written_in desc, sequence desc
               limit 1
           ) as newest
           where w.stopped_at is null and w.next_try <= $1
           order by w.next_try
           limit 100"#,
        now.to_sqlx(),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    for notice in due {
        let outcome = send(system, &notice, now).await?;
        settle(system, &notice, outcome.err(), now).await?;
    }
    Ok(())
}

/// Sends a notice; the inner error is why it did not come through.
async fn send(system: &System, notice: &Due, now: Timestamp) -> Result<Result<(), String>, Fault> {
    let local = system.config.environment == Environment::Local;
    let secret = system.vault.open(PURPOSE, &notice.secret_sealed)?;
    let cursor = format!("{}.{}", notice.told_in, notice.told_sequence);
    let body = json!({ "soort": "terugkoppeling", "tot": cursor }).to_string();
    let signature = header_value(&secret, now, &body);
    Ok(match post(&notice.url, local, signature, body).await {
        Ok(status) if status.is_success() => Ok(()),
        Ok(status) => Err(format!("Het antwoord was {}", status.as_u16())),
        Err(why) => Err(why.to_owned()),
    })
}

/// Keeps what came of a notice.
async fn settle(
    system: &System,
    notice: &Due,
    failure: Option<String>,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(why) = failure else {
        sqlx::query!(
            "update webhook
             set told_in = $2::text::xid8, told_sequence = $3, told_at = $4,
                 failures = 0, next_try = $4, last_failure = null
             where client_id = $1 and url = $5",
            notice.client,
            notice.told_in,
            notice.told_sequence,
            now.to_sqlx(),
            notice.url,
        )
        .execute(&system.pool)
        .await?;
        return Ok(());
    };
    let failures = notice.failures + 1;
    let gives_up = failures >= MOST_FAILURES;
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "update webhook
         set failures = $2, next_try = $3, last_failure = $4,
             stopped_at = case when $5 then $6::timestamptz end
         where client_id = $1 and url = $7",
        notice.client,
        failures,
        (now + pause(failures)).to_sqlx(),
        why,
        gives_up,
        now.to_sqlx(),
        notice.url,
    )
    .execute(&mut *tx)
    .await?;
    if gives_up {
        let act = Act::WebhookStopped {
            client: notice.client.clone(),
        };
        audit::record(&mut tx, now, By::Job("webhook"), None, None, &act).await?;
        tracing::warn!(client = notice.client, "a webhook is given up");
    }
    tx.commit().await?;
    Ok(())
}

/// How long to wait after so many failures: twice as long each time.
fn pause(failures: i32) -> SignedDuration {
    let minutes = 1_i64 << failures.clamp(0, 20);
    SignedDuration::from_mins(minutes).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_longer_up_to_six_hours() {
        assert_eq!(pause(1), SignedDuration::from_mins(2));
        assert_eq!(pause(2), SignedDuration::from_mins(4));
        assert_eq!(pause(MOST_FAILURES), LONGEST_PAUSE);
    }
}
