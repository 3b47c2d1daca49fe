//! The criteria for re-registration: every version, its rules as one reads them, and what is different
//! from the one in force.

use crate::design::{
    Alert, Badge, Bullet, Bullets, Card, Cell, Column, Details, Fact, Facts, Gap, Identifier,
    PageHead, Row, RowHead, Stack, Table, Tone,
};
use crate::page::Page;
use leptos::prelude::*;
use leptos_meta::Title;
use shared::{
    criteria::{CriteriaSet, Difference, Rule, Status},
    notation,
};

/// `/criteria`
pub struct CriteriaPage;

impl Page for CriteriaPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let sets = CriteriaSet::all()
            .iter()
            .map(|set| view! { <Version set/> })
            .collect_view();
        view! {
            <Title text="Criteria voor herregistratie - Lerarenregister"/>
            <PageHead
                title="Criteria voor herregistratie"
                lead="De beroepsgroep stelt vast wat nodig is voor herregistratie. Een leraar houdt zijn versie voor de hele periode."
            />
            <Stack>
                <Alert>
                    <p>
                        "Dit zijn voorbeelden. Ze laten zien hoe je portfolio ervoor staat. Er worden nog geen besluiten op genomen."
                    </p>
                </Alert>
                {sets}
            </Stack>
        }
        .into_any()
    }
}

/// One version with its rules.
#[component]
fn Version(set: &'static CriteriaSet) -> impl IntoView {
    let tone = match set.status {
        Status::Adopted => Tone::Ok,
        Status::Concept | Status::Proposed => Tone::Warning,
        Status::Withdrawn => Tone::Neutral,
    };
    let badge = ViewFn::from(move || view! { <Badge tone>{set.status.label()}</Badge> });
    let begins = match set.valid_to {
        Some(last) => format!(
            "{} tot en met {}",
            notation::date(set.valid_from),
            notation::date(last)
        ),
        None => format!("Vanaf {}", notation::date(set.valid_from)),
    };
    let decision = set
        .decision
        .clone()
        .unwrap_or_else(|| "Nog niet vastgesteld.".to_owned());
    let rules = set.rules.iter().map(rule_row).collect_view();
    let columns = vec![
        Column::text("Regel"),
        Column::text("Wat het betekent"),
        Column::text("Voor wie"),
    ];
    let caption = format!("Regels van versie {}", set.version);
    view! {
        <Card
            title=format!("Versie {}: {}", set.version, set.name)
            id=format!("versie-{}", set.version)
            aside=badge
        >
            <Stack gap=Gap::Normal>
                <Facts>
                    <Fact name="Geldt voor perioden die beginnen">{begins}</Fact>
                    <Fact name="Vaststelling">{decision}</Fact>
                </Facts>
                <Table caption caption_hidden=true columns>
                    {rules}
                </Table>
                {different(set)}
                <Details summary="Kenmerk van deze versie">
                    <Identifier value=set.hash().to_string() long=true/>
                </Details>
            </Stack>
        </Card>
    }
}

/// A rule, with its parts below it.
fn rule_row(rule: &'static Rule) -> impl IntoView {
    let sectors: Vec<&str> = rule.sectors.iter().map(|sector| sector.name()).collect();
    let who = if sectors.is_empty() {
        "Iedereen".to_owned()
    } else {
        sectors.join(", ")
    };
    view! {
        <Row>
            <RowHead>{rule.name()}</RowHead>
            <Cell label="Wat het betekent">{rule.explanation.as_str()} {parts(rule)}</Cell>
            <Cell label="Voor wie">{who}</Cell>
        </Row>
    }
}

/// The parts of a rule, each with its own.
fn parts(rule: &'static Rule) -> Option<AnyView> {
    let all = rule.parts();
    (!all.is_empty()).then(|| {
        let all = all
            .iter()
            .map(|part| view! { <Bullet>{part.explanation.as_str()} {parts(part)}</Bullet> })
            .collect_view();
        view! { <Bullets small=true>{all}</Bullets> }.into_any()
    })
}

/// What is different from the version that is in force.
fn different(set: &'static CriteriaSet) -> Option<impl IntoView> {
    let in_force = CriteriaSet::example();
    if set == in_force {
        return None;
    }
    let lines = set
        .differences(in_force)
        .into_iter()
        .map(|difference| {
            let (word, rule) = match difference {
                Difference::Added(rule) => ("Nieuw", rule),
                Difference::Changed(rule) => ("Anders", rule),
                Difference::Gone(rule) => ("Vervalt", rule),
            };
            let explanation = rule.explanation.clone();
            view! { <Bullet><strong>{word}": "</strong>{explanation}</Bullet> }
        })
        .collect_view();
    let summary = format!("Verschillen met versie {}", in_force.version);
    Some(view! {
        <Details summary>
            <Bullets small=true>{lines}</Bullets>
        </Details>
    })
}
