//! Work that is done later, or again: queued in PostgreSQL, in the transaction that asks for it.

use crate::{
    System, api::webhooks, criteria, decision_letter, desks, evidence::tend, fault::Fault, letters,
    notices, people, signals, take_out,
};
use futures::FutureExt;
use graphile_worker::{
    Crontab, CrontabTimer, CrontabValue, IntoTaskHandlerResult, LocalQueueConfig,
    RefetchDelayConfig, TaskHandler, Worker, WorkerContext, WorkerOptions,
};
use serde::{Deserialize, Serialize};
use shared::{
    authority::AuthorityTable,
    identifier::{ClaimId, DecisionId, PersonId},
};
use sqlx::{PgConnection, PgPool};
use std::sync::Arc;
use tokio::{sync::oneshot, task::JoinHandle};
use uuid::Uuid;

const SCHEMA: &str = "graphile_worker";

/// The system, as the jobs get it.
#[derive(Clone)]
struct Parts(Arc<System>);

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parts")
    }
}

/// Asks the BRP who a person is (article 38i WPO).
#[derive(Deserialize, Serialize)]
pub struct AskBrp {
    person: PersonId,
}

impl TaskHandler for AskBrp {
    const IDENTIFIER: &'static str = "ask_brp";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        people::look_up(&system, self.person)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Compares a claim with the Diplomaregister, when that did not answer before.
#[derive(Deserialize, Serialize)]
pub struct CheckClaim {
    claim: ClaimId,
}

impl TaskHandler for CheckClaim {
    const IDENTIFIER: &'static str = "check_claim";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        desks::teacher::check_again(&system, self.claim)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Compares a claim again when its school says something else about the appointment.
#[derive(Deserialize, Serialize)]
pub struct CompareWithSchool {
    claim: ClaimId,
}

impl TaskHandler for CompareWithSchool {
    const IDENTIFIER: &'static str = "compare_with_school";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        desks::teacher::compare_with_school(&system, self.claim)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Begins to compare claims again that were last compared by an older table; runs every night.
#[derive(Deserialize, Serialize)]
pub struct BeginComparing;

impl TaskHandler for BeginComparing {
    const IDENTIFIER: &'static str = "begin_comparing";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        compare_batch(&system, None).await
    }
}

/// Goes on with it, one batch after the other.
#[derive(Deserialize, Serialize)]
pub struct GoOnComparing {
    after: ClaimId,
}

impl TaskHandler for GoOnComparing {
    const IDENTIFIER: &'static str = "go_on_comparing";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        compare_batch(&system, Some(self.after)).await
    }
}

async fn compare_batch(system: &System, after: Option<ClaimId>) -> Result<(), String> {
    let batch = async {
        let table = AuthorityTable::current();
        let Some(after) = desks::teacher::compare_anew(system, table, after).await? else {
            return Ok(());
        };
        let mut conn = system.pool.acquire().await?;
        let key = "comparing".to_owned();
        queue(&mut conn, LATER, [(key, GoOnComparing { after })]).await
    };
    batch.await.map_err(|fault: Fault| fault.to_string())
}

/// Sends a letter by mail.
#[derive(Deserialize, Serialize)]
pub struct SendLetter {
    letter: Uuid,
}

impl TaskHandler for SendLetter {
    const IDENTIFIER: &'static str = "send_letter";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        letters::send(&system, self.letter)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Sends the mail with which a teacher confirms an address.
#[derive(Deserialize, Serialize)]
pub struct ConfirmAddress {
    person: PersonId,
}

impl TaskHandler for ConfirmAddress {
    const IDENTIFIER: &'static str = "confirm_address";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        desks::teacher::ask_to_confirm(&system, self.person)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Gives the notices of messages that are to be given; runs every minute.
#[derive(Deserialize, Serialize)]
pub struct GiveNotices;

impl TaskHandler for GiveNotices {
    const IDENTIFIER: &'static str = "give_notices";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        notices::give(&system)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Prints the letter of a decision, and keeps it.
#[derive(Deserialize, Serialize)]
pub struct PrintDecision {
    decision: DecisionId,
}

impl TaskHandler for PrintDecision {
    const IDENTIFIER: &'static str = "print_decision";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        let kept = decision_letter::of(&system, self.decision).await;
        kept.map(drop).map_err(|fault| fault.to_string())
    }
}

/// Tells the programs that want to hear it that there is feedback; runs every minute.
#[derive(Deserialize, Serialize)]
pub struct TellPrograms;

impl TaskHandler for TellPrograms {
    const IDENTIFIER: &'static str = "tell_programs";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        webhooks::tell_all(&system)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Goes on with what a draft of criteria would do to all portfolios.
#[derive(Deserialize, Serialize)]
pub struct Simulate {
    simulation: Uuid,
}

impl TaskHandler for Simulate {
    const IDENTIFIER: &'static str = "simulate";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        criteria::simulation::go_on(&system, self.simulation)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// The daily round; see [`signals`].
#[derive(Deserialize, Serialize)]
pub struct GoRound;

impl TaskHandler for GoRound {
    const IDENTIFIER: &'static str = "go_round";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        signals::go_round(&system)
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Makes the portfolio of a teacher as a whole.
#[derive(Deserialize, Serialize)]
pub struct MakeTakeOut {
    take_out: Uuid,
}

impl TaskHandler for MakeTakeOut {
    const IDENTIFIER: &'static str = "make_take_out";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        Box::pin(take_out::make(&system, self.take_out))
            .await
            .map_err(|fault| fault.to_string())
    }
}

/// Looks after the files of teachers; see [`tend`]. Runs every minute.
#[derive(Deserialize, Serialize)]
pub struct TendFiles;

impl TaskHandler for TendFiles {
    const IDENTIFIER: &'static str = "tend_files";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let system = system(&context)?;
        tend::tend(&system).await.map_err(|fault| fault.to_string())
    }
}

fn system(context: &WorkerContext) -> Result<Arc<System>, String> {
    context
        .extensions()
        .get::<Parts>()
        .map(|parts: &Parts| parts.0.clone())
        .ok_or_else(|| "the worker has no system".to_owned())
}

/// How urgent a job is: the lower, the sooner. What a person waits for, and what the law wants in time.
const NOW: i16 = 0;
/// What somebody asked for who knows that it takes minutes.
const ASKED: i16 = 5;
/// One for each of very many people: a country that delivers gives hundreds of thousands, and no notice
/// waits for those.
const MANY: i16 = 10;
/// What may wait until everything else is done.
const LATER: i16 = 20;

/// How many jobs a worker takes at a time.
const TAKEN: usize = 10;

/// How long at most a worker waits before it looks again when there was nothing to do.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_secs(1);

/// How often a worker says that it is there. Of one that was killed others take over the jobs after ten times as
/// long; without it that would take four hours.
const HEARTBEAT: std::time::Duration = std::time::Duration::from_secs(30);

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

fn options(pool: &PgPool) -> WorkerOptions {
    WorkerOptions::default()
        .pg_pool(pool.clone())
        .schema(SCHEMA)
        .concurrency(2)
        // Without a queue of its own a worker does one job for each time it looks, however many there are;
        // without a delay it looks all the time when there are none. A job that is given ends the delay.
        .local_queue(
            LocalQueueConfig::default()
                .with_size(TAKEN)
                .with_refetch_delay(
                    RefetchDelayConfig::default()
                        .with_duration(LOOK_AGAIN)
                        .with_max_abort_threshold(1),
                ),
        )
        .heartbeat_interval(HEARTBEAT)
        .listen_os_shutdown_signals(false)
        .define_job::<AskBrp>()
        .define_job::<CheckClaim>()
        .define_job::<CompareWithSchool>()
        .define_job::<BeginComparing>()
        .define_job::<GoOnComparing>()
        .define_job::<SendLetter>()
        .define_job::<Simulate>()
        .define_job::<PrintDecision>()
        .define_job::<ConfirmAddress>()
        .define_job::<GiveNotices>()
        .define_job::<TellPrograms>()
        .define_job::<GoRound>()
        .define_job::<TendFiles>()
        .define_job::<MakeTakeOut>()
        // At 2.15 UTC, when few deliver.
        .with_cron(Crontab::new(
            CrontabTimer {
                minutes: vec![CrontabValue::Number(15)],
                hours: vec![CrontabValue::Number(2)],
                ..CrontabTimer::default()
            },
            GoRound::IDENTIFIER,
        ))
        .with_cron(Crontab::new(
            CrontabTimer {
                minutes: vec![CrontabValue::Number(45)],
                hours: vec![CrontabValue::Number(2)],
                ..CrontabTimer::default()
            },
            BeginComparing::IDENTIFIER,
        ))
        .with_cron(Crontab::new(
            CrontabTimer::default(),
            TellPrograms::IDENTIFIER,
        ))
        .with_cron(Crontab::new(CrontabTimer::default(), TendFiles::IDENTIFIER))
        .with_cron(Crontab::new(
            CrontabTimer::default(),
            GiveNotices::IDENTIFIER,
        ))
}

/// Makes the tables of the queue.
///
/// # Errors
/// When the database does not answer.
pub async fn migrate(pool: &PgPool) -> anyhow::Result<()> {
    options(pool).init().await?;
    Ok(())
}

/// A worker that runs until it is stopped.
pub struct RunningWorker {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl RunningWorker {
    /// Lets the job in hand finish, and stops.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        if self.task.await.is_err() {
            tracing::error!("the worker did not stop well");
        }
    }
}

/// How long it takes before another worker begins when one ended.
const AGAIN: std::time::Duration = std::time::Duration::from_secs(5);

/// Starts working.
///
/// # Errors
/// When the database does not answer.
pub async fn start(system: Arc<System>) -> anyhow::Result<RunningWorker> {
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = stopped.map(drop).shared();
    let mut worker = begin(&system, stopped.clone()).await?;
    let task = tokio::spawn(async move {
        // A database that does not answer for a moment ends a run, and a worker of which a run ended tells
        // itself to stop for good: another goes on. The jobs are there when the database answers again.
        while let Err(error) = worker.run().await {
            tracing::error!(%error, "the worker stopped, and another begins");
            worker = loop {
                tokio::select! {
                    () = stopped.clone() => return,
                    () = tokio::time::sleep(AGAIN) => {}
                }
                match begin(&system, stopped.clone()).await {
                    Ok(another) => break another,
                    Err(error) => tracing::error!(%error, "no other worker can begin yet"),
                }
            };
        }
    });
    Ok(RunningWorker { stop, task })
}

/// A worker that works until it is told to stop.
async fn begin(
    system: &Arc<System>,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<Worker> {
    let worker = options(&system.pool)
        .add_extension(Parts(system.clone()))
        .shutdown_signal(stopped)
        .init()
        .await?;
    Ok(worker)
}

/// Does all jobs that are due now, and returns; for tests.
///
/// # Errors
/// When the database does not answer.
pub async fn run_once(system: Arc<System>) -> anyhow::Result<()> {
    let worker = options(&system.pool)
        .add_extension(Parts(system))
        .init()
        .await?;
    worker.run_once().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_clock_queues_can_be_read() {
        // The queue gives a job of the crontab no payload at all.
        assert!(serde_json::from_value::<TellPrograms>(serde_json::Value::Null).is_ok());
        assert!(serde_json::from_value::<GiveNotices>(serde_json::Value::Null).is_ok());
        assert!(serde_json::from_value::<GoRound>(serde_json::Value::Null).is_ok());
        assert!(serde_json::from_value::<TendFiles>(serde_json::Value::Null).is_ok());
        assert!(serde_json::from_value::<BeginComparing>(serde_json::Value::Null).is_ok());
    }
}
