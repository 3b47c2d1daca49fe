//! What is still to be decided is kept, and forgotten once its own term is over.

use super::{appointment, days_later, offered, only_case, propose, step, with_mila, workers};
use crate::support::Register;
use app::teacher::{CorrectionForm, desk::TeacherDesk, entry::desk::EntryDesk};
use server::signals::go_round;
use shared::case::Verdict;

const YEAR: i64 = 366;

async fn years_pass(register: &Register, years: i64) {
    days_later(register, years * YEAR);
    go_round(&register.system).await.expect("a round");
}

async fn left(register: &Register, tables: &[&str]) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in tables {
        counts.push(register.count(table).await);
    }
    counts
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_with_an_open_report_is_forgotten_when_that_and_its_decision_are_over() {
    let (register, teacher) = with_mila().await;
    let form = CorrectionForm {
        appointment: appointment(&register, &teacher).await.to_string(),
        fact: "Benoemingsgrondslag".to_owned(),
        message: "Ik ben bevoegd".to_owned(),
    };
    let report = register.desk.request_correction(&teacher, &form).await;
    let report = report.expect("received");
    register.desk.remove(&teacher, true).await.expect("removed");
    years_pass(&register, 6).await;
    let kept = ["appointment", "person", "correction_request"];
    assert_eq!(
        left(&register, &kept).await,
        [1, 1, 1],
        "nobody answered yet"
    );

    let asked = register.desk.ask_decision(&teacher, report).await;
    asked.expect("asked");
    let (inge, peter) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(&register, &inge, &case, Verdict::Refused, "Het klopt.")
        .await
        .expect("proposed");
    go_round(&register.system).await.expect("a round");
    assert_eq!(left(&register, &kept).await, [1, 1, 1], "it is not decided");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");
    years_pass(&register, 1).await;
    assert_eq!(
        left(&register, &kept).await,
        [0, 1, 1],
        "the decision is kept, the appointment it was about is not"
    );
    years_pass(&register, 10).await;
    let all = [
        "appointment",
        "person",
        "bsn_vault",
        "correction_request",
        "case_file",
        "case_event",
        "decision",
    ];
    assert_eq!(left(&register, &all).await, [0; 7]);
    let protocol: Vec<(String, i64)> = sqlx::query_as(
        "select kind, count from destruction where kind in ('besluit', 'zaak', 'melding', 'persoon')
         order by kind",
    )
    .fetch_all(register.pool())
    .await
    .expect("the protocol");
    let kinds: Vec<&str> = protocol.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["besluit", "melding", "persoon", "zaak"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_that_is_judged_holds_the_teacher_until_it_is() {
    let (register, teacher) = with_mila().await;
    offered(&register, &teacher).await;
    sqlx::query(
        "insert into diploma_extract (id, person_id, received_at, day, sha256, diplomas)
         select gen_random_uuid(), id, now(), '2026-11-20', ''::bytea, ''::bytea from person",
    )
    .execute(register.pool())
    .await
    .expect("an extract");
    register.desk.remove(&teacher, true).await.expect("removed");
    years_pass(&register, 6).await;
    let all = [
        "appointment",
        "person",
        "evidence",
        "case_file",
        "case_event",
    ];
    assert_eq!(left(&register, &all[..4]).await, [1; 4]);
    let (inge, _) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(&register, &inge, &case, Verdict::Granted, "")
        .await
        .expect("accepted");
    go_round(&register.system).await.expect("a round");
    assert_eq!(left(&register, &all).await, [0; 5]);
    let destroyed = "destruction where kind = 'uittreksel' and count = 1";
    assert_eq!(
        left(&register, &["diploma_extract", destroyed]).await,
        [0, 1]
    );
}
