//! Changes of a claim. It is saved together with what came of comparing it, whatever the outcome
//! is; what it was before stays, with its period.

use super::{
    super::{
        compare,
        diplomas::{self, Asked},
        portfolio::files::{self, Explained, With},
    },
    find, locked, one, proposal,
};
use crate::{
    System,
    audit::{self, Act, By},
    desks::staff::cases,
    fault::Fault,
};
use app::{
    teacher::{ClaimTarget, EvidenceForm, Proof, Reason},
    upload::File,
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    authority::{Claim, ClaimForm, PersonFacts},
    identifier::{AppointmentId, ClaimId, EvidenceId, PersonId},
    subject::SubjectTable,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Saves a claim as a draft, together with what came of comparing it. A new one that is sent twice is entered
/// once.
///
/// # Errors
/// 404 when claim or appointment is not of this person; 422 with all messages at their fields.
pub async fn save(
    system: &System,
    person: PersonId,
    target: ClaimTarget,
    form: &ClaimForm,
) -> Result<ClaimId, Fault> {
    let (appointment, stated) = read(form, system.clock.today())?;
    let mut conn = system.pool.acquire().await?;
    match target {
        ClaimTarget::Existing(claim) => {
            one(&mut conn, person, claim).await?;
        }
        ClaimTarget::New(Some(number)) => {
            if says(&mut conn, person, number, (appointment, &stated)).await? {
                return Ok(number);
            }
        }
        ClaimTarget::New(None) => {}
    }
    let facts = compare::facts(&mut conn, person, appointment)
        .await?
        .ok_or_else(Problem::not_found)?;
    drop(conn);
    let by = By::Teacher(person);
    let asked = diplomas::ask_for(system, person, appointment, Reason::Claim, by).await?;

    let mut tx = system.pool.begin().await?;
    let claim = match target {
        ClaimTarget::Existing(claim) => {
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
        ClaimTarget::New(number) => {
            let fresh = ClaimId(Uuid::now_v7());
            let number = number.unwrap_or(fresh);
            if add(&mut tx, person, number, appointment).await? {
                number
            } else if says(&mut tx, person, number, (appointment, &stated)).await? {
                return Ok(number);
            } else {
                add(&mut tx, person, fresh, appointment).await?;
                fresh
            }
        }
    };
    let now = draft(&mut tx, system, person, (claim, &stated), (facts, asked)).await?;
    proposal::entered(&mut tx, appointment, &stated.subject, now).await?;
    tx.commit().await?;
    Ok(claim)
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
        (Err(error), Err(problem)) => Err(Problem::invalid([vec![error], problem.errors].concat())),
    }
}

/// Whether the claim with this number is of this person and says this: then it was sent before.
async fn says(
    conn: &mut PgConnection,
    person: PersonId,
    number: ClaimId,
    (appointment, stated): (AppointmentId, &Claim),
) -> Result<bool, Fault> {
    let before = find(conn, person, number).await?;
    Ok(before.is_some_and(|before| before.appointment == appointment && before.claim == *stated))
}

/// Adds a claim, unless somebody has this number.
async fn add(
    conn: &mut PgConnection,
    person: PersonId,
    claim: ClaimId,
    appointment: AppointmentId,
) -> Result<bool, Fault> {
    let added = sqlx::query!(
        "insert into subject_claim (id, person_id, appointment_id) values ($1, $2, $3)
         on conflict (id) do nothing",
        claim.0,
        person.0,
        appointment.0,
    )
    .execute(conn)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Keeps what the claim says from now on, as a draft, with what came of comparing it. Returns when that was.
async fn draft(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    (id, stated): (ClaimId, &Claim),
    compared: (PersonFacts, Asked),
) -> Result<Timestamp, Fault> {
    let now = system.clock.now_stored();
    new_version(conn, id, "draft", stated, now).await?;
    let by = By::Teacher(person);
    let act = Act::ClaimChanged {
        claim: id,
        status: "draft".to_owned(),
    };
    audit::record(conn, now, by, Some(person), None, &act).await?;
    compare::keep(conn, system, person, (id, stated), compared, by).await?;
    Ok(now)
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
    let years: Vec<String> = claim
        .years
        .codes()
        .iter()
        .map(|&code| code.to_owned())
        .collect();
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
    let act = Act::ClaimChanged {
        claim,
        status: status.to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    match status {
        "recorded" => cases::offer(&mut tx, system, person, claim).await?,
        _ => cases::withdraw(&mut tx, system, person, claim).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Leaves out of a claim what the diploma does not cover, and compares what is left, with what the
/// source said before.
///
/// # Errors
/// 404 when it is not of this person; 409 when there is nothing to leave out.
pub async fn narrow(system: &System, person: PersonId, claim: ClaimId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let stored = locked(&mut tx, person, claim).await?;
    let limit = match compare::last(&mut tx, claim).await? {
        Some((told, _)) => told.check()?.limit,
        None => None,
    };
    let stated = limit
        .and_then(|limit| stored.claim.only(&limit.covered))
        .filter(|stated| *stated != stored.claim)
        .ok_or_else(|| Problem::conflict("Je opgave past al bij je diploma"))?;
    let asked = diplomas::said_before(&mut tx, system, person, &stored).await?;
    let facts = compare::facts(&mut tx, person, stored.appointment).await?;
    let facts = facts.unwrap_or_default();
    draft(&mut tx, system, person, (claim, &stated), (facts, asked)).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a file of evidence of a claim; returns the claim.
///
/// # Errors
/// 404 when it is not of this person.
pub async fn remove_evidence(
    system: &System,
    person: PersonId,
    evidence: EvidenceId,
) -> Result<ClaimId, Fault> {
    let claim = files::remove_of_claim(system, person, evidence).await?;
    let mut tx = system.pool.begin().await?;
    cases::withdraw(&mut tx, system, person, claim).await?;
    tx.commit().await?;
    Ok(claim)
}

/// The most that an explanation may hold, in characters.
const LONGEST_NOTE: usize = 2000;

/// Adds files of evidence to a claim, with what is said of them: all of it or nothing.
///
/// # Errors
/// 404 when the claim is not of this person; 422 when a file cannot be taken or too much is said.
pub async fn add_evidence(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    form: &EvidenceForm,
    posted: Vec<File>,
) -> Result<(), Fault> {
    let proof = Proof::parse(&form.soort);
    let note = form.uitleg.trim();
    let (mut accepted, mut errors) = files::take_in(system, posted).await;
    if proof.is_none() && !form.soort.is_empty() {
        errors.insert(0, FieldError::new("soort", "Kies wat voor bewijs je hebt"));
    }
    if accepted.is_empty() && errors.is_empty() {
        let message = if note.is_empty() {
            "Kies een bestand"
        } else {
            "Kies een bestand bij je uitleg"
        };
        errors.push(FieldError::new(files::FIELD, message));
    }
    if note.chars().count() > LONGEST_NOTE {
        errors.push(FieldError::new(
            "uitleg",
            "Maak je uitleg korter: maximaal 2.000 tekens",
        ));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    let explained = Explained {
        proof: proof.map(Proof::code),
        note: (!note.is_empty()).then_some(note),
    };
    files::store(system, &mut accepted).await?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    locked(&mut tx, person, claim).await?;
    let with = With::Claim(claim, explained);
    files::keep(&mut tx, person, with, accepted, now).await?;
    cases::offer(&mut tx, system, person, claim).await?;
    tx.commit().await?;
    Ok(())
}
