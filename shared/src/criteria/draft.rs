//! A draft of a version as its form has it: whatever was typed, what is wrong with it, and the rules
//! that come of it.

use super::{CriteriaSet, Rule, RuleForm, RuleKind, rule_form::add_rule};
use crate::{FieldError, data_file::parts, notation, sector::Sector};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most rules of a draft, and the most characters of a text.
const MOST_RULES: usize = 60;
const LONGEST: usize = 2_000;

/// The form of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetForm {
    /// Its name.
    pub name: String,
    /// The first day on which a term to which it applies can begin: day of the month.
    pub starts_day: String,
    /// Number of the month.
    pub starts_month: String,
    /// Year in four digits.
    pub starts_year: String,
    /// The codes of the sectors for which it holds; none is all.
    pub sectors: Vec<String>,
    /// Why it is different from the one before it.
    pub reason: String,
    /// The rules, with their parts, in order.
    pub rules: Vec<RuleForm>,
}

/// What a button of the form does with its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Adds one of this kind at the end.
    Add(String),
    /// Takes this one out; what was a part of it takes its place.
    Remove(usize),
    /// Puts it before the one above it.
    Up(usize),
    /// Puts it after the one below it.
    Down(usize),
}

impl Deed {
    /// The deed that a button says: `omhoog:3`, or with `kind` `erbij`.
    pub fn parse(button: &str, kind: &str) -> Option<Self> {
        if button == "erbij" {
            return RuleKind::CODES
                .contains(&kind)
                .then(|| Self::Add(kind.to_owned()));
        }
        let (what, place) = button.split_once(':')?;
        let place = place.parse().ok()?;
        match what {
            "weg" => Some(Self::Remove(place)),
            "omhoog" => Some(Self::Up(place)),
            "omlaag" => Some(Self::Down(place)),
            _ => None,
        }
    }
}

impl SetForm {
    /// The form of a set.
    pub fn of(set: &CriteriaSet, reason: &str) -> Self {
        let mut rules = Vec::new();
        for rule in &set.rules {
            add_rule(rule, "", &mut rules);
        }
        Self {
            name: set.name.clone(),
            starts_day: set.valid_from.day().to_string(),
            starts_month: set.valid_from.month().to_string(),
            starts_year: set.valid_from.year().to_string(),
            sectors: set.sectors.iter().map(|s| s.code().to_owned()).collect(),
            reason: reason.to_owned(),
            rules,
        }
    }

    /// Does what a button asks. A rule that is not there is left alone.
    pub fn apply(&mut self, deed: Deed) {
        match deed {
            Deed::Add(kind) => {
                if self.rules.len() < MOST_RULES {
                    let code = self.next_code();
                    self.rules.push(RuleForm {
                        code,
                        kind,
                        ..RuleForm::default()
                    });
                }
            }
            Deed::Remove(place) => {
                if place < self.rules.len() {
                    let gone = self.rules.remove(place);
                    for rule in &mut self.rules {
                        if rule.inside == gone.code {
                            rule.inside.clone_from(&gone.inside);
                        }
                    }
                }
            }
            Deed::Up(place) => self.swap(place, (0..place).rev()),
            Deed::Down(place) => self.swap(place, place + 1..self.rules.len()),
        }
    }

    /// Changes a rule with the first of these places that is a part of the same rule.
    fn swap(&mut self, place: usize, mut others: impl Iterator<Item = usize>) {
        let Some(inside) = self.rules.get(place).map(|rule| rule.inside.clone()) else {
            return;
        };
        if let Some(other) = others.find(|other| self.rules[*other].inside == inside) {
            self.rules.swap(place, other);
        }
    }

    fn next_code(&self) -> String {
        let numbers = self
            .rules
            .iter()
            .filter_map(|rule| rule.code.strip_prefix('R')?.parse::<u32>().ok());
        format!("R{:02}", numbers.max().unwrap_or(0) + 1)
    }

