//! A qualified teacher without an appointment asks to be entered (article 38h, third paragraph, WPO).

use super::{
    a_minute_later, days_later, keeper, last_message, mandate, only_case, open, propose, staff,
    step, workers,
};
use crate::support::{Register, Visitor, deliver_file, file, logged_in_now, pdf, status};
use app::{
    actor::{FromActor, Reader, Teacher},
    public::{PublicTeacher, desk::PublicDesk},
    staff::{
        cases::{CaseLine, Grantable, Matter},
        desk::StaffDesk,
        insight::{Question, desk::InsightDesk},
        mandates::NewMandate,
    },
    teacher::{
        desk::TeacherDesk,
        entry::{PastOwn, desk::EntryDesk},
        proof::{NewProof, desk::ProofDesk},
        registration::{Progress, Registering, RegistrationForm, desk::RegistrationDesk},
    },
};
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use server::session::store;
use shared::{
    authority::Outcome,
    case::{CaseKind, Verdict},
    entry::{Cause, Entry},
    viewing::Viewing,
};

fn german() -> RegistrationForm {
    RegistrationForm {
        subject: "Duits".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned(), "upper".to_owned()],
        uitleg: "Ik zoek nu een baan".to_owned(),
    }
}

/// Mila, whom the BRP named, without an appointment.
pub(crate) async fn resting(phase: u8) -> (Register, Teacher) {
    let register = Register::in_phase(phase).await;
    let teacher = register.teacher("999990019").await;
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    a_minute_later(&register);
    (register, teacher)
}

async fn standing(register: &Register, teacher: &Teacher) -> Registering {
    let standing = register.desk.registering(teacher).await;
    standing.expect("where it stands")
}

/// With a scan of the diploma.
async fn registered(register: &Register, teacher: &Teacher) -> CaseLine {
    let files = vec![file("diploma.pdf", pdf("diploma"))];
    let asked = register.desk.register(teacher, &german(), files).await;
    asked.expect("asked");
    only_case(register, &workers(register).await.0).await
}

async fn decided(register: &Register, case: &CaseLine, verdict: Verdict) {
    let (inge, peter) = workers(register).await;
    let new = NewMandate {
        kind: "registration".to_owned(),
        ..mandate(register, "st-2")
    };
    let ton = keeper(register).await;
    register.desk.give_mandate(&ton, new).await.expect("given");
    step(register, &inge, case, "take").await.expect("taken");
    propose(register, &inge, case, verdict, "Je diploma laat het zien.")
        .await
        .expect("proposed");
    step(register, &peter, case, "confirm")
        .await
        .expect("confirmed");
}

