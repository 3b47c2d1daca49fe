//! The desk of the schools: deliveries and what they lead to, for the board of the contact only.

mod access;
mod appointment;
mod claims;
mod comparison;
pub(crate) mod completeness;
pub(super) mod contacts;
pub(crate) mod corrections;
mod dashboard;
mod deliveries;
pub(crate) mod development;
mod errors_file;
mod grounds;
mod joining;
mod mailbox;
mod mandates;
mod messages;
mod overview_file;
mod person;
mod places;
mod portfolio;
mod preview;
mod records;
mod signals;
mod table_file;
mod tasks;
mod teachers;
mod teachers_file;
mod template;
mod timetable;
mod together;
mod training;
mod workbook;

pub use comparison::compare_posted;
pub use corrections::download_report_evidence;
pub use errors_file::{download_errors, download_message_errors};
pub use mailbox::download_message_of_board;
pub use overview_file::csv_of_register;
pub use tasks::open as open_tasks;
pub use teachers_file::{csv_of_teachers, xlsx_of_teachers};
pub use template::{csv_template, xlsx_template};

use super::{Desk, staff};
use crate::{
    delivery::{self, Sender},
    viewing,
};
use app::{
    actor::{BoardContact, Colleague, SchoolContact},
    programme::{Joining, NewReaction},
    school::{
        access::Access,
        appointment::{AppointmentForm, Entered, Occasion},
        comparison::Comparison,
        completeness::Completeness,
        contacts::{Contacts, NewContact},
        dashboard::{Dashboard, Place},
        delivery::{
            DayOfMessages, DeliveryDetail, DeliveryPage, Messages, Preview, PreviewId, RecordCard,
        },
        desk::SchoolDesk,
        grounds::GroundOverview,
        mandates::{Mandates, NewMandate},
        tasks::{Correction, CorrectionAnswer, Task, TaskList},
        teachers::{TeacherFilter, TeacherPage},
        timetable::Timetable,
    },
    upload::File,
};
use async_trait::async_trait;
use shared::{
    Problem,
    identifier::{CorrectionId, DeliveryId},
    viewing::Viewing,
};
use uuid::Uuid;

#[async_trait]
impl SchoolDesk for Desk {
    async fn deliver(&self, contact: &SchoolContact, file: File) -> Result<DeliveryId, Problem> {
        let file = workbook::as_csv(file).await?;
        Ok(delivery::take_in(&self.0, &contact.into(), file).await?)
    }

    async fn propose_subjects(&self, contact: &BoardContact, file: File) -> Result<(), Problem> {
        let file = workbook::as_csv(file).await?;
        Ok(timetable::take_in(&self.0, contact, &file).await?)
    }

    async fn timetable(&self, contact: &BoardContact) -> Result<Option<Timetable>, Problem> {
        Ok(timetable::last(&self.0, contact.board()).await?)
    }

    async fn look_at(&self, contact: &SchoolContact, file: File) -> Result<PreviewId, Problem> {
        let file = workbook::as_csv(file).await?;
        Ok(preview::keep(&self.0, contact, file).await?)
    }

    async fn preview(&self, contact: &SchoolContact, id: PreviewId) -> Result<Preview, Problem> {
        let preview = preview::open(&self.0, contact, id).await?;
        let records = preview.errors.iter().chain(&preview.notices);
        viewing::by_school(&self.0, contact, Viewing::Preview, &of_records(records)).await?;
        Ok(preview)
    }

    async fn deliver_previewed(
        &self,
        contact: &SchoolContact,
        id: PreviewId,
    ) -> Result<DeliveryId, Problem> {
        Ok(preview::deliver(&self.0, contact, id).await?)
    }

    async fn deliveries(
        &self,
        contact: &SchoolContact,
        page: u32,
    ) -> Result<DeliveryPage, Problem> {
        Ok(deliveries::page(&self.0, contact, page).await?)
    }

    async fn delivery(
        &self,
        contact: &SchoolContact,
        id: DeliveryId,
    ) -> Result<DeliveryDetail, Problem> {
        let detail = deliveries::detail(&self.0, contact, id).await?;
        let records = detail.errors.iter().chain(&detail.notices);
        viewing::by_school(&self.0, contact, Viewing::Delivery, &of_records(records)).await?;
        Ok(detail)
    }

    async fn day_of_messages(
        &self,
        contact: &SchoolContact,
        messages: Messages,
    ) -> Result<DayOfMessages, Problem> {
        let day = messages::day(&self.0, contact, messages).await?;
        let errors = day.errors.iter().map(|(_, record)| record);
        let records = errors.chain(&day.notices);
        viewing::by_school(&self.0, contact, Viewing::Delivery, &of_records(records)).await?;
        Ok(day)
    }

    async fn completeness(
        &self,
        contact: &BoardContact,
        day: String,
    ) -> Result<Completeness, Problem> {
        Ok(completeness::standing(&self.0, contact.board(), &day).await?)
    }

    async fn declare_complete(&self, contact: &BoardContact, day: String) -> Result<(), Problem> {
        Ok(completeness::declare_on_screen(&self.0, contact, &day).await?)
    }

    async fn compare(&self, contact: &Colleague, file: File) -> Result<Comparison, Problem> {
        let file = workbook::as_csv(file).await?;
        Ok(comparison::compare(&self.0, contact, file).await?)
    }

