//! The boards that let a supplier deliver, and its programs in the register itself.

use super::{MandatingBoard, MandatingBoards, RegisterPrograms, api, loaded, waiting};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, Card, Cell, Column, Empty, ErrorSummary, Hidden, Icons,
        KeyValue, KeyValues, PageHead, Pagination, Paragraph, Row, RowHead, SearchBox, Table,
        TextArea, TextField, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

const BOARDS: &str = "/leveranciers/besturen";

type Data = (String, Answer<MandatingBoards>, Option<FormState>);

/// `/leveranciers/besturen?q=&pagina=`
pub struct BoardsPage {
    data: Resource<Data>,
    register: ServerAction<api::RegisterProgram>,
}

impl Page for BoardsPage {
    fn data() -> Self {
        let register = ServerAction::<api::RegisterProgram>::new();
        let returned = returned_form();
        let query = use_query_map();
        let changes = RwSignal::new(0_u32);
        Effect::new(move |_| {
            if matches!(register.value().get(), Some(Ok(()))) {
                changes.update(|changes| *changes += 1);
            }
        });
        let asked = move || {
            let query = query.read();
            let page = query.get("pagina").and_then(|page| page.parse().ok());
            let named = query.get("q").unwrap_or_default();
            (changes.get(), named, page.unwrap_or(1), returned())
        };
        Self {
            data: Resource::new(asked, |(_, named, page, returned)| async move {
                let boards = api::list_boards(named.clone(), page).await;
                (named, boards, FormState::load(returned).await)
            }),
            register,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, register } = this;
        view! {
            <Title text="Besturen - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home"), ("/leveranciers", "Voor leveranciers")]/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (named, boards, returned) = data.await;
                    loaded(boards, move |boards| page(named, boards, returned, register))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    named: String,
    boards: MandatingBoards,
    returned: Option<FormState>,
    register: ServerAction<api::RegisterProgram>,
) -> impl IntoView {
    let lead = match (boards.count, named.is_empty()) {
        (0, true) => "Nog geen bestuur gaf je organisatie een machtiging.".to_owned(),
        (count, true) => format!(
            "{} je organisatie.",
            notation::count(count, "bestuur machtigt", "besturen machtigen"),
        ),
        (count, false) => format!(
            "{} met ‘{named}’.",
            notation::count(count, "bestuur", "besturen"),
        ),
    };
    let search = (boards.count > 0 || !named.is_empty()).then(|| {
        view! { <SearchBox action=BOARDS label="Nummer of naam van het bestuur" value=named.clone()/> }
    });
    let address = format!("{BOARDS}?q={}&pagina=", crate::page::encoded(&named));
    let (current, pages) = (boards.page, boards.pages);
    let list = table(boards.boards, boards.today, !named.is_empty());
    view! {
        <div class="lr-stack lr-stack--l">
            <PageHead title="Besturen en programma's" lead/>
            {search}
            {list}
            <Pagination current pages address/>
            <Card title="Je programma's in het register" id="programmas">
                {programs(boards.programs, Form::new(register, returned), register)}
            </Card>
        </div>
    }
}

