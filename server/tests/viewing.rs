//! Who sees what (handbook 1.3), and what the teacher reads about it: a board sees its own appointments
//! and nothing that is the teacher's own or another board's, and each view is shown to the teacher.

use crate::support::{
    Deliverer, Register, Visitor, deliver_file, deliver_file_of, logged_in_now, status,
};
use app::teacher::ClaimTarget;
use app::{
    actor::Teacher,
    school::{desk::SchoolDesk, person::desk::PersonDesk, teachers::TeacherFilter},
    teacher::{
        CorrectionForm, EvidenceForm, Views,
        desk::TeacherDesk,
        entry::desk::EntryDesk,
        portfolio::desk::{PortfolioDesk, Target},
    },
    upload::File,
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::{signals::go_round, web};
use shared::{
    authority::ClaimForm, identifier::ActivityId, portfolio::ActivityForm, viewing::Viewing,
};
use uuid::Uuid;

const MILA: &str = "999990019";
const OTHER: &str = "999990020";

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

async fn views(register: &Register, teacher: &Teacher) -> Views {
    register.desk.views(teacher, 1).await.expect("views")
}

/// What the teacher reads: who, and on what occasion, how often.
async fn seen(register: &Register, teacher: &Teacher) -> Vec<(String, Viewing, i64)> {
    let days = views(register, teacher).await.days;
    days.into_iter()
        .flat_map(|day| day.views)
        .map(|view| (view.organisation, view.viewing.expect("known"), view.times))
        .collect()
}

async fn logged(register: &Register) -> i64 {
    sqlx::query_scalar("select count(*) from access_log")
        .fetch_one(register.pool())
        .await
        .expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_reads_which_board_looked_why_and_how_often() {
    let register = Register::new().await;
    let other = [
        ("burgerservicenummer", OTHER),
        ("benoemingvolgnummer", "2014-000122"),
        ("geboortedatum", "1990-01-01"),
    ];
    deliver_file(&register, &[&[], &other]).await;
    let teacher = register.teacher(MILA).await;
    assert!(seen(&register, &teacher).await.is_empty());

    let contact = register.contact("41234");
    for _ in 0..2 {
        let filter = TeacherFilter::default();
        register
            .desk
            .teachers(&contact, filter)
            .await
            .expect("teachers");
    }
    assert_eq!(
        logged(&register).await,
        4,
        "a row for each person, each time"
    );
    let board = || "Stichting Onderwijs Zuiderveen".to_owned();
    assert_eq!(
        seen(&register, &teacher).await,
        [(board(), Viewing::Teachers, 2)]
    );

    let visitor = Visitor::of(&register, "41234").await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let (status, _) = visitor.get("/school/leraren.csv?naam=niemand").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        logged(&register).await,
        4,
        "who was not in the file was not seen"
    );
    visitor.get("/school/leveringen/overzicht.csv").await;
    visitor
        .get("/school/leveringen/invoeren?benoeming=2014-000121")
        .await;
    let kinds: Vec<Viewing> = seen(&register, &teacher)
        .await
        .into_iter()
        .map(|(_, kind, _)| kind)
        .collect();
    assert!(kinds.contains(&Viewing::OverviewFile) && kinds.contains(&Viewing::Appointment));

    let somebody = register.teacher(OTHER).await;
    let kinds: Vec<Viewing> = seen(&register, &somebody)
        .await
        .into_iter()
        .map(|(_, kind, _)| kind)
        .collect();
    assert!(!kinds.contains(&Viewing::Appointment), "that was of Mila");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_fetches_an_overview_is_named_with_its_supplier() {
    let register = Register::new().await;
    deliver_file(&register, &[&[]]).await;
    let program = Deliverer::with_mandate(&register).await;
    let asked = serde_json::json!({ "bevoegdGezag": "41234" }).to_string();
    let made = program
        .send(
            &register,
            ("POST", "/registratieoverzichten"),
            "application/json",
            asked,
        )
        .await;
    let id = made.1["kenmerk"].as_str().expect("an overview").to_owned();
    let path = format!("/registratieoverzichten/{id}");
    let (status, _) = program.send(&register, ("GET", &path), "", "").await;
    assert_eq!(status, StatusCode::OK);
    let teacher = register.teacher(MILA).await;
    let days = views(&register, &teacher).await.days;
    let view = &days[0].views[0];
    assert_eq!(view.viewing, Some(Viewing::ProgramOverview));
    assert_eq!(view.organisation, "Stichting Onderwijs Zuiderveen");
    assert!(view.through.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_investigation_hides_is_not_shown_and_what_is_old_is_forgotten() {
    let register = Register::new().await;
    deliver_file(&register, &[&[]]).await;
    let contact = register.contact("41234");
    register
        .desk
        .teachers(&contact, TeacherFilter::default())
        .await
        .expect("teachers");
    let teacher = register.teacher(MILA).await;
    assert_eq!(views(&register, &teacher).await.days.len(), 1);
    sqlx::query("update access_log set hidden = true")
        .execute(register.pool())
        .await
        .expect("hidden");
    assert!(views(&register, &teacher).await.days.is_empty());

    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 365 * 4));
    go_round(&register.system).await.expect("a round");
    assert_eq!(logged(&register).await, 1);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 370));
    go_round(&register.system).await.expect("a round");
    assert_eq!(logged(&register).await, 0, "after five years");
}

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

