//! The terms of the procedures of the register, as dated data (`data/terms.csv`).

use super::{Calendar, Computed, Length, end};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// Which term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermCode {
    /// Of a school, to answer a report (*verbeterverzoek*).
    SchoolAnswer,
    /// Of the register, to decide on a correction (article 38k WPO).
    CorrectionDecision,
    /// Of the register, to decide on the registration of a teacher without an appointment.
    RegistrationDecision,
    /// Of the register, to look at evidence.
    EvidenceCheck,
    /// Of the register, to decide of its own motion on a term that ended without an application.
    OwnMotionDecision,
    /// By which that can come later.
    LaterOwnMotion,
    /// Of a teacher, to object (*bezwaartermijn*).
    Objection,
    /// Of the register, to decide on an objection.
    ObjectionDecision,
    /// The same, when a committee advises.
    ObjectionDecisionCommittee,
    /// Of the register, to decide on an application for re-registration.
    ReregistrationDecision,
    /// The same, when a committee advises.
    ReregistrationDecisionCommittee,
    /// Of a teacher, to complete an application (article 4:5 Awb).
    Completion,
    /// Of the register, to tell that an incomplete application is not handled (article 4:5, fourth
    /// paragraph, Awb).
    NotHandling,
    /// Of a teacher, to complete an objection (article 6:6 Awb).
    ObjectionRepair,
    /// Of a teacher, to react to what the register intends (*zienswijze*, article 4:7 Awb).
    View,
    /// The same when nobody asked for a decision (article 4:8 Awb).
    ViewUnasked,
    /// Of the advisory committee.
    Advice,
    /// By which the decision on an objection can be adjourned (*verdaagd*).
    Adjournment,
    /// By which a decision without a term of its own can come later (article 4:14, third paragraph, Awb).
    LaterDecision,
    /// Before a hearing, until when a teacher can still send something (article 7:4, first paragraph, Awb).
    HearingPieces,
    /// Of a teacher, to complete evidence.
    EvidenceCompletion,
    /// By which looking at evidence can come later.
    LaterEvidence,
    /// Of a teacher, to appeal to the court (*beroep*).
    Appeal,
    /// Of a teacher or the register, to go to a higher court (*hoger beroep*).
    HigherAppeal,
    /// Of the register, once somebody gave notice that it is late (*ingebrekestelling*).
    DefaultNotice,
    /// That a decision is kept once nobody can object to it any more (handbook, 8.4).
    DecisionKept,
    /// That the choice to get mail is kept once it ended (handbook, 8.4).
    ConsentKept,
    /// That nobody of a board advises about a teacher who worked for it (article 2:4 Awb).
    NearBoard,
}

/// A term as it holds from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Which.
    pub code: TermCode,
    /// How long.
    pub length: Length,
    /// What sets its length.
    pub article: String,
    /// Whether the register assumes it, because no rule does.
    pub assumed: bool,
    valid_from: Date,
    valid_to: Option<Date>,
}

#[derive(Deserialize)]
struct Row {
    code: TermCode,
    length: u16,
    unit: String,
    article: String,
    valid_from: Date,
    valid_to: Option<Date>,
    assumed: String,
}

impl From<Row> for Term {
    fn from(row: Row) -> Self {
        Self {
            code: row.code,
            length: match row.unit.as_str() {
                "days" => Length::Days(row.length),
                "weeks" => Length::Weeks(row.length),
                "months" => Length::Months(row.length),
                "years" => Length::Years(row.length),
                unit => unreachable!("a term in {unit}"),
            },
            article: row.article,
            assumed: row.assumed == "ja",
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        }
    }
}

impl TermCode {
    /// This term as it is on this day: as it is first or last, when the day is before or after all.
    ///
    /// # Panics
    /// Never: a test shows that each term is in the table.
    pub fn on(self, day: Date) -> &'static Term {
        let mut rows = Term::all().iter().filter(|term| term.code == self);
        let first = rows.next().expect("each term is in the table");
        rows.fold(
            first,
            |found, term| {
                if term.valid_from <= day { term } else { found }
            },
        )
    }

    /// The last day of this term when something happened on a day; `what` says what, in plain Dutch.
    pub fn after(self, known: Date, what: &str) -> Computed {
        let term = self.on(known);
        end(Calendar::current(), known, what, term.length, &term.article)
    }
}

impl Term {
    /// All of them, in the order of the file.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Term>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../../data/terms.csv").as_bytes())
                .deserialize()
                .map(|row| row.map(|row: Row| Term::from(row)))
                .collect::<Result<_, _>>()
                .expect("the terms that come with the program are right")
        });
        &ALL
    }

    /// Whether it is of this day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}
