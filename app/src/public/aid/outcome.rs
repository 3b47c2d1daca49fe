//! The outcome of the aid: a ground with all that belongs to it, or what one can do without.

use super::{AID, address, answers, back_link, end};
use crate::design::{
    Actions, Breadcrumb, Bullet, Bullets, Columns, Details, Fact, Facts, Fit, Icon, Icons,
    OutcomeBody, OutcomeCard, PageHead, Reason, Reasons, Strand, TextLink, Verdict,
};
use leptos::prelude::*;
use leptos_meta::Title;
use shared::{
    aid::{Delivery, Given, Outcome, OutcomeKind, Walk},
    ground::Target,
    notation,
};

/// The page of an outcome.
pub(super) fn page(outcome: Outcome, given: Vec<Given>, walk: &Walk, tidied: &Walk) -> AnyView {
    let title = heading(kind(&outcome));
    let back = back_link(&given, walk);
    let aside = answers::aside(given, walk);
    let version = format!(
        "Vragenboom {}, tabel met grondslagen {}.",
        outcome.tree, outcome.table_version
    );
    let permanent = address::of(tidied);
    let fill_in = outcome.delivery.as_ref().map(|delivery| {
        let href = format!("/school/leveringen/invoeren?grondslag={}", delivery.code);
        view! { <TextLink href>"Voer als school een benoeming in met deze grondslag"</TextLink> }
    });
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <Breadcrumb parents=vec![("/", "Home"), (AID, "Hulp bij grondslag")]/>
        <PageHead title/>
        <Columns>
            <div class="lr-stack lr-stack--l lr-narrow">
                {card(outcome)}
                <Actions>
                    <PrintButton/>
                    {fill_in}
                    <TextLink href=AID>"Opnieuw beginnen"</TextLink>
                    {back}
                </Actions>
                <div class="lr-noprint">
                    <Details summary="Wat als deze uitkomst niet past?">
                        <p class="utrecht-paragraph">
                            "De keuzehulp geeft een advies. Je bestuur beslist. Kijk of je antwoorden kloppen, of "
                            <TextLink href="/hulp/contact">"neem contact op"</TextLink>
                            " als je twijfelt."
                        </p>
                    </Details>
                </div>
                <p class="lr-small lr-muted">
                    {version} " " <TextLink href=permanent>"Vast adres van deze uitkomst"</TextLink>
                </p>
            </div>
            {aside}
        </Columns>
    }
    .into_any()
}

/// The kind for the page: a ground that is not delivered is shown as something not to deliver.
const fn kind(outcome: &Outcome) -> OutcomeKind {
    match (outcome.kind, &outcome.delivery) {
        (OutcomeKind::Ground, None) => OutcomeKind::NotDelivered,
        (kind, _) => kind,
    }
}

const fn heading(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Ground => "Deze grondslag past het best",
        OutcomeKind::NotDelivered => "Deze persoon lever je niet",
        OutcomeKind::NoGround => "Geen grondslag, dit kun je doen",
        OutcomeKind::Split => "Eén grondslag is niet genoeg",
        OutcomeKind::FindOut => "Zoek eerst iets uit",
    }
}

const fn fit(kind: OutcomeKind) -> (Fit, Icons) {
    match kind {
        OutcomeKind::Ground => (Fit::Whole, Icons::CircleCheck),
        OutcomeKind::NoGround | OutcomeKind::Split => (Fit::Part, Icons::AlertCircle),
        OutcomeKind::NotDelivered => (Fit::None, Icons::CircleMinus),
        OutcomeKind::FindOut => (Fit::None, Icons::FileSearch),
    }
}

fn card(outcome: Outcome) -> impl IntoView {
    let (fit, icon) = fit(kind(&outcome));
    let title = outcome.title.clone();
    let explanation = outcome.explanation.clone();
    let code = outcome
        .delivery
        .as_ref()
        .map(|delivery| code(&delivery.code));
    view! {
        <OutcomeCard fit title icon>
            {code}
            <p>{explanation}</p>
            <OutcomeBody slot>{parts(&outcome)}</OutcomeBody>
        </OutcomeCard>
    }
}

/// What stands below the first glance. Without a ground, what one can do comes first.
fn parts(outcome: &Outcome) -> Vec<AnyView> {
    let (why, now) = (Some(reasons(outcome)), options(outcome));
    let computed = computation(outcome);
    let parts = match &outcome.delivery {
        Some(delivery) => vec![
            why,
            Some(filled_in(outcome, delivery)),
            computed,
            care(outcome),
            now,
        ],
        None => vec![now, why, computed, kept(outcome), care(outcome)],
    };
    parts.into_iter().flatten().collect()
}

fn code(code: &str) -> impl IntoView + use<> {
    view! {
        <p>"Code "<code class="utrecht-code">{code.to_owned()}</code>" in je personeelssysteem"</p>
    }
}

fn section(title: &'static str, body: AnyView) -> AnyView {
    view! {
        <section class="lr-section">
            <h3 class="utrecht-heading-3">{title}</h3>
            {body}
        </section>
    }
    .into_any()
}

