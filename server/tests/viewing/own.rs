//! What is of the teacher alone, or of another board.

use super::MILA;
use crate::support::{Register, Visitor, deliver_file, deliver_file_of};
use app::{
    actor::Teacher,
    teacher::{
        ClaimTarget, CorrectionForm, EvidenceForm,
        desk::TeacherDesk,
        portfolio::desk::{PortfolioDesk, Target},
    },
    upload::File,
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::web;
use shared::{authority::ClaimForm, identifier::ActivityId, portfolio::ActivityForm};
use uuid::Uuid;

/// The appointment of Mila at the other board, a school for primary education.
const AT_THE_OTHER: [(&str, &str); 7] = [
    ("bevoegdGezag", "41235"),
    ("benoemingvolgnummer", "anders-4711"),
    ("instellingscode", "99QC"),
    ("vestigingscode", "99QC00"),
    ("functiecategorie", "8"),
    ("grondslag", "PO-3.1B1"),
    ("begindatum", "2026-10-12"),
];

/// What is of the teacher alone, or of the other board.
async fn fill_in(register: &Register, teacher: &Teacher) {
    let overview = register.desk.overview(teacher).await.expect("overview");
    let at = |number: &str| {
        let found = overview.appointments.iter().find(|a| a.number == number);
        found.expect("an appointment").id.to_string()
    };
    let (here, there) = (at("2014-000121"), at("anders-4711"));
    let file = |name: &str| File {
        field: "bestand".to_owned(),
        name: format!("{name}.pdf"),
        bytes: crate::support::pdf(name),
    };
    let claim = ClaimForm {
        appointment: here,
        subject: "Nederlands".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned()],
        since_day: "1".to_owned(),
        since_month: "8".to_owned(),
        since_year: "2019".to_owned(),
    };
    let desk = &register.desk;
    let claim = desk
        .save_claim(teacher, ClaimTarget::New(None), &claim)
        .await
        .expect("saved");
    register.system.clock.advance(SignedDuration::from_mins(1));
    let evidence = EvidenceForm {
        soort: "oud-diploma".to_owned(),
        uitleg: "Toelichting-bij-het-bewijs".to_owned(),
    };
    desk.add_explained_evidence(teacher, claim, &evidence, vec![file("Akte-van-Mila")])
        .await
        .expect("added");
    desk.record_claim(teacher, claim, true)
        .await
        .expect("recorded");
    let activity = ActivityForm {
        title: "Scholing-in-stilte".to_owned(),
        kind: "cursus".to_owned(),
        category: "pedagogisch".to_owned(),
        hours: "37,25".to_owned(),
        from_day: "12".to_owned(),
        from_month: "10".to_owned(),
        from_year: "2025".to_owned(),
        provider: "Aanbieder-van-stilte".to_owned(),
        reflection: "Reflectie-op-stilte".to_owned(),
        ..ActivityForm::default()
    };
    let target = Target::New(ActivityId(Uuid::now_v7()));
    desk.save_activity(teacher, target, &activity, vec![file("Bewijs-van-stilte")])
        .await
        .expect("saved");
    let report = CorrectionForm {
        appointment: there,
        fact: "Begindatum".to_owned(),
        message: "Melding-voor-de-ander".to_owned(),
    };
    desk.request_correction(teacher, &report)
        .await
        .expect("reported");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_sees_nothing_of_the_portfolio_of_evidence_or_of_another_board() {
    let register = Register::new().await;
    register.stand_ins.describe(
        MILA,
        "verblijfplaats",
        serde_json::json!({ "verblijfadres": {
            "straat": "Kwelderstraat", "huisnummer": 1718, "postcode": "9599AD", "woonplaats": "Oosterstiel",
        }}),
    );
    deliver_file(&register, &[&[]]).await;
    deliver_file_of(&register, "41235", &[&AT_THE_OTHER]).await;
    register.run_jobs().await;
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in &overview.appointments {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
    fill_in(&register, &teacher).await;
    // Also with what goes wrong, and with what the board itself has to answer.
    let report = CorrectionForm {
        appointment: overview
            .appointments
            .iter()
            .find(|a| a.number == "2014-000121")
            .expect("here")
            .id
            .to_string(),
        fact: "Begindatum".to_owned(),
        message: "Melding-voor-deze-school".to_owned(),
    };
    let report = register
        .desk
        .request_correction(&teacher, &report)
        .await
        .expect("reported");
    let delivery: Uuid =
        sqlx::query_scalar("select id from delivery where board_number = '41234' limit 1")
            .fetch_one(register.pool())
            .await
            .expect("a delivery");

    let visitor = Visitor::of(&register, "41234").await;
    let mut addresses = vec![
        "/school?vestiging=99QA".to_owned(),
        "/school/leveringen/invoeren?benoeming=2014-000121".to_owned(),
        "/school/leraren?naam=zandlicht&kies=alle".to_owned(),
        "/school/leraren.csv?naam=zandlicht".to_owned(),
        format!("/school/taken/{report}"),
    ];
    let plain = web::plain_routes()
        .into_iter()
        .filter(|(method, ..)| *method == "GET");
    let pages = web::pages().into_iter().map(|page| page.path().to_owned());
    for path in pages.chain(plain.map(|(_, path, _)| path.to_owned())) {
        if path.starts_with("/school") {
            addresses.push(
                path.replace("{id}", &delivery.to_string())
                    .replace("{rij}", "1"),
            );
        }
    }
    for (path, method) in server_fn::axum::server_fn_paths() {
        if path.starts_with("/api/school") && method == http::Method::GET {
            addresses.push(format!("{path}?id={delivery}&occasion[Change]=2014-000121&filter[name]=&filter[subject]=&filter[ground]=&filter[status]=&filter[location]=&filter[page]=1"));
        }
    }
    let never = [
        "Scholing-in-stilte",
        "Reflectie-op-stilte",
        "Aanbieder-van-stilte",
        "Bewijs-van-stilte",
        "37,25",
        "Akte-van-Mila",
        "Toelichting-bij-het-bewijs",
        "Melding-voor-de-ander",
        "De Waterkant",
        "PO-3.1B1",
        "Kwelderstraat",
        "9599",
        "Oosterstiel",
        "1987",
        MILA,
    ];
    let mut all = String::new();
    for address in &addresses {
        let (_, said) = visitor.get_bytes(address).await;
        for value in never {
            // What the school itself delivered it may see again: the date of birth on its own form.
            let is_own = value == "1987"
                && (address.contains("invoeren?benoeming=2014-000121")
                    || address.starts_with("/api/school/benoeming/formulier"));
            // The choice of grounds names all of them.
            let is_choice = value == "PO-3.1B1" && said.contains("PO-3.1B2");
            assert!(
                is_own || is_choice || !said.contains(value),
                "{address} shows {value}"
            );
        }
        all += &said;
    }
    for shown in [
        "Zandlicht",
        "2014-000121",
        "Nederlands",
        "Melding-voor-deze-school",
    ] {
        assert!(all.contains(shown), "{shown} is the board's to see");
    }
    let (status, said) = visitor
        .get("/school/leveringen/invoeren?benoeming=anders-4711")
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND, "as if it did not exist");
    assert!(!said.contains("Zandlicht"));
}
