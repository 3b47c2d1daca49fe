//! The contract of the teacher's record: every use case, with the teacher it is for.
//!
//! What is of somebody else is not found (404), as if it did not exist.

use super::{
    ClaimDetail, ClaimInput, ClaimTarget, ClaimView, CorrectionForm, CorrectionReceipt, Decision,
    EvidenceForm, Message, MyDiplomas, Overview, QuestionAnswer, Views,
};
use crate::{actor::Teacher, page::Paged, upload::File};
use async_trait::async_trait;
use shared::{
    Problem,
    authority::ClaimForm,
    identifier::{AppointmentId, ClaimId, CorrectionId, DecisionId, EvidenceId},
};
use uuid::Uuid;

/// Every use case of a teacher with their own record.
#[async_trait]
pub trait TeacherDesk: Send + Sync {
    /// Everything the register holds of the teacher, each fact with its source.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn overview(&self, teacher: &Teacher) -> Result<Overview, Problem>;

    /// Confirms an appointment as the teacher saw it (article 38j WPO): from then on it counts.
    ///
    /// # Errors
    /// 404 when it is not of this teacher; 409 when the school changed it in the meantime.
    async fn confirm(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        version: i32,
    ) -> Result<(), Problem>;

    /// Reports that a fact is not right (article 38k WPO); when the school delivered it, the
    /// school gets it as a task with a date, and what is of the register becomes a case.
    ///
    /// # Errors
    /// 404 when the appointment is not of this teacher; 422 when nothing is said, or the fact comes
    /// from the BRP.
    async fn request_correction(
        &self,
        teacher: &Teacher,
        form: &CorrectionForm,
    ) -> Result<CorrectionId, Problem> {
        self.request_correction_with(teacher, form, Vec::new())
            .await
    }

    /// The same with files, which whoever answers the report sees too: all of it or nothing.
    ///
    /// # Errors
    /// As [`Self::request_correction`]; 422 at the field of the files when one cannot be taken.
    async fn request_correction_with(
        &self,
        teacher: &Teacher,
        form: &CorrectionForm,
        files: Vec<File>,
    ) -> Result<CorrectionId, Problem>;

    /// The receipt of a report, with what was entered (article 2:17 Awb).
    ///
    /// # Errors
    /// 404 when there is no such report of this teacher.
    async fn correction_receipt(
        &self,
        teacher: &Teacher,
        id: CorrectionId,
    ) -> Result<CorrectionReceipt, Problem>;

    /// Asks the register to decide on a report, because the school did not solve it or did not
    /// answer in time (article 38k WPO).
    ///
    /// # Errors
    /// 404 when there is no such report of this teacher; 409 when the school still has time, or the
    /// register was asked before.
    async fn ask_decision(&self, teacher: &Teacher, id: CorrectionId) -> Result<(), Problem>;

    /// A decision, as it was announced.
    ///
    /// # Errors
    /// 404 when there is no such decision about this teacher.
    async fn decision(&self, teacher: &Teacher, id: DecisionId) -> Result<Decision, Problem>;

    /// The messages of the register, newest first; from then on those of the page are read. Pages count
    /// from 1.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn messages(&self, teacher: &Teacher, page: u32) -> Result<Paged<Message>, Problem>;

    /// Who looked at the data of the teacher, by day, the newest first; pages count from 1.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn views(&self, teacher: &Teacher, page: u32) -> Result<Views, Problem>;

    /// The subjects that the teacher entered.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn claims(&self, teacher: &Teacher) -> Result<Vec<ClaimView>, Problem>;

    /// What stands in the form to enter a subject, or to change one.
    ///
    /// # Errors
    /// 404 when the claim is not of this teacher.
    async fn claim_input(
        &self,
        teacher: &Teacher,
        claim: Option<ClaimId>,
    ) -> Result<ClaimInput, Problem>;

    /// Saves a subject and compares it with the Diplomaregister. It is saved whatever the
    /// outcome is, also when the Diplomaregister does not answer: then it is compared later. A new one
    /// that is sent twice is entered once.
    ///
    /// # Errors
    /// 404 when claim or appointment is not of this teacher; 422 with all messages at their fields.
    async fn save_claim(
        &self,
        teacher: &Teacher,
        claim: ClaimTarget,
        form: &ClaimForm,
    ) -> Result<ClaimId, Problem>;

