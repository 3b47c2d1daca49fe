//! What a program asks of the register for a board, and what it says for the board.

use crate::support::{Program, Register};
use axum::body::{Body, to_bytes};
use http::Request;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tower::ServiceExt;

const BOARD: &str = "41234";

struct Desk {
    register: Register,
    token: String,
}

impl Desk {
    async fn new() -> Self {
        let register = Register::new().await;
        let program = Program::registered(&register).await;
        program.mandated(&register).await;
        let token = program.token(&register).await;
        Self { register, token }
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        Program::call(&self.register, &self.token, method, path, body.as_ref()).await
    }

    /// How many states of appointments the register holds.
    async fn versions(&self) -> i64 {
        sqlx::query_scalar("select count(*) from appointment_version")
            .fetch_one(self.register.pool())
            .await
            .expect("a count")
    }

    /// Sends a list.
    async fn send(&self, path: &str, kind: &str, list: String) -> (u16, Value) {
        let request = Request::post(format!("{}{path}", server::api::BASE))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", kind)
            .body(Body::from(list))
            .expect("a request");
        let response = self.register.router().oneshot(request).await;
        let (head, body) = response.expect("an answer").into_parts();
        let bytes = to_bytes(body, 1 << 20).await.expect("a body");
        let answer = serde_json::from_slice(&bytes).expect("json");
        (head.status.as_u16(), answer)
    }

    /// Delivers an appointment of the teacher with BSN 999990019.
    async fn deliver(&self, number: &str, version: u32, ground: &str) {
        let message = json!({
            "bedrijfsdocument": {
                "identificatiecodeBedrijfsdocument": uuid::Uuid::now_v7(),
                "datumTijdBedrijfsdocument": "2026-11-23T11:00:00Z",
                "berichtversie": "1.0",
                "softwarepakket": "VoorbeeldHR 12.3",
            },
            "bevoegdGezag": BOARD,
            "benoemingvolgnummer": number,
            "versie": version,
            "persoon": { "burgerservicenummer": "999990019", "geboortedatum": "1987-04-02" },
            "school": { "instellingscode": "99QA", "vestigingscode": "99QA00" },
            "benoeming": { "begindatum": "2026-11-01", "functiecategorie": 9 },
            "arbeidsovereenkomst": { "begindatum": "2026-11-01" },
            "grondslag": { "code": ground },
        });
        let path = format!("/benoemingen/{BOARD}/{number}");
        let (status, answer) = self.call("PUT", &path, Some(message)).await;
        assert!((200..300).contains(&status), "{answer}");
    }

    async fn overview(&self) -> String {
        let body = json!({ "bevoegdGezag": BOARD });
        let (status, made) = self
            .call("POST", "/registratieoverzichten", Some(body))
            .await;
        assert_eq!(status, 201, "{made}");
        made["kenmerk"].as_str().expect("an id").to_owned()
    }

    fn later(&self) {
        self.register
            .system
            .clock
            .advance(SignedDuration::from_mins(1));
    }
}

