//! What a case worker says that the verdict must be: read from the form, and kept as a step.

use super::{
    outcome, procedure, remedy,
    steps::{Step, Who, is_as_seen, keep, locked, next, text},
};
use crate::{System, fault::Fault};
use app::{
    actor::CaseWorker,
    staff::cases::{Grantable, Proposal},
};
use jiff::civil::Date;
use shared::{
    FieldError, Problem,
    case::{Action, CaseKind, Remedy, Verdict},
};

/// Says what the verdict must be. Accepting evidence counts at once; everything else waits for a
/// colleague.
///
/// # Errors
/// As [`super::steps::step`].
pub async fn propose(
    system: &System,
    worker: &CaseWorker,
    proposal: &Proposal,
) -> Result<(), Fault> {
    let id = proposal.id.ok_or_else(Problem::not_found)?;
    let mut tx = system.pool.begin().await?;
    let case = locked(&mut tx, id).await?;
    let grantable = remedy::grantable(&mut tx, system, &case).await?;
    let missing = match Verdict::parse(&proposal.verdict) {
        Some(verdict) => {
            let said = (verdict, &proposal.ruling());
            procedure::missing(&mut tx, system, &case, said).await?
        }
        None => Vec::new(),
    };
    let said = read(
        proposal,
        case.kind,
        (&grantable, missing),
        system.clock.today(),
    )?;
    is_as_seen(&case, proposal.seen)?;
    let action = Action::Propose {
        verdict: said.verdict,
    };
    let after = next(&mut tx, system, &case, &action, worker).await?;
    let done = Step {
        note: said.reasons,
        until: said.until,
        becomes: said.becomes,
        ..Step::new(&action, &after, Who::Worker(worker))
    };
    keep(&mut tx, system, &case, done).await?;
    procedure::keep_ruling(&mut tx, &case, &proposal.ruling()).await?;
    if case.kind == CaseKind::Evidence && said.verdict == Verdict::Granted {
        outcome::accepted(&mut tx, system, worker, &case, said.until).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What was proposed.
struct Said<'a> {
    verdict: Verdict,
    reasons: Option<&'a str>,
    until: Option<Date>,
    becomes: Option<Remedy>,
}

/// What was proposed, or every message about it at once.
fn read<'a>(
    proposal: &'a Proposal,
    kind: CaseKind,
    (grantable, missing): (&Grantable, Vec<FieldError>),
    today: Date,
) -> Result<Said<'a>, Fault> {
    let verdict = Verdict::parse(&proposal.verdict);
    let mut errors = missing;
    let mut becomes = None;
    match (verdict, grantable) {
        (None, _) => errors.push(FieldError::new("verdict", "Kies wat je besluit")),
        (Some(Verdict::Granted), Grantable::Nothing(why)) => {
            errors.push(FieldError::new("verdict", why));
        }
        (Some(Verdict::Granted), Grantable::OneOf(changes)) => {
            let one = changes
                .iter()
                .find(|change| change.code == proposal.becomes);
            becomes = one.and_then(|change| Remedy::parse(&change.code));
            if becomes.is_none() {
                errors.push(FieldError::new("becomes", "Kies wat het wordt"));
            }
        }
        (Some(_), _) => {}
    }
    let reasons = text("reasons", &proposal.reasons)?;
    text("deviation", &proposal.deviation)?;
    if reasons.is_none() && verdict.is_some_and(|verdict| kind.needs_second(verdict)) {
        errors.push(FieldError::new(
            "reasons",
            "Leg uit waarom. De leraar leest dit",
        ));
    }
    let until = match proposal.until(verdict) {
        Ok(_) if !becomes.is_none_or(Remedy::has_end) => None,
        // The latest day in the vestibule may have passed.
        Ok(Some(day)) if day < today && becomes != Some(Remedy::Vestibule) => {
            errors.push(FieldError::new("until", "Kies een dag in de toekomst"));
            None
        }
        Ok(until) => until,
        Err(error) => {
            errors.push(error);
            None
        }
    };
    match verdict {
        Some(verdict) if errors.is_empty() => Ok(Said {
            verdict,
            reasons,
            until,
            becomes,
        }),
        _ => Err(Problem::invalid(errors).into()),
    }
}
