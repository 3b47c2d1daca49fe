//! The operations in words: what each is for, what it takes and what it answers.

use super::{reference, schemas};
use serde_json::{Value, json};

/// The parts of the API.
pub const TAGS: [(&str, &str); 4] = [
    (
        "Leveren",
        "Benoemingen leveren, een voor een of veel tegelijk.",
    ),
    (
        "Terugkoppeling",
        "Lezen wat er met je berichten is gebeurd.",
    ),
    (
        "Register",
        "Wat het register van een bestuur heeft, en wat leraren melden.",
    ),
    ("Codes", "Codelijsten, grondslagen en deze beschrijving."),
];

/// One operation.
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub id: &'static str,
    pub tag: &'static str,
    pub summary: &'static str,
    pub description: &'static str,
    /// Whether everyone may ask it, without a token.
    pub open: bool,
    pub parameters: Vec<Value>,
    pub bodies: Vec<Body>,
    pub answers: Vec<Answer>,
    /// What it can refuse besides what all operations do.
    pub refusals: Vec<(u16, &'static str)>,
    /// Whether 422 tells the findings of a record.
    pub refuses_records: bool,
}

/// What it takes, by media type.
pub struct Body {
    pub kind: &'static str,
    pub schema: Value,
    pub example: Option<Value>,
}

/// An answer that is no refusal.
pub struct Answer {
    pub status: u16,
    pub description: &'static str,
    /// The name of a component.
    pub schema: Option<&'static str>,
}

const fn answer(status: u16, description: &'static str, schema: &'static str) -> Answer {
    Answer {
        status,
        description,
        schema: Some(schema),
    }
}

fn json_body(schema: &'static str) -> Vec<Body> {
    vec![Body {
        kind: "application/json",
        schema: reference("schemas", schema),
        example: schemas::example(schema),
    }]
}

/// Many messages, in the three notations.
fn batch() -> Vec<Body> {
    vec![
        Body {
            kind: "text/csv",
            schema: json!({
                "type": "string",
                "description": "UTF-8 of Windows-1252, puntkomma tussen de velden, een kop met de namen.",
            }),
            example: Some(schemas::csv_example().into()),
        },
        Body {
            kind: "application/x-ndjson",
            schema: json!({
                "type": "string",
                "description": "Een bericht in JSON op elke regel, in UTF-8.",
            }),
            example: schemas::example("AanleverenBenoeming")
                .map(|message| format!("{message}\n").into()),
        },
        Body {
            kind: "application/xml",
            schema: json!({
                "type": "string",
                "description": "Berichten in een AanleverenBatch_Request, volgens de XSD.",
            }),
            example: schemas::xml_example_of_batch().map(Value::from),
        },
    ]
}

/// A message in JSON and XML.
fn message(schema: &'static str, xml_example: Option<String>) -> Vec<Body> {
    let mut bodies = json_body(schema);
    bodies.push(Body {
        kind: "application/xml",
        schema: json!({
            "type": "string",
            "description": "Volgens de XSD, met dezelfde gegevens als de JSON.",
        }),
        example: xml_example.map(Value::String),
    });
    bodies
}

fn appointment() -> Vec<Body> {
    message("AanleverenBenoeming", schemas::xml_example())
}

/// Where an appointment is.
fn place() -> Vec<Value> {
    vec![
        board("path"),
        parameter(
            "path",
            "benoemingvolgnummer",
            true,
            "Het nummer waaronder het bestuur de benoeming kent.",
            json!({ "type": "string", "pattern": "^[A-Za-z0-9._\\-]{1,20}$",
                    "examples": ["2026-000481"] }),
        ),
    ]
}

fn parameter(place: &str, name: &str, needed: bool, description: &str, schema: Value) -> Value {
    json!({
        "in": place,
        "name": name,
        "required": needed,
        "description": description,
        "schema": schema,
    })
}

fn board(place: &str) -> Value {
    let schema = json!({ "type": "string", "pattern": "^[0-9]{5}$", "examples": ["41234"] });
    parameter(
        place,
        "bevoegdGezag",
        true,
        "Het nummer van het bestuur.",
        schema,
    )
}

