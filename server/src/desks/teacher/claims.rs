//! Subjects: entered by the teacher, compared with the Diplomaregister, recorded.
//!
//! A claim and its comparison are saved together, whatever the outcome is. What a claim was
//! before stays, with its period.

use super::{
    compare,
    overview::appointments,
    portfolio::files::{self, With},
};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
};
use app::{
    teacher::{Appointment, ClaimDetail, ClaimInput, ClaimView, EvidenceView, List},
    upload::File,
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    authority::{Check, Claim, ClaimForm, Outcome},
    identifier::{AppointmentId, ClaimId, EvidenceId, PersonId},
    sector::Sector,
    subject::{SchoolType, SubjectTable, Years},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A claim as it stands now.
pub struct Stored {
    /// Its number.
    pub id: ClaimId,
    /// The appointment it is about.
    pub appointment: AppointmentId,
    /// Whether the last step was done.
    pub recorded: bool,
    /// What the teacher says.
    pub claim: Claim,
    /// The outcome of the last comparison.
    pub outcome: Outcome,
}

/// The claims of a person, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(system: &System, person: PersonId) -> Result<Vec<ClaimView>, Fault> {
    let appointments = appointments(system, person).await?;
    let mut conn = system.pool.acquire().await?;
    let stored = all(&mut conn, person, None).await?;
    Ok(stored.into_iter().map(|stored| view(stored, &appointments)).collect())
}

fn view(stored: Stored, appointments: &[Appointment]) -> ClaimView {
    let subject = SubjectTable::current()
        .find(&stored.claim.subject)
        .map_or_else(|| stored.claim.subject.clone(), |subject| subject.name.clone());
    ClaimView {
        id: stored.id,
        appointment: stored.appointment,
        subject,
        extent: stored.claim.extent(),
        since: stored.claim.since,
        school: appointments
            .iter()
            .find(|appointment| appointment.id == stored.appointment)
            .map(|appointment| appointment.school.clone())
            .unwrap_or_default(),
        recorded: stored.recorded,
        outcome: stored.outcome,
    }
}

async fn all(
    conn: &mut PgConnection,
    person: PersonId,
    only: Option<ClaimId>,
) -> Result<Vec<Stored>, Fault> {
    let rows = sqlx::query!(
        r#"select claim.id, claim.appointment_id, version.status, version.subject,
                  version.school_types, version.years, version.since,
                  (select outcome
                   from claim_check
                   where claim_id = claim.id
                   order by checked_at desc
                   limit 1) as outcome
           from subject_claim claim
           join subject_claim_version version
               on version.claim_id = claim.id
               and upper_inf(version.recorded)
           where claim.person_id = $1
             and ($2::uuid is null or claim.id = $2)
             and version.status <> 'removed'
           order by claim.id"#,
        person.0,
        only.map(|id| id.0),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Stored {
            id: ClaimId(row.id),
            appointment: AppointmentId(row.appointment_id),
            recorded: row.status == "recorded",
            claim: Claim {
                subject: row.subject,
                school_types: row
                    .school_types
                    .iter()
                    .filter_map(|code| SchoolType::parse(code))
                    .collect(),
                years: Years::parse(&row.years).unwrap_or(Years::All),
                since: row.since.to_jiff(),
            },
            outcome: row
                .outcome
                .and_then(|code| Outcome::parse(&code))
                .unwrap_or(Outcome::NotChecked),
        })
        .collect())
}

/// The claim of this person with this number; nothing when there is none or it was removed.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    conn: &mut PgConnection,
    person: PersonId,
    claim: ClaimId,
) -> Result<Option<Stored>, Fault> {
    Ok(all(conn, person, Some(claim)).await?.pop())
}

async fn one(conn: &mut PgConnection, person: PersonId, claim: ClaimId) -> Result<Stored, Fault> {
    find(conn, person, claim).await?.ok_or_else(|| Problem::not_found().into())
}

