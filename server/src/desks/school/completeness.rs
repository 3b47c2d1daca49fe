//! A board declares that it has delivered everything that held on a day (*volledigheidsverklaring*),
//! on the page of the school or with its program.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    delivery::{Channel, Sender},
    fault::Fault,
};
use app::{
    actor::SchoolContact,
    school::completeness::{Completeness, Declaration},
};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, identifier::BoardNumber, notation};
use sqlx::PgConnection;
use uuid::Uuid;

/// The field that names the day.
const DAY: &str = "peildatum";

/// A declaration as it is kept.
pub struct Declared {
    /// Which one.
    pub id: Uuid,
    /// How many appointments the register had of that day.
    pub count: i32,
    /// When it was declared.
    pub at: Timestamp,
    /// Whether it was declared just now; else it was before, and that one stands.
    pub is_new: bool,
}

/// Declares it; what was declared of the same day before stands.
///
/// # Errors
/// 422 when the day is still to come.
pub async fn declare(system: &System, sender: &Sender, day: Date) -> Result<Declared, Fault> {
    not_to_come(system, day)?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let count = count_on(&mut tx, &sender.board, day).await?;
    let written = sqlx::query!(
        "insert into completeness (id, board_number, reference_date, appointment_count,
                                   declared_at, declared_by)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (board_number, reference_date) do nothing",
        Uuid::now_v7(),
        sender.board.as_str(),
        day.to_sqlx(),
        count,
        now.to_sqlx(),
        sender.name,
    )
    .execute(&mut *tx)
    .await?;
    let is_new = written.rows_affected() == 1;
    if is_new {
        let act = Act::CompletenessDeclared {
            reference_date: day,
        };
        let by = By::Sender(sender);
        audit::record(&mut tx, now, by, None, Some(&sender.board), &act).await?;
    }
    let row = sqlx::query!(
        "select id, appointment_count, declared_at
         from completeness
         where board_number = $1 and reference_date = $2",
        sender.board.as_str(),
        day.to_sqlx(),
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Declared {
        id: row.id,
        count: row.appointment_count,
        at: row.declared_at.to_jiff(),
        is_new,
    })
}

/// Declares it on the page.
///
/// # Errors
/// 422 when this is no day, or one that is still to come.
pub async fn declare_on_screen(
    system: &System,
    contact: &SchoolContact,
    day: &str,
) -> Result<(), Fault> {
    let sender = Sender {
        channel: Channel::Screen,
        ..contact.into()
    };
    declare(system, &sender, read(system, day)?).await?;
    Ok(())
}

/// How many appointments the register has of the board on a day, and what was declared of it.
///
/// # Errors
/// 422 when this is no day, or one that is still to come.
pub async fn standing(
    system: &System,
    board: &BoardNumber,
    day: &str,
) -> Result<Completeness, Fault> {
    let day = read(system, day)?;
    let mut conn = system.pool.acquire().await?;
    let count = count_on(&mut conn, board, day).await?;
    let rows = sqlx::query!(
        r#"select reference_date, appointment_count, declared_at
           from completeness
           where board_number = $1
             and (reference_date = $2
                  or reference_date = (select max(reference_date)
                                       from completeness
                                       where board_number = $1))"#,
        board.as_str(),
        day.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?;
    let declarations: Vec<Declaration> = rows
        .into_iter()
        .map(|row| Declaration {
            day: row.reference_date.to_jiff(),
            count: row.appointment_count.into(),
            at: dutch(row.declared_at.to_jiff()),
        })
        .collect();
    Ok(Completeness {
        day,
        count: count.into(),
        declared: declarations.iter().find(|one| one.day == day).cloned(),
        last: declarations.into_iter().max_by_key(|one| one.day),
    })
}

/// The day that was asked for: today when nothing was filled in.
///
/// # Errors
/// 422 when this is no day, or one that is still to come.
pub fn read(system: &System, day: &str) -> Result<Date, Problem> {
    if day.trim().is_empty() {
        return Ok(system.clock.today());
    }
    let day = notation::parse_date(day).ok_or_else(|| {
        let message = "Vul een datum in die bestaat, bijvoorbeeld 01-10-2026";
        Problem::invalid(vec![FieldError::new(DAY, message)])
    })?;
    not_to_come(system, day)?;
    Ok(day)
}

fn not_to_come(system: &System, day: Date) -> Result<(), Problem> {
    if day > system.clock.today() {
        let message = "Verklaar over vandaag of een dag die is geweest";
        return Err(Problem::invalid(vec![FieldError::new(DAY, message)]));
    }
    Ok(())
}

/// How many appointments the register has now that hold on a day.
async fn count_on(conn: &mut PgConnection, board: &BoardNumber, on: Date) -> Result<i32, Fault> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from current_appointment
           where board_number = $1 and valid @> $2::date"#,
        board.as_str(),
        on.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(conn)
    .await?;
    i32::try_from(count).map_err(Fault::broken)
}
