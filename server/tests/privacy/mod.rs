//! Nothing of a teacher that is not public comes out for the public: a register is filled with people
//! of every kind, everything that somebody without a login can ask is asked, and every answer is
//! searched for every value that the database holds of a person.
//!
//! The values come from the database itself, so a new column is searched for from the start. What it
//! holds is private, until it is named in [`values::PUBLIC`]; a new table is about people, until it is
//! named in [`values::NOT_OF_PEOPLE`].

mod populated;
mod values;

use crate::support::{Register, Visitor};
use app::teacher::proof::{NewProof, desk::ProofDesk};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use populated::populated;
use server::{api, web};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use tower::ServiceExt;
use values::{holds, private_values, written};

/// Somebody without a login, who asks everything.
struct Public {
    router: Router,
}

impl Public {
    /// Asks with GET, or posts these fields of a form, as a browser does.
    async fn ask(&self, address: &str, posted: Option<&str>) -> String {
        let accept = if address.starts_with("/api/") {
            "application/json"
        } else {
            "text/html"
        };
        let method = if posted.is_some() { "POST" } else { "GET" };
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::ACCEPT, accept)
            .header(header::ORIGIN, "http://127.0.0.1:3000")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(posted.unwrap_or_default().to_owned()))
            .expect("request");
        let peer: SocketAddr = "192.0.2.7:1".parse().expect("address");
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = self.router.clone().oneshot(request).await.expect("answer");
        let head = format!("{} {:?}\n", answer.status(), answer.headers());
        let body = to_bytes(answer.into_body(), usize::MAX)
            .await
            .expect("body");
        head + &String::from_utf8_lossy(&body)
    }
}

/// Every address that is asked with GET, with these numbers of teachers and of anything else.
fn addresses(numbers: &[String], ids: &[String]) -> Vec<String> {
    let pages = web::pages().into_iter().map(|page| page.path().to_owned());
    let plain = web::plain_routes().into_iter();
    let plain = plain.filter(|(method, ..)| *method == "GET");
    let api = api::routes().into_iter();
    let api = api.filter(|(method, ..)| *method == "GET");
    let mut routes: Vec<String> = pages.collect();
    routes.extend(plain.map(|(_, path, _)| path.to_owned()));
    routes.extend(api.map(|(_, path, _)| format!("{}{path}", api::BASE)));
    let mut addresses = Vec::new();
    for route in routes {
        let values: &[String] = if route.contains("{nummer}") {
            numbers
        } else {
            ids
        };
        let Some((before, rest)) = route.split_once('{') else {
            addresses.push(route);
            continue;
        };
        let after = rest.split_once('}').map_or("", |(_, after)| after);
        for value in values {
            let address = format!("{before}{value}{after}");
            // Whatever more is asked for.
            addresses.push(address.replace(['{', '}', '*'], "x"));
        }
    }
    let functions = server_fn::axum::server_fn_paths();
    for (path, _) in functions.filter(|(_, method)| method == http::Method::GET) {
        addresses.push(path.to_owned());
        let names = [
            "number", "id", "claim", "page", "answers", "bestuur", "filter",
        ];
        for value in numbers.iter().chain(ids) {
            let query: Vec<String> = names.iter().map(|name| format!("{name}={value}")).collect();
            addresses.push(format!("{path}?{}", query.join("&")));
        }
    }
    addresses
}

/// Every address that is posted to, with fields of these values: whatever the form is, what is of
/// somebody stands in it.
fn posts(values: &[String]) -> Vec<(String, String)> {
    let plain = web::plain_routes().into_iter();
    let plain = plain.filter(|(method, ..)| *method == "POST");
    let api = api::routes().into_iter();
    let api = api.filter(|(method, ..)| *method == "POST");
    let functions = server_fn::axum::server_fn_paths();
    let functions = functions.filter(|(_, method)| method == http::Method::POST);
    let mut routes: Vec<String> = plain.map(|(_, path, _)| path.to_owned()).collect();
    routes.extend(api.map(|(_, path, _)| format!("{}{path}", api::BASE)));
    routes.extend(functions.map(|(path, _)| path.to_owned()));
    let names = [
        "key",
        "code",
        "bewijs",
        "number",
        "nummer",
        "id",
        "claim",
        "appointment",
        "returned",
    ];
    let mut posts = Vec::new();
    for route in routes {
        for value in values {
            let address = match route.split_once('{') {
                Some((before, rest)) => {
                    let after = rest.split_once('}').map_or("", |(_, after)| after);
                    format!("{before}{value}{after}").replace(['{', '}', '*'], "x")
                }
                None => route.clone(),
            };
            let fields = names.map(|name| (name, value.as_str()));
            let fields = serde_urlencoded::to_string(fields).expect("a form");
            posts.push((address, fields));
        }
    }
    posts
}

async fn strings(register: &Register, sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql)
        .fetch_all(register.pool())
        .await
        .expect("strings")
}

