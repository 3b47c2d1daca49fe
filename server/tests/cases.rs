//! Cases: evidence that people judge, corrections on which two people decide, and the decision that
//! is kept as it was announced. The clock is moved by the tests.

mod support;

use app::{
    actor::{Actor, CaseWorker, FromActor, Teacher},
    school::{desk::SchoolDesk, tasks::CorrectionAnswer, tasks::Matter as SchoolMatter},
    staff::cases::{
        CaseFile, CaseFilter, CaseLine, Matter, NewStep, Proposal, Worklist, desk::CaseDesk,
    },
    teacher::{CorrectionForm, Decision, desk::TeacherDesk},
    upload::File,
};
use axum::http::StatusCode;
use jiff::{SignedDuration, civil::date};
use server::session::store;
use shared::{
    Problem,
    authority::{ClaimForm, Outcome},
    case::{CaseKind, State, Verdict},
    delivery::COLUMNS,
    identifier::{AppointmentId, ClaimId, CorrectionId, DecisionId},
};
use std::fmt::Write as _;
use support::{Register, Visitor};

const BOARD: &str = "41234";
const MILA: &str = "999990019";

/// A register in which the teacher has one appointment, and today is Monday 23 November 2026.
async fn with_mila() -> (Register, Teacher) {
    let register = Register::new().await;
    let usual = |name: &str| match name {
        "bevoegdGezag" => BOARD,
        "benoemingvolgnummer" => "2014-000121",
        "versie" => "1",
        "burgerservicenummer" => MILA,
        "geboortedatum" => "1987-04-02",
        "instellingscode" => "99QA",
        "vestigingscode" => "99QA00",
        "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01",
        "functiecategorie" => "9",
        "grondslag" => "VO-33.1B1",
        "voornamen" => "Mila",
        "achternaam" => "Zandlicht",
        _ => "",
    };
    let line = |cells: Vec<&str>| cells.join(";") + "\r\n";
    let mut text = line(COLUMNS.iter().map(|column| column.name).collect());
    text += &line(COLUMNS.iter().map(|column| usual(column.name)).collect());
    let contact = register.contact(BOARD);
    let id = register
        .desk
        .deliver(&contact, file("november.csv", text))
        .await
        .expect("delivered");
    let detail = register.desk.delivery(&contact, id).await.expect("found");
    assert!(detail.errors.is_empty(), "{:?}", detail.errors);
    let teacher = register.teacher(MILA).await;
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    a_minute_later(&register);
    (register, teacher)
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File {
        field: "bestand".to_owned(),
        name: name.to_owned(),
        bytes: bytes.into(),
    }
}

fn a_minute_later(register: &Register) {
    register.system.clock.advance(SignedDuration::from_mins(1));
}

fn days_later(register: &Register, days: i64) {
    let clock = &register.system.clock;
    clock.advance(SignedDuration::from_hours(24 * days));
}

/// Somebody of the staff with this role, who logged in before.
async fn staff(register: &Register, subject: &str, role: &str) -> Actor {
    let actor = store::vouch_for_staff(subject.to_owned(), vec![role.to_owned()]);
    let mut conn = register.pool().acquire().await.expect("connection");
    let session = store::NewSession {
        actor: actor.clone(),
        display_name: format!("Medewerker {subject}"),
    };
    store::begin(&mut conn, &session, register.now())
        .await
        .expect("session");
    actor
}

async fn workers(register: &Register) -> (CaseWorker, CaseWorker) {
    let inge = staff(register, "st-1", "behandelaar").await;
    let peter = staff(register, "st-2", "beslisser").await;
    let worker = |actor| CaseWorker::from_actor(actor).expect("a case worker");
    (worker(inge), worker(peter))
}

async fn appointment(register: &Register, teacher: &Teacher) -> AppointmentId {
    let overview = register.desk.overview(teacher).await.expect("overview");
    overview.appointments[0].id
}

async fn outcome(register: &Register, teacher: &Teacher, claim: ClaimId) -> Outcome {
    let detail = register.desk.claim(teacher, claim).await.expect("claim");
    detail.claim.outcome
}