/// The entry without an appointment on a day, as somebody else reads it and as the teacher does.
async fn own_as_of(register: &Register, teacher: &Teacher, on: Date) -> [Option<PastOwn>; 2] {
    let overview = register.desk.overview(teacher).await.expect("overview");
    let auditor = Reader::from_actor(staff(register, "au-1", "auditor").await).expect("a reader");
    let question = Question {
        nummer: overview.person.number.to_string(),
        doel: Viewing::Audit.code().to_owned(),
        kenmerk: "AC-1".to_owned(),
        op: format!("{}-{}-{}", on.day(), on.month(), on.year()),
        bekend: "nu".to_owned(),
    };
    let told = register.desk.look_up(&auditor, question).await;
    let mine = register.desk.as_of(teacher, on, true).await;
    [told, mine].map(|told| told.expect("told").own)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_entered_without_an_appointment_stood_there_from_that_day_on() {
    let (register, teacher) = resting(0).await;
    let before = register.system.clock.today();
    let case = registered(&register, &teacher).await;
    days_later(&register, 2);
    decided(&register, &case, Verdict::Granted).await;
    days_later(&register, 1);
    assert_eq!(own_as_of(&register, &teacher, before).await, [None, None]);
    let today = register.system.clock.today();
    let own = own_as_of(&register, &teacher, today)
        .await
        .map(|own| own.expect("entered"));
    for own in own {
        assert_eq!(own.entry, "Bevestigd");
        assert!(own.education.starts_with("Duits, "), "{own:?}");
    }
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let (_, html) = visitor.get("/mijn/gegevens?op=26-11-2026&bekend=nu").await;
    assert!(html.contains("Opname zonder benoeming") && !html.contains("geen benoeming van je"));
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    a_minute_later(&register);
    let [told, mine] = own_as_of(&register, &teacher, today).await;
    assert_eq!(told, None, "what the teacher entered is for the teacher");
    assert_eq!(mine.expect("kept").entry, "Uitgeschreven");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_entered_without_an_appointment_can_prove_it_until_leaving() {
    let (register, teacher) = resting(0).await;
    let case = registered(&register, &teacher).await;
    let desk = &register.desk;
    let provable = async || desk.proofs(&teacher).await.expect("proofs").provable;
    assert_eq!(provable().await, None);
    decided(&register, &case, Verdict::Granted).await;
    let now = provable().await.expect("in the register");
    assert_eq!(now.since, register.system.clock.today());
    let [subject] = now.subjects.as_slice() else {
        panic!("what was decided: {now:?}")
    };
    assert!(subject.starts_with("Duits, "), "{subject}");
    let new = NewProof {
        vakken: now.subjects.clone(),
        gegevens: vec!["sinds".to_owned()],
        hoelang: "1-jaar".to_owned(),
    };
    desk.make_proof(&teacher, new).await.expect("made");
    let code = desk.proofs(&teacher).await.expect("proofs").made[0]
        .code
        .clone();
    let holds = async || {
        desk.check_code(&code)
            .await
            .expect("checked")
            .holds
            .is_some()
    };
    let withdrawn = async || {
        let listed = server::proof::withdrawn(&register.system, 1).await;
        listed.expect("a list").len()
    };
    server::proof::look_again(&register.system)
        .await
        .expect("looked");
    assert!(holds().await);
    assert_eq!(withdrawn().await, 0);
    a_minute_later(&register);
    desk.remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    assert!(!holds().await);
    assert_eq!(withdrawn().await, 1);
}

async fn public_page(register: &Register, teacher: &Teacher) -> Option<PublicTeacher> {
    let overview = register.desk.overview(teacher).await.expect("overview");
    let shown = register.desk.public_teacher(&overview.person.number).await;
    shown.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_without_an_appointment_is_entered_by_a_decision_of_two() {
    let (register, teacher) = resting(0).await;
    let before = standing(&register, &teacher).await;
    assert!(before.may_ask && before.own.is_none());
    let case = registered(&register, &teacher).await;
    // Eight weeks from 23 November 2026.
    assert_eq!(
        (case.kind, case.due),
        (CaseKind::Registration, date(2027, 1, 18))
    );
    let (title, body, link) = last_message(&register).await;
    assert_eq!(title, "We hebben je aanmelding ontvangen");
    for sent in [
        case.number.as_str(),
        "18 januari 2027",
        "Duits",
        "Ik zoek nu een baan",
        "diploma.pdf",
    ] {
        assert!(body.contains(sent), "{sent}: {body}");
    }
    assert_eq!(link, Some(format!("/mijn/zaken/{}", case.id)));
    let waits = standing(&register, &teacher).await;
    assert_eq!(waits.last.expect("asked").result, Progress::Waits);
    assert!(!waits.may_ask);
    let again = register.desk.register(&teacher, &german(), vec![]).await;
    assert_eq!(status(again), 409, "asked once");

    let (inge, peter) = workers(&register).await;
    let seen = open(&register, &inge, &case).await;
    assert_eq!(seen.grantable, Grantable::Plain);
    let Matter::Registration(asked) = seen.matter else {
        panic!("a registration")
    };
    assert_eq!(asked.evidence.len(), 1);
    assert_eq!(asked.check.outcome, Outcome::NotChecked);
    assert_eq!(public_page(&register, &teacher).await, None);
    let views = register.desk.views(&teacher, 1).await.expect("views");
    let told = serde_json::to_string(&views).expect("JSON");
    assert!(told.contains("RegistrationCase"), "{told}");

    step(&register, &inge, &case, "take").await.expect("taken");
    let reason = "Je diploma laat je bevoegdheid zien.";
    propose(&register, &inge, &case, Verdict::Granted, reason)
        .await
        .expect("proposed");
    let unmandated = step(&register, &peter, &case, "confirm").await;
    assert_eq!(
        status(unmandated),
        409,
        "a mandate for corrections is no mandate for this"
    );
    let new = NewMandate {
        kind: "registration".to_owned(),
        ..mandate(&register, "st-2")
    };
    let ton = keeper(&register).await;
    register.desk.give_mandate(&ton, new).await.expect("given");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");

    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert!(overview.is_own() && overview.appointments.is_empty());
    let (title, body, link) = last_message(&register).await;
    assert_eq!(title, "Er is een besluit over je aanmelding");
    assert!(
        body.contains("Je bent opgenomen in het lerarenregister"),
        "{body}"
    );
    let Progress::Decided(Verdict::Granted, decision) = standing(&register, &teacher)
        .await
        .last
        .expect("asked")
        .result
    else {
        panic!("granted")
    };
    assert_eq!(link, Some(format!("/mijn/besluiten/{decision}")));
    let document = register.desk.decision(&teacher, decision).await;
    let document = document.expect("a decision").document;
    assert!(document.paragraphs.iter().any(|part| part.text == reason));
    assert!(
        document
            .paragraphs
            .iter()
            .any(|part| part.text.contains("38h, derde lid"))
    );
    let shown = public_page(&register, &teacher).await.expect("public");
    assert_eq!(shown.subjects, Some(vec!["Duits".to_owned()]));
    assert_eq!((shown.appointed, shown.schools), (false, Some(vec![])));

    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let (_, html) = visitor.get("/mijn").await;
    assert!(html.contains("In het register zonder benoeming"));
    let (status, html) = visitor.get("/mijn/aanmelden").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Lees het besluit") && !html.contains("Meld je aan</button>"));
    let number = &overview.person.number;
    let (_, html) = visitor.get(&format!("/register/leraar/{number}")).await;
    assert!(html.contains("meldde zich zelf aan") && html.contains("Duits"));
    let (_, html) = visitor.get("/register/zoeken?q=Zandlicht").await;
    assert!(html.contains("Mila Zandlicht"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_diploma_is_looked_up_where_that_may_be_and_else_there_must_be_a_file() {
    let (register, teacher) = resting(3).await;
    let desk = &register.desk;
    let none = desk.register(&teacher, &german(), vec![]).await;
    let none = none.expect_err("nothing was found");
    assert!(none.at("bestand").is_some(), "{none:?}");
    let blank = RegistrationForm::default();
    let empty = desk.register(&teacher, &blank, vec![]);
    let empty = empty.await.expect_err("empty");
    assert!(empty.at("subject").is_some() && empty.at("school_types").is_some());
    register.stand_ins.add_diploma(
        "999990019",
        None,
        "M Leraar Voorbereidend Hoger Onderwijs in Duits",
        "wo-master",
        "2012-07-01",
    );
    let asked = register.stand_ins.asked();
    let found = desk.register(&teacher, &german(), vec![]).await;
    if let Err(problem) = &found {
        panic!("{problem:?}");
    }
    assert_eq!(register.stand_ins.asked(), asked + 1);
    let mine = desk.my_diplomas(&teacher).await.expect("diplomas");
    assert_eq!(mine.asked.len(), 2, "the teacher sees each time");

    let (register, teacher) = resting(0).await;
    let none = register.desk.register(&teacher, &german(), vec![]).await;
    assert!(none.expect_err("no proof").at("bestand").is_some());
    assert_eq!(register.stand_ins.asked(), 0, "it may not be asked");
    assert_eq!(register.count("registration").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_is_supplemented_taken_back_and_asked_again() {
    let (register, teacher) = resting(0).await;
    let case = registered(&register, &teacher).await;
    a_minute_later(&register);
    let more = vec![file("verklaring.pdf", pdf("verklaring"))];
    register
        .desk
        .add_proof(&teacher, more)
        .await
        .expect("added");
    let waits = standing(&register, &teacher).await.last.expect("asked");
    assert_eq!(waits.evidence.len(), 2);
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let (_, html) = visitor.get("/mijn/aanmelden").await;
    assert!(html.contains("diploma.pdf") && html.contains("Trek je aanmelding in"));

    register
        .desk
        .withdraw_registration(&teacher)
        .await
        .expect("taken back");
    let withdrawn = standing(&register, &teacher).await;
    assert!(withdrawn.may_ask);
    assert_eq!(withdrawn.last.expect("asked").result, Progress::Withdrawn);
    let gone = register.desk.withdraw_registration(&teacher).await;
    assert_eq!(status(gone), 409);
    let (inge, _) = workers(&register).await;
    assert_eq!(status(step(&register, &inge, &case, "take").await), 409);

    a_minute_later(&register);
    let case = registered(&register, &teacher).await;
    decided(&register, &case, Verdict::Refused).await;
    let refused = standing(&register, &teacher).await;
    assert!(refused.own.is_none() && refused.may_ask);
    assert_eq!(public_page(&register, &teacher).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_an_appointment_is_entered_by_the_school() {
    let (register, teacher) = resting(0).await;
    let case = registered(&register, &teacher).await;
    deliver_file(&register, &[&[]]).await;
    let (inge, _) = workers(&register).await;
    let seen = open(&register, &inge, &case).await;
    let Grantable::Nothing(why) = seen.grantable else {
        panic!("the teacher has an appointment")
    };
    assert!(why.contains("heeft een benoeming"), "{why}");
    step(&register, &inge, &case, "take").await.expect("taken");
    let granted = propose(&register, &inge, &case, Verdict::Granted, "Ja").await;
    assert!(granted.expect_err("not any more").at("verdict").is_some());
    register
        .desk
        .withdraw_registration(&teacher)
        .await
        .expect("taken back");
    let asked = register.desk.register(&teacher, &german(), vec![]).await;
    assert_eq!(status(asked), 409);
    let stranger = register.teacher("999990020").await;
    assert_eq!(status(register.desk.enter_own(&stranger).await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_is_kept_five_years_and_can_come_back() {
    let (register, teacher) = resting(0).await;
    let case = registered(&register, &teacher).await;
    decided(&register, &case, Verdict::Granted).await;
    a_minute_later(&register);
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    assert_eq!(public_page(&register, &teacher).await, None);
    let kept = register.desk.kept(&teacher).await.expect("kept");
    let own = kept.own.expect("readable");
    assert_eq!(own.entry, Entry::Removed(Cause::Request));
    assert_eq!(own.kept_until, Some(date(2031, 11, 23)));
    assert!(
        !standing(&register, &teacher).await.may_ask,
        "one comes back instead"
    );
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let (_, html) = visitor.get("/mijn/bewaard").await;
    assert!(html.contains("Neem mij weer op"));

    a_minute_later(&register);
    register.desk.enter_own(&teacher).await.expect("back");
    let shown = public_page(&register, &teacher).await;
    assert!(shown.is_some());
    assert_eq!(status(register.desk.enter_own(&teacher).await), 409);
    register.stand_ins.add_death("999990019", "2026-11-20");
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    assert_eq!(public_page(&register, &teacher).await, None);

    // Five years later what was entered is destroyed; the decision has a term of its own.
    days_later(&register, 5 * 366);
    server::forgetting::forget_removed(&register.system)
        .await
        .expect("forgotten");
    assert_eq!(register.count("own_entry").await, 0);
    assert_eq!(register.count("decision").await, 1);
    days_later(&register, 6 * 366);
    server::forgetting::forget_removed(&register.system)
        .await
        .expect("forgotten");
    assert_eq!(register.count("decision").await, 0);
    assert_eq!(register.count("registration").await, 0);
}
