//! One appointment on the screen: what the form begins with, and the way into the register, which
//! is that of every delivery.

use super::records;
use crate::{
    System,
    audit::{self, Act, By},
    delivery::{self, Channel, SEALED_BSN, Sender},
    fault::Fault,
};
use app::{
    actor::SchoolContact,
    school::appointment::{
        AppointmentForm, Entered, Facts, Occasion, OwnSchool, field_of, words_of,
    },
};
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use shared::{
    FieldError, Problem,
    delivery::{CsvRow, Finding, MessageKind, Outcome, Record, Severity},
    identifier::{BoardNumber, Brin, DeliveryId, LocationCode},
    sector::Sector,
};
use sqlx::PgPool;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record that was sent before.
pub(super) struct Before {
    pub(super) sent: Entered,
    pub(super) bsn: Option<String>,
    name: Option<String>,
    findings: Vec<Finding>,
    /// The version that comes next.
    pub(super) next: u32,
}

/// The form with what is known.
///
/// # Errors
/// 404 when the board has no such appointment or no such refused record.
pub async fn form(
    system: &System,
    contact: &SchoolContact,
    occasion: Occasion,
) -> Result<AppointmentForm, Fault> {
    let board = contact.board();
    let before = before(system, contact, &occasion).await?;
    let mut known = before.sent;
    known.set("versie", before.next.to_string());
    // A new message: sent twice by accident, it counts once.
    known.set(
        "identificatiecodeBedrijfsdocument",
        Uuid::now_v7().to_string(),
    );
    if occasion == Occasion::New {
        known.set("benoemingvolgnummer", free_number(system, board).await?);
    }
    let schools = schools(system, contact).await?;
    let aid = records::aid(
        known.fields(),
        sector(&known, &schools),
        system.clock.today(),
    );
    Ok(AppointmentForm {
        aid,
        known,
        bsn: before.bsn.as_deref().map(masked),
        name: before.name,
        findings: before.findings.into_iter().map(records::finding).collect(),
        facts: Facts {
            now: system.clock.now(),
            today: system.clock.today(),
            board: board.clone(),
            schools,
        },
        removal_document: Uuid::now_v7(),
        occasion,
    })
}

/// The sector of the school of an appointment; before it is chosen, that of all schools of the board
/// when there is one.
fn sector(known: &Entered, schools: &[OwnSchool]) -> Option<&'static str> {
    let chosen = known.value("instellingscode");
    let mut sectors: Vec<Sector> = schools
        .iter()
        .filter(|school| chosen.is_empty() || school.brin.as_str() == chosen)
        .map(|school| school.sector)
        .collect();
    sectors.dedup();
    match sectors[..] {
        [sector] => Some(sector.code()),
        _ => None,
    }
}

/// Delivers what was filled in.
///
/// # Errors
/// 404 when the board has no such appointment or record; 409 when a newer state came in between;
/// 422 with what is wrong, at the fields.
pub async fn deliver(
    system: &System,
    contact: &SchoolContact,
    entered: &Entered,
) -> Result<DeliveryId, Fault> {
    let board = contact.board();
    let occasion = entered.occasion().ok_or_else(Problem::not_found)?;
    let before = before(system, contact, &occasion).await?;
    let record = Record::from(entered.record(board, &before.sent, before.bsn.as_deref()));
    let sender = Sender {
        channel: Channel::Screen,
        ..contact.into()
    };
    // What is wrong is told and not kept: only what is right becomes a delivery.
    let (outcome, findings) = delivery::try_out(system, sender.clone(), &record).await?;
    accept(&occasion, outcome, findings)?;
    let taken = delivery::take_one(system, sender, &record).await?;
    accept(&occasion, taken.outcome, taken.findings)?;
    if let Occasion::Repair(delivery, row) = occasion {
        repaired(system, contact, delivery, row, taken.delivery).await?;
    }
    Ok(taken.delivery)
}

