//! Whom the teachers elected, as the secretariat notes the outcome of an election.

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::Drafter,
    profession::{Elected, ElectedForm},
};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, identifier::TeacherNumber};
use sqlx::PgConnection;
use uuid::Uuid;

/// What PostgreSQL calls it when two periods overlap.
const OVERLAPS: &str = "23P01";

/// Who is or was elected, those whose mandate ends last on top.
///
/// # Errors
/// When the database does not answer.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<Elected>, Fault> {
    let rows = sqlx::query!(
        r#"select p.teacher_number, lower(d.valid) as "from!", upper(d.valid) - 1 as "until!", d.basis
           from delegate d
           join person p on p.id = d.person_id
           order by upper(d.valid) desc, p.teacher_number"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Elected {
            number: row.teacher_number,
            from: row.from.to_jiff(),
            until: row.until.to_jiff(),
            basis: row.basis,
        })
        .collect())
}

/// Notes that a teacher was elected.
///
/// # Errors
/// 422 when something is missing or wrong, or there is no such teacher; 409 when this teacher is elected
/// in that period already.
pub async fn note(system: &System, drafter: &Drafter, form: &ElectedForm) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let mut errors = Vec::new();
    let person = match TeacherNumber::parse(&form.number.replace(' ', "")) {
        Err(_) => None,
        Ok(number) => {
            sqlx::query_scalar!(
                "select id from person where teacher_number = $1",
                number.as_str()
            )
            .fetch_optional(&mut *tx)
            .await?
        }
    };
    if person.is_none() {
        let message = "Vul het registratienummer in van een leraar die we kennen";
        errors.push(FieldError::new("number", message));
    }
    let basis = form.basis.trim();
    if basis.is_empty() || basis.chars().count() > 200 {
        let message = "Vul in bij welke verkiezing het was, in ten hoogste 200 tekens";
        errors.push(FieldError::new("basis", message));
    }
    let (from, until) = (form.from(), form.until());
    if from.is_none() {
        errors.push(FieldError::new("from", "Vul een datum in die bestaat"));
    }
    match until.zip(from) {
        None if until.is_none() => {
            errors.push(FieldError::new("until", "Vul een datum in die bestaat"));
        }
        Some((until, from)) if until < from => {
            errors.push(FieldError::new("until", "Kies een dag na de eerste dag"));
        }
        _ => {}
    }
    let (Some(person), Some(from), Some(until), []) = (person, from, until, &errors[..]) else {
        return Err(Problem::invalid(errors).into());
    };
    let id = Uuid::now_v7();
    let noted = sqlx::query!(
        "insert into delegate (id, person_id, valid, basis, granted_by, granted_at)
         values ($1, $2, daterange($3, $4, '[]'), $5, $6, $7)",
        id,
        person,
        from.to_sqlx() as jiff_sqlx::Date,
        until.to_sqlx() as jiff_sqlx::Date,
        basis,
        drafter.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await;
    match noted {
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(OVERLAPS) => {
            let message = "Deze leraar is in deze periode al afgevaardigde";
            return Err(Problem::conflict(message).into());
        }
        noted => noted?,
    };
    let act = Act::DelegateNoted { delegate: id };
    let person = shared::identifier::PersonId(person);
    audit::record(
        &mut tx,
        now,
        By::Staff(drafter.staff()),
        Some(person),
        None,
        &act,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
