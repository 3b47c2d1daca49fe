//! A result is made again from what is stored, and by a later table: what is better is applied, what is worse is asked.

use super::{BACHELOR, MASTER, MILA, enter, outcome, pass, with_diploma};
use app::teacher::{QuestionAnswer, desk::TeacherDesk};
use server::desks::teacher::{compare_anew, made_again, reproduce};
use shared::{
    authority::{AuthorityTable, Outcome},
    subject::SubjectTable,
};

/// The table of a later version, in which another row says something else.
fn later_table(row: &str, extent: (&str, &str)) -> AuthorityTable {
    let text = include_str!("../../../shared/data/authorities.csv");
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
    let programmes = include_str!("../../../shared/data/programmes.csv");
    AuthorityTable::parse(&changed, programmes, SubjectTable::current().clone()).expect("a table")
}

/// A table by which the second grade is enough for the upper years.
fn milder() -> AuthorityTable {
    later_table("tweedegraads;havo_vwo;upper;match;", (";no;", ";yes;"))
}

/// A table by which nobody of the first grade may teach the upper years.
pub(super) fn stricter() -> AuthorityTable {
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
