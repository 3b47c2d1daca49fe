//! What is still to be decided is kept, and forgotten once its own term is over.

use super::{days_later, offered, only_case, propose, reported, step, with_mila, workers};
use crate::support::{Register, file, logged_in_now};
use app::teacher::{
    desk::TeacherDesk,
    entry::desk::EntryDesk,
    portfolio::{
        import::{Pick, desk::ImportDesk},
        take_out::desk::TakeOutDesk,
    },
};
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
    let report = reported(&register, &teacher, "Benoemingsgrondslag").await;
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
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
    let old = "bron;bron_id;titel;van;uren\nregisterleraar.nl;1;Leesclub;2025-05-16;8\n";
    let brought = register.desk.bring(&teacher, file("oud.csv", old)).await;
    let pick = Pick {
        row: 1,
        category: None,
    };
    register
        .desk
        .take_over(&teacher, brought.expect("brought"), &[pick])
        .await
        .expect("taken over");
    let asked = register.desk.take_out(&logged_in_now(&teacher)).await;
    asked.expect("asked");
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
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
    let files = ["portfolio_import", "activity_origin", "take_out"];
    assert_eq!(left(&register, &files).await, [0; 3]);
    let destroyed = "destruction where kind = 'origineel portfolio' and count = 1";
    assert_eq!(left(&register, &[destroyed]).await, [1]);
}

/// Two thousand decisions, more than go in a night, each older than the one there is, that the list of
/// the appointment rested on once.
const HELD: &str = "
create temp table held as
    select gen_random_uuid() as report, gen_random_uuid() as file, gen_random_uuid() as decision, n
    from generate_series(1, 2000) n;
insert into correction_request
    select (jsonb_populate_record(r, jsonb_build_object('id', held.report))).*
    from correction_request r, held;
insert into case_file
    select (jsonb_populate_record(c, jsonb_build_object(
        'id', held.file, 'number', 'Z' || held.n, 'correction_id', held.report
    ))).*
    from case_file c, held;
insert into decision
    select (jsonb_populate_record(d, jsonb_build_object(
        'id', held.decision, 'number', 'B' || held.n, 'case_id', held.file,
        'objection_until', d.announced_at::date + 41
    ))).*
    from decision d, held;
insert into placement (appointment_id, recorded, target, reason, article, table_version, decision_id)
    select p.appointment_id,
           tstzrange(
               timestamptz '2000-01-01Z' + held.n * interval '1 hour',
               timestamptz '2000-01-01Z' + (held.n + 1) * interval '1 hour'
           ),
           p.target, p.reason, p.article, p.table_version, held.decision
    from placement p, held
    where upper_inf(p.recorded);
";

#[tokio::test(flavor = "multi_thread")]
async fn decisions_that_something_still_rests_on_do_not_keep_the_others() {
    let (register, teacher) = with_mila().await;
    reported(&register, &teacher, "In welk register ik sta").await;
    let (inge, peter) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(&register, &inge, &case, Verdict::Refused, "Het klopt.")
        .await
        .expect("proposed");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");
    sqlx::raw_sql(HELD)
        .execute(register.pool())
        .await
        .expect("decisions");
    years_pass(&register, 11).await;
    assert_eq!(
        register.count("decision").await,
        2000,
        "those that are held"
    );
}
