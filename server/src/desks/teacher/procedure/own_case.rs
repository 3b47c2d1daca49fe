//! The way of a case of one's own: reading where it stands, answering, taking it back.

use super::{at, text};
use crate::{
    System,
    clock::dutch,
    desks::staff::cases::{
        procedure::{self, About, Asked},
        steps::{self, Case, Step, Who},
        tell_of_case,
    },
    fault::Fault,
};
use app::teacher::procedure::{AnswerForm, Copy, MyCase};
use shared::{
    Problem,
    case::{self, Action, CaseKind, State, Wait},
    identifier::{CaseId, DecisionId, PersonId},
    subject::subject_name,
};
use sqlx::PgConnection;

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
            format!("Je bewijs bij {}", subject_name(&subject)),
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

pub(super) async fn my_case(
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
           left join decision d on d.case_id = c.id and c.closed_at is not null
           where c.id = $1
           order by d.announced_at desc
           limit 1"#,
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
                "open" if case.kind == CaseKind::OwnMotion => "Het register is begonnen".to_owned(),
                "open" => "Ontvangen".to_owned(),
                "take" => "Een medewerker is begonnen".to_owned(),
                "withdraw" if case.kind == CaseKind::OwnMotion => "Vervallen".to_owned(),
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
        State::Open if case.kind == CaseKind::OwnMotion => "Begonnen",
        State::Open => "Ontvangen",
        State::InHand { .. } | State::Proposed { .. } => "In behandeling",
        State::Waiting { on, .. } => on.name(),
        State::Decided { verdict } => verdict.name(case.kind),
        State::Withdrawn if case.kind == CaseKind::OwnMotion => "Vervallen",
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
        sequels: procedure::sequels(conn, system, id).await?,
        today: system.clock.today(),
    })
}

pub(super) async fn answer(
    system: &System,
    person: PersonId,
    form: &AnswerForm,
) -> Result<(), Fault> {
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
    tell_of_case(&mut tx, system, (person, id), &title, &body).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn withdraw(system: &System, person: PersonId, id: CaseId) -> Result<(), Fault> {
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
    tell_of_case(&mut tx, system, (person, id), &title, body).await?;
    tx.commit().await?;
    Ok(())
}
