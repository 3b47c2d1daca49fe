//! Server functions of the profession: they name the actor and call the desk.

#![expect(
    clippy::too_many_arguments,
    reason = "the macro makes functions of the fields of a form"
)]

use super::{Draft, ElectedForm, StepForm, VersionFile, Versions};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::criteria::RuleForm;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::ProfessionDesk,
    crate::desk::{actor, desk, visit},
    shared::{
        FieldError, Problem,
        criteria::{Ballot, Deed, SetForm},
    },
};

/// All versions.
#[server(prefix = "/api", endpoint = "criteria/versies", input = GetUrl)]
pub async fn list_versions() -> Answer<Versions> {
    Ok(desk::<dyn ProfessionDesk>()?.versions(&visit()).await?)
}

/// One version.
#[server(prefix = "/api", endpoint = "criteria/versie", input = GetUrl)]
pub async fn read_version(
    /// Its version.
    #[server(default)]
    version: String,
    /// The page of the reactions, from 1.
    #[server(default)]
    page: u32,
) -> Answer<VersionFile> {
    Ok(desk::<dyn ProfessionDesk>()?
        .version(&visit(), &version, page)
        .await?)
}

/// A draft, to work on.
#[server(prefix = "/api", endpoint = "behandeling/criteria", input = GetUrl)]
pub async fn read_draft(
    /// Its version.
    #[server(default)]
    version: String,
) -> Answer<Draft> {
    Ok(desk::<dyn ProfessionDesk>()?
        .draft(&actor()?, &version)
        .await?)
}

/// Begins a draft.
#[server(prefix = "/api", endpoint = "behandeling/criteria/nieuw")]
pub async fn begin_draft(
    /// Its version.
    #[server(default)]
    version: String,
) -> Answer<()> {
    let version = version.trim().to_lowercase();
    desk::<dyn ProfessionDesk>()?
        .begin(&actor()?, &version)
        .await?;
    leptos_axum::redirect(&format!("/criteria/{version}/bewerken"));
    Ok(())
}

/// Notes that a teacher was elected.
#[server(prefix = "/api", endpoint = "behandeling/criteria/afgevaardigde")]
pub async fn note_delegate(
    /// What the form says.
    #[server(flatten)]
    form: ElectedForm,
) -> Answer<()> {
    desk::<dyn ProfessionDesk>()?
        .note_delegate(&actor()?, &form)
        .await?;
    leptos_axum::redirect("/criteria#afgevaardigden");
    Ok(())
}

/// Keeps a draft, and does what the button asks with it.
#[server(prefix = "/api", endpoint = "behandeling/criteria/bewaren")]
pub async fn save_draft(
    /// Its version.
    #[server(default)]
    version: String,
    /// How often it was saved as it was read.
    #[server(default)]
    revision: String,
    /// Its name.
    #[server(default)]
    name: String,
    /// The first day on which a term that follows it can begin: day of the month.
    #[server(default)]
    starts_day: String,
    /// Number of the month.
    #[server(default)]
    starts_month: String,
    /// Year in four digits.
    #[server(default)]
    starts_year: String,
    /// The codes of the sectors for which it holds; none is all.
    #[server(default)]
    sectors: Vec<String>,
    /// Why it is different.
    #[server(default)]
    reason: String,
    /// The rules.
    #[server(default)]
    rules: Vec<RuleForm>,
    /// The kind of the rule to add.
    #[server(default)]
    soort: String,
    /// The button: `reken`, `bewaar`, `erbij`, `weg:3`, `omhoog:3`, `omlaag:3`.
    #[server(default)]
    knop: String,
) -> Answer<()> {
    let drafter = actor()?;
    let desk = desk::<dyn ProfessionDesk>()?;
    let form = SetForm {
        name,
        starts_day,
        starts_month,
        starts_year,
        sectors,
        reason,
        rules,
    };
    let revision = revision.parse().unwrap_or_default();
    let deed = Deed::parse(&knop, &soort);
    desk.save(&drafter, &version, revision, form, deed).await?;
    let mut knop = knop;
    if knop == "reken" {
        match desk.simulate(&drafter, &version).await {
            // What cannot be read cannot be reckoned: the page says what is wrong.
            Err(problem) if problem.status == 409 => "bewaar".clone_into(&mut knop),
            done => done?,
        }
    }
    let place = match knop.as_str() {
        "reken" => "?melding=reken#sim".to_owned(),
        "bewaar" => "?melding=bewaard".to_owned(),
        "erbij" => "?melding=erbij#erbij".to_owned(),
        other => {
            let moved = other.split_once(':').map(|(_, place)| place);
            moved.map_or_else(String::new, |place| format!("#regel-{place}"))
        }
    };
    leptos_axum::redirect(&format!("/criteria/{version}/bewerken{place}"));
    Ok(())
}

/// Takes a step on the way of a version.
#[server(prefix = "/api", endpoint = "behandeling/criteria/stap")]
pub async fn take_step(
    /// Its version.
    #[server(default)]
    version: String,
    /// What the form says.
    #[server(flatten)]
    form: StepForm,
) -> Answer<()> {
    let desk = desk::<dyn ProfessionDesk>()?;
    desk.step(&actor()?, &version, &form).await?;
    leptos_axum::redirect(&format!("/criteria/{version}?melding=stap"));
    Ok(())
}

/// Adopts a version for the minister.
#[server(prefix = "/api", endpoint = "behandeling/criteria/vaststellen")]
pub async fn adopt(
    /// Its version.
    #[server(default)]
    version: String,
    /// What the form says.
    #[server(flatten)]
    form: StepForm,
) -> Answer<()> {
    let desk = desk::<dyn ProfessionDesk>()?;
    desk.adopt(&actor()?, &version, &form).await?;
    leptos_axum::redirect(&format!("/criteria/{version}?melding=stap"));
    Ok(())
}

/// Reacts in a consultation.
#[server(prefix = "/api", endpoint = "mijn/criteria/reactie")]
pub async fn react(
    /// Its version.
    #[server(default)]
    version: String,
    /// A fresh number, so that sending twice reacts once.
    #[server(default)]
    number: Uuid,
    /// The words.
    #[server(default)]
    text: String,
) -> Answer<()> {
    desk::<dyn ProfessionDesk>()?
        .react(&actor()?, &version, number, &text)
        .await?;
    leptos_axum::redirect(&format!("/criteria/{version}?melding=reactie"));
    Ok(())
}

/// Votes, or changes a vote.
#[server(prefix = "/api", endpoint = "mijn/criteria/stem")]
pub async fn cast_vote(
    /// Its version.
    #[server(default)]
    version: String,
    /// `voor`, `tegen` or `blanco`.
    #[server(default)]
    choice: String,
) -> Answer<()> {
    let delegate = actor()?;
    let ballot = Ballot::parse(&choice).ok_or_else(|| {
        Problem::invalid(vec![FieldError::new(
            "choice",
            "Kies voor, tegen of blanco",
        )])
    })?;
    desk::<dyn ProfessionDesk>()?
        .vote(&delegate, &version, ballot)
        .await?;
    leptos_axum::redirect(&format!("/criteria/{version}?melding=stem"));
    Ok(())
}
