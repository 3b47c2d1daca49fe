//! Forgetting what was removed from the register and was kept long enough (article 38n, third
//! paragraph, and article 38s, fourth paragraph, WPO), with a protocol of what kind and how many
//! (*verklaring van vernietiging*). What another term still holds, such as a case, is left.

use crate::{
    System,
    audit::{self, Act, By},
    desks,
    fault::Fault,
};
use jiff::{Span, Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use shared::{
    entry::KEPT_YEARS,
    identifier::{EvidenceId, PersonId},
};
use sqlx::{Acquire, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why it is destroyed, as the protocol says.
const BASIS: &str =
    "5 jaar na verwijdering (artikel 38n lid 3 en 38s lid 4 WPO en de gelijke artikelen)";

/// The most appointments that are forgotten in one round.
const MOST: i64 = 2000;

/// How many of each kind were destroyed.
type Protocol = BTreeMap<&'static str, i64>;

/// Forgets the appointments that were removed five years ago, and the persons of whom nothing is left.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_removed(system: &System) -> Result<(), Fault> {
    let before = long_ago(system)?;
    let removed = sqlx::query!(
        "select e.appointment_id, a.person_id
         from entry e
         join appointment a on a.id = e.appointment_id
         where e.status = 'removed' and upper_inf(e.recorded) and lower(e.recorded) < $1
         order by lower(e.recorded)
         limit $2",
        before.to_sqlx() as jiff_sqlx::Timestamp,
        MOST,
    )
    .fetch_all(&system.pool)
    .await?;
    if removed.is_empty() {
        return Ok(());
    }
    let mut protocol = Protocol::new();
    let mut files = Vec::new();
    let mut tx = system.pool.begin().await?;
    for row in &removed {
        apart(
            &mut tx,
            &mut protocol,
            &mut files,
            Matter::Appointment(row.appointment_id),
        )
        .await?;
    }
    let mut persons: Vec<Uuid> = removed.iter().map(|row| row.person_id).collect();
    persons.sort_unstable();
    persons.dedup();
    for person in persons {
        if has_appointment(&mut tx, person).await? {
            continue;
        }
        apart(
            &mut tx,
            &mut protocol,
            &mut files,
            Matter::Portfolio(person),
        )
        .await?;
        apart(&mut tx, &mut protocol, &mut files, Matter::Person(person)).await?;
    }
    write(&mut tx, system, before, &protocol).await?;
    tx.commit().await?;
    desks::teacher::discard_files(system, &files).await;
    Ok(())
}

/// The moment before which what was removed has had its time.
fn long_ago(system: &System) -> Result<Timestamp, Fault> {
    let day = system
        .clock
        .today()
        .checked_sub(Span::new().years(KEPT_YEARS))
        .map_err(Fault::broken)?;
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    Ok(day.to_zoned(zone).map_err(Fault::broken)?.timestamp())
}

async fn has_appointment(conn: &mut PgConnection, person: Uuid) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from appointment where person_id = $1) as "has!""#,
        person,
    )
    .fetch_one(conn)
    .await?)
}

/// What is destroyed as a whole, or not at all.
#[derive(Clone, Copy)]
enum Matter {
    Appointment(Uuid),
    Portfolio(Uuid),
    Person(Uuid),
}

/// Destroys one thing with all that hangs on it. When something else still refers to it, it is left,
/// for that has a term of its own.
async fn apart(
    conn: &mut PgConnection,
    protocol: &mut Protocol,
    files: &mut Vec<EvidenceId>,
    matter: Matter,
) -> Result<(), Fault> {
    let mut part = conn.begin().await?;
    let destroyed = match matter {
        Matter::Appointment(id) => appointment(&mut part, id).await,
        Matter::Portfolio(id) => portfolio(&mut part, id).await,
        Matter::Person(id) => person(&mut part, PersonId(id)).await,
    };
    match destroyed {
        Ok(destroyed) => {
            part.commit().await?;
            for (kind, count) in destroyed.counts {
                *protocol.entry(kind).or_default() += count;
            }
            files.extend(destroyed.files);
            Ok(())
        }
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
            part.rollback().await?;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// What was destroyed.
#[derive(Default)]
struct Destroyed {
    counts: Vec<(&'static str, i64)>,
    files: Vec<EvidenceId>,
}

impl Destroyed {
    fn add(&mut self, kind: &'static str, count: u64) {
        self.counts
            .push((kind, i64::try_from(count).unwrap_or(i64::MAX)));
    }
}

/// An appointment with its history, its subjects with their evidence, and its training plan. A report
/// about it stays: that is a case with a term of its own.
async fn appointment(conn: &mut PgConnection, id: Uuid) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    let files = sqlx::query_scalar!(
        "delete from evidence
         where claim_id in (select id from subject_claim where appointment_id = $1)
         returning id",
        id,
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files = files.into_iter().map(EvidenceId).collect();
    sqlx::query!(
        "delete from claim_check
         where claim_id in (select id from subject_claim where appointment_id = $1)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from subject_claim_version
         where claim_id in (select id from subject_claim where appointment_id = $1)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    let claims = sqlx::query!("delete from subject_claim where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    destroyed.add("vak", claims.rows_affected());
    let plans = sqlx::query!("delete from training_plan where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    destroyed.add("scholingsplan", plans.rows_affected());
    sqlx::query!("delete from signal where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update correction_request set appointment_id = null where appointment_id = $1",
        id,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from entry where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from placement where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from current_appointment where id = $1", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "delete from appointment_version where appointment_id = $1",
        id
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from appointment where id = $1", id)
        .execute(&mut *conn)
        .await?;
    destroyed.add("benoeming", 1);
    Ok(destroyed)
}

/// The portfolio and the messages of a person of whom no appointment is left.
async fn portfolio(conn: &mut PgConnection, person: Uuid) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    let files = sqlx::query_scalar!(
        "delete from evidence where person_id = $1 returning id",
        person
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files = files.into_iter().map(EvidenceId).collect();
    sqlx::query!(
        "delete from activity_version
         where activity_id in (select id from activity where person_id = $1)",
        person,
    )
    .execute(&mut *conn)
    .await?;
    let activities = sqlx::query!("delete from activity where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("activiteit", activities.rows_affected());
    let messages = sqlx::query!("delete from message where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("bericht", messages.rows_affected());
    sqlx::query!("delete from pension_choice where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    let interruptions = sqlx::query!("delete from interruption where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("onderbreking", interruptions.rows_affected());
    Ok(destroyed)
}

/// Who the person is.
async fn person(conn: &mut PgConnection, person: PersonId) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    sqlx::query!("delete from session where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from person_details where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from person_lookup where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from bsn_vault where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from person where id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    destroyed.add("persoon", 1);
    Ok(destroyed)
}

/// Writes the protocol: a line of each kind, and an audit event with it.
async fn write(
    conn: &mut PgConnection,
    system: &System,
    before: Timestamp,
    protocol: &Protocol,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    for (kind, count) in protocol.iter().filter(|(_, count)| **count > 0) {
        sqlx::query!(
            "insert into destruction (id, destroyed_at, kind, count, removed_before, basis)
             values ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            now.to_sqlx(),
            kind,
            count,
            before.to_sqlx() as jiff_sqlx::Timestamp,
            BASIS,
        )
        .execute(&mut *conn)
        .await?;
        let act = Act::Destroyed {
            kind: (*kind).to_owned(),
            count: *count,
        };
        audit::record(conn, now, By::Job("forgetting"), None, None, &act).await?;
    }
    Ok(())
}
