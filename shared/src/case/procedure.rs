//! The way of an application for re-registration and of an objection: for what a case waits, what must
//! have happened before a verdict, and until when it is decided (chapters 4 and 7 Awb; handbook, 5).

use super::{CaseKind, Document, Paragraph, Remedies, Verdict, decision::SIGNED};
use crate::{
    criteria::ExtendedTerm,
    notation,
    term::{Calendar, Change, Computed, TermCode, decide_by},
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// For what a case waits. Nothing of it blocks a case for good: when it does not come in time, the case
/// goes on without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// That the teacher completes it (*herstel verzuim*, articles 4:5 and 6:6 Awb).
    Completion,
    /// The advice of the committee (articles 3:5-3:9 and 7:13 Awb).
    Advice,
    /// What the teacher thinks of the intended decision (*zienswijze*, article 4:7 Awb).
    View,
    /// The hearing (article 7:2 Awb).
    Hearing,
}

impl Wait {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Completion, Self::Advice, Self::View, Self::Hearing];

    /// The code in tables, forms and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::Advice => "advice",
            Self::View => "view",
            Self::Hearing => "hearing",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wait| wait.code() == code)
    }

    /// The code of the state of a case that waits for it.
    pub const fn state(self) -> &'static str {
        match self {
            Self::Completion => "completing",
            Self::Advice => "advising",
            Self::View => "viewing",
            Self::Hearing => "hearing",
        }
    }

    /// The codes of asking for it, of getting it, and of going on without it.
    pub(super) const fn codes(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Completion => ("ask_completion", "completed", "not_completed"),
            Self::Advice => ("ask_advice", "advised", "not_advised"),
            Self::View => ("intend", "viewed", "not_viewed"),
            Self::Hearing => ("invite", "heard", "not_heard"),
        }
    }

    /// What happened by the event with this code, in words; nothing when it is of another action.
    pub fn event(code: &str) -> Option<&'static str> {
        Some(match code {
            "ask_completion" => "Om aanvulling gevraagd",
            "completed" => "Aangevuld",
            "not_completed" => "Niet aangevuld: de tijd is voorbij",
            "ask_advice" => "Naar de adviescommissie",
            "advised" => "Advies ontvangen",
            "not_advised" => "Geen advies: de tijd is voorbij",
            "intend" => "Voornemen verstuurd",
            "viewed" => "Zienswijze ontvangen",
            "not_viewed" => "Geen zienswijze: de tijd is voorbij",
            "invite" => "Uitgenodigd voor een gesprek",
            "heard" => "Gesprek gevoerd",
            "not_heard" => "Geen gesprek: de leraar kwam niet",
            "grant_at_once" => "Geherregistreerd, automatisch",
            _ => return None,
        })
    }

    /// What a case waits for, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Completion => "Wacht op aanvulling",
            Self::Advice => "Bij de adviescommissie",
            Self::View => "Wacht op zienswijze",
            Self::Hearing => "Gesprek gepland",
        }
    }

    /// Whether the teacher answers it.
    pub const fn is_for_teacher(self) -> bool {
        matches!(self, Self::Completion | Self::View)
    }

    /// The last day for it, when it is asked on this day.
    pub fn until(self, kind: CaseKind, asked: Date) -> Computed {
        let (code, what) = match (self, kind) {
            (Self::Completion, CaseKind::Objection) => {
                (TermCode::ObjectionRepair, "We vroegen je om een aanvulling")
            }
            (Self::Completion, _) => (TermCode::Completion, "We vroegen je om een aanvulling"),
            (Self::View | Self::Hearing, _) => (TermCode::View, "We stuurden je ons voornemen"),
            (Self::Advice, _) => (TermCode::Advice, "We vroegen de commissie om advies"),
        };
        code.after(asked, what)
    }
}

/// What a committee advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceKind {
    /// To grant it.
    Positive,
    /// To grant it, with something to take along.
    PositiveWithPoint,
    /// To refuse it.
    Negative,
    /// Nothing: there is not enough to judge by.
    Insufficient,
}

impl AdviceKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Positive,
        Self::PositiveWithPoint,
        Self::Negative,
        Self::Insufficient,
    ];

    /// The code in tables and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::PositiveWithPoint => "positive_with_point",
            Self::Negative => "negative",
            Self::Insufficient => "insufficient",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Positive => "Positief",
            Self::PositiveWithPoint => "Positief, met een aandachtspunt",
            Self::Negative => "Negatief",
            Self::Insufficient => "Onvoldoende gegevens",
        }
    }

    /// Whether a verdict departs from it, so that the decision must say why (articles 3:50 and 7:13,
    /// seventh paragraph, Awb).
    pub const fn is_left_by(self, verdict: Verdict) -> bool {
        match self {
            Self::Positive | Self::PositiveWithPoint => !matches!(verdict, Verdict::Granted),
            Self::Negative => !matches!(verdict, Verdict::Refused),
            Self::Insufficient => false,
        }
    }
}

