//! News for the boards that join.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
    letters,
};
use app::{
    actor::Officer,
    programme::{BoardProgress, NewNews, News},
};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, programme::Wave, sector::Sector};
use uuid::Uuid;

/// How many pieces are shown.
const MOST: i64 = 50;

/// The most characters of a title and of a text.
const LONGEST_TITLE: usize = 150;
const LONGEST_TEXT: usize = 10_000;

struct Row {
    id: Uuid,
    title: String,
    body: String,
    wave: Option<String>,
    sector: Option<String>,
    published_at: jiff_sqlx::Timestamp,
    letters: i64,
    sent: i64,
    refused: i64,
}

impl From<Row> for News {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            title: row.title,
            text: row.body,
            audience: audience(row.wave.as_deref(), row.sector.as_deref()),
            published: dutch(row.published_at.to_jiff()),
            letters: (row.letters, row.sent, row.refused),
        }
    }
}

fn audience(wave: Option<&str>, sector: Option<&str>) -> String {
    let wave = wave.and_then(Wave::find).map(|wave| wave.name.clone());
    let sector = sector
        .and_then(Sector::parse)
        .map(|sector| sector.name().to_owned());
    match (wave, sector) {
        (None, None) => "Alle besturen".to_owned(),
        (Some(one), None) | (None, Some(one)) => one,
        (Some(wave), Some(sector)) => format!("{wave}, {sector}"),
    }
}

/// All news with what became of its letters, the newest first.
pub async fn all(system: &System) -> Result<Vec<News>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select n.id, n.title, n.body, n.wave, n.sector, n.published_at,
                  count(l.id) as "letters!", count(l.sent_at) as "sent!",
                  count(l.refused_at) as "refused!"
           from news n
           left join letter l on l.news_id = n.id
           group by n.id
           order by n.published_at desc, n.id desc
           limit $1"#,
        MOST,
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(rows.into_iter().map(News::from).collect())
}

/// The news that is for a board, the newest first.
pub async fn of_board(system: &System, board: &BoardProgress) -> Result<Vec<News>, Fault> {
    let sectors: Vec<String> = board
        .sectors
        .iter()
        .map(|sector| sector.code().to_owned())
        .collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, title, body, wave, sector, published_at,
                  0::bigint as "letters!", 0::bigint as "sent!", 0::bigint as "refused!"
           from news
           where (wave is null or wave = $1) and (sector is null or sector = any($2))
           order by published_at desc, id desc
           limit $3"#,
        board.wave,
        &sectors,
        MOST,
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(rows.into_iter().map(News::from).collect())
}

/// Publishes news, and writes a letter to each contact person it is for.
///
/// # Errors
/// 422 when something is missing.
pub async fn publish(system: &System, officer: &Officer, new: &NewNews) -> Result<(), Fault> {
    let (title, text) = (new.title.trim(), new.text.replace("\r\n", "\n"));
    let text = text.trim();
    check(new, title, text)?;
    let filled = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    let (wave, sector) = (filled(&new.wave), filled(&new.sector));
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into news (id, title, body, wave, sector, published_at, published_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        title,
        text,
        wave,
        sector,
        now.to_sqlx(),
        officer.staff().subject(),
    )
    .execute(&mut *tx)
    .await?;
    letters::write_news(&mut tx, system, id, wave.as_deref(), sector.as_deref()).await?;
    let by = By::Staff(officer.staff());
    audit::record(
        &mut tx,
        now,
        by,
        None,
        None,
        &Act::NewsPublished { news: id },
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn check(new: &NewNews, title: &str, text: &str) -> Result<(), Problem> {
    let mut errors = Vec::new();
    let mut need = |right: bool, field: &str, message: &str| {
        if !right {
            errors.push(FieldError::new(field, message));
        }
    };
    need(!title.is_empty(), "title", "Vul een titel in");
    need(
        title.chars().count() <= LONGEST_TITLE,
        "title",
        "Maak de titel korter: ten hoogste 150 tekens",
    );
    need(!text.is_empty(), "text", "Vul een tekst in");
    need(
        text.chars().count() <= LONGEST_TEXT,
        "text",
        "Maak de tekst korter: ten hoogste 10.000 tekens",
    );
    need(
        new.wave.is_empty() || Wave::find(&new.wave).is_some(),
        "wave",
        "Kies een golf uit de lijst",
    );
    need(
        new.sector.is_empty() || Sector::parse(&new.sector).is_some(),
        "sector",
        "Kies een sector uit de lijst",
    );
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(errors))
    }
}
