//! A rule in a few words: its name on a page. What it means is its explanation.

use super::{Rule, RuleKind, Selection};
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
        names.extend(self.labels.iter().map(|label| label.replace('_', " ")));
        match names.as_slice() {
            [] => "Activiteiten".to_owned(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} en {last}", rest.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::CriteriaSet;

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
