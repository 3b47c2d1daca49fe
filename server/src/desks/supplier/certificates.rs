//! Certificates: that a release of a package passed all cases, and what showed it.

use super::examination::{begin_after, calls, report};
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
    sandbox as watched,
};
use app::{
    actor::Supplier,
    supplier::{CaseReport, Certificate, CertificateReport, CertificateRequest},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    conformance::{Call, MAJOR, Notation, Verdict, judge, spaced},
    identifier::SupplierId,
    notation,
};
use sqlx::PgPool;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The most characters of a name or a release.
const LONGEST: usize = 80;

/// How many cases, or packages, a refusal names.
const MOST_NAMED: usize = 5;

/// The certificates of a supplier, or of all; newest first.
pub async fn all(pool: &PgPool, of: Option<SupplierId>) -> Result<Vec<Certificate>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select c.id, s.name, c.product, c.release, c.notation, c.major, c.issued_on,
                c.released_on
         from conformance_certificate c
         join supplier s on s.id = c.supplier_id
         where $1::uuid is null or c.supplier_id = $1
         order by c.issued_on desc, s.name, c.product, c.release desc, c.notation",
        of.map(|supplier| supplier.0),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Row::certificate).collect())
}

/// Whether a supplier has a certificate for the messages of today.
pub async fn has_one(pool: &PgPool, supplier: &Supplier) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select from conformance_certificate where supplier_id = $1 and major = $2
           ) as "has!""#,
        supplier.id().0,
        MAJOR,
    )
    .fetch_one(pool)
    .await?)
}

/// A row of the table.
struct Row {
    id: Uuid,
    name: String,
    product: String,
    release: String,
    notation: String,
    major: i32,
    issued_on: jiff_sqlx::Date,
    released_on: jiff_sqlx::Date,
}

impl Row {
    fn certificate(self) -> Certificate {
        Certificate {
            id: self.id,
            supplier: self.name,
            product: self.product,
            release: self.release,
            notation: Notation::parse(&self.notation)
                .map_or(self.notation, |notation| notation.name().to_owned()),
            major: self.major,
            issued: self.issued_on.to_jiff(),
            released: self.released_on.to_jiff(),
        }
    }
}

