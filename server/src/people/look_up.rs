//! Who a person is, by the BRP (article 38i WPO), and what a board hears when that does not fit what
//! it delivered.

use super::{bsn, end_details, record_details};
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
    leaving,
    registers::brp::BrpPerson,
    signals::{self, Raised},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    delivery::{
        Finding, PersonFacts,
        signals::{AnsweredFacts, of_answer},
    },
    identifier::PersonId,
};
use sqlx::PgConnection;

/// What came of asking the BRP.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It knows the person.
    Found,
    /// It knows somebody else: the birth date is another.
    Mismatch,
    /// It knows nobody with this BSN.
    Unknown,
}

impl Outcome {
    const fn code(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Mismatch => "mismatch",
            Self::Unknown => "unknown",
        }
    }
}

/// Asks the BRP who this is, and records what it answers. A person whom the BRP does not know
/// keeps what the school sent.
///
/// # Errors
/// When the BRP or the database does not answer; then the job is done again later.
pub async fn look_up(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut conn = system.pool.acquire().await?;
    let bsn = bsn(&mut conn, system, person).await?;
    drop(conn);
    let answer = system.brp.find(&bsn).await;
    let by = By::Job("ask_brp");
    let mut tx = system.pool.begin().await?;
    match &answer {
        Ok(found) => settle(&mut tx, system, by, person, found.as_ref()).await?,
        Err(_) => not_reached(&mut tx, system, by, person).await?,
    }
    tx.commit().await?;
    answer.map(|_| ()).map_err(Fault::broken)
}

/// Records what the BRP answered about a person, and tells it to each board with an appointment of
/// that person that did not hear it with the delivery.
///
/// # Errors
/// When the database does not answer.
pub async fn settle(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    person: PersonId,
    answer: Option<&BrpPerson>,
) -> Result<(), Fault> {
    let now = system.clock.now();
    let found_date = answer.and_then(|found| found.birth_date);
    let birth_date = sqlx::query_scalar!(
        "update person set birth_date = coalesce(birth_date, $2) where id = $1
         returning birth_date",
        person.0,
        found_date.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
    )
    .fetch_one(&mut *conn)
    .await?
    .map(jiff_sqlx::Date::to_jiff);
    let outcome = match answer {
        None => Outcome::Unknown,
        Some(_) if found_date.is_some() && found_date != birth_date => Outcome::Mismatch,
        Some(found) => {
            record_details(conn, system, person, &found.details).await?;
            shield(conn, person, found.shielded).await?;
            Outcome::Found
        }
    };
    if outcome == Outcome::Mismatch {
        forget_stranger(conn, system, person).await?;
    }
    sqlx::query!(
        "insert into person_lookup (person_id, asked_at, outcome) values ($1, $2, $3)
         on conflict (person_id) do update set asked_at = $2, outcome = $3",
        person.0,
        now.to_sqlx(),
        outcome.code(),
    )
    .execute(&mut *conn)
    .await?;
    audit_look_up(conn, system, by, person, outcome.code()).await?;
    let facts = match (outcome, answer) {
        (Outcome::Unknown, _) | (_, None) => PersonFacts::Unknown,
        (_, Some(found)) => PersonFacts::Known {
            birth_date_matches: outcome == Outcome::Found,
            deceased_on: found.details.deceased_on,
            resident: true,
            details_differ: false,
        },
    };
    tell(conn, system, by, person, birth_date, &facts).await?;
    match (outcome, answer) {
        (Outcome::Found, Some(found)) => {
            let died = found.details.deceased_on.is_some();
            leaving::settle_death(conn, system, by, person, died).await
        }
        _ => Ok(()),
    }
}

/// Hides a person from the public, or no longer.
async fn shield(conn: &mut PgConnection, person: PersonId, shielded: bool) -> Result<(), Fault> {
    sqlx::query!(
        "update person set shielded = $2 where id = $1 and shielded <> $2",
        person.0,
        shielded,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The BRP did not answer. What it said before still holds.
async fn not_reached(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    person: PersonId,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into person_lookup (person_id, asked_at, outcome) values ($1, $2, 'unreachable')
         on conflict (person_id) do update set asked_at = $2
         where person_lookup.outcome = 'unreachable'",
        person.0,
        system.clock.now().to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    audit_look_up(conn, system, by, person, "unreachable").await
}

/// Takes away a name from the BRP that never belonged to the birth date that the school sent. When
/// it did before, the BRP corrected the date, and the person is the same.
async fn forget_stranger(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
) -> Result<(), Fault> {
    let stranger = sqlx::query_scalar!(
        r#"select exists (
                      select
                      from person_details
                      where person_id = $1 and source = 'brp' and upper_inf(recorded)
                  )
                  and not exists (
                      select from person_lookup where person_id = $1 and outcome = 'found'
                  )
                  as "stranger!""#,
        person.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    if stranger {
        end_details(conn, person, system.clock.now()).await?;
    }
    Ok(())
}

async fn audit_look_up(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    person: PersonId,
    outcome: &str,
) -> Result<(), Fault> {
    let act = Act::PersonLookedUp {
        outcome: outcome.to_owned(),
    };
    audit::record(conn, system.clock.now(), by, Some(person), None, &act).await
}

/// Raises a signal for each appointment that the answer does not fit.
async fn tell(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    person: PersonId,
    birth_date: Option<Date>,
    facts: &PersonFacts,
) -> Result<(), Fault> {
    let rows = sqlx::query!(
        r#"select a.id, a.board_number, a.version, lower(a.valid) as "begins!",
                  upper(a.valid) - 1 as ends,
                  exists (
                      select
                      from person_details d
                      where d.person_id = a.person_id
                        and d.source = 'school'
                        and upper_inf(d.recorded)
                  ) as "lives_abroad!",
                  (select r.findings
                   from appointment_version v
                   join delivery_record r
                       on r.delivery_id = v.delivery_id
                       and r.appointment_number = a.number
                       and r.outcome in ('new', 'changed')
                   where v.appointment_id = a.id and upper_inf(v.recorded)
                   order by r.row_number desc
                   limit 1) as told
           from current_appointment a
           where a.person_id = $1"#,
        person.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut raised = Vec::new();
    for row in rows {
        let told: Vec<Finding> = row
            .told
            .map(serde_json::from_value)
            .transpose()?
            .unwrap_or_default();
        let facts = AnsweredFacts {
            begins: row.begins.to_jiff(),
            ends: row.ends.map(jiff_sqlx::Date::to_jiff),
            birth_date,
            person: facts.clone(),
        };
        let Some(finding) = of_answer(&facts) else {
            continue;
        };
        let heard = told.iter().any(|told| told.rule == finding.rule);
        // Who lives abroad is not in the BRP, and the school said so.
        if heard || (row.lives_abroad && finding.rule == "LR-S101") {
            continue;
        }
        raised.push(Raised {
            board: row.board_number,
            appointment: Some(row.id),
            // Another version may say another birth date, or another end.
            subject: format!("{}/{}", row.id, row.version),
            finding,
        });
    }
    if !raised.is_empty() {
        signals::raise(conn, system, by, &raised).await?;
    }
    Ok(())
}
