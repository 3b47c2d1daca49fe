//! The decision on the registration of a teacher without an appointment (article 38h, third paragraph,
//! WPO).

use super::{Document, Paragraph, Remedies, Verdict, decision::SIGNED};
use crate::notation;
use jiff::civil::Date;

/// What a decision on a registration is made of.
#[derive(Clone, Debug)]
pub struct Admission<'a> {
    /// Its number.
    pub number: String,
    /// The number of the case.
    pub case: &'a str,
    /// The day.
    pub date: Date,
    /// The day on which it is announced; nothing when it goes by post.
    pub announced: Option<Date>,
    /// The name of the teacher.
    pub to: String,
    /// For what the teacher says to be qualified: `Duits, in havo en vwo, klas 4 en hoger`.
    pub education: &'a str,
    /// When the teacher asked for it.
    pub asked: Date,
    /// What was decided.
    pub verdict: Verdict,
    /// The reasons.
    pub reasons: &'a str,
}

impl Document {
    /// The decision on a registration, in words.
    pub fn on_registration(admission: Admission<'_>) -> Self {
        let (opening, change) = match admission.verdict {
            Verdict::Granted => (
                "We wijzen je aanmelding toe. Je bent opgenomen in het lerarenregister.",
                Some(format!(
                    "Je staat vanaf {} in het lerarenregister, zonder benoeming. Krijg je een \
                     benoeming? Dan geeft je school die door.",
                    notation::date(admission.date)
                )),
            ),
            Verdict::Refused => (
                "We wijzen je aanmelding af. Je bent niet opgenomen in het lerarenregister.",
                None,
            ),
            Verdict::NotHandled => (
                "We nemen je aanmelding niet in behandeling, omdat ze niet compleet is. Je bent niet \
                 opgenomen in het lerarenregister.",
                None,
            ),
        };
        let part = |title: &str, text: String| Paragraph {
            title: title.to_owned(),
            text,
        };
        let mut paragraphs = vec![part(
            "Wat je vroeg",
            format!(
                "Op {} vroeg je om je zonder benoeming op te nemen in het lerarenregister. Je bent \
                 volgens je aanmelding bevoegd voor: {}.",
                notation::date(admission.asked),
                admission.education
            ),
        )];
        paragraphs.extend(change.map(|change| part(Self::CHANGE, change)));
        paragraphs.push(part(
            "Waarom we dit besluiten",
            admission.reasons.to_owned(),
        ));
        paragraphs.push(part(
            "Waarop het besluit rust",
            Self::basis(
                admission.verdict,
                "Artikel 38h, derde lid, van de Wet op het primair onderwijs, artikel 41g, derde lid, \
                 van de Wet op het voortgezet onderwijs of artikel 4.4.7, derde lid, van de Wet \
                 educatie en beroepsonderwijs, naar de sector waarvoor je bevoegd bent.",
            ),
        ));
        Self {
            number: admission.number,
            case: admission.case.to_owned(),
            date: admission.date,
            to: admission.to,
            subject: "Besluit op je aanmelding bij het lerarenregister".to_owned(),
            verdict: admission.verdict,
            opening: opening.to_owned(),
            paragraphs,
            remedies: Remedies::against(admission.date, admission.announced),
            signed: SIGNED.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn decided(verdict: Verdict) -> Document {
        Document::on_registration(Admission {
            number: "BS-2026-0003".to_owned(),
            case: "AM-2026-0001",
            date: date(2026, 12, 1),
            announced: Some(date(2026, 12, 1)),
            to: "M. Zandlicht".to_owned(),
            education: "Duits, havo en vwo",
            asked: date(2026, 11, 23),
            verdict,
            reasons: "Je diploma geeft die bevoegdheid.",
        })
    }

    #[test]
    fn a_teacher_who_is_admitted_reads_since_when_and_one_who_is_not_how_to_object() {
        let granted = decided(Verdict::Granted);
        assert!(
            granted
                .change()
                .expect("it changes")
                .contains("vanaf 1 december 2026")
        );
        let refused = decided(Verdict::Refused);
        assert_eq!(refused.change(), None);
        for document in [granted, refused] {
            let until = document.remedies.until.as_ref().map(|until| until.date);
            assert_eq!(until, Some(date(2027, 1, 12)));
            assert!(document.paragraphs[0].text.contains("Duits, havo en vwo"));
            assert!(
                document
                    .paragraphs
                    .iter()
                    .any(|part| part.text.contains("38h, derde lid"))
            );
        }
    }
}
