//! One case: what it is about, what was done, and what can be done now.

use super::{CaseEvent, CaseFile, api, forms, matter, worklist::term};
use crate::{
    design::{
        Aside, Badge, Breadcrumb, Card, Columns, Division, ErrorSummary, Fact, Facts, LinkTabs,
        Moment, PageHead, Paragraph, Stack, Tab, TermExplained, Timeline, When,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, answered, returned_form},
    staff::{
        loaded,
        procedure::{self, Deeds},
        waiting,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    Problem,
    case::{CaseKind, Remedies},
    notation,
};

/// A part of the page of a case, with an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What it is about.
    Case,
    /// Its files.
    Files,
    /// The verdict, and the letter.
    Verdict,
    /// Everything that was done.
    Log,
}

impl Part {
    const ALL: [Self; 4] = [Self::Case, Self::Files, Self::Verdict, Self::Log];

    const fn code(self) -> &'static str {
        match self {
            Self::Case => "",
            Self::Files => "dossier",
            Self::Verdict => "besluit",
            Self::Log => "logboek",
        }
    }

    fn parse(code: &str) -> Self {
        let found = Self::ALL.into_iter().find(|part| part.code() == code);
        found.unwrap_or(Self::Case)
    }

    fn title(self, file: &CaseFile) -> &'static str {
        match self {
            Self::Case => "Zaak",
            Self::Files => "Dossier",
            Self::Verdict if file.line.kind.is_decision() => "Besluit",
            Self::Verdict => "Oordeel",
            Self::Log => "Logboek",
        }
    }

    /// The words on the way to it.
    pub fn invitation(self, file: &CaseFile) -> &'static str {
        match self {
            Self::Verdict if file.line.kind.is_decision() => "Besluit maken",
            Self::Verdict => "Oordeel geven",
            part => part.title(file),
        }
    }

    /// Its address.
    pub fn href(self, file: &CaseFile) -> String {
        let page = format!("/behandeling/zaken/{}", file.line.id);
        match self {
            Self::Case => page,
            part => format!("{page}?deel={}", part.code()),
        }
    }
}

/// `/behandeling/zaken/{id}?deel=`
pub struct CasePage {
    data: Resource<(Answer<CaseFile>, Option<FormState>)>,
    step: ServerAction<api::StepCase>,
    propose: ServerAction<api::ProposeVerdict>,
    deeds: Deeds,
}

impl Page for CasePage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let step = ServerAction::<api::StepCase>::new();
        let propose = ServerAction::<api::ProposeVerdict>::new();
        let deeds = Deeds::none_yet();
        let asked = move || {
            let id = params.read().get("id").and_then(|id| id.parse().ok());
            let changes = (answered(step), answered(propose), deeds.done());
            (id, returned(), changes)
        };
        Self {
            data: Resource::new(asked, |(id, returned, _)| async move {
                let file = match id {
                    Some(id) => api::read_case(id).await,
                    None => Err(Problem::not_found().into()),
                };
                (file, FormState::load(returned).await)
            }),
            step,
            propose,
            deeds,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            step,
            propose,
            deeds,
        } = this;
        let query = use_query_map();
        view! {
            <Transition fallback=waiting>
                {move || {
                    let part = Part::parse(&query.read().get("deel").unwrap_or_default());
                    Suspend::new(async move {
                        let (file, returned) = data.await;
                        loaded(file, |file| page(file, part, returned, (step, propose), deeds))
                    })
                }}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    file: CaseFile,
    part: Part,
    returned: Option<FormState>,
    (step, propose): (
        ServerAction<api::StepCase>,
        ServerAction<api::ProposeVerdict>,
    ),
    deeds: Deeds,
) -> impl IntoView {
    let number = file.line.number.clone();
    let steps = Form::new(step, returned.clone());
    let proposal = Form::new(propose, returned.clone());
    let parents = vec![("/behandeling", "Werkvoorraad")];
    let kind = file.line.kind;
    let title = format!("Zaak {number} - Lerarenregister");
    let before = format!("{}, {number}", kind.name());
    let lead = format!("Registratienummer {}", file.teacher_number);
    let teacher = file.line.teacher.clone();
    let head = head(&file);
    let files = matter::files(&file);
    let tabs = tabs(&file, part);
    let coming = coming(&file);
    let shown = match part {
        Part::Case => {
            let about = matter::view(&file);
            let to_do = procedure::view(&file, (steps, step), (deeds, returned));
            let events = timeline(&file.events, kind);
            view! {
                <Columns division=Division::MainWideAside>
                    <Stack>{about} {files} {to_do}</Stack>
                    <Aside label="Voortgang van de zaak">
                        {head}
                        <Card title="Tijdlijn" id="tijdlijn" small=true>
                            <Timeline>{events} {coming}</Timeline>
                        </Card>
                    </Aside>
                </Columns>
            }
            .into_any()
        }
        Part::Files => match files {
            Some(files) => files.into_any(),
            None => view! { <Paragraph>"Bij deze zaak zijn geen stukken."</Paragraph> }.into_any(),
        },
        Part::Verdict => forms::verdict(&file, (steps, step), (proposal, propose)),
        Part::Log => {
            let events = log(&file.events, kind);
            view! {
                <Card title="Logboek" id="logboek">
                    <Timeline>{events} {coming}</Timeline>
                </Card>
            }
            .into_any()
        }
    };
    view! {
        <Title text=title/>
        <Breadcrumb parents/>
        <Stack>
            <ErrorSummary problem=steps.problem()/>
            <ErrorSummary problem=proposal.problem()/>
            <PageHead title=teacher before lead/>
            <LinkTabs label="Onderdelen van de zaak" tabs views=true/>
            {shown}
        </Stack>
    }
}

