//! Evidence with a subject.

use super::{OTHER, save_dutch};
use crate::support::{Register, file, status};
use app::{
    actor::{Actor, Teacher},
    desk::Visit,
    teacher::desk::TeacherDesk,
};
use axum::{
    Extension,
    extract::{Path, State},
};
use server::desks::teacher::download_evidence;
use shared::{Problem, identifier::EvidenceId};
use uuid::Uuid;

async fn fetch(register: &Register, who: Option<Teacher>, id: EvidenceId) -> Result<String, u16> {
    let visit = Visit {
        actor: who.map(Actor::Teacher),
        display_name: String::new(),
    };
    let answer =
        download_evidence(State(register.system.clone()), Extension(visit), Path(id.0)).await;
    let response = answer.map_err(|fault| Problem::from(fault).status)?;
    let header = response.headers()["content-disposition"]
        .to_str()
        .expect("header");
    assert!(header.starts_with("attachment"), "{header}");
    Ok(response.headers()["content-type"]
        .to_str()
        .expect("header")
        .to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_what_is_in_it_and_only_its_owner_fetches_it() {
    let (register, teacher) = Register::with_mila().await;
    let claim = save_dutch(&register, &teacher).await;
    let program = vec![file("diploma.pdf", *b"MZ\x90\x00 a program")];
    let refused = register
        .desk
        .add_claim_evidence(&teacher, claim, program)
        .await;
    assert_eq!(status(refused), 422);
    let good = vec![file("akte (1991).pdf", crate::support::pdf("akte"))];
    register
        .desk
        .add_claim_evidence(&teacher, claim, good)
        .await
        .expect("kept");
    let evidence = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .evidence;
    assert_eq!(evidence.len(), 1);
    let id = evidence[0].id;
    assert_eq!(
        fetch(&register, Some(teacher.clone()), id).await,
        Ok("application/pdf".to_owned())
    );
    assert_eq!(
        register.audited("evidence_changed").await,
        2,
        "added and fetched"
    );
    let other = register.teacher(OTHER).await;
    assert_eq!(fetch(&register, Some(other), id).await, Err(404));
    assert_eq!(fetch(&register, None, id).await, Err(401));
    assert_eq!(
        fetch(&register, Some(teacher), EvidenceId(Uuid::nil())).await,
        Err(404)
    );
}
