//! A rule in a few words: its name on a page. What it means is its explanation. And what is different
//! in another version.

use super::{CriteriaSet, Rule, RuleKind, Selection, Status};
use crate::portfolio::{ActivityKind, Category};

impl Rule {
    /// Its name in plain Dutch: what it is about.
    pub fn name(&self) -> String {
        match &self.kind {
            RuleKind::MinTotal { .. } => "Alle uren".to_owned(),
            RuleKind::MinCategory { select, .. }
            | RuleKind::MaxCategory { select, .. }
            | RuleKind::MinShare { select, .. }
            | RuleKind::Required { select, .. }
            | RuleKind::Equivalence { select, .. } => select.name(),
            RuleKind::MinKinds { .. } => "Soorten activiteiten".to_owned(),
            RuleKind::MinPerYear { .. } => "Uren per jaar".to_owned(),
            RuleKind::MinPerSubject { .. } => "Uren per vak".to_owned(),
            RuleKind::MinExperience { .. } => "Werkervaring".to_owned(),
            RuleKind::MinReviews { .. } => "Feedback van en aan collega’s".to_owned(),
            RuleKind::Reflection { .. } => "Reflectie".to_owned(),
            RuleKind::Evidence { .. } => "Bewijs".to_owned(),
            RuleKind::Exemption { .. } => "Vrijstelling".to_owned(),
            RuleKind::ValidDate(_) => "Wanneer het was".to_owned(),
            RuleKind::All { .. } => "Alle delen".to_owned(),
            RuleKind::Any { .. } => "Een van de delen".to_owned(),
            RuleKind::Some { .. } => "Een aantal van de delen".to_owned(),
        }
    }
}

impl Rule {
    /// Whether it asks the same of the same teachers as another; of one that consists of others by itself:
    /// the same number of the same ones.
    pub(super) fn asks_as(&self, other: &Self) -> bool {
        let itself = |rule: &Self| {
            let mut kind = rule.kind.clone();
            if let RuleKind::All { rules }
            | RuleKind::Any { rules }
            | RuleKind::Some { rules, .. } = &mut kind
            {
                rules.clear();
            }
            let mut parts: Vec<String> =
                rule.parts().iter().map(|part| part.code.clone()).collect();
            parts.sort_unstable();
            let of_whom = (rule.sectors.clone(), rule.for_subjects.clone());
            (kind, parts, of_whom)
        };
        itself(self) == itself(other)
    }
}

/// What is different for a rule in another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference<'a> {
    /// It is new.
    Added(&'a Rule),
    /// What it was and what it is: it asks something else, or of others, or is explained otherwise.
    Changed(&'a Rule, &'a Rule),
    /// It is gone.
    Gone(&'a Rule),
}

impl CriteriaSet {
    /// What is different from another version, rule by rule. One that consists of others is different when
    /// it asks another number of them, or others.
    pub fn differences<'a>(&'a self, other: &'a Self) -> Vec<Difference<'a>> {
        let (new, old) = (self.every_rule(), other.every_rule());
        let in_new = new.iter().filter_map(|rule| {
            match old.iter().find(|before| before.code == rule.code) {
                None => Some(Difference::Added(rule)),
                Some(before) if !rule.asks_as(before) || rule.explanation != before.explanation => {
                    Some(Difference::Changed(before, rule))
                }
                Some(_) => None,
            }
        });
        let is_gone = |rule: &&&Rule| !new.iter().any(|after| after.code == rule.code);
        let gone = old.iter().filter(is_gone);
        in_new
            .chain(gone.map(|rule| Difference::Gone(rule)))
            .collect()
    }
}

impl Status {
    /// The word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Concept => "Concept",
            Self::Proposed => "Voorgesteld",
            Self::Adopted => "Geldend",
            Self::Withdrawn => "Vervallen",
        }
    }
}

/// The categories about teaching itself (*primair proces*).
const TEACHING: [Category; 3] = [
    Category::SubjectContent,
    Category::SubjectDidactics,
    Category::Pedagogy,
];

/// The other ones.
const AROUND_TEACHING: [Category; 3] = [
    Category::Professional,
    Category::School,
    Category::Profession,
];

