//! The term and the evaluation.

use super::{MILA, add, confirm, confirmed, days_pass, standing, term};
use crate::support::{Register, deliver_file, logged_in_now};
use app::teacher::{
    desk::TeacherDesk,
    entry::desk::EntryDesk,
    portfolio::{Filter, desk::PortfolioDesk},
    reregistration::Period,
};
use jiff::civil::date;
use shared::{
    criteria::{CriteriaSet, Term},
    portfolio::Quarters,
    sector::Sector,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_term_begins_as_the_first_appointment_in_the_register_is_confirmed() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let period = |way: app::teacher::reregistration::Reregistration| way.period;
    assert_eq!(
        period(standing(&register, &teacher).await),
        Period::NoAppointment
    );
    deliver_file(&register, &[&[]]).await;
    assert_eq!(
        period(standing(&register, &teacher).await),
        Period::ToConfirm
    );
    confirm(&register, &teacher).await;
    let first = term(&register, &teacher).await;
    assert_eq!(
        first.term,
        Term {
            first: date(2026, 11, 23),
            last: date(2030, 11, 22)
        }
    );
    // A second appointment changes nothing.
    days_pass(&register, 30);
    deliver_file(&register, &[&[("benoemingvolgnummer", "2026-2")]]).await;
    confirm(&register, &teacher).await;
    assert_eq!(term(&register, &teacher).await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_the_vestibule_only_has_no_term() {
    let register = Register::new().await;
    deliver_file(
        &register,
        &[&[
            ("begindatum", "2026-08-01"),
            ("arbeidsovereenkomstBegindatum", "2026-08-01"),
            ("grondslag", "VO-33.4"),
            ("ingangsdatumGrond", "2026-08-01"),
            ("verklaringInspanning", "ja"),
            ("onderwijsterreinen", "MAATSCHAPPIJLEER"),
        ]],
    )
    .await;
    let teacher = register.teacher(MILA).await;
    confirm(&register, &teacher).await;
    assert_eq!(
        standing(&register, &teacher).await.period,
        Period::Vestibule
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_before_confirming_has_nothing_to_confirm() {
    let (register, teacher) = Register::with_mila().await;
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    assert_eq!(
        standing(&register, &teacher).await.period,
        Period::NoAppointment
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_in_the_term_is_evaluated_by_the_set_of_its_start_and_can_be_made_again() {
    let (register, teacher) = confirmed().await;
    days_pass(&register, 100);
    add(
        &register,
        &teacher,
        ["22", "11", "2026"],
        "50",
        "vakinhoudelijk",
    )
    .await;
    add(
        &register,
        &teacher,
        ["1", "2", "2027"],
        "24",
        "vakinhoudelijk",
    )
    .await;
    add(&register, &teacher, ["2", "2", "2027"], "6", "school").await;
    let way = standing(&register, &teacher).await;
    assert_eq!(
        (way.inputs.sector, way.inputs.activities.len()),
        (Some(Sector::Vo), 3)
    );
    let entered = Some(register.system.clock.today());
    let mut activities = way.inputs.activities.iter();
    assert!(activities.all(|activity| activity.entered == entered));
    let set = CriteriaSet::example();
    assert_eq!(&way.inputs.set, set);
    assert!(
        way.reason.contains("gold toen je periode begon"),
        "{}",
        way.reason
    );

    let evaluation = way.inputs.evaluate();
    assert_eq!(
        evaluation.total,
        Quarters::hours(30),
        "not what was before the term"
    );
    assert_eq!(evaluation.set_hash, set.hash());
    let again = standing(&register, &teacher).await.inputs.evaluate();
    assert_eq!(again, evaluation);
    let codes: Vec<&str> = evaluation
        .rules
        .iter()
        .map(|rule| rule.code.as_str())
        .collect();
    assert_eq!(
        codes,
        ["R01", "R02", "R03", "R04"],
        "also that of secondary education"
    );

    // The other pages tell the same.
    let portfolio = register
        .desk
        .portfolio(&teacher, &Filter::default())
        .await
        .expect("portfolio");
    assert!(portfolio.begun);
    assert_eq!(portfolio.term, way.inputs.term);
    assert_eq!(portfolio.progress, way.inputs.progress());
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert_eq!(overview.hours, portfolio.progress);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_tells_what_it_does_for_each_rule() {
    let (register, teacher) = confirmed().await;
    days_pass(&register, 100);
    add(
        &register,
        &teacher,
        ["1", "2", "2027"],
        "30",
        "vakinhoudelijk",
    )
    .await;
    add(
        &register,
        &teacher,
        ["2", "2", "2027"],
        "12",
        "vakinhoudelijk",
    )
    .await;
    let portfolio = register
        .desk
        .portfolio(&teacher, &Filter::default())
        .await
        .expect("portfolio");
    let latest = portfolio.found.first().expect("an activity");
    let detail = register
        .desk
        .activity(&teacher, latest.id)
        .await
        .expect("found");
    let told: Vec<(&str, &str)> = detail
        .effect
        .iter()
        .map(|effect| (effect.name.as_str(), effect.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Alle uren", "Van 30 uur naar 42 uur."),
            ("Lesgeven", "Van 30 uur naar 42 uur."),
            (
                "Inhoud van je vak",
                "Van 30 uur naar 42 uur. Daarmee voldoe je."
            ),
        ]
    );
    let input = register
        .desk
        .activity_input(&teacher, Some(latest.id))
        .await
        .expect("the form");
    assert_eq!(input.inputs.effect(&latest.activity), detail.effect);
}
