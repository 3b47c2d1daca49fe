//! The sandbox: a message that one wants to try, and the programs of a supplier there.

use super::{Program, Sandbox, api, loaded, validator, waiting};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, Card, Cell, Column, Empty, ErrorSummary, Icons,
        KeyValue, KeyValues, PageHead, Paragraph, Row, RowHead, Table, TextArea, TextField, Tone,
        Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

type Data = (String, Answer<Sandbox>, Option<FormState>);

/// `/leveranciers/testomgeving?voorbeeld=`
pub struct SandboxPage {
    data: Resource<Data>,
    enrol: ServerAction<api::Enrol>,
    check: ServerAction<api::Check>,
}

impl Page for SandboxPage {
    fn data() -> Self {
        let enrol = ServerAction::<api::Enrol>::new();
        let check = ServerAction::<api::Check>::new();
        let changes = RwSignal::new(0_u32);
        Effect::new(move |_| {
            if matches!(enrol.value().get(), Some(Ok(()))) {
                changes.update(|changes| *changes += 1);
            }
        });
        let returned = returned_form();
        let query = use_query_map();
        let asked = move || {
            let chosen = query.read().get("voorbeeld").unwrap_or_default();
            (changes.get(), chosen, returned())
        };
        Self {
            data: Resource::new(asked, |(_, chosen, returned)| async move {
                let sandbox = api::read_sandbox().await;
                (chosen, sandbox, FormState::load(returned).await)
            }),
            enrol,
            check,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, enrol, check } = this;
        view! {
            <Title text="Testomgeving - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home"), ("/leveranciers", "Voor leveranciers")]/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (chosen, sandbox, returned) = data.await;
                    loaded(sandbox, move |sandbox| page(&chosen, sandbox, returned, enrol, check))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    chosen: &str,
    sandbox: Sandbox,
    returned: Option<FormState>,
    enrol: ServerAction<api::Enrol>,
    check: ServerAction<api::Check>,
) -> impl IntoView + use<> {
    let for_everyone = sandbox.programs.is_empty().then(|| {
        view! {
            <Paragraph small=true>
                "Je hebt nog geen programma. De voorbeelden zijn daarom van testbestuur "
                <span class="lr-id">{sandbox.board.clone()}</span>
                ", dat van niemand is. Met een eigen programma krijg je eigen testbesturen, waarvoor \
                 je ook via de API levert."
            </Paragraph>
        }
    });
    let programs = programs(sandbox.programs);
    let adding = adding(Form::new(enrol, returned.clone()), enrol);
    let form = Form::new(check, returned);
    let trying = validator::shown(form, check, &sandbox.examples, chosen);
    view! {
        <div class="lr-stack lr-stack--l">
            <PageHead
                title="Testomgeving"
                lead="Dezelfde berichten en controles als in het register, met testpersonen en testscholen. Niets hiervan komt in het register."
            />
            <Alert tone=Tone::Warning>
                <p>
                    "Gebruik alleen testgegevens: een burgerservicenummer dat begint met 9999. Een \
                     bericht met een echt nummer weigeren we, en we bewaren er niets van."
                </p>
            </Alert>
            {trying}
            {for_everyone}
            <Card title="Je programma's" id="programmas">
                <div class="lr-stack lr-stack--l">
                    <KeyValues>
                        <KeyValue name="Adres"><code class="utrecht-code">{sandbox.address}</code></KeyValue>
                    </KeyValues>
                    {programs}
                    {adding}
                </div>
            </Card>
        </div>
    }
}

fn programs(programs: Vec<Program>) -> AnyView {
    if programs.is_empty() {
        return view! {
            <Empty icon=Icons::Files title="Je hebt nog geen programma aangemeld" nested=true>
                <p class="utrecht-paragraph lr-muted">
                    "Meld er hieronder een aan. Je krijgt dan testbesturen met een school in elke \
                     sector."
                </p>
            </Empty>
        }
        .into_any();
    }
    let rows = programs
        .into_iter()
        .map(|program| {
            let boards = program
                .boards
                .into_iter()
                .map(|board| {
                    let schools: Vec<String> = board
                        .schools
                        .iter()
                        .map(|(sector, code)| format!("{code} ({sector})"))
                        .collect();
                    view! {
                        <p class="lr-small">
                            <span class="lr-id">{board.number}</span>
                            {board.former.then_some(", machtiging voorbij")}
                            ": "
                            {schools.join(", ")}
                        </p>
                    }
                })
                .collect_view();
            view! {
                <Row>
                    <RowHead><span class="lr-id">{program.client}</span></RowHead>
                    <Cell label="Sleutels">
                        <span class="lr-id">{program.keys.join(", ")}</span>
                    </Cell>
                    <Cell label="Testbesturen en scholen">{boards}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Programma"),
        Column::text("Sleutels"),
        Column::text("Testbesturen en scholen"),
    ];
    view! {
        <Table caption="Je programma's in de testomgeving" caption_hidden=true columns>
            {rows}
        </Table>
    }
    .into_any()
}

fn adding(form: Form, enrol: ServerAction<api::Enrol>) -> impl IntoView {
    view! {
        <ErrorSummary problem=form.problem()/>
        <ActionForm action=enrol attr:class="lr-stack lr-stack--m">
            <h3 class="utrecht-heading-3">"Meld een programma aan"</h3>
            <TextField
                name="client"
                label="Naam van het programma"
                hint="Kleine letters, cijfers en streepjes. Hiermee logt het programma in. Een bekende naam krijgt nieuwe sleutels."
                value=form.value("client", "")
                error=form.error("client")
            />
            <TextArea
                name="keys"
                label="Openbare sleutels"
                hint="Een JWK of JWK-set met een kid, voor ES256, PS256 of EdDSA. De geheime sleutel houd je zelf."
                rows=6
                code=true
                value=form.value("keys", "")
                error=form.error("keys")
            />
            <Actions>
                <Button weight=Weight::Secondary>"Meld aan"</Button>
            </Actions>
        </ActionForm>
    }
}
