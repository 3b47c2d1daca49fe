//! Forgetting what was removed from the register and was kept long enough (article 38n, third
//! paragraph, and article 38s, fourth paragraph, WPO), with a protocol of what kind and how many
//! (*verklaring van vernietiging*). What another term still holds, such as a case or a decision, is
//! left until that term is over too.

mod matter;

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks,
    evidence::{Kept, strays},
    fault::Fault,
};
use jiff::{Span, Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use matter::Matter;
use shared::{entry::KEPT_YEARS, term::TermCode};
use sqlx::{Acquire, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why it is destroyed, as the protocol says.
const BASIS: &str = "5 jaar na verwijdering (artikel 38n lid 3 en 38s lid 4 WPO en de gelijke artikelen); besluiten \
     na hun bewaartermijn";

/// The most appointments that are forgotten in one round.
const MOST: i64 = 2000;

/// How many of each kind were destroyed.
type Protocol = BTreeMap<&'static str, i64>;

/// Forgets the decisions that have had their time, the appointments that were removed five years ago,
/// and the persons of whom nothing is left. Where a report or a case is still open, nothing is
/// forgotten of what it is about.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_removed(system: &System) -> Result<(), Fault> {
    let before = long_ago(system)?;
    let mut protocol = Protocol::new();
    let mut files = Vec::new();
    let mut tx = system.pool.begin().await?;
    sqlx::query!("select set_config('register.forgets', 'on', true)")
        .fetch_one(&mut *tx)
        .await?;
    let mut persons = left_behind(&mut tx).await?;
    let mut matters = decisions(&mut tx, system).await?;
    let removed = removed(&mut tx, before).await?;
    matters.extend(removed.iter().map(|(id, _)| Matter::Appointment(*id)));
    let own = own(&mut tx, before).await?;
    matters.extend(own.iter().copied().map(Matter::Own));
    for matter in matters {
        apart(&mut tx, &mut protocol, &mut files, matter).await?;
    }
    persons.extend(removed.into_iter().map(|(_, person)| person));
    persons.extend(own);
    persons.sort_unstable();
    persons.dedup();
    for person in persons {
        if is_entered(&mut tx, person, before).await? {
            continue;
        }
        for matter in [Matter::Portfolio(person), Matter::Person(person)] {
            apart(&mut tx, &mut protocol, &mut files, matter).await?;
        }
    }
    write(&mut tx, system, before, &protocol).await?;
    for file in &files {
        strays::note(&mut tx, *file, system.clock.now_stored()).await?;
    }
    tx.commit().await?;
    desks::teacher::discard_files(system, &files).await;
    Ok(())
}

/// The appointments that were removed before this moment, with their persons; not those that somebody
/// still has to answer or decide about.
async fn removed(conn: &mut PgConnection, before: Timestamp) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let rows = sqlx::query!(
        "select a.id, a.person_id
         from entry e
         join appointment a on a.id = e.appointment_id
         where e.status = 'removed' and upper_inf(e.recorded) and lower(e.recorded) < $1
           and not exists (
               select
               from correction_request r
               left join case_file c on c.correction_id = r.id
               where r.person_id = a.person_id
                 and a.id in (r.appointment_id, r.concerns)
                 and (r.answered_at is null or (c.id is not null and c.closed_at is null))
           )
           and not exists (
               select
               from case_file c
               join subject_claim s on s.id = c.claim_id
               where c.person_id = a.person_id and s.appointment_id = a.id and c.closed_at is null
           )
         order by lower(e.recorded)
         limit $2",
        before.to_sqlx() as jiff_sqlx::Timestamp,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.person_id))
        .collect())
}

/// Who was removed before this moment from being in the register without an appointment.
async fn own(conn: &mut PgConnection, before: Timestamp) -> Result<Vec<Uuid>, Fault> {
    Ok(sqlx::query_scalar!(
        "select person_id
         from own_entry
         where status = 'removed' and upper_inf(recorded) and lower(recorded) < $1
         order by lower(recorded)
         limit $2",
        before.to_sqlx() as jiff_sqlx::Timestamp,
        MOST,
    )
    .fetch_all(conn)
    .await?)
}

