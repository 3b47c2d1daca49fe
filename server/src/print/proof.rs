//! A proof of registration on paper, with a QR code that leads to its check.

use super::{Template, print};
use crate::fault::Fault;
use jiff::civil::Date;
use qrcode::{QrCode, render::svg};
use serde::Serialize;
use shared::notation;

/// What stands on a proof.
pub struct Proof<'a> {
    /// The name of the teacher.
    pub name: &'a str,
    /// What is stated: that the teacher is in the register.
    pub states: &'a str,
    /// The subjects, as the teacher chose to show.
    pub subjects: &'a [String],
    /// The other facts that the teacher chose to show, each with its name.
    pub facts: Vec<(&'a str, String)>,
    /// The code by which it is checked.
    pub code: &'a str,
    /// The last day on which it can be checked.
    pub until: Date,
    /// When it was made.
    pub made: Date,
    /// The address at which it is checked, with the code.
    pub address: &'a str,
    /// That address as one types it, without the code.
    pub address_shown: &'a str,
}

#[derive(Serialize)]
struct Sheet<'a> {
    title: &'a str,
    made: String,
    name: &'a str,
    states: &'a str,
    subjects: &'a [String],
    facts: Vec<(&'a str, String, bool)>,
    qr: String,
    qr_says: &'a str,
    address: &'a str,
    address_shown: &'a str,
}

/// The proof as a PDF.
///
/// # Errors
/// When it cannot be printed.
pub async fn of(proof: Proof<'_>) -> Result<Vec<u8>, Fault> {
    let mut facts: Vec<(&str, String, bool)> = proof
        .facts
        .into_iter()
        .map(|(name, value)| (name, value, false))
        .collect();
    facts.push(("Controlecode", proof.code.to_owned(), true));
    facts.push(("Code geldig tot en met", notation::date(proof.until), false));
    let sheet = Sheet {
        title: "Bewijs van registratie",
        made: notation::date(proof.made),
        name: proof.name,
        states: proof.states,
        subjects: proof.subjects,
        facts,
        qr: QrCode::new(proof.address)
            .map_err(Fault::broken)?
            .render::<svg::Color>()
            .build(),
        qr_says: "QR-code met het adres waar je dit bewijs controleert",
        address: proof.address,
        address_shown: proof.address_shown,
    };
    print(Template::Proof, &sheet, proof.code, proof.made).await
}