/// Deletes an appointment that was sent by mistake. One that is gone already is no mistake: the same
/// form may come twice.
///
/// # Errors
/// 404 when the board never had it; 409 when a newer state came in between; 422 with what is wrong,
/// at the fields.
pub async fn remove(
    system: &System,
    contact: &SchoolContact,
    entered: &Entered,
) -> Result<DeliveryId, Fault> {
    let board = contact.board();
    let number = entered.value("benoemingvolgnummer").to_owned();
    let known = sqlx::query_scalar!(
        r#"select exists (
               select from appointment where board_number = $1 and number = $2
           ) as "exists!""#,
        board.as_str(),
        number,
    )
    .fetch_one(&system.pool)
    .await?;
    if !known {
        return Err(Problem::not_found().into());
    }
    let record = Record {
        kind: MessageKind::Removal,
        row: entered.removal(board),
    };
    let sender = Sender {
        channel: Channel::Screen,
        ..contact.into()
    };
    let occasion = Occasion::Change(number);
    let (outcome, findings) = delivery::try_out(system, sender.clone(), &record).await?;
    accept(&occasion, outcome, findings)?;
    let taken = delivery::take_one(system, sender, &record).await?;
    accept(&occasion, taken.outcome, taken.findings)?;
    Ok(taken.delivery)
}

/// Goes on when the record was right.
fn accept(occasion: &Occasion, outcome: Outcome, findings: Vec<Finding>) -> Result<(), Problem> {
    match outcome {
        Outcome::New | Outcome::Changed | Outcome::Unchanged => Ok(()),
        Outcome::OlderIgnored if *occasion == Occasion::New => {
            Err(Problem::invalid(vec![FieldError::new(
                "benoemingvolgnummer",
                "Dit nummer heeft al een andere benoeming. Kies een ander nummer.",
            )]))
        }
        Outcome::OlderIgnored => Err(Problem::conflict("Deze benoeming is intussen gewijzigd")
            .with_detail("Open de benoeming opnieuw. Dan zie je wat er nu staat.")),
        Outcome::Refused => Err(Problem::invalid(
            findings
                .into_iter()
                .filter(|finding| finding.severity() == Severity::Error)
                .map(|finding| FieldError::new(field_of(&finding.field), words_of(&finding)))
                .collect(),
        )),
    }
}

/// What is known of the appointment, with the BSN in clear: it must not leave the server but in a
/// delivery.
pub(super) async fn before(
    system: &System,
    contact: &SchoolContact,
    occasion: &Occasion,
) -> Result<Before, Fault> {
    let found = match occasion {
        Occasion::New => {
            return Ok(Before {
                sent: Entered::default(),
                bsn: None,
                name: None,
                findings: Vec::new(),
                next: 1,
            });
        }
        Occasion::Change(number) => delivered(&system.pool, contact, number).await?,
        Occasion::Repair(delivery, row) => refused(&system.pool, contact, *delivery, *row).await?,
    };
    let found = found.ok_or_else(Problem::not_found)?;
    let bsn = found
        .bsn_encrypted
        .map(|sealed| system.vault.open(SEALED_BSN, &sealed))
        .transpose()?
        .map(|bsn| String::from_utf8_lossy(&bsn).into_owned());
    let name = records::sent_name(&found.sent).or(found.known_name);
    let fields: BTreeMap<String, String> = serde_json::from_value(found.sent)?;
    let sent = Entered::of_record(fields);
    let known = u32::try_from(found.version.unwrap_or_default()).map_err(Fault::broken)?;
    let named = match occasion {
        Occasion::Repair(..) => sent.value("versie").parse().unwrap_or_default(),
        Occasion::New | Occasion::Change(_) => 0,
    };
    Ok(Before {
        next: if named > known { named } else { known + 1 },
        sent,
        bsn,
        name,
        findings: serde_json::from_value(found.findings)?,
    })
}

struct Found {
    sent: Value,
    bsn_encrypted: Option<Vec<u8>>,
    findings: Value,
    version: Option<i32>,
    known_name: Option<String>,
}

/// The record that a board delivered last of an appointment that was not removed.
async fn delivered(
    pool: &PgPool,
    contact: &SchoolContact,
    number: &str,
) -> Result<Option<Found>, Fault> {
    Ok(sqlx::query_as!(
        Found,
        r#"select r.sent, r.bsn_encrypted, '[]'::jsonb as "findings!",
                  greatest(a.last_version, v.version) as version,
                  p.initials || ' ' || coalesce(p.prefix || ' ', '') || p.family_name as known_name
           from appointment a
           join appointment_version v
               on v.appointment_id = a.id
               and upper_inf(v.recorded)
               and not v.removed
           join delivery_record r
               on r.delivery_id = v.delivery_id
               and r.appointment_number = a.number
               and r.outcome in ('new', 'changed')
           left join person_details p
               on p.person_id = a.person_id
               and upper_inf(p.recorded)
           where a.board_number = $1
             and a.number = $2
             and ($3::text[] is null or v.brin = any($3))
           order by r.row_number desc
           limit 1"#,
        contact.board().as_str(),
        number,
        contact.schools() as Option<&[String]>,
    )
    .fetch_optional(pool)
    .await?)
}

