//! The contract of this audience: every use case, with the actor it is for.

use async_trait::async_trait;

/// Every use case of this audience.
#[async_trait]
pub trait TeacherDesk: Send + Sync {}
