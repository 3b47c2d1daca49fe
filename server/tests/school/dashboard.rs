//! The figures of a board.

use super::tasks::{dashboard, put};
use super::{BOARD, OTHER_BOARD, VESTIBULE, codes, deliver, row, test_bsns};
use crate::support::{Deliverer, Register, Visitor, appointment, csv, logged_in_now};
use app::school::dashboard::Figures;
use app::school::{
    dashboard::Place,
    desk::SchoolDesk,
    tasks::Matter,
    teachers::{Status, TeacherFilter},
};
use app::teacher::{CorrectionForm, desk::TeacherDesk, entry::desk::EntryDesk};
use serde_json::{Value, json};
use shared::identifier::Brin;
use shared::identifier::LocationCode;

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_and_the_list_show_the_own_board_only() {
    let register = Register::new().await;
    let expiring = [
        ("grondslag", "VO-33.3V"),
        ("benoemingvolgnummer", "2026-000402"),
        ("burgerservicenummer", "999990032"),
        ("ingangsdatumGrond", "2026-01-15"),
        ("einddatum", "2027-01-14"),
        ("onderwijsterreinen", "ENGELS"),
        ("vestigingscode", "99QA01"),
        ("verklaringInspanning", "ja"),
    ];
    let detail = deliver(
        &register,
        BOARD,
        csv(&[row(&[]), row(&VESTIBULE), row(&expiring)]),
    )
    .await;
    assert_eq!(codes(&detail), []);
    let contact = register.contact(BOARD);
    let board = register
        .desk
        .dashboard(&contact, None)
        .await
        .expect("dashboard");
    assert_eq!(
        (
            board.teachers,
            board.appointments,
            board.confirmed,
            board.expiring
        ),
        (2, 3, 0, 1)
    );
    assert_eq!(board.grounds.len(), 3);
    assert_eq!(board.grounds[0].shelf, "register");
    assert!(
        board
            .tasks
            .iter()
            .any(|task| matches!(task.matter, Matter::Term { .. }))
    );
    let location = LocationCode::parse("99QA01").expect("code");
    let one = register
        .desk
        .dashboard(&contact, Some(Place::Location(location.clone())))
        .await
        .expect("dashboard");
    assert_eq!(one.appointments, 1);

    let other = register.contact(OTHER_BOARD);
    let theirs = register
        .desk
        .dashboard(&other, None)
        .await
        .expect("dashboard");
    assert_eq!((theirs.teachers, theirs.deliveries.len()), (0, 0));
    let refused = register
        .desk
        .dashboard(&other, Some(Place::Location(location)))
        .await
        .expect_err("not theirs");
    assert_eq!(refused.status, 404);

    let viewed = register.audited("teacher_viewed").await;
    let filter = |status: &str, subject: &str| TeacherFilter {
        status: status.to_owned(),
        subject: subject.to_owned(),
        ..TeacherFilter::default()
    };
    let list = |filter| register.desk.teachers(&contact, filter);
    let all = list(filter("", "")).await.expect("page");
    assert_eq!((all.appointments, all.teachers, all.pages), (3, 2, 1));
    let soon = list(filter("verloopt", "")).await.expect("page");
    assert_eq!(soon.rows.len(), 1);
    assert_eq!(soon.rows[0].status, Status::Expiring);
    assert_eq!(
        list(filter("bevestigd", ""))
            .await
            .expect("page")
            .appointments,
        0
    );
    assert_eq!(
        list(filter("", "NEDERLANDS"))
            .await
            .expect("page")
            .appointments,
        1
    );
    assert_eq!(register.audited("teacher_viewed").await, viewed + 4);
    let none = register
        .desk
        .teachers(&other, filter("", ""))
        .await
        .expect("page");
    assert_eq!(none.appointments, 0);
}

