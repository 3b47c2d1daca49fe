//! The form of an activity: three fields must be filled in, the rest may come later.

use super::{
    ActivityDetail, ActivityInput, api,
    opened::{Asked, Loaded, load},
    quick::{full_form, number_of},
    split::{SplitFields, TypedHours},
    subjects::SubjectChoice,
    two, waiting,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Aside, Breadcrumb, Bullet, Bullets, Button, Card, Check, Choice, Columns,
        DateField, Details, Division, ErrorSummary, FieldGroup, FileField, Hidden, Narrow,
        PageHead, Paragraph, Section, SelectField, Stack, TextArea, TextField, TextLink,
    },
    failure::{Answer, Failure},
    public::FailureView,
    session::{
        Form, FormState, FormTitle,
        draft::{Draft, DraftStatus, Drafts},
        returned_form,
    },
    teacher::reregistration::{EffectList, Typed},
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use server_fn::ServerFn;
use shared::portfolio::{ActivityForm, ActivityKind, ActivityLabel, Category, EvidenceKind};
use std::collections::BTreeMap;
use web_sys::HtmlFormElement;

/// `/mijn/portfolio/activiteit/nieuw?zoals=&concept=` and `/mijn/portfolio/activiteit/{id}/wijzigen`.
pub struct ActivityFormPage {
    data: Resource<Answer<Loaded>>,
}

impl Page for ActivityFormPage {
    fn data() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || {
                    let query = query.read();
                    let asked = Asked {
                        id: params.read().get("id"),
                        like: query.get("zoals"),
                        draft: query.get("concept"),
                    };
                    (asked, returned())
                },
                |(asked, returned)| load(asked, returned),
            ),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(Loaded::Form(input, returned)) => page(*input, returned).into_any(),
                        Ok(Loaded::Two(detail, returned)) => two_versions(*detail, returned),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

/// The two versions to choose from; the form itself when what was typed is not to be read.
fn two_versions(detail: ActivityDetail, returned: FormState) -> AnyView {
    let form = Form::posted::<api::SaveActivity>(Some(returned));
    let typed = typed_in(form, &ActivityForm::default());
    match typed.parse(detail.today) {
        Ok(activity) => two::page(detail, form, typed, activity),
        Err(problem) => view! { <FailureView failure=Failure(problem)/> }.into_any(),
    }
}

fn page(input: ActivityInput, returned: Option<FormState>) -> impl IntoView {
    let form = Form::posted::<api::SaveActivity>(returned);
    let (title, cancel) = match input.version {
        None => ("Wat heb je gedaan?", "/mijn/portfolio".to_owned()),
        Some(_) => (
            "Wijzig je activiteit",
            format!("/mijn/portfolio/activiteit/{}", input.id),
        ),
    };
    let drafts = input.version.is_none().then(|| {
        let is_saved = Callback::new(|_| false);
        let here = number_of(form, input.id).to_string();
        view! { <Drafts here what="een activiteit" is_saved/> }
    });
    view! {
        <FormTitle page=title problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
        <Columns>
            <Narrow>
                <ErrorSummary problem=form.problem()/>
                {drafts}
                <PageHead
                    title
                    lead="Alleen titel, datum en aantal uur zijn nodig. De rest mag je later invullen."
                />
                <Fields form input cancel/>
            </Narrow>
            <Aside label="Tips">
                <Tips/>
            </Aside>
        </Columns>
    }
}

