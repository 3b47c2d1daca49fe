//! `/criteria/{versie}`: what a version asks, how it came to be and what teachers say of it.

use super::{
    Reaction, VersionFile, api,
    procedure::{AdoptCard, Deeds, ReactCard, StepsCard, VoteCard},
    rules,
    simulation::{SimulationView, needs},
    versions::{WAY, at, tone},
};
use crate::{
    design::{
        Alert, Badge, Breadcrumb, Bullet, Bullets, Card, Columns, Details, Fact, Facts, Gap,
        Identifier, PageHead, Pagination, Paragraph, Stack, Steps, TextLink, Tone,
    },
    failure::Answer,
    page::{Page, Paged, asked_page},
    public::FailureView,
    session::{FormState, returned_form},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{criteria::Stage, notation};

/// `/criteria/{versie}`
pub struct VersionPage {
    data: Resource<(Answer<VersionFile>, Option<FormState>)>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
}

impl Page for VersionPage {
    fn data() -> Self {
        let deeds = Deeds::new();
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || {
                    let version = params.read().get("versie").unwrap_or_default();
                    (
                        (version, asked_page(&query.read())),
                        deeds.done(),
                        returned(),
                    )
                },
                |((version, page), _, returned)| async move {
                    (
                        api::read_version(version, page).await,
                        FormState::load(returned).await,
                    )
                },
            ),
            deeds,
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "stap" => Some("De stap is gezet."),
                "reactie" => Some("Bedankt. Je reactie staat erbij."),
                "stem" => {
                    Some("Je stem is opgeslagen. Je kunt hem veranderen zolang de stemming loopt.")
                }
                _ => None,
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            deeds,
            message,
        } = this;
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(file), returned) => page(file, returned, deeds, message.get()).into_any(),
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(
    file: VersionFile,
    returned: Option<FormState>,
    deeds: Deeds,
    said: Option<&'static str>,
) -> impl IntoView {
    let VersionFile { set, stage, .. } = &file;
    let (version, stage) = (set.version.clone(), *stage);
    let title = format!("Versie {version}");
    let said = said.map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> });
    let edit = (file.may.draft && stage == Stage::Drafting).then(|| {
        let href = format!("/criteria/{version}/bewerken");
        view! { <p><TextLink href>"Bewerk dit concept"</TextLink></p> }
    });
    let about = about(&file);
    let reactions = reactions(&file.reactions, stage, &version);
    let simulation = (stage != Stage::Adopted || file.simulation.is_some()).then(|| {
        let (simulation, set) = (file.simulation.clone(), file.set.clone());
        let address = format!("/criteria/{version}");
        view! {
            <section class="lr-stack lr-stack--l" aria-labelledby="sim">
                <h2 class="utrecht-heading-2" id="sim">"Wat betekent dit voor leraren?"</h2>
                <SimulationView simulation set address/>
            </section>
        }
    });
    view! {
        <Title text=format!("{title} - Criteria voor herregistratie - Lerarenregister")/>
        <Breadcrumb parents=vec![("/criteria", "Criteria")]/>
        <PageHead title lead=file.set.name.clone()>
            <Badge tone=tone(stage)>{stage.label()}</Badge>
        </PageHead>
        <Stack>
            {said}
            <Alert>
                <p>"Dit is een voorbeeld. In het echt stelde de minister nooit criteria vast."</p>
            </Alert>
            {(stage != Stage::Withdrawn).then(|| view! { <Steps steps=WAY now=at(stage)/> })}
            {edit}
            <StepsCard file=file.clone() returned=returned.clone() deeds/>
            <AdoptCard file=file.clone() returned=returned.clone() deeds/>
            <Columns>
                <Stack>{about} {simulation}</Stack>
                <Stack>
                    <VoteCard file=file.clone() returned=returned.clone() deeds/>
                    <ReactCard file=file.clone() returned deeds/>
                    {reactions}
                </Stack>
            </Columns>
        </Stack>
    }
}

/// What it asks, of whom, and why.
fn about(file: &VersionFile) -> impl IntoView + use<> {
    let set = &file.set;
    let begins = match set.valid_to {
        Some(last) => format!(
            "{} tot en met {}",
            notation::date(set.valid_from),
            notation::date(last)
        ),
        None => format!("Vanaf {}", notation::date(set.valid_from)),
    };
    let decision = set.decision.clone();
    let decision = decision.unwrap_or_else(|| "Nog niet vastgesteld.".to_owned());
    let reason = (!file.reason.is_empty()).then(|| {
        let reason = file.reason.clone();
        view! { <Fact name="Waarom deze verandering">{reason}</Fact> }
    });
    let way = file
        .steps
        .iter()
        .map(|step| {
            let until = step
                .until
                .map(|until| format!(", tot en met {}", notation::date(until)))
                .unwrap_or_default();
            let line = format!(
                "{}: {}{until}",
                notation::date(step.at.date()),
                step.stage.label()
            );
            view! { <Bullet>{line}</Bullet> }
        })
        .collect_view();
    let (hash, who) = (set.hash().to_string(), rules::who(&set.sectors));
    let (table, differences) = (
        rules::table(set),
        rules::differences(set, &file.in_force, false),
    );
    let needs = needs(&file.needs);
    let steps = (!file.steps.is_empty()).then(|| {
        view! { <Details summary="Hoe deze versie tot stand kwam"><Bullets small=true>{way}</Bullets></Details> }
    });
    view! {
        <Card title="De regels" id="regels">
            <Stack gap=Gap::Normal>
                <Facts>
                    <Fact name="Geldt voor perioden die beginnen">{begins}</Fact>
                    <Fact name="Voor wie">{who}</Fact>
                    <Fact name="Vaststelling">{decision}</Fact>
                    {reason}
                </Facts>
                {table}
                {differences}
                {steps}
                <Details summary="Kenmerk van deze versie">
                    <Identifier value=hash long=true/>
                </Details>
            </Stack>
        </Card>
        <Card title="Welke gegevens zijn hiervoor nodig?" id="gegevens">
            {needs}
        </Card>
    }
}

fn reactions(part: &Paged<Reaction>, stage: Stage, version: &str) -> Option<AnyView> {
    if part.total == 0 && stage != Stage::Consultation {
        return None;
    }
    let title = notation::count(part.total, "reactie", "reacties");
    let each = part
        .rows
        .iter()
        .map(|reaction| {
            let (text, at) = (reaction.text.clone(), notation::date(reaction.at.date()));
            view! {
                <Stack gap=Gap::Small>
                    <Paragraph>{text}</Paragraph>
                    <Paragraph small=true muted=true>{format!("Een leraar, {at}")}</Paragraph>
                </Stack>
            }
        })
        .collect_view();
    let none = (part.total == 0).then(|| {
        view! { <Paragraph muted=true>"Er zijn nog geen reacties."</Paragraph> }
    });
    let address = format!("/criteria/{version}?pagina=");
    let (current, pages) = (part.page, part.pages);
    let card = view! {
        <Card title id="reacties">
            <Stack>{none} {each} <Pagination current pages address anchor="reacties"/></Stack>
        </Card>
    };
    Some(card.into_any())
}