fn table(boards: Vec<MandatingBoard>, today: jiff::civil::Date, searched: bool) -> AnyView {
    if boards.is_empty() {
        let (title, words) = if searched {
            (
                "We vinden geen bestuur",
                "Zoek op het nummer van 5 cijfers, of op een deel van de naam.",
            )
        } else {
            (
                "Nog geen machtiging",
                "Een bestuur geeft je een machtiging op zijn eigen pagina Toegang. Daarna staat het hier.",
            )
        };
        return view! {
            <Empty icon=Icons::Building title>
                <p class="utrecht-paragraph lr-muted">{words}</p>
            </Empty>
        }
        .into_any();
    }
    let rows = boards
        .into_iter()
        .map(|board| {
            let from = if board.from > today {
                format!("begint {}", notation::date(board.from))
            } else {
                notation::date(board.from)
            };
            let until = board
                .until
                .map_or_else(|| "Geen einde".to_owned(), notation::date);
            let delivered = board
                .delivered
                .map_or_else(|| "Nog nooit".to_owned(), notation::date_time);
            let deliver = board
                .people
                .then(|| deliver_for(&board.number, &board.name));
            view! {
                <Row>
                    <RowHead>
                        {board.name}
                        <br/>
                        <span class="lr-id">{board.number}</span>
                    </RowHead>
                    <Cell label="Vanaf">{from}</Cell>
                    <Cell label="Tot en met">{until}</Cell>
                    <Cell label="Laatste levering">{delivered}</Cell>
                    <Cell label="Open fouten" numeric=true>{board.errors}</Cell>
                    <Cell label="Zelf leveren">{deliver}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Bestuur"),
        Column::text("Vanaf"),
        Column::text("Tot en met"),
        Column::text("Laatste levering"),
        Column::number("Open fouten"),
        Column::text("Zelf leveren"),
    ];
    view! {
        <div class="lr-card lr-stack lr-stack--m">
            <Table caption="Besturen die je organisatie machtigen" caption_hidden=true columns>
                {rows}
            </Table>
            <Paragraph small=true muted=true>
                "We tellen wat jouw programma's leverden. Dezelfde lijst krijgt je programma bij "
                <code class="utrecht-code">"GET /machtigingen"</code>
                ", en de fouten zelf bij "
                <code class="utrecht-code">"GET /terugkoppelingen"</code>
                "."
            </Paragraph>
        </div>
    }
    .into_any()
}

/// The button with which somebody of an office goes on for a board.
fn deliver_for(number: &str, name: &str) -> impl IntoView + use<> {
    let context = format!(" voor {name}");
    view! {
        <form method="post" action="/leveranciers/besturen/kiezen">
            <Hidden name="bestuur" value=number.to_owned()/>
            <button class="utrecht-link lr-linkbutton" type="submit">
                "Lever"<span class="lr-vh">{context}</span>
            </button>
        </form>
    }
}

fn programs(
    programs: RegisterPrograms,
    form: Form,
    register: ServerAction<api::RegisterProgram>,
) -> impl IntoView {
    let adding = if programs.may_enrol {
        adding(form, register).into_any()
    } else {
        view! {
            <Alert tone=Tone::Info>
                <p>
                    "Een programma aanmelden kan zodra een pakket van jou een certificaat heeft. "
                    <TextLink href="/leveranciers/keuring">"Ga naar de keuring"</TextLink>
                </p>
            </Alert>
        }
        .into_any()
    };
    view! {
        <div class="lr-stack lr-stack--l">
            <KeyValues>
                <KeyValue name="Adres">
                    <code class="utrecht-code">{programs.address}</code>
                </KeyValue>
            </KeyValues>
            {list(programs.programs)}
            {adding}
        </div>
    }
}

fn list(programs: Vec<(String, Vec<String>)>) -> AnyView {
    if programs.is_empty() {
        return view! {
            <Empty icon=Icons::Files title="Je hebt nog geen programma in het register" nested=true>
                <p class="utrecht-paragraph lr-muted">
                    "Een programma in de testomgeving kan alleen daar leveren."
                </p>
            </Empty>
        }
        .into_any();
    }
    let rows = programs
        .into_iter()
        .map(|(client, keys)| {
            view! {
                <Row>
                    <RowHead><span class="lr-id">{client}</span></RowHead>
                    <Cell label="Sleutels"><span class="lr-id">{keys.join(", ")}</span></Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![Column::text("Programma"), Column::text("Sleutels")];
    view! {
        <Table caption="Je programma's in het register" caption_hidden=true columns>
            {rows}
        </Table>
    }
    .into_any()
}

fn adding(form: Form, register: ServerAction<api::RegisterProgram>) -> impl IntoView {
    view! {
        <ErrorSummary problem=form.problem()/>
        <ActionForm action=register attr:class="lr-stack lr-stack--m">
            <h3 class="utrecht-heading-3">"Meld een programma aan, of geef het andere sleutels"</h3>
            <TextField
                name="client"
                label="Naam van het programma"
                hint="Kleine letters, cijfers en streepjes. Een bekende naam krijgt nieuwe sleutels; de oude werken dan niet meer."
                value=form.value("client", "")
                error=form.error("client")
            />
            <TextArea
                name="keys"
                label="Openbare sleutels"
                hint="Een JWK of JWK-set met een kid, voor ES256, PS256 of EdDSA. Gebruik andere sleutels dan in de testomgeving. De geheime sleutel houd je zelf."
                rows=6
                code=true
                value=form.value("keys", "")
                error=form.error("keys")
            />
            <Actions>
                <Button weight=Weight::Secondary>"Sla op"</Button>
            </Actions>
        </ActionForm>
    }
}
