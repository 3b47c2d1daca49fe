//! Out of the register: on request, by the board, at the pension age, by death; and forgotten.

use super::{BOARD, MILA, OLDER, Place, of_older, other_subject, status_of};
use crate::support::{Deliverer, appointment, logged_in_now, removal};
use app::{
    school::{
        desk::SchoolDesk,
        teachers::{Status, TeacherFilter},
    },
    teacher::{
        CorrectionForm,
        desk::TeacherDesk,
        entry::{PensionChoice, desk::EntryDesk},
        portfolio::desk::{PortfolioDesk, Target},
    },
};
use jiff::civil::date;
use serde_json::json;
use server::people;
use shared::{entry::Cause, identifier::ActivityId, portfolio::ActivityForm};

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_it_is_removed_reads_what_is_kept_and_comes_back_by_an_own_act_only() {
    let place = Place::new().await;
    place.deliver(&[appointment("2026-1", 1)]).await;
    place.confirm_all(MILA).await;
    assert_eq!(place.found("zandlicht").await, 1);
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;

    let unmeant = desk
        .remove(&logged_in_now(&teacher), false)
        .await
        .expect_err("not meant");
    assert!(unmeant.at("akkoord").is_some());
    desk.remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    place.minutes_pass(1);
    assert_eq!(place.found("zandlicht").await, 0, "nothing is public");
    let overview = place.overview(MILA).await;
    assert!(overview.appointments.is_empty());
    assert_eq!(overview.kept, 1);
    assert_eq!(
        status_of(desk.remove(&logged_in_now(&teacher), true).await),
        409,
        "once"
    );
    assert_eq!(place.titles(MILA).await, ["Je bent uitgeschreven"]);

    // The board sees that the teacher left, and a change that it delivers brings nobody back.
    let contact = place.register.contact(BOARD);
    let page = desk
        .teachers(&contact, TeacherFilter::default())
        .await
        .expect("a page");
    assert_eq!(page.rows[0].status, Status::Removed);
    let mut changed = appointment("2026-1", 2);
    changed["school"]["vestigingscode"] = json!("99QA00");
    place.deliver(&[changed]).await;
    assert_eq!(place.found("zandlicht").await, 0);
    assert!(place.overview(MILA).await.appointments.is_empty());

    let kept = desk.kept(&teacher).await.expect("what is kept");
    let [removed] = kept.removed.as_slice() else {
        panic!("one is kept: {kept:?}");
    };
    assert_eq!(removed.cause, Cause::Request);
    assert_eq!(removed.kept_until, date(2031, 11, 23));
    let (id, version) = (removed.appointment.id, removed.appointment.version);
    assert_eq!(version, 2, "with what the school delivered last");
    assert_eq!(status_of(desk.confirm(&teacher, id, version).await), 409);
    let stranger = place.register.teacher(OLDER).await;
    assert_eq!(
        status_of(desk.enter_again(&stranger, id, version).await),
        404
    );
    assert_eq!(
        status_of(desk.enter_again(&teacher, id, 1).await),
        409,
        "as it was not seen"
    );
    desk.enter_again(&teacher, id, version)
        .await
        .expect("entered again");
    place.minutes_pass(1);
    assert_eq!(place.found("zandlicht").await, 1);
    let [back] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    assert!(back.confirmed && !back.changed_since);
    assert_eq!(
        status_of(desk.enter_again(&teacher, id, version).await),
        409
    );
    assert_eq!(place.register.audited("entry_changed").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_board_took_back_is_kept_and_only_the_board_can_bring_it_back() {
    let place = Place::new().await;
    place.deliver(&[appointment("2026-1", 1)]).await;
    place.confirm_all(MILA).await;
    let program = Deliverer::with_mandate(&place.register).await;
    let gone = removal("2026-1", 2, None);
    let (status, answer) = program.json(&place.register, "DELETE", &gone).await;
    assert!(status.is_success(), "{answer}");
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;
    let kept = desk.kept(&teacher).await.expect("what is kept");
    assert_eq!(kept.removed[0].cause, Cause::Board);
    assert!(!kept.removed[0].can_return());
    let (id, version) = (
        kept.removed[0].appointment.id,
        kept.removed[0].appointment.version,
    );
    assert_eq!(
        status_of(desk.enter_again(&teacher, id, version).await),
        409
    );
    place.deliver(&[appointment("2026-1", 3)]).await;
    let [back] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    assert!(!back.confirmed, "it waits for the teacher again");
    assert_eq!(place.found("zandlicht").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_pension_age_a_teacher_is_asked_once_and_stays_or_leaves_on_the_day() {
    let place = Place::new().await;
    place
        .deliver(&[of_older("2026-1"), appointment("2026-2", 1)])
        .await;
    place.confirm_all(OLDER).await;
    let teacher = place.register.teacher(OLDER).await;
    let desk = &place.register.desk;
    assert_eq!(
        status_of(desk.choose_pension(&teacher, "blijven").await),
        404,
        "not asked yet"
    );
    place.days_pass(0).await;
    place.days_pass(1).await;
    assert_eq!(
        place.titles(OLDER).await,
        ["Wil je in het register blijven?"],
        "once"
    );
    assert!(place.titles(MILA).await.is_empty(), "nobody else is asked");
    assert_eq!(place.register.audited("pension_proposed").await, 1);
    let pension = place.overview(OLDER).await.pension.expect("the choice");
    assert_eq!((pension.on, pension.chosen), (date(2027, 3, 1), None));

    let nothing = desk
        .choose_pension(&teacher, "")
        .await
        .expect_err("no choice");
    assert!(nothing.at("keuze").is_some());
    desk.choose_pension(&teacher, "blijven")
        .await
        .expect("chosen");
    place.minutes_pass(1);
    desk.choose_pension(&teacher, "uitschrijven")
        .await
        .expect("chosen otherwise");
    let pension = place.overview(OLDER).await.pension.expect("the choice");
    assert_eq!(
        pension.chosen.map(|(choice, _)| choice),
        Some(PensionChoice::Leave)
    );
    // 28 February 2027 is the last day in the register.
    place.days_pass(96).await;
    assert_eq!(place.found("terpstra").await, 1, "the day has not come");
    place.days_pass(1).await;
    assert_eq!(place.found("terpstra").await, 0);
    let overview = place.overview(OLDER).await;
    assert!(overview.appointments.is_empty() && overview.pension.is_none());
    let kept = desk.kept(&teacher).await.expect("what is kept");
    assert_eq!(kept.removed[0].cause, Cause::PensionAge);

    // Who comes back stays, also the day after.
    let (id, version) = (
        kept.removed[0].appointment.id,
        kept.removed[0].appointment.version,
    );
    desk.enter_again(&teacher, id, version)
        .await
        .expect("entered again");
    place.days_pass(1).await;
    assert_eq!(place.found("terpstra").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stays_or_does_not_answer_at_the_pension_age_is_not_removed() {
    let place = Place::new().await;
    place.deliver(&[of_older("2026-1")]).await;
    place.confirm_all(OLDER).await;
    place.days_pass(0).await;
    place.days_pass(200).await;
    assert_eq!(
        place.found("terpstra").await,
        1,
        "a proposal removes nobody"
    );
    let teacher = place.register.teacher(OLDER).await;
    let desk = &place.register.desk;
    desk.choose_pension(&teacher, "blijven")
        .await
        .expect("chosen");
    place.days_pass(1).await;
    assert_eq!(place.found("terpstra").await, 1);
    // The day has passed: who leaves now, leaves at once.
    desk.choose_pension(&teacher, "uitschrijven")
        .await
        .expect("chosen");
    place.minutes_pass(1);
    assert_eq!(place.found("terpstra").await, 0);
    assert_eq!(
        status_of(desk.choose_pension(&teacher, "blijven").await),
        409
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_death_removes_everything_at_once_and_nothing_is_told_any_more() {
    let place = Place::new().await;
    place
        .deliver(&[appointment("2026-1", 1), other_subject("2026-2", 1)])
        .await;
    place.confirm_all(MILA).await;
    assert_eq!(place.found("zandlicht").await, 1);
    place.register.stand_ins.add_death(MILA, "2026-11-20");
    let person = place.register.person(MILA).await;
    people::look_up(&place.register.system, person)
        .await
        .expect("asked");
    place.minutes_pass(1);
    assert_eq!(place.found("zandlicht").await, 0);
    assert!(place.overview(MILA).await.appointments.is_empty());
    let told = place.messages(MILA).await.len();
    // An appointment that was under way comes in, and the term of the other comes near.
    place.deliver(&[appointment("2026-3", 1)]).await;
    for _ in 0..3 {
        place.days_pass(200).await;
    }
    assert!(place.overview(MILA).await.appointments.is_empty());
    assert_eq!(place.found("zandlicht").await, 0);
    assert_eq!(place.messages(MILA).await.len(), told);
    let teacher = place.register.teacher(MILA).await;
    let kept = place
        .register
        .desk
        .kept(&teacher)
        .await
        .expect("what is kept");
    assert_eq!(kept.removed.len(), 3);
    assert!(
        kept.removed
            .iter()
            .all(|kept| kept.cause == Cause::Death && !kept.can_return())
    );

    // The BRP was wrong: what it took back waits for the teacher.
    place
        .register
        .stand_ins
        .add_person(MILA, "Mila", "", "Zandlicht", "1987-04-02");
    people::look_up(&place.register.system, person)
        .await
        .expect("asked");
    place.minutes_pass(1);
    let back = place.overview(MILA).await.appointments;
    assert!(back.len() == 3 && back.iter().all(|appointment| !appointment.confirmed));
    assert_eq!(place.found("zandlicht").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_goes_out_of_the_vestibule_and_comes_back_when_it_goes_on() {
    let place = Place::new().await;
    let until = |version, last_day: &str| {
        let mut message = other_subject("2026-1", version);
        message["benoeming"]["einddatum"] = json!(last_day);
        message
    };
    let mut qualified = appointment("2026-2", 1);
    qualified["benoeming"]["einddatum"] = json!("2026-11-30");
    let mut runs_on = other_subject("2026-3", 1);
    runs_on["onderwijs"]["onderwijsterreinen"] = json!(["GESCHIEDENIS"]);
    place
        .deliver(&[until(1, "2026-11-30"), qualified, runs_on])
        .await;
    place.confirm_all(MILA).await;
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;
    let entered = async || {
        let overview = place.overview(MILA).await;
        let numbers = overview.appointments.into_iter().map(|a| a.number);
        let mut numbers: Vec<String> = numbers.collect();
        numbers.sort();
        numbers
    };
    place.days_pass(7).await;
    assert_eq!(entered().await.len(), 3, "on the last day");
    place.days_pass(1).await;
    assert_eq!(
        entered().await,
        ["2026-2", "2026-3"],
        "not of the register, and not what runs on"
    );
    let kept = desk.kept(&teacher).await.expect("what is kept");
    let [over] = kept.removed.as_slice() else {
        panic!("one is kept: {kept:?}");
    };
    assert_eq!(over.cause, Cause::Ended);
    assert_eq!(over.kept_until, date(2031, 12, 1), "its five years began");
    assert!(!over.can_return());
    let (id, version) = (over.appointment.id, over.appointment.version);
    assert_eq!(
        status_of(desk.enter_again(&teacher, id, version).await),
        409
    );
    let told = async || {
        let title = "Je benoeming in het registervoorportaal is afgelopen";
        let titles = place.titles(MILA).await;
        titles.iter().filter(|told| *told == title).count()
    };
    assert_eq!(told().await, 1);

    // Only that it goes on brings it back, to be confirmed again.
    let mut moved = until(2, "2026-11-30");
    moved["school"]["vestigingscode"] = json!("99QA00");
    place.deliver(&[moved]).await;
    place.days_pass(1).await;
    assert_eq!(entered().await.len(), 2);
    assert_eq!(told().await, 1);
    place.deliver(&[until(3, "2027-07-31")]).await;
    place.days_pass(1).await;
    assert_eq!(entered().await, ["2026-1", "2026-2", "2026-3"]);
    let overview = place.overview(MILA).await;
    let back = overview.appointments.iter().find(|a| a.id == id);
    assert!(!back.expect("back").confirmed);

    // Beyond what the law allows one stays until the board corrects it.
    place.days_pass(650).await;
    assert_eq!(entered().await, ["2026-2", "2026-3"]);
    assert_eq!(told().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_stays_as_long_as_the_teacher_waits_for_an_answer_about_it() {
    let place = Place::new().await;
    let mut over = other_subject("2026-1", 1);
    over["benoeming"]["einddatum"] = json!("2026-11-30");
    place.deliver(&[over]).await;
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;
    let id = place.overview(MILA).await.appointments[0].id;
    let report = CorrectionForm {
        appointment: id.to_string(),
        fact: "Begin of einde van de benoeming".to_owned(),
        message: "Ik blijf tot de zomer".to_owned(),
    };
    desk.request_correction(&teacher, &report)
        .await
        .expect("received");
    place.days_pass(8).await;
    assert_eq!(place.overview(MILA).await.appointments.len(), 1);
    sqlx::query("update correction_request set answered_at = created_at")
        .execute(place.register.pool())
        .await
        .expect("answered");
    place.days_pass(1).await;
    assert_eq!(place.overview(MILA).await.appointments.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_removed_is_forgotten_after_five_years_with_a_protocol() {
    let place = Place::new().await;
    place
        .deliver(&[appointment("2026-1", 1), of_older("2026-2")])
        .await;
    place.confirm_all(MILA).await;
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;
    let activity = ActivityForm {
        title: "Studiedag".to_owned(),
        from_day: "1".to_owned(),
        from_month: "10".to_owned(),
        from_year: "2026".to_owned(),
        hours: "6".to_owned(),
        ..ActivityForm::default()
    };
    let target = Target::New(ActivityId(uuid::Uuid::now_v7()));
    desk.save_activity(&teacher, target, &activity, Vec::new())
        .await
        .expect("saved");
    desk.remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    // 23 November 2031, five years later, is the last day.
    place.days_pass(5 * 365 + 1).await;
    let kept = desk.kept(&teacher).await.expect("what is kept");
    assert_eq!(kept.removed.len(), 1, "on the last day it can be read");
    assert_eq!(place.register.count("destruction").await, 0);
    place.days_pass(1).await;
    assert_eq!(
        place.register.count("appointment").await,
        1,
        "that of the other stays"
    );
    for table in ["activity", "activity_version", "subject_claim"] {
        assert_eq!(place.register.count(table).await, 0, "{table}");
    }
    assert_eq!(place.register.count("person").await, 1);
    assert_eq!(place.register.count("bsn_vault").await, 1);
    let protocol: Vec<(String, i64)> =
        sqlx::query_as("select kind, count from destruction order by kind")
            .fetch_all(place.register.pool())
            .await
            .expect("the protocol");
    let one = |kind: &str| (kind.to_owned(), 1);
    assert_eq!(
        protocol,
        [
            one("activiteit"),
            one("benoeming"),
            one("bericht"),
            one("persoon")
        ]
    );
    assert_eq!(place.register.audited("destroyed").await, 4);
    place.days_pass(1).await;
    assert_eq!(
        place.register.count("destruction").await,
        4,
        "nothing is destroyed twice"
    );
}
