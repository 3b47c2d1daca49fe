//! The desk of the public on a real database: who is found, and who is not.

mod support;

use app::{
    public::{SearchPage, SearchQuery, desk::PublicDesk},
    staff::desk::StaffDesk,
    teacher::{List, desk::TeacherDesk},
};
use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use jiff::SignedDuration;
use server::institutions;
use shared::{authority::ClaimForm, identifier::TeacherNumber};
use std::net::SocketAddr;
use support::{Register, deliver_file};
use tower::ServiceExt;

const MILA: &str = "999990019";

async fn deliver(register: &Register, fields: &[(&str, &str)]) {
    let mut row = vec![
        ("voornamen", "Chloë Anna"),
        ("voorvoegsel", "van der"),
        ("achternaam", "Zandlicht"),
    ];
    row.retain(|(name, _)| !fields.iter().any(|(field, _)| field == name));
    row.extend(fields);
    deliver_file(register, &[&row]).await;
}

/// A register with one teacher, known to the BRP, and what the school delivered of them.
async fn with_teacher(fields: &[(&str, &str)]) -> Register {
    let register = Register::new().await;
    register
        .stand_ins
        .add_person(MILA, "Chloë Anna", "van der", "Zandlicht", "1987-04-02");
    deliver(&register, fields).await;
    register.run_jobs().await;
    register
}

async fn confirm(register: &Register, list: List) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in overview.on(list) {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
}

async fn search(register: &Register, query: SearchQuery) -> SearchPage {
    register.desk.search(&query).await.expect("searched")
}

async fn found(register: &Register, words: &str) -> Vec<String> {
    let query = SearchQuery {
        q: words.to_owned(),
        ..SearchQuery::default()
    };
    names(search(register, query).await)
}

fn names(page: SearchPage) -> Vec<String> {
    page.found.into_iter().map(|teacher| teacher.name).collect()
}

/// Another teacher, known to the BRP, who confirmed.
async fn another(
    register: &Register,
    bsn: &str,
    (first, prefix, last): (&str, &str, &str),
    fields: &[(&str, &str)],
) {
    register
        .stand_ins
        .add_person(bsn, first, prefix, last, "1990-01-01");
    let number = format!("2014-{}", &bsn[5..]);
    let mut row = vec![
        ("burgerservicenummer", bsn),
        ("benoemingvolgnummer", number.as_str()),
        ("geboortedatum", "1990-01-01"),
    ];
    row.extend(fields);
    deliver(register, &row).await;
    register.run_jobs().await;
    confirm_all(register, bsn).await;
}

