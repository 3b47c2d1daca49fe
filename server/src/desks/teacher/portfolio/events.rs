//! Activities from a calendar.

use super::changes;
use crate::{System, calendar, desks::Desk, fault::Fault, web::forms};
use app::{
    actor::{FromActor, Teacher},
    desk::Visit,
    teacher::portfolio::{calendar::Calendar, desk::PortfolioDesk},
    upload::File,
};
use axum::body::Body;
use http::request::Parts;
use shared::{
    Problem,
    identifier::{ActivityId, PersonId},
    portfolio::{PickedEvent, picked},
};
use std::{collections::HashSet, sync::Arc};
use uuid::Uuid;

/// The events of the calendar that this request brought.
///
/// # Errors
/// 401 or 403 for who is no teacher; what is wrong with the file, at its field.
pub async fn open_posted(
    system: &Arc<System>,
    parts: &Parts,
    body: Body,
) -> Result<Calendar, Problem> {
    let actor = parts
        .extensions
        .get::<Visit>()
        .and_then(|visit| visit.actor.clone())
        .ok_or_else(Problem::not_logged_in)?;
    let teacher = Teacher::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let file = forms::posted(&parts.headers, body)
        .await?
        .into_file("bestand")?;
    Desk::new(system.clone())
        .read_calendar(&teacher, file)
        .await
}

/// See [`PortfolioDesk::read_calendar`].
///
/// # Errors
/// What is wrong with the file, at its field.
pub async fn read(system: &System, person: PersonId, file: File) -> Result<Calendar, Fault> {
    let today = system.clock.today();
    // A large calendar takes a while, in which others are to be answered.
    let read = tokio::task::spawn_blocking(move || calendar::read(&file.bytes, today)).await;
    let mut calendar = read.map_err(|_| Fault::broken("reading a calendar broke off"))??;
    let keys: Vec<String> = calendar
        .events
        .iter()
        .map(|event| event.key.clone())
        .collect();
    let known: HashSet<String> = sqlx::query_scalar!(
        r#"select key as "key!" from activity_origin
           where person_id = $1 and source = 'kalender' and key = any($2)"#,
        person.0,
        &keys,
    )
    .fetch_all(&system.pool)
    .await?
    .into_iter()
    .collect();
    for event in &mut calendar.events {
        event.is_known = known.contains(&event.key);
    }
    Ok(calendar)
}

/// See [`PortfolioDesk::take_events`].
///
/// # Errors
/// What is not right, at its field.
pub async fn take(system: &System, person: PersonId, events: &[PickedEvent]) -> Result<u32, Fault> {
    let activities = picked(events, system.clock.today())?;
    let mut tx = system.pool.begin().await?;
    let now = system.clock.now_stored();
    let mut count = 0;
    for (key, activity) in activities {
        let id = ActivityId(Uuid::now_v7());
        if !is_key(&key) {
            let title = "We konden niet lezen wat je stuurde. Kies je agenda opnieuw";
            return Err(Problem::bad_request(title).into());
        }
        // The activity is there first, for the event refers to it; it is gone again when the event was
        // taken before.
        sqlx::query!(
            "insert into activity (id, person_id) values ($1, $2)",
            id.0,
            person.0
        )
        .execute(&mut *tx)
        .await?;
        let is_new = sqlx::query!(
            "insert into activity_origin (activity_id, person_id, source, key)
             values ($1, $2, 'kalender', $3)
             on conflict (person_id, source, register, key) do nothing",
            id.0,
            person.0,
            key,
        )
        .execute(&mut *tx)
        .await?
        .rows_affected()
            > 0;
        if is_new {
            changes::record(&mut tx, person, id, &activity, false, "taken", now).await?;
            count += 1;
        } else {
            sqlx::query!("delete from activity where id = $1", id.0)
                .execute(&mut *tx)
                .await?;
        }
    }
    tx.commit().await?;
    Ok(count)
}

/// Whether it is a key as a calendar is read with: 32 bytes in hexadecimal digits.
fn is_key(key: &str) -> bool {
    key.len() == 64
        && key
            .bytes()
            .all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit))
}
