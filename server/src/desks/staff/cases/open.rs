//! How a case begins, and what the teacher does with it afterwards.

use super::{
    number,
    outcome::tell_of_case,
    steps::{AUTOMATIC, Step},
};
use crate::{
    System,
    audit::{self, Act},
    clock::dutch,
    desks::teacher::{
        claims,
        portfolio::files::{self, Explained, With},
        registration,
    },
    fault::Fault,
};
use app::teacher::EvidenceView;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    authority::Outcome,
    case::{Action, By, CaseKind, State, decided_by},
    identifier::{CaseId, ClaimId, CorrectionId, PersonId, RegistrationId},
    notation,
    term::Computed,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What a new case is about.
#[derive(Clone, Copy)]
pub enum About {
    /// The evidence of a subject.
    Claim(ClaimId),
    /// A report.
    Correction(CorrectionId),
    /// A registration of a teacher without an appointment.
    Registration(RegistrationId),
    /// An application for re-registration.
    Application(Uuid),
    /// A term that ended without one: what was kept of it, as of an application.
    OwnMotion(Uuid),
    /// An objection.
    Objection(Uuid),
}

impl About {
    const fn kind(self) -> CaseKind {
        match self {
            Self::Claim(_) => CaseKind::Evidence,
            Self::Correction(_) => CaseKind::Correction,
            Self::Registration(_) => CaseKind::Registration,
            Self::Application(_) => CaseKind::Reregistration,
            Self::OwnMotion(_) => CaseKind::OwnMotion,
            Self::Objection(_) => CaseKind::Objection,
        }
    }
}

