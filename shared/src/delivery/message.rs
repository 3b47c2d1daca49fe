//! The canonical message (`AanleverenBenoeming`): the whole latest state of one appointment.

use super::column::COLUMNS;
use crate::ground::GroundTable;
use crate::identifier::{BoardNumber, Brin, Bsn, IdentifierError, LocationCode};
use crate::placement::{Basis, Placement, place};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The latest state of one appointment of one person at one school.
///
/// It carries the BSN in clear when it is serialised, because that is the wire form of the
/// message: it goes between a school and the register, never to a page or a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppointmentMessage {
    /// The business document that carries it (*bedrijfsdocument*).
    #[serde(rename = "bedrijfsdocument", default)]
    pub document: Document,
    /// The board that is responsible.
    #[serde(rename = "bevoegdGezag")]
    pub board: BoardNumber,
    /// The number under which the board knows the appointment.
    #[serde(rename = "benoemingvolgnummer")]
    pub number: AppointmentNumber,
    /// Rises with each change of the appointment, from 1.
    #[serde(rename = "versie")]
    pub version: u32,
    /// Who is appointed.
    #[serde(rename = "persoon")]
    pub person: Person,
    /// Where.
    pub school: School,
    /// The appointment itself.
    #[serde(rename = "benoeming")]
    pub appointment: Appointment,
    /// The employment contract, which has dates of its own.
    #[serde(rename = "arbeidsovereenkomst")]
    pub contract: Contract,
    /// The appointment ground.
    #[serde(rename = "grondslag")]
    pub ground: DeliveredGround,
    /// What is taught, for who is not qualified.
    #[serde(rename = "onderwijs", default)]
    pub teaching: Teaching,
}

/// What identifies the message itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Document {
    /// The UUID of the message; the server derives one when a file has none.
    #[serde(rename = "identificatiecodeBedrijfsdocument")]
    pub id: Option<Uuid>,
    /// When it was made.
    #[serde(rename = "datumTijdBedrijfsdocument")]
    pub made_at: Option<Timestamp>,
    /// The version of the message definition.
    #[serde(rename = "berichtversie")]
    pub definition: Option<String>,
    /// The package that made it.
    #[serde(rename = "softwarepakket")]
    pub software: Option<String>,
}

/// The person appointed. Names and address count only for who is not in the BRP (article 38i WPO).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Citizen service number.
    #[serde(rename = "burgerservicenummer", with = "wire_bsn")]
    pub bsn: Bsn,
    /// Day of birth.
    #[serde(rename = "geboortedatum")]
    pub birth_date: Date,
    /// Whether the school says that the person does not live in the Netherlands.
    #[serde(rename = "nietIngezetene", default, deserialize_with = "null_is_false")]
    pub non_resident: bool,
    /// First names.
    #[serde(rename = "voornamen", default)]
    pub first_names: Option<String>,
    /// Prefix of the family name: `van der`.
    #[serde(rename = "voorvoegsel", default)]
    pub prefix: Option<String>,
    /// Family name.
    #[serde(rename = "achternaam", default)]
    pub family_name: Option<String>,
    /// Sex.
    #[serde(rename = "geslacht", default)]
    pub sex: Option<Sex>,
    /// Street and house number.
    #[serde(rename = "adres", default)]
    pub address: Option<String>,
    /// Postcode.
    #[serde(rename = "postcode", default)]
    pub postcode: Option<String>,
    /// Town.
    #[serde(rename = "woonplaats", default)]
    pub place: Option<String>,
}

/// Sex as the BRP codes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    /// Man.
    M,
    /// Woman (*vrouw*).
    V,
    /// Unknown (*onbekend*).
    O,
}

/// The school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// Institution code.
    #[serde(rename = "instellingscode")]
    pub brin: Brin,
    /// Location code.
    #[serde(rename = "vestigingscode", default)]
    pub location: Option<LocationCode>,
}

/// The appointment: first and last day count both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// First day.
    #[serde(rename = "begindatum")]
    pub begins: Date,
    /// Last day, when there is one.
    #[serde(rename = "einddatum", default)]
    pub ends: Option<Date>,
    /// With or without a formal appointment.
    #[serde(rename = "soort", default)]
    pub kind: Kind,
    /// Function category: 8 class teacher, 9 subject teacher, 10 in training, 11 other teaching.
    #[serde(rename = "functiecategorie")]
    pub function_category: u8,
}

/// The kind of appointment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// An appointment.
    #[default]
    #[serde(rename = "BENOEMING")]
    Appointment,
    /// Put to work without an appointment.
    #[serde(rename = "TEWERKSTELLING_ZONDER_BENOEMING")]
    WithoutAppointment,
}

impl Kind {
    /// The code in messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Appointment => "BENOEMING",
            Self::WithoutAppointment => "TEWERKSTELLING_ZONDER_BENOEMING",
        }
    }
}

/// The employment contract (*arbeidsovereenkomst*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// First day.
    #[serde(rename = "begindatum")]
    pub begins: Date,
    /// Last day, when there is one.
    #[serde(rename = "einddatum", default)]
    pub ends: Option<Date>,
}

/// The ground as the school delivers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveredGround {
    /// The code of the legal table.
    pub code: String,
    /// First day on this ground; the maximum counts from it.
    #[serde(rename = "ingangsdatumGrond", default)]
    pub since: Option<Date>,
    /// How often it was extended.
    #[serde(rename = "verlenging", default)]
    pub extensions: u8,
    /// Whether the written statement of effort is there.
    #[serde(rename = "verklaringInspanning", default)]
    pub statement: bool,
}

