//! Objecting against a decision.

use super::{at, text};
use crate::{System, desks::staff::cases::procedure::objections, fault::Fault};
use app::teacher::procedure::{Objectable, ObjectionForm};
use shared::{
    Problem,
    case::Remedies,
    identifier::{CaseId, DecisionId, PersonId},
};
use sqlx::PgConnection;

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

pub(super) async fn objectable(
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
        until_when: Remedies::until_when(against.until.as_ref(), false, against.document.date),
        number: against.document.number,
        subject: against.document.subject,
        until: against.until,
    })
}

pub(super) async fn object(
    system: &System,
    person: PersonId,
    form: &ObjectionForm,
) -> Result<CaseId, Fault> {
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
