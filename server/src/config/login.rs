//! The OpenID providers.

use serde::Deserialize;
use std::path::PathBuf;

/// The three OpenID providers.
#[derive(Clone, Deserialize)]
pub struct Logins {
    /// The broker for DigiD: teachers.
    pub digid: DigidLogin,
    /// The broker for eHerkenning: schools and suppliers.
    pub eherkenning: EherkenningLogin,
    /// The organisation's own provider: staff and committees.
    pub staff: StaffLogin,
}

/// What every provider needs.
#[derive(Clone, Deserialize)]
pub struct ProviderConfig {
    /// The issuer; its discovery document is read at the first login.
    pub issuer: String,
    /// Our client id there.
    pub client_id: String,
    /// PEM file (PKCS 8, RSA) that signs our client assertions (`private_key_jwt`).
    pub private_key_file: PathBuf,
}

/// The DigiD broker. Claim names differ by broker, so they are settings.
#[derive(Clone, Deserialize)]
pub struct DigidLogin {
    /// The provider.
    #[serde(flatten)]
    pub provider: ProviderConfig,
    /// The claim that holds the BSN.
    #[serde(default = "bsn_claim")]
    pub bsn_claim: String,
    /// What stands before the BSN in the claim, such as the sector code `s00000000:`.
    #[serde(default)]
    pub sector_prefix: String,
    /// The levels of assurance that are high enough, comma separated, the one asked for first.
    #[serde(default = "digid_acr")]
    pub accepted_acr: String,
}

/// The eHerkenning broker.
#[derive(Clone, Deserialize)]
pub struct EherkenningLogin {
    /// The provider.
    #[serde(flatten)]
    pub provider: ProviderConfig,
    /// The claim that holds the KvK number of the organisation.
    #[serde(default = "kvk_claim")]
    pub kvk_claim: String,
    /// The claim that holds the pseudonym of the acting person.
    #[serde(default = "pseudonym_claim")]
    pub pseudonym_claim: String,
    /// The levels of assurance that are high enough, comma separated, the one asked for first.
    #[serde(default = "eherkenning_acr")]
    pub accepted_acr: String,
    /// The levels that are high enough for providers only (EH2+, handbook 7.1), comma separated.
    #[serde(default = "provider_acr")]
    pub provider_acr: String,
}

impl EherkenningLogin {
    /// Every level that is high enough for somebody, the one asked for first.
    pub fn every_acr(&self) -> String {
        format!("{},{}", self.accepted_acr, self.provider_acr)
    }

    /// Whether this level is high enough for a provider and for nobody else.
    pub fn is_only_for_providers(&self, acr: Option<&str>) -> bool {
        let is_in = |levels: &str| {
            let mut levels = levels.split(',').map(str::trim);
            levels.any(|level| Some(level) == acr)
        };
        !is_in(&self.accepted_acr) && is_in(&self.provider_acr)
    }
}

/// The provider of the work accounts.
#[derive(Clone, Deserialize)]
pub struct StaffLogin {
    /// The provider.
    #[serde(flatten)]
    pub provider: ProviderConfig,
    /// The claim that holds the roles.
    #[serde(default = "roles_claim")]
    pub roles_claim: String,
    /// The levels of assurance that are high enough, comma separated; none asked when empty.
    #[serde(default)]
    pub accepted_acr: String,
}

fn bsn_claim() -> String {
    "bsn".to_owned()
}

fn digid_acr() -> String {
    "http://eidas.europa.eu/LoA/substantial,http://eidas.europa.eu/LoA/high".to_owned()
}

fn kvk_claim() -> String {
    "urn:etoegang:1.9:EntityConcernedID:KvKnr".to_owned()
}

fn pseudonym_claim() -> String {
    "urn:etoegang:core:ActingSubjectID".to_owned()
}

fn eherkenning_acr() -> String {
    "urn:etoegang:core:assurance-class:loa3,urn:etoegang:core:assurance-class:loa4".to_owned()
}

fn provider_acr() -> String {
    "urn:etoegang:core:assurance-class:loa2plus".to_owned()
}

fn roles_claim() -> String {
    "roles".to_owned()
}