fn geography(appointment: AppointmentId) -> ClaimForm {
    ClaimForm {
        appointment: appointment.to_string(),
        subject: "Nederlands".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned(), "upper".to_owned()],
        since_day: "1".to_owned(),
        since_month: "8".to_owned(),
        since_year: "2014".to_owned(),
    }
}

async fn add_evidence(register: &Register, teacher: &Teacher, claim: ClaimId, name: &str) {
    a_minute_later(register);
    let files = vec![file(name, format!("%PDF-1.7\n%{name}"))];
    let added = register.desk.add_claim_evidence(teacher, claim, files);
    added.await.expect("kept");
}

/// A subject with evidence that was recorded, so that it waits for a case worker.
async fn offered(register: &Register, teacher: &Teacher) -> ClaimId {
    let form = geography(appointment(register, teacher).await);
    let claim = register
        .desk
        .save_claim(teacher, None, &form)
        .await
        .expect("saved");
    add_evidence(register, teacher, claim, "akte.pdf").await;
    assert!(
        list(register, &workers(register).await.0, "team")
            .await
            .cases
            .is_empty(),
        "what was not recorded yet is not offered"
    );
    register
        .desk
        .record_claim(teacher, claim, true)
        .await
        .expect("recorded");
    claim
}

async fn list(register: &Register, worker: &CaseWorker, list: &str) -> Worklist {
    let filter = CaseFilter {
        lijst: list.to_owned(),
        ..CaseFilter::default()
    };
    let worklist = register.desk.worklist(worker, filter).await;
    worklist.expect("a worklist")
}

async fn only_case(register: &Register, worker: &CaseWorker) -> CaseLine {
    let cases = list(register, worker, "team").await.cases;
    let [case] = cases.try_into().expect("one case");
    case
}

async fn open(register: &Register, worker: &CaseWorker, case: &CaseLine) -> CaseFile {
    register.desk.case(worker, case.id).await.expect("a case")
}

/// Does a step with the case as it stands now.
async fn step(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    step: &str,
) -> Result<(), Problem> {
    a_minute_later(register);
    let seen = open(register, worker, case).await.line.seen;
    let new = NewStep {
        id: Some(case.id),
        seen,
        step: step.to_owned(),
        to: "st-2".to_owned(),
        note: "Kijk nog eens naar de datum".to_owned(),
    };
    register.desk.step(worker, new).await
}

async fn propose(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    verdict: Verdict,
    reasons: &str,
) -> Result<(), Problem> {
    a_minute_later(register);
    let seen = open(register, worker, case).await.line.seen;
    let proposal = Proposal {
        id: Some(case.id),
        seen,
        verdict: verdict.code().to_owned(),
        reasons: reasons.to_owned(),
        ..Proposal::default()
    };
    register.desk.propose(worker, proposal).await
}

fn status<T: std::fmt::Debug>(answer: Result<T, Problem>) -> u16 {
    answer.expect_err("a problem").status
}

