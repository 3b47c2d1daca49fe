//! A register with people of every kind.

use crate::support::{Deliverer, Register, appointment, deliver_file_of};
use app::actor::Teacher;
use app::school::contacts::NewContact;
use app::school::desk::SchoolDesk;
use app::school::teachers::TeacherFilter;
use app::teacher::desk::TeacherDesk;
use app::teacher::portfolio::desk::{PortfolioDesk, Target};
use app::teacher::registration::{RegistrationForm, desk::RegistrationDesk};
use app::teacher::{ClaimTarget, CorrectionForm, EvidenceForm};
use app::upload::File;
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use server::session::store;
use server::signals::go_round;
use server::{institutions, people};
use shared::authority::ClaimForm;
use shared::identifier::{ActivityId, BoardNumber};
use shared::portfolio::ActivityForm;
use uuid::Uuid;

pub const LISTED: &str = "999990019";
const VESTIBULE: &str = "999990020";
const STAGED: &str = "999990032";
const SHIELDED: &str = "999990044";
const DECEASED: &str = "999990056";
const ENDED: &str = "999990068";
const OTHER_ACT: &str = "999990081";
const ABROAD: &str = "999990093";
const MARRIED: &str = "999990111";
const RESTING: &str = "999990123";
const WAITING: &str = "999990135";

pub const BSNS: [&str; 11] = [
    LISTED, VESTIBULE, STAGED, SHIELDED, DECEASED, ENDED, OTHER_ACT, ABROAD, MARRIED, RESTING,
    WAITING,
];

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
        bytes: crate::support::pdf(name),
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
    let claim = desk
        .save_claim(teacher, ClaimTarget::New(None), &claim)
        .await
        .expect("saved");
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
    desk.request_correction_with(teacher, &report, vec![file("brief")])
        .await
        .expect("reported");
}

/// Teachers without an appointment: one is entered, one waits.
async fn register_themselves(register: &Register) {
    for (bsn, subject, word) in [
        (RESTING, "Duits", "rustwoord"),
        (WAITING, "Fries", "wachtwoordje"),
    ] {
        register.system.clock.advance(SignedDuration::from_mins(1));
        let teacher = register.teacher(bsn).await;
        people::look_up(&register.system, teacher.person())
            .await
            .expect("looked up");
        let form = RegistrationForm {
            subject: subject.to_owned(),
            school_types: vec!["havo_vwo".to_owned()],
            years: vec!["lower".to_owned()],
            uitleg: format!("De uitleg met {word}"),
        };
        let proof = File {
            field: "bestand".to_owned(),
            name: format!("{word}-diploma.pdf"),
            bytes: crate::support::pdf("rustwoord"),
        };
        let asked = register.desk.register(&teacher, &form, vec![proof]).await;
        asked.expect("asked");
    }
    let person = register.person(RESTING).await;
    sqlx::query(
        "insert into own_entry (person_id, recorded, status, registration_id)
         select person_id, tstzrange($2, null), 'confirmed', id
         from registration
         where person_id = $1",
    )
    .bind(person.0)
    .bind(register.now().to_sqlx())
    .execute(register.pool())
    .await
    .expect("entered");
}

/// People of every kind, with everything that the register can hold of them.
pub async fn populated() -> Register {
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
        (RESTING, "Gijsberta", "Rustenburg", "1973-01-11", "Rustoord"),
        (WAITING, "Nicodemus", "Wachtendorp", "1974-02-12", "Loenen"),
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
    register_themselves(&register).await;
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
    assert!(!register.tasks(&contact).await.is_empty());
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
