//! Records the deletion of appointments that were sent by mistake. What they said stays in the
//! history; from now on they are gone for everybody.

use super::{Intake, judge::Judged, known::Known};
use crate::{
    audit::{self, Act, By},
    entry,
    fault::Fault,
};
use jiff_sqlx::ToSqlx;
use shared::{
    entry::{Entry, Event},
    identifier::AppointmentId,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Records the deletions among these records.
pub async fn record(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    known: &Known,
    judged: &[&Judged<'_>],
) -> Result<(), Fault> {
    let (mut ids, mut versions, mut acts) = (Vec::new(), Vec::new(), Vec::new());
    let mut entries = Vec::new();
    let (mut numbers, mut unknown_versions) = (Vec::new(), Vec::new());
    for removal in judged.iter().filter_map(|judged| judged.removal.as_ref()) {
        let number = removal.number.as_str();
        let version = i32::try_from(removal.version).map_err(Fault::broken)?;
        let appointment = known.appointment(number);
        if let Some(appointment) = appointment {
            ids.push(appointment.id);
            versions.push(version);
            // One that comes back waits for the teacher again (article 38j WPO).
            if let Ok(after) = Entry::after(appointment.entry, Event::RemovedByBoard)
                && appointment.entry != Some(after)
            {
                entries.push(entry::Change {
                    appointment: appointment.id,
                    entry: after,
                    version: None,
                });
            }
        } else {
            numbers.push(number.to_owned());
            unknown_versions.push(version);
        }
        let act = Act::AppointmentRemoved {
            appointment: appointment.map(|appointment| AppointmentId(appointment.id)),
            version,
            delivery: intake.id,
        };
        acts.push((appointment.map(|appointment| appointment.person), act));
    }
    end_versions(conn, intake, &ids, &versions).await?;
    entry::write(conn, intake.now, &entries).await?;
    leave_tombstones(conn, intake, &numbers, &unknown_versions).await?;
    let by = By::Sender(&intake.sender);
    audit::record_all(conn, intake.now, by, Some(&intake.sender.board), &acts).await
}

/// Follows the last version of each with one that says that it is gone.
async fn end_versions(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    ids: &[Uuid],
    versions: &[i32],
) -> Result<(), Fault> {
    let now = intake.now.to_sqlx();
    sqlx::query!(
        "update appointment_version set recorded = tstzrange(lower(recorded), $1)
         where appointment_id = any($2) and upper_inf(recorded)",
        now,
        ids,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into appointment_version
             (appointment_id, recorded, version, valid, brin, location_code, kind,
              function_category, contract_start, contract_end, ground_code, ground_start,
              extension, effort_statement, teaching_fields, school_years, content_hash,
              delivery_id, removed)
         select last.appointment_id, tstzrange($1, null), gone.version, last.valid, last.brin,
                last.location_code, last.kind, last.function_category, last.contract_start,
                last.contract_end, last.ground_code, last.ground_start, last.extension,
                last.effort_statement, last.teaching_fields, last.school_years,
                last.content_hash, $2, true
         from unnest($3::uuid[], $4::integer[]) as gone (id, version)
         join appointment_version last
             on last.appointment_id = gone.id
             and upper(last.recorded) = $1",
        now,
        intake.id.0,
        ids,
        versions,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update appointment a
         set last_version = greatest(a.last_version, gone.version)
         from unnest($1::uuid[], $2::integer[]) as gone (id, version)
         where a.id = gone.id",
        ids,
        versions,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Remembers the deletion of what we never had.
async fn leave_tombstones(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    numbers: &[String],
    versions: &[i32],
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into tombstone (board_number, number, version, recorded_at, delivery_id)
         select $1, gone.number, gone.version, $2, $3
         from unnest($4::text[], $5::integer[]) as gone (number, version)",
        intake.board(),
        intake.now.to_sqlx(),
        intake.id.0,
        numbers,
        versions,
    )
    .execute(conn)
    .await?;
    Ok(())
}
