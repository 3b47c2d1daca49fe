//! Choosing from what was brought along: what each row becomes here, taking over what was chosen, and
//! the way back.

use super::{
    super::{
        as_counted, changes, colleagues, reregistration,
        versions::{Version, current},
    },
    imports, read_apart, record, refused, undo_until,
};
use crate::{System, evidence::Kept, fault::Fault};
use app::teacher::portfolio::import::{Advice, Brought, BroughtRow, Pick};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    identifier::{ActivityId, PersonId},
    portfolio::{
        Category, NewActivity, Split,
        exchange::{FileFormat, Incoming, Proposal},
    },
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// The rows of what was brought along, as they would be here today.
async fn rows(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    id: Uuid,
) -> Result<Vec<Incoming>, Fault> {
    let format = sqlx::query_scalar!(
        "select format from portfolio_import
         where id = $1 and person_id = $2 and destroyed_at is null",
        id,
        person.0,
    )
    .fetch_optional(conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    let format =
        FileFormat::parse(&format).ok_or_else(|| Fault::broken("a format of the table"))?;
    let bytes = system.evidence.get(Kept::Original(id)).await?;
    read_apart(system, format, bytes).await
}

/// The activities that were taken over before, by their source and number there.
async fn known(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<HashMap<(String, String), ActivityId>, Fault> {
    let rows = sqlx::query!(
        r#"select register, key as "key!", activity_id
           from activity_origin
           where person_id = $1 and source = 'migratie'"#,
        person.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.register, row.key), ActivityId(row.activity_id)))
        .collect())
}

/// What was brought along, row by row.
///
/// # Errors
/// See [`app::teacher::portfolio::import::desk::ImportDesk::brought`].
pub(super) async fn brought(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    id: Uuid,
) -> Result<Brought, Fault> {
    let rows = rows(&mut *conn, system, person, id).await?;
    let known = known(&mut *conn, person).await?;
    let versions = current(&mut *conn, person, "").await?;
    let in_team = colleagues::in_team(&mut *conn, person).await?;
    let counted = as_counted(&versions, &in_team, None);
    let standing = reregistration::of(&mut *conn, person, counted, system.clock.today()).await?;
    let begins = standing.begun.then_some(standing.inputs.term.first);
    let import = imports(conn, system, person, Some(id)).await?;
    let import = import.into_iter().next().ok_or_else(Problem::not_found)?;
    let rows = rows
        .into_iter()
        .map(|incoming| {
            let advice = advice(&incoming, &known, &versions, begins);
            BroughtRow { incoming, advice }
        })
        .collect();
    Ok(Brought { import, rows })
}

fn advice(
    incoming: &Incoming,
    known: &HashMap<(String, String), ActivityId>,
    versions: &[Version],
    begins: Option<Date>,
) -> Advice {
    let Ok(proposal) = &incoming.read else {
        return Advice::Wrong;
    };
    let key = (incoming.source.clone(), incoming.source_id.clone());
    let earlier = known.get(&key).and_then(|id| {
        let version = versions.iter().find(|version| version.entry.id == *id)?;
        Some((*id, version.removed))
    });
    let activity = &proposal.activity;
    let same = |version: &Version| {
        !version.removed
            && version.entry.activity.from == activity.from
            && version.entry.activity.title.to_lowercase() == activity.title.to_lowercase()
    };
    match earlier {
        Some((id, false)) => Advice::Here(id),
        Some((_, true)) => Advice::Removed,
        None if versions.iter().any(same) => Advice::Same,
        None => match begins {
            Some(day) if activity.to.unwrap_or(activity.from) < day => Advice::Before(day),
            _ => Advice::TakeOver,
        },
    }
}

