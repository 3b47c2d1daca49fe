//! One case with everything that a worker needs to decide on it. Opening it is recorded.

use super::{announced, colleagues, decision, kind, list::Row, procedure, remedy, steps, view};
use crate::{
    System,
    clock::dutch,
    desks::{
        staff::mandates,
        teacher::{
            claims,
            overview::{appointments, removed},
            portfolio::files::{self, With},
            registration,
        },
    },
    fault::Fault,
    outages,
};
use app::{
    actor::CaseWorker,
    staff::cases::{Announced, CaseEvent, CaseFile, Matter, Report},
};
use shared::{
    Problem,
    case::{CaseKind, Document, Draft, State, Verdict},
    identifier::{AppointmentId, CaseId, ClaimId, CorrectionId, PersonId, RegistrationId},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Who and what a case is about.
pub struct Subject {
    /// Its kind.
    pub kind: CaseKind,
    /// The teacher.
    pub person: PersonId,
    /// Its number.
    pub number: String,
    /// How its last day was reached.
    due_steps: serde_json::Value,
    claim: Option<ClaimId>,
    correction: Option<CorrectionId>,
    registration: Option<RegistrationId>,
}

/// Who and what a case is about.
///
/// # Errors
/// 404 when there is no such case.
pub async fn subject(conn: &mut PgConnection, id: CaseId) -> Result<Subject, Fault> {
    let row = sqlx::query!(
        "select kind, person_id, number, due_steps, claim_id, correction_id, registration_id
         from case_file
         where id = $1",
        id.0,
    )
    .fetch_optional(conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    Ok(Subject {
        kind: kind(&row.kind)?,
        person: PersonId(row.person_id),
        number: row.number,
        due_steps: row.due_steps,
        claim: row.claim_id.map(ClaimId),
        correction: row.correction_id.map(CorrectionId),
        registration: row.registration_id.map(RegistrationId),
    })
}

/// The name of a teacher, as one addresses a letter.
///
/// # Errors
/// When the database does not answer.
pub async fn name(conn: &mut PgConnection, person: PersonId) -> Result<String, Fault> {
    let name = sqlx::query_scalar!(
        r#"select initials || ' ' || coalesce(prefix || ' ', '') || family_name as "name!"
           from person_details
           where person_id = $1 and upper_inf(recorded)"#,
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(name.unwrap_or_else(|| "Naam onbekend".to_owned()))
}

/// Opens a case: records that the worker looks, and gives what there is.
///
/// # Errors
/// 404 when there is no such case.
pub async fn file(system: &System, worker: &CaseWorker, id: CaseId) -> Result<CaseFile, Fault> {
    let mut tx = system.pool.begin().await?;
    let subject = subject(&mut tx, id).await?;
    view::record(
        &mut tx,
        system,
        worker,
        subject.person,
        (subject.kind, &subject.number),
    )
    .await?;
    let line = line(&mut tx, worker, id).await?;
    let events = events(&mut tx, id).await?;
    let case = steps::find(&mut tx, id).await?;
    let grantable = remedy::grantable(&mut tx, system, &case).await?;
    let draft = draft(&mut tx, system, &case).await?;
    let preview = preview(&mut tx, &case, draft.as_ref()).await?;
    let me = worker.staff().subject();
    let procedure = procedure::procedure(&mut tx, system, me, &case).await?;
    let mandate = mandates::held(&mut tx, me, case.kind, system.clock.today()).await?;
    let colleagues = colleagues::with_absence(&mut tx, system.clock.today()).await?;
    let decided = sqlx::query_scalar!(
        "select number from decision where case_id = $1 order by announced_at desc limit 1",
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let decision = match decided {
        Some(number) => {
            let until = announced::of_case(&mut tx, id).await?.flatten();
            Some(Announced {
                number,
                objection_until: match until {
                    Some(until) => Some(outages::applied(&mut *tx, until).await?),
                    None => None,
                },
            })
        }
        None => None,
    };
    let teacher_number = sqlx::query_scalar!(
        "select teacher_number from person where id = $1",
        subject.person.0
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    let matter = match (subject.claim, subject.correction, subject.registration) {
        (Some(claim), ..) => claim_of(system, subject.person, claim).await?,
        (_, Some(correction), _) => {
            Matter::Correction(Box::new(report(system, subject.person, correction).await?))
        }
        (.., Some(registration)) => {
            let mut conn = system.pool.acquire().await?;
            Matter::Registration(Box::new(registration::one(&mut conn, registration).await?))
        }
        _ if procedure.about.is_some() => Matter::Procedure,
        _ => return Err(Fault::broken("a case about nothing")),
    };
    Ok(CaseFile {
        procedure,
        line,
        teacher_number,
        due: serde_json::from_value(subject.due_steps)?,
        matter,
        grantable,
        draft,
        preview,
        may_decide: mandate.is_some(),
        events,
        colleagues: colleagues
            .into_iter()
            .filter(|(known, _)| known != me)
            .collect(),
        decision,
        today: system.clock.today(),
    })
}

/// The decision as it will read, while a colleague looks at it.
async fn preview(
    conn: &mut PgConnection,
    case: &steps::Case,
    draft: Option<&Draft>,
) -> Result<Option<Document>, Fault> {
    let State::Proposed { verdict, .. } = case.state else {
        return Ok(None);
    };
    let Some(draft) = draft else {
        return Ok(None);
    };
    let proposed = decision::proposed(conn, case).await?;
    let document = decision::written(conn, case, draft, (verdict, &proposed)).await?;
    Ok(Some(document))
}

/// What the letter is written from, as long as nothing was decided.
async fn draft(
    conn: &mut PgConnection,
    system: &System,
    case: &steps::Case,
) -> Result<Option<Draft>, Fault> {
    if case.state.is_closed() || !case.kind.is_decision() {
        return Ok(None);
    }
    let number = "volgt bij het besluit".to_owned();
    Ok(Some(decision::draft(conn, system, case, number).await?))
}

async fn claim_of(system: &System, person: PersonId, claim: ClaimId) -> Result<Matter, Fault> {
    let mut conn = system.pool.acquire().await?;
    let there = claims::find(&mut conn, person, claim).await?.is_some();
    drop(conn);
    Ok(if there {
        Matter::Evidence(Box::new(claims::detail(system, person, claim).await?))
    } else {
        Matter::Gone
    })
}

async fn line(
    conn: &mut PgConnection,
    worker: &CaseWorker,
    id: CaseId,
) -> Result<app::staff::cases::CaseLine, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"select c.id, c.number, c.kind, c.person_id, c.state, c.worker, c.verdict,
                  c.opened_at, c.due_on, c.closed_at, c.events,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as teacher,
                  (select display_name
                   from session s
                   where s.role = 'staff' and s.pseudonym = c.worker
                   order by s.created_at desc
                   limit 1) as worker_name
           from case_file c
           left join person_details d on d.person_id = c.person_id and upper_inf(d.recorded)
           where c.id = $1"#,
        id.0,
    )
    .fetch_one(conn)
    .await?;
    row.line(worker)
}

async fn events(conn: &mut PgConnection, id: CaseId) -> Result<Vec<CaseEvent>, Fault> {
    let rows = sqlx::query!(
        "select at, action, actor_name, verdict, note, until, becomes
         from case_event
         where case_id = $1
         order by nr",
        id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CaseEvent {
            at: dutch(row.at.to_jiff()),
            action: row.action,
            who: row.actor_name,
            verdict: row.verdict.as_deref().and_then(Verdict::parse),
            note: row.note,
            until: row.until.map(jiff_sqlx::Date::to_jiff),
            becomes: row.becomes,
        })
        .collect())
}

async fn report(
    system: &System,
    person: PersonId,
    correction: CorrectionId,
) -> Result<Report, Fault> {
    let row = sqlx::query!(
        "select fact, message, created_at, due_on, answer, answered_at, appointment_id,
                coalesce(appointment_id, concerns) as concerns
         from correction_request
         where id = $1",
        correction.0,
    )
    .fetch_one(&system.pool)
    .await?;
    let concerns = row.concerns.map(AppointmentId);
    let mut conn = system.pool.acquire().await?;
    let evidence = files::of(&mut conn, person, With::Correction(correction)).await?;
    drop(conn);
    Ok(Report {
        evidence,
        fact: row.fact,
        message: row.message,
        reported: dutch(row.created_at.to_jiff()).date(),
        school: row.appointment_id.map(|_: Uuid| app::staff::cases::Asked {
            due: row.due_on.to_jiff(),
            answer: row.answer,
            answered: row.answered_at.map(|at| dutch(at.to_jiff()).date()),
        }),
        appointment: appointments(system, person)
            .await?
            .into_iter()
            .chain(removed(system, person).await?)
            .find(|appointment| Some(appointment.id) == concerns),
    })
}
