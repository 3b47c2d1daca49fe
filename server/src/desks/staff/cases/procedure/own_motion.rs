//! What the register begins of its own motion (*ambtshalve*): each night a case for who stands in the
//! register and of whom a term ended without an application. That decides nothing: a person does, after the
//! teacher could react (article 4:8 Awb).

use crate::{
    System,
    audit::By,
    desks::{
        staff::cases::{
            open::{self, About},
            outcome::tell_of_case,
            steps::{self, Step, Who},
        },
        teacher::{sent_of, terms},
    },
    fault::Fault,
    vault::sha256,
};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    case::{self, Action, ApplicationRules, CaseKind, decided_by},
    criteria::{ExtendedTerm, Term},
    identifier::{CaseId, PersonId},
    notation,
};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// By whom it is begun and ended.
const JOB: &str = "own_motion";

/// Ends each case of which the term is not over any more, or of who left; and begins one for every term that
/// ended without an application. One that fails does not keep up the others.
///
/// # Errors
/// When the database does not answer.
pub async fn go_round(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    // As long as nobody can apply, nobody is late with it.
    if ApplicationRules::on(today).is_none() {
        return Ok(());
    }
    let mut conn = system.pool.acquire().await?;
    let over = over(&mut conn, system, None).await?;
    let begun = sqlx::query_scalar!(
        "select person_id from case_file where kind = 'own_motion' and closed_at is null",
    )
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    for person in begun
        .into_iter()
        .filter(|person| !over.contains_key(person))
    {
        if let Err(fault) = lapse(system, PersonId(person)).await {
            tracing::error!(%fault, %person, "a case of the register itself did not end");
        }
    }
    for person in over.into_keys() {
        if let Err(fault) = begin(system, PersonId(person)).await {
            tracing::error!(%fault, %person, "the register did not begin of its own motion");
        }
    }
    Ok(())
}

/// The terms that are over, of who stands in the register and works today; of this person, or of all.
async fn over(
    conn: &mut PgConnection,
    system: &System,
    person: Option<PersonId>,
) -> Result<BTreeMap<Uuid, ExtendedTerm>, Fault> {
    let today = system.clock.today();
    let persons = sqlx::query_scalar!(
        "select distinct person_id
         from current_appointment
         where confirmed and target = 'register' and valid @> $1::date
           and ($2::uuid is null or person_id = $2)",
        today.to_sqlx() as jiff_sqlx::Date,
        person.map(|person| person.0),
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut terms = terms(conn, &persons).await?;
    terms.retain(|_, term| term.is_over(today));
    Ok(terms)
}

/// Whether the teacher applied for this term, or the register began or decided on it. What was taken back or
/// left out of consideration was no application.
async fn is_known(conn: &mut PgConnection, person: PersonId, term: Term) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select
               from case_file c
               join reregistration_application a on a.id = c.application_id
               where c.person_id = $1
                 and lower(a.term) = $2
                 and c.state <> 'withdrawn'
                 and (c.state <> 'decided' or c.verdict <> 'not_handled')
               union all
               select
               from reregistration
               where person_id = $1 and lower(term) = $2 and upper_inf(recorded)
           ) as "known!""#,
        person.0,
        term.first.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(conn)
    .await?)
}

/// Begins a case about the term of this teacher that is over, unless there was one.
async fn begin(system: &System, person: PersonId) -> Result<(), Fault> {
    let today = system.clock.today();
    let mut tx = system.pool.begin().await?;
    // Who applies at this moment, or another round: the second waits here.
    sqlx::query!("select from person where id = $1 for update", person.0)
        .fetch_one(&mut *tx)
        .await?;
    let over = over(&mut tx, system, Some(person)).await?.remove(&person.0);
    let Some(term) = over.map(|over| over.term) else {
        return Ok(());
    };
    if is_known(&mut tx, person, term).await? {
        return Ok(());
    }
    let sent = sent_of(&mut tx, person, term, today).await?;
    let copy = serde_json::to_string(&sent)?;
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into reregistration_application (id, person_id, submitted_at, term, sent, hash,
                                                 fulfilled, drawn)
         values ($1, $2, $3, daterange($4, $5, '[]'), $6, $7, $8, false)",
        id,
        person.0,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        term.first.to_sqlx() as jiff_sqlx::Date,
        term.last.to_sqlx() as jiff_sqlx::Date,
        copy,
        sha256(&copy),
        sent.evaluation.is_fulfilled(),
    )
    .execute(&mut *tx)
    .await?;
    let due = decided_by(CaseKind::OwnMotion, today, false, &[]);
    let who = (person, By::Job(JOB));
    let case = open::open(&mut tx, system, who, About::OwnMotion(id), &due).await?;
    let body = format!(
        "Je periode liep tot en met {}. Je vroeg geen herregistratie aan. Daarom kijkt een medewerker \
         er nu zelf naar. Er verandert nog niets. Je kunt alsnog herregistratie aanvragen, in je \
         portfolio zetten wat je deed, of opgeven dat je er een tijd niet was. Zijn we van plan een \
         aantekening te zetten, dan hoor je dat eerst en kun je reageren. We beslissen uiterlijk op {}.",
        notation::date(term.last),
        notation::date(due.date)
    );
    let title = "Je periode is voorbij, en je vroeg geen herregistratie aan";
    tell_of_case(&mut tx, system, (person, case), title, &body).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the case that the register began, because the term goes on or the teacher left.
async fn lapse(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    if !over(&mut tx, system, Some(person)).await?.is_empty() {
        return Ok(());
    }
    if let Some((case, number)) = end(&mut tx, system, person, Who::Job(JOB)).await? {
        let title = format!("Zaak {number} vervalt");
        let body = "We nemen er geen besluit over. Je periode loopt nog, of je staat niet meer met een \
                    benoeming in het register.";
        tell_of_case(&mut tx, system, (person, case), &title, body).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends the case that the register began about this teacher, when there is one; it and its number.
///
/// # Errors
/// When the database does not answer.
pub async fn end(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    who: Who<'_>,
) -> Result<Option<(CaseId, String)>, Fault> {
    let begun = sqlx::query_scalar!(
        "select id
         from case_file
         where person_id = $1 and kind = 'own_motion' and closed_at is null",
        person.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(id) = begun.map(CaseId) else {
        return Ok(None);
    };
    let case = steps::locked(&mut *conn, id).await?;
    let action = Action::Withdraw;
    let after = case
        .state
        .after(case.kind, &action, case::By::TEACHER)
        .map_err(|refusal| Problem::conflict(refusal.to_string()))?;
    steps::keep(conn, system, &case, Step::new(&action, &after, who)).await?;
    Ok(Some((id, case.number)))
}
