//! Work that is done later, or again: queued in PostgreSQL, in the transaction that asks for it.

mod patient;
mod tasks;
mod worker;

pub use self::worker::{RunningWorker, migrate, run_once, start};

use self::tasks::{
    AskBrp, CheckClaim, CompareWithSchool, ConfirmAddress, MakeTakeOut, PrintDecision, SendLetter,
    Simulate,
};
use crate::fault::Fault;
use graphile_worker::TaskHandler;
use serde::Serialize;
use shared::identifier::{ClaimId, DecisionId, PersonId};
use sqlx::PgConnection;
use uuid::Uuid;

/// How urgent a job is: the lower, the sooner. What a person waits for, and what the law wants in time.
const NOW: i16 = 0;
/// What somebody asked for who knows that it takes minutes.
const ASKED: i16 = 5;
/// One for each of very many people: a country that delivers gives hundreds of thousands, and no notice
/// waits for those.
const MANY: i16 = 10;
/// What may wait until everything else is done.
const LATER: i16 = 20;

/// Queues [`AskBrp`] for these persons; one at a time for a person.
///
/// # Errors
/// When the database does not answer.
pub async fn ask_brp(conn: &mut PgConnection, persons: &[PersonId]) -> Result<(), Fault> {
    queue(conn, MANY, asking_brp(persons)).await
}

/// Queues [`AskBrp`] for persons who were asked about before, after all other work.
///
/// # Errors
/// When the database does not answer.
pub async fn ask_brp_again(conn: &mut PgConnection, persons: &[PersonId]) -> Result<(), Fault> {
    queue(conn, LATER, asking_brp(persons)).await
}

fn asking_brp(persons: &[PersonId]) -> impl Iterator<Item = (String, AskBrp)> {
    persons
        .iter()
        .map(|person| (brp_key(*person), AskBrp { person: *person }))
}

fn brp_key(person: PersonId) -> String {
    format!("brp:{person}")
}

/// Takes [`AskBrp`] for this person out of the queue: the BRP has answered already.
///
/// # Errors
/// When the database does not answer.
pub async fn brp_was_asked(conn: &mut PgConnection, person: PersonId) -> Result<(), Fault> {
    sqlx::query!(
        r#"select id as "id?" from graphile_worker.remove_job($1)"#,
        brp_key(person),
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Queues [`CheckClaim`]; one at a time for a claim.
///
/// # Errors
/// When the database does not answer.
pub async fn check_claim(conn: &mut PgConnection, claim: ClaimId) -> Result<(), Fault> {
    queue(
        conn,
        NOW,
        [(format!("claim:{claim}"), CheckClaim { claim })],
    )
    .await
}

/// Queues [`CompareWithSchool`] for these claims; one at a time for a claim.
///
/// # Errors
/// When the database does not answer.
pub async fn compare_with_school(conn: &mut PgConnection, claims: &[ClaimId]) -> Result<(), Fault> {
    let jobs = claims.iter().map(|claim| {
        let key = format!("school:{claim}");
        (key, CompareWithSchool { claim: *claim })
    });
    queue(conn, MANY, jobs).await
}

/// Queues [`MakeTakeOut`], unless it is queued already and was not given up.
///
/// # Errors
/// When the database does not answer.
pub async fn make_take_out(conn: &mut PgConnection, take_out: Uuid) -> Result<(), Fault> {
    let key = format!("take_out:{take_out}");
    let goes_on = sqlx::query_scalar!(
        r#"select exists (
               select from graphile_worker._private_jobs
               where key = $1 and (attempts < max_attempts or locked_at is not null)
           ) as "goes_on!""#,
        key,
    )
    .fetch_one(&mut *conn)
    .await?;
    if goes_on {
        return Ok(());
    }
    queue(conn, NOW, [(key, MakeTakeOut { take_out })]).await
}

/// Queues [`SendLetter`] for these letters.
///
/// # Errors
/// When the database does not answer.
pub async fn send_letters(conn: &mut PgConnection, letters: &[Uuid]) -> Result<(), Fault> {
    let jobs = letters
        .iter()
        .map(|letter| (format!("letter:{letter}"), SendLetter { letter: *letter }));
    queue(conn, NOW, jobs).await
}

/// Queues [`Simulate`], before what there is of very many.
///
/// # Errors
/// When the database does not answer.
pub async fn simulate(conn: &mut PgConnection, simulation: Uuid) -> Result<(), Fault> {
    let key = format!("simulation:{simulation}");
    queue(conn, ASKED, [(key, Simulate { simulation })]).await
}

/// Queues [`ConfirmAddress`] for this person.
///
/// # Errors
/// When the database does not answer.
pub async fn confirm_address(conn: &mut PgConnection, person: PersonId) -> Result<(), Fault> {
    queue(
        conn,
        NOW,
        [(format!("address:{person}"), ConfirmAddress { person })],
    )
    .await
}

/// Queues [`PrintDecision`] for this decision.
///
/// # Errors
/// When the database does not answer.
pub async fn print_decision(conn: &mut PgConnection, decision: DecisionId) -> Result<(), Fault> {
    queue(
        conn,
        NOW,
        [(format!("print:{decision}"), PrintDecision { decision })],
    )
    .await
}

/// Queues jobs of one kind, each with the key under which it is queued once.
async fn queue<T: TaskHandler + Serialize>(
    conn: &mut PgConnection,
    priority: i16,
    jobs: impl IntoIterator<Item = (String, T)>,
) -> Result<(), Fault> {
    let (mut keys, mut payloads) = (Vec::new(), Vec::new());
    for (key, job) in jobs {
        keys.push(key);
        payloads.push(serde_json::to_value(job)?);
    }
    sqlx::query!(
        r#"select id as "id!"
           from graphile_worker.add_jobs(array(
               select ($1, payload::json, null, null, null, key, $4, null)::graphile_worker.job_spec
               from unnest($2::text[], $3::jsonb[]) as job (key, payload)
           ))"#,
        T::IDENTIFIER,
        &keys,
        &payloads,
        priority,
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}
