//! What a board has to do: errors of deliveries, terms that end, reports of teachers.

use super::grounds;
use crate::{System, clock::dutch, fault::Fault};
use app::school::tasks::{Matter, Task, TaskList};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    ground::horizon,
    identifier::{BoardNumber, DeliveryId},
};
use sqlx::PgPool;

/// Everything that waits for the board, the most urgent first.
pub async fn list(system: &System, board: &BoardNumber) -> Result<TaskList, Fault> {
    let today = system.clock.today();
    let mut tasks = errors(&system.pool, board).await?;
    tasks.extend(terms(&system.pool, board, today).await?);
    tasks.extend(corrections(&system.pool, board).await?);
    tasks.sort_by_key(|task| task.due.unwrap_or(Date::MIN));
    // Never urgent, so after all that is.
    let contacts = super::contacts::list(system, board).await?;
    if contacts.is_due {
        tasks.push(Task {
            matter: Matter::Contacts {
                confirmed: contacts.confirmed,
            },
            due: None,
        });
    }
    Ok(TaskList { today, tasks })
}

/// Refused records that wait for a right one. Of an appointment that was refused more than once
/// only the last record counts. A record that does not say which appointment it is of cannot be
/// repaired by a later one: it counts until the board delivers again.
async fn errors(pool: &PgPool, board: &BoardNumber) -> Result<Vec<Task>, Fault> {
    let rows = sqlx::query!(
        r#"with refused as (
               select distinct on (coalesce(r.appointment_number,
                                            r.delivery_id::text || r.row_number))
                      r.delivery_id, r.appointment_number, d.received_at
               from delivery_record r
               join delivery d on d.id = r.delivery_id
               where d.board_number = $1
                 and r.outcome = 'refused'
                 and r.repaired_by is null
               order by coalesce(r.appointment_number, r.delivery_id::text || r.row_number),
                        d.received_at desc
           )
           select delivery_id as "delivery!", received_at as "received!", count(*) as "count!"
           from refused
           where appointment_number is not null
              or received_at = (select max(received_at) from delivery where board_number = $1)
           group by delivery_id, received_at
           order by received_at desc"#,
        board.as_str(),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let received = dutch(row.received.to_jiff()).date();
            Task {
                matter: Matter::Errors {
                    delivery: DeliveryId(row.delivery),
                    received,
                    count: row.count,
                },
                due: None,
            }
        })
        .collect())
}

async fn terms(pool: &PgPool, board: &BoardNumber, today: Date) -> Result<Vec<Task>, Fault> {
    let rows = sqlx::query!(
        r#"select a.number as "number!", a.ground_code as "ground!", a.last_day as "last_day!",
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name
           from current_appointment a
           left join person_details d
               on d.person_id = a.person_id
               and upper_inf(d.recorded)
           where a.board_number = $1
             and a.valid @> $2::date
             and a.target = 'vestibule'
             and a.last_day <= $3
           order by a.last_day, a.number"#,
        board.as_str(),
        today.to_sqlx(),
        horizon(today).to_sqlx(),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let ends = row.last_day.to_jiff();
            Task {
                matter: Matter::Term {
                    name: row.name,
                    appointment: row.number,
                    ground: grounds::name(&row.ground),
                    ends,
                },
                due: Some(ends),
            }
        })
        .collect())
}

async fn corrections(pool: &PgPool, board: &BoardNumber) -> Result<Vec<Task>, Fault> {
    let open = super::corrections::open(pool, board, None).await?;
    Ok(open
        .into_iter()
        .map(|correction| Task {
            due: Some(correction.due),
            matter: Matter::Correction(correction),
        })
        .collect())
}
