//! Persons: found through the vault, named by the BRP or, for non-residents, by the school.

mod look_up;

pub use look_up::{look_up, settle};

use crate::{System, fault::Fault};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::identifier::{Bsn, PersonId};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// The person with this BSN; added when the register does not know them yet.
///
/// # Errors
/// When the database does not answer.
pub async fn find_or_add(
    conn: &mut PgConnection,
    system: &System,
    bsn: &Bsn,
) -> Result<PersonId, Fault> {
    let index = system.vault.bsn_index(bsn);
    if let Some(found) = find(conn, std::slice::from_ref(&index))
        .await?
        .remove(&index)
    {
        return Ok(found);
    }
    let mut added = add_missing(conn, system, &[bsn]).await?;
    added
        .remove(&index)
        .ok_or_else(|| Fault::broken("a person was not added"))
}

/// Adds the persons whom the register does not know yet; all of them, by the index of their BSN.
/// The BRP is asked about who was added.
///
/// # Errors
/// When the database does not answer.
pub async fn add_missing(
    conn: &mut PgConnection,
    system: &System,
    bsns: &[&Bsn],
) -> Result<HashMap<Vec<u8>, PersonId>, Fault> {
    let mut indexes: Vec<Vec<u8>> = bsns.iter().map(|bsn| system.vault.bsn_index(bsn)).collect();
    indexes.sort_unstable();
    // Two deliveries may bring the same new person at the same moment: the second waits here,
    // and finds the first. In order, so that they never wait for each other.
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended(encode(i, 'hex'), 0)) as "locked?: ()"
           from unnest($1::bytea[]) with ordinality as wanted (i, place)
           order by place"#,
        &indexes,
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut persons = find(conn, &indexes).await?;
    let missing: Vec<&&Bsn> = bsns
        .iter()
        .filter(|bsn| !persons.contains_key(&system.vault.bsn_index(bsn)))
        .collect();
    let added = add_persons(conn, system, missing.len()).await?;
    let (mut ids, mut new, mut sealed) = (Vec::new(), Vec::new(), Vec::new());
    for (bsn, id) in missing.into_iter().zip(&added) {
        let index = system.vault.bsn_index(bsn);
        ids.push(id.0);
        new.push(index.clone());
        sealed.push(system.vault.seal_bsn(bsn)?);
        persons.insert(index, *id);
    }
    sqlx::query!(
        "insert into bsn_vault (person_id, bsn_index, bsn_encrypted)
         select * from unnest($1::uuid[], $2::bytea[], $3::bytea[])",
        &ids,
        &new,
        &sealed,
    )
    .execute(&mut *conn)
    .await?;
    crate::jobs::ask_brp(conn, &added).await?;
    Ok(persons)
}

/// Persons of whom nothing is known but a register number that nobody else has.
async fn add_persons(
    conn: &mut PgConnection,
    system: &System,
    count: usize,
) -> Result<Vec<PersonId>, Fault> {
    let mut added = Vec::with_capacity(count);
    while added.len() < count {
        let (ids, numbers): (Vec<Uuid>, Vec<String>) = (added.len()..count)
            .map(|_| {
                let number = rand::random_range(10_000_000..100_000_000_u32);
                (Uuid::now_v7(), number.to_string())
            })
            .unzip();
        let free = sqlx::query_scalar!(
            "insert into person (id, teacher_number, created_at)
             select new.id, new.number, $3
             from unnest($1::uuid[], $2::text[]) as new (id, number)
             on conflict (teacher_number) do nothing
             returning id",
            &ids,
            &numbers,
            system.clock.now().to_sqlx(),
        )
        .fetch_all(&mut *conn)
        .await?;
        added.extend(free.into_iter().map(PersonId));
    }
    Ok(added)
}

async fn find(
    conn: &mut PgConnection,
    indexes: &[Vec<u8>],
) -> Result<HashMap<Vec<u8>, PersonId>, Fault> {
    let found = sqlx::query!(
        "select bsn_index, person_id from bsn_vault where bsn_index = any($1)",
        indexes
    )
    .fetch_all(conn)
    .await?;
    Ok(found
        .into_iter()
        .map(|row| (row.bsn_index, PersonId(row.person_id)))
        .collect())
}

