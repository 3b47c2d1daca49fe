//! What a school does on its screens, on a real database: it puts refused records right, fills in
//! appointments, and looks at a file before it counts.

mod support;

use app::{
    actor::Actor,
    school::{
        appointment::{AppointmentForm, Entered, Occasion},
        contacts::NewContact,
        delivery::{DeliveryDetail, Progress},
        desk::SchoolDesk,
        tasks::Matter,
        teachers::TeacherFilter,
    },
    upload::File,
};
use jiff::SignedDuration;
use server::session::{COOKIE, store};
use shared::{Problem, delivery::COLUMNS, identifier::DeliveryId};
use support::Register;

const BOARD: &str = "41234";
const OTHER_BOARD: &str = "41235";

/// A row of a file: what is not named is as of a qualified teacher in secondary education.
fn row(fields: &[(&str, &str)]) -> String {
    let usual = |name: &str| match name {
        "bevoegdGezag" => BOARD,
        "benoemingvolgnummer" => "2014-000121",
        "versie" => "1",
        "burgerservicenummer" => "999990019",
        "geboortedatum" => "1987-04-02",
        "instellingscode" => "99QA",
        "vestigingscode" => "99QA00",
        "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01",
        "functiecategorie" => "9",
        "grondslag" => "VO-33.1B1",
        "aanduiding" => "LERAAR_VO",
        _ => "",
    };
    let cells: Vec<&str> = COLUMNS
        .iter()
        .map(|column| {
            let given = fields.iter().find(|(name, _)| *name == column.name);
            given.map_or_else(|| usual(column.name), |(_, value)| value)
        })
        .collect();
    cells.join(";") + "\r\n"
}

fn csv(rows: &[String]) -> File {
    let header: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    File {
        field: "bestand".to_owned(),
        name: "november.csv".to_owned(),
        bytes: (header.join(";") + "\r\n" + &rows.concat()).into_bytes(),
    }
}

async fn deliver(register: &Register, rows: &[String]) -> DeliveryId {
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .deliver(&register.contact(BOARD), csv(rows))
        .await
        .expect("delivered")
}

async fn detail(register: &Register, id: DeliveryId) -> DeliveryDetail {
    let contact = register.contact(BOARD);
    register.desk.delivery(&contact, id).await.expect("found")
}

async fn form(register: &Register, occasion: Occasion) -> AppointmentForm {
    let contact = register.contact(BOARD);
    let form = register.desk.appointment(&contact, occasion).await;
    form.expect("a form")
}

async fn send(
    register: &Register,
    form: &AppointmentForm,
    changes: &[(&str, &str)],
) -> Result<DeliveryId, Problem> {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let mut entered = form.known.clone();
    match &form.occasion {
        Occasion::New => {}
        Occasion::Change(number) => entered.set("wijzigt", number.clone()),
        Occasion::Repair(delivery, row) => {
            entered.set("levering", delivery.to_string());
            entered.set("rij", row.to_string());
        }
    }
    for (field, value) in changes {
        entered.set(field, *value);
    }
    let contact = register.contact(BOARD);
    register.desk.deliver_appointment(&contact, entered).await
}

fn fields(problem: &Problem) -> Vec<&str> {
    problem.errors.iter().map(|e| e.field.as_str()).collect()
}

async fn deliveries(register: &Register) -> usize {
    let contact = register.contact(BOARD);
    let page = register.desk.deliveries(&contact, 1).await.expect("a page");
    page.deliveries.len()
}

