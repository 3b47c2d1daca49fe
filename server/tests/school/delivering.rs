//! What becomes of the records of a file.

use super::{BOARD, OTHER_BOARD, VESTIBULE, codes, deliver, row};
use crate::support::{Register, csv};
use app::school::{
    delivery::{Progress, Source},
    desk::SchoolDesk,
    tasks::Matter,
    teachers::TeacherFilter,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_good_file_is_taken_in_and_waits_for_the_teacher() {
    let register = Register::new().await;
    let second = [
        ("benoemingvolgnummer", "2015-000077"),
        ("burgerservicenummer", "999990020"),
    ];
    let detail = deliver(&register, BOARD, csv(&[row(&[]), row(&second)])).await;
    assert_eq!(detail.summary.progress(), Progress::Done);
    assert_eq!(
        (detail.summary.counts.new, detail.summary.counts.refused),
        (2, 0)
    );
    let entries: Vec<String> =
        sqlx::query_scalar("select status from entry where upper_inf(recorded)")
            .fetch_all(register.pool())
            .await
            .expect("entries");
    assert_eq!(entries, ["staged", "staged"]);
    assert_eq!(register.audited("appointment_recorded").await, 2);
    assert_eq!(register.audited("delivered").await, 1);
    let birth_dates: i64 =
        sqlx::query_scalar("select count(*) from person where birth_date = '1987-04-02'")
            .fetch_one(register.pool())
            .await
            .expect("count");
    assert_eq!(birth_dates, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_record_tells_all_that_is_wrong_and_the_others_count() {
    let register = Register::new().await;
    let rows = [
        row(&[]),
        row(&[
            ("benoemingvolgnummer", "2004-000018"),
            ("burgerservicenummer", "999990018"),
            ("begindatum", "2026-13-01"),
            ("functiecategorie", "3"),
        ]),
        row(&[
            ("benoemingvolgnummer", "2017-000110"),
            ("grondslag", "VO-99.9"),
        ]),
        row(&[
            ("benoemingvolgnummer", "2026-000390"),
            ("grondslag", "VO-33.3V"),
        ]),
    ];
    let detail = deliver(&register, BOARD, csv(&rows)).await;
    assert_eq!(
        (detail.summary.counts.new, detail.summary.counts.refused),
        (1, 3)
    );
    assert_eq!(detail.summary.progress(), Progress::Partly);
    let found = codes(&detail);
    assert_eq!(found.len(), 3);
    for code in ["LR-F006", "LR-F001", "LR-F027"] {
        assert!(found[0].1.contains(&code), "{code} in {found:?}");
    }
    assert_eq!(found[1], (4, vec!["LR-F014"]));
    for code in ["LR-F016", "LR-F019"] {
        assert!(found[2].1.contains(&code), "{code} in {found:?}");
    }
    let first = &detail.errors[0];
    assert_eq!(first.name.as_deref(), Some("M. Zandlicht"));
    assert_eq!(first.appointment.as_deref(), Some("2004-000018"));
    let bsn = first
        .findings
        .iter()
        .find(|f| f.code == "LR-F006")
        .expect("finding");
    assert_eq!(bsn.sent, "•••••• 018");
    assert!(!bsn.title.is_empty() && !bsn.fix.is_empty());
    assert_eq!(register.count("appointment").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_changes_nothing_and_says_so() {
    let register = Register::new().await;
    let rows = [row(&[]), row(&VESTIBULE)];
    let first = deliver(&register, BOARD, csv(&rows)).await;
    let before = (
        register.count("appointment_version").await,
        register.count("placement").await,
    );
    let again = deliver(&register, BOARD, csv(&rows)).await;
    assert_eq!(again.summary.counts.unchanged, 2);
    assert_eq!(
        again.repeats.map(|earlier| earlier.id),
        Some(first.summary.id)
    );
    let after = (
        register.count("appointment_version").await,
        register.count("placement").await,
    );
    assert_eq!(before, after);
    assert_eq!(register.count("person").await, 1);
    assert_eq!(register.audited("appointment_recorded").await, 2);
    assert!(again.notices.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_file_repairs_just_the_records_that_were_wrong() {
    let register = Register::new().await;
    let wrong = row(&[
        ("benoemingvolgnummer", "2017-000110"),
        ("grondslag", "VO-99.9"),
    ]);
    let right = row(&[("benoemingvolgnummer", "2017-000110")]);
    let still_wrong = row(&[
        ("benoemingvolgnummer", "2016-000090"),
        ("einddatum", "2026-11-31"),
    ]);
    let first = deliver(
        &register,
        BOARD,
        csv(&[row(&[]), wrong, still_wrong.clone()]),
    )
    .await;
    assert_eq!(first.summary.counts.open(), 2);
    let second = deliver(&register, BOARD, csv(&[row(&[]), right, still_wrong])).await;
    let counts = second.summary.counts;
    assert_eq!((counts.new, counts.unchanged, counts.refused), (1, 1, 1));
    let contact = register.contact(BOARD);
    let first = register
        .desk
        .delivery(&contact, first.summary.id)
        .await
        .expect("found");
    assert_eq!(
        (first.summary.counts.refused, first.summary.counts.repaired),
        (2, 1)
    );
    assert_eq!(codes(&first).len(), 1, "only what is still wrong");
    let tasks = register.tasks(&contact).await;
    let errors: Vec<_> = tasks
        .iter()
        .filter_map(|task| match &task.matter {
            Matter::Errors { source, count, .. } => Some((source.clone(), *count)),
            _ => None,
        })
        .collect();
    assert_eq!(
        errors,
        [(Source::Delivery(second.summary.id), 1)],
        "of two refusals of one appointment the last counts"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_version_is_ignored_and_a_newer_one_closes_what_was() {
    let register = Register::new().await;
    let version = |number: &str, category: &str| {
        csv(&[row(&[("versie", number), ("functiecategorie", category)])])
    };
    deliver(&register, BOARD, version("3", "9")).await;
    let older = deliver(&register, BOARD, version("2", "10")).await;
    assert_eq!(older.summary.counts.older, 1);
    assert_eq!(older.notices[0].findings[0].code, "LR-M051");
    let newer = deliver(&register, BOARD, version("4", "10")).await;
    assert_eq!(newer.summary.counts.changed, 1);
    let versions: Vec<(i32, i16, bool)> = sqlx::query_as(
        "select version, function_category, upper_inf(recorded)
         from appointment_version order by version",
    )
    .fetch_all(register.pool())
    .await
    .expect("versions");
    assert_eq!(versions, [(3, 9, false), (4, 10, true)]);
    assert_eq!(
        register.count("placement").await,
        1,
        "the same ground, the same place"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_said_nothing_new_is_remembered() {
    let register = Register::new().await;
    let version = |number: &str, category: &str| {
        csv(&[row(&[("versie", number), ("functiecategorie", category)])])
    };
    deliver(&register, BOARD, version("1", "9")).await;
    let same = deliver(&register, BOARD, version("5", "9")).await;
    assert_eq!(same.summary.counts.unchanged, 1);
    let late = deliver(&register, BOARD, version("4", "10")).await;
    assert_eq!(late.summary.counts.older, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_or_a_board_of_others_is_refused() {
    let register = Register::new().await;
    let rows = [
        row(&[
            ("benoemingvolgnummer", "1"),
            ("instellingscode", "99QC"),
            ("vestigingscode", "99QC00"),
        ]),
        row(&[("benoemingvolgnummer", "2"), ("bevoegdGezag", OTHER_BOARD)]),
    ];
    let detail = deliver(&register, BOARD, csv(&rows)).await;
    let found = codes(&detail);
    assert!(found[0].1.contains(&"LR-F010"), "{found:?}");
    assert!(found[1].1.contains(&"LR-F003"), "{found:?}");
    assert_eq!(register.count("appointment").await, 0);
    assert_eq!(
        register.count("person").await,
        0,
        "nobody is added for a refused record"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_an_appointment_stays_with_one_teacher() {
    let register = Register::new().await;
    deliver(&register, BOARD, csv(&[row(&[])])).await;
    let other = row(&[("versie", "2"), ("burgerservicenummer", "999990020")]);
    let detail = deliver(&register, BOARD, csv(&[other])).await;
    assert_eq!(codes(&detail), [(2, vec!["LR-F006"])]);
    let next = row(&[("versie", "3"), ("functiecategorie", "10")]);
    let next = deliver(&register, BOARD, csv(&[next])).await;
    assert_eq!(next.summary.counts.changed, 1);
    let contact = register.contact(BOARD);
    let detail = register.desk.delivery(&contact, detail.summary.id).await;
    assert_eq!(
        detail.expect("found").summary.progress(),
        Progress::Refused,
        "the message of the one teacher does not put right that of the other"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_teacher_stands_in_the_register_and_in_the_vestibule() {
    let register = Register::new().await;
    let detail = deliver(&register, BOARD, csv(&[row(&[]), row(&VESTIBULE)])).await;
    assert_eq!(codes(&detail), []);
    let placements: Vec<(String, Option<String>)> = sqlx::query_as(
        "select p.target, p.maximum_date::text
         from placement p
         join appointment a on a.id = p.appointment_id
         order by a.number",
    )
    .fetch_all(register.pool())
    .await
    .expect("placements");
    assert_eq!(
        placements,
        [
            ("register".to_owned(), None),
            ("vestibule".to_owned(), Some("2028-10-31".to_owned())),
        ]
    );
    assert_eq!(register.count("person").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lives_abroad_is_named_by_the_school() {
    let register = Register::new().await;
    let abroad = row(&[
        ("nietIngezetene", "ja"),
        ("voornamen", "Anne Sofie"),
        ("achternaam", "Müller"),
        ("geslacht", "V"),
        ("adres", "Deichstraße 4"),
        ("woonplaats", "Leer"),
    ]);
    let detail = deliver(&register, BOARD, csv(&[abroad])).await;
    assert_eq!(codes(&detail), []);
    let page = register
        .desk
        .teachers(
            &register.contact(BOARD),
            TeacherFilter {
                name: "muller".to_owned(),
                ..TeacherFilter::default()
            },
        )
        .await
        .expect("page");
    assert_eq!(page.rows[0].name.as_deref(), Some("A.S. Müller"));
}
