//! The messages that a program sent one at a time, as a school reads them: by day.

use super::{deliveries::SummaryRow, records};
use crate::{System, fault::Fault};
use app::actor::SchoolContact;
use app::school::delivery::{DayOfMessages, DeliverySummary, Messages, SHOWN};
use jiff_sqlx::ToSqlx;
use shared::Problem;
use sqlx::PgPool;
use uuid::Uuid;

/// The deliveries that the messages of a program on a day are, one for each message; none when there are
/// none. Who is limited to some schools has those of these schools only, so that no total tells of others.
pub async fn deliveries(
    pool: &PgPool,
    contact: &SchoolContact,
    messages: &Messages,
) -> Result<Vec<Uuid>, Fault> {
    let ids = sqlx::query_scalar!(
        "select id
         from delivery d
         where board_number = $1
           and message_day = $2
           and delivered_by = $3
           and ($4::text[] is null
                or exists (
                    select
                    from delivery_record r
                    where r.delivery_id = d.id and r.sent ->> 'instellingscode' = any($4)
                ))",
        contact.board().as_str(),
        messages.day.to_sqlx() as jiff_sqlx::Date,
        messages.program,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    Ok(ids)
}

/// The messages of a program on a day, with the refused ones and those with something to look at.
///
/// # Errors
/// 404 when the board has no such messages; 500 when the database does not answer.
pub async fn day(
    system: &System,
    contact: &SchoolContact,
    messages: Messages,
) -> Result<DayOfMessages, Fault> {
    let pool = &system.pool;
    let ids = deliveries(pool, contact, &messages).await?;
    let summary = sum_of(pool, &ids, &messages).await?;
    let (notices, notice_count) = records::noticed(system, contact, &ids, SHOWN).await?;
    Ok(DayOfMessages {
        errors: records::refused(system, contact, &ids, SHOWN).await?,
        notices,
        notice_count,
        summary,
        messages,
    })
}

/// These deliveries in one line.
async fn sum_of(
    pool: &PgPool,
    ids: &[Uuid],
    messages: &Messages,
) -> Result<DeliverySummary, Fault> {
    let row = sqlx::query!(
        r#"select any_value(id) as "id?", max(received_at) as "received_at?",
                  bool_and(processed_at is not null) as "processed?",
                  count(*) as "row_count!", coalesce(sum(new_count), 0) as "new_count!",
                  coalesce(sum(changed_count), 0) as "changed_count!",
                  coalesce(sum(unchanged_count), 0) as "unchanged_count!",
                  coalesce(sum(older_count), 0) as "older_count!",
                  coalesce(sum(refused_count), 0) as "refused_count!",
                  (select count(*)
                   from delivery_record
                   where delivery_id = any($1)
                     and outcome = 'refused'
                     and repaired_by is not null) as "repaired!"
           from delivery
           where id = any($1)"#,
        ids,
    )
    .fetch_one(pool)
    .await?;
    let (id, received_at) = row.id.zip(row.received_at).ok_or_else(Problem::not_found)?;
    let summary = SummaryRow {
        id,
        file_name: String::new(),
        message_day: Some(messages.day.to_sqlx()),
        program: Some(messages.program.clone()),
        supplier: None,
        received_at,
        processed: row.processed.unwrap_or_default(),
        row_count: row.row_count,
        new_count: row.new_count,
        changed_count: row.changed_count,
        unchanged_count: row.unchanged_count,
        older_count: row.older_count,
        refused_count: row.refused_count,
        repaired: row.repaired,
    };
    Ok(summary.summary())
}
