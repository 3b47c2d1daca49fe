//! How the cases stand, judged from what the sandbox saw.

use super::{certificates, programs::clients, sandbox};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
    sandbox as watched,
};
use app::{
    actor::Supplier,
    supplier::{CaseOutcome, CaseReport, Examination, SeenCall},
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::conformance::{Call, Notation, Verdict};
use sqlx::PgConnection;

/// The most characters of an answer on a page.
const LONGEST: usize = 4000;

/// How many packages are named at the examination.
const MOST_PACKAGES: usize = 5;

/// What the programs of the supplier did since the examination in this notation was begun.
pub async fn calls(
    system: &System,
    supplier: &Supplier,
    notation: Notation,
) -> Result<Vec<Call>, Fault> {
    let begun = begun(system, supplier, notation).await?;
    let after = begun.map_or(0, |(_, after)| after);
    let clients = clients(system, supplier).await?;
    watched::calls(sandbox(system)?, &clients, after).await
}

/// When the examination in this notation was last begun anew, and after which call.
async fn begun(
    system: &System,
    supplier: &Supplier,
    notation: Notation,
) -> Result<Option<(Timestamp, i64)>, Fault> {
    let row = sqlx::query!(
        "select begun_at, after_call
         from examination
         where supplier_id = $1 and notation = $2
         order by begun_at desc
         limit 1",
        supplier.id().0,
        notation.code(),
    )
    .fetch_optional(&system.pool)
    .await?;
    Ok(row.map(|row| (row.begun_at.to_jiff(), row.after_call)))
}

/// How the examination stands.
pub async fn shown(
    system: &System,
    supplier: &Supplier,
    notation: Notation,
) -> Result<Examination, Fault> {
    let begun = begun(system, supplier, notation).await?;
    let calls = calls(system, supplier, notation).await?;
    let packages = packages(&calls);
    let cases = watched::judged(calls, notation, |verdicts| {
        verdicts.iter().map(report).collect()
    })
    .await?;
    let mut certificates = certificates::all(&system.pool, Some(supplier.id())).await?;
    certificates.retain(|certificate| certificate.notation == notation.name());
    Ok(Examination {
        notation: notation.code().to_owned(),
        begun: begun.map(|(at, _)| dutch(at)),
        packages,
        cases,
        certificates,
    })
}

/// Which packages the messages say that they come from, the last one first.
fn packages(calls: &[Call]) -> Vec<String> {
    let mut packages = Vec::new();
    for package in calls.iter().rev().filter_map(Call::package) {
        if !package.is_empty() && !packages.contains(&package) {
            packages.push(package);
        }
        if packages.len() == MOST_PACKAGES {
            break;
        }
    }
    packages
}

/// A case with the calls that show it.
pub fn report(verdict: &Verdict<'_>) -> CaseReport {
    CaseReport {
        number: verdict.case.number,
        name: verdict.case.name.to_owned(),
        outcome: match (verdict.passed(), verdict.undecided) {
            (true, _) => CaseOutcome::Passed,
            (false, true) => CaseOutcome::Undecided,
            (false, false) => CaseOutcome::NotSeen,
        },
        steps: verdict
            .case
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| {
                let seen = verdict.evidence.get(at).map(|call| SeenCall {
                    at: dutch(call.at),
                    call: format!("{} {}", call.method, call.path),
                    status: call.status,
                    answer: answer(call),
                });
                (step.told.to_owned(), seen)
            })
            .collect(),
    }
}

/// The answer, fit to read.
fn answer(call: &Call) -> String {
    if call.answer.is_null() {
        return "Geen inhoud".to_owned();
    }
    let text = serde_json::to_string_pretty(&call.answer).unwrap_or_default();
    text.chars().take(LONGEST).collect()
}

/// Begins anew, in every notation.
pub async fn begin_anew(system: &System, supplier: &Supplier) -> Result<(), Fault> {
    let clients = clients(system, supplier).await?;
    let after = watched::last_call(sandbox(system)?, &clients).await?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    for notation in Notation::ALL {
        begin_after(&mut tx, supplier, notation, now, after).await?;
    }
    let act = Act::ExaminationBegun;
    audit::record(&mut tx, now, By::Supplier(supplier), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Begins anew in a notation: calls up to this one do not count.
pub async fn begin_after(
    conn: &mut PgConnection,
    supplier: &Supplier,
    notation: Notation,
    now: Timestamp,
    after: i64,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into examination (supplier_id, notation, begun_at, after_call)
         values ($1, $2, $3, $4)
         on conflict (supplier_id, notation, begun_at) do update
         set after_call = greatest(examination.after_call, excluded.after_call)",
        supplier.id().0,
        notation.code(),
        now.to_sqlx(),
        after,
    )
    .execute(conn)
    .await?;
    Ok(())
}
