//! The way out of the vestibule: the latest day, and the training plan.

use super::{BOARD, MILA, OLDER, Place, other_subject, status_of};
use crate::support::{Visitor, appointment};
use app::{
    school::{tasks::Matter, training::desk::TrainingDesk},
    teacher::{List, entry::desk::EntryDesk},
    training::TrainingPlanForm,
};
use jiff::civil::date;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_latest_day_counts_extensions_and_is_told_to_the_teacher_at_six_three_and_one_month() {
    let place = Place::new().await;
    let mut replacement = other_subject("2026-1", 1);
    replacement["benoeming"]["begindatum"] = json!("2024-07-01");
    replacement["arbeidsovereenkomst"]["begindatum"] = json!("2024-07-01");
    replacement["grondslag"] = json!({
        "code": "VO-33.3V", "ingangsdatumGrond": "2024-07-01", "verlenging": 1,
        "verklaringInspanning": true,
    });
    place.deliver(&[replacement]).await;
    let [one] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    let extended = "Je school kan deze grondslag nog 1 keer verlengen, met 2 jaar. Bij deze grondslag hoort een schriftelijke inspanningsverklaring.";
    assert_eq!(one.extension.as_deref(), Some(extended));
    let (_, page) = Visitor::teacher(&place.register, MILA)
        .await
        .get("/mijn/voorportaal")
        .await;
    assert!(page.contains(extended), "{page}");
    let maximum = one.maximum.expect("a latest day");
    // A year from 1 July 2024, and two years more.
    assert_eq!(maximum.date, date(2027, 6, 30));
    assert_eq!(maximum.steps.len(), 3);
    let warned = async || {
        let titles = place.titles(MILA).await;
        titles
            .iter()
            .filter(|title| title.starts_with("Je uiterste datum is binnen"))
            .count()
    };
    place.days_pass(0).await;
    assert_eq!(warned().await, 0, "too early");
    place.days_pass(40).await;
    assert_eq!(warned().await, 1);
    place.days_pass(1).await;
    assert_eq!(warned().await, 1, "once");
    place.days_pass(90).await;
    assert_eq!(warned().await, 2);
    place.days_pass(61).await;
    assert_eq!(warned().await, 3);
    place.days_pass(40).await;
    assert_eq!(warned().await, 3);
    // The board hears the same, as a signal.
    let signals: i64 = sqlx::query_scalar("select count(*) from signal where rule = 'LR-S103'")
        .fetch_one(place.register.pool())
        .await
        .expect("signals");
    assert_eq!(signals, 3);
}

fn plan(route: &str) -> TrainingPlanForm {
    TrainingPlanForm {
        agreed_day: "15".to_owned(),
        agreed_month: "8".to_owned(),
        agreed_year: "2026".to_owned(),
        route: route.to_owned(),
        ends_day: "31".to_owned(),
        ends_month: "7".to_owned(),
        ends_year: "2028".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_plan_is_entered_by_the_one_and_confirmed_by_the_other() {
    let place = Place::new().await;
    place
        .deliver(&[other_subject("2026-1", 1), appointment("2026-2", 1)])
        .await;
    let teacher = place.register.teacher(MILA).await;
    let contact = place.register.contact(BOARD);
    let desk = &place.register.desk;
    let overview = place.overview(MILA).await;
    let id = overview
        .on(List::Vestibule)
        .next()
        .expect("in the vestibule")
        .id;
    let qualified = overview
        .on(List::Register)
        .next()
        .expect("in the register")
        .id;

    // Only of the own appointment, and only in the vestibule.
    let form = plan("Tweedegraads Maatschappijleer");
    assert_eq!(
        status_of(desk.save_training_plan(&teacher, qualified, &form).await),
        404
    );
    let stranger = place.register.teacher(OLDER).await;
    assert_eq!(
        status_of(desk.save_training_plan(&stranger, id, &form).await),
        404
    );
    let other_board = place.register.contact("41235");
    assert_eq!(
        status_of(desk.save_plan(&other_board, "2026-1", &form).await),
        404
    );
    assert_eq!(
        status_of(desk.save_plan(&contact, "2026-2", &form).await),
        404
    );
    let empty = desk
        .save_training_plan(&teacher, id, &TrainingPlanForm::default())
        .await;
    let empty = empty.expect_err("nothing was filled in");
    assert!(
        ["agreed", "route", "ends"]
            .iter()
            .all(|field| empty.at(field).is_some())
    );

    // The teacher enters it: the school has a task, and confirms what it saw.
    desk.save_training_plan(&teacher, id, &form)
        .await
        .expect("saved");
    let asks = async || {
        let tasks = place.register.tasks(&contact).await;
        tasks
            .iter()
            .filter(|task| matches!(task.matter, Matter::Plan { .. }))
            .count()
    };
    assert_eq!(asks().await, 1);
    let seen = desk
        .plan(&contact, "2026-1")
        .await
        .expect("the plan")
        .plan
        .expect("a plan");
    assert_eq!(seen.plan.route, "Tweedegraads Maatschappijleer");
    let own = desk.confirm_training_plan(&teacher, id, &seen.seen()).await;
    assert_eq!(status_of(own), 409, "who entered it does not confirm it");
    place.minutes_pass(1);
    let changed = plan("Tweedegraads Maatschappijleer, deeltijd");
    desk.save_training_plan(&teacher, id, &changed)
        .await
        .expect("changed");
    let stale = desk.confirm_plan(&contact, "2026-1", &seen.seen()).await;
    assert_eq!(status_of(stale), 409, "it is another plan by now");
    let seen = desk
        .plan(&contact, "2026-1")
        .await
        .expect("the plan")
        .plan
        .expect("a plan");
    place.minutes_pass(1);
    desk.confirm_plan(&contact, "2026-1", &seen.seen())
        .await
        .expect("confirmed");
    assert_eq!(asks().await, 0);
    let plans = place.overview(MILA).await.plans;
    assert!(plans.len() == 1 && plans[0].confirmed_at.is_some());
    assert_eq!(
        place.titles(MILA).await,
        ["Je school heeft je scholingsplan bevestigd"]
    );

    // The school changes it: now the teacher confirms.
    place.minutes_pass(1);
    let by_school = plan("Eerstegraads Maatschappijleer");
    desk.save_plan(&contact, "2026-1", &by_school)
        .await
        .expect("saved");
    let plans = place.overview(MILA).await.plans;
    assert_eq!(plans[0].confirmed_at, None, "a change is confirmed again");
    place.minutes_pass(1);
    let done = desk
        .confirm_training_plan(&teacher, id, &plans[0].seen())
        .await;
    done.expect("confirmed");
    assert!(place.overview(MILA).await.plans[0].confirmed_at.is_some());
    assert_eq!(
        place.register.count("training_plan").await,
        3,
        "what was agreed before stays"
    );
    assert_eq!(place.register.audited("training_plan_entered").await, 3);
    assert_eq!(place.register.audited("training_plan_confirmed").await, 2);
}
