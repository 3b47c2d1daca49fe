//! "Wat weet het Diplomaregister van mij": what it holds, when it was asked, what it does not hold
//! and why; and the consent to ask it.

use super::{
    api::{AddExtract, LookUpDiplomas, SetConsent, YES, read_diplomas},
    extract::{ExtractCard, Given},
};
use crate::page::Page;
use crate::{
    design::{
        Alert, AskFirst, Bullet, Bullets, Button, Card, Cell, Column, ErrorSummary, Fact, Facts,
        Hidden, Icons, Inset, Narrow, PageHead, Paragraph, Row, RowHead, Source, Stack, Table,
        TextLink, Tone, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
};
use jiff::civil::DateTime;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::{
    authority::{Coverage, Diploma, Gap, Phase},
    notation,
};

/// What the Diplomaregister holds of the teacher, and when it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDiplomas {
    /// How far the comparison is where the teacher works; of several places the furthest.
    pub phase: Phase,
    /// Whether the teacher lets us ask.
    pub consents: bool,
    /// The last extract that the teacher gave.
    pub extract: Option<Given>,
    /// What it said last; nothing when it never answered.
    pub held: Option<Held>,
    /// The times that it was asked, newest first.
    pub asked: Vec<LookUp>,
}

/// What the Diplomaregister said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// When, in Dutch time.
    pub asked_at: DateTime,
    /// The diplomas, newest first.
    pub diplomas: Vec<Diploma>,
}

/// One time that the Diplomaregister was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookUp {
    /// When, in Dutch time.
    pub at: DateTime,
    /// What for.
    pub reason: Reason,
    /// Whether it answered.
    pub answered: bool,
}

/// Why the Diplomaregister was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// To compare a subject.
    Claim,
    /// The teacher asked on this page.
    Page,
    /// To compare again after a change of the table.
    Table,
    /// The teacher registers without an appointment.
    Registration,
}

impl Reason {
    /// The code that tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Page => "page",
            Self::Table => "table",
            Self::Registration => "registration",
        }
    }

    /// The reason with this code; what is not known is the comparison of a subject.
    pub fn parse(code: &str) -> Self {
        match code {
            "page" => Self::Page,
            "table" => Self::Table,
            "registration" => Self::Registration,
            _ => Self::Claim,
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Claim => "Om je vak te vergelijken met je diploma",
            Self::Page => "Omdat jij het opvroeg op deze pagina",
            Self::Registration => "Om te beslissen over je aanmelding",
            Self::Table => "Om je vak opnieuw te vergelijken, met een nieuwe tabel",
        }
    }
}

/// `/mijn/diplomas`
pub struct DiplomasPage {
    data: Resource<(Answer<MyDiplomas>, Option<FormState>)>,
    look: ServerAction<LookUpDiplomas>,
    consent: ServerAction<SetConsent>,
}

