//! The text of a decision (*besluit*), as it is kept and as everybody reads it.

use super::{Verdict, office::Office};
use crate::{
    notation,
    term::{Computed, Length, TermCode},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A decision in a case. What is kept of it, and hashed, is its JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its number: `BS-2026-0001`.
    pub number: String,
    /// The number of the case.
    pub case: String,
    /// The day on which it was taken and announced.
    pub date: Date,
    /// To whom: the name of the teacher.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The decision in one sentence.
    pub opening: String,
    /// What led to it, in order.
    pub paragraphs: Vec<Paragraph>,
    /// What one can do against it.
    pub remedies: Remedies,
    /// In whose name.
    pub signed: String,
}

/// In whose name a decision is.
pub(super) const SIGNED: &str =
    "De minister van Onderwijs, Cultuur en Wetenschap, namens deze, het Lerarenregister";

/// A part of a decision, under its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
}

/// The clause on legal remedies (*rechtsmiddelenverwijzing*, article 3:45 Awb).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedies {
    /// The clause.
    pub text: String,
    /// The last day to object, with its steps; nothing in a decision that goes by post, of which the
    /// term begins when it is posted (articles 3:41 and 6:8 Awb).
    pub until: Option<Computed>,
}

impl Remedies {
    /// The title above the clause.
    pub const TITLE: &str = "Ben je het er niet mee eens?";

    /// Until when one can go against a decision that is announced on this day: to the court when it is
    /// one on an objection, else by objection.
    pub fn until(on_objection: bool, announced: Date) -> Computed {
        let what = if on_objection {
            "De beslissing is bekendgemaakt"
        } else {
            "Het besluit is bekendgemaakt"
        };
        Self::term(on_objection).after(announced, what)
    }

    const fn term(on_objection: bool) -> TermCode {
        if on_objection {
            TermCode::Appeal
        } else {
            TermCode::Objection
        }
    }

    /// How long one can go against a decision of this day, once it is announced.
    pub fn length(on_objection: bool, decided: Date) -> Length {
        Self::term(on_objection).on(decided).length
    }

    /// Until when one can go against a decision of this day, in words.
    pub fn until_when(until: Option<&Computed>, on_objection: bool, decided: Date) -> String {
        match until {
            Some(until) => format!("tot en met {}", notation::date(until.date)),
            None => format!(
                "tot {} na verzending: na de dag waarop we de brief op de post doen",
                Self::length(on_objection, decided).phrase()
            ),
        }
    }

    /// The way to objection against a decision of this day, that is announced on this day or by post: to
    /// whom and where (article 3:45, second paragraph, Awb), online too (article 2:13 Awb).
    pub fn against(decided: Date, announced: Option<Date>) -> Self {
        let until = announced.map(|day| Self::until(false, day));
        let office = Office::on(decided);
        let text = format!(
            "Ben je het niet eens met dit besluit? Dan kun je bezwaar maken {}. Dat kan online: log in \
             op {}/mijn, open dit besluit en kies ‘Maak bezwaar’. Of stuur een brief aan de minister \
             van Onderwijs, Cultuur en Wetenschap, {}. Zet daarin je naam en \
             adres, de datum, het nummer van dit besluit en waarom je het er niet mee eens bent. \
             Heb je meer tijd nodig voor de redenen? Stuur je bezwaar dan toch op tijd, en vraag \
             daarin om meer tijd. Bezwaar maken kost niets.",
            Self::until_when(until.as_ref(), false, decided),
            office.site,
            office.address
        );
        Self { text, until }
    }

    /// The way to the court against a decision on an objection of this day, that is announced on this day
    /// or by post.
    pub fn appeal(decided: Date, announced: Option<Date>) -> Self {
        let until = announced.map(|day| Self::until(true, day));
        let fee = Office::on(decided).court_fee;
        let text = format!(
            "Ben je het niet eens met deze beslissing? Dan kun je in beroep gaan bij de rechtbank {}. \
             Stuur een beroepschrift, met een kopie van deze beslissing, naar de rechtbank \
             in het gebied waar je woont, of gebruik het digitale loket van de rechtspraak. Daarvoor \
             betaal je griffierecht: € {fee}.",
            Self::until_when(until.as_ref(), true, decided)
        );
        Self { text, until }
    }
}