    /// The first day on which a term to which it applies can begin, when it exists.
    pub fn starts(&self) -> Option<Date> {
        let typed = [&self.starts_day, &self.starts_month, &self.starts_year];
        notation::parse_date(&typed.map(|part| part.trim()).join("-"))
    }

    /// The draft as a set, in place of the rules and the first day of `before`.
    ///
    /// # Errors
    /// Everything that is wrong, each at its field: `rules[2][numbers][hours]`.
    pub fn parse(&self, before: &CriteriaSet) -> Result<CriteriaSet, Vec<FieldError>> {
        let mut errors = Vec::new();
        if self.name.trim().is_empty() || self.name.chars().count() > 200 {
            errors.push(FieldError::new(
                "name",
                "Geef de versie een naam van ten hoogste 200 tekens",
            ));
        }
        let starts = self.starts();
        if starts.is_none() {
            errors.push(FieldError::new("starts", "Vul een datum in die bestaat"));
        }
        if self.reason.chars().count() > LONGEST {
            errors.push(FieldError::new(
                "reason",
                "Maak de uitleg korter: ten hoogste 2.000 tekens",
            ));
        }
        if self.rules.is_empty() {
            errors.push(FieldError::new("soort", "Voeg minstens 1 regel toe"));
        }
        let sectors: Vec<Sector> = Sector::ALL
            .into_iter()
            .filter(|sector| self.sectors.iter().any(|code| code == sector.code()))
            .collect();
        if sectors.len() < self.sectors.len() {
            errors.push(FieldError::new("sectors", "Kies uit de lijst"));
        }
        let rules = self.rules_inside("", &mut errors);
        self.check_places(&mut errors);
        let set = CriteriaSet {
            name: self.name.trim().to_owned(),
            sectors,
            valid_from: starts.unwrap_or(before.valid_from),
            rules,
            ..before.clone()
        };
        self.check_texts(&set, before, &mut errors);
        if errors.is_empty()
            && let Err(error) = set.check()
        {
            let field = match &error {
                super::SetError::Impossible(code) | super::SetError::Twice(code) => {
                    let place = self.rules.iter().position(|rule| rule.code.trim() == code);
                    place.map_or_else(
                        || "soort".to_owned(),
                        |place| format!("rules[{place}][code]"),
                    )
                }
                _ => "soort".to_owned(),
            };
            errors.push(FieldError::new(field, error.in_dutch()));
        }
        if errors.is_empty() {
            Ok(set)
        } else {
            Err(errors)
        }
    }

    /// Puts what stands in one field of the form in its place: `rules[2][numbers][hours]`. A name that
    /// is not of a rule is left alone.
    pub fn put(&mut self, name: &str, values: Vec<String>) {
        let Some(path) = name.strip_prefix("rules[") else {
            return;
        };
        let mut path = path
            .trim_end_matches("[]")
            .trim_end_matches(']')
            .split("][");
        let place = path.next().and_then(|place| place.parse::<usize>().ok());
        let Some(rule) = place.and_then(|place| self.rules.get_mut(place)) else {
            return;
        };
        let first = values.first().cloned().unwrap_or_default();
        match (path.next().unwrap_or_default(), path.next()) {
            ("code", _) => rule.code = first,
            ("inside", _) => rule.inside = first,
            ("explanation", _) => rule.explanation = first,
            ("sectors", _) => rule.sectors = values,
            ("for_subjects", _) => rule.for_subjects = first,
            ("numbers", Some(number)) => {
                rule.numbers.insert(number.to_owned(), first);
            }
            ("flags", _) => rule.flags = values,
            ("categories", _) => rule.categories = values,
            ("kinds", _) => rule.kinds = values,
            ("subjects", _) => rule.subjects = first,
            ("labels", _) => rule.labels = first,
            ("worth", _) => rule.worth = first,
            ("as_category", _) => rule.as_category = first,
            ("days", _) => rule.days = first,
            ("lowers", _) => rule.lowers = first,
            _ => {}
        }
    }

