//! Taking in a delivery.
use crate::{System, fault::Fault};
use app::{actor::SchoolContact, upload::File};
use shared::identifier::DeliveryId;
pub async fn take_in(_s: &System, _c: &SchoolContact, _f: File) -> Result<DeliveryId, Fault> {
    Err(shared::Problem::not_found().into())
}
