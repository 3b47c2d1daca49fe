//! What everyone can read of the versions, and what the visitor can do with one.

use super::{delegates, voice};
use crate::{System, clock::dutch, criteria, fault::Fault};
use app::{
    actor::{Adopter, Delegate, Drafter, FromActor, Teacher},
    desk::Visit,
    page::Paged,
    profession::{May, PastStep, Reaction, Version, VersionFile, Versions, Vote},
};
use jiff::civil::Date;
use shared::{
    Problem,
    criteria::{CriteriaSet, RuleKind, Stage, Tally, new_needs},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many reactions stand on a page.
const PAGE: i64 = 50;

/// All versions, the newest on top.
///
/// # Errors
/// When the database does not answer.
pub async fn all(system: &System, visit: &Visit) -> Result<Versions, Fault> {
    let mut conn = system.pool.acquire().await?;
    let kept = criteria::all(&mut conn).await?;
    let may_draft = is::<Drafter>(visit);
    let elected = if may_draft {
        delegates::all(&mut conn).await?
    } else {
        Vec::new()
    };
    Ok(Versions {
        versions: kept
            .into_iter()
            .rev()
            .map(|kept| Version {
                total: total(&kept.set),
                version: kept.set.version,
                name: kept.set.name,
                stage: kept.stage,
                until: kept.until,
                valid_from: kept.set.valid_from,
            })
            .collect(),
        may_draft,
        elected,
    })
}

fn total(set: &CriteriaSet) -> Option<i32> {
    set.rules.iter().find_map(|rule| match rule.kind {
        RuleKind::MinTotal { hours } => Some(hours),
        _ => None,
    })
}

fn is<A: FromActor>(visit: &Visit) -> bool {
    visit.actor.clone().and_then(A::from_actor).is_some()
}

/// One version.
///
/// # Errors
/// 404 when there is no such version.
pub async fn one(
    system: &System,
    visit: &Visit,
    version: &str,
    page: u32,
) -> Result<VersionFile, Fault> {
    let today = system.clock.today();
    let mut conn = system.pool.acquire().await?;
    let kept = criteria::find(&mut conn, version)
        .await?
        .ok_or_else(Problem::not_found)?;
    let in_force = criteria::in_force(&mut conn, today, &kept.set.sectors).await?;
    let teacher = visit.actor.clone().and_then(Teacher::from_actor);
    let may_react = match &teacher {
        Some(teacher) if kept.stage == Stage::Consultation => {
            kept.until.is_some_and(|until| today <= until)
                && voice::is_registered(&mut conn, teacher.person(), today).await?
        }
        _ => false,
    };
    let delegate = teacher.as_ref().map(Teacher::person);
    let vote = vote(&mut conn, kept.id, delegate.map(|person| person.0)).await?;
    let is_open = vote.is_some_and(|vote| vote.outcome.is_none() && today <= vote.until);
    Ok(VersionFile {
        needs: new_needs(&in_force, &kept.set),
        steps: steps(&mut conn, kept.id).await?,
        reactions: reactions(&mut conn, kept.id, page).await?,
        simulation: criteria::simulation::last(&mut conn, kept.id, &kept.set).await?,
        may: May {
            draft: is::<Drafter>(visit),
            adopt: is::<Adopter>(visit),
            react: may_react,
            vote: is_open && is::<Delegate>(visit),
        },
        set: kept.set,
        stage: kept.stage,
        until: kept.until,
        reason: kept.reason,
        in_force,
        vote,
        fresh: Uuid::now_v7(),
        today,
    })
}

async fn steps(conn: &mut PgConnection, version: Uuid) -> Result<Vec<PastStep>, Fault> {
    let rows = sqlx::query!(
        "select at, stage, until from criteria_step where version_id = $1 order by at",
        version,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(PastStep {
                at: dutch(row.at.to_jiff()),
                stage: Stage::parse(&row.stage)?,
                until: row.until.map(jiff_sqlx::Date::to_jiff),
            })
        })
        .collect())
}

async fn reactions(
    conn: &mut PgConnection,
    version: Uuid,
    page: u32,
) -> Result<Paged<Reaction>, Fault> {
    let total = sqlx::query_scalar!(
        r#"select count(*) as "count!" from criteria_reaction where version_id = $1"#,
        version,
    )
    .fetch_one(&mut *conn)
    .await?;
    let mut reactions = Paged::of(total, page, PAGE);
    let rows = sqlx::query!(
        "select text, given_at
         from criteria_reaction
         where version_id = $1
         order by given_at desc, id
         limit $2 offset $3",
        version,
        PAGE,
        reactions.skipped(PAGE),
    )
    .fetch_all(conn)
    .await?;
    reactions.rows = rows
        .into_iter()
        .map(|row| Reaction {
            text: row.text,
            at: dutch(row.given_at.to_jiff()),
        })
        .collect();
    Ok(reactions)
}

/// The last vote on a version, with what this person voted.
async fn vote(
    conn: &mut PgConnection,
    version: Uuid,
    person: Option<Uuid>,
) -> Result<Option<Vote>, Fault> {
    let Some(row) = sqlx::query!(
        r#"select v.until, v.members, v.in_favour, v.against, v.blank, v.accepted,
                  (select b.choice
                   from criteria_ballot b
                   where b.vote_id = v.id and b.person_id = $2) as own
           from criteria_vote v
           where v.version_id = $1
           order by v.opened_at desc
           limit 1"#,
        version,
        person,
    )
    .fetch_optional(conn)
    .await?
    else {
        return Ok(None);
    };
    let count = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    let tally = || {
        Some(Tally {
            members: count(row.members)?,
            in_favour: count(row.in_favour)?,
            against: count(row.against)?,
            blank: count(row.blank)?,
        })
    };
    let until: Date = row.until.to_jiff();
    Ok(Some(Vote {
        until,
        outcome: tally().zip(row.accepted),
        own: row.own.as_deref().and_then(shared::criteria::Ballot::parse),
    }))
}
