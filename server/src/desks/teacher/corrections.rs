//! Reports that something is not right, and the messages of the register.

use super::portfolio::files::{self, With};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::staff::cases,
    fault::Fault,
    outages,
};
use app::{
    teacher::{Addressee, AskedDecision, CorrectionForm, CorrectionReceipt, Decision, addressee},
    upload::File,
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{CaseKind, Document},
    identifier::{AppointmentId, CorrectionId, DecisionId, PersonId},
    notation,
    term::{Computed, TermCode},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The last day on which the school answers what is reported on this day, with its steps.
pub fn answer_by(reported: Date) -> Computed {
    TermCode::SchoolAnswer.after(reported, "Je melding is ontvangen")
}

/// The last day on which the register decides on what is reported of it on this day, with its steps.
pub fn decide_by(reported: Date) -> Computed {
    TermCode::CorrectionDecision.after(reported, "Je melding is ontvangen")
}

/// The most that a report may hold, in characters.
const LONGEST: usize = 2000;

/// The most that the name of a fact may hold, in characters.
const LONGEST_FACT: usize = 100;

/// Keeps that a teacher says that something is not right (article 38k WPO). The school answers what it
/// delivered; what is of the register itself becomes a case at once.
///
/// # Errors
/// 404 when the appointment is not of this teacher; 422 when something is missing, or when it is
/// about what comes from the BRP: that is not changed by a report.
pub async fn request(
    system: &System,
    person: PersonId,
    form: &CorrectionForm,
    files: Vec<File>,
) -> Result<CorrectionId, Fault> {
    let mut errors = Vec::new();
    let fact = form.fact.trim();
    let message = form.message.trim();
    let appointment = form.appointment.parse::<AppointmentId>();
    if appointment.is_err() {
        errors.push(FieldError::new(
            "appointment",
            "Kies om welke benoeming het gaat",
        ));
    }
    if fact.is_empty() || fact.chars().count() > LONGEST_FACT {
        errors.push(FieldError::new("fact", "Kies wat er niet klopt"));
    }
    if message.is_empty() {
        errors.push(FieldError::new(
            "message",
            "Vertel wat er niet klopt en wat het moet zijn",
        ));
    } else if message.chars().count() > LONGEST {
        errors.push(FieldError::new(
            "message",
            "Maak je melding korter: maximaal 2.000 tekens",
        ));
    }
    let (mut files, wrong) = files::take_in(system, files).await;
    errors.extend(wrong);
    let (Ok(appointment), []) = (appointment, errors.as_slice()) else {
        errors.extend(files::choose_again(&files, &errors));
        return Err(Problem::invalid(errors).into());
    };
    files::store(system, &mut files).await?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query_scalar!(
        "select id from appointment where id = $1 and person_id = $2",
        appointment.0,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let addressee = addressee(fact, is_from_brp(&mut tx, person).await?);
    if addressee == Addressee::Municipality {
        let message = "Dit komt van je gemeente. Verander het daar, dan komt het vanzelf hier";
        return Err(Problem::invalid(vec![FieldError::new("fact", message)]).into());
    }
    let id = CorrectionId(Uuid::now_v7());
    let today = system.clock.today();
    let (school, concerns, due) = match addressee {
        Addressee::Register(_) => (None, Some(appointment.0), decide_by(today)),
        _ => (Some(appointment.0), None, answer_by(today)),
    };
    sqlx::query!(
        "insert into correction_request (id, person_id, appointment_id, concerns, fact, message,
                                         created_at, due_on, due_steps)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        person.0,
        school,
        concerns,
        fact,
        message,
        now.to_sqlx(),
        due.date.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(&due)?,
    )
    .execute(&mut *tx)
    .await?;
    files::keep(&mut tx, person, With::Correction(id), files, now).await?;
    if matches!(addressee, Addressee::Register(_)) {
        cases::on_correction(&mut tx, system, person, id).await?;
    }
    audit::record(
        &mut tx,
        now,
        By::Teacher(person),
        Some(person),
        None,
        &Act::CorrectionRequested {
            appointment: Some(appointment),
        },
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Whether name and day of birth of this person come from the BRP.
///
/// # Errors
/// When the database does not answer.
pub async fn is_from_brp(conn: &mut PgConnection, person: PersonId) -> Result<bool, Fault> {
    let source = sqlx::query_scalar!(
        "select source from person_details where person_id = $1 and upper_inf(recorded)",
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(source.as_deref() == Some("brp"))
}

/// Asks the register to decide, because the school did not solve it or did not answer in time
/// (article 38k WPO).
///
/// # Errors
/// 404 when the report is not of this teacher; 409 when the school still has time, or the register
/// was asked before.
pub async fn ask_decision(
    system: &System,
    person: PersonId,
    id: CorrectionId,
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let row = sqlx::query!(
        r#"select answered_at is not null as "answered!", due_on,
                  exists (select from case_file where correction_id = $1) as "asked!"
           from correction_request
           where id = $1 and person_id = $2
           for update"#,
        id.0,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if row.asked {
        return Err(Problem::conflict("Je hebt ons al om een besluit gevraagd").into());
    }
    if !may_ask(row.answered, row.due_on.to_jiff(), system.clock.today()) {
        let until = notation::date(row.due_on.to_jiff());
        let wait = format!("Je school heeft nog tot en met {until} om te antwoorden");
        return Err(Problem::conflict(wait).into());
    }
    cases::on_correction(&mut tx, system, person, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a teacher may ask the register to decide: once the school answered, or is too late.
fn may_ask(answered: bool, due: Date, today: Date) -> bool {
    answered || due < today
}

/// A decision, as it was announced.
///
/// # Errors
/// 404 when it is not of this teacher.
pub async fn decision(
    system: &System,
    person: PersonId,
    id: DecisionId,
) -> Result<Decision, Fault> {
    let row = sqlx::query!(
        r#"select d.document, encode(d.hash, 'hex') as "hash!",
                  encode(l.hash, 'hex') as letter_hash, c.kind, p.posted_on as "posted_on?"
           from decision d
           join case_file c on c.id = d.case_id
           left join decision_letter l on l.decision_id = d.id
           left join decision_posting p on p.decision_id = d.id
           where d.id = $1 and d.person_id = $2"#,
        id.0,
        person.0,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let mut document: Document = serde_json::from_str(&row.document)?;
    let kind = cases::kind(&row.kind)?;
    let posted = row.posted_on.map(jiff_sqlx::Date::to_jiff);
    document.remedies.until = cases::announced::until(&document, kind, posted);
    // The court has an office of its own.
    let objectable = kind != CaseKind::Objection;
    let until = match document.remedies.until.clone() {
        Some(until) if objectable => Some(outages::applied(&system.pool, until).await?),
        until => until,
    };
    Ok(Decision {
        id,
        document,
        until,
        object_at: objectable.then(|| format!("/mijn/besluiten/{id}/bezwaar")),
        hash: row.hash,
        letter_hash: row.letter_hash,
    })
}

pub async fn receipt(
    system: &System,
    person: PersonId,
    id: CorrectionId,
) -> Result<CorrectionReceipt, Fault> {
    let row = sqlx::query!(
        r#"select request.fact, request.message, request.created_at, request.due_on,
                  request.due_steps, request.answer, request.answered_at is not null as "answered!",
                  (select school.name
                   from appointment_version version
                   join school on school.brin = version.brin
                   where version.appointment_id = request.appointment_id
                     and upper_inf(version.recorded)) as school,
                  c.number as "case?", c.due_steps as "case_due?", d.id as "decision?"
           from correction_request request
           left join case_file c on c.correction_id = request.id
           left join decision d on d.case_id = c.id and c.closed_at is not null
           where request.id = $1 and request.person_id = $2
           order by d.announced_at desc
           limit 1"#,
        id.0,
        person.0,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let due = row.due_on.to_jiff();
    let case = match (row.case, row.case_due) {
        (Some(number), Some(due)) => Some(AskedDecision {
            number,
            due: serde_json::from_value(due)?,
            decision: row.decision.map(DecisionId),
        }),
        _ => None,
    };
    let mut conn = system.pool.acquire().await?;
    Ok(CorrectionReceipt {
        evidence: files::of(&mut conn, person, With::Correction(id)).await?,
        fact: row.fact,
        message: row.message,
        school: row.school,
        received_at: dutch(row.created_at.to_jiff()),
        due,
        due_steps: row.due_steps.map(serde_json::from_value).transpose()?,
        answer: row.answer,
        may_ask: case.is_none() && may_ask(row.answered, due, system.clock.today()),
        case,
    })
}
