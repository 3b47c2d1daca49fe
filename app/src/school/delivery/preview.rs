//! What would become of a file, before it counts.

use super::{
    Preview, PreviewId,
    record::{noticed, refused},
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Breadcrumb, Button, ButtonLink, Card, ErrorSummary, Hidden, Icons, Kpi, Kpis,
        PageHead, Section, Stack, Weight,
    },
    failure::Answer,
    school::{api, loaded, waiting},
    session::{Form, FormState, returned_form},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use shared::notation;

type Data = (Option<PreviewId>, Answer<Preview>, Option<FormState>);

/// `/school/leveringen/nakijken/{id}`: a file that was looked at, and the button to deliver it.
pub struct SchoolPreviewPage {
    data: Resource<Data>,
}

impl Page for SchoolPreviewPage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let asked = move || {
            let id = params.read().get("id").and_then(|id| id.parse().ok());
            (id.map(PreviewId), returned())
        };
        Self {
            data: Resource::new(asked, |(id, returned)| async move {
                let preview = api::show_preview(id).await;
                (id, preview, FormState::load(returned).await)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Bestand nakijken - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    let (id, preview, returned) = data.await;
                    loaded(preview, |preview| page(id, preview, returned))
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(id: Option<PreviewId>, preview: Preview, returned: Option<FormState>) -> impl IntoView {
    let action = ServerAction::<api::DeliverPreviewed>::new();
    let form = Form::new(action, returned);
    let counts = preview.counts;
    let lead = format!(
        "Er is nog niets geleverd. Dit gebeurt er als je {} levert.",
        preview.file_name
    );
    let figures = [
        ("Nieuw", counts.new, "nog niet in het register"),
        (
            "Gewijzigd",
            counts.changed,
            "anders dan wat je eerder leverde",
        ),
        ("Niet veranderd", counts.unchanged, "staat er al zo"),
        (
            "Ouder bericht",
            counts.older,
            "we hebben al een nieuwere versie",
        ),
        ("Niet verwerkt", counts.refused, "er klopt iets niet"),
    ]
    .into_iter()
    .filter(|(name, count, _)| *count > 0 || *name == "Niet verwerkt")
    .map(|(name, count, note)| view! { <Kpi name value=notation::number(count) note/> })
    .collect_view();
    let errors = errors(&preview);
    let notices = notices(&preview);
    let id = id.map(|id| id.to_string()).unwrap_or_default();
    let parents = vec![
        ("/school", "Overzicht"),
        ("/school/leveringen", "Leveringen"),
    ];
    view! {
        <Breadcrumb parents/>
        <ErrorSummary problem=form.problem()/>
        <PageHead title="Kijk het bestand na" lead/>
        <Stack>
            <Kpis>{figures}</Kpis>
            <ActionForm action=action>
                <Hidden name="id" value=id/>
                <Actions>
                    <Button icon=Icons::Upload>"Lever dit bestand"</Button>
                    <ButtonLink href="/school/leveringen" weight=Weight::Secondary>
                        "Kies een ander bestand"
                    </ButtonLink>
                </Actions>
            </ActionForm>
            {errors}
            {notices}
        </Stack>
    }
}

fn errors(preview: &Preview) -> Option<AnyView> {
    let count = preview.counts.refused;
    if count == 0 {
        return None;
    }
    let cards = preview
        .errors
        .iter()
        .cloned()
        .map(|card| refused(card, None))
        .collect_view();
    let title = notation::count(
        count,
        "benoeming die niet wordt verwerkt",
        "benoemingen die niet worden verwerkt",
    );
    let more = more(count, preview.errors.len());
    let counts = preview.counts;
    let others = counts.new + counts.changed + counts.unchanged + counts.older > 0;
    let lead = if others {
        "De andere benoemingen worden wel verwerkt. Deze kun je na de levering ook hier op het scherm \
         herstellen."
    } else {
        "Na de levering kun je ze ook hier op het scherm herstellen."
    };
    Some(
        view! {
            <Section title id="fouten">
                <div class="lr-stack lr-stack--l">
                    <p>{lead}</p>
                    {cards} {more}
                </div>
            </Section>
        }
        .into_any(),
    )
}

fn notices(preview: &Preview) -> Option<AnyView> {
    if preview.notice_count == 0 {
        return None;
    }
    let cards = preview.notices.iter().cloned().map(noticed).collect_view();
    let more = more(preview.notice_count, preview.notices.len());
    Some(
        view! {
            <Card title="Om na te kijken" id="meldingen">
                <p class="utrecht-paragraph lr-below">
                    "Deze benoemingen worden verwerkt. Kijk of het klopt wat hier staat."
                </p>
                <div class="lr-stack lr-stack--l">{cards} {more}</div>
            </Card>
        }
        .into_any(),
    )
}

/// How many there are that are not shown.
fn more(count: i64, shown: usize) -> Option<impl IntoView> {
    let more = count - i64::try_from(shown).unwrap_or(count);
    (more > 0).then(|| {
        view! { <p class="lr-small lr-muted">"En nog "{notation::number(more)}" andere."</p> }
    })
}
