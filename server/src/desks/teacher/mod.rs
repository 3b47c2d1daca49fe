//! The desk of the teacher: the own record, subjects and portfolio.
//!
//! Every query asks for the person of the actor: what is of somebody else is not there.

pub(super) mod claims;
pub(super) mod compare;
mod contact;
mod corrections;
pub(super) mod diplomas;
mod download;
mod entry;
mod extract;
pub(super) mod overview;
pub(super) mod portfolio;
mod procedure;
mod proof;
pub(super) mod registration;
mod reregistration;
mod training;
mod unclear;
mod views;

pub use claims::{compare_anew, compare_with_school, facts_changed};
pub use compare::{check_again, end_approvals, made_again, reproduce};
pub use contact::{ask_to_confirm, forget_consents};
pub use corrections::{answer_by, is_from_brp, request as report_difference};
pub use download::{attachment, download_decision, download_evidence, download_message};
pub use overview::{address, overview as overview_of, sex_name};
pub use portfolio::changes::add as add_activity;
pub use portfolio::colleagues::{
    download_shown_evidence, labels as labels_of, owner_of_form, reviews as reviews_of,
};
pub use portfolio::events::open_posted as open_calendar_posted;
pub use portfolio::files::{accept as accept_file, discard as discard_files, not_looked_at_yet};
pub use portfolio::sharing::shown_to as shown_to_board;
pub use portfolio::{activities as portfolio_of, attached as attached_feedback};
pub use procedure::sent_of;
pub use proof::{download_credential, download_proof};
pub use reregistration::{
    exempt_months as exempt_months_of, inputs_of, next_term, of as standing, recent_term,
    shown_to_board as reregistration_of, terms,
};
pub use unclear::unclear_programmes;

use super::Desk;
use crate::messages::{self, Inbox};
use app::{
    actor::Teacher,
    page::Paged,
    teacher::{
        ClaimDetail, ClaimInput, ClaimTarget, ClaimView, CorrectionForm, CorrectionReceipt,
        Decision, EvidenceForm, Message, MyDiplomas, Overview, QuestionAnswer, Views,
        desk::TeacherDesk,
    },
    upload::File,
};
use async_trait::async_trait;
use shared::{
    Problem,
    authority::ClaimForm,
    identifier::{AppointmentId, ClaimId, CorrectionId, DecisionId, EvidenceId},
};
use uuid::Uuid;

#[async_trait]
impl TeacherDesk for Desk {
    async fn overview(&self, teacher: &Teacher) -> Result<Overview, Problem> {
        Ok(overview::overview(&self.0, teacher.person()).await?)
    }

    async fn confirm(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        version: i32,
    ) -> Result<(), Problem> {
        Ok(overview::confirm(&self.0, teacher.person(), appointment, version).await?)
    }

    async fn request_correction_with(
        &self,
        teacher: &Teacher,
        form: &CorrectionForm,
        files: Vec<File>,
    ) -> Result<CorrectionId, Problem> {
        Ok(corrections::request(&self.0, teacher.person(), form, files).await?)
    }

    async fn correction_receipt(
        &self,
        teacher: &Teacher,
        id: CorrectionId,
    ) -> Result<CorrectionReceipt, Problem> {
        Ok(corrections::receipt(&self.0, teacher.person(), id).await?)
    }

    async fn ask_decision(&self, teacher: &Teacher, id: CorrectionId) -> Result<(), Problem> {
        Ok(corrections::ask_decision(&self.0, teacher.person(), id).await?)
    }

    async fn decision(&self, teacher: &Teacher, id: DecisionId) -> Result<Decision, Problem> {
        Ok(corrections::decision(&self.0, teacher.person(), id).await?)
    }

    async fn messages(&self, teacher: &Teacher, page: u32) -> Result<Paged<Message>, Problem> {
        Ok(messages::open(&self.0, Inbox::Person(teacher.person()), page).await?)
    }

    async fn views(&self, teacher: &Teacher, page: u32) -> Result<Views, Problem> {
        Ok(views::page(&self.0, teacher.person(), page).await?)
    }

    async fn claims(&self, teacher: &Teacher) -> Result<Vec<ClaimView>, Problem> {
        Ok(claims::list(&self.0, teacher.person()).await?)
    }

    async fn claim_input(
        &self,
        teacher: &Teacher,
        claim: Option<ClaimId>,
    ) -> Result<ClaimInput, Problem> {
        Ok(claims::input(&self.0, teacher.person(), claim).await?)
    }

    async fn save_claim(
        &self,
        teacher: &Teacher,
        claim: ClaimTarget,
        form: &ClaimForm,
    ) -> Result<ClaimId, Problem> {
        Ok(claims::save(&self.0, teacher.person(), claim, form).await?)
    }

    async fn answer_proposal(
        &self,
        teacher: &Teacher,
        proposal: Uuid,
        is_right: bool,
    ) -> Result<Option<ClaimId>, Problem> {
        Ok(claims::answer_proposal(&self.0, teacher.person(), proposal, is_right).await?)
    }

    async fn answer_question(
        &self,
        teacher: &Teacher,
        claim: ClaimId,
        answer: QuestionAnswer,
    ) -> Result<(), Problem> {
        Ok(claims::answer_question(&self.0, teacher.person(), claim, answer).await?)
    }

    async fn my_diplomas(&self, teacher: &Teacher) -> Result<MyDiplomas, Problem> {
        Ok(diplomas::mine(&self.0, teacher.person()).await?)
    }

    async fn look_up_diplomas(&self, teacher: &Teacher) -> Result<(), Problem> {
        Ok(diplomas::look(&self.0, teacher.person()).await?)
    }

    async fn set_consent(&self, teacher: &Teacher, given: bool) -> Result<(), Problem> {
        Ok(diplomas::set_consent(&self.0, teacher.person(), given).await?)
    }

    async fn give_extract(&self, teacher: &Teacher, files: Vec<File>) -> Result<(), Problem> {
        Ok(extract::give(&self.0, teacher.person(), files).await?)
    }

    async fn claim(&self, teacher: &Teacher, claim: ClaimId) -> Result<ClaimDetail, Problem> {
        Ok(claims::detail(&self.0, teacher.person(), claim).await?)
    }

    async fn record_claim(
        &self,
        teacher: &Teacher,
        claim: ClaimId,
        is_true: bool,
    ) -> Result<(), Problem> {
        Ok(claims::record(&self.0, teacher.person(), claim, is_true).await?)
    }

    async fn narrow_claim(&self, teacher: &Teacher, claim: ClaimId) -> Result<(), Problem> {
        Ok(claims::narrow(&self.0, teacher.person(), claim).await?)
    }

    async fn tell_school(&self, teacher: &Teacher, claim: ClaimId) -> Result<(), Problem> {
        Ok(claims::tell_school(&self.0, teacher.person(), claim).await?)
    }

    async fn remove_claim(&self, teacher: &Teacher, claim: ClaimId) -> Result<(), Problem> {
        Ok(claims::remove(&self.0, teacher.person(), claim).await?)
    }

    async fn add_explained_evidence(
        &self,
        teacher: &Teacher,
        claim: ClaimId,
        form: &EvidenceForm,
        files: Vec<File>,
    ) -> Result<(), Problem> {
        Ok(claims::add_evidence(&self.0, teacher.person(), claim, form, files).await?)
    }

    async fn remove_claim_evidence(
        &self,
        teacher: &Teacher,
        id: EvidenceId,
    ) -> Result<ClaimId, Problem> {
        Ok(claims::remove_evidence(&self.0, teacher.person(), id).await?)
    }
}
