//! How many teachers DUO counted at each school (open data *onderwijspersoneel*), to lay beside
//! what was delivered.

use super::file;
use crate::audit::{self, Act, By};
use anyhow::{Context, ensure};
use jiff::Timestamp;
use shared::identifier::Brin;
use sqlx::PgPool;
use std::collections::{BTreeMap, HashMap};

/// The column with the kind of staff, and those that hold the code of a school.
const GROUP: &str = "FUNCTIEGROEP";
const SCHOOL: [&str; 3] = ["BRIN NUMMER", "BRIN-NUMMER", "INSTELLINGSCODE"];

/// Columns with numbers of people have this name and a year.
const PERSONS: &str = "PERSONEN ";

/// Loads the file; a year that was loaded before is replaced. Schools that the register does not
/// know are left out, and so are cells that DUO left open because they are small (`<5`).
/// Gives the newest year and how many schools have a count in it.
///
/// # Errors
/// When the file has other columns, or the database does not answer.
pub async fn load(pool: &PgPool, bytes: &[u8]) -> anyhow::Result<(i16, usize)> {
    let counts = read(bytes)?;
    let newest = *counts
        .keys()
        .map(|(_, year)| year)
        .max()
        .context("no counts")?;
    let (mut brins, mut years, mut teachers) = (Vec::new(), Vec::new(), Vec::new());
    for ((brin, year), count) in &counts {
        brins.push(brin.as_str().to_owned());
        years.push(*year);
        teachers.push(*count);
    }
    let mut tx = pool.begin().await?;
    sqlx::query!("delete from staff_count where year = any($1)", &years)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "insert into staff_count (brin, year, teachers)
         select n.brin, n.year, n.teachers
         from unnest($1::text[], $2::smallint[], $3::integer[]) as n (brin, year, teachers)
         join school using (brin)",
        &brins,
        &years,
        &teachers,
    )
    .execute(&mut *tx)
    .await?;
    let schools = sqlx::query_scalar!(
        r#"select count(*) as "schools!" from staff_count where year = $1"#,
        newest,
    )
    .fetch_one(&mut *tx)
    .await?;
    let act = Act::StaffCounted {
        year: newest,
        schools,
    };
    let by = By::Job("personeel");
    audit::record(&mut tx, Timestamp::now(), by, None, None, &act).await?;
    tx.commit().await?;
    Ok((newest, usize::try_from(schools)?))
}

/// The teachers by school and year: a school has a row for each kind of staff, and may have more.
fn read(bytes: &[u8]) -> anyhow::Result<BTreeMap<(Brin, i16), i32>> {
    let rows: Vec<HashMap<String, String>> = file::read(bytes)?;
    let mut counts = BTreeMap::new();
    for row in &rows {
        let school = SCHOOL.iter().find_map(|name| row.get(*name));
        let school = school.context("the file has no column with the code of a school")?;
        let group = row
            .get(GROUP)
            .with_context(|| format!("the file has no column {GROUP}"))?;
        // "Leraren", and "Leraren in opleiding": both are delivered.
        if !group.to_lowercase().starts_with("leraren") {
            continue;
        }
        let school = Brin::parse(school)?;
        for (column, count) in row {
            let year = column.strip_prefix(PERSONS).map(str::parse);
            if let (Some(Ok(year)), Ok(count)) = (year, count.parse::<i32>()) {
                *counts.entry((school.clone(), year)).or_insert(0) += count;
            }
        }
    }
    ensure!(!counts.is_empty(), "the file has no counts of teachers");
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teachers_are_added_up_by_school_and_year_and_others_left_out() {
        let file = "BRIN NUMMER;BEVOEGD GEZAG;FUNCTIEGROEP;PERSONEN 2024;PERSONEN 2025;GEMIDDELDE LEEFTIJD 2025\n\
                    99QA;41234;Leraren;30;31;44\n\
                    99QA;41234;Leraren in opleiding (LIO);2;<5;24\n\
                    99QA;41234;Directie;3;3;51\n";
        let counts = read(file.as_bytes()).expect("the layout of DUO");
        let brin = Brin::parse("99QA").expect("a code");
        assert_eq!(
            counts.into_iter().collect::<Vec<_>>(),
            [((brin.clone(), 2024), 32), ((brin, 2025), 31)]
        );
        assert!(read(b"BRIN NUMMER;PERSONEN 2024\n99QA;3\n").is_err());
        assert!(read(b"BRIN NUMMER;FUNCTIEGROEP\n99QA;Leraren\n").is_err());
    }
}
