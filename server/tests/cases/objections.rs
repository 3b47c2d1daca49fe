//! An objection against a correction that was refused: when it is granted, the correction is made.

use super::{
    BOARD, a_minute_later, days_later, last_message, only_case, open, propose, propose_all,
    reported, staff, step, with_mila, workers,
};
use crate::support::Register;
use app::{
    actor::{CaseWorker, FromActor, Teacher},
    school::tasks::Matter as SchoolMatter,
    staff::cases::{CaseLine, Grantable, Proposal},
    teacher::{
        List,
        desk::TeacherDesk,
        procedure::{ObjectionForm, desk::ProcedureDesk},
    },
};
use shared::{
    case::{CaseKind, Document, Verdict},
    identifier::DecisionId,
};

/// The last decision, with its text.
async fn last_decision(register: &Register, teacher: &Teacher) -> (DecisionId, Document) {
    let id = sqlx::query_scalar("select id from decision order by announced_at desc limit 1")
        .fetch_one(register.pool())
        .await
        .map(DecisionId)
        .expect("a decision");
    let decision = register.desk.decision(teacher, id).await;
    (id, decision.expect("its text").document)
}

/// The case is refused, and the teacher objects; two others will handle that.
async fn objected(
    register: &Register,
    teacher: &Teacher,
) -> (CaseLine, (CaseWorker, CaseWorker), DecisionId) {
    let (inge, peter) = workers(register).await;
    let case = only_case(register, &inge).await;
    step(register, &inge, &case, "take").await.expect("taken");
    propose(register, &inge, &case, Verdict::Refused, "Het klopt.")
        .await
        .expect("proposed");
    step(register, &peter, &case, "confirm")
        .await
        .expect("decided");
    a_minute_later(register);
    let (decision, _) = last_decision(register, teacher).await;
    let form = ObjectionForm {
        decision: Some(decision),
        grounds: "Jullie keken niet naar mijn brief".to_owned(),
        ..ObjectionForm::default()
    };
    register.desk.object(teacher, &form).await.expect("begun");
    let others = [("st-5", "behandelaar"), ("st-6", "beslisser")];
    let mut handlers = Vec::new();
    for (subject, role) in others {
        let actor = staff(register, subject, role).await;
        handlers.push(CaseWorker::from_actor(actor).expect("a case worker"));
    }
    let mandate = app::staff::mandates::NewMandate {
        kind: CaseKind::Objection.code().to_owned(),
        ..super::mandate(register, "st-6")
    };
    super::give_mandate(register, mandate)
        .await
        .expect("a mandate");
    let [rosa, bas] = handlers.try_into().expect("two");
    let objection = only_case(register, &rosa).await;
    assert_eq!(objection.kind, CaseKind::Objection);
    step(register, &rosa, &objection, "take")
        .await
        .expect("taken");
    (objection, (rosa, bas), decision)
}

fn founded(becomes: &str) -> Proposal {
    Proposal {
        verdict: "granted".to_owned(),
        becomes: becomes.to_owned(),
        reasons: "Je hebt gelijk.".to_owned(),
        // Granted in full: nobody needs to be heard.
        skip: "e".to_owned(),
        ..Proposal::default()
    }
}

fn says(document: &Document, text: &str) -> bool {
    document
        .paragraphs
        .iter()
        .any(|part| part.text.contains(text))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_register_recorded_is_set_right_with_the_decision_on_the_objection() {
    let (register, teacher) = with_mila().await;
    reported(&register, &teacher, "In welk register ik sta").await;
    let (objection, (rosa, bas), _) = objected(&register, &teacher).await;
    let Grantable::OneOf(changes) = open(&register, &rosa, &objection).await.grantable else {
        panic!("it is a fact of the register")
    };
    let codes: Vec<&str> = changes.iter().map(|change| change.code.as_str()).collect();
    assert_eq!(codes, ["vestibule", "none"]);
    let nothing = propose_all(&register, &rosa, &objection, founded("")).await;
    assert!(nothing.expect_err("what then?").at("becomes").is_some());
    let listed = async || {
        let overview = register.desk.overview(&teacher).await.expect("overview");
        let [one] = overview.appointments.try_into().expect("one appointment");
        (one.list, one.reason)
    };
    propose_all(&register, &rosa, &objection, founded("none"))
        .await
        .expect("proposed");
    assert_eq!(listed().await.0, List::Register, "one person does nothing");
    let preview = open(&register, &bas, &objection).await.preview;
    step(&register, &bas, &objection, "confirm")
        .await
        .expect("decided");

    let (decision, document) = last_decision(&register, &teacher).await;
    assert_eq!(preview.expect("shown").paragraphs, document.paragraphs);
    assert!(says(
        &document,
        "Het eerdere besluit vervalt. Deze benoeming staat vanaf"
    ));
    let (list, reason) = listed().await;
    assert_ne!(list, List::Register);
    assert!(reason.contains(&document.number), "{reason}");
    // Where it stood stays in the history, and that it was moved in the log.
    let history: Vec<(String, Option<uuid::Uuid>)> =
        sqlx::query_as("select target, decision_id from placement order by lower(recorded)")
            .fetch_all(register.pool())
            .await
            .expect("rows");
    assert_eq!(
        history,
        [
            ("register".to_owned(), None),
            ("none".to_owned(), Some(decision.0))
        ]
    );
    assert_eq!(register.audited("listed_by_decision").await, 1);
    let (_, told, _) = last_message(&register).await;
    assert!(told.contains("Het eerdere besluit vervalt."), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_school_delivered_becomes_its_task_with_the_decision_on_the_objection() {
    let (register, teacher) = with_mila().await;
    let id = reported(&register, &teacher, "Benoemingsgrondslag").await;
    days_later(&register, 29);
    register
        .desk
        .ask_decision(&teacher, id)
        .await
        .expect("asked");
    let (objection, (rosa, bas), refused) = objected(&register, &teacher).await;
    let tasks = async || {
        let tasks = register.tasks(&register.contact(BOARD)).await.into_iter();
        let messages = tasks.filter_map(|task| match task.matter {
            SchoolMatter::Correction(correction) => Some(correction.message),
            _ => None,
        });
        messages.collect::<Vec<_>>()
    };
    assert!(tasks().await.is_empty(), "it was refused");
    propose_all(&register, &rosa, &objection, founded(""))
        .await
        .expect("proposed");
    step(&register, &bas, &objection, "confirm")
        .await
        .expect("decided");
    let (decision, document) = last_decision(&register, &teacher).await;
    assert_ne!(decision, refused);
    assert!(says(
        &document,
        "Je school past het gegeven aan, uiterlijk op"
    ));
    let [task] = tasks().await.try_into().expect("one task");
    assert!(task.contains(&document.number), "{task}");
}
