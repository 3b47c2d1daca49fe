//! A record as far as it could be read, so that everything wrong with it can be told at once.

use super::cells::{self, Cell, Cells};
use super::file::CsvRow;
use super::message::{
    Appointment, AppointmentMessage, AppointmentNumber, Contract, DeliveredGround, Document, Kind,
    Person, School, Sex, Teaching,
};
use super::rule::Finding;
use crate::identifier::{BoardNumber, Brin, Bsn, LocationCode};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// A record that is being checked; the fields are those of [`AppointmentMessage`]. What the
/// server must look up before the check is public.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The UUID of the message.
    pub document_id: Cell<Uuid>,
    /// The board that is responsible.
    pub board: Cell<BoardNumber>,
    /// The number under which the board knows the appointment.
    pub number: Cell<AppointmentNumber>,
    /// The version of the appointment.
    pub version: Cell<u32>,
    /// Citizen service number.
    pub bsn: Cell<Bsn>,
    /// Day of birth.
    pub birth_date: Cell<Date>,
    /// Institution code of the school.
    pub brin: Cell<Brin>,
    /// First day of the appointment.
    pub begins: Cell<Date>,
    pub(super) made_at: Cell<Timestamp>,
    pub(super) definition: Cell<String>,
    pub(super) software: Cell<String>,
    pub(super) non_resident: Cell<bool>,
    pub(super) first_names: Cell<String>,
    pub(super) prefix: Cell<String>,
    pub(super) family_name: Cell<String>,
    pub(super) sex: Cell<Sex>,
    pub(super) address: Cell<String>,
    pub(super) postcode: Cell<String>,
    pub(super) place: Cell<String>,
    pub(super) location: Cell<LocationCode>,
    pub(super) ends: Cell<Date>,
    pub(super) kind: Cell<Kind>,
    /// The function category.
    pub function_category: Cell<u8>,
    pub(super) contract_begins: Cell<Date>,
    pub(super) contract_ends: Cell<Date>,
    pub(super) ground: Cell<String>,
    /// First day on the ground.
    pub ground_since: Cell<Date>,
    /// How often the ground was extended.
    pub extensions: Cell<u8>,
    pub(super) statement: Cell<bool>,
    pub(super) label: Cell<String>,
    pub(super) teaching_fields: Cell<Vec<String>>,
    pub(super) years: Cell<Vec<u8>>,
    row: CsvRow,
    findings: Vec<Finding>,
}

/// Reads a row as a message.
///
/// # Errors
/// Everything that cannot be read. [`super::check_draft`] tells that and what the rules say.
pub fn parse_row(row: &CsvRow) -> Result<AppointmentMessage, Vec<Finding>> {
    let draft = Draft::read(row);
    draft.message().ok_or(draft.findings)
}

impl From<&AppointmentMessage> for Draft {
    fn from(message: &AppointmentMessage) -> Self {
        Self::read(&CsvRow {
            fields: message.fields(),
            ..CsvRow::default()
        })
    }
}

impl Draft {
    /// Reads a row as far as it goes.
    pub fn read(row: &CsvRow) -> Self {
        let mut cells = Cells::of(row);
        if row.is_unreadable() {
            return Self {
                row: row.clone(),
                findings: cells.findings(),
                ..Self::default()
            };
        }
        let identity = Self::read_identity(row, &mut cells);
        Self {
            bsn: cells.read("burgerservicenummer", "LR-F006", cells::bsn),
            birth_date: cells.read("geboortedatum", "LR-F001", cells::date),
            non_resident: cells.read("nietIngezetene", "LR-F001", cells::yes_or_no),
            first_names: cells.text("voornamen"),
            prefix: cells.text("voorvoegsel"),
            family_name: cells.text("achternaam"),
            sex: cells.read("geslacht", "LR-F001", cells::sex),
            address: cells.text("adres"),
            postcode: cells.text("postcode"),
            place: cells.text("woonplaats"),
            brin: cells.read("instellingscode", "LR-F010", cells::brin),
            location: cells.read("vestigingscode", "LR-F011", cells::location),
            begins: cells.read("begindatum", "LR-F001", cells::date),
            ends: cells.read("einddatum", "LR-F001", cells::date),
            kind: cells.read("soort", "LR-F001", cells::kind),
            function_category: cells.read("functiecategorie", "LR-F027", cells::function_category),
            contract_begins: cells.read("arbeidsovereenkomstBegindatum", "LR-F026", cells::date),
            contract_ends: cells.read("arbeidsovereenkomstEinddatum", "LR-F001", cells::date),
            ground: cells.read("grondslag", "LR-F014", |text| Ok(text.to_ascii_uppercase())),
            ground_since: cells.read("ingangsdatumGrond", "LR-F001", cells::date),
            extensions: cells.read("verlenging", "LR-F021", cells::extensions),
            statement: cells.read("verklaringInspanning", "LR-F001", cells::yes_or_no),
            label: cells.text("aanduiding"),
            teaching_fields: cells.read("onderwijsterreinen", "LR-F017", |text| {
                Ok(cells::list(text))
            }),
            years: cells.read("leerjaren", "LR-F001", cells::years),
            findings: cells.findings(),
            ..identity
        }
    }

