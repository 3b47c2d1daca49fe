//! The case workers: who logged in as one, with the name they logged in with.

use crate::fault::Fault;
use app::actor::CaseWorker;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::notation;
use sqlx::PgConnection;
use std::collections::HashMap;

/// The case workers by their identifier, with their names.
///
/// # Errors
/// When the database does not answer.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<(String, String)>, Fault> {
    let rows = sqlx::query!(
        r#"select distinct on (pseudonym) pseudonym as "subject!", display_name, staff_roles
           from session
           where role = 'staff' and pseudonym is not null
           order by pseudonym, created_at desc"#,
    )
    .fetch_all(conn)
    .await?;
    let mut all: Vec<(String, String)> = rows
        .into_iter()
        .filter(|row| CaseWorker::is_one(&row.staff_roles))
        .map(|row| (row.subject, row.display_name))
        .collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(all)
}

/// The same for who hands over: beside the name stands until when somebody is away.
///
/// # Errors
/// When the database does not answer.
pub async fn with_absence(
    conn: &mut PgConnection,
    today: Date,
) -> Result<Vec<(String, String)>, Fault> {
    let away: HashMap<String, Date> = sqlx::query!(
        r#"select subject, max(upper(days)) - 1 as "until!"
           from staff_absence
           where days @> $1::date
           group by subject"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?
    .into_iter()
    .map(|row| (row.subject, row.until.to_jiff()))
    .collect();
    let all = all(conn).await?.into_iter();
    let marked = all.map(|(subject, name)| match away.get(&subject) {
        Some(until) => {
            let until = notation::date(*until);
            (subject, format!("{name} (afwezig tot en met {until})"))
        }
        None => (subject, name),
    });
    Ok(marked.collect())
}

/// Whether this is one of them.
///
/// # Errors
/// When the database does not answer.
pub async fn is_one(conn: &mut PgConnection, subject: &str) -> Result<bool, Fault> {
    Ok(all(conn).await?.iter().any(|(known, _)| known == subject))
}

/// The name of a member of staff; the identifier when we do not know a name.
///
/// # Errors
/// When the database does not answer.
pub async fn name(conn: &mut PgConnection, subject: &str) -> Result<String, Fault> {
    let name = sqlx::query_scalar!(
        "select display_name
         from session
         where role = 'staff' and pseudonym = $1
         order by created_at desc
         limit 1",
        subject,
    )
    .fetch_optional(conn)
    .await?;
    Ok(name.unwrap_or_else(|| subject.to_owned()))
}
