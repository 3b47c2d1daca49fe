//! Deliveries as the school reads them: the list, and what became of each record.

use super::{records, teachers::pages};
use crate::{System, clock::dutch, fault::Fault};
use app::actor::SchoolContact;
use app::school::delivery::{
    Counts, DeliveryDetail, DeliveryPage, DeliverySummary, Earlier, Messages, SHOWN,
};
use jiff::{
    Span,
    civil::{Date, date},
};
use jiff_sqlx::ToSqlx;
use shared::{Problem, identifier::DeliveryId};
use sqlx::PgPool;
use uuid::Uuid;

/// How many deliveries stand on one page.
const PAGE: i64 = 20;

/// Before the first delivery.
const BEGINNING: Date = date(2000, 1, 1);

/// A page of the deliveries of the board, newest first; who is limited to some schools sees its own.
pub async fn page(
    system: &System,
    contact: &SchoolContact,
    page: u32,
) -> Result<DeliveryPage, Fault> {
    let page = page.max(1);
    let count = sqlx::query_scalar!(
        r#"select (select count(*)
                   from delivery
                   where board_number = $1
                     and message_day is null
                     and ($2::text is null or (delivered_by = $2 and schools <@ $3)))
                  + (select count(*)
                     from (select distinct message_day, delivered_by
                           from delivery
                           where board_number = $1
                             and message_day is not null
                             and $2::text is null) messages)
                  as "count!""#,
        contact.board().as_str(),
        contact.only_own(),
        contact.schools() as Option<&[String]>,
    )
    .fetch_one(&system.pool)
    .await?;
    let part = Part {
        since: BEGINNING,
        limit: PAGE,
        skip: i64::from(page - 1) * PAGE,
    };
    Ok(DeliveryPage {
        deliveries: lines(&system.pool, contact, part).await?,
        page,
        pages: pages(count, PAGE),
        comparable: contact.reach().office().is_none(),
    })
}

/// The newest few deliveries of the board.
pub async fn newest(
    system: &System,
    contact: &SchoolContact,
    limit: i64,
) -> Result<Vec<DeliverySummary>, Fault> {
    let part = |since| Part {
        since,
        limit,
        skip: 0,
    };
    // A board whose program sends each change by itself has tens of thousands a year: those of the
    // last weeks are enough, when there are any.
    let lately = part(lately(system.clock.today()));
    let lately = lines(&system.pool, contact, lately).await?;
    if i64::try_from(lately.len()).is_ok_and(|found| found >= limit) {
        return Ok(lately);
    }
    lines(&system.pool, contact, part(BEGINNING)).await
}

/// How far back one looks for the newest.
fn lately(today: Date) -> Date {
    today.saturating_sub(Span::new().days(35))
}

/// Which part of the list.
struct Part {
    /// From this day on.
    since: Date,
    limit: i64,
    skip: i64,
}

async fn lines(
    pool: &PgPool,
    contact: &SchoolContact,
    part: Part,
) -> Result<Vec<DeliverySummary>, Fault> {
    let rows = sqlx::query_as!(
        SummaryRow,
        r#"with line as (
               select id, null::date as message_day, null as program, received_at
               from delivery
               where board_number = $1
                 and message_day is null
                 and received_at >= $2::date::timestamp at time zone 'Europe/Amsterdam'
                 and ($5::text is null or (delivered_by = $5 and schools <@ $6))
               union all
               select null, message_day, delivered_by, max(received_at)
               from delivery
               where board_number = $1 and message_day >= $2 and $5::text is null
               group by message_day, delivered_by
           ),
           shown as (
               select *
               from line
               order by received_at desc, id desc
               limit $3 offset $4
           )
           select sum.id as "id!", sum.file_name as "file_name!", shown.message_day, shown.program,
                  s.name as "supplier?", shown.received_at as "received_at!",
                  sum.processed as "processed!", sum.row_count as "row_count!",
                  sum.new_count as "new_count!", sum.changed_count as "changed_count!",
                  sum.unchanged_count as "unchanged_count!", sum.older_count as "older_count!",
                  sum.refused_count as "refused_count!", sum.repaired as "repaired!"
           from shown
           cross join lateral (
               select any_value(d.id) as id, any_value(d.file_name) as file_name,
                      bool_and(d.processed_at is not null) as processed,
                      sum(d.row_count) as row_count, sum(d.new_count) as new_count,
                      sum(d.changed_count) as changed_count,
                      sum(d.unchanged_count) as unchanged_count,
                      sum(d.older_count) as older_count, sum(d.refused_count) as refused_count,
                      coalesce(sum(r.repaired), 0)::bigint as repaired
               from (
                   select * from delivery where id = shown.id
                   union all
                   select *
                   from delivery
                   where board_number = $1
                     and message_day = shown.message_day
                     and delivered_by = shown.program
               ) d
               left join lateral (
                   select count(*) as repaired
                   from delivery_record
                   where d.refused_count > 0
                     and delivery_id = d.id
                     and outcome = 'refused'
                     and repaired_by is not null
               ) r on true
           ) sum
           left join supplier_client c on c.client_id = shown.program
           left join supplier s on s.id = c.supplier_id
           order by shown.received_at desc, shown.id desc"#,
        contact.board().as_str(),
        part.since.to_sqlx() as jiff_sqlx::Date,
        part.limit,
        part.skip,
        contact.only_own(),
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(SummaryRow::summary).collect())
}

