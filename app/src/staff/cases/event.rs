//! What was done with a case.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::case::{CaseKind, Verdict, Wait};

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
                CaseKind::OwnMotion => {
                    "Begonnen: de periode is voorbij, zonder aanvraag".to_owned()
                }
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
            "withdraw" if kind == CaseKind::OwnMotion => "Vervallen".to_owned(),
            "withdraw" => "De leraar haalde het vak of het bewijs weg".to_owned(),
            other => Wait::event(other).unwrap_or(other).to_owned(),
        }
    }
}