fn numbers(overview: &Value) -> Vec<&str> {
    overview["benoemingen"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["benoemingvolgnummer"].as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overview_tells_what_the_register_holds_and_stays_as_it_was() {
    let desk = Desk::new().await;
    desk.deliver("2026-1", 1, "VO-33.1B1").await;
    desk.later();
    let first = desk.overview().await;
    desk.later();
    desk.deliver("2026-2", 1, "VO-33.1B1").await;

    let (status, overview) = desk
        .call("GET", &format!("/registratieoverzichten/{first}"), None)
        .await;
    assert_eq!(status, 200, "{overview}");
    assert_eq!(numbers(&overview), ["2026-1"]);
    let appointment = &overview["benoemingen"][0];
    assert_eq!(appointment["persoon"]["burgerservicenummer"], "999990019");
    assert_eq!(appointment["benoeming"]["begindatum"], "2026-11-01");
    assert_eq!(appointment["benoeming"]["einddatum"], Value::Null);
    assert_eq!(appointment["grondslag"]["code"], "VO-33.1B1");
    assert_eq!(appointment["registratie"]["bestemming"], "lerarenregister");
    assert_eq!(desk.register.audited("overview_made").await, 1);
    assert_eq!(desk.register.audited("overview_read").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_difference_names_what_came_and_what_changed_but_nobody() {
    let desk = Desk::new().await;
    desk.deliver("2026-1", 1, "VO-33.1B1").await;
    desk.deliver("2026-2", 1, "VO-33.1B1").await;
    desk.later();
    let before = desk.overview().await;
    desk.later();
    desk.deliver("2026-1", 2, "VO-33.1B2").await;
    desk.deliver("2026-3", 1, "VO-33.1B1").await;
    desk.later();
    let after = desk.overview().await;

    let path =
        |id: &str, with: &str| format!("/registratieoverzichten/{id}/verschillen?met={with}");
    let (status, found) = desk.call("GET", &path(&after, &before), None).await;
    assert_eq!(status, 200, "{found}");
    assert_eq!(
        found["verschillen"],
        json!([
            {
                "benoemingvolgnummer": "2026-1",
                "soort": "gewijzigd",
                "velden": ["/grondslag/code", "/versie"],
            },
            { "benoemingvolgnummer": "2026-3", "soort": "toegevoegd", "velden": [] },
        ])
    );
    assert!(!found.to_string().contains("999990019"), "no BSN");
    let (_, back) = desk.call("GET", &path(&before, &after), None).await;
    assert_eq!(back["verschillen"][1]["soort"], "vervallen");
    let (_, none) = desk.call("GET", &path(&after, &after), None).await;
    assert_eq!(none["verschillen"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_ones_own_beside_the_register_shows_what_each_of_them_misses() {
    let desk = Desk::new().await;
    for number in ["2026-1", "2026-2", "2026-3"] {
        desk.deliver(number, 1, "VO-33.1B1").await;
    }
    desk.later();
    let overview = desk.overview().await;
    let before = desk.versions().await;
    let line = |number: &str, ground: &str| {
        json!({
            "bevoegdGezag": BOARD,
            "benoemingvolgnummer": number,
            "versie": 7,
            "persoon": { "burgerservicenummer": "999990019", "geboortedatum": "1987-04-02" },
            "school": { "instellingscode": "99QA", "vestigingscode": "99QA00" },
            "benoeming": { "begindatum": "2026-11-01", "functiecategorie": 9 },
            "arbeidsovereenkomst": { "begindatum": "2026-11-01" },
            "grondslag": { "code": ground },
        })
        .to_string()
    };
    let list = [
        line("2026-1", "VO-33.1B1"),
        line("2026-2", "VO-33.1B2"),
        line("2026-9", "VO-33.1B1"),
        r#"{"benoemingvolgnummer":"2026-8"}"#.to_owned(),
    ]
    .join("\n");
    let path = format!("/registratieoverzichten/{overview}/verschillen");
    let (status, found) = desk.send(&path, "application/x-ndjson", list).await;
    assert_eq!(status, 200, "{found}");
    assert_eq!(found["regels"], 4);
    assert_eq!(
        found["verschillen"],
        json!([
            {
                "benoemingvolgnummer": "2026-2",
                "soort": "gewijzigd",
                "velden": ["/grondslag/code"],
            },
            { "benoemingvolgnummer": "2026-3", "soort": "toegevoegd", "velden": [] },
            { "benoemingvolgnummer": "2026-8", "soort": "onleesbaar", "velden": [] },
            { "benoemingvolgnummer": "2026-9", "soort": "vervallen", "velden": [] },
        ])
    );
    assert!(!found.to_string().contains("999990019"), "no BSN");
    assert_eq!(desk.versions().await, before, "nothing of it is taken in");
    assert_eq!(desk.register.audited("overview_read").await, 1);

    let csv = "bevoegdGezag;benoemingvolgnummer".to_owned();
    let (status, refused) = desk.send(&path, "text/csv", csv).await;
    assert_eq!(status, 400, "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_without_a_mandate_learns_nothing_of_a_board() {
    let desk = Desk::new().await;
    let first = desk.overview().await;
    sqlx::query("delete from mandate")
        .execute(desk.register.pool())
        .await
        .expect("no mandate");
    let body = json!({ "bevoegdGezag": BOARD });
    let declared = json!({ "bevoegdGezag": BOARD, "peildatum": "2026-10-01" });
    for (method, path, body, status) in [
        ("POST", "/registratieoverzichten", Some(body), 403),
        (
            "GET",
            &format!("/registratieoverzichten/{first}"),
            None,
            404,
        ),
        (
            "POST",
            &format!("/registratieoverzichten/{first}/verschillen"),
            Some(json!({})),
            404,
        ),
        ("POST", "/volledigheidsverklaringen", Some(declared), 403),
        ("GET", "/verbeterverzoeken?bevoegdGezag=41234", None, 403),
    ] {
        let (found, answer) = desk.call(method, path, body).await;
        assert_eq!(found, status, "{method} {path}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_declares_once_that_a_day_is_complete_and_not_of_a_day_to_come() {
    let desk = Desk::new().await;
    desk.deliver("2026-1", 1, "VO-33.1B1").await;
    let declare = async |day: &str| {
        let body = json!({ "bevoegdGezag": BOARD, "peildatum": day });
        desk.call("POST", "/volledigheidsverklaringen", Some(body))
            .await
    };
    let (status, first) = declare("2026-11-20").await;
    assert_eq!((status, &first["benoemingen"]), (201, &json!(1)), "{first}");
    let (status, again) = declare("2026-11-20").await;
    assert_eq!((status, &again["kenmerk"]), (200, &first["kenmerk"]));
    assert_eq!(desk.register.audited("completeness_declared").await, 1);
    let (status, refused) = declare("2026-11-24").await;
    assert_eq!(
        (status, &refused["errors"][0]["field"]),
        (422, &json!("peildatum"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_a_teacher_is_answered_once_with_a_reason_and_the_teacher_reads_it() {
    let desk = Desk::new().await;
    desk.deliver("2026-1", 1, "VO-33.1B1").await;
    let id = uuid::Uuid::now_v7();
    sqlx::query(
        "insert into correction_request (id, person_id, appointment_id, fact, message,
                                         created_at, due_on)
         select $1, person_id, id, 'begindatum', 'Dit is te laat.', now(), '2026-12-21'
         from appointment",
    )
    .bind(id)
    .execute(desk.register.pool())
    .await
    .expect("a report");

    let list = format!("/verbeterverzoeken?bevoegdGezag={BOARD}");
    let (_, waiting) = desk.call("GET", &list, None).await;
    assert_eq!(waiting["verbeterverzoeken"][0]["kenmerk"], json!(id));
    assert_eq!(
        waiting["verbeterverzoeken"][0]["benoemingvolgnummer"],
        "2026-1"
    );
    let path = format!("/verbeterverzoeken/{id}/reacties");
    let answer = async |body: Value| desk.call("POST", &path, Some(body)).await;
    let (status, problem) = answer(json!({ "uitkomst": "overeenkomstig" })).await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (422, &json!("reden"))
    );
    let given = json!({ "uitkomst": "overeenkomstig", "reden": "Zo staat het in de akte." });
    assert_eq!(answer(given.clone()).await.0, 204);
    assert_eq!(answer(given).await.0, 409);
    let told: String = sqlx::query_scalar("select body from message")
        .fetch_one(desk.register.pool())
        .await
        .expect("a message");
    assert!(told.contains("Zo staat het in de akte."), "{told}");
    assert_eq!(desk.register.audited("correction_answered").await, 1);
    let (_, waiting) = desk.call("GET", &list, None).await;
    assert_eq!(waiting["verbeterverzoeken"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_decision_aid_asks_on_until_it_knows() {
    let desk = Desk::new().await;
    let mut answers = json!({ "sector": "vo" });
    for _ in 0..8 {
        let body = json!({ "antwoorden": answers });
        let (status, step) = desk.call("POST", "/grondslaghulp", Some(body)).await;
        assert_eq!(status, 200, "{step}");
        if step["uitkomst"].is_object() {
            assert!(step["uitkomst"]["titel"].is_string());
            assert!(
                !step["uitkomst"]["redenen"]
                    .as_array()
                    .expect("reasons")
                    .is_empty()
            );
            return;
        }
        let question = step["vraag"]["code"].as_str().expect("a question");
        assert_eq!(step["vraag"]["fout"], Value::Null, "{step}");
        answers[question] = step["vraag"]["antwoorden"][0]["code"].clone();
    }
    panic!("no outcome after 8 questions");
}
