//! Batches in NDJSON, XML and CSV, over HTTP and on a real database.

use crate::support::{Deliverer, Register, a_moment, appointment, removal};
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::delivery::COLUMNS;

const BATCHES: (&str, &str) = ("POST", "/batches?bevoegdGezag=41234");

/// So many messages in NDJSON, each about another appointment.
fn ndjson(count: usize) -> String {
    (0..count)
        .map(|at| appointment(&format!("2026-{at:06}"), 1).to_string() + "\n")
        .collect()
}

/// So many rows in CSV, each about another appointment and with a long text.
fn csv(numbers: impl IntoIterator<Item = usize>) -> String {
    let long = "x".repeat(150);
    let rows = numbers.into_iter().map(|at| {
        let number = format!("2026-{at:06}");
        COLUMNS
            .map(|column| match column.name {
                "bevoegdGezag" => "41234",
                "benoemingvolgnummer" => &number,
                "versie" => "1",
                "burgerservicenummer" => "999990019",
                "geboortedatum" => "1987-04-02",
                "instellingscode" => "99QA",
                "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01",
                "functiecategorie" => "9",
                "grondslag" => "VO-33.1B1",
                "aanduiding" => &long,
                _ => "",
            })
            .join(";")
            + "\r\n"
    });
    let head = COLUMNS.map(|column| column.name).join(";") + "\r\n";
    std::iter::once(head).chain(rows).collect()
}

