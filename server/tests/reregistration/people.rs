//! Who decides: case workers, who keeps the system, and the committee; and what they do in a few words.

use crate::support::{Register, logged_in_now, post_letters};
use app::{
    actor::{Actor, CaseWorker, CommitteeMember, FromActor, Keeper, Teacher},
    staff::{
        cases::{CaseFile, NewStep, Proposal, desk::CaseDesk},
        committee::{NewMember, NewSession, Opinion, desk::CommitteeDesk},
        desk::StaffDesk,
        mandates::NewMandate,
        procedure::{NewAsk, NewExtension, NewSequel, Settle, desk::HandlingDesk},
    },
    teacher::procedure::{AnswerForm, ObjectionForm, desk::ProcedureDesk},
};
use jiff::{SignedDuration, civil::Date};
use server::session::store;
use shared::{
    Problem,
    case::{AdviceKind, CaseKind, Seed, Told, Verdict, Wait, is_drawn},
    identifier::{CaseId, DecisionId},
};
use uuid::Uuid;

/// The share of the sample, in a thousand.
pub const SHARE: u16 = 50;

/// Somebody of the staff with this role, who logged in before.
pub async fn staff(register: &Register, subject: &str, role: &str) -> Actor {
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

pub async fn worker(register: &Register, subject: &str) -> CaseWorker {
    let actor = staff(register, subject, "behandelaar").await;
    CaseWorker::from_actor(actor).expect("a case worker")
}

pub async fn keeper(register: &Register) -> Keeper {
    let actor = staff(register, "st-keeper", "beheerder").await;
    Keeper::from_actor(actor).expect("who keeps the system")
}

/// A mandate from today on.
pub async fn mandate(register: &Register, subject: &str, kind: CaseKind) {
    let today = register.system.clock.today();
    let new = NewMandate {
        subject: subject.to_owned(),
        kind: kind.code().to_owned(),
        basis: "Mandaatbesluit Lerarenregister".to_owned(),
        from_day: today.day().to_string(),
        from_month: today.month().to_string(),
        from_year: today.year().to_string(),
        ..NewMandate::default()
    };
    let keeper = keeper(register).await;
    let given = register.desk.give_mandate(&keeper, new).await;
    given.expect("a mandate");
}

pub async fn member(
    register: &Register,
    subject: &str,
    part: &str,
    sector: &str,
    boards: &str,
) -> CommitteeMember {
    let actor = staff(register, subject, "commissielid").await;
    let new = NewMember {
        subject: subject.to_owned(),
        part: part.to_owned(),
        sector: sector.to_owned(),
        boards: boards.to_owned(),
        ..NewMember::default()
    };
    let keeper = keeper(register).await;
    let added = register.desk.add_member(&keeper, new).await;
    added.expect("a member");
    CommitteeMember::from_actor(actor).expect("a member of the committee")
}

/// Sees to it that the next application of today is in the sample, or is not.
pub async fn sample(register: &Register, drawn: bool) {
    let today = register.system.clock.today();
    let nr = register
        .count("case_file where kind = 'reregistration'")
        .await
        + 1;
    let number = format!("HR-{}-{nr:04}", today.year());
    let seed = (0_u8..=255)
        .map(|byte| Seed([byte; 16]))
        .find(|seed| is_drawn(*seed, &number, SHARE) == drawn)
        .expect("a seed");
    sqlx::query("insert into sample_seed (day, seed) values ($1::date, $2)")
        .bind(today.to_string())
        .bind(seed.to_string())
        .execute(register.pool())
        .await
        .expect("a seed");
}

pub fn a_minute(register: &Register) {
    register.system.clock.advance(SignedDuration::from_mins(1));
}

/// The teacher applies.
pub async fn apply(register: &Register, teacher: &Teacher) -> CaseId {
    a_minute(register);
    let sent = register
        .desk
        .apply(
            &logged_in_now(teacher),
            Uuid::now_v7(),
            true,
            "Alles staat erin",
        )
        .await;
    sent.expect("received")
}

/// The teacher applies and is drawn for the sample; this worker takes the case up.
pub async fn drawn(register: &Register, teacher: &Teacher, worker: &CaseWorker) -> CaseId {
    sample(register, true).await;
    let case = apply(register, teacher).await;
    step(register, worker, case, "take").await.expect("taken");
    case
}

pub async fn file(register: &Register, worker: &CaseWorker, id: CaseId) -> CaseFile {
    register.desk.case(worker, id).await.expect("a case")
}

pub async fn step(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    step: &str,
) -> Result<(), Problem> {
    a_minute(register);
    let seen = file(register, worker, id).await.line.seen;
    let new = NewStep {
        id: Some(id),
        seen,
        step: step.to_owned(),
        to: String::new(),
        note: "Kijk nog eens".to_owned(),
    };
    register.desk.step(worker, new).await
}

/// Asks for something, of which the letter goes the same day; a hearing is on this day.
pub async fn ask(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    what: Wait,
    on: [&str; 3],
) -> Result<(), Problem> {
    ask_without_letter(register, worker, id, what, on).await?;
    post_letters(register, worker).await;
    Ok(())
}

/// Asks for something, of which no letter goes yet.
pub async fn ask_without_letter(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    what: Wait,
    on: [&str; 3],
) -> Result<(), Problem> {
    a_minute(register);
    let new = NewAsk {
        id: Some(id),
        seen: file(register, worker, id).await.line.seen,
        what: what.code().to_owned(),
        question: format!("Wat we vragen: {}", what.code()),
        on_day: on[0].to_owned(),
        on_month: on[1].to_owned(),
        on_year: on[2].to_owned(),
        ..NewAsk::default()
    };
    let shown = file(register, worker, id).await.letter_that_asks(&new);
    register.desk.ask(worker, new).await?;
    reads(register, shown).await;
    Ok(())
}

/// The teacher reads what stood beside the form.
async fn reads(register: &Register, shown: Option<Told>) {
    let (title, body) =
        sqlx::query_as("select title, body from message order by created_at desc, id desc limit 1")
            .fetch_one(register.pool())
            .await
            .expect("a message");
    assert_eq!(shown, Some(Told { title, body }));
}

/// Ends what was asked, with this report of today or with nothing.
pub async fn settle(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    report: Option<&str>,
) -> Result<(), Problem> {
    a_minute(register);
    let settle = Settle {
        id: Some(id),
        seen: file(register, worker, id).await.line.seen,
        report: report.unwrap_or_default().to_owned(),
        nothing: report.map_or("ja", |_| "").to_owned(),
        came_day: register.system.clock.today().day().to_string(),
        came_month: register.system.clock.today().month().to_string(),
        came_year: register.system.clock.today().year().to_string(),
    };
    let shown = file(register, worker, id)
        .await
        .letter_of_what_came(&settle);
    register.desk.settle(worker, settle).await?;
    if report.is_some() {
        reads(register, shown).await;
    } else {
        assert_eq!(shown, None);
    }
    Ok(())
}

/// Proposes a verdict, with reasons and nothing else.
pub async fn rule(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    verdict: Verdict,
) -> Result<(), Problem> {
    rule_with(register, worker, id, verdict, Proposal::default()).await
}

/// The same, with what else the form asks.
pub async fn rule_with(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    verdict: Verdict,
    more: Proposal,
) -> Result<(), Problem> {
    a_minute(register);
    let ruling = Proposal {
        id: Some(id),
        seen: file(register, worker, id).await.line.seen,
        verdict: verdict.code().to_owned(),
        reasons: "Dit is waarom.".to_owned(),
        careful: "ja".to_owned(),
        ..more
    };
    register.desk.propose(worker, ruling).await
}

pub async fn answer(register: &Register, teacher: &Teacher, id: CaseId, answer: &str) {
    a_minute(register);
    let form = AnswerForm {
        id: Some(id),
        answer: answer.to_owned(),
    };
    let answered = ProcedureDesk::answer(&register.desk, teacher, &form).await;
    answered.expect("received");
}

/// Objects against a decision, in time and so without an excuse.
pub async fn object(register: &Register, teacher: &Teacher, decision: DecisionId) -> CaseId {
    let form = ObjectionForm {
        decision: Some(decision),
        grounds: "Ik ben het er niet mee eens".to_owned(),
        ..ObjectionForm::default()
    };
    let objection = register.desk.object(teacher, &form).await;
    objection.expect("received")
}

/// Refuses an application: the first proposes, and the second (`st-2`) confirms.
pub async fn refuse(
    register: &Register,
    (first, second): (&CaseWorker, &CaseWorker),
    case: CaseId,
) {
    rule(register, first, case, Verdict::Refused)
        .await
        .expect("proposed");
    mandate(register, "st-2", CaseKind::Reregistration).await;
    step(register, second, case, "confirm")
        .await
        .expect("decided");
}

/// A chair and two teachers, who have a session about this case on this day.
pub async fn seated(
    register: &Register,
    worker: &CaseWorker,
    case: CaseId,
    on: [&str; 3],
) -> [CommitteeMember; 3] {
    ask(register, worker, case, Wait::Advice, ["", "", ""])
        .await
        .expect("asked");
    let members = [
        member(register, "co-1", "chair", "", "").await,
        member(register, "co-2", "teacher", "vo", "").await,
        member(register, "co-3", "teacher", "vo", "").await,
    ];
    plan(register, worker, on).await.expect("planned");
    members
}

/// A decision that refuses what the teacher applies for: `st-1` proposed and `st-2` confirmed.
pub async fn refused(register: &Register, teacher: &Teacher) -> DecisionId {
    let (inge, peter) = (
        worker(register, "st-1").await,
        worker(register, "st-2").await,
    );
    let case = apply(register, teacher).await;
    step(register, &inge, case, "take").await.expect("taken");
    ask(register, &inge, case, Wait::View, ["", "", ""])
        .await
        .expect("asked");
    answer(register, teacher, case, "Ik was ziek").await;
    refuse(register, (&inge, &peter), case).await;
    let case = register.desk.my_case(teacher, case).await.expect("a case");
    case.decision.expect("a decision")
}

/// A session of the committee on this day, with every case that waits for advice.
pub async fn plan(
    register: &Register,
    worker: &CaseWorker,
    on: [&str; 3],
) -> Result<Uuid, Problem> {
    let session = NewSession {
        place: "Online".to_owned(),
        on_day: on[0].to_owned(),
        on_month: on[1].to_owned(),
        on_year: on[2].to_owned(),
    };
    register.desk.plan(worker, session).await
}

/// A member says what to do; the last one for the whole committee.
pub async fn opine(
    register: &Register,
    member: &CommitteeMember,
    case: CaseId,
    last: bool,
) -> Result<(), Problem> {
    opine_as(register, member, case, (AdviceKind::Negative, last)).await
}

/// The same, with what to do.
pub async fn opine_as(
    register: &Register,
    member: &CommitteeMember,
    case: CaseId,
    (kind, last): (AdviceKind, bool),
) -> Result<(), Problem> {
    a_minute(register);
    let opinion = Opinion {
        id: Some(case),
        kind: kind.code().to_owned(),
        reasons: "Er ontbreken uren.".to_owned(),
        minority: "Een lid vindt het net genoeg.".to_owned(),
        last: if last { "ja" } else { "" }.to_owned(),
        ..Opinion::default()
    };
    register.desk.opine(member, opinion).await
}

/// Everybody in the committee, the chair first, gives an opinion; the chair last, for all of them.
pub async fn advise(
    register: &Register,
    [chair, second, third]: &[CommitteeMember; 3],
    case: CaseId,
    kind: AdviceKind,
) {
    for (member, last) in [(second, false), (third, false), (chair, true)] {
        opine_as(register, member, case, (kind, last))
            .await
            .expect("an opinion");
    }
}

/// An appeal or a default notice that came today.
pub async fn follow_up(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    kind: &str,
) -> Result<(), Problem> {
    court(register, worker, id, (kind, "")).await
}

/// The same, of a ruling with what it says.
pub async fn court(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    (kind, outcome): (&str, &str),
) -> Result<(), Problem> {
    a_minute(register);
    let today = register.system.clock.today();
    let sequel = NewSequel {
        id: Some(id),
        sequel: kind.to_owned(),
        outcome: outcome.to_owned(),
        content: "Beslis nu".to_owned(),
        received_day: today.day().to_string(),
        received_month: today.month().to_string(),
        received_year: today.year().to_string(),
    };
    let shown = file(register, worker, id)
        .await
        .letter_of_what_followed(&sequel);
    register.desk.follow_up(worker, sequel).await?;
    reads(register, shown).await;
    Ok(())
}

/// The decision on an objection comes later, with the consent of the teacher until this day.
pub async fn agree(
    register: &Register,
    worker: &CaseWorker,
    id: CaseId,
    on: Date,
) -> Result<(), Problem> {
    a_minute(register);
    let extension = NewExtension {
        id: Some(id),
        seen: file(register, worker, id).await.line.seen,
        kind: "agreed".to_owned(),
        reason: "We wachten op stukken.".to_owned(),
        agreed_day: on.day().to_string(),
        agreed_month: on.month().to_string(),
        agreed_year: on.year().to_string(),
    };
    let shown = file(register, worker, id)
        .await
        .letter_that_puts_off(&extension);
    register.desk.extend(worker, extension).await?;
    reads(register, shown).await;
    Ok(())
}

/// The fields that are wrong.
pub fn fields(refused: Result<(), Problem>) -> Vec<String> {
    let problem = refused.expect_err("it is refused");
    problem
        .errors
        .into_iter()
        .map(|error| error.field)
        .collect()
}

/// Why it is not allowed.
pub fn why(refused: Result<(), Problem>) -> String {
    let problem = refused.expect_err("it is refused");
    assert_eq!(problem.status, 409, "{problem:?}");
    problem.detail.unwrap_or(problem.title)
}
