//! What came after, and when nothing can come any more.

use crate::{
    System,
    desks::staff::cases::{announced, steps::Case},
    fault::Fault,
};
use app::teacher::procedure::Sequel;
use jiff::civil::Date;
use shared::{
    case::{Judgment, SequelKind, irrevocable_on},
    identifier::CaseId,
    term::penalty,
};
use sqlx::PgConnection;

/// What came after, with the penalty so far.
///
/// # Errors
/// When the database does not answer.
pub async fn sequels(
    conn: &mut PgConnection,
    system: &System,
    id: CaseId,
) -> Result<Vec<Sequel>, Fault> {
    // What goes by post stops a penalty as it is posted (article 4:17 Awb with 3:41). What was decided before
    // the case was taken up again stops none.
    let decided = sqlx::query_scalar!(
        r#"select coalesce(
                      p.posted_on,
                      case when d.objection_until is not null
                          then (d.announced_at at time zone 'Europe/Amsterdam')::date
                      end,
                      case when d.id is null
                          then (c.closed_at at time zone 'Europe/Amsterdam')::date
                      end
                  )
           from case_file c
           left join decision d on d.case_id = c.id and c.closed_at is not null
           left join decision_posting p on p.decision_id = d.id
           where c.id = $1
           order by d.announced_at desc
           limit 1"#,
        id.0,
    )
    .fetch_one(&mut *conn)
    .await?
    .map(jiff_sqlx::Date::to_jiff);
    let rows = sqlx::query!(
        "select kind, received_on, due_steps, note, breached_on, outcome
         from case_sequel
         where case_id = $1
         order by entered_at, id",
        id.0,
    )
    .fetch_all(conn)
    .await?;
    let today = system.clock.today();
    rows.into_iter()
        .map(|row| {
            let received = row.received_on.to_jiff();
            let penalty = row
                .breached_on
                .and_then(|last| penalty(last.to_jiff(), received, decided, today).ok())
                .filter(|penalty| penalty.days > 0);
            Ok(Sequel {
                kind: SequelKind::parse(&row.kind)
                    .ok_or_else(|| Fault::broken("an unknown sequel"))?,
                received,
                due: serde_json::from_value(row.due_steps)?,
                note: row.note,
                judgment: row.outcome.as_deref().and_then(Judgment::parse),
                euros: penalty.map(|penalty| penalty.euros),
            })
        })
        .collect()
}

/// From when nobody can go against the decision of this case; nothing as long as one can, or a court or an
/// objection has it.
pub(super) async fn irrevocable(
    conn: &mut PgConnection,
    case: &Case,
    sequels: &[Sequel],
) -> Result<Option<Date>, Fault> {
    let Some(Some(until)) = announced::of_case(&mut *conn, case.id).await? else {
        return Ok(None);
    };
    // Against a decision that was objected to one goes on from the decision on the objection.
    let objected = sqlx::query_scalar!(
        r#"select exists (
               select
               from decision d
               join objection o on o.decision_id = d.id
               join case_file c on c.objection_id = o.id
               where d.case_id = $1 and c.state <> 'withdrawn'
           ) as "objected!""#,
        case.id.0,
    )
    .fetch_one(conn)
    .await?;
    let court = sequels.iter().map(|sequel| (sequel.kind, sequel.due.date));
    Ok(irrevocable_on(until.date, court).filter(|_| !objected && case.state.is_closed()))
}
