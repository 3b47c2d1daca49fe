//! One activity: what was done, with its evidence, and what one can do with it.

use super::{
    ActivityDetail, about,
    api::{self, RemoveActivity, RemoveEvidence, RestoreActivity, RestoreVersion},
    colleagues::{Received, words},
    history::History,
    waiting,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, AskFirst, Breadcrumb, Button, ButtonLink, Card, Cluster, ErrorSummary,
        Fact, Facts, FileRow, Files, Gap, Hidden, Icons, Narrow, PageHead, Paragraph, Stack,
        TextLink, Tone, Weight,
    },
    failure::{Answer, Failure},
    public::FailureView,
    session::{Form, FormState, answered, draft::Saved, returned_form},
    teacher::{EvidenceView, evidence::OpenFile, reregistration::Effects},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    Problem, notation,
    portfolio::{Category, NewActivity, Part, Quarters, details},
};

type Loaded = (ActivityDetail, Option<FormState>);

/// What one can do on this page.
#[derive(Clone, Copy)]
struct Deeds {
    remove: ServerAction<RemoveActivity>,
    restore: ServerAction<RestoreActivity>,
    restore_version: ServerAction<RestoreVersion>,
    remove_evidence: ServerAction<RemoveEvidence>,
}

/// `/mijn/portfolio/activiteit/{id}?melding=`.
pub struct ActivityPage {
    data: Resource<Answer<Loaded>>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
}

impl Page for ActivityPage {
    fn data() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        let deeds = Deeds {
            remove: ServerAction::new(),
            restore: ServerAction::new(),
            restore_version: ServerAction::new(),
            remove_evidence: ServerAction::new(),
        };
        let done = move || {
            (
                answered(deeds.restore),
                answered(deeds.restore_version),
                answered(deeds.remove_evidence),
            )
        };
        Self {
            data: Resource::new(
                move || (params.read().get("id"), returned(), done()),
                |(id, returned, _)| load(id, returned),
            ),
            deeds,
            message: Memo::new(move |_| message(query.read().get("melding")?.as_str())),
        }
    }

    fn view(this: Self) -> AnyView {
        let ActivityPage {
            data,
            deeds,
            message,
        } = this;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok((detail, returned)) => page(detail, returned, deeds, message).into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

async fn load(id: Option<String>, returned: Option<String>) -> Answer<Loaded> {
    let id = id
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| Failure(Problem::not_found()))?;
    Ok((
        api::open_activity(id).await?,
        FormState::load(returned).await,
    ))
}

const SAVED: &str = "Je activiteit is opgeslagen.";
const KEPT: &str = "Je hield de versie die was opgeslagen.";

fn message(code: &str) -> Option<&'static str> {
    match code {
        "opgeslagen" => Some(SAVED),
        "gehouden" => Some(KEPT),
        "versie" => Some("De eerdere versie staat er weer. Wat er stond, is ook bewaard."),
        "teruggezet" => Some("Je activiteit staat weer in je portfolio."),
        "bewijs-verwijderd" => Some("Het bewijsstuk is verwijderd."),
        _ => None,
    }
}

fn page(
    detail: ActivityDetail,
    returned: Option<FormState>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
) -> impl IntoView {
    let history = view! { <History detail=detail.clone() restore=deeds.restore_version/> };
    let activity = detail.activity;
    let id = detail.id.to_string();
    let again = format!("/mijn/portfolio/activiteit/nieuw?zoals={id}");
    let change = format!("/mijn/portfolio/activiteit/{id}/wijzigen");
    let colleagues = format!("/mijn/portfolio/activiteit/{id}/collegas");
    let problems = [
        Form::new(deeds.remove, returned.clone()).problem(),
        Form::new(deeds.restore, returned.clone()).problem(),
        Form::new(deeds.restore_version, returned.clone()).problem(),
        Form::new(deeds.remove_evidence, returned).problem(),
    ];
    let problem = Signal::derive(move || problems.iter().find_map(|problem| problem.get()));
    let before = match activity.kind {
        Some(kind) => format!("{}, {}", kind.label(), activity.when()),
        None => activity.when(),
    };
    let saved = {
        let number = id.clone();
        // Nothing waits any more: what was typed is saved, or not wanted.
        move || {
            message
                .get()
                .filter(|text| [SAVED, KEPT].contains(text))
                .map(|_| view! { <Saved number=number.clone()/> })
        }
    };
    let recorded = notation::date_time(detail.recorded);
    let files = evidence(
        detail.evidence,
        &change,
        detail.removed,
        deeds.remove_evidence,
    );
    let feedback = (!detail.feedback.is_empty()).then(|| {
        feedback(
            detail.feedback,
            (!detail.removed).then(|| colleagues.clone()),
        )
    });
    let validated = detail.validated.map(|is| {
        let (word, by) = (
            if is { "Ja" } else { "Nee" },
            detail.source.label().to_lowercase(),
        );
        view! {
            <Facts wide=true>
                <Fact name="Gevalideerd">{format!("{word}, volgens de bron: {by}")}</Fact>
            </Facts>
        }
    });
    let effect = (!detail.effect.is_empty()).then(|| {
        let effects = detail.effect;
        view! {
            <Card title="Wat dit bijdraagt aan je herregistratie" id="bijdrage">
                <Effects effects/>
            </Card>
        }
    });
    view! {
        <Title text=format!("{} - Lerarenregister", activity.title)/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
        <Narrow>
            <ErrorSummary problem/>
            <PageHead title=activity.title.clone() before/>
            {move || {
                message
                    .get()
                    .map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> })
            }}
            {saved}
            {detail
                .removed
                .then(|| {
                    let id = id.clone();
                    view! {
                        <Alert tone=Tone::Warning>
                            <p>
                                "Deze activiteit heb je verwijderd. Hij telt niet mee, tot je hem terugzet."
                            </p>
                            <ActionForm action=deeds.restore>
                                <Hidden name="id" value=id/>
                                <Button weight=Weight::Secondary icon=Icons::ArrowBackUp>
                                    "Zet terug"
                                </Button>
                            </ActionForm>
                        </Alert>
                    }
                })}
            <Card title="Wat je deed" id="wat">
                <Stack gap=Gap::Normal>
                    {facts(&activity)}
                    {validated}
                    <Paragraph small=true muted=true>{format!("{}. Bewaard op {recorded}.", detail.source.label())}</Paragraph>
                </Stack>
            </Card>
            {effect}
            <Card title="Bewijs" id="bewijs">
                <Stack gap=Gap::Medium>{files}</Stack>
            </Card>
            {feedback}
            {(!detail.removed)
                .then(|| {
                    view! {
                        <Actions>
                            <ButtonLink href=change icon=Icons::Edit>
                                "Wijzig deze activiteit"
                            </ButtonLink>
                            <ButtonLink href=again weight=Weight::Secondary icon=Icons::Copy>
                                "Herhaal"
                            </ButtonLink>
                            <ButtonLink href=colleagues weight=Weight::Secondary icon=Icons::Users>
                                "Vraag een collega"
                            </ButtonLink>
                            <ActionForm action=deeds.remove>
                                <Hidden name="id" value=id/>
                                <Button weight=Weight::Secondary icon=Icons::Trash>
                                    "Verwijder deze activiteit"
                                </Button>
                            </ActionForm>
                        </Actions>
                    }
                })}
            {history}
        </Narrow>
    }
}

