//! Adding, changing, removing and finding activities.

use super::{MILA, PDF, PROGRAM, SOMEBODY_ELSE, add, fields, form, fresh, save, titles};
use crate::support::{Register, Visitor, file};
use app::teacher::{
    portfolio::{
        Filter,
        desk::{PortfolioDesk, Target},
    },
    reregistration::desk::ReregistrationDesk,
};
use jiff::SignedDuration;
use shared::{
    identifier::EvidenceId,
    portfolio::{ActivityForm, Category, Quarters},
};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_is_added_changed_removed_and_put_back_and_every_version_stays() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = add(&register, &teacher, &form("Leesclub", "6")).await;
    let better = ActivityForm {
        category: "pedagogisch".to_owned(),
        ..form("Leesclub klas 3", "7,5")
    };
    save(
        &register,
        &teacher,
        Target::Existing(id, 1),
        &better,
        Vec::new(),
    )
    .await
    .expect("changed");
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    assert_eq!(detail.activity.title, "Leesclub klas 3");
    assert_eq!(detail.activity.split.get(Category::Pedagogy), Quarters(30));

    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove_activity(&teacher, id)
        .await
        .expect("removed");
    register
        .desk
        .remove_activity(&teacher, id)
        .await
        .expect("removed already");
    let portfolio = register
        .desk
        .portfolio(&teacher, &Filter::default())
        .await
        .expect("portfolio");
    assert_eq!(
        (
            portfolio.count,
            portfolio.found.len(),
            portfolio.removed.len()
        ),
        (0, 0, 1)
    );
    assert_eq!(portfolio.progress.entered, Quarters::ZERO);
    assert!(
        register
            .desk
            .activity_input(&teacher, Some(id))
            .await
            .is_err(),
        "nothing to change"
    );

    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .restore_activity(&teacher, id)
        .await
        .expect("put back");
    assert_eq!(titles(&register, &teacher, "").await, ["Leesclub klas 3"]);

    let versions: Vec<(String, bool)> =
        sqlx::query_as("select title, removed from activity_version order by lower(recorded)")
            .fetch_all(register.pool())
            .await
            .expect("versions");
    let versions: Vec<(&str, bool)> = versions.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    let last = "Leesclub klas 3";
    assert_eq!(
        versions,
        [
            ("Leesclub", false),
            (last, false),
            (last, true),
            (last, false)
        ]
    );
    let changes: Vec<String> = sqlx::query_scalar(
        "select details ->> 'change' from audit_event
         where event_type = 'activity_changed' order by id",
    )
    .fetch_all(register.pool())
    .await
    .expect("audit");
    assert_eq!(changes, ["added", "changed", "removed", "restored"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_the_same_twice_changes_nothing() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let target = Target::New(fresh());
    for _ in 0..2 {
        let files = vec![file("certificaat.pdf", PDF)];
        save(&register, &teacher, target, &form("Cursus", "6"), files)
            .await
            .expect("saved");
    }
    assert_eq!(register.count("activity_version").await, 1);
    assert_eq!(register.count("evidence").await, 1);
    assert_eq!(register.audited("activity_changed").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_send_the_same_at_the_same_moment_add_one_activity() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let target = Target::New(fresh());
    let form = form("Cursus", "6");
    let send = || {
        register
            .desk
            .save_activity(&teacher, target, &form, vec![file("a.pdf", PDF)])
    };
    let (one, other) = tokio::join!(send(), send());
    assert_eq!(one.expect("saved"), other.expect("saved"));
    assert_eq!(register.count("activity_version").await, 1);
    assert_eq!(register.count("evidence").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_told_at_once_and_nothing_is_saved() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let files = vec![file("certificaat.pdf", PROGRAM)];
    let problem = save(
        &register,
        &teacher,
        Target::New(fresh()),
        &form("", "zes"),
        files,
    )
    .await
    .expect_err("refused");
    assert_eq!(problem.status, 422);
    assert_eq!(fields(problem), ["title", "hours", "bestand"]);
    assert_eq!(register.count("activity").await, 0);
    assert_eq!(register.count("evidence").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_somebody_else_is_not_there() {
    let register = Register::new().await;
    let owner = register.teacher(MILA).await;
    let other = register.teacher(SOMEBODY_ELSE).await;
    let files = vec![file("a.pdf", PDF)];
    let id = save(
        &register,
        &owner,
        Target::New(fresh()),
        &form("Cursus", "6"),
        files,
    )
    .await
    .expect("saved");
    let evidence = register
        .desk
        .activity(&owner, id)
        .await
        .expect("detail")
        .evidence[0]
        .id;
    let theirs = form("Gekaapt", "1");
    let desk = &register.desk;
    let refused = [
        desk.activity(&other, id).await.map(|_| ()),
        desk.activity_input(&other, Some(id)).await.map(|_| ()),
        save(
            &register,
            &other,
            Target::Existing(id, 1),
            &theirs,
            Vec::new(),
        )
        .await
        .map(|_| ()),
        save(&register, &other, Target::New(id), &theirs, Vec::new())
            .await
            .map(|_| ()),
        desk.remove_activity(&other, id).await,
        desk.restore_activity(&other, id).await,
        desk.remove_evidence(&other, evidence).await.map(|_| ()),
        desk.remove_evidence(&owner, EvidenceId(Uuid::now_v7()))
            .await
            .map(|_| ()),
    ];
    for answer in refused {
        assert_eq!(answer.expect_err("not found").status, 404);
    }
    assert!(titles(&register, &other, "").await.is_empty());
    assert_eq!(titles(&register, &owner, "").await, ["Cursus"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_title_provider_and_reflection_whatever_their_accents() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let provider = ActivityForm {
        provider: "Hogeschool Merenwijk".to_owned(),
        ..form("Cursus", "6")
    };
    let reflection = ActivityForm {
        reflection: "Veel over poëzie".to_owned(),
        ..form("Studiedag", "4")
    };
    for form in [provider, reflection, form("100% goed", "1")] {
        add(&register, &teacher, &form).await;
    }
    assert_eq!(titles(&register, &teacher, "merenwijk").await, ["Cursus"]);
    assert_eq!(titles(&register, &teacher, " POEZIE ").await, ["Studiedag"]);
    assert_eq!(
        titles(&register, &teacher, "%").await,
        ["100% goed"],
        "no wildcard"
    );
    assert!(titles(&register, &teacher, "zwemmen").await.is_empty());
    assert_eq!(titles(&register, &teacher, "").await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_contact_hours_study_points_and_a_diploma_are_kept_shown_and_counted() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let full = ActivityForm {
        kind: "opleiding".to_owned(),
        labels: vec!["pdg".to_owned(), "inductie".to_owned()],
        contact_hours: "40".to_owned(),
        credits: "5".to_owned(),
        diploma: "ja".to_owned(),
        ..form("Module Begeleiden", "140")
    };
    let id = add(&register, &teacher, &full).await;
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    let activity = detail.activity;
    assert_eq!(activity.labels, ["inductie", "pdg"]);
    assert_eq!(activity.contact_hours, Some(Quarters::hours(40)));
    assert_eq!((activity.credits, activity.diploma), (5, true));
    let inputs = register.desk.standing(&teacher).await.expect("it").inputs;
    let counted = &inputs.activities[0];
    assert_eq!(counted.labels, ["inductie", "pdg"]);
    assert_eq!((counted.credits, counted.diploma), (5, true));
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor
        .page(&format!("/mijn/portfolio/activiteit/{id}"))
        .await;
    for told in [
        "Begeleiding als startende leraar, Pedagogisch-didactisch getuigschrift",
        "5 studiepunten en diploma",
        "Contacturen",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let page = visitor
        .page(&format!("/mijn/portfolio/activiteit/{id}/wijzigen"))
        .await;
    for kept in ["value=\"inductie\" checked", "value=\"5\"", "value=\"40\""] {
        assert!(page.contains(kept), "{kept}");
    }
}
