//! The desk of the portfolio: the activities of a teacher and their evidence, with their history.

mod changes;
pub mod files;

use super::reregistration;
use crate::{clock, desks::Desk, fault::Fault};
use app::{
    actor::Teacher,
    teacher::{
        EvidenceView,
        portfolio::{
            ActivityDetail, ActivityInput, Entry, Portfolio,
            desk::{PortfolioDesk, Target},
        },
    },
    upload::File,
};
use async_trait::async_trait;
use jiff::{Timestamp, civil::Date};
use shared::{
    Problem,
    criteria::{Counted, Inputs, Progress},
    identifier::{ActivityId, EvidenceId, PersonId},
    portfolio::{ActivityForm, ActivityKind, NewActivity, Quarters, Split},
};
use sqlx::PgConnection;
use uuid::Uuid;

#[async_trait]
impl PortfolioDesk for Desk {
    async fn portfolio(&self, teacher: &Teacher, search: &str) -> Result<Portfolio, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(portfolio(&mut conn, teacher.person(), search, self.0.clock.today()).await?)
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
        Ok(ActivityInput::of(detail, inputs, today))
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

    async fn remove_activity(&self, teacher: &Teacher, id: ActivityId) -> Result<(), Problem> {
        Ok(changes::set_removed(&self.0, teacher.person(), id, true).await?)
    }

    async fn restore_activity(&self, teacher: &Teacher, id: ActivityId) -> Result<(), Problem> {
        Ok(changes::set_removed(&self.0, teacher.person(), id, false).await?)
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
    Ok(as_counted(&current(conn, person, "", None).await?, but))
}

/// The activities of a person that were not removed, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn entries(conn: &mut PgConnection, person: PersonId) -> Result<Vec<Entry>, Fault> {
    let all = current(conn, person, "", None).await?;
    let there = all.into_iter().filter(|version| !version.removed);
    Ok(there.map(|version| version.entry).collect())
}

fn as_counted(versions: &[Version], but: Option<ActivityId>) -> Vec<Counted> {
    versions
        .iter()
        .filter(|version| !version.removed && Some(version.entry.id) != but)
        .map(|version| Counted {
            evidence: version.entry.evidence > 0,
            ..Counted::from(&version.entry.activity)
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

async fn portfolio(
    conn: &mut PgConnection,
    person: PersonId,
    search: &str,
    today: Date,
) -> Result<Portfolio, Fault> {
    let search = search.trim();
    let all = current(&mut *conn, person, "", None).await?;
    let found = match search {
        "" => all.clone(),
        words => current(&mut *conn, person, words, None).await?,
    };
    let standing = reregistration::of(conn, person, as_counted(&all, None), today).await?;
    let entries = |versions: Vec<Version>, removed: bool| {
        versions
            .into_iter()
            .filter(|version| version.removed == removed)
            .map(|version| version.entry)
            .collect::<Vec<Entry>>()
    };
    Ok(Portfolio {
        progress: standing.inputs.progress(),
        term: standing.inputs.term,
        begun: standing.begun,
        count: all.iter().filter(|version| !version.removed).count(),
        removed: entries(all, true),
        found: entries(found, false),
        search: search.to_owned(),
    })
}

async fn detail(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
    today: Date,
) -> Result<ActivityDetail, Fault> {
    let version = version(&mut *conn, person, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let effect = if version.removed {
        Vec::new()
    } else {
        let inputs = without(&mut *conn, person, Some(id), today).await?;
        inputs.effect(&version.entry.activity)
    };
    Ok(ActivityDetail {
        id,
        activity: version.entry.activity,
        removed: version.removed,
        recorded: clock::dutch(version.recorded),
        evidence: evidence(conn, id).await?,
        effect,
    })
}

/// What an activity is now, or was when it was removed.
#[derive(Clone, Debug)]
struct Version {
    entry: Entry,
    removed: bool,
    recorded: Timestamp,
}

/// A row of `activity_version`, with what belongs to it.
struct Row {
    id: Uuid,
    title: String,
    kind: Option<String>,
    starts_on: jiff_sqlx::Date,
    ends_on: Option<jiff_sqlx::Date>,
    quarters: i32,
    subject_content: i32,
    subject_didactics: i32,
    pedagogy: i32,
    professional: i32,
    school: i32,
    profession: i32,
    provider: Option<String>,
    subjects: Vec<String>,
    reflection: Option<String>,
    removed: bool,
    recorded: jiff_sqlx::Timestamp,
    evidence: i64,
}

impl From<Row> for Version {
    fn from(row: Row) -> Self {
        let activity = NewActivity {
            title: row.title,
            kind: row.kind.as_deref().and_then(ActivityKind::parse),
            from: row.starts_on.to_jiff(),
            to: row.ends_on.map(jiff_sqlx::Date::to_jiff),
            hours: Quarters(row.quarters),
            split: Split::new([
                Quarters(row.subject_content),
                Quarters(row.subject_didactics),
                Quarters(row.pedagogy),
                Quarters(row.professional),
                Quarters(row.school),
                Quarters(row.profession),
            ]),
            provider: row.provider,
            reflection: row.reflection,
            subjects: row.subjects,
        };
        Self {
            entry: Entry {
                id: ActivityId(row.id),
                activity,
                evidence: row.evidence,
            },
            removed: row.removed,
            recorded: row.recorded.to_jiff(),
        }
    }
}

/// The activities of a person, newest first, also removed ones: those in which `words` occur, and
/// when `only` is given, none but that one.
async fn current(
    conn: &mut PgConnection,
    person: PersonId,
    words: &str,
    only: Option<ActivityId>,
) -> Result<Vec<Version>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select a.id, v.title, v.kind, v.starts_on, v.ends_on, v.quarters, v.subject_content,
                  v.subject_didactics, v.pedagogy, v.professional, v.school, v.profession,
                  v.provider, v.subjects, v.reflection, v.removed,
                  lower(v.recorded) as "recorded!",
                  (select count(*) from evidence e
                   where e.activity_id = a.id and e.removed_at is null) as "evidence!"
           from activity a
           join activity_version v on v.activity_id = a.id and upper_inf(v.recorded)
           where a.person_id = $1
             and ($3::uuid is null or a.id = $3)
             and position(search_text($2)
                          in search_text(concat_ws(' ', v.title, v.provider, v.reflection))) > 0
           order by v.starts_on desc, v.title, a.id"#,
        person.0,
        words,
        only.map(|id| id.0) as Option<Uuid>,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Version::from).collect())
}

/// One activity of a person, also when it was removed.
async fn version(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
) -> Result<Option<Version>, Fault> {
    Ok(current(conn, person, "", Some(id)).await?.pop())
}

async fn evidence(
    conn: &mut PgConnection,
    activity: ActivityId,
) -> Result<Vec<EvidenceView>, Fault> {
    let rows = sqlx::query!(
        "select id, file_name, size_bytes, uploaded_at
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
        })
        .collect())
}
