//! What teachers say of a version in the consultation, and what their elected members vote.

use crate::{
    System,
    audit::{self, Act, By},
    criteria,
    fault::Fault,
};
use app::actor::{Delegate, Teacher};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    criteria::{Ballot, Stage},
    identifier::PersonId,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The most characters of a reaction.
const LONGEST: usize = 4_000;

/// The most reactions of one teacher on a version.
const MOST: i64 = 5;

/// Whether a teacher is in the register on a day, and confirmed that.
///
/// # Errors
/// When the database does not answer.
pub async fn is_registered(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select
               from current_appointment
               where person_id = $1
                 and valid @> $2::date
                 and target = 'register'
                 and confirmed
                 and not removed
           ) as "is!""#,
        person.0,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(conn)
    .await?)
}

/// Reacts in a consultation. Sent twice, it is there once.
///
/// # Errors
/// 404 when there is no such version; 409 when there is no consultation now, or the teacher is not in
/// the register; 422 without words.
pub async fn react(
    system: &System,
    teacher: &Teacher,
    version: &str,
    number: Uuid,
    text: &str,
) -> Result<(), Fault> {
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let person = teacher.person();
    let mut tx = system.pool.begin().await?;
    let kept = criteria::find(&mut tx, version)
        .await?
        .ok_or_else(Problem::not_found)?;
    let is_open = kept.until.is_some_and(|until| today <= until);
    if kept.stage != Stage::Consultation || !is_open {
        return Err(Problem::conflict("Op deze versie kun je nu niet reageren").into());
    }
    if !is_registered(&mut tx, person, today).await? {
        let message = "Alleen leraren die in het register staan kunnen reageren";
        return Err(Problem::conflict(message).into());
    }
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        let message = "Schrijf wat je vindt, in ten hoogste 4.000 tekens";
        return Err(Problem::invalid(vec![FieldError::new("text", message)]).into());
    }
    let given = sqlx::query!(
        "insert into criteria_reaction (id, version_id, person_id, text, given_at)
         values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing",
        number,
        kept.id,
        person.0,
        text,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    if given.rows_affected() == 0 {
        return Ok(());
    }
    // With this one, which is not there when it is one too many.
    let count = sqlx::query_scalar!(
        r#"with held as (select id from person where id = $2 for no key update)
           select (select count(*) from criteria_reaction r
                   where r.version_id = $1 and r.person_id = held.id) as "count!"
           from held"#,
        kept.id,
        person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if count > MOST {
        let message = "Je hebt al 5 keer gereageerd op deze versie";
        return Err(Problem::conflict(message).into());
    }
    let act = Act::CriteriaReaction {
        version: version.to_owned(),
        reaction: number,
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Votes, or changes a vote.
///
/// # Errors
/// 404 when there is no such version; 409 when there is no vote now, or the mandate has ended.
pub async fn vote(
    system: &System,
    delegate: &Delegate,
    version: &str,
    ballot: Ballot,
) -> Result<(), Fault> {
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let person = delegate.teacher().person();
    let mut tx = system.pool.begin().await?;
    let kept = criteria::find(&mut tx, version)
        .await?
        .ok_or_else(Problem::not_found)?;
    let cast = sqlx::query!(
        "insert into criteria_ballot (vote_id, person_id, delegate_id, choice, cast_at)
         select v.id, d.person_id, d.id, $4, $5
         from criteria_vote v, delegate d
         where v.version_id = $1
           and v.counted_at is null
           and v.until >= $3
           and d.person_id = $2
           and d.valid @> $3::date
         on conflict (vote_id, person_id)
             do update set delegate_id = excluded.delegate_id, choice = excluded.choice,
                           cast_at = excluded.cast_at",
        kept.id,
        person.0,
        today.to_sqlx() as jiff_sqlx::Date,
        ballot.code(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    if cast.rows_affected() == 0 {
        return Err(Problem::conflict("Over deze versie kun je nu niet stemmen").into());
    }
    let act = Act::CriteriaBallot {
        version: version.to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}
