//! Proofs of registration: what one shows, and whether it holds.

use super::{MASTER, MILA, OTHER, only_appointment, save_dutch};
use crate::support::{Register, Visitor, logged_in_now, status};
use app::{
    actor::Teacher,
    public::desk::PublicDesk,
    teacher::{
        desk::TeacherDesk,
        entry::desk::EntryDesk,
        proof::{Made, NewProof, desk::ProofDesk},
    },
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::session::store;
use shared::{identifier::ClaimId, proof::Standing};

/// Mila, in the register, qualified for Dutch.
async fn qualified() -> (Register, Teacher) {
    let (register, teacher) = Register::with_mila().await;
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    let claim = save_dutch(&register, &teacher).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .record_claim(&teacher, claim, true)
        .await
        .expect("recorded");
    let appointment = only_appointment(&register, &teacher).await;
    register
        .desk
        .confirm(&teacher, appointment.id, appointment.version)
        .await
        .expect("confirmed");
    register.system.clock.advance(SignedDuration::from_mins(1));
    (register, teacher)
}

async fn make(register: &Register, teacher: &Teacher, facts: &[&str]) -> Made {
    let proofs = register.desk.proofs(teacher).await.expect("proofs");
    let new = NewProof {
        vakken: proofs.provable.expect("in the register").subjects,
        gegevens: facts.iter().map(|fact| (*fact).to_owned()).collect(),
        hoelang: "3-maanden".to_owned(),
    };
    register.desk.make_proof(teacher, new).await.expect("made");
    let proofs = register.desk.proofs(teacher).await.expect("proofs");
    proofs.made.into_iter().next().expect("a proof")
}

async fn standing(register: &Register, code: &str) -> Option<Standing> {
    let checked = register.desk.check_code(code).await.expect("checked");
    assert_eq!(
        checked.holds.is_some(),
        checked.standing == Some(Standing::Holds),
        "what it shows is seen only while it holds"
    );
    checked.standing
}

#[tokio::test(flavor = "multi_thread")]
async fn who_checks_a_proof_sees_what_the_teacher_chose_and_no_more() {
    let (register, teacher) = qualified().await;
    let made = make(&register, &teacher, &["sinds"]).await;
    let checked = register.desk.check_code(&made.code.to_lowercase()).await;
    let (shown, until) = checked.expect("checked").holds.expect("it holds");
    assert_eq!(until.to_string(), "2027-02-23");
    assert!(shown.name.contains("Zandlicht"));
    assert_eq!(shown.subjects.len(), 1, "{:?}", shown.subjects);
    assert!(
        shown.subjects[0].starts_with("Nederlands"),
        "{:?}",
        shown.subjects
    );
    assert!(shown.since.is_some());
    assert_eq!((shown.number, shown.birth_date), (None, None));
    assert_eq!(register.audited("proof_changed").await, 1);

    let visitor = Visitor::with(&register, register.supplier().await).await;
    let page = visitor
        .page(&format!("/bewijs/controleren?code={}", made.code))
        .await;
    assert!(page.contains("Dit bewijs is geldig"), "{page}");
    assert!(page.contains("Nederlands"));
    for hidden in ["Registratienummer", "1987", MILA] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    let page = visitor
        .page("/bewijs/controleren?code=0000-0000-0000")
        .await;
    assert!(page.contains("Dit bewijs kennen we niet"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_ends_when_it_is_withdrawn_or_over_or_the_teacher_leaves() {
    let (register, teacher) = qualified().await;
    let [first, second, third] = [
        make(&register, &teacher, &[]).await,
        make(&register, &teacher, &["nummer"]).await,
        make(&register, &teacher, &["nummer", "geboortedatum"]).await,
    ];
    let other = register.teacher(OTHER).await;
    assert_eq!(
        status(register.desk.withdraw_proof(&other, first.id).await),
        404
    );
    assert_eq!(
        standing(&register, &first.code).await,
        Some(Standing::Holds)
    );
    register
        .desk
        .withdraw_proof(&teacher, first.id)
        .await
        .expect("withdrawn");
    assert_eq!(
        standing(&register, &first.code).await,
        Some(Standing::Withdrawn)
    );
    assert_eq!(
        standing(&register, &second.code).await,
        Some(Standing::Holds)
    );

    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("left");
    assert_eq!(
        standing(&register, &second.code).await,
        Some(Standing::Outdated)
    );
    let refused = register
        .desk
        .make_proof(&teacher, NewProof::default())
        .await;
    assert_eq!(
        status(refused),
        409,
        "who is not in the register proves nothing"
    );

    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 93));
    assert_eq!(standing(&register, &third.code).await, Some(Standing::Over));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_cannot_prove_what_the_register_does_not_say() {
    let (register, teacher) = qualified().await;
    let new = NewProof {
        vakken: vec!["Wiskunde, alle leerjaren".to_owned()],
        gegevens: vec!["salaris".to_owned()],
        hoelang: "3-maanden".to_owned(),
    };
    let refused = register
        .desk
        .make_proof(&teacher, new)
        .await
        .expect_err("no");
    assert!(refused.at("vakken").is_some() && refused.at("gegevens").is_some());
    let refused = register
        .desk
        .make_proof(&teacher, NewProof::default())
        .await;
    assert!(refused.expect_err("no").at("hoelang").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digital_proof_is_checked_too_and_can_be_withdrawn() {
    let (register, teacher) = qualified().await;
    let made = make(&register, &teacher, &["nummer"]).await;
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let (status, credential) = visitor
        .get(&format!("/mijn/bewijs.sd-jwt?id={}", made.id))
        .await;
    assert_eq!(status, StatusCode::OK);
    let checked = register
        .desk
        .check_digital(&credential)
        .await
        .expect("checked");
    let (shown, _) = checked.holds.expect("it holds");
    assert_eq!(shown, made.shown);

    let (_, page) = visitor
        .show("/bewijs/controleren", &[("bewijs", credential.as_str())])
        .await;
    assert!(page.contains("Dit bewijs is geldig"), "{page}");

    let (_, before) = visitor.get("/bewijs/ingetrokken/1").await;
    register
        .desk
        .withdraw_proof(&teacher, made.id)
        .await
        .expect("withdrawn");
    let (_, after) = visitor.get("/bewijs/ingetrokken/1").await;
    let list = |token: &str| token.split('.').nth(1).map(str::len);
    assert_ne!(list(&before), list(&after), "a bit more is set");
    let checked = register
        .desk
        .check_digital(&credential)
        .await
        .expect("checked");
    assert_eq!(checked.standing, Some(Standing::Withdrawn));
    let checked = register
        .desk
        .check_digital("geen bewijs")
        .await
        .expect("checked");
    assert_eq!(checked.standing, None);

    let (_, metadata) = visitor.get("/.well-known/jwt-vc-issuer").await;
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("JSON");
    assert_eq!(metadata["issuer"], register.system.config.public_url);
    assert_eq!(metadata["jwks"]["keys"][0]["crv"], "P-256");
    assert!(
        metadata["jwks"]["keys"][0].get("d").is_none(),
        "no private key"
    );
    let (_, kind) = visitor.get("/bewijs/soort").await;
    assert!(kind.contains("Bewijs van registratie"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digital_proof_that_no_longer_holds_is_on_the_list_after_the_night() {
    let (register, teacher) = qualified().await;
    make(&register, &teacher, &[]).await;
    let listed = async || {
        server::proof::withdrawn(&register.system, 1)
            .await
            .expect("a list")
    };
    let night = async || {
        server::proof::look_again(&register.system)
            .await
            .expect("looked");
    };
    night().await;
    assert!(listed().await.is_empty(), "it holds");
    // Still in the register, and no longer for this subject.
    let claim = sqlx::query_scalar("select id from subject_claim")
        .fetch_one(register.pool())
        .await
        .expect("a subject");
    register
        .desk
        .remove_claim(&teacher, ClaimId(claim))
        .await
        .expect("removed");
    night().await;
    assert_eq!(listed().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_a_pdf_as_long_as_it_holds() {
    let (register, teacher) = qualified().await;
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    assert_eq!(
        visitor.get("/mijn/bewijs.pdf").await.0,
        StatusCode::NOT_FOUND
    );
    let made = make(&register, &teacher, &["nummer"]).await;
    let (status, pdf) = visitor.get_bytes("/mijn/bewijs.pdf").await;
    assert_eq!(status, StatusCode::OK);
    assert!(pdf.starts_with("%PDF-1.7"));
    let page = visitor.page("/mijn/bewijs").await;
    for words in [made.code.as_str(), "<svg", "Download pdf", "Trek in"] {
        assert!(page.contains(words), "{words}");
    }
    let answer = visitor
        .post(
            "/mijn/bewijs",
            "/api/mijn/bewijs/intrekken",
            &[("id", &made.id.to_string())],
        )
        .await;
    assert!(answer.contains("melding=ingetrokken"), "{answer}");
    assert_eq!(
        visitor.get("/mijn/bewijs.pdf").await.0,
        StatusCode::NOT_FOUND
    );
}
