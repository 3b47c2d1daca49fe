//! Server functions of the teacher's record.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{
    ClaimDetail, ClaimInput, ClaimTarget, ClaimView, CorrectionReceipt, Decision, Message,
    MyDiplomas, Overview, QuestionAnswer, Views,
};
use crate::{failure::Answer, page::Paged};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, MultipartData, MultipartFormData};
use shared::{
    authority::ClaimForm,
    identifier::{AppointmentId, ClaimId, CorrectionId, DecisionId, EvidenceId},
};
use uuid::Uuid;

/// What a button sends that says yes.
pub const YES: &str = "ja";

#[cfg(feature = "ssr")]
use {
    super::{CorrectionForm, EvidenceForm, desk::TeacherDesk},
    crate::{
        desk::{actor, desk},
        upload::{Posted, UploadDesk},
    },
    shared::Problem,
};

/// Everything the register holds of the teacher.
#[server(prefix = "/api", endpoint = "mijn/overzicht", input = GetUrl)]
pub async fn my_overview() -> Answer<Overview> {
    Ok(desk::<dyn TeacherDesk>()?.overview(&actor()?).await?)
}

/// Confirms an appointment.
#[server(prefix = "/api", endpoint = "mijn/bevestigen")]
pub async fn confirm_appointment(appointment: AppointmentId, version: i32) -> Answer<()> {
    Ok(desk::<dyn TeacherDesk>()?
        .confirm(&actor()?, appointment, version)
        .await?)
}

/// Reports that a fact is not right, with the files that came along.
#[server(prefix = "/api", endpoint = "mijn/correctie", input = MultipartFormData)]
pub async fn report_fact(data: MultipartData) -> Answer<()> {
    let teacher = actor()?;
    let mut posted = Posted::read(data).await?;
    let files = std::mem::take(&mut posted.files);
    let form: CorrectionForm = posted.form()?;
    let id = desk::<dyn TeacherDesk>()?
        .request_correction_with(&teacher, &form, files)
        .await?;
    leptos_axum::redirect(&format!("/mijn/gegevens/correctie/{id}"));
    Ok(())
}

/// The receipt of a report.
#[server(prefix = "/api", endpoint = "mijn/correctie/ontvangst", input = GetUrl)]
pub async fn report_receipt(id: CorrectionId) -> Answer<CorrectionReceipt> {
    Ok(desk::<dyn TeacherDesk>()?
        .correction_receipt(&actor()?, id)
        .await?)
}

/// Asks the register to decide on a report.
#[server(prefix = "/api", endpoint = "mijn/correctie/besluit")]
pub async fn ask_decision(id: CorrectionId) -> Answer<()> {
    desk::<dyn TeacherDesk>()?
        .ask_decision(&actor()?, id)
        .await?;
    leptos_axum::redirect(&format!("/mijn/gegevens/correctie/{id}"));
    Ok(())
}

/// A decision.
#[server(prefix = "/api", endpoint = "mijn/besluit", input = GetUrl)]
pub async fn my_decision(id: DecisionId) -> Answer<Decision> {
    Ok(desk::<dyn TeacherDesk>()?.decision(&actor()?, id).await?)
}

/// The messages of the register.
#[server(prefix = "/api", endpoint = "mijn/berichten", input = GetUrl)]
pub async fn my_messages(
    /// The page, from 1.
    #[server(default)]
    page: u32,
) -> Answer<Paged<Message>> {
    Ok(desk::<dyn TeacherDesk>()?.messages(&actor()?, page).await?)
}

/// Who looked at the data of the teacher; a page counts from 1, as it stands in the address.
#[server(prefix = "/api", endpoint = "mijn/inzage", input = GetUrl)]
pub async fn my_views(#[server(default)] page: String) -> Answer<Views> {
    let page = page.parse().unwrap_or(1);
    Ok(desk::<dyn TeacherDesk>()?.views(&actor()?, page).await?)
}

/// The subjects that were entered.
#[server(prefix = "/api", endpoint = "mijn/vakken", input = GetUrl)]
pub async fn my_claims() -> Answer<Vec<ClaimView>> {
    Ok(desk::<dyn TeacherDesk>()?.claims(&actor()?).await?)
}

