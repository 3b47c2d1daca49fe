//! A record as far as it could be read, so that everything wrong with it can be told at once.

use super::column::{Column, Need};
use super::file::CsvRow;
use super::message::{
    Appointment, AppointmentMessage, AppointmentNumber, Contract, DeliveredGround, Document, Kind,
    Person, School, Sex, Teaching,
};
use super::rule::{Finding, masked, masked_bsn};
use crate::identifier::{BoardNumber, Brin, Bsn, IdentifierError, LocationCode};
use crate::notation;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// A field of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell<T> {
    /// Nothing was sent.
    #[default]
    Empty,
    /// What was sent could not be read; a finding says why.
    Bad,
    /// What was sent.
    Read(T),
}

impl<T> Cell<T> {
    /// The value, when it was sent and could be read.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Empty | Self::Bad => None,
        }
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

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
    pub(super) function_category: Cell<u8>,
    pub(super) contract_begins: Cell<Date>,
    pub(super) contract_ends: Cell<Date>,
    pub(super) ground: Cell<String>,
    pub(super) ground_since: Cell<Date>,
    pub(super) extensions: Cell<u8>,
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
        let mut cells = Cells {
            row,
            findings: Vec::new(),
        };
        if let Some((found, expected)) = row.ragged {
            cells.report_ragged(found, expected);
            return Self {
                row: row.clone(),
                findings: cells.findings,
                ..Self::default()
            };
        }
        cells.report_doubles();
        let own_bsn = row.value("burgerservicenummer").trim();
        Self {
            board: cells.read("bevoegdGezag", "LR-F009", |text| {
                BoardNumber::parse(text).map_err(|_| "Een bestuur heeft een nummer van 5 cijfers, bijvoorbeeld 41234.".into())
            }),
            number: cells.read("benoemingvolgnummer", "LR-F001", |text| number(text, own_bsn)),
            version: cells.read("versie", "LR-F023", version),
            bsn: cells.read("burgerservicenummer", "LR-F006", bsn),
            birth_date: cells.read("geboortedatum", "LR-F001", date),
            non_resident: cells.read("nietIngezetene", "LR-F001", yes_or_no),
            first_names: cells.text("voornamen"),
            prefix: cells.text("voorvoegsel"),
            family_name: cells.text("achternaam"),
            sex: cells.read("geslacht", "LR-F001", sex),
            address: cells.text("adres"),
            postcode: cells.text("postcode"),
            place: cells.text("woonplaats"),
            brin: cells.read("instellingscode", "LR-F010", |text| {
                Brin::parse(text).map_err(|_| "Een instellingscode heeft 2 cijfers en 2 letters, bijvoorbeeld 99XX.".into())
            }),
            location: cells.read("vestigingscode", "LR-F011", |text| {
                LocationCode::parse(text).map_err(|_| "Een vestigingscode is de instellingscode met 2 cijfers, bijvoorbeeld 99XX01.".into())
            }),
            begins: cells.read("begindatum", "LR-F001", date),
            ends: cells.read("einddatum", "LR-F001", date),
            kind: cells.read("soort", "LR-F001", kind),
            function_category: cells.read("functiecategorie", "LR-F027", |text| {
                whole(text).ok_or_else(|| format!("‘{text}’ is geen functiecategorie. Vul 8, 9, 10 of 11 in."))
            }),
            contract_begins: cells.read("arbeidsovereenkomstBegindatum", "LR-F026", date),
            contract_ends: cells.read("arbeidsovereenkomstEinddatum", "LR-F001", date),
            ground: cells.read("grondslag", "LR-F014", |text| Ok(text.to_ascii_uppercase())),
            ground_since: cells.read("ingangsdatumGrond", "LR-F001", date),
            extensions: cells.read("verlenging", "LR-F021", |text| {
                whole(text).ok_or_else(|| format!("‘{text}’ is geen aantal verlengingen. Vul 0, 1 of 2 in."))
            }),
            statement: cells.read("verklaringInspanning", "LR-F001", yes_or_no),
            label: cells.text("aanduiding"),
            teaching_fields: cells.read("onderwijsterreinen", "LR-F017", |text| Ok(list(text))),
            years: cells.read("leerjaren", "LR-F001", years),
            document_id: cells.read("identificatiecodeBedrijfsdocument", "LR-F002", |text| {
                Uuid::parse_str(text).map_err(|_| format!("‘{text}’ is geen UUID."))
            }),
            made_at: cells.read("datumTijdBedrijfsdocument", "LR-F001", |text| {
                text.parse().map_err(|_| format!("‘{text}’ is geen datum en tijd. Schrijf bijvoorbeeld 2026-08-20T08:14:05Z."))
            }),
            definition: cells.text("berichtversie"),
            software: cells.text("softwarepakket"),
            row: row.clone(),
            findings: cells.findings,
        }
    }

    /// The message, when every field could be read and none is missing.
    pub fn message(&self) -> Option<AppointmentMessage> {
        if !self.findings.is_empty() {
            return None;
        }
        Some(AppointmentMessage {
            document: Document {
                id: self.document_id.get().copied(),
                made_at: self.made_at.get().copied(),
                definition: self.definition.get().cloned(),
                software: self.software.get().cloned(),
            },
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

/// Reads cells of one row and keeps what is wrong with them.
struct Cells<'a> {
    row: &'a CsvRow,
    findings: Vec<Finding>,
}

impl Cells<'_> {
    fn read<T>(
        &mut self,
        field: &'static str,
        rule: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Cell<T> {
        let sent = self.row.value(field).trim();
        if sent.is_empty() {
            if Column::find(field).is_some_and(|column| column.need == Need::Filled) {
                let message = format!("Het veld {field} is leeg. Vul het in.");
                self.findings.push(Finding::new(rule, field, sent, message));
            }
            return Cell::Empty;
        }
        parse(sent).map_or_else(
            |message| {
                // A message may repeat what was sent, but masked and not longer than a page can bear.
                let message = message.replace(sent, &masked(field, sent));
                self.findings.push(Finding::new(rule, field, sent, message));
                Cell::Bad
            },
            Cell::Read,
        )
    }

    fn text(&mut self, field: &'static str) -> Cell<String> {
        self.read(field, "LR-F001", |text| match text.chars().count() {
            0..=200 => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            n => Err(format!("Het veld {field} heeft {n} tekens. Er passen er 200 in.")),
        })
    }

    fn report_ragged(&mut self, found: usize, expected: usize) {
        let broken = self.row.fields.iter().any(|(_, value)| value.contains('\n'));
        let hint = if broken {
            "Kijk of er een aanhalingsteken te veel of te weinig staat: de rij loopt nu door in de volgende."
        } else {
            "Kijk of er een scheidingsteken te veel of te weinig staat."
        };
        let message = format!("Deze rij heeft {found} cellen, de eerste rij van het bestand heeft er {expected}. {hint}");
        self.findings.push(Finding::new("LR-F001", "", "", message));
    }

    fn report_doubles(&mut self) {
        if self.row.doubles.is_empty() {
            return;
        }
        let field = "benoemingvolgnummer";
        let sent = self.row.value(field);
        let rows: Vec<String> = self.row.doubles.iter().map(u32::to_string).collect();
        let message = format!(
            "Nummer {} staat ook op rij {}. Lever elke benoeming 1 keer.",
            masked(field, sent),
            rows.join(", "),
        );
        self.findings.push(Finding::new("LR-F028", field, sent, message));
    }
}

fn bsn(text: &str) -> Result<Bsn, String> {
    let masked = masked_bsn(text);
    Bsn::parse(text).map_err(|error| match error {
        IdentifierError::Shape => format!("Het bsn {masked} heeft geen 9 cijfers."),
        IdentifierError::Check => format!(
            "Het bsn {masked} voldoet niet aan de elfproef. Kijk of er een cijfer is verwisseld."
        ),
    })
}

fn number(text: &str, bsn: &str) -> Result<AppointmentNumber, String> {
    if bsn.len() >= 8 && text.contains(bsn) {
        return Err("Gebruik het bsn niet als nummer van een benoeming.".into());
    }
    AppointmentNumber::parse(text).map_err(|_| {
        format!("‘{text}’ kan geen nummer van een benoeming zijn. Gebruik ten hoogste 20 letters, cijfers, streepjes en punten.")
    })
}

fn version(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(version) if version > 0 => Ok(version),
        _ => Err(format!("‘{text}’ is geen versie. Vul een heel getal in vanaf 1.")),
    }
}

fn whole(text: &str) -> Option<u8> {
    text.parse().ok()
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "true" | "1" => Ok(true),
        "nee" | "n" | "false" | "0" => Ok(false),
        _ => Err(format!("‘{text}’ is geen ja of nee.")),
    }
}

