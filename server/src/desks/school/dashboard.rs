//! The figures of a board or of one of its places, from the database at this moment.

use super::{deliveries, development, grounds, places, tasks};
use crate::{System, desks::staff, fault::Fault};
use app::actor::SchoolContact;
use app::school::{
    dashboard::{
        Dashboard, Development, Expected, GroundCount, NOTICE_DAYS, OpenErrors, Place, Share,
        SubjectShare, TASKS,
    },
    tasks::{Matter, Task},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    disclosure::{is_small, may_show},
    ground::horizon,
    identifier::BoardNumber,
};
use sqlx::PgPool;

/// How many deliveries the dashboard shows.
const DELIVERIES: i64 = 4;

/// Whose figures are asked for.
pub(super) struct Scope<'a> {
    pub(super) board: &'a BoardNumber,
    /// The school or the location that was chosen.
    pub(super) chosen: Option<&'a Place>,
    /// The codes of the schools or of the location; nothing for the whole board.
    pub(super) places: Option<Vec<String>>,
    pub(super) today: Date,
}

/// The figures of the board as far as the contact reaches, or of this place of it.
///
/// # Errors
/// 404 when the contact has no such place; 500 when the database does not answer.
pub async fn load(
    system: &System,
    contact: &SchoolContact,
    chosen: Option<Place>,
) -> Result<Dashboard, Fault> {
    let pool = &system.pool;
    let board = contact.board();
    let today = system.clock.today();
    let scope = Scope {
        board,
        chosen: chosen.as_ref(),
        places: match &chosen {
            Some(place) => Some(vec![place.as_str().to_owned()]),
            None => contact.schools().map(<[String]>::to_vec),
        },
        today,
    };
    let name = async {
        let name = sqlx::query_scalar!("select name from board where number = $1", board.as_str());
        Ok(name.fetch_one(pool).await?)
    };
    let schools = async {
        let schools = places::schools(pool, contact, today).await?;
        if let Some(place) = &chosen {
            places::check(&schools, place)?;
        }
        Ok(schools)
    };
    // Beside each other: together they take as long as the longest. Nothing comes out of it when the
    // place is not theirs.
    let (
        name,
        schools,
        expected,
        (whole, grounds),
        found,
        claims,
        deliveries,
        mut tasks,
        gates,
        development,
        questions,
    ) = tokio::try_join!(
        name,
        schools,
        expected(pool, &scope),
        figures(pool, &scope),
        places::figures(pool, &scope),
        claims(pool, &scope),
        deliveries::newest(system, contact, DELIVERIES),
        tasks::open(system, contact),
        staff::standing(system, board),
        development(pool, contact, &scope),
        questions(pool, &scope),
    )?;
    let by_school = places::beside_each_other(&scope, &schools, found);
    let (subjects, hidden_subjects, qualified) = shown(claims);
    let errors = open_errors(&tasks);
    let open_tasks = tasks.len();
    tasks.truncate(TASKS);
    tasks::complete(pool, contact, &mut tasks).await?;
    Ok(Dashboard {
        board: name,
        schools,
        by_school,
        today,
        gates,
        deliveries,
        teachers: whole.teachers,
        expected,
        appointments: whole.appointments,
        left: whole.left,
        confirmed: whole.confirmed,
        expiring: whole.expiring,
        notices: questions.notices,
        reports: questions.reports,
        reports_due: questions.reports_due.map(jiff_sqlx::Date::to_jiff),
        grounds,
        subjects,
        hidden_subjects,
        qualified,
        tasks,
        open_tasks,
        errors,
        development,
        chosen,
    })
}

/// What asks for a look or an answer.
struct Questions {
    notices: i64,
    reports: i64,
    reports_due: Option<jiff_sqlx::Date>,
}

/// Of how many appointments the record was taken in with something to look at in the last [`NOTICE_DAYS`]
/// days, and how many reports of teachers wait for an answer.
async fn questions(pool: &PgPool, scope: &Scope<'_>) -> Result<Questions, Fault> {
    Ok(sqlx::query_as!(
        Questions,
        r#"select n.notices as "notices!", c.reports as "reports!", c.due as reports_due
           from (
               select count(distinct r.appointment_number) as notices
               from delivery d
               join delivery_record r on r.delivery_id = d.id
               where d.board_number = $1
                 and d.received_at >= $3::date - $4::integer
                 and r.outcome <> 'refused'
                 and r.findings <> '[]'
                 and ($2::text[] is null
                      or r.sent ->> 'vestigingscode' = any($2)
                      or r.sent ->> 'instellingscode' = any($2))
           ) n
           cross join (
               select count(*) as reports, min(c.due_on) as due
               from correction_request c
               join current_appointment a on a.id = c.appointment_id
               where c.answered_at is null
                 and a.board_number = $1
                 and ($2::text[] is null or a.location_code = any($2) or a.brin = any($2))
           ) c"#,
        scope.board.as_str(),
        scope.places.as_deref() as Option<&[String]>,
        scope.today.to_sqlx() as jiff_sqlx::Date,
        NOTICE_DAYS,
    )
    .fetch_one(pool)
    .await?)
}

