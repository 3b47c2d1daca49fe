//! Reports that something is not right, and the messages of the register.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
};
use app::teacher::{CorrectionForm, CorrectionReceipt, Message};
use jiff::{Span, ToSpan, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{AppointmentId, CorrectionId, PersonId},
};
use uuid::Uuid;

/// Within how long a school answers: half of the eight weeks of article 4:13 Awb, so that a
/// decision can still follow in time. An assumption until a regulation says otherwise.
fn term() -> Span {
    4.weeks()
}

/// The day before which there is an answer to what is reported on this day.
pub fn answer_by(reported: Date) -> Date {
    reported + term()
}

/// The most that a report may hold, in characters.
const LONGEST: usize = 2000;

/// The most that the name of a fact may hold, in characters.
const LONGEST_FACT: usize = 100;

/// Keeps that a teacher says that something is not right (article 38k WPO); the school answers.
///
/// # Errors
/// 404 when the appointment is not of this teacher; 422 when something is missing.
pub async fn request(
    system: &System,
    person: PersonId,
    form: &CorrectionForm,
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
    let (Ok(appointment), []) = (appointment, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
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
    let id = Uuid::now_v7();
    let due = answer_by(system.clock.today());
    sqlx::query!(
        "insert into correction_request (id, person_id, appointment_id, fact, message, created_at, due_on)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        person.0,
        appointment.0,
        fact,
        message,
        now.to_sqlx(),
        due.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *tx)
    .await?;
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
    Ok(CorrectionId(id))
}

pub async fn receipt(
    system: &System,
    person: PersonId,
    id: CorrectionId,
) -> Result<CorrectionReceipt, Fault> {
    let row = sqlx::query!(
        r#"select request.fact, request.message, request.created_at, request.due_on,
                  request.answer,
                  (select school.name
                   from appointment_version version
                   join school on school.brin = version.brin
                   where version.appointment_id = request.appointment_id
                     and upper_inf(version.recorded)) as school
           from correction_request request
           where request.id = $1 and request.person_id = $2"#,
        id.0,
        person.0,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    Ok(CorrectionReceipt {
        fact: row.fact,
        message: row.message,
        school: row.school,
        received_at: dutch(row.created_at.to_jiff()),
        due: row.due_on.to_jiff(),
        answer: row.answer,
    })
}

pub async fn messages(system: &System, person: PersonId) -> Result<Vec<Message>, Fault> {
    let mut tx = system.pool.begin().await?;
    let rows = sqlx::query!(
        r#"select created_at, title, body, link, read_at is null as "is_new!"
           from message
           where person_id = $1
           order by created_at desc
           limit 200"#,
        person.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query!(
        "update message set read_at = $2 where person_id = $1 and read_at is null",
        person.0,
        system.clock.now_stored().to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| Message {
            at: dutch(row.created_at.to_jiff()),
            title: row.title,
            body: row.body,
            link: row.link,
            is_new: row.is_new,
        })
        .collect())
}
