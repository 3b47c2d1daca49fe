//! The contract of the school audience: every use case, with the actor it is for.
//!
//! Each method sees the data of the board of its contact only; what is of another board is not
//! found (404), as if it did not exist.

use super::{
    access::Access,
    appointment::{AppointmentForm, Entered, Occasion},
    comparison::Comparison,
    completeness::Completeness,
    contacts::{Contacts, NewContact},
    dashboard::{Dashboard, Place},
    delivery::{DayOfMessages, DeliveryDetail, DeliveryPage, Messages, Preview, PreviewId},
    grounds::GroundOverview,
    mandates::{Mandates, NewMandate},
    tasks::{Correction, CorrectionAnswer, TaskList},
    teachers::{TeacherFilter, TeacherPage},
    timetable::Timetable,
};
use crate::{
    actor::{BoardContact, Colleague, SchoolContact},
    programme::{Joining, NewReaction},
    upload::File,
};
use async_trait::async_trait;
use shared::{
    Problem,
    identifier::{CorrectionId, DeliveryId},
};
use uuid::Uuid;

/// Every use case of a contact of a school board.
#[async_trait]
pub trait SchoolDesk: Send + Sync {
    /// Takes in a file of appointments (article 38h, first paragraph, WPO): good records count,
    /// each wrong one is kept with all that is wrong with it.
    ///
    /// # Errors
    /// 422 at field `bestand` when the file as a whole cannot be read; 413 when it is too large;
    /// 500 when the database does not answer: what was taken in by then stays, and sending the
    /// same file again takes in the rest.
    async fn deliver(&self, contact: &SchoolContact, file: File) -> Result<DeliveryId, Problem>;

    /// Takes in a timetable: each subject in it is proposed to the teacher of the appointment, who
    /// decides. What the teacher answers, the board does not see.
    ///
    /// # Errors
    /// 422 at field `bestand` when the file as a whole cannot be read.
    async fn propose_subjects(&self, contact: &BoardContact, file: File) -> Result<(), Problem>;

    /// The timetable that the board sent last, with what was said of each row.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn timetable(&self, contact: &BoardContact) -> Result<Option<Timetable>, Problem>;

    /// Looks at a file as if it were delivered, and keeps it for a day so that it can be.
    ///
    /// # Errors
    /// As [`SchoolDesk::deliver`].
    async fn look_at(&self, contact: &SchoolContact, file: File) -> Result<PreviewId, Problem>;

    /// What would become of the records of a file that was looked at.
    ///
    /// # Errors
    /// 404 when this board has no such file, or it was delivered or is older than a day; 500 when
    /// the database does not answer.
    async fn preview(&self, contact: &SchoolContact, id: PreviewId) -> Result<Preview, Problem>;

    /// Delivers a file that was looked at, as it was then.
    ///
    /// # Errors
    /// As [`SchoolDesk::preview`] and [`SchoolDesk::deliver`].
    async fn deliver_previewed(
        &self,
        contact: &SchoolContact,
        id: PreviewId,
    ) -> Result<DeliveryId, Problem>;

    /// The deliveries of the board, newest first; pages count from 1. The messages that a program
    /// sent one at a time stand together, by day.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn deliveries(&self, contact: &SchoolContact, page: u32)
    -> Result<DeliveryPage, Problem>;

    /// One delivery, with what is wrong and what to look at.
    ///
    /// # Errors
    /// 404 when this board has no such delivery; 500 when the database does not answer.
    async fn delivery(
        &self,
        contact: &SchoolContact,
        id: DeliveryId,
    ) -> Result<DeliveryDetail, Problem>;

    /// The messages that a program sent one at a time on a day, with what is wrong and what to look
    /// at.
    ///
    /// # Errors
    /// 404 when this board has no such messages; 500 when the database does not answer.
    async fn day_of_messages(
        &self,
        contact: &SchoolContact,
        messages: Messages,
    ) -> Result<DayOfMessages, Problem>;

    /// What the register holds of the board on a day, and what the board declared of it. The day is as
    /// it was typed; empty for today.
    ///
    /// # Errors
    /// 422 at field `peildatum` when it is no day, or one that is still to come; 500 when the database
    /// does not answer.
    async fn completeness(
        &self,
        contact: &BoardContact,
        day: String,
    ) -> Result<Completeness, Problem>;

    /// Declares that the board delivered everything that held on a day. What was declared of it before
    /// stands.
    ///
    /// # Errors
    /// As [`SchoolDesk::completeness`].
    async fn declare_complete(&self, contact: &BoardContact, day: String) -> Result<(), Problem>;

    /// How the list of the board's own administration differs from what the register holds now.
    /// Nothing of the list is kept.
    ///
    /// # Errors
    /// 422 at field `bestand` when the list cannot be read; 413 when it is too large.
    async fn compare(&self, contact: &Colleague, file: File) -> Result<Comparison, Problem>;

    /// The form to fill in one appointment, with what is known of it but for the BSN.
    ///
    /// # Errors
    /// 404 when this board has no such appointment, or no such record that waits for a right one;
    /// 500 when the database does not answer.
    async fn appointment(
        &self,
        contact: &SchoolContact,
        occasion: Occasion,
    ) -> Result<AppointmentForm, Problem>;

    /// Delivers one appointment that was filled in, on the same way and by the same rules as a
    /// file. What is refused is not kept. A refused record that it puts right counts as repaired.
    ///
    /// # Errors
    /// 404 as above; 409 when somebody was earlier with a newer state; 422 with all that is wrong,
    /// at the fields; 500 when the database does not answer.
    async fn deliver_appointment(
        &self,
        contact: &SchoolContact,
        entered: Entered,
    ) -> Result<DeliveryId, Problem>;