impl Selection {
    fn name(&self) -> String {
        if self.categories == TEACHING {
            return "Lesgeven".to_owned();
        }
        if self.categories == AROUND_TEACHING {
            return "Je school en je beroep".to_owned();
        }
        let categories = self.categories.iter().copied().map(Category::label);
        let kinds = self.kinds.iter().copied().map(ActivityKind::label);
        let mut names: Vec<String> = categories.chain(kinds).map(str::to_owned).collect();
        names.extend(
            self.labels
                .iter()
                .map(|label| capital(&label.replace('_', " "))),
        );
        match names.as_slice() {
            [] => "Activiteiten".to_owned(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} en {last}", rest.join(", ")),
        }
    }
}

/// With a capital: a label of the data as a name.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{CriteriaSet, RuleKind},
        Difference,
    };

    #[test]
    fn a_version_differs_from_itself_in_nothing_and_from_another_by_its_rules() {
        let (example, thirty) = (CriteriaSet::example(), CriteriaSet::thirty());
        assert_eq!(example.differences(example), []);
        let mut stricter = example.clone();
        stricter.rules.remove(1);
        stricter.rules[0].explanation.push('!');
        let [Difference::Changed(_, total), Difference::Gone(teaching)] =
            stricter.differences(example)[..]
        else {
            panic!("{:?}", stricter.differences(example));
        };
        assert_eq!(
            (total.code.as_str(), teaching.code.as_str()),
            ("R01", "R02")
        );
        let added = thirty.differences(example);
        assert!(added.iter().any(|one| matches!(one, Difference::Added(_))));
    }

    #[test]
    fn what_a_rule_makes_of_its_parts_is_a_difference() {
        let thirty = CriteriaSet::thirty();
        let changed = |change: &dyn Fn(&mut CriteriaSet)| -> Vec<String> {
            let mut other = thirty.clone();
            change(&mut other);
            let told = other.differences(thirty).into_iter().map(|one| match one {
                Difference::Added(rule) => format!("+{}", rule.code),
                Difference::Changed(_, rule) => format!("~{}", rule.code),
                Difference::Gone(rule) => format!("-{}", rule.code),
            });
            told.collect()
        };
        let parts = |set: &CriteriaSet| set.rules[0].parts().to_vec();
        // Both in place of one of the two.
        let both = |set: &mut CriteriaSet| {
            let rules = parts(set);
            set.rules[0].kind = RuleKind::All { rules };
        };
        assert_eq!(changed(&both), ["~R30"]);
        let two = |set: &mut CriteriaSet| {
            let rules = parts(set);
            set.rules[0].kind = RuleKind::Some { count: 2, rules };
        };
        assert_eq!(changed(&two), ["~R30"]);
        // Another rule into it: it no longer stands on its own.
        let inside = |set: &mut CriteriaSet| {
            let mut rules = parts(set);
            rules.push(set.rules.remove(1));
            set.rules[0].kind = RuleKind::Any { rules };
        };
        assert_eq!(changed(&inside), ["~R30"]);
        let turned = |set: &mut CriteriaSet| {
            let mut rules = parts(set);
            rules.reverse();
            set.rules[0].kind = RuleKind::Any { rules };
        };
        assert_eq!(changed(&turned), Vec::<String>::new());
        let said = |set: &CriteriaSet| set.rules[0].told().1;
        let mut other = thirty.clone();
        both(&mut other);
        assert_eq!(
            (said(thirty).as_deref(), said(&other).as_deref()),
            (
                Some("Je voldoet aan minstens 1 deel: R30a of R30b."),
                Some("Je voldoet aan alle delen: R30a en R30b.")
            )
        );
    }

    #[test]
    fn a_rule_is_named_by_what_it_is_about() {
        let names: Vec<String> = CriteriaSet::example()
            .rules
            .iter()
            .map(super::Rule::name)
            .collect();
        assert_eq!(
            names,
            [
                "Alle uren",
                "Lesgeven",
                "Inhoud van je vak",
                "Je school en je beroep"
            ]
        );
        for set in CriteriaSet::all() {
            for rule in set.every_rule() {
                assert!(!rule.name().is_empty(), "{}", rule.code);
            }
        }
    }
}