/// A certificate with its cases; who got it reads the calls that showed them too.
///
/// # Errors
/// 404 when there is none with this number.
pub async fn one(
    pool: &PgPool,
    reader: Option<&Supplier>,
    id: Uuid,
) -> Result<CertificateReport, Fault> {
    let row = sqlx::query!(
        "select c.supplier_id, s.name, c.product, c.release, c.notation, c.major, c.issued_on,
                c.released_on, c.evidence
         from conformance_certificate c
         join supplier s on s.id = c.supplier_id
         where c.id = $1",
        id,
    )
    .fetch_optional(pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    // Of the first certificates only the numbers of the calls were kept.
    let mut cases: Vec<CaseReport> = serde_json::from_value(row.evidence).unwrap_or_default();
    let own = reader.is_some_and(|reader| reader.id().0 == row.supplier_id);
    if !own {
        for case in &mut cases {
            case.steps.clear();
        }
    }
    Ok(CertificateReport {
        certificate: Row {
            id,
            name: row.name,
            product: row.product,
            release: row.release,
            notation: row.notation,
            major: row.major,
            issued_on: row.issued_on,
            released_on: row.released_on,
        }
        .certificate(),
        cases,
        own,
    })
}

/// Issues a certificate, and begins the examination in its notation anew: what showed this release
/// shows nothing of the next.
///
/// # Errors
/// 409 when not every case passed; 422 when something is missing, when the messages are of another
/// package, or when it was issued before.
pub async fn issue(
    system: &System,
    supplier: &Supplier,
    asked: &CertificateRequest,
) -> Result<Uuid, Fault> {
    let notation = Notation::parse(&asked.notation).ok_or_else(Problem::not_found)?;
    let today = system.clock.today();
    let (product, release, released) = wanted(asked, today)?;
    let calls = calls(system, supplier, notation).await?;
    let last = calls.last().map_or(0, |call| call.id);
    let package = format!("{product} {release}");
    let shown = watched::beside(move || shown_for(&calls, notation, &package)).await??;
    let id = Uuid::now_v7();
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let issued = sqlx::query!(
        "insert into conformance_certificate
             (id, supplier_id, product, release, notation, major, issued_on,
              released_on, evidence)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict do nothing",
        id,
        supplier.id().0,
        product,
        release,
        notation.code(),
        MAJOR,
        today.to_sqlx() as jiff_sqlx::Date,
        released.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(shown)?,
    )
    .execute(&mut *tx)
    .await?;
    if issued.rows_affected() == 0 {
        let message = "Deze versie van dit pakket heeft al een certificaat";
        return Err(Problem::invalid(vec![FieldError::new("release", message)]).into());
    }
    begin_after(&mut tx, supplier, notation, now, last).await?;
    let act = Act::CertificateIssued { certificate: id };
    audit::record(&mut tx, now, By::Supplier(supplier), None, None, &act).await?;
    tx.commit().await?;
    Ok(id)
}

/// The name and the release for which a certificate is asked, and when it came out.
fn wanted(asked: &CertificateRequest, today: Date) -> Result<(String, String, Date), Problem> {
    let (product, release) = (spaced(&asked.product), spaced(&asked.release));
    let fits = |text: &str| (1..=LONGEST).contains(&text.chars().count());
    let mut errors = Vec::new();
    if !fits(&product) {
        errors.push(FieldError::new("product", "Vul de naam van het pakket in"));
    }
    if !fits(&release) {
        errors.push(FieldError::new(
            "release",
            "Vul de versie van het pakket in",
        ));
    }
    let typed = asked.released.trim();
    let released = if typed.is_empty() {
        Some(today)
    } else {
        notation::parse_date(typed).filter(|day| *day <= today)
    };
    match released {
        Some(released) if errors.is_empty() => Ok((product, release, released)),
        Some(_) => Err(Problem::invalid(errors)),
        None => {
            let message = "Vul een dag in die is geweest, bijvoorbeeld 01-10-2026";
            errors.push(FieldError::new("released", message));
            Err(Problem::invalid(errors))
        }
    }
}

/// Every case with the calls of this package that show it.
///
/// # Errors
/// 409 when not every case passed, 422 when some did with messages of another package only.
fn shown_for(
    calls: &[Call],
    notation: Notation,
    package: &str,
) -> Result<Vec<CaseReport>, Problem> {
    let all = judge(calls, notation);
    if !all.iter().all(Verdict::passed) {
        return Err(Problem::conflict("Nog niet alle proefgevallen zijn goed"));
    }
    let is_of_it = |call: &&Call| call.package().is_none_or(|named| named == package);
    let own = judge(calls.iter().filter(is_of_it), notation);
    let others: Vec<&Verdict<'_>> = all
        .iter()
        .zip(&own)
        .filter(|(_, own)| !own.passed())
        .map(|(all, _)| all)
        .collect();
    if others.is_empty() {
        return Ok(own.iter().map(report).collect());
    }
    let named: BTreeSet<String> = others
        .iter()
        .flat_map(|verdict| &verdict.evidence)
        .filter_map(|call| call.package())
        .filter(|named| named != package)
        .map(|named| match named.as_str() {
            "" => "niets".to_owned(),
            named => format!("‘{}’", named.chars().take(LONGEST).collect::<String>()),
        })
        .collect();
    let numbers = others
        .iter()
        .map(|verdict| verdict.case.number.to_string())
        .collect();
    let message = format!(
        "Bij geval {} staat er in het veld softwarepakket {}, niet ‘{package}’. Speel dat opnieuw, \
         of vul de naam en de versie van dat pakket in",
        listed(numbers),
        listed(named.into_iter().collect()),
    );
    Err(Problem::invalid(vec![FieldError::new("product", message)]))
}

/// The first of them, with commas.
fn listed(mut texts: Vec<String>) -> String {
    let more = texts.len().saturating_sub(MOST_NAMED);
    texts.truncate(MOST_NAMED);
    match more {
        0 => texts.join(", "),
        more => format!("{} en nog {more}", texts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_off() {
        let texts = |count: usize| (1..=count).map(|at| at.to_string()).collect();
        assert_eq!(listed(texts(3)), "1, 2, 3");
        assert_eq!(listed(texts(7)), "1, 2, 3, 4, 5 en nog 2");
    }
}
