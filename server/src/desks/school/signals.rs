//! The signals (handbook, 6.4) that a board did not put away yet, and putting them away.

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{actor::SchoolContact, school::tasks::Signal};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{Problem, delivery::Finding, identifier::PersonId};
use sqlx::PgPool;
use std::collections::HashMap;
use uuid::Uuid;

/// The signals of the board that still hold as far as the contact reaches, the newest first: what it was about may be over
/// without anybody having put it away. That a teacher reported something (LR-S105) is left out, for
/// the report itself is a task until it is answered. What they say and the names of teachers are not
/// in it: see [`super::tasks::complete`].
pub async fn open(
    pool: &PgPool,
    contact: &SchoolContact,
    today: Date,
) -> Result<Vec<Signal>, Fault> {
    let rows = sqlx::query!(
        r#"select s.id, s.rule, s.raised_on, a.number as "number?"
           from signal s
           -- One look-up for each: a board has few signals, a country very many appointments.
           left join lateral (
               select *
               from current_appointment
               where id = s.appointment_id
               limit 1
           ) a on true
           where s.board_number = $1
             and s.handled_at is null
             and ($3::text[] is null or a.brin = any($3))
             and (s.appointment_id is null
                  or upper_inf(a.valid)
                  or upper(a.valid) > $2)
             and case s.rule
                     -- Of the steps that were told the last one.
                     when 'LR-S103' then a.target = 'vestibule'
                         and a.maximum_date between $2 and $2::date + interval '6 months 3 days'
                         and not exists (
                             select
                             from signal later
                             where later.appointment_id = s.appointment_id
                               and later.rule = s.rule
                               and later.sequence > s.sequence
                         )
                     when 'LR-S104' then a.target = 'vestibule' and a.maximum_date < $2
                     when 'LR-S105' then false
                     when 'LR-S107' then not exists (
                             select
                             from delivery
                             where board_number = s.board_number
                               and received_at >= s.raised_on::timestamp at time zone 'Europe/Amsterdam'
                         )
                         and not exists (
                             select
                             from completeness
                             where board_number = s.board_number
                               and declared_at >= s.raised_on::timestamp at time zone 'Europe/Amsterdam'
                         )
                     when 'LR-S111' then not exists (
                             select
                             from contact_person
                             where board_number = s.board_number
                               and ended_at is null
                               and since >= s.raised_on::timestamp at time zone 'Europe/Amsterdam'
                         )
                         and (
                             select coalesce(bool_or(unreachable_since is not null), true)
                             from contact_person
                             where board_number = s.board_number and ended_at is null
                         )
                     -- It was raised within a month of the last day.
                     when 'LR-S112' then s.raised_on + 31 >= $2
                     else true
                 end
           order by s.raised_on desc, s.sequence desc"#,
        contact.board().as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Signal {
            id: row.id,
            code: row.rule,
            message: String::new(),
            raised: row.raised_on.to_jiff(),
            appointment: row.number,
            name: None,
        })
        .collect())
}

/// What these signals say, by their number.
pub async fn messages(pool: &PgPool, signals: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    let rows = sqlx::query!("select id, finding from signal where id = any($1)", signals)
        .fetch_all(pool)
        .await?;
    rows.into_iter()
        .map(|row| {
            let finding: Finding = serde_json::from_value(row.finding)?;
            Ok((row.id, finding.message))
        })
        .collect()
}

/// Puts a signal away. Who was a moment later than a colleague need not know.
///
/// # Errors
/// 404 when the board has no such signal.
pub async fn handle(system: &System, contact: &SchoolContact, id: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let signal = sqlx::query!(
        r#"select s.handled_at is not null as "handled!", a.person_id as "person?"
           from signal s
           left join appointment a on a.id = s.appointment_id
           where s.id = $1
             and s.board_number = $2
             and ($3::text[] is null
                  or exists (
                      select
                      from current_appointment now
                      where now.id = a.id and now.brin = any($3)
                  ))
           for update of s"#,
        id,
        contact.board().as_str(),
        contact.schools() as Option<&[String]>,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if signal.handled {
        return Ok(());
    }
    sqlx::query!(
        "update signal set handled_at = $2, handled_by = $3 where id = $1",
        id,
        now.to_sqlx(),
        contact.pseudonym(),
    )
    .execute(&mut *tx)
    .await?;
    audit::record(
        &mut tx,
        now,
        By::School(contact),
        signal.person.map(PersonId),
        Some(contact.board()),
        &Act::SignalHandled { signal: id },
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
