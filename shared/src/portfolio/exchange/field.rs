//! The fields of an activity, from which the reader, the schema, the example and the page are made.

use super::{FORMAT, SaidBy, VERSION};
use crate::portfolio::{
    ActivityKind, ActivityLabel, Category, MAX_CREDITS, MAX_HOURS, MAX_PROVIDER, MAX_REFLECTION,
    MAX_TITLE, Source,
};
use serde_json::{Map, Value, json};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, at most this many characters.
    Text(usize),
    /// A day: `2019-05-16`.
    Day,
    /// Hours in quarters: `7.5`.
    Hours,
    /// A whole number, at most this.
    Whole(u16),
    /// Yes or no.
    YesNo,
    /// A list; in CSV with commas between its parts.
    List,
}

/// A field of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, in JSON and above its column in CSV.
    pub name: &'static str,
    /// Another name that is taken too.
    pub also: Option<&'static str>,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub meaning: &'static str,
    /// An example, as it stands in CSV.
    pub example: &'static str,
}

const fn field(
    name: &'static str,
    kind: Kind,
    required: bool,
    meaning: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        also: None,
        kind,
        required,
        meaning,
        example,
    }
}

/// All fields, in the order of the columns.
pub const FIELDS: [Field; 22] = [
    field(
        "bron",
        Kind::Text(100),
        true,
        "Uit welk register of systeem de activiteit komt",
        "registerleraar.nl",
    ),
    field(
        "bron_id",
        Kind::Text(100),
        true,
        "Het nummer van de activiteit daar. Met bron en nummer herkennen we haar, zodat ze nooit dubbel komt",
        "A-20190516-1",
    ),
    field(
        "titel",
        Kind::Text(MAX_TITLE),
        true,
        "Wat het was, kort",
        "Cursus Poëzie in de klas",
    ),
    field(
        "soort",
        Kind::Text(100),
        false,
        "Een code van ons, of hoe het oude register de soort noemt. Onbekend: kiest de leraar later",
        "cursus",
    ),
    field(
        "van",
        Kind::Day,
        true,
        "De dag, of de eerste dag",
        "2019-05-16",
    ),
    field(
        "tot",
        Kind::Day,
        false,
        "De laatste dag, bij meer dan 1 dag",
        "",
    ),
    Field {
        name: "uren",
        also: Some("ru"),
        kind: Kind::Hours,
        required: true,
        meaning: "Alle uren samen, in kwartieren. Een registeruur (ru) is een uur",
        example: "8",
    },
    field(
        "categorie",
        Kind::Text(100),
        false,
        "Het onderwerp van alle uren: een code van ons, of hoe het oude register het noemt. Onbekend: kiest de leraar later",
        "Vakinhoudelijk",
    ),
    field(
        "uren_vakinhoudelijk",
        Kind::Hours,
        false,
        "Uren van dit onderwerp; gaat voor categorie",
        "",
    ),
    field(
        "uren_vakdidactisch",
        Kind::Hours,
        false,
        "Uren van dit onderwerp",
        "",
    ),
    field(
        "uren_pedagogisch",
        Kind::Hours,
        false,
        "Uren van dit onderwerp",
        "",
    ),
    field(
        "uren_professioneel_algemeen",
        Kind::Hours,
        false,
        "Uren van dit onderwerp",
        "",
    ),
    field(
        "uren_school",
        Kind::Hours,
        false,
        "Uren van dit onderwerp",
        "",
    ),
    field(
        "uren_beroepsgroep",
        Kind::Hours,
        false,
        "Uren van dit onderwerp",
        "",
    ),
    field(
        "contacturen",
        Kind::Hours,
        false,
        "Van alle uren die met een docent",
        "6",
    ),
    field(
        "vormen",
        Kind::List,
        false,
        "Vormen en thema's: onze codes",
        "",
    ),
    field(
        "studiepunten",
        Kind::Whole(MAX_CREDITS),
        false,
        "Hoeveel studiepunten (EC) de activiteit gaf",
        "",
    ),
    field(
        "diploma",
        Kind::YesNo,
        false,
        "Of het een opleiding is die met een diploma is afgerond. In CSV: ja of nee",
        "",
    ),
    field(
        "vakken",
        Kind::List,
        false,
        "Voor welke vakken: de codes van het register",
        "NEDERLANDS",
    ),
    field(
        "aanbieder",
        Kind::Text(MAX_PROVIDER),
        false,
        "Wie het gaf",
        "Hogeschool Noorderzee",
    ),
    field(
        "gevalideerd",
        Kind::YesNo,
        false,
        "Of het oude register de activiteit had gevalideerd. In CSV: ja of nee",
        "ja",
    ),
    field(
        "reflectie",
        Kind::Text(MAX_REFLECTION),
        false,
        "Wat de leraar leerde",
        "",
    ),
];

