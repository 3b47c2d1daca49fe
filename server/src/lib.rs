//! Everything with I/O: the web, login and sessions, the desks on PostgreSQL, jobs, and the
//! adapters to outside registers. `main.rs` wires it.

// A page nests many components, each a type of its own.
#![recursion_limit = "1024"]

pub mod api;
pub mod as_of;
pub mod audit;
pub mod calendar;
pub mod clock;
pub mod comparison;
pub mod config;
pub mod credential;
pub mod criteria;
pub mod decision_letter;
pub mod delivery;
pub mod desks;
pub mod entry;
pub mod evidence;
pub mod extract;
pub mod fault;
pub mod forgetting;
pub mod institutions;
pub mod jobs;
pub mod leaving;
pub mod letters;
pub mod mail;
pub mod messages;
pub mod notices;
pub mod outages;
pub mod people;
pub mod placing;
pub mod print;
pub mod proof;
pub mod registers;
pub mod reminders;
pub mod sandbox;
pub mod session;
pub mod signals;
pub mod take_out;
pub mod telemetry;
pub mod training;
pub mod uploads;
pub mod vault;
pub mod viewing;
pub mod warnings;
pub mod web;

use clock::Clock;
use config::Config;
use evidence::{EvidenceStore, scanner::Scanner};
use mail::Mailer;
use registers::{brp::Brp, diplomas::DiplomaRegister, old::OldRegister};
use session::login::Providers;
use shared::authority::PhaseSetting;
use sqlx::PgPool;
use std::sync::Arc;
use vault::Vault;

/// The migrations, forward only, run at start under a lock.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The parts of the running server.
pub struct System {
    /// The configuration.
    pub config: Config,
    /// The database.
    pub pool: PgPool,
    /// The time.
    pub clock: Clock,
    /// The keys.
    pub vault: Vault,
    /// The OpenID providers.
    pub providers: Providers,
    /// The Diplomaregister.
    pub diplomas: DiplomaRegister,
    /// Who signs the extracts of the Diplomaregister.
    pub extracts: Arc<extract::Signer>,
    /// The Basisregistratie Personen.
    pub brp: Brp,
    /// The voluntary register from before, when it can be asked.
    pub old_register: Option<OldRegister>,
    /// Who signs proofs of registration.
    pub issuer: credential::Issuer,
    /// The files of evidence.
    pub evidence: EvidenceStore,
    /// The virus scanner, when there is one.
    pub scanner: Option<Scanner>,
    /// The mail.
    pub mailer: Mailer,
    /// Whose delivery is taken in now.
    pub turns: delivery::Turns,
    /// What one visitor may ask in a minute.
    pub limits: web::limits::Limiters,
    /// What each visitor sent last.
    pub last_forms: web::once::LastForms,
    /// How far the comparison with the Diplomaregister is, per sector and cohort.
    pub phases: Vec<PhaseSetting>,
    /// Where suppliers try their software, when there is such a place.
    pub sandbox: Option<Arc<System>>,
}

impl System {
    /// A system on this database and with this clock. No outside party is asked anything yet.
    ///
    /// # Errors
    /// When a key file or the file with phases cannot be read, or an address is no address.
    pub fn new(
        config: Config,
        pool: PgPool,
        clock: Clock,
        sandbox: Option<Arc<Self>>,
    ) -> anyhow::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            vault: Vault::new(&config.keys),
            providers: Providers::new(&config)?,
            diplomas: DiplomaRegister::new(&config.diploma_register)?,
            extracts: Arc::new(config.diploma_register.extract.signer()?),
            brp: Brp::new(&config.brp)?,
            old_register: match &config.old_register {
                Some(old) => Some(OldRegister::new(old)?),
                None => None,
            },
            issuer: credential::Issuer::new(&config.proof, &config.public_url)?,
            evidence: EvidenceStore::open(&config.evidence)?,
            scanner: config.scanner.as_ref().map(Scanner::new),
            mailer: Mailer::new(&config.mail)?,
            turns: delivery::Turns::default(),
            limits: web::limits::Limiters::new(&config.limits),
            last_forms: web::once::LastForms::default(),
            phases: config.phases()?,
            sandbox,
            pool,
            clock,
            config,
        }))
    }
}
