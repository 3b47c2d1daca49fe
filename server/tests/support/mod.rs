//! A register of its own for each test: a fresh database on the real PostgreSQL, a clock that
//! stands still, and stand-ins for the outside registers, reached over HTTP.

#![allow(
    dead_code,
    unused_imports,
    reason = "each test program uses its own part of this"
)]

mod deliverer;
mod described;
mod examined;
mod file;
mod program;
mod registers;
mod scanner;
mod smtp;
mod visitor;

pub use deliverer::{Deliverer, appointment, removal};
pub use described::undocumented;
pub use examined::pass_every_case;
pub use file::{Row, csv, deliver_file, deliver_file_of, file, pdf, row};
pub use program::Program;
pub use registers::{Mood, StandIns};
pub use scanner::VirusScanner;
pub use smtp::MailServer;
pub use visitor::Visitor;

use app::actor::{Actor, BoardContact, FreshTeacher, FromActor, Reach, Teacher};
use jiff::Timestamp;
use server::{
    MIGRATIONS, System, clock::Clock, config::Config, criteria, desks::Desk, institutions, jobs,
    people, sandbox, session::store,
};
use shared::{
    Problem,
    identifier::{BoardNumber, Bsn, PersonId},
};
use sqlx::{Connection, PgConnection, PgPool, postgres::PgPoolOptions};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, OnceLock},
};
use tokio::sync::OnceCell;

/// The moment at which each test begins: Monday 23 November 2026, 13.00 in the Netherlands.
pub const NOW: &str = "2026-11-23T12:00:00Z";

const BOARDS: &str = "\
BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;KVK-NUMMER
41234;Stichting Onderwijs Zuiderveen;90001234
41235;Stichting De Waterkant;90001235
";

const LOCATIONS: &str = "\
BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM;VESTIGINGSNAAM;PLAATSNAAM;SECTOR
41234;99QA;99QA00;SG De Wending;De Wending Zuiderveen;Zuiderveen;vo
41234;99QA;99QA01;SG De Wending;De Wending Oosterhaven;Oosterhaven;vo
41234;99QB;99QB00;Het Veencollege;Het Veencollege;Noorderveen;vo
41235;99QC;99QC00;Basisschool De Waterkant;Basisschool De Waterkant;Zuiderveen;po
";

/// A register with two boards and their schools, and the publication switched on. The BRP knows one
/// person: Mila Zandlicht, with BSN 999990019.
pub struct Register {
    /// The system under test.
    pub system: Arc<System>,
    /// The outside registers.
    pub stand_ins: StandIns,
    /// The desk that implements every audience's contract.
    pub desk: Desk,
    databases: Vec<String>,
    router: OnceLock<axum::Router>,
}

impl Register {
    /// A fresh register.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A fresh register in which Mila Zandlicht has one appointment, as a qualified teacher.
    pub async fn with_mila() -> (Self, Teacher) {
        let register = Self::new().await;
        deliver_file(&register, &[&[]]).await;
        let teacher = register.teacher("999990019").await;
        (register, teacher)
    }

