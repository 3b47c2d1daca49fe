//! The committee: its sessions, planning one, and its members.

use super::{Committee, Member, SessionLine, api};
use crate::{
    design::{
        Actions, Alert, AskFirst, Breadcrumb, Button, Card, Cell, Choice, Column, DateField, Empty,
        ErrorSummary, Hidden, Icons, PageHead, Pagination, Paragraph, Row, RowHead, SelectField,
        Stack, Table, TextField, TextLink, Weight,
    },
    failure::Answer,
    page::{Page, asked_page},
    session::{Form, FormState, answered, returned_form},
    staff::{loaded, waiting},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{case::Part, notation, sector::Sector};

/// `/behandeling/commissie`
pub struct CommitteePage {
    data: Resource<(Answer<Committee>, Option<FormState>)>,
    plan: ServerAction<api::PlanSession>,
    add: ServerAction<api::AddMember>,
    end: ServerAction<api::EndMember>,
    tie: ServerAction<api::DeclareTie>,
}

impl Page for CommitteePage {
    fn data() -> Self {
        let returned = returned_form();
        let query = use_query_map();
        let (plan, add) = (
            ServerAction::<api::PlanSession>::new(),
            ServerAction::<api::AddMember>::new(),
        );
        let (end, tie) = (
            ServerAction::<api::EndMember>::new(),
            ServerAction::<api::DeclareTie>::new(),
        );
        let asked = move || {
            let changed = (answered(plan), answered(add), answered(end), answered(tie));
            (asked_page(&query.read()), returned(), changed)
        };
        Self {
            data: Resource::new(asked, |(page, returned, _)| async move {
                (
                    api::read_committee(page).await,
                    FormState::load(returned).await,
                )
            }),
            plan,
            add,
            end,
            tie,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            plan,
            add,
            end,
            tie,
        } = this;
        view! {
            <Title text="Adviescommissie - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (committee, returned) = data.await;
                    let planning = Form::new(plan, returned.clone());
                    let adding = Form::new(add, returned.clone());
                    let tying = Form::new(tie, returned.clone());
                    let ending = Form::new(end, returned);
                    loaded(committee, |committee| {
                        page(committee, (planning, plan), (adding, add), (tying, tie), (ending, end))
                    })
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
    (tying, tie): (Form, ServerAction<api::DeclareTie>),
    (ending, end): (Form, ServerAction<api::EndMember>),
) -> impl IntoView {
    let (page, pages) = (committee.sessions.page, committee.sessions.pages);
    let sessions = sessions(committee.sessions.rows);
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
    let now: Vec<Choice> = committee
        .members
        .iter()
        .filter(|member| member.goes_on(committee.today))
        .map(|member| Choice::new(member.id.to_string(), member.name.clone()))
        .collect();
    let to_tie = (committee.may_add && !now.is_empty()).then(|| {
        let choices = std::iter::once(Choice::new("", "Kies een lid"))
            .chain(now)
            .collect();
        tie_form(tying, tie, choices)
    });
    let ends = committee.may_add.then_some(end);
    let members =
        (!committee.members.is_empty()).then(|| members(committee.members, committee.today, ends));
    view! {
        <Breadcrumb parents=vec![("/behandeling", "Werkvoorraad")]/>
        <ErrorSummary problem=planning.problem()/>
        <ErrorSummary problem=adding.problem()/>
        <ErrorSummary problem=tying.problem()/>
        <ErrorSummary problem=ending.problem()/>
        <PageHead
            title="Adviescommissie"
            lead="De commissie adviseert. Het register beslist, en legt uit waarom als het afwijkt."
        />
        <Stack>
            {sessions}
            <Pagination current=page pages address="/behandeling/commissie?pagina="/>
            {to_plan}
            {members}
            {to_tie}
            {to_add}
        </Stack>
    }
}

fn tie_form(form: Form, tie: ServerAction<api::DeclareTie>, choices: Vec<Choice>) -> impl IntoView {
    view! {
        <Card title="Meld een band met een bestuur" id="band">
            <Stack>
                <Paragraph>"Het lid krijgt geen zaken meer van leraren van dat bestuur. In een zaak die nu op advies wacht, komt er een ander in de plaats."</Paragraph>
                <ActionForm action=tie attr:class="lr-stack lr-stack--m">
                    <SelectField name="member" label="Welk lid?" value=form.value("member", "") choices error=form.error("member")/>
                    <TextField name="board" label="Nummer van het bestuur" value=form.value("board", "") error=form.error("board") narrow=true/>
                    <Actions><Button weight=Weight::Secondary>"Leg de band vast"</Button></Actions>
                </ActionForm>
            </Stack>
        </Card>
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

fn members(
    members: Vec<Member>,
    today: Date,
    end: Option<ServerAction<api::EndMember>>,
) -> impl IntoView {
    let rows = members
        .into_iter()
        .map(|member| {
            let part = match &member.sector {
                Some(sector) => format!("{}, {sector}", member.part.name()),
                None => member.part.name().to_owned(),
            };
            let ends = end.filter(|_| member.goes_on(today)).map(|end| {
                let (id, context) = (member.id.to_string(), member.name.clone());
                view! {
                    <AskFirst label="Beëindig" context=context.clone()>
                        <p>"Vandaag is dan de laatste dag van dit lid. In een zaak die op advies wacht, komt er een ander in de plaats."</p>
                        <ActionForm action=end>
                            <Hidden name="id" value=id/>
                            <Button weight=Weight::Secondary context>"Ja, beëindig"</Button>
                        </ActionForm>
                    </AskFirst>
                }
            });
            let until = member.until.map_or_else(String::new, notation::date);
            view! {
                <Row>
                    <RowHead>{member.name}</RowHead>
                    <Cell label="Als wat">{part}</Cell>
                    <Cell label="Band met bestuur">{member.boards.join(", ")}</Cell>
                    <Cell label="Vanaf">{notation::date(member.from)}</Cell>
                    <Cell label="Tot en met">{until}</Cell>
                    {end.map(|_| view! { <Cell label="Actie">{ends}</Cell> })}
                </Row>
            }
        })
        .collect_view();
    let columns = ["Naam", "Als wat", "Band met bestuur", "Vanaf", "Tot en met"]
        .into_iter()
        .chain(end.map(|_| "Actie"))
        .map(Column::text)
        .collect::<Vec<_>>();
    view! {
        <Card title="Leden" id="leden">
            <Table caption="Leden van de commissie" caption_hidden=true columns>{rows}</Table>
        </Card>
        <Alert>
            <p>"Wie bij hetzelfde bestuur werkt als de leraar, of er een band mee heeft, krijgt de zaak niet."</p>
        </Alert>
    }
}