    async fn appointment(
        &self,
        contact: &SchoolContact,
        occasion: Occasion,
    ) -> Result<AppointmentForm, Problem> {
        let form = appointment::form(&self.0, contact, occasion).await?;
        let number = vec![form.known.value("benoemingvolgnummer").to_owned()];
        viewing::by_school(&self.0, contact, Viewing::Appointment, &number).await?;
        Ok(form)
    }

    async fn deliver_appointment(
        &self,
        contact: &SchoolContact,
        entered: Entered,
    ) -> Result<DeliveryId, Problem> {
        Ok(appointment::deliver(&self.0, contact, &entered).await?)
    }

    async fn remove_appointment(
        &self,
        contact: &SchoolContact,
        entered: Entered,
    ) -> Result<DeliveryId, Problem> {
        Ok(appointment::remove(&self.0, contact, &entered).await?)
    }

    async fn dashboard(
        &self,
        contact: &Colleague,
        place: Option<Place>,
    ) -> Result<Dashboard, Problem> {
        let dashboard = dashboard::load(&self.0, contact, place).await?;
        let numbers = of_tasks(&dashboard.tasks);
        viewing::by_school(&self.0, contact, Viewing::Dashboard, &numbers).await?;
        Ok(dashboard)
    }

    async fn teachers(
        &self,
        contact: &Colleague,
        filter: TeacherFilter,
    ) -> Result<TeacherPage, Problem> {
        Ok(teachers::page(&self.0, contact, filter).await?)
    }

    async fn end_together(
        &self,
        contact: &Colleague,
        last_day: String,
        numbers: Vec<String>,
    ) -> Result<DeliveryId, Problem> {
        Ok(together::end(&self.0, contact, &last_day, numbers).await?)
    }

    async fn tasks(&self, contact: &Colleague, page: u32) -> Result<TaskList, Problem> {
        let list = tasks::list(&self.0, contact, page).await?;
        let shown = of_tasks(&list.tasks.rows);
        viewing::by_school(&self.0, contact, Viewing::Tasks, &shown).await?;
        Ok(list)
    }

    async fn handle_signal(&self, contact: &Colleague, id: Uuid) -> Result<(), Problem> {
        Ok(signals::handle(&self.0, contact, id).await?)
    }

    async fn correction(
        &self,
        contact: &Colleague,
        id: CorrectionId,
    ) -> Result<Correction, Problem> {
        let correction = corrections::one(&self.0, contact, id).await?;
        let number = std::slice::from_ref(&correction.appointment);
        viewing::by_school(&self.0, contact, Viewing::Correction, number).await?;
        Ok(correction)
    }

    async fn answer_correction(
        &self,
        contact: &Colleague,
        answer: CorrectionAnswer,
    ) -> Result<(), Problem> {
        Ok(corrections::answer(&self.0, &Sender::from(&**contact), answer).await?)
    }

    async fn access(&self, contact: &BoardContact) -> Result<Access, Problem> {
        Ok(access::lately(&self.0, contact).await?)
    }

    async fn set_reach(
        &self,
        contact: &BoardContact,
        login: String,
        schools: Option<Vec<String>>,
    ) -> Result<(), Problem> {
        Ok(access::set_reach(&self.0, contact, &login, schools).await?)
    }

    async fn contacts(&self, contact: &BoardContact) -> Result<Contacts, Problem> {
        Ok(contacts::list(&self.0, contact.board()).await?)
    }

    async fn add_contact(&self, contact: &BoardContact, new: NewContact) -> Result<(), Problem> {
        Ok(contacts::add(&self.0, contact, &new).await?)
    }

    async fn remove_contact(&self, contact: &BoardContact, id: Uuid) -> Result<(), Problem> {
        Ok(contacts::remove(&self.0, contact, id).await?)
    }

    async fn confirm_contacts(&self, contact: &BoardContact) -> Result<(), Problem> {
        Ok(contacts::confirm(&self.0, contact).await?)
    }

    async fn mandates(&self, contact: &BoardContact) -> Result<Mandates, Problem> {
        Ok(mandates::list(&self.0, contact).await?)
    }

    async fn grant_mandate(&self, contact: &BoardContact, new: NewMandate) -> Result<(), Problem> {
        Ok(mandates::grant(&self.0, contact, &new).await?)
    }

    async fn end_mandate(
        &self,
        contact: &BoardContact,
        supplier: String,
        from: String,
    ) -> Result<(), Problem> {
        Ok(mandates::end(&self.0, contact, &supplier, &from).await?)
    }

    async fn grounds(&self, contact: &SchoolContact) -> Result<GroundOverview, Problem> {
        Ok(grounds::overview(&self.0, contact.board()).await?)
    }

    async fn joining(&self, contact: &Colleague) -> Result<Joining, Problem> {
        Ok(joining::load(&self.0, contact).await?)
    }

    async fn react(&self, contact: &Colleague, new: NewReaction) -> Result<(), Problem> {
        Ok(staff::give_reaction(&self.0, contact, &new).await?)
    }
}

/// The numbers of the appointments that these records are of.
fn of_records<'a>(records: impl Iterator<Item = &'a RecordCard>) -> Vec<String> {
    records
        .filter_map(|record| record.appointment.clone())
        .collect()
}

/// The numbers of the appointments that these tasks name.
fn of_tasks(tasks: &[Task]) -> Vec<String> {
    tasks
        .iter()
        .filter_map(|task| task.matter.appointment().map(str::to_owned))
        .collect()
}
