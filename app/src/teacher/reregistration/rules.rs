//! The rules that hold for a teacher: how far each of them is, and which set they are of.

use super::hours::{hours, whole};
use crate::design::{
    Bullet, Bullets, Card, Details, Fact, Facts, Gap, Identifier, Paragraph, Reason, Reasons,
    Ruler, Series, Stack, TextLink, Verdict,
};
use leptos::prelude::*;
use shared::{
    criteria::{CriteriaSet, EXAMPLE, Evaluation, Forecast, Inputs, RuleOutcome},
    notation,
};

/// How far each rule is: what is asked, what there is, what is missing and what is expected.
#[component]
pub fn RulesCard(
    /// What everything is computed from.
    inputs: Inputs,
    /// How far the rules are.
    evaluation: Evaluation,
    /// What is expected.
    forecast: Option<Forecast>,
) -> impl IntoView {
    let set = inputs.set;
    let rules = evaluation
        .rules
        .into_iter()
        .zip(Series::ALL.into_iter().cycle())
        .map(|(rule, series)| {
            let name = name(&set, &rule.code);
            view! { <RuleView rule name forecast=forecast.clone() series/> }
        })
        .collect_view();
    view! {
        <Card title="Per regel" id="regels">
            <Stack>{rules}</Stack>
        </Card>
    }
}

/// One rule; a minimum in hours along a ruler.
#[component]
fn RuleView(
    rule: RuleOutcome,
    /// What it is about.
    name: String,
    forecast: Option<Forecast>,
    series: Series,
) -> impl IntoView {
    let ahead = forecast
        .and_then(|forecast| {
            forecast
                .rules
                .into_iter()
                .find(|ahead| ahead.code == rule.code)
        })
        .filter(|_| !rule.fulfilled);
    let is_minimum = matches!(
        rule.kind.as_str(),
        "MIN_UREN_TOTAAL" | "MIN_UREN_CATEGORIE" | "MIN_UREN_PER_VAK"
    );
    let ruler = rule
        .value
        .quarters()
        .zip(rule.norm.quarters())
        .filter(|_| is_minimum)
        .map(|(value, norm)| {
            let (now, need) = (hours(value), hours(norm));
            let (label, now_text) = (name.clone(), value.to_string());
            match &ahead {
                Some(ahead) => {
                    let forecast = hours(ahead.expected);
                    view! { <Ruler label now now_text need forecast series/> }.into_any()
                }
                None => view! { <Ruler label now now_text need series/> }.into_any(),
            }
        });
    let stands = (!is_minimum).then(|| format!("{name}: {} van {}.", rule.value, rule.norm));
    let ahead = ahead.map(|ahead| {
        let (low, high) = (whole(ahead.low), whole(ahead.high));
        format!("Als je zo doorgaat: {low} tot {high} uur.")
    });
    let text = [stands, rule.missing.clone(), ahead]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let verdict = match (rule.fulfilled, rule.value.count > 0) {
        (true, _) => Verdict::Yes,
        (false, true) => Verdict::Partly,
        // There is time: no reproach.
        (false, false) => Verdict::NotYet,
    };
    let parts = (!rule.parts.is_empty()).then(|| {
        let parts = rule
            .parts
            .iter()
            .map(|part| {
                let words = match &part.missing {
                    Some(missing) => format!("{} {missing}", part.explanation),
                    None => part.explanation.clone(),
                };
                view! { <Bullet>{words}</Bullet> }
            })
            .collect_view();
        view! { <Bullets small=true>{parts}</Bullets> }
    });
    view! {
        <Stack gap=Gap::Small>
            {ruler}
            <Reasons>
                <Reason verdict title=rule.explanation text/>
            </Reasons>
            {parts}
        </Stack>
    }
}

/// The name of a rule.
fn name(set: &CriteriaSet, code: &str) -> String {
    let rules = set.every_rule();
    let rule = rules.into_iter().find(|rule| rule.code == code);
    rule.map_or_else(|| code.to_owned(), shared::criteria::Rule::name)
}

/// Which set holds, who adopted it, and by what one can make the evaluation again.
#[component]
pub fn SetCard(
    /// What everything is computed from.
    inputs: Inputs,
    /// How far the rules are.
    evaluation: Evaluation,
    /// Why this set.
    reason: String,
    /// Whose rules they are.
    #[prop(default = "Deze regels gelden voor jou")]
    title: &'static str,
    /// What else there is to say of it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let set = inputs.set;
    let rules = evaluation
        .rules
        .iter()
        .map(|rule| {
            let explanation = rule.explanation.clone();
            view! { <Bullet>{explanation}</Bullet> }
        })
        .collect_view();
    let decision = set
        .decision
        .clone()
        .unwrap_or_else(|| "Nog niet vastgesteld.".to_owned());
    view! {
        <Card title id="versie">
            <Stack gap=Gap::Normal>
                <Paragraph>{format!("Versie {}. {reason}", set.version)}</Paragraph>
                <Bullets>{rules}</Bullets>
                <Paragraph small=true muted=true>
                    {decision} " " {EXAMPLE}
                </Paragraph>
                {children.map(|children| children())}
                <p><TextLink href="/criteria">"Lees alles over de criteria"</TextLink></p>
                <Details summary="Hoe kun je dit later narekenen?">
                    <Stack gap=Gap::Normal>
                        <Paragraph small=true>
                            "Met dezelfde regels en dezelfde gegevens komt er altijd hetzelfde uit. Deze kenmerken leggen vast welke dat zijn."
                        </Paragraph>
                        <Facts>
                            <Fact name="Geldt voor periodes vanaf">
                                {notation::date(set.valid_from)}
                            </Fact>
                            <Fact name="Kenmerk van de regels">
                                <Identifier value=evaluation.set_hash.to_string() long=true/>
                            </Fact>
                            <Fact name="Kenmerk van je gegevens">
                                <Identifier value=evaluation.inputs_hash.to_string() long=true/>
                            </Fact>
                        </Facts>
                    </Stack>
                </Details>
            </Stack>
        </Card>
    }
}
