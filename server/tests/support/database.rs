//! A database of its own for each test, on the real PostgreSQL.

use super::NOW;
use server::{MIGRATIONS, criteria, jobs};
use sqlx::{Connection, PgConnection, PgPool, postgres::PgPoolOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use tokio::sync::OnceCell;

fn database_url() -> String {
    std::env::var("DATABASE_URL")
        .expect("DATABASE_URL names a PostgreSQL where databases can be made")
}

/// The address of this database.
pub fn url_of(database: &str) -> String {
    let url = database_url();
    let (server, _) = url.rsplit_once('/').expect("a database in the address");
    format!("{server}/{database}")
}

/// A copy of a migrated template, which is made once for each state of the migrations.
pub async fn fresh() -> (String, PgPool) {
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
        // Each knows nothing at first, neither the tables nor what was asked before: few learn less often. Two, for
        // a job asks beside the visitor who waits for it, and what races in a test races by two.
        .max_connections(2)
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

/// Removes these databases.
pub fn remove(names: Vec<String>) {
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
