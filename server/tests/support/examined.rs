//! The calls of a program that passes every case, as the sandbox keeps them.

use super::Register;
use serde_json::{Value, json};
use shared::delivery::{AppointmentMessage, parse_row, read_json, to_json, to_xml};
use uuid::Uuid;

/// Writes the calls into the sandbox; every message is of this package.
pub async fn pass_every_case(register: &Register, client: &str, package: &str) {
    let mut calls = Calls {
        package: package.to_owned(),
        rows: Vec::new(),
        second: register.now().as_second(),
    };
    calls.about_appointments();
    calls.about_order();
    calls.about_persons();
    calls.about_the_api();
    let sandbox = register.system.sandbox.as_ref().expect("a sandbox");
    for row in calls.rows {
        sqlx::query(
            "insert into sandbox_call
                 (client_id, at, method, path, media_type, sent, status, retry_after, answer)
             values ($1, to_timestamp($2), $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(client)
        .bind(f64::from(u32::try_from(row.second).expect("a moment")))
        .bind(row.method)
        .bind(row.path)
        .bind(row.media_type)
        .bind(row.sent)
        .bind(row.status)
        .bind(row.retry_after)
        .bind(row.answer.to_string())
        .execute(&sandbox.pool)
        .await
        .expect("a call");
    }
}

struct Row {
    second: i64,
    method: &'static str,
    path: String,
    media_type: &'static str,
    sent: String,
    status: i16,
    retry_after: Option<i32>,
    answer: Value,
}

struct Calls {
    package: String,
    rows: Vec<Row>,
    second: i64,
}

/// What differs from the usual message: a place, and what stands there.
type Changes<'a> = &'a [(&'a str, Value)];

const GROUND: &str = "/grondslag/code";
const BEGINS: &str = "/benoeming/begindatum";
const ENDS: &str = "/benoeming/einddatum";
const SINCE: &str = "/grondslag/ingangsdatumGrond";
const TIMES: &str = "/grondslag/verlenging";

impl Calls {
    /// A message about a qualified teacher since January.
    fn message(&self, number: &str, version: u32, changes: Changes<'_>) -> Value {
        let mut message = json!({
            "bedrijfsdocument": {
                "identificatiecodeBedrijfsdocument": Uuid::now_v7(),
                "datumTijdBedrijfsdocument": "2026-11-23T11:00:00Z",
                "berichtversie": "1.0",
                "softwarepakket": self.package,
            },
            "bevoegdGezag": "90001",
            "benoemingvolgnummer": number,
            "versie": version,
            "persoon": { "burgerservicenummer": "999990019", "geboortedatum": "1987-04-02" },
            "school": { "instellingscode": "99AA" },
            "benoeming": { "begindatum": "2026-01-01", "functiecategorie": 9 },
            "arbeidsovereenkomst": { "begindatum": "2026-01-01" },
            "grondslag": { "code": "VO-33.1B1" },
        });
        for (place, value) in changes {
            let (group, name) = place.rsplit_once('/').expect("a place");
            message.pointer_mut(group).expect("a group")[name] = value.clone();
        }
        message
    }

    fn call(&mut self, method: &'static str, path: &str, sent: &Value, status: i16, answer: Value) {
        self.second += 1;
        self.rows.push(Row {
            second: self.second,
            method,
            path: path.to_owned(),
            media_type: "application/json",
            sent: if sent.is_null() {
                String::new()
            } else {
                sent.to_string()
            },
            status,
            retry_after: None,
            answer,
        });
    }

    fn send(&mut self, method: &'static str, message: &Value, outcome: &str, codes: &[&str]) {
        let number = message["benoemingvolgnummer"].as_str().expect("a number");
        let signals: Vec<Value> = codes.iter().map(|code| json!({ "code": code })).collect();
        let answer = json!({
            "kenmerk": Uuid::now_v7(), "uitkomst": outcome, "signalen": signals,
        });
        let path = format!("/benoemingen/90001/{number}");
        self.call(method, &path, message, 200, answer);
    }

    fn put(&mut self, number: &str, version: u32, changes: Changes<'_>, outcome: &str) -> Value {
        let message = self.message(number, version, changes);
        self.send("PUT", &message, outcome, &[]);
        message
    }

    fn refused(&mut self, message: &Value, code: &str) {
        let path = format!(
            "/benoemingen/90001/{}",
            message["benoemingvolgnummer"].as_str().expect("a number")
        );
        let answer = json!({ "status": 422, "fouten": [{ "code": code }] });
        self.call("PUT", &path, message, 422, answer);
    }

    fn denied(&mut self, method: &'static str, path: &str, sent: &Value, told: &str) {
        let answer = json!({ "status": 403, "detail": format!("{told} (LR-F003).") });
        self.call(method, path, sent, 403, answer);
    }

    /// Cases 1 to 14.
    fn about_appointments(&mut self) {
        let temporary = |times: u32| {
            [
                (GROUND, json!("VO-33.3V")),
                (SINCE, json!("2026-01-01")),
                (TIMES, json!(times)),
            ]
        };
        self.put("a", 1, &[], "nieuw");
        self.put("b", 1, &temporary(0), "nieuw");
        let guest = self.message("c", 1, &[(GROUND, json!("VO-33.7"))]);
        self.refused(&guest, "LR-F022");
        self.put("a", 2, &[(ENDS, json!("2026-12-31"))], "gewijzigd");
        self.put("b", 2, &temporary(1), "gewijzigd");
        self.put("b", 3, &temporary(2), "gewijzigd");
        let third = self.message("b", 4, &temporary(3));
        self.refused(&third, "LR-F021");
        self.put("e", 1, &[(GROUND, json!("SO-3.1B1"))], "nieuw");
        let other = self.message("e", 2, &[]);
        self.send("PUT", &other, "gewijzigd", &["LR-M059"]);
        self.put("f", 1, &[(GROUND, json!("VO-33.9"))], "nieuw");
        self.put("g", 1, &[(GROUND, json!("VO-33.1B3"))], "nieuw");
        let qualified = self.message("g", 2, &[]);
        self.send("PUT", &qualified, "gewijzigd", &["LR-M059"]);
        for (number, begins, ends, since) in [
            ("h", "2026-01-01", "2026-03-31", "2026-01-01"),
            ("i", "2026-05-31", "2026-06-30", "2026-01-01"),
            ("j", "2026-08-15", "2026-09-30", "2026-08-15"),
        ] {
            let replacement = [
                (GROUND, json!("VO-33.3V")),
                (BEGINS, json!(begins)),
                (ENDS, json!(ends)),
                (SINCE, json!(since)),
            ];
            self.put(number, 1, &replacement, "nieuw");
        }
        let late = self.message("k", 1, &[]);
        self.send("PUT", &late, "nieuw", &["LR-M053"]);
    }

    /// Cases 15 to 19, and 21.
    fn about_order(&mut self) {
        let mut removal = self.message("k", 2, &[]);
        let members = removal.as_object_mut().expect("an object");
        members.retain(|name, _| {
            [
                "bedrijfsdocument",
                "bevoegdGezag",
                "benoemingvolgnummer",
                "versie",
            ]
            .contains(&name.as_str())
        });
        removal["verwijdering"] = json!({ "reden": "Toch niet" });
        self.send("DELETE", &removal, "gewijzigd", &[]);
        let back = self.put("k", 3, &[], "gewijzigd");
        let mut reused = self.message("k", 4, &[]);
        reused["bedrijfsdocument"] = back["bedrijfsdocument"].clone();
        self.refused(&reused, "LR-F002");
        self.put("l", 2, &[], "nieuw");
        let older = self.message("l", 1, &[]);
        self.send("PUT", &older, "ouder", &["LR-M051"]);
        self.put("m", 1, &[], "nieuw");
        let same = self.message("m", 1, &[(ENDS, json!("2026-12-31"))]);
        self.send("PUT", &same, "ouder", &["LR-M051"]);
        let message = self.message("n", 1, &[]);
        let answer = json!({ "kenmerk": Uuid::now_v7(), "uitkomst": "nieuw", "signalen": [] });
        for _ in 0..2 {
            self.call("PUT", "/benoemingen/90001/n", &message, 200, answer.clone());
        }
    }

    /// Cases 23 to 33.
    fn about_persons(&mut self) {
        let message = self.message("o", 1, &[]);
        let told = "Geen machtiging die vandaag geldt";
        self.denied("PUT", "/benoemingen/90002/o", &message, told);
        let coloured = self.message("o", 1, &[("/benoeming/kleur", json!("blauw"))]);
        self.refused(&coloured, "LR-F001");
        let unknown = self.message("o", 1, &[(GROUND, json!("VO-99"))]);
        self.refused(&unknown, "LR-F014");
        let names = [
            ("p", Some("Marie"), "GROẞ", "Luik"),
            ("q", Some("Michał"), "Zandlicht", "Luik"),
            ("r", Some("Renée"), "Zandlicht", "Luik"),
            ("s", Some("Marie"), "Muñoz", "Luik"),
            ("t", None, "Sukarno", "Kleve, Duitsland"),
        ];
        for (number, first, family, place) in names {
            let abroad = [
                ("/persoon/nietIngezetene", json!(true)),
                ("/persoon/voornamen", json!(first)),
                ("/persoon/achternaam", json!(family)),
                ("/persoon/woonplaats", json!(place)),
            ];
            self.put(number, 1, &abroad, "nieuw");
        }
        self.put("u", 1, &[(BEGINS, json!("2024-02-29"))], "nieuw");
        let moment = "/bedrijfsdocument/datumTijdBedrijfsdocument";
        let elsewhere = [(moment, json!("2026-11-23T13:00:00+02:00"))];
        self.put("v", 1, &elsewhere, "nieuw");
    }

    /// Cases 20, 22 and 34 to 40.
    fn about_the_api(&mut self) {
        let nothing = Value::Null;
        let id = Uuid::now_v7();
        let batch = json!({ "kenmerk": id });
        self.call("POST", "/batches?bevoegdGezag=90001", &nothing, 202, batch);
        let done = json!({ "kenmerk": id, "status": "klaar", "regels": 10_000, "geweigerd": 303 });
        self.call("GET", &format!("/batches/{id}"), &nothing, 200, done);
        let told = "Het OIN is niet dat van jouw organisatie";
        self.denied("GET", "/terugkoppelingen", &nothing, told);
        let cursor = json!({ "cursor": "12.4" });
        self.call("GET", "/terugkoppelingen", &nothing, 200, cursor.clone());
        self.call("GET", "/terugkoppelingen?na=12.4", &nothing, 200, cursor);
        let reports = json!({ "verbeterverzoeken": [{ "kenmerk": id }] });
        self.call("GET", "/verbeterverzoeken", &nothing, 200, reports);
        let path = format!("/verbeterverzoeken/{id}/reacties");
        self.call("POST", &path, &json!({}), 204, Value::Null);
        let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
        let overviews = "/registratieoverzichten";
        self.call("POST", overviews, &nothing, 201, json!({ "kenmerk": one }));
        self.put("w", 1, &[], "nieuw");
        self.call(
            "POST",
            overviews,
            &nothing,
            201,
            json!({ "kenmerk": other }),
        );
        let path = format!("{overviews}/{other}");
        self.call("GET", &path, &nothing, 200, json!({}));
        let path = format!("{overviews}/{other}/verschillen?met={one}");
        let differences = json!({ "verschillen": [{ "benoemingvolgnummer": "w" }] });
        self.call("GET", &path, &nothing, 200, differences);
        let tried = json!({ "verkeerd": 401, "goed": 204 });
        self.call("POST", "/webhook/proef", &nothing, 200, tried);
        self.call("GET", "/webhook", &nothing, 429, Value::Null);
        self.rows.last_mut().expect("a call").retry_after = Some(2);
        self.second += 2;
        self.call("GET", "/webhook", &nothing, 200, json!({}));
        self.call("GET", "/openapi.json", &nothing, 200, json!({}));
        let too_new = self.message("x", 1, &[("/bedrijfsdocument/berichtversie", json!("9.0"))]);
        self.refused(&too_new, "LR-F005");
        self.put("x", 1, &[], "nieuw");
        let tried = read_json(self.message("y", 1, &[]).to_string().as_bytes());
        let message: AppointmentMessage = parse_row(&tried.row).expect("right");
        for (media_type, sent) in [
            ("application/json", to_json(&message)),
            ("application/xml", to_xml(&message)),
        ] {
            let answer = json!({ "signalen": [] });
            self.call("POST", "/proefcontroles", &Value::Null, 200, answer);
            let last = self.rows.last_mut().expect("a call");
            last.media_type = media_type;
            last.sent = sent;
        }
    }
}