/// The code and the credential of a proof of what is private, which was withdrawn.
async fn withdrawn_proof(register: &Register) -> Vec<String> {
    let teacher = register.teacher(populated::LISTED).await;
    let proofs = register.desk.proofs(&teacher).await.expect("proofs");
    let new = NewProof {
        vakken: proofs.provable.expect("in the register").subjects,
        // The number, and since when, are public of who is listed.
        gegevens: vec!["geboortedatum".to_owned()],
        hoelang: "1-jaar".to_owned(),
    };
    let id = register.desk.make_proof(&teacher, new).await.expect("made");
    let mine = Visitor::teacher(register, populated::LISTED).await;
    let credential = mine.page(&format!("/mijn/bewijs.sd-jwt?id={id}")).await;
    register
        .desk
        .withdraw_proof(&teacher, id)
        .await
        .expect("withdrawn");
    let made = register.desk.proofs(&teacher).await.expect("proofs").made;
    vec![made[0].code.clone(), credential]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_to_the_public_holds_a_private_value() {
    // What the site says when the register knows nobody is no value of a person.
    let empty = Register::with(|config| config.limits.search_per_minute = 1_000_000).await;
    let site = Public {
        router: empty.router(),
    };
    let mut says = String::new();
    for address in addresses(
        &["10000000".to_owned()],
        &["1".to_owned(), "contact".to_owned()],
    ) {
        says += &site.ask(&address, None).await;
    }
    for (address, fields) in posts(&["1".to_owned()]) {
        says += &site.ask(&address, Some(&fields)).await;
    }

    let register = populated().await;
    let numbers = strings(&register, "select teacher_number from person").await;
    let ids = strings(
        &register,
        "(select id::text from evidence limit 1) union all (select id::text from subject_claim limit 1)
         union all (select id::text from activity limit 1) union all (select id::text from delivery limit 1)
         union all (select id::text from correction_request limit 1)
         union all (select id::text from person limit 1) union all (select id::text from signal limit 1)",
    )
    .await;
    let proofs = withdrawn_proof(&register).await;
    let private: Vec<(String, String, Vec<String>)> = private_values(&register)
        .await
        .into_iter()
        .map(|(value, place)| (written(&value), value, place))
        .map(|(ways, value, place)| (value, place, ways))
        .filter(|(.., ways)| !ways.iter().any(|way| holds(&says, way)))
        .collect();
    for part in [
        "person_details.street",
        "person.birth_date",
        "evidence.note",
        "activity_version.reflection",
        "correction_request.message",
        "registration.note",
        "person.teacher_number",
        "contact_person.email",
        "delivery_record.sent",
        "proof.content",
        "the BSN",
    ] {
        assert!(
            private.iter().any(|(_, place, _)| place == part),
            "there is no value of {part} to search for"
        );
    }

    let site = Public {
        router: register.router(),
    };
    let mut asked: BTreeSet<(String, Option<String>)> = addresses(&numbers, &ids)
        .into_iter()
        .map(|address| (address, None))
        .collect();
    let given = [numbers.as_slice(), &ids, &proofs].concat();
    let posted = posts(&given).into_iter();
    asked.extend(posted.map(|(address, fields)| (address, Some(fields))));
    let searched = private.iter().map(|(value, ..)| value.as_str()).chain([
        "zandlicht",
        "chloe zandlicht",
        "zand",
        "van",
        "partnerstein",
        "eigenaam",
        "hiske",
        "zandligt",
        "wending",
        "klaarzetter",
        "verborgh",
        "grensganger",
        "rustenburg",
        "wachtendorp",
        "de wending",
        "noorderveen",
    ]);
    for words in searched {
        let query = serde_urlencoded::to_string([("q", words)]).expect("a query");
        asked.insert((format!("/register/zoeken?{query}"), None));
        let query = serde_urlencoded::to_string([("q", words), ("plaats", "Zuiderveen")]);
        let address = format!("/api/register/zoeken?{}", query.expect("a query"));
        asked.insert((address, None));
    }
    let mut shown = String::new();
    let mut leaks = Vec::new();
    for (address, posted) in &asked {
        let said = site.ask(address, posted.as_deref()).await;
        let query = address.split_once('?').map(|(_, query)| query);
        let typed: Vec<(String, String)> = query
            .or(posted.as_deref())
            .and_then(|query| serde_urlencoded::from_str(query).ok())
            .unwrap_or_default();
        for (value, place, ways) in &private {
            // The page shows again what was typed, and an address what stood in it.
            let is_typed = address.contains(value.as_str())
                || ways
                    .iter()
                    .any(|way| typed.iter().any(|(_, typed)| typed.contains(way.as_str())));
            if !is_typed && ways.iter().any(|way| holds(&said, way)) {
                let how = posted.as_ref().map_or("asked", |_| "posted to");
                leaks.push(format!("{address}, {how}, shows {value} ({place})"));
            }
        }
        shown += &said;
    }
    assert!(leaks.is_empty(), "{:#?}", &leaks[..leaks.len().min(40)]);
    // Otherwise nothing was shown at all.
    for public in [
        "Chloe Zandlicht",
        "Hiske Partnerstein",
        "Gijsberta Rustenburg",
        "SG De Wending",
        // What was posted was read.
        "Dit bewijs is ingetrokken",
    ] {
        assert!(shown.contains(public), "{public} is not found");
    }
    // By which name who uses the partner's is found is no secret, but it is not shown.
    assert!(!shown.replace("eigenaam", "").contains("Eigenaam"));
}
