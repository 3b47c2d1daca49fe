//! Subjects, compared with the diplomas.

use super::{
    BACHELOR, MASTER, MILA, OTHER, VESTIBULE, dutch, only_appointment, outcome, save_dutch,
};
use crate::support::{Mood, Register, Visitor, deliver_file, status};
use app::teacher::{ClaimTarget, desk::TeacherDesk};
use jiff::{SignedDuration, civil::date};
use server::desks::teacher::check_again;
use shared::authority::{ClaimForm, Outcome};

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_saved_whatever_the_outcome_is() {
    for (diploma, expected) in [
        (
            Some((MASTER, "wo-master", "2013-06-28")),
            Outcome::Confirmed,
        ),
        (
            Some((BACHELOR, "hbo-bachelor", "2013-06-28")),
            Outcome::ConfirmedInPart,
        ),
        (None, Outcome::NotFound),
    ] {
        let (register, teacher) = Register::with_mila().await;
        if let Some((programme, kind, day)) = diploma {
            register
                .stand_ins
                .add_diploma(MILA, None, programme, kind, day);
        }
        let claim = save_dutch(&register, &teacher).await;
        assert_eq!(outcome(&register, &teacher, claim).await, expected);
        register.system.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(
            status(register.desk.record_claim(&teacher, claim, false).await),
            422
        );
        register
            .desk
            .record_claim(&teacher, claim, true)
            .await
            .expect("recorded");
        assert!(
            register
                .desk
                .claim(&teacher, claim)
                .await
                .expect("claim")
                .claim
                .recorded
        );
        assert_eq!(register.audited("claim_checked").await, 1);
        assert_eq!(
            register.audited("claim_changed").await,
            2,
            "saved and recorded"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_saved_while_the_diploma_register_is_away_and_the_teacher_is_told_later() {
    let (register, teacher) = Register::with_mila().await;
    register.run_jobs().await;
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    register.stand_ins.set_mood(Mood::Failing);
    let claim = save_dutch(&register, &teacher).await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::SourceUnreachable
    );
    assert!(
        check_again(&register.system, claim).await.is_err(),
        "so that the queue tries again"
    );
    assert!(
        register
            .desk
            .messages(&teacher, 1)
            .await
            .expect("messages")
            .rows
            .is_empty()
    );

    register.stand_ins.set_mood(Mood::Well);
    register.system.clock.advance(SignedDuration::from_mins(1));
    register.run_jobs().await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
    assert_eq!(
        register
            .desk
            .overview(&teacher)
            .await
            .expect("overview")
            .unread,
        1
    );
    let messages = register
        .desk
        .messages(&teacher, 1)
        .await
        .expect("messages")
        .rows;
    assert_eq!(messages.len(), 1);
    assert!(
        messages[0].read_at.is_none() && messages[0].title.contains("Nederlands"),
        "{messages:?}"
    );
    let read = register
        .desk
        .messages(&teacher, 1)
        .await
        .expect("messages")
        .rows;
    assert!(read[0].read_at.is_some(), "opening it made it read");

    register.system.clock.advance(SignedDuration::from_mins(1));
    check_again(&register.system, claim)
        .await
        .expect("nothing to do any more");
    assert_eq!(
        register
            .desk
            .messages(&teacher, 1)
            .await
            .expect("messages")
            .rows
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_leaves_out_what_the_diploma_does_not_cover() {
    let (register, teacher) = Register::with_mila().await;
    register
        .stand_ins
        .add_diploma(MILA, None, BACHELOR, "hbo-bachelor", "2013-06-28");
    let claim = save_dutch(&register, &teacher).await;
    let asked = register.stand_ins.asked();
    register.system.clock.advance(SignedDuration::from_mins(1));
    let desk = &register.desk;
    desk.narrow_claim(&teacher, claim).await.expect("left out");
    let detail = desk.claim(&teacher, claim).await.expect("claim");
    assert_eq!(detail.check.outcome, Outcome::Confirmed);
    assert_eq!(detail.claim.extent, "klas 1 tot en met 3");
    assert!(!detail.claim.recorded, "the teacher still looks it over");
    assert_eq!(register.stand_ins.asked(), asked, "nothing new to ask");
    register.system.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(status(desk.narrow_claim(&teacher, claim).await), 409);
    let other = register.teacher("999990020").await;
    assert_eq!(status(desk.narrow_claim(&other, claim).await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_explanation_on_the_page_is_the_one_that_was_stored() {
    let (register, teacher) = Register::with_mila().await;
    register
        .stand_ins
        .add_diploma(MILA, None, BACHELOR, "hbo-bachelor", "2013-06-28");
    let claim = save_dutch(&register, &teacher).await;
    let shown = register.desk.claim(&teacher, claim).await.expect("claim");
    let (stored, table_version): (String, String) =
        sqlx::query_as("select explanation::text, table_version from claim_check")
            .fetch_one(register.pool())
            .await
            .expect("check");
    let stored: shared::authority::Check = serde_json::from_str(&stored).expect("a check");
    assert_eq!(shown.check, stored);
    assert_eq!(shown.check.table_version, table_version);
    assert!(shown.check.steps.len() >= 2 && shown.check.limit.is_some());
    assert_eq!(shown.checked_at.date(), date(2026, 11, 23));
    assert_eq!(
        shown.check.diploma().map(|d| d.programme.as_str()),
        Some(BACHELOR)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diploma_that_contradicts_the_ground_of_the_school_is_shown_beside_it() {
    let register = Register::new().await;
    let dutch_ground = [&VESTIBULE[..6], &[("onderwijsterreinen", "NEDERLANDS")][..]].concat();
    deliver_file(&register, &[&dutch_ground]).await;
    let teacher = register.teacher(MILA).await;
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    let claim = save_dutch(&register, &teacher).await;
    let detail = register.desk.claim(&teacher, claim).await.expect("claim");
    assert_eq!(detail.check.outcome, Outcome::Conflicting);
    assert!(
        detail
            .check
            .conflict
            .is_some_and(|conflict| conflict.school.contains("VO-33.4"))
    );
    // The request to the school is filled in, and of a subject that fits there is none.
    let visitor = Visitor::teacher(&register, MILA).await;
    let outcome = format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}");
    let (_, html) = visitor.get(&outcome).await;
    let appointment = detail.claim.appointment;
    let report = format!("/mijn/gegevens/correctie?benoeming={appointment}&gegeven=grondslag");
    let report = format!("{report}&vak={claim}");
    assert!(html.replace("&amp;", "&").contains(&report), "{html}");
    let says = "Mijn diploma geeft bevoegdheid voor Nederlands.";
    let (_, html) = visitor.get(&report).await;
    assert!(html.contains(says), "{html}");
    let stranger = Visitor::teacher(&register, OTHER).await;
    let (_, html) = stranger.get(&report).await;
    assert!(!html.contains(says), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_school_hears_that_a_diploma_differs_only_when_the_teacher_says_so() {
    let register = Register::new().await;
    let dutch_ground = [&VESTIBULE[..6], &[("onderwijsterreinen", "NEDERLANDS")][..]].concat();
    deliver_file(&register, &[&dutch_ground]).await;
    let teacher = register.teacher(MILA).await;
    let without = save_dutch(&register, &teacher).await;
    let refused = register.desk.tell_school(&teacher, without).await;
    assert_eq!(status(refused), 409, "nothing differs");
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove_claim(&teacher, without)
        .await
        .expect("removed");
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    register.system.clock.advance(SignedDuration::from_mins(1));
    let claim = save_dutch(&register, &teacher).await;
    server::signals::go_round(&register.system)
        .await
        .expect("the daily round");
    let told = "select count(*) from signal where rule = 'LR-S110'";
    let told = || async {
        let count: i64 = sqlx::query_scalar(told)
            .fetch_one(register.pool())
            .await
            .expect("a count");
        count
    };
    assert_eq!(told().await, 0, "not by itself");
    let visitor = Visitor::teacher(&register, MILA).await;
    let address = format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}");
    let page = visitor.page(&address).await;
    assert!(page.contains("Laat het mijn school weten"));
    let id = claim.to_string();
    let fields = [("claim", id.as_str())];
    let goal = visitor
        .post(&address, "/api/mijn/vak/laat-weten", &fields)
        .await;
    assert_eq!(goal, address);
    let page = visitor.page(&address).await;
    assert!(page.contains("Je liet dit op 23 november 2026 aan je school weten."));
    assert_eq!(told().await, 1);
    let finding: String =
        sqlx::query_scalar("select finding::text from signal where rule = 'LR-S110'")
            .fetch_one(register.pool())
            .await
            .expect("the signal");
    assert!(
        !finding.contains(MASTER),
        "what stands on the diploma is not told"
    );
    assert_eq!(
        status(register.desk.tell_school(&teacher, claim).await),
        409
    );
    let stranger = register.teacher("999990020").await;
    assert_eq!(
        status(register.desk.tell_school(&stranger, claim).await),
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_is_filled_with_what_the_school_delivered() {
    let register = Register::new().await;
    let upper = [&VESTIBULE[..], &[("leerjaren", "4,5")][..]].concat();
    deliver_file(&register, &[&upper]).await;
    let teacher = register.teacher(MILA).await;
    let form = register
        .desk
        .claim_input(&teacher, None)
        .await
        .expect("input")
        .form;
    assert_eq!(form.subject, "MAATSCHAPPIJLEER");
    assert_eq!(
        (form.school_types[0].as_str(), form.years[0].as_str()),
        ("havo_vwo", "upper")
    );
    assert_eq!(
        (form.since_day.as_str(), form.since_year.as_str()),
        ("1", "2026")
    );
    register
        .desk
        .save_claim(&teacher, ClaimTarget::New(None), &form)
        .await
        .expect("saved as it was proposed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_a_new_version_with_a_new_comparison_and_removing_keeps_the_history() {
    let (register, teacher) = Register::with_mila().await;
    let claim = save_dutch(&register, &teacher).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let input = register
        .desk
        .claim_input(&teacher, Some(claim))
        .await
        .expect("input");
    assert_eq!(input.form.years, ["lower", "upper"]);
    let lower = ClaimForm {
        years: vec!["lower".to_owned()],
        ..dutch(appointment)
    };
    register.system.clock.advance(SignedDuration::from_mins(1));
    let same = register
        .desk
        .save_claim(&teacher, ClaimTarget::Existing(claim), &lower)
        .await
        .expect("changed");
    assert_eq!(same, claim);
    assert_eq!(register.count("subject_claim").await, 1);
    assert_eq!(register.count("subject_claim_version").await, 2);
    assert_eq!(register.count("claim_check").await, 2);
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove_claim(&teacher, claim)
        .await
        .expect("removed");
    assert!(
        register
            .desk
            .claims(&teacher)
            .await
            .expect("claims")
            .is_empty()
    );
    assert_eq!(register.count("subject_claim_version").await, 3);
    assert_eq!(status(register.desk.claim(&teacher, claim).await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_entered_once() {
    let (register, teacher) = Register::with_mila().await;
    let input = register.desk.claim_input(&teacher, None).await;
    let number = input.expect("input").number;
    let form = dutch(only_appointment(&register, &teacher).await.id);
    let send = async |form: &ClaimForm| {
        register.system.clock.advance(SignedDuration::from_secs(1));
        let target = ClaimTarget::New(Some(number));
        register
            .desk
            .save_claim(&teacher, target, form)
            .await
            .expect("saved")
    };
    assert_eq!((send(&form).await, send(&form).await), (number, number));
    assert_eq!(register.count("subject_claim_version").await, 1);
    assert_eq!(register.stand_ins.asked(), 1);

    // The button Back leads to the form that was used, for one more.
    let other = ClaimForm {
        subject: "Literatuur".to_owned(),
        ..form.clone()
    };
    assert_ne!(send(&other).await, number);
    let claims = register.desk.claims(&teacher).await.expect("claims");
    assert_eq!(claims.len(), 2, "and the first is as it was");

    let removed = register.desk.remove_claim(&teacher, number).await;
    removed.expect("removed");
    assert_ne!(send(&form).await, number, "what was removed stays removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_right_says_all_at_once_and_saves_nothing() {
    let (register, teacher) = Register::with_mila().await;
    let problem = register
        .desk
        .save_claim(&teacher, ClaimTarget::New(None), &ClaimForm::default())
        .await
        .expect_err("empty");
    assert_eq!(problem.status, 422);
    for field in ["subject", "school_types", "since"] {
        assert!(problem.at(field).is_some(), "{field}: {problem:?}");
    }
    assert_eq!(register.count("subject_claim").await, 0);
    assert_eq!(
        register.stand_ins.asked(),
        0,
        "the Diplomaregister is not asked for nothing"
    );
}
