//! The certificate of a package, what it rests on, and the programs that it lets in.

use super::{OIN, field, program, supplier};
use crate::support::{Program, Register};
use app::{
    actor::Supplier,
    supplier::{CaseOutcome, CertificateRequest, desk::SupplierDesk},
};
use shared::conformance::Notation;

/// Who asks which certificate.
fn certificate(product: &str, release: &str) -> CertificateRequest {
    CertificateRequest {
        notation: "json".to_owned(),
        product: product.to_owned(),
        release: release.to_owned(),
        released: "01-10-2026".to_owned(),
    }
}

/// A supplier of whom the sandbox saw every case pass, with messages of `Pakket 1.0`.
async fn examined(register: &Register) -> Supplier {
    Program::in_sandbox(register, "hr-pakket", OIN).await;
    crate::support::pass_every_case(register, "hr-pakket", "Pakket 1.0").await;
    supplier(register).await
}

#[tokio::test]
async fn a_certificate_is_for_the_package_that_the_messages_name_and_keeps_what_showed_it() {
    let register = Register::with_sandbox().await;
    let who = examined(&register).await;
    let before = register.desk.examination(&who, Notation::Json).await;
    let before = before.expect("an examination");
    let missing: Vec<_> = before
        .cases
        .iter()
        .filter(|case| case.outcome != CaseOutcome::Passed)
        .map(|case| case.number)
        .collect();
    assert_eq!(missing, [0_u8; 0]);
    assert_eq!(before.packages, ["Pakket 1.0"]);
    let other = register.desk.certify(&who, certificate("Pakket", "2.0"));
    let problem = other.await.expect_err("another release");
    assert_eq!(field(&problem), "product");
    assert!(
        problem.errors[0].message.contains("‘Pakket 1.0’"),
        "{problem:?}"
    );

    let tomorrow = CertificateRequest {
        released: "01-10-2036".to_owned(),
        ..certificate("Pakket", "1.0")
    };
    let problem = register.desk.certify(&who, tomorrow).await;
    assert_eq!(field(&problem.expect_err("not out yet")), "released");
    let id = register
        .desk
        .certify(&who, certificate(" Pakket ", "1.0"))
        .await
        .expect("a certificate");
    let passed = async |notation| {
        let examination = register.desk.examination(&who, notation).await;
        examination.expect("an examination").passed()
    };
    assert_eq!(passed(Notation::Json).await, 0, "it begins anew");
    assert_eq!(
        passed(Notation::Xml).await,
        9,
        "what counts for both stays for the other"
    );

    // The sandbox forgets; the certificate does not.
    let sandbox = register.system.sandbox.as_ref().expect("a sandbox");
    sqlx::query("delete from sandbox_call")
        .execute(&sandbox.pool)
        .await
        .expect("forgotten");
    let read = async |reader| {
        let report = register.desk.certificate(reader, id).await;
        report.expect("a report")
    };
    let (mine, theirs) = (read(Some(&who)).await, read(None).await);
    assert_eq!(mine.certificate.product, "Pakket");
    assert_eq!(mine.certificate.released.to_string(), "2026-10-01");
    assert_eq!((mine.cases.len(), theirs.cases.len()), (40, 40));
    assert!(mine.own && !theirs.own);
    let seen = mine.cases[3].steps[1].1.as_ref().expect("a call");
    assert_eq!(seen.call, "PUT /benoemingen/90001/a");
    assert!(seen.answer.contains("gewijzigd"));
    assert!(theirs.cases.iter().all(|case| case.steps.is_empty()));
    let nobody = register.desk.certificate(None, uuid::Uuid::nil()).await;
    assert_eq!(nobody.expect_err("none").status, 404);
    assert_eq!(register.audited("certificate_issued").await, 1);
}

#[tokio::test]
async fn a_case_with_messages_of_another_package_is_named() {
    let register = Register::with_sandbox().await;
    let who = examined(&register).await;
    let sandbox = register.system.sandbox.as_ref().expect("a sandbox");
    sqlx::query(
        "update sandbox_call set sent = replace(sent, 'Pakket 1.0', 'Ander pakket')
         where path like '%/f'",
    )
    .execute(&sandbox.pool)
    .await
    .expect("changed");
    let refused = register.desk.certify(&who, certificate("Pakket", "1.0"));
    let problem = refused.await.expect_err("refused");
    let told = &problem.errors[0].message;
    assert!(told.starts_with("Bij geval 10 staat"), "{told}");
    assert!(told.contains("‘Ander pakket’"), "{told}");
    assert!(register.desk.packages().await.expect("packages").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_has_a_certificate_enrols_programs_in_the_register_and_new_keys_end_the_old() {
    let register = Register::new().await;
    let who = supplier(&register).await;
    let early = register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await;
    assert_eq!(early.expect_err("refused").status, 409);
    sqlx::query(
        "insert into conformance_certificate
             (id, supplier_id, product, release, notation, major, issued_on, released_on,
              evidence)
         select gen_random_uuid(), id, 'Pakket', '1.0', 'json', 1, '2026-11-01', '2026-10-01', '[]'
         from supplier",
    )
    .execute(register.pool())
    .await
    .expect("a certificate");
    register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await
        .expect("enrolled");
    let programs = async || {
        let page = register.desk.boards(&who, "", 1).await.expect("boards");
        page.programs
    };
    let now = programs().await;
    assert!(now.may_enrol);
    assert_eq!(
        now.programs,
        [("hr-pakket".to_owned(), vec!["een".to_owned()])]
    );
    assert!(now.address.ends_with("/api/aanleveren/v1") && !now.address.contains("proef"));

    // A key of which the program holds the private half; then another one.
    let running = Program::named(&register, "hr-pakket").await;
    let token = running.token(&register).await;
    let asks = async || {
        Program::call(&register, &token, "GET", "/webhook", None)
            .await
            .0
    };
    assert_eq!(asks().await, 404, "the token is good");
    register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await
        .expect("other keys");
    assert_eq!(asks().await, 401, "the token ended with the key");
    assert_eq!(register.audited("program_registered").await, 1);
    assert_eq!(register.audited("program_keys_replaced").await, 1);

    sqlx::query("insert into supplier (id, oin, name) values (gen_random_uuid(), '00000003876543210000', 'Ander')")
        .execute(register.pool())
        .await
        .expect("another supplier");
    sqlx::query(
        "update supplier_client set supplier_id = (select id from supplier where name = 'Ander')",
    )
    .execute(register.pool())
    .await
    .expect("of another");
    let of_another = register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await;
    assert_eq!(field(&of_another.expect_err("refused")), "client");
}