/// What follows from a decision on a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing: it stays as it is.
    Stays,
    /// Nothing: it was not looked into, because it stayed incomplete (article 4:5 Awb).
    NotHandled,
    /// The register changed it, and this is what changes.
    Changed(String),
    /// The school delivered it, and must change it until this day.
    Ordered(Date),
}

/// What a decision on a correction is made of.
#[derive(Clone, Debug)]
pub struct Decided<'a> {
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
    /// Which fact.
    pub fact: &'a str,
    /// What the teacher said of it.
    pub message: &'a str,
    /// When the teacher asked for it.
    pub asked: Date,
    /// What the school answered; nothing when it did not, or was not asked.
    pub school: Option<&'a str>,
    /// What was decided.
    pub verdict: Verdict,
    /// What follows from it.
    pub consequence: Consequence,
    /// Whether it is refused because of what the teacher gave, so that no view was asked.
    pub own_facts: bool,
    /// The reasons.
    pub reasons: &'a str,
}

impl Document {
    /// The title of the part about what changes.
    pub(super) const CHANGE: &str = "Wat er verandert";

    /// Its parts in order, each with its title; the last one is the clause on legal remedies.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        let remedies = (Remedies::TITLE, self.remedies.text.as_str());
        let parts = self.paragraphs.iter();
        parts
            .map(|part| (part.title.as_str(), part.text.as_str()))
            .chain([remedies])
    }

    /// What changes by it, when something does.
    pub fn change(&self) -> Option<&str> {
        let part = self
            .paragraphs
            .iter()
            .find(|part| part.title == Self::CHANGE);
        part.map(|part| part.text.as_str())
    }

    /// On what a decision rests: the articles, and that of what stays incomplete when it is not looked into.
    pub(super) fn basis(verdict: Verdict, articles: &str) -> String {
        match verdict {
            Verdict::NotHandled => {
                format!("Artikel 4:5, eerste lid, van de Algemene wet bestuursrecht. {articles}")
            }
            Verdict::Granted | Verdict::Refused => articles.to_owned(),
        }
    }

    /// The decision, in words.
    pub fn of(decided: Decided<'_>) -> Self {
        let basis = Self::basis(
            decided.verdict,
            "Artikel 38k van de Wet op het primair onderwijs, artikel 41j van de Wet op het \
             voortgezet onderwijs of artikel 4.4.10 van de Wet educatie en beroepsonderwijs, naar \
             de sector waarin je werkt.",
        );
        let (opening, change) = match decided.consequence {
            Consequence::Stays => (
                "We wijzen je verzoek af. Het gegeven blijft zoals het is.",
                None,
            ),
            Consequence::NotHandled => (
                "We nemen je verzoek niet in behandeling, omdat het niet compleet is. Het gegeven \
                 blijft zoals het is.",
                None,
            ),
            Consequence::Changed(what) => (
                "We wijzen je verzoek toe. Het gegeven is aangepast.",
                Some(what),
            ),
            Consequence::Ordered(until) => (
                "We wijzen je verzoek toe. Je school moet het gegeven aanpassen.",
                Some(format!(
                    "Je school leverde dit gegeven. Alleen je school kan het aanpassen, en moet dat \
                     doen uiterlijk op {}.",
                    notation::date(until)
                )),
            ),
        };
        let paragraph = |title: &str, text: String| Paragraph {
            title: title.to_owned(),
            text,
        };
        let mut paragraphs = vec![paragraph(
            "Wat je vroeg",
            format!(
                "Op {} vroeg je ons een besluit over: {}. Je schreef: ‘{}’",
                notation::date(decided.asked),
                decided.fact,
                decided.message
            ),
        )];
        if let Some(school) = decided.school {
            paragraphs.push(paragraph("Wat je school zei", school.to_owned()));
        }
        paragraphs.extend(change.map(|change| paragraph(Self::CHANGE, change)));
        paragraphs.push(paragraph(
            "Waarom we dit besluiten",
            decided.reasons.to_owned(),
        ));
        if decided.own_facts {
            paragraphs.push(paragraph(
                "Waarom we je niet eerst om een reactie vroegen",
                "We wijzen je verzoek alleen af om wat je zelf opgaf (artikel 4:7, eerste lid, Awb)."
                    .to_owned(),
            ));
        }
        paragraphs.push(paragraph("Waarop het besluit rust", basis));
        Self {
            number: decided.number,
            case: decided.case.to_owned(),
            date: decided.date,
            to: decided.to,
            subject: format!("Besluit op je verzoek om een correctie: {}", decided.fact),
            verdict: decided.verdict,
            opening: opening.to_owned(),
            paragraphs,
            remedies: Remedies::against(decided.date, decided.announced),
            signed: SIGNED.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_decision_says_what_why_and_until_when_one_can_object() {
        let document = Document::of(Decided {
            number: "BS-2026-0001".to_owned(),
            case: "CV-2026-0001",
            date: date(2026, 3, 16),
            announced: Some(date(2026, 3, 16)),
            to: "M. Zandlicht".to_owned(),
            fact: "Benoemingsgrondslag",
            message: "Ik ben bevoegd",
            asked: date(2026, 2, 2),
            school: Some("Het klopt zo"),
            verdict: Verdict::Refused,
            consequence: Consequence::Stays,
            own_facts: true,
            reasons: "Je diploma geeft een andere bevoegdheid.",
        });
        let until = document.remedies.until.as_ref().map(|until| until.date);
        assert_eq!(until, Some(date(2026, 4, 28)));
        let clause = &document.remedies.text;
        let office = Office::on(document.date);
        for told in ["tot en met 28 april 2026", &office.site, &office.address] {
            assert!(clause.contains(told), "{told}: {clause}");
        }
        let court = Remedies::appeal(document.date, None).text;
        assert!(
            court.contains(&format!("griffierecht: € {}", office.court_fee)),
            "{court}"
        );
        let titles: Vec<&str> = document
            .paragraphs
            .iter()
            .map(|p| p.title.as_str())
            .collect();
        assert_eq!(
            titles,
            [
                "Wat je vroeg",
                "Wat je school zei",
                "Waarom we dit besluiten",
                "Waarom we je niet eerst om een reactie vroegen",
                "Waarop het besluit rust"
            ]
        );
        let kept = serde_json::to_string(&document).expect("JSON");
        let back: Document = serde_json::from_str(&kept).expect("the same");
        assert_eq!(back, document);
    }

    #[test]
    fn a_granted_request_tells_what_changes_and_by_whom() {
        let granted = |consequence| {
            let document = Document::of(Decided {
                number: "BS-2026-0002".to_owned(),
                case: "CV-2026-0002",
                date: date(2026, 3, 16),
                announced: None,
                to: "M. Zandlicht".to_owned(),
                fact: "In welk register ik sta",
                message: "Ik hoor in het register",
                asked: date(2026, 2, 2),
                school: None,
                verdict: Verdict::Granted,
                consequence,
                own_facts: false,
                reasons: "Je diploma geeft die bevoegdheid.",
            });
            // By post: the term begins when it is posted.
            assert_eq!(document.remedies.until, None);
            assert!(document.remedies.text.contains("6 weken na verzending"));
            let change = document.change().expect("it changes").to_owned();
            (document.opening, change)
        };
        let (opening, change) = granted(Consequence::Changed("Je staat erin.".to_owned()));
        assert!(opening.ends_with("Het gegeven is aangepast."), "{opening}");
        assert_eq!(change, "Je staat erin.");
        let (opening, change) = granted(Consequence::Ordered(date(2026, 4, 13)));
        assert!(opening.contains("Je school moet"), "{opening}");
        assert!(change.contains("uiterlijk op 13 april 2026"), "{change}");
    }
}
