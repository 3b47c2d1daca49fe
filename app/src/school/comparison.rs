//! `/school/leveringen/vergelijken`: the list of the board's own administration beside what the
//! register holds (*verschillenlijst*), row by row, with where to mend each.

use super::appointment::{field_of, label_of};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, Card, Cell, Column, ErrorSummary, FileField, Icons,
        PageHead, Paragraph, Row, RowHead, Stack, Table, TextLink, Tone,
    },
    failure::Answer,
    page::encoded,
};
use leptos::prelude::*;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::{Problem, notation};

/// Where the page is, and where its form is posted to.
const HERE: &str = "/school/leveringen/vergelijken";

/// How many rows of a kind the page shows.
const SHOWN: usize = 500;

/// A list beside the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many rows the list has.
    pub lines: usize,
    /// What differs, by number.
    pub differences: Vec<Difference>,
}

/// An appointment that is not the same in the list and in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The number of the appointment; empty when the list did not say.
    pub number: String,
    /// How it differs.
    pub kind: Kind,
}

/// How an appointment differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// The row cannot be read, or is of another board.
    Unreadable,
    /// It is in the list, and the register has it not.
    Missing,
    /// The register has it, and it is not in the list.
    Extra,
    /// It is in both, and these facts differ.
    Facts(Vec<Fact>),
}

/// A fact that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The column that it stands in.
    pub column: String,
    /// What the list says; nothing when that is not shown.
    pub own: Option<String>,
    /// What the register says; nothing when that is not shown.
    pub held: Option<String>,
}

/// What came of the list that this request brought; the server provides it to the page.
#[derive(Clone, Debug)]
pub struct Compared(pub Result<Comparison, Problem>);

/// What came of a list; nothing as long as none was sent.
type Data = Option<Result<Comparison, Problem>>;

/// The page.
pub struct SchoolComparisonPage(Resource<Answer<Data>>);

impl Page for SchoolComparisonPage {
    fn data() -> Self {
        let compared = use_context::<Compared>().map(|Compared(answer)| answer);
        Self(Resource::new(
            || (),
            move |()| {
                let compared = compared.clone();
                async move {
                    // The list is all of the board's: not for who is of an office.
                    #[cfg(feature = "ssr")]
                    crate::desk::actor::<crate::actor::Colleague>()?;
                    Ok(compared)
                }
            },
        ))
    }

    fn view(this: Self) -> AnyView {
        let data = this.0;
        view! {
            <Transition fallback=super::waiting>
                {move || Suspend::new(async move { super::loaded(data.await, page) })}
            </Transition>
        }
        .into_any()
    }
}

fn page(compared: Data) -> impl IntoView {
    let (compared, problem) = match compared {
        Some(Ok(compared)) => (Some(compared), None),
        Some(Err(problem)) => (None, Some(problem)),
        None => (None, None),
    };
    let title = match problem {
        Some(_) => "Fout: Vergelijken - Lerarenregister",
        None => "Vergelijken - Lerarenregister",
    };
    let error = problem
        .as_ref()
        .map(|problem| problem.at("bestand").unwrap_or(&problem.title).to_owned());
    view! {
        <Title text=title/>
        <Breadcrumb parents=vec![("/school", "Overzicht"), ("/school/leveringen", "Leveringen")]/>
        <PageHead
            title="Vergelijk met je eigen lijst"
            lead="Stuur de lijst met alle benoemingen uit je eigen administratie. Je ziet wat het register mist, wat het te veel heeft en wat anders is."
        />
        <Stack>
            <ErrorSummary problem=Signal::stored(problem)/>
            {compared.map(outcome)}
            <Card title="Lijst vergelijken" id="vergelijken">
                <form
                    class="lr-stack lr-stack--l"
                    method="post"
                    enctype="multipart/form-data"
                    action=HERE
                >
                    <FileField
                        name="bestand"
                        label="CSV-bestand of Excel-bestand met al je benoemingen"
                        hint="Dezelfde kolommen als een levering, ten hoogste 20 MB. We leveren niets en bewaren niets van je lijst."
                        accept=".csv,text/csv,.xlsx"
                        error=Signal::stored(error)
                    />
                    <Actions>
                        <Button icon=Icons::Search>"Vergelijk deze lijst"</Button>
                    </Actions>
                </form>
            </Card>
        </Stack>
    }
}