fn id(description: &str) -> Value {
    parameter(
        "path",
        "id",
        true,
        description,
        json!({ "type": "string", "format": "uuid" }),
    )
}

fn date(description: &str) -> Value {
    parameter(
        "query",
        "peildatum",
        false,
        description,
        json!({ "type": "string", "format": "date" }),
    )
}

const NO_MANDATE: (u16, &str) = (
    403,
    "Het bestuur gaf jouw organisatie geen machtiging die vandaag geldt (LR-F003).",
);
const BUSY: (u16, &str) = (
    503,
    "We verwerken nu een andere levering van dit bestuur, zoals een batch. Stuur je bericht opnieuw \
     na de tijd die Retry-After noemt.",
);
const NOT_FOUND: (u16, &str) = (
    404,
    "Dit is er niet, of het is niet van een bestuur dat jou machtigde.",
);

/// Every operation of the API.
pub fn all() -> Vec<Operation> {
    [delivering(), reading(), webhooks(), register(), codes()]
        .into_iter()
        .flatten()
        .collect()
}

fn delivering() -> Vec<Operation> {
    vec![
        Operation {
            method: "PUT",
            path: "/benoemingen/{bevoegdGezag}/{benoemingvolgnummer}",
            id: "aanleverenBenoeming",
            tag: "Leveren",
            summary: "Lever de hele laatste stand van een benoeming",
            description: "De hoogste versie geldt. Een lagere of gelijke versie verandert niets; \
                          je krijgt dan de melding LR-M051 of LR-M052. We vragen de BRP meteen \
                          naar een nieuwe leraar. Antwoordt die niet snel, dan hoor je later met \
                          LR-S101, LR-S113 of LR-S114 wat er niet klopt.",
            open: false,
            parameters: place(),
            bodies: appointment(),
            answers: vec![
                answer(
                    200,
                    "De benoeming is bijgewerkt, of er veranderde niets.",
                    "Uitkomst",
                ),
                answer(201, "De benoeming is nieuw.", "Uitkomst"),
                answer(
                    202,
                    "De benoeming is opgenomen. De BRP kent de persoon niet; dat zoeken we uit (LR-S101).",
                    "Uitkomst",
                ),
            ],
            refusals: vec![
                NO_MANDATE,
                BUSY,
                (
                    422,
                    "Er is iets mis met het bericht. Je leest alles in 1 keer.",
                ),
            ],
            refuses_records: true,
        },
        Operation {
            method: "DELETE",
            path: "/benoemingen/{bevoegdGezag}/{benoemingvolgnummer}",
            id: "aanleverenVerwijderingBenoeming",
            tag: "Leveren",
            summary: "Haal een benoeming weg die niet geleverd had mogen worden",
            description: "Niet voor een leraar die vertrekt: lever dan een einddatum. Een latere \
                          levering met een hogere versie brengt de benoeming terug.",
            open: false,
            parameters: place(),
            bodies: message(
                "AanleverenVerwijderingBenoeming",
                schemas::xml_example_of_removal(),
            ),
            answers: vec![answer(
                200,
                "De benoeming is weg. Ook als wij haar nooit hadden.",
                "Uitkomst",
            )],
            refusals: vec![
                NO_MANDATE,
                BUSY,
                (
                    422,
                    "Er is iets mis met het bericht. Je leest alles in 1 keer.",
                ),
            ],
            refuses_records: true,
        },
        Operation {
            method: "POST",
            path: "/proefcontroles",
            id: "proefcontrole",
            tag: "Leveren",
            summary: "Controleer een bericht zonder het te leveren",
            description: "Dezelfde controles als bij het leveren. We bewaren niets.",
            open: false,
            parameters: Vec::new(),
            bodies: appointment(),
            answers: vec![
                answer(
                    200,
                    "Dit zou er gebeuren als je het bericht levert.",
                    "Uitkomst",
                ),
                answer(
                    202,
                    "Zo zou het gaan. De BRP kent de persoon niet (LR-S101).",
                    "Uitkomst",
                ),
            ],
            refusals: vec![
                NO_MANDATE,
                (
                    422,
                    "Er is iets mis met het bericht. Je leest alles in 1 keer.",
                ),
            ],
            refuses_records: true,
        },
        Operation {
            method: "POST",
            path: "/batches",
            id: "aanleverenBatch",
            tag: "Leveren",
            summary: "Lever veel benoemingen tegelijk",
            description: "Een bestand met een regel per benoeming, ten hoogste 10.000. We nemen het \
                          op achter het antwoord. Hoe ver we zijn, lees je bij de batch.",
            open: false,
            parameters: vec![board("query")],
            bodies: batch(),
            answers: vec![answer(202, "We hebben de batch ontvangen.", "Batch")],
            refusals: vec![
                NO_MANDATE,
                (
                    422,
                    "Alleen in de testomgeving: er staat een nummer in dat van een echt persoon kan zijn.",
                ),
            ],
            refuses_records: false,
        },
        Operation {
            method: "GET",
            path: "/batches/{id}",
            id: "raadplegenBatch",
            tag: "Leveren",
            summary: "Lees hoe ver een batch is",
            description: "De uitkomst per regel staat in de terugkoppelingen.",
            open: false,
            parameters: vec![id("Het kenmerk van de batch.")],
            bodies: Vec::new(),
            answers: vec![answer(200, "Zo ver zijn we.", "Batch")],
            refusals: vec![NOT_FOUND],
            refuses_records: false,
        },
    ]
}

