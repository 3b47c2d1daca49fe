//! The page to steer by.

use super::{KindStanding, Steering, WorkerStanding, api};
use crate::{
    design::{
        Actions, Breadcrumb, Button, Card, Cell, Choice, Column, DateField, ErrorSummary, Hidden,
        Kpi, Kpis, PageHead, Paragraph, Row, RowHead, SelectField, Stack, Table, TextLink, Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, answered, returned_form},
    staff::{loaded, waiting},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use shared::notation;

/// `/behandeling/sturing`
pub struct SteeringPage {
    data: Resource<(Answer<Steering>, Option<FormState>)>,
    away: ServerAction<api::BeAway>,
    back: ServerAction<api::BeBack>,
}

impl Page for SteeringPage {
    fn data() -> Self {
        let returned = returned_form();
        let away = ServerAction::<api::BeAway>::new();
        let back = ServerAction::<api::BeBack>::new();
        let asked = move || (returned(), (answered(away), answered(back)));
        Self {
            data: Resource::new(asked, |(returned, _)| async move {
                (api::read_steering().await, FormState::load(returned).await)
            }),
            away,
            back,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, away, back } = this;
        view! {
            <Title text="Sturing - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (steering, returned) = data.await;
                    let leaving = Form::new(away, returned.clone());
                    let returning = Form::new(back, returned);
                    loaded(steering, |steering| page(steering, (leaving, away), (returning, back)))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    steering: Steering,
    (form, away): (Form, ServerAction<api::BeAway>),
    (returning, back): (Form, ServerAction<api::BeBack>),
) -> impl IntoView {
    let sum = |of: fn(&KindStanding) -> i64| notation::number(steering.kinds.iter().map(of).sum());
    let (open, late, risk) = (sum(|k| k.open), sum(|k| k.late), sum(|k| k.at_risk));
    let (expected, to_come) = (
        sum(KindStanding::expected),
        notation::number(steering.to_come),
    );
    let choices = std::iter::once(Choice::new("", "Kies een collega"))
        .chain(
            steering
                .workers
                .iter()
                .map(|worker| Choice::new(worker.subject.clone(), worker.name.clone())),
        )
        .collect::<Vec<_>>();
    let kinds = steering.kinds.into_iter().map(kind).collect_view();
    let workers = steering
        .workers
        .into_iter()
        .map(|one| worker(one, steering.today, back))
        .collect_view();
    let of_kinds = [
        Column::text("Soort"),
        Column::number("Open"),
        Column::number("Te laat"),
        Column::number("Binnen 2 weken"),
        Column::number("Wacht op een ander"),
        Column::number("Oudste, in dagen"),
        Column::number("Erbij"),
        Column::number("Klaar"),
        Column::text("Op tijd"),
        Column::number("Helft klaar in, dagen"),
    ]
    .to_vec();
    let of_workers = [
        Column::text("Wie"),
        Column::number("Zaken"),
        Column::number("Te laat of binnen 2 weken"),
        Column::text("Aanwezig"),
    ]
    .to_vec();
    view! {
        <Breadcrumb parents=vec![("/behandeling", "Werkvoorraad")]/>
        <ErrorSummary problem=form.problem()/>
        <ErrorSummary problem=returning.problem()/>
        <PageHead
            title="Sturing"
            lead="Hoeveel zaken er zijn, welke termijnen in gevaar zijn en wat eraan komt."
        />
        <Stack>
            <Kpis>
                <Kpi name="Open" value=open/>
                <Kpi name="Te laat" value=late/>
                <Kpi name="Binnen 2 weken beslissen" value=risk/>
                <Kpi name="Open over 90 dagen" value=expected note="Als het zo doorgaat"/>
                <Kpi name="Kan binnen een jaar aanvragen" value=to_come note="Leraren met een periode die dan eindigt"/>
            </Kpis>
            <Card title="Per soort, laatste 90 dagen" id="soorten">
                <Table caption="Zaken per soort" caption_hidden=true columns=of_kinds>{kinds}</Table>
            </Card>
            <Card title="Wie heeft wat?" id="team">
                <Stack>
                    <Table caption="Zaken per behandelaar" caption_hidden=true columns=of_workers>{workers}</Table>
                    <Paragraph small=true muted=true>
                        "Is iemand afwezig? Open een zaak en draag haar over. "
                        <TextLink href="/behandeling?lijst=team" small=true>"Naar de zaken van het team"</TextLink>
                    </Paragraph>
                </Stack>
            </Card>
            <Card title="Meld dat iemand afwezig is" id="afwezig" quiet=true>
                <ActionForm action=away attr:class="lr-stack lr-stack--m">
                    <SelectField name="subject" label="Wie?" value=form.value("subject", "") choices error=form.error("subject")/>
                    <DateField name="from" legend="Vanaf" hint="Laat leeg als het vandaag begint." value=form.date("from", Default::default()) error=form.error("from")/>
                    <DateField name="until" legend="Tot en met" value=form.date("until", Default::default()) error=form.error("until")/>
                    <Actions><Button weight=Weight::Secondary>"Leg vast"</Button></Actions>
                </ActionForm>
            </Card>
        </Stack>
    }
}

fn kind(kind: KindStanding) -> impl IntoView {
    let name = kind.kind.name();
    let in_time = match kind.closed {
        0 => "Geen".to_owned(),
        closed => format!("{}%", kind.in_time * 100 / closed),
    };
    let number = notation::number;
    view! {
        <Row>
            <RowHead>{name}</RowHead>
            <Cell label="Open" numeric=true>{number(kind.open)}</Cell>
            <Cell label="Te laat" numeric=true>{number(kind.late)}</Cell>
            <Cell label="Binnen 2 weken" numeric=true>{number(kind.at_risk)}</Cell>
            <Cell label="Wacht op een ander" numeric=true>{number(kind.waiting)}</Cell>
            <Cell label="Oudste, in dagen" numeric=true>{number(kind.oldest)}</Cell>
            <Cell label="Erbij" numeric=true>{number(kind.came)}</Cell>
            <Cell label="Klaar" numeric=true>{number(kind.closed)}</Cell>
            <Cell label="Op tijd">{in_time}</Cell>
            <Cell label="Helft klaar in, dagen" numeric=true>{number(kind.median)}</Cell>
        </Row>
    }
}

fn worker(worker: WorkerStanding, today: Date, back: ServerAction<api::BeBack>) -> impl IntoView {
    let is_there = worker.away.iter().all(|absence| absence.from > today);
    let context = worker.name.clone();
    let away = worker
        .away
        .into_iter()
        .map(|absence| {
            let until = notation::date(absence.until);
            let (words, label) = if absence.from > today {
                let from = notation::date(absence.from);
                (
                    format!("Afwezig van {from} tot en met {until}"),
                    "Gaat niet door",
                )
            } else {
                (format!("Afwezig tot en met {until}"), "Is er weer")
            };
            let context = context.clone();
            view! {
                <p>{words}</p>
                <ActionForm action=back>
                    <Hidden name="id" value=absence.id.to_string()/>
                    <Button weight=Weight::Small context>{label}</Button>
                </ActionForm>
            }
        })
        .collect_view();
    view! {
        <Row>
            <RowHead>{worker.name}</RowHead>
            <Cell label="Zaken" numeric=true>{notation::number(worker.open)}</Cell>
            <Cell label="Te laat of binnen 2 weken" numeric=true>{notation::number(worker.at_risk)}</Cell>
            <Cell label="Aanwezig">{is_there.then_some("Ja")} {away}</Cell>
        </Row>
    }
}
