//! The mandates with which a board lets programs deliver.

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::SchoolContact,
    school::mandates::{Mandate, Mandates},
};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem};
use uuid::Uuid;

/// Who may deliver for the board today, and who else could.
pub async fn list(system: &System, contact: &SchoolContact) -> Result<Mandates, Fault> {
    let rows = sqlx::query!(
        r#"select s.id, s.name, s.oin, lower(m.valid) as "since?"
           from supplier s
           left join mandate m
               on m.supplier_id = s.id
               and m.board_number = $1
               and m.valid @> $2::date
           order by s.name, s.oin"#,
        contact.board().as_str(),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut mandates = Mandates::default();
    for row in rows {
        match row.since {
            Some(since) => mandates.given.push(Mandate {
                supplier: row.id,
                name: row.name,
                oin: row.oin,
                from: since.to_jiff(),
            }),
            None => mandates.others.push((row.id, row.name)),
        }
    }
    Ok(mandates)
}

/// Lets a supplier deliver from today.
pub async fn grant(system: &System, contact: &SchoolContact, supplier: &str) -> Result<(), Fault> {
    let wrong = || {
        let error = FieldError::new("supplier", "Kies een leverancier uit de lijst");
        Problem::invalid(vec![error])
    };
    let supplier: Uuid = supplier.parse().map_err(|_| wrong())?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query_scalar!("select id from supplier where id = $1", supplier)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(wrong)?;
    let granted = sqlx::query!(
        "insert into mandate (board_number, supplier_id, valid, granted_by, granted_at)
         select $1, $2, daterange($3, null), $4, $5
         where not exists (
             select
             from mandate
             where board_number = $1 and supplier_id = $2 and valid && daterange($3, null)
         )",
        contact.board().as_str(),
        supplier,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        contact.pseudonym(),
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if granted.rows_affected() == 1 {
        let act = Act::MandateGranted { supplier };
        let board = Some(contact.board());
        audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends a mandate today: from now on nothing is taken in with it.
pub async fn end(system: &System, contact: &SchoolContact, supplier: &str) -> Result<(), Fault> {
    let supplier: Uuid = supplier.parse().map_err(|_| Problem::not_found())?;
    let now = system.clock.now_stored();
    let today = system.clock.today().to_sqlx();
    let mut tx = system.pool.begin().await?;
    let ended = sqlx::query!(
        "update mandate
         set valid = daterange(lower(valid), $3)
         where board_number = $1 and supplier_id = $2
           and valid @> $3::date and lower(valid) < $3",
        contact.board().as_str(),
        supplier,
        today as jiff_sqlx::Date,
    )
    .execute(&mut *tx)
    .await?;
    // Given today: there is no day left on which it held. The audit trail keeps both.
    let undone = sqlx::query!(
        "delete from mandate
         where board_number = $1 and supplier_id = $2 and lower(valid) = $3",
        contact.board().as_str(),
        supplier,
        today as jiff_sqlx::Date,
    )
    .execute(&mut *tx)
    .await?;
    if ended.rows_affected() + undone.rows_affected() > 0 {
        let act = Act::MandateEnded { supplier };
        let board = Some(contact.board());
        audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    }
    tx.commit().await?;
    Ok(())
}
