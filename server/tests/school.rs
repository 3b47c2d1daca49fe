//! The desk of the schools on a real database: what a delivery does, and what it leaves alone.

mod support;

use app::{
    actor::{Actor, SchoolContact},
    desk::Visit,
    school::{
        dashboard::Place,
        delivery::{DeliveryDetail, Progress, Source},
        desk::SchoolDesk,
        tasks::{CorrectionAnswer, Matter},
        teachers::{Status, TeacherFilter},
    },
    upload::File,
};
use axum::{
    Extension,
    body::Body,
    extract::{ConnectInfo, Path, State},
    http::{Request, StatusCode, header},
    response::Response,
};
use jiff::SignedDuration;
use leptos::prelude::LeptosOptions;
use metrics_exporter_prometheus::PrometheusBuilder;
use server::{
    desks::school::download_errors,
    session::{COOKIE, store},
    web::{self, Built},
};
use shared::{
    Problem,
    delivery::COLUMNS,
    identifier::{CorrectionId, DeliveryId, LocationCode},
};
use std::net::SocketAddr;
use support::Register;
use tower::ServiceExt;
use uuid::Uuid;

const BOARD: &str = "41234";
const OTHER_BOARD: &str = "41235";

/// A row of a file: what is not named is as of a qualified teacher in secondary education.
fn row(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let usual = |name: &str| match name {
        "bevoegdGezag" => BOARD,
        "benoemingvolgnummer" => "2014-000121",
        "versie" => "1",
        "burgerservicenummer" => "999990019",
        "geboortedatum" => "1987-04-02",
        "instellingscode" => "99QA",
        "vestigingscode" => "99QA00",
        "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01",
        "functiecategorie" => "9",
        "grondslag" => "VO-33.1B1",
        "voornamen" => "Mila",
        "achternaam" => "Zandlicht",
        _ => "",
    };
    COLUMNS
        .iter()
        .map(|column| {
            let given = fields.iter().find(|(name, _)| *name == column.name);
            let value = given.map_or_else(|| usual(column.name), |(_, value)| value);
            (column.name.to_owned(), value.to_owned())
        })
        .collect()
}

/// The fields of a vestibule appointment: somebody who is appointable for another subject.
const VESTIBULE: [(&str, &str); 5] = [
    ("benoemingvolgnummer", "2026-000481"),
    ("grondslag", "VO-33.4"),
    ("ingangsdatumGrond", "2026-11-01"),
    ("verklaringInspanning", "ja"),
    ("onderwijsterreinen", "NEDERLANDS"),
];

fn csv(rows: &[Vec<(String, String)>]) -> File {
    let line = |cells: Vec<&str>| cells.join(";") + "\r\n";
    let mut text = line(COLUMNS.iter().map(|column| column.name).collect());
    for row in rows {
        text += &line(row.iter().map(|(_, value)| value.as_str()).collect());
    }
    file("november.csv", text)
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File {
        field: "bestand".to_owned(),
        name: name.to_owned(),
        bytes: bytes.into(),
    }
}

/// Delivers for a board, a minute after what was before.
async fn deliver(register: &Register, board: &str, file: File) -> DeliveryDetail {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let contact = register.contact(board);
    let id = register
        .desk
        .deliver(&contact, file)
        .await
        .expect("delivered");
    until_taken_in(register, board).await;
    register.desk.delivery(&contact, id).await.expect("found")
}

/// Waits for the turn of the board, which comes when everything that was received is taken in.
async fn until_taken_in(register: &Register, board: &str) {
    let mut conn = register.pool().acquire().await.expect("a connection");
    for step in ["lock", "unlock"] {
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "select pg_advisory_{step}(hashtextextended('delivery:' || $1, 0))"
        )))
        .bind(board)
        .execute(&mut *conn)
        .await
        .expect("the turn of the board");
    }
}

async fn count(register: &Register, table: &'static str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(register.pool())
        .await
        .expect("count")
}

