//! Evidence that people judge.

use super::{
    a_minute_later, add_evidence, appointment, days_later, dutch, last_message, list, offered,
    only_case, open, outcome, propose, step, with_mila, workers,
};
use crate::support::status;
use app::{
    staff::cases::{Matter, Proposal, desk::CaseDesk},
    teacher::{ClaimTarget, desk::TeacherDesk},
};
use jiff::civil::date;
use server::signals::go_round;
use shared::{
    authority::{ClaimForm, Outcome},
    case::{CaseKind, State, Verdict},
};

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
    let (title, body, _) = last_message(&register).await;
    assert_eq!(title, "We hebben je bewijs ontvangen");
    for sent in [
        case.number.as_str(),
        "21 december 2026",
        "Nederlands",
        "akte.pdf",
    ] {
        assert!(body.contains(sent), "{sent}: {body}");
    }
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
    let form = dutch(appointment(&register, &teacher).await);
    a_minute_later(&register);
    let again = register
        .desk
        .save_claim(&teacher, ClaimTarget::Existing(claim), &form)
        .await;
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
        .save_claim(&teacher, ClaimTarget::Existing(claim), &other)
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

    // On the last day it still counts, and the day after it does not.
    days_later(&register, 250);
    go_round(&register.system).await.expect("a round");
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Evidenced
    );
    for _ in 0..2 {
        days_later(&register, 1);
        go_round(&register.system).await.expect("a round");
    }
    assert_eq!(outcome(&register, &teacher, claim).await, Outcome::NotFound);
    let told: Vec<String> =
        sqlx::query_scalar("select body from message where title like 'De goedkeuring van%'")
            .fetch_all(register.pool())
            .await
            .expect("messages");
    let [told] = told.as_slice() else {
        panic!("told once: {told:?}");
    };
    assert!(told.contains("tot en met 31 juli 2027"), "{told}");
    assert!(told.contains("Dat zegt niets over jou"), "{told}");
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
    // The message tells what the page tells, to the word.
    let detail = register.desk.claim(&teacher, claim).await.expect("claim");
    assert!(body.contains(&detail.check.story()), "{body}");
    assert!(body.contains("Niet gevonden: Er is geen lerarenopleiding gevonden"));
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
