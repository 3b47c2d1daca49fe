//! How far the hours are with the criteria, rule by rule.

use super::{Entry, Filter, Portfolio};
use crate::design::{
    Alert, Badge, ButtonLink, Card, Gap, Icons, KeyValue, KeyValues, LinkTabs, PageHead, Paragraph,
    Reason, Reasons, Ruler, Stack, Tab, TextLink, Tone, Verdict, Weight,
};
use leptos::prelude::*;
use shared::{
    criteria::{Progress, RuleResult, Term},
    notation,
    portfolio::{Category, Quarters},
};

/// The head that the two views of the portfolio have in common.
#[component]
pub fn PortfolioHead(
    /// Whether this is the timeline.
    timeline: bool,
    /// What is asked for, in both.
    filter: Filter,
) -> impl IntoView {
    let query = filter.address();
    let tab = |href: &str, title: &str, current| Tab {
        href: match query.as_str() {
            "" => href.to_owned(),
            query => format!("{href}?{query}"),
        },
        title: title.to_owned(),
        note: String::new(),
        current,
        vestibule: false,
    };
    let tabs = vec![
        tab("/mijn/portfolio", "Lijst", !timeline),
        tab("/mijn/portfolio/tijdlijn", "Tijdlijn", timeline),
    ];
    view! {
        <PageHead
            title="Portfolio"
            lead="Bewaar hier wat je doet om je vak bij te houden. Alleen jij ziet dit, tot je iets deelt."
        >
            <ButtonLink href="/mijn/portfolio/activiteit/nieuw" icon=Icons::Plus>
                "Activiteit toevoegen"
            </ButtonLink>
            <ButtonLink
                href="/mijn/portfolio/collegas"
                weight=Weight::Secondary
                icon=Icons::Users
            >
                "Van collega’s"
            </ButtonLink>
            <ButtonLink href="/mijn/portfolio/delen" weight=Weight::Secondary icon=Icons::Eye>
                "Delen"
            </ButtonLink>
        </PageHead>
        <LinkTabs label="Weergave van je portfolio" tabs views=true/>
    }
}

/// The hours against the criteria, each rule explained.
#[component]
pub fn HoursCard(
    /// How far the hours are.
    progress: Progress,
    /// The period they are of.
    term: Term,
    /// Whether that is the term of the teacher, which has begun.
    begun: bool,
) -> impl IntoView {
    let rules = progress
        .rules
        .iter()
        .map(|rule| {
            let (verdict, title, text) = explain(rule);
            view! { <Reason verdict title text/> }
        })
        .collect_view();
    let period = if begun {
        format!(
            "Je periode loopt van {} tot en met {}. Wat je eerder deed, telt niet mee.",
            notation::date(term.first),
            notation::date(term.last)
        )
    } else {
        "Je periode van 4 jaar is nog niet begonnen. Ter vergelijking: dit deed je in de afgelopen 4 jaar."
            .to_owned()
    };
    let to_choose = progress.to_choose;
    let dropped = progress.entered - progress.total;
    view! {
        <Card title="Uren voor herregistratie" id="uren" small=true>
            <Stack gap=Gap::Normal>
                <Ruler
                    label="Alle uren"
                    now=hours(progress.total)
                    now_text=progress.total.to_string()
                    need=hours(progress.norm)
                />
                <Paragraph small=true muted=true>{period}</Paragraph>
                <Reasons>{rules}</Reasons>
                {(to_choose > Quarters::ZERO)
                    .then(|| {
                        view! {
                            <Alert>
                                <p>
                                    {format!(
                                        "Bij {to_choose} uur staat nog geen onderwerp. Kies dat bij de activiteit.",
                                    )}
                                </p>
                            </Alert>
                        }
                    })}
                {(dropped > Quarters::ZERO)
                    .then(|| {
                        view! {
                            <Paragraph small=true>
                                {format!("Je vulde {} uur in. Daarvan telt {dropped} uur niet mee.", progress.entered)}
                            </Paragraph>
                        }
                    })}
                <Paragraph small=true muted=true>
                    {format!("Dit is een voorbeeld van criteria, versie {}. Ze gelden nog niet.", progress.version)}
                </Paragraph>
                <p><TextLink href="/mijn/herregistratie" small=true>"Alles over je herregistratie"</TextLink></p>
            </Stack>
        </Card>
    }
}

/// The hours per category.
#[component]
pub fn CategoryCard(
    /// How far the hours are.
    progress: Progress,
) -> impl IntoView {
    let rows = Category::ALL
        .into_iter()
        .map(|category| {
            let hours = format!("{} uur", progress.per_category.get(category));
            view! { <KeyValue name=category.label()>{hours}</KeyValue> }
        })
        .collect_view();
    let to_choose = format!("{} uur", progress.to_choose);
    view! {
        <Card title="Uren per onderwerp" id="onderwerpen" small=true>
            <KeyValues>
                {rows}
                <KeyValue name="Nog te kiezen">{to_choose}</KeyValue>
            </KeyValues>
        </Card>
    }
}

/// What a rule asks, and what there is.
fn explain(rule: &RuleResult) -> (Verdict, String, String) {
    let verdict = match (rule.fulfilled, rule.value > Quarters::ZERO) {
        (true, _) => Verdict::Yes,
        (false, true) => Verdict::Partly,
        // There are years to go: no reproach.
        (false, false) => Verdict::NotYet,
    };
    let have = format!("Je hebt {} uur.", rule.value);
    let text = match &rule.missing {
        Some(missing) => format!("{have} {missing}"),
        None => have,
    };
    (verdict, rule.explanation.clone(), text)
}

/// Hours as a number for a drawing.
fn hours(quarters: Quarters) -> f64 {
    f64::from(quarters.0) / 4.0
}

/// What an activity still lacks, in a word or two.
pub fn status(entry: &Entry, term: Term) -> AnyView {
    let (tone, text) = if !term.contains(entry.activity.from) {
        (Tone::Neutral, "Telt niet mee")
    } else if entry.activity.to_choose() > Quarters::ZERO {
        (Tone::Warning, "Onderwerp mist")
    } else if entry.evidence == 0 {
        (Tone::Warning, "Bewijs mist")
    } else {
        (Tone::Ok, "Compleet")
    };
    view! { <Badge tone>{text}</Badge> }.into_any()
}

/// `17 activiteiten, samen 85 uur`, or `3 van de 17 activiteiten, samen 12 uur`.
pub fn summary(portfolio: &Portfolio) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let all = notation::count(number(portfolio.count), "activiteit", "activiteiten");
    let hours = portfolio.found_hours;
    if portfolio.filter.narrows() {
        let found = notation::number(number(portfolio.found_count));
        format!("{found} van de {all}, samen {hours} uur")
    } else {
        format!("{all}, samen {hours} uur")
    }
}
