//! One rule of a draft as its form has it, and the rule that comes of it: both go over into each other
//! through the JSON of the data, so that a kind is no more here than its parameters.

use super::{
    Parameter, Rule, RuleKind,
    parameter::{CARRIED, Number, WORTH},
};
use crate::{
    FieldError,
    data_file::parts,
    notation,
    portfolio::{ActivityKind, ActivityLabel, Category},
    sector::Sector,
    subject::SubjectTable,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

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

impl RuleForm {
    /// What stands in the field of a number.
    pub fn number(&self, name: &str) -> &str {
        self.numbers.get(name).map_or("", String::as_str)
    }

    /// The rule, when everything of it can be read; what is wrong goes to `errors`.
    pub(super) fn parse(
        &self,
        place: usize,
        inner: Vec<Rule>,
        errors: &mut Vec<FieldError>,
    ) -> Option<Rule> {
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
        let unknown = labels
            .iter()
            .find(|code| ActivityLabel::find(code).is_none());
        if let Some(unknown) = unknown {
            self.wrong(
                "labels",
                &format!("We kennen geen vorm of thema met de code {unknown}"),
            );
        }
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

/// What somebody wrote of it; empty when those are the words that we make, which follow the rule.
fn own_text(rule: &Rule) -> String {
    let text = &rule.explanation;
    if *text == rule.in_words() {
        String::new()
    } else {
        text.clone()
    }
}

/// Adds the form of a rule and of its parts.
pub(super) fn add_rule(rule: &Rule, inside: &str, forms: &mut Vec<RuleForm>) {
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
        explanation: own_text(rule),
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