/// The claim, which nobody else changes until the transaction ends.
async fn locked(
    conn: &mut PgConnection,
    person: PersonId,
    claim: ClaimId,
) -> Result<Stored, Fault> {
    sqlx::query!(
        "select id from subject_claim where id = $1 and person_id = $2 for update",
        claim.0,
        person.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    one(conn, person, claim).await
}

async fn last_check(
    conn: &mut PgConnection,
    claim: ClaimId,
) -> Result<Option<(Check, Timestamp)>, Fault> {
    let row = sqlx::query!(
        "select explanation, checked_at
         from claim_check
         where claim_id = $1
         order by checked_at desc
         limit 1",
        claim.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(match row {
        Some(row) => Some((serde_json::from_value(row.explanation)?, row.checked_at.to_jiff())),
        None => None,
    })
}

/// What stands in the form: the claim, or a proposal from what the school delivered.
///
/// # Errors
/// 404 when the claim is not of this person.
pub async fn input(
    system: &System,
    person: PersonId,
    claim: Option<ClaimId>,
) -> Result<ClaimInput, Fault> {
    let appointments = appointments(system, person).await?;
    let mut conn = system.pool.acquire().await?;
    let form = match claim {
        Some(claim) => {
            let stored = one(&mut conn, person, claim).await?;
            ClaimForm::of(&stored.claim, &stored.appointment.to_string())
        }
        None => {
            let claims = all(&mut conn, person, None).await?;
            let without = |a: &&Appointment| claims.iter().all(|claim| claim.appointment != a.id);
            let first = appointments.iter().find(without).or(appointments.first());
            first.map(proposal).unwrap_or_default()
        }
    };
    Ok(ClaimInput {
        form,
        appointments: appointments
            .iter()
            .map(|a| {
                let what = if a.fields.is_empty() {
                    a.ground_name.clone()
                } else {
                    a.fields.join(", ")
                };
                (a.id, format!("{} ({what})", a.school))
            })
            .collect(),
        today: system.clock.today(),
    })
}

/// What the school delivered already, so that nobody types it.
fn proposal(appointment: &Appointment) -> ClaimForm {
    let taught = |years: std::ops::RangeInclusive<i16>| {
        appointment.years.iter().any(|year| years.contains(year))
    };
    let years = [("lower", taught(1..=3)), ("upper", taught(4..=6))];
    let school_type = match appointment.sector {
        Some(Sector::Po) => Some(SchoolType::Po),
        Some(Sector::So) => Some(SchoolType::So),
        Some(Sector::Mbo) => Some(SchoolType::Mbo),
        // Only havo and vwo have more than four years.
        Some(Sector::Vo) if taught(5..=6) => Some(SchoolType::HavoVwo),
        _ => None,
    };
    ClaimForm {
        appointment: appointment.id.to_string(),
        subject: appointment
            .fields
            .first()
            .and_then(|field| {
                SubjectTable::current()
                    .resolve(field, appointment.starts)
                    .map(|subject| subject.id.clone())
            })
            .unwrap_or_default(),
        school_types: school_type.into_iter().map(|kind| kind.code().to_owned()).collect(),
        years: years
            .into_iter()
            .filter(|(_, taught)| *taught)
            .map(|(code, _)| code.to_owned())
            .collect(),
        since_day: appointment.starts.day().to_string(),
        since_month: appointment.starts.month().to_string(),
        since_year: appointment.starts.year().to_string(),
    }
}

/// Saves a claim as a draft, together with what came of comparing it.
///
/// # Errors
/// 404 when claim or appointment is not of this person; 422 with all messages at their fields.
pub async fn save(
    system: &System,
    person: PersonId,
    claim: Option<ClaimId>,
    form: &ClaimForm,
) -> Result<ClaimId, Fault> {
    let (appointment, stated) = read(form, system.clock.today())?;
    let mut conn = system.pool.acquire().await?;
    if let Some(claim) = claim {
        one(&mut conn, person, claim).await?;
    }
    let facts = compare::facts(&mut conn, person, appointment)
        .await?
        .ok_or_else(Problem::not_found)?;
    drop(conn);
    let source = compare::ask(system, person).await?;

    let by = By::Teacher(person);
    let mut tx = system.pool.begin().await?;
    let id = match claim {
        Some(claim) => {
            locked(&mut tx, person, claim).await?;
            sqlx::query!(
                "update subject_claim set appointment_id = $2 where id = $1",
                claim.0,
                appointment.0,
            )
            .execute(&mut *tx)
            .await?;
            claim
        }
        None => add(&mut tx, person, appointment).await?,
    };
    let now = system.clock.now_stored();
    new_version(&mut tx, id, "draft", &stated, now).await?;
    let act = Act::ClaimChanged { claim: id, status: "draft".to_owned() };
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    compare::keep(&mut tx, system, person, (id, &stated), (&facts, &source), by).await?;
    tx.commit().await?;
    Ok(id)
}

/// What was typed, or every message about it at once.
fn read(form: &ClaimForm, today: jiff::civil::Date) -> Result<(AppointmentId, Claim), Problem> {
    let appointment = form
        .appointment
        .parse::<AppointmentId>()
        .map_err(|_| FieldError::new("appointment", "Kies bij welke benoeming dit vak hoort"));
    match (appointment, form.parse(today, SubjectTable::current())) {
        (Ok(appointment), Ok(claim)) => Ok((appointment, claim)),
        (Ok(_), Err(problem)) => Err(problem),
        (Err(error), Ok(_)) => Err(Problem::invalid(vec![error])),
        (Err(error), Err(problem)) => {
            Err(Problem::invalid([vec![error], problem.errors].concat()))
        }
    }
}

async fn add(
    conn: &mut PgConnection,
    person: PersonId,
    appointment: AppointmentId,
) -> Result<ClaimId, Fault> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into subject_claim (id, person_id, appointment_id) values ($1, $2, $3)",
        id,
        person.0,
        appointment.0,
    )
    .execute(conn)
    .await?;
    Ok(ClaimId(id))
}

