//! The interruptions of the term that a teacher enters.

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::teacher::reregistration::Entered;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    criteria::{Interruption, InterruptionForm, InterruptionKind},
    identifier::PersonId,
};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The interruptions that each of these persons entered, the first one first.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    conn: &mut PgConnection,
    persons: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Entered>>, Fault> {
    let rows = sqlx::query!(
        r#"select id, person_id, kind, lower(days) as "from!", upper(days) as "until!"
           from interruption
           where person_id = any($1) and removed_at is null
           order by lower(days), id"#,
        persons,
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<Uuid, Vec<Entered>> = BTreeMap::new();
    for row in rows {
        let kind = InterruptionKind::parse(&row.kind)
            .ok_or_else(|| Fault::broken("an interruption has a kind that is not known"))?;
        let (from, until) = (row.from.to_jiff(), row.until.to_jiff());
        all.entry(row.person_id).or_default().push(Entered {
            id: row.id,
            interruption: Interruption { kind, from, until },
        });
    }
    Ok(all)
}

/// Adds one. Sent twice, it is added once.
///
/// # Errors
/// 422 when something is missing or wrong; 404 when the number is that of somebody else.
pub async fn add(
    system: &System,
    person: PersonId,
    number: Uuid,
    form: &InterruptionForm,
) -> Result<(), Fault> {
    let Interruption { kind, from, until } = form.parse()?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let added = sqlx::query!(
        "insert into interruption (id, person_id, kind, days, entered_at)
         values ($1, $2, $3, daterange($4, $5), $6)
         on conflict (id) do nothing",
        number,
        person.0,
        kind.code(),
        from.to_sqlx() as jiff_sqlx::Date,
        until.to_sqlx() as jiff_sqlx::Date,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        // Sent twice, or the number of somebody else.
        let own = sqlx::query_scalar!(
            r#"select exists (
                   select from interruption where id = $1 and person_id = $2
               ) as "own!""#,
            number,
            person.0,
        )
        .fetch_one(&mut *tx)
        .await?;
        return if own {
            Ok(())
        } else {
            Err(Problem::not_found().into())
        };
    }
    let act = Act::InterruptionChanged {
        interruption: number,
        change: "added".to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes one; the history stays.
///
/// # Errors
/// 404 when it is not there, or not of this teacher.
pub async fn remove(system: &System, person: PersonId, number: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let removed = sqlx::query!(
        "update interruption set removed_at = $3
         where id = $1 and person_id = $2 and removed_at is null",
        number,
        person.0,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Err(Problem::not_found().into());
    }
    let act = Act::InterruptionChanged {
        interruption: number,
        change: "removed".to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}