fn sex(text: &str) -> Result<Sex, String> {
    match text.to_uppercase().as_str() {
        "M" => Ok(Sex::M),
        "V" => Ok(Sex::V),
        "O" => Ok(Sex::O),
        _ => Err(format!("‘{text}’ kennen we niet. Vul M, V of O in (man, vrouw, onbekend).")),
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    [Kind::Appointment, Kind::WithoutAppointment]
        .into_iter()
        .find(|kind| kind.code().eq_ignore_ascii_case(text))
        .ok_or_else(|| {
            format!("‘{text}’ kennen we niet. Vul BENOEMING of TEWERKSTELLING_ZONDER_BENOEMING in.")
        })
}

fn list(text: &str) -> Vec<String> {
    let mut items: Vec<String> = text
        .split([',', '|'])
        .map(|item| item.trim().to_ascii_uppercase())
        .filter(|item| !item.is_empty())
        .collect();
    items.sort();
    items.dedup();
    items
}

fn years(text: &str) -> Result<Vec<u8>, String> {
    let mut years = list(text)
        .iter()
        .map(|item| whole(item).filter(|year| (1..=8).contains(year)))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| format!("‘{text}’ zijn geen leerjaren. Vul bijvoorbeeld 1,2,3 in."))?;
    years.sort_unstable();
    years.dedup();
    Ok(years)
}

/// Reads a date, and of one that does not exist says why.
fn date(text: &str) -> Result<Date, String> {
    notation::parse_date(text).ok_or_else(|| {
        why_no_date(text)
            .unwrap_or_else(|| format!("‘{text}’ is geen datum. Schrijf bijvoorbeeld 2026-08-01 of 01-08-2026."))
    })
}

fn why_no_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [a, month, c] = parts[..] else { return None };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || day.len() > 2 || month.len() > 2 || ![year, month, day].into_iter().all(digits) {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse::<i8>().ok()?);
    let Ok(first) = Date::new(year, month, 1) else {
        return Some(format!("Maand {month} bestaat niet."));
    };
    let name = notation::month(first);
    Some(format!(
        "{day} {name} {year} bestaat niet: {name} {year} heeft {} dagen.",
        first.days_in_month()
    ))
}
