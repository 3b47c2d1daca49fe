//! The registration of a teacher without an appointment (article 38h, third paragraph, WPO): asking,
//! adding proof, taking back, and coming back.

use super::{
    compare::CheckRow,
    diplomas,
    portfolio::files::{self, Accepted, With},
};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::{Desk, staff::cases},
    entry::{self, own},
    fault::Fault,
};
use app::{
    actor::Teacher,
    teacher::{
        Reason,
        registration::{
            OwnEntry, Progress, Registering, Registration, RegistrationForm, desk::RegistrationDesk,
        },
    },
    upload::File,
};
use async_trait::async_trait;
use jiff::Span;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    authority::{AuthorityTable, Check, Claim, Inputs, Outcome, PersonFacts},
    case::Verdict,
    entry::{Entry, Event, KEPT_YEARS},
    identifier::{DecisionId, PersonId, RegistrationId},
    sector::Sector,
    subject::{SchoolType, SubjectTable, Years},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The most that an explanation may hold, in characters.
const LONGEST_NOTE: usize = 2000;

#[async_trait]
impl RegistrationDesk for Desk {
    async fn registering(&self, teacher: &Teacher) -> Result<Registering, Problem> {
        Ok(registering(&self.0, teacher.person()).await?)
    }

    async fn register(
        &self,
        teacher: &Teacher,
        form: &RegistrationForm,
        files: Vec<File>,
    ) -> Result<(), Problem> {
        Ok(register(&self.0, teacher.person(), form, files).await?)
    }

    async fn add_proof(&self, teacher: &Teacher, files: Vec<File>) -> Result<(), Problem> {
        Ok(add_proof(&self.0, teacher.person(), files).await?)
    }

    async fn withdraw_registration(&self, teacher: &Teacher) -> Result<(), Problem> {
        Ok(withdraw(&self.0, teacher.person()).await?)
    }

    async fn enter_own(&self, teacher: &Teacher) -> Result<(), Problem> {
        Ok(enter(&self.0, teacher.person()).await?)
    }
}

