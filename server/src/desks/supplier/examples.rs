//! Messages to begin with: one of each kind, and some that are wrong.

use crate::System;
use app::supplier::Example;
use jiff::ToSpan;
use serde_json::{Value, json};
use shared::delivery::{self, read_json};

/// The number of the appointment of all examples.
const NUMBER: &str = "000001";

/// The examples about a school of this board.
pub fn all(place: &System, board: &str, school: &str) -> Vec<Example> {
    let today = place.clock.today();
    let in_months = |months: i64| today.saturating_add(months.months());
    let number = format!("{}-{NUMBER}", today.year());
    let document = json!({
        "identificatiecodeBedrijfsdocument": uuid::Uuid::now_v7(),
        "datumTijdBedrijfsdocument": place.clock.now(),
        "berichtversie": "1.0",
        "softwarepakket": "Voorbeeldpakket 1.0",
    });
    let appointment = json!({
        "bedrijfsdocument": document,
        "bevoegdGezag": board,
        "benoemingvolgnummer": number,
        "versie": 1,
        "persoon": { "burgerservicenummer": "999990019", "geboortedatum": "1987-04-02" },
        "school": { "instellingscode": school, "vestigingscode": format!("{school}00") },
        "benoeming": { "begindatum": today, "soort": "BENOEMING", "functiecategorie": 9 },
        "arbeidsovereenkomst": { "begindatum": today },
        "grondslag": { "code": "VO-33.1B1" },
    });
    let with = |changes: &[(&str, Value)]| changed(&appointment, changes);
    let since = in_months(-11);
    let extension = [
        ("/versie", json!(2)),
        ("/benoeming/begindatum", json!(since)),
        ("/arbeidsovereenkomst/begindatum", json!(since)),
        (
            "/grondslag",
            json!({
                "code": "VO-33.3V", "ingangsdatumGrond": since,
                "verlenging": 1, "verklaringInspanning": true,
            }),
        ),
        ("/onderwijs", json!({ "onderwijsterreinen": ["DUITS"] })),
    ];
    let end = [
        ("/versie", json!(2)),
        ("/benoeming/einddatum", json!(in_months(2))),
    ];
    let removal = json!({
        "bedrijfsdocument": document,
        "bevoegdGezag": board,
        "benoemingvolgnummer": number,
        "versie": 2,
        "verwijdering": { "reden": "Verkeerde leraar gekozen" },
    });
    let written = |message: &Value| serde_json::to_string_pretty(message).unwrap_or_default();
    let xml = delivery::parse_row(&read_json(appointment.to_string().as_bytes()).row)
        .map_or_else(|_| String::new(), |message| delivery::to_xml(&message));
    [
        ("nieuw", "Nieuw", written(&appointment)),
        ("xml", "Nieuw, in XML", xml),
        ("einde", "Einde", written(&with(&end))),
        ("verlenging", "Verlenging", written(&with(&extension))),
        ("verwijdering", "Verwijdering", written(&removal)),
        (
            "fout-bsn",
            "Fout bsn",
            written(&with(&[(
                "/persoon/burgerservicenummer",
                json!("999990018"),
            )])),
        ),
        (
            "fout-grondslag",
            "Foute grondslag",
            written(&with(&[("/grondslag/code", json!("VO-33.44"))])),
        ),
        (
            "fout-vorm",
            "Foute vorm",
            written(&with(&[
                ("/benoeming/begindatum", json!("30-02-2026")),
                ("/benoeming/kleur", json!("blauw")),
            ])),
        ),
    ]
    .into_iter()
    .map(|(code, title, message)| Example {
        code: code.to_owned(),
        title: title.to_owned(),
        message,
    })
    .collect()
}

/// A message with other values at these places.
fn changed(message: &Value, changes: &[(&str, Value)]) -> Value {
    let mut message = message.clone();
    for (place, value) in changes {
        let Some((group, name)) = place.rsplit_once('/') else {
            continue;
        };
        if let Some(group) = message.pointer_mut(group) {
            group[name] = value.clone();
        }
    }
    message
}
