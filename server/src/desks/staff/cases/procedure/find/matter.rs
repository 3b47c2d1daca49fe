//! What a case is about.

use crate::{desks::staff::cases::announced, fault::Fault};
use app::{staff::procedure::Draw, teacher::procedure as teacher};
use jiff::civil::Date;
use shared::{
    criteria::Term,
    identifier::{CaseId, DecisionId},
};
use sqlx::PgConnection;

/// What a case is about.
pub enum About {
    /// An application for re-registration, or what the register began of its own motion.
    Application {
        /// As it was sent.
        sent: Box<teacher::Sent>,
        /// The term.
        term: Term,
        /// Whether every rule was met.
        fulfilled: bool,
        /// The draw of the sample; nothing of what the register began of its own motion.
        draw: Option<Draw>,
        /// The hash of what was sent, in hexadecimal digits.
        hash: String,
    },
    /// An objection.
    Objection {
        /// As it was sent.
        sent: teacher::SentObjection,
        /// The decision.
        decision: DecisionId,
        /// The case of that decision.
        first_case: CaseId,
        /// The day it was received.
        received: Date,
        /// The day it was posted.
        posted: Option<Date>,
        /// The day on which a letter or a mail told of the decision; nothing as long as none did.
        told: Option<Date>,
        /// Whether it was too late.
        late: bool,
        /// Who took that decision: identifiers.
        first: Vec<String>,
        /// The hash of what was sent.
        hash: String,
    },
}

/// What a case is about; nothing when it is of another kind.
///
/// # Errors
/// When the database does not answer.
pub async fn about(conn: &mut PgConnection, case: CaseId) -> Result<Option<About>, Fault> {
    let application = sqlx::query!(
        r#"select a.sent, lower(a.term) as "first!", upper(a.term) - 1 as "last!", a.fulfilled,
                  a.seed, a.per_thousand, a.drawn, is_in_sample(a.id) as "in_sample!", encode(a.hash, 'hex') as "hash!"
           from case_file c
           join reregistration_application a on a.id = c.application_id
           where c.id = $1"#,
        case.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(row) = application {
        return Ok(Some(About::Application {
            sent: Box::new(serde_json::from_str(&row.sent)?),
            term: Term {
                first: row.first.to_jiff(),
                last: row.last.to_jiff(),
            },
            fulfilled: row.fulfilled,
            draw: row
                .seed
                .zip(row.per_thousand)
                .map(|(seed, per_thousand)| Draw {
                    seed,
                    per_thousand: u16::try_from(per_thousand).unwrap_or_default(),
                    drawn: row.drawn,
                    before: row.in_sample && !row.drawn,
                }),
            hash: row.hash,
        }));
    }
    let objection = sqlx::query!(
        r#"select o.sent, o.decision_id, o.received_on, o.posted_on, o.late,
                  d.case_id, d.proposed_by, d.confirmed_by, encode(o.hash, 'hex') as "hash!"
           from case_file c
           join objection o on o.id = c.objection_id
           join decision d on d.id = o.decision_id
           where c.id = $1"#,
        case.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = objection else {
        return Ok(None);
    };
    Ok(Some(About::Objection {
        told: announced::told_of(&mut *conn, DecisionId(row.decision_id)).await?,
        sent: serde_json::from_str(&row.sent)?,
        decision: DecisionId(row.decision_id),
        first_case: CaseId(row.case_id),
        received: row.received_on.to_jiff(),
        posted: row.posted_on.map(jiff_sqlx::Date::to_jiff),
        late: row.late,
        first: row
            .proposed_by
            .into_iter()
            .chain(row.confirmed_by)
            .collect(),
        hash: row.hash,
    }))
}
