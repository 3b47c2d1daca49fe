//! What a timetable of the school proposes: taken over with one click, or not.

use super::api::{AnswerProposal, YES};
use crate::design::{Alert, Button, Cluster, Gap, Hidden, Icons, Stack, Weight};
use leptos::{form::ActionForm, prelude::*};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A subject that a timetable of the school proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its number.
    pub id: Uuid,
    /// The name of the subject.
    pub subject: String,
    /// Where and in which years, as far as the timetable says so.
    pub extent: Option<String>,
    /// The school.
    pub school: String,
    /// Whether it says enough to be taken over as it is.
    pub complete: bool,
}

impl Proposal {
    /// `Wiskunde, klas 4 en hoger van havo en vwo`
    fn what(&self) -> String {
        match &self.extent {
            Some(extent) => format!("{}, {extent}", self.subject),
            None => self.subject.clone(),
        }
    }
}

/// What the school proposes, each with a yes and a no.
#[component]
pub fn Proposals(
    /// What is proposed.
    proposals: Vec<Proposal>,
    /// What answers it.
    action: ServerAction<AnswerProposal>,
) -> impl IntoView {
    proposals
        .into_iter()
        .map(|proposal| {
            let what = proposal.what();
            let complete = proposal.complete;
            let heard = what.clone();
            view! {
                <Alert icon=Icons::School title=format!("{} gaf door: {what}", proposal.school)>
                    <Stack gap=Gap::Small>
                        {if complete {
                            view! { <p>"Klopt dat? Je school ziet niet wat je antwoordt."</p> }
                        } else {
                            view! {
                                <p>
                                    "We hebben alvast ingevuld wat we weten. Vul hieronder de rest in."
                                </p>
                            }
                        }}
                        <ActionForm action=action>
                            <Hidden name="proposal" value=proposal.id.to_string()/>
                            <Cluster>
                                {complete
                                    .then(|| {
                                        let context = heard.clone();
                                        view! {
                                            <Button name="antwoord" value=YES context>
                                                "Ja, dat klopt"
                                            </Button>
                                        }
                                    })}
                                <Button weight=Weight::Secondary name="antwoord" value="nee" context=heard>
                                    "Nee, dit vak geef ik niet"
                                </Button>
                            </Cluster>
                        </ActionForm>
                    </Stack>
                </Alert>
            }
        })
        .collect_view()
}