/// What an activity says.
pub fn facts(activity: &NewActivity) -> AnyView {
    let mut facts = vec![
        ("Wanneer", activity.when()),
        ("Aantal uur", format!("{} uur", activity.hours)),
    ];
    let parts: Vec<Category> = Category::ALL
        .into_iter()
        .filter(|category| activity.split.get(*category) > Quarters::ZERO)
        .collect();
    let to_choose = activity.to_choose();
    if parts.is_empty() || (parts.len() == 1 && to_choose == Quarters::ZERO) {
        facts.push(("Onderwerp", about(activity)));
    } else {
        for category in parts {
            facts.push((
                category.label(),
                format!("{} uur", activity.split.get(category)),
            ));
        }
        if to_choose > Quarters::ZERO {
            facts.push(("Onderwerp nog te kiezen", format!("{to_choose} uur")));
        }
    }
    if let Some(kind) = activity.kind {
        facts.push(("Soort activiteit", kind.label().to_owned()));
    }
    if !activity.subjects.is_empty() {
        facts.push((Part::Subjects.label(), Part::Subjects.text(activity)));
    }
    facts.extend(details(activity));
    if let Some(provider) = &activity.provider {
        facts.push(("Aanbieder", provider.clone()));
    }
    let facts = facts
        .into_iter()
        .map(|(name, value)| view! { <Fact name>{value}</Fact> })
        .collect_view();
    let reflection = activity.reflection.as_deref().map(lines);
    view! {
        <Facts wide=true>
            {facts} {reflection.map(|lines| view! { <Fact name="Wat je leerde">{lines}</Fact> })}
        </Facts>
    }
    .into_any()
}

/// The lines of a text, each on a line of its own.
fn lines(text: &str) -> AnyView {
    text.lines()
        .enumerate()
        .map(|(number, line)| {
            view! { {(number > 0).then(|| view! { <br/> })} {line.to_owned()} }
        })
        .collect_view()
        .into_any()
}

/// What colleagues said and the teacher put with the activity.
fn feedback(received: Vec<Received>, colleagues: Option<String>) -> AnyView {
    let all = colleagues.map(|href| {
        view! { <p><TextLink href small=true>"Alle feedback op deze activiteit"</TextLink></p> }
    });
    let said = received
        .into_iter()
        .map(|one| {
            let title = one.title();
            view! {
                <h3 class="utrecht-heading-4">{title}</h3>
                {words(one.feedback)}
            }
        })
        .collect_view();
    view! {
        <Card title="Feedback van collega’s" id="feedback">
            <Stack gap=Gap::Normal>
                {said} {all}
            </Stack>
        </Card>
    }
    .into_any()
}

fn evidence(
    files: Vec<EvidenceView>,
    change: &str,
    removed: bool,
    remove: ServerAction<RemoveEvidence>,
) -> AnyView {
    if files.is_empty() {
        let change = format!("{change}#bestand");
        return view! {
            <Paragraph>
                "Er is nog geen bewijs, bijvoorbeeld een certificaat of een kort verslag."
            </Paragraph>
            {(!removed).then(|| view! { <p><TextLink href=change>"Voeg bewijs toe"</TextLink></p> })}
        }
        .into_any();
    }
    let rows = files
        .into_iter()
        .map(|file| {
            let note = file.about();
            let id = file.id.to_string();
            view! {
                <FileRow name=file.name.clone() note>
                    <Cluster>
                        <OpenFile id=id.clone() name=file.name.clone()/>
                        <AskFirst label="Verwijder" context=file.name.clone()>
                            <p>"Een bewijsstuk dat je verwijdert, kun je niet terughalen."</p>
                            <ActionForm action=remove>
                                <Hidden name="id" value=id/>
                                <Button weight=Weight::Secondary icon=Icons::Trash context=file.name>
                                    "Ja, verwijder"
                                </Button>
                            </ActionForm>
                        </AskFirst>
                    </Cluster>
                </FileRow>
            }
        })
        .collect_view();
    view! { <Files>{rows}</Files> }.into_any()
}