    /// Takes over a subject that the timetable of the school proposes, which enters it as
    /// [`Self::save_claim`] does, or says that it is not right. Returns the subject that was entered.
    ///
    /// # Errors
    /// 404 when no such proposal waits for this teacher; 422 when it says too little to be entered.
    async fn answer_proposal(
        &self,
        teacher: &Teacher,
        proposal: Uuid,
        is_right: bool,
    ) -> Result<Option<ClaimId>, Problem>;

    /// Answers the question that a new table asks about a subject: when the new outcome is right it
    /// takes the place of the old one, else the old one stays.
    ///
    /// # Errors
    /// 404 when there is no such claim of this teacher; 409 when nothing is asked any more.
    async fn answer_question(
        &self,
        teacher: &Teacher,
        claim: ClaimId,
        answer: QuestionAnswer,
    ) -> Result<(), Problem>;

    /// What the Diplomaregister holds of the teacher, as it last said, and when it was asked.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn my_diplomas(&self, teacher: &Teacher) -> Result<MyDiplomas, Problem>;

    /// Asks the Diplomaregister what it holds of the teacher. That it does not answer is kept too,
    /// and no error.
    ///
    /// # Errors
    /// 409 when it may not be asked.
    async fn look_up_diplomas(&self, teacher: &Teacher) -> Result<(), Problem>;

    /// Records that the teacher lets us ask the Diplomaregister, or no longer does; the subjects are
    /// compared by that.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn set_consent(&self, teacher: &Teacher, given: bool) -> Result<(), Problem>;

    /// Takes an extract of the Diplomaregister, when it is signed as it should be and of this teacher,
    /// and compares the subjects by it where the Diplomaregister itself is not asked.
    ///
    /// # Errors
    /// 409 where no extracts are taken; 422 at its field when something is wrong with the file.
    async fn give_extract(&self, teacher: &Teacher, files: Vec<File>) -> Result<(), Problem>;

    /// A subject with its outcome, explained rule by rule.
    ///
    /// # Errors
    /// 404 when there is no such claim of this teacher.
    async fn claim(&self, teacher: &Teacher, claim: ClaimId) -> Result<ClaimDetail, Problem>;

    /// Records a subject that was entered: the last step.
    ///
    /// # Errors
    /// 404 when there is no such claim of this teacher; 422 when it was not said to be true.
    async fn record_claim(
        &self,
        teacher: &Teacher,
        claim: ClaimId,
        is_true: bool,
    ) -> Result<(), Problem>;

    /// Leaves out of a subject what the diploma does not cover, and compares what is left.
    ///
    /// # Errors
    /// 404 when there is no such claim of this teacher; 409 when there is nothing to leave out.
    async fn narrow_claim(&self, teacher: &Teacher, claim: ClaimId) -> Result<(), Problem>;

    /// Lets the school know that the diploma does not fit the ground that it delivered (signal LR-S110):
    /// only because the teacher says so, and without what stands on the diploma.
    ///
    /// # Errors
    /// 404 when there is no such claim of this teacher; 409 when they do not differ, or the school knows.
    async fn tell_school(&self, teacher: &Teacher, claim: ClaimId) -> Result<(), Problem>;

    /// Removes a subject; what it was stays in the history.
    ///
    /// # Errors
    /// 404 when there is no such claim of this teacher.
    async fn remove_claim(&self, teacher: &Teacher, claim: ClaimId) -> Result<(), Problem>;

    /// Adds files of evidence to a subject, with what the teacher says of them: all of it or
    /// nothing.
    ///
    /// # Errors
    /// 404 when there is no such claim of this teacher; 422 with all messages at their fields when
    /// something is not right, also with a file.
    async fn add_explained_evidence(
        &self,
        teacher: &Teacher,
        claim: ClaimId,
        form: &EvidenceForm,
        files: Vec<File>,
    ) -> Result<(), Problem>;

    /// Adds files of evidence to a subject, without a word.
    ///
    /// # Errors
    /// As [`Self::add_explained_evidence`].
    async fn add_claim_evidence(
        &self,
        teacher: &Teacher,
        claim: ClaimId,
        files: Vec<File>,
    ) -> Result<(), Problem> {
        self.add_explained_evidence(teacher, claim, &EvidenceForm::default(), files)
            .await
    }

    /// Removes a file of evidence from a subject for good; returns the subject.
    ///
    /// # Errors
    /// 404 when there is no such file with a subject of this teacher.
    async fn remove_claim_evidence(
        &self,
        teacher: &Teacher,
        id: EvidenceId,
    ) -> Result<ClaimId, Problem>;
}
