//! Evidence that a case worker accepted, for the comparison with the diplomas.

use crate::fault::Fault;
use shared::{
    authority::{Approval, Claim},
    identifier::ClaimId,
};
use sqlx::PgConnection;

/// The kinds of school and the years of a claim, as tables hold them: in a fixed order.
pub fn codes(claim: &Claim) -> (Vec<String>, Vec<String>) {
    let mut school_types: Vec<String> = claim
        .school_types
        .iter()
        .map(|kind| kind.code().to_owned())
        .collect();
    school_types.sort_unstable();
    school_types.dedup();
    let years = claim.years.codes();
    (
        school_types,
        years.iter().map(|&code| code.to_owned()).collect(),
    )
}

/// That evidence was accepted for this claim as it is now; what was accepted for another subject,
/// or for fewer kinds of school, says nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    conn: &mut PgConnection,
    id: ClaimId,
    claim: &Claim,
) -> Result<Option<Approval>, Fault> {
    let (school_types, years) = codes(claim);
    let row = sqlx::query!(
        "select approved_on, until
         from claim_approval
         where claim_id = $1
           and subject = $2
           and school_types @> $3
           and years @> $4
         order by until desc nulls first, approved_on desc
         limit 1",
        id.0,
        claim.subject,
        &school_types,
        &years,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Approval {
        on: row.approved_on.to_jiff(),
        until: row.until.map(jiff_sqlx::Date::to_jiff),
    }))
}