    /// Deletes an appointment that was sent by mistake, on the same way and by the same rules as the
    /// message of a program that does. It is gone for everybody; what it said stays in the history.
    ///
    /// # Errors
    /// 404 when this board never had such an appointment; 409 when somebody was earlier with a newer
    /// state; 422 with all that is wrong, at the fields; 500 when the database does not answer.
    async fn remove_appointment(
        &self,
        contact: &SchoolContact,
        entered: Entered,
    ) -> Result<DeliveryId, Problem>;

    /// How things stand at the board, at one school of it, or at one location.
    ///
    /// # Errors
    /// 404 when the place is not of this board; 500 when the database does not answer.
    async fn dashboard(
        &self,
        contact: &Colleague,
        place: Option<Place>,
    ) -> Result<Dashboard, Problem>;

    /// The appointments of the board's teachers. That they were looked at is recorded.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn teachers(
        &self,
        contact: &Colleague,
        filter: TeacherFilter,
    ) -> Result<TeacherPage, Problem>;

    /// Gives several appointments the same last day: a record of each with the next version, delivered
    /// together on the way and by the rules of every delivery. What is refused is kept with it.
    ///
    /// # Errors
    /// 422 at field `einddatum` when it is no day, and at `benoemingen` when there are none, more than
    /// [`MOST`](super::teachers::MOST), or one that the board does not have any more; 500 when the
    /// database does not answer.
    async fn end_together(
        &self,
        contact: &Colleague,
        last_day: String,
        numbers: Vec<String>,
    ) -> Result<DeliveryId, Problem>;

    /// A page, from 1, of what the board has to do, the most urgent first.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn tasks(&self, contact: &Colleague, page: u32) -> Result<TaskList, Problem>;

    /// Puts a signal away that the board dealt with: it is no task any more. Who did so and when
    /// stays known; doing it twice changes nothing.
    ///
    /// # Errors
    /// 404 when this board has no such signal; 500 when the database does not answer.
    async fn handle_signal(&self, contact: &Colleague, id: Uuid) -> Result<(), Problem>;

    /// One report of a teacher that waits for an answer.
    ///
    /// # Errors
    /// 404 when this board has no such report, or it was answered; 500 when the database does
    /// not answer.
    async fn correction(
        &self,
        contact: &Colleague,
        id: CorrectionId,
    ) -> Result<Correction, Problem>;

    /// Answers what a teacher reported about an appointment (article 38k WPO), and tells the teacher.
    ///
    /// # Errors
    /// 404 when this board has no such report; 409 when it was answered already; 422 when the
    /// answer is not complete; 500 when the database does not answer.
    async fn answer_correction(
        &self,
        contact: &Colleague,
        answer: CorrectionAnswer,
    ) -> Result<(), Problem>;

    /// Who logged in for the board lately, newest first.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn access(&self, contact: &BoardContact) -> Result<Access, Problem>;

    /// From now on the colleague with this login sees and delivers these schools only; all of the
    /// board when none are named. It stays known from when until when that was so.
    ///
    /// # Errors
    /// 422 when nobody has this login, when it is the contact itself, when a school is not of the
    /// board, or when the list of them is empty.
    async fn set_reach(
        &self,
        contact: &BoardContact,
        login: String,
        schools: Option<Vec<String>>,
    ) -> Result<(), Problem>;

    /// Whom the register can reach at the board.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn contacts(&self, contact: &BoardContact) -> Result<Contacts, Problem>;

    /// Adds a contact person.
    ///
    /// # Errors
    /// 422 when the entry is not complete; 500 when the database does not answer.
    async fn add_contact(&self, contact: &BoardContact, new: NewContact) -> Result<(), Problem>;

    /// Removes a contact person from today.
    ///
    /// # Errors
    /// 404 when the board has no such contact person; 500 when the database does not answer.
    async fn remove_contact(&self, contact: &BoardContact, id: Uuid) -> Result<(), Problem>;

    /// Says that the contact persons are right as they are.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn confirm_contacts(&self, contact: &BoardContact) -> Result<(), Problem>;

    /// Which programs may deliver for the board, and which others could.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn mandates(&self, contact: &BoardContact) -> Result<Mandates, Problem>;

    /// Lets the programs of a supplier deliver for the board, from today or from a day to come.
    ///
    /// # Errors
    /// 422 when there is no such supplier, a date is wrong, or the supplier has a mandate in that
    /// period already; 500 when the database does not answer.
    async fn grant_mandate(&self, contact: &BoardContact, new: NewMandate) -> Result<(), Problem>;

    /// Ends today the mandate that began on this day, or takes back one that was announced. What ended
    /// already stays as it is.
    ///
    /// # Errors
    /// 404 when there is no such supplier or day; 500 when the database does not answer.
    async fn end_mandate(
        &self,
        contact: &BoardContact,
        supplier: String,
        from: String,
    ) -> Result<(), Problem>;

    /// The grounds that hold today in the sectors of the board.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn grounds(&self, contact: &SchoolContact) -> Result<GroundOverview, Problem>;

    /// How the board joins, with news for it and what it told us.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn joining(&self, contact: &Colleague) -> Result<Joining, Problem>;

    /// Tells the register how it goes.
    ///
    /// # Errors
    /// 422 when something is missing; 500 when the database does not answer.
    async fn react(&self, contact: &Colleague, new: NewReaction) -> Result<(), Problem>;
}
