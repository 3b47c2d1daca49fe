//! The worker that takes jobs from the queue, and the clock that puts some in it.

use super::patient::Patient;
use super::tasks::{
    AskBrp, BeginComparing, CheckClaim, CompareWithSchool, ConfirmAddress, GiveNotices,
    GoOnComparing, GoRound, MakeTakeOut, Parts, PrintDecision, SendLetter, Simulate, TellPrograms,
    TendFiles,
};
use crate::System;
use futures::FutureExt;
use graphile_worker::{
    Crontab, CrontabTimer, CrontabValue, Database, LocalQueueConfig, RefetchDelayConfig,
    TaskHandler, Worker, WorkerOptions, sqlx::SqlxDatabase,
};
use sqlx::PgPool;
use std::sync::Arc;
use tokio::{sync::oneshot, task::JoinHandle};

const SCHEMA: &str = "graphile_worker";

/// How many jobs a worker takes at a time.
const TAKEN: usize = 10;

/// How long at most a worker waits before it looks again when there was nothing to do.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_secs(1);

/// How often a worker says that it is there. Of one that was killed others take over the jobs after ten times as
/// long; without it that would take four hours.
const HEARTBEAT: std::time::Duration = std::time::Duration::from_secs(30);

fn options(pool: &PgPool) -> WorkerOptions {
    WorkerOptions::default()
        .database(Database::new(Patient(SqlxDatabase::new(pool.clone()))))
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
