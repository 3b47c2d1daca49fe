//! The forms of what the register tells of a board, and of the decision aid.

use super::reference;
use super::schemas::{count, day, moment, object, or_nothing, text, uuid};
use serde_json::{Value, json};

/// The schemas by their names.
pub fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("Overzichtvraag", object(json!({ "bevoegdGezag": board() }))),
        ("Overzicht", object(overview())),
        ("Overzichtbladzijde", {
            let mut members = overview();
            members["benoemingen"] = json!({ "type": "array", "maxItems": 500,
                "items": reference("schemas", "GeregistreerdeBenoeming") });
            members["volgende"] = further();
            object(members)
        }),
        ("GeregistreerdeBenoeming", registered()),
        ("Verschillen", differences()),
        ("Vergelijking", comparison()),
        (
            "Volledigheidsverklaring",
            object(json!({
                "bevoegdGezag": board(),
                "peildatum": { "type": "string", "format": "date", "examples": ["2026-10-01"],
                    "description": "De dag waarover het bestuur verklaart." },
            })),
        ),
        (
            "Verklaard",
            object(json!({
                "kenmerk": uuid("Het kenmerk van de verklaring."),
                "bevoegdGezag": board(),
                "peildatum": day("De dag waarover het bestuur verklaarde."),
                "benoemingen": count("Hoeveel benoemingen het register die dag had."),
                "tijdstip": moment("Wanneer het is verklaard."),
            })),
        ),
        ("Machtigingen", mandates()),
        ("Verbeterverzoeken", reports()),
        (
            "Reactie",
            json!({
                "type": "object",
                "required": ["uitkomst"],
                "properties": {
                    "uitkomst": { "type": "string", "enum": ["aangepast", "overeenkomstig"],
                        "examples": ["overeenkomstig"] },
                    "reden": { "type": "string", "maxLength": 2000,
                        "description": "Waarom het klopt. Verplicht bij overeenkomstig.",
                        "examples": ["De leraar geeft dit vak sinds 1 augustus."] },
                },
            }),
        ),
        (
            "Grondslagvraag",
            json!({
                "type": "object",
                "properties": {
                    "peildatum": { "type": ["string", "null"], "format": "date",
                        "examples": ["2026-11-23"] },
                    "antwoorden": {
                        "type": "object",
                        "description": "Per code van een vraag het antwoord.",
                        "additionalProperties": { "type": "string" },
                        "examples": [{ "sector": "vo" }],
                    },
                },
            }),
        ),
        ("Grondslaghulp", aid()),
        (
            "Webhookwens",
            object(
                json!({ "url": { "type": "string", "format": "uri", "maxLength": 500,
                "description": "Een openbaar adres met https.",
                "examples": ["https://software.example/lerarenregister"] } }),
            ),
        ),
        (
            "Webhook",
            json!({
                "type": "object",
                "required": ["url", "status", "bezorgd", "mislukt", "oorzaak"],
                "properties": {
                    "url": text("Waar we naartoe sturen."),
                    "status": { "type": "string", "enum": ["actief", "hapert", "gestopt"] },
                    "bezorgd": or_nothing(moment("Wanneer het laatste bericht aankwam.")),
                    "mislukt": count("Hoe vaak achter elkaar het niet lukte."),
                    "oorzaak": or_nothing(text("Waarom niet, de laatste keer.")),
                    "geheim": text("De sleutel van de handtekening; alleen bij het instellen."),
                },
            }),
        ),
        (
            "Webhookproef",
            object(json!({
                "verkeerd": count("De status van je antwoord op de verkeerde handtekening."),
                "goed": count("De status van je antwoord op de goede handtekening."),
            })),
        ),
        (
            "Bericht",
            object(json!({
                "soort": { "type": "string", "enum": ["terugkoppeling"] },
                "tot": text("De cursor van de laatste uitkomst die er is."),
            })),
        ),
    ]
}

