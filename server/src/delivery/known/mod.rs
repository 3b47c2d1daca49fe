//! What the register knows that the records of a delivery are checked against, fetched in a few
//! questions for many records.

mod fetch;

use super::Intake;
use crate::{System, fault::Fault, people::Details};
use jiff::civil::Date;
use shared::{
    delivery::{
        AppointmentMessage, AppointmentNumber, Draft, KnownPeriod, KnownSchool, OtherAppointment,
        Record, Sent,
    },
    entry::Entry,
    identifier::{BoardNumber, Brin, Bsn, PersonId},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// The facts for a number of records.
pub struct Known {
    /// When each board exists, by its number.
    boards: HashMap<String, Vec<Period>>,
    schools: HashMap<String, Vec<SchoolPeriod>>,
    people: HashMap<Vec<u8>, KnownPerson>,
    appointments: HashMap<String, KnownAppointment>,
    tombstones: HashMap<String, Sent>,
    /// The appointments of these people at any board, by the index of the BSN.
    others: HashMap<Vec<u8>, Vec<OtherAppointment>>,
    documents: HashMap<Uuid, Vec<KnownDocument>>,
    /// Whether the board delivers for less than a month: it then still tells all it has.
    pub first_delivery: bool,
}

/// From a day on, and before another; nothing is without a limit.
struct Period {
    from: Option<Date>,
    before: Option<Date>,
}

impl Period {
    fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.before.is_none_or(|before| day < before)
    }
}

/// To which board a school belongs, for a period.
struct SchoolPeriod {
    period: Period,
    school: KnownSchool,
}

/// A person who is in the register.
pub struct KnownPerson {
    /// Who.
    pub id: PersonId,
    /// The birth date, once a school or the BRP named it.
    pub birth_date: Option<Date>,
    /// What came of asking the BRP.
    pub lookup: Option<String>,
    /// Name and address, once known.
    pub details: Option<KnownDetails>,
}

/// Name and address of a person.
pub struct KnownDetails {
    /// `brp` or `school`.
    pub source: String,
    /// First names.
    pub first_names: String,
    /// Prefix of the family name.
    pub prefix: Option<String>,
    /// Family name.
    pub family_name: String,
    /// Street and house number.
    pub address: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Town.
    pub place: Option<String>,
    /// Day of death.
    pub deceased_on: Option<Date>,
}

impl From<&Details> for KnownDetails {
    fn from(details: &Details) -> Self {
        let address = [&details.street, &details.house_number]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            source: details.source.to_owned(),
            first_names: details.first_names.clone(),
            prefix: details.prefix.clone(),
            family_name: details.family_name.clone(),
            address: Some(address).filter(|address| !address.is_empty()),
            postcode: details.postcode.clone(),
            place: details.place.clone(),
            deceased_on: details.deceased_on,
        }
    }
}

/// An appointment of the board.
pub struct KnownAppointment {
    /// Its row.
    pub id: Uuid,
    /// Whose it is.
    pub person: PersonId,
    /// The code of its school.
    pub brin: String,
    /// What was sent before.
    pub sent: Sent,
    /// Its dates.
    pub period: KnownPeriod,
    /// Where it is listed.
    pub placement: KnownPlacement,
    /// Whether a decision listed it there.
    pub is_decided: bool,
    /// How often its ground was extended.
    pub extensions: i16,
    /// The teaching fields that came with it.
    pub fields: Vec<String>,
    /// The school years that came with it.
    pub years: Vec<u8>,
    /// Where its entry stands; nothing when there is none.
    pub entry: Option<Entry>,
    /// Whether the teacher asked to correct it and has no answer yet (article 38k WPO).
    pub correction_open: bool,
}

/// Where an appointment is listed, as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPlacement {
    /// `register`, `vestibule` or `none`.
    pub target: String,
    /// The latest day.
    pub maximum_date: Option<Date>,
    /// Why.
    pub reason: String,
    /// The article.
    pub article: String,
    /// The version of the table.
    pub table_version: String,
}

struct KnownDocument {
    number: String,
    sent: Sent,
}

impl Known {
    /// Fetches all that these records of a delivery touch.
    pub async fn load(
        conn: &mut PgConnection,
        intake: &Intake<'_>,
        records: &[Record],
    ) -> Result<Self, Fault> {
        let (system, board, delivery) = (intake.system, &intake.sender.board, intake.id);
        let mut asked = Asked::default();
        for record in records {
            asked.add(system, &Draft::read(&record.row));
        }
        Ok(Self {
            boards: fetch::boards(conn, &asked.boards).await?,
            schools: fetch::schools(conn, &asked.brins).await?,
            people: fetch::people(conn, &asked.bsn_indexes).await?,
            appointments: fetch::appointments(conn, board, &asked.numbers).await?,
            others: fetch::others(conn, &asked.bsn_indexes).await?,
            tombstones: fetch::tombstones(conn, board, &asked.numbers).await?,
            documents: fetch::documents(conn, board, delivery, &asked.documents).await?,
            first_delivery: fetch::delivers_lately(conn, board, intake.now).await?,
        })
    }

