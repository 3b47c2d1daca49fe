//! All objections, and entering one that came on paper.

use super::{ObjectionLine, Objections, api};
use crate::{
    design::{
        Actions, Badge, Breadcrumb, Button, Card, Cell, Column, DateField, Details, Empty,
        ErrorSummary, Icons, PageHead, Pagination, Row, RowHead, Stack, Table, TextArea, TextField,
        TextLink, Weight,
    },
    failure::Answer,
    page::{Page, asked_page},
    session::{Form, FormState, returned_form},
    staff::{cases::worklist::term, loaded, waiting},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/behandeling/bezwaren?pagina=`
pub struct ObjectionsPage {
    data: Resource<(Answer<Objections>, Option<FormState>)>,
    enter: ServerAction<api::EnterObjection>,
}

impl Page for ObjectionsPage {
    fn data() -> Self {
        let address = use_query_map();
        let returned = returned_form();
        let asked = move || (asked_page(&address.read()), returned());
        Self {
            data: Resource::new(asked, |(page, returned)| async move {
                (
                    api::read_objections(page).await,
                    FormState::load(returned).await,
                )
            }),
            enter: ServerAction::new(),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, enter } = this;
        view! {
            <Title text="Bezwaren - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (objections, returned) = data.await;
                    let form = Form::new(enter, returned);
                    loaded(objections, |objections| page(objections, form, enter))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    objections: Objections,
    form: Form,
    enter: ServerAction<api::EnterObjection>,
) -> impl IntoView {
    let Objections { lines, today } = objections;
    let (current, pages) = (lines.page, lines.pages);
    let list = if lines.total == 0 {
        view! {
            <Empty icon=Icons::ClipboardCheck title="Er zijn geen bezwaren">
                <p class="utrecht-paragraph lr-muted">
                    "Een leraar maakt bezwaar vanaf het besluit. Komt er een brief? Voer die hieronder in."
                </p>
            </Empty>
        }
        .into_any()
    } else {
        let rows = lines
            .rows
            .into_iter()
            .map(|line| row(line, today))
            .collect_view();
        let columns = ["Zaak", "Leraar", "Tegen", "Stand", "Termijn", "Bij wie"]
            .map(Column::text)
            .to_vec();
        view! {
            <Card title="Bezwaren" id="bezwaren">
                <Table caption="Bezwaren, op volgorde van termijn" caption_hidden=true hover=true columns>
                    {rows}
                </Table>
            </Card>
        }
        .into_any()
    };
    let open = form.problem().get_untracked().is_some();
    view! {
        <Breadcrumb parents=vec![("/behandeling", "Werkvoorraad")]/>
        <ErrorSummary problem=form.problem()/>
        <PageHead
            title="Bezwaren"
            lead="Een ander dan wie het besluit nam, behandelt het bezwaar."
        />
        <Stack>
            {list}
            <Pagination current pages address="/behandeling/bezwaren?pagina="/>
            <Card title="Kwam er een bezwaar per brief?" id="brief" quiet=true>
                <Details summary="Voer de brief in" open>
                    <ActionForm action=enter attr:class="lr-stack lr-stack--m">
                        <TextField
                            name="decision"
                            label="Nummer van het besluit"
                            hint="Bijvoorbeeld BS-2026-0001."
                            value=form.value("decision", "")
                            error=form.error("decision")
                            narrow=true
                        />
                        <DateField
                            name="on"
                            legend="Ontvangen op"
                            value=form.date("on", Default::default())
                            error=form.error("on")
                        />
                        <DateField
                            name="posted"
                            legend="Datum van het poststempel"
                            hint="Op tijd gepost en binnen een week erna ontvangen is ook op tijd (artikel 6:9 Awb)."
                            value=form.date("posted", Default::default())
                            error=form.error("posted")
                        />
                        <TextArea
                            name="grounds"
                            label="De redenen van de leraar"
                            hint="Neem ze over. Staan ze er niet in? Laat dit leeg en vraag om een aanvulling."
                            value=form.value("grounds", "")
                            error=form.error("grounds")
                            optional=true
                        />
                        <TextArea
                            name="excuse"
                            label="Waarom is het te laat?"
                            value=form.value("excuse", "")
                            error=form.error("excuse")
                            optional=true
                            rows=3
                        />
                        <Actions><Button weight=Weight::Secondary>"Voer het bezwaar in"</Button></Actions>
                    </ActionForm>
                </Details>
            </Card>
        </Stack>
    }
}

fn row(line: ObjectionLine, today: Date) -> impl IntoView {
    let case = line.case;
    let href = format!("/behandeling/zaken/{}", case.id);
    let who = match (case.mine, case.worker.clone()) {
        (true, _) => "Ik".to_owned(),
        (false, Some(name)) => name,
        (false, None) => "Niemand".to_owned(),
    };
    let first = if line.first.is_empty() {
        String::new()
    } else {
        format!(", van {}", line.first.join(" en "))
    };
    let late = line
        .late
        .then(|| view! { <Badge>"Te laat gemaakt"</Badge> });
    let notice = line
        .notice
        .then(|| view! { <Badge>"In gebreke gesteld"</Badge> });
    let (next, term) = (case.next(), term(&case, today));
    view! {
        <Row>
            <RowHead><TextLink href>{case.number.clone()}</TextLink></RowHead>
            <Cell label="Leraar">{case.teacher.clone()}</Cell>
            <Cell label="Tegen">{format!("{}{first}", line.decision)}</Cell>
            <Cell label="Stand">{next} " " {late} " " {notice}</Cell>
            <Cell label="Termijn">{term}</Cell>
            <Cell label="Bij wie">{who}</Cell>
        </Row>
    }
}
