//! What follows from a verdict on evidence: it counts or not, and word to the teacher. Decisions stand in
//! `decision.rs`.

use super::{decision, procedure, steps::Case};
use crate::{
    System,
    audit::By,
    desks::teacher::{claims, compare, diplomas},
    fault::Fault,
};
use app::actor::CaseWorker;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    case::{CaseKind, State},
    identifier::{CaseId, ClaimId, PersonId},
    notation,
    subject::subject_name,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Evidence was accepted: it counts, and the teacher is told.
///
/// # Errors
/// As [`approve`].
pub async fn accepted(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    until: Option<Date>,
) -> Result<(), Fault> {
    let claim = case.claim.ok_or_else(|| Fault::broken("no subject"))?;
    let subject = approve(conn, system, worker, case, claim, until).await?;
    let holds = until.map_or_else(String::new, |last| {
        format!(" Dat geldt tot en met {}.", notation::date(last))
    });
    let body = format!(
        "We hebben je bewijs bij {subject} gecontroleerd op {}. Het klopt.{holds}",
        notation::date(system.clock.today())
    );
    let link = format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}");
    let title = "Je bewijs is goedgekeurd";
    tell(conn, system, case.person, title, &body, &link).await?;
    Ok(())
}

/// Keeps that it was shown that the teacher may teach a subject, and compares that again; the name of
/// the subject.
///
/// # Errors
/// 409 when the teacher is changing the subject.
pub async fn approve(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    claim: ClaimId,
    until: Option<Date>,
) -> Result<String, Fault> {
    let changing = "De leraar is het vak aan het wijzigen. Wacht tot het weer is vastgelegd";
    let stored = claims::find(conn, case.person, claim)
        .await?
        .filter(|stored| stored.recorded)
        .ok_or_else(|| Problem::conflict(changing))?;
    let today = system.clock.today();
    let (school_types, years) = super::approval::codes(&stored.claim);
    sqlx::query!(
        "insert into claim_approval (case_id, claim_id, approved_on, until, subject, school_types,
                                     years)
         values ($1, $2, $3, $4, $5, $6, $7)",
        case.id.0,
        claim.0,
        today.to_sqlx() as jiff_sqlx::Date,
        until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        stored.claim.subject,
        &school_types,
        &years,
    )
    .execute(&mut *conn)
    .await?;
    let facts = compare::facts(conn, case.person, stored.appointment)
        .await?
        .unwrap_or_default();
    let asked = diplomas::said_before(conn, system, case.person, &stored).await?;
    let checked = (claim, &stored.claim);
    let by = By::Staff(worker.staff());
    compare::keep(conn, system, case.person, checked, (facts, asked), by).await?;
    Ok(subject_name(&stored.claim.subject).to_owned())
}

/// A colleague confirmed what was proposed.
///
/// # Errors
/// When the database does not answer.
pub async fn confirmed(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    after: &State,
) -> Result<(), Fault> {
    let State::Decided { verdict } = after else {
        return Ok(());
    };
    let proposed = decision::proposed(conn, case).await?;
    // What could be decided when it was proposed, may be too late now.
    let said = (*verdict, &proposed.ruling);
    if let Some(missing) = procedure::missing(conn, system, case, said).await?.pop() {
        return Err(Problem::conflict(missing.message).into());
    }
    match (case.kind, case.claim) {
        (CaseKind::Evidence, Some(claim)) => {
            let (checked, _) = compare::last(conn, claim)
                .await?
                .ok_or_else(|| Fault::broken("a claim without a comparison"))?;
            let body = format!(
                "We hebben je bewijs bekeken. {}\n\nJe vak blijft staan als je eigen opgave. Je mag \
                 gewoon les blijven geven. Wat kun je doen? Stuur een ander bewijs mee, of vraag \
                 je opleiding om een verklaring. Deze controle is geen besluit. Klopt er iets niet \
                 in het register? Vraag dan om een correctie.\n\nZo vergeleken we je vak met je \
                 diploma:\n{}",
                proposed.reasons,
                checked.check()?.story()
            );
            let link = format!("/mijn/vakken/toevoegen/bewijs?vak={claim}");
            let title = "Je bewijs laat je bevoegdheid nog niet zien";
            tell(conn, system, case.person, title, &body, &link).await?;
            Ok(())
        }
        (CaseKind::Evidence, None) => Err(Fault::broken("a case about nothing")),
        _ => decision::decide(conn, system, worker, case, (*verdict, &proposed)).await,
    }
}

/// Leaves a message with the way to what it is about; its id.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    title: &str,
    body: &str,
    link: &str,
) -> Result<Uuid, Fault> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        person.0,
        system.clock.now_stored().to_sqlx(),
        title,
        body,
        link,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Leaves a message to this teacher with the way to this case; its id.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_of_case(
    conn: &mut PgConnection,
    system: &System,
    (person, case): (PersonId, CaseId),
    title: &str,
    body: &str,
) -> Result<Uuid, Fault> {
    tell(
        conn,
        system,
        person,
        title,
        body,
        &format!("/mijn/zaken/{case}"),
    )
    .await
}