    /// The rule at a place alone, when it can be read: for its words while somebody types.
    pub fn rule(&self, place: usize) -> Option<Rule> {
        let form = self.rules.get(place)?;
        let mut errors = Vec::new();
        let parts = if RuleKind::has_parts(&form.kind) {
            self.rules_inside(form.code.trim(), &mut errors)
        } else {
            Vec::new()
        };
        form.parse(place, parts, &mut Vec::new())
    }

    fn rules_inside(&self, code: &str, errors: &mut Vec<FieldError>) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (place, form) in self.rules.iter().enumerate() {
            if form.inside.trim() != code || self.is_in_a_ring(place) {
                continue;
            }
            let own = form.code.trim();
            let parts = if RuleKind::has_parts(&form.kind) && !own.is_empty() {
                self.rules_inside(own, errors)
            } else {
                Vec::new()
            };
            rules.extend(form.parse(place, parts, errors));
        }
        rules
    }

    /// Whether the rule that it is a part of is, at some distance, a part of it.
    fn is_in_a_ring(&self, place: usize) -> bool {
        let mut inside = self.rules[place].inside.trim();
        for _ in 0..=self.rules.len() {
            if inside.is_empty() {
                return false;
            }
            let Some(above) = self.rules.iter().find(|rule| rule.code.trim() == inside) else {
                return false;
            };
            inside = above.inside.trim();
        }
        true
    }

    /// Who changes what a rule asks, or of whom, also changes a text of their own that tells it: else the
    /// criteria would say what they no longer ask.
    fn check_texts(&self, set: &CriteriaSet, before: &CriteriaSet, errors: &mut Vec<FieldError>) {
        let (new, old) = (set.every_rule(), before.every_rule());
        for (place, form) in self.rules.iter().enumerate() {
            let of = |rules: &[&Rule]| -> Option<Rule> {
                let found = rules.iter().find(|rule| rule.code == form.code.trim());
                found.map(|rule| (*rule).clone())
            };
            let (Some(rule), Some(was)) = (of(&new), of(&old)) else {
                continue;
            };
            let is_stale = rule.explanation == was.explanation
                && rule.explanation != rule.in_words()
                && !rule.asks_as(&was);
            if is_stale {
                errors.push(FieldError::new(
                    format!("rules[{place}][explanation]"),
                    "De regel is veranderd en deze uitleg niet. Pas de uitleg aan, of maak het veld leeg",
                ));
            }
        }
    }

    /// What is wrong with the places of the rules: codes, and of which rule they are a part.
    fn check_places(&self, errors: &mut Vec<FieldError>) {
        for (place, form) in self.rules.iter().enumerate() {
            let mut wrong = |field: &str, message: &str| {
                errors.push(FieldError::new(format!("rules[{place}][{field}]"), message));
            };
            let code = form.code.trim();
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            if code.is_empty() || code.len() > 20 || !code.chars().all(is_word) {
                wrong("code", "Geef de regel een code, zoals R01");
            } else if self
                .rules
                .iter()
                .filter(|rule| rule.code.trim() == code)
                .count()
                > 1
            {
                wrong("code", "Deze code is al van een andere regel");
            }
            let inside = form.inside.trim();
            let above = self.rules.iter().find(|rule| rule.code.trim() == inside);
            if !inside.is_empty() {
                match above {
                    Some(above) if RuleKind::has_parts(&above.kind) => {}
                    _ => wrong("inside", "Kies een regel die uit delen bestaat"),
                }
                if self.is_in_a_ring(place) {
                    wrong("inside", "Een regel kan geen deel zijn van zichzelf");
                }
            }
            for lowered in parts(&form.lowers, ',') {
                let known = self.rules.iter().any(|rule| rule.code.trim() == lowered);
                if form.kind == "VRIJSTELLING" && !known {
                    wrong("lowers", &format!("Er is geen regel met de code {lowered}"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