const NEW: [(&str, &str); 7] = [
    ("burgerservicenummer", "999990019"),
    ("geboortedatum", "02-04-1987"),
    ("school", "99QA00"),
    ("begindatum", "01-11-2026"),
    ("functiecategorie", "9"),
    ("arbeidsovereenkomstBegindatum", "01-11-2026"),
    ("grondslag", "VO-33.1B1"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_record_is_put_right_on_the_screen_and_counts_as_repaired() {
    let register = Register::new().await;
    let wrong = [("begindatum", "2026-13-01"), ("functiecategorie", "3")];
    let id = deliver(&register, &[row(&wrong)]).await;
    let start = form(&register, Occasion::Repair(id, 2)).await;
    assert_eq!(start.known.value("begindatum"), "2026-13-01");
    assert_eq!(start.known.value("school"), "99QA00");
    assert_eq!(start.bsn.as_deref(), Some("•••••• 019"));
    assert_eq!(start.findings.len(), 2);
    let page = serde_json::to_string(&start).expect("json");
    assert!(!page.contains("999990019"), "the BSN stays on the server");

    let halfway = send(&register, &start, &[("begindatum", "01-11-2026")]).await;
    assert_eq!(
        fields(&halfway.expect_err("still wrong")),
        ["functiecategorie"]
    );
    assert_eq!(
        deliveries(&register).await,
        1,
        "what is refused is not kept"
    );
    assert_eq!(
        detail(&register, id).await.summary.progress(),
        Progress::Refused
    );

    let right = [("begindatum", "01-11-2026"), ("functiecategorie", "9")];
    let taken = send(&register, &start, &right).await.expect("right");
    assert_eq!(
        detail(&register, id).await.summary.progress(),
        Progress::Repaired
    );
    assert_eq!(detail(&register, taken).await.summary.counts.new, 1);
    assert_eq!(register.audited("record_repaired").await, 1);
    assert_eq!(register.audited("appointment_recorded").await, 1);
    let roles: Vec<String> = sqlx::query_scalar(
        "select distinct actor_role from audit_event where event_type = 'delivered'",
    )
    .fetch_all(register.pool())
    .await
    .expect("roles");
    assert_eq!(roles, ["school"]);
    let contact = register.contact(BOARD);
    let again = register
        .desk
        .appointment(&contact, Occasion::Repair(id, 2))
        .await;
    assert_eq!(again.expect_err("done").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_with_a_wrong_number_or_bsn_is_repaired_too() {
    let register = Register::new().await;
    let rows = [
        row(&[("benoemingvolgnummer", "nummer 12")]),
        row(&[
            ("benoemingvolgnummer", "2014-000122"),
            ("burgerservicenummer", "999990018"),
        ]),
    ];
    let id = deliver(&register, &rows).await;
    let number = form(&register, Occasion::Repair(id, 2)).await;
    let taken = send(&register, &number, &[("benoemingvolgnummer", "12")]).await;
    taken.expect("the number is right now");
    let bsn = form(&register, Occasion::Repair(id, 3)).await;
    let wrong = send(&register, &bsn, &[])
        .await
        .expect_err("the BSN is as it was");
    assert_eq!(fields(&wrong), ["burgerservicenummer"]);
    let told = serde_json::to_string(&wrong).expect("json");
    assert!(!told.contains("999990018"), "no BSN in an answer");
    let right = send(&register, &bsn, &[("burgerservicenummer", "999990020")]).await;
    right.expect("the BSN is right now");
    assert_eq!(
        detail(&register, id).await.summary.progress(),
        Progress::Repaired
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_board_cannot_open_or_repair_a_record() {
    let register = Register::new().await;
    let id = deliver(&register, &[row(&[("functiecategorie", "3")])]).await;
    deliver(&register, &[row(&[("benoemingvolgnummer", "2014-000200")])]).await;
    let other = register.contact(OTHER_BOARD);
    let change = Occasion::Change("2014-000200".to_owned());
    for occasion in [Occasion::Repair(id, 2), change] {
        let opened = register.desk.appointment(&other, occasion).await;
        assert_eq!(opened.expect_err("not theirs").status, 404);
    }
    let mut entered = Entered::from(NEW);
    entered.set("levering", id.to_string());
    entered.set("rij", "2");
    let sent = register.desk.deliver_appointment(&other, entered).await;
    assert_eq!(sent.expect_err("not theirs").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_appointment_that_is_filled_in_waits_for_the_teacher() {
    let register = Register::new().await;
    let start = form(&register, Occasion::New).await;
    assert_eq!(start.known.value("benoemingvolgnummer"), "2026-000001");
    assert_eq!(start.facts.schools.len(), 2);
    let id = send(&register, &start, &NEW).await.expect("right");
    let counts = detail(&register, id).await.summary.counts;
    assert_eq!((counts.new, counts.total()), (1, 1));
    // Sent again by accident: the same document, so nothing changes and the answer is the same.
    assert_eq!(send(&register, &start, &NEW).await, Ok(id));
    let next = form(&register, Occasion::New).await;
    assert_eq!(next.known.value("benoemingvolgnummer"), "2026-000002");

    let mut taken = NEW.to_vec();
    taken.extend([
        ("benoemingvolgnummer", "2026-000001"),
        ("functiecategorie", "8"),
    ]);
    let problem = send(&register, &next, &taken).await.expect_err("in use");
    assert_eq!(fields(&problem), ["benoemingvolgnummer"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_is_changed_from_what_was_delivered_last() {
    let register = Register::new().await;
    deliver(&register, &[row(&[("versie", "4")])]).await;
    let change = Occasion::Change("2014-000121".to_owned());
    let start = form(&register, change.clone()).await;
    assert_eq!(start.known.value("versie"), "5");
    assert_eq!(start.known.value("grondslag"), "VO-33.1B1");
    let meanwhile = form(&register, change.clone()).await;
    let id = send(&register, &start, &[("einddatum", "31-07-2027")])
        .await
        .expect("right");
    assert_eq!(detail(&register, id).await.summary.counts.changed, 1);
    let kept = form(&register, change).await;
    assert_eq!(kept.known.value("einddatum"), "31-07-2027");
    assert_eq!(
        kept.known.value("aanduiding"),
        "LERAAR_VO",
        "what was not asked stays"
    );

    let late = send(&register, &meanwhile, &[("einddatum", "31-08-2027")]).await;
    assert_eq!(late.expect_err("somebody was earlier").status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bsn_that_was_filled_in_does_not_come_back_to_the_page() {
    use axum::{
        body::Body,
        extract::ConnectInfo,
        http::{Request, StatusCode, header},
    };
    use tower::ServiceExt;
    let register = Register::new().await;
    let mut conn = register.pool().acquire().await.expect("connection");
    let new = store::NewSession {
        actor: Actor::School(register.contact(BOARD)),
        display_name: "Iemand".to_owned(),
    };
    let token = store::begin(&mut conn, &new, register.now())
        .await
        .expect("session");
    let ask = |method: &str, path: &str, body: &'static str| {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, "http://127.0.0.1:3000")
            .header(
                header::REFERER,
                "http://127.0.0.1:3000/school/leveringen/invoeren",
            )
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, format!("{COOKIE}={token}"))
            .body(Body::from(body))
            .expect("request");
        let peer: std::net::SocketAddr = "127.0.0.1:1".parse().expect("address");
        request.extensions_mut().insert(ConnectInfo(peer));
        register.router().oneshot(request)
    };
    let typed = "burgerservicenummer=999990019&begindatum=geen+datum";
    let answer = ask("POST", "/api/school/benoeming", typed)
        .await
        .expect("answer");
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let page = answer.headers()[header::LOCATION]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        page.starts_with("/school/leveringen/invoeren?formulier="),
        "{page}"
    );
    let shown = ask("GET", &page, "").await.expect("answer");
    let html = axum::body::to_bytes(shown.into_body(), usize::MAX)
        .await
        .expect("html");
    let html = String::from_utf8_lossy(&html);
    assert!(html.contains("geen datum"), "what was typed is there");
    assert!(!html.contains("999990019"), "but not the BSN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_looked_at_counts_only_when_it_is_delivered() {
    let register = Register::new().await;
    deliver(&register, &[row(&[])]).await;
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
        let cell = cells.trim_end().split(';').nth(usize::from(column));
        sheet
            .write_string(1, column, cell.unwrap_or_default())
            .expect("written");
    }
    let contact = register.contact(BOARD);
    let workbook = |bytes: Vec<u8>| File {
        field: "bestand".to_owned(),
        name: "november.xlsx".to_owned(),
        bytes,
    };
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

async fn numbers(register: &Register, filter: TeacherFilter) -> Vec<String> {
    let contact = register.contact(BOARD);
    let list = register
        .desk
        .teachers(&contact, filter)
        .await
        .expect("a list");
    list.rows.into_iter().map(|row| row.appointment).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_limited_to_what_has_errors_or_ends_soon_with_the_first_on_top() {
    let register = Register::new().await;
    let temporary = |number: &'static str, bsn: &'static str, ends: &'static str| {
        row(&[
            ("benoemingvolgnummer", number),
            ("burgerservicenummer", bsn),
            ("grondslag", "VO-33.4"),
            ("ingangsdatumGrond", "2026-11-01"),
            ("verklaringInspanning", "ja"),
            ("onderwijsterreinen", "NEDERLANDS"),
            ("vestigingscode", "99QA01"),
            ("einddatum", ends),
        ])
    };
    deliver(
        &register,
        &[
            row(&[]),
            temporary("later", "999990020", "2027-01-31"),
            temporary("eerst", "999990032", "2026-12-31"),
        ],
    )
    .await;
    deliver(
        &register,
        &[row(&[("versie", "2"), ("functiecategorie", "3")])],
    )
    .await;
    let with = |status: &str, location: &str| TeacherFilter {
        status: status.to_owned(),
        location: location.to_owned(),
        ..TeacherFilter::default()
    };
    assert_eq!(
        numbers(&register, with("verloopt", "")).await,
        ["eerst", "later"]
    );
    assert_eq!(
        numbers(&register, with("fouten", "")).await,
        ["2014-000121"]
    );
    assert_eq!(numbers(&register, with("", "99QA")).await.len(), 3);
    assert_eq!(
        numbers(&register, with("", "99QA00")).await,
        ["2014-000121"]
    );
    assert!(numbers(&register, with("", "99QB")).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exported_list_has_the_filters_of_the_page_and_leaves_a_trace() {
    use app::desk::Visit;
    use axum::{
        Extension,
        extract::{Query, State},
    };
    let register = Register::new().await;
    let second = [
        ("benoemingvolgnummer", "2015-000077"),
        ("burgerservicenummer", "999990020"),
        ("vestigingscode", "99QA01"),
    ];
    deliver(&register, &[row(&[]), row(&second)]).await;
    let visit = Visit {
        actor: Some(Actor::School(register.contact(BOARD))),
        display_name: "Iemand".to_owned(),
    };
    let query = vec![("vestiging".to_owned(), "99QA01".to_owned())];
    let answer = server::desks::school::csv_of_teachers(
        State(register.system.clone()),
        Extension(visit),
        Query(query),
    )
    .await
    .expect("a file");
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX)
        .await
        .expect("bytes");
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("2015-000077") && !text.contains("2014-000121"),
        "{text}"
    );
    assert!(!text.contains("99999"), "no BSN in the file");
    assert_eq!(register.audited("teacher_viewed").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_names_whom_to_reach_and_is_asked_again_after_half_a_year() {
    let register = Register::new().await;
    let (contact, other) = (register.contact(BOARD), register.contact(OTHER_BOARD));
    let asked = || async {
        let tasks = register.desk.tasks(&contact).await.expect("tasks").tasks;
        tasks
            .iter()
            .any(|task| matches!(task.matter, Matter::Contacts { .. }))
    };
    assert!(asked().await, "nobody is known");
    let wrong = register
        .desk
        .add_contact(&contact, NewContact::default())
        .await;
    assert_eq!(
        fields(&wrong.expect_err("empty")),
        ["name", "email", "role"]
    );
    let els = NewContact {
        role: "contact".to_owned(),
        name: "Els Dijkstede".to_owned(),
        email: "els@waterkant.example".to_owned(),
        phone: String::new(),
    };
    register
        .desk
        .add_contact(&contact, els)
        .await
        .expect("added");
    assert!(!asked().await);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 190));
    assert!(asked().await, "half a year went by");
    register
        .desk
        .confirm_contacts(&contact)
        .await
        .expect("confirmed");
    assert!(!asked().await);

    let contacts = register.desk.contacts(&contact).await.expect("contacts");
    let id = contacts.people[0].id;
    assert!(
        register
            .desk
            .contacts(&other)
            .await
            .expect("contacts")
            .people
            .is_empty()
    );
    let not_theirs = register.desk.remove_contact(&other, id).await;
    assert_eq!(not_theirs.expect_err("not theirs").status, 404);
    register
        .desk
        .remove_contact(&contact, id)
        .await
        .expect("removed");
    assert!(asked().await);
    assert_eq!(register.audited("contact_changed").await, 2);
    assert_eq!(register.audited("contacts_confirmed").await, 1);
}
