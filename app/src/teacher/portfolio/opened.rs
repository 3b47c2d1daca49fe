//! What the form of an activity opens with: by its address, or by what the server gave back.

use super::{ActivityDetail, ActivityInput, api};
use crate::{
    failure::{Answer, Failure},
    session::FormState,
};
use serde::{Deserialize, Serialize};
use shared::{Problem, identifier::ActivityId};

/// What the page shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Loaded {
    /// The form, with what was given back.
    Form(Box<ActivityInput>, Option<FormState>),
    /// What is saved, beside what was typed from an earlier version.
    Two(Box<ActivityDetail>, FormState),
}

/// What the address asks for.
#[derive(Clone, PartialEq)]
pub struct Asked {
    /// The activity to change.
    pub id: Option<String>,
    /// The activity that a new one is like.
    pub like: Option<String>,
    /// The number of a new one of which there is a draft.
    pub draft: Option<String>,
}

/// Loads it.
///
/// # Errors
/// 404 when what is asked for is not there.
pub async fn load(asked: Asked, returned: Option<String>) -> Answer<Loaded> {
    fn number(text: Option<String>) -> Answer<Option<ActivityId>> {
        text.map(|text| text.parse().map_err(|_| Failure(Problem::not_found())))
            .transpose()
    }
    let returned = FormState::load(returned).await;
    if let Some(returned) = returned
        .clone()
        .filter(|returned| returned.problem.status == 409)
    {
        let sent = returned
            .values
            .iter()
            .find(|(name, _)| name == "id" || name == "nieuw")
            .map(|(_, number)| number.clone());
        if let Some(id) = number(sent)? {
            let detail = api::open_activity(id).await?;
            return Ok(Loaded::Two(Box::new(detail), returned));
        }
    }
    let mut input = api::open_activity_form(number(asked.id)?, number(asked.like)?).await?;
    if let (None, Some(draft)) = (input.version, number(asked.draft)?) {
        input.id = draft;
    }
    Ok(Loaded::Form(Box::new(input), returned))
}
