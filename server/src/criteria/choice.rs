//! The newer version that a teacher chose.

use super::all;
use crate::{
    System,
    audit::{self, Act, By},
    desks::teacher::standing,
    fault::Fault,
};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    criteria::{may_choose, newer},
    identifier::PersonId,
};
use sqlx::PgConnection;

/// The version that a teacher chose; nothing when none was, or it was taken back.
///
/// # Errors
/// When the database does not answer.
pub async fn of(conn: &mut PgConnection, person: PersonId) -> Result<Option<String>, Fault> {
    Ok(sqlx::query_scalar!(
        "select v.version
         from criteria_choice c
         join criteria_version v on v.id = c.version_id
         where c.person_id = $1 and upper_inf(c.recorded)",
        person.0,
    )
    .fetch_optional(conn)
    .await?)
}

/// Chooses a newer version; without one takes the choice back. What was chosen before stays in the
/// history.
///
/// # Errors
/// 404 when there is no such version that this teacher may choose; 409 when the term has not begun or
/// is over.
pub async fn choose(system: &System, person: PersonId, version: Option<&str>) -> Result<(), Fault> {
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let mut tx = system.pool.begin().await?;
    let standing = standing(&mut tx, person, Vec::new(), today).await?;
    if !standing.begun {
        return Err(Problem::conflict("Je periode is nog niet begonnen").into());
    }
    let term = standing.inputs.term;
    if !may_choose(term, today) {
        return Err(Problem::conflict("Je periode is voorbij. Dan kun je niet meer kiezen").into());
    }
    if of(&mut tx, person).await?.as_deref() == version {
        return Ok(());
    }
    let kept = all(&mut tx).await?;
    let sets: Vec<_> = kept.iter().map(|kept| kept.set.clone()).collect();
    let chosen = match version {
        None => None,
        Some(version) => {
            let may = newer(&sets, standing.inputs.sector, term, today)
                .iter()
                .any(|set| set.version == version);
            let found = kept.iter().find(|kept| kept.set.version == version);
            Some(found.filter(|_| may).ok_or_else(Problem::not_found)?.id)
        }
    };
    sqlx::query!(
        "update criteria_choice
         set recorded = tstzrange(lower(recorded), $2)
         where person_id = $1 and upper_inf(recorded)",
        person.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    if let Some(chosen) = chosen {
        sqlx::query!(
            "insert into criteria_choice (person_id, recorded, version_id)
             values ($1, tstzrange($2, null), $3)",
            person.0,
            now.to_sqlx() as jiff_sqlx::Timestamp,
            chosen,
        )
        .execute(&mut *tx)
        .await?;
    }
    let act = Act::CriteriaChosen {
        version: version.map(str::to_owned),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}