/// What is shown of portfolios: for the whole board only.
async fn development(
    pool: &PgPool,
    contact: &SchoolContact,
    scope: &Scope<'_>,
) -> Result<Option<Development>, Fault> {
    match scope.chosen {
        Some(_) => Ok(None),
        None => development::of_board(pool, contact, scope.today).await,
    }
}

/// All that was refused and waits for a right one, whichever delivery it came with.
fn open_errors(tasks: &[Task]) -> Option<OpenErrors> {
    let errors: Vec<_> = tasks
        .iter()
        .filter_map(|task| match &task.matter {
            Matter::Errors { source, count, .. } => Some((source, *count, task.due.as_ref()?)),
            _ => None,
        })
        .collect();
    Some(OpenErrors {
        count: errors.iter().map(|(_, count, _)| count).sum(),
        due: errors
            .iter()
            .map(|(_, _, due)| *due)
            .min_by_key(|due| due.date)?
            .clone(),
        source: match errors[..] {
            [(source, ..)] => Some(source.clone()),
            _ => None,
        },
    })
}

/// How many there are, of all of it or of one ground.
struct Figures {
    target: Option<String>,
    ground: Option<String>,
    teachers: i64,
    appointments: i64,
    left: i64,
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
                  count(*) filter (where not removed) as "appointments!",
                  count(*) filter (where removed) as "left!",
                  count(*) filter (where confirmed) as "confirmed!",
                  count(*) filter (where not removed and target = 'vestibule' and last_day <= $4)
                      as "expiring!"
           from current_appointment
           where board_number = $1
             and ($2::text[] is null or location_code = any($2) or brin = any($2))
             and valid @> $3::date
           group by grouping sets ((), (target, ground_code))
           order by target nulls first, "appointments!" desc, ground_code"#,
        scope.board.as_str(),
        scope.places.as_deref() as Option<&[String]>,
        scope.today.to_sqlx() as jiff_sqlx::Date,
        horizon(scope.today).to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(pool)
    .await?;
    let mut rows = rows.into_iter();
    let whole = rows
        .next()
        .ok_or_else(|| Fault::broken("the sum of nothing is a row too"))?;
    let grounds = rows.filter(|row| row.appointments > 0).filter_map(|row| {
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

/// How many teachers DUO counted, in the newest year that it counted any of these schools. It does
/// not count by location.
async fn expected(pool: &PgPool, scope: &Scope<'_>) -> Result<Option<Expected>, Fault> {
    let row = sqlx::query!(
        r#"select counted.year, sum(counted.teachers) as "teachers!"
           from school_board
           join staff_count counted using (brin)
           where school_board.board_number = $1
             and school_board.valid @> $3::date
             and ($2::text[] is null or school_board.brin = any($2))
           group by counted.year
           order by counted.year desc
           limit 1"#,
        scope.board.as_str(),
        scope.places.as_deref() as Option<&[String]>,
        scope.today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Expected {
        teachers: row.teachers,
        year: row.year,
    }))
}

/// The claims that teachers recorded, by subject.
async fn claims(pool: &PgPool, scope: &Scope<'_>) -> Result<Vec<SubjectShare>, Fault> {
    let qualified = super::claims::qualified();
    let rows = sqlx::query!(
        r#"select claim.subject,
                  count(*) filter (where claim.outcome = any($4)) as "qualified!",
                  count(*) filter (where (claim.outcome = any($4)) is not true
                                     and a.target = 'vestibule') as "vestibule!",
                  count(*) filter (where (claim.outcome = any($4)) is not true
                                     and a.target <> 'vestibule') as "open!"
           from current_appointment a
           join current_claim claim on claim.appointment_id = a.id
           where a.board_number = $1
             -- Said twice, so that both are found by their board.
             and claim.board_number = $1
             and ($2::text[] is null or a.location_code = any($2) or a.brin = any($2))
             and a.valid @> $3::date
             -- What a teacher entered who left, is for the teacher alone (article 38n WPO).
             and not a.removed
           group by claim.subject
           order by count(*) desc, claim.subject"#,
        scope.board.as_str(),
        scope.places.as_deref() as Option<&[String]>,
        scope.today.to_sqlx() as jiff_sqlx::Date,
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
