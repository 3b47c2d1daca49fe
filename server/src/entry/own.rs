//! The entry of a teacher without an appointment (article 38h, third paragraph, WPO), which goes through
//! the same machine as those of appointments.

use super::named;
use crate::{
    audit::{self, Act, By},
    fault::Fault,
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    entry::{Entry, Event},
    identifier::{PersonId, RegistrationId},
};
use sqlx::PgConnection;

/// The entry as it stands.
#[derive(Clone, Copy)]
pub struct Own {
    /// Where it stands.
    pub entry: Entry,
    /// Since when.
    pub since: Timestamp,
    /// The registration that was granted.
    pub registration: RegistrationId,
}

/// The entry of a teacher without an appointment, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn find(conn: &mut PgConnection, person: PersonId) -> Result<Option<Own>, Fault> {
    let row = sqlx::query!(
        r#"select status, cause, lower(recorded) as "since!", registration_id
           from own_entry
           where person_id = $1 and upper_inf(recorded)"#,
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Own {
            entry: named(&row.status, row.cause.as_deref())?,
            since: row.since.to_jiff(),
            registration: RegistrationId(row.registration_id),
        })
    })
    .transpose()
}

/// The same, which nobody else changes until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn locked(conn: &mut PgConnection, person: PersonId) -> Result<Option<Own>, Fault> {
    sqlx::query!(
        "select from person where id = $1 for no key update",
        person.0
    )
    .execute(&mut *conn)
    .await?;
    find(conn, person).await
}

/// Lets an event happen to the entry when it can; whether it changed.
///
/// # Errors
/// When the database does not answer.
pub async fn happened(
    conn: &mut PgConnection,
    now: Timestamp,
    by: By<'_>,
    person: PersonId,
    event: Event,
) -> Result<bool, Fault> {
    let Some(own) = locked(conn, person).await? else {
        return Ok(false);
    };
    match Entry::after(Some(own.entry), event) {
        Ok(after) if after != own.entry => {
            write(conn, now, by, person, (after, own.registration), event).await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// Writes the entry after an event; what it was stays in the history. What held for no time at all was
/// never seen, and goes.
///
/// # Errors
/// When the database does not answer.
pub async fn write(
    conn: &mut PgConnection,
    now: Timestamp,
    by: By<'_>,
    person: PersonId,
    (entry, registration): (Entry, RegistrationId),
    event: Event,
) -> Result<(), Fault> {
    let (status, cause) = entry.names();
    sqlx::query!(
        "delete from own_entry where person_id = $1 and recorded = tstzrange($2, null)",
        person.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update own_entry set recorded = tstzrange(lower(recorded), $2)
         where person_id = $1 and upper_inf(recorded)",
        person.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into own_entry (person_id, recorded, status, cause, registration_id)
         values ($1, tstzrange($2, null), $3, $4, $5)",
        person.0,
        now.to_sqlx(),
        status,
        cause,
        registration.0,
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::OwnEntryChanged { event };
    audit::record(conn, now, by, Some(person), None, &act).await
}
