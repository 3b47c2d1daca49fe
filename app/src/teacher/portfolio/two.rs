//! Two versions of one activity: what is saved and what was typed meanwhile, beside each other to
//! choose from.

use super::{ActivityDetail, api::SaveActivity};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, ChoiceCard, Columns, Division, ErrorSummary,
        FieldGroup, FileField, Gap, Hidden, PageHead, Paragraph, Stack, TextLink, Tone,
    },
    session::Form,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use shared::{
    notation,
    portfolio::{ActivityForm, EvidenceKind, NewActivity, Part, Take, differences},
};

/// The page on which one chooses.
pub fn page(
    detail: ActivityDetail,
    form: Form,
    typed: ActivityForm,
    activity: NewActivity,
) -> AnyView {
    let saved = detail.activity;
    let seen = form.value("versie", "").parse::<u32>().ok();
    let base = detail
        .earlier
        .iter()
        .find(|earlier| Some(earlier.version) == seen)
        .map_or_else(|| saved.clone(), |earlier| earlier.activity.clone());
    let questions = differences(&saved, &activity)
        .into_iter()
        .map(|part| {
            let proposed = Take::proposed(part, &base, &saved, &activity);
            view! { <Question part proposed saved=part.text(&saved) typed=part.text(&activity)/> }
        })
        .collect_view();
    let recorded = notation::date_time(detail.recorded);
    let href = format!("/mijn/portfolio/activiteit/{}?melding=gehouden", detail.id);
    let fields = fields(&typed)
        .into_iter()
        .map(|(name, value)| view! { <Hidden name value/> })
        .collect_view();
    let again = form.error("bestand");
    let with_file = again.get_untracked().is_some();
    view! {
        <Title text="Fout: Twee versies - Lerarenregister"/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
        <Stack>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title="Welke versie wil je bewaren?"
                lead=format!("Opgeslagen is wat je op {recorded} bewaarde. Daarnaast staat wat je nu typte.")
            />
            {detail
                .removed
                .then(|| {
                    view! {
                        <Alert tone=Tone::Warning>
                            <p>
                                "Je hebt deze activiteit verwijderd. Sla je haar hier op, dan staat ze weer in je portfolio."
                            </p>
                        </Alert>
                    }
                })}
            <form
                method="post"
                enctype="multipart/form-data"
                action=SaveActivity::PATH
            >
                <Stack>
                    <Hidden name="id" value=detail.id.to_string()/>
                    <Hidden name="versie" value=detail.version.to_string()/>
                    {fields}
                    {questions}
                    {with_file
                        .then(|| {
                            view! {
                                <FileField
                                    name="bestand"
                                    label="Bewijs"
                                    hint=EvidenceKind::HINT
                                    accept=EvidenceKind::ACCEPT
                                    error=again
                                    optional=true
                                    multiple=true
                                />
                            }
                        })}
                    <Paragraph small=true muted=true>
                        "Wat nu is opgeslagen, blijft te lezen bij ‘Eerdere versies’."
                    </Paragraph>
                    <Actions>
                        <Button>"Sla deze keuze op"</Button>
                        <TextLink href>"Houd wat er is opgeslagen"</TextLink>
                    </Actions>
                </Stack>
            </form>
        </Stack>
    }
    .into_any()
}

/// Which of the two one takes of a part.
#[component]
fn Question(part: Part, proposed: Take, saved: String, typed: String) -> impl IntoView {
    let card = move |take: Take, label: &'static str, text: String| {
        let note = if text.is_empty() {
            "Niets ingevuld".to_owned()
        } else {
            text
        };
        let name = format!("take[{}]", part.code());
        let checked = proposed == take;
        view! {
            <ChoiceCard name value=take.code() label note=Signal::stored(note) checked/>
        }
    };
    let both = (part == Part::Reflection && !saved.is_empty() && !typed.is_empty()).then(|| {
        card(
            Take::Both,
            "Allebei",
            "Eerst wat is opgeslagen, daaronder wat je nu typte.".to_owned(),
        )
    });
    view! {
        <FieldGroup id=part.code() legend=part.label()>
            <Stack gap=Gap::Medium>
                <Columns division=Division::Two>
                    {card(Take::Saved, "Opgeslagen", saved)}
                    {card(Take::Typed, "Wat je nu typte", typed)}
                </Columns>
                {both}
            </Stack>
        </FieldGroup>
    }
}

/// What was typed, as the fields of a form.
fn fields(typed: &ActivityForm) -> Vec<(&'static str, String)> {
    let ActivityForm {
        title,
        kind,
        category,
        from_day,
        from_month,
        from_year,
        to_day,
        to_month,
        to_year,
        hours,
        hours_subject_content,
        hours_subject_didactics,
        hours_pedagogy,
        hours_professional,
        hours_school,
        hours_profession,
        provider,
        reflection,
        subjects,
        labels,
        contact_hours,
        credits,
        diploma,
        take: _,
    } = typed.clone();
    [
        ("title", title),
        ("kind", kind),
        ("category", category),
        ("from_day", from_day),
        ("from_month", from_month),
        ("from_year", from_year),
        ("to_day", to_day),
        ("to_month", to_month),
        ("to_year", to_year),
        ("hours", hours),
        ("hours_subject_content", hours_subject_content),
        ("hours_subject_didactics", hours_subject_didactics),
        ("hours_pedagogy", hours_pedagogy),
        ("hours_professional", hours_professional),
        ("hours_school", hours_school),
        ("hours_profession", hours_profession),
        ("provider", provider),
        ("reflection", reflection),
        ("contact_hours", contact_hours),
        ("credits", credits),
        ("diploma", diploma),
    ]
    .into_iter()
    .chain(subjects.into_iter().map(|id| ("subjects[]", id)))
    .chain(labels.into_iter().map(|code| ("labels[]", code)))
    .collect()
}