fn reading() -> Vec<Operation> {
    vec![Operation {
        method: "GET",
        path: "/terugkoppelingen",
        id: "verstrekkenTerugkoppeling",
        tag: "Terugkoppeling",
        summary: "Lees alle uitkomsten sinds de vorige keer",
        description: "In de volgorde waarin ze bekend werden, van alle besturen die jou machtigen. \
                      Bewaar de cursor en stuur die de volgende keer mee.",
        open: false,
        parameters: vec![parameter(
            "query",
            "na",
            false,
            "De cursor uit het vorige antwoord. Zonder cursor begin je vooraan.",
            json!({ "type": "string", "pattern": "^[0-9]{1,19}\\.[0-9]{1,18}$" }),
        )],
        bodies: Vec::new(),
        answers: vec![answer(
            200,
            "Ten hoogste 500 uitkomsten.",
            "Terugkoppelingen",
        )],
        refusals: Vec::new(),
        refuses_records: false,
    }]
}

fn webhook(method: &'static str, id: &'static str, summary: &'static str) -> Operation {
    let is_set = method == "PUT";
    Operation {
        method,
        path: "/webhook",
        id,
        tag: "Terugkoppeling",
        summary,
        description: "",
        open: false,
        parameters: Vec::new(),
        bodies: if is_set {
            json_body("Webhookwens")
        } else {
            Vec::new()
        },
        answers: vec![if method == "DELETE" {
            Answer {
                status: 204,
                description: "Je krijgt geen bericht meer.",
                schema: None,
            }
        } else {
            answer(200, "Zo staat de webhook.", "Webhook")
        }],
        refusals: match method {
            "PUT" => vec![(422, "Naar dit adres sturen we niet.")],
            "GET" => vec![(404, "Je hebt geen webhook.")],
            _ => Vec::new(),
        },
        refuses_records: false,
    }
}

fn webhooks() -> Vec<Operation> {
    vec![
        Operation {
            description: "Is er nieuwe terugkoppeling, dan sturen we een bericht naar dit adres. Lees \
                          het geheim uit het antwoord; je krijgt het 1 keer.",
            ..webhook(
                "PUT",
                "instellenWebhook",
                "Hoor het als er terugkoppeling is",
            )
        },
        webhook(
            "GET",
            "raadplegenWebhook",
            "Lees of onze berichten aankomen",
        ),
        webhook("DELETE", "verwijderenWebhook", "Stop met de webhook"),
        Operation {
            path: "/webhook/proef",
            description: "We sturen meteen 2 proefberichten: het eerste met een verkeerde handtekening, \
                          dat je met 4xx moet weigeren, en dan een met de goede.",
            answers: vec![answer(200, "Wat je antwoordde.", "Webhookproef")],
            refusals: vec![
                (404, "Je hebt geen webhook."),
                (422, "Er kwam geen antwoord."),
            ],
            ..webhook(
                "POST",
                "proberenWebhook",
                "Probeer of je handtekeningen controleert",
            )
        },
    ]
}