#[component]
fn Fields(form: Form, input: ActivityInput, cancel: String) -> impl IntoView {
    let known = input.form;
    let live = Typed::new(typed_in(form, &known), input.today);
    let own = input.inputs.facts.subjects.clone();
    let (inputs, activity) = (input.inputs, live.activity());
    let more = known.clone();
    let typed = RwSignal::new(TypedHours::of(form, &known));
    let (number, id, page) = match input.version {
        None => {
            let id = number_of(form, input.id);
            ("nieuw", id, full_form(id))
        }
        Some(_) => {
            let page = format!("/mijn/portfolio/activiteit/{}/wijzigen", input.id);
            ("id", input.id, page)
        }
    };
    let id = id.to_string();
    let version = input.version.map(|version| {
        let value = form.value("versie", version.to_string());
        view! { <Hidden name="versie" value/> }
    });
    let draft = Draft::new(id.clone(), page, form.is_returned());
    // With a file it is posted by the browser itself.
    let send = |form: &HtmlFormElement| {
        // Fails only for a form that has left the page.
        let _ = form.submit();
    };
    let kinds = std::iter::once(Choice::new("", "Kies een soort"))
        .chain(
            ActivityKind::ALL
                .into_iter()
                .map(|kind| Choice::new(kind.code(), format!("{}: {}", kind.label(), kind.hint()))),
        )
        .collect::<Vec<_>>();
    view! {
        <form
            node_ref=draft.node
            method="post"
            enctype="multipart/form-data"
            action=api::SaveActivity::PATH
            data-concept=draft.page()
            on:input=move |event| {
                live.hear(&event);
                draft.hear();
            }
            on:submit=move |event| draft.submit(&event, send)
            novalidate
        >
            <Stack>
            <DraftStatus draft/>
            <Hidden name=number value=id/>
            {version}
            <TextField
                name="title"
                label="Titel"
                hint="Kort en herkenbaar, bijvoorbeeld ‘Cursus Formatief toetsen’."
                value=form.value("title", known.title)
                error=form.error("title")
            />
            <Columns division=Division::Two>
                <DateField
                    name="from"
                    legend="Wanneer was het?"
                    hint="Bijvoorbeeld 30 6 2026. Bij meer dagen: de eerste dag."
                    value=form.date("from", (known.from_day, known.from_month, known.from_year))
                    error=form.error("from")
                />
                <TextField
                    name="hours"
                    label="Aantal uur"
                    hint="Bijvoorbeeld 6 of 7,5. Reistijd telt niet mee."
                    value=form.value("hours", known.hours)
                    error=form.error("hours")
                    inputmode="decimal"
                    narrow=true
                    unit="uur"
                    on_input=Callback::new(move |text: String| {
                        typed.update(|typed| typed.all = text);
                    })
                />
            </Columns>
            <Section title="Dit mag ook later" id="later">
            <Stack>
            <CategoryChoice form known=known.category/>
            <SplitFields form typed today=input.today/>
            <SubjectChoice form known=known.subjects own today=input.today/>
            <SelectField
                name="kind"
                label="Soort activiteit"
                value=form.value("kind", known.kind)
                choices=kinds
                error=form.error("kind")
                optional=true
            />
            <LastDay form known=(known.to_day, known.to_month, known.to_year)/>
            <FormAndOutcome form known=more today=input.today/>
            <TextField
                name="provider"
                label="Aanbieder"
                hint="Bijvoorbeeld een hogeschool, een vakvereniging of je eigen school."
                value=form.value("provider", known.provider)
                error=form.error("provider")
                optional=true
            />
            <TextArea
                name="reflection"
                label="Wat heb je geleerd?"
                hint="Schrijf op wat je nu anders doet in de klas. Een paar zinnen is genoeg."
                value=form.value("reflection", known.reflection)
                error=form.error("reflection")
                optional=true
                rows=5
            />
            <Kept names=input.evidence.into_iter().map(|file| file.name).collect()/>
            <FileField
                name="bestand"
                label="Bewijs"
                hint=EvidenceKind::HINT
                accept=EvidenceKind::ACCEPT
                error=form.error("bestand")
                optional=true
                multiple=true
                in_parts=true
            />
            </Stack>
            </Section>
            <div role="status" id="effect">
                <EffectList inputs activity/>
            </div>
            <Actions>
                <Button>"Activiteit opslaan"</Button>
                <TextLink href=cancel>"Annuleren"</TextLink>
            </Actions>
            </Stack>
        </form>
    }
}

/// What stands in the form now.
fn typed_in(form: Form, known: &ActivityForm) -> ActivityForm {
    let value = |name: &str, known: &str| form.value(name, known);
    ActivityForm {
        title: value("title", &known.title),
        kind: value("kind", &known.kind),
        category: value("category", &known.category),
        from_day: value("from_day", &known.from_day),
        from_month: value("from_month", &known.from_month),
        from_year: value("from_year", &known.from_year),
        to_day: value("to_day", &known.to_day),
        to_month: value("to_month", &known.to_month),
        to_year: value("to_year", &known.to_year),
        hours: value("hours", &known.hours),
        hours_subject_content: value("hours_subject_content", &known.hours_subject_content),
        hours_subject_didactics: value("hours_subject_didactics", &known.hours_subject_didactics),
        hours_pedagogy: value("hours_pedagogy", &known.hours_pedagogy),
        hours_professional: value("hours_professional", &known.hours_professional),
        hours_school: value("hours_school", &known.hours_school),
        hours_profession: value("hours_profession", &known.hours_profession),
        provider: value("provider", &known.provider),
        reflection: value("reflection", &known.reflection),
        subjects: form.values("subjects", known.subjects.clone()),
        labels: form.values("labels", known.labels.clone()),
        contact_hours: value("contact_hours", &known.contact_hours),
        credits: value("credits", &known.credits),
        diploma: value("diploma", &known.diploma),
        take: BTreeMap::new(),
    }
}

