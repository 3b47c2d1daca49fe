//! The registers and services around the server.

use super::Secret;
use crate::extract::Signer;
use anyhow::Context;
use serde::Deserialize;
use std::{path::PathBuf, time::Duration};

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
    #[serde(default = "five_seconds")]
    pub timeout_ms: u64,
    /// Who signs the extracts that teachers give.
    pub extract: ExtractConfig,
}

impl DiplomaRegisterConfig {
    /// How long one look-up may take.
    pub fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }
}

/// Who signs an extract of the Diplomaregister.
#[derive(Clone, Deserialize)]
pub struct ExtractConfig {
    /// PEM file with the certificates of the authorities that may vouch for the signer.
    pub authorities_file: PathBuf,
    /// The organisation that signs, as its certificate names it.
    #[serde(default = "extract_organisation")]
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

/// The Basisregistratie Personen (Haal Centraal BRP bevragen).
#[derive(Clone, Deserialize)]
pub struct BrpConfig {
    /// Base address.
    pub url: String,
    /// Our key there.
    pub api_key: Secret,
    /// How long one look-up may take.
    #[serde(default = "five_seconds")]
    pub timeout_ms: u64,
}

/// Where evidence files are kept.
#[derive(Clone, Deserialize)]
pub struct EvidenceConfig {
    /// `file:///…` or `s3://bucket/…`.
    pub url: String,
    /// Options of the object store, such as `aws_region`, by their own names.
    #[serde(default)]
    pub options: std::collections::HashMap<String, String>,
    /// The program that reads a PDF in a process apart; this one, when absent.
    #[serde(default = "this_program")]
    pub cleaner: PathBuf,
}

/// Empty where a program does not know where it is: then no PDF is taken, and the log says why.
fn this_program() -> PathBuf {
    std::env::current_exe().unwrap_or_default()
}

/// A `ClamAV` daemon.
#[derive(Clone, Deserialize)]
pub struct ScannerConfig {
    /// Host and port, on the inside.
    pub address: String,
    /// How long one file may take.
    #[serde(default = "thirty_seconds")]
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
    #[serde(default = "five_seconds")]
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

fn extract_organisation() -> String {
    "Dienst Uitvoering Onderwijs".to_owned()
}

fn five_seconds() -> u64 {
    5_000
}

fn thirty_seconds() -> u64 {
    30_000
}
