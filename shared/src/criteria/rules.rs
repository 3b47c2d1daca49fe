//! What each kind of rule means: one pure function each.

use super::{
    Amount, Counted, Days, Dossier, Facts, Rule, RuleKind, RuleOutcome, Selection, Term, Unit,
    count::{Counting, is_late, lacks_reflection, worth},
    term::MONTHS,
};
use crate::{
    portfolio::{ActivityKind, Quarters},
    subject::SubjectTable,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What the rules are held against.
pub(super) struct Scene<'a> {
    pub(super) dossier: &'a Dossier<'a>,
    pub(super) facts: &'a Facts,
    pub(super) counting: Counting<'a>,
    /// The rules that hold for this teacher, with their parts.
    pub(super) rules: &'a [&'a Rule],
}

/// What a rule comes to, before its words.
struct Found {
    fulfilled: bool,
    value: Amount,
    norm: Amount,
    missing: Option<String>,
    parts: Vec<RuleOutcome>,
}

impl Found {
    /// What is asked at least; `missing` tells how much there is to go.
    fn least(value: Amount, norm: i32, missing: impl FnOnce(Amount) -> String) -> Self {
        let short = norm - value.count;
        Self {
            fulfilled: short <= 0,
            value,
            norm: Amount::new(norm, value.unit),
            missing: (short > 0).then(|| missing(Amount::new(short, value.unit))),
            parts: Vec::new(),
        }
    }

    /// What is no demand, but tells what does not count.
    fn told(value: Amount, norm: i32, missing: Option<String>) -> Self {
        Self {
            fulfilled: true,
            value,
            norm: Amount::new(norm, value.unit),
            missing,
            parts: Vec::new(),
        }
    }
}