/// An answer of each form.
pub fn examples() -> Vec<(&'static str, Value)> {
    let overview = "01a211d0-1f00-7a3e-9c11-52b0c4d1a002";
    let other = "01a20cab-4f10-7d25-8a6f-0c9e54a1b001";
    vec![
        (
            "Overzicht",
            json!({
                "kenmerk": overview, "bevoegdGezag": "41234", "tijdstip": "2026-11-23T11:00:00Z",
            }),
        ),
        (
            "Overzichtbladzijde",
            json!({
                "kenmerk": overview, "bevoegdGezag": "41234", "tijdstip": "2026-11-23T11:00:00Z",
                "benoemingen": [{
                    "benoemingvolgnummer": "2026-000481", "versie": 3,
                    "persoon": { "burgerservicenummer": "999990019" },
                    "school": { "instellingscode": "99XX", "vestigingscode": "99XX01" },
                    "benoeming": { "begindatum": "2026-08-01", "einddatum": null,
                        "soort": "BENOEMING", "functiecategorie": 9 },
                    "arbeidsovereenkomst": { "begindatum": "2026-08-01", "einddatum": "2027-07-31" },
                    "grondslag": { "code": "VO-33.4", "ingangsdatumGrond": "2026-08-01",
                        "verlenging": 0, "verklaringInspanning": true },
                    "onderwijs": { "onderwijsterreinen": ["WISKUNDE"], "leerjaren": [1, 2] },
                    "registratie": { "bestemming": "registervoorportaal",
                        "uiterlijk": "2028-07-31", "bevestigd": false },
                }],
                "volgende": null,
            }),
        ),
        (
            "Verschillen",
            json!({
                "kenmerk": overview, "met": other, "bevoegdGezag": "41234",
                "verschillen": [{ "benoemingvolgnummer": "2026-000481", "soort": "gewijzigd",
                    "velden": ["/benoeming/einddatum"] }],
                "volgende": null,
            }),
        ),
        (
            "Verklaard",
            json!({
                "kenmerk": overview, "bevoegdGezag": "41234", "peildatum": "2026-10-01",
                "benoemingen": 412, "tijdstip": "2026-11-23T11:00:00Z",
            }),
        ),
        (
            "Machtigingen",
            json!({
                "machtigingen": [{
                    "bevoegdGezag": "41234", "naam": "Stichting Zuiderveen", "vanaf": "2026-01-01",
                    "totEnMet": null, "laatsteLevering": "2026-11-23T11:00:00Z", "openFouten": 2,
                }],
                "volgende": null,
            }),
        ),
        (
            "Verbeterverzoeken",
            json!({
                "verbeterverzoeken": [{
                    "kenmerk": other, "benoemingvolgnummer": "2026-000481", "gegeven": "begindatum",
                    "toelichting": "Ik begon een maand later.", "gemeld": "2026-11-20",
                    "uiterlijk": "2026-12-18",
                }],
            }),
        ),
        (
            "Grondslaghulp",
            json!({
                "peildatum": "2026-11-23",
                "antwoorden": { "sector": "vo" },
                "vraag": {
                    "code": "geeft-les", "tekst": "Geeft de persoon zelf les?",
                    "uitleg": "Wie alleen helpt in de les, is geen leraar.",
                    "artikel": "artikel 33 WVO", "soort": "keuze",
                    "antwoorden": [
                        { "code": "ja", "tekst": "Ja" },
                        { "code": "nee", "tekst": "Nee" },
                        { "code": "weet-niet", "tekst": "Dat weet ik niet" },
                    ],
                    "nummer": 2, "hoogstens": 8, "fout": null,
                },
                "uitkomst": null,
            }),
        ),
        (
            "Webhook",
            json!({
                "url": "https://software.example/lerarenregister", "status": "actief",
                "bezorgd": "2026-11-23T11:00:00Z", "mislukt": 0, "oorzaak": null,
            }),
        ),
        ("Webhookproef", json!({ "verkeerd": 401, "goed": 204 })),
    ]
}

fn board() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{5}$",
        "description": "Het nummer van het bestuur.", "examples": ["41234"] })
}

fn further() -> Value {
    or_nothing(text("Waar je verder leest; niets als dit het einde is."))
}

fn overview() -> Value {
    json!({
        "kenmerk": uuid("Het kenmerk van het overzicht."),
        "bevoegdGezag": board(),
        "tijdstip": moment("Het moment waarvan dit de stand is."),
    })
}

fn differences() -> Value {
    object(json!({
        "kenmerk": uuid("Het kenmerk van het overzicht."),
        "met": uuid("Het overzicht waarmee is vergeleken."),
        "bevoegdGezag": board(),
        "verschillen": difference(&["toegevoegd", "vervallen", "gewijzigd"]),
        "volgende": further(),
    }))
}

fn comparison() -> Value {
    object(json!({
        "kenmerk": uuid("Het kenmerk van het overzicht."),
        "bevoegdGezag": board(),
        "regels": count("Hoeveel regels je lijst heeft."),
        "verschillen": difference(&["toegevoegd", "vervallen", "gewijzigd", "onleesbaar"]),
    }))
}

fn difference(kinds: &[&str]) -> Value {
    json!({ "type": "array", "items": object(json!({
        "benoemingvolgnummer": text("Het nummer van de benoeming."),
        "soort": { "type": "string", "enum": kinds },
        "velden": { "type": "array", "items": text("De plaats, als /grondslag/code.") },
    })) })
}

