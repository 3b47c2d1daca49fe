//! What became of everything that was delivered, in the order in which it became known.

use super::{
    login::Machine,
    reply::{Refusal, Signal, word},
};
use crate::System;
use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};
use shared::{Problem, delivery::Finding, identifier::BoardNumber};
use std::sync::Arc;
use uuid::Uuid;

/// How many outcomes one answer holds.
const PAGE: i64 = 500;

/// From where on.
#[derive(Deserialize)]
pub struct Since {
    /// The cursor of the answer before; without it from the beginning.
    na: Option<String>,
}

/// A page of outcomes.
#[derive(Serialize)]
pub struct Feedback {
    terugkoppelingen: Vec<Item>,
    /// For the next question; the same as before when there was nothing.
    cursor: Option<String>,
    /// Whether there is more now.
    meer: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    kenmerk: Uuid,
    regel: i32,
    bevoegd_gezag: String,
    benoemingvolgnummer: Option<String>,
    identificatiecode_bedrijfsdocument: Option<Uuid>,
    uitkomst: &'static str,
    signalen: Vec<Signal>,
}

/// `GET /terugkoppelingen?na=`
///
/// # Errors
/// 400 when the cursor is none of ours; 401 without a token.
pub async fn since(
    State(system): State<Arc<System>>,
    machine: Machine,
    Query(asked): Query<Since>,
) -> Result<Json<Feedback>, Refusal> {
    let boards: Vec<String> = machine
        .boards()
        .iter()
        .map(|board| BoardNumber::as_str(board).to_owned())
        .collect();
    let (transaction, sequence) = match &asked.na {
        None => ("0".to_owned(), 0),
        Some(cursor) => {
            read_cursor(cursor).ok_or_else(|| Problem::bad_request("Deze cursor kennen we niet"))?
        }
    };
    // Only what no running transaction can still come before.
    let mut rows = sqlx::query!(
        r#"select id as "id!", row_number as "row_number!", number, document_id,
                  outcome as "outcome!", findings as "findings!", sequence as "sequence!",
                  written_in::text as "transaction!", board_number as "board_number!"
           from (
               (select r.delivery_id as id, r.row_number, r.appointment_number as number,
                       r.document_id, r.outcome, r.findings, r.sequence, r.written_in,
                       d.board_number
                from delivery_record r
                join delivery d on d.id = r.delivery_id
                where d.board_number = any($1)
                  and (r.written_in, r.sequence) > ($2::text::xid8, $3)
                  and r.written_in < pg_snapshot_xmin(pg_current_snapshot())
                order by r.written_in, r.sequence
                limit $4)
               union all
               (select s.id, 0, a.number, null, 'signal', jsonb_build_array(s.finding),
                       s.sequence, s.written_in, s.board_number
                from signal s
                left join appointment a on a.id = s.appointment_id
                where s.board_number = any($1)
                  and (s.written_in, s.sequence) > ($2::text::xid8, $3)
                  and s.written_in < pg_snapshot_xmin(pg_current_snapshot())
                order by s.written_in, s.sequence
                limit $4)
           ) as told
           order by written_in, sequence
           limit $4"#,
        &boards,
        transaction,
        sequence,
        PAGE + 1,
    )
    .fetch_all(&system.pool)
    .await?;
    let meer = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if meer {
        rows.pop();
    }
    let cursor = rows
        .last()
        .map(|row| format!("{}.{}", row.transaction, row.sequence))
        .or(asked.na);
    let terugkoppelingen = rows
        .into_iter()
        .map(|row| {
            let findings: Vec<Finding> = serde_json::from_value(row.findings)?;
            Ok(Item {
                kenmerk: row.id,
                regel: row.row_number,
                bevoegd_gezag: row.board_number,
                benoemingvolgnummer: row.number,
                identificatiecode_bedrijfsdocument: row.document_id,
                uitkomst: word(&row.outcome),
                signalen: findings.into_iter().map(Signal::from).collect(),
            })
        })
        .collect::<Result<_, serde_json::Error>>()?;
    Ok(Json(Feedback {
        terugkoppelingen,
        cursor,
        meer,
    }))
}

/// Transaction and sequence; each in digits only.
fn read_cursor(cursor: &str) -> Option<(String, i64)> {
    let (transaction, sequence) = cursor.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(transaction) || !digits(sequence) {
        return None;
    }
    let transaction: u64 = transaction.parse().ok()?;
    Some((transaction.to_string(), sequence.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::read_cursor;

    #[test]
    fn only_what_we_gave_ourselves_is_a_cursor() {
        assert_eq!(read_cursor("12.4"), Some(("12".to_owned(), 4)));
        for strange in ["", ".", "12", "12.", "+1.2", "1.-2", "1.2.3", "1\0.2"] {
            assert_eq!(read_cursor(strange), None, "{strange}");
        }
    }
}
