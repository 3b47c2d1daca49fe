//! What must have happened before a verdict (chapters 4 and 7 Awb; handbook, 5).

use super::{Advice, CaseKind, Refusal, Verdict, Wait};
use crate::{notation, problem::FieldError, term::TermCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Why somebody is not heard (article 7:3 Awb).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Skip {
    /// The objection obviously cannot be brought up.
    Inadmissible,
    /// It is obviously unfounded.
    Unfounded,
    /// The teacher said not to want it.
    Declined,
    /// The teacher did not say in time to want it.
    NoAnswer,
    /// It is granted in full, and nobody else is hurt by that.
    Granted,
}

impl Skip {
    /// All five grounds.
    pub const ALL: [Self; 5] = [
        Self::Inadmissible,
        Self::Unfounded,
        Self::Declined,
        Self::NoAnswer,
        Self::Granted,
    ];

    /// The code in forms and tables: the letter of the article.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inadmissible => "a",
            Self::Unfounded => "b",
            Self::Declined => "c",
            Self::NoAnswer => "d",
            Self::Granted => "e",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|skip| skip.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inadmissible => "Kennelijk niet-ontvankelijk",
            Self::Unfounded => "Kennelijk ongegrond",
            Self::Declined => "De leraar wil geen gesprek",
            Self::NoAnswer => "De leraar vroeg er niet op tijd om",
            Self::Granted => "Helemaal toegewezen, en niemand heeft daar last van",
        }
    }
}

/// Whether somebody was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Hearing {
    /// Not yet.
    #[default]
    No,
    /// Heard, or invited and not come.
    Held,
}

/// What happened in a case so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Completion was asked and did not come in time: the last day for it.
    pub incomplete: Option<Date>,
    /// What the committee advised, oldest first.
    pub advices: Vec<Advice>,
    /// Whether the teacher could react to what the register intends.
    pub viewed: bool,
    /// Whether the teacher was heard.
    pub hearing: Hearing,
    /// Whether the objection came too late.
    pub late: bool,
}

/// What somebody wants to decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Why it departs from the advice.
    pub deviation: Option<String>,
    /// Why the teacher is not heard.
    pub skip: Option<Skip>,
    /// Whether a refusal rests only on what the teacher gave, so that no view has to be asked (article 4:7,
    /// first paragraph, Awb).
    pub own_facts: bool,
    /// Whether somebody saw to it that the committee advised with care (article 3:9 Awb).
    pub careful: bool,
}

/// How often the committee advises in a case: once, and once further.
const MOST_ADVICES: usize = 2;

impl Past {
    /// What the committee advised last: what a decision can depart from.
    pub fn advice(&self) -> Option<&Advice> {
        self.advices.last()
    }

    /// Whether this can be asked after what happened.
    ///
    /// # Errors
    /// When the committee advised further already: nobody asks until an advice is to one's liking.
    pub fn may_ask(&self, what: Wait) -> Result<(), Refusal> {
        if what == Wait::Advice && self.advices.len() >= MOST_ADVICES {
            return Err(Refusal::AdvisedTwice);
        }
        Ok(())
    }

