//! The versions of activities as the database holds them.

use crate::fault::Fault;
use app::teacher::portfolio::Entry;
use jiff::Timestamp;
use shared::{
    identifier::{ActivityId, PersonId},
    portfolio::{ActivityKind, NewActivity, Quarters, Split},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A version of an activity.
#[derive(Clone, Debug)]
pub struct Version {
    /// What it says.
    pub entry: Entry,
    /// Its number, from 1.
    pub number: u32,
    /// Whether it is the removal.
    pub removed: bool,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// When the first version of the activity was.
    pub entered: Timestamp,
    /// Whether the words that were looked for occur in it.
    pub matches: bool,
}

/// A row of `activity_version`, with what belongs to it.
struct Row {
    id: Uuid,
    number: i32,
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
    labels: Vec<String>,
    contact_quarters: Option<i32>,
    credits: i16,
    diploma: bool,
    reflection: Option<String>,
    removed: bool,
    recorded: jiff_sqlx::Timestamp,
    entered: jiff_sqlx::Timestamp,
    evidence: i64,
    matches: bool,
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
            labels: row.labels,
            contact_hours: row.contact_quarters.map(Quarters),
            credits: row.credits.unsigned_abs(),
            diploma: row.diploma,
        };
        Self {
            entry: Entry {
                id: ActivityId(row.id),
                activity,
                evidence: row.evidence,
            },
            number: row.number.unsigned_abs(),
            removed: row.removed,
            recorded: row.recorded.to_jiff(),
            entered: row.entered.to_jiff(),
            matches: row.matches,
        }
    }
}

/// The activities of a person as they are now, newest first, also removed ones; each tells whether
/// `words` occur in it.
///
/// # Errors
/// When the database does not answer.
pub async fn current(
    conn: &mut PgConnection,
    person: PersonId,
    words: &str,
) -> Result<Vec<Version>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select a.id, v.number, v.title, v.kind, v.starts_on, v.ends_on, v.quarters,
                  v.subject_content, v.subject_didactics, v.pedagogy, v.professional, v.school,
                  v.profession, v.provider, v.subjects, v.labels, v.contact_quarters, v.credits,
                  v.diploma, v.reflection, v.removed,
                  lower(v.recorded) as "recorded!",
                  (select min(lower(f.recorded)) from activity_version f
                   where f.activity_id = a.id) as "entered!",
                  coalesce(e.files, 0) as "evidence!",
                  ($2 = '' or position(search_text($2) in search_text(
                       concat_ws(' ', v.title, v.provider, v.reflection))) > 0) as "matches!"
           from activity a
           join activity_version v on v.activity_id = a.id and upper_inf(v.recorded)
           left join (select activity_id, count(*) as files
                      from evidence
                      where person_id = $1 and removed_at is null
                      group by activity_id) e on e.activity_id = a.id
           where a.person_id = $1
           order by v.starts_on desc, v.title, a.id"#,
        person.0,
        words,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Version::from).collect())
}

/// An activity of a person as it is now, also when it was removed.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
) -> Result<Option<Version>, Fault> {
    Ok(all(conn, person, id).await?.into_iter().next())
}

/// Every version of an activity, newest first; none when it is not of this person.
///
/// # Errors
/// When the database does not answer.
pub async fn all(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
) -> Result<Vec<Version>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select a.id, v.number, v.title, v.kind, v.starts_on, v.ends_on, v.quarters,
                  v.subject_content, v.subject_didactics, v.pedagogy, v.professional, v.school,
                  v.profession, v.provider, v.subjects, v.labels, v.contact_quarters, v.credits,
                  v.diploma, v.reflection, v.removed,
                  lower(v.recorded) as "recorded!",
                  (select min(lower(f.recorded)) from activity_version f
                   where f.activity_id = a.id) as "entered!",
                  (select count(*) from evidence e
                   where e.activity_id = a.id and e.removed_at is null) as "evidence!",
                  true as "matches!"
           from activity a
           join activity_version v on v.activity_id = a.id
           where a.person_id = $1 and a.id = $2
           order by v.number desc"#,
        person.0,
        id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Version::from).collect())
}
