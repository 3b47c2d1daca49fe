//! The check of a subject on a real database: results that can be made again, phases and consent,
//! a change of the table, what the Diplomaregister holds, and what a timetable proposes.

use crate::support::{Deliverer, Mood, Register, Visitor, appointment, deliver_file};
use app::{
    actor::{Actor, Teacher},
    school::desk::SchoolDesk,
    teacher::{QuestionAnswer, desk::TeacherDesk},
    upload::File,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::desks::teacher::{
    compare_anew, compare_with_school, made_again, reproduce, unclear_programmes,
};
use shared::{
    authority::{AuthorityTable, ClaimForm, Gap, Outcome, Phase},
    identifier::{AppointmentId, ClaimId},
    subject::SubjectTable,
};

const MILA: &str = "999990019";
const NUMBER: &str = "2014-000121";
const MASTER: &str = "M Leraar Voorbereidend Hoger Onderwijs in Nederlands";
const BACHELOR: &str =
    "B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Nederlands";

/// Gives the teacher one appointment, in the register of teachers.
async fn appoint(register: &Register) -> (Teacher, AppointmentId) {
    let deliverer = Deliverer::with_mandate(register).await;
    let (status, body) = deliverer
        .json(register, "PUT", &appointment(NUMBER, 1))
        .await;
    assert!(status.is_success(), "{status} {body}");
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    (teacher, overview.appointments[0].id)
}

async fn with_diploma(programme: &str, kind: &str) -> (Register, Teacher, AppointmentId) {
    let register = Register::new().await;
    let (teacher, appointment) = appoint(&register).await;
    register
        .stand_ins
        .add_diploma(MILA, None, programme, kind, "2013-06-28");
    (register, teacher, appointment)
}

/// Dutch in all years of havo and vwo.
fn dutch(appointment: AppointmentId) -> ClaimForm {
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

/// Enters Dutch, and records it.
async fn enter(register: &Register, teacher: &Teacher, appointment: AppointmentId) -> ClaimId {
    let form = dutch(appointment);
    pass(register);
    let claim = register.desk.save_claim(teacher, None, &form).await;
    let claim = claim.expect("saved");
    pass(register);
    let recorded = register.desk.record_claim(teacher, claim, true).await;
    recorded.expect("recorded");
    pass(register);
    claim
}

/// A minute goes by.
fn pass(register: &Register) {
    register.system.clock.advance(SignedDuration::from_mins(1));
}

async fn outcome(register: &Register, teacher: &Teacher, claim: ClaimId) -> Outcome {
    let detail = register.desk.claim(teacher, claim).await.expect("claim");
    assert_eq!(detail.claim.outcome, detail.check.outcome);
    detail.check.outcome
}

/// The table of a later version, in which another row says something else.
fn later_table(row: &str, extent: (&str, &str)) -> AuthorityTable {
    let text = include_str!("../../shared/data/authorities.csv");
    let lines = text.lines().map(|line| {
        if line.starts_with("# versie:") {
            "# versie: 2099-1".to_owned()
        } else if line.starts_with(row) {
            line.replacen(extent.0, extent.1, 1)
        } else {
            line.to_owned()
        }
    });
    let changed = lines.collect::<Vec<_>>().join("\n");
    let programmes = include_str!("../../shared/data/programmes.csv");
    AuthorityTable::parse(&changed, programmes, SubjectTable::current().clone()).expect("a table")
}

/// A table by which the second grade is enough for the upper years.
fn milder() -> AuthorityTable {
    later_table("tweedegraads;havo_vwo;upper;match;", (";no;", ";yes;"))
}

/// A table by which nobody of the first grade may teach the upper years.
fn stricter() -> AuthorityTable {
    later_table("eerstegraads;havo_vwo;upper;match;", (";yes;", ";no;"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_made_again_from_what_is_stored_and_a_change_of_it_is_noticed() {
    let (register, teacher, appointment) = with_diploma(BACHELOR, "hbo-bachelor").await;
    let claim = enter(&register, &teacher, appointment).await;
    let (told, again) = reproduce(&register.system, claim)
        .await
        .expect("readable")
        .expect("a result");
    assert_eq!(told.outcome, Outcome::ConfirmedInPart);
    assert_eq!(told, again, "word for word");

    let (source, phase, hash, inputs): (String, i16, Vec<u8>, Vec<u8>) =
        sqlx::query_as("select source, phase, inputs_hash, inputs from claim_check")
            .fetch_one(register.pool())
            .await
            .expect("the row");
    assert_eq!((source.as_str(), phase, hash.len()), ("answered", 3, 32));
    let holds = |bytes: &[u8]| inputs.windows(bytes.len()).any(|part| part == bytes);
    assert!(!holds(MILA.as_bytes()) && !holds(b"Nederlands"), "sealed");

    let made_again = async || made_again(&register.system, claim).await;
    assert_eq!(
        made_again().await.expect("words"),
        "BEVESTIGD_BEPERKT met tabel 2026-2. Nagerekend: gelijk"
    );
    sqlx::query(
        r#"update claim_check set explanation = jsonb_set(explanation, '{summary}', '"Anders"')"#,
    )
    .execute(register.pool())
    .await
    .expect("changed");
    let words = made_again().await.expect("words");
    assert!(words.ends_with("dezelfde uitkomst, in andere woorden"));
    sqlx::query(
        r#"update claim_check set explanation = jsonb_set(explanation, '{outcome}', '"VERWANT"')"#,
    )
    .execute(register.pool())
    .await
    .expect("changed");
    let words = made_again().await.expect("words");
    assert!(words.ends_with("anders, BEVESTIGD_BEPERKT"), "{words}");

    sqlx::query("update claim_check set inputs_hash = '\\x00'")
        .execute(register.pool())
        .await
        .expect("changed");
    assert!(reproduce(&register.system, claim).await.is_err());
}

/// A register where the comparison is in this phase.
async fn in_phase(phase: u8, programme: &str) -> (Register, Teacher, AppointmentId) {
    let register = Register::in_phase(phase).await;
    let (teacher, appointment) = appoint(&register).await;
    register
        .stand_ins
        .add_diploma(MILA, None, programme, "ho", "2013-06-28");
    (register, teacher, appointment)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_declaration_asks_nobody_and_stands_as_it_is() {
    for phase in [0, 1] {
        let (register, teacher, appointment) = in_phase(phase, MASTER).await;
        let claim = enter(&register, &teacher, appointment).await;
        assert_eq!(
            outcome(&register, &teacher, claim).await,
            Outcome::NotChecked
        );
        assert_eq!(register.stand_ins.asked(), 0);
        let refused = register.desk.look_up_diplomas(&teacher).await;
        assert_eq!(refused.expect_err("not allowed").status, 409);
        assert_eq!(register.stand_ins.asked(), 0);
        let detail = register.desk.claim(&teacher, claim).await.expect("claim");
        assert_eq!(Some(detail.phase), Phase::of_number(phase));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_consent_the_diplomas_are_compared_and_without_it_they_are_not_any_more() {
    let (register, teacher, appointment) = in_phase(2, MASTER).await;
    let claim = enter(&register, &teacher, appointment).await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::NotChecked
    );
    assert_eq!(register.stand_ins.asked(), 0);

    let desk = &register.desk;
    desk.set_consent(&teacher, true).await.expect("given");
    pass(&register);
    register.run_jobs().await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
    let messages = desk.messages(&teacher, 1).await.expect("messages").rows;
    assert!(messages[0].title.contains("Nederlands"), "{messages:?}");
    let mine = desk.my_diplomas(&teacher).await.expect("diplomas");
    assert!(mine.consents && mine.asked[0].answered);
    assert_eq!(mine.held.expect("held").diplomas[0].programme, MASTER);

    pass(&register);
    desk.set_consent(&teacher, false).await.expect("withdrawn");
    desk.set_consent(&teacher, false)
        .await
        .expect("twice is once");
    pass(&register);
    register.run_jobs().await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::NotChecked
    );
    assert_eq!(register.stand_ins.asked(), 1, "not asked any more");
    assert_eq!(register.audited("consent_changed").await, 2);
    let kept: i64 = sqlx::query_scalar("select count(*) from claim_check")
        .fetch_one(register.pool())
        .await
        .expect("count");
    assert_eq!(kept, 3, "what was told stays in the history");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_school_corrects_ends_a_conflict_and_what_it_gets_wrong_begins_one() {
    let register = Register::new().await;
    let mut deliverer = Deliverer::with_mandate(&register).await;
    let mut deliver = async |message: Value| {
        deliverer.log_in_again(&register).await;
        let (status, body) = deliverer.json(&register, "PUT", &message).await;
        assert!(status.is_success(), "{status} {body}");
        pass(&register);
        register.run_jobs().await;
        pass(&register);
    };
    let unqualified = |version| {
        let mut message = appointment(NUMBER, version);
        message["grondslag"] = json!({
            "code": "VO-33.4", "ingangsdatumGrond": "2026-11-01", "verklaringInspanning": true,
        });
        message["onderwijs"]["onderwijsterreinen"] = json!(["NEDERLANDS"]);
        message
    };
    deliver(unqualified(1)).await;
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    let claim = enter(&register, &teacher, overview.appointments[0].id).await;
    let now = async || outcome(&register, &teacher, claim).await;
    assert_eq!(now().await, Outcome::Conflicting);
    let asked = register.stand_ins.asked();
    let told = async |title: &str| {
        let messages = register.desk.messages(&teacher, 1).await;
        let messages = messages.expect("messages").rows;
        messages.iter().filter(|one| one.title == title).count()
    };

    let settled = "Je school en je diploma zeggen nu hetzelfde over Nederlands";
    deliver(appointment(NUMBER, 2)).await;
    assert_eq!(now().await, Outcome::Confirmed);
    assert_eq!(told(settled).await, 1);
    assert_eq!(
        register.stand_ins.asked(),
        asked,
        "what the Diplomaregister said before is enough"
    );

    // Another place is nothing to compare again for.
    let checked = register.audited("claim_checked").await;
    let mut elsewhere = appointment(NUMBER, 3);
    elsewhere["school"]["vestigingscode"] = json!("99QA00");
    deliver(elsewhere).await;
    assert_eq!(register.audited("claim_checked").await, checked);

    deliver(unqualified(4)).await;
    assert_eq!(now().await, Outcome::Conflicting);
    let disputed = "Je school zegt iets anders over Nederlands dan je diploma";
    assert_eq!((told(settled).await, told(disputed).await), (1, 1));
    // Another subject on the same ground contradicts nothing.
    let mut society = unqualified(5);
    society["onderwijs"]["onderwijsterreinen"] = json!(["MAATSCHAPPIJLEER"]);
    deliver(society).await;
    assert_eq!(now().await, Outcome::Confirmed);
    assert_eq!(told(settled).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn diplomas_of_which_the_consent_was_withdrawn_are_not_compared_with_the_school() {
    let (register, teacher, appointment) = in_phase(2, MASTER).await;
    let desk = &register.desk;
    desk.set_consent(&teacher, true).await.expect("given");
    let claim = enter(&register, &teacher, appointment).await;
    let now = async || outcome(&register, &teacher, claim).await;
    assert_eq!(now().await, Outcome::Confirmed);
    desk.set_consent(&teacher, false).await.expect("withdrawn");
    let unqualified = [
        ("versie", "2"),
        ("vestigingscode", "99QA01"),
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-11-01"),
        ("verklaringInspanning", "ja"),
        ("onderwijsterreinen", "NEDERLANDS"),
    ];
    deliver_file(&register, &[&unqualified]).await;
    // Whichever job comes first.
    compare_with_school(&register.system, claim)
        .await
        .expect("compared");
    assert_eq!(now().await, Outcome::Confirmed, "what was told, stays");
    pass(&register);
    register.run_jobs().await;
    assert_eq!(now().await, Outcome::NotChecked);
    let disputed = register
        .count("message where title like 'Je school zegt iets anders%'")
        .await;
    assert_eq!(disputed, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_say_of_each_phase_what_happens_with_the_data() {
    for phase in Phase::ALL {
        let (register, teacher, _) = in_phase(phase.number(), MASTER).await;
        let visitor = Visitor::with(&register, Actor::Teacher(teacher)).await;
        for address in ["/mijn/vakken/toevoegen", "/mijn/diplomas"] {
            let page = visitor.get(address).await.1;
            for other in Phase::ALL {
                // The last phase says all that the one before says, and more.
                let said = phase.text().starts_with(other.text());
                assert_eq!(
                    page.contains(other.text()),
                    said,
                    "{other:?} in {phase:?} on {address}"
                );
            }
            assert_eq!(
                page.contains("Ik geef toestemming"),
                phase == Phase::Consent,
                "{phase:?} on {address}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_better_result_of_a_new_table_is_applied_and_told_without_asking_again() {
    let (register, teacher, appointment) = with_diploma(BACHELOR, "hbo-bachelor").await;
    let claim = enter(&register, &teacher, appointment).await;
    let table = milder();
    for _ in 0..2 {
        pass(&register);
        let after = compare_anew(&register.system, &table, None).await;
        assert_eq!(after.expect("compared"), None);
    }
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
    let messages = register
        .desk
        .messages(&teacher, 1)
        .await
        .expect("messages")
        .rows;
    assert_eq!(messages.len(), 1, "told once: {messages:?}");
    assert_eq!(messages[0].title, "Nederlands past nu beter bij je diploma");
    assert_eq!(register.stand_ins.asked(), 1, "the diplomas were known");
    assert_eq!(register.audited("claim_checked").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worse_result_of_a_new_table_is_a_question_until_the_teacher_answers() {
    let (register, teacher, appointment) = with_diploma(MASTER, "wo-master").await;
    let claim = enter(&register, &teacher, appointment).await;
    let desk = &register.desk;
    for _ in 0..2 {
        pass(&register);
        let after = compare_anew(&register.system, &stricter(), None).await;
        after.expect("compared");
    }
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed,
        "what stands, stays"
    );
    let overview = desk.overview(&teacher).await.expect("overview");
    assert!(
        overview.claims[0].asks && overview.unread == 1,
        "asked once"
    );
    let question = desk.claim(&teacher, claim).await.expect("claim").question;
    let question = question.expect("a question").check;
    assert_eq!(question.outcome, Outcome::ConfirmedInPart);
    assert_eq!(question.table_version, "2099-1");

    let other = register.teacher("999990020").await;
    let strange = desk
        .answer_question(&other, claim, QuestionAnswer::Right)
        .await;
    assert_eq!(strange.expect_err("not theirs").status, 404);
    desk.answer_question(&teacher, claim, QuestionAnswer::Right)
        .await
        .expect("answered");
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::ConfirmedInPart
    );
    let again = desk
        .answer_question(&teacher, claim, QuestionAnswer::Right)
        .await;
    assert_eq!(again.expect_err("nothing asked").status, 409);
    assert_eq!(register.audited("claim_question_answered").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_other_evidence_keeps_the_result_and_is_not_asked_again() {
    let (register, teacher, appointment) = with_diploma(MASTER, "wo-master").await;
    let claim = enter(&register, &teacher, appointment).await;
    let desk = &register.desk;
    let round = compare_anew(&register.system, &stricter(), None).await;
    round.expect("compared");
    desk.answer_question(&teacher, claim, QuestionAnswer::Evidence)
        .await
        .expect("answered");
    pass(&register);
    let round = compare_anew(&register.system, &stricter(), None).await;
    round.expect("compared");
    let detail = desk.claim(&teacher, claim).await.expect("claim");
    assert_eq!(detail.check.outcome, Outcome::Confirmed);
    assert_eq!(detail.question, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diploma_register_that_is_away_is_said_and_what_it_said_before_stays() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    let desk = &register.desk;
    let before = desk.my_diplomas(&teacher).await.expect("nothing yet");
    assert!(before.held.is_none() && before.asked.is_empty());
    assert_eq!(
        register.stand_ins.asked(),
        0,
        "looking at the page asks nothing"
    );
    desk.look_up_diplomas(&teacher).await.expect("asked");
    pass(&register);
    register.stand_ins.set_mood(Mood::Failing);
    desk.look_up_diplomas(&teacher).await.expect("no error");
    let mine = desk.my_diplomas(&teacher).await.expect("diplomas");
    let answered: Vec<bool> = mine.asked.iter().map(|one| one.answered).collect();
    assert_eq!(answered, [false, true], "newest first");
    assert_eq!(mine.held.expect("held").diplomas.len(), 1);
    assert_eq!(register.audited("diplomas_asked").await, 2);
}

fn timetable(rows: &str) -> File {
    File {
        field: "bestand".to_owned(),
        name: "rooster.csv".to_owned(),
        bytes: format!("benoemingvolgnummer;vakcode;schoolsoort;leerjaar\n{rows}").into_bytes(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timetable_proposes_a_subject_that_the_teacher_takes_over_with_one_click() {
    let (register, teacher, appointment) = with_diploma(MASTER, "wo-master").await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let file = timetable(&format!(
        "{NUMBER};1001;havo;4\n{NUMBER};1001;vwo;5\n{NUMBER};9999;havo;4\nonbekend;1001;havo;4\n"
    ));
    desk.propose_subjects(&contact, file).await.expect("read");
    let sent = desk.timetable(&contact).await.expect("timetable");
    let wrong: Vec<bool> = sent
        .as_ref()
        .expect("one")
        .lines
        .iter()
        .map(|line| line.wrong.is_some())
        .collect();
    assert_eq!(wrong, [false, false, true, true]);

    let input = desk.claim_input(&teacher, None).await.expect("input");
    let [proposal] = input.proposals.as_slice() else {
        panic!("two rows of one subject are one proposal: {input:?}");
    };
    assert!(
        proposal.complete && input.form.years == ["upper"],
        "{input:?}"
    );
    assert_eq!(input.form.appointment, appointment.to_string());
    let other = register.teacher("999990020").await;
    let strange = desk.answer_proposal(&other, proposal.id, true).await;
    assert_eq!(strange.expect_err("not theirs").status, 404);

    pass(&register);
    let entered = desk.answer_proposal(&teacher, proposal.id, true).await;
    let claim = entered.expect("entered").expect("a subject");
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
    let input = desk.claim_input(&teacher, None).await.expect("input");
    assert!(input.proposals.is_empty());
    assert_eq!(
        desk.timetable(&contact).await.expect("timetable"),
        sent,
        "the school does not see what was answered"
    );
    let elsewhere = register.contact("41235");
    assert_eq!(desk.timetable(&elsewhere).await.expect("none"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_teacher_said_no_to_is_not_proposed_again_and_another_board_proposes_nothing() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let rows = format!("{NUMBER};1001;havo;4\n");
    let strange = register.contact("41235");
    desk.propose_subjects(&strange, timetable(&rows))
        .await
        .expect("read");
    let proposals = async || {
        let input = desk.claim_input(&teacher, None).await.expect("input");
        input.proposals
    };
    assert!(proposals().await.is_empty(), "of another board");
    for _ in 0..2 {
        pass(&register);
        desk.propose_subjects(&contact, timetable(&rows))
            .await
            .expect("read");
    }
    let [proposal] = proposals().await.try_into().expect("sent twice is one");
    let said = desk.answer_proposal(&teacher, proposal.id, false).await;
    assert_eq!(said.expect("no"), None);
    pass(&register);
    desk.propose_subjects(&contact, timetable(&rows))
        .await
        .expect("read");
    assert!(proposals().await.is_empty());
    assert_eq!(register.audited("proposal_declined").await, 1);

    let problem = desk
        .propose_subjects(&contact, timetable(""))
        .await
        .expect_err("empty");
    assert!(problem.at("bestand").is_some(), "{problem:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_qualified_teacher_chooses_a_subject_and_nothing_else() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    sqlx::query("update location set structure = 'HAVO/VWO' where code = '99QA01'")
        .execute(register.pool())
        .await
        .expect("changed");
    let input = register.desk.claim_input(&teacher, None).await;
    let form = ClaimForm {
        subject: "Nederlands".to_owned(),
        ..input.expect("input").form
    };
    pass(&register);
    let claim = register.desk.save_claim(&teacher, None, &form).await;
    let claim = claim.expect("all else was filled in");
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_say_what_happens_with_the_data_and_take_the_answers_without_javascript() {
    let (register, teacher, appointment) = in_phase(2, MASTER).await;
    let visitor = Visitor::with(&register, Actor::Teacher(teacher.clone())).await;
    let form = visitor.get("/mijn/vakken/toevoegen").await.1;
    assert!(form.contains("Geef je toestemming?"), "{form}");
    let claim = enter(&register, &teacher, appointment).await;
    let address = format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}");
    let page = visitor.get(&address).await.1;
    assert!(page.contains("eigen opgave") && page.contains("Ik geef toestemming"));
    let list = visitor.get("/mijn/vakken").await.1;
    assert!(
        list.contains("Eigen opgave") && !list.contains("badge--warning"),
        "no warning"
    );

    let consent = "/api/mijn/diplomas/toestemming";
    let next = visitor.post(&address, consent, &[("antwoord", "ja")]).await;
    assert_eq!(next, "/mijn/diplomas?melding=toestemming");
    pass(&register);
    register.run_jobs().await;
    let page = visitor.get(&next).await.1;
    for words in [
        "Je gaf toestemming",
        "Trek je toestemming in",
        MASTER,
        "Om je vak te vergelijken",
        Gap::Abroad.text(),
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains(MILA));

    register.stand_ins.set_mood(Mood::Failing);
    pass(&register);
    let next = visitor
        .post("/mijn/diplomas", "/api/mijn/diplomas/opvragen", &[])
        .await;
    let page = visitor.get(&next).await.1;
    assert!(page.contains("Dat ligt niet aan jou") && page.contains(MASTER));

    compare_anew(&register.system, &stricter(), None)
        .await
        .expect("compared");
    assert!(
        visitor
            .get("/mijn")
            .await
            .1
            .contains("Beantwoord een vraag over je vak Nederlands")
    );
    let page = visitor.get(&address).await.1;
    assert!(page.contains("Wat er staat, blijft staan"), "{page}");
    let fields = [
        ("claim", claim.to_string()),
        ("antwoord", "correctie".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let next = visitor.post(&address, "/api/mijn/vak/vraag", &fields).await;
    assert!(
        next.starts_with("/mijn/gegevens/correctie?benoeming="),
        "{next}"
    );
    assert!(
        !visitor
            .get(&address)
            .await
            .1
            .contains("Met de nieuwe tabel")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_school_sees_what_its_timetable_proposed_and_the_teacher_takes_it_over_on_the_page() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    let contact = register.contact("41234");
    let file = timetable(&format!("{NUMBER};1001;vwo;5\nonbekend;9999;;\n"));
    let sent = register.desk.propose_subjects(&contact, file).await;
    sent.expect("read");
    let school = Visitor::of(&register, "41234").await;
    let page = school.get("/school/rooster").await.1;
    for words in [
        "1 rij voorgesteld aan de leraar, 1 rij niet.",
        "onbekend",
        "9999",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let visitor = Visitor::with(&register, Actor::Teacher(teacher.clone())).await;
    let form = "/mijn/vakken/toevoegen";
    let page = visitor.get(form).await.1;
    assert!(
        page.contains("gaf door: Nederlands, klas 4 en hoger"),
        "{page}"
    );
    let input = register.desk.claim_input(&teacher, None).await;
    let id = input.expect("input").proposals[0].id.to_string();
    let fields = [("proposal", id.as_str()), ("antwoord", "ja")];
    let next = visitor.post(form, "/api/mijn/vak/voorstel", &fields).await;
    assert!(
        next.starts_with("/mijn/vakken/toevoegen/uitkomst?vak="),
        "{next}"
    );
    assert!(
        visitor
            .get(&next)
            .await
            .1
            .contains("Je vak past bij je diploma")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_programme_that_is_not_clear_is_reported_without_the_person_in_phase_4_only() {
    for (phase, reported) in [(3, false), (4, true)] {
        let (register, teacher, appointment) = in_phase(phase, BACHELOR).await;
        let form = ClaimForm {
            years: vec!["upper".to_owned()],
            ..dutch(appointment)
        };
        pass(&register);
        let claim = register.desk.save_claim(&teacher, None, &form).await;
        let claim = claim.expect("saved");
        assert_eq!(outcome(&register, &teacher, claim).await, Outcome::Related);
        let file = unclear_programmes(register.pool()).await.expect("a file");
        let text = String::from_utf8(file).expect("text");
        assert_eq!(text.contains(BACHELOR), reported, "{text}");
        assert!(!text.contains("Zandlicht") && !text.contains(MILA));
    }
}