impl Page for DiplomasPage {
    fn data() -> Self {
        let look = ServerAction::<LookUpDiplomas>::new();
        let consent = ServerAction::<SetConsent>::new();
        let returned = returned_form();
        let changes = move || (answered(look), answered(consent), returned());
        Self {
            data: Resource::new(changes, |(_, _, returned)| async move {
                (read_diplomas().await, FormState::load(returned).await)
            }),
            look,
            consent,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            look,
            consent,
        } = this;
        view! {
            <PageHead
                title="Wat weet het Diplomaregister van mij?"
                lead="Het Diplomaregister is van DUO. Je opleiding levert je diploma daaraan. Wij vergelijken er je vakken mee."
            />
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(mine), returned) => {
                            view! { <Mine mine returned look consent/> }.into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Mine(
    mine: MyDiplomas,
    returned: Option<FormState>,
    look: ServerAction<LookUpDiplomas>,
    consent: ServerAction<SetConsent>,
) -> impl IntoView {
    let query = use_query_map();
    let done = move || {
        let words = match query.read().get("melding").as_deref() {
            Some("toestemming") => {
                "Je gaf toestemming. We vergelijken je vakken nu met je diploma’s. Je krijgt een bericht."
            }
            Some("uittreksel") => "We lazen je uittreksel en vergeleken je vakken ermee.",
            Some("ingetrokken") => {
                "Je toestemming is ingetrokken. Je vakken staan er weer als eigen opgave."
            }
            _ => return None,
        };
        Some(view! { <Alert tone=Tone::Ok live=true><p>{words}</p></Alert> })
    };
    let may_ask = mine.phase.may_ask(mine.consents);
    let silent = mine.asked.first().filter(|last| !last.answered).cloned();
    let (phase, consents) = (mine.phase, mine.consents);
    let form = Form::posted::<AddExtract>(returned);
    let problem = form.problem();
    let extract = phase
        .takes_extract()
        .then(|| view! { <ExtractCard form given=mine.extract spare=may_ask/> });
    view! {
        <FormTitle page="Diploma’s" problem/>
        <Narrow>
            <Stack>
                <ErrorSummary problem/>
                {done}
                {silent.map(|last| view! { <NoAnswer last held=mine.held.is_some()/> })}
                <Card title="Dit staat er van je in" id="diplomas" key=true>
                    <Stack>
                        <Diplomas held=mine.held may_ask/>
                        {may_ask
                            .then(|| {
                                view! {
                                    <ActionForm action=look>
                                        <Button weight=Weight::Secondary icon=Icons::Certificate>
                                            "Vraag het nu op"
                                        </Button>
                                    </ActionForm>
                                }
                            })}
                    </Stack>
                </Card>
                <WhatHappens phase consents consent/>
                {extract}
                <NotThere/>
                <WhoLooked asked=mine.asked/>
                <p><TextLink href="/mijn/vakken">"Naar je vakken"</TextLink></p>
            </Stack>
        </Narrow>
    }
}

#[component]
fn NoAnswer(last: LookUp, held: bool) -> impl IntoView {
    let at = notation::date_time(last.at);
    let then = if held {
        "Hieronder staat wat het eerder zei."
    } else {
        "Probeer het later nog eens."
    };
    view! {
        <Alert>
            <p>
                {format!(
                    "Het Diplomaregister gaf op {at} geen antwoord. Dat ligt niet aan jou, en er gaat niets verloren. {then}",
                )}
            </p>
        </Alert>
    }
}

#[component]
fn Diplomas(held: Option<Held>, may_ask: bool) -> impl IntoView {
    let Some(held) = held else {
        let words = if may_ask {
            "We hebben nog geen antwoord van het Diplomaregister."
        } else {
            "We hebben het Diplomaregister niets over je gevraagd."
        };
        return view! { <Paragraph>{words}</Paragraph> }.into_any();
    };
    let asked = format!(
        "Zo zei het Diplomaregister het op {}.",
        notation::date_time(held.asked_at)
    );
    if held.diplomas.is_empty() {
        return view! {
            <Paragraph>
                "Er staat geen diploma van je in. Dat is bij veel leraren zo: hieronder lees je waarom."
            </Paragraph>
            <Paragraph small=true muted=true>{asked}</Paragraph>
        }
        .into_any();
    }
    let diplomas = held
        .diplomas
        .into_iter()
        .map(|diploma| {
            let what = format!("{}, {}", diploma.programme, diploma.institution);
            view! {
                <Fact name=notation::date(diploma.graduated) source=Source::DiplomaRegister>
                    {what}
                </Fact>
            }
        })
        .collect_view();
    view! {
        <Facts wide=true>{diplomas}</Facts>
        <Paragraph small=true muted=true>
            {asked} " Klopt er iets niet? Je opleiding levert je diploma aan. Vraag het daar na."
        </Paragraph>
    }
    .into_any()
}

/// What happens with the data of the teacher in this phase; and the choice, when there is one.
#[component]
pub fn WhatHappens(
    /// How far the comparison is.
    phase: Phase,
    /// Whether the teacher lets us ask.
    consents: bool,
    /// What records the choice.
    consent: ServerAction<SetConsent>,
) -> impl IntoView {
    let choice = (phase == Phase::Consent).then(|| {
        if consents {
            view! {
                <Paragraph>"Je gaf toestemming."</Paragraph>
                <AskFirst label="Trek je toestemming in">
                    <p>
                        "Je vakken staan er dan weer als eigen opgave. Wat we eerder lieten zien, blijft in je geschiedenis."
                    </p>
                    <ActionForm action=consent>
                        <Hidden name="antwoord" value="nee"/>
                        <Button weight=Weight::Secondary>"Ja, trek in"</Button>
                    </ActionForm>
                </AskFirst>
            }
            .into_any()
        } else {
            view! {
                <ActionForm action=consent>
                    <Button weight=Weight::Secondary name="antwoord" value=YES>
                        "Ik geef toestemming"
                    </Button>
                </ActionForm>
            }
            .into_any()
        }
    });
    view! {
        <Card title="Wat gebeurt er met je gegevens?" id="je-gegevens" small=true quiet=true>
            <Stack>
                <Paragraph>{phase.text()}</Paragraph>
                {choice}
            </Stack>
        </Card>
    }
}

/// What the source does not hold. It says nothing about the person.
#[component]
fn NotThere() -> impl IntoView {
    let reasons = Gap::ALL
        .into_iter()
        .map(|gap| view! { <Bullet>{gap.text()}</Bullet> })
        .collect_view();
    let rows = Coverage::all()
        .iter()
        .map(|row| {
            let private = row
                .private_from
                .map_or_else(|| "Niet".to_owned(), notation::date);
            view! {
                <Row>
                    <RowHead>{capital(&row.name)}</RowHead>
                    <Cell label="Bekostigd">{notation::date(row.funded_from)}</Cell>
                    <Cell label="Particulier">{private}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Onderwijs"),
        Column::text("Bekostigd"),
        Column::text("Particulier"),
    ];
    view! {
        <Card title="Waarom staat mijn diploma er niet in?" id="niet-in">
            <Stack>
                <Paragraph>
                    "Het Diplomaregister heeft niet alle diploma’s. Staat dat van jou er niet in? Dat zegt niets over je bevoegdheid. Je kunt bij je vak zelf een bewijs toevoegen."
                </Paragraph>
                <Bullets>{reasons}</Bullets>
                <Table caption="Vanaf welke diplomadatum een diploma erin staat" columns>
                    {rows}
                </Table>
            </Stack>
        </Card>
    }
}

#[component]
fn WhoLooked(asked: Vec<LookUp>) -> impl IntoView {
    let never = asked.is_empty();
    let rows = asked
        .into_iter()
        .map(|one| {
            let said = if one.answered { "Ja" } else { "Nee" };
            view! {
                <Row>
                    <RowHead>{notation::date_time(one.at)}</RowHead>
                    <Cell label="Waarom">{one.reason.text()}</Cell>
                    <Cell label="Antwoord">{said}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Wanneer"),
        Column::text("Waarom"),
        Column::text("Antwoord"),
    ];
    view! {
        <Card title="Wanneer vroegen wij het op?" id="opgevraagd">
            <Stack>
            {if never {
                view! { <Paragraph>"Nog nooit."</Paragraph> }.into_any()
            } else {
                view! {
                    <Table caption="Wanneer wij je diploma’s opvroegen" caption_hidden=true columns>
                        {rows}
                    </Table>
                }
                    .into_any()
            }}
            <Inset>
                <p>"Bij DUO, in Mijn diploma’s, zie je ook wie er verder keek."</p>
            </Inset>
            </Stack>
        </Card>
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}
