//! A letter: the same content as the page of a decision, in the layout of the house.

use super::{Template, print};
use crate::fault::Fault;
use serde::Serialize;
use shared::{case::Document, notation};

/// What the template of a letter fills in.
#[derive(Serialize)]
struct Letter<'a> {
    /// The title of the document.
    title: &'a str,
    /// What kind of letter it is, beside the mark.
    kind: &'a str,
    /// Names and values at its head; the third says whether it is a code.
    facts: Vec<(&'a str, String, bool)>,
    to: &'a str,
    opening: &'a str,
    parts: Vec<Part<'a>>,
    signed: &'a str,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Part<'a> {
    title: &'a str,
    text: &'a str,
}

/// A decision as a letter. Also for one that is not taken yet: then the hash is absent.
///
/// The hash is that of the text of the decision as it is kept.
///
/// # Errors
/// When it cannot be printed.
pub async fn of_decision(document: &Document, hash: Option<&str>) -> Result<Vec<u8>, Fault> {
    let note = match hash {
        Some(hash) => format!(
            "Dit besluit lees je ook in het register, bij je berichten. We bewaren het zoals het hier \
             staat. Controlegetal van de tekst: {hash}"
        ),
        None => "Voorbeeld. Dit besluit is nog niet genomen.".to_owned(),
    };
    let letter = Letter {
        title: &document.subject,
        kind: if hash.is_some() {
            "Besluit"
        } else {
            "Voorbeeld"
        },
        facts: vec![
            ("Aan", document.to.clone(), false),
            ("Datum", notation::date(document.date), false),
            ("Nummer", document.number.clone(), true),
            ("Zaak", document.case.clone(), true),
        ],
        to: &document.to,
        opening: &document.opening,
        parts: document
            .parts()
            .map(|(title, text)| Part { title, text })
            .collect(),
        signed: &document.signed,
        notes: vec![note],
    };
    print(Template::Letter, &letter, &document.number, document.date).await
}

/// A message of the register as a letter, for who gets it by post.
///
/// # Errors
/// When it cannot be printed.
pub async fn of_message(
    id: uuid::Uuid,
    to: &str,
    placed: jiff::civil::DateTime,
    (title, body): (&str, &str),
) -> Result<Vec<u8>, Fault> {
    let letter = Letter {
        title,
        kind: "Bericht",
        facts: vec![
            ("Aan", to.to_owned(), false),
            ("In het register sinds", notation::date_time(placed), false),
        ],
        to,
        opening: title,
        parts: vec![Part {
            title: "Bericht",
            text: body,
        }],
        signed: "Het Lerarenregister",
        notes: vec!["Dit bericht lees je ook in het register, bij je berichten.".to_owned()],
    };
    print(Template::Letter, &letter, &id.to_string(), placed.date()).await
}
