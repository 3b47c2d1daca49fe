//! Who may take decisions for the minister (*mandaat*), and until when.

use super::cases::colleagues;
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::Keeper,
    staff::mandates::{Mandate, Mandates, NewMandate},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, case::CaseKind};
use sqlx::PgConnection;
use uuid::Uuid;

/// The most characters of what a mandate rests on.
const LONGEST: usize = 200;

/// What PostgreSQL calls it when two periods overlap.
const OVERLAPS: &str = "23P01";

/// The mandate by which this member of staff decides on cases of this kind on a day.
///
/// # Errors
/// When the database does not answer.
pub async fn held(
    conn: &mut PgConnection,
    subject: &str,
    kind: CaseKind,
    on: Date,
) -> Result<Option<Uuid>, Fault> {
    Ok(sqlx::query_scalar!(
        "select id
         from decision_mandate
         where subject = $1 and kind = $2 and valid @> $3::date",
        subject,
        kind.code(),
        on.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(conn)
    .await?)
}

/// All mandates, those that hold longest on top, and to whom one can be given.
///
/// # Errors
/// When the database does not answer.
pub async fn all(system: &System) -> Result<Mandates, Fault> {
    let mut conn = system.pool.acquire().await?;
    let rows = sqlx::query!(
        r#"select id, name, kind, lower(valid) as "from!", upper(valid) - 1 as until, basis
           from decision_mandate
           order by upper(valid) desc nulls first, lower(valid) desc, name"#,
    )
    .fetch_all(&mut *conn)
    .await?;
    let mandates = rows
        .into_iter()
        .map(|row| {
            Ok(Mandate {
                id: row.id,
                name: row.name,
                kind: super::cases::kind(&row.kind)?,
                from: row.from.to_jiff(),
                until: row.until.map(jiff_sqlx::Date::to_jiff),
                basis: row.basis,
            })
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Mandates {
        mandates,
        workers: colleagues::all(&mut conn).await?,
        today: system.clock.today(),
    })
}

/// Gives a mandate for decisions of a kind.
///
/// # Errors
/// 422 when something is missing or wrong; 409 when this person has one in that period.
pub async fn give(system: &System, keeper: &Keeper, new: &NewMandate) -> Result<(), Fault> {
    let today = system.clock.today();
    let mut tx = system.pool.begin().await?;
    let workers = colleagues::all(&mut tx).await?;
    let worker = workers.iter().find(|(subject, _)| *subject == new.subject);
    let (from, until) = (new.from(), new.until());
    let basis = new.basis.trim();
    let mut errors = Vec::new();
    let by = keeper.staff().subject();
    match worker {
        None => errors.push(FieldError::new("subject", "Kies een behandelaar")),
        Some((subject, _)) if subject == by => {
            errors.push(FieldError::new(
                "subject",
                "Jezelf kun je geen mandaat geven",
            ));
        }
        Some(_) => {}
    }
    if basis.is_empty() || basis.chars().count() > LONGEST {
        let message = "Vul het mandaatbesluit in, in ten hoogste 200 tekens";
        errors.push(FieldError::new("basis", message));
    }
    match from {
        None => errors.push(FieldError::new("from", "Vul een datum in die bestaat")),
        Some(from) if from < today => {
            errors.push(FieldError::new("from", "Kies vandaag of een dag daarna"));
        }
        Some(_) => {}
    }
    match &until {
        Err(error) => errors.push(error.clone()),
        Ok(Some(until)) if from.is_some_and(|from| *until < from) => {
            errors.push(FieldError::new("until", "Kies een dag na de eerste dag"));
        }
        Ok(_) => {}
    }
    let kind = match new.kind.as_str() {
        "" => Some(CaseKind::Correction),
        code => CaseKind::parse(code).filter(|kind| kind.is_decision()),
    };
    if kind.is_none() {
        errors.push(FieldError::new("kind", "Kies voor welke besluiten"));
    }
    let (Some((subject, name)), Some(kind), Some(from), Ok(until), []) =
        (worker, kind, from, until, &errors[..])
    else {
        return Err(Problem::invalid(errors).into());
    };
    let id = Uuid::now_v7();
    let now = system.clock.now_stored();
    let given = sqlx::query!(
        "insert into decision_mandate (id, subject, name, kind, valid, basis, granted_by, granted_at)
         values ($1, $2, $3, $4, daterange($5, $6, '[]'), $7, $8, $9)",
        id,
        subject,
        name,
        kind.code(),
        from.to_sqlx() as jiff_sqlx::Date,
        until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        basis,
        by,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await;
    match given {
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(OVERLAPS) => {
            let message = format!("{name} heeft in deze periode al een mandaat");
            return Err(Problem::conflict(message).into());
        }
        given => given?,
    };
    let act = Act::MandateToDecideGiven {
        mandate: id,
        subject: subject.clone(),
        from,
        until,
        basis: basis.to_owned(),
    };
    audit::record(&mut tx, now, By::Staff(keeper.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a mandate: today is its last day. Of one that did not begin yet the audit trail keeps what it
/// was.
///
/// # Errors
/// 404 when there is none that still holds.
pub async fn end(system: &System, keeper: &Keeper, id: Uuid) -> Result<(), Fault> {
    let today = system.clock.today();
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let ended = sqlx::query!(
        r#"select subject, lower(valid) as "from!", upper(valid) - 1 as until, basis
           from decision_mandate
           where id = $1 and (upper_inf(valid) or upper(valid) > $2::date + 1)
           for update"#,
        id,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let from = ended.from.to_jiff();
    if from > today {
        sqlx::query!("delete from decision_mandate where id = $1", id)
            .execute(&mut *tx)
            .await?;
    } else {
        sqlx::query!(
            "update decision_mandate
             set valid = daterange(lower(valid), $2, '[]'), ended_by = $3, ended_at = $4
             where id = $1",
            id,
            today.to_sqlx() as jiff_sqlx::Date,
            keeper.staff().subject(),
            now.to_sqlx() as jiff_sqlx::Timestamp,
        )
        .execute(&mut *tx)
        .await?;
    }
    let act = Act::MandateToDecideEnded {
        mandate: id,
        subject: ended.subject,
        from,
        until: ended.until.map(jiff_sqlx::Date::to_jiff),
        basis: ended.basis,
    };
    audit::record(&mut tx, now, By::Staff(keeper.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
