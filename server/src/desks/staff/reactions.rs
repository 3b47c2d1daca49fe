//! What schools tell of how it goes.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
};
use app::{
    actor::{Officer, SchoolContact},
    page::Paged,
    programme::{NewReaction, Reaction, ReactionFilter, TOPICS},
};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, identifier::BoardNumber};
use uuid::Uuid;

/// How many stand on a page.
const PAGE: i64 = 50;

/// The most characters of a text.
const LONGEST: usize = 4_000;

struct Row {
    id: Uuid,
    board: String,
    topic: String,
    body: String,
    given_at: jiff_sqlx::Timestamp,
    answer: Option<String>,
    answered_at: Option<jiff_sqlx::Timestamp>,
}

impl From<Row> for Reaction {
    fn from(row: Row) -> Self {
        let word = TOPICS.iter().find(|(code, _)| *code == row.topic);
        let day = |at: jiff_sqlx::Timestamp| dutch(at.to_jiff()).date();
        Self {
            id: row.id,
            board: row.board,
            topic: word.map_or(row.topic.clone(), |(_, word)| (*word).to_owned()),
            text: row.body,
            given: day(row.given_at),
            answer: row.answer.zip(row.answered_at.map(day)),
        }
    }
}

/// Those of all boards that the filter takes: unanswered ones first, the oldest of them first; then the
/// newest answers.
pub async fn all(system: &System, filter: &ReactionFilter) -> Result<Paged<Reaction>, Fault> {
    let today = system.clock.today().to_sqlx();
    let ids = sqlx::query_scalar!(
        r#"select r.id
           from reaction r
           left join board_wave w on w.board_number = r.board_number and upper_inf(w.recorded)
           where $1 in ('', coalesce(w.wave, 'geen'))
             and ($2 = '' or exists (
                 select
                 from school_board s
                 where s.board_number = r.board_number and s.sector = $2 and s.valid @> $4::date
             ))
             and $3 in ('', r.topic)
           order by r.answered_at desc nulls first, r.given_at, r.id"#,
        filter.wave,
        filter.sector,
        filter.topic,
        today as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let total = i64::try_from(ids.len()).map_err(Fault::broken)?;
    let mut reactions = Paged::of(total, filter.page, PAGE);
    let rows = sqlx::query_as!(
        Row,
        r#"select r.id, b.name as board, r.topic, r.body, r.given_at, r.answer, r.answered_at
           from unnest($1::uuid[]) with ordinality as shown (id, place)
           join reaction r on r.id = shown.id
           join board b on b.number = r.board_number
           order by shown.place
           limit $2 offset $3"#,
        &ids,
        PAGE,
        reactions.skipped(PAGE),
    )
    .fetch_all(&system.pool)
    .await?;
    reactions.rows = rows.into_iter().map(Reaction::from).collect();
    Ok(reactions)
}

/// Those of one board, the newest first.
pub async fn of_board(system: &System, board: &BoardNumber) -> Result<Vec<Reaction>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select r.id, b.name as board, r.topic, r.body, r.given_at, r.answer, r.answered_at
           from reaction r
           join board b on b.number = r.board_number
           where r.board_number = $1
           order by r.given_at desc"#,
        board.as_str(),
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(rows.into_iter().map(Reaction::from).collect())
}

/// Keeps what a board tells.
///
/// # Errors
/// 422 when something is missing.
pub async fn give(
    system: &System,
    contact: &SchoolContact,
    new: &NewReaction,
) -> Result<(), Fault> {
    let mut errors = Vec::new();
    if TOPICS.iter().all(|(code, _)| *code != new.topic) {
        errors.push(FieldError::new("topic", "Kies een onderwerp uit de lijst"));
    }
    errors.extend(wrong_text(
        "text",
        "Vul in wat je ons wilt vertellen",
        &new.text,
    ));
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into reaction (id, board_number, topic, body, given_at, given_by)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        contact.board().as_str(),
        new.topic,
        new.text.trim(),
        now.to_sqlx(),
        contact.pseudonym(),
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::ReactionGiven { reaction: id };
    let board = Some(contact.board());
    audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Answers one.
///
/// # Errors
/// 404 when there is none that waits; 422 without an answer.
pub async fn answer(
    system: &System,
    officer: &Officer,
    reaction: Uuid,
    text: &str,
) -> Result<(), Fault> {
    if let Some(error) = wrong_text("answer", "Vul een antwoord in", text) {
        return Err(Problem::invalid(vec![error]).into());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let answered = sqlx::query!(
        "update reaction
         set answer = $2, answered_at = $3, answered_by = $4
         where id = $1 and answer is null",
        reaction,
        text.trim(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
        officer.staff().subject(),
    )
    .execute(&mut *tx)
    .await?;
    if answered.rows_affected() == 0 {
        return Err(Problem::not_found().into());
    }
    let act = Act::ReactionAnswered { reaction };
    let by = By::Staff(officer.staff());
    audit::record(&mut tx, now, by, None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

fn wrong_text(field: &str, missing: &str, text: &str) -> Option<FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Some(FieldError::new(field, missing));
    }
    (text.chars().count() > LONGEST)
        .then(|| FieldError::new(field, "Maak de tekst korter: ten hoogste 4.000 tekens"))
}
