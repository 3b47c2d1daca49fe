//! Files that come in parts.

use super::{MILA, PAGE, PDF, SAVE, SOMEBODY_ELSE, fresh};
use crate::support::{Register, Visitor};
use app::{teacher::portfolio::desk::PortfolioDesk, upload::UploadDesk};
use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
    response::Response,
};
use futures::stream;
use jiff::SignedDuration;
use server::evidence::tend;
use shared::{Problem, portfolio::MAX_EVIDENCE_BYTES};
use uuid::Uuid;

const ADDRESS: &str = "/api/mijn/uploads";

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

async fn problem(response: Response) -> Problem {
    let body = to_bytes(response.into_body(), usize::MAX).await;
    serde_json::from_slice(&body.expect("a body")).expect("a problem")
}

async fn begin(visitor: &Visitor<'_>, length: u64) -> Response {
    let length = length.to_string();
    // `certificaat.pdf`
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("upload-length", length.as_str()),
        ("upload-metadata", "filename Y2VydGlmaWNhYXQucGRm"),
    ];
    visitor.call("POST", ADDRESS, &headers, Body::empty()).await
}

async fn begun(visitor: &Visitor<'_>, length: usize) -> String {
    let response = begin(visitor, length as u64).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(header(&response, "tus-resumable"), Some("1.0.0"));
    assert!(header(&response, "upload-expires").is_some_and(|day| day.contains("Nov 2026")));
    header(&response, "location")
        .expect("an address")
        .to_owned()
}

async fn add(visitor: &Visitor<'_>, address: &str, offset: usize, body: Body) -> Response {
    let offset = offset.to_string();
    let headers = [
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", offset.as_str()),
    ];
    visitor.call("PATCH", address, &headers, body).await
}

async fn received(visitor: &Visitor<'_>, address: &str) -> Option<usize> {
    let response = visitor.call("HEAD", address, &[], Body::empty()).await;
    header(&response, "upload-offset")?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_on_where_the_line_broke_and_is_evidence_once_the_form_is_saved() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let address = begun(&visitor, PDF.len()).await;
    assert_eq!(received(&visitor, &address).await, Some(0));
    let parts = [
        Ok(&PDF[..40]),
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
    ];
    add(
        &visitor,
        &address,
        0,
        Body::from_stream(stream::iter(parts)),
    )
    .await;
    assert_eq!(
        received(&visitor, &address).await,
        Some(40),
        "what came is kept"
    );

    let again = add(&visitor, &address, 0, Body::from(PDF)).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    assert_eq!(header(&again, "upload-offset"), Some("40"));
    let rest = add(&visitor, &address, 40, Body::from(&PDF[40..])).await;
    assert_eq!(rest.status(), StatusCode::NO_CONTENT);

    let number = fresh().to_string();
    let upload = address.rsplit('/').next().expect("a number");
    let form = |title| {
        let mut form = vec![
            ("nieuw", number.as_str()),
            ("title", title),
            ("from_day", "12"),
            ("from_month", "10"),
            ("from_year", "2026"),
            ("hours", "6"),
        ];
        // However often it is named, it is one file.
        form.resize(form.len() + 30, ("upload", upload));
        form
    };
    let file = app::upload::File {
        field: "bestand".to_owned(),
        name: String::new(),
        bytes: Vec::new(),
    };
    let goal = visitor.post_file(PAGE, SAVE, &form(""), &file).await;
    assert!(goal.contains("formulier="), "{goal}");
    assert_eq!(
        received(&visitor, &address).await,
        Some(PDF.len()),
        "it waits for the form"
    );
    let goal = visitor.post_file(PAGE, SAVE, &form("Cursus"), &file).await;
    assert!(goal.contains("melding=opgeslagen"), "{goal}");
    let teacher = register.teacher(MILA).await;
    let id = number.parse().expect("a number");
    let detail = register.desk.activity(&teacher, id).await.expect("found");
    assert_eq!(detail.evidence[0].name, "certificaat.pdf");
    assert_eq!(received(&visitor, &address).await, None, "and is gone then");
    assert_eq!(register.count("upload_part").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_file_is_looked_at_as_one_in_a_form_is() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let program = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00";
    let address = begun(&visitor, program.len()).await;
    let refused = add(&visitor, &address, 0, Body::from(&program[..])).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let message = problem(refused).await.errors[0].message.clone();
    assert!(
        message.contains("certificaat.pdf is een ander soort bestand"),
        "{message}"
    );
    assert_eq!(
        received(&visitor, &address).await,
        None,
        "nothing is left of it"
    );
    for length in [0, MAX_EVIDENCE_BYTES + 1] {
        let refused = begin(&visitor, length).await;
        assert_eq!(
            refused.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{length}"
        );
    }
    let address = begun(&visitor, 10).await;
    let more = add(&visitor, &address, 0, Body::from(PDF)).await;
    assert_eq!(more.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let headers = [("upload-offset", "0")];
    let other = visitor
        .call("PATCH", &address, &headers, Body::from(PDF))
        .await;
    assert_eq!(other.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_of_its_owner_until_it_ends_or_a_day_has_passed() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let other = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    let address = begun(&visitor, PDF.len()).await;
    assert_eq!(received(&other, &address).await, None);
    let foreign = add(&other, &address, 0, Body::from(PDF)).await;
    assert_eq!(foreign.status(), StatusCode::NOT_FOUND);
    let ended = visitor.call("DELETE", &address, &[], Body::empty()).await;
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert_eq!(received(&visitor, &address).await, None);

    let address = begun(&visitor, PDF.len()).await;
    add(&visitor, &address, 0, Body::from(&PDF[..10])).await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(25));
    tend::tend(&register.system).await.expect("tended");
    assert_eq!(register.count("upload_part").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_lets_more_wait_than_a_form_takes() {
    let register = Register::with(|config| config.limits.upload_per_minute = 1000).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let mut waiting = Vec::new();
    for _ in 0..20 {
        let length = usize::try_from(MAX_EVIDENCE_BYTES).expect("fits");
        let address = begun(&visitor, length).await;
        let number = address.rsplit('/').next().expect("a number");
        waiting.push(Uuid::parse_str(number).expect("a number"));
    }
    let refused = begin(&visitor, 10).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);

    let teacher = register.teacher(MILA).await;
    for too_many in [vec![waiting[0]; 21], waiting] {
        let refused = register.desk.uploaded(&teacher, &too_many).await;
        let refused = refused.expect_err("too many for one form");
        assert!(refused.errors[0].message.contains("te veel"), "{refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_form_is_no_form() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let number = fresh().to_string();
    let form = format!("nieuw={number}&title=Cursus");
    let parts = [
        Ok(form.into_bytes()),
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
    ];
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let body = Body::from_stream(stream::iter(parts));
    let answer = visitor
        .call("POST", "/api/mijn/activiteit/toevoegen", &headers, body)
        .await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(problem(answer).await.title.contains("onderbroken"));
}
