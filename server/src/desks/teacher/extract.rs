//! The extract of the Diplomaregister that a teacher gives: verified, read, and compared at once.

use super::{
    compare,
    diplomas::{claims_of, permission},
};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    extract,
    fault::Fault,
    people,
};
use app::{teacher::Given, upload::File};
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use shared::{FieldError, Problem, authority::Diploma, identifier::PersonId};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the diplomas are sealed for.
const SEAL: &str = "extract";

/// Takes an extract of this person, and compares every subject that is not compared by asking the
/// Diplomaregister itself. The file is not kept: what it says is, sealed, and its hash.
///
/// # Errors
/// 409 where no extracts are taken; 422 at its field when something is wrong with the file.
pub async fn give(system: &System, person: PersonId, files: Vec<File>) -> Result<(), Fault> {
    let mut conn = system.pool.acquire().await?;
    if !permission(&mut conn, system, person, None)
        .await?
        .phase
        .takes_extract()
    {
        let message = "Je kunt nu geen uittreksel geven. Je vak blijft staan als eigen opgave";
        return Err(Problem::conflict(message).into());
    }
    let refused = |message: String| Problem::invalid(vec![FieldError::new(Given::FIELD, message)]);
    let Some(file) = files.into_iter().find(|file| file.field == Given::FIELD) else {
        return Err(refused("Kies het bestand met je uittreksel".to_owned()).into());
    };
    let now = system.clock.now_stored();
    let bsn = people::bsn(&mut conn, system, person).await?;
    let birth_date = sqlx::query_scalar!("select birth_date from person where id = $1", person.0)
        .fetch_one(&mut *conn)
        .await?
        .map(jiff_sqlx::Date::to_jiff);
    drop(conn);
    // Verifying and reading take a while, which no other request waits for.
    let signer = system.extracts.clone();
    let (given, sha256) = tokio::task::spawn_blocking(move || {
        let given = extract::read(&file.bytes, &signer, now);
        (given, Sha256::digest(&file.bytes).to_vec())
    })
    .await
    .map_err(Fault::broken)?;
    let given = given
        .and_then(|given| {
            given
                .of(&bsn, birth_date, system.clock.today())
                .map(|()| given)
        })
        .map_err(|refusal| refused(refusal.to_string()))?;
    let mut tx = system.pool.begin().await?;
    // One that is not newer is of no use any more.
    sqlx::query!(
        "delete from diploma_extract where person_id = $1 and day <= $2",
        person.0,
        given.day.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into diploma_extract (id, person_id, received_at, day, sha256, diplomas)
         values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        person.0,
        now.to_sqlx(),
        given.day.to_sqlx() as jiff_sqlx::Date,
        sha256,
        system
            .vault
            .seal(SEAL, &serde_json::to_vec(&given.diplomas)?)?,
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::ExtractGiven { day: given.day };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    let claims = claims_of(&mut tx, person).await?;
    tx.commit().await?;
    for claim in claims {
        compare::check_again(system, claim).await?;
    }
    Ok(())
}

/// The newest extract of a person, as long as it is new enough to compare with.
///
/// # Errors
/// When the database does not answer.
pub async fn counting(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
) -> Result<Option<Given>, Fault> {
    let today = system.clock.today();
    let newest = newest(conn, system, person).await?;
    Ok(newest.filter(|given| extract::counts(given.day, today)))
}

/// The newest extract of a person, also one that is too old to compare with.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
) -> Result<Option<Given>, Fault> {
    let row = sqlx::query!(
        "select day, received_at, diplomas
         from diploma_extract
         where person_id = $1
         order by day desc, received_at desc
         limit 1",
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let mut diplomas: Vec<Diploma> =
            serde_json::from_slice(&system.vault.open(SEAL, &row.diplomas)?)?;
        diplomas.sort_by(|a, b| (b.graduated, &b.programme).cmp(&(a.graduated, &a.programme)));
        Ok(Given {
            day: row.day.to_jiff(),
            received_at: dutch(row.received_at.to_jiff()),
            diplomas,
        })
    })
    .transpose()
}
