//! What makes a term longer, as the teacher enters it, and the dated rules about it
//! (`data/interruptions.csv` and `data/reregistration.csv`; chapter 4.5 of the handbook).

use crate::{
    FieldError, Problem,
    data_file::{parts, rows},
    notation,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Why counting stops. A medical reason is never kept (article 9 GDPR): only that there was one of
/// these. Detention is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterruptionKind {
    /// Pregnancy and childbirth: a number of days from its first day, whatever was taken.
    Bevalling,
    /// Parental leave, full time.
    Ouderschapsverlof,
    /// Illness, when it lasts.
    Ziekte,
    /// No appointment.
    GeenBenoeming,
    /// Care leave, when it lasts.
    Zorgverlof,
    /// A posting abroad.
    Buitenland,
}

impl InterruptionKind {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 6] = [
        Self::Bevalling,
        Self::Ouderschapsverlof,
        Self::Ziekte,
        Self::GeenBenoeming,
        Self::Zorgverlof,
        Self::Buitenland,
    ];

    /// The code that forms and tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bevalling => "bevalling",
            Self::Ouderschapsverlof => "ouderschapsverlof",
            Self::Ziekte => "ziekte",
            Self::GeenBenoeming => "geen_benoeming",
            Self::Zorgverlof => "zorgverlof",
            Self::Buitenland => "buitenland",
        }
    }

    /// The name in Dutch.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Bevalling => "Zwangerschap en bevalling",
            Self::Ouderschapsverlof => "Volledig ouderschapsverlof",
            Self::Ziekte => "Ziekte",
            Self::GeenBenoeming => "Geen benoeming",
            Self::Zorgverlof => "Zorgverlof",
            Self::Buitenland => "Uitzending naar het buitenland",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A period in which counting stops (*interruptie*), as the teacher enters it: whole days, the
/// first of them `from`, the first after them `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Interruption {
    /// Why.
    pub kind: InterruptionKind,
    /// The first day.
    pub from: Date,
    /// The first day on which counting goes on.
    pub until: Date,
}

/// An interruption as it was typed. Messages are at the names of the fields; those of a date, which
/// has three, are at `begins` and `ends`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InterruptionForm {
    /// Code of [`InterruptionKind`].
    pub kind: String,
    /// Day of the month on which it began.
    pub begins_day: String,
    /// Its month, as a number.
    pub begins_month: String,
    /// Its year, in four digits.
    pub begins_year: String,
    /// Day of the month of its last day.
    pub ends_day: String,
    /// Its month, as a number.
    pub ends_month: String,
    /// Its year, in four digits.
    pub ends_year: String,
}

impl InterruptionForm {
    /// Reads the interruption. It may end in the future: leave is known before it is over.
    ///
    /// # Errors
    /// 422 with every message at once, each at its field.
    pub fn parse(&self) -> Result<Interruption, Problem> {
        let day =
            |typed: [&String; 3]| notation::parse_date(&typed.map(|part| part.trim()).join("-"));
        let kind = InterruptionKind::parse(self.kind.trim());
        let from = day([&self.begins_day, &self.begins_month, &self.begins_year]);
        let last = day([&self.ends_day, &self.ends_month, &self.ends_year]);
        let until = last.and_then(|last| last.tomorrow().ok());
        let mut errors = Vec::new();
        if kind.is_none() {
            errors.push(FieldError::new("kind", "Kies wat het was"));
        }
        if from.is_none() {
            let message = "Vul de eerste dag in, bijvoorbeeld 1 9 2026";
            errors.push(FieldError::new("begins", message));
        }
        match (from, until) {
            (_, None) => {
                let message = "Vul de laatste dag in, bijvoorbeeld 31 10 2026";
                errors.push(FieldError::new("ends", message));
            }
            (Some(from), Some(until)) if until <= from => {
                let message = "Kies een laatste dag die niet voor de eerste dag ligt";
                errors.push(FieldError::new("ends", message));
            }
            _ => {}
        }
        match (kind, from, until) {
            (Some(kind), Some(from), Some(until)) if errors.is_empty() => {
                Ok(Interruption { kind, from, until })
            }
            _ => Err(Problem::invalid(errors)),
        }
    }
}