/// An advice of the committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// What it advises.
    pub kind: AdviceKind,
    /// Why.
    pub reasons: String,
    /// What a part of it thinks otherwise (*minderheidsstandpunt*).
    pub minority: Option<String>,
    /// The day it was given.
    pub on: Date,
    /// Who gave it: the committee and the names of its members.
    pub by: String,
}

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
    /// Completion was asked and did not come in time.
    pub incomplete: bool,
    /// What the committee advised.
    pub advice: Option<Advice>,
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
}

impl Past {
    /// What is missing for this verdict: the field of the form, and what to do about it.
    pub fn missing(
        &self,
        kind: CaseKind,
        verdict: Verdict,
        ruling: &Ruling,
    ) -> Vec<(&'static str, &'static str)> {
        let mut missing = Vec::new();
        match (kind, verdict) {
            (CaseKind::Reregistration, Verdict::Refused) if !self.viewed => missing.push((
                "verdict",
                "Stuur eerst een voornemen. De leraar mag reageren voor je afwijst",
            )),
            (CaseKind::Reregistration, Verdict::NotHandled) if !self.incomplete => missing.push((
                "verdict",
                "Vraag eerst om een aanvulling. Alleen als die niet op tijd komt, kan dit",
            )),
            (CaseKind::Objection, Verdict::NotHandled) if !self.late && !self.incomplete => {
                missing.push((
                    "verdict",
                    "Dit bezwaar kwam op tijd en is volledig. Je kunt het niet buiten de deur houden",
                ));
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
                    missing.push((
                        "skip",
                        "Nodig de leraar uit voor een gesprek, of kies waarom dat niet hoeft",
                    ));
                }
            }
            _ => {}
        }
        let left = self
            .advice
            .as_ref()
            .is_some_and(|advice| advice.kind.is_left_by(verdict));
        if left && ruling.deviation.is_none() {
            missing.push((
                "deviation",
                "Leg uit waarom je afwijkt van het advies van de commissie",
            ));
        }
        missing
    }
}

/// The dated rules about applications (`data/applications.csv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct ApplicationRules {
    valid_from: Date,
    /// How many months before the last day of the term one can apply.
    pub open_months: i32,
    /// Of how many in a thousand everything is looked at.
    pub sample_per_thousand: u16,
}

impl ApplicationRules {
    /// The rules of a day; `None` before there were any.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    pub fn on(day: Date) -> Option<&'static Self> {
        static ALL: LazyLock<Vec<ApplicationRules>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../../data/applications.csv").as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()
                .expect("the rules that come with the program are right")
        });
        ALL.iter().rfind(|rules| rules.valid_from <= day)
    }

    /// The first day on which one can apply for re-registration after this term.
    pub fn opens(&self, term: &ExtendedTerm) -> Date {
        let last = term.term.last;
        let opens = last.saturating_sub(Span::new().months(self.open_months));
        opens.max(term.term.first)
    }
}

/// Until when is decided on an application that was received on a day.
pub fn application_due(received: Date, committee: bool, changes: &[Change]) -> Computed {
    let code = if committee {
        TermCode::ReregistrationDecisionCommittee
    } else {
        TermCode::ReregistrationDecision
    };
    due(code, (received, "Je aanvraag is ontvangen"), changes)
}

/// Until when is decided on an objection; the term begins when nobody can object any more (article
/// 7:10, first paragraph, Awb).
pub fn objection_due(until: Date, committee: bool, changes: &[Change]) -> Computed {
    let code = if committee {
        TermCode::ObjectionDecisionCommittee
    } else {
        TermCode::ObjectionDecision
    };
    let mut due = due(
        code,
        (until, "De tijd om bezwaar te maken is voorbij"),
        changes,
    );
    for step in &mut due.steps {
        // Of an objection another article says that the term stands still.
        if step.article == "artikel 4:15, eerste lid, Awb" {
            "artikel 7:10, tweede lid, Awb".clone_into(&mut step.article);
        }
    }
    due
}

fn due(code: TermCode, (known, what): (Date, &str), changes: &[Change]) -> Computed {
    let term = code.on(known);
    let calendar = Calendar::current();
    decide_by(
        calendar,
        (known, what),
        (term.length, &term.article),
        changes,
    )
}

