//! Certificates: that a release of a package passed all cases.

use super::examination::calls;
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::Supplier,
    supplier::{Certificate, CertificateRequest},
};
use jiff_sqlx::ToSqlx;
use serde_json::{Value, json};
use shared::{
    FieldError, Problem,
    conformance::{Notation, judge},
    identifier::SupplierId,
};
use sqlx::PgPool;
use uuid::Uuid;

/// The major version of the messages of today.
const MAJOR: i32 = 1;

/// The most characters of a name or a release.
const LONGEST: usize = 80;

/// The certificates of a supplier, or of all; newest first.
pub async fn all(pool: &PgPool, of: Option<SupplierId>) -> Result<Vec<Certificate>, Fault> {
    let rows = sqlx::query!(
        "select s.name, c.product, c.release, c.notation, c.major, c.issued_on
         from conformance_certificate c
         join supplier s on s.id = c.supplier_id
         where $1::uuid is null or c.supplier_id = $1
         order by c.issued_on desc, s.name, c.product, c.release desc, c.notation",
        of.map(|supplier| supplier.0),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Certificate {
            supplier: row.name,
            product: row.product,
            release: row.release,
            notation: Notation::parse(&row.notation)
                .map_or(row.notation, |notation| notation.name().to_owned()),
            major: row.major,
            issued: row.issued_on.to_jiff(),
        })
        .collect())
}

/// Issues a certificate.
///
/// # Errors
/// 409 when not every case passed; 422 when something is missing, or it was issued before.
pub async fn issue(
    system: &System,
    supplier: &Supplier,
    asked: &CertificateRequest,
) -> Result<(), Fault> {
    let notation = Notation::parse(&asked.notation).ok_or_else(Problem::not_found)?;
    let (product, release) = (asked.product.trim(), asked.release.trim());
    let fits = |text: &str| (1..=LONGEST).contains(&text.chars().count());
    let mut errors = Vec::new();
    if !fits(product) {
        errors.push(FieldError::new("product", "Vul de naam van het pakket in"));
    }
    if !fits(release) {
        errors.push(FieldError::new(
            "release",
            "Vul de versie van het pakket in",
        ));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    let calls = calls(system, supplier).await?;
    let verdicts = judge(&calls, notation);
    if !verdicts.iter().all(shared::conformance::Verdict::passed) {
        return Err(Problem::conflict("Nog niet alle proefgevallen zijn goed").into());
    }
    let evidence: Vec<Value> = verdicts
        .iter()
        .map(|verdict| {
            let calls: Vec<i64> = verdict.evidence.iter().map(|call| call.id).collect();
            json!({ "case": verdict.case.number, "calls": calls })
        })
        .collect();
    let id = Uuid::now_v7();
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let issued = sqlx::query!(
        "insert into conformance_certificate
             (id, supplier_id, product, release, notation, major, issued_on, evidence)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing",
        id,
        supplier.id().0,
        product,
        release,
        notation.code(),
        MAJOR,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        Value::Array(evidence),
    )
    .execute(&mut *tx)
    .await?;
    if issued.rows_affected() == 0 {
        let message = "Deze versie van dit pakket heeft al een certificaat";
        return Err(Problem::invalid(vec![FieldError::new("release", message)]).into());
    }
    let act = Act::CertificateIssued { certificate: id };
    audit::record(&mut tx, now, By::Supplier(supplier), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
