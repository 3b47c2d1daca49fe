//! How the work stands, for who steers: numbers, ages, terms at risk, and what is expected.

use super::cases::colleagues;
use crate::{
    System,
    audit::{self, Act, By},
    desks::Desk,
    fault::Fault,
};
use app::{
    actor::CaseWorker,
    staff::steering::{
        Absence, KindStanding, NewAbsence, Steering, WorkerStanding, desk::SteeringDesk,
    },
};
use async_trait::async_trait;
use jiff::{Span, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, case::CaseKind, notation};
use sqlx::PgConnection;
use uuid::Uuid;

/// How near the end of a term is at risk, in days.
const SOON: i64 = 14;

/// How far back is looked, in days.
const BACK: i64 = 90;

#[async_trait]
impl SteeringDesk for Desk {
    async fn steering(&self, _: &CaseWorker) -> Result<Steering, Problem> {
        Ok(steering(&self.0).await?)
    }

    async fn away(&self, worker: &CaseWorker, new: NewAbsence) -> Result<(), Problem> {
        Ok(away(&self.0, worker, &new).await?)
    }

    async fn back(&self, worker: &CaseWorker, id: Uuid) -> Result<(), Problem> {
        Ok(back(&self.0, worker, id).await?)
    }
}

async fn steering(system: &System) -> Result<Steering, Fault> {
    let today = system.clock.today();
    let soon = today.saturating_add(Span::new().days(SOON));
    let back = today.saturating_sub(Span::new().days(BACK));
    let mut conn = system.pool.acquire().await?;
    let rows = sqlx::query!(
        r#"select kind,
                  count(*) filter (where closed_at is null) as "open!",
                  count(*) filter (where closed_at is null and due_on < $1) as "late!",
                  count(*) filter (where closed_at is null and due_on between $1 and $2) as "risk!",
                  count(*) filter (
                      where state in ('completing', 'advising', 'viewing', 'hearing')
                  ) as "waiting!",
                  coalesce(max($1::date - (opened_at at time zone 'Europe/Amsterdam')::date)
                      filter (where closed_at is null), 0)::bigint as "oldest!",
                  count(*) filter (where opened_at >= $3::date) as "came!",
                  count(*) filter (where closed_at >= $3::date) as "closed!",
                  count(*) filter (
                      where closed_at >= $3::date
                        and (closed_at at time zone 'Europe/Amsterdam')::date <= due_on
                  ) as "in_time!",
                  count(*) filter (
                      where closed_at >= $3::date and state = 'decided'
                        and kind = 'reregistration' and confirmed_by is null
                  ) as "automatic!",
                  coalesce(percentile_disc(0.5) within group (
                      order by extract(day from closed_at - opened_at)
                  ) filter (where closed_at >= $3::date), 0)::bigint as "median!"
           from case_file
           group by kind"#,
        today.to_sqlx() as jiff_sqlx::Date,
        soon.to_sqlx() as jiff_sqlx::Date,
        back.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut kinds = Vec::new();
    for row in rows {
        kinds.push(KindStanding {
            kind: super::cases::kind(&row.kind)?,
            open: row.open,
            late: row.late,
            at_risk: row.risk,
            waiting: row.waiting,
            oldest: row.oldest,
            came: row.came,
            closed: row.closed,
            in_time: row.in_time,
            automatic: row.automatic,
            median: row.median,
        });
    }
    kinds.sort_by_key(|standing| CaseKind::ALL.iter().position(|kind| *kind == standing.kind));
    let mut workers = Vec::new();
    for (subject, name) in colleagues::all(&mut conn).await? {
        let row = sqlx::query!(
            r#"select count(*) as "open!", count(*) filter (where due_on <= $2) as "risk!"
               from case_file
               where worker = $1 and closed_at is null"#,
            subject,
            soon.to_sqlx() as jiff_sqlx::Date,
        )
        .fetch_one(&mut *conn)
        .await?;
        workers.push(WorkerStanding {
            open: row.open,
            at_risk: row.risk,
            away: absences(&mut conn, &subject, today).await?,
            subject,
            name,
        });
    }
    let persons =
        sqlx::query_scalar!("select distinct person_id from current_appointment where confirmed")
            .fetch_all(&mut *conn)
            .await?;
    let year = today.saturating_add(Span::new().years(1));
    let terms = crate::desks::teacher::terms(&mut conn, &persons).await?;
    let ends = terms.values().filter(|term| term.term.last <= year);
    Ok(Steering {
        kinds,
        workers,
        to_come: i64::try_from(ends.count()).unwrap_or(i64::MAX),
        today,
    })
}

/// When this person is away, today or later.
async fn absences(
    conn: &mut PgConnection,
    subject: &str,
    today: Date,
) -> Result<Vec<Absence>, Fault> {
    let rows = sqlx::query!(
        r#"select id, lower(days) as "from!", upper(days) - 1 as "until!"
           from staff_absence
           where subject = $1 and upper(days) > $2::date
           order by days"#,
        subject,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(conn)
    .await?;
    let absences = rows.into_iter().map(|row| Absence {
        id: row.id,
        from: row.from.to_jiff(),
        until: row.until.to_jiff(),
    });
    Ok(absences.collect())
}

async fn away(system: &System, worker: &CaseWorker, new: &NewAbsence) -> Result<(), Fault> {
    let today = system.clock.today();
    let typed = [&new.until_day, &new.until_month, &new.until_year].map(|part| part.trim());
    let until = notation::parse_date(&typed.join("-"));
    let typed = [&new.from_day, &new.from_month, &new.from_year].map(|part| part.trim());
    let from = if typed.iter().all(|part| part.is_empty()) {
        Some(today)
    } else {
        notation::parse_date(&typed.join("-"))
    };
    let mut tx = system.pool.begin().await?;
    let mut errors = Vec::new();
    if !colleagues::is_one(&mut tx, &new.subject).await? {
        errors.push(FieldError::new("subject", "Kies een collega"));
    }
    match from {
        None => errors.push(FieldError::new("from", "Vul een datum in die bestaat")),
        Some(day) if day < today => {
            errors.push(FieldError::new("from", "Kies vandaag of een dag daarna"));
        }
        Some(_) => {}
    }
    match until {
        None => errors.push(FieldError::new("until", "Vul een datum in die bestaat")),
        Some(day) if from.is_some_and(|from| day < from) => {
            let message = "Kies de eerste dag van de afwezigheid of een dag daarna";
            errors.push(FieldError::new("until", message));
        }
        Some(_) => {}
    }
    let (Some(from), Some(until), []) = (from, until, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let now = system.clock.now_stored();
    sqlx::query!(
        "insert into staff_absence (id, subject, days, entered_by, entered_at)
         values ($1, $2, daterange($3, $4, '[]'), $5, $6)",
        Uuid::now_v7(),
        new.subject,
        from.to_sqlx() as jiff_sqlx::Date,
        until.to_sqlx() as jiff_sqlx::Date,
        worker.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::StaffAway {
        subject: new.subject.clone(),
        from,
        until,
    };
    audit::record(&mut tx, now, By::Staff(worker.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

async fn back(system: &System, worker: &CaseWorker, id: Uuid) -> Result<(), Fault> {
    let today = system.clock.today();
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let absence = sqlx::query!(
        r#"select subject, lower(days) as "from!", upper(days) - 1 as "until!"
           from staff_absence
           where id = $1 and upper(days) > $2::date
           for update"#,
        id,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let from = absence.from.to_jiff();
    if from >= today {
        // Nothing of it happened: the audit trail keeps what it was.
        sqlx::query!("delete from staff_absence where id = $1", id)
            .execute(&mut *tx)
            .await?;
    } else {
        sqlx::query!(
            "update staff_absence
             set days = daterange(lower(days), $2), ended_by = $3, ended_at = $4
             where id = $1",
            id,
            today.to_sqlx() as jiff_sqlx::Date,
            worker.staff().subject(),
            now.to_sqlx() as jiff_sqlx::Timestamp,
        )
        .execute(&mut *tx)
        .await?;
    }
    let act = Act::StaffBack {
        subject: absence.subject,
        from,
        until: absence.until.to_jiff(),
    };
    audit::record(&mut tx, now, By::Staff(worker.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
