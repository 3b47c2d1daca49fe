//! Where the teacher stands: the person, the appointments with their placement, and confirming.

use super::{claims, corrections, entry, portfolio, registration, training};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::public,
    entry as moves,
    fault::Fault,
    outages,
};
use app::{
    design::Source,
    teacher::{Appointment, BrpState, List, Overview, PastStep, Person, PersonDetails},
};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    case::Wait,
    delivery::TeachingField,
    entry::{Entry, Event},
    ground::GroundTable,
    identifier::{AppointmentId, CaseId, PersonId, TeacherNumber},
    placement::{Basis, Shelf, place},
    sector::Sector,
    term::{Calendar, Computed},
};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where this person stands.
///
/// # Errors
/// When the database does not answer.
pub async fn overview(system: &System, person: PersonId) -> Result<Overview, Fault> {
    let waiting = sqlx::query!(
        r#"select (select count(*)
                   from correction_request
                   where person_id = $1 and answered_at is null) as "corrections!",
                  (select count(*)
                   from message
                   where person_id = $1 and read_at is null) as "unread!",
                  (select count(*)
                   from invitation i
                   join activity_version v
                       on v.activity_id = i.activity_id
                       and upper_inf(v.recorded)
                       and not v.removed
                   where i.colleague_id = $1
                     and i.ended_at is null
                     and i.expires_at > $2) as "invitations!",
                  (select count(*)
                   from attendance
                   where person_id = $1 and answered_at is null) as "attendances!""#,
        person.0,
        system.clock.now().to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(&system.pool)
    .await?;
    let today = system.clock.today();
    let appointments = appointments(system, person).await?;
    let mut conn = system.pool.acquire().await?;
    let hours = portfolio::progress(&mut conn, person, today).await?;
    let plans = training::all(&mut conn, &appointments).await?;
    let pension = entry::pension(&mut conn, person).await?;
    let kept = entry::count_kept(&mut conn, person).await?;
    let own = registration::own_entry(&mut conn, person).await?;
    let registers = registration::waits(&mut conn, person).await?;
    let questions = questions(&mut conn, person).await?;
    drop(conn);
    let the_person = the_person(system, person).await?;
    Ok(Overview {
        public: public::shows(system, &the_person.number).await?,
        person: the_person,
        pension: pension.filter(|_| {
            let stays = own.as_ref().is_some_and(|own| !own.entry.is_removed());
            stays || !appointments.is_empty()
        }),
        own,
        registers,
        appointments,
        plans,
        kept,
        claims: claims::list(system, person).await?,
        open_corrections: u32::try_from(waiting.corrections).unwrap_or(u32::MAX),
        questions,
        unread: u32::try_from(waiting.unread).unwrap_or(u32::MAX),
        invitations: u32::try_from(waiting.invitations).unwrap_or(u32::MAX),
        attendances: u32::try_from(waiting.attendances).unwrap_or(u32::MAX),
        hours,
        answer_by: corrections::answer_by(today),
        decide_by: corrections::decide_by(today),
        today,
    })
}

