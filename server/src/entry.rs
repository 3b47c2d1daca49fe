//! The entries as they are kept, of appointments and of who has none: every change goes through the state machine of
//! [`shared::entry`] and leaves what was before in the history.

pub mod own;

use crate::{
    audit::{self, Act, By},
    fault::Fault,
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    entry::{Entry, Event},
    identifier::{AppointmentId, PersonId},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The entry of one appointment as it stands.
struct Standing {
    appointment: AppointmentId,
    entry: Entry,
}

/// An entry that is to be written.
#[derive(Clone, Copy)]
pub struct Change {
    /// The appointment.
    pub appointment: Uuid,
    /// Where it stands from now on.
    pub entry: Entry,
    /// The version of the appointment that it is about; that of before when nothing.
    pub version: Option<i32>,
}

/// The entry as the database names it.
///
/// # Errors
/// When the names are of no entry.
pub fn named(status: &str, cause: Option<&str>) -> Result<Entry, Fault> {
    Entry::named(status, cause)
        .ok_or_else(|| Fault::broken("an entry has names that are not known"))
}

/// The entries of the appointments of a person, locked until the transaction ends.
async fn of_person(conn: &mut PgConnection, person: PersonId) -> Result<Vec<Standing>, Fault> {
    let rows = sqlx::query!(
        "select a.id, e.status, e.cause
         from appointment a
         join entry e on e.appointment_id = a.id and upper_inf(e.recorded)
         where a.person_id = $1
         order by a.id
         for update of a, e",
        person.0,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Standing {
                appointment: AppointmentId(row.id),
                entry: named(&row.status, row.cause.as_deref())?,
            })
        })
        .collect()
}

/// Where every entry of a person stands, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn all_of(conn: &mut PgConnection, person: PersonId) -> Result<Vec<Entry>, Fault> {
    let standing = of_person(conn, person).await?;
    let own = own::locked(conn, person).await?;
    let entries = standing.into_iter().map(|standing| standing.entry);
    Ok(entries.chain(own.map(|own| own.entry)).collect())
}

/// Lets an event happen to every entry of a person to which it can, with an audit event for each;
/// whether any changed.
///
/// # Errors
/// When the database does not answer.
pub async fn to_all_of(
    conn: &mut PgConnection,
    now: Timestamp,
    by: By<'_>,
    person: PersonId,
    event: Event,
) -> Result<bool, Fault> {
    let changes: Vec<Change> = of_person(conn, person)
        .await?
        .into_iter()
        .filter_map(|standing| {
            let after = Entry::after(Some(standing.entry), event).ok()?;
            (after != standing.entry).then_some(Change {
                appointment: standing.appointment.0,
                entry: after,
                version: None,
            })
        })
        .collect();
    write(conn, now, &changes).await?;
    let acts: Vec<(Option<PersonId>, Act)> = changes
        .iter()
        .map(|change| {
            let act = Act::EntryChanged {
                appointment: AppointmentId(change.appointment),
                event,
            };
            (Some(person), act)
        })
        .collect();
    audit::record_all(conn, now, by, None, &acts).await?;
    let own = own::happened(conn, now, by, person, event).await?;
    Ok(own || !changes.is_empty())
}

/// The entry after an event, or why it cannot be, to whoever asked for it.
///
/// # Errors
/// 409 with the reason.
pub fn after(from: Option<Entry>, event: Event) -> Result<Entry, Fault> {
    Entry::after(from, event).map_err(|refusal| Problem::conflict(refusal.to_string()).into())
}

/// Writes entries; what they were stays in the history. What held for no time at all was never seen,
/// and goes.
///
/// # Errors
/// When the database does not answer, or an appointment without an entry gets one without a version.
pub async fn write(
    conn: &mut PgConnection,
    now: Timestamp,
    changes: &[Change],
) -> Result<(), Fault> {
    if changes.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = changes.iter().map(|change| change.appointment).collect();
    let names = changes.iter().map(|change| change.entry.names());
    let (statuses, causes): (Vec<String>, Vec<Option<String>>) = names
        .map(|(status, cause)| (status.to_owned(), cause.map(str::to_owned)))
        .unzip();
    let given: Vec<Option<i32>> = changes.iter().map(|change| change.version).collect();
    let before = sqlx::query!(
        "select appointment_id, appointment_version
         from entry
         where appointment_id = any($1) and upper_inf(recorded)",
        &ids,
    )
    .fetch_all(&mut *conn)
    .await?;
    let versions: Vec<Option<i32>> = ids
        .iter()
        .zip(given)
        .map(|(id, given)| {
            let known = before.iter().find(|row| row.appointment_id == *id);
            given.or_else(|| known.map(|row| row.appointment_version))
        })
        .collect();
    sqlx::query!(
        "delete from entry where appointment_id = any($1) and recorded = tstzrange($2, null)",
        &ids,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update entry set recorded = tstzrange(lower(recorded), $2)
         where appointment_id = any($1) and upper_inf(recorded)",
        &ids,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into entry (appointment_id, recorded, status, cause, appointment_version)
         select e.id, tstzrange($1, null), e.status, e.cause, e.version
         from unnest($2::uuid[], $3::text[], $4::text[], $5::integer[])
             as e (id, status, cause, version)",
        now.to_sqlx(),
        &ids,
        &statuses,
        &causes as &[Option<String>],
        &versions as &[Option<i32>],
    )
    .execute(conn)
    .await?;
    Ok(())
}