    /// Reads what every message has: what identifies it and the appointment.
    pub(super) fn read_identity(row: &CsvRow, cells: &mut Cells<'_>) -> Self {
        let own_bsn = row.value("burgerservicenummer").trim();
        Self {
            board: cells.read("bevoegdGezag", "LR-F009", cells::board),
            number: cells.read("benoemingvolgnummer", "LR-F001", |text| {
                cells::number(text, own_bsn)
            }),
            version: cells.read("versie", "LR-F023", cells::version),
            document_id: cells.read("identificatiecodeBedrijfsdocument", "LR-F002", cells::uuid),
            made_at: cells.read("datumTijdBedrijfsdocument", "LR-F001", cells::moment),
            definition: cells.text("berichtversie"),
            software: cells.text("softwarepakket"),
            row: row.clone(),
            ..Self::default()
        }
    }

    /// Whether nothing of it could be read, so that nothing can be said to be missing.
    pub(super) fn is_unreadable(&self) -> bool {
        self.row.is_unreadable()
    }

    /// The message, when every field could be read and none is missing.
    pub fn message(&self) -> Option<AppointmentMessage> {
        if !self.findings.is_empty() {
            return None;
        }
        Some(AppointmentMessage {
            document: self.document(),
            board: self.board.get()?.clone(),
            number: self.number.get()?.clone(),
            version: *self.version.get()?,
            person: Person {
                bsn: *self.bsn.get()?,
                birth_date: *self.birth_date.get()?,
                non_resident: self.is_non_resident(),
                first_names: self.first_names.get().cloned(),
                prefix: self.prefix.get().cloned(),
                family_name: self.family_name.get().cloned(),
                sex: self.sex.get().copied(),
                address: self.address.get().cloned(),
                postcode: self.postcode.get().cloned(),
                place: self.place.get().cloned(),
            },
            school: School {
                brin: self.brin.get()?.clone(),
                location: self.location.get().cloned(),
            },
            appointment: Appointment {
                begins: *self.begins.get()?,
                ends: self.ends.get().copied(),
                kind: self.kind.get().copied().unwrap_or_default(),
                function_category: *self.function_category.get()?,
            },
            contract: Contract {
                begins: *self.contract_begins.get()?,
                ends: self.contract_ends.get().copied(),
            },
            ground: DeliveredGround {
                code: self.ground.get()?.clone(),
                since: self.ground_since.get().copied(),
                extensions: self.extension_count(),
                statement: self.statement.get().copied().unwrap_or_default(),
            },
            teaching: Teaching {
                label: self.label.get().cloned(),
                fields: self.teaching_fields.get().cloned().unwrap_or_default(),
                years: self.years.get().cloned().unwrap_or_default(),
            },
        })
    }

    /// What identifies the message.
    pub(super) fn document(&self) -> Document {
        Document {
            id: self.document_id.get().copied(),
            made_at: self.made_at.get().copied(),
            definition: self.definition.get().cloned(),
            software: self.software.get().cloned(),
        }
    }

    /// What could not be read.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether the school says that the person does not live in the Netherlands.
    pub fn is_non_resident(&self) -> bool {
        self.non_resident.get().copied().unwrap_or_default()
    }

    /// How often the ground was extended; none when nothing was sent.
    pub fn extension_count(&self) -> u8 {
        self.extensions.get().copied().unwrap_or_default()
    }

    /// What was sent in a field, as it was sent.
    pub(super) fn sent(&self, field: &str) -> &str {
        self.row.value(field)
    }
}