async fn last_message(register: &Register) -> (String, String, Option<String>) {
    sqlx::query_as("select title, body, link from message order by created_at desc limit 1")
        .fetch_one(register.pool())
        .await
        .expect("a message")
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_evidence_counts_and_no_comparison_takes_it_away() {
    let (register, teacher) = with_mila().await;
    let (inge, _) = workers(&register).await;
    let claim = offered(&register, &teacher).await;
    assert_eq!(outcome(&register, &teacher, claim).await, Outcome::NotFound);
    let review = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .review;
    let review = review.expect("it was offered");
    assert_eq!(review.due.date, date(2026, 12, 21), "four weeks");

    let case = only_case(&register, &inge).await;
    assert_eq!((case.kind, &case.state), (CaseKind::Evidence, &State::Open));
    assert_eq!(case.teacher, "M. Zandlicht");
    let opened = open(&register, &inge, &case).await;
    assert!(matches!(&opened.matter, Matter::Evidence(detail) if detail.evidence.len() == 1));
    let not_mine = propose(&register, &inge, &case, Verdict::Granted, "").await;
    assert_eq!(status(not_mine), 409);
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(&register, &inge, &case, Verdict::Granted, "")
        .await
        .expect("one person is enough to accept");

    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Evidenced
    );
    let (title, body, _) = last_message(&register).await;
    assert_eq!(title, "Je bewijs is goedgekeurd");
    assert!(body.contains("23 november 2026"), "{body}");
    // The same subject is saved again, and so compared again.
    let form = geography(appointment(&register, &teacher).await);
    a_minute_later(&register);
    let again = register.desk.save_claim(&teacher, Some(claim), &form).await;
    again.expect("saved");
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Evidenced
    );
    // Another subject is something else.
    let other = ClaimForm {
        subject: "Wiskunde".to_owned(),
        ..form
    };
    a_minute_later(&register);
    let changed = register
        .desk
        .save_claim(&teacher, Some(claim), &other)
        .await;
    changed.expect("saved");
    assert_ne!(
        outcome(&register, &teacher, claim).await,
        Outcome::Evidenced
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_diploma_can_be_accepted_until_a_day() {
    let (register, teacher) = with_mila().await;
    let (inge, _) = workers(&register).await;
    let claim = offered(&register, &teacher).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    let seen = open(&register, &inge, &case).await.line.seen;
    let until = |year: &str| Proposal {
        id: Some(case.id),
        seen,
        verdict: "granted".to_owned(),
        until_day: "31".to_owned(),
        until_month: "7".to_owned(),
        until_year: year.to_owned(),
        ..Proposal::default()
    };
    let past = register.desk.propose(&inge, until("2020")).await;
    assert!(past.expect_err("passed").at("until").is_some());
    let done = register.desk.propose(&inge, until("2027")).await;
    done.expect("accepted");
    let detail = register.desk.claim(&teacher, claim).await.expect("claim");
    assert!(
        detail.check.summary.contains("tot en met 31 juli 2027"),
        "{detail:?}"
    );
    assert_eq!(
        detail.review.expect("a case").verdict,
        Some(Verdict::Granted)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_needs_a_reason_and_another_person() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let claim = offered(&register, &teacher).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    let bare = propose(&register, &inge, &case, Verdict::Refused, "  ").await;
    assert!(bare.expect_err("no reason").at("reasons").is_some());
    let reason = "De akte is van een ander vak.";
    propose(&register, &inge, &case, Verdict::Refused, reason)
        .await
        .expect("proposed");
    assert_eq!(status(step(&register, &inge, &case, "confirm").await), 409);
    assert_eq!(list(&register, &inge, "meekijken").await.cases.len(), 0);
    assert_eq!(list(&register, &peter, "meekijken").await.cases.len(), 1);
    step(&register, &peter, &case, "send_back")
        .await
        .expect("sent back");
    propose(&register, &inge, &case, Verdict::Refused, reason)
        .await
        .expect("proposed again");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");

    assert_eq!(outcome(&register, &teacher, claim).await, Outcome::NotFound);
    let (_, body, link) = last_message(&register).await;
    assert!(
        body.contains(reason) && body.contains("ander bewijs"),
        "{body}"
    );
    assert!(body.contains("geen besluit"), "{body}");
    assert_eq!(
        link,
        Some(format!("/mijn/vakken/toevoegen/bewijs?vak={claim}"))
    );
    assert_eq!(
        status(step(&register, &peter, &case, "take").await),
        409,
        "closed"
    );
    assert_eq!(list(&register, &inge, "afgerond").await.cases.len(), 1);
    // Other evidence is another case.
    add_evidence(&register, &teacher, claim, "diploma.pdf").await;
    let second = only_case(&register, &inge).await;
    assert_ne!(second.number, case.number);
    assert_eq!(register.audited("case_opened").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_refuses_one_pair_of_eyes_and_a_changed_history() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    offered(&register, &teacher).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(&register, &inge, &case, Verdict::Refused, "Niet leesbaar")
        .await
        .expect("proposed");
    for alone in [
        "update case_file
         set state = 'decided', worker = null, confirmed_by = proposed_by, closed_at = now()",
        "update case_file set state = 'decided', worker = null, closed_at = now()",
        "update case_event set note = 'Iets anders'",
        "delete from case_event",
    ] {
        assert!(
            sqlx::query(alone).execute(register.pool()).await.is_err(),
            "{alone}"
        );
    }
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");
    let closed = "update case_file set verdict = 'granted'";
    assert!(sqlx::query(closed).execute(register.pool()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_handed_over_put_back_and_never_changed_unseen() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let claim = offered(&register, &teacher).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    assert_eq!(
        status(step(&register, &peter, &case, "take").await),
        409,
        "taken"
    );
    let stale = NewStep {
        id: Some(case.id),
        seen: case.seen,
        step: "release".to_owned(),
        ..NewStep::default()
    };
    assert_eq!(
        status(register.desk.step(&inge, stale).await),
        409,
        "seen before it was taken"
    );
    step(&register, &inge, &case, "hand_over")
        .await
        .expect("handed over");
    let mine = list(&register, &peter, "mijn").await.cases;
    assert_eq!(mine[0].worker.as_deref(), Some("Medewerker st-2"));
    step(&register, &peter, &case, "release")
        .await
        .expect("put back");
    assert_eq!(list(&register, &peter, "nieuw").await.cases.len(), 1);
    let nobody = NewStep {
        id: Some(case.id),
        seen: open(&register, &inge, &case).await.line.seen,
        step: "hand_over".to_owned(),
        to: "st-9".to_owned(),
        ..NewStep::default()
    };
    let refused = register.desk.step(&inge, nobody).await;
    assert!(refused.expect_err("nobody").at("to").is_some());
    // Without its evidence there is nothing to judge.
    let evidence = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .evidence;
    a_minute_later(&register);
    let removed = register
        .desk
        .remove_claim_evidence(&teacher, evidence[0].id)
        .await;
    removed.expect("removed");
    assert!(list(&register, &inge, "team").await.cases.is_empty());
    let closed = list(&register, &inge, "afgerond").await.cases;
    assert_eq!(closed[0].state, State::Withdrawn);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_case_workers_see_cases_and_each_view_is_recorded() {
    let (register, teacher) = with_mila().await;
    let (inge, _) = workers(&register).await;
    offered(&register, &teacher).await;
    for role in ["beheerder", "commissielid"] {
        let other = staff(&register, "st-3", role).await;
        assert!(CaseWorker::from_actor(other).is_none(), "{role}");
    }
    let case = only_case(&register, &inge).await;
    let views = "select count(*) from audit_event
                 where event_type = 'teacher_viewed' and actor_role = 'staff'";
    let before: i64 = sqlx::query_scalar(views)
        .fetch_one(register.pool())
        .await
        .expect("a count");
    assert_eq!(before, 0, "a list is no file");
    open(&register, &inge, &case).await;
    let (actor, person, page): (String, uuid::Uuid, String) = sqlx::query_as(
        "select actor, person_id, details->>'page' from audit_event
         where event_type = 'teacher_viewed' and actor_role = 'staff'",
    )
    .fetch_one(register.pool())
    .await
    .expect("one view");
    assert_eq!((actor.as_str(), person), ("staff:st-1", teacher.person().0));
    assert!(page.contains(&case.number), "{page}");
}

fn report(appointment: AppointmentId, fact: &str) -> CorrectionForm {
    CorrectionForm {
        appointment: appointment.to_string(),
        fact: fact.to_owned(),
        message: "Ik begon een maand later".to_owned(),
    }
}

async fn reported(register: &Register, teacher: &Teacher, fact: &str) -> CorrectionId {
    let form = report(appointment(register, teacher).await, fact);
    let id = register.desk.request_correction(teacher, &form).await;
    id.expect("received")
}

fn answered(id: CorrectionId) -> CorrectionAnswer {
    CorrectionAnswer {
        id: Some(id),
        outcome: "klopt".to_owned(),
        reason: "Zo staat het in het contract".to_owned(),
    }
}

async fn decision(
    register: &Register,
    teacher: &Teacher,
    id: CorrectionId,
) -> (DecisionId, Decision) {
    let receipt = register.desk.correction_receipt(teacher, id).await;
    let case = receipt.expect("receipt").case.expect("a case");
    let id = case.decision.expect("decided");
    let decision = register
        .desk
        .decision(teacher, id)
        .await
        .expect("a decision");
    (id, decision)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_decides_when_the_school_does_not_answer_in_time() {
    let (register, teacher) = with_mila().await;
    let id = reported(&register, &teacher, "Begin of einde van de benoeming").await;
    let early = register.desk.ask_decision(&teacher, id).await;
    let early = early.expect_err("the school has time");
    assert_eq!(early.status, 409);
    assert!(early.title.contains("21 december 2026"), "{}", early.title);
    // The last day of the school itself is still in time.
    days_later(&register, 28);
    assert_eq!(status(register.desk.ask_decision(&teacher, id).await), 409);
    days_later(&register, 1);
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert!(receipt.may_ask);
    register
        .desk
        .ask_decision(&teacher, id)
        .await
        .expect("asked");
    assert_eq!(
        status(register.desk.ask_decision(&teacher, id).await),
        409,
        "asked"
    );
    let (inge, peter) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    // Eight weeks from 22 December 2026.
    assert_eq!(
        (case.kind, case.due),
        (CaseKind::Correction, date(2027, 2, 16))
    );
    let stranger = register.teacher("999990020").await;
    assert_eq!(status(register.desk.ask_decision(&stranger, id).await), 404);

    step(&register, &inge, &case, "take").await.expect("taken");
    let reason = "In je contract staat 1 december.";
    propose(&register, &inge, &case, Verdict::Granted, reason)
        .await
        .expect("proposed");
    let waiting = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert_eq!(
        waiting.case.expect("a case").decision,
        None,
        "one person decides nothing"
    );
    assert_eq!(status(step(&register, &inge, &case, "confirm").await), 409);
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");

    let (_, decided) = decision(&register, &teacher, id).await;
    let document = decided.document;
    assert_eq!(document.verdict, Verdict::Granted);
    assert!(document.paragraphs.iter().any(|part| part.text == reason));
    // Six weeks after 22 December 2026.
    assert_eq!(document.remedies.until.date, date(2027, 2, 2));
    assert_eq!(document.remedies.until.steps.len(), 3);
    // The school must change it: a task with a date.
    let tasks = register
        .desk
        .tasks(&register.contact(BOARD))
        .await
        .expect("tasks");
    assert!(tasks.tasks.iter().any(|task| {
        matches!(&task.matter, SchoolMatter::Correction(c) if c.message.contains(&document.number))
    }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_kept_as_it_was_and_says_how_to_object() {
    let (register, teacher) = with_mila().await;
    let id = reported(&register, &teacher, "Benoemingsgrondslag").await;
    let contact = register.contact(BOARD);
    let answer = register
        .desk
        .answer_correction(&contact, answered(id))
        .await;
    answer.expect("answered");
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert!(receipt.may_ask && receipt.answer.is_some());
    register
        .desk
        .ask_decision(&teacher, id)
        .await
        .expect("asked");
    let (inge, peter) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    let file = open(&register, &inge, &case).await;
    let Matter::Correction(report) = file.matter else {
        panic!("a report")
    };
    assert!(
        report
            .school
            .expect("asked")
            .answer
            .expect("answered")
            .contains("contract")
    );
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(
        &register,
        &inge,
        &case,
        Verdict::Refused,
        "Het contract is duidelijk.",
    )
    .await
    .expect("proposed");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");

    let (decision_id, decided) = decision(&register, &teacher, id).await;
    let (kept, hash): (String, Vec<u8>) = sqlx::query_as("select document, hash from decision")
        .fetch_one(register.pool())
        .await
        .expect("one decision");
    let digest = server::vault::sha256(&kept);
    assert_eq!(digest, hash);
    let shown = digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(decided.hash, shown);
    for forged in [
        "update decision set document = replace(document, 'af', 'toe')",
        "delete from decision",
    ] {
        assert!(
            sqlx::query(forged).execute(register.pool()).await.is_err(),
            "{forged}"
        );
    }
    let other = register.teacher("999990020").await;
    assert_eq!(
        status(register.desk.decision(&other, decision_id).await),
        404
    );
    let (_, _, link) = last_message(&register).await;
    assert_eq!(link, Some(format!("/mijn/besluiten/{decision_id}")));

    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let (status, html) = visitor.get(&format!("/mijn/besluiten/{decision_id}")).await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "BS-2026-0001",
        "We wijzen je verzoek af",
        "Het contract is duidelijk.",
        "tot en met 4 januari 2027",
        "Hoe komen we aan deze datum?",
        "artikel 6:7 Awb",
        shown.as_str(),
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_the_register_becomes_a_case_and_what_is_of_the_brp_is_not_taken() {
    let (register, teacher) = with_mila().await;
    let form = report(appointment(&register, &teacher).await, "Naam of adres");
    let refused = register.desk.request_correction(&teacher, &form).await;
    let refused = refused.expect_err("the municipality changes it");
    assert!(
        refused
            .at("fact")
            .expect("at the fact")
            .contains("gemeente")
    );
    let id = reported(&register, &teacher, "In welk register ik sta").await;
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert_eq!((receipt.school, receipt.may_ask), (None, false));
    assert_eq!(receipt.case.expect("a case").due.date, date(2027, 1, 18));
    let tasks = register
        .desk
        .tasks(&register.contact(BOARD))
        .await
        .expect("tasks");
    assert!(
        tasks
            .tasks
            .iter()
            .all(|task| !matches!(task.matter, SchoolMatter::Correction(_))),
        "the school has nothing to do with it"
    );
    let (inge, _) = workers(&register).await;
    let file = open(&register, &inge, &only_case(&register, &inge).await).await;
    let Matter::Correction(report) = file.matter else {
        panic!("a report")
    };
    assert!(report.school.is_none() && report.appointment.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_works_without_a_script() {
    let (register, teacher) = with_mila().await;
    let claim = offered(&register, &teacher).await;
    let inge = staff(&register, "st-1", "behandelaar").await;
    let peter = staff(&register, "st-2", "beslisser").await;
    let worker = CaseWorker::from_actor(inge.clone()).expect("a case worker");
    let case = only_case(&register, &worker).await;
    let page = format!("/behandeling/zaken/{}", case.id);
    let (inge, peter) = (
        Visitor::with(&register, inge).await,
        Visitor::with(&register, peter).await,
    );
    let (_, html) = inge.get("/behandeling").await;
    for words in [
        case.number.as_str(),
        "M. Zandlicht",
        "Nog 28 dagen",
        "Pak op",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let id = case.id.to_string();
    let step = |seen: &'static str, step: &'static str| {
        [
            ("id", id.clone()),
            ("seen", seen.to_owned()),
            ("step", step.to_owned()),
        ]
    };
    let act = "/api/behandeling/zaak/stap";
    let post = async |visitor: &Visitor<'_>, action: &str, fields: &[(&str, String)]| {
        a_minute_later(&register);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        visitor.post(&page, action, &fields).await
    };
    assert_eq!(post(&inge, act, &step("1", "take")).await, page);
    let proposal = |reasons: &str| {
        [
            ("id", id.clone()),
            ("seen", "2".to_owned()),
            ("verdict", "refused".to_owned()),
            ("reasons", reasons.to_owned()),
        ]
    };
    let propose = "/api/behandeling/zaak/voorstel";
    let back = post(&inge, propose, &proposal("")).await;
    let (_, html) = inge.get(&back).await;
    assert!(
        html.contains("Leg uit waarom"),
        "the message stands on the page"
    );
    assert_eq!(
        post(&inge, propose, &proposal("Dit is een rekening.")).await,
        page
    );
    let (_, html) = peter.get(&page).await;
    for words in [
        "Een collega vraagt je mee te kijken",
        "Dit is een rekening.",
        "akte.pdf",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert_eq!(post(&peter, act, &step("3", "confirm")).await, page);
    let (_, html) = peter.get(&page).await;
    assert!(html.contains("Deze zaak is afgerond: Afgekeurd"));
    let evidence = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .evidence;
    let (status, _) = peter
        .get(&format!("{page}/bewijs/{}", evidence[0].id))
        .await;
    assert_eq!(status, StatusCode::OK);
    let nobody = staff(&register, "st-3", "beheerder").await;
    let nobody = Visitor::with(&register, nobody).await;
    let (status, _) = nobody
        .get(&format!("{page}/bewijs/{}", evidence[0].id))
        .await;
    assert_ne!(
        status,
        StatusCode::OK,
        "who only keeps the system opens no file"
    );
    let (_, html) = nobody.get("/behandeling").await;
    assert!(html.contains("alleen te zien voor behandelaars") && !html.contains(&case.number));
}
