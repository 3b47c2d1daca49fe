//! What a teacher asks the register to decide: re-registration and objections, and the way of every case.

use super::{portfolio, reregistration};
use crate::{
    System,
    audit::By,
    clock::dutch,
    desks::{
        Desk,
        staff::cases::{
            self,
            procedure::{self, About, Asked, objections},
            steps::{self, Case, Step, Who},
            tell,
        },
    },
    fault::Fault,
    vault::sha256,
};
use app::{
    actor::Teacher,
    teacher::procedure::{
        AnswerForm, Application, Copy, Door, MyCase, Objectable, ObjectionForm, Sent, SentActivity,
        desk::ProcedureDesk,
    },
};
use async_trait::async_trait;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{self, Action, ApplicationRules, CaseKind, Seed, State, Wait, decided_by, is_drawn},
    criteria::ExtendedTerm,
    identifier::{CaseId, DecisionId, PersonId},
    notation,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The most characters of what a teacher writes.
const LONGEST: usize = 4_000;

#[async_trait]
impl ProcedureDesk for Desk {
    async fn application(&self, teacher: &Teacher) -> Result<Application, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(application(&mut conn, &self.0, teacher.person()).await?)
    }

    async fn apply(
        &self,
        teacher: &Teacher,
        number: Uuid,
        agreed: bool,
        remark: &str,
    ) -> Result<CaseId, Problem> {
        Ok(apply(&self.0, teacher.person(), number, (agreed, remark)).await?)
    }

    async fn my_case(&self, teacher: &Teacher, id: CaseId) -> Result<MyCase, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(my_case(&mut conn, &self.0, teacher.person(), id).await?)
    }

    async fn answer(&self, teacher: &Teacher, form: &AnswerForm) -> Result<(), Problem> {
        Ok(answer(&self.0, teacher.person(), form).await?)
    }

    async fn withdraw(&self, teacher: &Teacher, id: CaseId) -> Result<(), Problem> {
        Ok(withdraw(&self.0, teacher.person(), id).await?)
    }

    async fn objectable(&self, teacher: &Teacher, id: DecisionId) -> Result<Objectable, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(objectable(&mut conn, &self.0, teacher.person(), id).await?)
    }

    async fn object(&self, teacher: &Teacher, form: &ObjectionForm) -> Result<CaseId, Problem> {
        Ok(object(&self.0, teacher.person(), form).await?)
    }
}

/// A text that may stay empty.
fn text<'a>(field: &'static str, text: &'a str) -> Result<Option<&'a str>, Fault> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(at(field, "Maak de tekst korter: ten hoogste 4.000 tekens"));
    }
    Ok((!text.is_empty()).then_some(text))
}

fn at(field: &'static str, message: &str) -> Fault {
    Problem::invalid(vec![FieldError::new(field, message)]).into()
}

