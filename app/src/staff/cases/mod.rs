//! Cases of teachers: what waits for a case worker, one case, and what is done with it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod file;
pub(super) mod forms;
mod letter;
mod matter;
pub(super) mod worklist;

pub use file::CasePage;
pub use worklist::WorklistPage;

use super::procedure::Procedure;
use crate::teacher::{Appointment, ClaimDetail, EvidenceView, registration::Registration};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    FieldError,
    case::{CaseKind, Document, Draft, Motivation, Remedy, Ruling, Skip, State, Verdict, Wait},
    identifier::CaseId,
    notation,
    term::Computed,
};

/// Which cases one wants to see; as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFilter {
    /// The code of a [`List`].
    #[serde(default)]
    pub lijst: String,
    /// The code of a kind; all when empty.
    #[serde(default)]
    pub soort: String,
    /// The code of a state; all when empty.
    #[serde(default)]
    pub stand: String,
    /// Who has it: the identifier of the organisation's login; all when empty.
    #[serde(default)]
    pub wie: String,
    /// The beginning of a number, or a part of a name.
    #[serde(default)]
    pub q: String,
    /// The page, from 1.
    #[serde(default)]
    pub pagina: u32,
}

/// A list of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What I have in hand.
    Mine,
    /// All that are open.
    Team,
    /// What nobody took.
    New,
    /// What a colleague proposed, and waits for another.
    ToConfirm,
    /// What is done.
    Closed,
}

impl List {
    /// All lists, in the order of the tabs.
    pub const ALL: [Self; 5] = [
        Self::Mine,
        Self::Team,
        Self::New,
        Self::ToConfirm,
        Self::Closed,
    ];

    /// The code in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mijn",
            Self::Team => "team",
            Self::New => "nieuw",
            Self::ToConfirm => "meekijken",
            Self::Closed => "afgerond",
        }
    }

    /// The list with this code, else that of the whole team.
    pub fn parse(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|list| list.code() == code)
            .unwrap_or(Self::Team)
    }

    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mine => "Mijn zaken",
            Self::Team => "Team",
            Self::New => "Nieuw",
            Self::ToConfirm => "Meekijken",
            Self::Closed => "Afgerond",
        }
    }
}

/// What waits, and what of it one wants to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worklist {
    /// How many there are of each.
    pub counts: Counts,
    /// The case of nobody that ends first, with how much had happened.
    pub next: Option<(CaseId, i32)>,
    /// The cases that the filter takes.
    pub cases: Vec<CaseLine>,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// Today, in the Netherlands.
    pub today: Date,
    /// Who may have a case: identifier and name.
    pub workers: Vec<(String, String)>,
}

/// How many open cases there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Too late.
    pub late: i64,
    /// That end this week.
    pub this_week: i64,
    /// Of nobody.
    pub new: i64,
    /// Mine.
    pub mine: i64,
    /// Proposed by a colleague.
    pub to_confirm: i64,
    /// All.
    pub team: i64,
    /// How many were done in the last three months, and how many of those in time.
    pub done: (i64, i64),
}

/// A case on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// Its id.
    pub id: CaseId,
    /// Its number: `BW-2026-0001`.
    pub number: String,
    /// Its kind.
    pub kind: CaseKind,
    /// The name of the teacher.
    pub teacher: String,
    /// Where it stands.
    pub state: State,
    /// Whether I have it.
    pub mine: bool,
    /// The name of who has it.
    pub worker: Option<String>,
    /// When it was opened.
    pub opened: Date,
    /// The last day to decide.
    pub due: Date,
    /// When it was closed.
    pub closed: Option<Date>,
    /// How much had happened when it was looked at; goes along with each step.
    pub seen: i32,
}

impl CaseLine {
    /// What happens next, or what came of it.
    pub fn next(&self) -> &'static str {
        match (&self.state, self.kind) {
            (State::Open, _) => "Oppakken",
            (State::InHand { .. }, CaseKind::Evidence) => "Bewijs beoordelen",
            (State::InHand { .. }, _) => "Besluit voorbereiden",
            (State::Waiting { on, .. }, _) => on.name(),
            (State::Proposed { .. }, _) => "Collega kijkt mee",
            (State::Decided { verdict }, kind) => verdict.name(kind),
            (State::Withdrawn, _) => "Ingetrokken",
        }
    }

    /// How long is left: `Nog 6 dagen`, `2 dagen te laat`.
    pub fn left(&self, today: Date) -> String {
        match (self.due - today).get_days() {
            0 => "Vandaag".to_owned(),
            days if days > 0 => format!("Nog {}", notation::count(i64::from(days), "dag", "dagen")),
            days => format!(
                "{} te laat",
                notation::count(i64::from(-days), "dag", "dagen")
            ),
        }
    }
}

