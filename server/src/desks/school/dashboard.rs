//! The figures of a board or of one of its locations, from the database at this moment.

use super::{deliveries, grounds, tasks};
use crate::{System, desks::staff, fault::Fault};
use app::school::dashboard::{
    Dashboard, GroundCount, Location, LocationFigures, Share, SubjectShare,
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    disclosure::{is_small, may_show},
    ground::horizon,
    identifier::{BoardNumber, LocationCode},
};
use sqlx::PgPool;

/// How many deliveries the dashboard shows.
const DELIVERIES: i64 = 4;

/// Whose figures are asked for.
struct Scope<'a> {
    board: &'a BoardNumber,
    location: Option<&'a str>,
    today: Date,
}

/// The figures of the board, or of this location of it.
///
/// # Errors
/// 404 when the location is not of the board; 500 when the database does not answer.
pub async fn load(
    system: &System,
    board: &BoardNumber,
    chosen: Option<LocationCode>,
) -> Result<Dashboard, Fault> {
    let pool = &system.pool;
    let today = system.clock.today();
    let locations = locations(pool, board, today).await?;
    if let Some(code) = &chosen
        && locations.iter().all(|location| location.code != *code)
    {
        return Err(Problem::not_found().into());
    }
    let scope = Scope {
        board,
        location: chosen.as_ref().map(LocationCode::as_str),
        today,
    };
    let name = async {
        let name = sqlx::query_scalar!("select name from board where number = $1", board.as_str());
        Ok(name.fetch_one(pool).await?)
    };
    // Beside each other: together they take as long as the longest.
    let (name, (whole, grounds), by_location, claims, deliveries, tasks, gates) = tokio::try_join!(
        name,
        figures(pool, &scope),
        by_location(pool, &scope, &locations),
        claims(pool, &scope),
        deliveries::newest(pool, board, DELIVERIES, 0),
        tasks::list(system, board),
        staff::standing(system, board),
    )?;
    let (subjects, hidden_subjects, qualified) = shown(claims);
    Ok(Dashboard {
        board: name,
        locations,
        by_location,
        today,
        gates,
        deliveries,
        teachers: whole.teachers,
        appointments: whole.appointments,
        confirmed: whole.confirmed,
        expiring: whole.expiring,
        grounds,
        subjects,
        hidden_subjects,
        qualified,
        tasks: tasks.tasks,
        chosen,
    })
}

/// The locations of the schools that the board has on this day.
pub async fn locations(
    pool: &PgPool,
    board: &BoardNumber,
    on: Date,
) -> Result<Vec<Location>, Fault> {
    let rows = sqlx::query!(
        "select l.code, l.name
         from location l
         join school_board b on b.brin = l.brin
         where b.board_number = $1 and b.valid @> $2::date
         order by l.name, l.code",
        board.as_str(),
        on.to_sqlx(),
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

/// How many there are, of all of it or of one ground.
struct Figures {
    target: Option<String>,
    ground: Option<String>,
    teachers: i64,
    appointments: i64,
    confirmed: i64,
    expiring: i64,
}

/// The figures of the whole, and those of each ground, the largest first. They come from one look at
/// the appointments.
async fn figures(pool: &PgPool, scope: &Scope<'_>) -> Result<(Figures, Vec<GroundCount>), Fault> {
    let rows = sqlx::query_as!(
        Figures,
        r#"select target as "target?", ground_code as "ground?",
                  count(distinct person_id) as "teachers!",
                  count(*) as "appointments!",
                  count(*) filter (where confirmed) as "confirmed!",
                  count(*) filter (where target = 'vestibule' and last_day <= $4) as "expiring!"
           from current_appointment
           where board_number = $1
             and ($2::text is null or location_code = $2)
             and valid @> $3::date
           group by grouping sets ((), (target, ground_code))
           order by target nulls first, count(*) desc, ground_code"#,
        scope.board.as_str(),
        scope.location,
        scope.today.to_sqlx(),
        horizon(scope.today).to_sqlx(),
    )
    .fetch_all(pool)
    .await?;
    let mut rows = rows.into_iter();
    let whole = rows
        .next()
        .ok_or_else(|| Fault::broken("the sum of nothing is a row too"))?;
    let grounds = rows.filter_map(|row| {
        let code = row.ground?;
        Some(GroundCount {
            shelf: row.target?,
            name: grounds::name(&code),
            code,
            count: row.appointments,
        })
    });
    Ok((whole, grounds.collect()))
}

/// How each location stands, in the order of the list. A board can have hundreds of them: one
/// question for all.
async fn by_location(
    pool: &PgPool,
    scope: &Scope<'_>,
    locations: &[Location],
) -> Result<Vec<LocationFigures>, Fault> {
    if scope.location.is_some() || locations.len() < 2 {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select location_code as "code!",
                  count(distinct person_id) as "teachers!",
                  count(*) as "appointments!",
                  count(*) filter (where confirmed) as "confirmed!",
                  count(*) filter (where target = 'vestibule' and last_day <= $3) as "expiring!"
           from current_appointment
           where board_number = $1
             and valid @> $2::date
             and location_code is not null
           group by location_code"#,
        scope.board.as_str(),
        scope.today.to_sqlx(),
        horizon(scope.today).to_sqlx(),
    )
    .fetch_all(pool)
    .await?;
    Ok(locations
        .iter()
        .map(|location| {
            let row = rows.iter().find(|row| row.code == location.code.as_str());
            LocationFigures {
                location: location.clone(),
                teachers: row.map_or(0, |row| row.teachers),
                appointments: row.map_or(0, |row| row.appointments),
                confirmed: row.map_or(0, |row| row.confirmed),
                expiring: row.map_or(0, |row| row.expiring),
            }
        })
        .collect())
}

/// The claims that teachers recorded, by subject.
async fn claims(pool: &PgPool, scope: &Scope<'_>) -> Result<Vec<SubjectShare>, Fault> {
    let qualified = super::claims::qualified();
    let rows = sqlx::query!(
        r#"select version.subject,
                  count(*) filter (where latest.outcome = any($4)) as "qualified!",
                  count(*) filter (where (latest.outcome = any($4)) is not true
                                     and a.target = 'vestibule') as "vestibule!",
                  count(*) filter (where (latest.outcome = any($4)) is not true
                                     and a.target <> 'vestibule') as "open!"
           from current_appointment a
           join subject_claim claim on claim.appointment_id = a.id
           join subject_claim_version version
               on version.claim_id = claim.id
               and upper_inf(version.recorded)
               and version.status = 'recorded'
           left join lateral (
               select outcome
               from claim_check
               where claim_id = claim.id
               order by checked_at desc
               limit 1
           ) latest on true
           where a.board_number = $1
             and ($2::text is null or a.location_code = $2)
             and a.valid @> $3::date
           group by version.subject
           order by count(*) desc, version.subject"#,
        scope.board.as_str(),
        scope.location,
        scope.today.to_sqlx(),
        &qualified,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SubjectShare {
            name: super::claims::subject_name(&row.subject),
            qualified: row.qualified,
            vestibule: row.vestibule,
            open: row.open,
        })
        .collect())
}

/// What may be shown of the subjects: those that are large enough, how many are left out, and the
/// share over all of them, or over the shown ones when the rest could be computed from it.
fn shown(all: Vec<SubjectShare>) -> (Vec<SubjectShare>, i64, Option<Share>) {
    let (large, small): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|subject| is_large(subject.share()));
    let hidden = i64::try_from(small.len()).unwrap_or(i64::MAX);
    let rest = sum(&small);
    let total = sum(&large);
    let qualified = if rest.whole == 0 || is_large(rest) {
        Share {
            part: total.part + rest.part,
            whole: total.whole + rest.whole,
        }
    } else {
        total
    };
    let qualified = is_large(qualified).then_some(qualified);
    (
        large.into_iter().map(without_small_parts).collect(),
        hidden,
        qualified,
    )
}

