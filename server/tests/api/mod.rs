//! The delivery API for software, over HTTP and on a real database.

mod messages;
mod tokens;

use crate::support::{Register, a_moment, csv, row};
use app::school::{desk::SchoolDesk, mandates::NewMandate};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tower::ServiceExt;

const BOARD: &str = "41234";
const CLIENT: &str = "voorbeeldhr";

/// A program with a key pair, registered, and a mandate of the board.
struct Program {
    key: EncodingKey,
}

impl Program {
    async fn registered(register: &Register) -> Self {
        let pair = crate::support::ec_key_pair();
        server::api::register(
            register.pool(),
            "Voorbeeldsoftware",
            "00000003123456780000",
            CLIENT,
            json!({ "keys": [pair.public_jwk] }).to_string().as_bytes(),
        )
        .await
        .expect("registered");
        Self {
            key: EncodingKey::from_ec_der(&pair.private_pkcs8),
        }
    }

    /// An assertion as RFC 7523 wants it, but for what is changed.
    fn assertion(&self, register: &Register, change: &Value) -> String {
        let mut claims = json!({
            "iss": CLIENT,
            "sub": CLIENT,
            "aud": format!("{}/oauth/token", register.system.config.public_url),
            "exp": register.system.clock.now().as_second() + 120,
            "jti": uuid::Uuid::now_v7(),
        });
        for (name, value) in change.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some("een".to_owned());
        encode(&header, &claims, &self.key).expect("signed")
    }

    async fn token(&self, register: &Register) -> String {
        let (status, answer) = ask_token(register, &self.assertion(register, &json!({}))).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer["access_token"].as_str().expect("a token").to_owned()
    }
}

async fn ask_token(register: &Register, assertion: &str) -> (StatusCode, Value) {
    let form = serde_urlencoded::to_string([
        ("grant_type", "client_credentials"),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", assertion),
    ])
    .expect("a form");
    let request = Request::post("/oauth/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .expect("a request");
    answer(register, request).await
}

async fn answer(register: &Register, request: Request<Body>) -> (StatusCode, Value) {
    let response = register.router().oneshot(request).await.expect("an answer");
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a body");
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

async fn get(register: &Register, token: &str, path: &str) -> (StatusCode, Value) {
    let request = Request::get(format!("/api/aanleveren/v1{path}"))
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty())
        .expect("a request");
    answer(register, request).await
}

/// The feedback once it holds so many outcomes. It waits for every transaction that runs in the
/// cluster, those of other tests too.
async fn feedback_of(register: &Register, token: &str, count: usize) -> Value {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let (_, feedback) = get(register, token, "/terugkoppelingen").await;
        let there = feedback["terugkoppelingen"].as_array().map_or(0, Vec::len);
        if there >= count || std::time::Instant::now() > end {
            return feedback;
        }
        a_moment().await;
    }
}

