//! How the boards join: per wave and per sector, and one board.

use super::{api, loaded, waiting};
use crate::{
    design::{
        Breadcrumb, Button, Card, Cell, Choice, Column, Columns, Empty, ErrorSummary, Hidden,
        Icons, Kpi, Kpis, PageHead, Pagination, Row, RowHead, SelectField, Stack, Table, TextField,
        TextLink, Weight,
    },
    failure::Answer,
    page::Page,
    programme::{
        BoardFile, BoardFilter, BoardProgress, GateCard, GroupProgress, Programme, reaction_card,
    },
    school::contacts::{ROLES, Unreachable},
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    notation,
    programme::{Gate, PHASES, Wave},
    sector::Sector,
};

const JOINING: &str = "/behandeling/aansluiten";

/// `/behandeling/aansluiten?golf=&sector=&poort=&naam=&pagina=`
pub struct JoiningPage {
    data: Resource<(BoardFilter, Answer<Programme>)>,
}

impl Page for JoiningPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            BoardFilter::from_query(|name| query.get(name))
        };
        Self {
            data: Resource::new(asked, |filter| async move {
                let programme = api::read_programme(filter.clone()).await;
                (filter, programme)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Aansluiten - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (filter, programme) = data.await;
                    loaded(programme, |programme| page(filter, programme))
                })}
            </Transition>
        }
        .into_any()
    }
}

/// The name of a wave; of a board without one too.
pub fn wave_name(code: &str) -> String {
    match code {
        "" => "Nog niet ingedeeld".to_owned(),
        code => Wave::find(code).map_or_else(|| code.to_owned(), |wave| wave.name.clone()),
    }
}

