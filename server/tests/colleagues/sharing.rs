//! What the board sees of a portfolio: what the teacher shares, as long as the teacher does.

use super::{MILA, add, confirmed, two_colleagues};
use crate::support::{
    Register, Visitor, contact_of, deliver_file, deliver_file_of, file, limit, logged_in_now, pdf,
    status,
};
use app::{
    actor::{Colleague, FromActor, Reach, Teacher},
    school::{dashboard::Development, desk::SchoolDesk, portfolio::desk::SharedPortfolioDesk},
    teacher::{desk::TeacherDesk, entry::desk::EntryDesk, portfolio::sharing::desk::SharingDesk},
};
use jiff::SignedDuration;
use server::signals::go_round;
use shared::{
    identifier::{ActivityId, Bsn},
    portfolio::{Category, SharingForm},
    viewing::Viewing,
};

const MILAS: &str = "2014-000121";
const BOARD: &str = "41234";

fn one(activity: ActivityId) -> SharingForm {
    SharingForm {
        board: BOARD.to_owned(),
        what: "activiteit".to_owned(),
        activity: activity.to_string(),
        ..SharingForm::default()
    }
}

fn period(from_year: &str, to_year: &str) -> SharingForm {
    let text = str::to_owned;
    let (to_day, to_month) = if to_year.is_empty() {
        ("", "")
    } else {
        ("31", "12")
    };
    SharingForm {
        board: text(BOARD),
        what: text("periode"),
        from_day: text("1"),
        from_month: text("1"),
        from_year: text(from_year),
        to_day: text(to_day),
        to_month: text(to_month),
        to_year: text(to_year),
        ..SharingForm::default()
    }
}

/// The titles that the board sees.
async fn seen(register: &Register) -> Vec<String> {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let contact = register.contact(BOARD);
    let shared = register.desk.shared_portfolio(&contact, MILAS).await;
    let activities = shared.expect("an appointment of the board").activities;
    activities.into_iter().map(|one| one.title).collect()
}

