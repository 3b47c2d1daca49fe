//! The server program: serves the site, or does one task and stops.

// A page nests many components, each a type of its own.
#![recursion_limit = "1024"]

use anyhow::{Context, bail};
use server::{
    MIGRATIONS, System, api, clock::Clock, config::Config, criteria, delivery,
    evidence::clean::apart, institutions, jobs, outages, sandbox, telemetry::Telemetry, web,
};
use shared::{authority::AuthorityTable, identifier::ClaimId, sector::Sector};
use sqlx::postgres::PgPoolOptions;
use std::{io::Write, net::SocketAddr, process::ExitCode, time::Duration};
use tokio::net::TcpListener;

fn main() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if arguments == [apart::TASK] {
        return Ok(apart::serve());
    }
    run(&arguments)?;
    Ok(ExitCode::SUCCESS)
}

#[tokio::main]
async fn run(arguments: &[&str]) -> anyhow::Result<()> {
    match *arguments {
        [] => serve().await,
        ["migreren"] => migrate(&connect(&database_url()?).await?).await,
        ["instellingen", boards, locations, ref options @ ..] => {
            load_institutions(boards, locations, options).await
        }
        ["onduidelijke-opleidingen"] => {
            let pool = connect(&database_url()?).await?;
            migrate(&pool).await?;
            let file = server::desks::teacher::unclear_programmes(&pool).await?;
            Ok(std::io::stdout().write_all(&file)?)
        }
        ["opleidingen", overview, day] => read_overview(overview, day),
        ["uitkomst", claim] => {
            let config = Config::load()?;
            let pool = connect(config.database_url.expose()).await?;
            let clock = Clock::system(config.clock.offset_file.clone());
            let system = System::new(config, pool, clock, None)?;
            let claim = claim
                .parse::<ClaimId>()
                .context("the number of the subject is no number")?;
            let made_again = server::desks::teacher::made_again(&system, claim).await?;
            println!("{made_again}");
            Ok(())
        }
        ["leverancier", name, oin] => {
            let pool = connect(&database_url()?).await?;
            migrate(&pool).await?;
            api::admit(&mut *pool.acquire().await?, name, oin).await?;
            println!("{name} kan inloggen met eHerkenning");
            Ok(())
        }
        ["leverancier", name, oin, client, keys] => {
            let pool = connect(&database_url()?).await?;
            migrate(&pool).await?;
            let keys = std::fs::read(keys).with_context(|| format!("cannot read {keys}"))?;
            api::register(&pool, name, oin, client, &keys).await?;
            println!("{name} kan inloggen als {client}");
            Ok(())
        }
        ["proefprogramma", name, oin, client, keys] => {
            let config = Config::load()?;
            let sandbox = config
                .sandbox
                .clone()
                .context("configuration: LR_SANDBOX__DATABASE_URL: missing")?;
            let pool = connect(sandbox.database_url.expose()).await?;
            migrate(&pool).await?;
            let clock = Clock::system(config.clock.offset_file.clone());
            let sandbox = sandbox::system(&config, sandbox, pool, clock)?;
            let keys = std::fs::read(keys).with_context(|| format!("cannot read {keys}"))?;
            sandbox::enrol(&sandbox, name, oin, client, &keys).await?;
            println!("{name} kan in de testomgeving inloggen als {client}");
            Ok(())
        }
        ["personeel", counts] => {
            let pool = connect(&database_url()?).await?;
            migrate(&pool).await?;
            let file = std::fs::read(counts).with_context(|| format!("cannot read {counts}"))?;
            let (year, schools) = institutions::staff_counts::load(&pool, &file).await?;
            println!("{schools} scholen met een telling van {year}");
            Ok(())
        }
        ["instelling", name, value @ ("aan" | "uit"), from] => {
            let pool = connect(&database_url()?).await?;
            migrate(&pool).await?;
            let from = from.parse().context("the date is no date")?;
            institutions::switch(&pool, name, value == "aan", from).await?;
            println!("{name} staat {value} vanaf {from}");
            Ok(())
        }
        _ => bail!(
            "usage: server | server migreren | server instellingen BESTUREN.csv VESTIGINGEN.csv [SECTOR] [DATUM] \
             | server personeel TELLING.csv | server instelling NAAM aan|uit DATUM | server leverancier NAAM OIN [CLIENT SLEUTELS.json] \
             | server proefprogramma NAAM OIN CLIENT SLEUTELS.json \
             | server onduidelijke-opleidingen > OPLEIDINGEN.csv \
             | server opleidingen OVERZICHT.csv DATUM > RIJEN.csv | server uitkomst VAK"
        ),
    }
}

