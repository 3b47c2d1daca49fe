//! Applying for re-registration: what would be sent, whether one can, and sending it.

use super::{at, text};
use crate::{
    System,
    audit::By,
    desks::{
        staff::cases::{
            self, procedure,
            steps::{self, Step, Who},
            tell_of_case,
        },
        teacher::{portfolio, reregistration, terms},
    },
    fault::Fault,
    vault::sha256,
};
use app::teacher::procedure::{Application, Door, Sent, SentActivity};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    case::{self, Action, ApplicationRules, CaseKind, Seed, decided_by, is_drawn},
    criteria::{ExtendedTerm, Term},
    identifier::{CaseId, PersonId},
    notation,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What an application would hold today, and whether it can be sent.
pub(super) async fn application(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
) -> Result<Application, Fault> {
    let today = system.clock.today();
    let term = terms(&mut *conn, &[person.0]).await?.remove(&person.0);
    let door = door(&mut *conn, person, term.as_ref(), today).await?;
    let sent = match &term {
        Some(term) => Some(sent_of(&mut *conn, person, term.term, today).await?),
        None => None,
    };
    Ok(Application {
        door,
        term,
        sent,
        fresh: Uuid::now_v7(),
        due: decided_by(CaseKind::Reregistration, today, false, &[]),
        per_thousand: ApplicationRules::on(today).map_or(0, |rules| rules.sample_per_thousand),
    })
}