/// Offers the evidence of a subject to a case worker: when it is recorded, has evidence, and the
/// diplomas do not show it. When a case is open already, the worker sees that there is more.
///
/// # Errors
/// When the database does not answer.
pub async fn offer(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    claim: ClaimId,
) -> Result<(), Fault> {
    let Some(stored) = claims::find(conn, person, claim).await? else {
        return Ok(());
    };
    let shown = matches!(stored.outcome, Outcome::Confirmed | Outcome::Evidenced);
    let evidence = sqlx::query!(
        r#"select count(*) as "count!", max(uploaded_at) as newest
           from evidence
           where claim_id = $1 and removed_at is null"#,
        claim.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    if !stored.recorded || shown || evidence.count == 0 {
        return Ok(());
    }
    let last = sqlx::query!(
        "select id, opened_at, closed_at
         from case_file
         where claim_id = $1
         order by opened_at desc
         limit 1",
        claim.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    match last {
        Some(last) if last.closed_at.is_none() => {
            let case = CaseId(last.id);
            by_teacher(conn, system, person, case, &Action::Supplement).await
        }
        // What was judged before is not judged again.
        Some(last)
            if evidence.newest.map(jiff_sqlx::Timestamp::to_jiff)
                <= Some(last.opened_at.to_jiff()) =>
        {
            Ok(())
        }
        _ => {
            let due = decided_by(CaseKind::Evidence, system.clock.today(), false, &[]);
            let by = audit::By::Teacher(person);
            let case = open(conn, system, (person, by), About::Claim(claim), &due).await?;
            let files = files::of(conn, person, With::Claim(claim, Explained::default())).await?;
            let sent = format!(
                "bewijs bij {} ({})",
                stored.subject(),
                stored.claim.extent()
            );
            let said = ("We hebben je bewijs ontvangen", sent.as_str());
            receipt(conn, system, (person, case), said, &files).await
        }
    }
}

/// Ends the case about a subject that is no longer there, or no longer has evidence.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    claim: ClaimId,
) -> Result<(), Fault> {
    let case = sqlx::query_scalar!(
        "select id
         from case_file
         where claim_id = $1 and closed_at is null
           and not exists (
               select
               from evidence
               join subject_claim_version version
                   on version.claim_id = evidence.claim_id
                   and upper_inf(version.recorded)
                   and version.status <> 'removed'
               where evidence.claim_id = $1 and evidence.removed_at is null
           )",
        claim.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    match case {
        Some(case) => by_teacher(conn, system, person, CaseId(case), &Action::Withdraw).await,
        None => Ok(()),
    }
}

/// Opens a case on which the register itself decides (article 38k WPO). The term of article 4:13
/// Awb begins when the teacher asks for the decision.
///
/// # Errors
/// When the database does not answer.
pub async fn on_correction(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    correction: CorrectionId,
) -> Result<CaseId, Fault> {
    let due = decided_by(CaseKind::Correction, system.clock.today(), false, &[]);
    let who = (person, audit::By::Teacher(person));
    let case = open(conn, system, who, About::Correction(correction), &due).await?;
    let report = sqlx::query!(
        "select fact, message from correction_request where id = $1",
        correction.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let files = files::of(conn, person, With::Correction(correction)).await?;
    let sent = format!("‘{}’: ‘{}’", report.fact, report.message);
    let said = (
        "We hebben je verzoek om een besluit ontvangen",
        sent.as_str(),
    );
    receipt(conn, system, (person, case), said, &files).await?;
    Ok(case)
}

/// The last day to decide on a registration that is asked on this day, with its steps (article 4:13
/// Awb).
pub fn decide_registration_by(asked: Date) -> Computed {
    decided_by(CaseKind::Registration, asked, false, &[])
}

/// Opens a case about the registration of a teacher without an appointment (article 38h, third
/// paragraph, WPO).
///
/// # Errors
/// When the database does not answer.
pub async fn on_registration(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    registration: RegistrationId,
) -> Result<CaseId, Fault> {
    let due = decide_registration_by(system.clock.today());
    let who = (person, audit::By::Teacher(person));
    let about = About::Registration(registration);
    let case = open(conn, system, who, about, &due).await?;
    let asked = registration::one(conn, registration).await?;
    let note = asked
        .note
        .as_deref()
        .map(|note| format!(". Je uitleg: ‘{note}’"));
    let sent = format!("{}{}", asked.education(), note.unwrap_or_default());
    let said = ("We hebben je aanmelding ontvangen", sent.as_str());
    receipt(conn, system, (person, case), said, &asked.evidence).await?;
    Ok(case)
}

/// Tells the teacher that it came, with a copy of what was sent (article 2:17 Awb): a message is kept as
/// it was.
async fn receipt(
    conn: &mut PgConnection,
    system: &System,
    (person, case): (PersonId, CaseId),
    (title, sent): (&str, &str),
    files: &[EvidenceView],
) -> Result<(), Fault> {
    let opened = sqlx::query!("select number, due_on from case_file where id = $1", case.0)
        .fetch_one(&mut *conn)
        .await?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let with = match names.as_slice() {
        [] => "Je stuurde geen bestanden mee".to_owned(),
        names => format!("Je stuurde mee: {}", names.join(", ")),
    };
    let body = format!(
        "Het heeft nummer {}. Je hoort uiterlijk op {} van ons. Dit stuurde je: {sent}. {with}.",
        opened.number,
        notation::date(opened.due_on.to_jiff()),
    );
    tell_of_case(conn, system, (person, case), title, &body).await?;
    Ok(())
}

/// Ends the case about a registration that the teacher takes back.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw_registration(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    registration: RegistrationId,
) -> Result<(), Fault> {
    let case = of_registration(conn, registration).await?;
    by_teacher(conn, system, person, case, &Action::Withdraw).await
}

/// Tells who has the case about a registration that there is more proof.
///
/// # Errors
/// When the database does not answer.
pub async fn supplement_registration(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    registration: RegistrationId,
) -> Result<(), Fault> {
    let case = of_registration(conn, registration).await?;
    by_teacher(conn, system, person, case, &Action::Supplement).await
}

async fn of_registration(
    conn: &mut PgConnection,
    registration: RegistrationId,
) -> Result<CaseId, Fault> {
    let case = sqlx::query_scalar!(
        "select id from case_file where registration_id = $1",
        registration.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(CaseId(case))
}

/// Opens a case about something of a person, by whoever brings it up.
///
/// # Errors
/// When the database does not answer.
pub async fn open(
    conn: &mut PgConnection,
    system: &System,
    who: (PersonId, audit::By<'_>),
    about: About,
    due: &Computed,
) -> Result<CaseId, Fault> {
    let year = system.clock.today().year();
    let number = number(&mut *conn, about.kind().prefix(), year).await?;
    open_numbered(conn, system, who, (about, &number), due).await
}

/// The same, with a number that was given before.
///
/// # Errors
/// When the database does not answer.
pub async fn open_numbered(
    conn: &mut PgConnection,
    system: &System,
    (person, by): (PersonId, audit::By<'_>),
    (about, number): (About, &str),
    due: &Computed,
) -> Result<CaseId, Fault> {
    let now = system.clock.now_stored();
    let (id, kind) = (Uuid::now_v7(), about.kind());
    let (mut claim, mut correction, mut registration) = (None, None, None);
    let (mut application, mut objection) = (None, None);
    match about {
        About::Claim(id) => claim = Some(id.0),
        About::Correction(id) => correction = Some(id.0),
        About::Registration(id) => registration = Some(id.0),
        About::Application(id) | About::OwnMotion(id) => application = Some(id),
        About::Objection(id) => objection = Some(id),
    }
    sqlx::query!(
        "insert into case_file (id, number, kind, person_id, claim_id, correction_id,
                                registration_id, opened_at, due_on, due_steps, state, events,
                                application_id, objection_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', 1, $11, $12)",
        id,
        number,
        kind.code(),
        person.0,
        claim,
        correction,
        registration,
        now.to_sqlx(),
        due.date.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(due)?,
        application,
        objection,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into case_event (case_id, nr, at, action, state, actor_name)
         values ($1, 1, $2, 'open', 'open', $3)",
        id,
        now.to_sqlx(),
        matches!(by, audit::By::Job(_)).then_some(AUTOMATIC),
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::CaseOpened {
        case: id,
        kind: kind.code().to_owned(),
    };
    audit::record(conn, now, by, Some(person), None, &act).await?;
    Ok(CaseId(id))
}

/// What a teacher does with a case that is open.
async fn by_teacher(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    case: CaseId,
    action: &Action,
) -> Result<(), Fault> {
    let case = super::steps::locked(conn, case).await?;
    let Ok(after) = case.state.after(case.kind, action, By::TEACHER) else {
        return Ok(());
    };
    let who = super::steps::Who::Teacher(person);
    super::steps::keep(conn, system, &case, Step::new(action, &after, who)).await
}

/// Where the evidence of a subject stands, for the teacher: the last case.
///
/// # Errors
/// When the database does not answer.
pub async fn review(
    conn: &mut PgConnection,
    claim: ClaimId,
) -> Result<Option<app::teacher::Review>, Fault> {
    let row = sqlx::query!(
        r#"select c.number, c.due_steps, c.state, c.worker, c.verdict, c.closed_at,
                  (select note
                   from case_event e
                   where e.case_id = c.id and e.action = 'propose'
                   order by nr desc
                   limit 1) as reasons
           from case_file c
           where c.claim_id = $1 and c.state <> 'withdrawn'
           order by c.opened_at desc
           limit 1"#,
        claim.0,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let state = super::state(&row.state, row.worker, row.verdict.as_deref())?;
    let verdict = match state {
        State::Decided { verdict } => Some(verdict),
        _ => None,
    };
    Ok(Some(app::teacher::Review {
        number: row.number,
        due: serde_json::from_value(row.due_steps)?,
        reasons: verdict.and(row.reasons),
        verdict,
        closed: row.closed_at.map(|at| dutch(at.to_jiff()).date()),
    }))
}
