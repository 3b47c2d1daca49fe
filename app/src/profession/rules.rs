//! The rules of a version as one reads them, and what is different from the one in force.

use crate::design::{Bullet, Bullets, Cell, Column, Details, Paragraph, Row, RowHead, Table};
use leptos::prelude::*;
use shared::{
    criteria::{CriteriaSet, Difference, Rule},
    sector::Sector,
    subject::subject_name,
};

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

/// For teachers in which sectors: `Iedereen`, `voortgezet onderwijs`.
pub fn who(sectors: &[Sector]) -> String {
    let names: Vec<&str> = sectors.iter().map(|sector| sector.name()).collect();
    if names.is_empty() {
        "Iedereen".to_owned()
    } else {
        names.join(", ")
    }
}

fn row(rule: &Rule) -> impl IntoView + use<> {
    let name = rule.name();
    let who = match (subjects(rule), rule.sectors.is_empty()) {
        (Some(subjects), true) => subjects,
        (Some(subjects), false) => format!("{}: {subjects}", who(&rule.sectors)),
        (None, _) => who(&rule.sectors),
    };
    let (told, parts) = (told(rule), parts(rule));
    view! {
        <Row>
            <RowHead>{name}</RowHead>
            <Cell label="Wat het betekent">{told} {parts}</Cell>
            <Cell label="Voor wie">{who}</Cell>
        </Row>
    }
}

/// The names of the subjects for whose teachers it is; nothing when it is for all.
fn subjects(rule: &Rule) -> Option<String> {
    let names: Vec<&str> = rule
        .for_subjects
        .iter()
        .map(|id| subject_name(id))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// What it means, and below a text of somebody what the rule itself asks.
fn told(rule: &Rule) -> impl IntoView + use<> {
    let (text, words) = rule.told();
    let words = words.map(|words| {
        view! { <Paragraph small=true muted=true>{format!("In woorden: {words}")}</Paragraph> }
    });
    view! { {text} {words} }
}

/// The parts of a rule, each with its own.
fn parts(rule: &Rule) -> Option<AnyView> {
    let all = rule.parts();
    (!all.is_empty()).then(|| {
        let all = all
            .iter()
            .map(|part| {
                let (code, told, inner) = (part.code.clone(), told(part), parts(part));
                view! { <Bullet>{code} ": " {told} {inner}</Bullet> }
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
    let mut lines: Vec<AnyView> = set.differences(in_force).into_iter().map(line).collect();
    if set.sectors != in_force.sectors {
        let (old, new) = (who(&in_force.sectors), who(&set.sectors));
        lines.insert(0, changed("Voor wie: ", old, new));
    }
    let summary = format!("Verschillen met versie {}", in_force.version);
    let content = if lines.is_empty() {
        view! { <p class="utrecht-paragraph">"De regels zijn hetzelfde."</p> }.into_any()
    } else {
        view! { <Bullets small=true>{lines}</Bullets> }.into_any()
    };
    Some(view! { <Details summary open>{content}</Details> }.into_any())
}

/// Everything that a rule says, on one line.
fn whole(rule: &Rule) -> String {
    let (text, words) = rule.told();
    let words = words.map(|words| format!(" In woorden: {words}"));
    let who = (!rule.sectors.is_empty()).then(|| format!(" Voor wie: {}.", who(&rule.sectors)));
    let subjects = subjects(rule).map(|names| format!(" Voor vakken: {names}."));
    let each = [words, who, subjects].into_iter().flatten();
    std::iter::once(text).chain(each).collect()
}

fn line(difference: Difference<'_>) -> AnyView {
    match difference {
        Difference::Added(rule) => {
            let (code, new) = (format!("Nieuw, {}: ", rule.code), whole(rule));
            view! {
                <Bullet>
                    <strong>{code}</strong>
                    <span class="lr-diff"><ins>{new}</ins></span>
                </Bullet>
            }
            .into_any()
        }
        Difference::Changed(before, rule) => changed(
            format!("Anders, {}: ", rule.code),
            whole(before),
            whole(rule),
        ),
        Difference::Gone(rule) => {
            let (code, old) = (format!("Vervalt, {}: ", rule.code), whole(rule));
            view! {
                <Bullet>
                    <strong>{code}</strong>
                    <span class="lr-diff"><del>{old}</del></span>
                </Bullet>
            }
            .into_any()
        }
    }
}

fn changed(what: impl Into<String>, old: String, new: String) -> AnyView {
    let what = what.into();
    view! {
        <Bullet>
            <strong>{what}</strong>
            <span class="lr-diff">
                <del><span class="lr-vh">"oud: "</span>{old}</del>
                " "
                <ins><span class="lr-vh">"nieuw: "</span>{new}</ins>
            </span>
        </Bullet>
    }
    .into_any()
}
