//! A decision before it is taken: what is known of the case, from which the letter is written while
//! somebody types the reasons, in the browser and on the server by the same words.

use super::{Admission, Consequence, Decided, Document, Verdict};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a decision is written from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its number, or that it follows.
    pub number: String,
    /// The number of the case.
    pub case: String,
    /// The day.
    pub date: Date,
    /// The name of the teacher.
    pub to: String,
    /// When the teacher asked for it.
    pub asked: Date,
    /// What it is about.
    pub about: About,
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// A report that something is not right (article 38k WPO).
    Report {
        /// Which fact.
        fact: String,
        /// What the teacher said of it.
        message: String,
        /// What the school answered.
        school: Option<String>,
        /// The last day for the school to change it, when it must.
        change_by: Date,
    },
    /// A registration without an appointment (article 38h, third paragraph, WPO).
    Registration {
        /// For what the teacher says to be qualified.
        education: String,
    },
}

impl Draft {
    /// The letter with this verdict and these reasons; `changed` is what the register itself changes.
    pub fn written(&self, verdict: Verdict, changed: Option<String>, reasons: &str) -> Document {
        match &self.about {
            About::Report {
                fact,
                message,
                school,
                change_by,
            } => Document::of(Decided {
                number: self.number.clone(),
                case: &self.case,
                date: self.date,
                to: self.to.clone(),
                fact,
                message,
                asked: self.asked,
                school: school.as_deref(),
                verdict,
                consequence: match (verdict, changed) {
                    (Verdict::Refused, _) => Consequence::Stays,
                    (Verdict::Granted, Some(what)) => Consequence::Changed(what),
                    (Verdict::Granted, None) => Consequence::Ordered(*change_by),
                },
                reasons,
            }),
            About::Registration { education } => Document::on_registration(Admission {
                number: self.number.clone(),
                case: &self.case,
                date: self.date,
                to: self.to.clone(),
                education,
                asked: self.asked,
                verdict,
                reasons,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_letter_follows_what_is_chosen_and_typed() {
        let draft = Draft {
            number: "volgt bij het besluit".to_owned(),
            case: "CV-2026-0001".to_owned(),
            date: date(2026, 3, 16),
            to: "M. Zandlicht".to_owned(),
            asked: date(2026, 2, 2),
            about: About::Report {
                fact: "Benoemingsgrondslag".to_owned(),
                message: "Ik ben bevoegd".to_owned(),
                school: None,
                change_by: date(2026, 4, 13),
            },
        };
        let refused = draft.written(Verdict::Refused, None, "Het klopt.");
        assert_eq!(refused.change(), None);
        assert!(
            refused
                .paragraphs
                .iter()
                .any(|part| part.text == "Het klopt.")
        );
        let ordered = draft.written(Verdict::Granted, None, "");
        assert!(
            ordered
                .change()
                .expect("a change")
                .contains("13 april 2026")
        );
        let changed = draft.written(Verdict::Granted, Some("Je staat erin.".to_owned()), "");
        assert_eq!(changed.change(), Some("Je staat erin."));
    }
}
