//! Subjects: entered by the teacher, compared with the Diplomaregister, recorded.
//!
//! The Diplomaregister is asked outside any transaction. A claim is saved before it is asked, so
//! nothing is lost whatever happens there.

use super::{
    overview::{self, appointments, birth_date},
    portfolio::files::{self, With},
};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
    jobs,
    vault::sha256,
};
use app::{
    teacher::{Appointment, ClaimDetail, ClaimInput, ClaimView, EvidenceView, List},
    upload::File,
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    authority::{
        AuthorityTable, Check, Claim, ClaimForm, Outcome, PersonFacts, SchoolGround, Source, check,
    },
    ground::Target,
    identifier::{AppointmentId, ClaimId, EvidenceId, PersonId},
    subject::{SchoolType, SubjectTable, Years},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A claim as it stands now.
struct Stored {
    id: ClaimId,
    appointment: AppointmentId,
    recorded: bool,
    claim: Claim,
}

pub async fn list(system: &System, person: PersonId) -> Result<Vec<ClaimView>, Fault> {
    let appointments = appointments(system, person).await?;
    let mut views = Vec::new();
    for stored in all(system, person).await? {
        let outcome = last_check(system, stored.id)
            .await?
            .map_or(Outcome::NotChecked, |(check, _)| check.outcome);
        views.push(view(stored, outcome, &appointments));
    }
    Ok(views)
}

fn view(stored: Stored, outcome: Outcome, appointments: &[Appointment]) -> ClaimView {
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
        outcome,
    }
}

async fn all(system: &System, person: PersonId) -> Result<Vec<Stored>, Fault> {
    let rows = sqlx::query!(
        "select claim.id, claim.appointment_id, version.status, version.subject,
                version.school_types, version.years, version.since
         from subject_claim claim
         join subject_claim_version version
             on version.claim_id = claim.id and upper_inf(version.recorded)
         where claim.person_id = $1 and version.status <> 'removed'
         order by claim.id",
        person.0,
    )
    .fetch_all(&system.pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Stored {
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
            })
        })
        .collect()
}

async fn one(system: &System, person: PersonId, claim: ClaimId) -> Result<Stored, Fault> {
    all(system, person)
        .await?
        .into_iter()
        .find(|stored| stored.id == claim)
        .ok_or_else(|| Problem::not_found().into())
}

async fn last_check(
    system: &System,
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
    .fetch_optional(&system.pool)
    .await?;
    Ok(match row {
        Some(row) => Some((serde_json::from_value(row.explanation)?, row.checked_at.to_jiff())),
        None => None,
    })
}

pub async fn input(
    system: &System,
    person: PersonId,
    claim: Option<ClaimId>,
) -> Result<ClaimInput, Fault> {
    let today = system.clock.today();
    let appointments = appointments(system, person).await?;
    let form = match claim {
        Some(claim) => {
            let stored = one(system, person, claim).await?;
            ClaimForm::of(&stored.claim, &stored.appointment.to_string())
        }
        None => appointments.first().map(proposal).unwrap_or_default(),
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
        today,
    })
}

/// What the school delivered already, so that nobody types it.
fn proposal(appointment: &Appointment) -> ClaimForm {
    let years: Vec<String> = [
        ("lower", appointment.years.iter().any(|year| *year <= 3)),
        ("upper", appointment.years.iter().any(|year| *year > 3)),
    ]
    .into_iter()
    .filter(|(_, taught)| *taught)
    .map(|(code, _)| code.to_owned())
    .collect();
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
        years,
        since_day: appointment.starts.day().to_string(),
        since_month: appointment.starts.month().to_string(),
        since_year: appointment.starts.year().to_string(),
        ..ClaimForm::default()
    }
}

pub async fn save(
    system: &System,
    person: PersonId,
    claim: Option<ClaimId>,
    form: &ClaimForm,
) -> Result<ClaimId, Fault> {
    let today = system.clock.today();
    let parsed = form.parse(today, SubjectTable::current())?;
    let appointment: AppointmentId = form.appointment.parse().map_err(|_| {
        Problem::invalid(vec![FieldError::new("appointment", "Kies bij welke benoeming dit vak hoort")])
    })?;
    if let Some(claim) = claim {
        one(system, person, claim).await?;
    }
    let id = claim.unwrap_or(ClaimId(Uuid::now_v7()));
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
    sqlx::query!(
        "insert into subject_claim (id, person_id, appointment_id) values ($1, $2, $3)
         on conflict (id) do update set appointment_id = $3",
        id.0,
        person.0,
        appointment.0,
    )
    .execute(&mut *tx)
    .await?;
    new_version(&mut tx, id, "draft", &parsed, now).await?;
    let act = Act::ClaimChanged { claim: id, status: "draft".to_owned() };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;

    compare(system, person, id, By::Teacher(person)).await?;
    Ok(id)
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
        "insert into subject_claim_version (claim_id, recorded, status, subject, school_types, years, since)
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

/// Asks the Diplomaregister, and keeps the answer with everything that led to it. When it does
/// not answer, that is the outcome for now, and a job compares again later.
async fn compare(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    by: By<'_>,
) -> Result<Outcome, Fault> {
    let stored = one(system, person, claim).await?;
    let bsn = overview::bsn(system, person).await?;
    let source = match system.diplomas.of(&bsn).await {
        Ok(diplomas) => Source::Answered { diplomas, asked_at: system.clock.now_stored() },
        Err(_) => Source::Unreachable,
    };
    let facts = PersonFacts {
        birth_date: birth_date(system, person).await?,
        ground: ground(system, person, stored.appointment).await?,
        approval: None,
    };
    let today = system.clock.today();
    let table = AuthorityTable::current();
    let check = check(&stored.claim, &source, &facts, table, today);
    let inputs = serde_json::to_vec(&(&stored.claim, &source, &facts, table.version(), today))?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into claim_check (claim_id, checked_at, outcome, explanation, table_version, inputs_hash)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (claim_id, checked_at) do nothing",
        claim.0,
        now.to_sqlx(),
        check.outcome.code(),
        serde_json::to_value(&check)?,
        check.table_version,
        sha256(inputs),
    )
    .execute(&mut *tx)
    .await?;
    if check.outcome == Outcome::SourceUnreachable && !matches!(by, By::Job(_)) {
        jobs::check_claim(&mut tx, claim).await?;
    }
    let act = Act::ClaimChecked { claim, outcome: check.outcome.code().to_owned() };
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(check.outcome)
}

