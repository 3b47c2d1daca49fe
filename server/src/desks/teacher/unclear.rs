//! Programmes of which the name is not clear enough to decide (phase 4 of the handbook, 3.5): they
//! are reported to DUO, without the person who holds the diploma.

use crate::fault::Fault;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::authority::{Check, Outcome, Phase};
use sqlx::{PgConnection, PgPool};

/// Remembers the programmes of a result that a person should look at, where unclear programmes are
/// reported.
///
/// # Errors
/// When the database does not answer.
pub async fn note(
    conn: &mut PgConnection,
    phase: Phase,
    found: &Check,
    today: Date,
) -> Result<(), Fault> {
    if !phase.reports_unclear() || found.outcome != Outcome::Related {
        return Ok(());
    }
    for diploma in &found.diplomas {
        sqlx::query!(
            "insert into unclear_programme (programme, code, kind, institution, first_seen,
                                            last_seen)
             values ($1, $2, $3, $4, $5, $5)
             on conflict (programme, code, kind, institution) do update set last_seen = $5",
            diploma.programme.trim(),
            diploma.code.as_deref().unwrap_or_default(),
            diploma.kind,
            diploma.institution,
            today.to_sqlx() as jiff_sqlx::Date,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The programmes as a CSV file for DUO, those seen last first.
///
/// # Errors
/// When the database does not answer.
pub async fn unclear_programmes(pool: &PgPool) -> anyhow::Result<Vec<u8>> {
    let rows = sqlx::query!(
        "select programme, code, kind, institution, first_seen, last_seen
         from unclear_programme
         order by last_seen desc, programme, code, kind, institution",
    )
    .fetch_all(pool)
    .await?;
    let mut file = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    file.write_record([
        "opleiding",
        "code",
        "soort",
        "instelling",
        "eerst",
        "laatst",
    ])?;
    for row in rows {
        file.write_record([
            row.programme,
            row.code,
            row.kind,
            row.institution,
            row.first_seen.to_jiff().to_string(),
            row.last_seen.to_jiff().to_string(),
        ])?;
    }
    Ok(file.into_inner()?)
}