fn register() -> Vec<Operation> {
    let after = || {
        parameter(
            "query",
            "na",
            false,
            "Het nummer onder `volgende` in het vorige antwoord.",
            json!({ "type": "string", "pattern": "^[A-Za-z0-9._\\-]{1,20}$" }),
        )
    };
    let read = |path, id, summary, parameters, schema| Operation {
        method: "GET",
        path,
        id,
        tag: "Register",
        summary,
        description: "",
        open: false,
        parameters,
        bodies: Vec::new(),
        answers: vec![answer(200, "Ten hoogste 500 benoemingen.", schema)],
        refusals: vec![NOT_FOUND, (422, "De vraag klopt niet.")],
        refuses_records: false,
    };
    vec![
        Operation {
            method: "POST",
            path: "/registratieoverzichten",
            id: "makenRegistratieoverzicht",
            tag: "Register",
            summary: "Vraag een overzicht van wat het register van een bestuur heeft",
            description: "Het overzicht is de stand van dit moment. Je kunt het later opnieuw lezen.",
            open: false,
            parameters: Vec::new(),
            bodies: json_body("Overzichtvraag"),
            answers: vec![answer(201, "Het overzicht is er.", "Overzicht")],
            refusals: vec![NO_MANDATE, (422, "De vraag klopt niet.")],
            refuses_records: false,
        },
        read(
            "/registratieoverzichten/{id}",
            "verstrekkenRegistratieoverzicht",
            "Lees een overzicht",
            vec![id("Het kenmerk van het overzicht."), after()],
            "Overzichtbladzijde",
        ),
        read(
            "/registratieoverzichten/{id}/verschillen",
            "verstrekkenVerschillenlijst",
            "Lees wat er is veranderd sinds een ander overzicht",
            vec![
                id("Het kenmerk van het overzicht."),
                parameter(
                    "query",
                    "met",
                    true,
                    "Het kenmerk van het overzicht om mee te vergelijken.",
                    json!({ "type": "string", "format": "uuid" }),
                ),
                after(),
            ],
            "Verschillen",
        ),
        Operation {
            method: "POST",
            path: "/registratieoverzichten/{id}/verschillen",
            id: "vergelijkenMetLijst",
            tag: "Register",
            summary: "Vergelijk een overzicht met de lijst uit je eigen administratie",
            description: "Stuur al je benoemingen, zoals in een batch maar ten hoogste 50.000. We \
                          nemen ze niet op. `toegevoegd` staat alleen in het register, `vervallen` \
                          alleen in je lijst. De versie telt niet mee.",
            open: false,
            parameters: vec![id("Het kenmerk van het overzicht.")],
            bodies: batch(),
            answers: vec![answer(200, "Alle verschillen.", "Vergelijking")],
            refusals: vec![
                NOT_FOUND,
                (
                    422,
                    "Alleen in de testomgeving: er staat een nummer in dat van een echt persoon kan zijn.",
                ),
            ],
            refuses_records: false,
        },
        Operation {
            method: "POST",
            path: "/volledigheidsverklaringen",
            id: "volledigheidsverklaring",
            tag: "Register",
            summary: "Verklaar dat alles van een peildatum is geleverd",
            description: "Je krijgt terug hoeveel benoemingen het register die dag heeft.",
            open: false,
            parameters: Vec::new(),
            bodies: json_body("Volledigheidsverklaring"),
            answers: vec![
                answer(200, "Deze verklaring was er al.", "Verklaard"),
                answer(201, "De verklaring is vastgelegd.", "Verklaard"),
            ],
            refusals: vec![NO_MANDATE, (422, "De vraag klopt niet.")],
            refuses_records: false,
        },
        Operation {
            method: "GET",
            path: "/machtigingen",
            id: "raadplegenMachtigingen",
            tag: "Register",
            summary: "Lees welke besturen je organisatie machtigen",
            description: "De machtigingen die vandaag gelden of later ingaan, op nummer van het \
                          bestuur, met je laatste levering en hoeveel van je benoemingen nog op een \
                          goed bericht wachten.",
            open: false,
            parameters: vec![parameter(
                "query",
                "na",
                false,
                "Het nummer onder `volgende` in het vorige antwoord.",
                json!({ "type": "string", "pattern": "^[0-9]{5}$" }),
            )],
            bodies: Vec::new(),
            answers: vec![answer(200, "Ten hoogste 500 machtigingen.", "Machtigingen")],
            refusals: Vec::new(),
            refuses_records: false,
        },
        Operation {
            method: "GET",
            path: "/verbeterverzoeken",
            id: "raadplegenVerbeterverzoeken",
            tag: "Register",
            summary: "Lees welke meldingen van leraren wachten op een reactie",
            description: "",
            open: false,
            parameters: vec![board("query")],
            bodies: Vec::new(),
            answers: vec![answer(
                200,
                "De meldingen, de eerste uiterste datum eerst.",
                "Verbeterverzoeken",
            )],
            refusals: vec![NO_MANDATE, (422, "De vraag klopt niet.")],
            refuses_records: false,
        },
        Operation {
            method: "POST",
            path: "/verbeterverzoeken/{id}/reacties",
            id: "aanleverenReactieVerbeterverzoek",
            tag: "Register",
            summary: "Reageer op een melding van een leraar",
            description: "`aangepast`: je levert het gegeven opnieuw. `overeenkomstig`: het klopt zoals \
                          het er staat; dan hoort er een reden bij, die de leraar leest.",
            open: false,
            parameters: vec![id("Het kenmerk van de melding.")],
            bodies: json_body("Reactie"),
            answers: vec![Answer {
                status: 204,
                description: "De reactie is vastgelegd en de leraar krijgt bericht.",
                schema: None,
            }],
            refusals: vec![
                NOT_FOUND,
                (409, "Deze melding is intussen al beantwoord."),
                (422, "De reactie is niet volledig."),
            ],
            refuses_records: false,
        },
    ]
}