    /// What is missing for this verdict today, each at its field. That an application is not handled is
    /// announced within four weeks of the time that was not used (article 4:5, fourth paragraph, Awb).
    pub fn missing(
        &self,
        kind: CaseKind,
        verdict: Verdict,
        ruling: &Ruling,
        today: Date,
    ) -> Vec<FieldError> {
        let mut missing = Vec::new();
        let mut miss = |field: &str, what: &str| missing.push(FieldError::new(field, what));
        match (kind, verdict) {
            (CaseKind::Reregistration | CaseKind::OwnMotion, Verdict::Refused) if !self.viewed => {
                miss(
                    "verdict",
                    "Stuur eerst een voornemen. De leraar mag reageren voor je afwijst",
                );
            }
            (CaseKind::Correction, Verdict::Refused) if !self.viewed && !ruling.own_facts => {
                miss(
                    "verdict",
                    "Stuur eerst een voornemen, of geef aan dat je alleen afwijst om wat de leraar zelf opgaf",
                );
            }
            (
                CaseKind::Correction | CaseKind::Registration | CaseKind::Reregistration,
                Verdict::NotHandled,
            ) => match self
                .incomplete
                .map(|last| TermCode::NotHandling.after(last, "").date)
            {
                None => miss(
                    "verdict",
                    "Vraag eerst om een aanvulling. Alleen als die niet op tijd komt, kan dit",
                ),
                Some(until) if today > until => miss(
                    "verdict",
                    &format!(
                        "Dat kon tot en met {}. Beslis nu op de aanvraag",
                        notation::date(until)
                    ),
                ),
                Some(_) => {}
            },
            (CaseKind::Objection, Verdict::NotHandled)
                if !self.late && self.incomplete.is_none() =>
            {
                miss(
                    "verdict",
                    "Dit bezwaar kwam op tijd en is volledig. Je kunt het niet buiten de deur houden",
                );
            }
            (CaseKind::Objection, _) if self.hearing == Hearing::No => {
                let fits = match (ruling.skip, verdict) {
                    (Some(Skip::Inadmissible), verdict) => verdict == Verdict::NotHandled,
                    (Some(Skip::Unfounded), verdict) => verdict == Verdict::Refused,
                    (Some(Skip::Granted), verdict) => verdict == Verdict::Granted,
                    (Some(Skip::Declined | Skip::NoAnswer), _) => true,
                    (None, _) => false,
                };
                if !fits {
                    miss(
                        "skip",
                        "Nodig de leraar uit voor een gesprek, of kies waarom dat niet hoeft",
                    );
                }
            }
            _ => {}
        }
        let left = self
            .advice()
            .is_some_and(|advice| advice.kind.is_left_by(verdict));
        if left && ruling.deviation.is_none() {
            miss(
                "deviation",
                "Leg uit waarom je afwijkt van het advies van de commissie",
            );
        }
        if self.advice().is_some() && !ruling.careful {
            miss(
                "careful",
                "Kijk na of de commissie zorgvuldig te werk ging. Vink dat aan",
            );
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::AdviceKind;
    use jiff::civil::date;

    const TODAY: Date = date(2030, 1, 7);

    #[test]
    fn it_is_told_within_four_weeks_that_an_incomplete_application_is_not_handled() {
        let past = Past {
            incomplete: Some(date(2030, 1, 7)),
            ..Past::default()
        };
        let on = |day| {
            let (kind, verdict) = (CaseKind::Reregistration, Verdict::NotHandled);
            past.missing(kind, verdict, &Ruling::default(), day)
        };
        assert_eq!(on(date(2030, 2, 4)), [], "the last day");
        let late = on(date(2030, 2, 5));
        assert_eq!(late.len(), 1);
        assert!(late[0].message.contains("tot en met 4 februari 2030"));
    }

    #[test]
    fn nothing_is_refused_before_the_teacher_could_react() {
        let (kind, refused) = (CaseKind::Reregistration, Verdict::Refused);
        let ruling = Ruling::default();
        let field = |past: &Past| {
            let missing = past.missing(kind, refused, &ruling, TODAY);
            missing
                .into_iter()
                .map(|error| error.field)
                .collect::<Vec<_>>()
        };
        assert_eq!(field(&Past::default()), ["verdict"]);
        let viewed = Past {
            viewed: true,
            ..Past::default()
        };
        assert!(field(&viewed).is_empty());
        let not_handled = Past::default().missing(kind, Verdict::NotHandled, &ruling, TODAY);
        assert_eq!(not_handled[0].field, "verdict");
        assert!(
            Past::default()
                .missing(kind, Verdict::Granted, &ruling, TODAY)
                .is_empty()
        );
    }

    #[test]
    fn a_correction_is_refused_after_a_view_or_because_of_what_the_teacher_gave() {
        let missing = |viewed, own_facts, verdict| {
            let past = Past {
                viewed,
                ..Past::default()
            };
            let ruling = Ruling {
                own_facts,
                ..Ruling::default()
            };
            past.missing(CaseKind::Correction, verdict, &ruling, TODAY)
        };
        let refused = Verdict::Refused;
        assert_eq!(missing(false, false, refused)[0].field, "verdict");
        assert!(missing(true, false, refused).is_empty());
        assert!(missing(false, true, refused).is_empty());
        assert!(missing(false, false, Verdict::Granted).is_empty());
        // An annotation never goes without one.
        let ruling = Ruling {
            own_facts: true,
            ..Ruling::default()
        };
        for kind in [CaseKind::Reregistration, CaseKind::OwnMotion] {
            let missing = Past::default().missing(kind, refused, &ruling, TODAY);
            assert_eq!(missing[0].field, "verdict", "{kind:?}");
        }
    }

    fn advice(kind: AdviceKind) -> Advice {
        Advice {
            kind,
            reasons: String::new(),
            minority: None,
            on: date(2030, 1, 7),
            by: "De commissie".to_owned(),
        }
    }

    #[test]
    fn the_committee_advises_twice_at_most_and_the_last_advice_is_what_one_departs_from() {
        let mut past = Past {
            viewed: true,
            ..Past::default()
        };
        for kind in [AdviceKind::Insufficient, AdviceKind::Negative] {
            assert_eq!(past.may_ask(Wait::Advice), Ok(()));
            past.advices.push(advice(kind));
        }
        assert_eq!(past.may_ask(Wait::Advice), Err(Refusal::AdvisedTwice));
        assert_eq!(past.may_ask(Wait::View), Ok(()));
        let fields = |past: &Past, verdict| {
            let kind = CaseKind::Reregistration;
            let ruling = Ruling {
                careful: true,
                ..Ruling::default()
            };
            past.missing(kind, verdict, &ruling, TODAY)
                .into_iter()
                .map(|error| error.field)
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(&past, Verdict::Granted), ["deviation"]);
        assert!(fields(&past, Verdict::Refused).is_empty());
        past.advices.reverse();
        assert!(fields(&past, Verdict::Granted).is_empty());
    }

    #[test]
    fn who_departs_from_an_advice_says_why() {
        let advised = |kind| Past {
            viewed: true,
            advices: vec![advice(kind)],
            ..Past::default()
        };
        for (kind, verdict, left) in [
            (AdviceKind::Positive, Verdict::Granted, false),
            (AdviceKind::PositiveWithPoint, Verdict::Refused, true),
            (AdviceKind::Negative, Verdict::Granted, true),
            (AdviceKind::Negative, Verdict::Refused, false),
            (AdviceKind::Insufficient, Verdict::Refused, false),
        ] {
            let past = advised(kind);
            let careful = Ruling {
                careful: true,
                ..Ruling::default()
            };
            let missing = past.missing(CaseKind::Reregistration, verdict, &careful, TODAY);
            assert_eq!(!missing.is_empty(), left, "{kind:?} {verdict:?}");
            let reasoned = Ruling {
                deviation: Some("Er is nieuw bewijs".to_owned()),
                ..careful
            };
            assert!(
                past.missing(CaseKind::Reregistration, verdict, &reasoned, TODAY)
                    .is_empty()
            );
        }
    }

    #[test]
    fn an_advice_is_only_followed_once_somebody_saw_that_it_came_about_with_care() {
        let advised = Past {
            advices: vec![advice(AdviceKind::Positive)],
            ..Past::default()
        };
        let fields = |past: &Past, careful| {
            let ruling = Ruling {
                careful,
                ..Ruling::default()
            };
            let missing = past.missing(CaseKind::Reregistration, Verdict::Granted, &ruling, TODAY);
            missing
                .into_iter()
                .map(|error| error.field)
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(&advised, false), ["careful"]);
        assert!(fields(&advised, true).is_empty());
        assert!(
            fields(&Past::default(), false).is_empty(),
            "there is no advice"
        );
    }

    #[test]
    fn an_objection_is_heard_or_one_of_the_five_grounds_is_named() {
        let heard = Past {
            hearing: Hearing::Held,
            ..Past::default()
        };
        let kind = CaseKind::Objection;
        for verdict in [Verdict::Granted, Verdict::Refused] {
            assert!(
                heard
                    .missing(kind, verdict, &Ruling::default(), TODAY)
                    .is_empty()
            );
            let missing = Past::default().missing(kind, verdict, &Ruling::default(), TODAY);
            assert_eq!(missing[0].field, "skip");
            for skip in Skip::ALL {
                let ruling = Ruling {
                    skip: Some(skip),
                    ..Ruling::default()
                };
                let fits = match skip {
                    Skip::Inadmissible => false,
                    Skip::Unfounded => verdict == Verdict::Refused,
                    Skip::Granted => verdict == Verdict::Granted,
                    Skip::Declined | Skip::NoAnswer => true,
                };
                assert_eq!(
                    Past::default()
                        .missing(kind, verdict, &ruling, TODAY)
                        .is_empty(),
                    fits
                );
            }
        }
        let in_time = Past::default().missing(kind, Verdict::NotHandled, &Ruling::default(), TODAY);
        assert_eq!(in_time[0].field, "verdict");
    }
}