async fn confirm_all(register: &Register, bsn: &str) {
    let teacher = register.teacher(bsn).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in &overview.appointments {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
}

async fn number(register: &Register) -> TeacherNumber {
    let teacher = register.teacher(MILA).await;
    register
        .desk
        .overview(&teacher)
        .await
        .expect("overview")
        .person
        .number
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_is_found_only_after_confirming() {
    let register = with_teacher(&[]).await;
    let number = number(&register).await;
    assert!(found(&register, "zandlicht").await.is_empty());
    assert_eq!(
        register
            .desk
            .public_teacher(&number)
            .await
            .expect_err("hidden")
            .status,
        404
    );

    confirm(&register, List::Register).await;
    assert_eq!(
        found(&register, "zandlicht").await,
        ["Chloë van der Zandlicht"]
    );
    let shown = register.desk.public_teacher(&number).await.expect("shown");
    assert_eq!(
        shown.schools.as_deref(),
        Some(["SG De Wending, Zuiderveen".to_owned()].as_slice())
    );
    let all = serde_json::to_string(&shown).expect("text");
    assert!(!all.contains("1987") && !all.contains(MILA), "{all}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_found_without_its_accents_and_prefix_and_by_number() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    let number = number(&register).await;
    for words in [
        "chloe",
        "CHLOË zandlicht",
        "van der zandlicht",
        "Zandlicht, van der",
        "C.A. van der Zandlicht",
        "zand",
        "zandlicht wending",
        number.as_str(),
    ] {
        assert_eq!(found(&register, words).await.len(), 1, "{words}");
    }
    for words in ["z", "van der", "wending", "%%", "00000000"] {
        assert!(found(&register, words).await.is_empty(), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vestibule_is_public_for_nobody() {
    let register = with_teacher(&[
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-11-01"),
        ("verklaringInspanning", "ja"),
        ("onderwijsterreinen", "MAATSCHAPPIJLEER"),
    ])
    .await;
    confirm(&register, List::Vestibule).await;
    assert!(found(&register, "zandlicht").await.is_empty());
    let number = number(&register).await;
    assert!(register.desk.public_teacher(&number).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_comes_out_while_the_register_is_not_public() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    let number = number(&register).await;
    let today = register.system.clock.today();
    institutions::switch(register.pool(), "publicatie", false, today)
        .await
        .expect("switched");
    assert!(found(&register, "zandlicht").await.is_empty());
    assert!(register.desk.public_teacher(&number).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_the_brp_shields_is_not_found_and_has_no_page() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    let number = number(&register).await;
    assert_eq!(found(&register, "zandlicht").await.len(), 1);

    register.stand_ins.add_shield(MILA);
    let person = register.teacher(MILA).await.person();
    server::people::look_up(&register.system, person)
        .await
        .expect("asked again");
    assert!(found(&register, "zandlicht").await.is_empty());
    assert!(register.desk.public_teacher(&number).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_appointment_ended_is_not_found() {
    let register = with_teacher(&[("einddatum", "2026-12-31")]).await;
    confirm(&register, List::Register).await;
    assert_eq!(found(&register, "zandlicht").await.len(), 1);

    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 45));
    assert!(
        found(&register, "zandlicht").await.is_empty(),
        "after 31 December"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_of_the_pen_finds_names_that_look_like_it() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    for words in [
        "zandligt",
        "zantlicht",
        "chloe zandlichd",
        "zandlicht elders",
    ] {
        let query = SearchQuery {
            q: words.to_owned(),
            ..SearchQuery::default()
        };
        let page = search(&register, query).await;
        assert!(page.is_alike, "{words}");
        assert_eq!(names(page), ["Chloë van der Zandlicht"], "{words}");
    }
    assert!(found(&register, "waterbos").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_uses_the_name_of_a_partner_is_shown_by_it_and_found_by_both() {
    let register = Register::new().await;
    let name_use = |code: &str| serde_json::json!({ "aanduidingNaamgebruik": { "code": code } });
    let partner =
        serde_json::json!([{ "naam": { "voorvoegsel": "de", "geslachtsnaam": "Waterbos" } }]);
    for (bsn, use_code) in [
        ("999990020", "E"),
        ("999990032", "P"),
        ("999990044", "V"),
        ("999990056", "N"),
    ] {
        register
            .stand_ins
            .add_person(bsn, "Hiske", "van", "Zandlicht", "1990-01-01");
        register.stand_ins.describe(bsn, "naam", name_use(use_code));
        register
            .stand_ins
            .describe(bsn, "partners", partner.clone());
        let number = format!("2014-{}", &bsn[5..]);
        deliver(
            &register,
            &[
                ("burgerservicenummer", bsn),
                ("benoemingvolgnummer", &number),
                ("geboortedatum", "1990-01-01"),
            ],
        )
        .await;
        register.run_jobs().await;
        confirm_all(&register, bsn).await;
    }
    let own = "Hiske van Zandlicht";
    let used = [
        "Hiske de Waterbos",
        "Hiske de Waterbos-van Zandlicht",
        "Hiske van Zandlicht-de Waterbos",
    ];
    let mut by_own = found(&register, "zandlicht").await;
    by_own.sort();
    assert_eq!(by_own, [used[0], used[1], own, used[2]]);
    let mut by_partner = found(&register, "de waterbos").await;
    by_partner.sort();
    assert_eq!(
        by_partner, used,
        "who does not use that name is not found by it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn results_are_narrowed_down_by_place_and_subject_with_counts() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    another(
        &register,
        "999990020",
        ("Joris", "", "Zandrecht"),
        &[("vestigingscode", "99QA01")],
    )
    .await;
    let teacher = register.teacher("999990020").await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    let claim = ClaimForm {
        appointment: overview.appointments[0].id.to_string(),
        subject: "Nederlands".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned()],
        since_day: "1".to_owned(),
        since_month: "11".to_owned(),
        since_year: "2026".to_owned(),
    };
    let desk = &register.desk;
    let claim = desk
        .save_claim(&teacher, None, &claim)
        .await
        .expect("saved");
    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.record_claim(&teacher, claim, true)
        .await
        .expect("recorded");

    let zand = SearchQuery {
        q: "zand".to_owned(),
        ..SearchQuery::default()
    };
    let all = search(&register, zand.clone()).await;
    assert_eq!(all.total, 2);
    let places: Vec<(String, Option<u32>)> = all
        .narrowed
        .places
        .iter()
        .map(|place| (place.name.clone(), place.count))
        .collect();
    assert_eq!(
        places,
        [
            ("Oosterhaven".to_owned(), Some(1)),
            ("Zuiderveen".to_owned(), Some(1))
        ]
    );
    let [dutch] = &all.narrowed.subjects[..] else {
        panic!("{all:?}")
    };
    assert_eq!((dutch.name.as_str(), dutch.count), ("Nederlands", Some(1)));

    let narrowed = search(
        &register,
        SearchQuery {
            vak: dutch.value.clone(),
            ..zand.clone()
        },
    )
    .await;
    assert!(narrowed.narrowed.subjects[0].is_chosen);
    let other = narrowed
        .narrowed
        .places
        .iter()
        .find(|place| place.name == "Zuiderveen");
    assert_eq!(
        other.and_then(|place| place.count),
        Some(0),
        "it leaves nobody"
    );
    assert_eq!(names(narrowed), ["Joris Zandrecht"]);
    let place = SearchQuery {
        plaats: "Zuiderveen,Noorderveen".to_owned(),
        ..zand.clone()
    };
    assert_eq!(
        names(search(&register, place).await),
        ["Chloë van der Zandlicht"]
    );
    let sector = SearchQuery {
        sector: "po".to_owned(),
        ..zand
    };
    assert!(names(search(&register, sector).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_too_many_only_the_first_are_shown() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    sqlx::query(
        "insert into person (id, teacher_number, created_at)
         select gen_random_uuid(), (20000000 + n)::text, now() from generate_series(1, 250) n",
    )
    .execute(register.pool())
    .await
    .expect("people");
    sqlx::query(
        "insert into appointment (id, board_number, number, person_id)
         select gen_random_uuid(), '41234', teacher_number, id from person where teacher_number like '2%'
         on conflict do nothing",
    )
    .execute(register.pool())
    .await
    .expect("appointments");
    sqlx::query(
        "insert into public_listing
         select a.id, a.person_id, a.number, 'Mila Zandveen', ' zandveen ' || a.number, ' mila zandveen ',
                '[2026-01-01,)', 'vo', '99QA', 'SG De Wending', 'Zuiderveen', ' mila zandveen sg de wending zuiderveen ', '{}', now()
         from appointment a where a.number like '20000%'",
    )
    .execute(register.pool())
    .await
    .expect("listed");
    let page = search(
        &register,
        SearchQuery {
            q: "zandveen".to_owned(),
            ..SearchQuery::default()
        },
    )
    .await;
    assert!(page.is_more);
    assert_eq!((page.total, page.pages, page.found.len()), (50, 5, 10));
    assert_eq!(page.found[0].number.as_str(), "20000001");
    assert!(
        page.narrowed
            .places
            .iter()
            .all(|place| place.count.is_none())
    );
    let page = search(
        &register,
        SearchQuery {
            q: "mila".to_owned(),
            ..SearchQuery::default()
        },
    )
    .await;
    assert!(
        page.is_more && page.found.is_empty(),
        "a first name alone is too little"
    );
    let page = search(
        &register,
        SearchQuery {
            q: "mila zandveen".to_owned(),
            plaats: "Noorderveen".to_owned(),
            ..SearchQuery::default()
        },
    )
    .await;
    assert!(!page.is_more && page.total == 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_what_is_public_can_be_kept_from_the_public() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    let number = number(&register).await;
    let today = register.system.clock.today();
    let switch = async |name: &str, on: bool| {
        institutions::switch(register.pool(), name, on, today)
            .await
            .expect("switched");
    };
    switch("publicatie/school", false).await;
    let shown = register.desk.public_teacher(&number).await.expect("shown");
    assert_eq!(shown.schools, None);
    let by_school = SearchQuery {
        q: "zandlicht wending".to_owned(),
        ..SearchQuery::default()
    };
    let page = search(&register, by_school).await;
    assert!(page.is_alike, "the school says nothing any more");
    switch("publicatie/onderwijs", false).await;
    let shown = register.desk.public_teacher(&number).await.expect("shown");
    assert_eq!(shown.subjects, None);
    switch("publicatie/vo", false).await;
    assert!(found(&register, "zandlicht").await.is_empty());
    let everything = SearchQuery {
        q: "zandlicht".to_owned(),
        sector: "vo".to_owned(),
        ..SearchQuery::default()
    };
    assert!(names(search(&register, everything).await).is_empty());
    assert_eq!(
        register
            .desk
            .public_teacher(&number)
            .await
            .expect_err("hidden")
            .status,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_is_public_at_once() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    register
        .stand_ins
        .add_person(MILA, "Chloë Anna", "", "Waterbos", "1987-04-02");
    let person = register.person(MILA).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    server::people::look_up(&register.system, person)
        .await
        .expect("looked up");
    assert_eq!(found(&register, "waterbos").await, ["Chloë Waterbos"]);
    assert!(
        found(&register, "zandlicht").await.is_empty(),
        "the old name"
    );

    deliver(&register, &[("versie", "2"), ("vestigingscode", "99QA01")]).await;
    let number = number(&register).await;
    let shown = register.desk.public_teacher(&number).await.expect("shown");
    assert_eq!(
        shown.schools.expect("schools"),
        ["SG De Wending, Oosterhaven"]
    );

    register.stand_ins.add_death(MILA, "2026-11-22");
    register.system.clock.advance(SignedDuration::from_mins(1));
    server::people::look_up(&register.system, person)
        .await
        .expect("looked up");
    assert!(found(&register, "waterbos").await.is_empty());
}

async fn ask(router: &axum::Router, peer: &str, path: &str) -> axum::response::Response {
    let mut request = Request::builder()
        .uri(path)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .expect("request");
    let peer: SocketAddr = format!("{peer}:1").parse().expect("address");
    request.extensions_mut().insert(ConnectInfo(peer));
    router.clone().oneshot(request).await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_harvests_must_wait_and_staff_see_that_it_happened_but_not_who() {
    let register = Register::with(|config| config.limits.teachers_per_day = 3).await;
    let router = register.router();
    for number in 0..3 {
        let path = format!("/register/leraar/1000000{number}");
        let answer = ask(&router, "192.0.2.7", &path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "a guess counts too");
        assert_eq!(
            answer.headers()["x-robots-tag"],
            "noindex, nofollow, noarchive"
        );
    }
    for _ in 0..2 {
        let answer = ask(&router, "192.0.2.7", "/register/leraar/10000009").await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "301");
        let page = to_bytes(answer.into_body(), usize::MAX)
            .await
            .expect("body");
        let page = String::from_utf8(page.to_vec()).expect("text");
        assert!(
            page.contains("Je zocht vandaag al veel leraren op"),
            "{page}"
        );
        assert!(page.contains("<html lang=\"nl\">"), "a page, for a person");
    }
    assert_eq!(
        ask(&router, "192.0.2.8", "/register/leraar/10000009")
            .await
            .status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        ask(&router, "192.0.2.7", "/register/zoeken?q=zand")
            .await
            .status(),
        StatusCode::OK
    );

    let days = register
        .desk
        .harvests(&register.officer())
        .await
        .expect("days");
    assert_eq!(days.len(), 1);
    assert_eq!((days[0].teachers, days[0].searches), (1, 0));
    let trail: Vec<String> = sqlx::query_scalar(
        "select audit_event::text from audit_event where event_type = 'harvest_noticed'",
    )
    .fetch_all(register.pool())
    .await
    .expect("the trail");
    assert_eq!(trail.len(), 1);
    assert!(!trail[0].contains("192.0.2.7"), "{trail:?}");

    register.system.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(
        ask(&router, "192.0.2.7", "/register/leraar/10000009")
            .await
            .status(),
        StatusCode::NOT_FOUND,
        "after the pause"
    );
}