fn mandates() -> Value {
    object(json!({
        "machtigingen": { "type": "array", "maxItems": 500, "items": object(json!({
            "bevoegdGezag": board(),
            "naam": text("De naam van het bestuur."),
            "vanaf": day("De eerste dag van de machtiging."),
            "totEnMet": or_nothing(day("De laatste dag; niets als er geen einde is.")),
            "laatsteLevering": or_nothing(moment("Wanneer een programma van jou het laatst leverde.")),
            "openFouten": count("Hoeveel van die benoemingen op een goed bericht wachten."),
        })) },
        "volgende": further(),
    }))
}

fn reports() -> Value {
    object(
        json!({ "verbeterverzoeken": { "type": "array", "items": object(json!({
            "kenmerk": uuid("Het kenmerk van de melding."),
            "benoemingvolgnummer": text("Het nummer van de benoeming."),
            "gegeven": text("Waarover het gaat."),
            "toelichting": text("Wat de leraar schrijft."),
            "gemeld": day("De dag van de melding."),
            "uiterlijk": day("De laatste dag om te reageren."),
        })) } }),
    )
}

/// An appointment as the register has it: the places are those of the message.
fn registered() -> Value {
    object(json!({
        "benoemingvolgnummer": text("Het nummer van de benoeming."),
        "versie": count("De versie die we het laatst opnamen."),
        "persoon": object(json!({ "burgerservicenummer": text("Het burgerservicenummer.") })),
        "school": object(json!({
            "instellingscode": text("De school."),
            "vestigingscode": or_nothing(text("De vestiging.")),
        })),
        "benoeming": object(json!({
            "begindatum": day("De eerste dag."),
            "einddatum": or_nothing(day("De laatste dag.")),
            "soort": text("De soort benoeming."),
            "functiecategorie": count("De functie."),
        })),
        "arbeidsovereenkomst": object(json!({
            "begindatum": day("De eerste dag."),
            "einddatum": or_nothing(day("De laatste dag.")),
        })),
        "grondslag": object(json!({
            "code": text("De grondslag."),
            "ingangsdatumGrond": or_nothing(day("De eerste dag op de grondslag.")),
            "verlenging": count("Hoe vaak de grondslag is verlengd."),
            "verklaringInspanning": { "type": "boolean" },
        })),
        "onderwijs": object(json!({
            "onderwijsterreinen": { "type": "array", "items": { "type": "string" } },
            "leerjaren": { "type": "array", "items": { "type": "integer" } },
        })),
        "registratie": object(json!({
            "bestemming": { "type": "string",
                "enum": ["lerarenregister", "registervoorportaal", "nietLeveren"] },
            "uiterlijk": or_nothing(day("De laatste dag op deze grondslag.")),
            "bevestigd": { "type": "boolean", "description": "Of de leraar de benoeming bevestigde." },
        })),
    }))
}

fn aid() -> Value {
    let lines = || json!({ "type": "array", "items": { "type": "string" } });
    let question = or_nothing(object(json!({
        "code": text("De code van de vraag."),
        "tekst": text("De vraag."),
        "uitleg": text("Waarom we het vragen."),
        "artikel": text("Het artikel van de wet."),
        "soort": { "type": "string", "enum": ["keuze", "datum", "getal", "perioden"] },
        "antwoorden": { "type": "array", "items": object(json!({
            "code": text("De code van het antwoord."),
            "tekst": text("Het antwoord."),
        })) },
        "nummer": count("De hoeveelste vraag."),
        "hoogstens": count("Hoeveel vragen dit er hoogstens zijn."),
        "fout": or_nothing(text("Waarom je antwoord niet past.")),
    })));
    let outcome = or_nothing(object(json!({
        "soort": text("De soort uitkomst."),
        "titel": text("De uitkomst."),
        "uitleg": text("Wat het betekent."),
        "levering": { "type": ["object", "null"], "description": "Wat je levert." },
        "bestemming": or_nothing(text("Waar de leraar komt te staan.")),
        "einde": { "type": ["object", "null"], "description": "De uiterste dag." },
        "bewijs": lines(),
        "letOp": lines(),
        "mogelijkheden": lines(),
        "redenen": { "type": "array", "items": { "type": "object" } },
        "artikel": text("Het artikel van de wet."),
        "vragenboom": text("De versie van de vragen."),
        "tabelversie": text("De versie van de tabel met grondslagen."),
    })));
    object(json!({
        "peildatum": day("De dag waarvoor het antwoord geldt."),
        "antwoorden": { "type": "object", "additionalProperties": { "type": "string" } },
        "vraag": question,
        "uitkomst": outcome,
    }))
}
