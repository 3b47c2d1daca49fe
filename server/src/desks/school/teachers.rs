//! The teachers of a board, by appointment.

use super::{claims::subject_name, grounds, places};
use crate::{System, fault::Fault, viewing};
use app::{
    actor::SchoolContact,
    school::teachers::{PAGE, Status, TeacherFilter, TeacherPage, TeacherRow},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{ground::horizon, viewing::Viewing};
use sqlx::PgPool;

/// The appointments that fit the filter; that they were looked at is recorded.
pub async fn page(
    system: &System,
    contact: &SchoolContact,
    filter: TeacherFilter,
) -> Result<TeacherPage, Fault> {
    let pool = &system.pool;
    let today = system.clock.today();
    let part = Part {
        limit: i64::from(PAGE),
        skip: i64::from(filter.page.max(1) - 1) * i64::from(PAGE),
    };
    let found = find(pool, contact, &filter, None, today, part).await?;
    let (subjects, grounds) = choices(pool, contact, today).await?;
    let locations = places::locations(pool, contact, today).await?;
    let not_registered = match filter.status.as_str() {
        "fouten" => not_registered(pool, contact).await?,
        _ => 0,
    };
    viewing::by_school(system, contact, Viewing::Teachers, &numbers(&found)).await?;
    Ok(TeacherPage {
        today,
        rows: found.rows,
        appointments: found.appointments,
        teachers: found.teachers,
        not_registered,
        page: filter.page.max(1),
        pages: pages(found.appointments, i64::from(PAGE)),
        subjects,
        grounds,
        locations: locations.into_iter().map(|l| (l.code, l.name)).collect(),
    })
}

/// All appointments that fit the filter, for a file, or only those with these numbers; that they were
/// looked at is recorded.
pub async fn all(
    system: &System,
    contact: &SchoolContact,
    filter: &TeacherFilter,
    only: Option<&[String]>,
) -> Result<Vec<TeacherRow>, Fault> {
    let today = system.clock.today();
    let everything = Part {
        limit: i64::MAX,
        skip: 0,
    };
    let found = find(&system.pool, contact, filter, only, today, everything).await?;
    viewing::by_school(system, contact, Viewing::TeachersFile, &numbers(&found)).await?;
    Ok(found.rows)
}

fn numbers(found: &Found) -> Vec<String> {
    let rows = found.rows.iter();
    rows.map(|row| row.appointment.clone()).collect()
}

/// How many pages there are; at least one.
pub fn pages(count: i64, per_page: i64) -> u32 {
    u32::try_from((count + per_page - 1) / per_page)
        .unwrap_or(u32::MAX)
        .max(1)
}

/// Which part of the list.
struct Part {
    limit: i64,
    skip: i64,
}

struct Found {
    rows: Vec<TeacherRow>,
    appointments: i64,
    teachers: i64,
}

async fn find(
    pool: &PgPool,
    contact: &SchoolContact,
    filter: &TeacherFilter,
    only: Option<&[String]>,
    today: Date,
    part: Part,
) -> Result<Found, Fault> {
    let rows = sqlx::query!(
        r#"with matching as (
               select a.number, a.person_id, a.ground_code, a.target, a.last_day, a.confirmed,
                      a.removed,
                      coalesce(l.name, s.name) as location,
                      coalesce(claimed.subjects, a.teaching_fields) as subjects,
                      d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name,
                      d.family_name || ' ' || d.first_names as sort,
                      case when $7 = 'verloopt' then a.last_day end as first
               from current_appointment a
               join school s on s.brin = a.brin
               left join location l on l.code = a.location_code
               left join person_details d
                   on d.person_id = a.person_id
                   and upper_inf(d.recorded)
               left join (
                   select appointment_id, array_agg(distinct subject) as subjects
                   from current_claim
                   where board_number = $1
                   group by appointment_id
               ) claimed
                   on claimed.appointment_id = a.id
                   -- What a teacher entered who left, is for the teacher alone (article 38n WPO).
                   and not a.removed
               where a.board_number = $1
                 and (upper_inf(a.valid) or upper(a.valid) > $2)
                 and ($3 = '' or strpos(d.search_name, search_text($3)) > 0)
                 and ($4 = '' or $4 = any(claimed.subjects) or $4 = any(a.teaching_fields))
                 and ($5 = '' or a.ground_code = $5)
                 and ($6 = '' or a.location_code = $6 or a.brin = $6)
                 and ($11::text[] is null or a.number = any($11))
                 and ($12::text[] is null or a.brin = any($12))
                 and case $7
                         when 'klaargezet' then not a.removed and not a.confirmed
                         when 'uitgeschreven' then a.removed
                         when 'bevestigd' then a.confirmed
                         when 'verloopt' then not a.removed
                             and a.target = 'vestibule'
                             and a.last_day <= $8
                         when 'fouten' then exists (
                             select
                             from delivery_record r
                             join delivery delivered on delivered.id = r.delivery_id
                             where r.appointment_number = a.number
                               and delivered.board_number = a.board_number
                               and r.outcome = 'refused'
                               and r.repaired_by is null
                         )
                         else true
                     end
           ),
           totals as (
               select count(*) as appointments, count(distinct person_id) as teachers from matching
           ),
           shown as (
               select * from matching order by first, sort nulls last, number limit $9 offset $10
           )
           select totals.appointments as "appointments!", totals.teachers as "teachers!",
                  shown.number as "number?", shown.ground_code as "ground?",
                  shown.target as "target?", shown.last_day, shown.confirmed as "confirmed?",
                  shown.removed as "removed?",
                  shown.location as "location?", shown.subjects as "subjects?", shown.name
           from totals
           left join shown on true
           order by shown.first, shown.sort nulls last, shown.number"#,
        contact.board().as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
        filter.name.trim(),
        filter.subject,
        filter.ground,
        filter.location,
        filter.status,
        horizon(today).to_sqlx() as jiff_sqlx::Date,
        part.limit,
        part.skip,
        only as Option<&[String]>,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    let (appointments, teachers) = rows
        .first()
        .map_or((0, 0), |row| (row.appointments, row.teachers));
    let rows = rows
        .into_iter()
        .filter_map(|row| {
            let shelf = row.target?;
            let ends = row.last_day.map(jiff_sqlx::Date::to_jiff);
            let code = row.ground?;
            Some(TeacherRow {
                name: row.name,
                appointment: row.number?,
                subjects: row
                    .subjects?
                    .iter()
                    .map(|code| subject_name(code))
                    .collect(),
                ground: grounds::name(&code),
                ground_code: code,
                location: row.location?,
                status: if row.removed? {
                    Status::Removed
                } else {
                    status(&shelf, ends, row.confirmed?, today)
                },
                shelf,
                ends,
            })
        })
        .collect();
    Ok(Found {
        rows,
        appointments,
        teachers,
    })
}

fn status(shelf: &str, ends: Option<Date>, confirmed: bool, today: Date) -> Status {
    match ends {
        Some(ends) if shelf == "vestibule" && ends <= horizon(today) => Status::Expiring,
        _ if confirmed => Status::Confirmed,
        _ => Status::Staged,
    }
}

/// How many appointments were refused that the register does not have: they stand in no list of teachers.
async fn not_registered(pool: &PgPool, contact: &SchoolContact) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select count(distinct r.appointment_number) as "count!"
           from delivery d
           join delivery_record r on r.delivery_id = d.id
           where d.board_number = $1
             and d.refused_count > 0
             and r.outcome = 'refused'
             and r.repaired_by is null
             and ($2::text[] is null
                  or (d.delivered_by = $3 and d.schools <@ $2)
                  or r.sent ->> 'instellingscode' = any($2))
             and not exists (
                 select
                 from current_appointment a
                 where a.board_number = $1 and a.number = r.appointment_number
             )"#,
        contact.board().as_str(),
        contact.schools() as Option<&[String]>,
        contact.only_own(),
    )
    .fetch_one(pool)
    .await?)
}

type Choices = Vec<(String, String)>;

/// The subjects and the grounds that occur at the board.
async fn choices(
    pool: &PgPool,
    contact: &SchoolContact,
    today: Date,
) -> Result<(Choices, Choices), Fault> {
    let rows = sqlx::query!(
        r#"with own as (
               select id, ground_code, teaching_fields, removed
               from current_appointment
               where board_number = $1
                 and (upper_inf(valid) or upper(valid) > $2)
                 and ($3::text[] is null or brin = any($3))
           )
           select 'ground' as "kind!", ground_code as "code!" from own
           union
           select 'subject', unnest(teaching_fields) from own
           union
           select 'subject', claim.subject
           from own
           join current_claim claim on claim.appointment_id = own.id
           where claim.board_number = $1 and not own.removed"#,
        contact.board().as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    let (mut subjects, mut grounds) = (Vec::new(), Vec::new());
    for row in rows {
        if row.kind == "ground" {
            grounds.push((row.code.clone(), grounds::name(&row.code)));
        } else {
            subjects.push((row.code.clone(), subject_name(&row.code)));
        }
    }
    grounds.sort();
    subjects.sort_by(|a, b| a.1.cmp(&b.1));
    Ok((subjects, grounds))
}