/// The one category that most activities are about.
#[component]
fn CategoryChoice(form: Form, known: String) -> impl IntoView {
    let chosen = form.value("category", known);
    let choices = Category::ALL
        .into_iter()
        .map(|category| {
            view! {
                <Check
                    name="category"
                    value=category.code()
                    label=category.label()
                    note=category.hint()
                    checked=chosen == category.code()
                    radio=true
                />
            }
        })
        .collect_view();
    let unknown = chosen.is_empty();
    view! {
        <FieldGroup
            id="category"
            legend="Bij welk onderwerp hoort het?"
            hint="Kies het onderwerp dat het beste past. Alle uren tellen dan daar."
            error=form.error("category")
        >
            {choices}
            <Check
                name="category"
                value=""
                label="Dat kies ik later"
                checked=unknown
                radio=true
            />
        </FieldGroup>
    }
}

/// The last day. Closed at first: most activities take a day.
#[component]
fn LastDay(form: Form, known: (String, String, String)) -> impl IntoView {
    let value = form.date("to", known);
    let open = [&value.0, &value.1, &value.2]
        .iter()
        .any(|part| !part.is_empty());
    view! {
        <Details summary="Duurde het langer dan één dag?" open>
            <DateField
                name="to"
                legend="Wat was de laatste dag?"
                value
                error=form.error("to")
            />
        </Details>
    }
}

/// Its forms and themes, contact hours and what it gave. Closed at first: only some rules ask it.
#[component]
fn FormAndOutcome(form: Form, known: ActivityForm, today: Date) -> impl IntoView {
    let labels = form.values("labels", known.labels);
    let contact = form.value("contact_hours", known.contact_hours);
    let credits = form.value("credits", known.credits);
    let diploma = form.value("diploma", known.diploma) == "ja";
    let open = !labels.is_empty() || !contact.is_empty() || !credits.is_empty() || diploma;
    // What was chosen once stays, also when it can no longer be chosen.
    let kept = labels.iter().filter_map(|code| ActivityLabel::chosen(code));
    let mut all: Vec<&ActivityLabel> = ActivityLabel::choices(today).collect();
    for label in kept {
        if !all.contains(&label) {
            all.push(label);
        }
    }
    let boxes = all
        .into_iter()
        .map(|label| {
            let checked = labels.contains(&label.code);
            let (value, label) = (label.code.clone(), label.name.clone());
            view! { <Check name="labels[]" value label checked/> }
        })
        .collect_view();
    view! {
        <Details summary="Vorm, contacturen, studiepunten en diploma" open>
            <Stack>
                <FieldGroup
                    id="labels"
                    legend="Hoort het bij een van deze vormen of thema’s?"
                    hint="Sommige regels gaan over een vorm of thema. Kies er geen als er niets bij past."
                    error=form.error("labels")
                >
                    {boxes}
                </FieldGroup>
                <TextField
                    name="contact_hours"
                    label="Contacturen"
                    hint="Van alle uren die waarin er iemand lesgaf of begeleidde."
                    value=contact
                    error=form.error("contact_hours")
                    inputmode="decimal"
                    narrow=true
                    unit="uur"
                    optional=true
                />
                <TextField
                    name="credits"
                    label="Studiepunten"
                    hint="Hoeveel studiepunten (EC) je ervoor kreeg."
                    value=credits
                    error=form.error("credits")
                    inputmode="numeric"
                    narrow=true
                    optional=true
                />
                <Check
                    name="diploma"
                    value="ja"
                    label="Ik heb de opleiding afgerond met een diploma"
                    checked=diploma
                />
            </Stack>
        </Details>
    }
}

/// The evidence that is there already.
#[component]
fn Kept(names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| {
        view! {
            <Paragraph small=true>
                {format!("Bij deze activiteit bewaar je al: {}.", names.join(", "))}
            </Paragraph>
        }
    })
}

#[component]
fn Tips() -> impl IntoView {
    view! {
        <Card title="Telt dit mee?" id="tips" quiet=true small=true>
            <Bullets small=true>
                <Bullet>"Wat je in je periode van 4 jaar deed, telt mee."</Bullet>
                <Bullet>
                    "Leren op je werk telt ook mee, zoals intervisie of een collega begeleiden."
                </Bullet>
                <Bullet>
                    "Kies een onderwerp. Dan telt het ook mee voor de regels per onderwerp."
                </Bullet>
            </Bullets>
        </Card>
    }
}
