//! The desks: every use case of every audience, on PostgreSQL.

mod catalogue;
pub mod profession;
pub mod public;
pub mod school;
pub mod session;
pub mod staff;
pub mod supplier;
pub mod teacher;

use crate::System;
use app::{
    catalogue::desk::CatalogueDesk,
    profession::desk::ProfessionDesk,
    provider::desk::ProviderDesk,
    public::desk::PublicDesk,
    school::{
        desk::SchoolDesk, mailbox::desk::BoxDesk, person::desk::PersonDesk,
        portfolio::desk::SharedPortfolioDesk, training::desk::TrainingDesk,
    },
    session::desk::SessionDesk,
    staff::{
        cases::desk::CaseDesk, catalogue::desk::ValidationDesk, committee::desk::CommitteeDesk,
        desk::StaffDesk, insight::desk::InsightDesk, outages::desk::OutageDesk,
        post::desk::PostDesk, procedure::desk::HandlingDesk, steering::desk::SteeringDesk,
    },
    supplier::desk::SupplierDesk,
    teacher::{
        contact::desk::ContactDesk,
        desk::TeacherDesk,
        entry::desk::EntryDesk,
        portfolio::{
            colleagues::desk::ColleagueDesk, desk::PortfolioDesk, import::desk::ImportDesk,
            sharing::desk::SharingDesk, take_out::desk::TakeOutDesk,
        },
        procedure::desk::ProcedureDesk,
        proof::desk::ProofDesk,
        registration::desk::RegistrationDesk,
        reregistration::desk::ReregistrationDesk,
    },
    upload::UploadDesk,
};
use leptos::prelude::provide_context;
use std::sync::Arc;

/// A desk on PostgreSQL.
#[derive(Clone)]
pub struct Desk(pub(crate) Arc<System>);

impl Desk {
    /// A desk of this system.
    pub fn new(system: Arc<System>) -> Self {
        Self(system)
    }
}

/// Puts the desks where the server functions find them.
pub fn provide(system: &Arc<System>) {
    let desk = Arc::new(Desk::new(system.clone()));
    provide_context::<Arc<dyn SessionDesk>>(desk.clone());
    provide_context::<Arc<dyn PublicDesk>>(desk.clone());
    provide_context::<Arc<dyn ProfessionDesk>>(desk.clone());
    provide_context::<Arc<dyn TeacherDesk>>(desk.clone());
    provide_context::<Arc<dyn EntryDesk>>(desk.clone());
    provide_context::<Arc<dyn RegistrationDesk>>(desk.clone());
    provide_context::<Arc<dyn PortfolioDesk>>(desk.clone());
    provide_context::<Arc<dyn SharingDesk>>(desk.clone());
    provide_context::<Arc<dyn PersonDesk>>(desk.clone());
    provide_context::<Arc<dyn SharedPortfolioDesk>>(desk.clone());
    provide_context::<Arc<dyn ColleagueDesk>>(desk.clone());
    provide_context::<Arc<dyn ReregistrationDesk>>(desk.clone());
    provide_context::<Arc<dyn UploadDesk>>(desk.clone());
    provide_context::<Arc<dyn ImportDesk>>(desk.clone());
    provide_context::<Arc<dyn TakeOutDesk>>(desk.clone());
    provide_context::<Arc<dyn ProofDesk>>(desk.clone());
    provide_context::<Arc<dyn ContactDesk>>(desk.clone());
    provide_context::<Arc<dyn BoxDesk>>(desk.clone());
    provide_context::<Arc<dyn PostDesk>>(desk.clone());
    provide_context::<Arc<dyn OutageDesk>>(desk.clone());
    provide_context::<Arc<dyn ProcedureDesk>>(desk.clone());
    provide_context::<Arc<dyn HandlingDesk>>(desk.clone());
    provide_context::<Arc<dyn CommitteeDesk>>(desk.clone());
    provide_context::<Arc<dyn SteeringDesk>>(desk.clone());
    provide_context::<Arc<dyn SchoolDesk>>(desk.clone());
    provide_context::<Arc<dyn TrainingDesk>>(desk.clone());
    provide_context::<Arc<dyn SupplierDesk>>(desk.clone());
    provide_context::<Arc<dyn StaffDesk>>(desk.clone());
    provide_context::<Arc<dyn InsightDesk>>(desk.clone());
    provide_context::<Arc<dyn CatalogueDesk>>(desk.clone());
    provide_context::<Arc<dyn ProviderDesk>>(desk.clone());
    provide_context::<Arc<dyn ValidationDesk>>(desk.clone());
    provide_context::<Arc<dyn CaseDesk>>(desk);
}
