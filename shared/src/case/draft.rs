//! A decision before it is taken: what is known of the case, from which the letter is written while
//! somebody types the reasons, in the browser and on the server by the same words.

use super::{Admission, Consequence, Decided, Document, Matter, Past, Ruling, Topic, Verdict};
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
    /// The day on which it is announced; nothing when it goes by post.
    pub announced: Option<Date>,
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
    /// An application for re-registration or an objection.
    Procedure {
        /// The term, or the decision that was objected to.
        topic: Topic,
        /// What was asked, in words.
        asked: String,
        /// What happened in between.
        past: Box<Past>,
    },
}

/// What comes with a verdict (*motivering*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Motivation {
    /// The reasons, as the teacher reads them.
    pub reasons: String,
    /// What the register itself changes.
    pub changed: Option<String>,
    /// What else is decided.
    pub ruling: Ruling,
    /// Whether no person looked at it.
    pub automatic: bool,
}

impl Draft {
    /// The letter with this verdict and what comes with it.
    pub fn written(&self, verdict: Verdict, motivation: Motivation) -> Document {
        let Motivation {
            reasons,
            changed,
            ruling,
            automatic,
        } = motivation;
        let reasons = reasons.as_str();
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
                announced: self.announced,
                to: self.to.clone(),
                fact,
                message,
                asked: self.asked,
                school: school.as_deref(),
                verdict,
                consequence: match (verdict, changed) {
                    (Verdict::Refused, _) => Consequence::Stays,
                    (Verdict::NotHandled, _) => Consequence::NotHandled,
                    (Verdict::Granted, Some(what)) => Consequence::Changed(what),
                    (Verdict::Granted, None) => Consequence::Ordered(*change_by),
                },
                own_facts: verdict == Verdict::Refused && ruling.own_facts,
                reasons,
            }),
            About::Registration { education } => Document::on_registration(Admission {
                number: self.number.clone(),
                case: &self.case,
                date: self.date,
                announced: self.announced,
                to: self.to.clone(),
                education,
                asked: self.asked,
                verdict,
                reasons,
            }),
            About::Procedure { topic, asked, past } => Matter {
                number: self.number.clone(),
                case: &self.case,
                date: self.date,
                announced: self.announced,
                to: self.to.clone(),
                verdict,
                topic: topic.clone(),
                asked: asked.clone(),
                past,
                ruling: &ruling,
                changed,
                reasons,
                automatic,
            }
            .document(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Skip;
    use jiff::civil::date;

    #[test]
    fn the_letter_follows_what_is_chosen_and_typed() {
        let draft = Draft {
            number: "volgt bij het besluit".to_owned(),
            case: "CV-2026-0001".to_owned(),
            date: date(2026, 3, 16),
            announced: Some(date(2026, 3, 16)),
            to: "M. Zandlicht".to_owned(),
            asked: date(2026, 2, 2),
            about: About::Report {
                fact: "Benoemingsgrondslag".to_owned(),
                message: "Ik ben bevoegd".to_owned(),
                school: None,
                change_by: date(2026, 4, 13),
            },
        };
        let refused = draft.written(
            Verdict::Refused,
            Motivation {
                reasons: "Het klopt.".to_owned(),
                ..Motivation::default()
            },
        );
        assert_eq!(refused.change(), None);
        assert!(
            refused
                .paragraphs
                .iter()
                .any(|part| part.text == "Het klopt.")
        );
        let ordered = draft.written(Verdict::Granted, Motivation::default());
        assert!(
            ordered
                .change()
                .expect("a change")
                .contains("13 april 2026")
        );
        let changed = draft.written(
            Verdict::Granted,
            Motivation {
                changed: Some("Je staat erin.".to_owned()),
                ..Motivation::default()
            },
        );
        assert_eq!(changed.change(), Some("Je staat erin."));
    }

    #[test]
    fn the_letter_on_an_objection_says_why_nobody_was_heard() {
        let draft = Draft {
            number: "volgt bij het besluit".to_owned(),
            case: "BZ-2026-0001".to_owned(),
            date: date(2026, 3, 16),
            announced: Some(date(2026, 3, 16)),
            to: "M. Zandlicht".to_owned(),
            asked: date(2026, 2, 2),
            about: About::Procedure {
                topic: Topic::Decision {
                    number: "BS-2026-0001".to_owned(),
                    change: Some("Het eerdere besluit vervalt.".to_owned()),
                },
                asked: "Je maakte bezwaar.".to_owned(),
                past: Box::default(),
            },
        };
        let letter = |verdict, skip| {
            let ruling = Ruling {
                skip,
                ..Ruling::default()
            };
            draft.written(
                verdict,
                Motivation {
                    ruling,
                    ..Motivation::default()
                },
            )
        };
        let says = |document: &Document, text: &str| {
            document
                .paragraphs
                .iter()
                .any(|part| part.text.contains(text))
        };
        let unheard = letter(Verdict::Refused, Some(Skip::Declined));
        assert!(says(&unheard, "artikel 7:3, onder c"));
        assert_eq!(unheard.change(), None);
        let granted = letter(Verdict::Granted, None);
        assert!(!says(&granted, "artikel 7:3"));
        assert_eq!(granted.change(), Some("Het eerdere besluit vervalt."));
        let corrected = draft.written(
            Verdict::Granted,
            Motivation {
                changed: Some("Je staat erin.".to_owned()),
                ..Motivation::default()
            },
        );
        assert_eq!(
            corrected.change(),
            Some("Het eerdere besluit vervalt. Je staat erin.")
        );
        assert!(granted.remedies.text.contains("rechtbank"));
    }
}
