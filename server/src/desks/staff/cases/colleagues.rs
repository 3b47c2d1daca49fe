//! The case workers: who logged in as one, with the name they logged in with.

use crate::fault::Fault;
use app::actor::CaseWorker;
use sqlx::PgConnection;

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
