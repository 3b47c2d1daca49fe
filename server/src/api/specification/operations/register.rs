//! What the register has of a board, and the codes.

use super::{
    Answer, NO_MANDATE, NOT_FOUND, Operation, answer, batch, board, date, id, json_body, parameter,
};
use crate::api::specification::schemas;
use serde_json::json;

pub(super) fn register() -> Vec<Operation> {
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

pub(super) fn codes() -> Vec<Operation> {
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
