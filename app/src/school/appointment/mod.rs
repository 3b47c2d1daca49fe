//! One appointment on the screen (*invoerscherm*): a new one, a change of one that the board
//! delivered before, or a record of a delivery that was refused and is put right here.
//!
//! What is filled in are the fields of the message under the names of its columns, so the rules of
//! the delivery hold here too, in the browser and on the server. The BSN is never sent to the page.

mod end;
mod fields;
mod form;
mod live;
mod page;
mod removal;
mod repair;
mod words;

pub use page::SchoolAppointmentPage;
pub use repair::SchoolRepairPage;
pub(super) use words::label_of;
pub use words::{field_of, words_of};

use super::delivery::FindingCard;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use shared::{
    delivery::{COLUMNS, Context, CsvRow, KnownSchool, PersonFacts, removal_fields},
    identifier::{BoardNumber, Brin, DeliveryId, LocationCode},
    sector::Sector,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The columns that the form asks for. Of the others what was sent before stays.
pub const ASKED: [&str; 25] = [
    "benoemingvolgnummer",
    "versie",
    "identificatiecodeBedrijfsdocument",
    "burgerservicenummer",
    "geboortedatum",
    "nietIngezetene",
    "voornamen",
    "voorvoegsel",
    "achternaam",
    "geslacht",
    "adres",
    "postcode",
    "woonplaats",
    "begindatum",
    "einddatum",
    "soort",
    "functiecategorie",
    "arbeidsovereenkomstBegindatum",
    "arbeidsovereenkomstEinddatum",
    "grondslag",
    "ingangsdatumGrond",
    "verlenging",
    "verklaringInspanning",
    "onderwijsterreinen",
    "leerjaren",
];

/// The fields in which the teaching fields are chosen; the message has them in one list.
pub const TEACHING_FIELDS: [&str; 3] = [
    "onderwijsterrein1",
    "onderwijsterrein2",
    "onderwijsterrein3",
];

/// The version of the message that the screen sends, and what it names itself.
const MESSAGE_VERSION: &str = "1.0";
const SCREEN: &str = "Invoerscherm";

/// Why an appointment is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Occasion {
    /// It was not delivered before.
    New,
    /// The appointment with this number is not as it was any more.
    Change(String),
    /// This row of this delivery was refused.
    Repair(DeliveryId, i32),
}

/// What stands in the form, by the names of its fields. `Debug` shows no values, for they may hold
/// a BSN.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Entered(BTreeMap<String, String>);

impl std::fmt::Debug for Entered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entered({} fields)", self.0.len())
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Entered {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let fields = fields.into_iter();
        Self(fields.map(|(n, v)| (n.into(), v.into())).collect())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Entered {
    fn from(fields: [(&str, &str); N]) -> Self {
        fields.into_iter().collect()
    }
}

impl Entered {
    /// What stands in a field; empty when there is nothing.
    pub fn value(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |value| value.trim())
    }

    /// Every field with what stands in it.
    pub fn fields(&self) -> impl Iterator<Item = (String, String)> {
        self.0.clone().into_iter()
    }

    /// Fills a field.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.0.insert(field.to_owned(), value.into());
    }

    /// Why it is filled in; nothing when the form does not say so in a way that can be read.
    pub fn occasion(&self) -> Option<Occasion> {
        let (delivery, number) = (self.value("levering"), self.value("wijzigt"));
        match (delivery, number) {
            ("", "") => Some(Occasion::New),
            ("", number) => Some(Occasion::Change(number.to_owned())),
            (delivery, _) => Some(Occasion::Repair(
                delivery.parse().ok()?,
                self.value("rij").parse().ok()?,
            )),
        }
    }

    /// The form of a record under the names of its columns.
    pub fn of_record(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut entered: Self = fields.into_iter().collect();
        let taught = entered.value("onderwijsterreinen").to_owned();
        for (field, code) in TEACHING_FIELDS.into_iter().zip(taught.split([',', '|'])) {
            entered.set(field, code.trim());
        }
        let (school, location) = (
            entered.value("instellingscode").to_owned(),
            entered.value("vestigingscode").to_owned(),
        );
        entered.set(
            "school",
            if location.is_empty() {
                school
            } else {
                location
            },
        );
        entered
    }

    /// The record for the board, as a delivery of one row. What the form does not ask for is as in
    /// `before`; a BSN that was not filled in is the one that is `known`.
    pub fn record(&self, board: &BoardNumber, before: &Entered, known: Option<&str>) -> CsvRow {
        let fields = COLUMNS
            .iter()
            .map(|column| {
                let value = self.column(column.name, board, before, known);
                (column.name.to_owned(), value)
            })
            .collect();
        CsvRow {
            fields,
            ..CsvRow::default()
        }
    }

    /// The message that deletes the appointment of this number, which was sent by mistake.
    pub fn removal(&self, board: &BoardNumber) -> CsvRow {
        let fields = removal_fields()
            .iter()
            .map(|spec| {
                let value = match spec.column {
                    "bevoegdGezag" => board.as_str(),
                    "berichtversie" => MESSAGE_VERSION,
                    "softwarepakket" => SCREEN,
                    "datumTijdBedrijfsdocument" => "",
                    asked => self.value(asked),
                };
                (spec.column.to_owned(), value.to_owned())
            })
            .collect();
        CsvRow {
            fields,
            ..CsvRow::default()
        }
    }

    fn column(
        &self,
        column: &str,
        board: &BoardNumber,
        before: &Entered,
        known: Option<&str>,
    ) -> String {
        let school = self.value("school");
        let value = match column {
            "bevoegdGezag" => board.as_str(),
            "berichtversie" => MESSAGE_VERSION,
            "softwarepakket" => SCREEN,
            "instellingscode" => school.get(..4).unwrap_or(school),
            "vestigingscode" if school.len() > 4 => school,
            "vestigingscode" | "datumTijdBedrijfsdocument" => "",
            "burgerservicenummer" if self.value(column).is_empty() => known.unwrap_or_default(),
            "onderwijsterreinen" => return self.taught(),
            asked if ASKED.contains(&asked) => self.value(asked),
            other => before.value(other),
        };
        value.to_owned()
    }

    fn taught(&self) -> String {
        let codes = TEACHING_FIELDS.map(|field| self.value(field));
        let chosen: Vec<&str> = codes.into_iter().filter(|code| !code.is_empty()).collect();
        chosen.join(",")
    }
}

