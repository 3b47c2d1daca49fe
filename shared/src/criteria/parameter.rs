//! What one fills in for each kind of rule: a few types of parameters, shared by all kinds.

use super::RuleKind;

/// A parameter of a rule, as a form asks it. Its name is that of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// A whole number.
    Number(Number),
    /// Yes or no.
    Flag {
        /// Its name.
        name: &'static str,
        /// What it says.
        label: &'static str,
    },
    /// Which activities: categories, kinds, subjects and labels.
    Selection,
    /// How much activities are worth: a way to count, and a number of hours.
    Worth,
    /// One category.
    Category,
    /// Which days count.
    Days,
    /// The codes of other rules.
    Codes,
}

/// A whole number that a rule asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub label: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The least it can be.
    pub least: i32,
    /// The most it can be.
    pub most: i32,
}

const fn number(
    name: &'static str,
    label: &'static str,
    unit: &'static str,
    least: i32,
    most: i32,
) -> Parameter {
    Parameter::Number(Number {
        name,
        label,
        unit,
        least,
        most,
    })
}

const HOURS: Parameter = number("hours", "Minstens", "uur", 0, 10_000);
const AT_MOST: Parameter = number("hours", "Ten hoogste", "uur", 0, 10_000);
const ABOVE: Parameter = number("above_hours", "Bij meer dan", "uur", 0, 1_000);

impl Parameter {
    /// The parameters of a kind, in the order in which a form asks them; none of a kind that is not
    /// there.
    pub fn of(kind: &str) -> &'static [Self] {
        match kind {
            "MIN_UREN_TOTAAL" | "MIN_UREN_PER_VAK" | "MIN_WERKERVARING_UREN" => &[HOURS],
            "MIN_UREN_CATEGORIE" => &[Self::Selection, HOURS],
            "MAX_UREN_CATEGORIE" => &[
                Self::Selection,
                AT_MOST,
                Self::Flag {
                    name: "per_day",
                    label: "Per dag",
                },
            ],
            "MIN_AANDEEL" => {
                const SHARE: Parameter = number("percent", "Minstens", "procent", 0, 100);
                &[Self::Selection, SHARE]
            }
            "MIN_AANTAL_VORMEN" => {
                const KINDS: Parameter = number("count", "Minstens", "soorten", 1, 8);
                &[KINDS]
            }
            "MIN_PER_JAAR" => {
                const YEARS: Parameter = number("years", "In minstens", "jaren", 1, 4);
                &[HOURS, YEARS]
            }
            "VERPLICHTE_ACTIVITEIT" => {
                const TIMES: Parameter = number("count", "Hoe vaak", "keer", 1, 100);
                const APPROVALS: Parameter =
                    number("approvals", "Goedgekeurd door", "collega’s", 0, 10);
                &[
                    Self::Selection,
                    TIMES,
                    Self::Flag {
                        name: "yearly",
                        label: "In elk jaar van de periode",
                    },
                    APPROVALS,
                ]
            }
            "MIN_PEER_REVIEWS" => {
                const GIVEN: Parameter = number("given", "Feedback geven", "keer", 0, 100);
                const GOT: Parameter = number("received", "Feedback krijgen", "keer", 0, 100);
                &[GIVEN, GOT]
            }
            "REFLECTIE_AANWEZIG" => {
                const WORDS: Parameter = number("words", "Minstens", "woorden", 1, 1_000);
                &[
                    Self::Selection,
                    ABOVE,
                    WORDS,
                    Self::Flag {
                        name: "or_not_counted",
                        label: "Zonder reflectie tellen de uren niet mee",
                    },
                ]
            }
            "BEWIJS_AANWEZIG" => &[ABOVE],
            "EQUIVALENTIE" => &[Self::Selection, Self::Worth, Self::Category],
            "VRIJSTELLING" => {
                const MONTHS: Parameter = number("months", "Ten hoogste", "maanden", 1, 48);
                &[Self::Codes, MONTHS]
            }
            "GELDIG_BEWIJS_DATUM" => &[Self::Days],
            "N_VAN" => {
                const PARTS: Parameter = number("count", "Minstens", "delen", 1, 30);
                &[PARTS]
            }
            _ => &[],
        }
    }
}

/// The numbers of hours carried over, of [`Parameter::Days`].
pub const CARRIED: [Number; 2] = [
    Number {
        name: "months",
        label: "Uit de laatste",
        unit: "maanden",
        least: 1,
        most: 48,
    },
    Number {
        name: "hours",
        label: "Ten hoogste",
        unit: "uur",
        least: 0,
        most: 10_000,
    },
];

/// The number of hours of [`Parameter::Worth`].
pub const WORTH: Number = Number {
    name: "hours",
    label: "Aantal",
    unit: "uur",
    least: 0,
    most: 10_000,
};

impl RuleKind {
    /// What a kind is, in a few words, by its code; the code itself when there is no such kind.
    pub fn title(code: &str) -> &str {
        match code {
            "MIN_UREN_TOTAAL" => "Minimum aan uren",
            "MIN_UREN_CATEGORIE" => "Minimum aan uren voor iets",
            "MAX_UREN_CATEGORIE" => "Maximum aan uren voor iets",
            "MIN_AANDEEL" => "Minimum deel van de uren",
            "MIN_AANTAL_VORMEN" => "Verschillende soorten activiteiten",
            "MIN_PER_JAAR" => "Uren verdeeld over de jaren",
            "MIN_UREN_PER_VAK" => "Uren voor elk vak",
            "MIN_WERKERVARING_UREN" => "Werkervaring",
            "VERPLICHTE_ACTIVITEIT" => "Verplichte activiteit",
            "MIN_PEER_REVIEWS" => "Feedback van en aan collega’s",
            "REFLECTIE_AANWEZIG" => "Reflectie",
            "BEWIJS_AANWEZIG" => "Bewijs",
            "EQUIVALENTIE" => "Telt als iets anders",
            "VRIJSTELLING" => "Vrijstelling",
            "GELDIG_BEWIJS_DATUM" => "Welke dagen tellen",
            "EN" => "Alle delen samen",
            "OF" => "Een van de delen",
            "N_VAN" => "Een aantal van de delen",
            other => other,
        }
    }

    /// Whether a kind, by its code, consists of other rules.
    pub fn has_parts(code: &str) -> bool {
        matches!(code, "EN" | "OF" | "N_VAN")
    }
}
