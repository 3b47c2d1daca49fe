//! Nothing of a teacher that is not public comes out for the public: a register is filled with people
//! of every kind, everything that somebody without a login can ask is asked, and every answer is
//! searched for every value that the database holds of a person.
//!
//! The values come from the database itself, so a new column is searched for from the start. What it
//! holds is private, until it is named in [`PUBLIC`]; a new table is about people, until it is named in
//! [`NOT_OF_PEOPLE`].

mod support;

use app::{
    actor::Teacher,
    school::{contacts::NewContact, desk::SchoolDesk, teachers::TeacherFilter},
    teacher::{
        CorrectionForm, EvidenceForm,
        desk::TeacherDesk,
        portfolio::desk::{PortfolioDesk, Target},
    },
    upload::File,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, header},
};
use jiff::{SignedDuration, civil::Date};
use server::{api, institutions, people, session::store, signals::go_round, web};
use shared::{
    authority::ClaimForm,
    identifier::{ActivityId, BoardNumber},
    notation,
    portfolio::ActivityForm,
};
use sqlx::AssertSqlSafe;
use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
};
use support::{Deliverer, Register, appointment, deliver_file_of};
use tower::ServiceExt;
use uuid::Uuid;

const LISTED: &str = "999990019";
const VESTIBULE: &str = "999990020";
const STAGED: &str = "999990032";
const SHIELDED: &str = "999990044";
const DECEASED: &str = "999990056";
const ENDED: &str = "999990068";
const OTHER_ACT: &str = "999990081";
const ABROAD: &str = "999990093";
const MARRIED: &str = "999990111";

const BSNS: [&str; 9] = [
    LISTED, VESTIBULE, STAGED, SHIELDED, DECEASED, ENDED, OTHER_ACT, ABROAD, MARRIED,
];

/// What is not about teachers: schools, suppliers, and what they and the register do together.
const NOT_OF_PEOPLE: &[&str] = &[
    "_sqlx_migrations",
    "api_token",
    "board",
    "board_wave",
    "client_assertion",
    "completeness",
    "conformance_certificate",
    "contact_reach",
    "destruction",
    "examination",
    "last_number",
    "letter",
    "location",
    "login_attempt",
    "mandate",
    "news",
    "overview",
    "sandbox_board",
    "sandbox_busy",
    "sandbox_call",
    "school",
    "school_board",
    "setting",
    "staff_count",
    "supplier",
    "supplier_client",
    "tombstone",
    "unclear_programme",
    "webhook",
];

/// What may come out of who is listed, and of nobody else. Of the first names only the first.
const PUBLIC: &[(&str, &str)] = &[
    ("person", "teacher_number"),
    ("person_details", "first_names"),
    ("person_details", "prefix"),
    ("person_details", "family_name"),
    ("person_details", "partner_prefix"),
    ("person_details", "partner_name"),
    ("subject_claim_version", "subject"),
    ("public_listing", "teacher_number"),
    ("public_listing", "name"),
    ("public_listing", "school"),
    ("public_listing", "place"),
    ("public_listing", "subjects"),
];

/// Shorter values stand in any text.
const SHORTEST: usize = 4;

/// Somebody whom the BRP knows, with a name and an address that nobody else has.
fn resident(register: &Register, bsn: &str, first: &str, last: &str, birth: &str, street: &str) {
    let brp = &register.stand_ins;
    brp.add_person(bsn, first, "", last, birth);
    let address = serde_json::json!({ "verblijfadres": {
        "straat": street,
        "huisnummer": 1718,
        "postcode": format!("95{}XQ", &bsn[6..8]),
        "woonplaats": format!("{street}hausen"),
    }});
    brp.describe(bsn, "verblijfplaats", address);
}

/// An appointment of somebody, but for what makes it theirs, that of a qualified teacher.
async fn appoint(register: &Register, bsn: &str, birth: &str, more: &[(&str, &str)]) {
    let number = format!("2014-{}", &bsn[5..]);
    let mut row = vec![
        ("burgerservicenummer", bsn),
        ("geboortedatum", birth),
        ("benoemingvolgnummer", number.as_str()),
    ];
    row.extend(more);
    let board = more
        .iter()
        .find(|(name, _)| *name == "bevoegdGezag")
        .map_or("41234", |(_, board)| board);
    deliver_file_of(register, board, &[&row]).await;
}

