//! Typed configuration, from the environment (`LR_…`, nested with `__`) and an optional file.
//!
//! A missing or unsafe setting is refused at start, with a message that names its key.

use crate::extract::Signer;
use anyhow::Context;
use figment::{
    Figment,
    providers::{Env, Format, Toml},
};
use serde::{Deserialize, Deserializer};
use shared::authority::PhaseSetting;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// Everything the server must be told.
#[derive(Clone, Deserialize)]
pub struct Config {
    /// `local` on a developer's machine, else `production`.
    pub environment: Environment,
    /// Where to listen.
    pub address: SocketAddr,
    /// The origin under which visitors reach the site, without a slash at the end.
    pub public_url: String,
    /// The PostgreSQL database.
    pub database_url: Secret,
    /// The secret keys.
    pub keys: Keys,
    /// The three OpenID providers.
    pub login: Logins,
    /// The Diplomaregister.
    pub diploma_register: DiplomaRegisterConfig,
    /// The Basisregistratie Personen.
    pub brp: BrpConfig,
    /// Where evidence files are kept.
    pub evidence: EvidenceConfig,
    /// The virus scanner for evidence; nothing is scanned when absent.
    #[serde(default)]
    pub scanner: Option<ScannerConfig>,
    /// The voluntary register from before; nothing is looked up there when absent.
    #[serde(default)]
    pub old_register: Option<OldRegisterConfig>,
    /// Through which server mail goes.
    pub mail: MailConfig,
    /// With which key proofs of registration are signed.
    pub proof: ProofConfig,
    /// The sandbox for suppliers; there is none when absent.
    #[serde(default)]
    pub sandbox: Option<SandboxConfig>,
    /// Moves time, for tests; refused in production.
    #[serde(default)]
    pub clock: ClockConfig,
    /// Where to listen for the machine that watches (`/metrics`, Prometheus): an address of the inside,
    /// which visitors cannot reach. Nowhere when absent.
    #[serde(default)]
    pub watch_address: Option<SocketAddr>,
    /// Where traces go (OTLP over HTTP); nowhere when absent.
    #[serde(default)]
    pub otlp_endpoint: Option<String>,
    /// How many requests one visitor may make, by what is protected.
    #[serde(default)]
    pub limits: Limits,
    /// The phases of the comparison with the Diplomaregister, in a file of the same form as
    /// `shared/data/phases.csv`; that one when absent.
    #[serde(default)]
    pub phases_file: Option<PathBuf>,
    /// The addresses of our own proxies, who say in `X-Forwarded-For` for whom they ask.
    #[serde(default)]
    pub proxies: Vec<IpAddr>,
}

/// Where the server runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// A developer's machine: plain HTTP on the loopback address, time can be moved.
    Local,
    /// Anywhere else.
    Production,
}

/// A value that must not be seen: its `Debug` is masked.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value in clear.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(•••)")
    }
}

/// The secret keys, each 32 bytes in base64.
#[derive(Clone, Deserialize)]
pub struct Keys {
    /// Encrypts what is kept unreadable: BSNs, and forms that come back.
    pub data: Key,
    /// Keys the hash through which a BSN is found.
    pub bsn_index: Key,
}

/// A key of 32 bytes.
#[derive(Clone)]
pub struct Key(pub [u8; 32]);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let text = String::deserialize(deserializer)?;
        STANDARD
            .decode(text.trim())
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("expected 32 bytes in base64"))
    }
}

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
    #[serde(default = "defaults::bsn_claim")]
    pub bsn_claim: String,
    /// What stands before the BSN in the claim, such as the sector code `s00000000:`.
    #[serde(default)]
    pub sector_prefix: String,
    /// The levels of assurance that are high enough, comma separated, the one asked for first.
    #[serde(default = "defaults::digid_acr")]
    pub accepted_acr: String,
}

/// The eHerkenning broker.
#[derive(Clone, Deserialize)]
pub struct EherkenningLogin {
    /// The provider.
    #[serde(flatten)]
    pub provider: ProviderConfig,
    /// The claim that holds the KvK number of the organisation.
    #[serde(default = "defaults::kvk_claim")]
    pub kvk_claim: String,
    /// The claim that holds the pseudonym of the acting person.
    #[serde(default = "defaults::pseudonym_claim")]
    pub pseudonym_claim: String,
    /// The levels of assurance that are high enough, comma separated, the one asked for first.
    #[serde(default = "defaults::eherkenning_acr")]
    pub accepted_acr: String,
    /// The levels that are high enough for providers only (EH2+, handbook 7.1), comma separated.
    #[serde(default = "defaults::provider_acr")]
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
    #[serde(default = "defaults::roles_claim")]
    pub roles_claim: String,
    /// The levels of assurance that are high enough, comma separated; none asked when empty.
    #[serde(default)]
    pub accepted_acr: String,
}

