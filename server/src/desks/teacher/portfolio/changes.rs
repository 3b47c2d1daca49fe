//! Changes of the portfolio: each a new version beside the old one, in one transaction with its
//! files and its trace.

use super::{
    files::{self, With},
    versions::{self, Version},
};
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{teacher::portfolio::desk::Target, upload::File};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{ActivityId, PersonId},
    portfolio::{ActivityForm, ActivityKind, Category, NewActivity},
};
use sqlx::PgConnection;

/// Adds or changes an activity: all that was sent, or nothing.
///
/// # Errors
/// See [`app::teacher::portfolio::desk::PortfolioDesk::save_activity`].
pub async fn save(
    system: &System,
    person: PersonId,
    target: Target,
    form: &ActivityForm,
    files: Vec<File>,
) -> Result<ActivityId, Fault> {
    let taken_in = files::take_in(system, files).await;
    let (_, mut files) = read(form, taken_in, system.clock.today())?;
    files::store(system, &mut files).await?;
    write(system, person, target, form, files).await
}

/// Reads the form; what is wrong with it or with a file is told at once.
fn read(
    form: &ActivityForm,
    (files, mut errors): (Vec<files::Accepted>, Vec<FieldError>),
    today: Date,
) -> Result<(NewActivity, Vec<files::Accepted>), Problem> {
    match form.parse(today) {
        Ok(activity) if errors.is_empty() => return Ok((activity, files)),
        Ok(_) => {}
        Err(problem) => errors.splice(0..0, problem.errors).for_each(drop),
    }
    errors.extend(files::choose_again(&files, &errors));
    Err(Problem::invalid(errors))
}

async fn write(
    system: &System,
    person: PersonId,
    target: Target,
    form: &ActivityForm,
    files: Vec<files::Accepted>,
) -> Result<ActivityId, Fault> {
    let mut tx = system.pool.begin().await?;
    let (id, seen) = match target {
        Target::Existing(id, seen) => (id, seen),
        Target::New(id) => {
            sqlx::query!(
                "insert into activity (id, person_id) values ($1, $2) on conflict (id) do nothing",
                id.0,
                person.0,
            )
            .execute(&mut *tx)
            .await?;
            (id, 0)
        }
    };
    let before = lock(&mut tx, person, id).await?;
    // Only now: who waited for the lock comes after the one that held it.
    let now = system.clock.now_stored();
    let activity = match &before {
        Some(before) => form.combined(&before.entry.activity),
        None => form.clone(),
    };
    let activity = activity.parse(system.clock.today())?;
    let change = match (&before, target) {
        (None, Target::New(_)) => Some("added"),
        (None, Target::Existing(..)) => return Err(Problem::not_found().into()),
        (Some(before), _) if !before.removed && before.entry.activity == activity => None,
        (Some(before), _) if before.number != seen => {
            return Err(overtaken(before, &files).into());
        }
        (Some(before), _) if before.removed => Some("restored"),
        (Some(_), _) => Some("changed"),
    };
    if let Some(change) = change {
        record(&mut tx, person, id, &activity, false, change, now).await?;
    }
    files::keep(&mut tx, person, With::Activity(id), files, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Somebody was earlier: another tab or device, for an activity is of one person.
fn overtaken(before: &Version, files: &[files::Accepted]) -> Problem {
    let title = if before.removed {
        "Je hebt deze activiteit intussen ergens anders verwijderd"
    } else {
        "Je hebt deze activiteit intussen ergens anders gewijzigd"
    };
    let mut problem = Problem::conflict(title)
        .with_detail("Er is niets overschreven. Kies hieronder wat je wilt bewaren.");
    problem.errors.extend(files::choose_again(files, &[]));
    problem
}

/// Makes an earlier version the newest.
///
/// # Errors
/// 404 when there is no such version of an activity of this person.
pub async fn restore_version(
    system: &System,
    person: PersonId,
    id: ActivityId,
    number: u32,
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let before = lock(&mut tx, person, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let now = system.clock.now_stored();
    let earlier = versions::all(&mut tx, person, id)
        .await?
        .into_iter()
        .find(|version| version.number == number && !version.removed)
        .ok_or_else(Problem::not_found)?;
    let activity = earlier.entry.activity;
    if before.removed || before.entry.activity != activity {
        record(&mut tx, person, id, &activity, false, "restored", now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Adds an activity that was not typed in the form: taken over from somebody else.
///
/// # Errors
/// When the database does not answer.
pub async fn add(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
    activity: &NewActivity,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into activity (id, person_id) values ($1, $2)",
        id.0,
        person.0,
    )
    .execute(&mut *conn)
    .await?;
    record(conn, person, id, activity, false, "added", now).await
}

/// Removes an activity, or puts it back; nothing happens when it is so already.
///
/// # Errors
/// 404 when there is no such activity of this person.
pub async fn set_removed(
    system: &System,
    person: PersonId,
    id: ActivityId,
    removed: bool,
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let before = lock(&mut tx, person, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let now = system.clock.now_stored();
    if before.removed != removed {
        let change = if removed { "removed" } else { "restored" };
        record(
            &mut tx,
            person,
            id,
            &before.entry.activity,
            removed,
            change,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What the activity is now, held until the end of the transaction; nothing when it has no
/// version yet.
///
/// # Errors
/// 404 when it is not of this person.
pub(super) async fn lock(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
) -> Result<Option<Version>, Fault> {
    sqlx::query!(
        "select id from activity where id = $1 and person_id = $2 for no key update",
        id.0,
        person.0,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    versions::newest(conn, person, id).await
}

/// Records a version of an activity, after which the one before is of the past.
///
/// # Errors
/// When the database does not answer.
pub async fn record(
    conn: &mut PgConnection,
    person: PersonId,
    id: ActivityId,
    activity: &NewActivity,
    removed: bool,
    change: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query!(
        "update activity_version set recorded = tstzrange(lower(recorded), $2)
         where activity_id = $1 and upper_inf(recorded)",
        id.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    let hours = |category| activity.split.get(category).0;
    sqlx::query!(
        "insert into activity_version (activity_id, recorded, title, kind, starts_on, ends_on,
                                       quarters, subject_content, subject_didactics, pedagogy,
                                       professional, school, profession, provider, subjects,
                                       reflection, removed, labels, contact_quarters, credits,
                                       diploma, number)
         values ($1, tstzrange($2, null), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                 $15, $16, $17, $18, $19, $20, $21,
                 (select coalesce(max(number), 0) + 1 from activity_version
                  where activity_id = $1))",
        id.0,
        now.to_sqlx(),
        activity.title,
        activity.kind.map(ActivityKind::code),
        activity.from.to_sqlx(),
        activity.to.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        activity.hours.0,
        hours(Category::SubjectContent),
        hours(Category::SubjectDidactics),
        hours(Category::Pedagogy),
        hours(Category::Professional),
        hours(Category::School),
        hours(Category::Profession),
        activity.provider,
        &activity.subjects,
        activity.reflection,
        removed,
        &activity.labels,
        activity.contact_hours.map(|hours| hours.0),
        i16::try_from(activity.credits).unwrap_or(i16::MAX),
        activity.diploma,
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::ActivityChanged {
        activity: id,
        change: change.to_owned(),
    };
    audit::record(conn, now, By::Teacher(person), Some(person), None, &act).await
}