    /// A fresh register, with something else in its configuration.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::made(false, change).await
    }

    /// A fresh register where the comparison with the Diplomaregister is in this phase.
    pub async fn in_phase(phase: u8) -> Self {
        let head = "# versie: 2026-1\nsector;cohort;phase;valid_from;valid_to;source;remark\n";
        let row = format!("vo;OVERIG;{phase};2018-01-01;;A;\n");
        let file = std::env::temp_dir().join(format!("fasen-{}.csv", uuid::Uuid::new_v4()));
        std::fs::write(&file, format!("{head}{row}")).expect("a file");
        let register = Self::with(|config| config.phases_file = Some(file.clone())).await;
        std::fs::remove_file(file).expect("removed");
        register
    }

    /// A fresh register with a sandbox beside it.
    pub async fn with_sandbox() -> Self {
        Self::made(true, |_| {}).await
    }

    async fn made(sandbox: bool, change: impl FnOnce(&mut Config)) -> Self {
        let (database, pool) = fresh_database().await;
        let mut databases = vec![database.clone()];
        let stand_ins = StandIns::start().await;
        stand_ins.add_person("999990019", "Mila", "", "Zandlicht", "1987-04-02");
        let clock = Clock::set(NOW.parse().expect("timestamp"));
        let mut config = config(&stand_ins, &database);
        change(&mut config);
        let sandbox = if sandbox {
            let (database, pool) = fresh_database().await;
            let apart = serde_json::json!({
                "database_url": url_of(&database),
                "keys": {
                    "data": "UFJPRUZQUk9FRlBST0VGUFJPRUZQUk9FRlBST0VGMDE=",
                    "bsn_index": "cHJvZWZwcm9lZnByb2VmcHJvZWZwcm9lZnByb2VmMDI=",
                },
                "brp": { "url": stand_ins.url, "api_key": "sleutel", "timeout_ms": 300 },
            });
            databases.push(database);
            let apart = serde_json::from_value(apart).expect("configuration");
            let system = sandbox::system(&config, apart, pool, clock.clone());
            Some(system.expect("a sandbox"))
        } else {
            None
        };
        let system = System::new(config, pool, clock, sandbox).expect("system");
        let files = institutions::Files {
            boards: BOARDS.as_bytes(),
            locations: LOCATIONS.as_bytes(),
            sector: None,
            from: system.clock.today(),
        };
        institutions::load(&system.pool, files)
            .await
            .expect("institutions");
        institutions::switch(
            &system.pool,
            "publicatie",
            true,
            "2026-08-01".parse().expect("date"),
        )
        .await
        .expect("switch");
        Self {
            desk: Desk::new(system.clone()),
            system,
            stand_ins,
            databases,
            router: OnceLock::new(),
        }
    }

    /// The whole site. Made once: all its pages take longer than most requests.
    pub fn router(&self) -> axum::Router {
        let make = || {
            let built = server::web::Built {
                leptos: leptos::prelude::LeptosOptions::builder()
                    .output_name("lr")
                    .build(),
                links: app::Links::default(),
            };
            server::web::router(self.system.clone(), &built)
        };
        self.router.get_or_init(make).clone()
    }

    /// The database.
    pub fn pool(&self) -> &PgPool {
        &self.system.pool
    }

    /// Now, in this register.
    pub fn now(&self) -> Timestamp {
        self.system.clock.now()
    }

    /// A contact of all of this board, as the session layer would make one.
    #[expect(clippy::unused_self, reason = "a contact is of a register")]
    pub fn contact(&self, board: &str) -> BoardContact {
        let actor = contact_of(board, "pseudoniem", Reach::Board);
        FromActor::from_actor(actor).expect("a contact was asked for")
    }

    /// Somebody of the first supplier, as the session layer would make one; registered when it was not.
    pub async fn supplier(&self) -> app::actor::Actor {
        let id: uuid::Uuid = sqlx::query_scalar(
            "insert into supplier (id, oin, name)
             values (gen_random_uuid(), '00000003123456780000', 'Voorbeeldsoftware')
             on conflict (oin) do update set name = excluded.name
             returning id",
        )
        .fetch_one(self.pool())
        .await
        .expect("a supplier");
        store::vouch_for_supplier(shared::identifier::SupplierId(id), "pseudoniem".to_owned())
    }

    /// Somebody of the register itself, as the session layer would make one.
    #[expect(clippy::unused_self, reason = "an officer is of a register")]
    pub fn officer(&self) -> app::actor::Officer {
        let actor = store::vouch_for_staff("m1".to_owned(), vec!["beheerder".to_owned()]);
        app::actor::FromActor::from_actor(actor).expect("an officer was asked for")
    }

    /// The teacher with this BSN, as the session layer would make one; added when not known yet.
    pub async fn teacher(&self, bsn: &str) -> Teacher {
        let person = self.person(bsn).await;
        match store::vouch_for_teacher(person) {
            app::actor::Actor::Teacher(teacher) => teacher,
            _ => unreachable!("a teacher was asked for"),
        }
    }

    /// The person with this BSN; added when not known yet.
    pub async fn person(&self, bsn: &str) -> PersonId {
        let mut tx = self.pool().begin().await.expect("transaction");
        let bsn = Bsn::parse(bsn).expect("bsn");
        let person = people::find_or_add(&mut tx, &self.system, &bsn)
            .await
            .expect("person");
        tx.commit().await.expect("commit");
        person
    }

    /// Does all jobs that are due.
    pub async fn run_jobs(&self) {
        jobs::run_once(self.system.clone()).await.expect("jobs");
    }

    /// How many rows there are of a table, or of a table with a condition.
    pub async fn count(&self, from: &str) -> i64 {
        let sql = format!("select count(*) from {from}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(self.pool())
            .await
            .expect("count")
    }

    /// How many audit events of this type there are.
    pub async fn audited(&self, event_type: &str) -> i64 {
        sqlx::query_scalar("select count(*) from audit_event where event_type = $1")
            .bind(event_type)
            .fetch_one(self.pool())
            .await
            .expect("count")
    }
}

/// Between two questions whether something is ready: who asks without end is refused, and keeps the others
/// from getting ready.
pub async fn a_moment() {
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
}

/// The same teacher, who logged in a moment ago.
pub fn logged_in_now(teacher: &Teacher) -> FreshTeacher {
    let actor = store::vouch_for_fresh(Actor::Teacher(teacher.clone()));
    FreshTeacher::from_actor(actor).expect("a teacher was asked for")
}

