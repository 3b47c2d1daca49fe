//! The desk of this audience.

use super::Desk;
use app::public::desk::PublicDesk;
use async_trait::async_trait;

#[async_trait]
impl PublicDesk for Desk {}