/// One case with everything that is needed to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// As on the list.
    pub line: CaseLine,
    /// The register number of the teacher.
    pub teacher_number: String,
    /// The last day to decide, with its steps.
    pub due: Computed,
    /// What it is about.
    pub matter: Matter,
    /// The way of an application or an objection.
    pub procedure: Option<Procedure>,
    /// What can be granted.
    pub grantable: Grantable,
    /// Whether I have a mandate today for decisions of this kind.
    pub may_decide: bool,
    /// What happened, oldest first.
    pub events: Vec<CaseEvent>,
    /// The other case workers: identifier and name.
    pub colleagues: Vec<(String, String)>,
    /// What the decision is written from, as long as it was not taken.
    pub draft: Option<Draft>,
    /// The decision as it will read, while a colleague looks at it.
    pub preview: Option<Document>,
    /// The decision, once it is there.
    pub decision: Option<Announced>,
    /// Today, in the Netherlands.
    pub today: Date,
}

impl CaseFile {
    /// What was proposed last.
    pub fn proposal(&self) -> Option<&CaseEvent> {
        self.events.iter().rfind(|event| event.action == "propose")
    }

    /// The decision as it would read with what stands in the form; nothing as long as no verdict was
    /// chosen that can be given.
    pub fn letter(&self, typed: &Proposal) -> Option<Document> {
        let draft = self.draft.as_ref()?;
        let verdict = Verdict::parse(&typed.verdict)?;
        let changed = match (verdict, &self.grantable) {
            (Verdict::Granted, Grantable::Nothing(_)) => return None,
            (Verdict::Granted, Grantable::OneOf(changes)) => {
                let change = changes.iter().find(|change| change.code == typed.becomes)?;
                let until = typed.until(Some(verdict)).ok().flatten();
                let until = until.filter(|_| change.has_end);
                let remedy = Remedy::parse(&change.code)?;
                Some(remedy.tells(self.today, until, &change.subject))
            }
            _ => None,
        };
        let motivation = Motivation {
            reasons: typed.reasons.trim().to_owned(),
            changed,
            ruling: typed.ruling(),
            automatic: false,
        };
        Some(draft.written(verdict, motivation))
    }
}

/// A decision that was announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Its number.
    pub number: String,
    /// The last day to object; nothing as long as it was not posted to who gets letters.
    pub objection_until: Option<Date>,
}

/// What can be granted in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grantable {
    /// What follows is known: evidence counts, and the school must change what it delivered.
    Plain,
    /// One of these changes of what the register itself recorded.
    OneOf(Vec<Change>),
    /// Nothing, and why.
    Nothing(String),
}

/// What can become of a fact of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The code of a [`shared::case::Remedy`].
    pub code: String,
    /// What it is called.
    pub name: String,
    /// The subject that it is about, if any.
    pub subject: String,
    /// Whether a last day belongs to it.
    pub has_end: bool,
}

/// What a case is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matter {
    /// A subject with its comparison and its evidence.
    Evidence(Box<ClaimDetail>),
    /// A report that something is not right.
    Correction(Box<Report>),
    /// A registration of a teacher without an appointment.
    Registration(Box<Registration>),
    /// An application or an objection: see [`CaseFile::procedure`].
    Procedure,
    /// A subject that the teacher removed.
    Gone,
}

impl Matter {
    /// The files that came with it.
    pub fn evidence(&self) -> &[EvidenceView] {
        match self {
            Self::Evidence(detail) => &detail.evidence,
            Self::Correction(report) => &report.evidence,
            Self::Registration(asked) => &asked.evidence,
            // What was sent stands in the case itself.
            Self::Procedure | Self::Gone => &[],
        }
    }
}

/// A report that something is not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Which fact.
    pub fact: String,
    /// What the teacher says of it.
    pub message: String,
    /// The files that came along.
    pub evidence: Vec<EvidenceView>,
    /// When the teacher reported it.
    pub reported: Date,
    /// What the school was asked, when it was.
    pub school: Option<Asked>,
    /// The appointment, as it stands now.
    pub appointment: Option<Appointment>,
}

/// What a school was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The last day to answer.
    pub due: Date,
    /// What it answered.
    pub answer: Option<String>,
    /// When.
    pub answered: Option<Date>,
}

/// Something that was done with a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEvent {
    /// When, in Dutch time.
    pub at: DateTime,
    /// The code of what was done.
    pub action: String,
    /// The name of who of the staff did it; nothing when it was the teacher.
    pub who: Option<String>,
    /// The verdict that was proposed or given.
    pub verdict: Option<Verdict>,
    /// What was written.
    pub note: Option<String>,
    /// The last day of what is granted.
    pub until: Option<Date>,
    /// What becomes of the fact.
    pub becomes: Option<String>,
}

