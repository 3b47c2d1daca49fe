//! `/criteria`: every version and how far it is, and the way from proposal to rule.

use super::{Version, Versions, api, delegates::Delegates};
use crate::{
    design::{
        Actions, Alert, Badge, Button, Card, Cell, Column, Columns, Identifier, PageHead, Row,
        RowHead, Stack, Steps, Table, TextField, TextLink, Tone,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use shared::{criteria::Stage, notation};

/// The steps from proposal to rule.
pub(super) const WAY: &[&str] = &[
    "Concept",
    "Raadpleging",
    "Stemmen",
    "Minister stelt vast",
    "Geldt voor leraren",
];

/// The step at which a stage is, from 1.
pub(super) const fn at(stage: Stage) -> usize {
    match stage {
        Stage::Drafting | Stage::Withdrawn => 1,
        Stage::Consultation => 2,
        Stage::Voting => 3,
        Stage::Accepted => 4,
        Stage::Adopted => 5,
    }
}

/// The tone of a stage.
pub(super) const fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::Adopted => Tone::Ok,
        Stage::Consultation | Stage::Voting => Tone::Warning,
        Stage::Drafting | Stage::Accepted => Tone::Info,
        Stage::Withdrawn => Tone::Neutral,
    }
}

/// `/criteria`
pub struct VersionsPage {
    data: Resource<(Answer<Versions>, Option<FormState>)>,
    begin: ServerAction<api::BeginDraft>,
    note: ServerAction<api::NoteDelegate>,
}

impl Page for VersionsPage {
    fn data() -> Self {
        let begin = ServerAction::<api::BeginDraft>::new();
        let note = ServerAction::<api::NoteDelegate>::new();
        let returned = returned_form();
        let source = move || (answered(note), returned());
        Self {
            data: Resource::new(source, |(_, returned)| async move {
                (api::list_versions().await, FormState::load(returned).await)
            }),
            begin,
            note,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, begin, note } = this;
        view! {
            <Title text="Criteria voor herregistratie - Lerarenregister"/>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(versions), returned) => {
                            list(versions, (begin, note), returned).into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn list(
    all: Versions,
    (begin, note): (
        ServerAction<api::BeginDraft>,
        ServerAction<api::NoteDelegate>,
    ),
    returned: Option<FormState>,
) -> impl IntoView {
    let Versions {
        versions,
        may_draft,
        elected,
    } = all;
    let way = versions
        .iter()
        .filter(|version| !matches!(version.stage, Stage::Adopted | Stage::Withdrawn))
        .max_by_key(|version| at(version.stage))
        .map(|version| way(version.clone()));
    let rows = versions
        .into_iter()
        .map(|version| row(version, may_draft))
        .collect_view();
    let columns = vec![
        Column::text("Versie"),
        Column::text("Geldt voor perioden die beginnen"),
        Column::number("Uren"),
        Column::text("Status"),
        Column::text("Actie"),
    ];
    let new = may_draft.then(|| {
        let again = returned.clone();
        view! {
            <New begin returned/>
            <Delegates elected returned=again note/>
        }
    });
    view! {
        <PageHead
            title="Criteria voor herregistratie"
            lead="De beroepsgroep maakt de criteria, de minister stelt ze vast. Een vastgestelde versie verandert niet meer. Een leraar houdt zijn versie voor de hele periode."
        />
        <Stack>
            <Alert>
                <p>
                    "Dit zijn voorbeelden. Ze laten zien hoe je portfolio ervoor staat. In het echt stelde de minister er nooit een vast."
                </p>
            </Alert>
            <Card title="Versies" id="versies">
                <Table caption="Versies" caption_hidden=true hover=true columns>
                    {rows}
                </Table>
            </Card>
            <Columns>
                <Stack>{way}</Stack>
                <Stack>{new}</Stack>
            </Columns>
        </Stack>
    }
}

fn row(version: Version, may_draft: bool) -> impl IntoView {
    let Version {
        version,
        name,
        stage,
        until,
        valid_from,
        total,
    } = version;
    let address = format!("/criteria/{version}");
    let edit = (may_draft && stage == Stage::Drafting).then(|| {
        let href = format!("{address}/bewerken");
        view! { " " <TextLink href context=version.clone()>"Bewerk"</TextLink> }
    });
    let until = until.map(|until| format!(" tot en met {}", notation::date(until)));
    let shown = version.clone();
    view! {
        <Row>
            <RowHead><Identifier value=shown/> " " {name}</RowHead>
            <Cell label="Geldt voor perioden die beginnen">
                {format!("Vanaf {}", notation::date(valid_from))}
            </Cell>
            <Cell label="Uren" numeric=true>
                {total.map_or_else(|| "-".to_owned(), |total| total.to_string())}
            </Cell>
            <Cell label="Status"><Badge tone=tone(stage)>{stage.label()}</Badge> {until}</Cell>
            <Cell label="Actie">
                <TextLink href=address context=version.clone()>"Bekijk"</TextLink> {edit}
            </Cell>
        </Row>
    }
}

/// How the version that is furthest stands.
fn way(version: Version) -> impl IntoView {
    let until = version
        .until
        .map(|until| format!(" Dat duurt tot en met {}.", notation::date(until)));
    view! {
        <Card title="Van voorstel naar regel" id="pad">
            <Stack>
                <Steps steps=WAY now=at(version.stage)/>
                <p class="utrecht-paragraph lr-small lr-muted">
                    {format!("Versie {}: {}.", version.version, version.stage.label())} {until}
                </p>
            </Stack>
        </Card>
    }
}

#[component]
fn New(begin: ServerAction<api::BeginDraft>, returned: Option<FormState>) -> impl IntoView {
    let form = Form::new(begin, returned);
    view! {
        <Card title="Nieuwe versie maken" id="nieuw">
            <ActionForm action=begin attr:class="lr-stack lr-stack--m">
                <TextField
                    name="version"
                    label="Welke versie wordt het?"
                    hint="Het jaar en een volgnummer, zoals 2028-1. Je begint met de regels die nu gelden."
                    value=form.value("version", "")
                    error=form.error("version")
                    narrow=true
                />
                <Actions>
                    <Button>"Begin een concept"</Button>
                </Actions>
            </ActionForm>
        </Card>
    }
}
