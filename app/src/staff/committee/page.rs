//! The committee: its sessions, planning one, and its members.

use super::{Committee, Member, SessionLine, api};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, Card, Cell, Choice, Column, DateField, Empty,
        ErrorSummary, Icons, PageHead, Paragraph, Row, RowHead, SelectField, Stack, Table,
        TextField, TextLink, Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, answered, returned_form},
    staff::{loaded, waiting},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use shared::{case::Part, notation, sector::Sector};

/// `/behandeling/commissie`
pub struct CommitteePage {
    data: Resource<(Answer<Committee>, Option<FormState>)>,
    plan: ServerAction<api::PlanSession>,
    add: ServerAction<api::AddMember>,
}

impl Page for CommitteePage {
    fn data() -> Self {
        let returned = returned_form();
        let (plan, add) = (
            ServerAction::<api::PlanSession>::new(),
            ServerAction::<api::AddMember>::new(),
        );
        let asked = move || (returned(), (answered(plan), answered(add)));
        Self {
            data: Resource::new(asked, |(returned, _)| async move {
                (api::read_committee().await, FormState::load(returned).await)
            }),
            plan,
            add,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, plan, add } = this;
        view! {
            <Title text="Adviescommissie - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (committee, returned) = data.await;
                    let planning = Form::new(plan, returned.clone());
                    let adding = Form::new(add, returned);
                    loaded(committee, |committee| page(committee, (planning, plan), (adding, add)))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    committee: Committee,
    (planning, plan): (Form, ServerAction<api::PlanSession>),
    (adding, add): (Form, ServerAction<api::AddMember>),
) -> impl IntoView {
    let sessions = sessions(committee.sessions);
    let waits = notation::count(committee.unplanned, "zaak wacht", "zaken wachten");
    let to_plan = committee.may_plan.then(|| {
        view! {
            <Card title="Plan een zitting" id="plannen">
                <Stack>
                    <Paragraph>
                        {format!("{waits} op een zitting. Ze komen er allemaal in. De leden worden geloot, zonder wie te dichtbij staat.")}
                    </Paragraph>
                    <ActionForm action=plan attr:class="lr-stack lr-stack--m">
                        <DateField name="on" legend="Dag" value=planning.date("on", Default::default()) error=planning.error("on")/>
                        <TextField name="place" label="Plaats" hint="Bijvoorbeeld online." value=planning.value("place", "") error=planning.error("place")/>
                        <Actions><Button>"Plan de zitting"</Button></Actions>
                    </ActionForm>
                </Stack>
            </Card>
        }
    });
    let to_add = committee.may_add.then(|| {
        let known = std::iter::once(Choice::new("", "Kies een commissielid"))
            .chain(committee.known.into_iter().map(|(subject, name)| Choice::new(subject, name)))
            .collect::<Vec<_>>();
        let parts = Part::ALL
            .map(|part| Choice::new(part.code(), part.name()))
            .to_vec();
        let sectors = std::iter::once(Choice::new("", "Geen"))
            .chain(Sector::ALL.map(|sector| Choice::new(sector.code(), sector.code())))
            .collect::<Vec<_>>();
        view! {
            <Card title="Voeg een lid toe" id="lid">
                <ActionForm action=add attr:class="lr-stack lr-stack--m">
                    <SelectField name="subject" label="Wie?" hint="Commissieleden die al eens zijn ingelogd." value=adding.value("subject", "") choices=known error=adding.error("subject")/>
                    <SelectField name="part" label="Als wat?" value=adding.value("part", Part::Teacher.code()) choices=parts error=adding.error("part")/>
                    <SelectField name="sector" label="Sector" hint="Voor een leraar." value=adding.value("sector", "") choices=sectors error=adding.error("sector")/>
                    <TextField name="number" label="Registratienummer" hint="Van een lid dat zelf in het register staat. Dan weten we bij welke besturen dit lid werkt." value=adding.value("number", "") error=adding.error("number") optional=true narrow=true/>
                    <TextField name="boards" label="Andere besturen waarmee dit lid een band heeft" hint="Nummers, met een komma ertussen." value=adding.value("boards", "") error=adding.error("boards") optional=true/>
                    <Actions><Button weight=Weight::Secondary>"Voeg toe"</Button></Actions>
                </ActionForm>
            </Card>
        }
    });
    let members = (!committee.members.is_empty()).then(|| members(committee.members));
    view! {
        <Breadcrumb parents=vec![("/behandeling", "Werkvoorraad")]/>
        <ErrorSummary problem=planning.problem()/>
        <ErrorSummary problem=adding.problem()/>
        <PageHead
            title="Adviescommissie"
            lead="De commissie adviseert. Het register beslist, en legt uit waarom als het afwijkt."
        />
        <Stack>{sessions} {to_plan} {members} {to_add}</Stack>
    }
}

fn sessions(sessions: Vec<SessionLine>) -> AnyView {
    if sessions.is_empty() {
        return view! {
            <Empty icon=Icons::Calendar title="Er is geen zitting gepland">
                <p class="utrecht-paragraph lr-muted">"Zodra er een zaak voor je is, staat ze hier."</p>
            </Empty>
        }
        .into_any();
    }
    let rows = sessions
        .into_iter()
        .map(|session| {
            let href = format!("/behandeling/commissie/{}", session.id);
            view! {
                <Row>
                    <RowHead><TextLink href>{notation::date(session.on)}</TextLink></RowHead>
                    <Cell label="Plaats">{session.place}</Cell>
                    <Cell label="Zaken">{notation::number(session.cases)}</Cell>
                    <Cell label="Nog zonder advies">{notation::number(session.waiting)}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = ["Zitting", "Plaats", "Zaken", "Nog zonder advies"]
        .map(Column::text)
        .to_vec();
    view! {
        <Card title="Zittingen" id="zittingen">
            <Table caption="Zittingen" caption_hidden=true columns>{rows}</Table>
        </Card>
    }
    .into_any()
}

fn members(members: Vec<Member>) -> impl IntoView {
    let rows = members
        .into_iter()
        .map(|member| {
            let part = match &member.sector {
                Some(sector) => format!("{}, {sector}", member.part.name()),
                None => member.part.name().to_owned(),
            };
            view! {
                <Row>
                    <RowHead>{member.name}</RowHead>
                    <Cell label="Als wat">{part}</Cell>
                    <Cell label="Band met bestuur">{member.boards.join(", ")}</Cell>
                    <Cell label="Vanaf">{notation::date(member.from)}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = ["Naam", "Als wat", "Band met bestuur", "Vanaf"]
        .map(Column::text)
        .to_vec();
    view! {
        <Card title="Leden" id="leden">
            <Table caption="Leden van de commissie" caption_hidden=true columns>{rows}</Table>
        </Card>
        <Alert>
            <p>"Wie bij hetzelfde bestuur werkt als de leraar, of er een band mee heeft, krijgt de zaak niet."</p>
        </Alert>
    }
}
