//! Looking at a file before it counts, and files of Excel.

use super::{BOARD, OTHER_BOARD, deliver, deliveries, detail, fields, row};
use crate::support::{Register, contact_of};
use crate::support::{csv, file};
use app::{
    actor::{FromActor, Reach, SchoolContact},
    school::desk::SchoolDesk,
};
use jiff::SignedDuration;
use shared::delivery::COLUMNS;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_looked_at_counts_only_when_it_is_delivered() {
    let register = Register::new().await;
    deliver(&register, BOARD, csv(&[row(&[])])).await;
    let rows = [
        row(&[]),
        row(&[
            ("benoemingvolgnummer", "2026-000002"),
            ("burgerservicenummer", "999990020"),
        ]),
        row(&[
            ("benoemingvolgnummer", "2026-000003"),
            ("functiecategorie", "3"),
        ]),
    ];
    let contact = register.contact(BOARD);
    let id = register
        .desk
        .look_at(&contact, csv(&rows))
        .await
        .expect("readable");
    let preview = register.desk.preview(&contact, id).await.expect("there");
    let counts = preview.counts;
    assert_eq!((counts.new, counts.unchanged, counts.refused), (1, 1, 1));
    assert_eq!(preview.errors.len(), 1);
    assert_eq!(preview.errors[0].aid, None, "its ground is right");
    let told = serde_json::to_string(&preview).expect("json");
    assert!(
        !told.contains("99999001") && !told.contains("99999002"),
        "no BSN on the page"
    );
    assert_eq!(deliveries(&register).await, 1, "nothing was delivered yet");
    assert_eq!(register.audited("appointment_recorded").await, 1);

    let other = register.contact(OTHER_BOARD);
    for answer in [
        register.desk.preview(&other, id).await.map(|_| ()),
        register
            .desk
            .deliver_previewed(&other, id)
            .await
            .map(|_| ()),
    ] {
        assert_eq!(answer.expect_err("not theirs").status, 404);
    }
    let delivery = register
        .desk
        .deliver_previewed(&contact, id)
        .await
        .expect("delivered");
    let delivered = detail(&register, delivery).await.summary;
    assert_eq!(
        (delivered.counts, delivered.file_name.as_str()),
        (counts, "november.csv")
    );
    let again = register.desk.deliver_previewed(&contact, id).await;
    assert_eq!(again.expect_err("it was delivered").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_only_looked_at_is_gone_after_a_day() {
    let register = Register::new().await;
    let contact = register.contact(BOARD);
    let look = || async {
        register
            .desk
            .look_at(&contact, csv(&[row(&[])]))
            .await
            .expect("kept")
    };
    let id = look().await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(25));
    let late = register.desk.deliver_previewed(&contact, id).await;
    assert_eq!(late.expect_err("too late").status, 404);
    for _ in 0..7 {
        look().await;
    }
    let kept: i64 = sqlx::query_scalar("select count(*) from delivery_preview")
        .fetch_one(register.pool())
        .await
        .expect("count");
    assert_eq!(kept, 5, "the late one is gone, and not more than five wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_is_a_delivery_like_a_csv_file() {
    let register = Register::new().await;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let cells = row(&[]);
    for (column, spec) in (0..).zip(COLUMNS) {
        sheet.write_string(0, column, spec.name).expect("written");
        let cell = &cells[usize::from(column)];
        sheet.write_string(1, column, cell).expect("written");
    }
    let contact = register.contact(BOARD);
    let workbook = |bytes: Vec<u8>| file("november.xlsx", bytes);
    let bytes = book.save_to_buffer().expect("a workbook");
    let id = register
        .desk
        .deliver(&contact, workbook(bytes))
        .await
        .expect("delivered");
    let summary = detail(&register, id).await.summary;
    assert_eq!(
        (summary.counts.new, summary.file_name.as_str()),
        (1, "november.xlsx")
    );
    let broken = workbook(b"PK\x03\x04 en dan nog wat".to_vec());
    let problem = register
        .desk
        .deliver(&contact, broken)
        .await
        .expect_err("no workbook");
    assert_eq!(fields(&problem), ["bestand"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_looked_at_is_of_who_made_it_and_of_who_reaches_all_of_the_board() {
    let register = Register::new().await;
    let of = |who: &str, reach: Reach| {
        SchoolContact::from_actor(contact_of(BOARD, who, reach)).expect("a contact")
    };
    let some = |brin: &str| Reach::Schools(vec![brin.to_owned()]);
    let maker = of("maker", some("99QA"));
    let look = || async {
        let looked = register.desk.look_at(&maker, csv(&[row(&[])])).await;
        looked.expect("kept")
    };
    let id = look().await;
    register.desk.preview(&maker, id).await.expect("theirs");
    let others = [
        of("ander", some("99QA")),
        // Since then this colleague was limited to another school.
        of("maker", some("99QB")),
    ];
    for other in &others {
        let seen = register.desk.preview(other, id).await;
        assert_eq!(seen.expect_err("not theirs").status, 404);
        let delivered = register.desk.deliver_previewed(other, id).await;
        assert_eq!(delivered.expect_err("not theirs").status, 404);
    }
    let whole = of("bestuur", Reach::Board);
    register.desk.preview(&whole, id).await.expect("all of it");
    let delivered = register.desk.deliver_previewed(&maker, id).await;
    delivered.expect("delivered");
    let id = look().await;
    let delivered = register.desk.deliver_previewed(&whole, id).await;
    delivered.expect("delivered");

    let whole_board = register.desk.look_at(&whole, csv(&[row(&[])])).await;
    let seen = register
        .desk
        .preview(&maker, whole_board.expect("kept"))
        .await;
    assert_eq!(seen.expect_err("of another").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_decision_aid_knows_what_the_record_of_a_preview_answers() {
    let register = Register::new().await;
    let contact = register.contact(BOARD);
    let wrong = csv(&[row(&[("grondslag", "VO-99.9")])]);
    let id = register.desk.look_at(&contact, wrong).await.expect("kept");
    let preview = register.desk.preview(&contact, id).await.expect("there");
    let aid = preview.errors[0].aid.as_deref().unwrap_or_default();
    assert!(aid.starts_with("/keuzehulp?"), "{aid}");
    assert!(aid.contains("sector=vo"), "{aid}");
    assert!(!aid.contains("999990019"), "{aid}");
}
