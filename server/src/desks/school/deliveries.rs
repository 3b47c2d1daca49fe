//! Deliveries as the school reads them: the list, and what became of each record.

use super::teachers::pages;
use crate::{System, clock::dutch, fault::Fault};
use app::school::delivery::{Counts, DeliveryPage, DeliverySummary};
use jiff_sqlx::ToSqlx;
use shared::identifier::{BoardNumber, DeliveryId};
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
                  d.new_count, d.changed_count, d.unchanged_count, d.older_count, d.refused_count,
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

pub async fn detail(
    _system: &System,
    _board: &BoardNumber,
    _id: DeliveryId,
) -> Result<app::school::delivery::DeliveryDetail, Fault> {
    Err(shared::Problem::not_found().into())
}
