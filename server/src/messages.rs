//! What the register tells a teacher, on the page with messages (article 2:8 Awb).

use crate::fault::Fault;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::identifier::PersonId;
use sqlx::PgConnection;
use uuid::Uuid;

/// A message that is to be told.
pub struct News {
    /// To whom.
    pub person: PersonId,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub body: String,
    /// Where to go with it.
    pub link: &'static str,
    /// What makes it another message to this person: the same is told once.
    pub once: String,
}

/// Tells what was not told before. Who died is told nothing: the database sees to that.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(conn: &mut PgConnection, now: Timestamp, news: &[News]) -> Result<(), Fault> {
    if news.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = news.iter().map(|_| Uuid::now_v7()).collect();
    let persons: Vec<Uuid> = news.iter().map(|one| one.person.0).collect();
    let text = |of: &dyn Fn(&News) -> &str| -> Vec<String> {
        news.iter().map(|one| of(one).to_owned()).collect()
    };
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link, once)
         select n.id, n.person, $1, n.title, n.body, n.link, n.once
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
             as n (id, person, title, body, link, once)
         on conflict (person_id, once) do nothing",
        now.to_sqlx(),
        &ids,
        &persons,
        &text(&|one| &one.title),
        &text(&|one| &one.body),
        &text(&|one| one.link),
        &text(&|one| &one.once),
    )
    .execute(conn)
    .await?;
    Ok(())
}
