//! Server functions of the school audience: they name the actor and call the desk.

use super::{
    access::Access,
    appointment::{AppointmentForm, Entered},
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
    failure::Answer,
    programme::{Joining, NewReaction},
};
use leptos::prelude::*;
use server_fn::codec::{MultipartData, MultipartFormData};
use shared::identifier::{CorrectionId, DeliveryId};

#[cfg(feature = "ssr")]
use {
    super::{appointment::Occasion, desk::SchoolDesk},
    crate::actor::{BoardContact, Colleague, SchoolContact},
    crate::desk::{actor, desk},
    crate::upload::Posted,
    shared::{FieldError, Problem},
};

/// How things stand at the board, at one school, or at one location.
#[server(prefix = "/api", endpoint = "school/overzicht", input = server_fn::codec::GetUrl)]
pub async fn overview(
    /// The school or the location; nothing for the whole board.
    #[server(default)]
    place: Option<Place>,
) -> Answer<Dashboard> {
    Ok(desk::<dyn SchoolDesk>()?
        .dashboard(&actor::<Colleague>()?, place)
        .await?)
}

/// Takes in a file of appointments, posted in the field `bestand`, and goes to its outcome.
#[server(prefix = "/api", endpoint = "school/levering", input = MultipartFormData)]
pub async fn deliver(
    /// The form with the file.
    data: MultipartData,
) -> Answer<()> {
    let contact = actor::<SchoolContact>()?;
    let posted = Posted::read(data).await?;
    let first = posted.values.contains(&look_first());
    let file = posted.into_file("bestand")?;
    let desk = desk::<dyn SchoolDesk>()?;
    if first {
        let id = desk.look_at(&contact, file).await?;
        leptos_axum::redirect(&format!("/school/leveringen/nakijken/{id}"));
    } else {
        let id = desk.deliver(&contact, file).await?;
        leptos_axum::redirect(&format!("/school/leveringen/{id}"));
    }
    Ok(())
}

/// Takes in a timetable, posted in the field `bestand`, and shows what came of it.
#[server(prefix = "/api", endpoint = "school/rooster", input = MultipartFormData)]
pub async fn send_timetable(
    /// The form with the file.
    data: MultipartData,
) -> Answer<()> {
    let contact = actor::<BoardContact>()?;
    let file = Posted::read(data).await?.into_file("bestand")?;
    desk::<dyn SchoolDesk>()?
        .propose_subjects(&contact, file)
        .await?;
    leptos_axum::redirect("/school/rooster?melding=ontvangen");
    Ok(())
}

/// The timetable that was sent last.
#[server(prefix = "/api", endpoint = "school/rooster/laatste", input = server_fn::codec::GetUrl)]
pub async fn last_timetable() -> Answer<Option<Timetable>> {
    Ok(desk::<dyn SchoolDesk>()?
        .timetable(&actor::<BoardContact>()?)
        .await?)
}

/// What the button sends with which a file is looked at before it counts.
#[cfg(feature = "ssr")]
fn look_first() -> (String, String) {
    let (name, value) = super::delivery::LOOK_FIRST;
    (name.to_owned(), value.to_owned())
}

/// What would become of the records of a file that was looked at.
#[server(prefix = "/api", endpoint = "school/levering/nakijken", input = server_fn::codec::GetUrl)]
pub async fn show_preview(
    /// The file.
    #[server(default)]
    id: Option<PreviewId>,
) -> Answer<Preview> {
    let contact = actor::<SchoolContact>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    Ok(desk::<dyn SchoolDesk>()?.preview(&contact, id).await?)
}

/// Delivers a file that was looked at, and goes to its outcome.
#[server(prefix = "/api", endpoint = "school/levering/versturen")]
pub async fn deliver_previewed(
    /// The file.
    #[server(default)]
    id: Option<PreviewId>,
) -> Answer<()> {
    let contact = actor::<SchoolContact>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    let delivery = desk::<dyn SchoolDesk>()?
        .deliver_previewed(&contact, id)
        .await?;
    leptos_axum::redirect(&format!("/school/leveringen/{delivery}"));
    Ok(())
}