fn bullets(lines: &[String]) -> AnyView {
    let lines = lines
        .iter()
        .cloned()
        .map(|line| view! { <Bullet>{line}</Bullet> })
        .collect_view();
    view! { <Bullets>{lines}</Bullets> }.into_any()
}

fn reasons(outcome: &Outcome) -> AnyView {
    let is_ground = outcome.delivery.is_some();
    let given = outcome.reasons.iter().map(|reason| {
        let source = format!("Vraag {}, {}.", reason.nr, reason.article);
        (reason.text.clone(), source)
    });
    let list = if is_ground {
        let given = given
            .map(|(title, text)| view! { <Reason verdict=Verdict::Yes title text/> })
            .collect_view();
        view! { <Reasons>{given}</Reasons> }.into_any()
    } else {
        bullets(
            &given
                .map(|(text, source)| format!("{text} {source}"))
                .collect::<Vec<_>>(),
        )
    };
    let article = outcome.article.clone();
    let body = view! {
        {list}
        <p>
            {format!("De wet zegt: {} ", article.says)}
            <TextLink href=article.url>{article.name}</TextLink>
        </p>
    };
    let title = if is_ground {
        "Waarom deze grondslag?"
    } else {
        "Waarom deze uitkomst?"
    };
    section(title, body.into_any())
}

/// What one can do now.
fn options(outcome: &Outcome) -> Option<AnyView> {
    (!outcome.options.is_empty()).then(|| section("Dit kun je doen", bullets(&outcome.options)))
}

/// What to fill in, and what to keep.
fn filled_in(outcome: &Outcome, delivery: &Delivery) -> AnyView {
    let end = outcome
        .end
        .as_ref()
        .map(|end| fact("Einddatum", end.text()));
    let delivered = delivered(delivery);
    let ground = outcome.ground.as_ref();
    let duo = ground
        .and_then(|ground| ground.duo_code.clone())
        .map(|code| fact("Code van DUO", code));
    let maximum = ground.map(|ground| fact("Hoe lang", ground.maximum.clone()));
    let evidence = (!outcome.evidence.is_empty()).then(|| {
        let evidence = format!(
            "{} Bewaar dit in je eigen dossier.",
            outcome.evidence.join(" ")
        );
        fact("Bewijs", evidence)
    });
    let place = ground.map(|ground| {
        let vestibule = ground.target == Target::Vestibule;
        view! { <Fact name="De leraar staat daarna in"><Strand vestibule/></Fact> }
    });
    let facts = view! {
        <Facts wide=true>{delivered} {duo} {end} {maximum} {evidence} {place}</Facts>
    };
    section("Dit vul je in", facts.into_any())
}

/// What to keep of somebody who is not delivered.
fn kept(outcome: &Outcome) -> Option<AnyView> {
    (!outcome.evidence.is_empty())
        .then(|| section("Bewaar in je eigen dossier", bullets(&outcome.evidence)))
}

fn fact(name: &'static str, text: String) -> AnyView {
    view! { <Fact name>{text}</Fact> }.into_any()
}

/// The fields of the delivery, by their names on the screens.
fn delivered(delivery: &Delivery) -> AnyView {
    let code = delivery.code.clone();
    let since = delivery
        .ground_since
        .map(|day| fact("Eerste dag op deze grondslag", notation::date(day)));
    let extensions = (delivery.extensions > 0)
        .then(|| fact("Aantal verlengingen", delivery.extensions.to_string()));
    let statement = delivery
        .statement
        .then(|| fact("Verklaring van inspanning", "Ja".to_owned()));
    view! {
        <Fact name="Benoemingsgrondslag"><code class="utrecht-code">{code}</code></Fact>
        {since}
        {extensions}
        {statement}
    }
    .into_any()
}

fn computation(outcome: &Outcome) -> Option<AnyView> {
    let steps = end::computation(outcome.end.as_ref()?)?;
    Some(section("Zo rekenen we de einddatum uit", steps))
}

/// What to take care of, and what holds for every ground.
fn care(outcome: &Outcome) -> Option<AnyView> {
    let mut lines = outcome.attention.clone();
    if let Some(ground) = &outcome.ground {
        lines.extend(ground.remark.clone());
        if ground.assumed {
            lines.push(
                "Deze grondslag is nog niet bevestigd. De code of de termijn kan nog veranderen."
                    .to_owned(),
            );
        }
        lines.extend(outcome.conditions.iter().cloned());
    }
    (!lines.is_empty()).then(|| section("Let op", bullets(&lines)))
}

/// Prints the page. Who has no scripts uses the menu of the browser: the button is not there.
#[component]
fn PrintButton() -> impl IntoView {
    let is_alive = RwSignal::new(false);
    Effect::new(move |_| is_alive.set(true));
    move || {
        is_alive.get().then(|| {
            view! {
                <button
                    class="utrecht-button utrecht-button--secondary-action"
                    type="button"
                    on:click=move |_| {
                        // Refused only where nothing can be printed.
                        let _ = window().print();
                    }
                >
                    <Icon icon=Icons::Printer/>
                    " Afdrukken voor het dossier"
                </button>
            }
        })
    }
}