/// What the register asked in a case and waits for.
async fn questions(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<Vec<(CaseId, String, Computed)>, Fault> {
    let answers = Wait::ALL.into_iter().filter(|wait| wait.is_for_teacher());
    let codes: Vec<String> = answers.map(|wait| wait.code().to_owned()).collect();
    let rows = sqlx::query!(
        "select c.id, c.number, w.last_steps
         from case_file c
         join case_wait w on w.case_id = c.id
         where c.person_id = $1
           and c.closed_at is null
           and w.answered_at is null
           and w.lapsed_at is null
           and w.what = any($2)
         order by w.last_on, c.number",
        person.0,
        &codes,
    )
    .fetch_all(&mut *conn)
    .await?;
    let outages = outages::ledger(conn).await?;
    rows.into_iter()
        .map(|row| {
            let last = outages.apply(Calendar::current(), serde_json::from_value(row.last_steps)?);
            Ok((CaseId(row.id), row.number, last))
        })
        .collect()
}

async fn the_person(system: &System, person: PersonId) -> Result<Person, Fault> {
    let row = sqlx::query!(
        r#"select person.teacher_number, person.birth_date, vault.bsn_encrypted,
                  details.source as "source?", details.first_names as "first_names?",
                  details.prefix, details.family_name as "family_name?", details.sex, details.street,
                  details.house_number, details.postcode, details.place, details.country,
                  lookup.outcome as "outcome?"
           from person
           join bsn_vault vault on vault.person_id = person.id
           left join person_details details
               on details.person_id = person.id and upper_inf(details.recorded)
           left join person_lookup lookup on lookup.person_id = person.id
           where person.id = $1"#,
        person.0,
    )
    .fetch_one(&system.pool)
    .await?;
    let details = match (row.source, row.first_names, row.family_name) {
        (Some(source), Some(first_names), Some(family_name)) => Some(PersonDetails {
            source: if source == "brp" {
                Source::Brp
            } else {
                Source::School
            },
            first_name: first_names
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned(),
            full_name: join(" ", [Some(first_names), row.prefix, Some(family_name)]),
            sex: row.sex.map(|code| sex_name(&code).to_owned()),
            address: address(
                row.street,
                row.house_number,
                row.postcode,
                row.place,
                row.country,
            ),
        }),
        _ => None,
    };
    Ok(Person {
        number: TeacherNumber::parse(&row.teacher_number).map_err(Fault::broken)?,
        bsn_masked: system.vault.open_bsn(&row.bsn_encrypted)?.masked(),
        details,
        birth_date: row.birth_date.map(jiff_sqlx::Date::to_jiff),
        brp: match row.outcome.as_deref() {
            Some("found") => BrpState::Found,
            Some("unknown") => BrpState::Unknown,
            Some("mismatch") => BrpState::Mismatch,
            Some(_) => BrpState::Unreachable,
            None => BrpState::Waiting,
        },
    })
}

/// An address in one line, once the street is known.
pub fn address(
    street: Option<String>,
    house_number: Option<String>,
    postcode: Option<String>,
    place: Option<String>,
    country: Option<String>,
) -> Option<String> {
    street.map(|street| {
        let line = join(" ", [Some(street), house_number]);
        let town = join(" ", [postcode.map(spaced), place]);
        join(", ", [Some(line), Some(town), country])
    })
}

/// The word for the sex with this code of the BRP.
pub fn sex_name(code: &str) -> &'static str {
    match code {
        "M" => "Man",
        "V" => "Vrouw",
        _ => "Onbekend",
    }
}

fn join<const N: usize>(with: &str, parts: [Option<String>; N]) -> String {
    parts
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect::<Vec<_>>()
        .join(with)
}

/// The appointments that are in the register, or wait to be confirmed.
pub async fn appointments(system: &System, person: PersonId) -> Result<Vec<Appointment>, Fault> {
    of_person(system, person, false).await
}

/// The appointments that were removed, as they were last.
pub async fn removed(system: &System, person: PersonId) -> Result<Vec<Appointment>, Fault> {
    of_person(system, person, true).await
}

