//! The desk of the portfolio: the activities of a teacher and their evidence, with their history.

pub mod changes;
pub mod colleagues;
pub mod events;
pub mod files;
mod import;
mod list;
pub mod sharing;
mod versions;

use super::reregistration;
use crate::{clock, desks::Desk, fault::Fault};
use app::{
    actor::Teacher,
    teacher::{
        EvidenceView,
        portfolio::{
            ActivityDetail, ActivityInput, Earlier, Entry, Filter, Portfolio,
            calendar::Calendar,
            colleagues::Received,
            desk::{PortfolioDesk, Target},
        },
    },
    upload::File,
};
use async_trait::async_trait;
use jiff::civil::Date;
use shared::{
    Problem,
    criteria::{Counted, Inputs, Progress},
    identifier::{ActivityId, EvidenceId, PersonId},
    portfolio::{ActivityForm, NewActivity, PickedEvent, Source},
};
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;
use versions::Version;

#[async_trait]
impl PortfolioDesk for Desk {
    async fn portfolio(&self, teacher: &Teacher, filter: &Filter) -> Result<Portfolio, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let today = self.0.clock.today();
        Ok(list::portfolio(&mut conn, teacher.person(), filter, today).await?)
    }

    async fn activity(&self, teacher: &Teacher, id: ActivityId) -> Result<ActivityDetail, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(detail(&mut conn, teacher.person(), id, self.0.clock.today()).await?)
    }

    async fn activity_input(
        &self,
        teacher: &Teacher,
        id: Option<ActivityId>,
    ) -> Result<ActivityInput, Problem> {
        let (person, today) = (teacher.person(), self.0.clock.today());
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let inputs = without(&mut conn, person, id, today).await?;
        let Some(id) = id else {
            let fresh = ActivityId(Uuid::now_v7());
            return Ok(ActivityInput::blank(fresh, inputs, today));
        };
        let detail = detail(&mut conn, person, id, today).await?;
        if detail.removed {
            return Err(Problem::not_found());
        }
        Ok(ActivityInput::of(detail, inputs))
    }

    async fn save_activity(
        &self,
        teacher: &Teacher,
        target: Target,
        form: &ActivityForm,
        files: Vec<File>,
    ) -> Result<ActivityId, Problem> {
        Ok(changes::save(&self.0, teacher.person(), target, form, files).await?)
    }

    async fn read_calendar(&self, teacher: &Teacher, file: File) -> Result<Calendar, Problem> {
        Ok(events::read(&self.0, teacher.person(), file).await?)
    }

    async fn take_events(&self, teacher: &Teacher, events: &[PickedEvent]) -> Result<u32, Problem> {
        Ok(events::take(&self.0, teacher.person(), events).await?)
    }

    async fn remove_activity(&self, teacher: &Teacher, id: ActivityId) -> Result<(), Problem> {
        Ok(changes::set_removed(&self.0, teacher.person(), id, true).await?)
    }

    async fn restore_activity(&self, teacher: &Teacher, id: ActivityId) -> Result<(), Problem> {
        Ok(changes::set_removed(&self.0, teacher.person(), id, false).await?)
    }

    async fn restore_version(
        &self,
        teacher: &Teacher,
        id: ActivityId,
        version: u32,
    ) -> Result<(), Problem> {
        Ok(changes::restore_version(&self.0, teacher.person(), id, version).await?)
    }

    async fn remove_evidence(
        &self,
        teacher: &Teacher,
        id: EvidenceId,
    ) -> Result<ActivityId, Problem> {
        Ok(files::remove(&self.0, teacher.person(), id).await?)
    }
}

/// How far a teacher is with the hours of the criteria, today.
///
/// # Errors
/// When the database does not answer.
pub async fn progress(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<Progress, Fault> {
    Ok(without(conn, person, None, today).await?.progress())
}

/// The activities of a person as the rules look at them, but for one.
///
/// # Errors
/// When the database does not answer.
pub async fn counted(
    conn: &mut PgConnection,
    person: PersonId,
    but: Option<ActivityId>,
) -> Result<Vec<Counted>, Fault> {
    let versions = versions::current(&mut *conn, person, "").await?;
    let in_team = colleagues::in_team(conn, person).await?;
    Ok(as_counted(&versions, &in_team, but))
}

/// The activities of a person that are there now as they were entered, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn entries(conn: &mut PgConnection, person: PersonId) -> Result<Vec<Entry>, Fault> {
    let all = versions::current(conn, person, "").await?;
    let there = all.into_iter().filter(|version| !version.removed);
    Ok(there.map(|version| version.entry).collect())
}