/// The deliveries of the board.
#[server(prefix = "/api", endpoint = "school/leveringen", input = server_fn::codec::GetUrl)]
pub async fn list_deliveries(
    /// The page, from 1.
    #[server(default)]
    page: u32,
) -> Answer<DeliveryPage> {
    Ok(desk::<dyn SchoolDesk>()?
        .deliveries(&actor::<SchoolContact>()?, page)
        .await?)
}

/// One delivery and what became of its records.
#[server(prefix = "/api", endpoint = "school/levering/uitkomst", input = server_fn::codec::GetUrl)]
pub async fn show_delivery(
    /// The delivery.
    #[server(default)]
    id: Option<DeliveryId>,
) -> Answer<DeliveryDetail> {
    let contact = actor::<SchoolContact>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    Ok(desk::<dyn SchoolDesk>()?.delivery(&contact, id).await?)
}

/// The messages that a program sent one at a time on a day, and what became of them.
#[server(prefix = "/api", endpoint = "school/berichten", input = server_fn::codec::GetUrl)]
pub async fn show_messages(
    /// Which messages.
    #[server(default)]
    messages: Option<Messages>,
) -> Answer<DayOfMessages> {
    let contact = actor::<SchoolContact>()?;
    let messages = messages.ok_or_else(Problem::not_found)?;
    Ok(desk::<dyn SchoolDesk>()?
        .day_of_messages(&contact, messages)
        .await?)
}

/// What the register holds of the board on a day, and what was declared of it.
#[server(prefix = "/api", endpoint = "school/volledigheid", input = server_fn::codec::GetUrl)]
pub async fn show_completeness(
    /// The day as it was typed; empty for today.
    #[server(default)]
    day: String,
) -> Answer<Completeness> {
    Ok(desk::<dyn SchoolDesk>()?
        .completeness(&actor::<BoardContact>()?, day)
        .await?)
}

/// Declares that the board delivered everything that held on a day; the page comes again.
#[server(prefix = "/api", endpoint = "school/volledigheidsverklaring")]
pub async fn declare_complete(
    /// The day.
    #[server(default)]
    peildatum: String,
) -> Answer<()> {
    Ok(desk::<dyn SchoolDesk>()?
        .declare_complete(&actor::<BoardContact>()?, peildatum)
        .await?)
}

/// The form for a new appointment, or for the one with this number.
#[server(prefix = "/api", endpoint = "school/benoeming/formulier", input = server_fn::codec::GetUrl)]
pub async fn fill_in_appointment(
    /// The number of the appointment; empty for a new one.
    #[server(default)]
    number: String,
    /// The ground that a new one begins with; may be empty.
    #[server(default)]
    ground: String,
) -> Answer<AppointmentForm> {
    let occasion = if number.is_empty() {
        Occasion::New
    } else {
        Occasion::Change(number)
    };
    let mut form = desk::<dyn SchoolDesk>()?
        .appointment(&actor::<SchoolContact>()?, occasion)
        .await?;
    if form.occasion == Occasion::New {
        form.known.set("grondslag", ground);
    }
    Ok(form)
}

/// A record that was refused, to put it right.
#[server(prefix = "/api", endpoint = "school/levering/rij", input = server_fn::codec::GetUrl)]
pub async fn show_refused(
    /// The delivery.
    #[server(default)]
    id: Option<DeliveryId>,
    /// The row in its file.
    #[server(default)]
    row: i32,
) -> Answer<AppointmentForm> {
    let contact = actor::<SchoolContact>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    Ok(desk::<dyn SchoolDesk>()?
        .appointment(&contact, Occasion::Repair(id, row))
        .await?)
}

/// Delivers one appointment that was filled in, and goes to its outcome.
#[server(prefix = "/api", endpoint = "school/benoeming")]
pub async fn deliver_appointment(
    /// What was filled in.
    #[server(flatten)]
    entered: Entered,
) -> Answer<()> {
    let contact = actor::<SchoolContact>()?;
    let repaired = entered.occasion();
    let taken = desk::<dyn SchoolDesk>()?
        .deliver_appointment(&contact, entered)
        .await?;
    leptos_axum::redirect(&match repaired {
        Some(Occasion::Repair(delivery, row)) => {
            format!("/school/leveringen/{delivery}?hersteld={row}")
        }
        _ => format!("/school/leveringen/{taken}"),
    });
    Ok(())
}

