//! An answer: read from what somebody typed or clicked, and written back in one fixed form.

use super::question::{Input, Kind, Next, Question, Range};
use super::replacement::{Period, window_start};
use crate::notation;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// The answer `weet ik niet` in an address.
pub const UNKNOWN: &str = "weet-niet";

/// The earliest day that a delivery knows.
const EARLIEST: Date = date(1950, 8, 1);
const LATEST: Date = date(2100, 12, 31);
const MAX_NUMBER: u32 = 9999;
const MAX_PERIODS: usize = 20;

/// An answer that its question can take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// `Weet ik niet`.
    Unknown,
    /// One of the list.
    Choice(String),
    /// A day.
    Date(Date),
    /// A number.
    Number(u32),
    /// Periods in the order of time, the last one perhaps without end.
    Periods(Vec<Period>),
}

/// Why a text is no answer to the question; the message is for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AnswerError {
    /// Nothing was filled in.
    #[error("Geef een antwoord, of kies ‘Dat weet ik niet’.")]
    Empty,
    /// It is not on the list.
    #[error("Kies een van de antwoorden.")]
    NotListed,
    /// It is no day, or one that does not exist.
    #[error("Vul een dag in die bestaat, zoals 31-8-2026.")]
    NoDate,
    /// The day is too far away.
    #[error("Vul een dag in vanaf 1 augustus 1950 en uiterlijk 31 december 2100.")]
    FarAway,
    /// It is no number that fits.
    #[error("Vul een heel getal in, van 0 tot en met 9999.")]
    NoNumber,
    /// A period ends before it begins.
    #[error("Een periode eindigt voor de dag waarop zij begint. Kijk de datums na.")]
    EndBeforeStart,
    /// A period other than the last has no end, or periods run through each other.
    #[error(
        "Vul de periodes in op volgorde, elk met een laatste dag. Alleen de laatste mag open blijven."
    )]
    PeriodOrder,
    /// There are too many periods.
    #[error("Vul niet meer dan 20 periodes in.")]
    TooMany,
}

impl Answer {
    /// Reads what was sent for a question. Fields that were sent more than once come joined with
    /// commas: a day as `31,8,2026`, periods as `2026-02-01,2026-04-30,2026-06-01,`.
    ///
    /// # Errors
    /// [`AnswerError`] when it is no answer to this question.
    pub fn read(question: &Question, sent: &str) -> Result<Self, AnswerError> {
        let parts: Vec<&str> = sent.split(',').map(str::trim).collect();
        if parts.contains(&UNKNOWN) {
            return Ok(Self::Unknown);
        }
        if parts.iter().all(|part| part.is_empty()) {
            return Err(AnswerError::Empty);
        }
        match &question.kind {
            Kind::Choice(choices) => choices
                .iter()
                .find(|choice| choice.id == sent.trim())
                .map(|choice| Self::Choice(choice.id.clone()))
                .ok_or(AnswerError::NotListed),
            Kind::Date(..) => read_date(&parts.join("-")).map(Self::Date),
            Kind::Number(..) => sent
                .trim()
                .parse()
                .ok()
                .filter(|number| *number <= MAX_NUMBER)
                .map(Self::Number)
                .ok_or(AnswerError::NoNumber),
            Kind::Periods(_) => read_periods(sent).map(Self::Periods),
        }
    }

    /// The answer as it stands in an address; [`Answer::read`] gives the same answer back.
    pub fn code(&self) -> String {
        match self {
            Self::Unknown => UNKNOWN.to_owned(),
            Self::Choice(id) => id.clone(),
            Self::Date(date) => date.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Periods(periods) => periods
                .iter()
                .map(|p| {
                    let last = p.last.map_or_else(String::new, |day| day.to_string());
                    format!("{}/{last}", p.first)
                })
                .collect::<Vec<_>>()
                .join(","),
        }
    }

