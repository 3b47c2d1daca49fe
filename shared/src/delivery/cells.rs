//! Reading the cells of a row: each value or what is wrong with it, in words.

use super::column::{Column, Need};
use super::field::{LONGEST_TEXT, MAX_VERSION};
use super::file::CsvRow;
use super::message::{AppointmentNumber, Kind, Sex};
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

/// Reads cells of one row and keeps what is wrong with them.
pub(super) struct Cells<'a> {
    row: &'a CsvRow,
    findings: Vec<Finding>,
}

impl<'a> Cells<'a> {
    /// The cells of a row; what is wrong with the row as a whole is told at once.
    pub fn of(row: &'a CsvRow) -> Self {
        let mut cells = Self {
            row,
            findings: row.form.clone(),
        };
        match row.ragged {
            Some((found, expected)) => cells.report_ragged(found, expected),
            None => cells.report_doubles(),
        }
        cells
    }

    /// What was wrong.
    pub fn findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Reads one cell; what is wrong with it falls under this rule.
    pub fn read<T>(
        &mut self,
        field: &'static str,
        rule: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Cell<T> {
        if self.row.form.iter().any(|finding| finding.field == field) {
            return Cell::Bad;
        }
        let sent = self.row.value(field).trim();
        if sent.contains(is_unprintable) {
            let message = format!(
                "In het veld {field} staat een teken dat geen letter, cijfer of leesteken is."
            );
            self.findings
                .push(Finding::new("LR-F001", field, "", message));
            return Cell::Bad;
        }
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

    /// Reads a cell of free text.
    pub fn text(&mut self, field: &'static str) -> Cell<String> {
        self.read(field, "LR-F001", |text| match text.chars().count() {
            0..=LONGEST_TEXT => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            n => Err(format!(
                "Het veld {field} heeft {n} tekens. Er passen er {LONGEST_TEXT} in."
            )),
        })
    }

    fn report_ragged(&mut self, found: usize, expected: usize) {
        let broken = self
            .row
            .fields
            .iter()
            .any(|(_, value)| value.contains('\n'));
        let hint = if broken {
            "Kijk of er een aanhalingsteken te veel of te weinig staat: de rij loopt nu door in de volgende."
        } else {
            "Kijk of er een scheidingsteken te veel of te weinig staat."
        };
        let cells = if found == 1 { "cel" } else { "cellen" };
        let message = format!(
            "Deze rij heeft {found} {cells}, de eerste rij van het bestand heeft er {expected}. {hint}"
        );
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
        self.findings
            .push(Finding::new("LR-F028", field, sent, message));
    }
}

/// Whether a character cannot stand in every notation of a message: a control character that is
/// no space, or one that Unicode leaves out.
fn is_unprintable(c: char) -> bool {
    (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

pub(super) fn bsn(text: &str) -> Result<Bsn, String> {
    let masked = masked_bsn(text);
    Bsn::parse(text).map_err(|error| match error {
        IdentifierError::Shape => format!("Het bsn {masked} heeft geen 9 cijfers."),
        IdentifierError::Check => format!(
            "Het bsn {masked} voldoet niet aan de elfproef. Kijk of er een cijfer is verwisseld."
        ),
    })
}

pub(super) fn number(text: &str, bsn: &str) -> Result<AppointmentNumber, String> {
    if bsn.len() >= 8 && text.contains(bsn) {
        return Err("Gebruik het bsn niet als nummer van een benoeming.".into());
    }
    // It stands in addresses, which are no place for a BSN, whoever's it is.
    if Bsn::is_written_as(text) {
        return Err(
            "Dit nummer van een benoeming kan een bsn zijn: het heeft 9 cijfers en voldoet aan de \
             elfproef. Geef de benoeming een ander nummer, bijvoorbeeld met een letter ervoor."
                .into(),
        );
    }
    AppointmentNumber::parse(text).map_err(|_| {
        format!("‘{text}’ kan geen nummer van een benoeming zijn. Gebruik ten hoogste 20 letters, cijfers, streepjes en punten.")
    })
}

pub(super) fn version(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(version @ 1..=MAX_VERSION) => Ok(version),
        _ => Err(format!(
            "‘{text}’ is geen versie. Vul een heel getal in van 1 tot en met {MAX_VERSION}."
        )),
    }
}

pub(super) fn board(text: &str) -> Result<BoardNumber, String> {
    BoardNumber::parse(text)
        .map_err(|_| "Een bestuur heeft een nummer van 5 cijfers, bijvoorbeeld 41234.".into())
}

pub(super) fn brin(text: &str) -> Result<Brin, String> {
    Brin::parse(text)
        .map_err(|_| "Een instellingscode heeft 2 cijfers en 2 letters, bijvoorbeeld 99XX.".into())
}

pub(super) fn location(text: &str) -> Result<LocationCode, String> {
    LocationCode::parse(text).map_err(|_| {
        "Een vestigingscode is de instellingscode met 2 cijfers, bijvoorbeeld 99XX01.".into()
    })
}

pub(super) fn function_category(text: &str) -> Result<u8, String> {
    whole(text).ok_or_else(|| format!("‘{text}’ is geen functiecategorie. Vul 8, 9, 10 of 11 in."))
}

pub(super) fn extensions(text: &str) -> Result<u8, String> {
    whole(text).ok_or_else(|| format!("‘{text}’ is geen aantal verlengingen. Vul 0, 1 of 2 in."))
}

pub(super) fn uuid(text: &str) -> Result<Uuid, String> {
    Uuid::parse_str(text).map_err(|_| format!("‘{text}’ is geen UUID."))
}

pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| {
        format!("‘{text}’ is geen datum en tijd. Schrijf bijvoorbeeld 2026-08-20T08:14:05Z.")
    })
}

fn whole(text: &str) -> Option<u8> {
    text.parse().ok()
}

pub(super) fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "true" | "1" => Ok(true),
        "nee" | "n" | "false" | "0" => Ok(false),
        _ => Err(format!("‘{text}’ is geen ja of nee.")),
    }
}

