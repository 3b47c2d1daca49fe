//! Writing a draft.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    criteria::{self, Kept},
    fault::Fault,
};
use app::{actor::Drafter, profession::Draft};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    criteria::{Deed, SetForm, Stage},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Begins a draft with the rules of the version in force.
///
/// # Errors
/// 409 when there is a version of this name; 422 when it is no name for one.
pub async fn begin(system: &System, drafter: &Drafter, version: &str) -> Result<(), Fault> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if version.is_empty() || version.len() > 20 || !version.chars().all(is_name) {
        let message = "Vul een jaar en een volgnummer in, zoals 2028-1";
        return Err(Problem::invalid(vec![FieldError::new("version", message)]).into());
    }
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let mut tx = system.pool.begin().await?;
    let before = criteria::in_force(&mut tx, today, &[]).await?;
    let starts = next_school_year(today);
    let made = sqlx::query!(
        "insert into criteria_version (id, series, version, name, stage, starts_on, rules, saved_by,
                                       saved_at)
         values ($1, 'beroepsgroep', $2, $3, 'concept', $4, $5, $6, $7)
         on conflict (version) do nothing",
        Uuid::now_v7(),
        version,
        format!("Voorstel {version}"),
        starts.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(&before.rules)?,
        drafter.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        let message = "Deze versie is er al. Kies een ander nummer";
        return Err(Problem::conflict(message).into());
    }
    let act = Act::CriteriaSaved {
        version: version.to_owned(),
        revision: 1,
    };
    audit::record(&mut tx, now, By::Staff(drafter.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// The first day of the school year after the one that comes: schools and teachers must know in time.
fn next_school_year(today: Date) -> Date {
    Date::new(today.year() + 1, 8, 1).unwrap_or(today)
}

/// A draft, to work on.
///
/// # Errors
/// 404 when there is no such version; 409 when it is no draft.
pub async fn read(system: &System, version: &str) -> Result<Draft, Fault> {
    let today = system.clock.today();
    let mut conn = system.pool.acquire().await?;
    let kept = editable(&mut conn, version).await?;
    let form = kept
        .typed
        .clone()
        .unwrap_or_else(|| SetForm::of(&kept.set, &kept.reason));
    Ok(Draft {
        simulation: criteria::simulation::last(&mut conn, kept.id, &kept.set).await?,
        in_force: criteria::in_force(&mut conn, today, &kept.set.sectors).await?,
        form,
        revision: kept.revision,
        saved: dutch(kept.saved_at),
        set: kept.set,
        today,
    })
}

/// A version that is still being written.
///
/// # Errors
/// 404 when there is no such version; 409 when it is no draft.
pub async fn editable(conn: &mut PgConnection, version: &str) -> Result<Kept, Fault> {
    let kept = criteria::find(conn, version)
        .await?
        .ok_or_else(Problem::not_found)?;
    if kept.stage != Stage::Drafting {
        let message = format!(
            "Deze versie is {} en kan niet worden bewerkt",
            kept.stage.label().to_lowercase()
        );
        return Err(Problem::conflict(message).into());
    }
    Ok(kept)
}

/// Keeps what was typed, and does what the button asks with it.
///
/// # Errors
/// 404 when there is no such version; 409 when it is no draft, or was saved by somebody else.
pub async fn save(
    system: &System,
    drafter: &Drafter,
    version: &str,
    revision: i32,
    mut form: SetForm,
    deed: Option<Deed>,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let kept = editable(&mut tx, version).await?;
    if let Some(deed) = deed {
        form.apply(deed);
    }
    // What can be read is the version from now on; of what cannot only the form is kept.
    let read = form.parse(&kept.set).ok();
    let set = read.as_ref().unwrap_or(&kept.set);
    let reason = if read.is_some() {
        form.reason.trim()
    } else {
        kept.reason.as_str()
    };
    let sectors: Vec<String> = set.sectors.iter().map(|s| s.code().to_owned()).collect();
    let saved = sqlx::query!(
        "update criteria_version
         set name = $3, starts_on = $4, rules = $5, reason = $6, typed = $7, revision = revision + 1,
             saved_by = $8, saved_at = $9, sectors = $10
         where id = $1 and revision = $2 and stage = 'concept'",
        kept.id,
        revision,
        set.name,
        set.valid_from.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(&set.rules)?,
        reason,
        serde_json::to_value(&form)?,
        drafter.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
        &sectors,
    )
    .execute(&mut *tx)
    .await?;
    if saved.rows_affected() == 0 {
        let problem = Problem::conflict("Iemand anders bewaarde dit concept intussen").with_detail(
            "Wat je typte staat hieronder, in de regels zoals ze nu zijn. Kijk het na en bewaar het opnieuw.",
        );
        return Err(problem.into());
    }
    let act = Act::CriteriaSaved {
        version: version.to_owned(),
        revision: revision + 1,
    };
    audit::record(&mut tx, now, By::Staff(drafter.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