/// What an application would hold today, and whether it can be sent.
async fn application(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
) -> Result<Application, Fault> {
    let today = system.clock.today();
    let term = super::terms(&mut *conn, &[person.0])
        .await?
        .remove(&person.0);
    let door = door(&mut *conn, person, term.as_ref(), today).await?;
    let sent = match &term {
        Some(term) => Some(sent(&mut *conn, person, term, today, "").await?),
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
pub(super) async fn door_of(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<Door, Fault> {
    let term = super::terms(&mut *conn, &[person.0])
        .await?
        .remove(&person.0);
    door(conn, person, term.as_ref(), today).await
}

/// Whether a teacher can apply.
async fn door(
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

/// Everything that is sent.
async fn sent(
    conn: &mut PgConnection,
    person: PersonId,
    term: &ExtendedTerm,
    today: Date,
    remark: &str,
) -> Result<Sent, Fault> {
    let number = sqlx::query_scalar!("select teacher_number from person where id = $1", person.0)
        .fetch_one(&mut *conn)
        .await?;
    let counted = portfolio::counted(&mut *conn, person, None).await?;
    let standing = reregistration::of(&mut *conn, person, counted, today).await?;
    let activities = portfolio::entries(&mut *conn, person)
        .await?
        .into_iter()
        .filter(|entry| term.term.contains(entry.activity.from))
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
        term: term.term,
        set: standing.inputs.set.name.clone(),
        evaluation: standing.inputs.evaluate(),
        activities,
        remark: remark.to_owned(),
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
async fn apply(
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
    let term = super::terms(&mut tx, &[person.0]).await?.remove(&person.0);
    let wait = match door(&mut tx, person, term.as_ref(), today).await? {
        Door::Open => None,
        Door::NoTerm => Some("Je periode is nog niet begonnen".to_owned()),
        Door::NotYet(day) => Some(format!("Aanvragen kan vanaf {}", notation::date(day))),
        Door::Running(_) => Some("Je aanvraag loopt al".to_owned()),
    };
    let (None, Some(term)) = (&wait, term) else {
        return Err(Problem::conflict(wait.unwrap_or_default()).into());
    };
    let sent = sent(&mut tx, person, &term, today, remark).await?;
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
        let link = format!("/mijn/zaken/{case_id}");
        let title = "We hebben je aanvraag ontvangen";
        tell(&mut tx, system, person, title, &body, &link).await?;
    }
    tx.commit().await?;
    Ok(case_id)
}

/// A case of this teacher, with its lock.
async fn own(conn: &mut PgConnection, person: PersonId, id: CaseId) -> Result<Case, Fault> {
    let case = steps::locked(conn, id).await?;
    if case.person != person {
        return Err(Problem::not_found().into());
    }
    Ok(case)
}

/// Whether a case is taken back on its own page. What else is asked is taken back where it was entered.
const fn is_taken_back_here(kind: CaseKind) -> bool {
    matches!(kind, CaseKind::Reregistration | CaseKind::Objection)
}

/// What a case is about that has a page of its own, and where that is.
async fn elsewhere(conn: &mut PgConnection, case: &Case) -> Result<Copy, Fault> {
    let (what, href) = if let Some(claim) = case.claim {
        let subject = sqlx::query_scalar!(
            "select subject
             from subject_claim_version
             where claim_id = $1
             order by lower(recorded) desc
             limit 1",
            claim.0,
        )
        .fetch_optional(conn)
        .await?
        .unwrap_or_default();
        (
            format!("Je bewijs bij {}", cases::subject_name(&subject)),
            format!("/mijn/vakken/toevoegen/bewijs?vak={claim}"),
        )
    } else if let Some(report) = case.correction {
        let fact = sqlx::query_scalar!(
            "select fact from correction_request where id = $1",
            report.0
        )
        .fetch_one(conn)
        .await?;
        (
            format!("Je melding over: {fact}"),
            format!("/mijn/gegevens/correctie/{report}"),
        )
    } else {
        (
            "Je aanmelding zonder benoeming".to_owned(),
            "/mijn/aanmelden".to_owned(),
        )
    };
    Ok(Copy::Elsewhere { what, href })
}

async fn my_case(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    id: CaseId,
) -> Result<MyCase, Fault> {
    let case = steps::find(&mut *conn, id).await?;
    if case.person != person {
        return Err(Problem::not_found().into());
    }
    let (copy, hash) = match procedure::about(&mut *conn, id).await? {
        Some(About::Application { sent, hash, .. }) => (Copy::Application(sent), Some(hash)),
        Some(About::Objection { sent, hash, .. }) => (Copy::Objection(sent), Some(hash)),
        None => (elsewhere(&mut *conn, &case).await?, None),
    };
    let row = sqlx::query!(
        r#"select c.due_steps, d.id as "decision?"
           from case_file c
           left join decision d on d.case_id = c.id
           where c.id = $1"#,
        id.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let events = sqlx::query!(
        "select at, action, verdict from case_event where case_id = $1 order by nr",
        id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    // Who had it and what colleagues said of it to each other is not told.
    let moments = events
        .into_iter()
        .filter_map(|event| {
            let title = match event.action.as_str() {
                "open" => "Ontvangen".to_owned(),
                "take" => "Een medewerker is begonnen".to_owned(),
                "withdraw" => "Je hebt het ingetrokken".to_owned(),
                "confirm" => case::Verdict::parse(event.verdict.as_deref()?)?
                    .name(case.kind)
                    .to_owned(),
                action => Wait::event(action)?.to_owned(),
            };
            Some((dutch(event.at.to_jiff()), title))
        })
        .collect();
    let mut asked: Vec<Asked> = procedure::asked(&mut *conn, id).await?;
    asked.reverse();
    let stands = match &case.state {
        State::Open => "Ontvangen",
        State::InHand { .. } | State::Proposed { .. } => "In behandeling",
        State::Waiting { on, .. } => on.name(),
        State::Decided { verdict } => verdict.name(case.kind),
        State::Withdrawn => "Ingetrokken",
    };
    Ok(MyCase {
        id,
        kind: case.kind,
        received: dutch(case.opened),
        due: serde_json::from_value(row.due_steps)?,
        stands: stands.to_owned(),
        closed: case.state.is_closed(),
        takes_back: is_taken_back_here(case.kind) && !case.state.is_closed(),
        number: case.number,
        copy,
        hash,
        asked: asked.into_iter().map(Asked::shown).collect(),
        moments,
        decision: row.decision.map(DecisionId),
        today: system.clock.today(),
    })
}

async fn answer(system: &System, person: PersonId, form: &AnswerForm) -> Result<(), Fault> {
    let id = form.id.ok_or_else(Problem::not_found)?;
    let given = text("answer", &form.answer)?.ok_or_else(|| at("answer", "Schrijf je antwoord"))?;
    let mut tx = system.pool.begin().await?;
    let case = own(&mut tx, person, id).await?;
    let open = procedure::waits_open(&mut tx, id)
        .await?
        .filter(|asked| asked.what.is_for_teacher())
        .ok_or_else(|| Problem::conflict(case::Refusal::NotAsked.to_string()))?;
    procedure::receive(
        &mut tx,
        system,
        &case,
        (open.what, Who::Teacher(person)),
        given,
    )
    .await?;
    let title = format!("We hebben je antwoord in zaak {} ontvangen", case.number);
    let body = format!("Je schreef: ‘{given}’");
    tell(
        &mut tx,
        system,
        person,
        &title,
        &body,
        &format!("/mijn/zaken/{id}"),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn withdraw(system: &System, person: PersonId, id: CaseId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let case = own(&mut tx, person, id).await?;
    if !is_taken_back_here(case.kind) {
        return Err(Problem::not_found().into());
    }
    let action = Action::Withdraw;
    let after = case
        .state
        .after(case.kind, &action, case::By::TEACHER)
        .map_err(|refusal| Problem::conflict(refusal.to_string()))?;
    let step = Step::new(&action, &after, Who::Teacher(person));
    steps::keep(&mut tx, system, &case, step).await?;
    let title = format!("Je hebt zaak {} ingetrokken", case.number);
    let body = "We nemen er geen besluit over.";
    tell(
        &mut tx,
        system,
        person,
        &title,
        body,
        &format!("/mijn/zaken/{id}"),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The decision of this teacher.
async fn against(
    conn: &mut PgConnection,
    person: PersonId,
    id: DecisionId,
) -> Result<objections::Against, Fault> {
    let found = objections::against(conn, Some(id), "").await?;
    let own = found.filter(|against| against.person == person);
    Ok(own.ok_or_else(Problem::not_found)?)
}

/// An objection that comes today, as this system received it.
fn today(system: &System) -> objections::New<'static> {
    objections::New {
        grounds: None,
        excuse: None,
        received: system.clock.today(),
        posted: None,
        entered_by: None,
    }
}

async fn objectable(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    id: DecisionId,
) -> Result<Objectable, Fault> {
    let against = against(conn, person, id).await?;
    Ok(Objectable {
        id,
        late: today(system).is_late(&against),
        made: against.made,
        number: against.document.number,
        subject: against.document.subject,
        until: against.until,
    })
}

async fn object(system: &System, person: PersonId, form: &ObjectionForm) -> Result<CaseId, Fault> {
    let id = form.decision.ok_or_else(Problem::not_found)?;
    let grounds = text("grounds", &form.grounds)?;
    let excuse = text("excuse", &form.excuse)?;
    let mut tx = system.pool.begin().await?;
    sqlx::query!("select from person where id = $1 for update", person.0)
        .fetch_one(&mut *tx)
        .await?;
    let against = against(&mut tx, person, id).await?;
    let new = objections::New {
        grounds,
        excuse,
        ..today(system)
    };
    if grounds.is_none() && form.later != "ja" {
        return Err(objections::no_grounds());
    }
    if new.is_late(&against) && excuse.is_none() {
        return Err(at("excuse", "Leg uit waarom je bezwaar later komt"));
    }
    let case = objections::begin(&mut tx, system, &against, &new).await?;
    tx.commit().await?;
    Ok(case)
}
