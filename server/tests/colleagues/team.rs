//! What was done together, in the portfolio of each.

use super::{ANNA, add, as_teacher, by_link, guest, invite, key, two_colleagues};
use crate::support::{Visitor, status};
use app::teacher::{
    portfolio::{
        Filter,
        colleagues::{InviteForm, State, desk::ColleagueDesk},
        desk::{PortfolioDesk, Target},
    },
    reregistration::desk::ReregistrationDesk,
};
use shared::portfolio::{ActivityForm, Category, Quarters};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_placed_for_a_colleague_who_did_not_accept_it() {
    let (register, mila, anna) = two_colleagues().await;
    let id = add(&register, &mila, "Studiedag toetsen", Vec::new()).await;
    let desk = &register.desk;
    let found = desk.around(&mila, id, "anna").await.expect("around").found;
    let form = InviteForm {
        kind: "team".to_owned(),
        colleague: found[0].number.as_str().to_owned(),
        ..InviteForm::default()
    };
    let sent = invite(&register, &mila, id, form).await;
    let count = async || {
        desk.portfolio(&anna, &Filter::default())
            .await
            .expect("portfolio")
            .count
    };
    assert_eq!(count().await, 0);

    let visitor = Visitor::teacher(&register, ANNA).await;
    let page = visitor
        .page(&format!("/mijn/portfolio/collegas/{}", sent.id))
        .await;
    assert!(page.contains("Studiedag toetsen") && page.contains("M. Zandlicht"));
    assert!(!page.contains("betere vragen"), "what Mila learned is hers");

    let wrong = desk.join(&anna, &sent.id.to_string(), "nul").await;
    assert_eq!(wrong.expect_err("refused").errors[0].field, "hours");
    assert_eq!(count().await, 0);
    let own = desk
        .join(&anna, &sent.id.to_string(), "4,5")
        .await
        .expect("own");
    assert_ne!(own, id);
    let detail = desk.activity(&anna, own).await.expect("her own");
    assert_eq!(detail.activity.title, "Studiedag toetsen");
    assert_eq!(detail.activity.hours, Quarters(18));
    assert_eq!(detail.activity.reflection, None);
    let again = desk.join(&anna, &sent.id.to_string(), "4,5").await;
    assert_eq!(status(again), 409);
    assert_eq!(count().await, 1);
    assert_eq!(
        register
            .count("activity_origin where source = 'team'")
            .await,
        1
    );
    let theirs = desk.activity(&mila, id).await.expect("still there");
    assert_eq!(
        theirs.activity.hours,
        Quarters(24),
        "of Mila nothing changed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_hours_keep_their_subject_and_a_link_is_for_a_teacher_only() {
    let (register, mila, anna) = two_colleagues().await;
    let id = add(&register, &mila, "Studiedag", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("team")).await;
    let key = key(&sent);
    let link = sent.link.expect("a link");
    assert!(link.contains("/mijn/portfolio/collegas/"), "{link}");
    let desk = &register.desk;
    assert_eq!(status(desk.join(&mila, &key, "6").await), 409, "her own");
    // It is no request for feedback.
    let words = super::words();
    assert_eq!(status(desk.give_feedback(&guest(&key), &words).await), 404);
    let own = desk.join(&anna, &key, "6").await.expect("own");
    let detail = desk.activity(&anna, own).await.expect("own");
    let split = detail.activity.split;
    assert_eq!(split.get(Category::SubjectDidactics), Quarters(24));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_declines_has_nothing_in_the_portfolio() {
    let (register, mila, anna) = two_colleagues().await;
    let id = add(&register, &mila, "Studiedag", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("team")).await;
    let desk = &register.desk;
    let invitee = as_teacher(key(&sent), &anna);
    desk.decline(&invitee).await.expect("declined");
    assert_eq!(status(desk.join(&anna, &key(&sent), "6").await), 409);
    let around = desk.around(&mila, id, "").await.expect("around");
    assert_eq!(around.invitations[0].state, State::Declined);
    assert_eq!(
        desk.portfolio(&anna, &Filter::default())
            .await
            .expect("portfolio")
            .count,
        0
    );
}

/// R18 of the handbook: the rules know what was done with a team, of both, and look at the own reflection.
#[tokio::test(flavor = "multi_thread")]
async fn the_rules_know_what_was_done_with_a_team() {
    let (register, mila, anna) = two_colleagues().await;
    let alone = add(&register, &mila, "Cursus", Vec::new()).await;
    let id = add(&register, &mila, "Studiedag", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("team")).await;
    let desk = &register.desk;
    let labelled = async |teacher| {
        let inputs = desk.standing(teacher).await.expect("standing").inputs;
        let team = |labels: &Vec<String>| labels.iter().any(|one| one == "teamontwikkeling");
        let all = inputs.activities.iter();
        let with = all.filter(|counted| team(&counted.labels));
        with.map(|counted| counted.reflection_words)
            .collect::<Vec<_>>()
    };
    assert!(labelled(&mila).await.is_empty(), "nobody joined");
    let own = desk.join(&anna, &key(&sent), "6").await.expect("own");
    assert_eq!(labelled(&mila).await, [5]);
    assert_eq!(labelled(&anna).await, [0], "not without her own words");
    let form = ActivityForm {
        reflection: "Nu snap ik toetsen".to_owned(),
        ..super::activity("Studiedag")
    };
    super::save(&register, &anna, Target::Existing(own, 1), &form).await;
    assert_eq!(labelled(&anna).await, [4]);
    assert!(desk.activity(&mila, alone).await.is_ok());
}
