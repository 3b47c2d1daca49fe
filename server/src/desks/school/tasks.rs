//! What a board has to do: errors of deliveries, terms that end, reports of teachers, signals.

use super::{grounds, signals};
use crate::{System, clock::dutch, fault::Fault};
use app::{
    actor::SchoolContact,
    page::Paged,
    school::{
        delivery::{Messages, Source},
        tasks::{Correction, Matter, Signal, Task, TaskList},
    },
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    delivery::repair_term,
    ground::{GroundTable, horizon},
    identifier::DeliveryId,
    placement::{Basis, place},
    term::Computed,
};
use sqlx::PgPool;
use std::collections::{HashMap, HashSet};

/// How many tasks stand on a page.
const PAGE: u16 = 50;

/// A page of what waits for the board as far as the contact reaches, the most urgent first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(system: &System, contact: &SchoolContact, page: u32) -> Result<TaskList, Fault> {
    let mut tasks = Paged::cut(open(system, contact).await?, page, PAGE);
    complete(&system.pool, contact, &mut tasks.rows).await?;
    Ok(TaskList {
        today: system.clock.today(),
        tasks,
    })
}

/// All of it without the names of teachers and what signals say, which costs more than all the rest: a
/// large board has thousands of tasks, of which a page counts all and shows a few.
///
/// # Errors
/// When the database does not answer.
pub async fn open(system: &System, contact: &SchoolContact) -> Result<Vec<Task>, Fault> {
    let today = system.clock.today();
    let pool = &system.pool;
    // Beside each other: together they take as long as the longest.
    let (mut tasks, terms, corrections, contacts, signals, plans) = tokio::try_join!(
        errors(pool, contact),
        terms(pool, contact, today),
        corrections(pool, contact),
        super::contacts::list(system, contact.board()),
        signals::open(pool, contact, today),
        plans(pool, contact),
    )?;
    tasks.extend(terms);
    tasks.extend(corrections);
    tasks.sort_by_key(|task| task.due.as_ref().map_or(Date::MIN, |due| due.date));
    // Who is limited to some schools has no say in who is a contact of the board.
    let contacts_due = contacts.is_due && contact.schools().is_none();
    let ending: HashSet<&str> = tasks
        .iter()
        .filter_map(|task| match &task.matter {
            Matter::Term { appointment, .. } => Some(appointment.as_str()),
            _ => None,
        })
        .collect();
    let told = signals
        .into_iter()
        .filter(|signal| !has_own_task(signal, &ending, contacts_due))
        .map(|signal| Task {
            matter: Matter::Signal(signal),
            due: None,
        })
        .collect::<Vec<_>>();
    tasks.extend(told);
    tasks.extend(plans);
    // Never urgent, so after all that is.
    if contacts_due {
        tasks.push(Task {
            matter: Matter::Contacts {
                confirmed: contacts.confirmed,
            },
            due: None,
        });
    }
    Ok(tasks)
}

/// Gives these tasks the names of the teachers that they are about, what the signals say, and the steps
/// of the terms that end.
///
/// # Errors
/// When the database does not answer.
pub async fn complete(
    pool: &PgPool,
    contact: &SchoolContact,
    tasks: &mut [Task],
) -> Result<(), Fault> {
    let (mut numbers, mut told) = (Vec::new(), Vec::new());
    for task in &*tasks {
        numbers.extend(task.matter.appointment().map(str::to_owned));
        if let Matter::Signal(signal) = &task.matter {
            told.push(signal.id);
        }
    }
    let known = sqlx::query!(
        r#"select a.number, v.ground_code, lower(v.valid) as "begins!", v.ground_start, v.extension,
                  p.maximum_date, decision.number as "decided?",
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name
           from appointment a
           join appointment_version v on v.appointment_id = a.id and upper_inf(v.recorded)
           join placement p on p.appointment_id = a.id and upper_inf(p.recorded)
           left join decision on decision.id = p.decision_id
           left join person_details d
               on d.person_id = a.person_id
               and upper_inf(d.recorded)
           where a.board_number = $1
             and a.number = any($2)"#,
        contact.board().as_str(),
        &numbers,
    )
    .fetch_all(pool)
    .await?;
    let table = GroundTable::current();
    let known: HashMap<_, _> = known
        .into_iter()
        .map(|row| {
            let maximum = match row.decided {
                Some(number) => row
                    .maximum_date
                    .map(|day| Computed::decided(day.to_jiff(), &number)),
                None => {
                    let basis = Basis {
                        ground_code: &row.ground_code,
                        begins: row.begins.to_jiff(),
                        ground_since: row.ground_start.map(jiff_sqlx::Date::to_jiff),
                        extensions: u8::try_from(row.extension).unwrap_or(0),
                    };
                    place(&basis, table).shelf.maximum()
                }
            };
            (row.number, (row.name, maximum))
        })
        .collect();
    let mut messages = signals::messages(pool, &told).await?;
    for task in tasks {
        let found = task.matter.appointment();
        let found = found.and_then(|number| known.get(number).cloned());
        let (found, maximum) = found.unwrap_or_default();
        if let (Matter::Term { ends, .. }, Some(due)) = (&task.matter, &mut task.due) {
            // The appointment itself may end before the ground does.
            *due = maximum
                .filter(|maximum| maximum.date == *ends)
                .unwrap_or_else(|| {
                    let reason = "Tot en met deze dag gaf je school de benoeming door";
                    Computed::on(*ends, reason, "opgave van de school")
                });
        }
        match &mut task.matter {
            Matter::Signal(signal) => {
                signal.message = messages.remove(&signal.id).unwrap_or_default();
                signal.name = found;
            }
            Matter::Term { name, .. }
            | Matter::Plan { name, .. }
            | Matter::Correction(Correction { name, .. }) => *name = found,
            Matter::Errors { .. } | Matter::Contacts { .. } => {}
        }
    }
    Ok(())
}