/// What a decision on an application or an objection is made of.
#[derive(Clone, Debug)]
pub struct Matter<'a> {
    /// The number of the decision.
    pub number: String,
    /// The number of the case.
    pub case: &'a str,
    /// The day.
    pub date: Date,
    /// The name of the teacher.
    pub to: String,
    /// What was decided.
    pub verdict: Verdict,
    /// What it is about: the term, or the decision that was objected to.
    pub topic: Topic,
    /// What was asked: when, and what was entered.
    pub asked: String,
    /// What happened in between.
    pub past: &'a Past,
    /// What else was decided.
    pub ruling: &'a Ruling,
    /// The reasons.
    pub reasons: &'a str,
    /// Whether no person looked at it.
    pub automatic: bool,
}

/// What a decision on an application or an objection is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Topic {
    /// The re-registration after this term, and the last day of the next.
    Term {
        /// The last day of the term.
        last: Date,
        /// The last day of the next one.
        next: Date,
    },
    /// The objection against this decision.
    Decision {
        /// Its number.
        number: String,
        /// What changes when it is granted.
        change: Option<String>,
    },
}

impl Matter<'_> {
    /// The decision, in words.
    pub fn document(self) -> Document {
        let change = self.change();
        let paragraph = |title: &str, text: String| Paragraph {
            title: title.to_owned(),
            text,
        };
        let mut paragraphs = vec![paragraph("Wat je vroeg", self.asked.clone())];
        if let Some(advice) = &self.past.advice {
            let minority = advice
                .minority
                .as_ref()
                .map_or_else(String::new, |text| format!(" Een minderheid vond: {text}"));
            paragraphs.push(paragraph(
                "Wat de commissie adviseerde",
                format!(
                    "{} gaf op {} dit advies: {}. {}{minority}",
                    advice.by,
                    notation::date(advice.on),
                    advice.kind.name().to_lowercase(),
                    advice.reasons,
                ),
            ));
        }
        paragraphs.extend(change.map(|text| paragraph(Document::CHANGE, text)));
        paragraphs.push(paragraph(
            "Waarom we dit besluiten",
            self.reasons.to_owned(),
        ));
        if let Some(deviation) = &self.ruling.deviation {
            paragraphs.push(paragraph(
                "Waarom we het advies niet volgen",
                deviation.clone(),
            ));
        }
        if let Some(skip) = self.ruling.skip {
            let text = format!("{} (artikel 7:3, onder {}, Awb).", skip.name(), skip.code());
            paragraphs.push(paragraph("Waarom er geen gesprek was", text));
        }
        if self.automatic {
            paragraphs.push(paragraph(
                "Hoe dit besluit tot stand kwam",
                "Je portfolio voldoet aan elke regel. Daarom nam het register dit besluit \
                 automatisch. Een besluit in je nadeel wordt nooit automatisch genomen."
                    .to_owned(),
            ));
        }
        let remedies = match self.topic {
            Topic::Term { .. } => {
                paragraphs.push(paragraph(
                    "Waarop het besluit rust",
                    "Artikel 38l van de Wet op het primair onderwijs, artikel 41k van de Wet op het \
                     voortgezet onderwijs of artikel 4.4.11 van de Wet educatie en \
                     beroepsonderwijs, naar de sector waarin je werkt."
                        .to_owned(),
                ));
                Remedies::against(self.date)
            }
            Topic::Decision { .. } => Remedies::appeal(self.date),
        };
        Document {
            number: self.number.clone(),
            case: self.case.to_owned(),
            date: self.date,
            to: self.to.clone(),
            subject: self.subject(),
            verdict: self.verdict,
            opening: self.opening(),
            paragraphs,
            remedies,
            signed: SIGNED.to_owned(),
        }
    }

    fn subject(&self) -> String {
        match &self.topic {
            Topic::Term { .. } => "Besluit op je aanvraag voor herregistratie".to_owned(),
            Topic::Decision { number, .. } => {
                format!("Beslissing op je bezwaar tegen besluit {number}")
            }
        }
    }

    fn opening(&self) -> String {
        let text = match (&self.topic, self.verdict) {
            (Topic::Term { .. }, Verdict::Granted) => "Je bent geherregistreerd.",
            (Topic::Term { .. }, Verdict::Refused) => {
                "Je bent niet geherregistreerd. In het register komt een aantekening."
            }
            (Topic::Term { .. }, Verdict::NotHandled) => {
                "We nemen je aanvraag niet in behandeling, omdat ze niet compleet is."
            }
            (Topic::Decision { .. }, Verdict::Granted) => {
                "Je krijgt gelijk. Je bezwaar is gegrond."
            }
            (Topic::Decision { .. }, Verdict::Refused) => {
                "Je krijgt geen gelijk. Je bezwaar is ongegrond en het besluit blijft gelden."
            }
            (Topic::Decision { .. }, Verdict::NotHandled) => {
                "We kunnen je bezwaar niet behandelen. Het is niet-ontvankelijk."
            }
        };
        text.to_owned()
    }

    fn change(&self) -> Option<String> {
        match (&self.topic, self.verdict) {
            (Topic::Term { last, next }, Verdict::Granted) => {
                let first = last.tomorrow().unwrap_or(*last);
                Some(format!(
                    "Je volgende periode loopt van {} tot en met {}. Dat verandert niet door de dag \
                     waarop je dit besluit krijgt.",
                    notation::date(first),
                    notation::date(*next)
                ))
            }
            (Topic::Term { last, .. }, Verdict::Refused) => Some(format!(
                "Bij je naam komt een aantekening over de periode tot en met {}. Je kunt opnieuw \
                 aanvragen. Krijg je dan herregistratie, dan vervalt de aantekening.",
                notation::date(*last)
            )),
            (Topic::Decision { change, .. }, Verdict::Granted) => change.clone(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nothing_is_refused_before_the_teacher_could_react() {
        let (kind, refused) = (CaseKind::Reregistration, Verdict::Refused);
        let ruling = Ruling::default();
        let field = |past: &Past| {
            let missing = past.missing(kind, refused, &ruling);
            missing.iter().map(|(field, _)| *field).collect::<Vec<_>>()
        };
        assert_eq!(field(&Past::default()), ["verdict"]);
        let viewed = Past {
            viewed: true,
            ..Past::default()
        };
        assert!(field(&viewed).is_empty());
        let not_handled = Past::default().missing(kind, Verdict::NotHandled, &ruling);
        assert_eq!(not_handled[0].0, "verdict");
        assert!(
            Past::default()
                .missing(kind, Verdict::Granted, &ruling)
                .is_empty()
        );
    }

    #[test]
    fn who_departs_from_an_advice_says_why() {
        let advised = |kind| Past {
            viewed: true,
            advice: Some(Advice {
                kind,
                reasons: String::new(),
                minority: None,
                on: date(2030, 1, 7),
                by: "De commissie".to_owned(),
            }),
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
            let missing = past.missing(CaseKind::Reregistration, verdict, &Ruling::default());
            assert_eq!(!missing.is_empty(), left, "{kind:?} {verdict:?}");
            let reasoned = Ruling {
                deviation: Some("Er is nieuw bewijs".to_owned()),
                ..Ruling::default()
            };
            assert!(
                past.missing(CaseKind::Reregistration, verdict, &reasoned)
                    .is_empty()
            );
        }
    }

    #[test]
    fn an_objection_is_heard_or_one_of_the_five_grounds_is_named() {
        let heard = Past {
            hearing: Hearing::Held,
            ..Past::default()
        };
        let kind = CaseKind::Objection;
        for verdict in [Verdict::Granted, Verdict::Refused] {
            assert!(heard.missing(kind, verdict, &Ruling::default()).is_empty());
            let missing = Past::default().missing(kind, verdict, &Ruling::default());
            assert_eq!(missing[0].0, "skip");
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
                    Past::default().missing(kind, verdict, &ruling).is_empty(),
                    fits
                );
            }
        }
        let in_time = Past::default().missing(kind, Verdict::NotHandled, &Ruling::default());
        assert_eq!(in_time[0].0, "verdict");
    }

    #[test]
    fn an_application_can_be_made_from_half_a_year_before_the_end() {
        let term = ExtendedTerm::of(date(2026, 11, 23), &[]);
        let rules = ApplicationRules::on(date(2030, 1, 1)).expect("rules");
        assert_eq!(rules.opens(&term), date(2030, 5, 22));
        assert_eq!(ApplicationRules::on(date(2018, 7, 31)), None);
    }

    #[test]
    fn the_term_of_an_objection_begins_when_nobody_can_object_any_more() {
        // The vectors of the handbook, 5.5.
        let until = date(2026, 4, 30);
        assert_eq!(objection_due(until, false, &[]).date, date(2026, 6, 11));
        assert_eq!(objection_due(until, true, &[]).date, date(2026, 7, 23));
        assert_eq!(
            application_due(date(2026, 3, 2), false, &[]).date,
            date(2026, 4, 28)
        );
    }
}
