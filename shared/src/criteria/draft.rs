//! A draft of a version as its form has it: whatever was typed, what is wrong with it, and the rules
//! that come of it.

use super::{
    CriteriaSet, Parameter, Rule, RuleKind,
    parameter::{CARRIED, Number, WORTH},
};
use crate::{
    FieldError, notation,
    portfolio::{ActivityKind, Category},
    sector::Sector,
    subject::{SubjectTable, parts},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

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
    /// Why it is different from the one before it.
    pub reason: String,
    /// The rules, with their parts, in order.
    pub rules: Vec<RuleForm>,
}

/// The form of one rule. What does not belong to its kind is left alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    /// Its code.
    pub code: String,
    /// The code of its kind.
    pub kind: String,
    /// The code of the rule of which it is a part; empty when it stands alone.
    pub inside: String,
    /// What it means, in plain Dutch; empty for the words that we make of it.
    pub explanation: String,
    /// Where it comes from; empty is our assumption.
    pub source: String,
    /// The sectors for which it holds; none is all.
    pub sectors: Vec<String>,
    /// The ids of the subjects for which it holds, with commas between.
    pub for_subjects: String,
    /// The whole numbers, by name.
    pub numbers: BTreeMap<String, String>,
    /// What is ticked.
    pub flags: Vec<String>,
    /// The categories.
    pub categories: Vec<String>,
    /// The kinds of activity.
    pub kinds: Vec<String>,
    /// The ids of subjects, with commas between.
    pub subjects: String,
    /// The forms and themes, with commas between.
    pub labels: String,
    /// How activities are worth something: `diploma`, `per_credit`, `at_most`.
    pub worth: String,
    /// As what they count.
    pub as_category: String,
    /// Which days: `in_termijn`, `meegenomen`, `tot_besluit`.
    pub days: String,
    /// The codes of other rules, with commas between.
    pub lowers: String,
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
        let rules = self.rules_inside("", &mut errors);
        self.check_places(&mut errors);
        let set = CriteriaSet {
            name: self.name.trim().to_owned(),
            valid_from: starts.unwrap_or(before.valid_from),
            rules,
            ..before.clone()
        };
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

impl RuleForm {
    /// What stands in the field of a number.
    pub fn number(&self, name: &str) -> &str {
        self.numbers.get(name).map_or("", String::as_str)
    }

    /// The rule, when everything of it can be read; what is wrong goes to `errors`.
    fn parse(&self, place: usize, inner: Vec<Rule>, errors: &mut Vec<FieldError>) -> Option<Rule> {
        let mut reader = Reader {
            form: self,
            place,
            data: Map::new(),
            errors,
            right: true,
        };
        if !RuleKind::CODES.contains(&self.kind.as_str()) {
            reader.wrong("kind", "Kies een soort regel");
            return None;
        }
        reader.put("code", json!(self.code.trim()));
        reader.put("kind", json!(self.kind));
        let source = self.source.chars().next().unwrap_or('A');
        reader.put("source", json!(source));
        let sectors = &self.sectors;
        reader.listed("sectors", sectors, |code| Sector::parse(code).is_some());
        reader.subjects("for_subjects", &self.for_subjects);
        for parameter in Parameter::of(&self.kind) {
            reader.parameter(*parameter);
        }
        if RuleKind::has_parts(&self.kind) {
            if inner.is_empty() {
                reader.wrong(
                    "kind",
                    "Maak minstens 1 andere regel een deel van deze regel",
                );
            }
            let asked = reader
                .data
                .get("count")
                .and_then(Value::as_u64)
                .unwrap_or(0);
            if asked > inner.len() as u64 && !inner.is_empty() {
                reader.wrong("numbers][count", "Er zijn minder delen dan dit aantal");
            }
            reader.put("rules", json!(inner));
        }
        let explanation = self.explanation.trim();
        if explanation.chars().count() > 500 {
            reader.wrong(
                "explanation",
                "Maak de uitleg korter: ten hoogste 500 tekens",
            );
        }
        reader.put("explanation", json!(explanation));
        if !reader.right {
            return None;
        }
        let mut rule: Rule = serde_json::from_value(Value::Object(reader.data)).ok()?;
        if rule.explanation.is_empty() {
            rule.explanation = rule.in_words();
        }
        Some(rule)
    }
}

/// Reads the fields of a rule into its data.
struct Reader<'a> {
    form: &'a RuleForm,
    place: usize,
    data: Map<String, Value>,
    errors: &'a mut Vec<FieldError>,
    right: bool,
}