fn is_large(share: Share) -> bool {
    may_show(share.part, share.whole)
}

/// Those without proof, taken together when one of the two groups is small.
fn without_small_parts(mut subject: SubjectShare) -> SubjectShare {
    if is_small(subject.vestibule) || is_small(subject.open) {
        subject.open += subject.vestibule;
        subject.vestibule = 0;
    }
    subject
}

fn sum(subjects: &[SubjectShare]) -> Share {
    subjects
        .iter()
        .map(SubjectShare::share)
        .fold(Share { part: 0, whole: 0 }, |sum, share| Share {
            part: sum.part + share.part,
            whole: sum.whole + share.whole,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str, qualified: i64, vestibule: i64, open: i64) -> SubjectShare {
        SubjectShare {
            name: name.to_owned(),
            qualified,
            vestibule,
            open,
        }
    }

    #[test]
    fn a_subject_with_fewer_than_five_teachers_is_hidden_and_not_to_be_computed() {
        let (shown, hidden, qualified) = shown(vec![
            subject("Wiskunde", 11, 0, 5),
            subject("Duits", 2, 0, 1),
        ]);
        assert_eq!(shown, [subject("Wiskunde", 11, 0, 5)]);
        assert_eq!(hidden, 1);
        assert_eq!(
            qualified,
            Some(Share {
                part: 11,
                whole: 16
            }),
            "Duits does not count"
        );
    }

    #[test]
    fn a_group_of_less_than_five_inside_a_subject_is_not_shown_apart() {
        let (visible, hidden, _) = shown(vec![
            subject("Wiskunde", 11, 3, 2),
            subject("Engels", 12, 0, 2),
        ]);
        assert_eq!(visible, [subject("Wiskunde", 11, 0, 5)]);
        assert_eq!(
            hidden, 1,
            "two of fourteen without proof could be two people one knows"
        );
    }

    #[test]
    fn small_subjects_count_in_the_total_when_they_are_many_together() {
        let small = ["Duits", "Frans", "Grieks", "Latijn"].map(|name| subject(name, 3, 0, 0));
        let (visible, hidden, qualified) = shown(small.to_vec());
        assert!(visible.is_empty());
        assert_eq!(hidden, 4);
        assert_eq!(
            qualified,
            Some(Share {
                part: 12,
                whole: 12
            })
        );
        assert_eq!(shown(vec![subject("Duits", 1, 0, 0)]).2, None);
    }
}
