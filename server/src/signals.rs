//! The daily round: the signals LR-S102 to S112 (handbook, 6.4), whom the BRP is asked about again,
//! what may be forgotten, what the table of grounds, the pension age and the time do to teachers, and the
//! figures of boards that are counted once a day.
//!
//! SQL finds who could be meant, the rules of [`shared::delivery::signals`] decide. LR-S110 is raised as
//! the teacher says so, and LR-S106 never: the size of a job is not delivered.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::{school::development, staff::cases::procedure, teacher},
    fault::Fault,
    forgetting, jobs, leaving, letters, messages, placing, proof, reminders, viewing, warnings,
};
use jiff::{SignedDuration, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::delivery::{
    Finding, pension_date,
    signals::{self, AppointmentFacts, BoardFacts, ContactFacts, Expiring, PersonSignalFacts},
};
use shared::{ground::GroundTable, identifier::PersonId};
use sqlx::PgConnection;
use uuid::Uuid;

/// How long a file is kept that a school only looked at.
const PREVIEWS: SignedDuration = SignedDuration::from_hours(24);

/// In how many daily rounds everybody who teaches is asked about.
const ROUNDS: i64 = 30;

/// How long nobody is asked about again.
const ASKED: SignedDuration = SignedDuration::from_hours(24 * 7);

/// How long a call of the sandbox is kept.
const CALLS: SignedDuration = SignedDuration::from_hours(24 * 180);

/// A signal that may have been told before.
pub struct Raised {
    /// The board that hears it.
    pub board: String,
    /// The appointment that it is about, if any.
    pub appointment: Option<Uuid>,
    /// What makes it another signal than one of the same rule: a date, a number.
    pub subject: String,
    /// What it says.
    pub finding: Finding,
}

/// Raises what is to be told today, and forgets what has had its time.
///
/// # Errors
/// When the database does not answer.
pub async fn go_round(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let mut all = of_appointments(system, today).await?;
    all.extend(of_people(system, today).await?);
    all.extend(of_boards(system, today).await?);
    let mut tx = system.pool.begin().await?;
    raise(&mut tx, system, By::Job("signals"), &all).await?;
    ask_again(&mut tx, system).await?;
    tx.commit().await?;
    letters::ask_to_confirm(system).await?;
    placing::place_again(system, GroundTable::current()).await?;
    warnings::warn(system).await?;
    reminders::remind(system).await?;
    procedure::lapse(system).await?;
    leaving::go_round(system).await?;
    teacher::end_approvals(system).await?;
    procedure::own_motion::go_round(system).await?;
    development::go_round(system).await?;
    proof::look_again(system).await?;
    forgetting::forget_removed(system).await?;
    messages::seal(system).await?;
    forget(system).await
}

/// Terms that end or have ended, reports that wait, schools that closed or went to another board.
async fn of_appointments(system: &System, today: Date) -> Result<Vec<Raised>, Fault> {
    let rows = sqlx::query!(
        r#"select a.id, a.board_number, lower(a.valid) as "begins!",
                  upper(a.valid) - 1 as ends,
                  case when a.target = 'vestibule' then a.maximum_date end as maximum,
                  c.id as "correction?", c.created_at as "asked?",
                  s.closed as "closed?"
           from current_appointment a
           left join lateral (
               select id, created_at
               from correction_request
               where appointment_id = a.id and answered_at is null
               order by created_at
               limit 1
           ) c on true
           left join lateral (
               select max(upper(valid)) - 1 as closed
               from school_board
               where brin = a.brin and board_number = a.board_number
               having bool_and(upper(valid) is not null)
           ) s on true
           where (a.target = 'vestibule' and a.maximum_date < $1::date + interval '7 months')
              or c.id is not null
              or s.closed < $1"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut raised = Vec::new();
    for row in rows {
        let day = |day: Option<jiff_sqlx::Date>| day.map(jiff_sqlx::Date::to_jiff);
        let facts = AppointmentFacts {
            begins: row.begins.to_jiff(),
            ends: day(row.ends),
            maximum: day(row.maximum),
            // The subject of the signal remembers which step was told.
            told_months: None,
            correction_asked_on: row.asked.map(|at| dutch(at.to_jiff()).date()),
            school_closed_on: day(row.closed),
        };
        for finding in signals::of_appointment(&facts, today) {
            let maximum = facts.maximum.map(|maximum| maximum.to_string());
            let what = match finding.rule.as_str() {
                "LR-S103" => {
                    let step = facts
                        .maximum
                        .and_then(|day| signals::months_before(day, today));
                    format!(
                        "{}/{}",
                        maximum.unwrap_or_default(),
                        step.unwrap_or_default()
                    )
                }
                "LR-S104" => maximum.unwrap_or_default(),
                "LR-S105" => row.correction.unwrap_or_default().to_string(),
                _ => facts
                    .school_closed_on
                    .map_or_else(String::new, |day| day.to_string()),
            };
            raised.push(Raised {
                board: row.board_number.clone(),
                appointment: Some(row.id),
                subject: format!("{}/{what}", row.id),
                finding,
            });
        }
    }
    Ok(raised)
}

/// Names that changed, and teachers who reach the pension age; told to each board where the teacher
/// works today.
async fn of_people(system: &System, today: Date) -> Result<Vec<Raised>, Fault> {
    let rows = sqlx::query!(
        r#"select a.id, a.board_number, p.birth_date as "birth_date!", n.changed as "changed?",
                  (select min(lower(recorded))
                   from appointment_version
                   where appointment_id = a.id) as told
           from current_appointment a
           join person p on p.id = a.person_id
           left join lateral (
               select lower(now.recorded) as changed
               from person_details now
               join person_details before
                   on before.person_id = now.person_id
                   and before.source = 'brp'
                   and upper(before.recorded) = lower(now.recorded)
               where now.person_id = p.id
                 and now.source = 'brp'
                 and upper_inf(now.recorded)
                 and (now.first_names, now.prefix, now.family_name)
                     is distinct from (before.first_names, before.prefix, before.family_name)
           ) n on true
           where a.valid @> $1::date
             and p.birth_date is not null
             and (n.changed is not null
                  or p.birth_date between $1::date - interval '69 years'
                                      and $1::date - interval '65 years')"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut raised = Vec::new();
    for row in rows {
        let facts = PersonSignalFacts {
            birth_date: row.birth_date.to_jiff(),
            name_changed_on: row.changed.map(|at| dutch(at.to_jiff()).date()),
            // Who delivers an appointment, shows the name that there is.
            name_told_on: row.told.map(|at| dutch(at.to_jiff()).date()),
            contracts: Vec::new(),
        };
        for finding in signals::of_person(&facts, today) {
            let day = match finding.rule.as_str() {
                "LR-S102" => facts.name_changed_on,
                _ => pension_date(facts.birth_date),
            };
            raised.push(Raised {
                board: row.board_number.clone(),
                appointment: Some(row.id),
                subject: format!("{}/{}", row.id, day.unwrap_or_default()),
                finding,
            });
        }
    }
    Ok(raised)
}

/// Boards that are silent or cannot be reached, and mandates that end.
async fn of_boards(system: &System, today: Date) -> Result<Vec<Raised>, Fault> {
    let rows = sqlx::query!(
        r#"select b.number, b.known_since, d.joined as "joined?", d.delivered as "delivered?",
                  (select max(declared_at) from completeness where board_number = b.number)
                      as declared,
                  c.reachable as "reachable!", c.bounced as "bounced?"
           from board b
           cross join lateral (
               select count(*) filter (where unreachable_since is null) > 0 as reachable,
                      max(unreachable_since) as bounced
               from contact_person
               where board_number = b.number and ended_at is null
           ) c
           cross join lateral (
               select min(received_at) as joined, max(received_at) as delivered
               from delivery
               where board_number = b.number
           ) d
           where b.valid @> $1::date
             and (d.joined is not null
                  or exists (
                      select
                      from school_board s
                      where s.board_number = b.number and s.valid @> $1::date
                  ))"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let day = |at: jiff_sqlx::Timestamp| dutch(at.to_jiff()).date();
    let mut raised = Vec::new();
    for row in rows {
        let facts = BoardFacts {
            joined_on: row.joined.map_or_else(|| row.known_since.to_jiff(), day),
            delivered_on: row.delivered.map(day),
            declared_on: row.declared.map(day),
            // Also of one that bounces while another is reachable: each may be the only one for their
            // schools.
            contact: match (row.bounced, row.reachable) {
                (Some(at), _) => ContactFacts::Bounced(day(at)),
                (None, true) => ContactFacts::Reachable,
                (None, false) => ContactFacts::Missing,
            },
            expiring: Vec::new(),
        };
        for finding in signals::of_board(&facts, today) {
            let subject = match finding.rule.as_str() {
                "LR-S107" => facts
                    .delivered_on
                    .max(facts.declared_on)
                    .unwrap_or(facts.joined_on)
                    .to_string(),
                // Asked again each half year, like the contact persons themselves.
                _ => format!("{}-{}", today.year(), (today.month() + 5) / 6),
            };
            raised.push(Raised {
                board: row.number.clone(),
                appointment: None,
                subject,
                finding,
            });
        }
    }
    raised.extend(of_mandates(system, today).await?);
    Ok(raised)
}

async fn of_mandates(system: &System, today: Date) -> Result<Vec<Raised>, Fault> {
    let rows = sqlx::query!(
        r#"select m.board_number, m.supplier_id, s.name, upper(m.valid) - 1 as "last_day!"
           from mandate m
           join supplier s on s.id = m.supplier_id
           where m.valid @> $1::date
             and upper(m.valid) <= $1::date + 32
             and not exists (
                 select
                 from mandate later
                 where later.board_number = m.board_number
                   and later.supplier_id = m.supplier_id
                   and lower(later.valid) = upper(m.valid)
             )"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut raised = Vec::new();
    for row in rows {
        let last_day = row.last_day.to_jiff();
        let facts = BoardFacts {
            joined_on: today,
            delivered_on: None,
            declared_on: None,
            contact: ContactFacts::Reachable,
            expiring: vec![Expiring {
                what: format!("De machtiging voor {}", row.name),
                last_day,
            }],
        };
        raised.extend(
            signals::expires_soon(&facts, today)
                .into_iter()
                .map(|finding| Raised {
                    board: row.board_number.clone(),
                    appointment: None,
                    subject: format!("{}/{last_day}", row.supplier_id),
                    finding,
                }),
        );
    }
    Ok(raised)
}

/// Keeps what was not told before.
///
/// # Errors
/// When the database does not answer.
pub async fn raise(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    raised: &[Raised],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = raised.iter().map(|_| Uuid::now_v7()).collect();
    let boards: Vec<String> = raised.iter().map(|one| one.board.clone()).collect();
    let appointments: Vec<Option<Uuid>> = raised.iter().map(|one| one.appointment).collect();
    let rules: Vec<String> = raised.iter().map(|one| one.finding.rule.clone()).collect();
    let subjects: Vec<String> = raised.iter().map(|one| one.subject.clone()).collect();
    let findings = raised
        .iter()
        .map(|one| serde_json::to_value(&one.finding))
        .collect::<Result<Vec<_>, _>>()?;
    let kept = sqlx::query!(
        "insert into signal (id, board_number, appointment_id, rule, subject, finding, raised_on)
         select id, board, appointment, rule, subject, finding, $7
         from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[])
             as raised (id, board, appointment, rule, subject, finding)
         on conflict (board_number, rule, subject) do nothing",
        &ids,
        &boards,
        &appointments as &[Option<Uuid>],
        &rules,
        &subjects,
        &findings,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::SignalsRaised {
        count: kept.rows_affected(),
    };
    audit::record(conn, system.clock.now_stored(), by, None, None, &act).await
}

/// Lets the BRP be asked again about a part of the people who teach today, the longest ago first:
/// a part a day, so that each comes by about once in thirty days. So new names and deaths come in.
async fn ask_again(conn: &mut PgConnection, system: &System) -> Result<(), Fault> {
    let long_ago = system.clock.now() - ASKED;
    let persons = sqlx::query_scalar!(
        "select l.person_id
         from person_lookup l
         where l.asked_at < $1
           and exists (
               select
               from current_appointment a
               where a.person_id = l.person_id and a.valid @> $2::date
           )
         order by l.asked_at, l.person_id
         limit (
             select (count(distinct person_id) + $3 - 1) / $3
             from current_appointment
             where valid @> $2::date
         )",
        long_ago.to_sqlx(),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        ROUNDS,
    )
    .fetch_all(&mut *conn)
    .await?;
    let persons: Vec<PersonId> = persons.into_iter().map(PersonId).collect();
    jobs::ask_brp_again(conn, &persons).await
}

/// Forgets tokens and assertions that ended, files that were only looked at, and calls of the
/// sandbox and views of long ago.
async fn forget(system: &System) -> Result<(), Fault> {
    let now = system.clock.now();
    sqlx::query!("delete from api_token where expires_at < $1", now.to_sqlx())
        .execute(&system.pool)
        .await?;
    sqlx::query!(
        "delete from client_assertion where expires_at < $1::timestamptz - interval '1 hour'",
        now.to_sqlx() as jiff_sqlx::Timestamp
    )
    .execute(&system.pool)
    .await?;
    sqlx::query!(
        "delete from sandbox_call where at < $1",
        (now - CALLS).to_sqlx()
    )
    .execute(&system.pool)
    .await?;
    sqlx::query!(
        "delete from delivery_preview where created_at < $1",
        (now - PREVIEWS).to_sqlx()
    )
    .execute(&system.pool)
    .await?;
    teacher::forget_consents(system).await?;
    viewing::forget(system).await
}
