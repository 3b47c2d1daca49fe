//! The fields of the messages, written down once: where each stands in JSON, XML and CSV, what
//! form it has, when it is needed, and what it means. The readers, the writers and the published
//! specification all follow this table.

use super::column::{Column, Need};

/// The namespace of the messages in XML.
pub const NAMESPACE: &str = "urn:lerarenregister:aanleveren:v1";

/// The highest version that an appointment can have.
pub const MAX_VERSION: u32 = 2_147_483_647;

/// The most characters of a field of free text.
pub const LONGEST_TEXT: usize = 200;

/// What a message does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// `AanleverenBenoeming`: the whole latest state of an appointment.
    #[default]
    Appointment,
    /// `AanleverenVerwijderingBenoeming`: the appointment was sent by mistake.
    Removal,
}

impl MessageKind {
    /// The name of the message.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Appointment => "AanleverenBenoeming",
            Self::Removal => "AanleverenVerwijderingBenoeming",
        }
    }

    /// The name of its element in XML.
    pub const fn element(self) -> &'static str {
        match self {
            Self::Appointment => "AanleverenBenoeming_Request",
            Self::Removal => "AanleverenVerwijderingBenoeming_Request",
        }
    }

    /// The fields of the message, in the order in which XML has them.
    pub const fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Appointment => &APPOINTMENT,
            Self::Removal => &REMOVAL,
        }
    }
}

/// One field of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// The names of the members in JSON and of the elements in XML that lead to it.
    pub path: &'static [&'static str],
    /// The name of the column in CSV, and of the field in a [`super::Finding`].
    pub column: &'static str,
    /// What form the value has.
    pub form: Form,
    /// How much the column is needed; what must be filled is required in JSON and XML too.
    pub need: Need,
    /// When it is required, in Dutch.
    pub required: &'static str,
    /// The code list that the value is from.
    pub code_list: Option<&'static str>,
    /// What it means, in Dutch.
    pub meaning: &'static str,
    /// An example, as CSV has it.
    pub example: &'static str,
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Free text of at most [`LONGEST_TEXT`] characters.
    Text,
    /// Text that a regular expression describes whole; both JSON Schema and XSD can read it.
    Pattern(&'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A whole number from the first up to and including the last.
    Whole(u32, u32),
    /// A date: `2026-08-01`. CSV takes `01-08-2026` too.
    Date,
    /// A moment with its offset: `2026-08-20T08:14:05Z`.
    Moment,
    /// Yes or no: `true` and `false`, in CSV `ja` and `nee`.
    YesNo,
    /// A UUID.
    Uuid,
    /// A list of codes of this pattern, in CSV with a comma or `|` in between.
    Codes(&'static str),
    /// A list of whole numbers from the first up to and including the last.
    Numbers(u32, u32),
}

impl FieldSpec {
    /// The place in JSON as a JSON Pointer (RFC 6901): `/persoon/geboortedatum`.
    pub fn pointer(&self) -> String {
        format!("/{}", self.path.join("/"))
    }

    /// Whether a message without it is incomplete.
    pub fn is_required(&self) -> bool {
        self.need == Need::Filled
    }

    /// Whether it can hold more than one value.
    pub const fn is_list(&self) -> bool {
        matches!(self.form, Form::Codes(_) | Form::Numbers(..))
    }
}

/// The fields of the message about an appointment.
pub const fn fields() -> &'static [FieldSpec] {
    &APPOINTMENT
}

/// The fields of the message that deletes an appointment.
pub const fn removal_fields() -> &'static [FieldSpec] {
    &REMOVAL
}

/// The place in JSON of what a [`super::Finding`] calls this field: a column, or a place that no
/// message knows, which begins with `/`. Empty when it is the whole record.
pub fn pointer_of(field: &str) -> String {
    if field.starts_with('/') {
        return field.to_owned();
    }
    let known = APPOINTMENT
        .iter()
        .chain(&REMOVAL)
        .find(|spec| spec.column == field);
    known.map(FieldSpec::pointer).unwrap_or_default()
}

/// The columns of the file: the fields of an appointment with what identifies it first, and what
/// identifies the message last.
pub(super) const fn columns() -> [Column; FIELDS] {
    let mut columns = [Column {
        name: "",
        need: Need::Optional,
    }; FIELDS];
    let mut at = 0;
    while at < FIELDS {
        let spec = &APPOINTMENT[(at + DOCUMENT.len()) % FIELDS];
        columns[at] = Column {
            name: spec.column,
            need: spec.need,
        };
        at += 1;
    }
    columns
}

const FIELDS: usize = 32;