impl Reader<'_> {
    fn wrong(&mut self, field: &str, message: &str) {
        self.right = false;
        let field = format!("rules[{}][{field}]", self.place);
        self.errors.push(FieldError::new(field, message));
    }

    fn put(&mut self, name: &str, value: Value) {
        self.data.insert(name.to_owned(), value);
    }

    fn parameter(&mut self, parameter: Parameter) {
        match parameter {
            Parameter::Number(number) => {
                if let Some(value) = self.number(number) {
                    self.put(number.name, json!(value));
                }
            }
            Parameter::Flag { name, .. } => {
                let ticked = self.form.flags.iter().any(|flag| flag == name);
                self.put(name, json!(ticked));
            }
            Parameter::Selection => self.selection(),
            Parameter::Worth => {
                let hours = self.number(WORTH);
                let way = self.form.worth.as_str();
                if !["diploma", "per_credit", "at_most"].contains(&way) {
                    self.wrong("worth", "Kies hoe het telt");
                } else if let Some(hours) = hours {
                    self.put("counts", json!({ way: hours }));
                }
            }
            Parameter::Category => {
                let code = self.form.as_category.as_str();
                if Category::parse(code).is_none() {
                    self.wrong("as_category", "Kies waarvoor het telt");
                }
                self.put("as_category", json!(code));
            }
            Parameter::Days => {
                let days = self.form.days.as_str();
                if !["in_termijn", "meegenomen", "tot_besluit"].contains(&days) {
                    self.wrong("days", "Kies welke dagen tellen");
                }
                self.put("days", json!(days));
                if days == "meegenomen" {
                    for number in CARRIED {
                        self.parameter(Parameter::Number(number));
                    }
                }
            }
            Parameter::Codes => {
                let codes = parts(&self.form.lowers, ',');
                if codes.is_empty() {
                    self.wrong("lowers", "Vul de codes in van de regels die lager worden");
                }
                self.put("lowers", json!(codes));
            }
        }
    }

    fn selection(&mut self) {
        let form = self.form;
        self.listed("categories", &form.categories, |code| {
            Category::parse(code).is_some()
        });
        self.listed("kinds", &form.kinds, |code| {
            ActivityKind::parse(code).is_some()
        });
        self.subjects("subjects", &form.subjects);
        let labels: Vec<String> = parts(&form.labels, ',')
            .iter()
            .map(|label| label.to_lowercase().replace(' ', "_"))
            .collect();
        if !labels.is_empty() {
            self.put("labels", json!(labels));
        }
    }

    fn listed(&mut self, name: &str, chosen: &[String], known: fn(&str) -> bool) {
        if chosen.iter().any(|code| !known(code)) {
            self.wrong(name, "Kies uit de lijst");
        }
        if !chosen.is_empty() {
            self.put(name, json!(chosen));
        }
    }

    fn subjects(&mut self, name: &str, typed: &str) {
        let ids = parts(typed, ',');
        let unknown = ids
            .iter()
            .find(|id| SubjectTable::current().find(id).is_none());
        if let Some(unknown) = unknown {
            self.wrong(name, &format!("We kennen geen vak met de code {unknown}"));
        }
        if !ids.is_empty() {
            self.put(name, json!(ids));
        }
    }

    fn number(&mut self, number: Number) -> Option<i32> {
        let typed = self.form.number(number.name).trim().replace('.', "");
        let read = typed.parse::<i32>().ok();
        let value = read.filter(|value| (number.least..=number.most).contains(value));
        if value.is_none() {
            let message = format!(
                "Vul een heel getal in van {} tot en met {}",
                number.least,
                notation::number(i64::from(number.most)),
            );
            self.wrong(&format!("numbers][{}", number.name), &message);
        }
        value
    }
}

