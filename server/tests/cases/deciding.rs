//! A granted decision changes what the register itself recorded, and nothing else.

use super::{
    a_minute_later, appointment, dutch, last_message, offered, only_case, open, outcome,
    propose_all, reported, step, with_mila, workers,
};
use crate::support::{Register, deliver_file, logged_in_now, status};
use app::{
    actor::{CaseWorker, Teacher},
    public::{SearchQuery, desk::PublicDesk},
    staff::cases::{CaseLine, Grantable, Proposal},
    teacher::{ClaimTarget, Decision, List, desk::TeacherDesk, entry::desk::EntryDesk},
};
use jiff::civil::date;
use server::{people, placing::place_again};
use shared::{authority::Outcome, ground::GroundTable, identifier::CorrectionId};

fn granted(becomes: &str) -> Proposal {
    Proposal {
        verdict: "granted".to_owned(),
        becomes: becomes.to_owned(),
        reasons: "Je hebt gelijk.".to_owned(),
        ..Proposal::default()
    }
}

/// Takes the case, proposes this, and lets a colleague confirm it.
async fn decided(
    register: &Register,
    (inge, peter): (&CaseWorker, &CaseWorker),
    case: &CaseLine,
    proposal: Proposal,
) {
    step(register, inge, case, "take").await.expect("taken");
    propose_all(register, inge, case, proposal)
        .await
        .expect("proposed");
    step(register, peter, case, "confirm")
        .await
        .expect("confirmed");
    a_minute_later(register);
}

async fn decision(register: &Register, teacher: &Teacher, id: CorrectionId) -> Decision {
    let receipt = register.desk.correction_receipt(teacher, id).await;
    let case = receipt.expect("receipt").case.expect("a case");
    let decision = register
        .desk
        .decision(teacher, case.decision.expect("decided"))
        .await;
    decision.expect("a decision")
}

