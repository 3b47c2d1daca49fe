//! The schools of a board and their locations, and how each of them stands.

use super::dashboard::Scope;
use crate::fault::Fault;
use app::actor::SchoolContact;
use app::school::dashboard::{Figures, Location, Place, School, SchoolFigures};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    ground::horizon,
    identifier::{Brin, LocationCode},
};
use sqlx::PgPool;
use std::collections::HashMap;

/// The locations of the schools that the board has on this day, as far as the contact reaches.
pub async fn locations(
    pool: &PgPool,
    contact: &SchoolContact,
    on: Date,
) -> Result<Vec<Location>, Fault> {
    let rows = sqlx::query!(
        "select l.code, l.name
         from location l
         join school_board b on b.brin = l.brin
         where b.board_number = $1
           and b.valid @> $2::date
           and ($3::text[] is null or b.brin = any($3))
         order by l.name, l.code",
        contact.board().as_str(),
        on.to_sqlx() as jiff_sqlx::Date,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let code = LocationCode::parse(&row.code).map_err(Fault::broken)?;
            Ok(Location {
                code,
                name: row.name,
            })
        })
        .collect()
}

/// The schools that the board has on this day with their locations, and those where it still has
/// appointments; as far as the contact reaches.
pub async fn schools(
    pool: &PgPool,
    contact: &SchoolContact,
    on: Date,
) -> Result<Vec<School>, Fault> {
    let rows = sqlx::query!(
        r#"select s.brin, s.name, l.code as "code?", l.name as "location?"
           from school s
           left join location l on l.brin = s.brin
           where s.brin in (
               select brin
               from school_board
               where board_number = $1 and valid @> $2::date
               union
               select brin
               from current_appointment
               where board_number = $1 and valid @> $2::date
           )
           and ($3::text[] is null or s.brin = any($3))
           order by s.name, s.brin, l.name, l.code"#,
        contact.board().as_str(),
        on.to_sqlx() as jiff_sqlx::Date,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    let mut schools: Vec<School> = Vec::new();
    for row in rows {
        let brin = Brin::parse(&row.brin).map_err(Fault::broken)?;
        if schools.last().is_none_or(|last| last.brin != brin) {
            schools.push(School {
                brin,
                name: row.name,
                locations: Vec::new(),
            });
        }
        if let Some((code, name)) = row.code.zip(row.location)
            && let Some(school) = schools.last_mut()
        {
            let code = LocationCode::parse(&code).map_err(Fault::broken)?;
            school.locations.push(Location { code, name });
        }
    }
    Ok(schools)
}

/// Goes on when the place is one of these.
///
/// # Errors
/// 404 when it is not.
pub fn check(schools: &[School], place: &Place) -> Result<(), Problem> {
    let is_there = schools.iter().any(|school| match place {
        Place::School(brin) => school.brin == *brin,
        Place::Location(code) => school.locations.iter().any(|own| own.code == *code),
    });
    if is_there {
        Ok(())
    } else {
        Err(Problem::not_found())
    }
}

/// Figures by school, whether they are of the whole school, and location: without one it is what has no
/// location.
type ByPlace = HashMap<(String, bool, Option<String>), Figures>;

/// How each school and each of its locations stands. A board can have hundreds of locations: one question
/// for all.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn figures(pool: &PgPool, scope: &Scope<'_>) -> Result<ByPlace, Fault> {
    if let Some(Place::Location(_)) = scope.chosen {
        return Ok(ByPlace::new());
    }
    let rows = sqlx::query!(
        r#"select brin as "brin!", location_code, grouping(location_code) = 1 as "whole!",
                  count(distinct person_id) as "teachers!",
                  count(*) filter (where not removed) as "appointments!",
                  count(*) filter (where confirmed) as "confirmed!",
                  count(*) filter (where not removed and target = 'vestibule' and last_day <= $4)
                      as "expiring!"
           from current_appointment
           where board_number = $1
             and valid @> $2::date
             and ($3::text[] is null or brin = any($3))
           group by grouping sets ((brin), (brin, location_code))"#,
        scope.board.as_str(),
        scope.today.to_sqlx() as jiff_sqlx::Date,
        scope.places.as_deref() as Option<&[String]>,
        horizon(scope.today).to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let figures = Figures {
                teachers: row.teachers,
                appointments: row.appointments,
                confirmed: row.confirmed,
                expiring: row.expiring,
            };
            ((row.brin, row.whole, row.location_code), figures)
        })
        .collect())
}

/// These figures in the order of the schools; of a chosen school only that one. Empty when there is nothing
/// to set beside each other.
pub(super) fn beside_each_other(
    scope: &Scope<'_>,
    schools: &[School],
    mut found: ByPlace,
) -> Vec<SchoolFigures> {
    let of_school = match scope.chosen {
        Some(Place::School(brin)) => Some(brin),
        Some(Place::Location(_)) => return Vec::new(),
        None => None,
    };
    let mut take = |brin: &Brin, whole: bool, code: Option<&LocationCode>| {
        let code = code.map(ToString::to_string);
        found.remove(&(brin.to_string(), whole, code))
    };
    let by_school: Vec<SchoolFigures> = schools
        .iter()
        .filter(|school| of_school.is_none_or(|brin| school.brin == *brin))
        .map(|school| SchoolFigures {
            brin: school.brin.clone(),
            name: school.name.clone(),
            whole: take(&school.brin, true, None).unwrap_or_default(),
            locations: school
                .locations
                .iter()
                .map(|location| {
                    let figures = take(&school.brin, false, Some(&location.code));
                    (location.clone(), figures.unwrap_or_default())
                })
                .collect(),
            without_location: take(&school.brin, false, None),
        })
        .collect();
    let has_one_row = match &by_school[..] {
        [] => true,
        [school] => school.locations.len() < 2 && school.without_location.is_none(),
        _ => false,
    };
    if has_one_row { Vec::new() } else { by_school }
}
