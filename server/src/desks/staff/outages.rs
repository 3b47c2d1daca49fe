//! When the register could not be reached.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::Desk,
    fault::Fault,
};
use app::{
    actor::Officer,
    staff::outages::{NewOutage, Silence, desk::OutageDesk},
};
use async_trait::async_trait;
use jiff::{
    Timestamp,
    civil::{DateTime, Time},
    tz::TimeZone,
};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, notation};

/// The most characters of a reason.
const LONGEST: usize = 1_000;

#[async_trait]
impl OutageDesk for Desk {
    async fn outages(&self, _: &Officer) -> Result<Vec<Silence>, Problem> {
        Ok(outages(&self.0).await?)
    }

    async fn enter(&self, officer: &Officer, new: NewOutage) -> Result<(), Problem> {
        Ok(enter(&self.0, officer, &new).await?)
    }
}

async fn outages(system: &System) -> Result<Vec<Silence>, Fault> {
    let rows = sqlx::query!("select from_at, until_at, reason from outage order by from_at desc")
        .fetch_all(&system.pool)
        .await?;
    let silences = rows.into_iter().map(|row| Silence {
        from: dutch(row.from_at.to_jiff()),
        until: dutch(row.until_at.to_jiff()),
        reason: row.reason,
    });
    Ok(silences.collect())
}

/// A moment as it was typed, with what is wrong of it under the name of its field.
fn moment(
    field: &'static str,
    typed: [&str; 3],
    (time_field, time): (&'static str, &str),
    errors: &mut Vec<FieldError>,
) -> Option<(DateTime, Timestamp)> {
    let day = notation::parse_date(&typed.map(str::trim).join("-"));
    if day.is_none() {
        errors.push(FieldError::new(field, "Vul een datum in die bestaat"));
    }
    let time = Time::strptime("%H:%M", time.trim().replace('.', ":")).ok();
    if time.is_none() {
        let message = "Vul een tijd in, zoals 14:30";
        errors.push(FieldError::new(time_field, message));
    }
    let at = day?.to_datetime(time?);
    let zoned = at.to_zoned(TimeZone::get("Europe/Amsterdam").ok()?).ok()?;
    Some((at, zoned.timestamp()))
}

async fn enter(system: &System, officer: &Officer, new: &NewOutage) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut errors = Vec::new();
    let from = moment(
        "from",
        [&new.from_day, &new.from_month, &new.from_year],
        ("from_time", &new.from_time),
        &mut errors,
    );
    let until = moment(
        "until",
        [&new.until_day, &new.until_month, &new.until_year],
        ("until_time", &new.until_time),
        &mut errors,
    );
    if let (Some((_, from)), Some((_, until))) = (from, until) {
        if until <= from {
            let message = "Kies een moment na het begin";
            errors.push(FieldError::new("until_time", message));
        } else if until > now {
            let message = "Meld de storing als ze voorbij is";
            errors.push(FieldError::new("until", message));
        }
    }
    let reason = new.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST {
        let message = "Schrijf in ten hoogste 1.000 tekens wat er aan de hand was";
        errors.push(FieldError::new("reason", message));
    }
    let (Some((from, from_at)), Some((until, until_at)), []) = (from, until, errors.as_slice())
    else {
        return Err(Problem::invalid(errors).into());
    };
    let mut tx = system.pool.begin().await?;
    let entered = sqlx::query!(
        "insert into outage (from_at, until_at, reason, entered_by, entered_at)
         values ($1, $2, $3, $4, $5)
         on conflict (from_at) do nothing",
        from_at.to_sqlx() as jiff_sqlx::Timestamp,
        until_at.to_sqlx() as jiff_sqlx::Timestamp,
        reason,
        officer.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    if entered.rows_affected() == 0 {
        let message = "Er is al een storing die op dat moment begon";
        return Err(Problem::conflict(message).into());
    }
    let act = Act::OutageEntered {
        from,
        until,
        reason: reason.to_owned(),
    };
    audit::record(&mut tx, now, By::Staff(officer.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