/// Somebody who delivers for this board and reaches this far.
pub fn contact_of(board: &str, pseudonym: &str, reach: Reach) -> Actor {
    let board = BoardNumber::parse(board).expect("board");
    store::vouch_for_school_contact(board, pseudonym.to_owned(), reach)
}

/// Limits who is of board 41234 and has this pseudonym to these schools of it.
pub async fn limit(register: &Register, pseudonym: &str, schools: &[String]) {
    sqlx::query(
        "insert into contact_reach (board_number, pseudonym, brins, recorded, set_by)
         values ('41234', $1, $2, tstzrange(now(), null), 'pseudoniem')
         on conflict do nothing",
    )
    .bind(pseudonym)
    .bind(schools)
    .execute(register.pool())
    .await
    .expect("limited");
}

/// Somebody of an office with a mandate of board 41234 for this year, who goes on for that board.
pub async fn office(register: &Register) -> Actor {
    let id: uuid::Uuid = sqlx::query_scalar(
        "with office as (
             insert into supplier (id, oin, name)
             values (gen_random_uuid(), '00000003456789120000', 'Kantoor De Brug')
             on conflict (oin) do update set name = excluded.name
             returning id
         ),
         mandated as (
             insert into mandate (board_number, supplier_id, valid, granted_by, granted_at, people)
             select '41234', id, daterange('2026-01-01', '2027-01-01'), 'pseudoniem', now(), true
             from office
         )
         select id from office",
    )
    .fetch_one(register.pool())
    .await
    .expect("an office");
    let reach = Reach::Office(shared::identifier::SupplierId(id));
    contact_of("41234", "kantoormens", reach)
}

/// Somebody of a provider, which is admitted when it was not.
pub async fn provider(register: &Register) -> Actor {
    let id: uuid::Uuid = sqlx::query_scalar(
        "insert into provider (id, name, kvk, admitted_at, admitted_by)
         values (gen_random_uuid(), 'Hogeschool Merenwijk', '90009001', now(), 'st-0003')
         on conflict (kvk) do update set name = excluded.name
         returning id",
    )
    .fetch_one(register.pool())
    .await
    .expect("a provider");
    store::vouch_for_provider(shared::identifier::ProviderId(id), "aanbieder-1".to_owned())
}

/// The status of what was refused.
pub fn status<T: std::fmt::Debug>(answer: Result<T, Problem>) -> u16 {
    answer.expect_err("a problem").status
}

fn database_url() -> String {
    std::env::var("DATABASE_URL")
        .expect("DATABASE_URL names a PostgreSQL where databases can be made")
}

fn url_of(database: &str) -> String {
    let url = database_url();
    let (server, _) = url.rsplit_once('/').expect("a database in the address");
    format!("{server}/{database}")
}

/// A copy of a migrated template, which is made once for each state of the migrations.
/// Lets a teacher be an elected member from August 2026 on.
pub async fn elect(register: &Register, person: PersonId) {
    sqlx::query(
        "insert into delegate (id, person_id, valid, basis, granted_by, granted_at)
         values (gen_random_uuid(), $1, daterange('2026-08-01', '2030-08-01'), 'Verkiezing 2026', 'test', now())",
    )
    .bind(person.0)
    .execute(register.pool())
    .await
    .expect("elected");
}

async fn fresh_database() -> (String, PgPool) {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(template).await;
    let name = format!("lr_test_{}", uuid::Uuid::new_v4().simple());
    let mut admin = PgConnection::connect(&database_url())
        .await
        .expect("PostgreSQL");
    // Of so small a template the files are copied sooner than the blocks are logged.
    let copy = format!("create database {name} template {template} strategy file_copy");
    execute(&mut admin, copy).await;
    let pool = PgPoolOptions::new()
        .max_connections(5)
        .connect(&url_of(&name))
        .await
        .expect("database");
    (name, pool)
}

/// The name of the template; test programs wait for the one that makes it.
async fn template() -> String {
    // Of every migration: a part of the name that is cut off would not tell the last ones apart.
    let mut hasher = DefaultHasher::new();
    for migration in MIGRATIONS.iter() {
        migration.checksum.hash(&mut hasher);
    }
    let template = format!("lr_template_{:016x}", hasher.finish());
    let mut admin = PgConnection::connect(&database_url())
        .await
        .expect("PostgreSQL");
    // Let go of when the connection ends.
    execute(&mut admin, "select pg_advisory_lock(7410)".to_owned()).await;
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(&template)
            .fetch_one(&mut admin)
            .await
            .expect("look up");
    if !exists {
        let building = format!("{template}_new");
        execute(&mut admin, format!("drop database if exists {building}")).await;
        execute(&mut admin, format!("create database {building}")).await;
        let pool = PgPool::connect(&url_of(&building)).await.expect("template");
        MIGRATIONS.run(&pool).await.expect("migrations");
        let now = NOW.parse().expect("timestamp");
        criteria::load_built_in(&pool, now).await.expect("criteria");
        jobs::migrate(&pool).await.expect("queue");
        pool.close().await;
        execute(
            &mut admin,
            format!("alter database {building} rename to {template}"),
        )
        .await;
    }
    template
}