/// Takes over the rows that were chosen.
///
/// # Errors
/// See [`app::teacher::portfolio::import::desk::ImportDesk::take_over`].
pub(super) async fn take_over(
    system: &System,
    person: PersonId,
    id: Uuid,
    picks: &[Pick],
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    // Twice at the same moment is once after the other, and the second adds nothing.
    sqlx::query!(
        "select id from portfolio_import where id = $1 and person_id = $2 for update",
        id,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    sqlx::query!(
        "select id from person where id = $1 for no key update",
        person.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = rows(&mut tx, system, person, id).await?;
    let known = known(&mut tx, person).await?;
    let versions = current(&mut tx, person, "").await?;
    let now = system.clock.now_stored();
    let (mut chosen, mut count) = (false, 0);
    for pick in picks {
        let Some(incoming) = rows.iter().find(|row| row.row == pick.row) else {
            continue;
        };
        let Ok(proposal) = &incoming.read else {
            continue;
        };
        chosen = true;
        let key = (incoming.source.clone(), incoming.source_id.clone());
        let earlier = known
            .get(&key)
            .and_then(|id| versions.iter().find(|version| version.entry.id == *id));
        if earlier.is_some_and(|version| !version.removed) {
            continue;
        }
        let activity = ActivityId(earlier.map_or_else(Uuid::now_v7, |version| version.entry.id.0));
        let change = if earlier.is_some() {
            "restored"
        } else {
            "imported"
        };
        add(
            &mut tx,
            person,
            id,
            (activity, change),
            (incoming, proposal, pick),
            now,
        )
        .await?;
        count += 1;
    }
    if !chosen {
        return Err(refused("kies[]", "Kies minstens 1 activiteit om over te nemen").into());
    }
    if count > 0 {
        sqlx::query!(
            "update portfolio_import set imported_at = $2, undone_at = null where id = $1",
            id,
            now.to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
        record(&mut tx, person, id, "taken_over", count, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn add(
    conn: &mut PgConnection,
    person: PersonId,
    import: Uuid,
    (id, change): (ActivityId, &str),
    (incoming, proposal, pick): (&Incoming, &Proposal, &Pick),
    now: Timestamp,
) -> Result<(), Fault> {
    let mut activity = proposal.activity.clone();
    let is_split = activity.to_choose() < activity.hours && !is_single(&activity);
    if !is_split {
        activity.split = pick.category.map_or_else(Split::default, |category| {
            Split::only(category, activity.hours)
        });
    }
    sqlx::query!(
        "insert into activity (id, person_id) values ($1, $2) on conflict (id) do nothing",
        id.0,
        person.0,
    )
    .execute(&mut *conn)
    .await?;
    changes::record(&mut *conn, person, id, &activity, false, change, now).await?;
    sqlx::query!(
        "insert into activity_origin (person_id, source, register, key, activity_id, import_id,
                                      validated, brought_at)
         values ($1, 'migratie', $2, $3, $4, $5, $6, $7)
         on conflict (person_id, source, register, key)
             do update set import_id = excluded.import_id, validated = excluded.validated,
                           brought_at = excluded.brought_at",
        person.0,
        incoming.source,
        incoming.source_id,
        id.0,
        import,
        proposal.validated,
        now.to_sqlx(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether all hours are in one category.
fn is_single(activity: &NewActivity) -> bool {
    Category::ALL
        .into_iter()
        .any(|category| activity.split.get(category) == activity.hours)
}

/// Takes out what was taken over, but for what was changed since.
///
/// # Errors
/// See [`app::teacher::portfolio::import::desk::ImportDesk::undo`].
pub(super) async fn undo(system: &System, person: PersonId, id: Uuid) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let import = sqlx::query!(
        "select imported_at, undone_at from portfolio_import
         where id = $1 and person_id = $2
         for update",
        id,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let now = system.clock.now_stored();
    let until = import.imported_at.map(|at| undo_until(at.to_jiff()));
    if import.undone_at.is_some() || until.is_none_or(|until| until <= now) {
        return Err(Problem::conflict("Dit kun je niet meer ongedaan maken")
            .with_detail("Je kunt activiteiten nog wel 1 voor 1 verwijderen.")
            .into());
    }
    // What the teacher changed since, or added something to, is no longer what was brought along.
    let untouched = sqlx::query_scalar!(
        "select a.activity_id
         from activity_origin a
         join activity_version v on v.activity_id = a.activity_id and upper_inf(v.recorded)
         where a.import_id = $1 and not v.removed and lower(v.recorded) = a.brought_at
           and not exists (
               select from evidence e
               where e.activity_id = a.activity_id and e.removed_at is null
           )
           and not exists (select from invitation i where i.activity_id = a.activity_id)",
        id,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut count = 0;
    for activity in untouched.into_iter().map(ActivityId) {
        if let Some(version) = changes::lock(&mut tx, person, activity).await? {
            let before = &version.entry.activity;
            changes::record(&mut tx, person, activity, before, true, "removed", now).await?;
            count += 1;
        }
    }
    sqlx::query!(
        "update portfolio_import set undone_at = $2 where id = $1",
        id,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    record(&mut tx, person, id, "undone", count, now).await?;
    tx.commit().await?;
    Ok(())
}
