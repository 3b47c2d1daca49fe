//! What a teacher hears as the last day of the term for re-registration comes near: at the moments of
//! `shared/data/reregistration.csv`, each once. A term that gets longer has moments of its own.

use crate::{
    System,
    clock::dutch,
    desks::teacher::interruption,
    fault::Fault,
    messages::{self, News},
};
use jiff::{Span, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use shared::{
    criteria::{ExtendedTerm, Interruption},
    identifier::PersonId,
    notation,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Nobody hears of the end of a term in its first years: who began later is not looked at.
const FIRST_YEARS: i64 = 2;

/// Reminds whoever is to be reminded today and was not.
///
/// # Errors
/// When the database does not answer.
pub async fn remind(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let before = today
        .saturating_sub(Span::new().years(FIRST_YEARS))
        .to_zoned(TimeZone::UTC)
        .map_err(Fault::broken)?
        .timestamp();
    let began = sqlx::query!(
        r#"select a.person_id, min(greatest(lower(e.recorded), lower(p.recorded))) as "since!"
           from appointment a
           join entry e on e.appointment_id = a.id and e.status = 'confirmed'
           join placement p
               on p.appointment_id = a.id and p.target = 'register' and p.recorded && e.recorded
           where exists (
               select from current_appointment c where c.person_id = a.person_id and c.confirmed
           )
           group by a.person_id
           having min(greatest(lower(e.recorded), lower(p.recorded))) < $1"#,
        before.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(&system.pool)
    .await?;
    let persons: Vec<Uuid> = began.iter().map(|row| row.person_id).collect();
    let mut interruptions: BTreeMap<Uuid, Vec<Interruption>> = BTreeMap::new();
    let rows = sqlx::query!(
        r#"select person_id, kind, lower(days) as "from!", upper(days) as "until!"
           from interruption
           where removed_at is null and person_id = any($1)"#,
        &persons,
    )
    .fetch_all(&system.pool)
    .await?;
    for row in rows {
        let one = interruption(&row.kind, row.from.to_jiff(), row.until.to_jiff())?;
        interruptions.entry(row.person_id).or_default().push(one);
    }
    let news: Vec<News> = began
        .into_iter()
        .filter_map(|row| {
            let first = dutch(row.since.to_jiff()).date();
            let all = interruptions.remove(&row.person_id).unwrap_or_default();
            let term = ExtendedTerm::of(first, &all);
            Some(reminder(
                PersonId(row.person_id),
                &term,
                term.reminder(today)?,
            ))
        })
        .collect();
    let mut tx = system.pool.begin().await?;
    messages::tell(&mut tx, system.clock.now_stored(), &news).await?;
    tx.commit().await?;
    Ok(())
}

fn reminder(person: PersonId, term: &ExtendedTerm, months: i32) -> News {
    let last = term.term.last;
    let day = notation::date(last);
    let (title, body) = if months == 0 {
        (
            "Je periode voor herregistratie eindigt".to_owned(),
            format!(
                "De laatste dag van je periode is {day}. Kijk of alles wat je deed in je portfolio staat."
            ),
        )
    } else {
        let left = notation::count(i64::from(months), "maand", "maanden");
        (
            format!("Je periode voor herregistratie eindigt binnen {left}"),
            format!(
                "De laatste dag van je periode is {day}. Kijk hoe ver je bent, en wat je nog wilt doen. Was je er een tijd niet? Geef dat op, dan kan je periode langer worden."
            ),
        )
    };
    News {
        person,
        title,
        body,
        link: "/mijn/herregistratie",
        once: format!("herregistratie/{last}/{months}"),
    }
}
