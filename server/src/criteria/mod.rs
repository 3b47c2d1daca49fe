//! The versions of the criteria as they are kept.

pub mod choice;
pub mod simulation;

use crate::fault::Fault;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    criteria::{CriteriaSet, SetForm, Stage},
    sector::Sector,
};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// Who saved the versions that come with the program.
const PROGRAM: &str = "system";

/// A version with what is kept beside what it asks.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its number.
    pub id: Uuid,
    /// What it asks.
    pub set: CriteriaSet,
    /// How far it came.
    pub stage: Stage,
    /// The last day of the consultation or the vote.
    pub until: Option<Date>,
    /// Why it is different.
    pub reason: String,
    /// The form of a draft as it was typed.
    pub typed: Option<SetForm>,
    /// Goes up with each change.
    pub revision: i32,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

/// A row of `criteria_version`.
struct Row {
    id: Uuid,
    series: String,
    version: String,
    name: String,
    stage: String,
    until: Option<jiff_sqlx::Date>,
    sectors: Vec<String>,
    starts_on: jiff_sqlx::Date,
    ends_on: Option<jiff_sqlx::Date>,
    rules: serde_json::Value,
    reason: String,
    typed: Option<serde_json::Value>,
    revision: i32,
    decision: Option<String>,
    saved_at: jiff_sqlx::Timestamp,
}

impl TryFrom<Row> for Kept {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let stage = Stage::parse(&row.stage)
            .ok_or_else(|| Fault::broken("criteria are in a stage that is not known"))?;
        Ok(Self {
            id: row.id,
            set: CriteriaSet {
                id: row.series,
                version: row.version,
                name: row.name,
                status: stage.status(),
                decision: row.decision,
                sectors: row
                    .sectors
                    .iter()
                    .filter_map(|code| Sector::parse(code))
                    .collect(),
                valid_from: row.starts_on.to_jiff(),
                valid_to: row.ends_on.map(jiff_sqlx::Date::to_jiff),
                rules: serde_json::from_value(row.rules)?,
            },
            stage,
            until: row.until.map(jiff_sqlx::Date::to_jiff),
            reason: row.reason,
            typed: row.typed.map(serde_json::from_value).transpose()?,
            revision: row.revision,
            saved_at: row.saved_at.to_jiff(),
        })
    }
}

/// Takes in the versions that come with the program and are not there yet.
///
/// # Errors
/// When the database does not answer.
pub async fn load_built_in(pool: &PgPool, now: Timestamp) -> Result<(), Fault> {
    let mut tx = pool.begin().await?;
    for set in CriteriaSet::all() {
        let stage = Stage::of(set.status);
        let hash = (stage == Stage::Adopted).then(|| set.hash().to_string());
        let sectors: Vec<String> = set.sectors.iter().map(|s| s.code().to_owned()).collect();
        sqlx::query!(
            "insert into criteria_version (id, series, version, name, stage, sectors, starts_on,
                                           ends_on, rules, decision, hash, saved_by, saved_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict (version) do nothing",
            Uuid::now_v7(),
            set.id,
            set.version,
            set.name,
            stage.code(),
            &sectors,
            set.valid_from.to_sqlx() as jiff_sqlx::Date,
            set.valid_to.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
            serde_json::to_value(&set.rules)?,
            set.decision,
            hash,
            PROGRAM,
            now.to_sqlx() as jiff_sqlx::Timestamp,
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// All versions, the one that starts first on top.
///
/// # Errors
/// When the database does not answer.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<Kept>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, series, version, name, stage, until as "until: _", sectors,
                  starts_on as "starts_on: _", ends_on as "ends_on: _", rules, reason, typed, revision,
                  decision, saved_at as "saved_at: _"
           from criteria_version
           order by starts_on, version"#,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// What all versions ask.
///
/// # Errors
/// When the database does not answer.
pub async fn sets(conn: &mut PgConnection) -> Result<Vec<CriteriaSet>, Fault> {
    Ok(all(conn).await?.into_iter().map(|kept| kept.set).collect())
}

/// The version with this name.
///
/// # Errors
/// When the database does not answer.
pub async fn find(conn: &mut PgConnection, version: &str) -> Result<Option<Kept>, Fault> {
    let all = all(conn).await?;
    Ok(all.into_iter().find(|kept| kept.set.version == version))
}

/// The version in force with which a draft for these sectors is compared; none is for all.
///
/// # Errors
/// When the database does not answer.
pub async fn in_force(
    conn: &mut PgConnection,
    today: Date,
    sectors: &[Sector],
) -> Result<CriteriaSet, Fault> {
    let sets = sets(conn).await?;
    CriteriaSet::before(&sets, sectors, today)
        .cloned()
        .ok_or_else(|| Fault::broken("no set of criteria is in force"))
}
