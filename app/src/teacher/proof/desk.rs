//! The contract of the proof of registration.

use super::{NewProof, Proofs};
use crate::actor::Teacher;
use async_trait::async_trait;
use shared::Problem;
use uuid::Uuid;

/// Every use case of a teacher with proofs of registration. What is of somebody else is not found.
#[async_trait]
pub trait ProofDesk: Send + Sync {
    /// What the teacher can prove, and the proofs that were made.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn proofs(&self, teacher: &Teacher) -> Result<Proofs, Problem>;

    /// Makes a proof that shows what the teacher chose, and nothing else.
    ///
    /// # Errors
    /// 409 when the teacher is not in the register, or has as many as one can have; 422 when a choice
    /// is missing or is none.
    async fn make_proof(&self, teacher: &Teacher, new: NewProof) -> Result<Uuid, Problem>;

    /// Withdraws a proof: from then on nobody sees anything of it.
    ///
    /// # Errors
    /// 404 when it is not of this teacher.
    async fn withdraw_proof(&self, teacher: &Teacher, proof: Uuid) -> Result<(), Problem>;
}
