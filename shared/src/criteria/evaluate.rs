//! How far a dossier is with a set: every rule that holds for the teacher.

use super::{
    Counted, CriteriaSet, Dossier, Evaluation, Facts, GROUPS, Rule, Selection, count::Counting,
    rules::Scene,
};
use crate::portfolio::Quarters;
use jiff::civil::Date;

/// How far a dossier is with a set, given what else is known.
pub fn evaluate(dossier: &Dossier<'_>, facts: &Facts, set: &CriteriaSet) -> Evaluation {
    let held: Vec<&Rule> = held(set, dossier, facts);
    let scene = Scene {
        dossier,
        facts,
        counting: Counting::of(dossier, facts, &held),
        rules: &held,
    };
    Evaluation {
        set: set.id.clone(),
        version: set.version.clone(),
        set_hash: set.hash(),
        inputs_hash: dossier.hash(facts),
        total: scene.counting.total(),
        rules: scene.outcomes(&set.rules),
    }
}

/// Whether a dossier fulfils a set: [`evaluate`] without words and hashes, for many dossiers. Also
/// gives the codes of the outermost rules that are not fulfilled.
pub(super) fn failing<'a>(
    dossier: &Dossier<'_>,
    facts: &Facts,
    set: &'a CriteriaSet,
) -> Vec<&'a str> {
    let held: Vec<&Rule> = held(set, dossier, facts);
    let scene = Scene {
        dossier,
        facts,
        counting: Counting::of(dossier, facts, &held),
        rules: &held,
    };
    set.rules
        .iter()
        .filter(|rule| scene.holds(rule) && !scene.outcome(rule).fulfilled)
        .map(|rule| rule.code.as_str())
        .collect()
}

/// The hours that count up to and including a day: all of them, and those of each of [`GROUPS`].
pub(super) fn counted(
    dossier: &Dossier<'_>,
    facts: &Facts,
    set: &CriteriaSet,
    last: Date,
) -> [Quarters; 4] {
    let activities: Vec<Counted> = dossier
        .activities
        .iter()
        .filter(|activity| activity.on <= last)
        .cloned()
        .collect();
    let then = Dossier {
        activities: &activities,
        ..*dossier
    };
    let counting = Counting::of(&then, facts, &held(set, &then, facts));
    let [first, second, third] = GROUPS.map(|(_, categories)| {
        counting.hours(&Selection {
            categories: categories.to_vec(),
            ..Selection::default()
        })
    });
    [counting.total(), first, second, third]
}

/// The rules that hold for this teacher: a part only when the rule of which it is a part does.
fn held<'a>(set: &'a CriteriaSet, dossier: &Dossier<'_>, facts: &Facts) -> Vec<&'a Rule> {
    fn add<'a>(rules: &'a [Rule], holds: &dyn Fn(&Rule) -> bool, held: &mut Vec<&'a Rule>) {
        for rule in rules.iter().filter(|rule| holds(rule)) {
            held.push(rule);
            add(rule.parts(), holds, held);
        }
    }
    let mut all = Vec::new();
    let holds = |rule: &Rule| rule.holds_for(dossier.sector, &facts.subjects);
    add(&set.rules, &holds, &mut all);
    all
}
