//! Boards and schools, from the open data of DUO, and the dated switches.

mod file;
pub mod staff_counts;

use crate::audit::{self, Act, By};
use anyhow::{Context, ensure};
use file::{BoardRow, LocationRow};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{identifier::Brin, sector::Sector};
use sqlx::{PgConnection, PgPool};
use std::collections::{BTreeMap, BTreeSet};

/// The first day on which an appointment can begin: what was loaded first holds since then.
const ALWAYS: Date = jiff::civil::date(1950, 8, 1);

/// Files in the layout of DUO (`adressen`).
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// The boards.
    pub boards: &'a [u8],
    /// The locations of their schools.
    pub locations: &'a [u8],
    /// The sector of all schools in it, when the file has no column for that.
    pub sector: Option<Sector>,
    /// The day from which what is new in it holds.
    pub from: Date,
}

/// How much was loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Boards in the file.
    pub boards: usize,
    /// Locations of schools in the file.
    pub locations: usize,
    /// Schools that got another board or another sector.
    pub moved: usize,
    /// Schools that were there before and are not in the file.
    pub ended_schools: usize,
    /// Boards that were there before, are not in the file and have no school any more.
    pub ended_boards: usize,
}

/// To which board a school belongs, and in which sector it teaches.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Belongs {
    board: String,
    sector: Sector,
}

/// Loads boards and locations; what is there already is brought up to date. DUO has a file for each
/// sector, so only of the sectors in the file it says something that a school is not in it.
///
/// # Errors
/// When a file is not in that layout, when what is there holds from a later day on, or when the
/// database does not answer.
pub async fn load(pool: &PgPool, files: Files<'_>) -> anyhow::Result<Loaded> {
    let boards: Vec<BoardRow> = file::read(files.boards).context("the file with boards")?;
    let locations: Vec<LocationRow> =
        file::read(files.locations).context("the file with locations")?;
    let schools = schools(&locations, files.sector)?;
    let mut tx = pool.begin().await?;
    // One file after the other.
    sqlx::query!("lock table school_board in share row exclusive mode")
        .execute(&mut *tx)
        .await?;
    not_before(&mut tx, files.from).await?;
    let first = first_of_their_sector(&mut tx, &schools).await?;
    let since = |brin: &Brin| match schools.get(brin) {
        Some(belongs) if first.contains(&belongs.sector) => ALWAYS,
        _ => files.from,
    };
    for board in &boards {
        let own = schools.iter().filter(|(_, b)| b.board == board.number());
        let since = own.map(|(brin, _)| since(brin)).min();
        let since = since.unwrap_or(if first.is_empty() { files.from } else { ALWAYS });
        keep_board(&mut tx, board, since, files.from).await?;
    }
    for location in &locations {
        keep_location(&mut tx, location).await?;
    }
    let mut loaded = Loaded {
        boards: boards.len(),
        locations: locations.len(),
        ..Loaded::default()
    };
    for (brin, now) in &schools {
        if belong(&mut tx, brin, now, since(brin)).await? {
            loaded.moved += 1;
        }
    }
    loaded.ended_schools = end_schools(&mut tx, &schools, files.from).await?;
    loaded.ended_boards = end_boards(&mut tx, &boards, files.from).await?;
    let act = Act::InstitutionsLoaded {
        from: files.from,
        moved: loaded.moved,
        ended_schools: loaded.ended_schools,
        ended_boards: loaded.ended_boards,
    };
    let by = By::Job("instellingen");
    audit::record(&mut tx, Timestamp::now(), by, None, None, &act).await?;
    tx.commit().await?;
    Ok(loaded)
}

/// The schools of the file. All locations of a school must say the same of it.
fn schools(
    locations: &[LocationRow],
    sector: Option<Sector>,
) -> anyhow::Result<BTreeMap<Brin, Belongs>> {
    let mut schools = BTreeMap::new();
    for location in locations {
        let brin = location.brin()?;
        let belongs = Belongs {
            board: location.board(),
            sector: location.sector(sector)?,
        };
        let before = schools.insert(brin.clone(), belongs.clone());
        ensure!(
            before.is_none_or(|before| before == belongs),
            "the locations of school {brin} have different boards or sectors"
        );
    }
    Ok(schools)
}

/// A file of before what is there would turn time back.
async fn not_before(conn: &mut PgConnection, from: Date) -> anyhow::Result<()> {
    let last =
        sqlx::query_scalar!("select max(greatest(lower(valid), upper(valid))) from school_board",)
            .fetch_one(conn)
            .await?
            .map(jiff_sqlx::Date::to_jiff);
    if let Some(last) = last {
        ensure!(
            last <= from,
            "what is loaded already holds from {last} on: load this file from that day on or later"
        );
    }
    Ok(())
}

/// The sectors of which the register has no school yet.
async fn first_of_their_sector(
    conn: &mut PgConnection,
    schools: &BTreeMap<Brin, Belongs>,
) -> anyhow::Result<BTreeSet<Sector>> {
    let known = sqlx::query_scalar!("select distinct sector from school_board")
        .fetch_all(conn)
        .await?;
    let sectors = schools.values().map(|belongs| belongs.sector);
    Ok(sectors
        .filter(|sector| !known.iter().any(|known| known == sector.code()))
        .collect())
}

