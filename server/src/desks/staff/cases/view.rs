//! That somebody of the register looks at data of a teacher: recorded here and nowhere else.

use crate::{
    System,
    audit::{self, Act, By},
    decision_letter,
    desks::teacher::{attachment, not_looked_at_yet},
    fault::Fault,
    print, viewing, web,
};
use app::{
    actor::{CaseWorker, FromActor},
    desk::Visit,
};
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use shared::{
    Problem,
    case::CaseKind,
    identifier::{DecisionId, EvidenceId, PersonId},
    viewing::Viewing,
};
use sqlx::PgConnection;
use std::sync::Arc;
use uuid::Uuid;

/// Records that a case worker looks at data of a teacher, and in which case; the teacher can see
/// that the register looked, and why.
///
/// # Errors
/// When the database does not answer.
pub async fn record(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    person: PersonId,
    (kind, case): (CaseKind, &str),
) -> Result<(), Fault> {
    let viewing = match kind {
        CaseKind::Evidence => Viewing::Evidence,
        CaseKind::Correction => Viewing::CorrectionCase,
        CaseKind::Registration => Viewing::RegistrationCase,
        CaseKind::Reregistration | CaseKind::OwnMotion => Viewing::Application,
        CaseKind::Objection => Viewing::Objection,
    };
    let act = Act::TeacherViewed {
        page: format!("zaak {case}"),
    };
    let (now, by) = (system.clock.now_stored(), By::Staff(worker.staff()));
    viewing::by_staff(&mut *conn, now, viewing, &[person]).await?;
    audit::record(conn, now, by, Some(person), None, &act).await
}

/// A file of evidence of a case that is about it, to be saved and never to be shown in the page.
///
/// # Errors
/// 401 or 403 for whoever is no case worker, 404 when it is not of this case.
pub async fn download_case_evidence(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path((case, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let worker = CaseWorker::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let mut tx = system.pool.begin().await?;
    let file = sqlx::query!(
        "select c.number, c.kind, c.person_id, e.file_name, e.media_type, e.scanned
         from case_file c
         join evidence e
             on e.claim_id = c.claim_id
             or e.registration_id = c.registration_id
             or e.correction_id = c.correction_id
         where c.id = $1 and e.id = $2 and e.removed_at is null",
        case,
        id,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if file.scanned == "waiting" {
        return Err(not_looked_at_yet().into());
    }
    record(
        &mut tx,
        &system,
        &worker,
        PersonId(file.person_id),
        (super::kind(&file.kind)?, &file.number),
    )
    .await?;
    let act = Act::EvidenceChanged {
        evidence: EvidenceId(id),
        change: "fetched".to_owned(),
    };
    let (now, by) = (system.clock.now_stored(), By::Staff(worker.staff()));
    let person = Some(PersonId(file.person_id));
    audit::record(&mut tx, now, by, person, None, &act).await?;
    tx.commit().await?;
    let bytes = system.evidence.get(EvidenceId(id)).await?;
    Ok(attachment(&file.file_name, file.media_type, bytes))
}

/// The letter of the decision of a case, as it is kept.
///
/// # Errors
/// 401 or 403 for whoever is no case worker, 404 when nothing was decided in this case.
pub async fn download_decision_of_case(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(case): Path<Uuid>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let worker = CaseWorker::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let mut tx = system.pool.begin().await?;
    let decided = sqlx::query!(
        "select d.id, c.number, c.kind, c.person_id
         from decision d
         join case_file c on c.id = d.case_id
         where c.id = $1
         order by d.announced_at desc
         limit 1",
        case,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let person = PersonId(decided.person_id);
    let case = (super::kind(&decided.kind)?, decided.number.as_str());
    record(&mut tx, &system, &worker, person, case).await?;
    tx.commit().await?;
    let letter = decision_letter::of(&system, DecisionId(decided.id)).await?;
    Ok(web::attachment(
        &format!("besluit-{}.pdf", letter.number),
        print::PDF,
        letter.content,
    ))
}