/// Records a claim for every appointment whose number begins with `prefix`.
async fn claim(register: &Register, prefix: &str, subject: &str, outcome: &str) {
    sqlx::query(
        "with claim as (
             insert into subject_claim (id, person_id, appointment_id)
             select gen_random_uuid(), person_id, id from appointment where number like $1 || '%'
             returning id
         ),
         version as (
             insert into subject_claim_version
                 (claim_id, recorded, status, subject, school_types, years, since)
             select id, tstzrange('2026-11-23', null), 'recorded', $2, '{havo}', '{lower}', '2026-11-01'
             from claim
         )
         insert into claim_check
             (claim_id, checked_at, outcome, explanation, table_version, inputs_hash)
         select id, '2026-11-23', $3, '{}', '1', '' from claim",
    )
    .bind(prefix.to_owned())
    .bind(subject.to_owned())
    .bind(outcome.to_owned())
    .execute(register.pool())
    .await
    .expect("claim");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_share_of_qualified_teachers_is_shown_for_groups_of_five_and_more() {
    let register = Register::new().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let rows: Vec<_> = test_bsns()
        .zip([
            "a1", "a2", "a3", "a4", "a5", "a6", "b1", "b2", "b3", "b4", "b5", "c1", "c2",
        ])
        .map(|(bsn, number)| {
            row(&[
                ("benoemingvolgnummer", number),
                ("burgerservicenummer", &bsn),
            ])
        })
        .collect();
    deliver(&register, BOARD, csv(&rows)).await;
    claim(&register, "a", "WISKUNDE", "BEVESTIGD").await;
    claim(&register, "b", "WISKUNDE", "NIET_GEVONDEN").await;
    claim(&register, "c", "DUITS", "BEVESTIGD").await;
    let contact = register.contact(BOARD);
    let dashboard = register
        .desk
        .dashboard(&contact, None)
        .await
        .expect("dashboard");
    assert_eq!(dashboard.subjects.len(), 1);
    let shown = &dashboard.subjects[0];
    assert_eq!((shown.qualified, shown.vestibule, shown.open), (6, 0, 5));
    assert_eq!(dashboard.hidden_subjects, 1);
    assert_eq!(
        dashboard.qualified.map(|share| (share.part, share.whole)),
        Some((6, 11))
    );
    let (_, html) = visitor.get("/school").await;
    assert!(html.contains("55%") && html.contains("6 van 11"));
    assert!(html.contains("1 vak staat hier niet"));
}

