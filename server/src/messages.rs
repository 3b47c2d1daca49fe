//! What the register tells a teacher or a board, in their message box (articles 2:8 and 2:19 Awb). What
//! was said, when, and when it was first read stays in a log of which one sees whether it was changed
//! (article 2:25): the database writes it, whoever places or reads a message.

use crate::{System, clock::dutch, fault::Fault, print, web};
use app::{page::Paged, teacher::Message};
use axum::response::Response;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    identifier::{BoardNumber, PersonId},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many messages stand on a page.
const PAGE: i64 = 50;

/// Whose message box.
#[derive(Clone, Copy)]
pub enum Inbox<'a> {
    /// Of a person.
    Person(PersonId),
    /// Of a board.
    Board(&'a BoardNumber),
}

impl Inbox<'_> {
    fn keys(&self) -> (Option<Uuid>, Option<&str>) {
        match self {
            Self::Person(person) => (Some(person.0), None),
            Self::Board(board) => (None, Some(board.as_str())),
        }
    }
}

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
    // In the order of the boxes: two who tell many do not wait for each other.
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link, once)
         select n.id, n.person, $1, n.title, n.body, n.link, n.once
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
             as n (id, person, title, body, link, once)
         order by n.person, n.id
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

/// Tells a board something, once under this word.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_board(
    conn: &mut PgConnection,
    now: Timestamp,
    board: &str,
    (title, body, link): (&str, &str, &str),
    once: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into message (id, board_number, created_at, title, body, link, once)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (board_number, once) do nothing",
        Uuid::now_v7(),
        board,
        now.to_sqlx(),
        title,
        body,
        link,
        once,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A page of a message box, the newest first; from now on what stands on it is read.
///
/// # Errors
/// When the database does not answer.
pub async fn open(system: &System, inbox: Inbox<'_>, page: u32) -> Result<Paged<Message>, Fault> {
    let (person, board) = inbox.keys();
    let mut tx = system.pool.begin().await?;
    let total = sqlx::query_scalar!(
        r#"select count(*) as "count!" from message where person_id = $1 or board_number = $2"#,
        person,
        board,
    )
    .fetch_one(&mut *tx)
    .await?;
    let mut messages = Paged::of(total, page, PAGE);
    let rows = sqlx::query!(
        "select id, created_at, title, body, link, read_at
         from message
         where person_id = $1 or board_number = $2
         order by created_at desc, id desc
         limit $3 offset $4",
        person,
        board,
        PAGE,
        messages.skipped(PAGE),
    )
    .fetch_all(&mut *tx)
    .await?;
    let new: Vec<Uuid> = rows
        .iter()
        .filter(|row| row.read_at.is_none())
        .map(|row| row.id)
        .collect();
    // Of two who open it at once the first counts.
    sqlx::query!(
        "update message set read_at = $2 where id = any($1) and read_at is null",
        &new,
        system.clock.now_stored().to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    messages.rows = rows
        .into_iter()
        .map(|row| Message {
            id: row.id,
            at: dutch(row.created_at.to_jiff()),
            title: row.title,
            body: row.body,
            link: row.link,
            read_at: row.read_at.map(|at| dutch(at.to_jiff())),
        })
        .collect();
    Ok(messages)
}

/// A message as a letter, to be kept by who got it.
///
/// # Errors
/// 404 when it is not in this box.
pub async fn copy(system: &System, inbox: Inbox<'_>, id: Uuid) -> Result<Response, Fault> {
    let (person, board) = inbox.keys();
    let row = sqlx::query!(
        r#"select m.title, m.body, m.created_at,
                  coalesce(b.name,
                           d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name,
                           'Naam onbekend') as "to!"
           from message m
           left join board b on b.number = m.board_number
           left join person_details d on d.person_id = m.person_id and upper_inf(d.recorded)
           where m.id = $1 and (m.person_id = $2 or m.board_number = $3)"#,
        id,
        person,
        board,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let placed = dutch(row.created_at.to_jiff());
    let said = (row.title.as_str(), row.body.as_str());
    let printed = print::letter::of_message(id, &row.to, placed, said).await?;
    Ok(web::attachment("bericht.pdf", print::PDF, printed))
}

/// How many places in message boxes or their log were changed afterwards.
///
/// # Errors
/// When the database does not answer.
pub async fn faults(system: &System) -> Result<u32, Fault> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from message_log_fault"#)
        .fetch_one(&system.pool)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Seals what the log holds, once a day, and says in our own log what the seal is: who changes
/// something under it afterwards must change that too. Also says when something was changed.
///
/// # Errors
/// When the database does not answer.
pub async fn seal(system: &System) -> Result<(), Fault> {
    let faults = faults(system).await?;
    if faults > 0 {
        tracing::error!(faults, "messages or their log were changed afterwards");
    }
    let mut tx = system.pool.begin().await?;
    // Who writes now is waited for: nothing gets a number before the last one later on.
    sqlx::query("lock table message_log in share mode")
        .execute(&mut *tx)
        .await?;
    let sealed = sqlx::query!(
        r#"insert into message_seal (day, last_seq, entries, hash, sealed_at)
           select $1, coalesce(max(l.seq), last.seq), count(l.seq),
                  sha256(last.hash || coalesce(string_agg(l.hash, '' order by l.seq), '')), $2
           from (
               select coalesce(max(last_seq), 0) as seq,
                      coalesce((array_agg(hash order by day desc))[1], '') as hash
               from message_seal
           ) last
           left join message_log l on l.seq > last.seq
           group by last.seq, last.hash
           on conflict (day) do nothing
           returning encode(hash, 'hex') as "hash!", entries"#,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        system.clock.now_stored().to_sqlx(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    if let Some(sealed) = sealed {
        tracing::info!(
            hash = sealed.hash,
            entries = sealed.entries,
            "the log of messages is sealed"
        );
    }
    Ok(())
}

/// Whether every seal is still that of what the log holds.
///
/// # Errors
/// When the database does not answer.
pub async fn seals_hold(system: &System) -> Result<bool, Fault> {
    let holds = sqlx::query_scalar!(
        r#"select coalesce(bool_and(s.hash = sha256(s.before || coalesce((
               select string_agg(l.hash, '' order by l.seq)
               from message_log l
               where l.seq > s.after and l.seq <= s.last_seq
           ), ''))), true) as "holds!"
           from (
               select hash, last_seq,
                      coalesce(lag(hash) over (order by day), '') as before,
                      coalesce(lag(last_seq) over (order by day), 0) as after
               from message_seal
           ) s"#
    )
    .fetch_one(&system.pool)
    .await?;
    Ok(holds)
}
