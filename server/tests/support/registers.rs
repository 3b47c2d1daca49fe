//! Stand-ins for the BRP and the Diplomaregister, on a port of their own.

use axum::{Json, Router, extract::State, response::IntoResponse, routing::post};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

/// How a stand-in behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// It answers.
    #[default]
    Well,
    /// It answers with an error.
    Failing,
    /// It does not answer within the time that we wait.
    Hanging,
}

#[derive(Default)]
struct Holdings {
    diplomas: HashMap<String, Vec<Value>>,
    people: HashMap<String, Value>,
    portfolios: HashMap<String, Value>,
    mood: Mood,
    asked: usize,
    people_asked: usize,
}

/// The outside registers of one test.
#[derive(Clone)]
pub struct StandIns {
    /// Their address.
    pub url: String,
    held: Arc<Mutex<Holdings>>,
}

impl StandIns {
    /// Starts them, empty.
    pub async fn start() -> Self {
        let held = Arc::new(Mutex::new(Holdings::default()));
        let router = Router::new()
            .route("/oauth/token", post(token))
            .route("/v1/diplomas", post(diplomas))
            .route("/v1/portfolio", post(old_portfolio))
            .route("/haalcentraal/api/brp/personen", post(people))
            .with_state(held.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("port");
        let url = format!("http://{}", listener.local_addr().expect("address"));
        tokio::spawn(async move {
            axum::serve(listener, router).await.expect("stand-ins");
        });
        Self { url, held }
    }

    /// Gives a person a diploma.
    pub fn add_diploma(
        &self,
        bsn: &str,
        code: Option<&str>,
        programme: &str,
        kind: &str,
        date: &str,
    ) {
        let record = json!({
            "opleidingscode": code,
            "opleidingsnaam": programme,
            "soort": kind,
            "instellingsnaam": "Hogeschool Merenwijk",
            "diplomadatum": date,
            "land": "NL",
        });
        self.held
            .lock()
            .expect("lock")
            .diplomas
            .entry(bsn.to_owned())
            .or_default()
            .push(record);
    }

    /// Gives somebody a portfolio in the old register.
    pub fn add_portfolio(&self, email: &str, family_name: &str, birth_date: &str, file: Value) {
        let key = format!("{email}/{family_name}/{birth_date}");
        self.held.lock().expect("lock").portfolios.insert(key, file);
    }

    /// Makes a person known to the BRP.
    pub fn add_person(
        &self,
        bsn: &str,
        first_names: &str,
        prefix: &str,
        family_name: &str,
        birth_date: &str,
    ) {
        let person = json!({
            "naam": {
                "voornamen": first_names,
                "voorletters": format!("{}.", first_names.chars().next().unwrap_or('X')),
                "voorvoegsel": prefix,
                "geslachtsnaam": family_name,
            },
            "geboorte": { "datum": { "type": "Datum", "datum": birth_date } },
            "geslacht": { "code": "V" },
        });
        self.held
            .lock()
            .expect("lock")
            .people
            .insert(bsn.to_owned(), person);
    }

    /// Lets the BRP know more of a person, or something else.
    pub fn describe(&self, bsn: &str, part: &str, value: Value) {
        let mut held = self.held.lock().expect("lock");
        let person = held.people.get_mut(bsn).expect("a known person");
        match (&mut person[part], value) {
            (Value::Object(known), Value::Object(more)) => known.extend(more),
            (known, value) => *known = value,
        }
    }

    /// Lets the BRP know that a person died.
    pub fn add_death(&self, bsn: &str, day: &str) {
        let mut held = self.held.lock().expect("lock");
        let person = held.people.get_mut(bsn).expect("a known person");
        person["overlijden"] = json!({ "datum": { "type": "Datum", "datum": day } });
    }

    /// Lets the BRP know that a person does not want the data given to others.
    pub fn add_shield(&self, bsn: &str) {
        let mut held = self.held.lock().expect("lock");
        let person = held.people.get_mut(bsn).expect("a known person");
        person["geheimhoudingPersoonsgegevens"] = json!(true);
    }

    /// Makes a person unknown to the BRP.
    pub fn remove_person(&self, bsn: &str) {
        self.held.lock().expect("lock").people.remove(bsn);
    }

    /// Changes how they behave.
    pub fn set_mood(&self, mood: Mood) {
        self.held.lock().expect("lock").mood = mood;
    }

    /// How often the BRP was asked for persons.
    pub fn people_asked(&self) -> usize {
        self.held.lock().expect("lock").people_asked
    }

    /// How often the Diplomaregister was asked for diplomas.
    pub fn asked(&self) -> usize {
        self.held.lock().expect("lock").asked
    }
}

type Held = State<Arc<Mutex<Holdings>>>;

async fn token() -> Json<Value> {
    Json(json!({ "access_token": "toegang", "expires_in": 300, "token_type": "Bearer" }))
}

async fn diplomas(State(held): Held, Json(question): Json<Value>) -> impl IntoResponse {
    let (mood, records) = {
        let mut held = held.lock().expect("lock");
        held.asked += 1;
        let bsn = question["burgerservicenummer"].as_str().unwrap_or_default();
        (
            held.mood,
            held.diplomas.get(bsn).cloned().unwrap_or_default(),
        )
    };
    answer(mood, json!({ "diplomas": records })).await
}

async fn old_portfolio(State(held): Held, Json(question): Json<Value>) -> impl IntoResponse {
    let text = |name: &str| question[name].as_str().unwrap_or_default().to_owned();
    let key = format!(
        "{}/{}/{}",
        text("email"),
        text("achternaam"),
        text("geboortedatum")
    );
    let (mood, found) = {
        let held = held.lock().expect("lock");
        (held.mood, held.portfolios.get(&key).cloned())
    };
    match found {
        Some(file) => answer(mood, file).await,
        None if mood == Mood::Well => http::StatusCode::NOT_FOUND.into_response(),
        None => answer(mood, Value::Null).await,
    }
}

async fn people(State(held): Held, Json(question): Json<Value>) -> impl IntoResponse {
    let (mood, found) = {
        let mut held = held.lock().expect("lock");
        held.people_asked += 1;
        let found: Vec<Value> = question["burgerservicenummer"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|bsn| held.people.get(bsn.as_str()?).cloned())
            .collect();
        (held.mood, found)
    };
    answer(
        mood,
        json!({ "type": "RaadpleegMetBurgerservicenummer", "personen": found }),
    )
    .await
}

async fn answer(mood: Mood, body: Value) -> axum::response::Response {
    match mood {
        Mood::Well => Json(body).into_response(),
        Mood::Failing => http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        // Longer than any time limit of the tests; the caller hangs up before.
        Mood::Hanging => {
            tokio::time::sleep(Duration::from_mins(1)).await;
            http::StatusCode::GATEWAY_TIMEOUT.into_response()
        }
    }
}