async fn ground(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
) -> Result<Option<SchoolGround>, Fault> {
    let appointments = appointments(system, person).await?;
    Ok(appointments.into_iter().find(|a| a.id == appointment).map(|a| SchoolGround {
        target: match a.list {
            List::Register => Target::Register,
            List::Vestibule => Target::Vestibule,
            List::None => Target::NotDelivered,
        },
        code: a.ground_code,
        name: a.ground_name,
        fields: a.fields,
        years: a.years.iter().filter_map(|year| u8::try_from(*year).ok()).collect(),
    }))
}

/// Compares a claim again, because the Diplomaregister did not answer before, and tells the
/// teacher what came of it.
///
/// # Errors
/// When it still does not answer, so that the queue tries again later.
pub async fn check_again(system: &System, claim: ClaimId) -> Result<(), Fault> {
    let Some(person) = sqlx::query_scalar!(
        "select claim.person_id
         from subject_claim claim
         join subject_claim_version version
             on version.claim_id = claim.id and upper_inf(version.recorded)
         where claim.id = $1 and version.status <> 'removed'",
        claim.0,
    )
    .fetch_optional(&system.pool)
    .await?
    .map(PersonId) else {
        return Ok(());
    };
    if let Some((last, _)) = last_check(system, claim).await?
        && last.outcome != Outcome::SourceUnreachable
    {
        return Ok(());
    }
    let outcome = compare(system, person, claim, By::Job("check_claim")).await?;
    if outcome == Outcome::SourceUnreachable {
        return Err(Fault::broken("the Diplomaregister still does not answer"));
    }
    let detail = detail(system, person, claim).await?;
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link)
         values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        person.0,
        system.clock.now_stored().to_sqlx(),
        format!("We hebben {} vergeleken met je diploma", detail.claim.subject),
        format!(
            "Het Diplomaregister antwoordde eerder niet. Nu wel. {}",
            detail.check.summary
        ),
        format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}"),
    )
    .execute(&system.pool)
    .await?;
    Ok(())
}

pub async fn detail(
    system: &System,
    person: PersonId,
    claim: ClaimId,
) -> Result<ClaimDetail, Fault> {
    let stored = one(system, person, claim).await?;
    let (check, checked_at) = last_check(system, claim)
        .await?
        .ok_or_else(|| Fault::broken("a claim without a comparison"))?;
    let appointments = appointments(system, person).await?;
    let list = appointments
        .iter()
        .find(|a| a.id == stored.appointment)
        .map_or(List::None, |a| a.list);
    let evidence = sqlx::query!(
        "select id, file_name, size_bytes, uploaded_at
         from evidence
         where claim_id = $1 and person_id = $2 and removed_at is null
         order by uploaded_at",
        claim.0,
        person.0,
    )
    .fetch_all(&system.pool)
    .await?
    .into_iter()
    .map(|row| EvidenceView {
        id: EvidenceId(row.id),
        name: row.file_name,
        size: row.size_bytes,
        uploaded_at: dutch(row.uploaded_at.to_jiff()),
    })
    .collect();
    Ok(ClaimDetail {
        claim: view(stored, check.outcome, &appointments),
        check,
        checked_at: dutch(checked_at),
        list,
        evidence,
    })
}

pub async fn record(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    is_true: bool,
) -> Result<(), Fault> {
    if !is_true {
        return Err(Problem::invalid(vec![FieldError::new(
            "waar",
            "Zet een vinkje als je dit naar waarheid hebt ingevuld",
        )])
        .into());
    }
    change_status(system, person, claim, "recorded").await
}

pub async fn remove(system: &System, person: PersonId, claim: ClaimId) -> Result<(), Fault> {
    change_status(system, person, claim, "removed").await
}

async fn change_status(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    status: &str,
) -> Result<(), Fault> {
    let stored = one(system, person, claim).await?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    new_version(&mut tx, claim, status, &stored.claim, now).await?;
    let act = Act::ClaimChanged { claim, status: status.to_owned() };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn add_evidence(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    posted: Vec<File>,
) -> Result<(), Fault> {
    one(system, person, claim).await?;
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
