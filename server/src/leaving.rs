//! Leaving the register (article 38n WPO): at the pension age, by death, and on the teacher's own
//! request; and leaving the vestibule when an appointment there is over (article 38s WPO).

use crate::{
    System,
    audit::{self, Act, By},
    entry,
    fault::Fault,
    messages::{self, News},
};
use jiff::{Span, Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    delivery::pension_to_propose,
    entry::{Entry, Event, KEPT_YEARS},
    identifier::{AppointmentId, PersonId},
    notation,
};
use sqlx::PgConnection;
use uuid::Uuid;

const BY: By<'static> = By::Job("leaving");

/// Where a teacher reads what is kept.
const KEPT: &str = "/mijn/bewaard";

/// How many appointments go out of the vestibule in one transaction.
const PART: i64 = 500;

/// The part of the daily round about leaving.
///
/// # Errors
/// When the database does not answer.
pub async fn go_round(system: &System) -> Result<(), Fault> {
    propose(system).await?;
    carry_out(system).await?;
    remove_dead(system).await?;
    while end_part(system).await? {}
    Ok(())
}

/// Lets some appointments go out of the vestibule of which the last day has passed, from which day on they
/// are kept for five years (article 38s, fourth paragraph, WPO); whether there were any. One that runs on
/// beyond what the law allows stays until its board corrects it, and of the register nobody goes out
/// because an appointment ends (handbook, 1.6). What somebody still has to answer or decide is awaited.
async fn end_part(system: &System) -> Result<bool, Fault> {
    let (now, today) = (system.clock.now_stored(), system.clock.today());
    let mut tx = system.pool.begin().await?;
    let rows = sqlx::query!(
        r#"select a.id, a.person_id, e.status, e.cause, upper(v.valid) - 1 as "last_day!",
                  s.name as school
           from appointment a
           join appointment_version v
               on v.appointment_id = a.id
               and upper_inf(v.recorded)
               and not v.removed
               and upper(v.valid) <= $1
           join placement p
               on p.appointment_id = a.id and upper_inf(p.recorded) and p.target = 'vestibule'
           join entry e
               on e.appointment_id = a.id and upper_inf(e.recorded) and e.status <> 'removed'
           join school s on s.brin = v.brin
           where not exists (
               select
               from correction_request r
               left join case_file c on c.correction_id = r.id
               where r.person_id = a.person_id
                 and a.id in (r.appointment_id, r.concerns)
                 and (r.answered_at is null or (c.id is not null and c.closed_at is null))
           )
           order by a.id
           limit $2
           -- What is being delivered at this moment may go on after all, and waits for the next round.
           for update of v, a, e skip locked"#,
        today.to_sqlx() as jiff_sqlx::Date,
        PART,
    )
    .fetch_all(&mut *tx)
    .await?;
    let until = notation::date(today.saturating_add(Span::new().years(KEPT_YEARS)));
    let (mut changes, mut news, mut acts) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let before = entry::named(&row.status, row.cause.as_deref())?;
        changes.push(entry::Change {
            appointment: row.id,
            entry: entry::after(Some(before), Event::Ended)?,
            version: None,
        });
        let person = PersonId(row.person_id);
        news.push(ended(
            person,
            row.id,
            (&row.school, row.last_day.to_jiff()),
            &until,
        ));
        let act = Act::EntryChanged {
            appointment: AppointmentId(row.id),
            event: Event::Ended,
        };
        acts.push((Some(person), act));
    }
    entry::write(&mut tx, now, &changes).await?;
    messages::tell(&mut tx, now, &news).await?;
    audit::record_all(&mut tx, now, BY, None, &acts).await?;
    tx.commit().await?;
    Ok(!changes.is_empty())
}

fn ended(person: PersonId, appointment: Uuid, of: (&str, Date), until: &str) -> News {
    let (school, last_day) = of;
    News {
        person,
        title: "Je benoeming in het registervoorportaal is afgelopen".to_owned(),
        body: format!(
            "Je benoeming bij {school} liep tot en met {}. Daarvoor sta je niet meer in het registervoorportaal. Je hoeft niets te doen. We bewaren je gegevens tot en met {until}: tot dan kun je ze lezen. Loopt je benoeming door? Vraag je school om dat door te geven. Dan staat ze weer voor je klaar.",
            notation::date(last_day)
        ),
        link: KEPT,
        once: format!("afgelopen/{appointment}/{last_day}"),
    }
}