/// Adds a board or brings it up to date. One that ended exists again.
async fn keep_board(
    conn: &mut PgConnection,
    board: &BoardRow,
    since: Date,
    from: Date,
) -> anyhow::Result<()> {
    let (number, kvk) = (board.number(), board.kvk());
    // A board that goes on as another takes its number at the chamber of commerce along.
    sqlx::query!(
        "update board set kvk = null where kvk = $1 and number <> $2",
        kvk,
        number,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into board (number, name, kvk, valid, known_since)
         values ($1, $2, $3, datemultirange(daterange($4, null)), $5)
         on conflict (number) do update set
             name = $2,
             kvk = $3,
             valid = case
                 when board.valid @> $5::date then board.valid
                 else board.valid + datemultirange(daterange($5, null))
             end",
        number,
        board.name,
        kvk,
        since.to_sqlx() as jiff_sqlx::Date,
        from.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn keep_location(conn: &mut PgConnection, location: &LocationRow) -> anyhow::Result<()> {
    let (brin, code) = (location.brin()?, location.code()?);
    sqlx::query!(
        "insert into school (brin, name, place) values ($1, $2, $3)
         on conflict (brin) do update set name = $2",
        brin.as_str(),
        location.school(),
        location.place,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into location (code, brin, name, place, structure) values ($1, $2, $3, $4, $5)
         on conflict (code) do update set
             name = $3,
             place = $4,
             structure = coalesce($5, location.structure)",
        code.as_str(),
        brin.as_str(),
        location.name(),
        location.place,
        location.structure(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets a school belong to a board from a day on; whether it belonged to another before.
async fn belong(
    conn: &mut PgConnection,
    brin: &Brin,
    now: &Belongs,
    from: Date,
) -> anyhow::Result<bool> {
    let open = sqlx::query!(
        "select board_number, sector from school_board where brin = $1 and upper_inf(valid)",
        brin.as_str(),
    )
    .fetch_optional(&mut *conn)
    .await?;
    let same = |board: &str, sector: &str| board == now.board && sector == now.sector.code();
    let moved = match open {
        Some(open) if same(&open.board_number, &open.sector) => return Ok(false),
        Some(_) => {
            end(conn, &[brin.as_str().to_owned()], from).await?;
            true
        }
        None => false,
    };
    // A file of the same day that puts another right: what ended that day did not.
    let went_on = sqlx::query!(
        "update school_board
         set valid = daterange(lower(valid), null)
         where brin = $1 and board_number = $2 and sector = $3 and upper(valid) = $4",
        brin.as_str(),
        now.board,
        now.sector.code(),
        from.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *conn)
    .await?;
    if went_on.rows_affected() == 0 {
        sqlx::query!(
            "insert into school_board (brin, board_number, sector, valid)
             values ($1, $2, $3, daterange($4, null))",
            brin.as_str(),
            now.board,
            now.sector.code(),
            from.to_sqlx() as jiff_sqlx::Date,
        )
        .execute(conn)
        .await?;
    }
    Ok(moved)
}

/// Ends what these schools are now. What began that same day never was.
async fn end(conn: &mut PgConnection, brins: &[String], from: Date) -> anyhow::Result<()> {
    let from: jiff_sqlx::Date = from.to_sqlx();
    sqlx::query!(
        "delete from school_board
         where brin = any($1) and upper_inf(valid) and lower(valid) >= $2",
        brins,
        from,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update school_board
         set valid = daterange(lower(valid), $2)
         where brin = any($1) and upper_inf(valid)",
        brins,
        from,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the schools of these sectors that are not in the file.
async fn end_schools(
    conn: &mut PgConnection,
    schools: &BTreeMap<Brin, Belongs>,
    from: Date,
) -> anyhow::Result<usize> {
    let there: Vec<String> = schools
        .keys()
        .map(|brin| brin.as_str().to_owned())
        .collect();
    let sectors: BTreeSet<Sector> = schools.values().map(|belongs| belongs.sector).collect();
    let sectors: Vec<String> = sectors.iter().map(|one| one.code().to_owned()).collect();
    let gone = sqlx::query_scalar!(
        "select brin
         from school_board
         where upper_inf(valid) and sector = any($1) and brin <> all($2)",
        &sectors,
        &there,
    )
    .fetch_all(&mut *conn)
    .await?;
    end(conn, &gone, from).await?;
    Ok(gone.len())
}

/// Ends the boards that had schools, have none any more and are not in the file.
async fn end_boards(
    conn: &mut PgConnection,
    boards: &[BoardRow],
    from: Date,
) -> anyhow::Result<usize> {
    let there: Vec<String> = boards.iter().map(BoardRow::number).collect();
    let ended = sqlx::query!(
        "update board b
         set valid = b.valid - datemultirange(daterange($2, null))
         where b.number <> all($1)
           and b.valid @> $2::date
           and exists (select from school_board s where s.board_number = b.number)
           and not exists (
               select
               from school_board s
               where s.board_number = b.number and upper_inf(s.valid)
           )",
        &there,
        from.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(conn)
    .await?;
    Ok(usize::try_from(ended.rows_affected())?)
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

/// The switches that were set on this day, of this name and of its parts (`name/part`).
///
/// # Errors
/// When the database does not answer.
pub async fn switches(
    pool: &PgPool,
    name: &str,
    on: Date,
) -> Result<BTreeMap<String, bool>, sqlx::Error> {
    let rows = sqlx::query!(
        "select name, value
         from setting
         where (name = $1 or starts_with(name, $1 || '/')) and valid @> $2::date",
        name,
        on.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.name, row.value == serde_json::Value::Bool(true)))
        .collect())
}
