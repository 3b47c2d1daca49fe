//! Where a teacher without an appointment stands: what was asked, what came of it, and whether one can ask.

use crate::{
    System,
    clock::dutch,
    desks::{
        staff::cases,
        teacher::{
            diplomas,
            portfolio::files::{self, With},
        },
    },
    entry::own,
    fault::Fault,
};
use app::teacher::registration::{OwnEntry, Progress, Registering, Registration};
use jiff::Span;
use jiff_sqlx::ToSqlx;
use shared::{
    authority::{Check, Claim},
    case::Verdict,
    entry::{Entry, Event, KEPT_YEARS},
    identifier::{DecisionId, PersonId, RegistrationId},
    subject::subject_name,
};
use sqlx::PgConnection;

pub(super) async fn registering(system: &System, person: PersonId) -> Result<Registering, Fault> {
    let mut conn = system.pool.acquire().await?;
    let last = sqlx::query_scalar!(
        "select id from registration where person_id = $1 order by asked_at desc limit 1",
        person.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let last = match last {
        Some(id) => Some(one(&mut conn, RegistrationId(id)).await?),
        None => None,
    };
    let permission = diplomas::permission(&mut conn, system, person, None).await?;
    let waits = last
        .as_ref()
        .is_some_and(|last| last.result == Progress::Waits);
    Ok(Registering {
        may_ask: !waits && refusal(&mut conn, system, person).await?.is_none(),
        last,
        own: own_entry(&mut conn, person).await?,
        phase: permission.phase,
        consents: permission.consents,
        decide_by: cases::decide_registration_by(system.clock.today()),
        today: system.clock.today(),
    })
}

/// Being in the register without an appointment, as pages show it.
///
/// # Errors
/// When the database does not answer.
pub async fn own_entry(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<Option<OwnEntry>, Fault> {
    let Some(own) = own::find(conn, person).await? else {
        return Ok(None);
    };
    let since = dutch(own.since);
    let kept_until = since.date().saturating_add(Span::new().years(KEPT_YEARS));
    Ok(Some(OwnEntry {
        entry: own.entry,
        since,
        education: one(conn, own.registration).await?.education(),
        kept_until: own.entry.is_removed().then_some(kept_until),
    }))
}

/// Whether a registration of this person waits for a decision.
///
/// # Errors
/// When the database does not answer.
pub async fn waits(conn: &mut PgConnection, person: PersonId) -> Result<bool, Fault> {
    Ok(waiting(conn, person).await?.is_some())
}

/// The registration of this person that waits for a decision.
pub(super) async fn waiting(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<Option<RegistrationId>, Fault> {
    let id = sqlx::query_scalar!(
        r#"select registration_id as "registration!"
           from case_file
           where person_id = $1 and registration_id is not null and closed_at is null"#,
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(RegistrationId))
}

/// Why this person cannot be entered without an appointment, if so.
///
/// # Errors
/// When the database does not answer.
pub async fn refusal(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
) -> Result<Option<String>, Fault> {
    let own = own::find(conn, person).await?.map(|own| own.entry);
    if let Err(refusal) = Entry::after(own, Event::Admitted) {
        return Ok(Some(refusal.to_string()));
    }
    let appointed = sqlx::query_scalar!(
        r#"select exists (
               select
               from current_appointment
               where person_id = $1 and coalesce(upper(valid) > $2, true)
           ) as "appointed!""#,
        person.0,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(conn)
    .await?;
    Ok(appointed.then(|| "Deze leraar heeft een benoeming".to_owned()))
}

/// A registration with its proof and where it stands.
///
/// # Errors
/// When the database does not answer.
pub async fn one(conn: &mut PgConnection, id: RegistrationId) -> Result<Registration, Fault> {
    let row = sqlx::query!(
        r#"select r.person_id, r.asked_at, r.subject, r.school_types, r.years, r.note, r.explanation,
                  c.number, c.due_steps, c.state, c.verdict, d.id as "decision?"
           from registration r
           join case_file c on c.registration_id = r.id
           left join decision d on d.case_id = c.id
           where r.id = $1
           order by d.announced_at desc
           limit 1"#,
        id.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let asked_at = dutch(row.asked_at.to_jiff());
    let claim = Claim::of_codes(row.subject, &row.school_types, &row.years, asked_at.date());
    let verdict = row.verdict.as_deref().and_then(Verdict::parse);
    let result = match (row.state.as_str(), verdict, row.decision) {
        ("decided", Some(verdict), Some(decision)) => {
            Progress::Decided(verdict, DecisionId(decision))
        }
        ("withdrawn", ..) => Progress::Withdrawn,
        _ => Progress::Waits,
    };
    let check: Check = serde_json::from_value(row.explanation)?;
    Ok(Registration {
        number: row.number,
        subject: subject_name(&claim.subject).to_owned(),
        extent: claim.extent(),
        note: row.note,
        asked_at,
        due: serde_json::from_value(row.due_steps)?,
        check,
        evidence: files::of(conn, PersonId(row.person_id), With::Registration(id)).await?,
        result,
    })
}