/// What is taught; schools deliver it for who is not qualified only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Teaching {
    /// The label of the teacher: `LERAAR_VO`.
    #[serde(rename = "aanduiding")]
    pub label: Option<String>,
    /// Codes of teaching fields, sorted, at most three.
    #[serde(rename = "onderwijsterreinen")]
    pub fields: Vec<String>,
    /// School years taught (*leerjaren*), sorted, 1 to 8.
    #[serde(rename = "leerjaren")]
    pub years: Vec<u8>,
}

/// Number of an appointment in the administration of the board (*benoemingvolgnummer*): one to
/// twenty letters, digits, hyphens, dots and underscores, so that it can stand in an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AppointmentNumber(String);

impl AppointmentNumber {
    /// Reads a number; space around it is ignored.
    ///
    /// # Errors
    /// [`IdentifierError::Shape`] when it has other characters or another length.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text = text.trim();
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
        if (1..=20).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdentifierError::Shape)
        }
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AppointmentNumber {
    type Error = IdentifierError;
    fn try_from(text: String) -> Result<Self, IdentifierError> {
        Self::parse(&text)
    }
}

impl From<AppointmentNumber> for String {
    fn from(number: AppointmentNumber) -> Self {
        number.0
    }
}

impl AppointmentMessage {
    /// The content as JSON in one fixed form, for the hash by which a repetition is known.
    ///
    /// Left out is what does not change the facts: the document, the version, the order of lists,
    /// and the name and address of a resident, for those come from the BRP. It holds the BSN:
    /// hash it with a key and forget it.
    ///
    /// # Panics
    /// Never: a message has only text keys, so it is JSON.
    pub fn canonical_json(&self) -> String {
        let mut content = self.clone();
        content.document = Document::default();
        content.version = 0;
        if !self.person.non_resident {
            content.person = Person {
                first_names: None,
                prefix: None,
                family_name: None,
                sex: None,
                address: None,
                postcode: None,
                place: None,
                ..content.person
            };
        }
        content.teaching.fields.sort();
        content.teaching.fields.dedup();
        content.teaching.years.sort_unstable();
        content.teaching.years.dedup();
        serde_json::to_string(&content).expect("a message has only text keys, so it is JSON")
    }

    /// Where the appointment is listed by this table.
    pub fn place(&self, table: &GroundTable) -> Placement {
        let basis = Basis {
            ground_code: &self.ground.code,
            begins: self.appointment.begins,
            ground_since: self.ground.since,
            extensions: self.ground.extensions,
        };
        place(&basis, table)
    }

    /// The fields of the message under the names of the columns, in their order.
    pub fn fields(&self) -> Vec<(String, String)> {
        COLUMNS
            .iter()
            .map(|column| (column.name.to_owned(), self.field(column.name)))
            .collect()
    }

    fn field(&self, name: &str) -> String {
        let Self {
            document,
            person,
            school,
            appointment,
            contract,
            ground,
            teaching,
            ..
        } = self;
        match name {
            "bevoegdGezag" => self.board.to_string(),
            "benoemingvolgnummer" => self.number.0.clone(),
            "versie" => self.version.to_string(),
            "burgerservicenummer" => person.bsn.expose(),
            "geboortedatum" => person.birth_date.to_string(),
            "nietIngezetene" => yes_no(person.non_resident),
            "voornamen" => text(person.first_names.as_ref()),
            "voorvoegsel" => text(person.prefix.as_ref()),
            "achternaam" => text(person.family_name.as_ref()),
            "geslacht" => person.sex.map(|sex| format!("{sex:?}")).unwrap_or_default(),
            "adres" => text(person.address.as_ref()),
            "postcode" => text(person.postcode.as_ref()),
            "woonplaats" => text(person.place.as_ref()),
            "instellingscode" => school.brin.to_string(),
            "vestigingscode" => text(school.location.as_ref()),
            "begindatum" => appointment.begins.to_string(),
            "einddatum" => text(appointment.ends.as_ref()),
            "soort" => appointment.kind.code().to_owned(),
            "functiecategorie" => appointment.function_category.to_string(),
            "arbeidsovereenkomstBegindatum" => contract.begins.to_string(),
            "arbeidsovereenkomstEinddatum" => text(contract.ends.as_ref()),
            "grondslag" => ground.code.clone(),
            "ingangsdatumGrond" => text(ground.since.as_ref()),
            "verlenging" => ground.extensions.to_string(),
            "verklaringInspanning" => yes_no(ground.statement),
            "aanduiding" => text(teaching.label.as_ref()),
            "onderwijsterreinen" => teaching.fields.join(","),
            "leerjaren" => {
                let years: Vec<String> = teaching.years.iter().map(u8::to_string).collect();
                years.join(",")
            }
            name => document.field(name),
        }
    }
}

impl Document {
    /// The field under the name of its column; empty when it is none of the document's.
    pub(super) fn field(&self, name: &str) -> String {
        match name {
            "identificatiecodeBedrijfsdocument" => text(self.id.as_ref()),
            "datumTijdBedrijfsdocument" => text(self.made_at.as_ref()),
            "berichtversie" => text(self.definition.as_ref()),
            "softwarepakket" => text(self.software.as_ref()),
            _ => String::new(),
        }
    }
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

fn yes_no(value: bool) -> String {
    if value { "ja" } else { "nee" }.to_owned()
}

/// The BSN in clear, on the wire between a school and the register.
mod wire_bsn {
    use crate::identifier::Bsn;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bsn: &Bsn, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&bsn.expose())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Bsn, D::Error> {
        let text = String::deserialize(from)?;
        Bsn::parse(&text).map_err(|error| D::Error::custom(format!("burgerservicenummer {error}")))
    }
}

fn null_is_false<'de, D: serde::Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(false))
}
