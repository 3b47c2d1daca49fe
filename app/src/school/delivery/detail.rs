//! One delivery: what is wrong and how to repair it, what to look at, and what happened.

use super::{
    DeliveryDetail, Progress,
    record::{noticed, refused},
};
use crate::page::Page;
use crate::{
    design::{
        Alert, Breadcrumb, ButtonLink, Card, Columns, Icons, Moment, PageHead, Stack,
        TermExplained, TextLink, Timeline, Tone, Weight, When,
    },
    failure::Answer,
    school::{api, loaded, waiting},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{delivery::repair_term, notation};
use std::time::Duration;

/// `/school/leveringen/{id}`: what became of each record.
pub struct SchoolDeliveryPage {
    data: Resource<Answer<DeliveryDetail>>,
    looked: RwSignal<u32>,
}

/// How often the page looks how far a delivery is that is being taken in.
const PACE: Duration = Duration::from_secs(2);

impl Page for SchoolDeliveryPage {
    fn data() -> Self {
        let params = use_params_map();
        let looked = RwSignal::new(0);
        let asked = move || {
            let id = params.read().get("id").and_then(|id| id.parse().ok());
            (id, looked.get())
        };
        Self {
            data: Resource::new(asked, |(id, _)| api::show_delivery(id)),
            looked,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, looked } = this;
        view! {
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    loaded(data.await, move |detail| page(detail, looked))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(detail: DeliveryDetail, looked: RwSignal<u32>) -> impl IntoView {
    let is_busy = detail.summary.progress() == Progress::Busy;
    Effect::new(move |_| {
        if is_busy {
            set_timeout(move || looked.update(|times| *times += 1), PACE);
        }
    });
    let again = is_busy.then(|| {
        let href = format!("/school/leveringen/{}", detail.summary.id);
        view! { <ButtonLink href icon=Icons::Refresh weight=Weight::Secondary>"Kijk opnieuw"</ButtonLink> }
    });
    let received = notation::date(detail.summary.received.date());
    let title = format!("Levering van {received}");
    let download = (!detail.errors.is_empty()).then(|| {
        let href = format!("/school/leveringen/{}/fouten.csv", detail.summary.id);
        view! {
            // Not a page: the browser itself must ask for it.
            <a
                class="utrecht-button-link utrecht-button utrecht-button--secondary-action"
                href=href
                rel="external"
                download="fouten.csv"
            >
                <crate::design::Icon icon=Icons::Download/>
                " Download fouten (csv)"
            </a>
        }
    });
    let lead = lead(&detail);
    let (repeated, errors, notices) = (repeated(&detail), errors(&detail), notices(&detail));
    let query = use_query_map();
    let answer = move || {
        let query = query.read();
        let said = |name| query.get(name).is_some();
        match (said("hersteld"), said("verwijderd")) {
            (true, _) => Some(done("De benoeming is hersteld en verwerkt.")),
            (_, true) => Some(done(
                "De benoeming is verwijderd. De leraar ziet haar niet meer.",
            )),
            _ => None,
        }
    };
    let (about, history) = (about(&detail), history(&detail));
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <Breadcrumb parents=vec![("/school", "Overzicht"), ("/school/leveringen", "Leveringen")]/>
        <PageHead title lead>{download} {again}</PageHead>
        <Stack>
            {answer} {repeated}
            <Columns>
                <div class="lr-stack lr-stack--l">{errors} {notices}</div>
                <aside class="lr-stack lr-stack--l" aria-label="Over deze levering">
                    {about} {history}
                    <div class="lr-card lr-card--quiet lr-stack lr-stack--s">
                        <h2 class="utrecht-heading-3">"Kom je er niet uit?"</h2>
                        <p class="lr-small">
                            "Stuur je leverancier het kenmerk van deze levering. Die kan dan \
                             meekijken. In het kenmerk staan geen persoonsgegevens."
                        </p>
                    </div>
                </aside>
            </Columns>
        </Stack>
    }
}

/// One sentence on how it stands.
fn lead(detail: &DeliveryDetail) -> String {
    let counts = detail.summary.counts;
    let taken = match counts.accepted() {
        0 => String::new(),
        taken => {
            notation::count(
                taken,
                "benoeming is verwerkt.",
                "benoemingen zijn verwerkt.",
            ) + " "
        }
    };
    let open = notation::count(counts.open(), "benoeming", "benoemingen");
    match detail.summary.progress() {
        Progress::Busy => format!(
            "We zijn bezig: {} van {} benoemingen bekeken. Je hoeft niet te wachten. Het gaat door \
             als je deze pagina sluit.",
            notation::number(counts.total()),
            notation::number(detail.summary.records),
        ),
        Progress::Done => format!("{taken}Er zijn geen fouten."),
        Progress::Repaired => {
            format!("{taken}De fouten uit deze levering heb je later hersteld.")
        }
        Progress::Partly => format!(
            "{taken}Bij {open} klopt er iets niet. Herstel het hier, of in je eigen systeem en lever dan opnieuw."
        ),
        Progress::Refused => {
            format!(
                "Bij {open} klopt er iets niet. Herstel het hier, of in je eigen systeem en lever dan opnieuw."
            )
        }
    }
}

/// The answer to what was done with one appointment on the screen.
fn done(words: &'static str) -> impl IntoView {
    view! {
        <Alert tone=Tone::Ok live=true>
            <p>{words}</p>
        </Alert>
    }
}

fn repeated(detail: &DeliveryDetail) -> Option<AnyView> {
    let earlier = detail.repeats.as_ref()?;
    let counts = detail.summary.counts;
    let nothing = counts.new + counts.changed == 0;
    let href = format!("/school/leveringen/{}", earlier.id);
    let received = notation::date_time(earlier.received);
    let outcome = if nothing {
        "Er is niets veranderd."
    } else {
        "Wat toen nog niet was verwerkt, is nu wel verwerkt."
    };
    Some(
        view! {
            <Alert>
                <p>
                    "Je stuurde dit bestand al op "
                    <TextLink href>{received}</TextLink> ". "
                    {outcome}
                </p>
            </Alert>
        }
        .into_any(),
    )
}

fn errors(detail: &DeliveryDetail) -> Option<AnyView> {
    let open = detail.summary.counts.open();
    if open == 0 {
        return None;
    }
    let delivery = detail.summary.id;
    let cards = detail
        .errors
        .iter()
        .cloned()
        .map(|card| {
            let row = card.row;
            refused(card, Some((delivery, row)))
        })
        .collect_view();
    let shown = detail.errors.len();
    let more = open - i64::try_from(shown).unwrap_or(open);
    let title = notation::count(
        open,
        "benoeming om te herstellen",
        "benoemingen om te herstellen",
    );
    Some(
        view! {
            <section class="lr-stack lr-stack--l" aria-labelledby="fouten">
                <h2 class="utrecht-heading-2" id="fouten">{title}</h2>
                {cards}
                {(more > 0)
                    .then(|| {
                        view! {
                            <p>
                                "Hier staan de eerste "{shown}
                                ". Download de fouten om ze alle te zien."
                            </p>
                        }
                    })}
            </section>
        }
        .into_any(),
    )
}

/// The records that were taken in with something to look at.
fn notices(detail: &DeliveryDetail) -> Option<AnyView> {
    if detail.notice_count == 0 {
        return None;
    }
    let more = detail.notice_count - i64::try_from(detail.notices.len()).unwrap_or_default();
    let cards = detail.notices.iter().cloned().map(noticed).collect_view();
    let lead = "Deze benoemingen zijn verwerkt. Kijk of het klopt wat hier staat.";
    Some(
        view! {
            <Card title="Om na te kijken" id="meldingen">
                <p class="utrecht-paragraph">{lead}</p>
                <div class="lr-stack lr-stack--l">{cards}</div>
                {(more > 0)
                    .then(|| {
                        view! {
                            <p class="lr-small lr-muted">
                                "En nog "{notation::number(more)}" andere."
                            </p>
                        }
                    })}
            </Card>
        }
        .into_any(),
    )
}

fn about(detail: &DeliveryDetail) -> impl IntoView + use<> {
    let summary = detail.summary.clone();
    let (counts, encoding) = (summary.counts, detail.encoding.clone());
    let figures = [
        ("Nieuw", counts.new),
        ("Gewijzigd", counts.changed),
        ("Niet veranderd", counts.unchanged),
        ("Ouder bericht", counts.older),
        ("Niet verwerkt", counts.refused),
        ("Later hersteld", counts.repaired),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(name, count)| view! { <dt>{name}</dt><dd>{notation::number(count)}</dd> })
    .collect_view();
    let software = detail.software.join(", ");
    view! {
        <Card title="Over deze levering" id="over" small=true>
            <dl class="lr-kv">
                <dt>"Bestand"</dt>
                <dd>{summary.file_name}</dd>
                <dt>"Tekens"</dt>
                <dd>{encoding}</dd>
                {(!software.is_empty())
                    .then(|| view! { <dt>"Software"</dt><dd>{software}</dd> })}
                <dt>"Benoemingen"</dt>
                <dd>{notation::number(counts.total())}</dd>
                {figures}
                <dt>"Kenmerk"</dt>
                <dd><span class="lr-xs">{summary.id.to_string()}</span></dd>
            </dl>
        </Card>
    }
}

fn history(detail: &DeliveryDetail) -> impl IntoView + use<> {
    let (counts, processed) = (detail.summary.counts, detail.processed);
    let received = notation::date_time(detail.summary.received);
    let outcome = match counts.refused {
        0 => format!("{} verwerkt", notation::number(counts.accepted())),
        refused => format!(
            "{} verwerkt, {} teruggestuurd",
            notation::number(counts.accepted()),
            notation::number(refused)
        ),
    };
    let read = notation::count(counts.total(), "benoeming gelezen", "benoemingen gelezen");
    let open = counts.open() > 0;
    let next = notation::count(counts.open(), "benoeming", "benoemingen");
    let computed = repair_term(detail.summary.received.date());
    let before = format!("Uiterlijk {}", notation::date(computed.date));
    view! {
        <Card title="Wat is er gebeurd?" id="verloop" small=true>
            <Timeline>
                <Moment when=When::Past at=received>
                    <p>"Bestand ontvangen"</p>
                </Moment>
                {processed
                    .map(|at| {
                        let when = if open { When::Now } else { When::Past };
                        view! {
                            <Moment when at=notation::date_time(at)>
                                <p>{read}</p>
                                <p>{outcome}</p>
                            </Moment>
                        }
                    })}
                {open
                    .then(|| {
                        view! {
                            <Moment when=When::Future at=before>
                                <p class="lr-muted">"Jij levert "{next}" opnieuw"</p>
                                <TermExplained computed/>
                            </Moment>
                        }
                    })}
            </Timeline>
            {open
                .then(|| {
                    view! {
                        <p class="lr-above">
                            <ButtonLink href="/school/leveringen" weight=Weight::Secondary>
                                "Lever opnieuw"
                            </ButtonLink>
                        </p>
                    }
                })}
        </Card>
    }
}