impl Scene<'_> {
    pub(super) fn holds(&self, rule: &Rule) -> bool {
        rule.holds_for(self.dossier.sector, &self.facts.subjects)
    }

    pub(super) fn outcomes(&self, rules: &[Rule]) -> Vec<RuleOutcome> {
        let held = rules.iter().filter(|rule| self.holds(rule));
        held.map(|rule| self.outcome(rule)).collect()
    }

    pub(super) fn outcome(&self, rule: &Rule) -> RuleOutcome {
        let found = self.find(rule);
        RuleOutcome {
            code: rule.code.clone(),
            kind: rule.kind.code().to_owned(),
            fulfilled: found.fulfilled,
            value: found.value,
            norm: found.norm,
            explanation: rule.explanation.clone(),
            missing: found.missing,
            parts: found.parts,
        }
    }

    fn find(&self, rule: &Rule) -> Found {
        match &rule.kind {
            RuleKind::MinTotal { hours } => self.hours(rule, self.counting.total(), *hours),
            RuleKind::MinCategory { select, hours } => {
                self.hours(rule, self.counting.hours(select), *hours)
            }
            RuleKind::MaxCategory {
                select,
                hours,
                per_day,
            } => self.cap(select, *hours, *per_day),
            RuleKind::MinShare { select, percent } => self.share(select, *percent),
            RuleKind::MinKinds { count } => self.kinds(*count),
            RuleKind::MinPerYear { hours, years } => self.per_year(*hours, *years),
            RuleKind::MinPerSubject { hours } => self.per_subject(rule, *hours),
            RuleKind::MinExperience { hours } => self.experience(*hours),
            RuleKind::Required {
                select,
                count,
                yearly,
                approvals,
            } => {
                let all = self
                    .counting
                    .activities()
                    .filter(|a| select.has_some_of(a) && a.approvals >= *approvals);
                if *yearly {
                    self.yearly(all, *count)
                } else {
                    let value = Amount::new(length(all), Unit::Activities);
                    Found::least(value, *count, |short| format!("Nog {short}."))
                }
            }
            RuleKind::MinReviews { given, received } => self.reviews(*given, *received),
            RuleKind::Reflection {
                select,
                above_hours,
                or_not_counted,
                ..
            } => self.reflection(&rule.kind, select, *above_hours, *or_not_counted),
            RuleKind::Evidence { above_hours } => self.evidence(*above_hours),
            RuleKind::Equivalence { select, counts, .. } => {
                let of = self.counting.activities();
                let all: Vec<&Counted> = of.filter(|a| select.has_some_of(a)).collect();
                let value = worth(&all, *counts).unwrap_or_default();
                Found::told(value.into(), value.0, None)
            }
            RuleKind::Exemption { months, .. } => {
                let value = i32::from(self.facts.exempt_months.min(*months));
                Found::told(Amount::new(value, Unit::Months), i32::from(*months), None)
            }
            RuleKind::ValidDate(days) => self.days(*days),
            RuleKind::All { rules } => self.parts(rules, None, " "),
            RuleKind::Any { rules } => self.parts(rules, Some(1), " Of: "),
            RuleKind::Some { count, rules } => self.parts(rules, Some(*count), " Of: "),
        }
    }

    /// The norm in hours, lower by the exemptions that name the rule.
    fn norm(&self, rule: &Rule, hours: i32) -> Quarters {
        let full = Quarters::hours(hours);
        let months = self.rules.iter().filter_map(|other| match &other.kind {
            RuleKind::Exemption { lowers, months } if lowers.contains(&rule.code) => {
                Some(i32::from(self.facts.exempt_months.min(*months)))
            }
            _ => None,
        });
        let left = MONTHS - months.max().unwrap_or(0).min(MONTHS);
        // A part of a quarter that is asked would be a quarter too little.
        let lowered = (i64::from(full.0) * i64::from(left) + i64::from(MONTHS) - 1)
            .div_euclid(i64::from(MONTHS));
        Quarters(i32::try_from(lowered).unwrap_or(full.0))
    }

    fn hours(&self, rule: &Rule, value: Quarters, hours: i32) -> Found {
        let norm = self.norm(rule, hours);
        Found::least(value.into(), norm.0, |short| format!("Nog {short}."))
    }

    fn cap(&self, select: &Selection, hours: i32, per_day: bool) -> Found {
        let value = self.counting.uncapped(select);
        let excess = value - self.counting.within(select, hours, per_day);
        let missing = (excess > Quarters::ZERO).then(|| not_counted(excess));
        Found::told(value.into(), Quarters::hours(hours).0, missing)
    }

    fn share(&self, select: &Selection, percent: i32) -> Found {
        let (part, all) = (self.counting.hours(select).0, self.counting.total().0);
        let value = i64::from(part) * 100 / i64::from(all.max(1));
        let value = Amount::new(i32::try_from(value).unwrap_or(100), Unit::Percent);
        Found::least(value, percent, |_| {
            format!("Nu is het {value}. Het moet minstens {percent} procent zijn.")
        })
    }

    fn kinds(&self, count: i32) -> Found {
        let there = |kind: &ActivityKind| self.counting.activities().any(|a| a.kind == Some(*kind));
        let kinds = length(ActivityKind::ALL.into_iter().filter(there));
        let value = Amount::new(kinds, Unit::Kinds);
        Found::least(value, count, |short| {
            let word = if short.count == 1 {
                "andere soort"
            } else {
                "andere soorten"
            };
            format!("Nog {} {word} activiteit.", short.count)
        })
    }

    fn per_year(&self, hours: i32, years: i32) -> Found {
        let year_of = |on: Date| match self.dossier.term {
            Some(term) => term.contains(on).then(|| term.year_of(on)),
            None => usize::try_from(on.year()).ok(),
        };
        let of = self.counting.activities();
        let each: BTreeSet<usize> = of.filter_map(|activity| year_of(activity.on)).collect();
        let in_year = |year: &usize| {
            self.counting
                .capped(&|activity| year_of(activity.on) == Some(*year))
        };
        let enough = length(
            each.iter()
                .filter(|year| in_year(year) >= Quarters::hours(hours)),
        );
        Found::least(Amount::new(enough, Unit::Years), years, |short| {
            format!("Nog {short} met minstens {hours} uur.")
        })
    }

    fn per_subject(&self, rule: &Rule, hours: i32) -> Found {
        let norm = self.norm(rule, hours);
        let each = self.facts.subjects.iter().map(|id| {
            let select = Selection {
                subjects: vec![id.clone()],
                ..Selection::default()
            };
            (name(id), self.counting.hours(&select))
        });
        each_of(each.collect(), norm)
    }

    fn experience(&self, hours: i32) -> Found {
        let norm = Quarters::hours(hours);
        if self.facts.experience.is_empty() {
            return Found::least(Quarters::ZERO.into(), norm.0, |_| {
                "Nog niet bekend hoeveel uur je lesgaf.".to_owned()
            });
        }
        let each = self.facts.experience.iter();
        each_of(each.map(|e| (name(&e.subject), e.hours)).collect(), norm)
    }

    fn yearly<'b>(&self, activities: impl Iterator<Item = &'b Counted>, count: i32) -> Found {
        let Some(term) = self.dossier.term else {
            let value = Amount::new(length(activities), Unit::Activities);
            return Found::least(value, count, |short| format!("Nog {short}."));
        };
        let of_term = activities.filter(|a| term.contains(a.on));
        let years: Vec<usize> = of_term.map(|a| term.year_of(a.on)).collect();
        let times = |year: &usize| length(years.iter().filter(|of| *of == year));
        let all = years_in(term);
        let enough = length((0..all).filter(|year| times(year) >= count));
        let value = Amount::new(enough, Unit::Years);
        Found::least(value, length(0..all), |short| {
            format!("Nog in {short} van je periode.")
        })
    }

    fn reviews(&self, given: u16, received: u16) -> Found {
        let there = (
            self.facts.reviews_given.min(given),
            self.facts.reviews_received.min(received),
        );
        let value = Amount::new(i32::from(there.0) + i32::from(there.1), Unit::Reviews);
        Found::least(value, i32::from(given) + i32::from(received), |_| {
            let each = [(given - there.0, "geven"), (received - there.1, "krijgen")];
            let words: Vec<String> = each
                .iter()
                .filter(|(times, _)| *times > 0)
                .map(|(times, what)| format!("{times} keer feedback {what}"))
                .collect();
            format!("Nog {}.", words.join(" en "))
        })
    }

    fn reflection(
        &self,
        kind: &RuleKind,
        select: &Selection,
        above_hours: i32,
        or_not_counted: bool,
    ) -> Found {
        let in_term = self.dossier.in_term();
        let asked: Vec<&Counted> = in_term
            .filter(|a| a.hours > Quarters::hours(above_hours) && select.has_some_of(a))
            .collect();
        let lacking = asked.iter().filter(|a| lacks_reflection(a, kind));
        let lost: Quarters = lacking.clone().map(|a| a.hours).sum();
        let norm = length(asked.iter());
        let value = Amount::new(norm - length(lacking), Unit::Activities);
        if or_not_counted {
            let missing = (lost > Quarters::ZERO).then(|| not_counted(lost));
            return Found::told(value, norm, missing);
        }
        Found::least(value, norm, |short| {
            format!("Schrijf bij {short} nog wat je leerde.")
        })
    }

    fn evidence(&self, above_hours: i32) -> Found {
        let asked: Vec<&Counted> = self
            .counting
            .activities()
            .filter(|a| self.facts.sampled || a.hours > Quarters::hours(above_hours))
            .collect();
        let there = length(asked.iter().filter(|a| a.evidence));
        let value = Amount::new(there, Unit::Activities);
        Found::least(value, length(asked.iter()), |short| {
            format!("Voeg bij {short} nog bewijs toe.")
        })
    }

    fn days(&self, days: Days) -> Found {
        let activities = |count| Amount::new(count, Unit::Activities);
        let all = self.dossier.activities;
        match days {
            Days::InTerm => {
                let inside = length(self.dossier.in_term());
                let outside = activities(length(all.iter()) - inside);
                let missing = (outside.count > 0).then(|| format!("Buiten je periode: {outside}."));
                Found::told(activities(inside), length(all.iter()), missing)
            }
            Days::CarriedOver { hours, .. } => {
                let most = Quarters::hours(hours);
                let there = self.counting.carried();
                let value = there.min(most).min(self.facts.surplus);
                let missing = (there > value).then(|| not_counted(there - value));
                Found::told(value.into(), most.0, missing)
            }
            Days::UntilDecision => {
                let late = activities(length(all.iter().filter(|a| is_late(a, self.facts))));
                let missing = (late.count > 0)
                    .then(|| format!("Na het besluit ingevuld: {late}. Dat telt niet mee."));
                let all = length(all.iter());
                Found::told(activities(all - late.count), all, missing)
            }
        }
    }

    fn parts(&self, rules: &[Rule], asked: Option<i32>, between: &str) -> Found {
        let parts = self.outcomes(rules);
        // A part that does not hold for this teacher is not asked.
        let norm = asked.map_or(length(parts.iter()), |count| {
            count.min(length(parts.iter()))
        });
        let value = length(parts.iter().filter(|part| part.fulfilled));
        let missing: Vec<&str> = parts
            .iter()
            .filter(|part| !part.fulfilled)
            .filter_map(|part| part.missing.as_deref())
            .collect();
        let value = Amount::new(value.min(norm), Unit::Rules);
        let found = Found::least(value, norm, |_| missing.join(between));
        Found { parts, ..found }
    }
}

/// The least of several amounts against a norm that holds for each.
fn each_of(each: Vec<(String, Quarters)>, norm: Quarters) -> Found {
    let Some(least) = each.iter().map(|(_, hours)| *hours).min() else {
        return Found::told(Quarters::ZERO.into(), 0, None);
    };
    Found::least(least.into(), norm.0, |_| {
        let short: Vec<String> = each
            .iter()
            .filter(|(_, hours)| *hours < norm)
            .map(|(name, hours)| format!("{} uur voor {name}", norm - *hours))
            .collect();
        format!("Nog {}.", short.join(" en "))
    })
}

fn not_counted(hours: Quarters) -> String {
    format!("{hours} uur telt niet mee.")
}

fn name(subject: &str) -> String {
    let found = SubjectTable::current().find(subject);
    found.map_or_else(|| subject.to_owned(), |found| found.name.clone())
}

fn years_in(term: Term) -> usize {
    term.years().count()
}

fn length(all: impl Iterator) -> i32 {
    i32::try_from(all.count()).unwrap_or(i32::MAX)
}
