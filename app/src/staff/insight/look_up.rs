//! The question about a teacher, and what the register held.

use super::{Question, api};
use crate::{
    design::{
        Actions, Button, Card, Check, Choice, ErrorSummary, Fact, Facts, FieldGroup, Inset, Narrow,
        PageHead, Paragraph, SelectField, Stack, TextField,
    },
    failure::Answer,
    page::Page,
    staff::{loaded, waiting},
    teacher::entry::{AsOf, Past, PastOwnFacts},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{Problem, notation, viewing::Viewing};

const LOOK_UP: &str = "/behandeling/leraar";

/// What came of the question that this request brought; the server provides it to the page.
#[derive(Clone, Debug)]
pub struct LookedUp {
    /// The question, to show what was typed.
    pub question: Question,
    /// What the register held.
    pub answer: Result<AsOf, Problem>,
}

type Answered = Option<Result<AsOf, Problem>>;

/// `/behandeling/leraar`, with the question in what is posted. Who comes by a link brings the number
/// (`?nummer=`) and still has to say why.
pub struct LookUpPage {
    data: Resource<(Question, Answer<Vec<Viewing>>, Answered)>,
}

impl Page for LookUpPage {
    fn data() -> Self {
        let looked_up = use_context::<LookedUp>();
        let address = use_query_map();
        Self {
            data: Resource::new(
                move || address.read().get("nummer").unwrap_or_default(),
                move |nummer| {
                    let looked_up = looked_up.clone();
                    async move {
                        let purposes = api::read_purposes().await;
                        match looked_up {
                            Some(LookedUp { question, answer }) => {
                                (question, purposes, Some(answer))
                            }
                            None => {
                                let question = Question {
                                    nummer,
                                    ..Question::default()
                                };
                                (question, purposes, None)
                            }
                        }
                    }
                },
            ),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (question, purposes, answer) = data.await;
                    loaded(purposes, |purposes| page(question, purposes, answer))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(question: Question, purposes: Vec<Viewing>, answer: Answered) -> impl IntoView {
    let (told, problem) = match answer {
        None => (None, None),
        Some(Ok(told)) => (Some(told), None),
        Some(Err(problem)) => (None, Some(problem)),
    };
    let wrong = |field: &str| {
        let message = problem.as_ref().and_then(|problem| problem.at(field));
        Signal::stored(message.map(str::to_owned))
    };
    let choices = std::iter::once(Choice::new("", "Kies"))
        .chain(
            purposes
                .iter()
                .map(|purpose| Choice::new(purpose.code(), purpose.why())),
        )
        .collect::<Vec<_>>();
    let hidden = purposes.iter().any(|purpose| purpose.is_hidden());
    let then = question.bekend == "toen";
    let (number, purpose, reference) = (wrong("nummer"), wrong("doel"), wrong("kenmerk"));
    let day = wrong("op");
    let title = match problem {
        Some(_) => "Fout: Leraar opzoeken - Lerarenregister",
        None => "Leraar opzoeken - Lerarenregister",
    };
    view! {
        <Title text=title/>
        <Narrow>
            <ErrorSummary problem=Signal::stored(problem)/>
            <PageHead
                title="Leraar opzoeken"
                lead="Wat er op een dag in het register stond. Je kunt het alleen lezen."
            />
            <Card title="Wie, waarom en wanneer" id="vraag">
                <Stack>
                    <Paragraph>
                        {if hidden {
                            "De leraar leest dat je keek en waarom. Alleen bij een opsporingsonderzoek niet."
                        } else {
                            "De leraar leest dat je keek en waarom."
                        }}
                    </Paragraph>
                    <form method="post" action=LOOK_UP class="lr-stack lr-stack--m">
                        <TextField
                            name="nummer"
                            label="Registratienummer"
                            hint="Zet hier geen burgerservicenummer."
                            value=question.nummer
                            error=number
                            maxlength=20
                            narrow=true
                        />
                        <SelectField
                            name="doel"
                            label="Waarom?"
                            value=question.doel
                            choices
                            error=purpose
                        />
                        <TextField
                            name="kenmerk"
                            label="Kenmerk"
                            hint="Het nummer van de vraag, de controle of het onderzoek bij jouw organisatie."
                            value=question.kenmerk
                            error=reference
                            maxlength=50
                            narrow=true
                        />
                        <TextField
                            name="op"
                            label="Op welke dag?"
                            hint="Bijvoorbeeld 1-10-2026. Laat het leeg voor vandaag."
                            value=question.op
                            error=day
                            maxlength=10
                            narrow=true
                        />
                        <FieldGroup id="bekend" legend="Zoals we het wanneer wisten?">
                            <Check
                                name="bekend"
                                value="toen"
                                label="Zoals we het toen wisten"
                                note="Aan het eind van die dag."
                                checked=then
                                radio=true
                            />
                            <Check
                                name="bekend"
                                value="nu"
                                label="Zoals we het nu weten"
                                note="Met alles wat later is verbeterd."
                                checked=!then
                                radio=true
                            />
                        </FieldGroup>
                        <Actions>
                            <Button>"Toon"</Button>
                        </Actions>
                    </form>
                </Stack>
            </Card>
            {told.map(answered)}
        </Narrow>
    }
}

fn answered(told: AsOf) -> impl IntoView {
    let day = notation::date(told.on);
    let known = if told.is_now {
        "zoals het register het nu weet".to_owned()
    } else {
        format!(
            "zoals het register het wist op {}",
            notation::date_time(told.known_at)
        )
    };
    let name = told.name.unwrap_or_else(|| "Onbekend".to_owned());
    let nothing = (told.appointments.is_empty() && told.own.is_none()).then(
        || view! { <Paragraph>"Er stond die dag geen benoeming in het register."</Paragraph> },
    );
    let own = told.own.map(|own| view! { <PastOwnFacts own/> });
    let appointments = told
        .appointments
        .into_iter()
        .map(|appointment| view! { <Past appointment/> })
        .collect_view();
    view! {
        <Card title=format!("Wat er stond op {day}") id="antwoord">
            <Stack>
                <Inset><p role="status">{format!("Dit gold op {day}, {known}.")}</p></Inset>
                <Facts wide=true><Fact name="Naam">{name}</Fact></Facts>
                {nothing}
                {own}
                {appointments}
            </Stack>
        </Card>
    }
}
