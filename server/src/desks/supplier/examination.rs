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
    supplier::{CaseReport, Examination, SeenCall},
};
use jiff_sqlx::ToSqlx;
use shared::conformance::{Call, Notation, Verdict, judge};

/// The most characters of an answer on a page.
const LONGEST: usize = 4000;

/// What the programs of the supplier did since the examination was begun.
pub async fn calls(system: &System, supplier: &Supplier) -> Result<Vec<Call>, Fault> {
    let after = begun(system, supplier).await?.map_or(0, |(_, after)| after);
    let clients = clients(system, supplier).await?;
    watched::calls(sandbox(system)?, &clients, after).await
}

/// When the examination was last begun anew, and after which call.
async fn begun(
    system: &System,
    supplier: &Supplier,
) -> Result<Option<(jiff::Timestamp, i64)>, Fault> {
    let row = sqlx::query!(
        "select begun_at, after_call
         from examination
         where supplier_id = $1
         order by begun_at desc
         limit 1",
        supplier.id().0,
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
    let begun = begun(system, supplier).await?;
    let calls = calls(system, supplier).await?;
    let cases = judge(&calls, notation).iter().map(report).collect();
    let mut certificates = certificates::all(&system.pool, Some(supplier.id())).await?;
    certificates.retain(|certificate| certificate.notation == notation.name());
    Ok(Examination {
        notation: notation.code().to_owned(),
        begun: begun.map(|(at, _)| dutch(at)),
        cases,
        certificates,
    })
}

fn report(verdict: &Verdict<'_>) -> CaseReport {
    CaseReport {
        number: verdict.case.number,
        name: verdict.case.name.to_owned(),
        passed: verdict.passed(),
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

/// Begins anew.
pub async fn begin_anew(system: &System, supplier: &Supplier) -> Result<(), Fault> {
    let clients = clients(system, supplier).await?;
    let after = watched::last_call(sandbox(system)?, &clients).await?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into examination (supplier_id, begun_at, after_call) values ($1, $2, $3)
         on conflict do nothing",
        supplier.id().0,
        now.to_sqlx(),
        after,
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::ExaminationBegun;
    audit::record(&mut tx, now, By::Supplier(supplier), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