async fn new_version(
    conn: &mut PgConnection,
    id: ClaimId,
    status: &str,
    claim: &Claim,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query!(
        "update subject_claim_version set recorded = tstzrange(lower(recorded), $2)
         where claim_id = $1 and upper_inf(recorded)",
        id.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    let school_types: Vec<String> = claim
        .school_types
        .iter()
        .map(|kind| kind.code().to_owned())
        .collect();
    let years: Vec<String> = claim.years.codes().iter().map(|&code| code.to_owned()).collect();
    sqlx::query!(
        "insert into subject_claim_version (claim_id, recorded, status, subject, school_types,
                                            years, since)
         values ($1, tstzrange($2, null), $3, $4, $5, $6, $7)",
        id.0,
        now.to_sqlx(),
        status,
        claim.subject,
        &school_types,
        &years,
        claim.since.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A claim with its explanation as it was stored, and its evidence.
///
/// # Errors
/// 404 when it is not of this person.
pub async fn detail(
    system: &System,
    person: PersonId,
    claim: ClaimId,
) -> Result<ClaimDetail, Fault> {
    let appointments = appointments(system, person).await?;
    let mut conn = system.pool.acquire().await?;
    let stored = one(&mut conn, person, claim).await?;
    let (check, checked_at) = last_check(&mut conn, claim)
        .await?
        .ok_or_else(|| Fault::broken("a claim without a comparison"))?;
    let list = appointments
        .iter()
        .find(|a| a.id == stored.appointment)
        .map_or(List::None, |a| a.list);
    Ok(ClaimDetail {
        claim: view(stored, &appointments),
        check,
        checked_at: dutch(checked_at),
        list,
        evidence: evidence(&mut conn, person, claim).await?,
    })
}

async fn evidence(
    conn: &mut PgConnection,
    person: PersonId,
    claim: ClaimId,
) -> Result<Vec<EvidenceView>, Fault> {
    let rows = sqlx::query!(
        "select id, file_name, size_bytes, uploaded_at
         from evidence
         where claim_id = $1 and person_id = $2 and removed_at is null
         order by uploaded_at, id",
        claim.0,
        person.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EvidenceView {
            id: EvidenceId(row.id),
            name: row.file_name,
            size: row.size_bytes,
            uploaded_at: dutch(row.uploaded_at.to_jiff()),
        })
        .collect())
}

/// The last step: the claim counts from now on. A second time changes nothing.
///
/// # Errors
/// 404 when it is not of this person; 422 when it was not said to be true.
pub async fn record(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    is_true: bool,
) -> Result<(), Fault> {
    if !is_true {
        let message = "Zet een vinkje als je dit naar waarheid hebt ingevuld";
        return Err(Problem::invalid(vec![FieldError::new("waar", message)]).into());
    }
    change_status(system, person, claim, "recorded").await
}

/// Removes a claim; what it was stays in the history.
///
/// # Errors
/// 404 when it is not of this person.
pub async fn remove(system: &System, person: PersonId, claim: ClaimId) -> Result<(), Fault> {
    change_status(system, person, claim, "removed").await
}

async fn change_status(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    status: &str,
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let stored = locked(&mut tx, person, claim).await?;
    if stored.recorded && status == "recorded" {
        return Ok(());
    }
    let now = system.clock.now_stored();
    new_version(&mut tx, claim, status, &stored.claim, now).await?;
    let act = Act::ClaimChanged { claim, status: status.to_owned() };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Adds files of evidence to a claim: all of them or none.
///
/// # Errors
/// 404 when the claim is not of this person; 422 when a file cannot be taken.
pub async fn add_evidence(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    posted: Vec<File>,
) -> Result<(), Fault> {
    let mut accepted = Vec::new();
    let mut errors = Vec::new();
    for file in posted {
        match files::accept(file) {
            Ok(file) => accepted.push(file),
            Err(error) => errors.push(error),
        }
    }
    if accepted.is_empty() && errors.is_empty() {
        errors.push(FieldError::new(files::FIELD, "Kies een bestand"));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    let now = system.clock.now_stored();
    let mut kept = Vec::new();
    let mut tx = system.pool.begin().await?;
    locked(&mut tx, person, claim).await?;
    let outcome =
        files::keep(&mut tx, system, person, With::Claim(claim), accepted, now, &mut kept).await;
    let outcome = match outcome {
        Ok(()) => tx.commit().await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    if outcome.is_err() {
        files::discard(system, &kept).await;
    }
    outcome
}
