//! What the register held of a person on a day, as it was known at a moment: the valid time is the
//! school's, the record time is ours. Whoever may read it, asks the same.

use crate::{clock::dutch, entry, fault::Fault};
use app::teacher::{
    List,
    entry::{AsOf, PastAppointment},
};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    ground::GroundTable,
    identifier::{AppointmentId, PersonId},
    subject::SubjectTable,
};
use sqlx::PgConnection;

/// The name and the appointments of a person that applied on the day `on`, by what the register knew
/// at `known_at`; `is_now` says whether that is this moment. Removed appointments are told as such.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(
    conn: &mut PgConnection,
    person: PersonId,
    on: Date,
    known_at: Timestamp,
    is_now: bool,
) -> Result<AsOf, Fault> {
    let name = sqlx::query_scalar!(
        r#"select first_names || ' ' || coalesce(prefix || ' ', '') || family_name as "name!"
           from person_details
           where person_id = $1 and recorded @> $2::timestamptz"#,
        person.0,
        known_at.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let rows = sqlx::query!(
        r#"select a.id, b.name as board, lower(v.valid) as "starts!", upper(v.valid) - 1 as ends,
                  s.name || ', ' || coalesce(l.place, s.place) as "school!", v.ground_code,
                  p.target, p.reason, p.table_version, p.maximum_date, e.status, e.cause,
                  array(
                      select c.subject
                      from subject_claim claim
                      join subject_claim_version c
                          on c.claim_id = claim.id
                          and c.recorded @> $3::timestamptz
                          and c.status = 'recorded'
                          and c.since <= $2
                      where claim.appointment_id = a.id
                      order by claim.id
                  ) as "subjects!"
           from appointment a
           join board b on b.number = a.board_number
           join appointment_version v
               on v.appointment_id = a.id
               and v.recorded @> $3::timestamptz
               and not v.removed
               and v.valid @> $2::date
           join placement p on p.appointment_id = a.id and p.recorded @> $3::timestamptz
           join entry e on e.appointment_id = a.id and e.recorded @> $3::timestamptz
           join school s on s.brin = v.brin
           left join location l on l.code = v.location_code
           where a.person_id = $1
           order by lower(v.valid), a.id"#,
        person.0,
        on.to_sqlx() as jiff_sqlx::Date,
        known_at.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(&mut *conn)
    .await?;
    let (grounds, subjects) = (GroundTable::current(), SubjectTable::current());
    let appointments = rows
        .into_iter()
        .map(|row| {
            let starts = row.starts.to_jiff();
            let subject = |id: &String| {
                let known = subjects.find(id);
                known.map_or_else(|| id.clone(), |subject| subject.name.clone())
            };
            Ok(PastAppointment {
                id: AppointmentId(row.id),
                school: row.school,
                board: row.board,
                starts,
                ends: row.ends.map(jiff_sqlx::Date::to_jiff),
                ground_name: grounds
                    .find(&row.ground_code, starts)
                    .map_or_else(|| row.ground_code.clone(), |ground| ground.name.clone()),
                ground_code: row.ground_code,
                list: List::of(&row.target),
                reason: row.reason,
                table_version: row.table_version,
                maximum: row.maximum_date.map(jiff_sqlx::Date::to_jiff),
                entry: entry::named(&row.status, row.cause.as_deref())?
                    .word()
                    .to_owned(),
                subjects: row.subjects.iter().map(subject).collect(),
            })
        })
        .collect::<Result<_, Fault>>()?;
    Ok(AsOf {
        on,
        known_at: dutch(known_at),
        is_now,
        name,
        appointments,
    })
}