/// Whether a teacher can apply today.
///
/// # Errors
/// When the database does not answer.
pub(in crate::desks::teacher) async fn door_of(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<Door, Fault> {
    let term = terms(&mut *conn, &[person.0]).await?.remove(&person.0);
    door(conn, person, term.as_ref(), today).await
}

/// Whether a teacher can apply.
pub(super) async fn door(
    conn: &mut PgConnection,
    person: PersonId,
    term: Option<&ExtendedTerm>,
    today: Date,
) -> Result<Door, Fault> {
    let running = sqlx::query_scalar!(
        "select id
         from case_file
         where person_id = $1 and kind = 'reregistration' and closed_at is null",
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    if let Some(case) = running {
        return Ok(Door::Running(CaseId(case)));
    }
    let (Some(term), Some(rules)) = (term, ApplicationRules::on(today)) else {
        return Ok(Door::NoTerm);
    };
    let opens = rules.opens(term);
    Ok(if opens <= today {
        Door::Open
    } else {
        Door::NotYet(opens)
    })
}

/// Everything that is sent of a term, as it stands today and without a remark.
///
/// # Errors
/// When the database does not answer.
pub async fn sent_of(
    conn: &mut PgConnection,
    person: PersonId,
    term: Term,
    today: Date,
) -> Result<Sent, Fault> {
    let number = sqlx::query_scalar!("select teacher_number from person where id = $1", person.0)
        .fetch_one(&mut *conn)
        .await?;
    let counted = portfolio::counted(&mut *conn, person, None).await?;
    let mut standing = reregistration::of(&mut *conn, person, counted, today).await?;
    standing.inputs.term = term;
    let activities = portfolio::entries(&mut *conn, person)
        .await?
        .into_iter()
        .filter(|entry| term.contains(entry.activity.from))
        .map(|entry| SentActivity {
            title: entry.activity.title,
            from: entry.activity.from,
            hours: entry.activity.hours,
            evidence: u32::try_from(entry.evidence).unwrap_or(u32::MAX),
        })
        .collect();
    Ok(Sent {
        teacher: cases::name(&mut *conn, person).await?,
        number,
        term,
        set: standing.inputs.set.name.clone(),
        evaluation: standing.inputs.evaluate(),
        activities,
        remark: String::new(),
    })
}

/// The seed of the draws of a day, made as the first is needed.
async fn seed_of(conn: &mut PgConnection, day: Date) -> Result<Seed, Fault> {
    let fresh = Seed(rand::random());
    let seed = sqlx::query_scalar!(
        "insert into sample_seed (day, seed)
         values ($1, $2)
         on conflict (day) do update set seed = sample_seed.seed
         returning seed",
        day.to_sqlx() as jiff_sqlx::Date,
        fresh.to_string(),
    )
    .fetch_one(conn)
    .await?;
    seed.parse()
        .map_err(|()| Fault::broken("a seed that is none"))
}

/// Sends an application; grants it at once when every rule is met and it is not in the sample.
pub(super) async fn apply(
    system: &System,
    person: PersonId,
    id: Uuid,
    (agreed, remark): (bool, &str),
) -> Result<CaseId, Fault> {
    let remark = text("remark", remark)?.unwrap_or_default();
    if !agreed {
        return Err(at(
            "agreed",
            "Verklaar dat je het naar waarheid hebt ingevuld",
        ));
    }
    let now = system.clock.now_stored();
    let today = system.clock.today();
    let mut tx = system.pool.begin().await?;
    // Two at once from two windows: the second waits here.
    sqlx::query!("select from person where id = $1 for update", person.0)
        .fetch_one(&mut *tx)
        .await?;
    let sent_before = sqlx::query!(
        "select id, person_id from case_file where application_id = $1",
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(before) = sent_before {
        return if before.person_id == person.0 {
            Ok(CaseId(before.id))
        } else {
            Err(Problem::not_found().into())
        };
    }
    let term = terms(&mut tx, &[person.0]).await?.remove(&person.0);
    let wait = match door(&mut tx, person, term.as_ref(), today).await? {
        Door::Open => None,
        Door::NoTerm => Some("Je periode is nog niet begonnen".to_owned()),
        Door::NotYet(day) => Some(format!("Aanvragen kan vanaf {}", notation::date(day))),
        Door::Running(_) => Some("Je aanvraag loopt al".to_owned()),
    };
    let (None, Some(term)) = (&wait, term) else {
        return Err(Problem::conflict(wait.unwrap_or_default()).into());
    };
    let sent = Sent {
        remark: remark.to_owned(),
        ..sent_of(&mut tx, person, term.term, today).await?
    };
    let rules = ApplicationRules::on(today).ok_or_else(|| Fault::broken("no rules today"))?;
    let number = cases::number(&mut tx, CaseKind::Reregistration.prefix(), today.year()).await?;
    let seed = seed_of(&mut tx, today).await?;
    let drawn = is_drawn(seed, &number, rules.sample_per_thousand);
    let fulfilled = sent.evaluation.is_fulfilled();
    let copy = serde_json::to_string(&sent)?;
    sqlx::query!(
        "insert into reregistration_application (id, person_id, submitted_at, term, sent, hash,
                                                 fulfilled, seed, per_thousand, drawn)
         values ($1, $2, $3, daterange($4, $5, '[]'), $6, $7, $8, $9, $10, $11)",
        id,
        person.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        term.term.first.to_sqlx() as jiff_sqlx::Date,
        term.term.last.to_sqlx() as jiff_sqlx::Date,
        copy,
        sha256(&copy),
        fulfilled,
        seed.to_string(),
        i16::try_from(rules.sample_per_thousand).unwrap_or(i16::MAX),
        drawn,
    )
    .execute(&mut *tx)
    .await?;
    let due = decided_by(CaseKind::Reregistration, today, false, &[]);
    let who = (person, By::Teacher(person));
    let about = (cases::About::Application(id), number.as_str());
    // Who was drawn for this term stays so, with a new application too.
    let in_sample = sqlx::query_scalar!(r#"select is_in_sample($1) as "is!""#, id)
        .fetch_one(&mut *tx)
        .await?;
    let case_id = cases::open_numbered(&mut tx, system, who, about, &due).await?;
    // What the register began itself, because there was none, is over.
    procedure::own_motion::end(&mut tx, system, person, Who::Teacher(person)).await?;
    if fulfilled && !in_sample {
        let case = steps::locked(&mut tx, case_id).await?;
        let action = Action::GrantAtOnce;
        let after = case
            .state
            .after(case.kind, &action, case::By::TEACHER)
            .map_err(|refusal| Problem::conflict(refusal.to_string()))?;
        let step = Step::new(&action, &after, Who::Job("reregistration"));
        steps::keep(&mut tx, system, &case, step).await?;
        procedure::decide::at_once(&mut tx, system, &case).await?;
    } else {
        let body = format!(
            "Je aanvraag heeft nummer {number}. Een medewerker kijkt ernaar. We beslissen uiterlijk \
             op {}. Je leest hier een kopie van wat je stuurde.",
            notation::date(due.date)
        );
        let title = "We hebben je aanvraag ontvangen";
        tell_of_case(&mut tx, system, (person, case_id), title, &body).await?;
    }
    tx.commit().await?;
    Ok(case_id)
}