async fn execute(conn: &mut PgConnection, sql: String) {
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .execute(conn)
        .await
        .expect("sql");
}

/// Removes the databases of a test and what was kept beside them, also when the test fails.
impl Drop for Register {
    fn drop(&mut self) {
        let names = std::mem::take(&mut self.databases);
        for name in &names {
            // Not there for a sandbox.
            let _ = std::fs::remove_dir_all(std::env::temp_dir().join(name));
        }
        // A test's own runtime is about to stop: the clean-up needs another.
        let done = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("runtime").block_on(async {
                let mut admin = PgConnection::connect(&database_url())
                    .await
                    .expect("PostgreSQL");
                for name in names {
                    execute(
                        &mut admin,
                        format!("drop database if exists {name} with (force)"),
                    )
                    .await;
                }
            });
        });
        let _ = done.join();
    }
}

fn config(stand_ins: &StandIns, database: &str) -> Config {
    let folder = std::env::temp_dir().join(database);
    std::fs::create_dir_all(&folder).expect("folder");
    let key_file = folder.join("client-key.pem");
    std::fs::write(&key_file, client_key()).expect("a key file");
    let proof_key = folder.join("bewijs.pem");
    std::fs::write(&proof_key, pem(&ec_key_pair().private_pkcs8)).expect("a key file");
    let provider = |name: &str| {
        serde_json::json!({
            "issuer": format!("http://127.0.0.1:9/{name}"),
            "client_id": "lerarenregister",
            "private_key_file": key_file,
        })
    };
    let value = serde_json::json!({
        "environment": "local",
        "address": "127.0.0.1:0",
        "public_url": "http://127.0.0.1:3000",
        "database_url": url_of(database),
        "keys": {
            "data": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "bsn_index": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
        },
        "login": {
            "digid": provider("digid"),
            "eherkenning": provider("eherkenning"),
            "staff": provider("medewerker"),
        },
        "diploma_register": {
            "url": stand_ins.url,
            "client_id": "lerarenregister",
            "client_secret": "geheim",
            "timeout_ms": 300,
            "extract": {
                "authorities_file": concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extracts/authorities.pem"),
                "organisation": "Dienst Uitvoering Onderwijs (oefenomgeving)",
            },
        },
        "brp": { "url": stand_ins.url, "api_key": "sleutel", "timeout_ms": 300 },
        "old_register": { "url": stand_ins.url, "api_key": "sleutel", "timeout_ms": 300 },
        "evidence": {
            "url": format!("file://{}", folder.display()),
            "cleaner": env!("CARGO_BIN_EXE_server"),
        },
        // Nobody listens there; a test of mail brings its own server.
        "proof": { "key_file": proof_key },
        "mail": { "url": "smtp://127.0.0.1:9", "from": "Lerarenregister <register@register.example>" },
    });
    serde_json::from_value(value).expect("configuration")
}

/// The key with which we are known at the login providers, made once for a test program.
fn client_key() -> &'static str {
    use aws_lc_rs::{
        encoding::{AsDer, Pkcs8V1Der},
        rsa::{KeyPair, KeySize},
    };
    static KEY: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key pair");
        let der: Pkcs8V1Der<'_> = pair.as_der().expect("PKCS #8");
        pem(der.as_ref())
    });
    &KEY
}

/// A private key in PKCS #8 as a PEM file.
fn pem(der: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("base64"))
        .collect();
    format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        lines.join("\n")
    )
}

/// A key pair on the curve P-256, made for one test.
pub struct EcKeyPair {
    /// The private key, as PKCS #8.
    pub private_pkcs8: Vec<u8>,
    /// The public key, as a JWK with the id `een`.
    pub public_jwk: serde_json::Value,
}

/// Makes a key pair.
pub fn ec_key_pair() -> EcKeyPair {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use p256::{
        elliptic_curve::{Generate, sec1::ToSec1Point},
        pkcs8::EncodePrivateKey,
    };
    let secret = p256::SecretKey::generate();
    let point = secret.public_key().to_sec1_point(false);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    EcKeyPair {
        private_pkcs8: secret.to_pkcs8_der().expect("PKCS #8").as_bytes().to_vec(),
        public_jwk: serde_json::json!({
            "kty": "EC", "crv": "P-256", "kid": "een", "x": part(x), "y": part(y),
        }),
    }
}
