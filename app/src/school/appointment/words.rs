//! What the fields of the form are called, and what is said of them: on the screen nobody knows the
//! names of the columns.

use shared::delivery::Finding;

/// The field of the form for what a finding is about.
pub fn field_of(column: &str) -> &str {
    match column {
        "instellingscode" | "vestigingscode" => "school",
        "" => "benoemingvolgnummer",
        column => column,
    }
}

/// The name on the screen of a field of the form.
pub(in crate::school) fn label_of(field: &str) -> &'static str {
    match field {
        "geboortedatum" => "Geboortedatum",
        "begindatum" => "Benoeming vanaf",
        "einddatum" => "Benoeming tot en met",
        "arbeidsovereenkomstBegindatum" => "Contract vanaf",
        "arbeidsovereenkomstEinddatum" => "Contract tot en met",
        "voornamen" => "Voornamen",
        "voorvoegsel" => "Voorvoegsel",
        "achternaam" => "Achternaam",
        "adres" => "Straat en huisnummer",
        "postcode" => "Postcode",
        "woonplaats" => "Woonplaats en land",
        "ingangsdatumGrond" => "Eerste dag op deze grondslag",
        "leerjaren" => "Leerjaren",
        "geslacht" => "Geslacht",
        "school" => "School of vestiging",
        "functiecategorie" => "Functie",
        "soort" => "Soort",
        "grondslag" => "Benoemingsgrondslag",
        "verlenging" => "Hoe vaak verlengd",
        "benoemingvolgnummer" => "Nummer van de benoeming",
        "burgerservicenummer" => "Bsn",
        "verklaringInspanning" => "Schriftelijke verklaring",
        "onderwijsterreinen" => "Onderwijsterreinen",
        _ => "",
    }
}

/// What the form says of a finding: a field has the name that it has on the screen.
pub fn words_of(finding: &Finding) -> String {
    let column = &finding.field;
    match label_of(field_of(column)) {
        "" => finding.message.clone(),
        label => finding
            .message
            .replace(&format!("veld {column}"), &format!("veld ‘{label}’")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::delivery::{CsvRow, Draft};

    #[test]
    fn what_is_empty_is_told_by_its_name_on_the_screen() {
        let draft = Draft::read(&CsvRow::default());
        let told: Vec<String> = draft.findings().iter().map(words_of).collect();
        assert!(
            told.contains(&"Het veld ‘Contract vanaf’ is leeg. Vul het in.".to_owned()),
            "{told:?}"
        );
        let asked = draft.findings().iter().filter(|finding| {
            super::super::ASKED.contains(&finding.field.as_str()) && finding.field != "versie"
        });
        for finding in asked {
            assert!(!words_of(finding).contains(&format!("veld {}", finding.field)));
        }
    }
}
