//! Who logged in for a board lately, and for which of its schools each does so.

use super::places;
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
};
use app::{
    actor::{BoardContact, SchoolContact},
    school::access::{Access, Login},
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem};
use uuid::Uuid;

/// How far back the page looks.
const LATELY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How many characters of a pseudonym are shown: enough to tell two people apart.
const SHOWN: usize = 6;

/// Everybody who logged in for the board in the last 90 days, and its schools.
pub async fn lately(system: &System, contact: &SchoolContact) -> Result<Access, Fault> {
    let since = system.clock.now() - LATELY;
    let rows = sqlx::query!(
        r#"with login as (
               select pseudonym,
                      (array_agg(id order by created_at desc))[1] as id,
                      (array_agg(display_name order by created_at desc))[1] as name,
                      (array_agg(supplier_id order by created_at desc))[1] as office,
                      max(created_at) as last,
                      count(*) as times
               from session
               where board_number = $1 and created_at >= $2 and pseudonym is not null
               group by pseudonym
           )
           select login.id as "id!", login.pseudonym as "pseudonym!", login.name as "name!",
                  login.last as "last!", login.times as "times!", office.name as "office?",
                  reach.brins as "brins?", lower(reach.recorded) as since
           from login
           left join supplier office on office.id = login.office
           left join contact_reach reach
               on reach.board_number = $1
               and reach.pseudonym = login.pseudonym
               and upper_inf(reach.recorded)
           order by login.last desc
           limit 100"#,
        contact.board().as_str(),
        since.to_sqlx(),
    )
    .fetch_all(&system.pool)
    .await?;
    let logins = rows
        .into_iter()
        .map(|row| Login {
            id: row.id,
            you: row.pseudonym == contact.pseudonym(),
            name: row.name,
            pseudonym: tail(&row.pseudonym),
            last: dutch(row.last.to_jiff()),
            times: row.times,
            office: row.office,
            schools: row.brins.unwrap_or_default(),
            since: row.since.map(|since| dutch(since.to_jiff()).date()),
        })
        .collect();
    Ok(Access {
        logins,
        schools: schools(system, contact).await?,
    })
}

/// The schools of the board: code and name.
async fn schools(system: &System, contact: &SchoolContact) -> Result<Vec<(String, String)>, Fault> {
    let schools = places::schools(&system.pool, contact, system.clock.today()).await?;
    Ok(schools
        .into_iter()
        .map(|school| (school.brin.to_string(), school.name))
        .collect())
}

/// Limits who logged in with this login to these schools from now on; to none less than all when
/// there are none named.
///
/// # Errors
/// 422 when nobody did, when it is the contact itself, when a school is not of the board, or when the
/// list of them is empty.
pub async fn set_reach(
    system: &System,
    contact: &BoardContact,
    login: &str,
    chosen: Option<Vec<String>>,
) -> Result<(), Fault> {
    let at = |field, message: &str| Problem::invalid(vec![FieldError::new(field, message)]);
    if chosen.as_ref().is_some_and(Vec::is_empty) {
        return Err(at("scholen", "Kies ten minste één school").into());
    }
    let mut chosen = chosen.unwrap_or_default();
    chosen.sort();
    chosen.dedup();
    let own = schools(system, contact).await?;
    if !chosen
        .iter()
        .all(|code| own.iter().any(|(brin, _)| brin == code))
    {
        return Err(at("scholen", "Kies scholen uit de lijst").into());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let who = sqlx::query_scalar!(
        r#"select pseudonym as "pseudonym!"
           from session
           where id = $1
             and board_number = $2
             and pseudonym is not null
             and supplier_id is null"#,
        login.parse::<Uuid>().unwrap_or_default(),
        contact.board().as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| at("login", "Kies een collega uit de lijst"))?;
    if who == contact.pseudonym() {
        let message = "Jezelf beperken kan niet. Vraag het een collega";
        return Err(at("login", message).into());
    }
    sqlx::query!(
        "update contact_reach
         set recorded = tstzrange(lower(recorded), $3)
         where board_number = $1 and pseudonym = $2 and upper_inf(recorded)",
        contact.board().as_str(),
        who,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    if !chosen.is_empty() {
        sqlx::query!(
            "insert into contact_reach (board_number, pseudonym, brins, recorded, set_by)
             values ($1, $2, $3, tstzrange($4, null), $5)",
            contact.board().as_str(),
            who,
            &chosen,
            now.to_sqlx() as jiff_sqlx::Timestamp,
            contact.pseudonym(),
        )
        .execute(&mut *tx)
        .await?;
    }
    let act = Act::ReachChanged {
        pseudonym: who,
        schools: chosen,
    };
    let board = Some(contact.board());
    audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// The last characters of a pseudonym; a short one is not shown whole.
fn tail(pseudonym: &str) -> String {
    let length = pseudonym.chars().count();
    let shown = SHOWN.min(length / 2);
    pseudonym.chars().skip(length - shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_never_shown_whole() {
        assert_eq!(tail("eh-7f31c2a0-bovenmeent"), "nmeent");
        assert_eq!(tail("abcd"), "cd");
        assert_eq!(tail("é"), "");
    }
}
