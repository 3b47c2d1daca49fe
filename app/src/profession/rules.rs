//! The rules of a version as one reads them, and what is different from the one in force.

use crate::design::{Bullet, Bullets, Cell, Column, Details, Row, RowHead, Table};
use leptos::prelude::*;
use shared::criteria::{CriteriaSet, Difference, Rule};

/// All rules, each with its parts below it.
pub fn table(set: &CriteriaSet) -> impl IntoView + use<> {
    let rules = set.rules.iter().map(row).collect_view();
    let columns = vec![
        Column::text("Regel"),
        Column::text("Wat het betekent"),
        Column::text("Voor wie"),
    ];
    let caption = format!("Regels van versie {}", set.version);
    view! { <Table caption caption_hidden=true columns>{rules}</Table> }
}

fn row(rule: &Rule) -> impl IntoView + use<> {
    let sectors: Vec<&str> = rule.sectors.iter().map(|sector| sector.name()).collect();
    let who = if sectors.is_empty() {
        "Iedereen".to_owned()
    } else {
        sectors.join(", ")
    };
    let (name, explanation, parts) = (rule.name(), rule.explanation.clone(), parts(rule));
    view! {
        <Row>
            <RowHead>{name}</RowHead>
            <Cell label="Wat het betekent">{explanation} {parts}</Cell>
            <Cell label="Voor wie">{who}</Cell>
        </Row>
    }
}

/// The parts of a rule, each with its own.
fn parts(rule: &Rule) -> Option<AnyView> {
    let all = rule.parts();
    (!all.is_empty()).then(|| {
        let all = all
            .iter()
            .map(|part| {
                let (explanation, inner) = (part.explanation.clone(), parts(part));
                view! { <Bullet>{explanation} {inner}</Bullet> }
            })
            .collect_view();
        view! { <Bullets small=true>{all}</Bullets> }.into_any()
    })
}

/// What is different from the version in force; nothing when it is that.
pub fn differences(set: &CriteriaSet, in_force: &CriteriaSet, open: bool) -> Option<AnyView> {
    if set.version == in_force.version {
        return None;
    }
    let lines: Vec<AnyView> = set
        .differences(in_force)
        .into_iter()
        .map(|difference| line(difference, in_force))
        .collect();
    let summary = format!("Verschillen met versie {}", in_force.version);
    let content = if lines.is_empty() {
        view! { <p class="utrecht-paragraph">"De regels zijn hetzelfde."</p> }.into_any()
    } else {
        view! { <Bullets small=true>{lines}</Bullets> }.into_any()
    };
    Some(view! { <Details summary open>{content}</Details> }.into_any())
}

fn line(difference: Difference<'_>, in_force: &CriteriaSet) -> AnyView {
    match difference {
        Difference::Added(rule) => {
            let new = rule.explanation.clone();
            view! {
                <Bullet>
                    <strong>"Nieuw: "</strong>
                    <span class="lr-diff"><ins>{new}</ins></span>
                </Bullet>
            }
            .into_any()
        }
        Difference::Changed(rule) => {
            let rules = in_force.every_rule();
            let before = rules.iter().find(|before| before.code == rule.code);
            let before = before.map(|before| before.explanation.clone());
            let new = rule.explanation.clone();
            view! {
                <Bullet>
                    <strong>"Anders: "</strong>
                    <span class="lr-diff">
                        <del><span class="lr-vh">"oud: "</span>{before}</del>
                        " "
                        <ins><span class="lr-vh">"nieuw: "</span>{new}</ins>
                    </span>
                </Bullet>
            }
            .into_any()
        }
        Difference::Gone(rule) => {
            let old = rule.explanation.clone();
            view! {
                <Bullet>
                    <strong>"Vervalt: "</strong>
                    <span class="lr-diff"><del>{old}</del></span>
                </Bullet>
            }
            .into_any()
        }
    }
}
