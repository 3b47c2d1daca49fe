//! The programs of a supplier in the register itself: only for who passed the examination.

use super::{
    certificates,
    programs::{MOST_PROGRAMS, checked, ids},
};
use crate::{
    System, api,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::Supplier,
    supplier::{NewProgram, RegisterPrograms},
};
use serde_json::Value;
use shared::{FieldError, Problem};

/// The programs, and whether another may be enrolled.
pub async fn programs(system: &System, supplier: &Supplier) -> Result<RegisterPrograms, Fault> {
    let rows = sqlx::query!(
        "select client_id, keys from supplier_client where supplier_id = $1 order by client_id",
        supplier.id().0,
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(RegisterPrograms {
        address: format!("{}{}", system.config.public_url, api::BASE),
        may_enrol: certificates::has_one(&system.pool, supplier).await?,
        programs: rows
            .into_iter()
            .map(|row| (row.client_id, ids(&row.keys)))
            .collect(),
    })
}

/// Registers a program, or gives it other keys. What was granted on the old ones ends: who replaces a
/// key may have lost it.
///
/// # Errors
/// 409 without a certificate; 422 when the name is no name or is taken, or the keys are no public
/// keys.
pub async fn enrol(system: &System, supplier: &Supplier, new: &NewProgram) -> Result<(), Fault> {
    if !certificates::has_one(&system.pool, supplier).await? {
        let told = "Een programma aanmelden kan zodra een pakket van jou een certificaat heeft";
        return Err(Problem::conflict(told).into());
    }
    let (client, keys) = checked(new)?;
    let keys: Value = serde_json::from_slice(&keys)?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let wrong = |told: &str| Problem::invalid(vec![FieldError::new("client", told)]);
    let others = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from supplier_client
           where supplier_id = $1 and client_id <> $2"#,
        supplier.id().0,
        client,
    )
    .fetch_one(&mut *tx)
    .await?;
    if others >= MOST_PROGRAMS {
        return Err(
            wrong("Je hebt het grootste aantal programma's. Neem contact met ons op").into(),
        );
    }
    let is_new = sqlx::query_scalar!(
        r#"insert into supplier_client (client_id, supplier_id, keys) values ($1, $2, $3)
           on conflict (client_id) do update
           set keys = excluded.keys
           where supplier_client.supplier_id = excluded.supplier_id
           returning (xmax = 0) as "is_new!""#,
        client,
        supplier.id().0,
        keys,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| wrong("Deze naam is al van een ander"))?;
    sqlx::query!("delete from api_token where client_id = $1", client)
        .execute(&mut *tx)
        .await?;
    let client = client.to_owned();
    let act = if is_new {
        Act::ProgramRegistered { client }
    } else {
        Act::ProgramKeysReplaced { client }
    };
    audit::record(&mut tx, now, By::Supplier(supplier), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