/// A delivery, or the messages of a day, as the database sums it up.
pub(super) struct SummaryRow {
    pub(super) id: Uuid,
    pub(super) file_name: String,
    pub(super) message_day: Option<jiff_sqlx::Date>,
    pub(super) program: Option<String>,
    pub(super) supplier: Option<String>,
    pub(super) received_at: jiff_sqlx::Timestamp,
    pub(super) processed: bool,
    pub(super) row_count: i64,
    pub(super) new_count: i64,
    pub(super) changed_count: i64,
    pub(super) unchanged_count: i64,
    pub(super) older_count: i64,
    pub(super) refused_count: i64,
    pub(super) repaired: i64,
}

impl SummaryRow {
    pub(super) fn summary(self) -> DeliverySummary {
        let messages = self
            .message_day
            .zip(self.program)
            .map(|(day, program)| Messages {
                program,
                day: day.to_jiff(),
            });
        let file_name = match &messages {
            Some(messages) => {
                let whose = self.supplier.as_ref().unwrap_or(&messages.program);
                format!("Berichten van {whose}")
            }
            None => self.file_name,
        };
        DeliverySummary {
            id: DeliveryId(self.id),
            messages,
            file_name,
            received: dutch(self.received_at.to_jiff()),
            records: self.row_count,
            processed: self.processed,
            counts: Counts {
                new: self.new_count,
                changed: self.changed_count,
                unchanged: self.unchanged_count,
                older: self.older_count,
                refused: self.refused_count,
                repaired: self.repaired,
            },
        }
    }
}

/// Whether the board has this delivery and the contact sees it: who is limited to some schools sees
/// what it sent itself for those, and what has a record of them.
pub(super) async fn is_seen_by(
    pool: &PgPool,
    contact: &SchoolContact,
    id: DeliveryId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select
               from delivery d
               where d.id = $1
                 and d.board_number = $2
                 and ($4::text[] is null
                      or (d.delivered_by = $3 and d.schools <@ $4)
                      or exists (
                          select
                          from delivery_record r
                          where r.delivery_id = d.id and r.sent ->> 'instellingscode' = any($4)
                      ))
           ) as "exists!""#,
        id.0,
        contact.board().as_str(),
        contact.only_own(),
        contact.schools() as Option<&[String]>,
    )
    .fetch_one(pool)
    .await?)
}

/// One delivery of the board, with its refused records and those with something to look at. Who is
/// limited to some schools sees what it sent itself, and what is of those schools.
///
/// # Errors
/// 404 when the contact has no such delivery; 500 when the database does not answer.
pub async fn detail(
    system: &System,
    contact: &SchoolContact,
    id: DeliveryId,
) -> Result<DeliveryDetail, Fault> {
    let pool = &system.pool;
    if !is_seen_by(pool, contact, id).await? {
        return Err(Problem::not_found().into());
    }
    let row = sqlx::query!(
        r#"select d.file_name, d.received_at, d.processed_at, d.encoding, d.row_count,
                  d.new_count, d.changed_count, d.unchanged_count, d.older_count, d.refused_count,
                  (select count(*)
                   from delivery_record r
                   where r.delivery_id = d.id
                     and r.outcome = 'refused'
                     and r.repaired_by is not null) as "repaired!",
                  (select array_agg(distinct r.sent->>'softwarepakket')
                   from delivery_record r
                   where r.delivery_id = d.id and r.sent->>'softwarepakket' <> '') as software,
                  earlier.id as "earlier_id?", earlier.received_at as "earlier_at?"
           from delivery d
           left join delivery earlier on earlier.id = d.repeats
           where d.id = $1"#,
        id.0,
    )
    .fetch_optional(pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let summary = SummaryRow {
        id: id.0,
        file_name: row.file_name,
        message_day: None,
        program: None,
        supplier: None,
        received_at: row.received_at,
        processed: row.processed_at.is_some(),
        row_count: row.row_count.into(),
        new_count: row.new_count.into(),
        changed_count: row.changed_count.into(),
        unchanged_count: row.unchanged_count.into(),
        older_count: row.older_count.into(),
        refused_count: row.refused_count.into(),
        repaired: row.repaired,
    };
    let repeats = row.earlier_id.zip(row.earlier_at);
    let (notices, notice_count) = records::noticed(system, contact, &[id.0], SHOWN).await?;
    Ok(DeliveryDetail {
        summary: summary.summary(),
        processed: row.processed_at.map(|at| dutch(at.to_jiff())),
        encoding: row.encoding,
        software: row.software.unwrap_or_default(),
        repeats: repeats.map(|(id, at)| Earlier {
            id: DeliveryId(id),
            received: dutch(at.to_jiff()),
        }),
        errors: records::refused(system, contact, &[id.0], SHOWN)
            .await?
            .into_iter()
            .map(|(_, record)| record)
            .collect(),
        notices,
        notice_count,
    })
}