pub(super) fn sex(text: &str) -> Result<Sex, String> {
    match text.to_uppercase().as_str() {
        "M" => Ok(Sex::M),
        "V" => Ok(Sex::V),
        "O" => Ok(Sex::O),
        _ => Err(format!(
            "‘{text}’ kennen we niet. Vul M, V of O in (man, vrouw, onbekend)."
        )),
    }
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    [Kind::Appointment, Kind::WithoutAppointment]
        .into_iter()
        .find(|kind| kind.code().eq_ignore_ascii_case(text))
        .ok_or_else(|| {
            format!("‘{text}’ kennen we niet. Vul BENOEMING of TEWERKSTELLING_ZONDER_BENOEMING in.")
        })
}

pub(super) fn list(text: &str) -> Vec<String> {
    let mut items: Vec<String> = text
        .split([',', '|'])
        .map(|item| item.trim().to_ascii_uppercase())
        .filter(|item| !item.is_empty())
        .collect();
    items.sort();
    items.dedup();
    items
}

pub(super) fn years(text: &str) -> Result<Vec<u8>, String> {
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
pub(super) fn date(text: &str) -> Result<Date, String> {
    notation::parse_date(text).ok_or_else(|| {
        why_no_date(text).unwrap_or_else(|| {
            format!("‘{text}’ is geen datum. Schrijf bijvoorbeeld 2026-08-01 of 01-08-2026.")
        })
    })
}

fn why_no_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [a, month, c] = parts[..] else {
        return None;
    };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4
        || day.len() > 2
        || month.len() > 2
        || ![year, month, day].into_iter().all(digits)
    {
        return None;
    }
    let (year, month, day) = (
        year.parse().ok()?,
        month.parse().ok()?,
        day.parse::<i8>().ok()?,
    );
    let Ok(first) = Date::new(year, month, 1) else {
        return Some(format!("Maand {month} bestaat niet."));
    };
    let name = notation::month(first);
    Some(format!(
        "{day} {name} {year} bestaat niet: {name} {year} heeft {} dagen.",
        first.days_in_month()
    ))
}
