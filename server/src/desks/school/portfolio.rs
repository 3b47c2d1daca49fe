//! What teachers share of their portfolio with their board.

use crate::{
    System,
    desks::{Desk, teacher::shown_to_board},
    fault::Fault,
    viewing,
};
use app::{
    actor::{Colleague, SchoolContact},
    school::portfolio::{SharedPortfolio, desk::SharedPortfolioDesk},
};
use async_trait::async_trait;
use jiff_sqlx::ToSqlx;
use shared::{Problem, identifier::PersonId, viewing::Viewing};

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