fn codes() -> Vec<Operation> {
    vec![
        Operation {
            method: "POST",
            path: "/grondslaghulp",
            id: "bepalenGrondslag",
            tag: "Codes",
            summary: "Bepaal met vragen de grondslag van een benoeming",
            description: "Stuur de antwoorden tot nu toe. Je krijgt de volgende vraag, of de uitkomst. \
                          Stuur niets over een persoon.",
            open: true,
            parameters: Vec::new(),
            bodies: json_body("Grondslagvraag"),
            answers: vec![answer(
                200,
                "De volgende vraag of de uitkomst.",
                "Grondslaghulp",
            )],
            refusals: vec![
                (422, "De vraag klopt niet."),
                (404, "Voor deze dag is er geen keuzehulp."),
            ],
            refuses_records: false,
        },
        Operation {
            method: "GET",
            path: "/codelijsten/{naam}",
            id: "verstrekkenCodelijsten",
            tag: "Codes",
            summary: "Lees een codelijst op een peildatum",
            description: "Zonder peildatum krijg je de lijst van vandaag.",
            open: true,
            parameters: vec![
                parameter(
                    "path",
                    "naam",
                    true,
                    "De naam van de lijst.",
                    json!({ "type": "string", "enum": schemas::CODE_LISTS }),
                ),
                date("De dag waarop de codes gelden."),
            ],
            bodies: Vec::new(),
            answers: vec![answer(
                200,
                "De codes die op de peildatum gelden.",
                "Codelijst",
            )],
            refusals: vec![(404, "We kennen geen lijst met deze naam.")],
            refuses_records: false,
        },
        Operation {
            method: "GET",
            path: "/openapi.json",
            id: "raadplegenSpecificatie",
            tag: "Codes",
            summary: "Lees deze beschrijving",
            description: "OpenAPI 3.1, gemaakt uit de code die de berichten leest.",
            open: true,
            parameters: Vec::new(),
            bodies: Vec::new(),
            answers: vec![answer(200, "Het document.", "Document")],
            refusals: Vec::new(),
            refuses_records: false,
        },
    ]
}