async fn confirm(register: &Register, bsn: &str) -> Teacher {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let teacher = register.teacher(bsn).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in &overview.appointments {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
    teacher
}

/// What a teacher adds: a subject, evidence, an activity, a report.
async fn fill_in(register: &Register, teacher: &Teacher, subject: &str, word: &str) {
    let overview = register.desk.overview(teacher).await.expect("overview");
    let appointment = overview.appointments[0].id;
    let file = |name: &str| File {
        field: "bestand".to_owned(),
        name: format!("{word}-{name}.pdf"),
        bytes: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF".to_vec(),
    };
    register.system.clock.advance(SignedDuration::from_mins(1));
    let claim = ClaimForm {
        appointment: appointment.to_string(),
        subject: subject.to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned()],
        since_day: "9".to_owned(),
        since_month: "9".to_owned(),
        since_year: "2019".to_owned(),
    };
    let desk = &register.desk;
    let claim = desk.save_claim(teacher, None, &claim).await.expect("saved");
    let evidence = EvidenceForm {
        soort: "oud-diploma".to_owned(),
        uitleg: format!("De uitleg van {word}"),
    };
    desk.add_explained_evidence(teacher, claim, &evidence, vec![file("akte")])
        .await
        .expect("added");
    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.record_claim(teacher, claim, true)
        .await
        .expect("recorded");
    let activity = ActivityForm {
        title: format!("Cursus {word}"),
        kind: "cursus".to_owned(),
        category: "pedagogisch".to_owned(),
        hours: "7,5".to_owned(),
        from_day: "12".to_owned(),
        from_month: "10".to_owned(),
        from_year: "2025".to_owned(),
        to_day: "17".to_owned(),
        to_month: "10".to_owned(),
        to_year: "2025".to_owned(),
        provider: format!("Aanbieder {word}"),
        reflection: format!("Ik leerde van {word}"),
        ..ActivityForm::default()
    };
    let target = Target::New(ActivityId(Uuid::now_v7()));
    desk.save_activity(teacher, target, &activity, vec![file("bewijs")])
        .await
        .expect("saved");
    let report = CorrectionForm {
        appointment: appointment.to_string(),
        fact: "Begindatum".to_owned(),
        message: format!("Dat was de dag van {word}"),
    };
    desk.request_correction(teacher, &report)
        .await
        .expect("reported");
}

/// People of every kind, with everything that the register can hold of them.
async fn populated() -> Register {
    let register = Register::with(|config| {
        config.limits.search_per_minute = 1_000_000;
        config.limits.searches_per_day = 1_000_000;
        config.limits.teachers_per_day = 1_000_000;
        config.limits.login_per_minute = 1_000_000;
    })
    .await;
    for (bsn, first, last, birth, street) in [
        (
            LISTED,
            "Chloe Quirina",
            "Zandlicht",
            "1987-04-02",
            "Kwelder",
        ),
        (VESTIBULE, "Walburga", "Voorhuizer", "1988-05-03", "Terpen"),
        (STAGED, "Sjoukje", "Klaarzetter", "1989-06-04", "Slenken"),
        (SHIELDED, "Ludmila", "Verborgh", "1979-07-05", "Wielen"),
        (DECEASED, "Oswaldo", "Vroegeling", "1959-08-06", "Dobben"),
        (ENDED, "Reinout", "Weggegaan", "1969-09-07", "Meeden"),
        (OTHER_ACT, "Eugenia", "Sectorstra", "1971-10-08", "Esdoorn"),
        (MARRIED, "Hiske", "Eigenaam", "1982-11-09", "Wierde"),
    ] {
        resident(&register, bsn, first, last, birth, street);
    }
    let partner = |last: &str| serde_json::json!([{ "naam": { "geslachtsnaam": last } }]);
    let uses = |code: &str| serde_json::json!({ "aanduidingNaamgebruik": { "code": code } });
    // Whose partner's name is not used: it is not even kept.
    register
        .stand_ins
        .describe(LISTED, "partners", partner("Hemelrijkse"));
    register.stand_ins.describe(LISTED, "naam", uses("E"));
    register
        .stand_ins
        .describe(MARRIED, "partners", partner("Partnerstein"));
    register.stand_ins.describe(MARRIED, "naam", uses("P"));
    register.stand_ins.remove_person(ABROAD);

    appoint(
        &register,
        LISTED,
        "1987-04-02",
        &[
            ("begindatum", "2011-02-03"),
            ("arbeidsovereenkomstBegindatum", "2011-02-01"),
        ],
    )
    .await;
    appoint(&register, MARRIED, "1982-11-09", &[]).await;
    let vestibule = [
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-09-01"),
        ("begindatum", "2026-09-01"),
        ("arbeidsovereenkomstBegindatum", "2026-09-01"),
        ("verklaringInspanning", "ja"),
        ("onderwijsterreinen", "MAATSCHAPPIJLEER"),
        ("leerjaren", "1"),
    ];
    appoint(&register, VESTIBULE, "1988-05-03", &vestibule).await;
    appoint(&register, STAGED, "1989-06-04", &[]).await;
    appoint(&register, SHIELDED, "1979-07-05", &[]).await;
    appoint(&register, DECEASED, "1959-08-06", &[]).await;
    appoint(
        &register,
        ENDED,
        "1969-09-07",
        &[
            ("begindatum", "2012-03-04"),
            ("arbeidsovereenkomstBegindatum", "2012-03-04"),
            ("einddatum", "2026-11-30"),
            ("arbeidsovereenkomstEinddatum", "2026-11-30"),
        ],
    )
    .await;
    let primary = [
        ("bevoegdGezag", "41235"),
        ("instellingscode", "99QC"),
        ("vestigingscode", "99QC00"),
        ("functiecategorie", "8"),
        ("grondslag", "PO-3.1B1"),
    ];
    appoint(&register, OTHER_ACT, "1971-10-08", &primary).await;
    let abroad = [
        ("voornamen", "Xaveria"),
        ("achternaam", "Grensganger"),
        ("geslacht", "V"),
        ("adres", "Chaussee de Namur 1719"),
        ("postcode", "B-5000Q"),
        ("woonplaats", "Jambesville"),
    ];
    appoint(&register, ABROAD, "1975-12-10", &abroad).await;
    register.run_jobs().await;

    for bsn in [
        LISTED, MARRIED, VESTIBULE, SHIELDED, DECEASED, ENDED, OTHER_ACT,
    ] {
        let teacher = confirm(&register, bsn).await;
        if [LISTED, VESTIBULE, SHIELDED].contains(&bsn) {
            // Of who is not listed, the subject is private too.
            let subject = if bsn == LISTED { "Nederlands" } else { "Fries" };
            fill_in(&register, &teacher, subject, &format!("geheim{bsn}woord")).await;
        }
    }
    sqlx::query("update person set shielded = true where id = $1")
        .bind(register.person(SHIELDED).await.0)
        .execute(register.pool())
        .await
        .expect("shielded");
    register.stand_ins.add_death(DECEASED, "2026-11-20");
    let deceased = register.person(DECEASED).await;
    people::look_up(&register.system, deceased)
        .await
        .expect("looked up");
    let today = register.system.clock.today();
    institutions::switch(register.pool(), "publicatie/po", false, today)
        .await
        .expect("switched");

    at_the_school(&register).await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 8));
    go_round(&register.system).await.expect("a round");
    register
}