fn count(number: usize) -> String {
    notation::number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn page(filter: BoardFilter, programme: Programme) -> impl IntoView {
    let boards: usize = programme.waves.iter().map(|wave| wave.boards).sum();
    let ready: usize = programme.waves.iter().map(|wave| wave.ready).sum();
    let (bounced, reactions) = (programme.bounced, programme.reactions);
    let waves = groups(
        "Per golf",
        "golven",
        "Golf",
        "golf",
        programme.waves.clone(),
        wave_name,
    );
    let sectors = groups(
        "Per sector",
        "sectoren",
        "Sector",
        "sector",
        programme.sectors.clone(),
        |code| {
            Sector::parse(code).map_or_else(|| code.to_owned(), |sector| sector.name().to_owned())
        },
    );
    view! {
        <PageHead
            title="Aansluiten"
            lead="Welke besturen meedoen, in welke golf, en wat er nog ontbreekt."
        />
        <Stack>
            <Kpis>
                <Kpi name="Besturen" value=count(boards)/>
                <Kpi name="Door alle poorten" value=count(ready)/>
                <Kpi
                    name="Brieven niet aangekomen"
                    value=notation::number(bounced)
                    note="Contactpersonen met een adres dat niet werkt"
                />
                <Kpi
                    name="Reacties zonder antwoord"
                    value=notation::number(reactions)
                    note="Van scholen"
                />
            </Kpis>
            {waves}
            {sectors}
            {list(filter, programme)}
        </Stack>
    }
}

/// How groups of boards stand at each gate.
fn groups(
    title: &'static str,
    id: &'static str,
    first: &'static str,
    query: &'static str,
    groups: Vec<GroupProgress>,
    name: fn(&str) -> String,
) -> impl IntoView + use<> {
    let rows = groups
        .into_iter()
        .map(|group| {
            let code = if group.code.is_empty() { "geen" } else { &group.code };
            let href = format!("{JOINING}?{query}={code}#besturen");
            let begins = Wave::find(&group.code)
                .map(|wave| format!("vanaf {}", notation::date(wave.begins)));
            let gates = Gate::ALL
                .into_iter()
                .zip(group.passed.clone())
                .map(|(gate, passed)| {
                    view! { <Cell label=gate.name() numeric=true>{count(passed)}</Cell> }
                })
                .collect_view();
            view! {
                <Row>
                    <RowHead>
                        <TextLink href=href>{name(&group.code)}</TextLink>
                        {begins.map(|words| view! { <br/><span class="lr-small lr-muted">{words}</span> })}
                    </RowHead>
                    <Cell label="Besturen" numeric=true>{count(group.boards)}</Cell>
                    {gates}
                    <Cell label="Klaar" numeric=true>{count(group.ready)}</Cell>
                </Row>
            }
        })
        .collect_view();
    let mut columns = vec![Column::text(first), Column::number("Besturen")];
    columns.extend(Gate::ALL.map(|gate| Column::number(gate.name())));
    columns.push(Column::number("Klaar"));
    view! {
        <Card title id>
            <Table caption=title caption_hidden=true columns>{rows}</Table>
        </Card>
    }
}

fn list(filter: BoardFilter, programme: Programme) -> impl IntoView {
    let address = format!("{JOINING}?{}pagina=", filter.to_query());
    let found = notation::count(
        i64::try_from(programme.found).unwrap_or(i64::MAX),
        "bestuur",
        "besturen",
    );
    let (page, pages) = (programme.page, programme.pages);
    let content = if programme.boards.is_empty() {
        view! {
            <Empty icon=Icons::Search title="Geen besturen gevonden" nested=true>
                <p class="utrecht-paragraph lr-muted">"Kies andere filters."</p>
            </Empty>
        }
        .into_any()
    } else {
        let rows = programme.boards.into_iter().map(row).collect_view();
        let columns = vec![
            Column::text("Bestuur"),
            Column::text("Golf"),
            Column::text("Fase"),
            Column::text("Ontbreekt nog"),
            Column::number("Leraren"),
            Column::number("Bevestigd"),
        ];
        view! { <Table caption="Besturen" caption_hidden=true columns>{rows}</Table> }.into_any()
    };
    view! {
        <Card title="Besturen" id="besturen">
            <Stack>
                {fields(&filter)} <p class="lr-small lr-muted" role="status">{found}</p> {content}
                <Pagination current=page pages address/>
            </Stack>
        </Card>
    }
}

/// The waves to choose from.
pub(super) fn waves() -> Vec<Choice> {
    let waves = Wave::all()
        .iter()
        .map(|wave| Choice::new(wave.code.clone(), wave.name.clone()));
    std::iter::once(Choice::new("", "Alle golven"))
        .chain(waves)
        .chain([Choice::new("geen", "Nog niet ingedeeld")])
        .collect()
}

/// The sectors to choose from.
pub(super) fn sectors() -> Vec<Choice> {
    let sectors = Sector::ALL.map(|sector| Choice::new(sector.code(), sector.name()));
    std::iter::once(Choice::new("", "Alle sectoren"))
        .chain(sectors)
        .collect()
}

fn fields(filter: &BoardFilter) -> impl IntoView + use<> {
    let mut gates = vec![Choice::new("", "Maakt niet uit")];
    gates.extend(Gate::ALL.map(|gate| Choice::new(gate.code(), gate.name())));
    gates.push(Choice::new("klaar", "Niets meer"));
    let filter = filter.clone();
    view! {
        <form
            class="lr-card lr-card--quiet lr-stack lr-stack--m"
            method="get"
            action=format!("{JOINING}#besturen")
            aria-label="Lijst beperken"
        >
            <div class="lr-grid lr-grid--2">
                <SelectField name="golf" label="Golf" value=filter.wave choices=waves()/>
                <SelectField name="sector" label="Sector" value=filter.sector choices=sectors()/>
                <SelectField name="poort" label="Ontbreekt nog" value=filter.gate choices=gates/>
                <TextField name="naam" label="Naam of nummer" value=filter.name/>
            </div>
            <div>
                <Button weight=Weight::Secondary>"Toon"</Button>
            </div>
        </form>
    }
}

fn row(board: BoardProgress) -> impl IntoView {
    let href = format!("{JOINING}/{}", board.number);
    let open: Vec<&str> = board
        .gates
        .iter()
        .filter(|verdict| !verdict.passed)
        .map(|verdict| verdict.gate.name())
        .collect();
    let phase = board.phase();
    let (part, whole) = board.confirmed;
    view! {
        <Row>
            <RowHead>
                <TextLink href=href>{board.name.clone()}</TextLink>
                " "
                <span class="lr-id lr-muted">{board.number.to_string()}</span>
            </RowHead>
            <Cell label="Golf">{wave_name(board.wave.as_deref().unwrap_or_default())}</Cell>
            <Cell label="Fase">{format!("{phase}. {}", PHASES[phase - 1])}</Cell>
            <Cell label="Ontbreekt nog">
                {if open.is_empty() { "Niets".to_owned() } else { open.join(", ") }}
            </Cell>
            <Cell label="Leraren" numeric=true>{notation::number(board.teachers)}</Cell>
            <Cell label="Bevestigd" numeric=true>
                {format!("{} van {}", notation::number(part), notation::number(whole))}
            </Cell>
        </Row>
    }
}

type Data = (Answer<BoardFile>, Option<FormState>);

/// `/behandeling/aansluiten/{bestuur}`
pub struct BoardPage {
    data: Resource<Data>,
    action: ServerAction<api::MoveBoard>,
}

impl Page for BoardPage {
    fn data() -> Self {
        let action = ServerAction::<api::MoveBoard>::new();
        let params = use_params_map();
        let returned = returned_form();
        let asked = move || {
            let board = params.read().get("bestuur").unwrap_or_default();
            (answered(action), board, returned())
        };
        Self {
            data: Resource::new(asked, |(_, board, returned)| async move {
                (
                    api::read_board(board).await,
                    FormState::load(returned).await,
                )
            }),
            action,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, action } = this;
        view! {
            <Title text="Bestuur - Lerarenregister"/>
            <Breadcrumb parents=vec![(JOINING, "Aansluiten")]/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (file, returned) = data.await;
                    loaded(file, move |file| board(file, action, returned))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn board(
    file: BoardFile,
    action: ServerAction<api::MoveBoard>,
    returned: Option<FormState>,
) -> impl IntoView {
    let progress = file.progress;
    let form = Form::new(action, returned);
    let sectors: Vec<&str> = progress
        .sectors
        .iter()
        .map(|sector| sector.name())
        .collect();
    let before = format!("{} · {}", progress.number, sectors.join(", "));
    let mut waves = vec![Choice::new("", "Kies een golf")];
    // Front-runners are of one sector.
    let fitting = Wave::all().iter().filter(|wave| {
        wave.sector
            .is_none_or(|sector| progress.sectors.contains(&sector))
    });
    waves.extend(fitting.map(|wave| Choice::new(wave.code.clone(), wave.name.clone())));
    let wave = progress.wave.clone().unwrap_or_default();
    let moves = file
        .moves
        .into_iter()
        .map(|(at, code)| {
            view! {
                <li>
                    {wave_name(&code)}
                    <br/>
                    <span class="lr-small lr-muted">"sinds "{notation::date_time(at)}</span>
                </li>
            }
        })
        .collect_view();
    let people = file
        .contacts
        .people
        .into_iter()
        .map(|person| {
            let role = ROLES.into_iter().find(|(code, _)| *code == person.role);
            view! {
                <Row>
                    <RowHead>{person.name}</RowHead>
                    <Cell label="Rol">{role.map(|(_, word)| word)}</Cell>
                    <Cell label="E-mailadres">
                        {person.email} " " <Unreachable since=person.unreachable/>
                    </Cell>
                    <Cell label="Telefoon">
                        {person.phone.unwrap_or_else(|| "Geen".to_owned())}
                    </Cell>
                </Row>
            }
        })
        .collect::<Vec<_>>();
    let people = if people.is_empty() {
        view! { <p class="lr-muted">"Er is nog niemand bekend."</p> }.into_any()
    } else {
        let columns = ["Naam", "Rol", "E-mailadres", "Telefoon"]
            .map(Column::text)
            .to_vec();
        view! {
            <Table caption="Contactpersonen" caption_hidden=true columns>
                {people.into_iter().collect_view()}
            </Table>
        }
        .into_any()
    };
    let reactions = file
        .reactions
        .into_iter()
        .map(|reaction| reaction_card(reaction, None))
        .collect_view();
    view! {
        <div class="lr-stack lr-stack--l">
            <PageHead title=progress.name.clone() before/>
            <Columns>
                <div class="lr-stack lr-stack--l">
                    <GateCard gates=progress.gates.clone()/>
                    <Card title="Contactpersonen" id="contactpersonen">{people}</Card>
                    {reactions}
                </div>
                <div class="lr-stack">
                    <Card title="Golf" id="golf" small=true>
                        <Stack>
                            <ErrorSummary problem=form.problem()/>
                            <ActionForm action attr:class="lr-stack lr-stack--m">
                                <Hidden name="bestuur" value=progress.number.to_string()/>
                                <SelectField
                                    name="wave"
                                    label="Dit bestuur doet mee in"
                                    value=form.value("wave", wave)
                                    choices=waves
                                    error=form.error("wave")
                                />
                                <Button weight=Weight::Secondary>"Bewaar"</Button>
                            </ActionForm>
                            <ul class="lr-links">{moves}</ul>
                        </Stack>
                    </Card>
                </div>
            </Columns>
        </div>
    }
}
