//! What a teacher hears as the last day of the term for re-registration comes near: at the moments of
//! `shared/data/reregistration.csv`, each once. A term that gets longer has moments of its own.

use crate::{
    System,
    desks::teacher::terms,
    fault::Fault,
    messages::{self, News},
};
use shared::{
    criteria::{EXAMPLE, ExtendedTerm},
    identifier::PersonId,
    notation,
};

/// Reminds whoever is to be reminded today and was not.
///
/// # Errors
/// When the database does not answer.
pub async fn remind(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let mut tx = system.pool.begin().await?;
    let persons =
        sqlx::query_scalar!("select distinct person_id from current_appointment where confirmed",)
            .fetch_all(&mut *tx)
            .await?;
    let news: Vec<News> = terms(&mut tx, &persons)
        .await?
        .into_iter()
        .filter_map(|(person, term)| Some(reminder(PersonId(person), &term, term.reminder(today)?)))
        .collect();
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
                "De laatste dag van je periode is {day}. Kijk of alles wat je deed in je portfolio staat. {EXAMPLE}"
            ),
        )
    } else {
        let left = notation::count(i64::from(months), "maand", "maanden");
        (
            format!("Je periode voor herregistratie eindigt binnen {left}"),
            format!(
                "De laatste dag van je periode is {day}. Kijk hoe ver je bent, en wat je nog wilt doen. Was je er een tijd niet? Geef dat op, dan kan je periode langer worden. {EXAMPLE}"
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
