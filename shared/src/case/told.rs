//! What a teacher is told on the way of a case: the same words in the browser, while somebody types, and on
//! the server that sends them.

use super::{Judgment, SequelKind, Wait};
use crate::{
    notation,
    term::{MOST_DAYS, TermCode},
};
use jiff::civil::Date;

/// A message about a case, which is a letter as well for who gets letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is about.
    pub title: String,
    /// What it says.
    pub body: String,
}

/// Something that is asked in a case (articles 3:5, 4:5, 4:7, 4:8, 6:6 and 7:2 Awb).
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What.
    pub what: Wait,
    /// In which words of who asks.
    pub words: &'a str,
    /// The last day for it, or the day of the hearing.
    pub until: Date,
    /// The last day to decide, now that it is asked.
    pub due: Date,
    /// The day on which it is asked.
    pub today: Date,
    /// Whether the committee advised before.
    pub advised: bool,
    /// Whether a committee of article 7:13 Awb hears.
    pub committee: bool,
}

impl Told {
    /// That something is asked in the case with this number.
    pub fn asked(number: &str, question: Question<'_>) -> Self {
        let words = question.words;
        let until = notation::date(question.until);
        let due = if question.due < question.today {
            "De tijd om te beslissen is al voorbij".to_owned()
        } else {
            format!("We beslissen uiterlijk op {}", notation::date(question.due))
        };
        let (title, body) = match question.what {
            Wait::Completion => (
                format!("We missen nog iets in zaak {number}"),
                format!(
                    "{words} Je hebt daarvoor tot en met {until}. Zolang staat onze termijn stil."
                ),
            ),
            Wait::Advice if question.advised => (
                format!("We vragen opnieuw advies over zaak {number}"),
                format!("{words} De adviescommissie adviseert uiterlijk op {until}. {due}."),
            ),
            Wait::Advice => (
                format!("We vragen advies over zaak {number}"),
                format!("De adviescommissie kijkt mee. Ze adviseert uiterlijk op {until}. {due}."),
            ),
            Wait::View => (
                format!("Wat we van plan zijn in zaak {number}"),
                format!("{words} Dit is nog geen besluit. Je kunt tot en met {until} reageren."),
            ),
            Wait::Hearing => (
                format!("Uitnodiging voor een gesprek in zaak {number}"),
                format!(
                    "{words} Het gesprek is op {until}. Je kunt tot {} daarvoor nog stukken sturen, en \
                     je mag iemand meenemen.",
                    TermCode::HearingPieces.on(question.today).length.phrase()
                ),
            ),
        };
        let hears = if question.committee {
            // Article 7:13, second paragraph, Awb.
            format!(
                " Een adviescommissie met een voorzitter van buiten het register voert het gesprek en \
                 adviseert ons. {due}."
            )
        } else {
            String::new()
        };
        // While nothing is typed yet, it begins with what follows.
        let body = format!("{body}{hears}").trim_start().to_owned();
        Self { title, body }
    }

    /// That the answer comes later, for this reason, and no later than on this day (articles 4:14, 4:15 and
    /// 7:10 Awb).
    pub fn put_off(number: &str, reason: &str, due: Date) -> Self {
        let body = format!(
            "{reason} Je hoort het nu uiterlijk op {}. Hoe we daarbij komen, lees je bij de zaak.",
            notation::date(due)
        );
        Self {
            title: format!("Ons antwoord in zaak {number} komt later"),
            body: body.trim_start().to_owned(),
        }
    }

    /// That a letter came on this day which says this, or, without a day, the report of the hearing.
    pub fn received(number: &str, report: &str, came: Option<Date>) -> Self {
        match came {
            Some(day) => Self {
                title: format!("We hebben je brief in zaak {number} ontvangen"),
                body: format!("Hij kwam op {}. Er stond: ‘{report}’", notation::date(day)),
            },
            None => Self {
                title: format!("Het verslag van je gesprek in zaak {number}"),
                body: report.to_owned(),
            },
        }
    }

    /// That something came of the teacher or of a court on the first day, to which the register has to
    /// answer no later than on the second (articles 4:17, 6:12 and 8:1 Awb).
    pub fn followed(
        number: &str,
        kind: SequelKind,
        (received, due): (Date, Date),
        judgment: Option<Judgment>,
    ) -> Self {
        let (on, due) = (notation::date(received), notation::date(due));
        let (title, body) = match kind {
            SequelKind::DefaultNotice => (
                format!("We hebben je ingebrekestelling in zaak {number} ontvangen"),
                format!(
                    "Ze kwam op {on}. We zijn te laat met beslissen. We hebben nog tot en met {due}. \
                     Beslissen we dan nog niet? Dan betalen we je voor elke dag daarna een bedrag, ten \
                     hoogste {MOST_DAYS} dagen. Je hoeft daar niet om te vragen. Ook kun je vanaf dan in \
                     beroep gaan bij de rechtbank."
                ),
            ),
            SequelKind::Appeal => (
                format!("Er is beroep ingesteld in zaak {number}"),
                format!(
                    "Op {on} hoorden we van je beroep bij de rechtbank. We sturen de rechtbank de stukken. \
                     De rechtbank laat je weten hoe het verder gaat."
                ),
            ),
            SequelKind::HigherAppeal => (
                format!("Er is hoger beroep ingesteld in zaak {number}"),
                format!(
                    "Op {on} hoorden we van hoger beroep bij de Afdeling bestuursrechtspraak van de Raad \
                     van State. Die laat je weten hoe het verder gaat."
                ),
            ),
            SequelKind::CourtRuling => (
                format!("Er is een uitspraak in zaak {number}"),
                format!(
                    "De uitspraak is van {on}: {}. Je leest bij de zaak tot en met wanneer iemand er nog \
                     tegen in kan gaan.",
                    judgment.map_or("", Judgment::name).to_lowercase()
                ),
            ),
        };
        Self { title, body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn question(what: Wait) -> Question<'static> {
        Question {
            what,
            words: "Stuur het rooster.",
            until: date(2026, 12, 9),
            due: date(2027, 1, 29),
            today: date(2026, 11, 23),
            advised: false,
            committee: false,
        }
    }

    #[test]
    fn a_question_tells_until_when_one_can_answer() {
        for what in [Wait::Completion, Wait::View, Wait::Hearing] {
            let told = Told::asked("HR-2026-0001", question(what));
            assert!(told.title.contains("HR-2026-0001"), "{told:?}");
            assert!(told.body.starts_with("Stuur het rooster. "), "{told:?}");
            assert!(told.body.contains("9 december 2026"), "{told:?}");
            let pieces = told.body.contains("tot 10 dagen daarvoor");
            assert_eq!(pieces, what == Wait::Hearing, "{told:?}");
        }
    }

    #[test]
    fn a_committee_that_hears_has_another_last_day() {
        let heard = Question {
            committee: true,
            ..question(Wait::Hearing)
        };
        let told = Told::asked("BZ-2026-0001", heard);
        assert!(told.body.contains("voorzitter van buiten"), "{told:?}");
        assert!(
            told.body
                .ends_with("We beslissen uiterlijk op 29 januari 2027."),
            "{told:?}"
        );
    }

    #[test]
    fn a_term_that_passed_is_not_promised_again() {
        let late = Question {
            due: date(2026, 11, 20),
            ..question(Wait::Advice)
        };
        let told = Told::asked("HR-2026-0001", late);
        assert!(
            told.body
                .ends_with("De tijd om te beslissen is al voorbij."),
            "{told:?}"
        );
    }
}