/// What a board sees, sends wrong, tells of itself and answers.
async fn at_the_school(register: &Register) {
    let contact = register.contact("41234");
    let new = NewContact {
        role: "contact".to_owned(),
        name: "Els Dijkstede".to_owned(),
        email: "els@dijkstede.example".to_owned(),
        phone: "0512-345678".to_owned(),
    };
    register
        .desk
        .add_contact(&contact, new)
        .await
        .expect("added");
    let filter = TeacherFilter::default();
    register
        .desk
        .teachers(&contact, filter)
        .await
        .expect("seen");
    let tasks = register.desk.tasks(&contact).await.expect("tasks");
    assert!(!tasks.tasks.is_empty());
    let mut wrong = appointment("fout-1", 1);
    wrong["benoeming"]["begindatum"] = "2026-13-01".into();
    let deliverer = Deliverer::with_mandate(register).await;
    let (status, _) = deliverer.json(register, "PUT", &wrong).await;
    assert!(status.is_client_error());
    let mut conn = register.pool().acquire().await.expect("connection");
    let new = store::NewSession {
        actor: store::vouch_for_school_contact(
            BoardNumber::parse("41234").expect("board"),
            "pseudoniem-4711".to_owned(),
            app::actor::Reach::Board,
        ),
        display_name: "H. Bovenmeent".to_owned(),
    };
    store::begin(&mut conn, &new, register.now())
        .await
        .expect("session");
}

