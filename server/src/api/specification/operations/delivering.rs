//! Delivering, and hearing what came of it.

use super::{
    Answer, BUSY, NO_MANDATE, NOT_FOUND, Operation, answer, appointment, batch, board, id,
    json_body, message, parameter, place,
};
use crate::api::specification::schemas;
use serde_json::json;

pub(super) fn delivering() -> Vec<Operation> {
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

pub(super) fn reading() -> Vec<Operation> {
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

pub(super) fn webhooks() -> Vec<Operation> {
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
