//! Typed configuration, from the environment (`LR_…`, nested with `__`) and an optional file.
//!
//! A missing or unsafe setting is refused at start, with a message that names its key.

mod around;
mod login;
mod secret;
#[cfg(test)]
mod tests;

pub use around::{
    BrpConfig, DiplomaRegisterConfig, EvidenceConfig, ExtractConfig, MailConfig, OldRegisterConfig,
    ProofConfig, ScannerConfig,
};
pub use login::{DigidLogin, EherkenningLogin, Logins, ProviderConfig, StaffLogin};
pub use secret::{Key, Keys, Secret};

use anyhow::Context;
use figment::{
    Figment,
    providers::{Env, Format, Toml},
};
use serde::Deserialize;
use shared::authority::PhaseSetting;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
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