/// The activities of a person that are there now, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn activities(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<Vec<(ActivityId, NewActivity)>, Fault> {
    let all = entries(conn, person).await?.into_iter();
    Ok(all.map(|entry| (entry.id, entry.activity)).collect())
}

fn as_counted(
    versions: &[Version],
    in_team: &HashSet<Uuid>,
    but: Option<ActivityId>,
) -> Vec<Counted> {
    versions
        .iter()
        .filter(|version| !version.removed && Some(version.entry.id) != but)
        .map(|version| {
            let mut counted = Counted::from(&version.entry.activity);
            counted.evidence = version.entry.evidence > 0;
            counted.entered = Some(clock::dutch(version.entered).date());
            let team = colleagues::labels(in_team.contains(&version.entry.id.0));
            counted.labels.extend(team);
            counted
        })
        .collect()
}

/// What an evaluation depends on today, as if an activity were not there.
async fn without(
    conn: &mut PgConnection,
    person: PersonId,
    but: Option<ActivityId>,
    today: Date,
) -> Result<Inputs, Fault> {
    let counted = counted(&mut *conn, person, but).await?;
    Ok(reregistration::of(conn, person, counted, today)
        .await?
        .inputs)
}

async fn detail(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
    today: Date,
) -> Result<ActivityDetail, Fault> {
    let mut versions = versions::all(&mut *conn, person, id).await?.into_iter();
    let version = versions.next().ok_or_else(Problem::not_found)?;
    let earlier = versions.map(|version| Earlier {
        version: version.number,
        activity: version.entry.activity,
        removed: version.removed,
        recorded: clock::dutch(version.recorded),
    });
    let effect = if version.removed {
        Vec::new()
    } else {
        let inputs = without(&mut *conn, person, Some(id), today).await?;
        inputs.effect(&version.entry.activity)
    };
    let (source, validated) = source(&mut *conn, id).await?;
    Ok(ActivityDetail {
        id,
        activity: version.entry.activity,
        removed: version.removed,
        recorded: clock::dutch(version.recorded),
        version: version.number,
        earlier: earlier.collect(),
        source,
        validated,
        today,
        feedback: attached(&mut *conn, person, Some(id))
            .await?
            .into_iter()
            .map(|(_, received)| received)
            .collect(),
        evidence: evidence(conn, id).await?,
        effect,
    })
}

/// What colleagues said and the teacher put with an activity, or with any of them, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn attached(
    conn: &mut PgConnection,
    person: PersonId,
    activity: Option<ActivityId>,
) -> Result<Vec<(ActivityId, Received)>, Fault> {
    let mut all = colleagues::received(conn, person, activity).await?;
    all.retain(|(_, received)| received.attached);
    Ok(all)
}

/// Where an activity came from, and whether it was validated: what is in the catalogue is, by the
/// profession; of what was brought along the old portfolio said it.
async fn source(
    conn: &mut PgConnection,
    activity: ActivityId,
) -> Result<(Source, Option<bool>), Fault> {
    let row = sqlx::query!(
        "select source, validated from activity_origin where activity_id = $1",
        activity.0,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else {
        return Ok((Source::Manual, None));
    };
    let source =
        Source::parse(&row.source).ok_or_else(|| Fault::broken("a source without a name"))?;
    let of_catalogue = matches!(source, Source::Catalogue | Source::Provider);
    Ok((source, row.validated.or(of_catalogue.then_some(true))))
}

async fn evidence(
    conn: &mut PgConnection,
    activity: ActivityId,
) -> Result<Vec<EvidenceView>, Fault> {
    let rows = sqlx::query!(
        "select id, file_name, size_bytes, uploaded_at, scanned
         from evidence
         where activity_id = $1 and removed_at is null
         order by uploaded_at, file_name",
        activity.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EvidenceView {
            id: EvidenceId(row.id),
            name: row.file_name,
            size: row.size_bytes,
            uploaded_at: clock::dutch(row.uploaded_at.to_jiff()),
            proof: None,
            note: None,
            waiting: row.scanned == "waiting",
        })
        .collect())
}