/// Everything that the database holds of people and that is not public: each value with where it is.
async fn private_values(register: &Register) -> BTreeMap<String, String> {
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "select c.table_name::text, c.column_name::text, c.udt_name::text
         from information_schema.columns c
         join information_schema.tables t
             on t.table_schema = c.table_schema
             and t.table_name = c.table_name
             and t.table_type = 'BASE TABLE'
         where c.table_schema = 'public'
         order by 1, c.ordinal_position",
    )
    .fetch_all(register.pool())
    .await
    .expect("columns");
    for (table, column) in PUBLIC {
        assert!(
            columns.iter().any(|(t, c, _)| t == table && c == column),
            "{table}.{column} is public but is not there"
        );
    }
    let mut values = BTreeMap::new();
    for (table, column, kind) in columns {
        if NOT_OF_PEOPLE.contains(&table.as_str()) {
            continue;
        }
        let each = match kind.as_str() {
            "text" | "uuid" | "date" => format!("{column}::text"),
            "_text" => format!("unnest({column})"),
            "jsonb" => {
                format!("jsonb_path_query({column}, '$.** ? (@.type() == \"string\")') #>> '{{}}'")
            }
            "daterange" | "datemultirange" => {
                format!("unnest(array[lower({column}), upper({column}) - 1])::text")
            }
            _ => continue,
        };
        let listed = match table.as_str() {
            _ if !PUBLIC.contains(&(table.as_str(), column.as_str())) => "false",
            "person" => "id in (select person_id from public_listing)",
            "person_details" => "person_id in (select person_id from public_listing)",
            "subject_claim_version" => {
                "claim_id in (select c.id from subject_claim c
                              join public_listing l on l.appointment_id = c.appointment_id)"
            }
            _ => "true",
        };
        let sql = format!("select distinct {each} from {table} where not ({listed})");
        let found: Vec<Option<String>> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(register.pool())
            .await
            .expect("values");
        for value in found.into_iter().flatten() {
            values.insert(value, format!("{table}.{column}"));
        }
    }
    for bsn in BSNS {
        values.insert(bsn.to_owned(), "the BSN".to_owned());
    }
    values.insert(
        "Quirina".to_owned(),
        "the second first name of who is listed".to_owned(),
    );
    values.insert(
        "Hemelrijkse".to_owned(),
        "the partner whose name is not used".to_owned(),
    );
    values.insert("Chaussee".to_owned(), "an address".to_owned());
    values.retain(|value, _| value.chars().count() >= SHORTEST);
    // A page says of which day it is.
    values.remove(&register.system.clock.today().to_string());
    values
}

/// A value, and for a day all ways in which it is written.
fn written(value: &str) -> Vec<String> {
    let mut ways = vec![value.to_owned()];
    if let Ok(day) = value.parse::<Date>() {
        ways.push(notation::date(day));
        ways.push(format!(
            "{:02}-{:02}-{}",
            day.day(),
            day.month(),
            day.year()
        ));
    }
    if value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()) {
        ways.push(format!("{} {} {}", &value[..2], &value[2..5], &value[5..]));
    }
    ways
}

/// Somebody without a login, who asks everything.
struct Public {
    router: Router,
}

impl Public {
    async fn ask(&self, address: &str) -> String {
        let accept = if address.starts_with("/api/") {
            "application/json"
        } else {
            "text/html"
        };
        let mut request = Request::builder()
            .uri(address)
            .header(header::ACCEPT, accept)
            .body(Body::empty())
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

async fn strings(register: &Register, sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql)
        .fetch_all(register.pool())
        .await
        .expect("strings")
}

/// Whether a text holds a value. A number is not in a longer one, that has its digits by chance.
fn holds(text: &str, value: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    text.match_indices(value).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + value.len()..].chars().next();
        !is_number || !(is_digit(before) || is_digit(after))
    })
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
        says += &site.ask(&address).await;
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
        "person.teacher_number",
        "contact_person.email",
        "delivery_record.sent",
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
    let mut asked: BTreeSet<String> = addresses(&numbers, &ids).into_iter().collect();
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
        "de wending",
        "noorderveen",
    ]);
    for words in searched {
        let query = serde_urlencoded::to_string([("q", words)]).expect("a query");
        asked.insert(format!("/register/zoeken?{query}"));
        let query = serde_urlencoded::to_string([("q", words), ("plaats", "Zuiderveen")]);
        asked.insert(format!("/api/register/zoeken?{}", query.expect("a query")));
    }
    let mut shown = String::new();
    let mut leaks = Vec::new();
    for address in &asked {
        let said = site.ask(address).await;
        let typed: Vec<(String, String)> = address
            .split_once('?')
            .and_then(|(_, query)| serde_urlencoded::from_str(query).ok())
            .unwrap_or_default();
        for (value, place, ways) in &private {
            // The page shows again what was typed, and an address what stood in it.
            let is_typed = address.contains(value.as_str())
                || ways
                    .iter()
                    .any(|way| typed.iter().any(|(_, typed)| typed.contains(way.as_str())));
            if !is_typed && ways.iter().any(|way| holds(&said, way)) {
                leaks.push(format!("{address} shows {value} ({place})"));
            }
        }
        shown += &said;
    }
    assert!(leaks.is_empty(), "{:#?}", &leaks[..leaks.len().min(40)]);
    // Otherwise nothing was shown at all.
    for public in ["Chloe Zandlicht", "Hiske Partnerstein", "SG De Wending"] {
        assert!(shown.contains(public), "{public} is not found");
    }
    // By which name who uses the partner's is found is no secret, but it is not shown.
    assert!(!shown.replace("eigenaam", "").contains("Eigenaam"));
}
