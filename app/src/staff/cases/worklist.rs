//! What waits for a case worker, the first to end on top.

use super::{CaseFilter, CaseLine, Counts, List, Worklist, api};
use crate::{
    design::{
        Button, Card, Cell, Choice, Column, Empty, ErrorSummary, Hidden, Icons, Kpi, Kpis,
        LinkTabs, Nearness, PageHead, Pagination, Row, RowHead, SearchBox, SelectField, Stack, Tab,
        Table, TermMeter, TextLink, Weight,
    },
    failure::Answer,
    page::{Page, query},
    session::{Form, FormState, answered, returned_form},
    staff::{loaded, waiting},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{
    case::{CaseKind, State},
    identifier::CaseId,
    notation,
};

const WORKLIST: &str = "/behandeling";

/// How near the end of a term is to be near, in days.
const SOON: i32 = 7;

/// `/behandeling?lijst=&soort=&q=&pagina=`
pub struct WorklistPage {
    data: Resource<(CaseFilter, Answer<Worklist>, Option<FormState>)>,
    action: ServerAction<api::StepCase>,
}

impl Page for WorklistPage {
    fn data() -> Self {
        let address = use_query_map();
        let action = ServerAction::<api::StepCase>::new();
        let returned = returned_form();
        let asked = move || {
            let address = address.read();
            let value = |name: &str| address.get(name).unwrap_or_default();
            let filter = CaseFilter {
                lijst: value("lijst"),
                soort: value("soort"),
                stand: value("stand"),
                wie: value("wie"),
                q: value("q"),
                pagina: value("pagina").parse().unwrap_or(1),
            };
            (filter, returned(), answered(action))
        };
        Self {
            data: Resource::new(asked, |(filter, returned, _)| async move {
                let worklist = api::read_worklist(filter.clone()).await;
                (filter, worklist, FormState::load(returned).await)
            }),
            action,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, action } = this;
        view! {
            <Title text="Werkvoorraad - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (filter, worklist, returned) = data.await;
                    match worklist {
                        // Who only keeps the system begins here too.
                        Err(failure) if failure.0.status == 403 => {
                            view! { {head(None, action)} {nothing_for_you()} }.into_any()
                        }
                        worklist => {
                            let form = Form::new(action, returned);
                            loaded(worklist, |worklist| page(filter, worklist, action, form))
                        }
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

/// The title, with the button for who wants to go on.
fn head(next: Option<(CaseId, i32)>, action: ServerAction<api::StepCase>) -> impl IntoView + use<> {
    let go_on = next.map(|(id, seen)| {
        view! {
            <ActionForm action>
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="seen" value=seen.to_string()/>
                <Hidden name="step" value="take"/>
                <Button>"Pak de volgende zaak"</Button>
            </ActionForm>
        }
    });
    view! {
        <PageHead
            title="Werkvoorraad"
            lead="Zaken die op een behandelaar wachten. Wat het eerst af moet, staat bovenaan."
        >
            {go_on}
        </PageHead>
    }
}

fn nothing_for_you() -> impl IntoView {
    view! {
        <Empty icon=Icons::ClipboardCheck title="Er wacht niets op jou">
            <p class="utrecht-paragraph lr-muted">
                "Zaken van leraren zijn alleen te zien voor behandelaars."
            </p>
        </Empty>
    }
}

fn page(
    filter: CaseFilter,
    worklist: Worklist,
    action: ServerAction<api::StepCase>,
    form: Form,
) -> impl IntoView {
    let list = List::parse(&filter.lijst);
    let address = format!(
        "{WORKLIST}?{}pagina=",
        query([
            ("lijst", &filter.lijst),
            ("soort", &filter.soort),
            ("stand", &filter.stand),
            ("wie", &filter.wie),
            ("q", &filter.q),
        ])
    );
    let (page, pages) = (worklist.page, worklist.pages);
    view! {
        {head(worklist.next, action)}
        <Stack>
            {figures(&worklist.counts)}
            {tabs(list, &worklist.counts)}
            {search(&filter, &worklist.workers)}
            <ErrorSummary problem=form.problem()/>
            {cases(list, worklist, action)}
            <Pagination current=page pages address/>
        </Stack>
    }
}

fn figures(counts: &Counts) -> impl IntoView + use<> {
    let [late, this_week, new, to_confirm] =
        [counts.late, counts.this_week, counts.new, counts.to_confirm].map(notation::number);
    let in_time = match counts.done {
        (0, _) => "Geen".to_owned(),
        (done, in_time) => format!("{}%", in_time * 100 / done),
    };
    view! {
        <Kpis>
            <Kpi name="Te laat" value=late/>
            <Kpi name="Deze week beslissen" value=this_week/>
            <Kpi name="Nieuw, nog van niemand" value=new/>
            <Kpi
                name="Wacht op jouw blik"
                value=to_confirm
                note="Voorgesteld door een collega"
            />
            <Kpi name="Binnen de termijn" value=in_time note="Laatste 3 maanden"/>
        </Kpis>
    }
}

fn tabs(current: List, counts: &Counts) -> impl IntoView + use<> {
    let tabs = List::ALL
        .into_iter()
        .map(|list| Tab {
            href: format!("{WORKLIST}?lijst={}", list.code()),
            title: list.title().to_owned(),
            current: list == current,
            vestibule: false,
            note: match list {
                List::Mine => notation::number(counts.mine),
                List::Team => notation::number(counts.team),
                List::New => notation::number(counts.new),
                List::ToConfirm => notation::number(counts.to_confirm),
                List::Closed => String::new(),
            },
        })
        .collect::<Vec<_>>();
    view! { <LinkTabs label="Lijsten" tabs views=true/> }
}

/// What a case can be waiting for, as the filter names it.
const STANDS: [(&str, &str); 8] = [
    ("", "Elke stand"),
    ("open", "Nog van niemand"),
    ("in_hand", "In behandeling"),
    ("completing", "Wacht op aanvulling"),
    ("advising", "Bij de adviescommissie"),
    ("viewing", "Wacht op zienswijze"),
    ("hearing", "Gesprek gepland"),
    ("proposed", "Collega kijkt mee"),
];

fn search(filter: &CaseFilter, workers: &[(String, String)]) -> impl IntoView + use<> {
    let stands = STANDS.map(|(code, name)| Choice::new(code, name)).to_vec();
    let who = std::iter::once(Choice::new("", "Iedereen"))
        .chain(
            workers
                .iter()
                .map(|(subject, name)| Choice::new(subject.clone(), name.clone())),
        )
        .collect::<Vec<_>>();
    let (stand, worker) = (filter.stand.clone(), filter.wie.clone());
    let choices = std::iter::once(Choice::new("", "Alle soorten"))
        .chain(CaseKind::ALL.map(|kind| Choice::new(kind.code(), kind.name())))
        .collect::<Vec<_>>();
    let (list, kind) = (filter.lijst.clone(), filter.soort.clone());
    view! {
        <SearchBox action=WORKLIST label="Zaaknummer of naam" value=filter.q.clone()>
            <Hidden name="lijst" value=list/>
            <SelectField name="soort" label="Soort" value=kind choices/>
            <SelectField name="stand" label="Stand" value=stand choices=stands/>
            <SelectField name="wie" label="Bij wie" value=worker choices=who/>
        </SearchBox>
    }
}

fn cases(list: List, worklist: Worklist, action: ServerAction<api::StepCase>) -> AnyView {
    if worklist.cases.is_empty() {
        return view! {
            <Empty icon=Icons::ClipboardCheck title="Hier staat niets">
                <p class="utrecht-paragraph lr-muted">
                    "Meldingen van leraren gaan eerst naar hun school. Bewijs dat iemand moet \
                     bekijken en verzoeken om een besluit komen hier vanzelf."
                </p>
            </Empty>
        }
        .into_any();
    }
    let today = worklist.today;
    let rows = worklist
        .cases
        .into_iter()
        .map(|case| row(case, today, action))
        .collect_view();
    let columns = [
        "Zaak",
        "Soort",
        "Leraar",
        "Volgende stap",
        "Termijn",
        "Bij wie",
    ]
    .map(Column::text)
    .to_vec();
    view! {
        <Card title=list.title() id="zaken">
            <Table
                caption=format!("{}, op volgorde van termijn", list.title())
                caption_hidden=true
                hover=true
                columns
            >
                {rows}
            </Table>
        </Card>
    }
    .into_any()
}

fn row(case: CaseLine, today: Date, action: ServerAction<api::StepCase>) -> impl IntoView {
    let to_look_at = matches!(case.state, State::Proposed { .. });
    let part = if to_look_at { "?deel=besluit" } else { "" };
    let href = format!("{WORKLIST}/zaken/{}{part}", case.id);
    let next = case.next();
    let term = term(&case, today);
    let who = match (&case.state, case.mine, case.worker.clone()) {
        (State::Open, ..) => take(&case, action).into_any(),
        (_, true, _) => "Ik".into_any(),
        (_, _, Some(name)) => name.into_any(),
        (_, _, None) => "".into_any(),
    };
    view! {
        <Row>
            <RowHead><TextLink href>{case.number.clone()}</TextLink></RowHead>
            <Cell label="Soort">{case.kind.name()}</Cell>
            <Cell label="Leraar">{case.teacher}</Cell>
            <Cell label="Volgende stap">{next}</Cell>
            <Cell label="Termijn">{term}</Cell>
            <Cell label="Bij wie">{who}</Cell>
        </Row>
    }
}

/// How long is left of a case, or when it was closed.
pub(in crate::staff) fn term(case: &CaseLine, today: Date) -> AnyView {
    if let Some(closed) = case.closed {
        return notation::date(closed).into_any();
    }
    let left = (case.due - today).get_days();
    let nearness = match left {
        ..0 => Nearness::Late,
        0..=SOON => Nearness::Soon,
        _ => Nearness::Far,
    };
    let whole = (case.due - case.opened).get_days().max(1);
    let percent = u8::try_from(((whole - left) * 100 / whole).clamp(0, 100)).unwrap_or(100);
    view! { <TermMeter nearness text=case.left(today) percent/> }.into_any()
}

fn take(case: &CaseLine, action: ServerAction<api::StepCase>) -> impl IntoView + use<> {
    let number = case.number.clone();
    let (id, seen) = (case.id.to_string(), case.seen.to_string());
    view! {
        <ActionForm action>
            <Hidden name="id" value=id/>
            <Hidden name="seen" value=seen/>
            <Hidden name="step" value="take"/>
            <Button weight=Weight::Small context=number>"Pak op"</Button>
        </ActionForm>
    }
}