/// Deletes an appointment that was sent by mistake, and goes to the outcome.
#[server(prefix = "/api", endpoint = "school/benoeming/verwijderen")]
pub async fn remove_appointment(
    /// Which appointment, and why.
    #[server(flatten)]
    entered: Entered,
) -> Answer<()> {
    let taken = desk::<dyn SchoolDesk>()?
        .remove_appointment(&actor::<SchoolContact>()?, entered)
        .await?;
    leptos_axum::redirect(&format!("/school/leveringen/{taken}?verwijderd=ja"));
    Ok(())
}

/// The teachers of the board, by appointment.
#[server(prefix = "/api", endpoint = "school/leraren", input = server_fn::codec::GetUrl)]
pub async fn list_teachers(
    /// Which appointments to show.
    #[server(default)]
    filter: TeacherFilter,
) -> Answer<TeacherPage> {
    Ok(desk::<dyn SchoolDesk>()?
        .teachers(&actor::<Colleague>()?, filter)
        .await?)
}

/// Gives several appointments the same last day, and goes to the outcome of that delivery.
#[server(prefix = "/api", endpoint = "school/benoemingen/einddatum")]
pub async fn end_together(
    /// The last day, as it was typed.
    #[server(default)]
    einddatum: String,
    /// The numbers of the appointments.
    #[server(default)]
    benoemingen: Vec<String>,
) -> Answer<()> {
    let taken = desk::<dyn SchoolDesk>()?
        .end_together(&actor::<Colleague>()?, einddatum, benoemingen)
        .await?;
    leptos_axum::redirect(&format!("/school/leveringen/{taken}"));
    Ok(())
}

/// A page of what the board has to do.
#[server(prefix = "/api", endpoint = "school/taken", input = server_fn::codec::GetUrl)]
pub async fn list_tasks(
    /// The page, from 1.
    #[server(default)]
    page: u32,
) -> Answer<TaskList> {
    Ok(desk::<dyn SchoolDesk>()?
        .tasks(&actor::<Colleague>()?, page)
        .await?)
}

/// Puts a signal away that the board dealt with; the page it stood on comes again.
#[server(prefix = "/api", endpoint = "school/signaal")]
pub async fn handle_signal(
    /// The signal.
    #[server(default)]
    id: Option<uuid::Uuid>,
) -> Answer<()> {
    let contact = actor::<Colleague>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    Ok(desk::<dyn SchoolDesk>()?
        .handle_signal(&contact, id)
        .await?)
}

/// One report of a teacher that waits for an answer.
#[server(prefix = "/api", endpoint = "school/melding", input = server_fn::codec::GetUrl)]
pub async fn show_correction(
    /// The report.
    #[server(default)]
    id: Option<CorrectionId>,
) -> Answer<Correction> {
    let contact = actor::<Colleague>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    Ok(desk::<dyn SchoolDesk>()?.correction(&contact, id).await?)
}

/// Answers what a teacher reported.
#[server(prefix = "/api", endpoint = "school/verbeterverzoek")]
pub async fn answer_correction(
    /// The report and the answer.
    #[server(flatten)]
    answer: CorrectionAnswer,
) -> Answer<()> {
    desk::<dyn SchoolDesk>()?
        .answer_correction(&actor::<Colleague>()?, answer)
        .await?;
    leptos_axum::redirect("/school/taken");
    Ok(())
}

/// Who logged in for the board lately.
#[server(prefix = "/api", endpoint = "school/toegang", input = server_fn::codec::GetUrl)]
pub async fn who_has_access() -> Answer<Access> {
    Ok(desk::<dyn SchoolDesk>()?
        .access(&actor::<BoardContact>()?)
        .await?)
}

/// Limits a colleague to some of the schools, or no longer.
#[server(prefix = "/api", endpoint = "school/bereik")]
pub async fn set_reach(
    /// Who, as the page names the login.
    #[server(default)]
    login: String,
    /// `alle` or `deze`.
    #[server(default)]
    bereik: String,
    /// The codes of these schools.
    #[server(default)]
    scholen: Vec<String>,
) -> Answer<()> {
    let contact = actor::<BoardContact>()?;
    let schools = match bereik.as_str() {
        "alle" => None,
        "deze" => Some(scholen),
        _ => {
            let choose = FieldError::new("bereik", "Kies alle scholen of alleen deze");
            return Err(Problem::invalid(vec![choose]).into());
        }
    };
    desk::<dyn SchoolDesk>()?
        .set_reach(&contact, login, schools)
        .await?;
    leptos_axum::redirect("/school/toegang");
    Ok(())
}