/// The decisions that have had their time, which begins when nobody can object or appeal any more and no
/// court has it; not those that a list or a subject still rests on, which go after the appointment.
async fn decisions(conn: &mut PgConnection, system: &System) -> Result<Vec<Matter>, Fault> {
    let today = system.clock.today();
    let rows = sqlx::query!(
        r#"select d.case_id, d.until as "until!"
         from (
             -- What was never posted goes as if it was at once.
             select d.id, d.case_id,
                    greatest(
                        coalesce(p.objection_until, d.objection_until, (d.announced_at at time zone 'Europe/Amsterdam')::date + 42),
                        -- Against a ruling one can go on.
                        (select max(s.due_on)
                         from case_sequel s
                         where s.case_id = d.case_id and s.kind = 'court_ruling')
                    ) as until
             from decision d
             left join decision_posting p on p.decision_id = d.id
         ) d
         where d.until < $1
           and not is_in_court(d.case_id)
           -- Of what was taken up again nothing goes before the last decision.
           and not exists (
               select
               from case_file c
               left join decision later on later.case_id = c.id and later.id > d.id
               where c.id = d.case_id and (c.closed_at is null or later.id is not null)
           )
           and not exists (select from placement p where p.decision_id = d.id)
           and not exists (select from claim_approval a where a.case_id = d.case_id)
           and not exists (
               select
               from own_entry own
               join case_file c on c.registration_id = own.registration_id
               where c.id = d.case_id
           )
         order by d.until
         limit $2"#,
        today.to_sqlx() as jiff_sqlx::Date,
        MOST,
    )
    .fetch_all(&mut *conn)
    .await?;
    // What was taken back has no decision, and is kept as long.
    let taken_back = sqlx::query!(
        "select id, closed_at
         from case_file c
         where state = 'withdrawn'
           and claim_id is null
           and closed_at < $1
           and not is_in_court(c.id)
           and not exists (select from decision d where d.case_id = c.id)
         order by closed_at
         limit $2",
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    let decided = rows
        .into_iter()
        .map(|row| (row.case_id, row.until.to_jiff()));
    let taken_back = taken_back.into_iter().filter_map(|row| {
        let closed = dutch(row.closed_at?.to_jiff()).date();
        Some((row.id, closed))
    });
    let is_over = |until| TermCode::DecisionKept.after(until, "").date < today;
    let over = decided
        .chain(taken_back)
        .filter(|(_, until)| is_over(*until));
    Ok(over.map(|(case, _)| Matter::Decided(case)).collect())
}

/// Who has no appointment, and was kept for a report or a case, also when they never came into the register.
async fn left_behind(conn: &mut PgConnection) -> Result<Vec<Uuid>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select person_id as "person_id!"
         from correction_request r
         where not exists (select from appointment a where a.person_id = r.person_id)
         union
         select c.person_id
         from case_file c
         where c.closed_at is not null
           and not exists (select from own_entry own where own.person_id = c.person_id)
           and not exists (select from appointment a where a.person_id = c.person_id)"#,
    )
    .fetch_all(conn)
    .await?)
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

/// Whether something of a person is in the register or kept, so that the person stays: also who has a
/// case that was closed after this moment, to read what came of it.
async fn is_entered(
    conn: &mut PgConnection,
    person: Uuid,
    before: Timestamp,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select from appointment where person_id = $1
               union all
               select from own_entry where person_id = $1
               union all
               select
               from case_file
               where person_id = $1 and (closed_at is null or closed_at >= $2)
           ) as "is!""#,
        person,
        before.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(conn)
    .await?)
}

/// Destroys one thing with all that hangs on it. When something else still refers to it, it is left,
/// for that has a term of its own.
async fn apart(
    conn: &mut PgConnection,
    protocol: &mut Protocol,
    files: &mut Vec<Kept>,
    matter: Matter,
) -> Result<(), Fault> {
    let mut part = conn.begin().await?;
    match matter.destroy(&mut part).await {
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
