//! What the register held of a person on a day, as it was known at a moment: the valid time is the
//! school's, the record time is ours. Whoever may read it, asks the same; what a teacher entered who left
//! is told to the teacher alone (article 38n, third paragraph, WPO).

use crate::{
    clock::{dutch, end_of},
    entry,
    fault::Fault,
};
use app::teacher::{
    List,
    entry::{AsOf, PastAppointment, PastOwn},
};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    authority::Claim,
    ground::GroundTable,
    identifier::{AppointmentId, PersonId},
    subject::subject_name,
};
use sqlx::PgConnection;

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The teacher.
    Teacher,
    /// Anybody else.
    Other,
}

/// The name, the appointments and the own registration of a person that applied on the day `on`, by what
/// the register knew at `known_at`; `is_now` says whether that is this moment. Removed appointments are
/// told as such: to others without the subjects, which the teacher entered.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(
    conn: &mut PgConnection,
    reader: Reader,
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
    Ok(AsOf {
        on,
        known_at: dutch(known_at),
        is_now,
        name,
        appointments: appointments(conn, reader, person, on, known_at).await?,
        // The register itself entered it, so that it applied from the moment that it was recorded.
        own: own(conn, reader, person, known_at.min(end_of(on)?)).await?,
    })
}

async fn appointments(
    conn: &mut PgConnection,
    reader: Reader,
    person: PersonId,
    on: Date,
    known_at: Timestamp,
) -> Result<Vec<PastAppointment>, Fault> {
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
                        and ($4 or not exists (
                            select
                            from entry last
                            where last.appointment_id = a.id
                              and upper_inf(last.recorded)
                              and last.status = 'removed'
                        ))
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
        reader == Reader::Teacher,
    )
    .fetch_all(conn)
    .await?;
    let grounds = GroundTable::current();
    rows.into_iter()
        .map(|row| {
            let starts = row.starts.to_jiff();
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
                subjects: row
                    .subjects
                    .iter()
                    .map(|id| subject_name(id).to_owned())
                    .collect(),
            })
        })
        .collect()
}

/// Being in the register without an appointment (article 38h, third paragraph, WPO), as it was at a
/// moment.
async fn own(
    conn: &mut PgConnection,
    reader: Reader,
    person: PersonId,
    at: Timestamp,
) -> Result<Option<PastOwn>, Fault> {
    let row = sqlx::query!(
        "select own.status, own.cause, r.subject, r.school_types, r.years, r.asked_at
         from own_entry own
         join registration r on r.id = own.registration_id
         where own.person_id = $1
           and own.recorded @> $2::timestamptz
           and ($3 or not exists (
               select
               from own_entry last
               where last.person_id = own.person_id
                 and upper_inf(last.recorded)
                 and last.status = 'removed'
           ))",
        person.0,
        at.to_sqlx() as jiff_sqlx::Timestamp,
        reader == Reader::Teacher,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let asked = dutch(row.asked_at.to_jiff()).date();
        let claim = Claim::of_codes(row.subject, &row.school_types, &row.years, asked);
        Ok(PastOwn {
            entry: entry::named(&row.status, row.cause.as_deref())?
                .word()
                .to_owned(),
            education: format!("{}, {}", subject_name(&claim.subject), claim.extent()),
        })
    })
    .transpose()
}
