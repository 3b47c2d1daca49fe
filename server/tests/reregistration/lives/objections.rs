//! Sampled, refused, and granted on objection; and an objection that comes too late.

use super::{NO_DAY, decision, near_the_end, recorded, titles};
use crate::reregistration::{
    days_pass,
    people::{
        agree, answer, apply, ask, fields, file, follow_up, mandate, member, opine, plan, refuse,
        rule, rule_with, sample, settle, staff, step, why, worker,
    },
    term,
};
use crate::support::{Visitor, post_letters};
use app::{
    actor::{FromActor, Staff},
    staff::{cases::Proposal, committee::desk::CommitteeDesk},
    teacher::procedure::{ObjectionForm, desk::ProcedureDesk},
};
use jiff::{Span, civil::date};
use shared::case::{CaseKind, State, Verdict, Wait};

#[tokio::test(flavor = "multi_thread")]
async fn refused_on_advice_and_granted_on_objection() {
    let (register, teacher) = near_the_end("150").await;
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    sample(&register, true).await;
    let case = apply(&register, &teacher).await;
    let way = file(&register, &inge, case).await;
    assert_eq!(
        way.line.state,
        State::Open,
        "nobody is refused by the system"
    );
    assert_eq!(way.due.date, date(2030, 8, 12), "eight weeks");

    // Incomplete, and repaired: the term stands still in between.
    days_pass(&register, 1);
    step(&register, &inge, case, "take").await.expect("taken");
    let early = rule(&register, &inge, case, Verdict::NotHandled).await;
    assert_eq!(fields(early), ["verdict"]);
    ask(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    let open = settle(&register, &inge, case, None).await;
    assert_eq!(why(open), "Dit kan nog tot en met 2 juli 2030 komen");
    days_pass(&register, 7);
    answer(
        &register,
        &teacher,
        case,
        "Het bewijs staat nu in mijn portfolio",
    )
    .await;
    let way = file(&register, &inge, case).await;
    assert_eq!(way.due.date, date(2030, 8, 19), "six days, and a Sunday");
    assert!(
        way.due
            .steps
            .iter()
            .any(|step| step.reason.contains("stond 6 dagen stil"))
    );

    // The committee: who is near does not sit in it, and nobody reads who it is about.
    let chair = member(&register, "co-1", "chair", "", "41235").await;
    let second = member(&register, "co-2", "teacher", "vo", "41235").await;
    member(&register, "co-3", "teacher", "vo", "41234").await;
    ask(&register, &inge, case, Wait::Advice, NO_DAY)
        .await
        .expect("asked");
    assert_eq!(
        file(&register, &inge, case).await.due.date,
        date(2030, 9, 22),
        "thirteen weeks"
    );
    let on = ["8", "7", "2030"];
    let few = plan(&register, &inge, on).await.map(|_| ());
    assert!(why(few).contains("te weinig leden"));
    let third = member(&register, "co-4", "teacher", "vo", "").await;
    let id = plan(&register, &inge, on).await.expect("planned");
    let seen = register
        .desk
        .session(&chair, id)
        .await
        .expect("the session");
    let words = serde_json::to_string(&seen).expect("JSON");
    for private in ["Zandlicht", "Mila", "1987", "999990019"] {
        assert!(!words.contains(private), "{private}");
    }
    let seats: i64 = sqlx::query_scalar(
        "select count(*)
         from committee_seat s join committee_member m on m.id = s.member_id
         where m.subject = 'co-3'",
    )
    .fetch_one(register.pool())
    .await
    .expect("seats");
    assert_eq!(seats, 0, "of the same board");
    for member in [&second, &third] {
        let gave = opine(&register, member, case, false).await;
        gave.expect("an opinion");
    }
    days_pass(&register, 13);
    let advised = opine(&register, &chair, case, true).await;
    advised.expect("advised");

    // An intended decision, a view, and then the decision by two.
    let early = rule(&register, &inge, case, Verdict::Refused).await;
    assert_eq!(fields(early), ["verdict"], "the teacher is heard first");
    let leaves = rule(&register, &inge, case, Verdict::Granted).await;
    assert_eq!(
        fields(leaves),
        ["deviation"],
        "who departs from the advice says why"
    );
    ask(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    days_pass(&register, 3);
    answer(&register, &teacher, case, "Ik was ziek").await;
    rule(&register, &inge, case, Verdict::Refused)
        .await
        .expect("proposed");
    assert!(why(step(&register, &inge, case, "confirm").await).contains("zelf voorgesteld"));
    assert!(why(step(&register, &peter, case, "confirm").await).contains("geen mandaat"));
    mandate(&register, "st-2", CaseKind::Reregistration).await;
    let preview = file(&register, &peter, case)
        .await
        .preview
        .expect("as it will read");
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    let (refused, text) = decision(&register, &teacher, case).await;
    assert_eq!(text.document.paragraphs, preview.paragraphs);
    let words = serde_json::to_string(&text.document).expect("JSON");
    for told in [
        "aantekening",
        "Een lid vindt het net genoeg.",
        "bezwaar maken tot 6 weken na verzending",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert_eq!(
        recorded(&register).await,
        ["annotated 2026-11-23 2030-11-23"]
    );

    // Its term begins when it is posted.
    assert_eq!(text.document.remedies.until, None);
    days_pass(&register, 1);
    post_letters(&register, &inge).await;
    let (_, text) = decision(&register, &teacher, case).await;
    let until = text.document.remedies.until.map(|until| until.date);
    assert_eq!(until, Some(date(2030, 8, 23)), "posted on 12 July");

    // Objection, first without reasons; not for who decided before.
    days_pass(&register, 14);
    let form = ObjectionForm {
        decision: Some(refused),
        ..ObjectionForm::default()
    };
    let without = register.desk.object(&teacher, &form).await.map(|_| ());
    assert_eq!(fields(without), ["grounds"]);
    let form = ObjectionForm {
        later: "ja".to_owned(),
        ..form
    };
    let objection = register
        .desk
        .object(&teacher, &form)
        .await
        .expect("received");
    let twice = register.desk.object(&teacher, &form).await.map(|_| ());
    assert!(why(twice).contains("al bezwaar"));
    for first in [&inge, &peter] {
        assert!(
            why(step(&register, first, objection, "take").await).contains("Een andere collega")
        );
    }
    let third = worker(&register, "st-3").await;
    step(&register, &third, objection, "take")
        .await
        .expect("taken");
    ask(&register, &third, objection, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    answer(&register, &teacher, objection, "Ik was 5 maanden ziek").await;
    let unheard = rule(&register, &third, objection, Verdict::Granted).await;
    assert_eq!(fields(unheard), ["skip"]);
    let today = register.system.clock.today();
    let soon = [today.day().to_string(), today.month().to_string()];
    let soon = [soon[0].as_str(), soon[1].as_str(), "2030"];
    assert_eq!(
        fields(ask(&register, &third, objection, Wait::Hearing, soon).await),
        ["on"]
    );
    ask(
        &register,
        &third,
        objection,
        Wait::Hearing,
        ["19", "8", "2030"],
    )
    .await
    .expect("invited");
    days_pass(&register, 30);
    settle(
        &register,
        &third,
        objection,
        Some("Mila vertelde dat ze ziek was."),
    )
    .await
    .expect("heard");
    rule(&register, &third, objection, Verdict::Granted)
        .await
        .expect("proposed");
    mandate(&register, "st-2", CaseKind::Objection).await;
    let same = step(&register, &peter, objection, "confirm").await;
    assert!(
        why(same).contains("Een andere collega"),
        "the database sees to it"
    );
    let fourth = worker(&register, "st-4").await;
    mandate(&register, "st-4", CaseKind::Objection).await;
    step(&register, &fourth, objection, "confirm")
        .await
        .expect("decided");
    assert_eq!(recorded(&register).await, ["granted 2026-11-23 2030-11-23"]);
    assert_eq!(
        term(&register, &teacher).await.term.first,
        date(2030, 11, 23)
    );
    let (granted, text) = decision(&register, &teacher, objection).await;
    assert!(text.document.remedies.text.contains("rechtbank"));
    let further = register
        .desk
        .objectable(&teacher, granted)
        .await
        .map(|_| ());
    assert_eq!(further.expect_err("to the court").status, 404);

    // Each step came with a message.
    let told = titles(&register).await;
    for title in [
        "We hebben je aanvraag ontvangen",
        "We missen nog iets in zaak HR-2030-0001",
        "We vragen advies over zaak HR-2030-0001",
        "De commissie gaf advies in zaak HR-2030-0001",
        "Wat we van plan zijn in zaak HR-2030-0001",
        "Er is een besluit over je herregistratie",
        "We hebben je bezwaar ontvangen",
        "Uitnodiging voor een gesprek in zaak BZ-2030-0001",
        "Er is een beslissing op je bezwaar",
    ] {
        assert!(told.iter().any(|one| one == title), "{title}: {told:?}");
    }
    let looks = staff(&register, "st-9", "inspecteur").await;
    let looks = Staff::from_actor(looks).expect("staff");
    let nothing = register.desk.committee(&looks, 1).await;
    assert_eq!(nothing.expect_err("not for an inspector").status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_that_is_late_without_a_good_reason_is_not_admissible() {
    let (register, teacher) = near_the_end("20").await;
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    let case = apply(&register, &teacher).await;
    step(&register, &inge, case, "take").await.expect("taken");
    ask(&register, &inge, case, Wait::View, NO_DAY)
        .await
        .expect("asked");
    days_pass(&register, 20);
    settle(&register, &inge, case, None)
        .await
        .expect("its time is over");
    refuse(&register, (&inge, &peter), case).await;
    post_letters(&register, &inge).await;
    let (refused, text) = decision(&register, &teacher, case).await;
    let until = text.document.remedies.until.expect("it was posted").date;

    let late = (until - register.system.clock.today()).get_days() + 1;
    days_pass(&register, i64::from(late));
    let form = ObjectionForm {
        decision: Some(refused),
        grounds: "Ik ben het er niet mee eens".to_owned(),
        ..ObjectionForm::default()
    };
    let why_late = register.desk.object(&teacher, &form).await.map(|_| ());
    assert_eq!(fields(why_late), ["excuse"]);
    let form = ObjectionForm {
        excuse: "Ik was het vergeten".to_owned(),
        ..form
    };
    let objection = register
        .desk
        .object(&teacher, &form)
        .await
        .expect("handled anyway");
    let third = worker(&register, "st-3").await;
    let fourth = worker(&register, "st-4").await;
    mandate(&register, "st-4", CaseKind::Objection).await;
    step(&register, &third, objection, "take")
        .await
        .expect("taken");

    // Staff see how the last day to object was reached: at the decision, and why it is too late.
    let actor = staff(&register, "st-3", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let page = visitor
        .page(&format!("/behandeling/zaken/{objection}"))
        .await;
    assert!(page.contains("Dit bezwaar kwam te laat") && page.contains("artikel 6:7 Awb"));
    let closed = file(&register, &third, case).await.decision;
    let known = closed.expect("a decision").objection_until;
    assert!(known.expect("it was posted").steps.len() > 1);

    // The register is late too, and is told so.
    let due = file(&register, &third, objection).await.due.date;
    days_pass(
        &register,
        i64::from((due - register.system.clock.today()).get_days()) + 1,
    );
    let early = follow_up(&register, &third, objection, "appeal").await;
    assert_eq!(fields(early), ["received"], "no notice, no appeal");
    let noticed = follow_up(&register, &third, objection, "default_notice").await;
    noticed.expect("recorded");
    days_pass(&register, 16);
    let appealed = follow_up(&register, &third, objection, "appeal").await;
    appealed.expect("article 6:12");
    // Who agrees to a later day, does not give up what is due; and only who has the case asks that.
    let later = register.system.clock.today() + Span::new().weeks(6);
    let other = agree(&register, &fourth, objection, later).await;
    assert!(why(other).contains("Pak de zaak eerst op"));
    let agreed = agree(&register, &third, objection, later).await;
    agreed.expect("later");
    let way = file(&register, &third, objection).await.procedure;
    assert!(way.past.late);
    assert_eq!(way.sequels[0].euros, Some(46), "two days of a penalty");

    let skip = |skip: &str| Proposal {
        skip: skip.to_owned(),
        ..Proposal::default()
    };
    let unfounded = rule_with(&register, &third, objection, Verdict::NotHandled, skip("b")).await;
    assert_eq!(fields(unfounded), ["skip"]);
    rule_with(&register, &third, objection, Verdict::NotHandled, skip("a"))
        .await
        .expect("proposed");
    step(&register, &fourth, objection, "confirm")
        .await
        .expect("decided");
    let (_, text) = decision(&register, &teacher, objection).await;
    assert!(
        text.document.opening.contains("niet-ontvankelijk"),
        "{}",
        text.document.opening
    );
    assert_eq!(
        recorded(&register).await,
        ["annotated 2026-11-23 2030-11-23"],
        "it stays"
    );
}
