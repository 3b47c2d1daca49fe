//! A session: the cases of a member, without who they are about.

use super::{BlindCase, Session, api};
use crate::{
    design::{
        Actions, Alert, AskFirst, Breadcrumb, Button, Card, Check, ErrorSummary, Fact, Facts,
        FieldGroup, Hidden, PageHead, Paragraph, Stack, TermExplained, TextArea, TextLink, Tone,
        Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, answered, returned_form},
    staff::{loaded, waiting},
    teacher::procedure::{rules, table},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{Problem, case::AdviceKind, notation};
use uuid::Uuid;

type Excuse = ServerAction<api::ExcuseMe>;
type Give = ServerAction<api::GiveOpinion>;

/// `/behandeling/commissie/{zitting}`
pub struct SessionPage {
    data: Resource<(Answer<Session>, Option<FormState>)>,
    excuse: Excuse,
    give: Give,
    chosen: Memo<Option<String>>,
    given: Memo<bool>,
}

impl Page for SessionPage {
    fn data() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        let (excuse, give) = (Excuse::new(), Give::new());
        let asked = move || {
            let id = params.read().get("zitting").and_then(|id| id.parse().ok());
            (id, returned(), (answered(excuse), answered(give)))
        };
        Self {
            data: Resource::new(asked, |(id, returned, _)| async move {
                let session = match id {
                    Some(id) => api::read_session(id).await,
                    None => Err(Problem::not_found().into()),
                };
                (session, FormState::load(returned).await)
            }),
            excuse,
            give,
            chosen: Memo::new(move |_| query.read().get("zaak")),
            given: Memo::new(move |_| query.read().get("melding").as_deref() == Some("advies")),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            excuse,
            give,
            chosen,
            given,
        } = this;
        view! {
            <Title text="Zitting van de commissie - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (session, returned) = data.await;
                    let form = Form::new(give, returned);
                    let asked = (chosen.get(), given.get());
                    loaded(session, |session| page(session, asked, form, (give, excuse)))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    session: Session,
    (chosen, given): (Option<String>, bool),
    form: Form,
    (give, excuse): (Give, Excuse),
) -> impl IntoView {
    // One form at a time: the one that was asked, that came back, or the first that is not done.
    let typed = form.value("id", "");
    let first = session
        .cases
        .iter()
        .find(|case| case.open && !case.excused && case.mine.is_none())
        .map(|case| case.id.to_string());
    let chosen = match (typed.as_str(), chosen) {
        ("", Some(asked)) => Some(asked),
        ("", None) => first,
        (typed, _) => Some(typed.to_owned()),
    };
    let given = given
        .then(|| view! { <Alert tone=Tone::Ok live=true><p>"Je advies is bewaard."</p></Alert> });
    let id = session.id;
    let title = format!("Zitting {}", notation::date(session.on));
    let lead = format!(
        "{}. {}. Lees ze voor de zitting en geef alvast je advies. Je ziet geen namen.",
        notation::count(
            session.cases.len().try_into().unwrap_or(i64::MAX),
            "zaak",
            "zaken"
        ),
        session.place,
    );
    let cases = session
        .cases
        .into_iter()
        .map(|case| {
            let now = chosen == Some(case.id.to_string());
            one(case, (id, now), form, (give, excuse))
        })
        .collect_view();
    view! {
        <Breadcrumb parents=vec![("/behandeling/commissie", "Adviescommissie")]/>
        <ErrorSummary problem=form.problem()/>
        <PageHead title lead/>
        <Stack>{given} {cases}</Stack>
    }
}

fn one(
    case: BlindCase,
    (session, now): (Uuid, bool),
    form: Form,
    (give, excuse): (Give, Excuse),
) -> AnyView {
    let number = case.number.clone();
    if case.excused {
        return view! {
            <Card title=number.clone() id=number quiet=true>
                <Paragraph>"Je hebt je afgemeld voor deze zaak. Je ziet het dossier niet meer."</Paragraph>
            </Card>
        }
        .into_any();
    }
    let computed = case.until.clone();
    let until = notation::date(computed.date);
    let met = case.evaluation.as_ref().map(rules);
    let activities = (!case.activities.is_empty()).then(|| table(&case.activities));
    let grounds = case.grounds.clone();
    let before = case
        .before
        .iter()
        .map(|(kind, reasons)| {
            let text = format!("{}. {reasons}", kind.name());
            view! { <Fact name="Eerder advies">{text}</Fact> }
        })
        .collect_view();
    let anew = (!case.before.is_empty() && case.evaluation.is_some()).then(|| {
        view! {
            <Paragraph muted=true>"Je ziet het portfolio zoals het nu is. Het kan anders zijn dan bij het eerdere advies."</Paragraph>
        }
    });
    let others = case
        .others
        .iter()
        .map(|(part, opinion)| {
            let text = match opinion {
                Some((kind, note)) => format!("{}. {note}", kind.name()),
                None => "Nog geen advies".to_owned(),
            };
            let name = part.clone();
            view! { <Fact name>{text}</Fact> }
        })
        .collect_view();
    let others = (!case.others.is_empty()).then(|| view! { <Facts wide=true>{others}</Facts> });
    let opinion = (case.open && now).then(|| opinion(&case, session, form, give));
    let go = (case.open && !now).then(|| {
        let href = format!("/behandeling/commissie/{session}?zaak={}", case.id);
        let words = format!("Geef je advies over {number}");
        view! { <p><TextLink href>{words}</TextLink></p> }
    });
    let closed = (!case.open)
        .then(|| view! { <Alert><p>"Deze zaak wacht niet meer op advies."</p></Alert> });
    let too_near = case.open.then(|| {
        let (id, session, context) = (case.id.to_string(), session.to_string(), number.clone());
        view! {
            <AskFirst label="Ken je de leraar?" context=context.clone()>
                <p>"Meld je dan af voor deze zaak. Je ziet het dossier daarna niet meer."</p>
                <ActionForm action=excuse>
                    <Hidden name="id" value=id/>
                    <Hidden name="session" value=session/>
                    <Button weight=Weight::Secondary context>"Meld je af"</Button>
                </ActionForm>
            </AskFirst>
        }
    });
    view! {
        <Card title=number.clone() id=number>
            <Stack>
                <Facts wide=true>
                    <Fact name="Wat vraagt het register?">{case.question.clone()}</Fact>
                    <Fact name="Advies uiterlijk op">{until}</Fact>
                    {grounds.map(|grounds| view! { <Fact name="Wat vindt de leraar?">{grounds}</Fact> })}
                    {before}
                </Facts>
                <TermExplained computed/>
                {anew}
                {met}
                {activities}
                {others}
                {opinion}
                {go}
                {closed}
                {too_near}
            </Stack>
        </Card>
    }
    .into_any()
}

/// The form of an opinion; for the chair also that of the advice itself.
fn opinion(case: &BlindCase, session: Uuid, form: Form, give: Give) -> impl IntoView + use<> {
    let id = case.id.to_string();
    let of_this = form.value("id", "") == id;
    let value = move |field: &str, known: String| {
        if of_this {
            form.value(field, known)
        } else {
            known
        }
    };
    let (kind, note) = case
        .mine
        .clone()
        .map_or_else(Default::default, |(kind, note)| {
            (kind.code().to_owned(), note)
        });
    let kind = value("kind", kind);
    let number = case.number.clone();
    let kinds = AdviceKind::ALL
        .into_iter()
        .map(|one| {
            let checked = kind == one.code();
            view! { <Check name="kind" value=one.code() label=one.name() checked radio=true/> }
        })
        .collect_view();
    let chair = case.chair.then(|| {
        let last = value("last", String::new()) == "ja";
        view! {
            <TextArea name="minority" label="Wat vindt een minderheid?" hint="Alleen bij het advies van de hele commissie." value=value("minority", String::new()) error=form.error("minority") optional=true rows=3/>
            <Check name="last" value="ja" label="Dit is het advies van de commissie" note="Je geeft het als voorzitter. Dat kan vanaf de dag van de zitting, als ieder lid advies gaf. Daarna gaat de zaak terug naar het register" checked=last/>
        }
    });
    view! {
        <ActionForm action=give attr:class="lr-stack lr-stack--m">
            <Hidden name="id" value=id/>
            <Hidden name="session" value=session.to_string()/>
            <FieldGroup id=format!("advies-{number}") legend="Jouw advies" error=form.error("kind")>
                {kinds}
            </FieldGroup>
            <TextArea name="reasons" label="Waarom?" value=value("reasons", note) error=form.error("reasons") rows=4/>
            {chair}
            <Actions><Button context=number>"Bewaar je advies"</Button></Actions>
        </ActionForm>
    }
}
