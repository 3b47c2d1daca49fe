//! A proof of registration (*bewijs van registratie*): what a teacher shows of the register to whom
//! they choose, until a day they choose, and how anybody sees whether it holds now.

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// The signs of a code: no I, L, O or U, which are read as another.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many signs a code has: 60 bits by chance.
const LENGTH: usize = 12;

/// The code on a proof, by which it is checked: `K7QM-3RTV-9XHD`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProofCode(String);

impl ProofCode {
    /// The code of these bytes, which were taken by chance.
    pub fn of(chance: [u8; LENGTH]) -> Self {
        let sign = |byte: u8| char::from(SIGNS[usize::from(byte % 32)]);
        Self(chance.into_iter().map(sign).collect())
    }

    /// Reads a code as people type it: in small letters, with or without what stands between.
    pub fn parse(text: &str) -> Option<Self> {
        let typed = text.chars().filter(|sign| !matches!(sign, ' ' | '-'));
        let code: String = typed
            .map(|sign| match sign.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                sign => sign,
            })
            .collect();
        let is_one = code.len() == LENGTH && code.bytes().all(|sign| SIGNS.contains(&sign));
        is_one.then_some(Self(code))
    }

    /// The code without what stands between.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ProofCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

/// What a proof can show of a teacher who is in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provable {
    /// The name, which a proof always shows.
    pub name: String,
    /// The number of the teacher, as one reads it.
    pub number: String,
    /// The day on which the teacher was entered.
    pub since: Date,
    /// Day of birth, when the register knows it.
    pub birth_date: Option<Date>,
    /// The subjects for which the teacher is qualified.
    pub subjects: Vec<String>,
}

/// What a proof shows: what the teacher chose, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The name.
    pub name: String,
    /// The subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// The number of the teacher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day on which the teacher was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
}

impl Shown {
    /// What every proof states, before the subjects.
    pub const STATES: &str = "is ingeschreven in het lerarenregister";

    /// Whether the register still says all of this.
    pub fn holds(&self, now: Option<&Provable>) -> bool {
        now.is_some_and(|now| {
            self.name == now.name
                && self
                    .number
                    .as_ref()
                    .is_none_or(|shown| *shown == now.number)
                && self.since.is_none_or(|shown| shown == now.since)
                && self
                    .birth_date
                    .is_none_or(|shown| Some(shown) == now.birth_date)
                && self
                    .subjects
                    .iter()
                    .all(|shown| now.subjects.contains(shown))
        })
    }
}

/// How long a proof can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// One month.
    Month,
    /// Three months.
    ThreeMonths,
    /// A year.
    Year,
}

impl Lasts {
    /// Every choice, the one that most need first.
    pub const ALL: [Self; 3] = [Self::ThreeMonths, Self::Month, Self::Year];

    /// As it stands in a form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "1-maand",
            Self::ThreeMonths => "3-maanden",
            Self::Year => "1-jaar",
        }
    }

    /// As one reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "1 maand",
            Self::ThreeMonths => "3 maanden",
            Self::Year => "1 jaar",
        }
    }

    /// The choice with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lasts| lasts.code() == code)
    }

    /// The last day of a proof that is made on this one.
    pub fn until(self, made: Date) -> Date {
        let months = match self {
            Self::Month => 1,
            Self::ThreeMonths => 3,
            Self::Year => 12,
        };
        made.saturating_add(Span::new().months(months))
    }
}

/// How a proof stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// All that it shows is so now.
    Holds,
    /// Its last day is over.
    Over,
    /// The teacher withdrew it.
    Withdrawn,
    /// The register no longer says what it shows.
    Outdated,
}

impl Standing {
    /// How a proof stands on this day.
    pub fn of(
        shown: &Shown,
        until: Date,
        withdrawn: bool,
        now: Option<&Provable>,
        today: Date,
    ) -> Self {
        if withdrawn {
            Self::Withdrawn
        } else if today > until {
            Self::Over
        } else if shown.holds(now) {
            Self::Holds
        } else {
            Self::Outdated
        }
    }

    /// What it says in a list.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "Geldig",
            Self::Over => "Verlopen",
            Self::Withdrawn => "Ingetrokken",
            Self::Outdated => "Klopt niet meer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn now() -> Provable {
        Provable {
            name: "Mila Zandlicht".to_owned(),
            number: "48 201 937".to_owned(),
            since: date(2018, 8, 1),
            birth_date: Some(date(1987, 4, 2)),
            subjects: vec!["Nederlands".to_owned(), "Geschiedenis".to_owned()],
        }
    }

    fn shown() -> Shown {
        Shown {
            name: "Mila Zandlicht".to_owned(),
            subjects: vec!["Nederlands".to_owned()],
            number: None,
            since: None,
            birth_date: None,
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = ProofCode::of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]);
        assert_eq!(code.to_string(), "0123-4567-89AZ");
        assert_eq!(ProofCode::parse(" o123 4567-89az "), Some(code));
        assert_eq!(ProofCode::parse("0123-4567-89A"), None);
        assert_eq!(ProofCode::parse("0123-4567-89A€"), None);
    }

    #[test]
    fn a_proof_holds_through_its_last_day_and_not_when_it_was_withdrawn() {
        let (last, next) = (date(2027, 2, 23), date(2027, 2, 24));
        let on = |withdrawn, today| Standing::of(&shown(), last, withdrawn, Some(&now()), today);
        assert_eq!(on(false, last), Standing::Holds);
        assert_eq!(on(false, next), Standing::Over);
        assert_eq!(on(true, last), Standing::Withdrawn);
    }

    #[test]
    fn a_proof_no_longer_holds_when_the_register_says_something_else() {
        let day = date(2027, 1, 1);
        let by = |now: Option<&Provable>| Standing::of(&shown(), day, false, now, day);
        assert_eq!(by(None), Standing::Outdated, "the teacher left");
        let mut less = now();
        less.subjects.remove(0);
        assert_eq!(by(Some(&less)), Standing::Outdated);
        let more = Provable {
            number: "another".to_owned(),
            ..now()
        };
        assert_eq!(by(Some(&more)), Standing::Holds, "it does not show that");
    }

    #[test]
    fn a_month_after_the_31st_is_the_last_day_of_the_next() {
        assert_eq!(Lasts::Month.until(date(2027, 1, 31)), date(2027, 2, 28));
        assert_eq!(Lasts::parse("1-jaar"), Some(Lasts::Year));
    }
}