/// The Diplomaregister.
#[derive(Clone, Deserialize)]
pub struct DiplomaRegisterConfig {
    /// Base address.
    pub url: String,
    /// Our client id there.
    pub client_id: String,
    /// Our client secret there.
    pub client_secret: Secret,
    /// How long one look-up may take.
    #[serde(default = "defaults::five_seconds")]
    pub timeout_ms: u64,
    /// Who signs the extracts that teachers give.
    pub extract: ExtractConfig,
}

/// Who signs an extract of the Diplomaregister.
#[derive(Clone, Deserialize)]
pub struct ExtractConfig {
    /// PEM file with the certificates of the authorities that may vouch for the signer.
    pub authorities_file: PathBuf,
    /// The organisation that signs, as its certificate names it.
    #[serde(default = "defaults::extract_organisation")]
    pub organisation: String,
}

impl ExtractConfig {
    /// The signer.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn signer(&self) -> anyhow::Result<Signer> {
        let file = &self.authorities_file;
        let read = || Signer::new(&self.organisation, &std::fs::read(file)?);
        read().with_context(|| {
            format!(
                "LR_DIPLOMA_REGISTER__EXTRACT__AUTHORITIES_FILE: {}",
                file.display()
            )
        })
    }
}

impl DiplomaRegisterConfig {
    /// How long one look-up may take.
    pub fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }
}

/// The Basisregistratie Personen (Haal Centraal BRP bevragen).
#[derive(Clone, Deserialize)]
pub struct BrpConfig {
    /// Base address.
    pub url: String,
    /// Our key there.
    pub api_key: Secret,
    /// How long one look-up may take.
    #[serde(default = "defaults::five_seconds")]
    pub timeout_ms: u64,
}

/// The sandbox for suppliers: nothing of it is the register's.
#[derive(Clone, Deserialize)]
pub struct SandboxConfig {
    /// Its own PostgreSQL database.
    pub database_url: Secret,
    /// Its own secret keys.
    pub keys: Keys,
    /// A Basisregistratie Personen with test persons.
    pub brp: BrpConfig,
}

/// Where evidence files are kept.
#[derive(Clone, Deserialize)]
pub struct EvidenceConfig {
    /// `file:///…` or `s3://bucket/…`.
    pub url: String,
    /// Options of the object store, such as `aws_region`, by their own names.
    #[serde(default)]
    pub options: std::collections::HashMap<String, String>,
}

/// A `ClamAV` daemon.
#[derive(Clone, Deserialize)]
pub struct ScannerConfig {
    /// Host and port, on the inside.
    pub address: String,
    /// How long one file may take.
    #[serde(default = "defaults::thirty_seconds")]
    pub timeout_ms: u64,
}

/// The voluntary register from before (registerleraar.nl), for whoever brings the portfolio along.
#[derive(Clone, Deserialize)]
pub struct OldRegisterConfig {
    /// Base address.
    pub url: String,
    /// Our key there.
    pub api_key: Secret,
    /// How long one look-up may take.
    #[serde(default = "defaults::five_seconds")]
    pub timeout_ms: u64,
}

/// Through which server mail goes.
#[derive(Clone, Deserialize)]
pub struct MailConfig {
    /// `smtps://name:password@host:465`; `smtp://host:port` on a developer's machine.
    pub url: Secret,
    /// From whom: `Lerarenregister <register@example.nl>`.
    pub from: String,
}

/// With which key proofs of registration are signed.
#[derive(Clone, Deserialize)]
pub struct ProofConfig {
    /// PEM file (PKCS 8, P-256) of the key that signs.
    pub key_file: PathBuf,
    /// File with the public keys (a JWK Set) that signed before: what they signed still counts.
    #[serde(default)]
    pub earlier_keys_file: Option<PathBuf>,
}

/// Moves time, for tests.
#[derive(Clone, Default, Deserialize)]
pub struct ClockConfig {
    /// A file that holds the number of seconds to add to now.
    #[serde(default)]
    pub offset_file: Option<PathBuf>,
}

/// Requests that one visitor may make in a minute.
#[derive(Clone, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Starting or finishing a login.
    pub login_per_minute: u32,
    /// Searching the public register.
    pub search_per_minute: u32,
    /// Pages of teachers in the public register, a day; then a visitor waits longer and longer.
    pub teachers_per_day: u32,
    /// Searches of the public register, a day; likewise.
    pub searches_per_day: u32,
    /// Uploading a file.
    pub upload_per_minute: u32,
    /// Sending a part of a file that comes in parts.
    pub part_per_minute: u32,
    /// Calls of the API by one program of a supplier.
    pub api_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            login_per_minute: 30,
            search_per_minute: 60,
            teachers_per_day: 200,
            searches_per_day: 600,
            upload_per_minute: 20,
            part_per_minute: 600,
            api_per_minute: 3000,
        }
    }
}