/// What the form begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentForm {
    /// Why it is filled in.
    pub occasion: Occasion,
    /// What is known of the appointment, without the BSN.
    pub known: Entered,
    /// The BSN that is known, masked: `•••••• 019`.
    pub bsn: Option<String>,
    /// The teacher, once the name is known.
    pub name: Option<String>,
    /// What was wrong with the record that is put right.
    pub findings: Vec<FindingCard>,
    /// What the rules of the delivery need to know in the browser.
    pub facts: Facts,
    /// The decision aid, with what is already known answered.
    pub aid: String,
    /// The number of the document that would delete the appointment, when it was sent by mistake.
    pub removal_document: Uuid,
}

/// What the rules of the delivery need to know of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// This moment.
    pub now: Timestamp,
    /// Today in the Netherlands.
    pub today: Date,
    /// The board.
    pub board: BoardNumber,
    /// Its schools of today.
    pub schools: Vec<OwnSchool>,
}

/// A school of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSchool {
    /// The institution code.
    pub brin: Brin,
    /// The name.
    pub name: String,
    /// The sector.
    pub sector: Sector,
    /// The locations, each with its name.
    pub locations: Vec<(LocationCode, String)>,
}

impl Facts {
    /// What the rules look at besides the record, as far as a page may know it. What else there is
    /// to say comes from the server.
    pub fn context(&self, row: &CsvRow) -> Context {
        let school = self
            .schools
            .iter()
            .find(|school| school.brin.as_str() == row.value("instellingscode"))
            .map(|school| KnownSchool {
                board: self.board.clone(),
                sector: school.sector,
                name: school.name.clone(),
                locations: school
                    .locations
                    .iter()
                    .map(|(code, _)| code.clone())
                    .collect(),
            });
        Context {
            now: self.now,
            today: self.today,
            sender: vec![self.board.clone()],
            first_delivery: false,
            board_exists: true,
            school,
            person: PersonFacts::NotAskedYet,
            previous: None,
            schools: None,
            stands_at: None,
            earlier_document: None,
            content_hash: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board() -> BoardNumber {
        BoardNumber::parse("41234").expect("board")
    }

    #[test]
    fn what_was_not_asked_stays_and_a_known_bsn_is_sent_along() {
        let before = Entered::of_record([("aanduiding".to_owned(), "LERAAR_VO".to_owned())]);
        let entered = Entered::from([
            ("school", "99QA01"),
            ("onderwijsterrein1", "NEDERLANDS"),
            ("onderwijsterrein3", "DUITS"),
            ("bevoegdGezag", "99999"),
        ]);
        let row = entered.record(&board(), &before, Some("999990019"));
        assert_eq!(row.value("aanduiding"), "LERAAR_VO");
        assert_eq!(row.value("bevoegdGezag"), "41234");
        assert_eq!(row.value("instellingscode"), "99QA");
        assert_eq!(row.value("vestigingscode"), "99QA01");
        assert_eq!(row.value("onderwijsterreinen"), "NEDERLANDS,DUITS");
        assert_eq!(row.value("burgerservicenummer"), "999990019");
        let other = Entered::from([("burgerservicenummer", "999990020")]);
        let row = other.record(&board(), &before, Some("999990019"));
        assert_eq!(row.value("burgerservicenummer"), "999990020");
    }

    #[test]
    fn a_record_that_was_sent_comes_back_the_same() {
        let sent = [
            ("instellingscode", "99QA"),
            ("vestigingscode", ""),
            ("onderwijsterreinen", "NEDERLANDS|DUITS"),
            ("begindatum", "2026-13-01"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let row = Entered::of_record(sent).record(&board(), &Entered::default(), None);
        assert_eq!(row.value("instellingscode"), "99QA");
        assert_eq!(row.value("vestigingscode"), "");
        assert_eq!(row.value("onderwijsterreinen"), "NEDERLANDS,DUITS");
        assert_eq!(row.value("begindatum"), "2026-13-01");
    }

    #[test]
    fn a_form_that_does_not_say_what_it_is_for_is_not_taken_for_a_new_appointment() {
        let form = |fields: &[(&str, &str)]| fields.iter().copied().collect::<Entered>().occasion();
        assert_eq!(form(&[]), Some(Occasion::New));
        assert_eq!(
            form(&[("wijzigt", "12-3")]),
            Some(Occasion::Change("12-3".to_owned()))
        );
        assert_eq!(form(&[("levering", "geen nummer"), ("rij", "2")]), None);
    }

    #[test]
    fn what_was_filled_in_is_not_written_to_a_log() {
        let entered = Entered::from([("burgerservicenummer", "999990019")]);
        assert!(!format!("{entered:?}").contains("999990019"));
    }
}
