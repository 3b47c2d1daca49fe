//! What each job does.

use super::{LATER, queue};
use crate::{
    System, api::webhooks, criteria, decision_letter, desks, evidence::tend, fault::Fault, letters,
    notices, people, signals, take_out,
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use shared::{
    authority::AuthorityTable,
    identifier::{ClaimId, DecisionId, PersonId},
};
use std::sync::Arc;
use uuid::Uuid;

/// The system, as the jobs get it.
#[derive(Clone)]
pub(super) struct Parts(pub(super) Arc<System>);

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parts")
    }
}

/// Asks the BRP who a person is (article 38i WPO).
#[derive(Deserialize, Serialize)]
pub struct AskBrp {
    pub(super) person: PersonId,
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
    pub(super) claim: ClaimId,
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
    pub(super) claim: ClaimId,
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
    pub(super) after: ClaimId,
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
    pub(super) letter: Uuid,
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
    pub(super) person: PersonId,
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
    pub(super) decision: DecisionId,
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
    pub(super) simulation: Uuid,
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
    pub(super) take_out: Uuid,
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
