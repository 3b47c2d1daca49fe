//! What a draft would do to all portfolios, behind the page: streamed from the database in parts that
//! are each kept when they are done, so that it goes on where it stopped and never holds more than a
//! few portfolios.

mod portfolios;

use super::sets;
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::{profession::editable, teacher::recent_term},
    fault::Fault,
    jobs,
};
use app::{actor::Drafter, profession::Simulated};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use portfolios::{fold, teachers};
use shared::{
    Problem,
    criteria::{CriteriaSet, Report, SetForm, Simulation, SimulationCounts, Term},
};
use sqlx::PgConnection;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How many portfolios are reckoned before what came of them is kept.
const BATCH: i64 = 2_000;

/// How long a job goes on before other work gets a turn.
const TURN: Duration = Duration::from_secs(20);

/// Asks what a draft would do, unless that is reckoned already or being reckoned.
///
/// # Errors
/// 404 when there is no such version; 409 when it is no draft, or its form cannot be read.
pub async fn ask(system: &System, drafter: &Drafter, version: &str) -> Result<(), Fault> {
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let mut tx = system.pool.begin().await?;
    let kept = editable(&mut tx, version).await?;
    let readable = |form: &SetForm| form.parse(&kept.set).is_ok();
    if !kept.typed.as_ref().is_none_or(readable) {
        return Err(Problem::conflict("In het concept klopt nog niet alles").into());
    }
    // Those in force, for each sector that has one of its own.
    let mut in_force = sets(&mut tx).await?;
    in_force.retain(|set| set.is_in_force(today));
    let (hash, draft) = (
        kept.set.rules_hash().to_string(),
        serde_json::to_value(&kept.set)?,
    );
    let now_set = serde_json::to_value(&in_force)?;
    let is_there = sqlx::query_scalar!(
        r#"select exists (
               select
               from criteria_simulation
               where version_id = $1 and rules_hash = $2 and now_set = $3 and last_day = $4
           ) as "is!""#,
        kept.id,
        hash,
        now_set,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(&mut *tx)
    .await?;
    if is_there {
        return Ok(());
    }
    let persons = sqlx::query!(
        r#"select count(*) as "count!", percentile_disc(0.5) within group (order by person_id) as half
           from (
               select distinct a.person_id
               from activity a
               where exists (
                   select
                   from current_appointment c
                   where c.person_id = a.person_id and c.valid @> $1::date and not c.removed
               )
           ) as teacher"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(&mut *tx)
    .await?;
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into criteria_simulation (id, version_id, rules_hash, draft, now_set, last_day,
                                          asked_at, total)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        kept.id,
        hash,
        draft,
        now_set,
        today.to_sqlx() as jiff_sqlx::Date,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        i32::try_from(persons.count).unwrap_or(i32::MAX),
    )
    .execute(&mut *tx)
    .await?;
    // Two parts, each as many portfolios: as many as are reckoned at the same time.
    sqlx::query!(
        "insert into criteria_simulation_part (simulation_id, part, after, through, counts)
         values ($1, 0, null, $2, $3), ($1, 1, $2, null, $3)",
        id,
        persons.half,
        serde_json::to_value(SimulationCounts::default())?,
    )
    .execute(&mut *tx)
    .await?;
    jobs::simulate(&mut tx, id).await?;
    let act = Act::CriteriaSimulated {
        version: version.to_owned(),
        simulation: id,
    };
    audit::record(&mut tx, now, By::Staff(drafter.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// The last simulation of a version, with whether it is of the rules of now.
///
/// # Errors
/// When the database does not answer.
pub async fn last(
    conn: &mut PgConnection,
    version: Uuid,
    set: &CriteriaSet,
) -> Result<Option<Simulated>, Fault> {
    let Some(row) = sqlx::query!(
        r#"select s.rules_hash, s.last_day, s.asked_at, s.total, s.report,
                  (select coalesce(sum(p.done), 0)
                   from criteria_simulation_part p
                   where p.simulation_id = s.id) as "done!"
           from criteria_simulation s
           where s.version_id = $1
           order by s.asked_at desc, s.id desc
           limit 1"#,
        version,
    )
    .fetch_optional(conn)
    .await?
    else {
        return Ok(None);
    };
    // In tens, as everything that is told of portfolios.
    let tens = |count: i64| u32::try_from(count / 10 * 10).unwrap_or_default();
    Ok(Some(Simulated {
        asked: dutch(row.asked_at.to_jiff()),
        last_day: row.last_day.to_jiff(),
        current: row.rules_hash == set.rules_hash().to_string(),
        rules_hash: row.rules_hash,
        done: (tens(row.done), tens(i64::from(row.total))),
        report: row
            .report
            .map(serde_json::from_value::<Report>)
            .transpose()?,
    }))
}

/// What is reckoned with.
struct Scene {
    simulation: Uuid,
    /// The sets in force, in the order in which they begin.
    now: Vec<CriteriaSet>,
    draft: CriteriaSet,
    last_day: Date,
    term: Term,
}

/// Goes on with a simulation, both parts at the same time, until its turn is over; queues the next turn
/// when it is not done.
///
/// # Errors
/// When the database does not answer; what was kept stays, and the next try goes on from there.
pub async fn go_on(system: &Arc<System>, simulation: Uuid) -> Result<(), Fault> {
    let mut conn = system.pool.acquire().await?;
    let Some(row) = sqlx::query!(
        "select draft, now_set, last_day
         from criteria_simulation
         where id = $1 and finished_at is null",
        simulation,
    )
    .fetch_optional(&mut *conn)
    .await?
    else {
        return Ok(());
    };
    let last_day = row.last_day.to_jiff();
    let scene = Arc::new(Scene {
        simulation,
        now: sets_of(row.now_set)?,
        draft: serde_json::from_value(row.draft)?,
        last_day,
        term: recent_term(last_day),
    });
    drop(conn);
    let parts = [0, 1].map(|part| {
        let (system, scene) = (system.clone(), scene.clone());
        tokio::spawn(async move { turn(&system, &scene, part).await })
    });
    let mut finished = true;
    for part in parts {
        finished &= part.await.map_err(Fault::broken)??;
    }
    let mut tx = system.pool.begin().await?;
    if finished {
        finish(&mut tx, system, &scene).await?;
    } else {
        jobs::simulate(&mut tx, simulation).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The sets in force that are kept with a simulation. Before there were sets for some sectors it was one.
fn sets_of(kept: serde_json::Value) -> Result<Vec<CriteriaSet>, Fault> {
    Ok(if kept.is_array() {
        serde_json::from_value(kept)?
    } else {
        vec![serde_json::from_value(kept)?]
    })
}

/// Reckons batches of one part until its turn is over; whether the part is finished.
async fn turn(system: &System, scene: &Scene, part: i16) -> Result<bool, Fault> {
    let began = Instant::now();
    while began.elapsed() < TURN {
        if batch(system, scene, part).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reckons the next portfolios of a part and keeps what came of it; whether there are no more.
async fn batch(system: &System, scene: &Scene, part: i16) -> Result<bool, Fault> {
    let mut tx = system.pool.begin().await?;
    let from = sqlx::query!(
        "select after, through, counts, finished
         from criteria_simulation_part
         where simulation_id = $1 and part = $2
         for update",
        scene.simulation,
        part,
    )
    .fetch_one(&mut *tx)
    .await?;
    if from.finished {
        return Ok(true);
    }
    let teachers = teachers(&mut tx, from.after, from.through, scene).await?;
    let counts = serde_json::from_value(from.counts)?;
    let mut simulation = Simulation::resume(&scene.now, &scene.draft, counts);
    fold(&mut tx, &teachers, scene, &mut simulation).await?;
    let count = i64::try_from(teachers.len()).unwrap_or(i64::MAX);
    let finished = count < BATCH;
    sqlx::query!(
        "update criteria_simulation_part
         set after = coalesce($3, after), done = done + $4, counts = $5, finished = $6
         where simulation_id = $1 and part = $2",
        scene.simulation,
        part,
        teachers.last().map(|teacher| teacher.person),
        i32::try_from(count).unwrap_or(i32::MAX),
        serde_json::to_value(simulation.counts())?,
        finished,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(finished)
}

/// Keeps what may be shown of the parts together.
async fn finish(conn: &mut PgConnection, system: &System, scene: &Scene) -> Result<(), Fault> {
    let parts = sqlx::query_scalar!(
        "select counts from criteria_simulation_part where simulation_id = $1",
        scene.simulation,
    )
    .fetch_all(&mut *conn)
    .await?;
    let before = CriteriaSet::before(&scene.now, &scene.draft.sectors, scene.last_day)
        .ok_or_else(|| Fault::broken("no set of criteria was in force"))?;
    let mut whole = Simulation::new(&scene.now, &scene.draft);
    for counts in parts {
        whole.merge(serde_json::from_value(counts)?);
    }
    sqlx::query!(
        "update criteria_simulation
         set report = $2, finished_at = $3
         where id = $1 and finished_at is null",
        scene.simulation,
        serde_json::to_value(whole.report(before))?,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *conn)
    .await?;
    // What was counted exactly is not needed any more, and is not for anybody to see.
    sqlx::query!(
        "update criteria_simulation_part set counts = '{}' where simulation_id = $1",
        scene.simulation,
    )
    .execute(conn)
    .await?;
    Ok(())
}