impl CaseEvent {
    /// What was done, in words.
    pub fn title(&self, kind: CaseKind) -> String {
        let verdict = self.verdict.map_or("", |verdict| verdict.name(kind));
        let counts = self
            .verdict
            .is_some_and(|verdict| !kind.needs_second(verdict));
        match self.action.as_str() {
            "open" => match kind {
                CaseKind::Evidence => "Bewijs ontvangen".to_owned(),
                CaseKind::Correction => "Om een besluit gevraagd".to_owned(),
                CaseKind::Registration => "Aanmelding ontvangen".to_owned(),
                CaseKind::Reregistration => "Aanvraag ontvangen".to_owned(),
                CaseKind::Objection => "Bezwaar ontvangen".to_owned(),
            },
            "take" => "Opgepakt".to_owned(),
            "hand_over" => "Overgedragen".to_owned(),
            "release" => "Teruggelegd".to_owned(),
            "propose" if counts && self.until.is_some() => format!("{verdict}, tijdelijk"),
            "propose" if counts => verdict.to_owned(),
            "propose" => format!("Voorstel: {verdict}"),
            "confirm" => verdict.to_owned(),
            "send_back" => "Teruggestuurd".to_owned(),
            "supplement" => "De leraar stuurde nieuw bewijs".to_owned(),
            "withdraw" if kind == CaseKind::Registration => {
                "De leraar trok de aanmelding in".to_owned()
            }
            "withdraw" if matches!(kind, CaseKind::Reregistration | CaseKind::Objection) => {
                "De leraar trok het in".to_owned()
            }
            "withdraw" => "De leraar haalde het vak of het bewijs weg".to_owned(),
            other => Wait::event(other).unwrap_or(other).to_owned(),
        }
    }
}

/// A step with a case, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStep {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// [`CaseLine::seen`]. Beside the form: a number is not read in a part of one.
    #[serde(skip)]
    pub seen: i32,
    /// `take`, `release`, `hand_over`, `confirm` or `send_back`.
    #[serde(default)]
    pub step: String,
    /// To whom it is handed over.
    #[serde(default)]
    pub to: String,
    /// What the colleague must know.
    #[serde(default)]
    pub note: String,
}

/// What the verdict must be, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// [`CaseLine::seen`]. Beside the form: a number is not read in a part of one.
    #[serde(skip)]
    pub seen: i32,
    /// The code of a [`Verdict`].
    #[serde(default)]
    pub verdict: String,
    /// The reasons, as the teacher reads them.
    #[serde(default)]
    pub reasons: String,
    /// The code of what becomes of a fact of the register.
    #[serde(default)]
    pub becomes: String,
    /// The last day on which evidence holds, or in the vestibule: day of the month.
    #[serde(default)]
    pub until_day: String,
    /// Number of the month.
    #[serde(default)]
    pub until_month: String,
    /// Year in four digits.
    #[serde(default)]
    pub until_year: String,
    /// Why it departs from the advice of the committee.
    #[serde(default)]
    pub deviation: String,
    /// Why the teacher is not heard: a letter of article 7:3.
    #[serde(default)]
    pub skip: String,
}

impl Proposal {
    /// What is said of an advice and of hearing the teacher.
    pub fn ruling(&self) -> Ruling {
        let deviation = self.deviation.trim();
        Ruling {
            deviation: (!deviation.is_empty()).then(|| deviation.to_owned()),
            skip: Skip::parse(&self.skip),
        }
    }

    /// The last day of what is granted; nothing when it has no end, or is refused.
    ///
    /// # Errors
    /// What to do about it, when what was typed is no date.
    pub fn until(&self, verdict: Option<Verdict>) -> Result<Option<Date>, FieldError> {
        let typed = [&self.until_day, &self.until_month, &self.until_year].map(|text| text.trim());
        if verdict != Some(Verdict::Granted) || typed.iter().all(|text| text.is_empty()) {
            return Ok(None);
        }
        let message = "Vul een datum in die bestaat, of laat de datum leeg";
        notation::parse_date(&typed.join("-"))
            .map(Some)
            .ok_or_else(|| FieldError::new("until", message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line(due: Date) -> CaseLine {
        CaseLine {
            id: CaseId(uuid::Uuid::nil()),
            number: "BW-2026-0001".to_owned(),
            kind: CaseKind::Evidence,
            teacher: "M. Zandlicht".to_owned(),
            state: State::Open,
            mine: false,
            worker: None,
            opened: date(2026, 11, 1),
            due,
            closed: None,
            seen: 1,
        }
    }

    #[test]
    fn what_is_left_is_counted_in_days() {
        let today = date(2026, 11, 23);
        let left = |due| line(due).left(today);
        assert_eq!(left(date(2026, 11, 29)), "Nog 6 dagen");
        assert_eq!(left(date(2026, 11, 24)), "Nog 1 dag");
        assert_eq!(left(today), "Vandaag");
        assert_eq!(left(date(2026, 11, 21)), "2 dagen te laat");
        // Over the end of a month and of a year.
        assert_eq!(left(date(2027, 1, 23)), "Nog 61 dagen");
    }

    #[test]
    fn the_end_of_what_is_accepted_may_be_left_out_and_must_exist() {
        let proposal = |day: &str| Proposal {
            until_day: day.to_owned(),
            until_month: "2".to_owned(),
            until_year: "2027".to_owned(),
            ..Proposal::default()
        };
        let granted = Some(Verdict::Granted);
        assert_eq!(Proposal::default().until(granted), Ok(None));
        assert_eq!(proposal("28").until(granted), Ok(Some(date(2027, 2, 28))));
        assert!(proposal("29").until(granted).is_err());
        assert_eq!(proposal("29").until(Some(Verdict::Refused)), Ok(None));
    }
}
