//! What was asked in a case, and what came.

use crate::{clock::dutch, fault::Fault, outages};
use app::teacher::procedure as teacher;
use jiff::civil::Date;
use shared::{
    case::Wait,
    identifier::CaseId,
    term::{Calendar, Computed},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Something that was asked.
pub struct Asked {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub what: Wait,
    /// When.
    pub at: jiff::Timestamp,
    /// From which day the teacher could know it: a notice or a letter went; nothing as long as none did.
    pub told: Option<Date>,
    /// Whether a committee of article 7:13 Awb hears.
    pub committee: bool,
    /// In which words.
    pub question: String,
    /// The last day; for a teacher later when the register could not be reached on it.
    pub last: Computed,
    /// The day it came, and what.
    pub answered: Option<(Date, String)>,
    /// Whether it did not come in time.
    pub lapsed: bool,
}

impl Asked {
    /// Whether it is still waited for.
    pub fn is_open(&self) -> bool {
        self.answered.is_none() && !self.lapsed
    }

    /// Whether it is asked of the teacher, and nothing went that told so. The committee is not written to.
    pub fn is_untold(&self) -> bool {
        self.told.is_none() && self.what != Wait::Advice
    }

    /// Whether the teacher reacted, or could have: who was invited to a hearing, before its day.
    pub(super) fn was_heard(&self) -> bool {
        let in_time = match self.what {
            Wait::Hearing => self.told.is_some_and(|told| told < self.last.date),
            _ => !self.is_untold(),
        };
        self.answered.is_some() || (self.lapsed && in_time)
    }

    /// As pages show it.
    pub fn shown(self) -> teacher::Asked {
        teacher::Asked {
            open: self.is_open(),
            what: self.what,
            question: self.question,
            asked: dutch(self.at).date(),
            told: self.told,
            last: self.last,
            answer: self.answered.map(|(_, answer)| answer),
        }
    }
}

/// What was asked in a case, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn asked(conn: &mut PgConnection, case: CaseId) -> Result<Vec<Asked>, Fault> {
    let rows = sqlx::query!(
        "select id, what, asked_at, told_on, committee, question, last_steps, answered_at, received_on, answer,
                lapsed_at
         from case_wait
         where case_id = $1
         order by asked_at, id",
        case.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let outages = outages::ledger(conn).await?;
    rows.into_iter()
        .map(|row| {
            let what =
                Wait::parse(&row.what).ok_or_else(|| Fault::broken("an unknown question"))?;
            let last = serde_json::from_value(row.last_steps)?;
            Ok(Asked {
                id: row.id,
                what,
                at: row.asked_at.to_jiff(),
                told: row.told_on.map(jiff_sqlx::Date::to_jiff),
                committee: row.committee,
                question: row.question,
                last: if what.is_for_teacher() {
                    outages.apply(Calendar::current(), last)
                } else {
                    last
                },
                answered: row
                    .received_on
                    .map(jiff_sqlx::Date::to_jiff)
                    .or_else(|| row.answered_at.map(|at| dutch(at.to_jiff()).date()))
                    .zip(row.answer),
                lapsed: row.lapsed_at.is_some(),
            })
        })
        .collect()
}

/// What is still waited for.
///
/// # Errors
/// When the database does not answer.
pub async fn waits_open(conn: &mut PgConnection, case: CaseId) -> Result<Option<Asked>, Fault> {
    Ok(asked(conn, case).await?.into_iter().rfind(Asked::is_open))
}