const ALWAYS: &str = "altijd";
const NEVER: &str = "nooit";
const NON_RESIDENT: &str = "als de leraar niet in Nederland woont (LR-F025)";

const fn field(
    path: &'static [&'static str],
    column: &'static str,
    form: Form,
    need: Need,
    required: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> FieldSpec {
    FieldSpec {
        path,
        column,
        form,
        need,
        required,
        code_list: None,
        meaning,
        example,
    }
}

const fn coded(code_list: &'static str, field: FieldSpec) -> FieldSpec {
    FieldSpec {
        code_list: Some(code_list),
        ..field
    }
}

use Form::{Codes, Date, Moment, Numbers, OneOf, Pattern, Text, Uuid, Whole, YesNo};
use Need::{Filled, Optional, Present};

#[rustfmt::skip]
const DOCUMENT: [FieldSpec; 4] = [
    field(&["bedrijfsdocument", "identificatiecodeBedrijfsdocument"], "identificatiecodeBedrijfsdocument", Uuid, Optional, "in JSON en XML (LR-F002)",
        "Het kenmerk van dit bericht. Hetzelfde kenmerk met dezelfde inhoud geeft hetzelfde antwoord.", "6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c11"),
    field(&["bedrijfsdocument", "datumTijdBedrijfsdocument"], "datumTijdBedrijfsdocument", Moment, Optional, NEVER,
        "De datum en tijd waarop je systeem het bericht maakte, met de tijdzone.", "2026-08-20T08:14:05Z"),
    field(&["bedrijfsdocument", "berichtversie"], "berichtversie", Text, Optional, NEVER,
        "De versie van het bericht. Die is nu 1.0.", "1.0"),
    field(&["bedrijfsdocument", "softwarepakket"], "softwarepakket", Text, Optional, NEVER,
        "De naam en de versie van het pakket dat het bericht maakte.", "VoorbeeldHR 12.3"),
];

const BOARD: FieldSpec = field(
    &["bevoegdGezag"],
    "bevoegdGezag",
    Pattern("[0-9]{5}"),
    Filled,
    ALWAYS,
    "Het nummer van het bestuur dat verantwoordelijk is voor de benoeming.",
    "41234",
);
const NUMBER: FieldSpec = field(
    &["benoemingvolgnummer"],
    "benoemingvolgnummer",
    Pattern("[A-Za-z0-9._\\-]{1,20}"),
    Filled,
    ALWAYS,
    "Het nummer waaronder je bestuur de benoeming kent. Het blijft altijd hetzelfde. Het is geen bsn, en geen ander getal van 9 cijfers dat aan de elfproef voldoet.",
    "2026-000481",
);
const VERSION: FieldSpec = field(
    &["versie"],
    "versie",
    Whole(1, MAX_VERSION),
    Filled,
    ALWAYS,
    "De versie van de benoeming. Zij begint bij 1 en gaat omhoog bij elke wijziging.",
    "3",
);

