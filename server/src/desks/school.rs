//! The desk of this audience.

use super::Desk;
use app::school::desk::SchoolDesk;
use async_trait::async_trait;

#[async_trait]
impl SchoolDesk for Desk {}
