//! One case with everything that is needed to decide.

use super::{CaseEvent, CaseLine, Proposal};
use crate::{
    staff::procedure::Procedure,
    teacher::{Appointment, ClaimDetail, EvidenceView, registration::Registration},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    case::{Document, Draft, Motivation, Remedy, Verdict},
    term::Computed,
};

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
    /// What was asked and what came later.
    pub procedure: Procedure,
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
    /// The last day to object, with its steps; nothing as long as it was not posted to who gets letters.
    pub objection_until: Option<Computed>,
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