/// What stands in the form of a subject.
#[server(prefix = "/api", endpoint = "mijn/vak/formulier", input = GetUrl)]
pub async fn fill_claim(claim: Option<ClaimId>) -> Answer<ClaimInput> {
    Ok(desk::<dyn TeacherDesk>()?
        .claim_input(&actor()?, claim)
        .await?)
}

/// Saves a subject and compares it with the Diplomaregister.
#[server(prefix = "/api", endpoint = "mijn/vak")]
pub async fn save_claim(
    #[server(default)] claim: String,
    #[server(default)] number: String,
    #[server(flatten)] form: ClaimForm,
) -> Answer<()> {
    let claim = match claim.as_str() {
        "" => ClaimTarget::New(number.parse().ok()),
        id => ClaimTarget::Existing(id.parse().map_err(|_| Problem::not_found())?),
    };
    let id = desk::<dyn TeacherDesk>()?
        .save_claim(&actor()?, claim, &form)
        .await?;
    leptos_axum::redirect(&format!("/mijn/vakken/toevoegen/uitkomst?vak={id}"));
    Ok(())
}

/// Takes over a subject that the timetable of the school proposes, or says that it is not right.
#[server(prefix = "/api", endpoint = "mijn/vak/voorstel")]
pub async fn answer_proposal(proposal: Uuid, #[server(default)] antwoord: String) -> Answer<()> {
    let entered = desk::<dyn TeacherDesk>()?
        .answer_proposal(&actor()?, proposal, antwoord == YES)
        .await?;
    leptos_axum::redirect(&match entered {
        Some(id) => format!("/mijn/vakken/toevoegen/uitkomst?vak={id}"),
        None => "/mijn/vakken/toevoegen".to_owned(),
    });
    Ok(())
}

/// Answers the question that a new table asks about a subject.
#[server(prefix = "/api", endpoint = "mijn/vak/vraag")]
pub async fn answer_question(claim: ClaimId, antwoord: QuestionAnswer) -> Answer<()> {
    let teacher = actor()?;
    let desk = desk::<dyn TeacherDesk>()?;
    desk.answer_question(&teacher, claim, antwoord).await?;
    let appointment = desk.claim(&teacher, claim).await?.claim.appointment;
    leptos_axum::redirect(&antwoord.next_page(claim, appointment));
    Ok(())
}

/// What the Diplomaregister holds of the teacher.
#[server(prefix = "/api", endpoint = "mijn/diplomas", input = GetUrl)]
pub async fn read_diplomas() -> Answer<MyDiplomas> {
    Ok(desk::<dyn TeacherDesk>()?.my_diplomas(&actor()?).await?)
}

/// Asks the Diplomaregister what it holds of the teacher.
#[server(prefix = "/api", endpoint = "mijn/diplomas/opvragen")]
pub async fn look_up_diplomas() -> Answer<()> {
    desk::<dyn TeacherDesk>()?
        .look_up_diplomas(&actor()?)
        .await?;
    leptos_axum::redirect("/mijn/diplomas");
    Ok(())
}

/// Gives consent to ask the Diplomaregister, or withdraws it.
#[server(prefix = "/api", endpoint = "mijn/diplomas/toestemming")]
pub async fn set_consent(#[server(default)] antwoord: String) -> Answer<()> {
    let given = antwoord == YES;
    desk::<dyn TeacherDesk>()?
        .set_consent(&actor()?, given)
        .await?;
    let message = if given { "toestemming" } else { "ingetrokken" };
    leptos_axum::redirect(&format!("/mijn/diplomas?melding={message}"));
    Ok(())
}

