//! What a board says of itself: that it delivered everything, and which programs may deliver for it.

use crate::support::{Deliverer, Program, Register, Visitor, appointment};
use app::school::{
    desk::SchoolDesk,
    mandates::{Mandates, NewMandate},
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::json;

const BOARD: &str = "41234";
const OTHER_BOARD: &str = "41235";
const DELIVERIES: &str = "/school/leveringen";
const DECLARE: &str = "/api/school/volledigheidsverklaring";

async fn with_two() -> Register {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let mut second = appointment("2026-2", 1);
    second["benoeming"]["begindatum"] = "2026-11-20".into();
    second["persoon"]["burgerservicenummer"] = "999990020".into();
    for message in [appointment("2026-1", 1), second] {
        let (status, answer) = program.json(&register, "PUT", &message).await;
        assert!(status.is_success(), "{answer}");
    }
    register
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_sees_what_the_register_has_on_a_day_and_declares_that_this_is_all() {
    let register = with_two().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get(DELIVERIES).await;
    for words in [
        "2 benoemingen",
        "Verklaar dat dit volledig is",
        "23 november 2026",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let page = "/school/leveringen?peildatum=19-11-2026";
    let (_, html) = visitor.get(page).await;
    assert!(html.contains("19 november 2026") && html.contains("1 benoeming"));
    assert!(!html.contains("2 benoemingen"), "the second came later");

    for _ in 0..2 {
        let goal = visitor
            .post(page, DECLARE, &[("peildatum", "2026-11-19")])
            .await;
        assert_eq!(goal, page);
    }
    let (_, html) = visitor.get(page).await;
    assert!(html.contains("dat dit volledig is. Toen waren het 1 benoeming."));
    assert!(!html.contains("Verklaar dat dit volledig is"));
    let (_, html) = visitor.get(DELIVERIES).await;
    assert!(html.contains("De laatste verklaring van je bestuur is van 23 november 2026"));
    assert_eq!(register.audited("completeness_declared").await, 1);
    let role: String = sqlx::query_scalar(
        "select actor_role from audit_event where event_type = 'completeness_declared'",
    )
    .fetch_one(register.pool())
    .await
    .expect("a trace");
    assert_eq!(role, "school");
    let contact = register.contact(OTHER_BOARD);
    let theirs = register.desk.completeness(&contact, String::new()).await;
    let theirs = theirs.expect("theirs");
    assert_eq!((theirs.count, theirs.last), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_declared_stands_on_the_page_too() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    program.mandated(&register).await;
    let token = program.token(&register).await;
    let declared = json!({ "bevoegdGezag": BOARD, "peildatum": "2026-10-01" });
    let path = "/volledigheidsverklaringen";
    for expected in [201, 200] {
        let (status, _) = Program::call(&register, &token, "POST", path, Some(&declared)).await;
        assert_eq!(status, expected);
    }
    let contact = register.contact(BOARD);
    let day = "01-10-2026".to_owned();
    let known = register.desk.completeness(&contact, day.clone()).await;
    assert!(known.expect("known").declared.is_some());
    let again = register.desk.declare_complete(&contact, day).await;
    again.expect("it stands already");
    assert_eq!(register.audited("completeness_declared").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_to_come_or_does_not_exist_is_refused_at_its_field() {
    let register = Register::new().await;
    let contact = register.contact(BOARD);
    for day in ["24-11-2026", "30-02-2026", "gisteren"] {
        let shown = register.desk.completeness(&contact, day.to_owned()).await;
        let declared = register
            .desk
            .declare_complete(&contact, day.to_owned())
            .await;
        for problem in [shown.err(), declared.err()] {
            assert!(problem.expect(day).at("peildatum").is_some(), "{day}");
        }
    }
    let visitor = Visitor::of(&register, BOARD).await;
    let (status, html) = visitor.get("/school/leveringen?peildatum=30-02-2026").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("id=\"peildatum-fout\"") && html.contains("value=\"30-02-2026\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_of_a_day_is_a_file_without_a_bsn() {
    let register = with_two().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, file) = visitor.get("/school/leveringen/overzicht.csv").await;
    assert!(
        file.contains("2026-1;1;") && file.contains("2026-2;1;"),
        "{file}"
    );
    assert!(!file.contains("99999"), "no BSN in the file");
    let (_, file) = visitor
        .get("/school/leveringen/overzicht.csv?peildatum=2026-11-19")
        .await;
    assert!(
        file.contains("2026-1;1;") && !file.contains("2026-2;1;"),
        "{file}"
    );
    let viewed = "select count(*) from audit_event
                  where event_type = 'teacher_viewed' and details->>'page' = 'overzicht-bestand'";
    let viewed: i64 = sqlx::query_scalar(viewed)
        .fetch_one(register.pool())
        .await
        .expect("count");
    assert_eq!(viewed, 2);
    let other = Visitor::of(&register, OTHER_BOARD).await;
    let (_, theirs) = other.get("/school/leveringen/overzicht.csv").await;
    assert_eq!(theirs.trim_end().lines().count(), 1, "only the header");
}

async fn mandates(register: &Register) -> Mandates {
    let contact = register.contact(BOARD);
    register.desk.mandates(&contact).await.expect("mandates")
}

/// Whether a program of the supplier may deliver today.
async fn delivers(register: &Register, program: &Program) -> bool {
    let token = program.token(register).await;
    let asked = json!({ "bevoegdGezag": BOARD });
    let path = "/registratieoverzichten";
    let (status, _) = Program::call(register, &token, "POST", path, Some(&asked)).await;
    status == 201
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_is_announced_counts_from_its_first_day_to_its_last() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    let contact = register.contact(BOARD);
    let supplier = mandates(&register).await.others[0].id.to_string();
    let mandate = |from: &str, until: &str| NewMandate {
        supplier: supplier.clone(),
        from: from.to_owned(),
        until: until.to_owned(),
        people: false,
    };
    let grant = async |new: NewMandate| register.desk.grant_mandate(&contact, new).await;
    grant(mandate("01-12-2026", "31-12-2026"))
        .await
        .expect("given");
    grant(mandate("2027-01-01", "2027-01-31"))
        .await
        .expect("the next month too");
    for (from, until, field) in [
        ("22-11-2026", "", "from"),
        ("01-03-2027", "28-02-2027", "until"),
        ("31-12-2026", "", "from"),
        ("", "", "from"),
    ] {
        let problem = grant(mandate(from, until)).await.expect_err("wrong");
        assert!(problem.at(field).is_some(), "{from} {until}: {problem:?}");
    }
    let given: Vec<_> = mandates(&register)
        .await
        .given
        .into_iter()
        .map(|mandate| (mandate.from.to_string(), mandate.announced))
        .collect();
    let expected = [
        ("2026-12-01".to_owned(), true),
        ("2027-01-01".to_owned(), true),
    ];
    assert_eq!(given, expected);
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get("/school/toegang").await;
    for words in ["Gaat nog in", "1 december 2026", "31 december 2026"] {
        assert!(html.contains(words), "{words}");
    }

    assert!(!delivers(&register, &program).await, "not yet");
    let days_pass = |days: i64| {
        let clock = &register.system.clock;
        clock.advance(SignedDuration::from_hours(24 * days));
    };
    days_pass(8);
    assert!(delivers(&register, &program).await, "on the first day");
    let end = async |from: &str| {
        let ended = register
            .desk
            .end_mandate(&contact, supplier.clone(), from.to_owned());
        ended.await.expect("ended");
    };
    end("2027-01-01").await;
    let left = mandates(&register).await.given;
    assert_eq!(left.len(), 1, "what was announced is taken back");
    days_pass(30);
    assert!(delivers(&register, &program).await, "on the last day");
    days_pass(1);
    assert!(!delivers(&register, &program).await, "the day after");
    assert!(mandates(&register).await.given.is_empty());
    assert_eq!(register.audited("mandate_granted").await, 2);
    assert_eq!(register.audited("mandate_ended").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_sees_which_supplier_has_a_certificate_and_since_when() {
    let register = Register::new().await;
    Program::registered(&register).await;
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get("/school/toegang").await;
    assert!(html.contains("Voorbeeldsoftware (nog geen certificaat)"));
    sqlx::query(
        "insert into conformance_certificate
             (id, supplier_id, product, release, notation, major, issued_on, released_on,
              evidence)
         select gen_random_uuid(), id, 'VoorbeeldHR', release, 'json', 1, issued_on::date,
                issued_on::date, '[]'
         from supplier, (values ('12.4', '2026-11-10'), ('12.3', '2026-10-05')) as c (release, issued_on)",
    )
    .execute(register.pool())
    .await
    .expect("certificates");
    let (_, html) = visitor.get("/school/toegang").await;
    assert!(html.contains("Voorbeeldsoftware (certificaat sinds 5 oktober 2026)"));
    let supplier = mandates(&register).await.others[0].id.to_string();
    let fields = [
        ("supplier", supplier.as_str()),
        ("from", ""),
        ("until", "gisteren"),
    ];
    let back = visitor
        .post("/school/toegang", "/api/school/machtiging", &fields)
        .await;
    let (_, html) = visitor.get(&back).await;
    assert!(html.contains("id=\"until-fout\"") && html.contains("value=\"gisteren\""));
}
