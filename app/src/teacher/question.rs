//! What a new table of authorities asks of the teacher: the outcome would be another one. What
//! stands, stays, until the teacher says that the new one is right.

use super::{ClaimDetail, api::AnswerQuestion, correction::Reportable};
use crate::design::{
    Alert, Button, Cluster, Fact, Facts, Gap, Hidden, Paragraph, Source, Stack, Weight,
};
use jiff::civil::DateTime;
use leptos::{form::ActionForm, prelude::*};
use serde::{Deserialize, Serialize};
use shared::{
    authority::Check,
    identifier::{AppointmentId, ClaimId},
    notation,
};

/// A question about a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What the new table says.
    pub check: Check,
    /// Since when it waits, in Dutch time.
    pub asked_at: DateTime,
}

/// What the teacher says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuestionAnswer {
    /// The new outcome is right.
    #[serde(rename = "klopt")]
    Right,
    /// There is evidence of more.
    #[serde(rename = "bewijs")]
    Evidence,
    /// Something must be corrected.
    #[serde(rename = "correctie")]
    Correction,
}

impl QuestionAnswer {
    /// What the form sends.
    const fn code(self) -> &'static str {
        match self {
            Self::Right => "klopt",
            Self::Evidence => "bewijs",
            Self::Correction => "correctie",
        }
    }

    /// How the register keeps it.
    pub const fn kept_as(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Evidence => "evidence",
            Self::Correction => "correction",
        }
    }

    /// Where one goes on.
    pub fn next_page(self, claim: ClaimId, appointment: AppointmentId) -> String {
        match self {
            Self::Right => format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}"),
            Self::Evidence => format!("/mijn/vakken/toevoegen/bewijs?vak={claim}"),
            Self::Correction => Reportable::Outcome.address(Some(appointment)),
        }
    }
}

/// The question, with both outcomes side by side and the three answers; nothing when there is none.
#[component]
pub fn Asked(
    /// The subject.
    detail: ClaimDetail,
    /// What answers it.
    action: ServerAction<AnswerQuestion>,
) -> impl IntoView {
    let question = detail.question?;
    let id = detail.claim.id;
    let now = format!("{}. {}", detail.check.outcome.title(), detail.check.summary);
    let then = format!(
        "{}. {}",
        question.check.outcome.title(),
        question.check.summary
    );
    let since = notation::date(question.asked_at.date());
    let version = question.check.table_version;
    Some(view! {
        <Alert title=format!("We hebben een vraag over je vak {}", detail.claim.subject)>
            <Stack gap=Gap::Small>
                <p>
                    {format!(
                        "Op {since} keken we opnieuw, met een nieuwe tabel van bevoegdheden ({version}). \
                         Daarmee komen we op iets anders uit. Wat er staat, blijft staan tot jij antwoordt.",
                    )}
                </p>
                <Facts wide=true>
                    <Fact name="Wat er staat" source=Source::Register>{now}</Fact>
                    <Fact name="Met de nieuwe tabel" source=Source::Register>{then}</Fact>
                </Facts>
                <ActionForm action=action>
                    <Hidden name="claim" value=id.to_string()/>
                    <Cluster>
                        <Button weight=Weight::Secondary name="antwoord" value=QuestionAnswer::Right.code()>
                            "De nieuwe uitkomst klopt"
                        </Button>
                        <Button weight=Weight::Secondary name="antwoord" value=QuestionAnswer::Evidence.code()>
                            "Ik voeg bewijs toe"
                        </Button>
                        <Button weight=Weight::Secondary name="antwoord" value=QuestionAnswer::Correction.code()>
                            "Er klopt iets niet"
                        </Button>
                    </Cluster>
                </ActionForm>
                <Paragraph small=true muted=true>
                    "Je kunt ook later antwoorden. Je school ziet deze vraag niet."
                </Paragraph>
            </Stack>
        </Alert>
    })
}
