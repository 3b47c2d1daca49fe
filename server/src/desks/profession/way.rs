//! The steps of a version from draft to rule.

use crate::{
    System,
    audit::{self, Act, By},
    criteria::{self, Kept},
    fault::Fault,
};
use app::{
    actor::{Adopter, Drafter, Staff},
    profession::StepForm,
};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    criteria::{CriteriaSet, Procedure, Refusal, Stage, Status, Step, Tally, new_needs},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The most characters of a decision.
const LONGEST: usize = 300;

/// Takes a step; not adoption.
///
/// # Errors
/// 404 when there is no such version; 409 when the step cannot be taken now; 422 when its day is wrong.
pub async fn step(
    system: &System,
    drafter: &Drafter,
    version: &str,
    form: &StepForm,
) -> Result<(), Fault> {
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let mut tx = system.pool.begin().await?;
    let kept = locked(&mut tx, version).await?;
    let step = match form.step.as_str() {
        "raadpleging" => Step::Consult { until: day(form)? },
        "stemming" => Step::OpenVote { until: day(form)? },
        "terug" => Step::TakeBack,
        "intrekken" => Step::Withdraw,
        "uitslag" => Step::Count(tally(&mut tx, kept.id).await?),
        _ => return Err(Problem::bad_request("Deze stap kennen we niet").into()),
    };
    let goal = kept.stage.take(step, kept.until, today).map_err(refused)?;
    let until = match step {
        Step::Consult { until } | Step::OpenVote { until } => Some(until),
        _ => None,
    };
    if let Step::Consult { .. } = step {
        is_whole(&kept)?;
    }
    match step {
        Step::OpenVote { until } => open_vote(&mut tx, kept.id, until, now).await?,
        Step::Count(tally) => count_vote(&mut tx, kept.id, tally, now, today).await?,
        _ => {}
    }
    sqlx::query!(
        "update criteria_version
         set stage = $2, until = $3, revision = revision + 1
         where id = $1",
        kept.id,
        goal.code(),
        until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
    )
    .execute(&mut *tx)
    .await?;
    moved(&mut tx, &kept, goal, until, drafter.staff(), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Adopts a version for the minister.
///
/// # Errors
/// As [`step`]; 409 when it asks what nobody can give yet; 422 without a decision, or when new data is
/// needed and that was not seen.
pub async fn adopt(
    system: &System,
    adopter: &Adopter,
    version: &str,
    form: &StepForm,
) -> Result<(), Fault> {
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let mut tx = system.pool.begin().await?;
    // One adoption after the other: each looks on which days the others begin.
    sqlx::query!("lock table criteria_version in share row exclusive mode")
        .execute(&mut *tx)
        .await?;
    let kept = locked(&mut tx, version).await?;
    let in_force = criteria::in_force(&mut tx, today, &kept.set.sectors).await?;
    can_be_met(&kept.set)?;
    let mut errors = Vec::new();
    let decision = form.decision.trim();
    if decision.is_empty() || decision.chars().count() > LONGEST {
        let message = "Vul het kenmerk van het besluit in, in ten hoogste 300 tekens";
        errors.push(FieldError::new("decision", message));
    }
    let from = form.day();
    if from.is_none() {
        errors.push(FieldError::new("day", "Vul een datum in die bestaat"));
    }
    if let Some(other) = begins_then(&mut tx, &kept.set, from).await? {
        let message = format!("Op die dag begint versie {other} al. Kies een andere dag");
        errors.push(FieldError::new("day", message));
    }
    if !new_needs(&in_force, &kept.set).is_empty() && !form.has_seen() {
        let message = "Kijk eerst welke gegevens scholen en leraren hiervoor moeten geven";
        errors.push(FieldError::new("seen", message));
    }
    let (Some(from), []) = (from, &errors[..]) else {
        return Err(Problem::invalid(errors).into());
    };
    let goal = kept
        .stage
        .take(Step::Adopt { from }, kept.until, today)
        .map_err(refused)?;
    let set = CriteriaSet {
        status: Status::Adopted,
        decision: Some(decision.to_owned()),
        valid_from: from,
        ..kept.set.clone()
    };
    sqlx::query!(
        "update criteria_version
         set stage = $2, starts_on = $3, decision = $4, hash = $5, typed = null, saved_by = $6,
             saved_at = $7
         where id = $1",
        kept.id,
        goal.code(),
        from.to_sqlx() as jiff_sqlx::Date,
        decision,
        set.hash().to_string(),
        adopter.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    moved(&mut tx, &kept, goal, Some(from), adopter.staff(), now).await?;
    tx.commit().await?;
    Ok(())
}

/// A version of which a rule asks what nobody can enter or deliver cannot hold: nobody could fulfil it.
fn can_be_met(set: &CriteriaSet) -> Result<(), Problem> {
    let needs = set.needs_that_nobody_gives();
    if needs.is_empty() {
        return Ok(());
    }
    let each: Vec<String> = needs
        .iter()
        .map(|(need, rules)| format!("{} (regel {})", need.label(), rules.join(", ")))
        .collect();
    let problem = Problem::conflict("Deze versie kan nog niet worden vastgesteld").with_detail(format!(
        "Dit gegeven kan nu nog niemand invullen of leveren: {}. Geen enkele leraar kan dan aan die regels voldoen.",
        each.join("; ")
    ));
    Err(problem)
}

/// The adopted version that begins on this day for a sector of the set: of two that begin on a day nobody
/// could say which one holds.
async fn begins_then(
    conn: &mut PgConnection,
    set: &CriteriaSet,
    from: Option<Date>,
) -> Result<Option<String>, Fault> {
    let all = criteria::all(conn).await?;
    Ok(all
        .into_iter()
        .filter(|other| other.stage == Stage::Adopted && other.set.version != set.version)
        .find(|other| Some(other.set.valid_from) == from && set.shares_a_sector(&other.set))
        .map(|other| other.set.version))
}

/// The version, which nobody else moves meanwhile.
async fn locked(conn: &mut PgConnection, version: &str) -> Result<Kept, Fault> {
    sqlx::query!(
        "select id from criteria_version where version = $1 for update",
        version
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    let kept = criteria::find(conn, version).await?;
    Ok(kept.ok_or_else(Problem::not_found)?)
}

fn day(form: &StepForm) -> Result<Date, Problem> {
    form.day().ok_or_else(|| {
        Problem::invalid(vec![FieldError::new("day", "Vul een datum in die bestaat")])
    })
}

/// What refuses a step: at the day when that is wrong, else of the whole.
fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::TooShort(_) | Refusal::InThePast => {
            Problem::invalid(vec![FieldError::new("day", refusal.to_string())])
        }
        Refusal::NotNow(_) | Refusal::StillOpen(_) => Problem::conflict(refusal.to_string()),
    }
}

/// A draft of which a part cannot be read yet cannot be put before anybody.
fn is_whole(kept: &Kept) -> Result<(), Problem> {
    let wrong = kept
        .typed
        .as_ref()
        .is_some_and(|form| form.parse(&kept.set).is_err());
    if wrong {
        let message = "In het concept klopt nog niet alles. Kijk het na bij Bewerken";
        return Err(Problem::conflict(message));
    }
    Ok(())
}

async fn open_vote(
    conn: &mut PgConnection,
    version: Uuid,
    until: Date,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into criteria_vote (id, version_id, opened_at, until) values ($1, $2, $3, $4)",
        Uuid::now_v7(),
        version,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        until.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the open vote on a version comes to. The members are those whose mandate held on its last day;
/// the vote of whoever left before that does not count.
async fn tally(conn: &mut PgConnection, version: Uuid) -> Result<Tally, Fault> {
    let Some(row) = sqlx::query!(
        r#"select (select count(*) from delegate d where d.valid @> v.until) as "members!",
                  count(*) filter (where b.choice = 'voor') as "in_favour!",
                  count(*) filter (where b.choice = 'tegen') as "against!",
                  count(*) filter (where b.choice = 'blanco') as "blank!"
           from criteria_vote v
           left join criteria_ballot b
               on b.vote_id = v.id
               and exists (
                   select from delegate d
                   where d.person_id = b.person_id and d.valid @> v.until
               )
           where v.version_id = $1 and v.counted_at is null
           group by v.id"#,
        version,
    )
    .fetch_optional(conn)
    .await?
    else {
        return Ok(Tally::default());
    };
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Tally {
        members: count(row.members),
        in_favour: count(row.in_favour),
        against: count(row.against),
        blank: count(row.blank),
    })
}

async fn count_vote(
    conn: &mut PgConnection,
    version: Uuid,
    tally: Tally,
    now: Timestamp,
    today: Date,
) -> Result<(), Fault> {
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    sqlx::query!(
        "update criteria_vote
         set counted_at = $2, members = $3, in_favour = $4, against = $5, blank = $6, accepted = $7
         where version_id = $1 and counted_at is null",
        version,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        count(tally.members),
        count(tally.in_favour),
        count(tally.against),
        count(tally.blank),
        Procedure::on(today).accepts(tally),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes a step, for everyone and in the audit trail.
async fn moved(
    conn: &mut PgConnection,
    kept: &Kept,
    goal: Stage,
    day: Option<Date>,
    by: &Staff,
    now: Timestamp,
) -> Result<(), Fault> {
    let until = day.filter(|_| goal != Stage::Adopted);
    sqlx::query!(
        "insert into criteria_step (version_id, at, stage, until) values ($1, $2, $3, $4)",
        kept.id,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        goal.code(),
        until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::CriteriaMoved {
        version: kept.set.version.clone(),
        stage: goal.code().to_owned(),
        day,
    };
    audit::record(conn, now, By::Staff(by), None, None, &act).await
}
