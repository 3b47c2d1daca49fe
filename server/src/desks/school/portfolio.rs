//! What teachers share of their portfolio with their board, and what the board may know of all of them
//! together.

use crate::{
    System,
    desks::{Desk, teacher::shown_to_board},
    fault::Fault,
    viewing,
};
use app::{
    actor::{Colleague, SchoolContact},
    school::{
        dashboard::Development,
        portfolio::{SharedPortfolio, desk::SharedPortfolioDesk},
    },
};
use async_trait::async_trait;
use jiff::civil::{Date, date};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem, disclosure::in_tens, identifier::PersonId, portfolio::Category, viewing::Viewing,
};
use sqlx::PgPool;

#[async_trait]
impl SharedPortfolioDesk for Desk {
    async fn shared_portfolio(
        &self,
        contact: &Colleague,
        number: &str,
    ) -> Result<SharedPortfolio, Problem> {
        Ok(shared(&self.0, contact, number).await?)
    }
}

async fn shared(
    system: &System,
    contact: &SchoolContact,
    number: &str,
) -> Result<SharedPortfolio, Fault> {
    let today = system.clock.today();
    let mut conn = system.pool.acquire().await?;
    let row = sqlx::query!(
        r#"select a.person_id,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name
           from current_appointment a
           left join person_details d on d.person_id = a.person_id and upper_inf(d.recorded)
           where a.board_number = $1
             and a.number = $2
             and a.valid @> $4::date
             and not a.removed
             and ($3::text[] is null or a.brin = any($3))"#,
        contact.board().as_str(),
        number,
        contact.schools() as Option<&[String]>,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    let person = PersonId(row.person_id);
    let activities = shown_to_board(&mut conn, person, contact.board(), today).await?;
    drop(conn);
    let of = [number.to_owned()];
    viewing::by_school(system, contact, Viewing::SharedPortfolio, &of).await?;
    Ok(SharedPortfolio {
        name: row.name.unwrap_or_else(|| "Naam volgt".to_owned()),
        activities,
    })
}

/// What the teachers of the whole board did in the last school year, in groups of which nobody can be
/// told. Only for who sees all of the board, and never of a part of it: two figures of which the
/// difference is known would tell of a few.
///
/// # Errors
/// When the database does not answer.
pub async fn development(
    pool: &PgPool,
    contact: &SchoolContact,
    today: Date,
) -> Result<Option<Development>, Fault> {
    if contact.schools().is_some() || contact.reach().office().is_some() {
        return Ok(None);
    }
    let (first, last) = last_school_year(today);
    let row = sqlx::query!(
        r#"with own as (
               select distinct person_id
               from current_appointment
               where board_number = $1 and valid @> $2::date and confirmed and not removed
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
               where a.person_id in (select person_id from own)
                 and not v.removed
                 and v.starts_on between $3 and $4
               group by a.person_id
           )
           select (select count(*) from own) as "whole!",
                  count(*) as "active!",
                  array[
                      count(*) filter (where subject_content),
                      count(*) filter (where subject_didactics),
                      count(*) filter (where pedagogy),
                      count(*) filter (where professional),
                      count(*) filter (where school),
                      count(*) filter (where profession)
                  ] as "by_category!"
           from done"#,
        contact.board().as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
        first.to_sqlx() as jiff_sqlx::Date,
        last.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(pool)
    .await?;
    let categories = Category::ALL.into_iter().zip(row.by_category);
    Ok(Some(Development {
        first,
        last,
        active: in_tens(row.active, row.whole),
        categories: categories
            .map(|(category, count)| (category, in_tens(count, row.whole)))
            .collect(),
    }))
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