fn outcome(compared: Comparison) -> impl IntoView {
    let rows = |lines: usize| count(lines, "rij", "rijen");
    if compared.differences.is_empty() {
        let words = format!(
            "Je lijst heeft {}. Het register heeft precies hetzelfde.",
            rows(compared.lines)
        );
        return view! { <Alert tone=Tone::Ok live=true><p>{words}</p></Alert> }.into_any();
    }
    let summary = format!(
        "Je lijst heeft {}. We vinden {} met het register. Verlaat je deze pagina, dan is de vergelijking weg.",
        rows(compared.lines),
        count(compared.differences.len(), "verschil", "verschillen"),
    );
    let (mut unreadable, mut missing, mut extra, mut other) = (vec![], vec![], vec![], vec![]);
    for Difference { number, kind } in compared.differences {
        match kind {
            Kind::Unreadable => unreadable.push((number, Vec::new())),
            Kind::Missing => missing.push((number, Vec::new())),
            Kind::Extra => extra.push((number, Vec::new())),
            Kind::Facts(facts) => other.push((number, facts)),
        }
    }
    view! {
        <Alert tone=Tone::Info live=true>
            <p>{summary}</p>
        </Alert>
        {part("anders", "Staat er anders", "In je lijst staat iets anders dan in het register.", Mend::Change, other)}
        {part("mist", "Mist in het register", "Deze benoemingen staan in je lijst, en niet in het register. Lever ze in een bestand, of voer ze in.", Mend::Enter, missing)}
        {part("te-veel", "Staat te veel in het register", "Deze benoemingen staan in het register, en niet in je lijst. Geef ze een einddatum, of verwijder wat per ongeluk is geleverd.", Mend::Change, extra)}
        {part("onleesbaar", "Kunnen we niet lezen", "Een waarde in deze rijen klopt niet, of de rij is van een ander bestuur. Lever het bestand om te zien wat er mis is.", Mend::LookAtFile, unreadable)}
    }
    .into_any()
}

/// Where a difference is mended.
#[derive(Clone, Copy)]
enum Mend {
    /// On the form of the appointment.
    Change,
    /// On an empty form.
    Enter,
    /// By looking at the file first.
    LookAtFile,
}

impl Mend {
    fn link(self, number: &str) -> (String, &'static str) {
        match self {
            Self::Change => (
                format!("/school/leveringen/invoeren?benoeming={}", encoded(number)),
                "Pas aan",
            ),
            Self::Enter => ("/school/leveringen/invoeren".to_owned(), "Voer in"),
            Self::LookAtFile => (
                "/school/leveringen#leveren".to_owned(),
                "Kijk het bestand na",
            ),
        }
    }
}

/// The differences of one kind.
fn part(
    id: &'static str,
    title: &'static str,
    meaning: &'static str,
    mend: Mend,
    found: Vec<(String, Vec<Fact>)>,
) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let title = format!("{title}: {}", notation::number(signed(found.len())));
    let more = (found.len() > SHOWN).then(|| {
        let words =
            format!("Hier staan de eerste {SHOWN}. Herstel die eerst en vergelijk opnieuw.");
        view! { <Paragraph small=true muted=true>{words}</Paragraph> }
    });
    let with_facts = found.iter().any(|(_, facts)| !facts.is_empty());
    let rows = found
        .into_iter()
        .take(SHOWN)
        .map(|(number, facts)| {
            let (href, words) = mend.link(&number);
            let shown = if number.is_empty() {
                "Zonder nummer".to_owned()
            } else {
                number
            };
            let context = format!("benoeming {shown}");
            let facts = with_facts.then(|| view! { <Cell label="Wat">{told(facts)}</Cell> });
            view! {
                <Row>
                    <RowHead>{shown}</RowHead>
                    {facts}
                    <Cell label="Herstellen">
                        <TextLink href context>{words}</TextLink>
                    </Cell>
                </Row>
            }
        })
        .collect_view();
    let mut columns = vec![Column::text("Benoeming")];
    columns.extend(with_facts.then(|| Column::text("Wat")));
    columns.push(Column::text("Herstellen"));
    Some(
        view! {
            <Card title=title.clone() id=id>
                <Stack>
                    <Paragraph>{meaning}</Paragraph>
                    <Table caption=title caption_hidden=true columns>{rows}</Table>
                    {more}
                </Stack>
            </Card>
        }
        .into_any(),
    )
}

/// What differs, one sentence for each fact.
fn told(facts: Vec<Fact>) -> impl IntoView {
    facts
        .into_iter()
        .map(|fact| {
            let name = match label_of(field_of(&fact.column)) {
                "" => fact.column,
                name => name.to_owned(),
            };
            let filled = |text: String| {
                if text.is_empty() {
                    "leeg".to_owned()
                } else {
                    text
                }
            };
            let words = match (fact.own, fact.held) {
                (Some(own), Some(held)) => format!(
                    "{name}: in je lijst {}, in het register {}.",
                    filled(own),
                    filled(held)
                ),
                _ => format!("{name}: is niet hetzelfde."),
            };
            view! { <p>{words}</p> }
        })
        .collect_view()
}

fn count(count: usize, one: &str, more: &str) -> String {
    notation::count(signed(count), one, more)
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
