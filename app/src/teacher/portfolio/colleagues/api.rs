//! Server functions of colleagues at an activity.

use super::{Around, Inbox, Invitation, InviteForm};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::{
    identifier::{ActivityId, FormId},
    portfolio::FeedbackForm,
};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::{ColleagueDesk, Invitee},
    crate::{
        actor::{FromActor, Teacher},
        desk::{actor, desk, visit},
    },
};

/// An activity with the colleagues at it.
#[server(prefix = "/api", endpoint = "mijn/collegas/activiteit", input = GetUrl)]
pub async fn open_around(
    /// The activity.
    id: ActivityId,
    /// Words in the name of a colleague; nothing for nobody.
    #[server(default)]
    search: String,
) -> Answer<Around> {
    Ok(desk::<dyn ColleagueDesk>()?
        .around(&actor()?, id, &search)
        .await?)
}

/// Invites a colleague.
#[server(prefix = "/api", endpoint = "mijn/collegas/uitnodigen")]
pub async fn invite(
    /// The activity.
    id: ActivityId,
    /// What was filled in.
    #[server(flatten)]
    form: InviteForm,
) -> Answer<()> {
    desk::<dyn ColleagueDesk>()?
        .invite(&actor()?, id, &form)
        .await?;
    to_activity(id, "uitgenodigd");
    Ok(())
}

/// Takes an invitation back.
#[server(prefix = "/api", endpoint = "mijn/collegas/intrekken")]
pub async fn withdraw_invitation(
    /// Its number.
    id: Uuid,
) -> Answer<()> {
    let activity = desk::<dyn ColleagueDesk>()?.withdraw(&actor()?, id).await?;
    to_activity(activity, "ingetrokken");
    Ok(())
}

/// Lets feedback go with the activity, or no longer.
#[server(prefix = "/api", endpoint = "mijn/collegas/toevoegen")]
pub async fn attach_feedback(
    /// The invitation that it answers.
    id: Uuid,
    /// Whether it goes with it.
    attached: bool,
) -> Answer<()> {
    let activity = desk::<dyn ColleagueDesk>()?
        .attach(&actor()?, id, attached)
        .await?;
    to_activity(activity, if attached { "toegevoegd" } else { "weggehaald" });
    Ok(())
}

/// What waits for the teacher.
#[server(prefix = "/api", endpoint = "mijn/collegas", input = GetUrl)]
pub async fn open_inbox() -> Answer<Inbox> {
    Ok(desk::<dyn ColleagueDesk>()?.inbox(&actor()?).await?)
}

/// An invitation to put something in the own portfolio.
#[server(prefix = "/api", endpoint = "mijn/collegas/uitnodiging")]
pub async fn open_join(
    /// What stands in the address.
    key: String,
) -> Answer<Invitation> {
    let teacher = Some(actor()?);
    Ok(desk::<dyn ColleagueDesk>()?
        .invitation(&Invitee { key, teacher }, None)
        .await?)
}

/// Puts what was done together in the own portfolio.
#[server(prefix = "/api", endpoint = "mijn/collegas/overnemen")]
pub async fn join(
    /// What stands in the address.
    key: String,
    /// How many hours.
    #[server(default)]
    hours: String,
) -> Answer<()> {
    let id = desk::<dyn ColleagueDesk>()?
        .join(&actor()?, &key, &hours)
        .await?;
    leptos_axum::redirect(&format!(
        "/mijn/portfolio/activiteit/{id}?melding=opgeslagen"
    ));
    Ok(())
}

/// Does not put it in the own portfolio.
#[server(prefix = "/api", endpoint = "mijn/collegas/afslaan")]
pub async fn decline_to_join(
    /// What stands in the address.
    key: String,
) -> Answer<()> {
    let teacher = Some(actor()?);
    desk::<dyn ColleagueDesk>()?
        .decline(&Invitee { key, teacher })
        .await?;
    leptos_axum::redirect("/mijn/portfolio/collegas?melding=afgeslagen");
    Ok(())
}

/// What one is asked to say something about. By POST: what stands in the address stays out of others.
#[server(prefix = "/api", endpoint = "feedback/lezen")]
pub async fn open_feedback(
    /// What stands in the address.
    key: String,
    /// The form that came back, if one did.
    returned: Option<FormId>,
) -> Answer<Invitation> {
    Ok(desk::<dyn ColleagueDesk>()?
        .invitation(&invitee(key), returned)
        .await?)
}

/// Gives feedback.
#[server(prefix = "/api", endpoint = "feedback/geven")]
pub async fn give_feedback(
    /// What stands in the address.
    key: String,
    /// What was typed.
    #[server(flatten)]
    form: FeedbackForm,
) -> Answer<()> {
    desk::<dyn ColleagueDesk>()?
        .give_feedback(&invitee(key), &form)
        .await?;
    leptos_axum::redirect("/feedback/bedankt");
    Ok(())
}

/// Gives no feedback.
#[server(prefix = "/api", endpoint = "feedback/afslaan")]
pub async fn decline_feedback(
    /// What stands in the address.
    key: String,
) -> Answer<()> {
    desk::<dyn ColleagueDesk>()?.decline(&invitee(key)).await?;
    leptos_axum::redirect("/feedback/afgeslagen");
    Ok(())
}

#[cfg(feature = "ssr")]
fn invitee(key: String) -> Invitee {
    let teacher = visit().actor.and_then(Teacher::from_actor);
    Invitee { key, teacher }
}

#[cfg(feature = "ssr")]
fn to_activity(id: ActivityId, done: &str) {
    leptos_axum::redirect(&format!(
        "/mijn/portfolio/activiteit/{id}/collegas?melding={done}"
    ));
}
