//! The rules of a delivery as data (`data/delivery_rules.csv`), and what a check found.

use crate::identifier::Bsn;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// One rule, with the texts that page, API and code finder share.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// `LR-F006`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// A short title in Dutch.
    pub title: String,
    /// One Dutch sentence; of an error what to do.
    pub message: String,
    /// The cause.
    pub cause: String,
    /// What the school should do.
    pub fix: String,
    /// The field that it is about, when it is always the same.
    pub field: Option<String>,
    /// A case in which it speaks.
    pub example: String,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// *Foutmelding*: not registered until it is repaired.
    #[serde(rename = "F")]
    Error,
    /// *Melding*: registered, perhaps wrong.
    #[serde(rename = "M")]
    Notice,
    /// *Signaal*: comes later.
    #[serde(rename = "S")]
    Signal,
}

impl Rule {
    /// Every rule, in the order of its code.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../../data/delivery_rules.csv").as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()
                .expect("the rules that come with the program are right")
        });
        &ALL
    }

    /// The anchor of the rule on the page that explains all of them: its code.
    pub fn anchor(&self) -> &str {
        &self.code
    }

    /// Why nobody hears of it yet, when that is so: the register does not have the fact that it is
    /// about.
    pub fn waits_for(&self) -> Option<&'static str> {
        match self.code.as_str() {
            "LR-S106" => Some("hoe groot een baan is, wordt niet geleverd"),
            _ => None,
        }
    }

    /// The rule with this code.
    pub fn find(code: &str) -> Option<&'static Self> {
        Self::all().iter().find(|rule| rule.code == code)
    }
}

/// What a check found in a record. It holds no BSN but masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The code of the rule.
    pub rule: String,
    /// The field, by its name in the file; empty when it is the whole record.
    pub field: String,
    /// What was sent, masked; empty when nothing was.
    pub sent: String,
    /// What is the matter with this record, in Dutch.
    pub message: String,
    /// What the school should do.
    pub fix: String,
}

impl Finding {
    /// A finding of this rule; the rule says how to fix it.
    pub(super) fn new(rule: &str, field: &str, sent: &str, message: impl Into<String>) -> Self {
        Self {
            rule: rule.to_owned(),
            field: field.to_owned(),
            sent: masked(field, sent),
            message: message.into(),
            fix: Rule::find(rule)
                .map(|rule| rule.fix.clone())
                .unwrap_or_default(),
        }
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        Rule::find(&self.rule).map_or(Severity::Error, |rule| rule.severity)
    }
}

/// The longest piece of what was sent that a message repeats, in characters.
const LONGEST: usize = 60;

/// What was sent in a field, fit for a page: no BSN but its last digits, and not too long.
pub(super) fn masked(field: &str, sent: &str) -> String {
    let sent = sent.trim();
    if field == "burgerservicenummer" {
        return masked_bsn(sent);
    }
    let safe = mask_numbers(sent, |run| Bsn::parse(run).is_ok());
    match safe.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &safe[..end]),
        None => safe,
    }
}

/// `•••••• 417`, also of a number that is not a right BSN; only bullets when it is no number.
pub(super) fn masked_bsn(sent: &str) -> String {
    let sent = sent.trim();
    if sent.is_empty() {
        return String::new();
    }
    let digits: String = sent.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0..6 => "••••••".to_owned(),
        n => format!("•••••• {}", &digits[n - 3..]),
    }
}

/// Masks every run of eight or nine digits for which `is_secret` holds.
pub(super) fn mask_numbers(text: &str, is_secret: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run_end = rest[start..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |length| start + length);
        let run = &rest[start..run_end];
        out.push_str(&rest[..start]);
        if (8..=9).contains(&run.len()) && is_secret(run) {
            out.push_str(&masked_bsn(run));
        } else {
            out.push_str(run);
        }
        rest = &rest[run_end..];
    }
    out.push_str(rest);
    out
}
