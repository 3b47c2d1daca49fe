//! The decision on an application for re-registration or on an objection, in words.

use super::{Document, Paragraph, Past, Remedies, Ruling, Verdict, decision::SIGNED};
use crate::notation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a decision on an application or an objection is made of.
#[derive(Clone, Debug)]
pub struct Matter<'a> {
    /// The number of the decision.
    pub number: String,
    /// The number of the case.
    pub case: &'a str,
    /// The day.
    pub date: Date,
    /// The day on which it is announced; nothing when it goes by post.
    pub announced: Option<Date>,
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
    /// What of the register itself changes by it, besides.
    pub changed: Option<String>,
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
        /// Whether the teacher applied; else the register began of its own motion.
        applied: bool,
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
        let began = match self.topic {
            Topic::Term { applied: false, .. } => "Waarom we hier zelf naar keken",
            Topic::Term { .. } | Topic::Decision { .. } => "Wat je vroeg",
        };
        let mut paragraphs = vec![paragraph(began, self.asked.clone())];
        for (nr, advice) in self.past.advices.iter().enumerate() {
            let title = match nr {
                0 => "Wat de commissie adviseerde",
                _ => "Wat de commissie daarna adviseerde",
            };
            let minority = advice
                .minority
                .as_ref()
                .map_or_else(String::new, |text| format!(" Een minderheid vond: {text}"));
            paragraphs.push(paragraph(
                title,
                format!(
                    "{} gaf op {} dit advies: {}. {}{minority}",
                    advice.by,
                    notation::date(advice.on),
                    advice.kind.name().to_lowercase(),
                    advice.reasons,
                ),
            ));
        }
        if self.past.advice().is_some() && self.ruling.careful {
            paragraphs.push(paragraph(
                "Hoe we naar het advies keken",
                "We zagen erop toe dat de commissie zorgvuldig onderzoek deed (artikel 3:9 Awb)."
                    .to_owned(),
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
                Remedies::against(self.date, self.announced)
            }
            Topic::Decision { .. } => Remedies::appeal(self.date, self.announced),
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
            Topic::Term { applied: true, .. } => {
                "Besluit op je aanvraag voor herregistratie".to_owned()
            }
            Topic::Term { applied: false, .. } => "Besluit over je herregistratie".to_owned(),
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
            (Topic::Term { last, next, .. }, Verdict::Granted) => {
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
            (Topic::Decision { change, .. }, Verdict::Granted) => {
                let parts = change.iter().chain(&self.changed).map(String::as_str);
                let text = parts.collect::<Vec<_>>().join(" ");
                (!text.is_empty()).then_some(text)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Advice, AdviceKind};
    use jiff::civil::date;

    fn document(applied: bool, advices: Vec<Advice>) -> Document {
        Matter {
            number: "BS-2030-0001".to_owned(),
            case: "HR-2030-0001",
            date: date(2030, 11, 25),
            announced: None,
            to: "M. Zandlicht".to_owned(),
            verdict: Verdict::Refused,
            topic: Topic::Term {
                last: date(2030, 11, 22),
                next: date(2034, 11, 22),
                applied,
            },
            asked: "Zo begon het.".to_owned(),
            past: &Past {
                advices,
                ..Past::default()
            },
            ruling: &Ruling {
                careful: true,
                ..Ruling::default()
            },
            changed: None,
            reasons: "Er ontbreken uren.",
            automatic: false,
        }
        .document()
    }

    fn titles(document: &Document) -> Vec<&str> {
        document.parts().map(|(title, _)| title).collect()
    }

    #[test]
    fn a_decision_names_every_advice_in_order() {
        let advice = |kind, on| Advice {
            kind,
            reasons: "Dit zagen we.".to_owned(),
            minority: None,
            on,
            by: "De adviescommissie (A, B, C)".to_owned(),
        };
        let document = document(
            true,
            vec![
                advice(AdviceKind::Insufficient, date(2030, 10, 1)),
                advice(AdviceKind::Negative, date(2030, 11, 1)),
            ],
        );
        let [_, first, second, ..] = document.paragraphs.as_slice() else {
            panic!("both: {document:?}")
        };
        assert_eq!(first.title, "Wat de commissie adviseerde");
        assert!(first.text.contains("1 oktober 2030"), "{}", first.text);
        assert!(first.text.contains("onvoldoende gegevens"));
        assert_eq!(second.title, "Wat de commissie daarna adviseerde");
        assert!(second.text.contains("1 november 2030"), "{}", second.text);
        assert!(second.text.contains("negatief"));
        let care = document
            .parts()
            .any(|(_, text)| text.contains("artikel 3:9 Awb"));
        assert!(care, "{document:?}");
    }

    #[test]
    fn a_decision_that_nobody_asked_for_says_why_the_register_began() {
        let (asked, of_own_motion) = (document(true, vec![]), document(false, vec![]));
        assert_eq!(titles(&asked)[0], "Wat je vroeg");
        assert_eq!(titles(&of_own_motion)[0], "Waarom we hier zelf naar keken");
        assert!(asked.subject.contains("aanvraag"));
        assert_eq!(of_own_motion.subject, "Besluit over je herregistratie");
        assert_eq!(asked.opening, of_own_motion.opening);
        let care = asked.parts().any(|(_, text)| text.contains("3:9"));
        assert!(!care, "there was no advice");
    }
}