/// A record that was refused and still waits for a right one; not a removal, which is put right at the
/// appointment.
async fn refused(
    pool: &PgPool,
    contact: &SchoolContact,
    delivery: DeliveryId,
    row: i32,
) -> Result<Option<Found>, Fault> {
    Ok(sqlx::query_as!(
        Found,
        r#"select r.sent, r.bsn_encrypted, r.findings,
                  greatest(a.last_version, v.version) as version,
                  p.initials || ' ' || coalesce(p.prefix || ' ', '') || p.family_name as known_name
           from delivery_record r
           join delivery d on d.id = r.delivery_id
           left join appointment a
               on a.board_number = d.board_number
               and a.number = r.appointment_number
           left join appointment_version v
               on v.appointment_id = a.id
               and upper_inf(v.recorded)
           left join person_details p
               on p.person_id = a.person_id
               and upper_inf(p.recorded)
           where r.delivery_id = $1
             and r.row_number = $2
             and d.board_number = $3
             and r.kind = 'appointment'
             and r.outcome = 'refused'
             and r.repaired_by is null
             and ($4::text[] is null
                  or (d.delivered_by = $5 and d.schools <@ $4)
                  or r.sent ->> 'instellingscode' = any($4))"#,
        delivery.0,
        row,
        contact.board().as_str(),
        contact.schools() as Option<&[String]>,
        contact.only_own(),
    )
    .fetch_optional(pool)
    .await?)
}

/// Marks a refused record as put right by another delivery. That one did so itself when the number
/// of the appointment was right; here it is told when the number was what was wrong.
async fn repaired(
    system: &System,
    contact: &SchoolContact,
    delivery: DeliveryId,
    row: i32,
    by: DeliveryId,
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "update delivery_record
         set repaired_by = coalesce(repaired_by, $3)
         where delivery_id = $1 and row_number = $2 and outcome = 'refused'",
        delivery.0,
        row,
        by.0,
    )
    .execute(&mut *tx)
    .await?;
    audit::record(
        &mut tx,
        system.clock.now(),
        By::School(contact),
        None,
        Some(contact.board()),
        &Act::RecordRepaired { delivery, row, by },
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A number that the board did not use yet: the year and the next number of that year.
async fn free_number(system: &System, board: &BoardNumber) -> Result<String, Fault> {
    let year = system.clock.today().year();
    let next = sqlx::query_scalar!(
        r#"select coalesce(max(substring(number from '^\d{4}-(\d{6})$')::integer), 0) + 1 as "next!"
           from appointment
           where board_number = $1 and number like $2 || '-%'"#,
        board.as_str(),
        year.to_string(),
    )
    .fetch_one(&system.pool)
    .await?;
    Ok(format!("{year}-{next:06}"))
}

/// The schools that the board has today with their locations, as far as the contact reaches.
async fn schools(system: &System, contact: &SchoolContact) -> Result<Vec<OwnSchool>, Fault> {
    let rows = sqlx::query!(
        r#"select s.brin, s.name, b.sector, l.code as "code?", l.name as "location?"
           from school s
           join school_board b on b.brin = s.brin
           left join location l on l.brin = s.brin
           where b.board_number = $1
             and b.valid @> $2::date
             and ($3::text[] is null or s.brin = any($3))
           order by s.name, s.brin, l.name, l.code"#,
        contact.board().as_str(),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut schools: Vec<OwnSchool> = Vec::new();
    for row in rows {
        let brin = Brin::parse(&row.brin).map_err(Fault::broken)?;
        if schools.last().is_none_or(|last| last.brin != brin) {
            schools.push(OwnSchool {
                brin,
                name: row.name,
                sector: Sector::parse(&row.sector)
                    .ok_or_else(|| Fault::broken("a school has an unknown sector"))?,
                locations: Vec::new(),
            });
        }
        if let Some((code, name)) = row.code.zip(row.location)
            && let Some(school) = schools.last_mut()
        {
            let code = LocationCode::parse(&code).map_err(Fault::broken)?;
            school.locations.push((code, name));
        }
    }
    Ok(schools)
}

/// A BSN as a page may show it.
fn masked(bsn: &str) -> String {
    let row = CsvRow {
        fields: vec![("burgerservicenummer".to_owned(), bsn.to_owned())],
        ..CsvRow::default()
    };
    let fields = row.masked_fields();
    fields.into_iter().map(|(_, masked)| masked).collect()
}
