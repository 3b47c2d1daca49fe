//! A decision as a letter: printed once, and kept as it was with its hash.
//!
//! The job that prints it is queued in the transaction of the decision, so that none is lost. Who asks
//! for it before the job was there gets it printed at once: whoever comes first keeps it for all.

use crate::{System, fault::Fault, print::letter};
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use shared::{Problem, identifier::DecisionId};

/// A letter as it is kept.
pub struct Kept {
    /// The number of the decision.
    pub number: String,
    /// The PDF.
    pub content: Vec<u8>,
}

/// The letter of this decision; printed and kept when it was not yet.
///
/// # Errors
/// 404 when there is no such decision; else when it cannot be printed.
pub async fn of(system: &System, decision: DecisionId) -> Result<Kept, Fault> {
    let row = sqlx::query!(
        r#"select d.number, d.document, encode(d.hash, 'hex') as "hash!",
                  l.content as "content?"
           from decision d
           left join decision_letter l on l.decision_id = d.id
           where d.id = $1"#,
        decision.0,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let content = match row.content {
        Some(content) => content,
        None => {
            let document = serde_json::from_str(&row.document)?;
            let printed = letter::of_decision(&document, Some(&row.hash)).await?;
            keep(system, decision, &printed).await?
        }
    };
    Ok(Kept {
        number: row.number,
        content,
    })
}

/// Keeps the letter, unless another was first; the one that is kept.
async fn keep(system: &System, decision: DecisionId, printed: &[u8]) -> Result<Vec<u8>, Fault> {
    let hash = Sha256::digest(printed);
    sqlx::query!(
        "insert into decision_letter (decision_id, made_at, content, hash)
         values ($1, $2, $3, $4)
         on conflict (decision_id) do nothing",
        decision.0,
        system.clock.now_stored().to_sqlx(),
        printed,
        hash.as_slice(),
    )
    .execute(&system.pool)
    .await?;
    let kept = sqlx::query_scalar!(
        "select content from decision_letter where decision_id = $1",
        decision.0,
    )
    .fetch_one(&system.pool)
    .await?;
    Ok(kept)
}
