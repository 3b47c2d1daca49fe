//! What a board asks the register of a person on request (article 38o, second paragraph, under a and e,
//! WPO): for a purpose, and the teacher reads that it was asked.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use crate::{
    design::{
        Actions, Breadcrumb, Button, ButtonLink, Card, Choice, Empty, ErrorSummary, Fact, Facts,
        Hidden, Icons, Identifier, Narrow, PageHead, Paragraph, SelectField, Source, Stack, Weight,
    },
    failure::Answer,
    page::Page,
    school::{loaded, waiting},
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::{FieldError, Problem, notation, viewing::Viewing};

const TITLE: &str = "Persoonsgegevens opvragen - Lerarenregister";

/// What the register tells of a person; what it does not have is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPerson {
    /// The name.
    pub name: String,
    /// Who says so.
    pub source: Source,
    /// The sex, in a word.
    pub sex: Option<String>,
    /// Street, postcode and place.
    pub address: Option<String>,
    /// Whether the address is kept back because the BRP shields the person.
    pub shielded: bool,
    /// Day of birth.
    pub birth_date: Option<Date>,
    /// The re-registration; nothing as long as that is not law.
    pub reregistration: Option<Reregistered>,
}

/// How the re-registration of a teacher stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reregistered {
    /// The last day of the term; nothing before it began.
    pub ends: Option<Date>,
    /// What was decided last: whether the teacher was registered again, and the last day of the term that
    /// it was about.
    pub decided: Option<(bool, Date)>,
}

impl Reregistered {
    /// Where it stands, in a sentence.
    fn status(self) -> String {
        match (self.decided, self.ends) {
            (Some((true, last)), _) => {
                format!(
                    "Geherregistreerd over de periode tot en met {}",
                    notation::date(last)
                )
            }
            (Some((false, last)), _) => {
                format!(
                    "Aantekening over de periode tot en met {}",
                    notation::date(last)
                )
            }
            (None, Some(_)) => "In de periode, er is nog niets besloten".to_owned(),
            (None, None) => "De periode is nog niet begonnen".to_owned(),
        }
    }
}

/// The number of the appointment, what was chosen as the purpose, and the answer once one was.
type Data = (String, Option<String>, Option<Answer<AskedPerson>>);

/// `/school/leraren/persoonsgegevens?benoeming=&doel=`
pub struct SchoolPersonPage {
    data: Resource<Data>,
}

impl Page for SchoolPersonPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            let number = query.get("benoeming").unwrap_or_default();
            (number, query.get("doel"))
        };
        Self {
            data: Resource::new(asked, |(number, purpose)| async move {
                let answer = match purpose.as_deref().and_then(Viewing::parse) {
                    Some(purpose) => {
                        let code = purpose.code().to_owned();
                        Some(api::ask_person(number.clone(), code).await)
                    }
                    None => None,
                };
                (number, purpose, answer)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Breadcrumb parents=vec![("/school", "Overzicht"), ("/school/leraren", "Leraren")]/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        (number, ..) if number.is_empty() => choose().into_any(),
                        (number, _, Some(answer)) => {
                            loaded(answer, |person| page(number, person))
                        }
                        (number, purpose, None) => ask(number, purpose.is_some()).into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn choose() -> impl IntoView {
    view! {
        <Title text=TITLE/>
        <PageHead title="Persoonsgegevens opvragen"/>
        <Empty icon=Icons::Users title="Kies eerst een leraar">
            <Paragraph muted=true>"Je vraagt gegevens op bij een benoeming."</Paragraph>
            <ButtonLink href="/school/leraren" weight=Weight::Secondary>"Naar de leraren"</ButtonLink>
        </Empty>
    }
}

/// Why it is asked; without that nothing is shown, and nothing is looked up.
fn ask(number: String, not_chosen: bool) -> impl IntoView {
    let choices = std::iter::once(Choice::new("", "Kies"))
        .chain(Viewing::OF_PERSON.map(|purpose| Choice::new(purpose.code(), purpose.why())))
        .collect::<Vec<_>>();
    let error = not_chosen.then(|| "Kies waarom je de gegevens opvraagt".to_owned());
    let problem = error
        .clone()
        .map(|message| Problem::invalid(vec![FieldError::new("doel", message)]));
    let title = match problem {
        Some(_) => format!("Fout: {TITLE}"),
        None => TITLE.to_owned(),
    };
    let shown = number.clone();
    view! {
        <Title text=title/>
        <Narrow>
            <ErrorSummary problem=Signal::stored(problem)/>
            <PageHead
                title="Persoonsgegevens opvragen"
                lead="Je krijgt het geslacht, het adres en de geboortedatum, voor zover het register die heeft. De leraar leest dat je ze opvroeg, en waarom."
            />
            <Stack>
                <Facts><Fact name="Benoeming"><Identifier value=shown/></Fact></Facts>
                <Card title="Waarom?" id="waarom">
                    <form method="get" action="/school/leraren/persoonsgegevens" class="lr-stack lr-stack--m">
                        <Hidden name="benoeming" value=number/>
                        <SelectField
                            name="doel"
                            label="Waarom vraag je ze op?"
                            value=""
                            choices
                            error=Signal::stored(error)
                        />
                        <Actions>
                            <Button>"Vraag persoonsgegevens op"</Button>
                        </Actions>
                    </form>
                </Card>
            </Stack>
        </Narrow>
    }
}

fn page(number: String, person: AskedPerson) -> impl IntoView {
    let source = person.source;
    let nothing = "Dat weet het register niet";
    let address = match (person.shielded, person.address) {
        (true, _) => "Afgeschermd. Vraag het aan de leraar zelf".to_owned(),
        (false, address) => address.unwrap_or_else(|| nothing.to_owned()),
    };
    let birth = person.birth_date.map_or(nothing.to_owned(), notation::date);
    let reregistration = person.reregistration.map(|standing| {
        let ends = standing.ends.map(|last| {
            view! {
                <Fact name="Einde van de periode" source=Source::Register>{notation::date(last)}</Fact>
            }
        });
        view! {
            <Card title="Herregistratie" id="herregistratie">
                <Facts wide=true>
                    <Fact name="Stand" source=Source::Register>{standing.status()}</Fact>
                    {ends}
                </Facts>
            </Card>
        }
    });
    view! {
        <Title text=TITLE/>
        <PageHead
            title=person.name
            before="Persoonsgegevens"
            lead="De leraar leest dat je deze gegevens opvroeg, en waarom."
        />
        <Narrow>
            <Stack>
                <Card title="Wat het register weet" id="gegevens">
                    <Facts wide=true>
                        <Fact name="Benoeming" source=Source::School><Identifier value=number/></Fact>
                        <Fact name="Geslacht" source=source>
                            {person.sex.unwrap_or_else(|| nothing.to_owned())}
                        </Fact>
                        <Fact name="Adres" source=source>{address}</Fact>
                        <Fact name="Geboortedatum" source=source>{birth}</Fact>
                    </Facts>
                </Card>
                {reregistration}
            </Stack>
        </Narrow>
    }
}