/// Mila, with everything that the BRP knows of her, and an appointment that she did not confirm yet.
async fn known() -> (Register, Teacher) {
    let register = Register::new().await;
    for (name, value) in [
        (
            "verblijfplaats",
            serde_json::json!({ "verblijfadres": {
                "straat": "Kwelderstraat", "huisnummer": 1718, "postcode": "9599AD", "woonplaats": "Oosterstiel",
            }}),
        ),
        ("geslacht", serde_json::json!({ "code": "V" })),
    ] {
        register.stand_ins.describe(MILA, name, value);
    }
    deliver_file(&register, &[&[]]).await;
    register.run_jobs().await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let teacher = register.teacher(MILA).await;
    (register, teacher)
}

const NUMBER: &str = "2014-000121";

#[tokio::test(flavor = "multi_thread")]
async fn a_board_asks_personal_data_for_a_purpose_and_the_teacher_reads_it() {
    let (register, teacher) = known().await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let ask = async |purpose: Viewing| desk.ask_person(&contact, NUMBER, purpose.code()).await;
    // Before the teacher confirmed, nobody is in the register.
    assert_eq!(status(ask(Viewing::PersonToWrite).await), 409);
    confirm(&register, &teacher).await;
    for purpose in ["", "leraren", Viewing::Investigation.code()] {
        let refused = desk.ask_person(&contact, NUMBER, purpose).await;
        assert!(refused.expect_err("no purpose").at("doel").is_some());
    }
    let other = register.contact("41235");
    let code = Viewing::PersonToWrite.code();
    assert_eq!(status(desk.ask_person(&other, NUMBER, code).await), 404);
    assert!(
        seen(&register, &teacher).await.is_empty(),
        "refused is not seen"
    );

    let told = ask(Viewing::PersonToCheck).await.expect("told");
    assert_eq!(told.sex.as_deref(), Some("Vrouw"));
    let address = "Kwelderstraat 1718, 9599 AD Oosterstiel";
    assert_eq!(told.address.as_deref(), Some(address));
    assert_eq!(told.birth_date, Some(jiff::civil::date(1987, 4, 2)));
    assert_eq!(told.reregistration, None, "that is not law");
    let board = "Stichting Onderwijs Zuiderveen".to_owned();
    let looked = [(board, Viewing::PersonToCheck, 1)];
    assert_eq!(seen(&register, &teacher).await, looked);
    let mine = Visitor::teacher(&register, MILA).await;
    let (_, html) = mine.get("/mijn/inzage").await;
    assert!(html.contains("Om de eigen administratie te controleren"));
    assert!(html.contains("je geslacht, je adres en je geboortedatum"));

    let visitor = Visitor::of(&register, "41234").await;
    let (_, html) = visitor.get("/school/leraren").await;
    let page = format!("/school/leraren/persoonsgegevens?benoeming={NUMBER}");
    assert!(html.contains(&page), "the way there");
    let before = logged(&register).await;
    let (_, html) = visitor.get(&page).await;
    assert!(html.contains("Vraag persoonsgegevens op") && !html.contains("Kwelderstraat"));
    let (_, html) = visitor.get(&format!("{page}&doel=")).await;
    assert!(html.contains("Kies waarom je de gegevens opvraagt"));
    assert_eq!(logged(&register).await, before, "nothing was seen");
    let (_, html) = visitor.get(&format!("{page}&doel={code}")).await;
    assert!(html.contains(address) && html.contains("2 april 1987"));
    assert_eq!(logged(&register).await, before + 1);

    register.stand_ins.add_shield(MILA);
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("asked again");
    let told = ask(Viewing::PersonToWrite).await.expect("told");
    assert!(told.shielded && told.address.is_none());
    desk.remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    assert_eq!(status(ask(Viewing::PersonToWrite).await), 404, "who left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_reads_how_the_re_registration_stands_once_that_is_law() {
    let (register, teacher) = known().await;
    confirm(&register, &teacher).await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let today = register.system.clock.today();
    let ask = async || {
        let code = Viewing::PersonToCheck.code();
        let told = desk.ask_person(&contact, NUMBER, code).await.expect("told");
        told.reregistration
    };
    assert_eq!(ask().await, None);
    let tomorrow = today.tomorrow().expect("a day");
    server::institutions::switch(register.pool(), "herregistratie", true, tomorrow)
        .await
        .expect("switched");
    assert_eq!(ask().await, None, "the day has not come");
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24));
    let standing = ask().await.expect("told");
    // Four years from the day on which the teacher confirmed.
    assert_eq!(standing.ends, Some(jiff::civil::date(2030, 11, 22)));
    assert_eq!(standing.decided, None);
    let read = seen(&register, &teacher).await;
    assert!(
        read.iter()
            .any(|(_, kind, times)| *kind == Viewing::Reregistration && *times == 1)
    );
    let visitor = Visitor::of(&register, "41234").await;
    let page = format!("/school/leraren/persoonsgegevens?benoeming={NUMBER}");
    let doel = Viewing::PersonToCheck.code();
    let (_, html) = visitor.get(&format!("{page}&doel={doel}")).await;
    assert!(html.contains("22 november 2030") && html.contains("er is nog niets besloten"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_reads_everything_that_the_register_has_of_the_person() {
    let (register, _) = known().await;
    let mine = Visitor::teacher(&register, MILA).await;
    let (_, html) = mine.get("/mijn/gegevens").await;
    for fact in ["Geslacht", "Vrouw", "Kwelderstraat 1718", "2 april 1987"] {
        assert!(html.contains(fact), "{fact}");
    }
}

async fn confirm(register: &Register, teacher: &Teacher) {
    let overview = register.desk.overview(teacher).await.expect("overview");
    for appointment in &overview.appointments {
        register
            .desk
            .confirm(teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
    register.system.clock.advance(SignedDuration::from_mins(1));
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
