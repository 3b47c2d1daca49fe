//! A rule in a sentence that we make of its parameters: what a drafter reads to check it, and what
//! teachers read when nobody wrote a better one.

use super::{Days, Rule, RuleKind, Selection, Worth};
use crate::{
    notation,
    portfolio::{ActivityKind, Category},
    subject::SubjectTable,
};

impl Rule {
    /// What it asks, in plain Dutch.
    pub fn in_words(&self) -> String {
        match &self.kind {
            RuleKind::MinTotal { hours } => {
                format!("In je periode laat je minstens {hours} uur zien.")
            }
            RuleKind::MinCategory { select, hours } => {
                format!("Minstens {hours} uur is {}.", select.in_words())
            }
            RuleKind::MaxCategory {
                select,
                hours,
                per_day,
            } => {
                let each = if *per_day { " per dag" } else { "" };
                let what = select.in_words();
                format!("Van {what} tellen er ten hoogste {hours} uur{each} mee.")
            }
            RuleKind::MinShare { select, percent } => {
                let what = select.in_words();
                format!("Minstens {percent} procent van je uren is {what}.")
            }
            RuleKind::MinKinds { count } => {
                format!("Je activiteiten zijn van minstens {count} verschillende soorten.")
            }
            RuleKind::MinPerYear { hours, years } => {
                let years = notation::count(i64::from(*years), "jaar", "jaren");
                format!("In minstens {years} van je periode heb je {hours} uur of meer.")
            }
            RuleKind::MinPerSubject { hours } => {
                format!("Voor elk vak van je herregistratie heb je minstens {hours} uur.")
            }
            RuleKind::MinExperience { hours } => {
                format!("Je gaf minstens {hours} uur les, voor elke bevoegdheid.")
            }
            RuleKind::Required {
                select,
                count,
                yearly,
                approvals,
            } => {
                let what = select.in_words();
                let each = if *yearly { " in elk jaar" } else { "" };
                let by = match approvals {
                    0 => String::new(),
                    1 => ", goedgekeurd door 1 collega".to_owned(),
                    more => format!(", goedgekeurd door {more} collega’s"),
                };
                format!("Je doet minstens {count} keer{each}: {what}{by}.")
            }
            RuleKind::MinReviews { given, received } => format!(
                "Je geeft {given} keer feedback aan een collega en je krijgt {received} keer feedback."
            ),
            RuleKind::Reflection {
                select,
                above_hours,
                words,
                or_not_counted,
            } => {
                let what = select.in_words();
                let otherwise = if *or_not_counted {
                    " Anders tellen die uren niet mee."
                } else {
                    ""
                };
                format!(
                    "Bij {what} van meer dan {above_hours} uur schrijf je in minstens {words} woorden wat je leerde.{otherwise}"
                )
            }
            RuleKind::Evidence { above_hours } => {
                format!("Bij activiteiten van meer dan {above_hours} uur voeg je een bewijs toe.")
            }
            RuleKind::Equivalence {
                select,
                counts,
                as_category,
            } => {
                let (what, goal) = (select.in_words(), as_category.label());
                let worth = match counts {
                    Worth::Diploma(hours) => format!("{hours} uur zodra je een diploma hebt"),
                    Worth::PerCredit(hours) => format!("{hours} uur per studiepunt"),
                    Worth::AtMost(hours) => format!("ten hoogste {hours} uur"),
                };
                format!("Uren voor {what} mogen tellen als “{goal}”: {worth}.")
            }
            RuleKind::Exemption { lowers, months } => {
                let rules = and(lowers.clone());
                format!(
                    "Maanden met vrijstelling, ten hoogste {months}, maken de norm van {rules} naar verhouding lager."
                )
            }
            RuleKind::ValidDate(days) => days.in_words(),
            RuleKind::All { rules } | RuleKind::Any { rules } | RuleKind::Some { rules, .. } => {
                let parts: Vec<String> = rules.iter().map(Self::in_words).collect();
                format!("{}: {}", self.how_many(), parts.join(" "))
            }
        }
    }

    /// What it asks by itself, in plain Dutch: of one that consists of others only how many of those, and
    /// which ones.
    pub fn own_words(&self) -> String {
        let codes: Vec<String> = self.parts().iter().map(|part| part.code.clone()).collect();
        if codes.is_empty() {
            return self.in_words();
        }
        let which = if matches!(self.kind, RuleKind::All { .. }) {
            and(codes)
        } else {
            or(codes)
        };
        format!("{}: {which}.", self.how_many())
    }

    /// What it means, and what it asks in our words when somebody wrote others: the two must say the same,
    /// and who reads them can see whether they do.
    pub fn told(&self) -> (String, Option<String>) {
        if self.explanation == self.in_words() {
            (self.own_words(), None)
        } else {
            (self.explanation.clone(), Some(self.own_words()))
        }
    }

    fn how_many(&self) -> String {
        match &self.kind {
            RuleKind::Any { .. } => "Je voldoet aan minstens 1 deel".to_owned(),
            RuleKind::Some { count, .. } => format!("Je voldoet aan minstens {count} delen"),
            _ => "Je voldoet aan alle delen".to_owned(),
        }
    }
}

impl Days {
    fn in_words(self) -> String {
        match self {
            Self::InTerm => "Wat je deed in je periode telt mee.".to_owned(),
            Self::CarriedOver { months, hours } => format!(
                "Van de laatste {months} maanden voor je periode neem je ten hoogste {hours} uur mee."
            ),
            Self::UntilDecision => {
                "Wat je invult tot en met de dag van het besluit telt mee.".to_owned()
            }
        }
    }
}

impl Selection {
    fn in_words(&self) -> String {
        let quoted = |label: &str| format!("“{label}”");
        let categories = self.categories.iter().copied().map(Category::label);
        let kinds = self.kinds.iter().copied().map(ActivityKind::label);
        let mut each = Vec::new();
        for group in [
            categories.map(quoted).collect::<Vec<_>>(),
            kinds.map(quoted).collect(),
            self.labels
                .iter()
                .map(|label| quoted(&label.replace('_', " ")))
                .collect(),
            self.subjects.iter().map(|id| subject(id)).collect(),
        ] {
            if !group.is_empty() {
                each.push(or(group));
            }
        }
        match each.as_slice() {
            [] => "een activiteit".to_owned(),
            each => each.join(" bij "),
        }
    }
}

fn subject(id: &str) -> String {
    let found = SubjectTable::current().find(id);
    found.map_or_else(|| id.to_owned(), |subject| subject.name.clone())
}

fn and(words: Vec<String>) -> String {
    joined(words, " en ")
}

fn or(words: Vec<String>) -> String {
    joined(words, " of ")
}

fn joined(mut words: Vec<String>, last: &str) -> String {
    match words.pop() {
        None => String::new(),
        Some(end) if words.is_empty() => end,
        Some(end) => format!("{}{last}{end}", words.join(", ")),
    }
}
