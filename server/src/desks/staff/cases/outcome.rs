//! What follows from a verdict: evidence that counts, a decision, and word to the teacher.

use super::{number, remedy, steps::Case, subject_name};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::{
        staff::mandates,
        teacher::{claims, compare, diplomas},
    },
    fault::Fault,
    vault::sha256,
};
use app::actor::CaseWorker;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    case::{CaseKind, Consequence, Decided, Document, Remedy, State, Verdict},
    identifier::{ClaimId, DecisionId, PersonId},
    notation,
    term::{Computed, TermCode},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the number of a decision begins with.
const PREFIX: &str = "BS";

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
    tell(conn, system, case.person, title, &body, &link).await
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

/// What one proposed and another confirmed.
pub struct Proposed {
    /// By whom: the identifier of the organisation's login.
    pub by: String,
    /// The reasons.
    pub reasons: String,
    /// What becomes of a fact of the register.
    pub becomes: Option<Remedy>,
    /// The last day of that.
    pub until: Option<Date>,
}

/// What was proposed last.
///
/// # Errors
/// When the database does not answer, or nothing was proposed.
pub async fn proposed(conn: &mut PgConnection, case: &Case) -> Result<Proposed, Fault> {
    let row = sqlx::query!(
        r#"select actor as "actor!", note as "note!", becomes, until
           from case_event
           where case_id = $1 and action = 'propose'
           order by nr desc
           limit 1"#,
        case.id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(Proposed {
        by: row.actor,
        reasons: row.note,
        becomes: row.becomes.as_deref().and_then(Remedy::parse),
        until: row.until.map(jiff_sqlx::Date::to_jiff),
    })
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
    let proposed = proposed(conn, case).await?;
    match (case.kind, case.claim, case.correction) {
        (CaseKind::Evidence, Some(claim), _) => {
            let body = format!(
                "We hebben je bewijs bekeken. {}\n\nJe vak blijft staan als je eigen opgave. Je mag \
                 gewoon les blijven geven. Wat kun je doen? Stuur een ander bewijs mee, of vraag \
                 je opleiding om een verklaring. Deze controle is geen besluit. Klopt er iets niet \
                 in het register? Vraag dan om een correctie.",
                proposed.reasons
            );
            let link = format!("/mijn/vakken/toevoegen/bewijs?vak={claim}");
            let title = "Je bewijs laat je bevoegdheid nog niet zien";
            tell(conn, system, case.person, title, &body, &link).await
        }
        (CaseKind::Reregistration | CaseKind::Objection, ..) => {
            super::procedure::decide::confirmed(conn, system, worker, case, *verdict).await
        }
        (CaseKind::Correction, _, Some(_)) => {
            decide(conn, system, worker, case, (*verdict, &proposed)).await
        }
        _ => Err(Fault::broken("a case about nothing")),
    }
}

/// A decision as it is written, with what it rests on.
pub struct Draft {
    /// The text.
    pub document: Document,
    /// The appointment that the school must change, with the fact, and until when; also when the
    /// request is refused.
    ordered: (Option<Uuid>, String, Computed),
}

/// The decision that was proposed, as it reads today under this number.
///
/// # Errors
/// When the database does not answer, or nothing was proposed.
pub async fn draft(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    (verdict, proposed): (Verdict, &Proposed),
    number: String,
) -> Result<Draft, Fault> {
    let today = system.clock.today();
    let correction = case.correction.ok_or_else(|| Fault::broken("no report"))?;
    let request = sqlx::query!(
        "select fact, message, answer, appointment_id from correction_request where id = $1",
        correction.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let due = TermCode::SchoolAnswer.after(today, "Het besluit is bekendgemaakt");
    let consequence = match (verdict, proposed.becomes) {
        (Verdict::Refused | Verdict::NotHandled, _) => Consequence::Stays,
        (Verdict::Granted, None) => Consequence::Ordered(due.date),
        (Verdict::Granted, Some(remedy)) => {
            Consequence::Changed(remedy::tells(conn, case, remedy, proposed.until, today).await?)
        }
    };
    let document = Document::of(Decided {
        number,
        case: &case.number,
        date: today,
        to: super::file::name(conn, case.person).await?,
        fact: &request.fact,
        message: &request.message,
        asked: dutch(case.opened).date(),
        school: request.answer.as_deref(),
        verdict,
        consequence,
        reasons: &proposed.reasons,
    });
    Ok(Draft {
        document,
        ordered: (request.appointment_id, request.fact, due),
    })
}

/// Writes the decision, keeps it with its hash, lets it have its consequences, and announces it.
async fn decide(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    (verdict, proposed): (Verdict, &Proposed),
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let today = system.clock.today();
    let number = number(conn, PREFIX, today.year()).await?;
    let Draft { document, ordered } =
        draft(conn, system, case, (verdict, proposed), number).await?;
    let confirmed_by = worker.staff().subject();
    let mandate = mandates::held(conn, confirmed_by, case.kind, today).await?;
    let text = serde_json::to_string(&document)?;
    let id = DecisionId(Uuid::now_v7());
    sqlx::query!(
        "insert into decision (id, number, case_id, person_id, announced_at, document, hash,
                               objection_until, proposed_by, confirmed_by, mandate_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0,
        document.number,
        case.id.0,
        case.person.0,
        now.to_sqlx(),
        text,
        sha256(&text),
        document.remedies.until.date.to_sqlx() as jiff_sqlx::Date,
        proposed.by,
        confirmed_by,
        mandate,
    )
    .execute(&mut *conn)
    .await?;
    // From now on nobody has to answer it any more.
    sqlx::query!(
        "update correction_request
         set answered_at = $2, answer = $3
         where id = $1 and answered_at is null",
        case.correction.map(|report| report.0),
        now.to_sqlx(),
        document.opening,
    )
    .execute(&mut *conn)
    .await?;
    if let (Verdict::Granted, (Some(appointment), fact, due)) = (verdict, &ordered) {
        let what = (*appointment, fact.as_str());
        order(conn, system, case.person, what, &document, (id, due)).await?;
    }
    if verdict == Verdict::Granted {
        let decision = (id, document.number.as_str());
        remedy::carry_out(conn, system, worker, case, proposed, decision).await?;
    }
    let told = document
        .change()
        .map_or_else(String::new, |change| format!(" {change}"));
    let body = format!(
        "{}{told} Je leest het hele besluit, met de redenen, in het register. Je kunt bezwaar maken tot en \
         met {}.",
        document.opening,
        notation::date(document.remedies.until.date)
    );
    let link = format!("/mijn/besluiten/{id}");
    tell(
        conn,
        system,
        case.person,
        "Er is een besluit over je melding",
        &body,
        &link,
    )
    .await?;
    let act = Act::DecisionAnnounced { decision: id.0 };
    let by = By::Staff(worker.staff());
    audit::record(conn, now, by, Some(case.person), None, &act).await
}

/// The school gets the decision as a task, with a date: only the school delivers the fact.
async fn order(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    (appointment, fact): (Uuid, &str),
    document: &Document,
    (decision, due): (DecisionId, &Computed),
) -> Result<(), Fault> {
    let said = document
        .paragraphs
        .first()
        .map_or("", |part| part.text.as_str());
    let message = format!(
        "Besluit {}: dit gegeven moet worden aangepast. Pas het aan en lever opnieuw. {said}",
        document.number
    );
    sqlx::query!(
        "insert into correction_request (id, person_id, appointment_id, fact, message, created_at,
                                         due_on, due_steps, ordered_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        person.0,
        appointment,
        fact,
        message,
        system.clock.now_stored().to_sqlx(),
        due.date.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(due)?,
        decision.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Tells a teacher something about a case.
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
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link)
         values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        person.0,
        system.clock.now_stored().to_sqlx(),
        title,
        body,
        link,
    )
    .execute(conn)
    .await?;
    Ok(())
}