/// The grounds that hold today in the board's sectors.
#[server(prefix = "/api", endpoint = "school/grondslagen", input = server_fn::codec::GetUrl)]
pub async fn list_grounds() -> Answer<GroundOverview> {
    Ok(desk::<dyn SchoolDesk>()?
        .grounds(&actor::<SchoolContact>()?)
        .await?)
}

/// Which programs may deliver for the board, and which others could.
#[server(prefix = "/api", endpoint = "school/machtigingen", input = server_fn::codec::GetUrl)]
pub async fn list_mandates() -> Answer<Mandates> {
    Ok(desk::<dyn SchoolDesk>()?
        .mandates(&actor::<BoardContact>()?)
        .await?)
}

/// Lets the programs of a supplier deliver for the board.
#[server(prefix = "/api", endpoint = "school/machtiging")]
pub async fn grant_mandate(
    /// To whom, and for how long.
    #[server(flatten)]
    new: NewMandate,
) -> Answer<()> {
    desk::<dyn SchoolDesk>()?
        .grant_mandate(&actor::<BoardContact>()?, new)
        .await?;
    leptos_axum::redirect("/school/toegang");
    Ok(())
}

/// Ends the mandate of a supplier.
#[server(prefix = "/api", endpoint = "school/machtiging/stoppen")]
pub async fn end_mandate(
    /// The supplier.
    #[server(default)]
    supplier: String,
    /// The first day of the mandate.
    #[server(default)]
    from: String,
) -> Answer<()> {
    desk::<dyn SchoolDesk>()?
        .end_mandate(&actor::<BoardContact>()?, supplier, from)
        .await?;
    leptos_axum::redirect("/school/toegang");
    Ok(())
}

/// The contact persons of the board.
#[server(prefix = "/api", endpoint = "school/contactpersonen", input = server_fn::codec::GetUrl)]
pub async fn list_contacts() -> Answer<Contacts> {
    Ok(desk::<dyn SchoolDesk>()?
        .contacts(&actor::<BoardContact>()?)
        .await?)
}

/// Adds a contact person.
#[server(prefix = "/api", endpoint = "school/contactpersoon")]
pub async fn add_contact(
    /// Who.
    #[server(flatten)]
    new: NewContact,
) -> Answer<()> {
    desk::<dyn SchoolDesk>()?
        .add_contact(&actor::<BoardContact>()?, new)
        .await?;
    leptos_axum::redirect("/school/toegang");
    Ok(())
}

/// Removes a contact person.
#[server(prefix = "/api", endpoint = "school/contactpersoon/weghalen")]
pub async fn remove_contact(
    /// The entry.
    #[server(default)]
    id: Option<uuid::Uuid>,
) -> Answer<()> {
    let contact = actor::<BoardContact>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    desk::<dyn SchoolDesk>()?
        .remove_contact(&contact, id)
        .await?;
    leptos_axum::redirect("/school/toegang");
    Ok(())
}

/// Says that the contact persons are right.
#[server(prefix = "/api", endpoint = "school/contactpersonen/bevestigen")]
pub async fn confirm_contacts() -> Answer<()> {
    desk::<dyn SchoolDesk>()?
        .confirm_contacts(&actor::<BoardContact>()?)
        .await?;
    leptos_axum::redirect("/school/toegang");
    Ok(())
}

/// How the board joins.
#[server(prefix = "/api", endpoint = "school/aansluiten", input = server_fn::codec::GetUrl)]
pub async fn read_joining() -> Answer<Joining> {
    Ok(desk::<dyn SchoolDesk>()?
        .joining(&actor::<Colleague>()?)
        .await?)
}

/// Tells the register how it goes.
#[server(prefix = "/api", endpoint = "school/reactie")]
pub async fn react(
    /// What.
    #[server(flatten)]
    new: NewReaction,
) -> Answer<()> {
    desk::<dyn SchoolDesk>()?
        .react(&actor::<Colleague>()?, new)
        .await?;
    leptos_axum::redirect("/school/aansluiten");
    Ok(())
}
