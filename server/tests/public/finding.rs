//! Who is found by which words, and who by none.

use super::{MILA, confirm, confirm_all, deliver, found, names, number, search, with_teacher};
use crate::support::{Register, Visitor};
use app::public::SearchQuery;
use app::public::desk::PublicDesk;
use app::teacher::List;
use jiff::SignedDuration;
use server::institutions;

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
async fn a_teacher_reads_who_sees_what_as_the_law_of_the_day_has_it() {
    let register = with_teacher(&[]).await;
    let today = register.system.clock.today();
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = async || visitor.get("/mijn").await.1;
    let (shown, hidden) = (
        "ziet wat op je openbare pagina staat",
        "Er staat niets over je op een openbare pagina",
    );
    let link = format!("/register/leraar/{}", number(&register).await);
    let html = page().await;
    assert!(
        html.contains(hidden) && !html.contains(&link),
        "not confirmed"
    );
    confirm(&register, List::Register).await;
    let html = page().await;
    assert!(html.contains(shown) && html.contains(&link));
    for name in ["publicatie/vo", "publicatie"] {
        let switch = async |on| {
            institutions::switch(register.pool(), name, on, today)
                .await
                .expect("switched");
        };
        switch(false).await;
        let html = page().await;
        assert!(html.contains(hidden) && !html.contains(&link), "{name}");
        assert!(
            html.contains("/mijn/bewijs\""),
            "a proof can be made all the same"
        );
        switch(true).await;
    }
    register.stand_ins.add_shield(MILA);
    let person = register.person(MILA).await;
    server::people::look_up(&register.system, person)
        .await
        .expect("asked again");
    let html = page().await;
    assert!(html.contains(hidden) && !html.contains(&link), "shielded");
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