/// An appointment of somebody else at this place.
fn at(number: &str, bsn: &str, brin: &str, location: Option<&str>) -> Value {
    let mut message = appointment(number, 1);
    message["persoon"]["burgerservicenummer"] = bsn.into();
    message["school"] = json!({ "instellingscode": brin, "vestigingscode": location });
    message
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_tells_of_each_school_and_location_and_of_what_has_none() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    for message in [
        at("a", "999990019", "99QA", Some("99QA00")),
        at("b", "999990020", "99QA", Some("99QA01")),
        at("c", "999990032", "99QA", None),
        at("d", "999990019", "99QA", None),
    ] {
        put(&register, &program, &message).await;
    }
    let counts = |figures: &Figures| (figures.teachers, figures.appointments);
    let board = dashboard(&register, None).await;
    let schools: Vec<_> = board
        .by_school
        .iter()
        .map(|school| {
            let locations: Vec<_> = school
                .locations
                .iter()
                .map(|(location, figures)| (location.code.to_string(), counts(figures)))
                .collect();
            let rest = school.without_location.as_ref().map(counts);
            (
                school.brin.to_string(),
                counts(&school.whole),
                locations,
                rest,
            )
        })
        .collect();
    let location = |code: &str, counts| (code.to_owned(), counts);
    assert_eq!(
        schools,
        [
            (
                "99QB".to_owned(),
                (0, 0),
                vec![location("99QB00", (0, 0))],
                None
            ),
            (
                "99QA".to_owned(),
                (3, 4),
                vec![location("99QA01", (1, 1)), location("99QA00", (1, 1))],
                Some((2, 2))
            ),
        ],
        "also where nobody works yet, and a teacher of a school counts once"
    );
    let school = Place::School(Brin::parse("99QA").expect("brin"));
    let one = dashboard(&register, Some(school)).await;
    assert_eq!((one.appointments, one.by_school.len()), (4, 1));
    assert_eq!(one.title(), "SG De Wending");
    let location = dashboard(&register, Some(Place::parse("99QA01").expect("code"))).await;
    assert_eq!((location.appointments, location.by_school.len()), (1, 0));
    let other = register.contact(OTHER_BOARD);
    let theirs = Place::parse("99QA").expect("code");
    let theirs = register.desk.dashboard(&other, Some(theirs)).await;
    assert_eq!(theirs.expect_err("not theirs").status, 404);
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get("/school").await;
    assert!(html.contains("Zonder vestiging"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_the_register_does_not_wait_to_be_confirmed() {
    let register = Register::new().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let colleague = [
        ("benoemingvolgnummer", "2026-000403"),
        ("burgerservicenummer", "999990032"),
    ];
    let leaver = [
        ("benoemingvolgnummer", "2026-000404"),
        ("burgerservicenummer", "999990020"),
    ];
    deliver(&register, BOARD, csv(&[row(&colleague), row(&leaver)])).await;
    claim(&register, "2026-000404", "WISKUNDE", "BEVESTIGD").await;
    let teacher = register.teacher("999990020").await;
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    let board = dashboard(&register, None).await;
    assert_eq!(
        (
            board.teachers,
            board.appointments,
            board.left,
            board.confirmed
        ),
        (2, 1, 1, 0),
        "both work there; one of them is in the register"
    );
    let by_ground: i64 = board.grounds.iter().map(|ground| ground.count).sum();
    assert_eq!(by_ground, 1);
    assert_eq!(
        (board.subjects.len(), board.hidden_subjects),
        (0, 0),
        "what a teacher entered who left is for the teacher alone"
    );
    let (_, html) = visitor.get("/school").await;
    assert!(html.contains("1 benoeming, en 1 uitgeschreven"));
    assert!(html.contains("van de 1 benoemingen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_counts_what_to_look_at_and_what_waits_for_an_answer() {
    let register = Register::new().await;
    let seventy = [
        ("benoemingvolgnummer", "2026-000402"),
        ("burgerservicenummer", "999990032"),
        ("geboortedatum", "1950-01-01"),
    ];
    deliver(&register, BOARD, csv(&[row(&[]), row(&seventy)])).await;
    let figures = async |place: Option<Place>| {
        let contact = register.contact(BOARD);
        let board = register.desk.dashboard(&contact, place).await;
        let board = board.expect("dashboard");
        (board.notices, board.reports, board.reports_due)
    };
    assert_eq!(figures(None).await, (1, 0, None));
    let teacher = register.teacher("999990019").await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    let form = CorrectionForm {
        appointment: overview.appointments[0].id.to_string(),
        fact: "begin".to_owned(),
        message: "Ik begon een maand later.".to_owned(),
    };
    let asked = register.desk.request_correction(&teacher, &form).await;
    asked.expect("asked");
    let (notices, reports, due) = figures(None).await;
    assert_eq!((notices, reports), (1, 1));
    assert!(due.is_some());
    let elsewhere = Place::School(Brin::parse("99QB").expect("a school"));
    assert_eq!(figures(Some(elsewhere)).await, (0, 0, None));
    let html = Visitor::of(&register, BOARD).await.page("/school").await;
    for words in [
        "Benoemingen om na te kijken",
        "Verbeterverzoeken van leraren",
    ] {
        assert!(html.contains(words), "{words}");
    }
    register
        .system
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 31));
    assert_eq!(figures(None).await.0, 0, "that was long ago");
}