async fn of_person(
    system: &System,
    person: PersonId,
    removed: bool,
) -> Result<Vec<Appointment>, Fault> {
    let rows = sqlx::query!(
        r#"select appointment.id, appointment.number, board.name as board, version.version,
                  lower(version.valid) as "starts!", upper(version.valid) as ends,
                  lower(version.recorded) as "recorded!", version.brin,
                  school.name || ', ' || coalesce(location.place, school.place) as "school!",
                  (select sector
                   from school_board
                   where school_board.brin = version.brin
                     and school_board.valid @> lower(version.valid)) as sector,
                  version.contract_start, version.contract_end, version.ground_code,
                  version.ground_start, version.extension, version.teaching_fields,
                  version.school_years, placement.target, placement.reason, placement.article,
                  placement.table_version, placement.maximum_date, decision.number as "decided?",
                  entry.status, entry.cause, entry.appointment_version,
                  lower(entry.recorded) as "entered!",
                  (select supplier.name
                   from delivery
                   join supplier on supplier.id = delivery.office_id
                   where delivery.id = version.delivery_id) as office
           from appointment
           join board on board.number = appointment.board_number
           join appointment_version version
               on version.appointment_id = appointment.id
               and upper_inf(version.recorded)
           join placement
               on placement.appointment_id = appointment.id and upper_inf(placement.recorded)
           left join decision on decision.id = placement.decision_id
           join entry on entry.appointment_id = appointment.id and upper_inf(entry.recorded)
           join school on school.brin = version.brin
           left join location on location.code = version.location_code
           where appointment.person_id = $1 and (entry.status = 'removed') = $2
           order by upper(version.valid) desc nulls first, lower(version.valid), appointment.id"#,
        person.0,
        removed,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut histories = histories(system, person).await?;
    let table = GroundTable::current();
    rows.into_iter()
        .map(|row| {
            let starts = row.starts.to_jiff();
            let ground_since = row.ground_start.map(jiff_sqlx::Date::to_jiff);
            let extensions = u8::try_from(row.extension).unwrap_or(0);
            let placed = place(
                &Basis {
                    ground_code: &row.ground_code,
                    begins: starts,
                    ground_since,
                    extensions,
                },
                table,
            );
            let entry = moves::named(&row.status, row.cause.as_deref())?;
            // What was decided is not extended by what the ground allows.
            let by_ground = row.decided.is_none() && List::of(&row.target) == List::Vestibule;
            let ground = table.find(&row.ground_code, starts);
            Ok(Appointment {
                id: AppointmentId(row.id),
                version: row.version,
                number: row.number,
                school: row.school,
                brin: row.brin,
                board: row.board,
                sector: row.sector.as_deref().and_then(Sector::parse),
                starts,
                ends: row.ends.and_then(|day| day.to_jiff().yesterday().ok()),
                contract_starts: row.contract_start.to_jiff(),
                contract_ends: row.contract_end.map(jiff_sqlx::Date::to_jiff),
                ground_name: ground
                    .map_or_else(|| row.ground_code.clone(), |ground| ground.name.clone()),
                extension: ground
                    .filter(|_| by_ground)
                    .and_then(|ground| ground.extension_text(extensions)),
                ground_code: row.ground_code,
                ground_since,
                fields: row
                    .teaching_fields
                    .iter()
                    .map(|code| TeachingField::find(code).map_or(code.clone(), |f| f.name.clone()))
                    .collect(),
                years: row.school_years,
                list: List::of(&row.target),
                reason: row.reason,
                article: row.article,
                table_version: row.table_version,
                maximum: match (row.decided, placed.shelf) {
                    (Some(number), _) => row
                        .maximum_date
                        .map(|day| Computed::decided(day.to_jiff(), &number)),
                    (None, Shelf::Vestibule { maximum }) => maximum,
                    (None, Shelf::Register | Shelf::None) => None,
                },
                entry,
                entered_at: dutch(row.entered.to_jiff()),
                confirmed: entry.counts(),
                changed_since: entry.counts() && row.appointment_version < row.version,
                delivered_at: dutch(row.recorded.to_jiff()),
                delivered_by: row.office,
                history: histories.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect()
}

/// When the appointments of a person were listed and entered otherwise, by appointment.
async fn histories(
    system: &System,
    person: PersonId,
) -> Result<BTreeMap<Uuid, Vec<PastStep>>, Fault> {
    let rows = sqlx::query!(
        r#"select a.id as "id!", lower(p.recorded) as "since!", p.target, p.reason,
                  null::text as status, null::text as cause
           from appointment a
           join placement p on p.appointment_id = a.id
           where a.person_id = $1
           union all
           select a.id, lower(e.recorded), null, null, e.status, e.cause
           from appointment a
           join entry e on e.appointment_id = a.id
           where a.person_id = $1
           order by 2, 3"#,
        person.0,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut histories: BTreeMap<Uuid, Vec<PastStep>> = BTreeMap::new();
    for row in rows {
        let (what, why) = match (row.target, row.status) {
            (Some(target), _) => (List::of(&target).name(), row.reason),
            (None, Some(status)) => {
                let entry = moves::named(&status, row.cause.as_deref())?;
                let why = match entry {
                    Entry::Removed(cause) => Some(cause.reason().to_owned()),
                    _ => None,
                };
                (entry.word(), why)
            }
            (None, None) => return Err(Fault::broken("a history of nothing")),
        };
        histories.entry(row.id).or_default().push(PastStep {
            since: dutch(row.since.to_jiff()),
            what: what.to_owned(),
            why,
        });
    }
    Ok(histories)
}

pub async fn confirm(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
    version: i32,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let row = sqlx::query!(
        r#"select version.version, entry.status, entry.cause, entry.appointment_version
           from appointment
           join appointment_version version
               on version.appointment_id = appointment.id
               and upper_inf(version.recorded)
               and not version.removed
           join entry on entry.appointment_id = appointment.id and upper_inf(entry.recorded)
           where appointment.id = $1 and appointment.person_id = $2
           for update of appointment, entry"#,
        appointment.0,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if row.version != version {
        return Err(Problem::conflict(
            "Je school heeft dit intussen gewijzigd. Kijk de nieuwe gegevens na en bevestig ze dan",
        )
        .into());
    }
    let before = moves::named(&row.status, row.cause.as_deref())?;
    let after = moves::after(Some(before), Event::Confirmed)?;
    if after == before && row.appointment_version == version {
        return Ok(());
    }
    let change = moves::Change {
        appointment: appointment.0,
        entry: after,
        version: Some(version),
    };
    moves::write(&mut tx, now, &[change]).await?;
    audit::record(
        &mut tx,
        now,
        By::Teacher(person),
        Some(person),
        None,
        &Act::AppointmentConfirmed {
            appointment,
            version,
        },
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A Dutch postcode as people write it: `9599 AD`.
fn spaced(postcode: String) -> String {
    match postcode.split_at_checked(4) {
        Some((digits, letters)) if letters.len() == 2 => format!("{digits} {letters}"),
        _ => postcode,
    }
}