async fn share(register: &Register, teacher: &Teacher, form: &SharingForm) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let shared = register.desk.share(&logged_in_now(teacher), form).await;
    shared.expect("shared");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_sees_nothing_until_the_teacher_shares_and_nothing_more_than_that() {
    let (register, mila, _) = two_colleagues().await;
    let files = vec![file("lesplan.pdf", pdf("lesplan"))];
    let club = add(&register, &mila, "Leesclub", files).await;
    add(&register, &mila, "Iets voor mezelf", Vec::new()).await;
    assert!(seen(&register).await.is_empty());
    share(&register, &mila, &one(club)).await;
    share(&register, &mila, &one(club)).await;
    assert_eq!(register.count("sharing").await, 1, "shared twice is once");
    for _ in 0..2 {
        share(&register, &mila, &period("2020", "2021")).await;
    }
    let days = "sharing where days is not null";
    assert_eq!(register.count(days).await, 1, "days too");
    assert_eq!(seen(&register).await, ["Leesclub"]);

    let visitor = Visitor::of(&register, BOARD).await;
    let page = visitor
        .page(&format!("/school/leraren/portfolio?benoeming={MILAS}"))
        .await;
    assert!(page.contains("Leesclub") && page.contains("6 uur"));
    for hidden in ["Iets voor mezelf", "betere vragen", "lesplan.pdf", MILA] {
        assert!(!page.contains(hidden), "{hidden} is shown");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_is_gone_at_once_and_the_log_tells_all_of_it() {
    let (register, mila, _) = two_colleagues().await;
    let club = add(&register, &mila, "Leesclub", Vec::new()).await;
    share(&register, &mila, &one(club)).await;
    assert_eq!(seen(&register).await, ["Leesclub"]);
    let desk = &register.desk;
    let shares = desk.sharing(&mila).await.expect("sharing").shares;
    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.withdraw_share(&mila, shares[0].id)
        .await
        .expect("back");
    assert!(seen(&register).await.is_empty());

    let sharing = desk.sharing(&mila).await.expect("sharing");
    assert!(sharing.shares.is_empty());
    let log: Vec<&str> = sharing.log.iter().map(|line| line.text.as_str()).collect();
    let board = "Stichting Onderwijs Zuiderveen";
    assert_eq!(
        log,
        [
            format!("{board} keek naar wat je deelt"),
            format!("je stopte met delen van ‘Leesclub’ met {board}"),
            format!("{board} keek naar wat je deelt"),
            format!("je deelde ‘Leesclub’ met {board}"),
        ]
    );
    let days = desk.views(&mila, 1).await.expect("views").days;
    let mut views = days.into_iter().flat_map(|day| day.views);
    assert!(views.any(|view| view.viewing == Some(Viewing::SharedPortfolio) && view.times == 2));
    assert_eq!(register.audited("sharing_changed").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shared_until_a_day_is_visible_up_to_and_with_that_day() {
    let (register, mila, _) = two_colleagues().await;
    let club = add(&register, &mila, "Leesclub", Vec::new()).await;
    let until = |day: &str| SharingForm {
        until_day: day.to_owned(),
        until_month: "11".to_owned(),
        until_year: "2026".to_owned(),
        ..one(club)
    };
    let desk = &register.desk;
    let passed = desk.share(&logged_in_now(&mila), &until("22")).await;
    assert!(passed.expect_err("passed").at("until").is_some());
    // What is shared anew until another day takes the place of what was.
    share(&register, &mila, &one(club)).await;
    for _ in 0..2 {
        share(&register, &mila, &until("24")).await;
    }
    let shares = desk.sharing(&mila).await.expect("sharing").shares;
    assert_eq!(shares.len(), 1);
    assert_eq!(
        shares[0].until.map(|day| day.to_string()).as_deref(),
        Some("2026-11-24")
    );
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor.page("/mijn/portfolio/delen").await;
    assert!(
        page.contains("Zuiderveen, tot en met 24 november 2026"),
        "{page}"
    );
    let clock = &register.system.clock;
    clock.advance(SignedDuration::from_hours(24));
    assert_eq!(seen(&register).await, ["Leesclub"], "on the last day");
    clock.advance(SignedDuration::from_hours(24));
    assert!(seen(&register).await.is_empty(), "and no longer");
    let sharing = desk.sharing(&mila).await.expect("sharing");
    assert!(sharing.shares.is_empty());
    let board = "Stichting Onderwijs Zuiderveen";
    let over = format!("de laatste dag is voorbij van het delen van ‘Leesclub’ met {board}");
    assert!(
        sharing.log.iter().any(|line| line.text == over),
        "{:?}",
        sharing.log
    );

    share(&register, &mila, &one(club)).await;
    assert_eq!(
        seen(&register).await,
        ["Leesclub"],
        "she shares it once more"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_shares_what_began_in_it_and_an_open_one_also_what_comes() {
    let (register, mila, _) = two_colleagues().await;
    add(&register, &mila, "Leesclub", Vec::new()).await;
    share(&register, &mila, &period("2025", "2025")).await;
    assert!(seen(&register).await.is_empty(), "it was in 2026");
    share(&register, &mila, &period("2026", "")).await;
    assert_eq!(seen(&register).await, ["Leesclub"]);
    add(&register, &mila, "Studiedag", Vec::new()).await;
    assert_eq!(seen(&register).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_own_board_and_who_reaches_the_school_sees_what_is_shared() {
    let (register, mila, anna) = two_colleagues().await;
    let club = add(&register, &mila, "Leesclub", Vec::new()).await;
    share(&register, &mila, &one(club)).await;
    let desk = &register.desk;
    let other = register.contact("41235");
    assert_eq!(status(desk.shared_portfolio(&other, MILAS).await), 404);
    let schools = vec!["99QB".to_owned()];
    limit(&register, "een-school", &schools).await;
    let actor = contact_of(BOARD, "een-school", Reach::Schools(schools));
    let limited = Colleague::from_actor(actor).expect("a colleague");
    assert_eq!(status(desk.shared_portfolio(&limited, MILAS).await), 404);

    let foreign = SharingForm {
        board: "41235".to_owned(),
        ..one(club)
    };
    assert_eq!(
        status(desk.share(&logged_in_now(&mila), &foreign).await),
        422
    );
    let hers = desk.share(&logged_in_now(&anna), &one(club)).await;
    assert_eq!(status(hers), 422, "not hers");
    let shares = desk.sharing(&mila).await.expect("sharing").shares;
    let theirs = desk.withdraw_share(&anna, shares[0].id).await;
    assert_eq!(status(theirs), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_no_longer_works_for_the_board_is_not_visible_and_does_not_become_so_again() {
    let (register, mila, _) = two_colleagues().await;
    let club = add(&register, &mila, "Leesclub", Vec::new()).await;
    share(&register, &mila, &one(club)).await;
    assert_eq!(seen(&register).await, ["Leesclub"]);
    let ended = [
        ("versie", "2"),
        ("einddatum", "2026-11-23"),
        ("arbeidsovereenkomstEinddatum", "2026-11-23"),
    ];
    deliver_file(&register, &[&ended]).await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(48));
    let contact = register.contact(BOARD);
    let gone = register.desk.shared_portfolio(&contact, MILAS).await;
    assert_eq!(status(gone), 404);
    assert!(
        register
            .desk
            .sharing(&mila)
            .await
            .expect("sharing")
            .shares
            .is_empty()
    );

    let log = register.desk.sharing(&mila).await.expect("sharing").log;
    let board = "Stichting Onderwijs Zuiderveen";
    assert_eq!(
        log[0].text,
        format!("je benoeming eindigde, en daarmee het delen van ‘Leesclub’ met {board}")
    );

    // A new appointment at the same board: consent is asked anew.
    let back = [
        ("benoemingvolgnummer", "2026-000900"),
        ("begindatum", "2026-11-24"),
    ];
    deliver_file_of(&register, BOARD, &[&back]).await;
    let again = register
        .desk
        .shared_portfolio(&contact, "2026-000900")
        .await;
    assert!(again.expect("an appointment").activities.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_the_register_is_not_visible_nor_on_coming_back() {
    let (register, mila, _) = two_colleagues().await;
    let club = add(&register, &mila, "Leesclub", Vec::new()).await;
    share(&register, &mila, &one(club)).await;
    let overview = register.desk.overview(&mila).await.expect("overview");
    let appointment = &overview.appointments[0];
    let desk = &register.desk;
    desk.remove(&logged_in_now(&mila), true)
        .await
        .expect("left");
    let contact = register.contact(BOARD);
    let gone = desk.shared_portfolio(&contact, MILAS).await;
    assert_eq!(status(gone), 404);

    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.enter_again(&mila, appointment.id, appointment.version)
        .await
        .expect("back");
    assert!(seen(&register).await.is_empty(), "consent is asked anew");
}

/// A board with so many teachers at work, of whom the first `active` did something in the school year
/// that is over; and what the board learns of them.
async fn learned(teachers: usize, active: usize) -> Development {
    let register = Register::new().await;
    let people: Vec<String> = (999_990_000_u32..)
        .map(|number| number.to_string())
        .filter(|number| Bsn::parse(number).is_ok())
        .take(teachers)
        .collect();
    let numbers: Vec<String> = (0..teachers).map(|n| format!("2014-{n:06}")).collect();
    let rows: Vec<_> = people
        .iter()
        .zip(&numbers)
        .map(|(bsn, number)| {
            [
                ("burgerservicenummer", bsn.as_str()),
                ("benoemingvolgnummer", number.as_str()),
            ]
        })
        .collect();
    let rows: Vec<&[_]> = rows.iter().map(<[_; 2]>::as_slice).collect();
    deliver_file(&register, &rows).await;
    for (at, bsn) in people.iter().enumerate() {
        let teacher = confirmed(&register, bsn).await;
        if at < active {
            add(&register, &teacher, "Leesclub", Vec::new()).await;
        }
    }
    // What they did in October 2026 is of a year that is over on 1 August 2027.
    let clock = &register.system.clock;
    clock.advance(SignedDuration::from_hours(24 * 300));
    go_round(&register.system).await.expect("a round");
    let contact = register.contact(BOARD);
    let board = register.desk.dashboard(&contact, None).await;
    board.expect("dashboard").development.expect("the whole")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_board_learns_nothing_of_portfolios_from_its_figures() {
    let learned = learned(12, 2).await;
    assert_eq!(learned.active, None);
    assert!(learned.categories.iter().all(|(_, count)| count.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_with_many_teachers_learns_in_tens_how_many_kept_up_their_profession() {
    let learned = learned(24, 13).await;
    assert_eq!(learned.first.to_string(), "2026-08-01");
    assert_eq!(learned.active, Some(10));
    for (category, count) in learned.categories {
        let did = category == Category::SubjectDidactics;
        assert_eq!(count, did.then_some(10), "{category:?}");
    }
}

/// Logging in once more before the board can see something (handbook, 7.4): nobody shares at a computer
/// that somebody else left, and nothing that was filled in is lost.
#[tokio::test(flavor = "multi_thread")]
async fn who_logged_in_a_while_ago_logs_in_again_before_sharing_and_goes_on_where_it_was() {
    let (register, mila, _) = two_colleagues().await;
    let club = add(&register, &mila, "Leesclub", Vec::new()).await;
    let (page, action) = ("/mijn/portfolio/delen", "/api/mijn/delen");
    let number = club.to_string();
    let fields = [
        ("board", BOARD),
        ("what", "activiteit"),
        ("activity", number.as_str()),
    ];
    let before = Visitor::teacher(&register, MILA).await;
    register.system.clock.advance(SignedDuration::from_mins(5));
    let goal = before.post(page, action, &fields).await;
    assert_eq!(register.count("sharing").await, 0);
    let back = goal
        .strip_prefix("/inloggen?melding=opnieuw&terug=")
        .expect("to the login");
    assert!(before.page(&goal).await.contains("Log nog een keer in"));

    let after = Visitor::teacher(&register, MILA).await;
    let back = back.replace("%2F", "/").replace("%3F", "?");
    let html = after.page(&back.replace("%3D", "=")).await;
    assert!(html.contains("Hiervoor moet je kort geleden zijn ingelogd"));
    assert!(
        html.contains(&format!("value=\"{number}\" selected")),
        "what was chosen is still chosen"
    );
    let goal = after.post(page, action, &fields).await;
    assert_eq!(goal, format!("{page}?melding=gedeeld"));
    assert_eq!(register.count("sharing").await, 1);
}