/// Gives an extract of the Diplomaregister; goes back to the subject that `vak` names.
#[server(prefix = "/api", endpoint = "mijn/diplomas/uittreksel", input = MultipartFormData)]
pub async fn add_extract(data: MultipartData) -> Answer<()> {
    let teacher = actor()?;
    let posted = Posted::read(data).await?;
    let claim = posted
        .value("vak")
        .and_then(|id| id.parse::<ClaimId>().ok());
    desk::<dyn TeacherDesk>()?
        .give_extract(&teacher, posted.files)
        .await?;
    leptos_axum::redirect(&match claim {
        Some(claim) => format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}"),
        None => "/mijn/diplomas?melding=uittreksel".to_owned(),
    });
    Ok(())
}

/// A subject with its outcome.
#[server(prefix = "/api", endpoint = "mijn/vak/uitkomst", input = GetUrl)]
pub async fn show_claim(claim: ClaimId) -> Answer<ClaimDetail> {
    Ok(desk::<dyn TeacherDesk>()?.claim(&actor()?, claim).await?)
}

/// Leaves out of a subject what the diploma does not cover.
#[server(prefix = "/api", endpoint = "mijn/vak/inperken")]
pub async fn narrow_claim(claim: ClaimId) -> Answer<()> {
    desk::<dyn TeacherDesk>()?
        .narrow_claim(&actor()?, claim)
        .await?;
    leptos_axum::redirect(&format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}"));
    Ok(())
}

/// Lets the school know that the diploma does not fit the ground.
#[server(prefix = "/api", endpoint = "mijn/vak/laat-weten")]
pub async fn tell_school(claim: ClaimId) -> Answer<()> {
    desk::<dyn TeacherDesk>()?
        .tell_school(&actor()?, claim)
        .await?;
    leptos_axum::redirect(&format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}"));
    Ok(())
}

/// Records a subject that was entered.
#[server(prefix = "/api", endpoint = "mijn/vak/vastleggen")]
pub async fn record_claim(claim: ClaimId, #[server(default)] waar: String) -> Answer<()> {
    desk::<dyn TeacherDesk>()?
        .record_claim(&actor()?, claim, !waar.is_empty())
        .await?;
    leptos_axum::redirect(&format!("/mijn/vakken/{claim}/klaar"));
    Ok(())
}

/// Removes a subject.
#[server(prefix = "/api", endpoint = "mijn/vak/verwijderen")]
pub async fn remove_claim(claim: ClaimId) -> Answer<()> {
    desk::<dyn TeacherDesk>()?
        .remove_claim(&actor()?, claim)
        .await?;
    leptos_axum::redirect("/mijn/vakken?melding=verwijderd");
    Ok(())
}

/// Adds evidence to a subject, and goes on to the next step when `verder` says so; then there
/// need not be any evidence.
#[server(prefix = "/api", endpoint = "mijn/bewijsstuk", input = MultipartFormData)]
pub async fn add_claim_evidence(data: MultipartData) -> Answer<()> {
    let teacher = actor()?;
    let mut posted = Posted::read(data).await?;
    let (files, earlier) = posted.take_files(&teacher).await?;
    let claim: ClaimId = posted
        .value("claim")
        .and_then(|id| id.parse().ok())
        .ok_or_else(Problem::not_found)?;
    let goes_on = posted.value("verder").is_some();
    let form: EvidenceForm = posted.form()?;
    if !(goes_on && files.is_empty() && form.is_blank()) {
        desk::<dyn TeacherDesk>()?
            .add_explained_evidence(&teacher, claim, &form, files)
            .await?;
        desk::<dyn UploadDesk>()?.used(&teacher, &earlier).await?;
    }
    let next = if goes_on { "controleren" } else { "bewijs" };
    leptos_axum::redirect(&format!("/mijn/vakken/toevoegen/{next}?vak={claim}"));
    Ok(())
}

/// Removes evidence of a subject.
#[server(prefix = "/api", endpoint = "mijn/vak/bewijsstuk/verwijderen")]
pub async fn remove_claim_evidence(id: EvidenceId) -> Answer<()> {
    let claim = desk::<dyn TeacherDesk>()?
        .remove_claim_evidence(&actor()?, id)
        .await?;
    leptos_axum::redirect(&format!(
        "/mijn/vakken/toevoegen/bewijs?vak={claim}&melding=verwijderd"
    ));
    Ok(())
}
