//! `/criteria/{versie}/bewerken`: a draft as a form, with what it would do beside it. Each button sends
//! the whole form; what cannot be read is kept as it was typed, and the page says what to do about it.

mod fields;
mod live;
mod rule;

use super::{Draft, api, rules, simulation::SimulationView};
use crate::{
    design::{
        Actions, Alert, Badge, Breadcrumb, Button, Card, Choice, Columns, DateField, Division,
        ErrorSummary, Hidden, Icons, PageHead, Paragraph, SelectField, Stack, TextArea, TextField,
        TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use live::Typed;
use rule::{RuleFields, sector_boxes};
use shared::{Problem, criteria::RuleKind, notation};

/// `/criteria/{versie}/bewerken`
pub struct EditorPage {
    data: Resource<(Answer<Draft>, Option<FormState>)>,
    save: ServerAction<api::SaveDraft>,
    typed: Typed,
    message: Memo<Option<&'static str>>,
}

impl Page for EditorPage {
    fn data() -> Self {
        let save = ServerAction::<api::SaveDraft>::new();
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || {
                    let version = params.read().get("versie").unwrap_or_default();
                    // Another address of the same page asks how far the simulation is.
                    let asked = query.read().get("stand");
                    (version, answered(save), asked, returned())
                },
                |(version, _, _, returned)| async move {
                    (
                        api::read_draft(version).await,
                        FormState::load(returned).await,
                    )
                },
            ),
            save,
            typed: Typed::new(),
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "bewaard" => Some("Het concept is bewaard."),
                "reken" => Some("Het concept is bewaard en wordt doorgerekend."),
                "erbij" => Some("De regel staat onderaan."),
                _ => None,
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            save,
            typed,
            message,
        } = this;
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(draft), returned) => {
                            page(draft, returned, (save, typed), message.get()).into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(
    draft: Draft,
    returned: Option<FormState>,
    (save, typed): (ServerAction<api::SaveDraft>, Typed),
    said: Option<&'static str>,
) -> impl IntoView {
    let version = draft.set.version.clone();
    let title = format!("Versie {version} bewerken");
    let before = format!(
        "Concept, laatst bewaard op {}",
        notation::date_time(draft.saved)
    );
    let form = Form::new(save, returned);
    // What was kept and cannot be read: each message at its field.
    let wrong = draft.form.parse(&draft.set).err().unwrap_or_default();
    let problem = (!wrong.is_empty()).then(|| Problem::invalid(wrong));
    let stored = problem.clone();
    let said = said.map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> });
    let differences = problem
        .is_none()
        .then(|| rules::differences(&draft.set, &draft.in_force, true));
    let unread = problem.is_some().then(|| {
        view! {
            <Alert tone=Tone::Warning>
                <p>
                    "Wat je typte is bewaard, maar nog niet alles klopt. Pas als alles klopt wordt het doorgerekend en kan het verder."
                </p>
            </Alert>
        }
    });
    let (simulation, set) = (draft.simulation.clone(), draft.set.clone());
    let address = format!("/criteria/{version}/bewerken");
    let back = format!("/criteria/{version}");
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <Breadcrumb parents=vec![
            ("/criteria".to_owned(), "Criteria".to_owned()),
            (back.clone(), format!("Versie {version}")),
        ]/>
        <ErrorSummary problem=form.problem()/>
        <ErrorSummary problem=Signal::stored(stored)/>
        <PageHead title before>
            <Badge tone=Tone::Info>"Concept"</Badge>
        </PageHead>
        <Stack>
            {said} {unread} <Columns division=Division::Two>
                <DraftForm draft form save typed problem/>
                <section class="lr-stack lr-stack--l" aria-labelledby="sim">
                    <h2 class="utrecht-heading-2" id="sim">"Wat betekent dit voor leraren?"</h2>
                    <SimulationView simulation set address/>
                    <Card title="Wat er verandert" id="verandert">{differences}</Card>
                    <p><TextLink href=back>"Naar de raadpleging en de stemming"</TextLink></p>
                </section>
            </Columns>
        </Stack>
    }
}

