//! When a decision was announced (article 3:41 Awb): at once in the message box of who chose that, else
//! when its letter was posted; and until when one can go against it, which follows from that day.

use super::procedure;
use crate::{System, fault::Fault};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    case::{CaseKind, Document, Remedies},
    identifier::{CaseId, DecisionId, PersonId},
    term::Computed,
};
use sqlx::PgConnection;

/// Where a message about a decision leads to; its id follows.
pub const LINK: &str = "/mijn/besluiten/";

/// The day on which a decision of today is announced to this person; nothing when it goes by post.
///
/// # Errors
/// When the database does not answer.
pub async fn on(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<Option<Date>, Fault> {
    let electronic = sqlx::query_scalar!(
        r#"select exists (
               select
               from contact_choice
               where person_id = $1 and electronic_since is not null and unreachable_since is null
           ) as "electronic!""#,
        person.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(electronic.then_some(today))
}

/// Until when one can go against this decision; nothing as long as it was not posted.
pub fn until(document: &Document, kind: CaseKind, posted: Option<Date>) -> Option<Computed> {
    let posted = posted.map(|day| Remedies::until(kind == CaseKind::Objection, day));
    document.remedies.until.clone().or(posted)
}

/// Until when one can go against the decision of this case, when there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn of_case(
    conn: &mut PgConnection,
    case: CaseId,
) -> Result<Option<Option<Computed>>, Fault> {
    let row = sqlx::query!(
        r#"select d.document, c.kind, p.posted_on as "posted_on?"
           from decision d
           join case_file c on c.id = d.case_id
           left join decision_posting p on p.decision_id = d.id
           where d.case_id = $1"#,
        case.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let document = serde_json::from_str(&row.document)?;
        let posted = row.posted_on.map(jiff_sqlx::Date::to_jiff);
        Ok(until(&document, super::kind(&row.kind)?, posted))
    })
    .transpose()
}

/// The letter to which this message leads was posted today, or told by mail after all: when it is of a
/// decision that was not announced yet, its term begins.
///
/// # Errors
/// When the database does not answer.
pub async fn posted(
    conn: &mut PgConnection,
    system: &System,
    link: Option<&str>,
) -> Result<(), Fault> {
    let id: Option<DecisionId> = link
        .and_then(|link| link.strip_prefix(LINK))
        .and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(()) };
    let waiting = sqlx::query!(
        r#"select c.kind,
                  array(
                      select o_case.id
                      from objection o
                      join case_file o_case on o_case.objection_id = o.id
                      where o.decision_id = d.id and o_case.closed_at is null
                  ) as "objections!"
           from decision d
           join case_file c on c.id = d.case_id
           where d.id = $1
             and d.objection_until is null
             and not exists (select from decision_posting p where p.decision_id = d.id)"#,
        id.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(waiting) = waiting else {
        return Ok(());
    };
    let today = system.clock.today();
    let on_objection = super::kind(&waiting.kind)? == CaseKind::Objection;
    sqlx::query!(
        "insert into decision_posting (decision_id, posted_on, objection_until)
         values ($1, $2, $3)",
        id.0,
        today.to_sqlx() as jiff_sqlx::Date,
        Remedies::until(on_objection, today).date.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *conn)
    .await?;
    // Who objected before that, is decided on by the term that is known now.
    for objection in waiting.objections {
        procedure::reckon(&mut *conn, CaseId(objection)).await?;
    }
    Ok(())
}
