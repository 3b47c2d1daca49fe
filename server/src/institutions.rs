//! Boards and schools, from the open data of DUO, and the dated switches.

use anyhow::Context;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use serde::Deserialize;
use sqlx::PgPool;

/// How much was loaded.
pub struct Loaded {
    /// Boards.
    pub boards: usize,
    /// Locations of schools.
    pub locations: usize,
}

#[derive(Deserialize)]
struct BoardRow {
    #[serde(rename = "BEVOEGD GEZAG NUMMER")]
    number: String,
    #[serde(rename = "BEVOEGD GEZAG NAAM")]
    name: String,
    #[serde(rename = "KVK-NUMMER")]
    kvk: String,
}

#[derive(Deserialize)]
struct LocationRow {
    #[serde(rename = "BEVOEGD GEZAG NUMMER")]
    board: String,
    #[serde(rename = "INSTELLINGSCODE")]
    brin: String,
    #[serde(rename = "VESTIGINGSCODE")]
    code: String,
    #[serde(rename = "INSTELLINGSNAAM")]
    school: String,
    #[serde(rename = "VESTIGINGSNAAM")]
    name: String,
    #[serde(rename = "PLAATSNAAM")]
    place: String,
    #[serde(rename = "SECTOR")]
    sector: String,
}

/// Loads boards and locations in the layout of DUO (`adressen`, semicolons); what is there
/// already is brought up to date.
///
/// # Errors
/// When a file is not in that layout, or the database does not answer.
pub async fn load(pool: &PgPool, boards: &[u8], locations: &[u8]) -> anyhow::Result<Loaded> {
    let boards: Vec<BoardRow> = read(boards).context("the file with boards")?;
    let locations: Vec<LocationRow> = read(locations).context("the file with locations")?;
    let mut tx = pool.begin().await?;
    for board in &boards {
        sqlx::query!(
            "insert into board (number, name, kvk) values ($1, $2, nullif($3, ''))
             on conflict (number) do update set name = $2, kvk = nullif($3, '')",
            board.number,
            board.name,
            board.kvk,
        )
        .execute(&mut *tx)
        .await?;
    }
    for location in &locations {
        sqlx::query!(
            "insert into school (brin, name, place) values ($1, $2, $3)
             on conflict (brin) do update set name = $2",
            location.brin,
            location.school,
            location.place,
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "insert into school_board (brin, board_number, sector, valid)
             select $1, $2, $3, daterange('1950-08-01', null)
             where not exists (select 1 from school_board where brin = $1)",
            location.brin,
            location.board,
            location.sector,
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "insert into location (code, brin, name, place) values ($1, $2, $3, $4)
             on conflict (code) do update set name = $3, place = $4",
            location.code,
            location.brin,
            location.name,
            location.place,
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(Loaded {
        boards: boards.len(),
        locations: locations.len(),
    })
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, csv::Error> {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(bytes)
        .deserialize()
        .collect()
}

/// Turns a dated switch on or off from a day on; what held before that day stays as it was.
///
/// # Errors
/// When the database does not answer.
pub async fn switch(pool: &PgPool, name: &str, on: bool, from: Date) -> anyhow::Result<()> {
    let from = from.to_sqlx();
    let mut tx = pool.begin().await?;
    sqlx::query!(
        "delete from setting where name = $1 and lower(valid) >= $2::date",
        name,
        from
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update setting set valid = daterange(lower(valid), $2::date) where name = $1 and valid @> $2::date",
        name,
        from,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into setting (name, value, valid) values ($1, to_jsonb($2::boolean), daterange($3, null))",
        name,
        on,
        from,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a switch is on at a day; off when nothing was ever said of it.
///
/// # Errors
/// When the database does not answer.
pub async fn is_on(pool: &PgPool, name: &str, on: Date) -> Result<bool, sqlx::Error> {
    let value = sqlx::query_scalar!(
        "select value from setting where name = $1 and valid @> $2::date",
        name,
        on.to_sqlx(),
    )
    .fetch_optional(pool)
    .await?;
    Ok(value == Some(serde_json::Value::Bool(true)))
}