/// The form: about the version, each rule, and the buttons.
#[component]
fn DraftForm(
    draft: Draft,
    form: Form,
    save: ServerAction<api::SaveDraft>,
    typed: Typed,
    problem: Option<Problem>,
) -> impl IntoView {
    let error = Errors::new(form, problem);
    typed.begin(draft.form.clone());
    let stored = draft.form.clone();
    let starts = form.date(
        "starts",
        (stored.starts_day, stored.starts_month, stored.starts_year),
    );
    let rules = (0..draft.form.rules.len())
        .map(|place| {
            let (draft, in_force) = (draft.form.clone(), draft.in_force.clone());
            view! { <RuleFields place draft in_force form error typed/> }
        })
        .collect_view();
    let sectors = form.listed("sectors[]", stored.sectors);
    let sectors = sector_boxes("sectors".to_owned(), &sectors, error.at("sectors"));
    let kinds = std::iter::once(Choice::new("", "Kies een soort"))
        .chain(RuleKind::CODES.map(|code| Choice::new(code, RuleKind::title(code))))
        .collect::<Vec<_>>();
    view! {
        <ActionForm
            action=save
            attr:class="lr-stack lr-stack--l"
            on:input=move |event| typed.hear(&event)
        >
            <Hidden name="version" value=draft.set.version.clone()/>
            <Hidden name="revision" value=draft.revision.to_string()/>
            <Card title="Over deze versie" id="over">
                <Stack>
                    <TextField
                        name="name"
                        label="Naam"
                        value=form.value("name", stored.name)
                        error=error.at("name")
                    />
                    <DateField
                        name="starts"
                        legend="Voor perioden die beginnen vanaf welke dag?"
                        value=starts
                        error=error.at("starts")
                    />
                    {sectors}
                    <TextArea
                        name="reason"
                        label="Waarom deze verandering?"
                        hint="Deze uitleg staat straks bij de criteria. Leraren lezen dit."
                        value=form.value("reason", stored.reason)
                        error=error.at("reason")
                        optional=true
                    />
                </Stack>
            </Card>
            {rules}
            <Card title="Regel erbij" id="erbij">
                <Stack>
                    <SelectField
                        name="soort"
                        label="Welke soort regel?"
                        value=""
                        choices=kinds
                        error=error.at("soort")
                        optional=true
                    />
                    <Actions>
                        <Button weight=Weight::Secondary icon=Icons::Plus name="knop" value="erbij">
                            "Voeg de regel toe"
                        </Button>
                    </Actions>
                </Stack>
            </Card>
            <Actions>
                <Button name="knop" value="reken">"Reken opnieuw"</Button>
                <Button weight=Weight::Secondary name="knop" value="bewaar">"Bewaar concept"</Button>
            </Actions>
            <Paragraph small=true muted=true>
                "Elke knop bewaart alles wat je typte."
            </Paragraph>
        </ActionForm>
    }
}

/// The messages at the fields: of the answer to what was sent last, else of what is kept.
#[derive(Clone, Copy)]
pub(super) struct Errors {
    form: Form,
    kept: StoredValue<Option<Problem>>,
}

impl Errors {
    fn new(form: Form, kept: Option<Problem>) -> Self {
        Self {
            form,
            kept: StoredValue::new(kept),
        }
    }

    /// The message at a field.
    pub(super) fn at(self, field: impl Into<String>) -> Signal<Option<String>> {
        let field = field.into();
        let kept = self.kept.with_value(|problem| {
            let problem = problem.as_ref()?;
            problem.at(&field).map(str::to_owned)
        });
        let answered = self.form.error(field);
        Signal::derive(move || answered.get().or_else(|| kept.clone()))
    }
}