fn tabs(file: &CaseFile, current: Part) -> Vec<Tab> {
    let count = file.matter.evidence().len();
    let tab = |part: Part| Tab {
        href: part.href(file),
        title: part.title(file).to_owned(),
        note: match part {
            Part::Files if count > 0 => count.to_string(),
            _ => String::new(),
        },
        current: part == current,
        vestibule: false,
    };
    Part::ALL.into_iter().map(tab).collect()
}

/// Where it stands and until when.
fn head(file: &CaseFile) -> impl IntoView + use<> {
    let line = &file.line;
    let status = line.next();
    let meter = term(line, file.today);
    let open = line.closed.is_none();
    let due = notation::date(line.due);
    let who = match (line.mine, line.worker.clone()) {
        (true, _) => "Jij".to_owned(),
        (false, Some(name)) => name,
        (false, None) => "Niemand".to_owned(),
    };
    let computed = file.due.clone();
    let badge = ViewFn::from(move || view! { <Badge>{status}</Badge> });
    view! {
        <Card title="Stand" id="stand" small=true aside=badge>
            <Stack>
                {open.then_some(meter)}
                <Facts>
                    <Fact name="Beslis uiterlijk op">{due}</Fact>
                    <Fact name="Bij wie">{who}</Fact>
                </Facts>
                <TermExplained computed/>
            </Stack>
        </Card>
    }
}

/// What is still to happen.
fn coming(file: &CaseFile) -> impl IntoView + use<> {
    let (at, what) = match (&file.line.closed, &file.decision) {
        (None, _) => (
            format!("Uiterlijk {}", notation::date(file.line.due)),
            match file.line.kind {
                CaseKind::Evidence => "De leraar heeft antwoord",
                _ => "De leraar heeft een besluit",
            },
        ),
        (Some(closed), Some(decision))
            if decision
                .objection_until
                .as_ref()
                .is_none_or(|until| until.date >= file.today) =>
        {
            (
                decision.objection_until.as_ref().map_or_else(
                    || {
                        let on_objection = file.line.kind == CaseKind::Objection;
                        let length = Remedies::length(on_objection, *closed);
                        format!("Tot {} na verzending", length.phrase())
                    },
                    |until| format!("Tot en met {}", notation::date(until.date)),
                ),
                match file.line.kind {
                    CaseKind::Objection => "De leraar kan in beroep gaan",
                    _ => "De leraar kan bezwaar maken",
                },
            )
        }
        (Some(_), _) => return None,
    };
    // While it is open, the term stands beside.
    let explained = file.line.closed.as_ref().and(file.decision.as_ref());
    let explained = explained.and_then(|decision| decision.objection_until.clone());
    Some(view! {
        <Moment when=When::Future at>
            <p>{what}</p>
            {explained.map(|computed| view! { <TermExplained computed/> })}
        </Moment>
    })
}

/// What was done, in a word each.
fn timeline(events: &[CaseEvent], kind: CaseKind) -> impl IntoView + use<> {
    events
        .iter()
        .map(|event| {
            let title = event.title(kind);
            view! {
                <Moment when=When::Past at=notation::date_time(event.at)>
                    <p class="lr-strong">{title}</p>
                </Moment>
            }
        })
        .collect_view()
}

/// The same with who did it and what was written.
fn log(events: &[CaseEvent], kind: CaseKind) -> impl IntoView + use<> {
    events
        .iter()
        .map(|event| {
            let title = event.title(kind);
            let who = event.who.clone().unwrap_or_else(|| "de leraar".to_owned());
            let until = event
                .until
                .map(|day| format!("Tot en met {}.", notation::date(day)));
            let note = event.note.clone();
            view! {
                <Moment when=When::Past at=notation::date_time(event.at)>
                    <p class="lr-strong">{title}</p>
                    <Paragraph small=true muted=true>{format!("Door {who}")}</Paragraph>
                    {until.map(|until| view! { <Paragraph small=true>{until}</Paragraph> })}
                    {note.map(|note| view! { <Paragraph small=true>{note}</Paragraph> })}
                </Moment>
            }
        })
        .collect_view()
}
