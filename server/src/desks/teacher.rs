//! The desk of this audience.

use super::Desk;
use app::teacher::desk::TeacherDesk;
use async_trait::async_trait;

#[async_trait]
impl TeacherDesk for Desk {}
