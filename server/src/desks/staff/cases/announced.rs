//! When something became known to a teacher: a decision is announced (article 3:41 Awb) at once in the
//! message box of who chose that, else when its letter was posted; until when one can go against it, or
//! answer what was asked, follows from that day.

use super::procedure;
use crate::{System, clock::dutch, fault::Fault};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    case::{CaseKind, Document, Remedies},
    identifier::{CaseId, DecisionId, PersonId},
    term::Computed,
};
use sqlx::PgConnection;
use uuid::Uuid;

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

/// Until when one can go against this decision; nothing as long as it was not posted. When its mail never
/// went, the letter that came instead begins the term (article 2:22 Awb).
pub fn until(document: &Document, kind: CaseKind, posted: Option<Date>) -> Option<Computed> {
    let posted = posted.map(|day| Remedies::until(kind == CaseKind::Objection, day));
    posted.or_else(|| document.remedies.until.clone())
}

/// Until when one can go against the last decision of this case, when there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn of_case(
    conn: &mut PgConnection,
    case: CaseId,
) -> Result<Option<Option<Computed>>, Fault> {
    let last = sqlx::query_scalar!(
        "select id from decision where case_id = $1 order by announced_at desc limit 1",
        case.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    match last {
        Some(id) => Ok(Some(of_decision(conn, DecisionId(id)).await?)),
        None => Ok(None),
    }
}

/// Until when one can go against this decision; nothing as long as it was not posted.
///
/// # Errors
/// When the database does not answer.
pub async fn of_decision(
    conn: &mut PgConnection,
    id: DecisionId,
) -> Result<Option<Computed>, Fault> {
    let row = sqlx::query!(
        r#"select d.document, c.kind, p.posted_on as "posted_on?"
           from decision d
           join case_file c on c.id = d.case_id
           left join decision_posting p on p.decision_id = d.id
           where d.id = $1"#,
        id.0,
    )
    .fetch_one(conn)
    .await?;
    let document = serde_json::from_str(&row.document)?;
    let posted = row.posted_on.map(jiff_sqlx::Date::to_jiff);
    Ok(until(&document, super::kind(&row.kind)?, posted))
}

/// The day on which a mail or a letter told of this decision; nothing as long as none did.
///
/// # Errors
/// When the database does not answer.
pub async fn told_of(conn: &mut PgConnection, id: DecisionId) -> Result<Option<Date>, Fault> {
    let told = sqlx::query_scalar!(
        "select min(coalesce(
                    n.posted_at, case when n.returned_at is null then n.handed_over_at end
                ))
         from message m
         join message_notice n on n.message_id = m.id
         where m.link = $1 and m.person_id is not null",
        format!("{LINK}{id}"),
    )
    .fetch_one(conn)
    .await?;
    Ok(told.map(|at| dutch(at.to_jiff()).date()))
}

/// A notice of this message went today, by mail or by post: what was asked in it can be held against the
/// teacher from now on, and the term of a decision begins that was not announced yet.
///
/// # Errors
/// When the database does not answer.
pub async fn told(conn: &mut PgConnection, system: &System, message: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let notice = sqlx::query!(
        r#"select m.link, n.channel = 'mail' and n.due_at >= $2 as "in_time!"
           from message m
           join message_notice n on n.message_id = m.id
           where m.id = $1 and m.person_id is not null"#,
        message,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(notice) = notice else { return Ok(()) };
    procedure::told(&mut *conn, system, message, notice.in_time).await?;
    let id: Option<DecisionId> = notice
        .link
        .as_deref()
        .and_then(|link| link.strip_prefix(LINK))
        .and_then(|id| id.parse().ok());
    match id {
        Some(id) => announced(conn, system, id, notice.in_time).await,
        None => Ok(()),
    }
}

/// A letter of this decision was posted today, or its mail went. Its term begins now, unless it began when
/// it was placed and the mail of that went in time (articles 2:10, 2:19 and 2:22 Awb).
async fn announced(
    conn: &mut PgConnection,
    system: &System,
    id: DecisionId,
    in_time: bool,
) -> Result<(), Fault> {
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
             and (d.objection_until is null or not $2)
             and not exists (select from decision_posting p where p.decision_id = d.id)"#,
        id.0,
        in_time,
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