/// Adds the form of a rule and of its parts.
fn add_rule(rule: &Rule, inside: &str, forms: &mut Vec<RuleForm>) {
    let data = serde_json::to_value(&rule.kind).unwrap_or_default();
    let texts = |name: &str| -> Vec<String> {
        let list = data.get(name).and_then(Value::as_array);
        let list = list.into_iter().flatten();
        list.filter_map(|item| item.as_str().map(str::to_owned))
            .collect()
    };
    let text = |name: &str| {
        let text = data.get(name).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let mut form = RuleForm {
        code: rule.code.clone(),
        kind: rule.kind.code().to_owned(),
        inside: inside.to_owned(),
        explanation: rule.explanation.clone(),
        source: rule.source.to_string(),
        sectors: rule.sectors.iter().map(|s| s.code().to_owned()).collect(),
        for_subjects: rule.for_subjects.join(", "),
        categories: texts("categories"),
        kinds: texts("kinds"),
        subjects: texts("subjects").join(", "),
        labels: texts("labels").join(", "),
        as_category: text("as_category"),
        days: text("days"),
        lowers: texts("lowers").join(", "),
        ..RuleForm::default()
    };
    let mut put = |name: &str, value: i64| {
        form.numbers.insert(name.to_owned(), value.to_string());
    };
    for (name, value) in data.as_object().into_iter().flatten() {
        match value {
            Value::Number(number) => put(name, number.as_i64().unwrap_or_default()),
            Value::Bool(true) => form.flags.push(name.clone()),
            _ => {}
        }
    }
    for parameter in Parameter::of(&form.kind) {
        // What the data leaves out because it is usual.
        if let Parameter::Number(Number { name, least, .. }) = parameter {
            let usual = least.to_string();
            form.numbers.entry((*name).to_owned()).or_insert(usual);
        }
    }
    if let Some((way, hours)) = data
        .get("counts")
        .and_then(Value::as_object)
        .and_then(|counts| counts.iter().next())
    {
        form.worth.clone_from(way);
        form.numbers.insert("hours".to_owned(), hours.to_string());
    }
    forms.push(form);
    for part in rule.parts() {
        add_rule(part, &rule.code, forms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(form: &SetForm) -> Vec<String> {
        let errors = form.parse(CriteriaSet::example()).expect_err("it is wrong");
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_set_comes_out_of_its_form_as_it_went_in() {
        let mut kinds = std::collections::BTreeSet::new();
        for set in CriteriaSet::all() {
            let form = SetForm::of(set, "");
            assert_eq!(form.parse(set).as_ref(), Ok(set));
            let kept = serde_json::to_string(&form).expect("JSON");
            let again: SetForm = serde_json::from_str(&kept).expect("a form");
            assert_eq!(again, form);
            kinds.extend(form.rules.iter().map(|rule| rule.kind.clone()));
        }
        // What no set has yet.
        let mut set = CriteriaSet::example().clone();
        let part = |code: &str| Rule {
            code: code.to_owned(),
            kind: RuleKind::MinShare {
                select: super::super::Selection::default(),
                percent: 40,
            },
            ..set.rules[0].clone()
        };
        let rules = vec![part("D1"), part("D2")];
        set.rules[0].kind = RuleKind::Some { count: 1, rules };
        let form = SetForm::of(&set, "");
        assert_eq!(form.parse(&set).as_ref(), Ok(&set));
        kinds.extend(form.rules.iter().map(|rule| rule.kind.clone()));
        assert_eq!(kinds.len(), RuleKind::CODES.len(), "{kinds:?}");
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field_and_all_at_once() {
        let mut form = SetForm::of(CriteriaSet::example(), "");
        form.name = " ".into();
        form.starts_day = "31".into();
        form.starts_month = "2".into();
        form.rules[0].numbers.insert("hours".into(), "veel".into());
        form.rules[1].code = "R01".into();
        form.rules[2].inside = "R04".into();
        form.rules[3].subjects = "GEENVAK".into();
        let found = fields(&form);
        for field in [
            "name",
            "starts",
            "rules[0][numbers][hours]",
            "rules[1][code]",
            "rules[2][inside]",
            "rules[3][subjects]",
        ] {
            assert!(found.iter().any(|one| one == field), "{field}: {found:?}");
        }
    }

    #[test]
    fn rules_are_added_moved_and_removed_and_parts_stay() {
        let mut form = SetForm::of(CriteriaSet::example(), "");
        let deed = |button: &str, kind: &str| Deed::parse(button, kind).expect("a deed");
        form.apply(deed("erbij", "OF"));
        assert_eq!(form.rules[4].code, "R05");
        assert_eq!(fields(&form), ["rules[4][kind]"]);
        form.rules[2].inside = "R05".into();
        form.rules[3].inside = "R05".into();
        let set = form.parse(CriteriaSet::example()).expect("a set");
        assert_eq!(set.rules.len(), 3);
        assert_eq!(set.rules[2].parts().len(), 2);
        form.apply(deed("omhoog:3", ""));
        let set = form.parse(CriteriaSet::example()).expect("a set");
        assert_eq!(set.rules[2].parts()[0].code, "R04");
        form.rules[4].inside = "R05".into();
        assert!(fields(&form).contains(&"rules[4][inside]".to_owned()));
        form.rules[4].inside = String::new();
        form.apply(deed("weg:4", ""));
        let set = form.parse(CriteriaSet::example()).expect("a set");
        assert_eq!(set.rules.len(), 4);
        form.apply(deed("omlaag:99", ""));
        assert_eq!(Deed::parse("erbij", "ONZIN"), None);
        assert_eq!(Deed::parse("reken", ""), None);
    }

    #[test]
    fn what_is_typed_in_a_field_is_seen_in_the_words_of_its_rule() {
        let mut form = SetForm::of(CriteriaSet::example(), "");
        let words = |form: &SetForm| form.rule(3).map(|rule| rule.in_words());
        form.put("rules[3][numbers][hours]", vec!["45".to_owned()]);
        form.put("rules[3][categories][]", vec!["school".to_owned()]);
        form.put("rules[3][flags][]", vec!["per_day".to_owned()]);
        form.put("rules[9][code]", vec!["R99".to_owned()]);
        form.put("name", vec!["-".to_owned()]);
        let expected = "Van “School en samenwerken” tellen er ten hoogste 45 uur per dag mee.";
        assert_eq!(words(&form).as_deref(), Some(expected));
        form.put("rules[3][numbers][hours]", vec!["veel".to_owned()]);
        assert_eq!(words(&form), None);
    }

    #[test]
    fn a_rule_without_an_explanation_gets_our_words() {
        for set in CriteriaSet::all() {
            let mut form = SetForm::of(set, "");
            for rule in &mut form.rules {
                rule.explanation = String::new();
            }
            let read = form.parse(set).expect("a set");
            for rule in read.every_rule() {
                assert!(rule.explanation.ends_with('.'), "{}", rule.explanation);
            }
        }
    }
}