async fn send(register: &Register, token: &str, board: &str, csv: String) -> (StatusCode, Value) {
    let request = Request::post(format!("/api/aanleveren/v1/batches?bevoegdGezag={board}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "text/csv")
        .body(Body::from(csv))
        .expect("a request");
    answer(register, request).await
}

async fn mandate(register: &Register, from: &str, before: &str) {
    sqlx::query(
        "insert into mandate (board_number, supplier_id, valid, granted_by, granted_at)
         select $1, id, daterange($2::date, $3::date), 'school:41234:test', now() from supplier",
    )
    .bind(BOARD)
    .bind(from)
    .bind(before)
    .execute(register.pool())
    .await
    .expect("a mandate");
}

/// Two rows: one that is right, and one of which the BSN fails the test of eleven.
fn batch() -> String {
    let line = |number, bsn| {
        let fields = [
            ("benoemingvolgnummer", number),
            ("burgerservicenummer", bsn),
        ];
        row(BOARD, &fields)
    };
    let rows = [
        line("2026-000001", "999990019"),
        line("2026-000002", "999990018"),
    ];
    String::from_utf8(csv(&rows).bytes).expect("text")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_with_a_mandate_delivers_and_reads_what_became_of_it() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    mandate(&register, "2026-01-01", "2027-01-01").await;
    let token = program.token(&register).await;

    let (status, batch) = send(&register, &token, BOARD, batch()).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{batch}");
    let id = batch["kenmerk"].as_str().expect("an id");
    let (_, batch) = get(&register, &token, &format!("/batches/{id}")).await;
    assert_eq!(batch["status"], "klaar");
    assert_eq!(
        (&batch["nieuw"], &batch["geweigerd"]),
        (&json!(1), &json!(1))
    );

    let first = feedback_of(&register, &token, 2).await;
    let outcomes: Vec<_> = first["terugkoppelingen"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| {
            (
                item["benoemingvolgnummer"].clone(),
                item["uitkomst"].clone(),
            )
        })
        .collect();
    assert_eq!(
        outcomes,
        [
            (json!("2026-000001"), json!("nieuw")),
            (json!("2026-000002"), json!("geweigerd")),
        ]
    );
    let refused = &first["terugkoppelingen"][1]["signalen"][0];
    assert_eq!(refused["code"], "LR-F006");
    assert_eq!(refused["ernst"], "fout");
    assert!(
        !first.to_string().contains("999990018"),
        "no BSN comes back"
    );

    let cursor = first["cursor"].as_str().expect("a cursor");
    let (_, rest) = get(&register, &token, &format!("/terugkoppelingen?na={cursor}")).await;
    assert_eq!(rest["terugkoppelingen"], json!([]));
    assert_eq!(rest["cursor"], first["cursor"], "the same place");
    assert_eq!(register.audited("delivered").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mandate_that_holds_today_nothing_is_taken_in_or_told() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    mandate(&register, "2026-01-01", "2026-11-23").await;
    let token = program.token(&register).await;
    let (status, problem) = send(&register, &token, BOARD, batch()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(
        problem["title"],
        "Je programma mag dit niet opvragen of aanleveren"
    );
    assert!(
        problem["detail"]
            .as_str()
            .is_some_and(|d| d.contains("LR-F003"))
    );
    let (status, feedback) = get(&register, &token, "/terugkoppelingen").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(feedback["terugkoppelingen"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_speaks_of_what_was_asked_and_never_of_a_page() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    mandate(&register, "2026-01-01", "2027-01-01").await;
    let token = program.token(&register).await;
    let none = "00000000-0000-7000-8000-000000000000";
    for path in [
        "/bestaat-niet".to_owned(),
        format!("/batches/{none}"),
        format!("/registratieoverzichten/{none}"),
        "/webhook".to_owned(),
        "/codelijsten/planeten".to_owned(),
        "/verbeterverzoeken?bevoegdGezag=41235".to_owned(),
    ] {
        let (status, problem) = get(&register, &token, &path).await;
        assert!([403, 404].contains(&status.as_u16()), "{path}: {status}");
        let title = problem["title"].as_str().expect("a title");
        assert!(!title.contains("pagina"), "{path}: {title}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_lists_are_those_of_the_day_that_is_asked_for() {
    let register = Register::new().await;
    let (status, list) = get(
        &register,
        "",
        "/codelijsten/grondslagen?peildatum=2026-11-01",
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    let codes = list["codes"].as_array().expect("a list");
    assert!(
        codes
            .iter()
            .any(|code| code["code"] == "VO-33.4" && code["bestemming"] == "registervoorportaal")
    );
    let replacement = codes.iter().find(|code| code["code"] == "VO-33.3V");
    let replacement = replacement.expect("a replacement");
    let told = [
        ("maximum", json!({ "eenheid": "maanden", "aantal": 12 })),
        ("verlengingen", json!(2)),
        ("maandenPerVerlenging", json!(24)),
        ("verklaringVanafVerlenging", json!(1)),
    ];
    for (member, value) in told {
        assert_eq!(replacement[member], value, "{member}");
    }
    assert!(codes.iter().any(|code| code["opmerking"].is_string()));
    let (status, _) = get(&register, "", "/codelijsten/bestaat-niet").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = get(&register, "", "/codelijsten/vakken?peildatum=31-02-2026").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_gives_a_mandate_and_ends_it() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    let token = program.token(&register).await;
    let contact = register.contact(BOARD);
    let desk: &dyn SchoolDesk = &register.desk;

    let before = desk.mandates(&contact).await.expect("mandates");
    assert_eq!(before.given, []);
    let supplier = before.others[0].id.to_string();
    let nobody = desk.grant_mandate(&contact, NewMandate::default()).await;
    assert_eq!(nobody.expect_err("nobody").status, 422);

    let new = NewMandate {
        supplier: supplier.clone(),
        ..NewMandate::default()
    };
    desk.grant_mandate(&contact, new.clone())
        .await
        .expect("given");
    let again = desk.grant_mandate(&contact, new).await;
    assert!(again.expect_err("given already").at("from").is_some());
    let given = desk.mandates(&contact).await.expect("mandates").given;
    assert_eq!(given.len(), 1);
    assert_eq!(register.audited("mandate_granted").await, 1);
    assert_eq!(
        send(&register, &token, BOARD, batch()).await.0,
        StatusCode::ACCEPTED
    );

    desk.end_mandate(&contact, supplier.clone(), given[0].from.to_string())
        .await
        .expect("ended");
    let ended = desk.mandates(&contact).await.expect("mandates");
    assert_eq!(ended.given, []);
    assert_eq!(register.audited("mandate_ended").await, 1);
    assert_eq!(
        send(&register, &token, BOARD, batch()).await.0,
        StatusCode::FORBIDDEN
    );
}
