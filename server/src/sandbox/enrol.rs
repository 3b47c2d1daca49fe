//! A program enters the sandbox, and gets boards of its own there.

use crate::{System, api, clock::dutch};
use anyhow::Context;
use jiff::ToSpan;
use jiff_sqlx::ToSqlx;
use shared::sector::Sector;
use sqlx::PgConnection;

/// The first number of a board of the sandbox.
const FIRST_BOARD: i32 = 90_001;

/// The board with which everyone tries a message who has no program yet. Nobody delivers for it.
pub const FOR_EVERYONE: &str = "90000";

/// Its schools have the last codes.
const LAST_INDEX: i32 = 6760 / 5 - 1;

/// In which sectors the boards of a program have a school.
const SECTORS: [Sector; 5] = Sector::ALL;

/// Registers a program of a supplier in the sandbox, with its public keys. The first time it gets two
/// boards with schools: one that gave its supplier a mandate, and one whose mandate is over.
///
/// # Errors
/// When the keys are no JWK set, the OIN is no OIN, the codes for schools are used up, or the
/// database does not answer.
pub async fn enrol(
    sandbox: &System,
    name: &str,
    oin: &str,
    client: &str,
    keys: &[u8],
) -> anyhow::Result<()> {
    api::register(&sandbox.pool, name, oin, client, keys).await?;
    let today = dutch(sandbox.clock.now()).date();
    let mut tx = sandbox.pool.begin().await?;
    // One at a time: the numbers follow each other.
    sqlx::query!("lock table sandbox_board in exclusive mode")
        .execute(&mut *tx)
        .await?;
    let known = sqlx::query_scalar!(
        r#"select exists (select from sandbox_board where client_id = $1) as "known!""#,
        client,
    )
    .fetch_one(&mut *tx)
    .await?;
    if known {
        return Ok(());
    }
    let boards = sqlx::query_scalar!(r#"select count(*) as "boards!" from sandbox_board"#)
        .fetch_one(&mut *tx)
        .await?;
    let boards = i32::try_from(boards)?;
    anyhow::ensure!(boards + 1 < LAST_INDEX, "every code for a school is used");
    let year_ago = today.checked_sub(1.year())?;
    for (at, from, until) in [(0, year_ago, None), (1, year_ago, Some(today))] {
        let index = boards + at;
        let number = (FIRST_BOARD + index).to_string();
        let title = format!("Testbestuur {number} van {name}");
        board(&mut tx, index, &number, &title).await?;
        sqlx::query!(
            "insert into sandbox_board (board_number, client_id, mandate_over)
             values ($1, $2, $3)",
            number,
            client,
            until.is_some(),
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "insert into mandate (board_number, supplier_id, valid, granted_by, granted_at)
             select $1, supplier_id, daterange($3, $4), 'testomgeving', $5
             from supplier_client where client_id = $2",
            number,
            client,
            from.to_sqlx() as jiff_sqlx::Date,
            until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
            sandbox.clock.now().to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The board with which everyone tries a message who has no program yet: its number, and its schools
/// by sector. It is made when it is first asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn board_for_everyone(
    sandbox: &System,
) -> anyhow::Result<(String, Vec<(String, String)>)> {
    let known = sqlx::query_scalar!(
        r#"select exists (select from board where number = $1) as "known!""#,
        FOR_EVERYONE,
    );
    if !known.fetch_one(&sandbox.pool).await? {
        let mut tx = sandbox.pool.begin().await?;
        sqlx::query!("lock table sandbox_board in exclusive mode")
            .execute(&mut *tx)
            .await?;
        let known = sqlx::query_scalar!(
            r#"select exists (select from board where number = $1) as "known!""#,
            FOR_EVERYONE,
        );
        if !known.fetch_one(&mut *tx).await? {
            let title = "Testbestuur voor iedereen";
            board(&mut tx, LAST_INDEX, FOR_EVERYONE, title).await?;
        }
        tx.commit().await?;
    }
    let schools = sqlx::query!(
        "select sector, brin from school_board where board_number = $1 order by brin",
        FOR_EVERYONE,
    )
    .fetch_all(&sandbox.pool)
    .await?;
    let schools = schools.into_iter().map(|row| (row.sector, row.brin));
    Ok((FOR_EVERYONE.to_owned(), schools.collect()))
}

/// A board with a school in every sector.
async fn board(
    conn: &mut PgConnection,
    index: i32,
    number: &str,
    title: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into board (number, name) values ($1, $2)",
        number,
        title,
    )
    .execute(&mut *conn)
    .await?;
    for (at, sector) in (0..).zip(SECTORS) {
        let brin = brin(index * 5 + at).context("every code for a school is used")?;
        let name = format!("Testschool {brin} ({})", sector.name());
        sqlx::query!(
            "insert into school (brin, name, place) values ($1, $2, 'Testdam')",
            brin,
            name,
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into school_board (brin, board_number, sector, valid)
             values ($1, $2, $3, daterange('1950-08-01', null))",
            brin,
            number,
            sector.code(),
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into location (code, brin, name, place) values ($1, $2, $3, 'Testdam')",
            format!("{brin}00"),
            brin,
            name,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The code of an invented school: `99AA` to `99ZZ`, then those of 98 and so on, which no real
/// school has either.
fn brin(index: i32) -> Option<String> {
    let (block, letters) = (index / 676, index % 676);
    let letter = |at: i32| char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    let digits = 99 - block;
    (digits >= 90).then(|| format!("{digits}{}{}", letter(letters / 26), letter(letters)))
}

#[cfg(test)]
mod tests {
    use super::brin;

    #[test]
    fn every_school_has_a_code_of_its_own() {
        assert_eq!(brin(0).as_deref(), Some("99AA"));
        assert_eq!(brin(675).as_deref(), Some("99ZZ"));
        assert_eq!(brin(676).as_deref(), Some("98AA"));
        let all: std::collections::BTreeSet<_> = (0..6760).map(brin).collect();
        assert_eq!(all.len(), 6760);
        assert_eq!(brin(6760), None);
    }
}