#[rustfmt::skip]
const APPOINTMENT: [FieldSpec; FIELDS] = [
    DOCUMENT[0], DOCUMENT[1], DOCUMENT[2], DOCUMENT[3],
    BOARD, NUMBER, VERSION,
    field(&["persoon", "burgerservicenummer"], "burgerservicenummer", Pattern("[0-9]{9}"), Filled, ALWAYS,
        "Het burgerservicenummer van de leraar.", "999990019"),
    field(&["persoon", "geboortedatum"], "geboortedatum", Date, Filled, ALWAYS,
        "De geboortedatum van de leraar.", "1987-04-02"),
    field(&["persoon", "nietIngezetene"], "nietIngezetene", YesNo, Optional, NEVER,
        "Of de leraar buiten Nederland woont en niet als inwoner in de BRP staat.", "nee"),
    field(&["persoon", "voornamen"], "voornamen", Text, Optional, NEVER,
        "De voornamen, als de leraar die heeft. Van een inwoner gebruiken we die uit de BRP.", "Mila Johanna"),
    field(&["persoon", "voorvoegsel"], "voorvoegsel", Text, Optional, NEVER,
        "Het voorvoegsel van de achternaam.", "van der"),
    field(&["persoon", "achternaam"], "achternaam", Text, Optional, NON_RESIDENT,
        "De achternaam zonder voorvoegsel.", "Zandlicht"),
    coded("geslachten", field(&["persoon", "geslacht"], "geslacht", OneOf(&["M", "V", "O"]), Optional, NON_RESIDENT,
        "Het geslacht: man, vrouw of onbekend.", "V")),
    field(&["persoon", "adres"], "adres", Text, Optional, NON_RESIDENT,
        "De straat en het huisnummer.", "Kwelderstraat 12"),
    field(&["persoon", "postcode"], "postcode", Text, Optional, NEVER,
        "De postcode.", "9599AD"),
    field(&["persoon", "woonplaats"], "woonplaats", Text, Optional, NON_RESIDENT,
        "De woonplaats, bij een adres in het buitenland met het land.", "Zuiderveen"),
    field(&["school", "instellingscode"], "instellingscode", Pattern("[0-9]{2}[A-Z]{2}"), Filled, ALWAYS,
        "De instellingscode (BRIN) van de school.", "99QA"),
    field(&["school", "vestigingscode"], "vestigingscode", Pattern("[0-9]{2}[A-Z]{2}[0-9]{2}"), Optional, NEVER,
        "De code van de vestiging: de instellingscode met 2 cijfers.", "99QA00"),
    field(&["benoeming", "begindatum"], "begindatum", Date, Filled, ALWAYS,
        "De eerste dag van de benoeming.", "2026-08-01"),
    field(&["benoeming", "einddatum"], "einddatum", Date, Present, "als de benoeming een einde heeft",
        "De laatste dag van de benoeming. Die dag telt mee.", "2028-07-31"),
    coded("soorten-benoeming", field(&["benoeming", "soort"], "soort", OneOf(&["BENOEMING", "TEWERKSTELLING_ZONDER_BENOEMING"]), Optional, NEVER,
        "Of de leraar is benoemd, of werkt zonder benoeming. Leeg is BENOEMING.", "BENOEMING")),
    coded("functiecategorieen", field(&["benoeming", "functiecategorie"], "functiecategorie", Whole(8, 11), Filled, ALWAYS,
        "De functie: 8 groepsleerkracht, 9 vakleraar, 10 leraar in opleiding, 11 overig lesgevend.", "9")),
    field(&["arbeidsovereenkomst", "begindatum"], "arbeidsovereenkomstBegindatum", Date, Filled, ALWAYS,
        "De eerste dag van de arbeidsovereenkomst.", "2014-08-01"),
    field(&["arbeidsovereenkomst", "einddatum"], "arbeidsovereenkomstEinddatum", Date, Present, "als de arbeidsovereenkomst een einde heeft",
        "De laatste dag van de arbeidsovereenkomst. Die dag telt mee.", "2029-07-31"),
    coded("grondslagen", field(&["grondslag", "code"], "grondslag", Pattern("[A-Za-z0-9.\\-]{1,10}"), Filled, ALWAYS,
        "De code van de benoemingsgrondslag die geldt op de begindatum.", "VO-33.4")),
    field(&["grondslag", "ingangsdatumGrond"], "ingangsdatumGrond", Date, Present, "bij een tijdelijke grondslag (LR-F019)",
        "De eerste dag op deze grondslag. Het maximum telt vanaf die dag.", "2026-08-01"),
    field(&["grondslag", "verlenging"], "verlenging", Whole(0, 2), Present, "als de grondslag is verlengd",
        "Hoe vaak de grondslag is verlengd. Leeg is 0.", "0"),
    field(&["grondslag", "verklaringInspanning"], "verklaringInspanning", YesNo, Present, "als de wet een schriftelijke verklaring vraagt (LR-F021)",
        "Of de schriftelijke verklaring over de inspanning er is. Leeg is nee.", "ja"),
    field(&["onderwijs", "aanduiding"], "aanduiding", Text, Optional, NEVER,
        "De aanduiding van de leraar in je eigen systeem.", "LERAAR_VO"),
    coded("onderwijsterreinen", field(&["onderwijs", "onderwijsterreinen"], "onderwijsterreinen", Codes("[A-Za-z0-9_]{1,40}"), Present, "bij een grondslag voor het voorportaal (LR-F016)",
        "De onderwijsterreinen waarvoor de leraar is benoemd, ten hoogste 3.", "MAATSCHAPPIJLEER,GESCHIEDENIS")),
    coded("leerjaren", field(&["onderwijs", "leerjaren"], "leerjaren", Numbers(1, 8), Optional, NEVER,
        "De leerjaren waarin de leraar lesgeeft, van 1 tot en met 8.", "1,2,3")),
];

#[rustfmt::skip]
const REMOVAL: [FieldSpec; 8] = [
    DOCUMENT[0], DOCUMENT[1], DOCUMENT[2], DOCUMENT[3],
    BOARD, NUMBER, VERSION,
    field(&["verwijdering", "reden"], "verwijderingReden", Text, Present, "als de leraar om verbetering van de benoeming heeft gevraagd (LR-F024)",
        "Waarom de benoeming niet geleverd had mogen worden. Gaat de leraar weg? Lever dan een einddatum.", "Verkeerde leraar gekozen"),
];