    /// Whether there is or was a board with this number.
    pub fn has_board(&self, number: &BoardNumber) -> bool {
        self.boards.contains_key(number.as_str())
    }

    /// Whether there is a board with this number on a day.
    pub fn has_board_on(&self, number: &BoardNumber, day: Date) -> bool {
        let mut periods = self.boards.get(number.as_str()).into_iter().flatten();
        periods.any(|period| period.holds_on(day))
    }

    /// The school with this code as it is on a day.
    pub fn school(&self, brin: &Brin, on: Date) -> Option<&KnownSchool> {
        self.schools
            .get(brin.as_str())?
            .iter()
            .find(|school| school.period.holds_on(on))
            .map(|found| &found.school)
    }

    /// The person with this BSN.
    pub fn person(&self, system: &System, bsn: &Bsn) -> Option<&KnownPerson> {
        self.people.get(&system.vault.bsn_index(bsn))
    }

    /// The appointment with this number.
    pub fn appointment(&self, number: &str) -> Option<&KnownAppointment> {
        self.appointments.get(number)
    }

    /// The appointments of the person with this BSN, at any board.
    pub fn appointments_of(&self, system: &System, bsn: &Bsn) -> &[OtherAppointment] {
        let index = system.vault.bsn_index(bsn);
        self.others.get(&index).map_or(&[], Vec::as_slice)
    }

    /// Adds an appointment that is about to be recorded, for the records after it.
    pub fn remember(&mut self, system: &System, message: &AppointmentMessage) {
        let index = system.vault.bsn_index(&message.person.bsn);
        let of_person = self.others.entry(index).or_default();
        let key = (&message.board, &message.number);
        let before = of_person
            .iter()
            .position(|other| (&other.board, &other.number) == key)
            .map(|at| of_person.remove(at));
        of_person.push(OtherAppointment {
            board: message.board.clone(),
            number: message.number.clone(),
            brin: message.school.brin.clone(),
            begins: message.appointment.begins,
            ends: message.appointment.ends,
            ground: message.ground.code.clone(),
            ground_since: message.ground.since,
            qualified_for: before.map_or_else(Vec::new, |before| before.qualified_for),
        });
    }

    /// Takes an appointment out that is about to be deleted, for the records after it.
    pub fn forget(&mut self, board: &BoardNumber, number: &AppointmentNumber) {
        for of_person in self.others.values_mut() {
            of_person.retain(|other| (&other.board, &other.number) != (board, number));
        }
    }

    /// What was last taken in of the appointment with this number, also when it was its deletion.
    pub fn previous(&self, number: &str) -> Option<&Sent> {
        let appointment = self.appointment(number).map(|known| &known.sent);
        appointment.or_else(|| self.tombstones.get(number))
    }

    /// What was taken in with an earlier delivery under this document number: for the same
    /// appointment when there is one, because some packages give a whole file one number.
    pub fn document(&self, id: &Uuid, number: Option<&str>) -> Option<&Sent> {
        let carried = self.documents.get(id)?;
        carried
            .iter()
            .find(|document| Some(document.number.as_str()) == number)
            .or(carried.first())
            .map(|document| &document.sent)
    }
}

/// What the records of the file name.
#[derive(Default)]
struct Asked {
    boards: Vec<String>,
    brins: Vec<String>,
    bsn_indexes: Vec<Vec<u8>>,
    numbers: Vec<String>,
    documents: Vec<Uuid>,
}

impl Asked {
    fn add(&mut self, system: &System, draft: &Draft) {
        let add = |list: &mut Vec<String>, value: Option<&str>| {
            if let Some(value) = value
                && list.last().is_none_or(|last| last != value)
            {
                list.push(value.to_owned());
            }
        };
        add(&mut self.boards, draft.board.get().map(BoardNumber::as_str));
        add(&mut self.brins, draft.brin.get().map(Brin::as_str));
        add(
            &mut self.numbers,
            draft.number.get().map(AppointmentNumber::as_str),
        );
        self.bsn_indexes
            .extend(draft.bsn.get().map(|bsn| system.vault.bsn_index(bsn)));
        self.documents.extend(draft.document_id.get());
    }
}