mod defaults {
    pub(super) fn bsn_claim() -> String {
        "bsn".to_owned()
    }
    pub(super) fn digid_acr() -> String {
        "http://eidas.europa.eu/LoA/substantial,http://eidas.europa.eu/LoA/high".to_owned()
    }
    pub(super) fn kvk_claim() -> String {
        "urn:etoegang:1.9:EntityConcernedID:KvKnr".to_owned()
    }
    pub(super) fn pseudonym_claim() -> String {
        "urn:etoegang:core:ActingSubjectID".to_owned()
    }
    pub(super) fn eherkenning_acr() -> String {
        "urn:etoegang:core:assurance-class:loa3,urn:etoegang:core:assurance-class:loa4".to_owned()
    }
    pub(super) fn provider_acr() -> String {
        "urn:etoegang:core:assurance-class:loa2plus".to_owned()
    }
    pub(super) fn roles_claim() -> String {
        "roles".to_owned()
    }
    pub(super) fn extract_organisation() -> String {
        "Dienst Uitvoering Onderwijs".to_owned()
    }
    pub(super) fn five_seconds() -> u64 {
        5_000
    }
    pub(super) fn thirty_seconds() -> u64 {
        30_000
    }
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key is missing or unreadable.
    #[error("configuration: {0}")]
    Unreadable(String),
    /// A key is unsafe outside a developer's machine.
    #[error("configuration: {key} is not safe in production: {why}")]
    Unsafe {
        /// The environment variable.
        key: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl Config {
    /// How far the comparison with the Diplomaregister is, per sector and cohort.
    ///
    /// # Errors
    /// When the file that is named cannot be read.
    pub fn phases(&self) -> anyhow::Result<Vec<PhaseSetting>> {
        let Some(file) = &self.phases_file else {
            return Ok(PhaseSetting::all().to_vec());
        };
        let read = || anyhow::Ok(PhaseSetting::parse(&std::fs::read_to_string(file)?)?);
        read().with_context(|| format!("LR_PHASES_FILE: {}", file.display()))
    }

    /// Reads the configuration and refuses what is missing or unsafe.
    ///
    /// # Errors
    /// [`ConfigError`], which names the key.
    pub fn load() -> Result<Self, ConfigError> {
        let file = std::env::var("LR_CONFIG").unwrap_or_else(|_| "lerarenregister.toml".to_owned());
        Self::from_figment(
            Figment::new()
                .merge(Toml::file(file))
                .merge(Env::raw().only(&["DATABASE_URL"]))
                .merge(Env::prefixed("LR_").split("__")),
        )
    }

    fn from_figment(figment: Figment) -> Result<Self, ConfigError> {
        let config: Self = figment.extract().map_err(|error| {
            let named: Vec<String> = error
                .into_iter()
                .map(|e| {
                    let mut path = e.path.clone();
                    if let figment::error::Kind::MissingField(field) = &e.kind {
                        path.push(field.to_string());
                    }
                    let key = match path.join("__").to_uppercase() {
                        key if key == "DATABASE_URL" => key,
                        key => format!("LR_{key}"),
                    };
                    format!("{key}: {}", e.kind)
                })
                .collect();
            ConfigError::Unreadable(named.join("; "))
        })?;
        config.refuse_unsafe()?;
        Ok(config)
    }

    fn refuse_unsafe(&self) -> Result<(), ConfigError> {
        let shared = self
            .sandbox
            .as_ref()
            .is_some_and(|sandbox| sandbox.database_url.expose() == self.database_url.expose());
        if shared {
            return Err(ConfigError::Unsafe {
                key: "LR_SANDBOX__DATABASE_URL",
                why: "it must not be the database of the register",
            });
        }
        if self.environment == Environment::Local {
            return Ok(());
        }
        let https = "it must start with https://";
        let checks = [
            (
                self.public_url.starts_with("https://"),
                "LR_PUBLIC_URL",
                https,
            ),
            (
                self.login.digid.provider.issuer.starts_with("https://"),
                "LR_LOGIN__DIGID__ISSUER",
                https,
            ),
            (
                self.login
                    .eherkenning
                    .provider
                    .issuer
                    .starts_with("https://"),
                "LR_LOGIN__EHERKENNING__ISSUER",
                https,
            ),
            (
                self.login.staff.provider.issuer.starts_with("https://"),
                "LR_LOGIN__STAFF__ISSUER",
                https,
            ),
            (
                self.diploma_register.url.starts_with("https://"),
                "LR_DIPLOMA_REGISTER__URL",
                https,
            ),
            (self.brp.url.starts_with("https://"), "LR_BRP__URL", https),
            (
                self.old_register
                    .as_ref()
                    .is_none_or(|old| old.url.starts_with("https://")),
                "LR_OLD_REGISTER__URL",
                https,
            ),
            (
                self.mail.url.expose().starts_with("smtps://"),
                "LR_MAIL__URL",
                "it must start with smtps://",
            ),
            (
                self.clock.offset_file.is_none(),
                "LR_CLOCK__OFFSET_FILE",
                "time cannot be moved there",
            ),
            (
                self.keys.data.0 != self.keys.bsn_index.0,
                "LR_KEYS__BSN_INDEX",
                "it must differ from LR_KEYS__DATA",
            ),
        ];
        let sandbox = self.sandbox.as_ref().map(|sandbox| {
            (
                sandbox.keys.data.0 != self.keys.data.0
                    && sandbox.keys.bsn_index.0 != self.keys.bsn_index.0,
                "LR_SANDBOX__KEYS__DATA",
                "the sandbox must have keys of its own",
            )
        });
        match checks.into_iter().chain(sandbox).find(|(fine, ..)| !fine) {
            Some((_, key, why)) => Err(ConfigError::Unsafe { key, why }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use figment::providers::Serialized;

    fn local() -> serde_json::Value {
        let key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
        let other = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
        let provider = |name: &str| {
            serde_json::json!({
                "issuer": format!("https://login.example/{name}"),
                "client_id": "lerarenregister",
                "private_key_file": "key.pem",
            })
        };
        serde_json::json!({
            "environment": "production",
            "address": "127.0.0.1:3000",
            "public_url": "https://register.example",
            "database_url": "postgres://localhost/lr",
            "keys": { "data": key, "bsn_index": other },
            "login": { "digid": provider("digid"), "eherkenning": provider("eh"), "staff": provider("staff") },
            "diploma_register": { "url": "https://d.example", "client_id": "a", "client_secret": "b", "extract": { "authorities_file": "authorities.pem" } },
            "brp": { "url": "https://brp.example", "api_key": "c" },
            "evidence": { "url": "s3://evidence" },
            "mail": { "url": "smtps://mail.example", "from": "register@register.example" },
            "proof": { "key_file": "bewijs.pem" },
        })
    }

    fn load(value: serde_json::Value) -> Result<Config, ConfigError> {
        Config::from_figment(Figment::from(Serialized::defaults(value)))
    }

    #[test]
    fn a_whole_configuration_is_accepted() {
        assert!(load(local()).is_ok());
    }

    #[test]
    fn a_missing_key_is_named() {
        let mut value = local();
        value["keys"]
            .as_object_mut()
            .expect("object")
            .remove("bsn_index");
        let error = load(value).err().expect("refused").to_string();
        assert!(error.contains("LR_KEYS__BSN_INDEX"), "{error}");
    }

    #[test]
    fn a_key_to_sign_proofs_with_must_be_named() {
        let mut value = local();
        value["proof"] = serde_json::json!({});
        let error = load(value).err().expect("refused").to_string();
        assert!(error.contains("LR_PROOF__KEY_FILE"), "{error}");
    }

    #[test]
    fn plain_http_is_refused_in_production_and_the_key_is_named() {
        let mut value = local();
        value["public_url"] = "http://register.example".into();
        let error = load(value).err().expect("refused").to_string();
        assert!(error.contains("LR_PUBLIC_URL"), "{error}");
    }

    #[test]
    fn time_cannot_be_moved_in_production() {
        let mut value = local();
        value["clock"] = serde_json::json!({ "offset_file": "clock" });
        let error = load(value).err().expect("refused").to_string();
        assert!(error.contains("LR_CLOCK__OFFSET_FILE"), "{error}");
    }

    #[test]
    fn the_sandbox_is_never_the_register() {
        let mut value = local();
        value["sandbox"] = serde_json::json!({
            "database_url": value["database_url"],
            "keys": value["keys"],
            "brp": value["brp"],
        });
        let error = load(value.clone()).err().expect("refused").to_string();
        assert!(error.contains("LR_SANDBOX__DATABASE_URL"), "{error}");
        value["sandbox"]["database_url"] = "postgres://localhost/proef".into();
        let error = load(value).err().expect("refused").to_string();
        assert!(error.contains("LR_SANDBOX__KEYS"), "{error}");
    }

    #[test]
    fn a_short_key_is_refused_and_named() {
        let mut value = local();
        value["keys"]["data"] = "c2hvcnQ=".into();
        let error = load(value).err().expect("refused").to_string();
        assert!(error.contains("LR_KEYS__DATA"), "{error}");
    }
}