/// How an interruption counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Only when it lasted longer than so many days.
    pub above_days: Option<i32>,
    /// For so many days from its first, whatever was taken.
    pub fixed_days: Option<i32>,
}

/// The dated rules about the length of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRules {
    valid_from: Date,
    /// How many months interruptions add together at most.
    pub most_extra_months: i32,
    /// How many months before its last day a teacher hears of it, the most first; 0 on the day itself.
    pub remind_months: Vec<i32>,
    /// The first day on which teachers hear of it: nobody is told of a term before re-registration is.
    pub remind_from: Date,
}

impl TermRules {
    /// The rules for a term that begins on this day.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    pub fn of(first: Date) -> &'static Self {
        static ALL: LazyLock<Vec<TermRules>> =
            LazyLock::new(|| read_rules().expect("the rules that come with the program are right"));
        let held = ALL.iter().rfind(|rules| rules.valid_from <= first);
        held.unwrap_or_else(|| ALL.first().expect("there are rules"))
    }
}

impl InterruptionKind {
    /// How it counts in a term that begins on this day; `None` when it does not.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    pub fn counts(self, first: Date) -> Option<Counts> {
        static ALL: LazyLock<Vec<KindRow>> = LazyLock::new(|| {
            rows(include_str!("../../data/interruptions.csv"))
                .expect("the interruptions that come with the program are right")
                .1
        });
        let holds = |row: &&KindRow| {
            row.code == self
                && row.valid_from <= first
                && row.valid_to.is_none_or(|last| first <= last)
        };
        ALL.iter().find(holds).map(|row| Counts {
            above_days: row.above_days,
            fixed_days: row.fixed_days,
        })
    }
}

#[derive(Deserialize)]
struct KindRow {
    code: InterruptionKind,
    above_days: Option<i32>,
    fixed_days: Option<i32>,
    valid_from: Date,
    valid_to: Option<Date>,
}

#[derive(Deserialize)]
struct RulesRow {
    valid_from: Date,
    most_extra_months: i32,
    remind_months: String,
    remind_from: Date,
}

fn read_rules() -> Option<Vec<TermRules>> {
    let rows: Vec<RulesRow> = rows(include_str!("../../data/reregistration.csv")).ok()?.1;
    rows.into_iter()
        .map(|row| {
            Some(TermRules {
                valid_from: row.valid_from,
                most_extra_months: row.most_extra_months,
                remind_months: parts(&row.remind_months, '|')
                    .iter()
                    .map(|months| months.parse().ok())
                    .collect::<Option<_>>()?,
                remind_from: row.remind_from,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_kind_has_its_rule_and_the_rules_are_dated() {
        for kind in InterruptionKind::ALL {
            assert!(kind.counts(date(2026, 8, 1)).is_some(), "{}", kind.code());
            assert_eq!(kind.counts(date(2018, 7, 31)), None);
            assert_eq!(InterruptionKind::parse(kind.code()), Some(kind));
        }
        let rules = TermRules::of(date(2026, 8, 1));
        assert_eq!(rules.most_extra_months, 24);
        assert_eq!(rules.remind_months, [12, 6, 3, 1, 0]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_its_field() {
        let fields = |form: &InterruptionForm| -> Vec<String> {
            let problem = form.parse().expect_err("it is wrong");
            problem
                .errors
                .into_iter()
                .map(|error| error.field)
                .collect()
        };
        let mut form = InterruptionForm::default();
        assert_eq!(fields(&form), ["kind", "begins", "ends"]);
        form.kind = "ziekte".into();
        let typed = |text: &str| text.to_owned();
        (form.begins_day, form.begins_month, form.begins_year) =
            (typed("2"), typed("9"), typed("2026"));
        (form.ends_day, form.ends_month, form.ends_year) = (typed("1"), typed("9"), typed("2026"));
        assert_eq!(fields(&form), ["ends"]);
        form.ends_day = typed("30");
        let read = form.parse().expect("an interruption");
        assert_eq!(
            (read.from, read.until),
            (date(2026, 9, 2), date(2026, 10, 1))
        );
    }
}