fn codes(detail: &DeliveryDetail) -> Vec<(i32, Vec<&str>)> {
    detail
        .errors
        .iter()
        .map(|card| {
            (
                card.row,
                card.findings.iter().map(|f| f.code.as_str()).collect(),
            )
        })
        .collect()
}

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
    assert_eq!(count(&register, "appointment").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_changes_nothing_and_says_so() {
    let register = Register::new().await;
    let rows = [row(&[]), row(&VESTIBULE)];
    let first = deliver(&register, BOARD, csv(&rows)).await;
    let before = (
        count(&register, "appointment_version").await,
        count(&register, "placement").await,
    );
    let again = deliver(&register, BOARD, csv(&rows)).await;
    assert_eq!(again.summary.counts.unchanged, 2);
    assert_eq!(
        again.repeats.map(|earlier| earlier.id),
        Some(first.summary.id)
    );
    let after = (
        count(&register, "appointment_version").await,
        count(&register, "placement").await,
    );
    assert_eq!(before, after);
    assert_eq!(count(&register, "person").await, 1);
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
    let tasks = register.desk.tasks(&contact).await.expect("tasks").tasks;
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
        count(&register, "placement").await,
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
    assert_eq!(count(&register, "appointment").await, 0);
    assert_eq!(
        count(&register, "person").await,
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
}

fn visit(contact: SchoolContact) -> Extension<Visit> {
    Extension(Visit {
        actor: Some(Actor::School(contact)),
        display_name: String::new(),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn another_board_does_not_find_the_delivery() {
    let register = Register::new().await;
    let wrong = row(&[
        ("voornamen", ""),
        ("achternaam", "=1+1"),
        ("grondslag", "VO-99.9"),
    ]);
    let id = deliver(&register, BOARD, csv(&[wrong])).await.summary.id;
    let other = register.contact(OTHER_BOARD);
    let refused = register
        .desk
        .delivery(&other, id)
        .await
        .expect_err("not theirs");
    assert_eq!(refused.status, 404);
    assert!(
        register
            .desk
            .deliveries(&other, 1)
            .await
            .expect("list")
            .deliveries
            .is_empty()
    );
    let download = |contact: SchoolContact, id: DeliveryId| {
        let system = State(register.system.clone());
        download_errors(system, visit(contact), Path(id.to_string()))
    };
    let fault = download(other, id).await.expect_err("not theirs");
    assert_eq!(Problem::from(fault).status, 404);
    let response = download(register.contact(BOARD), id).await.expect("theirs");
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("body");
    let text = String::from_utf8(body.to_vec()).expect("text");
    assert!(
        text.contains("LR-F014") && text.contains(";'=1+1;"),
        "{text}"
    );
    assert!(!text.contains("999990019"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bsn_stands_nowhere_in_clear() {
    let register = Register::new().await;
    let bsns = ["999990019", "999990020", "999990032", "999990018"];
    let rows = [
        row(&[]),
        row(&[
            ("benoemingvolgnummer", "2"),
            ("burgerservicenummer", "999990020"),
            ("grondslag", "X"),
        ]),
        // Wrong by one digit, and in a column where it does not belong.
        row(&[
            ("benoemingvolgnummer", "3"),
            ("burgerservicenummer", "999990018"),
            ("adres", "999990018"),
        ]),
        // A board that uses the BSN as the number of the appointment, and as a date.
        row(&[
            ("benoemingvolgnummer", "999990032"),
            ("burgerservicenummer", "999990032"),
        ]),
        row(&[
            ("benoemingvolgnummer", "5"),
            ("geboortedatum", "999990032"),
            ("achternaam", "999990032"),
        ]),
    ];
    let mut sent = csv(&rows);
    sent.name = "999990019.csv".to_owned();
    deliver(&register, BOARD, sent).await;
    register.run_jobs().await;
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select format('%I.%I', table_schema, table_name), format('%I', column_name)
         from information_schema.columns
         where table_schema in ('public', 'graphile_worker')
           and data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')",
    )
    .fetch_all(register.pool())
    .await
    .expect("columns");
    assert!(columns.len() > 50);
    for (table, column) in columns {
        for bsn in bsns {
            let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                "select count(*) from {table}
                 where {column}::text like '%{bsn}%'
                    or {column}::text like '%' || encode('{bsn}', 'hex') || '%'"
            )))
            .fetch_one(register.pool())
            .await
            .expect("search");
            assert_eq!(found, 0, "{bsn} stands in {table}.{column}");
        }
    }
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
    assert_eq!(count(&register, "person").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_delivery_is_refused_as_a_whole() {
    let register = Register::new().await;
    let contact = register.contact(BOARD);
    let good = csv(&[row(&[])]).bytes;
    let header = good.split(|byte| *byte == b'\n').next().expect("header");
    let mut many = good.clone();
    let line = many[header.len() + 1..].to_vec();
    for _ in 0..10_000 {
        many.extend_from_slice(&line);
    }
    for (what, bytes) in [
        ("empty", Vec::new()),
        ("only a header", header.to_vec()),
        ("a PDF", b"%PDF-1.4\n".to_vec()),
        (
            "other columns",
            b"naam;school\nM. Zandlicht;SG De Wending\n".to_vec(),
        ),
        ("more than 10,000 rows", many),
        ("more than 20 MB", vec![b'x'; 20 * 1024 * 1024 + 1]),
    ] {
        let problem = register
            .desk
            .deliver(&contact, file("levering.csv", bytes))
            .await
            .expect_err(what);
        assert!((400..500).contains(&problem.status), "{what}: {problem}");
        assert!(problem.at("bestand").is_some(), "{what}");
    }
    assert_eq!(count(&register, "delivery").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_uploads_at_once_do_not_mix() {
    let register = Register::new().await;
    let rows: Vec<_> = (0..40)
        .map(|n| row(&[("benoemingvolgnummer", &format!("n{n}"))]))
        .collect();
    let contact = register.contact(BOARD);
    let (one, two) = tokio::join!(
        register.desk.deliver(&contact, csv(&rows)),
        register.desk.deliver(&contact, csv(&rows)),
    );
    let mut new = 0;
    for id in [one.expect("first"), two.expect("second")] {
        new += register
            .desk
            .delivery(&contact, id)
            .await
            .expect("found")
            .summary
            .counts
            .new;
    }
    assert_eq!(new, 40);
    assert_eq!(count(&register, "appointment").await, 40);
    assert_eq!(count(&register, "person").await, 1);
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
    let (_, html) = page(&register, "/school").await;
    assert!(html.contains("55% 6 van 11") && html.contains("1 vak staat hier niet"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_a_teacher_is_answered_once_and_the_teacher_is_told() {
    let register = Register::new().await;
    deliver(&register, BOARD, csv(&[row(&[])])).await;
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into correction_request (id, person_id, appointment_id, fact, message, created_at, due_on)
         select $1, person_id, id, 'begindatum', 'Ik begon een maand later', now(), '2026-12-21'
         from appointment",
    )
    .bind(id)
    .execute(register.pool())
    .await
    .expect("report");
    let contact = register.contact(BOARD);
    let answer = |outcome: &str, reason: &str| CorrectionAnswer {
        id: Some(CorrectionId(id)),
        outcome: outcome.to_owned(),
        reason: reason.to_owned(),
    };
    let other = register.contact(OTHER_BOARD);
    let refused = register
        .desk
        .answer_correction(&other, answer("aangepast", ""))
        .await;
    assert_eq!(refused.expect_err("not theirs").status, 404);
    let bare = register
        .desk
        .answer_correction(&contact, answer("klopt", " "))
        .await;
    assert!(bare.expect_err("no reason").at("reason").is_some());
    let (status, html) = page(&register, &format!("/school/taken/{id}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Ik begon een maand later") && html.contains("21 december 2026"));
    let reason = answer("klopt", "De begindatum staat zo in het contract");
    register
        .desk
        .answer_correction(&contact, reason)
        .await
        .expect("answered");
    let left = register.desk.tasks(&contact).await.expect("tasks").tasks;
    assert!(
        left.iter()
            .all(|task| !matches!(task.matter, Matter::Correction(_)))
    );
    let told: String = sqlx::query_scalar("select body from message")
        .fetch_one(register.pool())
        .await
        .expect("message");
    assert!(told.contains("staat zo in het contract"));
    assert_eq!(register.audited("correction_answered").await, 1);
    let again = register
        .desk
        .answer_correction(&contact, answer("aangepast", ""))
        .await;
    assert_eq!(again.expect_err("answered").status, 409);
    assert_eq!(
        page(&register, &format!("/school/taken/{id}")).await.0,
        StatusCode::NOT_FOUND
    );
}

/// A BSN that passes the eleven test, the `n`th of those that are kept for tests.
fn test_bsns() -> impl Iterator<Item = String> {
    (900_000_000..1_000_000_000_u32)
        .map(|n| n.to_string())
        .filter(|text| shared::identifier::Bsn::parse(text).is_ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_broke_off_goes_on_after_the_last_record() {
    let register = Register::new().await;
    let rows: Vec<_> = test_bsns()
        .take(1_200)
        .enumerate()
        .map(|(n, bsn)| {
            let number = format!("2026-{n:06}");
            row(&[
                ("benoemingvolgnummer", &number),
                ("burgerservicenummer", &bsn),
            ])
        })
        .collect();
    // The database gives up in the second batch, as it would when the server is switched off.
    for statement in [
        "create function give_up() returns trigger language plpgsql as
         $$ begin raise exception 'the plug was pulled'; end $$",
        "create trigger give_up before insert on delivery_record
         for each row when (new.row_number = 700) execute function give_up()",
    ] {
        sqlx::raw_sql(statement)
            .execute(register.pool())
            .await
            .expect("trigger");
    }
    let broken = deliver(&register, BOARD, csv(&rows)).await;
    assert_eq!(broken.summary.progress(), Progress::Busy);
    assert_eq!(broken.summary.records, 1_200);
    assert_eq!(broken.summary.counts.total(), 500);
    assert_eq!(count(&register, "appointment").await, 500);

    sqlx::raw_sql("drop trigger give_up on delivery_record")
        .execute(register.pool())
        .await
        .expect("no trigger");
    server::delivery::resume(&register.system)
        .await
        .expect("resumed");

    let contact = register.contact(BOARD);
    let detail = register
        .desk
        .delivery(&contact, broken.summary.id)
        .await
        .expect("found");
    assert_eq!(detail.summary.progress(), Progress::Done);
    assert_eq!(detail.summary.counts.new, 1_200);
    assert_eq!(count(&register, "appointment").await, 1_200);
    assert_eq!(count(&register, "delivery_record").await, 1_200);
    assert_eq!(register.audited("appointment_recorded").await, 1_200);
    assert_eq!(register.audited("delivered").await, 1);
    assert_eq!(
        count(&register, "delivery_upload").await,
        0,
        "nothing stays behind"
    );

    server::delivery::resume(&register.system)
        .await
        .expect("nothing to do");
    assert_eq!(count(&register, "appointment_version").await, 1_200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_the_database_refuses_does_not_take_the_others_with_it() {
    let register = Register::new().await;
    let rows: Vec<_> = test_bsns()
        .take(40)
        .enumerate()
        .map(|(n, bsn)| {
            let number = format!("2026-{n:06}");
            row(&[
                ("benoemingvolgnummer", &number),
                ("burgerservicenummer", &bsn),
            ])
        })
        .collect();
    sqlx::raw_sql(
        "alter table appointment add constraint no_seventh check (number <> '2026-000007')",
    )
    .execute(register.pool())
    .await
    .expect("constraint");
    let detail = deliver(&register, BOARD, csv(&rows)).await;
    assert_eq!(detail.summary.counts.new, 39);
    assert_eq!(codes(&detail), [(9, vec!["LR-F001"])]);
    assert_eq!(count(&register, "appointment").await, 39);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement: run it by name"]
async fn a_file_of_ten_thousand_rows_takes_less_than_a_minute() {
    let register = Register::new().await;
    let rows = |category: &str, version: &str| -> File {
        let rows: Vec<_> = test_bsns()
            .take(10_000)
            .enumerate()
            .map(|(n, bsn)| {
                row(&[
                    ("benoemingvolgnummer", &format!("2026-{n:06}")),
                    ("burgerservicenummer", &bsn),
                    ("functiecategorie", category),
                    ("versie", version),
                ])
            })
            .collect();
        csv(&rows)
    };
    for (what, file) in [
        ("new", rows("9", "1")),
        ("unchanged", rows("9", "1")),
        ("changed", rows("10", "2")),
    ] {
        let start = std::time::Instant::now();
        let detail = deliver(&register, BOARD, file).await;
        let taken = start.elapsed();
        println!("10,000 rows, {what}: {:.1} s", taken.as_secs_f64());
        assert_eq!(detail.summary.counts.refused, 0);
        assert!(taken.as_secs() < 60, "{what}: {taken:?}");
        let start = std::time::Instant::now();
        register
            .desk
            .dashboard(&register.contact(BOARD), None)
            .await
            .expect("dashboard");
        println!("dashboard: {} ms", start.elapsed().as_millis());
        let start = std::time::Instant::now();
        let filter = TeacherFilter {
            status: "klaargezet".to_owned(),
            ..TeacherFilter::default()
        };
        register
            .desk
            .teachers(&register.contact(BOARD), filter)
            .await
            .expect("page");
        println!("teachers: {} ms", start.elapsed().as_millis());
    }
}

/// Asks the site something as a contact of the board, as a browser without a script does.
async fn ask(register: &Register, request: axum::http::request::Builder, body: Body) -> Response {
    let built = Built {
        leptos: LeptosOptions::builder().output_name("lr").build(),
        links: app::Links::default(),
    };
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let router = web::router(register.system.clone(), &built, metrics);
    let mut conn = register.pool().acquire().await.expect("connection");
    let new = store::NewSession {
        actor: Actor::School(register.contact(BOARD)),
        display_name: "H. Bovenmeent".to_owned(),
    };
    let token = store::begin(&mut conn, &new, register.now())
        .await
        .expect("session");
    drop(conn);
    let mut request = request
        .header(header::ORIGIN, "http://127.0.0.1:3000")
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, format!("{COOKIE}={token}"))
        .body(body)
        .expect("request");
    let peer: SocketAddr = "127.0.0.1:1".parse().expect("address");
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await.expect("answer")
}

/// Asks for a page.
async fn page(register: &Register, path: &str) -> (StatusCode, String) {
    let response = ask(register, Request::builder().uri(path), Body::empty()).await;
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("body");
    (status, String::from_utf8(body.to_vec()).expect("text"))
}

/// Posts a file in the form of the page with deliveries, and tells where that leads.
async fn post(register: &Register, file: &File) -> String {
    let mut body = format!(
        "--grens\r\ncontent-disposition: form-data; name=\"bestand\"; filename=\"{}\"\r\n\r\n",
        file.name
    )
    .into_bytes();
    body.extend_from_slice(&file.bytes);
    body.extend_from_slice(b"\r\n--grens--\r\n");
    let request = Request::builder()
        .method("POST")
        .uri("/api/school/levering")
        .header(header::REFERER, "http://127.0.0.1:3000/school/leveringen")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens");
    let response = ask(register, request, Body::from(body)).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    response.headers()[header::LOCATION]
        .to_str()
        .expect("address")
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posted_file_leads_to_its_outcome_and_a_wrong_one_back_to_the_form() {
    let register = Register::new().await;
    let outcome = post(&register, &csv(&[row(&[])])).await;
    let (status, html) = page(&register, &outcome).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("1 benoeming is verwerkt."), "{outcome}");
    let back = post(&register, &file("foto.pdf", *b"%PDF-1.4")).await;
    assert!(back.starts_with("/school/leveringen?formulier="), "{back}");
    let (_, html) = page(&register, &back).await;
    assert!(html.contains("<title>Fout: Leveringen - Lerarenregister</title>"));
    assert!(
        html.contains("id=\"bestand-fout\""),
        "the message at the field"
    );
    assert!(html.contains("Dit is een PDF, geen CSV-bestand"));
    let nothing = post(&register, &file("", *b"")).await;
    let (_, html) = page(&register, &nothing).await;
    assert!(html.contains("Kies een bestand"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_are_whole_without_a_script_in_the_browser() {
    let register = Register::new().await;
    let empty = page(&register, "/school").await.1;
    assert!(empty.contains("Nog geen levering ontvangen"));
    let wrong = [
        ("benoemingvolgnummer", "2004-000018"),
        ("burgerservicenummer", "999990018"),
        ("functiecategorie", "3"),
    ];
    let detail = deliver(
        &register,
        BOARD,
        csv(&[row(&[]), row(&VESTIBULE), row(&wrong)]),
    )
    .await;
    let id = detail.summary.id;
    for (path, words) in [
        (
            "/school",
            vec![
                "Stichting Onderwijs Zuiderveen",
                "Herstel 1 fout",
                "Registervoorportaal",
            ],
        ),
        ("/school?vestiging=99QA00", vec!["De Wending Zuiderveen"]),
        (
            "/school/leveringen",
            vec!["november.csv", "Deels verwerkt", "type=\"file\""],
        ),
        (
            "/school/leraren?status=klaargezet",
            vec!["2026-000481", "Wacht op de leraar"],
        ),
        ("/school/taken", vec!["Herstel 1 fout"]),
        ("/school/toegang", vec!["H. Bovenmeent", "(jij)"]),
        ("/school/keuzehulp", vec!["VO-33.4", "artikel 33 lid 4 WVO"]),
    ] {
        let (status, html) = page(&register, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for word in words {
            assert!(html.contains(word), "{word} on {path}");
        }
    }
    let (status, html) = page(&register, &format!("/school/leveringen/{id}")).await;
    assert_eq!(status, StatusCode::OK);
    for word in [
        "LR-F006",
        "•••••• 018",
        "2 dingen kloppen niet",
        "Zo herstel je dit",
    ] {
        assert!(html.contains(word), "{word}");
    }
    assert!(!html.contains("999990018"));
    for unknown in ["00000000-0000-4000-8000-000000000000", "geen-levering"] {
        let (status, _) = page(&register, &format!("/school/leveringen/{unknown}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

/// A file of the demo.
macro_rules! demo {
    ($name:literal) => {
        file(
            $name,
            include_bytes!(concat!("../../end2end/demo/leveringen/", $name)),
        )
    };
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_of_the_demo_tell_its_story() {
    let register = Register::new().await;
    let first = deliver(&register, BOARD, demo!("levering-goed.csv")).await;
    assert_eq!(codes(&first), [], "the first month is right");
    let total = first.summary.counts.new;
    assert!(total >= 40);
    for same in [
        demo!("met-bom.csv"),
        demo!("met-kommas.csv"),
        demo!("windows-1252.csv"),
    ] {
        let name = same.name.clone();
        let detail = deliver(&register, BOARD, same).await;
        assert_eq!(detail.summary.counts.refused, 0, "{name}");
    }
    let second = deliver(&register, BOARD, demo!("levering-met-fouten.csv")).await;
    assert_eq!(second.summary.counts.refused, 6, "{:?}", codes(&second));
    assert_eq!(second.summary.counts.total(), total);
    let third = deliver(&register, BOARD, demo!("levering-hersteld.csv")).await;
    assert_eq!(third.summary.counts.refused, 0, "{:?}", codes(&third));
    let contact = register.contact(BOARD);
    let second = register
        .desk
        .delivery(&contact, second.summary.id)
        .await
        .expect("found");
    assert_eq!(second.summary.progress(), Progress::Repaired);
    let other = deliver(&register, OTHER_BOARD, demo!("levering-po.csv")).await;
    assert_eq!(codes(&other), []);
}
