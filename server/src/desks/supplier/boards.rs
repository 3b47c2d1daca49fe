//! The boards that let a supplier deliver, for its page and for its programs.

use super::register;
use crate::{System, clock::dutch, fault::Fault};
use app::{
    actor::Supplier,
    supplier::{MandatingBoard, MandatingBoards},
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::identifier::SupplierId;

/// How many boards a page shows.
const PAGE: i64 = 100;

/// A board with a mandate that holds today or begins later.
pub struct Mandating {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day, when there is one.
    pub until: Option<Date>,
    /// Whether its people may deliver too, beside its programs.
    pub people: bool,
    /// When a program of the supplier last delivered for it.
    pub delivered: Option<Timestamp>,
    /// How many of those appointments wait for a right message.
    pub errors: i64,
    /// How many boards there are, on all pages.
    pub all: i64,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// From the one after this number on.
    pub after: Option<&'a str>,
    /// Of which the number or the name has this in it.
    pub named: &'a str,
    /// At most so many.
    pub limit: i64,
    /// Without the first ones.
    pub skip: i64,
}

/// The boards by their number. Of two mandates of one board the first counts.
///
/// # Errors
/// When the database does not answer.
pub async fn mandating(
    system: &System,
    supplier: SupplierId,
    wanted: Wanted<'_>,
) -> Result<Vec<Mandating>, Fault> {
    let rows = sqlx::query!(
        r#"with mandated as (
               select distinct on (m.board_number)
                      m.board_number as number, b.name, lower(m.valid) as begins,
                      upper(m.valid) - 1 as ends, m.people
               from mandate m
               join board b on b.number = m.board_number
               where m.supplier_id = $1
                 and (upper_inf(m.valid) or upper(m.valid) > $2::date)
               order by m.board_number, lower(m.valid)
           ),
           part as (
               select *, count(*) over () as total
               from mandated
               where position(lower($4) in lower(number || ' ' || name)) > 0
                 and ($3::text is null or number > $3)
               order by number
               limit $5 offset $6
           ),
           waiting as (
               select d.board_number, count(distinct r.appointment_number) as errors
               from delivery_record r
               join delivery d on d.id = r.delivery_id
               where r.outcome = 'refused'
                 and r.repaired_by is null
                 and r.appointment_number is not null
                 and d.channel = 'api'
                 and d.board_number = any(array(select number from part))
                 and d.delivered_by = any(array(
                     select client_id from supplier_client where supplier_id = $1
                 ))
               group by d.board_number
           )
           select p.number as "number!", p.name as "name!", p.begins as "begins!", p.ends,
                  p.people as "people!",
                  p.total as "total!", last.received_at as "delivered?",
                  coalesce(w.errors, 0) as "errors!"
           from part p
           left join waiting w on w.board_number = p.number
           left join lateral (
               select d.received_at
               from delivery d
               where d.board_number = p.number
                 and d.channel = 'api'
                 and d.delivered_by = any(array(
                     select client_id from supplier_client where supplier_id = $1
                 ))
               order by d.received_at desc
               limit 1
           ) last on true
           order by p.number"#,
        supplier.0,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        wanted.after,
        wanted.named,
        wanted.limit,
        wanted.skip,
    )
    .fetch_all(&system.pool)
    .await?;
    let rows = rows.into_iter().map(|row| Mandating {
        number: row.number,
        name: row.name,
        from: row.begins.to_jiff(),
        until: row.ends.map(jiff_sqlx::Date::to_jiff),
        people: row.people,
        delivered: row.delivered.map(jiff_sqlx::Timestamp::to_jiff),
        errors: row.errors,
        all: row.total,
    });
    Ok(rows.collect())
}

/// A page of them, with the programs of the supplier in the register.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    system: &System,
    supplier: &Supplier,
    named: &str,
    page: u32,
) -> Result<MandatingBoards, Fault> {
    let page = page.max(1);
    let named = named.replace('\0', "");
    let wanted = Wanted {
        named: named.trim(),
        limit: PAGE,
        skip: i64::from(page - 1) * PAGE,
        ..Wanted::default()
    };
    let found = mandating(system, supplier.id(), wanted).await?;
    let today = system.clock.today();
    let count = found.first().map_or(0, |first| first.all);
    Ok(MandatingBoards {
        today,
        boards: found
            .into_iter()
            .map(|one| MandatingBoard {
                number: one.number,
                name: one.name,
                from: one.from,
                until: one.until,
                people: one.people && one.from <= today,
                delivered: one.delivered.map(dutch),
                errors: one.errors,
            })
            .collect(),
        count,
        page,
        pages: u32::try_from((count + PAGE - 1) / PAGE)
            .unwrap_or(u32::MAX)
            .max(1),
        programs: register::programs(system, supplier).await?,
    })
}