/// Loads boards and schools. The options are the sector of all of them, and the day from which what
/// is new in the files holds; without it today.
async fn load_institutions(boards: &str, locations: &str, options: &[&str]) -> anyhow::Result<()> {
    let (mut sector, mut from) = (None, Clock::system(None).today());
    for option in options {
        match Sector::parse(option) {
            Some(named) => sector = Some(named),
            None => from = option.parse().context("no sector and no date")?,
        }
    }
    let pool = connect(&database_url()?).await?;
    migrate(&pool).await?;
    let read = |path| std::fs::read(path).with_context(|| format!("cannot read {path}"));
    let files = institutions::Files {
        boards: &read(boards)?,
        locations: &read(locations)?,
        sector,
        from,
    };
    let loaded = institutions::load(&pool, files).await?;
    println!(
        "{} besturen en {} vestigingen geladen",
        loaded.boards, loaded.locations
    );
    if loaded.moved + loaded.ended_schools + loaded.ended_boards > 0 {
        println!(
            "vanaf {from}: {} scholen naar een ander bestuur of een andere sector, \
             {} scholen en {} besturen beëindigd",
            loaded.moved, loaded.ended_schools, loaded.ended_boards
        );
    }
    Ok(())
}

/// Writes the programme codes of an *Overzicht Erkenningen HO* that the table does not know, as rows for its
/// next version, and what a person should look at as remarks of that file.
fn read_overview(overview: &str, day: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(overview)
        .with_context(|| format!("cannot read {overview} as UTF-8"))?;
    let day = day.parse().context("the date is no date")?;
    let found = AuthorityTable::current().read_overview(&text, day)?;
    for row in &found.rows {
        println!("{row}");
    }
    let look = [
        ("onduidelijk", &found.unclear),
        ("anders dan bekend", &found.different),
    ];
    for (why, programmes) in look {
        for programme in programmes {
            println!("# {why}: {} {}", programme.code, programme.name);
        }
    }
    Ok(())
}

async fn serve() -> anyhow::Result<()> {
    let config = Config::load()?;
    let telemetry = Telemetry::start(&config)?;
    let pool = connect(config.database_url.expose()).await?;
    migrate(&pool).await?;
    let clock = Clock::system(config.clock.offset_file.clone());
    let sandbox = match config.sandbox.clone() {
        Some(sandbox) => {
            let pool = connect(sandbox.database_url.expose()).await?;
            migrate(&pool).await?;
            Some(sandbox::system(&config, sandbox, pool, clock.clone())?)
        }
        None => None,
    };
    let system = System::new(config, pool, clock, sandbox)?;
    let mut behind = Vec::new();
    for system in [Some(&system), system.sandbox.as_ref()]
        .into_iter()
        .flatten()
    {
        let worker = jobs::start(system.clone()).await?;
        let resuming = tokio::spawn(delivery::keep_resuming(system.clone()));
        let beating = tokio::spawn(outages::keep_beating(system.clone()));
        behind.push((system.pool.clone(), worker, [resuming, beating]));
    }
    let watched = match system.config.watch_address {
        Some(address) => {
            let watch = web::watch(telemetry.metrics.clone());
            let listener = listen(address).await?;
            Some(tokio::spawn(
                async move { axum::serve(listener, watch).await },
            ))
        }
        None => None,
    };
    let router = web::router(system.clone(), &web::Built::find()?);
    let listener = listen(system.config.address).await?;
    tracing::info!(address = %system.config.address, "listening");
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<std::net::SocketAddr>(),
    )
    .with_graceful_shutdown(asked_to_stop())
    .await?;
    if let Some(watched) = watched {
        watched.abort();
    }
    for (pool, worker, tasks) in behind {
        for task in tasks {
            task.abort();
        }
        worker.stop().await;
        pool.close().await;
    }
    telemetry.stop();
    Ok(())
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

fn database_url() -> anyhow::Result<String> {
    std::env::var("DATABASE_URL").context("configuration: DATABASE_URL: missing")
}

async fn connect(url: &str) -> anyhow::Result<sqlx::PgPool> {
    PgPoolOptions::new()
        .max_connections(20)
        .acquire_timeout(Duration::from_secs(10))
        .connect(url)
        .await
        .context("configuration: DATABASE_URL: the database cannot be reached")
}

async fn migrate(pool: &sqlx::PgPool) -> anyhow::Result<()> {
    MIGRATIONS.run(pool).await?;
    criteria::load_built_in(pool, Clock::system(None).now_stored()).await?;
    jobs::migrate(pool).await
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminate => {},
        _ = tokio::signal::ctrl_c() => {},
    }
    tracing::info!("finishing the requests in hand, then stopping");
}
