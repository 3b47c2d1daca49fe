//! Asking to be entered: what was typed is read, the diploma is compared, and a case opens.

use super::{refusal, waits};
use crate::{
    System,
    audit::{self, Act, By},
    desks::{
        staff::cases,
        teacher::{
            compare::CheckRow,
            diplomas,
            portfolio::files::{self, Accepted, With},
        },
    },
    fault::Fault,
};
use app::{
    teacher::{Reason, registration::RegistrationForm},
    upload::File,
};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    authority::{AuthorityTable, Claim, Inputs, Outcome, PersonFacts},
    identifier::{PersonId, RegistrationId},
    sector::Sector,
    subject::SubjectTable,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The most that an explanation may hold, in characters.
const LONGEST_NOTE: usize = 2000;

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

pub(super) async fn register(
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
