//! The signed extract of the Diplomaregister: giving it, and what it says.

use super::api::AddExtract;
use crate::{
    design::{
        Button, Card, Fact, Facts, FileField, Hidden, Icons, Paragraph, Source, Stack, Weight,
    },
    session::Form,
};
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::ServerFn;
use shared::{authority::Diploma, identifier::ClaimId, notation};

/// An extract that the teacher gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The day of the extract.
    pub day: Date,
    /// When it came, in Dutch time.
    pub received_at: DateTime,
    /// The diplomas in it, newest first.
    pub diplomas: Vec<Diploma>,
}

impl Given {
    /// The name of the file input, where the messages stand.
    pub const FIELD: &str = "uittreksel";
}

/// The card with which a teacher gives an extract; what the last one says stands in it.
#[component]
pub fn ExtractCard(
    /// The form, when it came back.
    form: Form,
    /// The last one.
    #[prop(optional_no_strip)]
    given: Option<Given>,
    /// The Diplomaregister itself is asked: an extract is for when it does not answer.
    #[prop(optional)]
    spare: bool,
    /// The subject to go back to.
    #[prop(optional)]
    claim: Option<ClaimId>,
) -> impl IntoView {
    let another = given.is_some();
    let last = given.map(|given| {
        let facts = given
            .diplomas
            .into_iter()
            .map(|diploma| {
                let what = format!("{}, {}", diploma.programme, diploma.institution);
                view! {
                    <Fact name=notation::date(diploma.graduated) source=Source::Extract>
                        {what}
                    </Fact>
                }
            })
            .collect_view();
        view! {
            <Facts wide=true>{facts}</Facts>
            <Paragraph small=true muted=true>
                {format!(
                    "Uit je uittreksel van {}, dat we kregen op {}. De handtekening klopt.",
                    notation::date(given.day),
                    notation::date_time(given.received_at),
                )}
            </Paragraph>
        }
    });
    view! {
        <Card title="Je eigen uittreksel" id="eigen-uittreksel" small=true>
            <Stack>
                {last}
                <Paragraph>
                    "Bij DUO download je in Mijn diploma’s een digitaal uittreksel: een pdf met een handtekening. Geef je dat hier, dan controleren we de handtekening en vergelijken we je vakken met de diploma’s die erin staan. Het bestand zelf bewaren we niet."
                </Paragraph>
                {spare
                    .then(|| {
                        view! {
                            <Paragraph>
                                "Je hoeft het niet te doen: we vragen het Diplomaregister zelf. Geeft dat geen antwoord, dan gebruiken we je uittreksel."
                            </Paragraph>
                        }
                    })}
                <form method="post" enctype="multipart/form-data" action=AddExtract::PATH>
                    <Stack>
                        {claim.map(|claim| view! { <Hidden name="vak" value=claim.to_string()/> })}
                        <FileField
                            name=Given::FIELD
                            label=if another { "Nieuwer uittreksel" } else { "Je uittreksel" }
                            hint="De pdf van DUO, zoals je die downloadde. Niet ouder dan 1 jaar, maximaal 5 MB."
                            accept=".pdf,application/pdf"
                            error=form.error(Given::FIELD)
                        />
                        <p>
                            <Button weight=Weight::Secondary icon=Icons::Upload>
                                "Geef dit uittreksel"
                            </Button>
                        </p>
                    </Stack>
                </form>
            </Stack>
        </Card>
    }
}