    /// The answer in plain Dutch, as a list of given answers shows it.
    pub fn text(&self, question: &Question) -> String {
        match (self, &question.kind) {
            (Self::Choice(id), Kind::Choice(choices)) => choices
                .iter()
                .find(|choice| &choice.id == id)
                .map_or_else(String::new, |choice| choice.label.clone()),
            (Self::Date(date), _) => notation::date(*date),
            (Self::Number(n), Kind::Number(_, [one, more], _)) => {
                notation::count(i64::from(*n), one, more)
            }
            (Self::Periods(periods), _) => periods
                .iter()
                .map(Period::text)
                .collect::<Vec<_>>()
                .join("; "),
            _ => question.unknown.label.clone(),
        }
    }

    /// The sentence for the reasons of an outcome, and the way on. `None` when it is no answer to
    /// this question.
    pub(super) fn way(&self, question: &Question, on: Date) -> Option<(String, Next)> {
        let filled = |reason: &str| reason.replace("{}", &self.text(question));
        match (self, &question.kind) {
            (Self::Unknown, _) => Some((question.unknown.reason.clone(), question.unknown.next)),
            (Self::Choice(id), Kind::Choice(choices)) => choices
                .iter()
                .find(|choice| &choice.id == id)
                .map(|choice| (choice.reason.clone(), choice.next)),
            (Self::Date(date), Kind::Date(_, ranges)) => {
                fitting(ranges, |last| *date <= last.seen_from(on))
                    .map(|range| (filled(&range.reason), range.next))
            }
            (Self::Periods(periods), Kind::Periods(ranges)) => {
                let first = window_start(periods)?;
                fitting(ranges, |last| first <= last.seen_from(on))
                    .map(|range| (filled(&range.reason), range.next))
            }
            (Self::Number(number), Kind::Number(_, _, ranges)) => {
                fitting(ranges, |last| number <= last)
                    .map(|range| (filled(&range.reason), range.next))
            }
            _ => None,
        }
    }

    /// The number of extensions, when the question asks for it.
    pub(super) fn extensions(&self, question: &Question) -> Option<u8> {
        match (self, &question.kind) {
            (Self::Number(number), Kind::Number(Input::Extensions, ..)) => {
                Some(u8::try_from(*number).unwrap_or(u8::MAX))
            }
            _ => None,
        }
    }
}

fn fitting<T>(ranges: &[Range<T>], fits: impl Fn(&T) -> bool) -> Option<&Range<T>> {
    ranges
        .iter()
        .find(|range| range.last.as_ref().is_none_or(&fits))
}

fn read_date(text: &str) -> Result<Date, AnswerError> {
    let date = notation::parse_date(text).ok_or(AnswerError::NoDate)?;
    if (EARLIEST..=LATEST).contains(&date) {
        Ok(date)
    } else {
        Err(AnswerError::FarAway)
    }
}

fn read_periods(sent: &str) -> Result<Vec<Period>, AnswerError> {
    let days: Vec<&str> = sent.split([',', '/']).map(str::trim).collect();
    let mut periods: Vec<Period> = Vec::new();
    for pair in days.chunks(2) {
        let last = pair.get(1).copied().unwrap_or_default();
        let first = match (pair[0], last) {
            ("", "") => continue,
            ("", _) => return Err(AnswerError::NoDate),
            (first, _) => read_date(first)?,
        };
        let last = match last {
            "" => None,
            last => Some(read_date(last)?),
        };
        if last.is_some_and(|last| last < first) {
            return Err(AnswerError::EndBeforeStart);
        }
        let in_order = |before: &Period| before.last.is_some_and(|last| last < first);
        if !periods.last().is_none_or(in_order) {
            return Err(AnswerError::PeriodOrder);
        }
        periods.push(Period { first, last });
    }
    if periods.len() > MAX_PERIODS {
        return Err(AnswerError::TooMany);
    }
    Ok(periods)
}
