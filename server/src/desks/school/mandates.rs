//! The mandates with which a board lets programs and offices deliver, each from a day and until one.

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::SchoolContact,
    school::mandates::{Mandate, Mandates, NewMandate, Supplier},
};
use jiff::{Span, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, conformance::MAJOR, notation};
use uuid::Uuid;

/// Who may deliver for the board today or will, and who else could.
pub async fn list(system: &System, contact: &SchoolContact) -> Result<Mandates, Fault> {
    let today = system.clock.today();
    let rows = sqlx::query!(
        r#"select s.id, s.name, s.oin, c.certified,
                  lower(m.valid) as "since?", upper(m.valid) as "before?", m.people as "people?"
           from supplier s
           left join lateral (
               select min(issued_on) as certified
               from conformance_certificate
               where supplier_id = s.id and major = $3
           ) c on true
           left join mandate m
               on m.supplier_id = s.id
               and m.board_number = $1
               and (upper_inf(m.valid) or upper(m.valid) > $2::date)
           order by s.name, s.oin, lower(m.valid)"#,
        contact.board().as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
        MAJOR,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut mandates = Mandates::default();
    for row in rows {
        let supplier = Supplier {
            id: row.id,
            name: row.name,
            certified: row.certified.map(jiff_sqlx::Date::to_jiff),
        };
        let until = row.before.map(|before| day_before(before.to_jiff()));
        // The rows of a supplier stand together, the last mandate last.
        mandates.others.retain(|other| other.id != supplier.id);
        if let Some(since) = row.since {
            let from = since.to_jiff();
            mandates.given.push(Mandate {
                supplier: supplier.clone(),
                oin: row.oin,
                from,
                until,
                announced: from > today,
                people: row.people.unwrap_or_default(),
            });
        }
        if row.since.is_none() || until.is_some() {
            mandates.others.push(supplier);
        }
    }
    Ok(mandates)
}

/// Lets a supplier deliver from the first day to the last.
///
/// # Errors
/// 422 when there is no such supplier, a date is wrong, or it has a mandate in that period.
pub async fn grant(
    system: &System,
    contact: &SchoolContact,
    new: &NewMandate,
) -> Result<(), Fault> {
    let at = |field, message: &str| Problem::invalid(vec![FieldError::new(field, message)]);
    let supplier = async {
        let id: Uuid = new.supplier.parse().ok()?;
        let found = sqlx::query_scalar!("select id from supplier where id = $1", id);
        Some(found.fetch_optional(&system.pool).await)
    };
    let supplier = supplier.await.transpose()?.flatten();
    let (supplier, period) = match (supplier, read(new, system.clock.today())) {
        (Some(supplier), Ok(period)) => (supplier, period),
        (supplier, period) => {
            let mut errors = period.err().unwrap_or_default();
            if supplier.is_none() {
                let message = "Kies een leverancier uit de lijst";
                errors.insert(0, FieldError::new("supplier", message));
            }
            return Err(Problem::invalid(errors).into());
        }
    };
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let granted = sqlx::query!(
        "insert into mandate (board_number, supplier_id, valid, granted_by, granted_at, people)
         select $1, $2, daterange($3, $4, '[]'), $5, $6, $7
         where not exists (
             select
             from mandate
             where board_number = $1 and supplier_id = $2 and valid && daterange($3, $4, '[]')
         )",
        contact.board().as_str(),
        supplier,
        period.from.to_sqlx() as jiff_sqlx::Date,
        period.until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        contact.pseudonym(),
        now.to_sqlx(),
        new.lets_people(),
    )
    .execute(&mut *tx)
    .await?;
    if granted.rows_affected() == 0 {
        let message = "Deze leverancier heeft al een machtiging in deze periode";
        return Err(at("from", message).into());
    }
    let act = Act::MandateGranted {
        supplier,
        from: period.from,
        until: period.until,
        people: new.lets_people(),
    };
    let board = Some(contact.board());
    audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a mandate today: from now on nothing is taken in with it. One that was announced, or given
/// today, has no day left on which it held; the audit trail keeps both.
///
/// # Errors
/// 404 when there is no such supplier or day.
pub async fn end(
    system: &System,
    contact: &SchoolContact,
    supplier: &str,
    from: &str,
) -> Result<(), Fault> {
    let supplier: Uuid = supplier.parse().map_err(|_| Problem::not_found())?;
    let from: Date = from.parse().map_err(|_| Problem::not_found())?;
    let now = system.clock.now_stored();
    let today = system.clock.today().to_sqlx();
    let mut tx = system.pool.begin().await?;
    let ended = sqlx::query!(
        "update mandate
         set valid = daterange(lower(valid), $3)
         where board_number = $1 and supplier_id = $2
           and lower(valid) = $4
           and valid @> $3::date and lower(valid) < $3",
        contact.board().as_str(),
        supplier,
        today as jiff_sqlx::Date,
        from.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *tx)
    .await?;
    let undone = sqlx::query!(
        "delete from mandate
         where board_number = $1 and supplier_id = $2
           and lower(valid) = $4
           and lower(valid) >= $3",
        contact.board().as_str(),
        supplier,
        today as jiff_sqlx::Date,
        from.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *tx)
    .await?;
    if ended.rows_affected() + undone.rows_affected() > 0 {
        let act = Act::MandateEnded { supplier, from };
        let board = Some(contact.board());
        audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// From when until when.
#[derive(Debug, PartialEq, Eq)]
struct Period {
    from: Date,
    until: Option<Date>,
}

/// The period that was filled in, or all that is wrong with it.
fn read(new: &NewMandate, today: Date) -> Result<Period, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut day = |field, text: &str| {
        let text = text.trim();
        let day = notation::parse_date(text);
        if day.is_none() && !text.is_empty() {
            let message = "Vul een datum in die bestaat, bijvoorbeeld 01-01-2027";
            errors.push(FieldError::new(field, message));
        }
        day
    };
    let (from, until) = (day("from", &new.from), day("until", &new.until));
    if from.is_some_and(|from| from < today) {
        let message = "Kies vandaag of een dag die nog komt";
        errors.push(FieldError::new("from", message));
    }
    let period = Period {
        from: from.unwrap_or(today),
        until,
    };
    if until.is_some_and(|until| until < period.from) {
        let message = "Kies een laatste dag die niet voor de eerste ligt";
        errors.push(FieldError::new("until", message));
    }
    if errors.is_empty() {
        Ok(period)
    } else {
        Err(errors)
    }
}

fn day_before(day: Date) -> Date {
    day.saturating_sub(Span::new().days(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read_both(from: &str, until: &str) -> Result<Period, Vec<String>> {
        let new = NewMandate {
            from: from.to_owned(),
            until: until.to_owned(),
            ..NewMandate::default()
        };
        read(&new, date(2026, 11, 23))
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_mandate_begins_today_and_has_no_end_unless_it_says_so() {
        let period = |from, until| Ok(Period { from, until });
        assert_eq!(read_both("", " "), period(date(2026, 11, 23), None));
        assert_eq!(
            read_both("01-01-2027", "2027-12-31"),
            period(date(2027, 1, 1), Some(date(2027, 12, 31)))
        );
        assert_eq!(
            read_both("", "23-11-2026"),
            period(date(2026, 11, 23), Some(date(2026, 11, 23))),
            "one day is a period too"
        );
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let wrong = |fields: &[&str]| Err(fields.iter().map(ToString::to_string).collect());
        assert_eq!(read_both("22-11-2026", ""), wrong(&["from"]));
        assert_eq!(read_both("01-01-2027", "31-12-2026"), wrong(&["until"]));
        assert_eq!(read_both("morgen", "30-02-2027"), wrong(&["from", "until"]));
    }
}
