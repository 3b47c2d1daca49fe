//! What a teacher in the vestibule hears when the latest day comes near: 6, 3 and 1 months before,
//! each once, by the rule with which the board hears it (LR-S103, handbook 6.4).

use crate::{
    System,
    fault::Fault,
    messages::{self, News},
};
use jiff_sqlx::ToSqlx;
use shared::{
    delivery::signals::{self, AppointmentFacts},
    identifier::PersonId,
    notation,
};

/// Warns whoever is to be warned today and was not.
///
/// # Errors
/// When the database does not answer.
pub async fn warn(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let rows = sqlx::query!(
        r#"select a.id, a.person_id, lower(a.valid) as "begins!", upper(a.valid) - 1 as ends,
                  a.maximum_date as "maximum!", s.name as school
           from current_appointment a
           join entry e
               on e.appointment_id = a.id
               and upper_inf(e.recorded)
               and e.status <> 'removed'
           join school s on s.brin = a.brin
           where a.target = 'vestibule'
             and a.maximum_date between $1::date and $1::date + interval '7 months'"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let news: Vec<News> = rows
        .into_iter()
        .filter_map(|row| {
            let maximum = row.maximum.to_jiff();
            let facts = AppointmentFacts {
                begins: row.begins.to_jiff(),
                ends: row.ends.map(jiff_sqlx::Date::to_jiff),
                maximum: Some(maximum),
                told_months: None,
                correction_asked_on: None,
                school_closed_on: None,
            };
            signals::maximum_comes_near(&facts, today)?;
            let months = signals::months_before(maximum, today)?;
            let left = notation::count(i64::from(months), "maand", "maanden");
            Some(News {
                person: PersonId(row.person_id),
                title: format!("Je uiterste datum is binnen {left}"),
                body: format!(
                    "Voor je benoeming bij {} sta je in het registervoorportaal. Je mag dit geven tot en met {}. Kijk wat je nog moet doen om bevoegd te worden, en praat erover met je school.",
                    row.school,
                    notation::date(maximum)
                ),
                link: "/mijn/voorportaal",
                once: format!("termijn/{}/{maximum}/{months}", row.id),
            })
        })
        .collect();
    let mut tx = system.pool.begin().await?;
    messages::tell(&mut tx, system.clock.now_stored(), &news).await?;
    tx.commit().await?;
    Ok(())
}