/// Asks who reaches the pension age whether to stay, once. Who does not answer stays: a proposal
/// removes nobody.
async fn propose(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    // Nobody reaches the age before 65; the rule says of whom it is time.
    let born_before = today.saturating_sub(Span::new().years(64).months(6));
    let rows = sqlx::query!(
        r#"select p.id, p.birth_date as "birth_date!"
           from person p
           where p.birth_date <= $1
             and (
                 exists (
                     select
                     from current_appointment a
                     join entry e
                         on e.appointment_id = a.id
                         and upper_inf(e.recorded)
                         and e.status <> 'removed'
                     where a.person_id = p.id
                       and (upper_inf(a.valid) or upper(a.valid) > $2)
                 )
                 or exists (
                     select
                     from own_entry own
                     where own.person_id = p.id
                       and upper_inf(own.recorded)
                       and own.status <> 'removed'
                 )
             )"#,
        born_before.to_sqlx() as jiff_sqlx::Date,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let now = system.clock.now_stored();
    for row in rows {
        let Some(on) = pension_to_propose(row.birth_date.to_jiff(), today) else {
            continue;
        };
        let person = PersonId(row.id);
        let mut tx = system.pool.begin().await?;
        let proposed = sqlx::query!(
            "insert into pension_choice (person_id, pension_on, proposed_at)
             values ($1, $2, $3)
             on conflict (person_id, pension_on) do nothing",
            person.0,
            on.to_sqlx() as jiff_sqlx::Date,
            now.to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
        if proposed.rows_affected() == 0 {
            continue;
        }
        let reach = if on > today { "bereik" } else { "bereikte" };
        let news = News {
            person,
            title: "Wil je in het register blijven?".to_owned(),
            body: format!(
                "Op {} {reach} je de AOW-leeftijd. We stellen voor om je dan uit te schrijven. Geef je nog les, dan kun je blijven. Kies op je overzicht wat je wilt. Kies je niets, dan blijf je staan.",
                notation::date(on)
            ),
            link: "/mijn#aow",
            once: format!("aow/{on}"),
        };
        messages::tell(&mut tx, now, &[news]).await?;
        let act = Act::PensionProposed { on };
        audit::record(&mut tx, now, BY, Some(person), None, &act).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Removes who chose to leave and has reached the age.
async fn carry_out(system: &System) -> Result<(), Fault> {
    let persons = sqlx::query_scalar!(
        "select person_id
         from pension_choice
         where choice = 'leave' and carried_out_at is null and pension_on <= $1",
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    for person in persons.into_iter().map(PersonId) {
        let mut tx = system.pool.begin().await?;
        leave_at_pension_age(&mut tx, system, BY, person).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Lets the death of who died before the register knew it, or whose appointment came later, count.
async fn remove_dead(system: &System) -> Result<(), Fault> {
    let persons = sqlx::query_scalar!(
        "select d.person_id
         from person_details d
         where upper_inf(d.recorded) and d.source = 'brp' and d.deceased_on is not null
           and (
               exists (
                   select
                   from appointment a
                   join entry e
                       on e.appointment_id = a.id
                       and upper_inf(e.recorded)
                       and e.cause is distinct from 'death'
                   where a.person_id = d.person_id
               )
               or exists (
                   select
                   from own_entry own
                   where own.person_id = d.person_id
                     and upper_inf(own.recorded)
                     and own.cause is distinct from 'death'
               )
           )",
    )
    .fetch_all(&system.pool)
    .await?;
    for person in persons.into_iter().map(PersonId) {
        let mut tx = system.pool.begin().await?;
        settle_death(&mut tx, system, BY, person, true).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Lets what the BRP says about the death of a person count for all entries of that person at once.
///
/// # Errors
/// When the database does not answer.
pub async fn settle_death(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    person: PersonId,
    died: bool,
) -> Result<(), Fault> {
    let event = if died {
        Event::Died
    } else if was_dead(conn, person).await? {
        Event::DeathWithdrawn
    } else {
        return Ok(());
    };
    entry::to_all_of(conn, system.clock.now_stored(), by, person, event).await?;
    Ok(())
}

/// Whether the register took this person for dead.
async fn was_dead(conn: &mut PgConnection, person: PersonId) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select
               from appointment a
               join entry e on e.appointment_id = a.id and upper_inf(e.recorded)
               where a.person_id = $1 and e.cause = 'death'
               union all
               select
               from own_entry
               where person_id = $1 and upper_inf(recorded) and cause = 'death'
           ) as "was!""#,
        person.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Keeps whether a teacher stays or leaves at the pension age. Who leaves is removed on the day
/// itself, or at once when that has passed.
///
/// # Errors
/// 404 when this teacher was not asked; 409 when the teacher is removed already; 422 when nothing was
/// chosen.
pub async fn choose(system: &System, person: PersonId, choice: &str) -> Result<(), Fault> {
    let choice = match choice {
        "blijven" => "stay",
        "uitschrijven" => "leave",
        _ => {
            let message = "Kies of je wilt blijven of uitgeschreven wilt worden";
            return Err(Problem::invalid(vec![FieldError::new("keuze", message)]).into());
        }
    };
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let entries = entry::all_of(&mut tx, person).await?;
    let event = match choice {
        "stay" => Event::StayedAtPensionAge,
        _ => Event::LeftAtPensionAge,
    };
    let mut outcomes = entries
        .into_iter()
        .map(|entry| Entry::after(Some(entry), event));
    if !outcomes.any(|outcome| outcome.is_ok()) {
        return Err(Problem::conflict("Je bent al uitgeschreven").into());
    }
    let asked = sqlx::query!(
        r#"update pension_choice
           set choice = $2, chosen_at = $3
           where person_id = $1
             and carried_out_at is null
             and pension_on = (
                 select pension_on
                 from pension_choice
                 where person_id = $1
                 order by proposed_at desc
                 limit 1
             )
           returning pension_on"#,
        person.0,
        choice,
        now.to_sqlx(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let on = asked.pension_on.to_jiff();
    let act = Act::PensionChosen {
        on,
        choice: choice.to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    if choice == "leave" && on <= system.clock.today() {
        leave_at_pension_age(&mut tx, system, By::Teacher(person), person).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn leave_at_pension_age(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    person: PersonId,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    sqlx::query!(
        "update pension_choice
         set carried_out_at = $2
         where person_id = $1 and choice = 'leave' and carried_out_at is null",
        person.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    let removed = entry::to_all_of(conn, now, by, person, Event::LeftAtPensionAge).await?;
    if !removed {
        return Ok(());
    }
    messages::tell(conn, now, &[is_removed(person, now, system.clock.today())]).await
}

/// Removes a teacher who asks for it from the register, with every appointment and their own
/// registration.
///
/// # Errors
/// 409 when there is nothing to remove; 422 when it was not said to be meant.
pub async fn remove(system: &System, person: PersonId, is_meant: bool) -> Result<(), Fault> {
    if !is_meant {
        let message = "Vink aan dat je uitgeschreven wilt worden";
        return Err(Problem::invalid(vec![FieldError::new("akkoord", message)]).into());
    }
    let now = system.clock.now_stored();
    let by = By::Teacher(person);
    let mut tx = system.pool.begin().await?;
    let removed = entry::to_all_of(&mut tx, now, by, person, Event::RemovalRequested).await?;
    if !removed {
        return Err(Problem::conflict("Er is niets om uit te schrijven").into());
    }
    let news = is_removed(person, now, system.clock.today());
    messages::tell(&mut tx, now, &[news]).await?;
    tx.commit().await?;
    Ok(())
}

fn is_removed(person: PersonId, now: Timestamp, today: Date) -> News {
    let until = today.saturating_add(Span::new().years(KEPT_YEARS));
    News {
        person,
        title: "Je bent uitgeschreven".to_owned(),
        body: format!(
            "Je staat niet meer in het register en niet meer op de openbare pagina’s. Wat je zelf invulde, ziet niemand anders nog. Wat je school leverde en dat je bent uitgeschreven, zien je school en wie het register controleert nog wel. Jij kunt alles lezen tot en met {}. Tot die dag kun je je ook weer laten opnemen.",
            notation::date(until)
        ),
        link: KEPT,
        once: format!("uitgeschreven/{now}"),
    }
}
