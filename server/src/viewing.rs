//! The log of views (*inzagelog*, handbook 8.3): whose data were shown to somebody else, a row for
//! each person. Who it was stands in the audit trail; the teacher reads for which organisation.

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::actor::SchoolContact;
use jiff::{Timestamp, ToSpan};
use jiff_sqlx::ToSqlx;
use shared::{
    identifier::{BoardNumber, PersonId, SupplierId},
    viewing::Viewing,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many years a view is kept.
const YEARS: i64 = 5;

/// A contact of a board was shown these appointments of it, by their numbers. A number that the board
/// has not (any more) is of nobody.
///
/// # Errors
/// When the database does not answer; then nothing may be shown.
pub async fn by_school(
    system: &System,
    contact: &SchoolContact,
    viewing: Viewing,
    numbers: &[String],
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let through = match contact.reach().office() {
        Some(office) => Through::Office(office),
        None => Through::Nobody,
    };
    record(&mut tx, now, contact.board(), through, viewing, numbers).await?;
    let act = Act::TeacherViewed {
        page: viewing.code().to_owned(),
    };
    let board = Some(contact.board());
    audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// A program of a supplier fetched these appointments of a board.
///
/// # Errors
/// As [`by_school`].
pub async fn by_program(
    conn: &mut PgConnection,
    now: Timestamp,
    board: &BoardNumber,
    client: &str,
    viewing: Viewing,
    numbers: &[String],
) -> Result<(), Fault> {
    let through = Through::Program(client);
    record(conn, now, board, through, viewing, numbers).await
}

/// Through whom a board saw it.
enum Through<'a> {
    /// Somebody of the board itself.
    Nobody,
    /// Somebody of an office.
    Office(SupplierId),
    /// A program.
    Program(&'a str),
}

async fn record(
    conn: &mut PgConnection,
    now: Timestamp,
    board: &BoardNumber,
    through: Through<'_>,
    viewing: Viewing,
    numbers: &[String],
) -> Result<(), Fault> {
    let (role, office, client) = match through {
        Through::Nobody => ("school", None, None),
        Through::Office(office) => ("office", Some(office.0), None),
        Through::Program(client) => ("supplier", None, Some(client)),
    };
    sqlx::query!(
        "insert into access_log (person_id, at, role, board_number, supplier, occasion)
         select distinct a.person_id, $3::timestamptz, $6, a.board_number,
                (select s.name
                 from supplier s
                 where s.id = coalesce($7::uuid, (select supplier_id
                                                  from supplier_client
                                                  where client_id = $4))),
                $5
         from appointment a
         where a.board_number = $1 and a.number = any($2)",
        board.as_str(),
        numbers,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        client,
        viewing.code(),
        role,
        office,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Somebody of the staff, or who looks along with it, was shown data of these people. The caller keeps
/// the audit event.
///
/// # Errors
/// As [`by_school`].
pub async fn by_staff(
    conn: &mut PgConnection,
    now: Timestamp,
    viewing: Viewing,
    people: &[PersonId],
) -> Result<(), Fault> {
    let people: Vec<Uuid> = people.iter().map(|person| person.0).collect();
    sqlx::query!(
        "insert into access_log (person_id, at, role, occasion, hidden)
         select distinct person, $2::timestamptz, 'staff', $3, $4::boolean
         from unnest($1::uuid[]) as person",
        &people,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        viewing.code(),
        viewing.is_hidden(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the views that have had their time.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let before = today.saturating_sub(YEARS.years());
    sqlx::query!(
        "delete from access_log where at < $1::date",
        before.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&system.pool)
    .await?;
    Ok(())
}
