//! The Basisregistratie Personen, by the API "Haal Centraal BRP bevragen".

use super::{Line, Unreachable};
use crate::config::BrpConfig;
use crate::people::Details;
use jiff::civil::Date;
use serde::Deserialize;
use shared::identifier::Bsn;
use std::time::Duration;

/// The line to the BRP.
pub struct Brp {
    http: reqwest::Client,
    url: String,
    api_key: String,
    line: Line,
}

/// What the BRP knows of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrpPerson {
    /// Name, address, sex and day of death.
    pub details: Details,
    /// Day of birth; absent when the BRP knows it only in part.
    pub birth_date: Option<Date>,
    /// Whether the person asked the municipality not to give the data to others
    /// (*geheimhouding persoonsgegevens*, article 2.59 Wet BRP).
    pub shielded: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    personen: Vec<Persoon>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Persoon {
    naam: Naam,
    geboorte: Option<Geboorte>,
    geslacht: Option<Waarde>,
    verblijfplaats: Option<Verblijfplaats>,
    overlijden: Option<Overlijden>,
    #[serde(default)]
    partners: Vec<Partner>,
    /// Comes without being asked for, and only when it holds.
    #[serde(default)]
    geheimhouding_persoonsgegevens: bool,
}

#[derive(Deserialize)]
struct Partner {
    naam: Option<PartnerNaam>,
}

#[derive(Deserialize)]
struct PartnerNaam {
    voorvoegsel: Option<String>,
    geslachtsnaam: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Naam {
    #[serde(default)]
    voornamen: String,
    #[serde(default)]
    voorletters: String,
    voorvoegsel: Option<String>,
    geslachtsnaam: String,
    aanduiding_naamgebruik: Option<Waarde>,
}

#[derive(Deserialize)]
struct Geboorte {
    datum: Option<Datum>,
}

#[derive(Deserialize)]
struct Overlijden {
    datum: Option<Datum>,
}

#[derive(Deserialize)]
struct Datum {
    datum: Option<Date>,
}

#[derive(Deserialize)]
struct Waarde {
    code: String,
}

#[derive(Deserialize)]
struct Verblijfplaats {
    verblijfadres: Option<Verblijfadres>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Verblijfadres {
    straat: Option<String>,
    korte_straatnaam: Option<String>,
    huisnummer: Option<u32>,
    huisletter: Option<String>,
    huisnummertoevoeging: Option<String>,
    postcode: Option<String>,
    woonplaats: Option<String>,
}

impl Brp {
    /// A line to the BRP at this address.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(config: &BrpConfig) -> anyhow::Result<Self> {
        Ok(Self {
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(Duration::from_millis(config.timeout_ms))
                .build()?,
            url: format!(
                "{}/haalcentraal/api/brp/personen",
                config.url.trim_end_matches('/')
            ),
            api_key: config.api_key.expose().to_owned(),
            line: Line::new("BRP"),
        })
    }

    /// The person with this BSN; nothing when the BRP does not know them.
    ///
    /// # Errors
    /// [`Unreachable`] when it does not answer.
    pub async fn find(&self, bsn: &Bsn) -> Result<Option<BrpPerson>, Unreachable> {
        let question = serde_json::json!({
            "type": "RaadpleegMetBurgerservicenummer",
            "burgerservicenummer": [bsn.expose()],
            "fields": [
                "naam", "geboorte", "geslacht", "verblijfplaats", "overlijden", "partners.naam",
            ],
        });
        let reply: Reply = self
            .line
            .ask(|| async {
                self.http
                    .post(&self.url)
                    .header("X-API-KEY", &self.api_key)
                    .json(&question)
                    .send()
                    .await?
                    .error_for_status()?
                    .json()
                    .await
            })
            .await?;
        Ok(reply.personen.into_iter().next().map(BrpPerson::from))
    }
}

impl From<Persoon> for BrpPerson {
    fn from(persoon: Persoon) -> Self {
        let address = persoon.verblijfplaats.and_then(|p| p.verblijfadres);
        let number = address.as_ref().and_then(|a| {
            a.huisnummer.map(|number| {
                format!(
                    "{number}{}{}",
                    a.huisletter.as_deref().unwrap_or_default(),
                    a.huisnummertoevoeging
                        .as_deref()
                        .map(|extra| format!("-{extra}"))
                        .unwrap_or_default()
                )
            })
        });
        let name_use = persoon.naam.aanduiding_naamgebruik.map(|use_| use_.code);
        let uses_partner = matches!(name_use.as_deref(), Some("P" | "V" | "N"));
        // The name of the partner is kept only when the person uses it.
        let partner = persoon
            .partners
            .into_iter()
            .filter(|_| uses_partner)
            .find_map(|partner| partner.naam);
        Self {
            birth_date: persoon.geboorte.and_then(|g| g.datum).and_then(|d| d.datum),
            shielded: persoon.geheimhouding_persoonsgegevens,
            details: Details {
                source: "brp",
                initials: persoon.naam.voorletters,
                first_names: persoon.naam.voornamen,
                prefix: persoon.naam.voorvoegsel.filter(|p| !p.is_empty()),
                family_name: persoon.naam.geslachtsnaam,
                sex: persoon.geslacht.map(|g| g.code),
                house_number: number,
                street: address
                    .as_ref()
                    .and_then(|a| a.straat.clone().or_else(|| a.korte_straatnaam.clone())),
                postcode: address.as_ref().and_then(|a| a.postcode.clone()),
                place: address.as_ref().and_then(|a| a.woonplaats.clone()),
                country: None,
                deceased_on: persoon
                    .overlijden
                    .and_then(|o| o.datum)
                    .and_then(|d| d.datum),
                name_use: name_use.filter(|_| uses_partner),
                partner_prefix: partner
                    .as_ref()
                    .and_then(|p| p.voorvoegsel.clone())
                    .filter(|p| !p.is_empty()),
                partner_name: partner.and_then(|p| p.geslachtsnaam),
            },
        }
    }
}