impl Field {
    /// What it holds, in words.
    pub fn holds(&self) -> String {
        match self.kind {
            Kind::Text(most) => format!("tekst, ten hoogste {most} tekens"),
            Kind::Day => "datum: jjjj-mm-dd of dd-mm-jjjj".to_owned(),
            Kind::Hours => format!("getal, ten hoogste {MAX_HOURS}, in stappen van 0,25"),
            Kind::Whole(most) => format!("heel getal, ten hoogste {most}"),
            Kind::YesNo => "ja of nee; in JSON true of false".to_owned(),
            Kind::List => "lijst; in CSV met komma's ertussen".to_owned(),
        }
    }

    fn schema(&self) -> Value {
        let mut schema = match self.kind {
            Kind::Text(most) => json!({ "type": "string", "maxLength": most }),
            Kind::Day => json!({ "type": "string", "format": "date" }),
            Kind::Hours => json!({ "type": "number", "minimum": 0, "multipleOf": 0.25,
                "maximum": f64::from(MAX_HOURS.0) / 4.0 }),
            Kind::Whole(most) => json!({ "type": "integer", "minimum": 0, "maximum": most }),
            Kind::YesNo => json!({ "type": "boolean" }),
            Kind::List => json!({ "type": "array", "items": { "type": "string" } }),
        };
        let codes: Vec<&str> = match self.name {
            "soort" => ActivityKind::ALL
                .into_iter()
                .map(ActivityKind::code)
                .collect(),
            "categorie" => Category::ALL.into_iter().map(Category::code).collect(),
            "vormen" => ActivityLabel::codes(),
            _ => Vec::new(),
        };
        schema["description"] = self.meaning.into();
        if !codes.is_empty() {
            schema["examples"] = json!(codes);
        }
        schema
    }
}

/// The JSON Schema of a portfolio, as it goes in and out.
pub fn json_schema() -> String {
    let mut properties: Map<String, Value> = FIELDS
        .iter()
        .map(|field| (field.name.to_owned(), field.schema()))
        .collect();
    let required: Vec<&str> = FIELDS
        .iter()
        .filter(|field| field.required)
        .map(|field| field.name)
        .collect();
    let file = json!({
        "type": "object",
        "required": ["bestand", "bytes", "sha256"],
        "properties": {
            "bestand": { "type": "string", "description": "Waar het bestand staat, naast dit document" },
            "bytes": { "type": "integer", "minimum": 1 },
            "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
            "ontbreekt": { "type": "boolean", "description":
                "Staat er alleen als we het bestand niet meer konden lezen: het zit er dan niet bij" },
        },
    });
    let words = json!({ "type": "string" });
    let feedback = json!({
        "type": "object",
        "required": ["van", "op", "leraar", "gezien", "goed", "beter"],
        "properties": {
            "van": { "type": "string", "description": "De naam van de collega" },
            "op": { "type": "string", "format": "date" },
            "leraar": { "type": "boolean", "description":
                "Of de collega was ingelogd als leraar. Anders kwam het met een link" },
            "gezien": words, "goed": words, "beter": words, "verder": words,
        },
    });
    properties.insert(
        "bewijzen".to_owned(),
        json!({ "type": "array", "items": file, "description":
            "Alleen bij wat je meeneemt: de bestanden. Bij importeren lezen we ze niet; voeg ze daarna zelf toe" }),
    );
    properties.insert(
        "herkomst".to_owned(),
        json!({ "enum": Source::codes(), "description":
            "Alleen bij wat je meeneemt: hoe de activiteit in je portfolio kwam" }),
    );
    properties.insert(
        "feedback".to_owned(),
        json!({ "type": "array", "items": feedback, "description":
            "Alleen bij wat je meeneemt: wat collega's zeiden en de leraar bij de activiteit zette. Bij importeren lezen we het niet" }),
    );
    properties.insert(
        "gevalideerd_volgens".to_owned(),
        json!({ "enum": SaidBy::CODES, "description":
            "Alleen bij wat je meeneemt: wie zegt of de activiteit gevalideerd was. Bij leraar stond het in een eigen bestand, dat niemand controleerde" }),
    );
    format!(
        "{:#}",
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:{FORMAT}:{VERSION}"),
            "title": "Portfolio van een leraar",
            "type": "object",
            "required": ["formaat", "versie", "activiteiten"],
            "properties": {
                "formaat": { "const": FORMAT },
                "versie": { "const": VERSION },
                "gemaakt_op": { "type": "string", "description": "Nederlandse tijd" },
                "naam": { "type": "string" },
                "activiteiten": { "type": "array", "items": {
                    "type": "object", "required": required, "properties": properties } },
                "bewijzen_bij_vakken": { "type": "array", "items": file },
                "bewijzen_bij_aanmelding": { "type": "array", "items": file },
                "bewijzen_bij_correcties": { "type": "array", "items": file },
            },
        })
    )
}

/// A CSV file with the header and one row.
pub fn csv_example() -> String {
    let row = |part: fn(&Field) -> &'static str| {
        let cells: Vec<&str> = FIELDS.iter().map(part).collect();
        cells.join(";")
    };
    format!(
        "{}\r\n{}\r\n",
        row(|field| field.name),
        row(|field| field.example)
    )
}
