//! What a board may know of the portfolios of all of its teachers together.

use crate::{System, fault::Fault};
use app::{actor::SchoolContact, school::dashboard::Development};
use jiff::civil::{Date, date};
use jiff_sqlx::ToSqlx;
use shared::{disclosure::in_tens, portfolio::Category};
use sqlx::PgPool;

/// What the teachers of the whole board did in the last school year, in groups of which nobody can be
/// told. Only for who sees all of the board, and never of a part of it: two figures of which the
/// difference is known would tell of a few. Nothing before the first round after a board came, or after
/// a school year ended.
///
/// # Errors
/// When the database does not answer.
pub async fn of_board(
    pool: &PgPool,
    contact: &SchoolContact,
    today: Date,
) -> Result<Option<Development>, Fault> {
    if contact.schools().is_some() || contact.reach().office().is_some() {
        return Ok(None);
    }
    let (first, last) = last_school_year(today);
    let row = sqlx::query!(
        "select teachers, active, by_category
         from board_development
         where board_number = $1 and first_day = $2",
        contact.board().as_str(),
        first.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Development {
        first,
        last,
        active: in_tens(row.active, row.teachers),
        categories: Category::ALL
            .into_iter()
            .zip(row.by_category)
            .map(|(category, count)| (category, in_tens(count, row.teachers)))
            .collect(),
    }))
}

/// Counts again what the teachers of every board did: the part of the daily round about it.
///
/// # Errors
/// When the database does not answer.
pub async fn go_round(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let (first, last) = last_school_year(today);
    let mut tx = system.pool.begin().await?;
    sqlx::query!("delete from board_development")
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        r#"with own as (
               select distinct board_number, person_id
               from current_appointment
               where valid @> $1::date and confirmed and not removed
           ),
           done as (
               select a.person_id,
                      bool_or(v.subject_content > 0) as subject_content,
                      bool_or(v.subject_didactics > 0) as subject_didactics,
                      bool_or(v.pedagogy > 0) as pedagogy,
                      bool_or(v.professional > 0) as professional,
                      bool_or(v.school > 0) as school,
                      bool_or(v.profession > 0) as profession
               from activity a
               join activity_version v on v.activity_id = a.id and upper_inf(v.recorded)
               where not v.removed
                 and v.starts_on between $2 and $3
               group by a.person_id
           )
           insert into board_development
               (board_number, first_day, teachers, active, by_category)
           select own.board_number, $2, count(*), count(done.person_id),
                  array[
                      count(*) filter (where subject_content),
                      count(*) filter (where subject_didactics),
                      count(*) filter (where pedagogy),
                      count(*) filter (where professional),
                      count(*) filter (where school),
                      count(*) filter (where profession)
                  ]
           from own
           left join done using (person_id)
           group by own.board_number"#,
        today.to_sqlx() as jiff_sqlx::Date,
        first.to_sqlx() as jiff_sqlx::Date,
        last.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The last school year that is over: it does not change from day to day.
fn last_school_year(today: Date) -> (Date, Date) {
    let begun = i16::from(today.month() < 8);
    let year = today.year() - begun;
    (date(year - 1, 8, 1), date(year, 7, 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_is_over_on_the_first_of_august() {
        let year = (date(2025, 8, 1), date(2026, 7, 31));
        assert_eq!(last_school_year(date(2026, 8, 1)), year);
        assert_eq!(last_school_year(date(2027, 7, 31)), year);
    }
}