async fn registering(system: &System, person: PersonId) -> Result<Registering, Fault> {
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
async fn waiting(
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

/// What was typed, read.
struct Asked {
    claim: Claim,
    sector: Sector,
    note: Option<String>,
    files: Vec<Accepted>,
}

/// What was typed, or every message about it at once.
async fn read(
    system: &System,
    form: &RegistrationForm,
    posted: Vec<File>,
) -> Result<Asked, Problem> {
    let today = system.clock.today();
    let mut errors = Vec::new();
    let claim = match form.claim(today).parse(today, SubjectTable::current()) {
        Ok(claim) => Some(claim),
        Err(problem) => {
            errors.extend(problem.errors);
            None
        }
    };
    let (files, wrong) = files::take_in(system, posted).await;
    errors.extend(wrong);
    let note = form.uitleg.trim();
    if note.chars().count() > LONGEST_NOTE {
        let message = "Maak je uitleg korter: maximaal 2.000 tekens";
        errors.push(FieldError::new("uitleg", message));
    }
    let sector = claim
        .as_ref()
        .and_then(|claim| sectors(claim).first().copied());
    let (Some(claim), Some(sector), true) = (claim, sector, errors.is_empty()) else {
        errors.extend(files::choose_again(&files, &errors));
        return Err(Problem::invalid(errors));
    };
    Ok(Asked {
        claim,
        sector,
        note: (!note.is_empty()).then(|| note.to_owned()),
        files,
    })
}

/// The sectors of the kinds of school, that of the first on top.
fn sectors(claim: &Claim) -> Vec<Sector> {
    let kinds = claim.school_types.iter();
    kinds
        .filter_map(|kind| Sector::ALL.into_iter().find(|sector| kind.is_in(*sector)))
        .collect()
}

async fn register(
    system: &System,
    person: PersonId,
    form: &RegistrationForm,
    posted: Vec<File>,
) -> Result<(), Fault> {
    let mut conn = system.pool.acquire().await?;
    may_ask(&mut conn, system, person).await?;
    // Nobody waits for a connection while files are looked at.
    drop(conn);
    let mut asked = read(system, form, posted).await?;
    let mut conn = system.pool.acquire().await?;
    let birth_date = sqlx::query_scalar!("select birth_date from person where id = $1", person.0)
        .fetch_one(&mut *conn)
        .await?
        .map(jiff_sqlx::Date::to_jiff);
    let sectors = sectors(&asked.claim);
    let permission = diplomas::permission_in(&mut conn, system, person, &sectors).await?;
    drop(conn);
    let by = By::Teacher(person);
    let said = diplomas::ask_with(system, person, permission, Reason::Registration, by).await?;
    let inputs = Inputs {
        claim: asked.claim.clone(),
        source: said.source,
        facts: PersonFacts {
            birth_date,
            ..PersonFacts::default()
        },
        on: system.clock.today(),
    };
    let found = inputs.answer(AuthorityTable::current());
    let shown = matches!(found.outcome, Outcome::Confirmed | Outcome::ConfirmedInPart);
    if !shown && asked.files.is_empty() {
        let message = format!(
            "We vonden geen diploma dat dit laat zien ({}). Stuur een bewijs mee",
            found.outcome.label().to_lowercase()
        );
        return Err(Problem::invalid(vec![FieldError::new(files::FIELD, message)]).into());
    }
    let result = CheckRow::new(system, &inputs, said.phase, &found)?;
    files::store(system, &mut asked.files).await?;
    let mut tx = system.pool.begin().await?;
    sqlx::query!("select from person where id = $1 for update", person.0)
        .execute(&mut *tx)
        .await?;
    may_ask(&mut tx, system, person).await?;
    let id = insert(&mut tx, system, person, &asked, &result).await?;
    let (with, now) = (With::Registration(id), system.clock.now_stored());
    files::keep(&mut tx, person, with, asked.files, now).await?;
    cases::on_registration(&mut tx, system, person, id).await?;
    let act = Act::RegistrationAsked { registration: id };
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

async fn may_ask(conn: &mut PgConnection, system: &System, person: PersonId) -> Result<(), Fault> {
    if waits(conn, person).await? {
        return Err(
            Problem::conflict("Je hebt je al aangemeld. Wij nemen daar een besluit over").into(),
        );
    }
    match refusal(conn, system, person).await? {
        Some(_) => Err(Problem::conflict(
            "Je hebt een benoeming, of je staat al in het register. Dan hoef je je niet aan te melden",
        )
        .into()),
        None => Ok(()),
    }
}

async fn insert(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    asked: &Asked,
    result: &CheckRow,
) -> Result<RegistrationId, Fault> {
    let id = RegistrationId(Uuid::now_v7());
    let (school_types, years) = cases::approval::codes(&asked.claim);
    sqlx::query!(
        "insert into registration (id, person_id, asked_at, subject, school_types, years, sector, note,
                                   outcome, explanation, table_version, inputs_hash, source, phase,
                                   inputs)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        id.0,
        person.0,
        system.clock.now_stored().to_sqlx(),
        asked.claim.subject,
        &school_types,
        &years,
        asked.sector.code(),
        asked.note,
        result.outcome,
        result.explanation,
        result.table_version,
        result.inputs_hash,
        result.source,
        result.phase,
        result.inputs,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

async fn add_proof(system: &System, person: PersonId, posted: Vec<File>) -> Result<(), Fault> {
    let (mut files, mut errors) = files::take_in(system, posted).await;
    if files.is_empty() && errors.is_empty() {
        errors.push(FieldError::new(files::FIELD, "Kies een bestand"));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    files::store(system, &mut files).await?;
    let mut tx = system.pool.begin().await?;
    let id = waiting(&mut tx, person).await?.ok_or_else(nothing_waits)?;
    let (with, now) = (With::Registration(id), system.clock.now_stored());
    files::keep(&mut tx, person, with, files, now).await?;
    cases::supplement_registration(&mut tx, system, person, id).await?;
    tx.commit().await?;
    Ok(())
}

async fn withdraw(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let id = waiting(&mut tx, person).await?.ok_or_else(nothing_waits)?;
    cases::withdraw_registration(&mut tx, system, person, id).await?;
    tx.commit().await?;
    Ok(())
}

fn nothing_waits() -> Problem {
    Problem::conflict("Er is geen aanmelding die nog wacht op een besluit")
}

async fn enter(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let own = own::locked(&mut tx, person)
        .await?
        .ok_or_else(Problem::not_found)?;
    let event = match own.entry {
        Entry::Staged => Event::Confirmed,
        _ => Event::Reentered,
    };
    let after = entry::after(Some(own.entry), event)?;
    let (now, by) = (system.clock.now_stored(), By::Teacher(person));
    own::write(&mut tx, now, by, person, (after, own.registration), event).await?;
    tx.commit().await?;
    Ok(())
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
           where r.id = $1"#,
        id.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let asked_at = dutch(row.asked_at.to_jiff());
    let claim = Claim {
        school_types: row
            .school_types
            .iter()
            .filter_map(|code| SchoolType::parse(code))
            .collect(),
        years: Years::parse(&row.years).unwrap_or(Years::All),
        since: asked_at.date(),
        subject: row.subject,
    };
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
        subject: cases::subject_name(&claim.subject).to_owned(),
        extent: claim.extent(),
        note: row.note,
        asked_at,
        due: serde_json::from_value(row.due_steps)?,
        check,
        evidence: files::of(conn, PersonId(row.person_id), With::Registration(id)).await?,
        result,
    })
}