/// Whether a task says the same as the signal, and with its term.
fn has_own_task(signal: &Signal, ending: &HashSet<&str>, contacts_due: bool) -> bool {
    match signal.code.as_str() {
        "LR-S103" | "LR-S104" => signal
            .appointment
            .as_deref()
            .is_some_and(|appointment| ending.contains(appointment)),
        "LR-S111" => contacts_due,
        _ => false,
    }
}

/// Refused records that wait for a right one. Of an appointment that was refused more than once
/// only the last record counts. A record that does not say which appointment it is of cannot be
/// repaired by a later one: it counts until a file, a batch or a day of messages comes in after it.
async fn errors(pool: &PgPool, contact: &SchoolContact) -> Result<Vec<Task>, Fault> {
    let rows = sqlx::query!(
        r#"with open as (
               select r.delivery_id, r.appointment_number, d.received_at, d.message_day,
                      case when d.message_day is not null then d.delivered_by end as program,
                      coalesce(r.appointment_number, r.delivery_id::text || r.row_number) as record
               from delivery d
               join delivery_record r on r.delivery_id = d.id
               where d.board_number = $1
                 and d.refused_count > 0
                 and r.outcome = 'refused'
                 and r.repaired_by is null
                 and ($2::text[] is null
                      or (d.delivered_by = $3 and d.schools <@ $2)
                      or r.sent ->> 'instellingscode' = any($2))
           ),
           refused as (
               select distinct on (record)
                      delivery_id, appointment_number, received_at, message_day, program,
                      min(received_at) over (partition by record) as first_at
               from open
               order by record, received_at desc
           )
           select message_day, program,
                  case when message_day is null then delivery_id end as delivery,
                  max(received_at) as "received!", min(first_at) as "first!", count(*) as "count!"
           from refused
           where appointment_number is not null
              or message_day = (select max(message_day)
                                from delivery
                                where board_number = $1 and delivered_by = program)
              or message_day is null
                 and received_at = (select max(received_at)
                                    from delivery
                                    where board_number = $1
                                      and message_day is null
                                      and channel <> 'screen')
           group by message_day, program, delivery
           order by max(received_at) desc"#,
        contact.board().as_str(),
        contact.schools() as Option<&[String]>,
        contact.only_own(),
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let source = match (row.delivery, row.message_day, row.program) {
                (Some(id), ..) => Source::Delivery(DeliveryId(id)),
                (None, Some(day), Some(program)) => Source::Messages(Messages {
                    program,
                    day: day.to_jiff(),
                }),
                _ => return Err(Fault::broken("an error is of no delivery")),
            };
            Ok(Task {
                matter: Matter::Errors {
                    source,
                    received: dutch(row.received.to_jiff()).date(),
                    count: row.count,
                },
                due: Some(repair_term(dutch(row.first.to_jiff()).date())),
            })
        })
        .collect()
}

async fn terms(pool: &PgPool, contact: &SchoolContact, today: Date) -> Result<Vec<Task>, Fault> {
    let rows = sqlx::query!(
        r#"select a.number as "number!", a.ground_code as "ground!", a.last_day as "last_day!"
           from current_appointment a
           where a.board_number = $1
             and a.valid @> $2::date
             and not a.removed
             and a.target = 'vestibule'
             and a.last_day <= $3
             and ($4::text[] is null or a.brin = any($4))
           order by a.last_day, a.number"#,
        contact.board().as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
        horizon(today).to_sqlx() as jiff_sqlx::Date,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let ends = row.last_day.to_jiff();
            Task {
                matter: Matter::Term {
                    name: None,
                    appointment: row.number,
                    ground: grounds::name(&row.ground),
                    ends,
                },
                // Of what is shown the steps follow: see [`complete`].
                due: Some(Computed {
                    date: ends,
                    steps: Vec::new(),
                }),
            }
        })
        .collect())
}

/// Training plans that teachers entered, and the school did not confirm yet.
async fn plans(pool: &PgPool, contact: &SchoolContact) -> Result<Vec<Task>, Fault> {
    let rows = sqlx::query!(
        r#"select a.number
           from training_plan p
           join current_appointment a on a.id = p.appointment_id
           join entry e
               on e.appointment_id = a.id
               and upper_inf(e.recorded)
               and e.status <> 'removed'
           where a.board_number = $1
             and a.target = 'vestibule'
             and upper_inf(p.recorded)
             and p.entered_by = 'teacher'
             and p.confirmed_at is null
             and ($2::text[] is null or a.brin = any($2))
           order by lower(p.recorded), a.number"#,
        contact.board().as_str(),
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Task {
            matter: Matter::Plan {
                name: None,
                appointment: row.number,
            },
            due: None,
        })
        .collect())
}

async fn corrections(pool: &PgPool, contact: &SchoolContact) -> Result<Vec<Task>, Fault> {
    let open = super::corrections::open(pool, contact.board(), contact.schools(), None).await?;
    Ok(open
        .into_iter()
        .map(|correction| Task {
            due: Some(correction.due.clone()),
            matter: Matter::Correction(correction),
        })
        .collect())
}
