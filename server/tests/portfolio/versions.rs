//! Every version of an activity, and two that were made from the same one.

use super::{MILA, PDF, SOMEBODY_ELSE, add, form, save};
use crate::support::{Register, Visitor, file};
use app::teacher::portfolio::desk::{PortfolioDesk, Target};
use axum::http::StatusCode;
use jiff::SignedDuration;
use shared::{
    identifier::ActivityId,
    portfolio::{ActivityForm, Part, Quarters, Take},
};

/// An activity of which another device made a second version.
async fn changed_elsewhere(register: &Register) -> (app::actor::Teacher, ActivityId) {
    let teacher = register.teacher(MILA).await;
    let id = add(register, &teacher, &form("Leesclub", "6")).await;
    let elsewhere = form("Leesclub klas 3", "6");
    save(
        register,
        &teacher,
        Target::Existing(id, 1),
        &elsewhere,
        Vec::new(),
    )
    .await
    .expect("changed");
    (teacher, id)
}

/// Two versions are not of the same moment.
fn later(register: &Register) {
    register.system.clock.advance(SignedDuration::from_mins(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_started_from_an_older_version_overwrites_nothing() {
    let register = Register::new().await;
    let (teacher, id) = changed_elsewhere(&register).await;
    let typed = form("Leesclub", "8");
    let files = vec![file("bewijs.pdf", PDF)];
    let problem = save(&register, &teacher, Target::Existing(id, 1), &typed, files)
        .await
        .expect_err("refused");
    assert_eq!(problem.status, 409);
    assert_eq!(problem.at("bestand"), Some("Kies opnieuw: bewijs.pdf"));
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    assert_eq!((detail.version, detail.earlier.len()), (2, 1));
    assert_eq!(detail.activity.title, "Leesclub klas 3");
    assert!(detail.evidence.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_save_at_the_same_moment_one_is_told() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = add(&register, &teacher, &form("Leesclub", "6")).await;
    let target = Target::Existing(id, 1);
    let (one, other) = (form("Een", "6"), form("Ander", "6"));
    let (one, other) = tokio::join!(
        save(&register, &teacher, target, &one, Vec::new()),
        save(&register, &teacher, target, &other, Vec::new()),
    );
    let statuses: Vec<u16> = [one, other]
        .into_iter()
        .filter_map(|answer| Some(answer.err()?.status))
        .collect();
    assert_eq!(statuses, [409]);
    assert_eq!(register.count("activity_version").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_two_become_one_as_was_chosen_and_both_stay_readable() {
    let register = Register::new().await;
    let (teacher, id) = changed_elsewhere(&register).await;
    let chosen = ActivityForm {
        take: [(Part::Title.code().to_owned(), Take::Saved.code().to_owned())].into(),
        ..form("Leesclub", "8")
    };
    save(
        &register,
        &teacher,
        Target::Existing(id, 2),
        &chosen,
        Vec::new(),
    )
    .await
    .expect("saved");
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    assert_eq!(detail.activity.title, "Leesclub klas 3");
    assert_eq!(detail.activity.hours, Quarters::hours(8));
    let titles: Vec<&str> = detail
        .earlier
        .iter()
        .map(|earlier| earlier.activity.title.as_str())
        .collect();
    assert_eq!(titles, ["Leesclub klas 3", "Leesclub"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_once_more_what_was_saved_is_no_conflict() {
    let register = Register::new().await;
    let (teacher, id) = changed_elsewhere(&register).await;
    let same = form("Leesclub klas 3", "6");
    save(
        &register,
        &teacher,
        Target::Existing(id, 1),
        &same,
        Vec::new(),
    )
    .await
    .expect("the answer was lost, not what was sent");
    save(&register, &teacher, Target::New(id), &same, Vec::new())
        .await
        .expect("the same");
    let problem = save(
        &register,
        &teacher,
        Target::New(id),
        &form("Anders", "6"),
        Vec::new(),
    )
    .await
    .expect_err("another one under the same number");
    assert_eq!(problem.status, 409);
    assert_eq!(register.count("activity_version").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_removed_elsewhere_is_put_back_only_by_who_saw_that() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = add(&register, &teacher, &form("Leesclub", "6")).await;
    later(&register);
    register
        .desk
        .remove_activity(&teacher, id)
        .await
        .expect("removed");
    let typed = form("Leesclub", "8");
    let problem = save(
        &register,
        &teacher,
        Target::Existing(id, 1),
        &typed,
        Vec::new(),
    )
    .await
    .expect_err("refused");
    assert_eq!(problem.status, 409);
    assert!(problem.title.contains("verwijderd"), "{}", problem.title);
    save(
        &register,
        &teacher,
        Target::Existing(id, 2),
        &typed,
        Vec::new(),
    )
    .await
    .expect("put back");
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    assert!(!detail.removed);
    assert_eq!(detail.activity.hours, Quarters::hours(8));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_version_is_put_back_as_a_new_one() {
    let register = Register::new().await;
    let (teacher, id) = changed_elsewhere(&register).await;
    let other = register.teacher(SOMEBODY_ELSE).await;
    let refused = register.desk.restore_version(&other, id, 1).await;
    assert_eq!(refused.expect_err("not theirs").status, 404);
    let refused = register.desk.restore_version(&teacher, id, 7).await;
    assert_eq!(refused.expect_err("no such version").status, 404);
    later(&register);
    register
        .desk
        .restore_version(&teacher, id, 1)
        .await
        .expect("put back");
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    assert_eq!(
        (detail.version, detail.activity.title.as_str()),
        (3, "Leesclub")
    );
    assert_eq!(register.audited("activity_changed").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_both_versions_stand_beside_each_other_and_nothing_typed_is_lost() {
    let register = Register::new().await;
    let (_, id) = changed_elsewhere(&register).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let id = id.to_string();
    let page = format!("/mijn/portfolio/activiteit/{id}/wijzigen");
    let (_, html) = visitor.get(&page).await;
    assert!(html.contains("name=\"versie\" value=\"2\""), "{html}");
    let typed = |version: &'static str| {
        vec![
            ("id", id.as_str()),
            ("versie", version),
            ("title", "Leesclub"),
            ("from_day", "12"),
            ("from_month", "10"),
            ("from_year", "2026"),
            ("hours", "8"),
            ("reflection", "Eerste regel.\nTweede regel."),
        ]
    };
    let none = file("", b"");
    let goal = visitor
        .post_file(&page, super::SAVE, &typed("1"), &none)
        .await;
    assert!(goal.contains("?formulier="), "{goal}");
    let (status, html) = visitor.get(&goal).await;
    assert_eq!(status, StatusCode::OK);
    for shown in [
        "Welke versie wil je bewaren?",
        "Je hebt deze activiteit intussen ergens anders gewijzigd",
        "Leesclub klas 3",
        "8 uur",
        "Tweede regel.",
        "take[title]",
        "take[hours]",
    ] {
        assert!(html.contains(shown), "{shown} is not shown");
    }
    let mut choice = typed("2");
    choice.extend([("take[title]", "opgeslagen"), ("take[hours]", "getypt")]);
    later(&register);
    let goal = visitor.post_file(&goal, super::SAVE, &choice, &none).await;
    assert_eq!(
        goal,
        format!("/mijn/portfolio/activiteit/{id}?melding=opgeslagen")
    );
    let (_, html) = visitor.get(&goal).await;
    for shown in [
        "Leesclub klas 3",
        "8 uur",
        "Eerdere versies",
        "Versie 2",
        "Zet deze versie terug",
    ] {
        assert!(html.contains(shown), "{shown} is not shown");
    }
}
