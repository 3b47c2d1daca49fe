//! What an application or an objection is about, and what happened on the way of a case; the whole of it for
//! who handles it.

mod after;
mod matter;
mod questions;

use self::after::irrevocable;
pub use self::{
    after::sequels,
    matter::{About, about},
    questions::{Asked, asked, waits_open},
};

use crate::{
    System,
    clock::dutch,
    desks::staff::cases::{announced, steps::Case},
    fault::Fault,
    outages,
};
use app::{
    staff::procedure::{self as page, Draw, Procedure},
    teacher::procedure as teacher,
};
use shared::{
    case::{Advice, AdviceKind, CaseKind, Hearing, Past, Ruling, Skip, Wait},
    criteria::Evaluation,
    identifier::CaseId,
};
use sqlx::PgConnection;

/// What happened in a case, as far as a verdict depends on it.
///
/// # Errors
/// When the database does not answer.
pub async fn past(conn: &mut PgConnection, case: &Case) -> Result<Past, Fault> {
    let all = asked(&mut *conn, case.id).await?;
    let last = |what: Wait| all.iter().rfind(|asked| asked.what == what);
    let advices = sqlx::query!(
        "select kind, reasons, minority, members, given_at
         from committee_advice
         where case_id = $1
         order by given_at",
        case.id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let late = sqlx::query_scalar!(
        "select o.late
         from case_file c
         join objection o on o.id = c.objection_id
         where c.id = $1",
        case.id.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let hearing = match last(Wait::Hearing) {
        Some(asked) if asked.was_heard() => Hearing::Held,
        _ => Hearing::No,
    };
    Ok(Past {
        incomplete: last(Wait::Completion)
            .filter(|asked| asked.lapsed && Some(asked.at) >= case.reopened)
            .map(|asked| asked.last.date),
        viewed: last(Wait::View).is_some_and(Asked::was_heard),
        hearing,
        late: late.unwrap_or_default(),
        advices: advices
            .into_iter()
            .filter_map(|row| {
                Some(Advice {
                    kind: AdviceKind::parse(&row.kind)?,
                    reasons: row.reasons,
                    minority: row.minority,
                    on: dutch(row.given_at.to_jiff()).date(),
                    by: row.members,
                })
            })
            .collect(),
    })
}

/// The way of a case, for who handles it.
///
/// # Errors
/// When the database does not answer.
pub async fn procedure(
    conn: &mut PgConnection,
    system: &System,
    me: &str,
    case: &Case,
) -> Result<Procedure, Fault> {
    let mut took_first = false;
    let about = match about(&mut *conn, case.id).await? {
        Some(About::Application {
            sent,
            fulfilled,
            draw,
            ..
        }) => Some(page::About::Application {
            now: now(&mut *conn, system, case, &sent, draw.as_ref()).await?,
            sent,
            fulfilled,
            draw,
        }),
        Some(About::Objection {
            sent,
            received,
            posted,
            told,
            late,
            first,
            decision,
            ..
        }) => {
            took_first = worked_on_first(&mut *conn, case.id, me).await?;
            let until = match announced::of_decision(&mut *conn, decision).await? {
                Some(known) => Some(outages::applied(&mut *conn, known).await?),
                None => None,
            };
            let mut names = Vec::new();
            for subject in &first {
                names.push(super::super::colleagues::name(&mut *conn, subject).await?);
            }
            Some(page::About::Objection {
                sent,
                received,
                posted,
                until,
                told,
                late,
                first: names,
            })
        }
        None => None,
    };
    let adjourned = sqlx::query_scalar!(
        r#"select exists (
               select from case_extension where case_id = $1 and kind = 'adjourned'
           ) as "adjourned!""#,
        case.id.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let ruling = last_ruling(&mut *conn, case.id).await?;
    let mut asked: Vec<_> = asked(&mut *conn, case.id).await?;
    asked.reverse();
    let sequels = sequels(&mut *conn, system, case.id).await?;
    let outlook = if case.state.is_closed() {
        None
    } else {
        let basis = super::steps::term_basis(&mut *conn, case.id).await?;
        Some(basis.outlook(system.clock.today()))
    };
    Ok(Procedure {
        outlook,
        about,
        irrevocable: irrevocable(&mut *conn, case, &sequels).await?,
        past: past(conn, case).await?,
        asked: asked.into_iter().map(Asked::shown).collect(),
        sequels,
        took_first,
        adjourned,
        ruling,
    })
}

/// Whether this person worked on the decision that is objected to in this case.
async fn worked_on_first(conn: &mut PgConnection, case: CaseId, me: &str) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
                       select
                       from case_file c, worked_on_first(c.objection_id) first
                       where c.id = $1 and first.subject = $2
                   ) as "took!""#,
        case.0,
        me,
    )
    .fetch_one(conn)
    .await?)
}

/// What was proposed last besides the verdict and its reasons.
async fn last_ruling(conn: &mut PgConnection, case: CaseId) -> Result<Ruling, Fault> {
    let row = sqlx::query!(
        "select deviation, skip, own_facts, careful
         from case_ruling
         where case_id = $1
         order by nr desc
         limit 1",
        case.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or_else(Ruling::default, |row| Ruling {
        deviation: row.deviation,
        skip: row.skip.as_deref().and_then(Skip::parse),
        own_facts: row.own_facts,
        careful: row.careful,
    }))
}

/// What the rules give with the portfolio of today, when that differs from what was sent, or when it was
/// drawn: then a rule can ask evidence of each activity. Nothing was decided yet: all counts that was
/// entered until today.
async fn now(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    sent: &teacher::Sent,
    draw: Option<&Draw>,
) -> Result<Option<String>, Fault> {
    let of_term = matches!(case.kind, CaseKind::Reregistration | CaseKind::OwnMotion);
    if !of_term || case.state.is_closed() {
        return Ok(None);
    }
    let today = system.clock.today();
    let mut inputs = crate::desks::teacher::inputs_of(conn, case.person, sent.term, today).await?;
    let is_changed = inputs.dossier().hash(&inputs.facts) != sent.evaluation.inputs_hash;
    inputs.facts.sampled = draw.is_some_and(|draw| draw.drawn || draw.before);
    let evaluation = inputs.evaluate();
    let met = |evaluation: &Evaluation| {
        let rules = evaluation.rules.iter();
        rules.filter(|rule| rule.fulfilled).count()
    };
    let (now, then) = (met(&evaluation), met(&sent.evaluation));
    let why = if is_changed {
        "Het portfolio is sindsdien veranderd. Nu"
    } else if now != then {
        "In de steekproef hoort bij elke activiteit een bewijs. Zo"
    } else {
        return Ok(None);
    };
    Ok(Some(format!(
        "{why} zijn {now} van de {} regels gehaald, met {} uur.",
        evaluation.rules.len(),
        evaluation.total
    )))
}
