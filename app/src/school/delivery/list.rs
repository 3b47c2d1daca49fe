//! The list of deliveries, and the form to send a file.

use super::{DeliveryPage, DeliverySummary, LOOK_FIRST, Progress};
use crate::page::Page;
use crate::{
    design::{
        Actions, Badge, Button, ButtonLink, Card, Cell, Column, Empty, ErrorSummary, FileField,
        Icons, PageHead, Pagination, Row, RowHead, Stack, Table, TextLink, Tone, Weight,
    },
    failure::Answer,
    school::{
        api,
        completeness::{Completeness, CompletenessCard},
        loaded, waiting,
    },
    session::{Form, FormState, FormTitle, answered, returned_form},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use shared::notation;

/// What the page shows: the list, what the register holds, and a form that came back.
type Data = (
    Answer<DeliveryPage>,
    (String, Answer<Completeness>),
    Option<FormState>,
);

/// `/school/leveringen?pagina=&peildatum=`: send a file, what was sent before, and what the register
/// holds on a day.
pub struct SchoolDeliveriesPage {
    data: Resource<Data>,
    declare: ServerAction<api::DeclareComplete>,
}

impl Page for SchoolDeliveriesPage {
    fn data() -> Self {
        let query = use_query_map();
        let returned = returned_form();
        let declare = ServerAction::<api::DeclareComplete>::new();
        let asked = move || {
            let query = query.read();
            let page = query.get("pagina").and_then(|page| page.parse().ok());
            let day = query.get("peildatum").unwrap_or_default();
            (page.unwrap_or(1), day, returned(), answered(declare))
        };
        Self {
            data: Resource::new(asked, |(page, day, returned, _)| async move {
                (
                    api::list_deliveries(page).await,
                    (day.clone(), api::show_completeness(day).await),
                    FormState::load(returned).await,
                )
            }),
            declare,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, declare } = this;
        view! {
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (list, (asked, standing), returned) = data.await;
                    loaded(list, move |list| {
                        let form = returned.clone();
                        // Who does not reach all of the board, says nothing of all of it.
                        let for_others = matches!(&standing, Err(failure) if failure.0.status == 403);
                        let complete = (!for_others).then(|| view! {
                            <CompletenessCard standing asked declare returned/>
                        });
                        page(list, complete, form)
                    })
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    list: DeliveryPage,
    complete: impl IntoView + 'static,
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::posted::<api::Deliver>(returned);
    view! {
        <FormTitle page="Leveringen" problem=form.problem()/>
        <PageHead
            title="Leveringen"
            lead="Lever elke maand het bestand met benoemingen uit je personeelssysteem. Een wijziging lever je binnen een maand."
        >
            {list.comparable.then(|| view! {
                <ButtonLink href="/school/leveringen/vergelijken" icon=Icons::FileSearch weight=Weight::Secondary>
                    "Vergelijk met je eigen lijst"
                </ButtonLink>
            })}
            <ButtonLink href="/school/leveringen/invoeren" icon=Icons::Plus weight=Weight::Secondary>
                "Voer een benoeming in"
            </ButtonLink>
        </PageHead>
        <Stack>
            <ErrorSummary problem=form.problem()/>
            <Card title="Bestand leveren" id="leveren">
                <form
                    class="lr-stack lr-stack--l"
                    method="post"
                    enctype="multipart/form-data"
                    action=api::Deliver::PATH
                >
                    <FileField
                        name="bestand"
                        label="CSV-bestand of Excel-bestand met benoemingen"
                        hint="Ten hoogste 10.000 rijen en 20 MB. Een bestand dat je al stuurde, mag je nog een keer sturen."
                        accept=".csv,text/csv,.xlsx"
                        error=form.error("bestand")
                    />
                    <Actions>
                        <Button icon=Icons::Upload>"Lever dit bestand"</Button>
                        <Button weight=Weight::Secondary name=LOOK_FIRST.0 value=LOOK_FIRST.1>
                            "Kijk het eerst na"
                        </Button>
                    </Actions>
                    <p class="lr-small">
                        "Geen bestand uit een personeelssysteem? Vul een leeg bestand in: "
                        <TextLink href="/school/leveringen/sjabloon.xlsx" external=true>
                            "voor Excel"
                        </TextLink> " of "
                        <TextLink href="/school/leveringen/sjabloon.csv" external=true>
                            "als CSV"
                        </TextLink> "."
                    </p>
                </form>
            </Card>
            <Card title="Eerdere leveringen" id="eerder">
                {earlier(list)}
            </Card>
            {complete}
        </Stack>
    }
}

fn earlier(list: DeliveryPage) -> AnyView {
    if list.deliveries.is_empty() {
        return view! {
            <Empty icon=Icons::Upload title="Nog geen levering ontvangen">
                <p class="utrecht-paragraph lr-muted">
                    "Hier komen de leveringen van je bestuur. Stuur hierboven het eerste bestand. \
                     Je ziet meteen wat er goed is en wat je nog moet herstellen."
                </p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <DeliveryTable deliveries=list.deliveries/>
        <Pagination current=list.page pages=list.pages address="/school/leveringen?pagina="/>
    }
    .into_any()
}

/// Deliveries in a table.
#[component]
pub fn DeliveryTable(
    /// The deliveries, newest first.
    deliveries: Vec<DeliverySummary>,
) -> impl IntoView {
    let rows = deliveries.into_iter().map(row).collect_view();
    let columns = vec![
        Column::text("Bestand"),
        Column::text("Ontvangen"),
        Column::number("Benoemingen"),
        Column::number("Fouten"),
        Column::text("Status"),
    ];
    view! { <Table caption="Leveringen" caption_hidden=true columns>{rows}</Table> }
}

fn row(delivery: DeliverySummary) -> impl IntoView {
    let progress = delivery.progress();
    let href = delivery.address();
    view! {
        <Row>
            <RowHead>
                <TextLink
                    href=href
                    context=format!("van {}", notation::date_time(delivery.received))
                >
                    {delivery.file_name}
                </TextLink>
            </RowHead>
            <Cell label="Ontvangen">{notation::date_time(delivery.received)}</Cell>
            <Cell label="Benoemingen" numeric=true>
                {notation::number(delivery.counts.total())}
            </Cell>
            <Cell label="Fouten" numeric=true>{notation::number(delivery.counts.refused)}</Cell>
            <Cell label="Status"><ProgressBadge progress/></Cell>
        </Row>
    }
}

/// How far a delivery is, in a word.
#[component]
fn ProgressBadge(
    /// How far.
    progress: Progress,
) -> impl IntoView {
    let (tone, word) = match progress {
        Progress::Busy => (Tone::Info, "Nog niet klaar"),
        Progress::Done => (Tone::Ok, "Verwerkt"),
        Progress::Repaired => (Tone::Ok, "Hersteld"),
        Progress::Partly => (Tone::Warning, "Deels verwerkt"),
        Progress::Refused => (Tone::Error, "Niet verwerkt"),
    };
    view! { <Badge tone>{word}</Badge> }
}