/// The BSN of a person, for a register that asks by BSN.
///
/// # Errors
/// When the database does not answer or the vault cannot open it.
pub async fn bsn(conn: &mut PgConnection, system: &System, person: PersonId) -> Result<Bsn, Fault> {
    let sealed = sqlx::query_scalar!(
        "select bsn_encrypted from bsn_vault where person_id = $1",
        person.0
    )
    .fetch_one(conn)
    .await?;
    system.vault.open_bsn(&sealed)
}

/// `M. Zandlicht`: the name to show, once it is known.
///
/// # Errors
/// When the database does not answer.
pub async fn display_name(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<Option<String>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select initials || ' ' || coalesce(prefix || ' ', '') || family_name as "name!"
           from person_details
           where person_id = $1 and upper_inf(recorded)"#,
        person.0,
    )
    .fetch_optional(conn)
    .await?)
}

/// What is known of a person, from one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// `brp` for residents, `school` for others (article 38i WPO).
    pub source: &'static str,
    /// First names in full.
    pub first_names: String,
    /// `M.`
    pub initials: String,
    /// `van der`
    pub prefix: Option<String>,
    /// Family name.
    pub family_name: String,
    /// As the BRP codes it: `M`, `V`, `O`.
    pub sex: Option<String>,
    /// Street of the address.
    pub street: Option<String>,
    /// House number with additions.
    pub house_number: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Place.
    pub place: Option<String>,
    /// Country, when not the Netherlands.
    pub country: Option<String>,
    /// Day of death.
    pub deceased_on: Option<Date>,
    /// By which name the person is known (BRP: *aanduiding naamgebruik*): `E` the own, `P` the
    /// partner's, `V` the partner's before the own, `N` the own before the partner's.
    pub name_use: Option<String>,
    /// `van der`, of the partner.
    pub partner_prefix: Option<String>,
    /// Family name of the partner.
    pub partner_name: Option<String>,
}

/// Records what is known of a person now; what was known before stays, with its period.
///
/// # Errors
/// When the database does not answer.
pub async fn record_details(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    details: &Details,
) -> Result<(), Fault> {
    let now = system.clock.now();
    let same = sqlx::query_scalar!(
        r#"select (source, first_names, initials, prefix, family_name, sex, street, house_number,
                   postcode, place, country, deceased_on, name_use, partner_prefix, partner_name)
                  is not distinct from
                  ($2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text,
                   $10::text, $11::text, $12::text, $13::date, $14::text, $15::text,
                   $16::text) as "same!"
           from person_details
           where person_id = $1 and upper_inf(recorded)"#,
        person.0,
        details.source,
        details.first_names,
        details.initials,
        details.prefix,
        details.family_name,
        details.sex,
        details.street,
        details.house_number,
        details.postcode,
        details.place,
        details.country,
        details.deceased_on.map(jiff_sqlx::ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        details.name_use,
        details.partner_prefix,
        details.partner_name,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if same == Some(true) {
        return Ok(());
    }
    end_details(conn, person, now).await?;
    sqlx::query!(
        "insert into person_details (person_id, recorded, source, first_names, initials, prefix,
                                     family_name, sex, street, house_number, postcode, place,
                                     country, deceased_on, name_use, partner_prefix, partner_name)
         values ($1, tstzrange($2, null), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                 $16, $17)",
        person.0,
        now.to_sqlx(),
        details.source,
        details.first_names,
        details.initials,
        details.prefix,
        details.family_name,
        details.sex,
        details.street,
        details.house_number,
        details.postcode,
        details.place,
        details.country,
        details.deceased_on.map(jiff_sqlx::ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        details.name_use,
        details.partner_prefix,
        details.partner_name,
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}

/// Ends what is known of a person. What was known for no time at all was never seen, and goes.
async fn end_details(
    conn: &mut PgConnection,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from person_details where person_id = $1 and recorded = tstzrange($2, null)",
        person.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update person_details set recorded = tstzrange(lower(recorded), $2)
         where person_id = $1 and upper_inf(recorded)",
        person.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}
