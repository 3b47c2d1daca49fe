//! A register of its own for each test: a fresh database on the real PostgreSQL, a clock that
//! stands still, and stand-ins for the outside registers, reached over HTTP.

#![allow(
    dead_code,
    unused_imports,
    reason = "each test program uses its own part of this"
)]

mod config;
mod database;
mod deliverer;
mod described;
mod examined;
mod file;
mod keys;
mod people;
mod program;
mod registers;
mod scanner;
mod smtp;
mod visitor;

pub use deliverer::{Deliverer, appointment, removal};
pub use described::undocumented;
pub use examined::pass_every_case;
pub use file::{Row, csv, deliver_file, deliver_file_of, file, pdf, row};
pub use keys::{EcKeyPair, ec_key_pair};
pub use people::{contact_of, dutch, elect, limit, logged_in_now, office, post_letters, provider};
pub use program::Program;
pub use registers::{Mood, StandIns};
pub use scanner::VirusScanner;
pub use smtp::MailServer;
pub use visitor::Visitor;

use app::{
    actor::{BoardContact, Colleague, FromActor, Reach, Teacher},
    school::{desk::SchoolDesk, tasks::Task},
};
use jiff::Timestamp;
use server::{
    System, clock::Clock, config::Config, desks::Desk, institutions, jobs, sandbox, session::store,
};
use shared::{
    Problem,
    identifier::{Bsn, PersonId},
};
use sqlx::PgPool;
use std::sync::{Arc, OnceLock};

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
        let (database, pool) = database::fresh().await;
        let mut databases = vec![database.clone()];
        let stand_ins = StandIns::start().await;
        stand_ins.add_person("999990019", "Mila", "", "Zandlicht", "1987-04-02");
        let clock = Clock::set(NOW.parse().expect("timestamp"));
        let mut config = config::config(&stand_ins, &database);
        change(&mut config);
        let sandbox = if sandbox {
            let (database, pool) = database::fresh().await;
            let apart = serde_json::json!({
                "database_url": database::url_of(&database),
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
        let person = server::people::find_or_add(&mut tx, &self.system, &bsn)
            .await
            .expect("person");
        tx.commit().await.expect("commit");
        person
    }

    /// What waits for a board, as far as this contact reaches: the first page.
    pub async fn tasks(&self, contact: &Colleague) -> Vec<Task> {
        let list = self.desk.tasks(contact, 1).await.expect("tasks");
        list.tasks.rows
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

/// The status of what was refused.
pub fn status<T: std::fmt::Debug>(answer: Result<T, Problem>) -> u16 {
    answer.expect_err("a problem").status
}

/// Removes the databases of a test and what was kept beside them, also when the test fails.
impl Drop for Register {
    fn drop(&mut self) {
        let names = std::mem::take(&mut self.databases);
        for name in &names {
            // Not there for a sandbox.
            let _ = std::fs::remove_dir_all(std::env::temp_dir().join(name));
        }
        database::remove(names);
    }
}