/// How far the batch is, once nothing of it waits.
async fn done(register: &Register, program: &Deliverer, batch: &Value) -> Value {
    let id = batch["kenmerk"].as_str().expect("an id");
    let end = std::time::Instant::now() + std::time::Duration::from_mins(1);
    loop {
        // As a server looks now and then whether something broke off.
        server::delivery::resume(&register.system)
            .await
            .expect("resumed");
        let path = format!("/batches/{id}");
        let (_, batch) = program
            .send(register, ("GET", &path), "", Body::empty())
            .await;
        if batch["status"] == "klaar" || std::time::Instant::now() > end {
            return batch;
        }
        a_moment().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_in_ndjson_and_in_xml_ends_the_same() {
    for media_type in ["application/x-ndjson", "application/xml"] {
        let register = Register::new().await;
        let program = Deliverer::with_mandate(&register).await;
        program
            .json(&register, "PUT", &appointment("2026-000009", 1))
            .await;
        let mut wrong = appointment("2026-000002", 1);
        wrong["grondslag"]["code"] = json!("VO-99.9");
        let messages = [appointment("2026-000001", 1), wrong];
        let deletes = removal("2026-000009", 2, None);
        let body = if media_type == "application/xml" {
            let elements = messages
                .iter()
                .map(|message| {
                    let message = serde_json::from_value(message.clone()).expect("a message");
                    shared::delivery::to_xml(&message)
                })
                .chain([shared::delivery::removal_to_xml(
                    &serde_json::from_value(deletes).expect("a message"),
                )])
                .map(|xml| {
                    xml.split_once("?>")
                        .map_or(xml.clone(), |(_, rest)| rest.to_owned())
                })
                .collect::<String>();
            let (name, space) = (shared::delivery::BATCH_ELEMENT, shared::delivery::NAMESPACE);
            format!("<{name} xmlns=\"{space}\">{elements}</{name}>")
        } else {
            messages
                .iter()
                .chain([&deletes])
                .flat_map(|message| [message.to_string(), "\n".to_owned()])
                .collect()
        };
        let (status, batch) = program.send(&register, BATCHES, media_type, body).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{batch}");
        let batch = done(&register, &program, &batch).await;
        assert_eq!(batch["regels"], 3, "{batch}");
        let outcomes = (&batch["nieuw"], &batch["gewijzigd"], &batch["geweigerd"]);
        assert_eq!(outcomes, (&json!(1), &json!(1), &json!(1)), "{media_type}");
        assert_eq!(register.count("current_appointment").await, 1);
        assert_eq!(
            register.count("delivery_upload").await,
            0,
            "nothing stays behind"
        );
        let feedback = program.feedback(&register, 4).await;
        let refused = feedback.iter().find(|item| item["uitkomst"] == "geweigerd");
        let refused = refused.expect("a refused record");
        assert_eq!(refused["benoemingvolgnummer"], "2026-000002");
        assert_eq!(refused["signalen"][0]["code"], "LR-F014");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_broke_off_half_way_goes_on_after_the_last_record_that_was_kept() {
    for (media_type, body) in [
        ("application/x-ndjson", ndjson(1100)),
        ("text/csv", csv(0..1100)),
    ] {
        broken_off(media_type, body).await;
    }
}

async fn broken_off(media_type: &str, body: String) {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    // The server stops at the second five hundred: the database does not let it go on. In CSV the
    // header is the first row.
    sqlx::raw_sql(
        "create function stop() returns trigger language plpgsql as
             $$ begin raise exception 'stopped'; end $$;
         create trigger stop before insert on delivery_record
             for each row when (new.row_number > 501) execute function stop()",
    )
    .execute(register.pool())
    .await
    .expect("a trigger");
    let (status, batch) = program.send(&register, BATCHES, media_type, body).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{batch}");
    until_it_stops(&register).await;
    assert_eq!(register.count("current_appointment").await, 500);
    let pieces = register.count("delivery_upload").await;
    assert!(pieces > 1, "no server holds a whole batch: {pieces}");

    sqlx::raw_sql("drop trigger stop on delivery_record")
        .execute(register.pool())
        .await
        .expect("no trigger");
    let batch = done(&register, &program, &batch).await;
    assert_eq!(
        (&batch["nieuw"], &batch["status"]),
        (&json!(1100), &json!("klaar")),
        "{batch}"
    );
    assert_eq!(
        register.count("appointment_version").await,
        1100,
        "nothing double"
    );
    assert_eq!(register.count("delivery_upload").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_rows_with_one_number_in_a_batch_of_csv_the_first_counts() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let body = csv([1, 2, 1]);
    let (_, batch) = program.send(&register, BATCHES, "text/csv", body).await;
    let batch = done(&register, &program, &batch).await;
    assert_eq!(
        (&batch["nieuw"], &batch["geweigerd"]),
        (&json!(2), &json!(1))
    );
    let feedback = program.feedback(&register, 3).await;
    let refused = feedback.iter().find(|item| item["uitkomst"] == "geweigerd");
    let refused = refused.expect("a refused record");
    assert_eq!(refused["regel"], 4);
    assert!(
        codes(&refused["signalen"]).contains(&"LR-F028"),
        "{refused}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_does_not_come_whole_is_not_taken_in() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let pieces = [
        Ok(Bytes::from(ndjson(400))),
        Err(std::io::Error::other("the line broke")),
    ];
    let body = Body::from_stream(futures::stream::iter(pieces));
    let (status, problem) = program
        .send(&register, BATCHES, "application/x-ndjson", body)
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
    let unfinished = "<AanleverenBatch_Request>";
    let (status, _) = program
        .send(&register, BATCHES, "application/xml", unfinished)
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, _) = program
        .send(&register, BATCHES, "application/x-ndjson", "")
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "nothing in it");
    for wrong in ["", "kolom;andere\r\n1;2\r\n", &csv([])] {
        let (status, _) = program
            .send(&register, BATCHES, "text/csv", wrong.to_owned())
            .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let (status, _) = program.send(&register, BATCHES, "text/plain", "iets").await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for table in ["delivery", "delivery_upload", "appointment"] {
        assert_eq!(register.count(table).await, 0, "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_document_number_for_a_whole_batch_is_judged_the_same_for_every_record() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let document = uuid::Uuid::now_v7().to_string();
    let body: String = (0..700)
        .map(|at| {
            let mut message = appointment(&format!("2026-{at:06}"), 1);
            message["bedrijfsdocument"]["identificatiecodeBedrijfsdocument"] = json!(document);
            message.to_string() + "\n"
        })
        .collect();
    for (outcome, sent) in [("nieuw", body.clone()), ("ongewijzigd", body)] {
        let (_, batch) = program
            .send(&register, BATCHES, "application/x-ndjson", sent)
            .await;
        let batch = done(&register, &program, &batch).await;
        assert_eq!(batch[outcome], 700, "{batch}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_appointment_at_the_same_time_is_told_also_within_one_batch() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let (_, batch) = program
        .send(&register, BATCHES, "application/x-ndjson", ndjson(2))
        .await;
    assert_eq!(done(&register, &program, &batch).await["nieuw"], 2);
    let (_, alone) = program
        .json(&register, "PUT", &appointment("2026-000002", 1))
        .await;
    assert_eq!(codes(&alone["signalen"]), ["LR-M056"]);
    let feedback = program.feedback(&register, 3).await;
    assert!(codes(&feedback[0]["signalen"]).is_empty(), "the first");
    assert_eq!(codes(&feedback[1]["signalen"]), ["LR-M056"], "the second");

    for number in ["2026-000000", "2026-000001"] {
        program
            .json(&register, "DELETE", &removal(number, 2, None))
            .await;
    }
    let (_, last) = program
        .json(&register, "PUT", &appointment("2026-000002", 2))
        .await;
    assert_eq!(
        codes(&last["signalen"]),
        ["LR-M052"],
        "the others were deleted: {last}"
    );
}

fn codes(signals: &Value) -> Vec<&str> {
    let signals = signals.as_array().expect("a list");
    signals
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect()
}

/// Goes on with the batch until the database stops it: as long as the first try behind the answer is
/// still at it, it is left alone.
async fn until_it_stops(register: &Register) {
    let end = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while server::delivery::resume(&register.system).await.is_ok() {
        assert!(std::time::Instant::now() < end, "nothing stopped it");
        a_moment().await;
    }
}
