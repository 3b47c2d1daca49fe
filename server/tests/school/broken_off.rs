//! Deliveries that break off, and how long a large one takes.

use super::{BOARD, OTHER_BOARD, codes, deliver, row, test_bsns};
use crate::support::{Register, Visitor, csv};
use app::{
    school::{delivery::Progress, desk::SchoolDesk, teachers::TeacherFilter},
    upload::File,
};

/// Appointments of as many people.
fn appointments(count: usize) -> Vec<Vec<String>> {
    test_bsns()
        .take(count)
        .enumerate()
        .map(|(n, bsn)| {
            let number = format!("2026-{n:06}");
            row(&[
                ("benoemingvolgnummer", &number),
                ("burgerservicenummer", &bsn),
            ])
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_broke_off_goes_on_after_the_last_record() {
    let register = Register::new().await;
    let rows = appointments(1_200);
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
    assert_eq!(register.count("appointment").await, 500);

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
    assert_eq!(register.count("appointment").await, 1_200);
    assert_eq!(register.count("delivery_record").await, 1_200);
    assert_eq!(register.audited("appointment_recorded").await, 1_200);
    assert_eq!(register.audited("delivered").await, 1);
    assert_eq!(
        register.count("delivery_upload").await,
        0,
        "nothing stays behind"
    );

    server::delivery::resume(&register.system)
        .await
        .expect("nothing to do");
    assert_eq!(register.count("appointment_version").await, 1_200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_the_database_refuses_does_not_take_the_others_with_it() {
    let register = Register::new().await;
    let rows = appointments(40);
    sqlx::raw_sql(
        "alter table appointment add constraint no_seventh check (number <> '2026-000007')",
    )
    .execute(register.pool())
    .await
    .expect("constraint");
    let detail = deliver(&register, BOARD, csv(&rows)).await;
    assert_eq!(detail.summary.counts.new, 39);
    assert_eq!(codes(&detail), [(9, vec!["LR-F001"])]);
    assert_eq!(register.count("appointment").await, 39);
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

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_keeps_breaking_off_does_not_keep_the_others() {
    let register = Register::new().await;
    let give_up = async |when: &str| {
        let trigger = format!(
            "create or replace function give_up() returns trigger language plpgsql as
             $$ begin
                 if (select board_number from delivery where id = new.delivery_id) in ({when}) then
                     raise exception 'the plug was pulled';
                 end if;
                 return new;
             end $$;
             create or replace trigger give_up before insert on delivery_record
                 for each row execute function give_up()"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(trigger))
            .execute(register.pool())
            .await
            .expect("trigger");
    };
    give_up("'41234', '41235'").await;
    let broken = deliver(&register, BOARD, csv(&[row(&[])])).await;
    let theirs = crate::support::row(
        OTHER_BOARD,
        &[
            ("instellingscode", "99QC"),
            ("vestigingscode", "99QC00"),
            ("grondslag", "PO-3.1B1"),
        ],
    );
    let later = deliver(&register, OTHER_BOARD, csv(&[theirs])).await;
    for one in [&broken, &later] {
        assert_eq!(one.summary.progress(), Progress::Busy);
    }
    let visitor = Visitor::of(&register, BOARD).await;
    let html = visitor
        .page(&format!("/school/leveringen/{}", broken.summary.id))
        .await;
    assert!(
        html.contains("We zijn bezig: 0 van 1 benoemingen bekeken."),
        "the page tells how far it is"
    );

    give_up("'41234'").await;
    let resumed = server::delivery::resume(&register.system).await;
    assert!(resumed.is_err(), "one broke off again");
    let progress = async |board: &str, id| {
        let contact = register.contact(board);
        let detail = register.desk.delivery(&contact, id).await;
        detail.expect("found").summary.progress()
    };
    assert_eq!(progress(BOARD, broken.summary.id).await, Progress::Busy);
    assert_eq!(
        progress(OTHER_BOARD, later.summary.id).await,
        Progress::Done
    );
}
