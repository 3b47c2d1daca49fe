//! Deliveries as the school reads them: the list, and what became of each record.

use super::{records, teachers::pages};
use crate::{System, clock::dutch, fault::Fault};
use app::school::delivery::{
    Counts, DeliveryDetail, DeliveryPage, DeliverySummary, Earlier, SHOWN,
};
use shared::{
    Problem,
    identifier::{BoardNumber, DeliveryId},
};
use sqlx::PgPool;

/// How many deliveries stand on one page.
const PAGE: i64 = 20;

/// A page of the deliveries of the board, newest first.
pub async fn page(system: &System, board: &BoardNumber, page: u32) -> Result<DeliveryPage, Fault> {
    let page = page.max(1);
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from delivery where board_number = $1"#,
        board.as_str()
    )
    .fetch_one(&system.pool)
    .await?;
    Ok(DeliveryPage {
        deliveries: newest(&system.pool, board, PAGE, i64::from(page - 1) * PAGE).await?,
        page,
        pages: pages(count, PAGE),
    })
}

/// The newest deliveries of the board, after skipping some.
pub async fn newest(
    pool: &PgPool,
    board: &BoardNumber,
    limit: i64,
    skip: i64,
) -> Result<Vec<DeliverySummary>, Fault> {
    let rows = sqlx::query_as!(
        SummaryRow,
        r#"select d.id, d.file_name, d.received_at, d.processed_at is not null as "processed!",
                  d.row_count, d.new_count, d.changed_count, d.unchanged_count, d.older_count, d.refused_count,
                  (select count(*)
                   from delivery_record r
                   where r.delivery_id = d.id
                     and r.outcome = 'refused'
                     and r.repaired_by is not null) as "repaired!"
           from delivery d
           where d.board_number = $1
           order by d.received_at desc, d.id desc
           limit $2 offset $3"#,
        board.as_str(),
        limit,
        skip,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(SummaryRow::summary).collect())
}

struct SummaryRow {
    id: uuid::Uuid,
    file_name: String,
    received_at: jiff_sqlx::Timestamp,
    processed: bool,
    row_count: i32,
    new_count: i32,
    changed_count: i32,
    unchanged_count: i32,
    older_count: i32,
    refused_count: i32,
    repaired: i64,
}

impl SummaryRow {
    fn summary(self) -> DeliverySummary {
        DeliverySummary {
            id: DeliveryId(self.id),
            file_name: self.file_name,
            received: dutch(self.received_at.to_jiff()),
            records: self.row_count.into(),
            processed: self.processed,
            counts: Counts {
                new: self.new_count.into(),
                changed: self.changed_count.into(),
                unchanged: self.unchanged_count.into(),
                older: self.older_count.into(),
                refused: self.refused_count.into(),
                repaired: self.repaired,
            },
        }
    }
}

/// One delivery of the board, with its refused records and those with something to look at.
///
/// # Errors
/// 404 when the board has no such delivery; 500 when the database does not answer.
pub async fn detail(
    system: &System,
    board: &BoardNumber,
    id: DeliveryId,
) -> Result<DeliveryDetail, Fault> {
    let pool = &system.pool;
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
           where d.id = $1 and d.board_number = $2"#,
        id.0,
        board.as_str(),
    )
    .fetch_optional(pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let notice_count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from delivery_record
           where delivery_id = $1 and outcome <> 'refused' and findings <> '[]'"#,
        id.0,
    )
    .fetch_one(pool)
    .await?;
    let summary = SummaryRow {
        id: id.0,
        file_name: row.file_name,
        received_at: row.received_at,
        processed: row.processed_at.is_some(),
        row_count: row.row_count,
        new_count: row.new_count,
        changed_count: row.changed_count,
        unchanged_count: row.unchanged_count,
        older_count: row.older_count,
        refused_count: row.refused_count,
        repaired: row.repaired,
    };
    let repeats = row.earlier_id.zip(row.earlier_at);
    Ok(DeliveryDetail {
        summary: summary.summary(),
        processed: row.processed_at.map(|at| dutch(at.to_jiff())),
        encoding: row.encoding,
        software: row.software.unwrap_or_default(),
        repeats: repeats.map(|(id, at)| Earlier {
            id: DeliveryId(id),
            received: dutch(at.to_jiff()),
        }),
        errors: records::refused(system, board, id, SHOWN).await?,
        notices: records::noticed(system, board, id, SHOWN).await?,
        notice_count,
    })
}
