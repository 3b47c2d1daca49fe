//! The answer of a board to what a teacher reported (article 38k WPO).

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    delivery::Sender,
    desks::teacher::{
        answer_by, attachment,
        portfolio::files::{self, With},
    },
    fault::Fault,
    viewing,
};
use app::{
    actor::{Colleague, FromActor},
    desk::Visit,
    school::tasks::{Correction, CorrectionAnswer},
};
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{BoardNumber, CorrectionId, EvidenceId, PersonId},
    term::Computed,
    viewing::Viewing,
};
use sqlx::PgPool;
use std::sync::Arc;
use uuid::Uuid;

/// The most characters that a reason may have.
const LONGEST: usize = 2000;

/// What a board answers: the name in the database and the text that the teacher reads.
struct Answer {
    outcome: &'static str,
    text: String,
}

/// The reports about appointments of this board, or of these schools of it, that wait for an answer;
/// or one of them.
pub async fn open(
    pool: &PgPool,
    board: &BoardNumber,
    schools: Option<&[String]>,
    only: Option<CorrectionId>,
) -> Result<Vec<Correction>, Fault> {
    let rows = sqlx::query!(
        r#"select c.id, c.fact, c.message, c.created_at, c.due_on, c.due_steps, a.number,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name
           from correction_request c
           join appointment a on a.id = c.appointment_id
           left join person_details d
               on d.person_id = c.person_id
               and upper_inf(d.recorded)
           where a.board_number = $1
             and c.answered_at is null
             and ($2::uuid is null or c.id = $2)
             and ($3::text[] is null
                  or exists (
                      select
                      from current_appointment now
                      where now.id = a.id and now.brin = any($3)
                  ))
           order by c.due_on, c.created_at"#,
        board.as_str(),
        only.map(|id| id.0),
        schools as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let reported = dutch(row.created_at.to_jiff()).date();
            Ok(Correction {
                id: CorrectionId(row.id),
                name: row.name,
                appointment: row.number,
                fact: row.fact,
                message: row.message,
                evidence: Vec::new(),
                reported,
                due: match row.due_steps {
                    Some(steps) => serde_json::from_value(steps)?,
                    // Reported before the steps were kept.
                    None => Computed {
                        date: row.due_on.to_jiff(),
                        ..answer_by(reported)
                    },
                },
            })
        })
        .collect()
}

/// One report that waits for an answer, with the files that came along.
///
/// # Errors
/// 404 when there is none for this contact.
pub async fn one(
    system: &System,
    contact: &Colleague,
    id: CorrectionId,
) -> Result<Correction, Fault> {
    let found = open(&system.pool, contact.board(), contact.schools(), Some(id)).await?;
    let correction = found.into_iter().next().ok_or_else(Problem::not_found)?;
    let person = sqlx::query_scalar!(
        "select person_id from correction_request where id = $1",
        id.0
    )
    .fetch_one(&system.pool)
    .await?;
    let mut conn = system.pool.acquire().await?;
    let with = With::Correction(id);
    Ok(Correction {
        evidence: files::of(&mut conn, PersonId(person), with).await?,
        ..correction
    })
}

/// `GET /school/taken/{id}/bewijs/{bewijs}`: a file that came with a report, as long as the school has to
/// answer it; to be saved and never to be shown in the page.
///
/// # Errors
/// 401 or 403 for who is not of a board; 404 when it is not with a report that they have to answer.
pub async fn download_report_evidence(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path((report, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let contact = Colleague::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let correction = one(&system, &contact, CorrectionId(report)).await?;
    let evidence = EvidenceId(id);
    let shown = correction.evidence.iter().find(|file| file.id == evidence);
    if shown.ok_or_else(Problem::not_found)?.waiting {
        return Err(files::not_looked_at_yet().into());
    }
    let file = sqlx::query!(
        "select person_id, file_name, media_type from evidence where id = $1",
        id,
    )
    .fetch_one(&system.pool)
    .await?;
    let number = std::slice::from_ref(&correction.appointment);
    viewing::by_school(&system, &contact, Viewing::Correction, number).await?;
    let act = Act::EvidenceChanged {
        evidence,
        change: "fetched".to_owned(),
    };
    let (now, by) = (system.clock.now_stored(), By::School(&contact));
    let person = Some(PersonId(file.person_id));
    let mut conn = system.pool.acquire().await?;
    audit::record(&mut conn, now, by, person, Some(contact.board()), &act).await?;
    drop(conn);
    let bytes = system.evidence.get(evidence).await?;
    Ok(attachment(&file.file_name, file.media_type, bytes))
}

/// Records the answer, from the page of the school or from its program, and tells the teacher.
pub async fn answer(
    system: &System,
    sender: &Sender,
    given: CorrectionAnswer,
) -> Result<(), Fault> {
    let id = given.id.ok_or_else(Problem::not_found)?;
    let answer = check(&given)?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let request = sqlx::query!(
        r#"select c.person_id, c.answered_at is not null as "answered!"
           from correction_request c
           join appointment a on a.id = c.appointment_id
           where c.id = $1
             and a.board_number = $2
             and ($3::text[] is null
                  or exists (
                      select
                      from current_appointment now
                      where now.id = a.id and now.brin = any($3)
                  ))
           for update of c"#,
        id.0,
        sender.board.as_str(),
        sender.reach.schools() as Option<&[String]>,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if request.answered {
        let answered = "Deze melding is intussen al beantwoord";
        return Err(Problem::conflict(answered).into());
    }
    sqlx::query!(
        "update correction_request
         set answered_at = $2, answer = $3, outcome = $4, answered_by = $5
         where id = $1",
        id.0,
        now.to_sqlx(),
        answer.text,
        answer.outcome,
        sender.name,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link)
         values ($1, $2, $3, $4, $5, '/mijn/gegevens')",
        Uuid::now_v7(),
        request.person_id,
        now.to_sqlx(),
        "Je school heeft gereageerd op je melding",
        answer.text,
    )
    .execute(&mut *tx)
    .await?;
    audit::record(
        &mut tx,
        now,
        By::Sender(sender),
        Some(PersonId(request.person_id)),
        Some(&sender.board),
        &Act::CorrectionAnswered {
            request: id,
            outcome: answer.outcome.to_owned(),
        },
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn check(given: &CorrectionAnswer) -> Result<Answer, Problem> {
    let reason = given.reason.trim();
    let at = |field, message| Problem::invalid(vec![FieldError::new(field, message)]);
    match given.outcome.as_str() {
        "aangepast" => Ok(Answer {
            outcome: "adjusted",
            text: "Je school heeft het aangepast. Je ziet het zodra de school opnieuw levert."
                .to_owned(),
        }),
        "klopt" if reason.is_empty() => {
            Err(at("reason", "Leg uit waarom het klopt zoals het er staat"))
        }
        "klopt" if reason.chars().count() > LONGEST => Err(at(
            "reason",
            "Maak de uitleg korter. Er passen 2.000 tekens in",
        )),
        "klopt" => Ok(Answer {
            outcome: "stands",
            text: format!("Volgens je school klopt het zoals het er staat. De uitleg: {reason}"),
        }),
        _ => Err(at("outcome", "Kies wat je hebt gedaan")),
    }
}