/// On which list the one appointment stands, until when, and why.
async fn listed(register: &Register, teacher: &Teacher) -> (List, Option<String>, String) {
    let overview = register.desk.overview(teacher).await.expect("overview");
    let [one] = overview.appointments.try_into().expect("one appointment");
    let latest = one.maximum.map(|latest| latest.date.to_string());
    (one.list, latest, one.reason)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_on_the_list_moves_the_appointment_and_no_table_moves_it_back() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let id = reported(&register, &teacher, "In welk register ik sta").await;
    assert_eq!(listed(&register, &teacher).await.0, List::Register);
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    let Grantable::OneOf(changes) = open(&register, &inge, &case).await.grantable else {
        panic!("it is a fact of the register")
    };
    let codes: Vec<&str> = changes.iter().map(|change| change.code.as_str()).collect();
    assert_eq!(codes, ["vestibule", "none"], "it stands in the register");
    for wrong in ["", "register", "restore"] {
        let refused = propose_all(&register, &inge, &case, granted(wrong)).await;
        assert!(refused.expect_err("no").at("becomes").is_some(), "{wrong}");
    }
    let proposal = Proposal {
        until_day: "31".to_owned(),
        until_month: "7".to_owned(),
        until_year: "2028".to_owned(),
        ..granted("vestibule")
    };
    propose_all(&register, &inge, &case, proposal)
        .await
        .expect("proposed");
    assert_eq!(
        listed(&register, &teacher).await.0,
        List::Register,
        "one person changes nothing"
    );
    let preview = open(&register, &peter, &case).await.preview;
    let preview = preview.expect("who confirms it reads it whole");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");

    let document = decision(&register, &teacher, id).await.document;
    assert_eq!(preview.paragraphs, document.paragraphs);
    assert_eq!(
        document.opening,
        "We wijzen je verzoek toe. Het gegeven is aangepast."
    );
    let (_, told, _) = last_message(&register).await;
    let change = "staat vanaf 23 november 2026 in het registervoorportaal. De uiterste datum is 31 juli 2028.";
    assert!(told.contains(change), "{told}");
    assert!(
        document
            .paragraphs
            .iter()
            .any(|part| part.text.contains(change)),
        "{document:?}"
    );
    let stands = listed(&register, &teacher).await;
    assert_eq!(
        (stands.0, stands.1.as_deref()),
        (List::Vestibule, Some("2028-07-31"))
    );
    assert!(stands.2.contains(&document.number), "{}", stands.2);
    assert_eq!(register.audited("listed_by_decision").await, 1);
    assert_eq!(register.count("placement").await, 2, "what was stays");

    // Another table, and a change at the school that has nothing to do with it.
    let text = include_str!("../../../shared/data/grounds.csv")
        .replace("# versie: 2026-1", "# versie: 2026-2");
    let table = GroundTable::parse(&text).expect("a table");
    place_again(&register.system, &table).await.expect("placed");
    let moved = [("versie", "2"), ("vestigingscode", "99QA01")];
    deliver_file(&register, &[&moved]).await;
    assert_eq!(listed(&register, &teacher).await, stands);
    // Another ground is another case.
    let other = [
        ("versie", "3"),
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-11-01"),
        ("verklaringInspanning", "ja"),
        ("onderwijsterreinen", "NEDERLANDS"),
    ];
    deliver_file(&register, &[&other]).await;
    let (list, _, reason) = listed(&register, &teacher).await;
    assert_eq!(list, List::Vestibule);
    assert!(reason.contains("omdat je school grondslag"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_takes_back_a_confirmation_that_was_none() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    let (id, version) = (
        overview.appointments[0].id,
        overview.appointments[0].version,
    );
    register
        .desk
        .confirm(&teacher, id, version)
        .await
        .expect("confirmed");
    a_minute_later(&register);
    let found = async || {
        let query = SearchQuery {
            q: "zandlicht".to_owned(),
            ..SearchQuery::default()
        };
        register
            .desk
            .search(&query)
            .await
            .expect("a search")
            .found
            .len()
    };
    assert_eq!(found().await, 1);
    reported(&register, &teacher, "Inschrijving of datum van levering").await;
    let case = only_case(&register, &inge).await;
    decided(&register, (&inge, &peter), &case, granted("unconfirm")).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert!(!overview.appointments[0].confirmed);
    assert_eq!(found().await, 0, "nothing is public that was not confirmed");
    assert_eq!(register.audited("entry_changed").await, 1);
    let was = register
        .desk
        .as_of(&teacher, date(2026, 11, 23), true)
        .await
        .expect("as of");
    assert_eq!(was.appointments[0].entry, "Klaargezet");
    let (_, told, _) = last_message(&register).await;
    assert!(told.contains("wacht weer op jouw bevestiging"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_meanwhile_is_not_decided_as_if_it_had_not() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    reported(&register, &teacher, "Inschrijving of datum van levering").await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    propose_all(&register, &inge, &case, granted("remove"))
        .await
        .expect("proposed");
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    let late = step(&register, &peter, &case, "confirm").await;
    let late = late.expect_err("the teacher did it already");
    assert_eq!(late.status, 409);
    assert!(late.title.contains("Stuur het terug"), "{}", late.title);
    assert_eq!(register.count("decision").await, 0, "nothing was announced");
    step(&register, &peter, &case, "send_back")
        .await
        .expect("sent back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_on_the_comparison_counts_as_shown() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let claim = offered(&register, &teacher).await;
    let evidence = only_case(&register, &inge).await;
    step(&register, &inge, &evidence, "take")
        .await
        .expect("taken");
    let refused = Proposal {
        verdict: "refused".to_owned(),
        reasons: "Niet leesbaar".to_owned(),
        ..Proposal::default()
    };
    propose_all(&register, &inge, &evidence, refused)
        .await
        .expect("proposed");
    step(&register, &peter, &evidence, "confirm")
        .await
        .expect("confirmed");
    assert_eq!(outcome(&register, &teacher, claim).await, Outcome::NotFound);

    let fact = "De vergelijking met mijn diploma";
    let report = reported(&register, &teacher, fact).await;
    let case = only_case(&register, &inge).await;
    decided(
        &register,
        (&inge, &peter),
        &case,
        granted(&claim.to_string()),
    )
    .await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Evidenced
    );
    let document = decision(&register, &teacher, report).await.document;
    let told = "Je bevoegdheid voor Nederlands telt vanaf 23 november 2026 als aangetoond.";
    assert!(
        document.paragraphs.iter().any(|part| part.text == told),
        "{document:?}"
    );
    // Now that it is shown, there is nothing left to grant.
    reported(&register, &teacher, fact).await;
    let again = only_case(&register, &inge).await;
    step(&register, &inge, &again, "take").await.expect("taken");
    let nothing = propose_all(&register, &inge, &again, granted(&claim.to_string())).await;
    assert!(
        nothing
            .expect_err("nothing is open")
            .at("verdict")
            .is_some()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_of_which_the_last_day_has_passed_goes_back() {
    let (register, teacher) = with_mila().await;
    let (inge, peter) = workers(&register).await;
    let form = dutch(appointment(&register, &teacher).await);
    let claim = register
        .desk
        .save_claim(&teacher, ClaimTarget::New(None), &form)
        .await;
    let claim = claim.expect("saved");
    a_minute_later(&register);
    let record = register.desk.record_claim(&teacher, claim, true).await;
    record.expect("recorded");
    reported(&register, &teacher, "De vergelijking met mijn diploma").await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    let short = Proposal {
        until_day: "30".to_owned(),
        until_month: "11".to_owned(),
        until_year: "2026".to_owned(),
        ..granted(&claim.to_string())
    };
    propose_all(&register, &inge, &case, short)
        .await
        .expect("proposed");
    super::days_later(&register, 14);
    let late = step(&register, &peter, &case, "confirm").await;
    let late = late.expect_err("its last day has passed");
    assert_eq!(late.status, 409);
    assert!(late.title.contains("voorbij"), "{}", late.title);
    step(&register, &peter, &case, "send_back")
        .await
        .expect("sent back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_municipality_or_the_school_holds_is_not_changed_by_the_register() {
    let (register, teacher) = Register::with_mila().await;
    a_minute_later(&register);
    // The school delivered the name; the BRP names the teacher only later.
    let id = reported(&register, &teacher, "Naam of adres").await;
    super::days_later(&register, 29);
    register
        .desk
        .ask_decision(&teacher, id)
        .await
        .expect("asked");
    people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    let (inge, _) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    let refused = propose_all(&register, &inge, &case, granted("")).await;
    let refused = refused.expect_err("the municipality changes it");
    let why = refused.at("verdict").expect("at the verdict");
    assert!(why.contains("gemeente"), "{why}");
    assert_eq!(status(step(&register, &inge, &case, "confirm").await), 409);

    // Nor does a decision bring back whom the BRP says is dead.
    let (register, teacher) = with_mila().await;
    let (inge, _) = workers(&register).await;
    reported(&register, &teacher, "Inschrijving of datum van levering").await;
    register.stand_ins.add_death("999990019", "2026-11-20");
    people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    let case = only_case(&register, &inge).await;
    let Grantable::Nothing(why) = open(&register, &inge, &case).await.grantable else {
        panic!("there is nothing to grant")
    };
    assert!(why.contains("Basisregistratie Personen"), "{why}");
}
