//! Which set holds for a term (chapter 4.3 of the handbook): the one in force when it began, unless
//! a newer one is better for the teacher or the teacher chose it.

use super::{CriteriaSet, Dossier, Evaluation, Facts, Term, evaluate};
use crate::sector::Sector;
use jiff::civil::Date;

/// The set that holds, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The set.
    pub set: &'a CriteriaSet,
    /// How far the dossier is with it.
    pub evaluation: Evaluation,
    /// Why this one, in plain Dutch.
    pub reason: String,
}

/// The set that holds for a dossier in a term; `None` when none was in force as it began.
///
/// A newer one is better when the dossier fulfils it, and not the one of the start. `chosen` is the
/// id and version of a newer one that the teacher chose. Only sets that were adopted and came into
/// force by `today` take part.
pub fn choose<'a>(
    sets: &'a [CriteriaSet],
    dossier: &Dossier<'_>,
    term: Term,
    facts: &Facts,
    chosen: Option<(&str, &str)>,
    today: Date,
) -> Option<Choice<'a>> {
    let in_term = Dossier {
        term: Some(term),
        ..*dossier
    };
    let mut adopted: Vec<&CriteriaSet> = sets
        .iter()
        .filter(|set| set.is_in_force(today) && set.is_for(dossier.sector))
        .collect();
    adopted.sort_by_key(|set| set.valid_from);
    let held = |set: &&&CriteriaSet| {
        set.valid_from <= term.first && set.valid_to.is_none_or(|last| term.first <= last)
    };
    let start = adopted.iter().rfind(held)?;
    let choice = |set: &'a CriteriaSet, reason: &str| Choice {
        set,
        evaluation: evaluate(&in_term, facts, set),
        reason: reason.to_owned(),
    };
    let newer: Vec<&CriteriaSet> = adopted
        .iter()
        .copied()
        .filter(|set| set.valid_from > start.valid_from)
        .collect();
    let wanted = newer
        .iter()
        .find(|set| chosen == Some((set.id.as_str(), set.version.as_str())));
    if let Some(set) = wanted {
        return Some(choice(set, "Je koos zelf voor deze nieuwere versie."));
    }
    let own = choice(
        start,
        "Deze versie gold toen je periode begon. Ze blijft voor je hele periode gelden.",
    );
    if own.evaluation.is_fulfilled() {
        return Some(own);
    }
    let better = newer
        .into_iter()
        .map(|set| {
            choice(
                set,
                "Met deze nieuwere versie voldoe je wel. Daarom geldt die voor jou.",
            )
        })
        .find(|choice| choice.evaluation.is_fulfilled());
    Some(better.unwrap_or(own))
}

/// The sets that a teacher in this sector may choose in this term instead of the one of its start:
/// adopted and in force, and newer.
pub fn newer(
    sets: &[CriteriaSet],
    sector: Option<Sector>,
    term: Term,
    today: Date,
) -> Vec<&CriteriaSet> {
    sets.iter()
        .filter(|set| set.is_in_force(today) && set.is_for(sector) && set.valid_from > term.first)
        .collect()
}

/// Whether a teacher can still choose a newer set, or take that back: through the last day of the
/// term. On what is there then the application is judged, and by which rules must be certain.
pub fn may_choose(term: Term, today: Date) -> bool {
    today <= term.last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        criteria::{Counted, RuleKind, Status},
        portfolio::{Category, Quarters, Split},
    };
    use jiff::civil::date;

    fn with_total(version: &str, valid_from: Date, norm: i32) -> CriteriaSet {
        let mut set = CriteriaSet::example().clone();
        set.version = version.into();
        set.valid_from = valid_from;
        if let Some(RuleKind::MinTotal { hours }) = set.rules.first_mut().map(|rule| &mut rule.kind)
        {
            *hours = norm;
        }
        set
    }

    #[test]
    fn the_set_of_the_start_holds_until_a_newer_one_is_better_or_chosen() {
        let activity = |hours| Counted {
            on: date(2021, 3, 1),
            hours: Quarters::hours(hours),
            split: Split::only(Category::SubjectContent, Quarters::hours(hours)),
            ..Counted::default()
        };
        let mut sets = vec![
            with_total("oud", date(2018, 8, 1), 160),
            with_total("streng", date(2021, 8, 1), 200),
            with_total("mild", date(2022, 8, 1), 140),
        ];
        let found = |sets: &[CriteriaSet], hours, chosen, today| {
            let activities = [activity(hours)];
            let dossier = Dossier {
                activities: &activities,
                sector: Some(Sector::Po),
                term: None,
            };
            let term = Term::from_start(date(2020, 8, 1));
            choose(sets, &dossier, term, &Facts::default(), chosen, today)
                .map(|choice| choice.set.version.clone())
        };
        let today = date(2024, 1, 1);
        let version = |text: &str| Some(text.to_owned());
        assert_eq!(found(&sets, 160, None, today), version("oud"));
        assert_eq!(found(&sets, 150, None, today), version("mild"));
        assert_eq!(found(&sets, 150, None, date(2022, 7, 31)), version("oud"));
        assert_eq!(found(&sets, 100, None, today), version("oud"));
        let chosen = Some(("voorbeeld", "streng"));
        assert_eq!(found(&sets, 100, chosen, today), version("streng"));
        let versions = |today| -> Vec<String> {
            let term = Term::from_start(date(2020, 8, 1));
            let newer = newer(&sets, Some(Sector::Po), term, today);
            newer.iter().map(|set| set.version.clone()).collect()
        };
        assert_eq!(versions(date(2021, 7, 31)), Vec::<String>::new());
        assert_eq!(versions(today), ["streng", "mild"]);
        sets[2].status = Status::Proposed;
        assert_eq!(found(&sets, 150, None, today), version("oud"));
        sets[0].valid_to = Some(date(2020, 7, 31));
        assert_eq!(found(&sets, 150, None, today), None);
    }

    #[test]
    fn choosing_and_taking_back_end_with_the_term() {
        let term = Term::from_start(date(2020, 8, 1));
        assert!(may_choose(term, date(2024, 7, 31)));
        assert!(!may_choose(term, date(2024, 8, 1)));
    }
}
