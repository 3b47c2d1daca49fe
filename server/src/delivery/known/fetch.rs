//! The questions: one of each kind, for all that many records name.

use super::{
    KnownAppointment, KnownDetails, KnownDocument, KnownPerson, KnownPlacement, Period,
    SchoolPeriod,
};
use crate::{entry, fault::Fault};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use shared::{
    authority::Outcome,
    delivery::{AppointmentNumber, KnownPeriod, KnownSchool, OtherAppointment, Sent},
    identifier::{BoardNumber, Brin, DeliveryId, LocationCode, PersonId},
    sector::Sector,
    subject::SubjectTable,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// How long a board may take to deliver all it has, in days.
const FIRST_DAYS: i64 = 30;

pub(super) async fn boards(
    conn: &mut PgConnection,
    asked: &[String],
) -> Result<HashMap<String, Vec<Period>>, Fault> {
    let rows = sqlx::query!(
        r#"select number, lower(period) as valid_from, upper(period) as valid_before
           from board
           cross join unnest(valid) as period
           where number = any($1)"#,
        asked,
    )
    .fetch_all(conn)
    .await?;
    let mut boards: HashMap<String, Vec<Period>> = HashMap::new();
    for row in rows {
        boards.entry(row.number).or_default().push(Period {
            from: row.valid_from.map(jiff_sqlx::Date::to_jiff),
            before: row.valid_before.map(jiff_sqlx::Date::to_jiff),
        });
    }
    Ok(boards)
}

/// A board of the sandbox is examined on the notices about what comes late, so it gets them at once.
pub(super) async fn delivers_lately(
    conn: &mut PgConnection,
    board: &BoardNumber,
    now: Timestamp,
) -> Result<bool, Fault> {
    let before = now - SignedDuration::from_hours(24 * FIRST_DAYS);
    Ok(sqlx::query_scalar!(
        r#"select not exists (
                      select
                      from delivery
                      where board_number = $1
                        and received_at < $2
                        and new_count + changed_count > 0
                  )
                  and not exists (select from sandbox_board where board_number = $1)
                  as "lately!""#,
        board.as_str(),
        before.to_sqlx(),
    )
    .fetch_one(conn)
    .await?)
}

pub(super) async fn schools(
    conn: &mut PgConnection,
    asked: &[String],
) -> Result<HashMap<String, Vec<SchoolPeriod>>, Fault> {
    let rows = sqlx::query!(
        r#"select s.brin, s.name, b.board_number, b.sector,
                  lower(b.valid) as valid_from, upper(b.valid) as valid_before,
                  (select coalesce(array_agg(l.code), '{}')
                   from location l
                   where l.brin = s.brin) as "locations!"
           from school s
           join school_board b on b.brin = s.brin
           where s.brin = any($1)"#,
        asked,
    )
    .fetch_all(conn)
    .await?;
    let mut schools: HashMap<String, Vec<SchoolPeriod>> = HashMap::new();
    for row in rows {
        let locations = row.locations.iter().map(|code| LocationCode::parse(code));
        let period = SchoolPeriod {
            period: Period {
                from: row.valid_from.map(jiff_sqlx::Date::to_jiff),
                before: row.valid_before.map(jiff_sqlx::Date::to_jiff),
            },
            school: KnownSchool {
                board: BoardNumber::parse(&row.board_number).map_err(Fault::broken)?,
                sector: Sector::parse(&row.sector)
                    .ok_or_else(|| Fault::broken("a school has an unknown sector"))?,
                name: row.name,
                locations: locations.collect::<Result<_, _>>().map_err(Fault::broken)?,
            },
        };
        schools.entry(row.brin).or_default().push(period);
    }
    Ok(schools)
}

pub(super) async fn people(
    conn: &mut PgConnection,
    asked: &[Vec<u8>],
) -> Result<HashMap<Vec<u8>, KnownPerson>, Fault> {
    let rows = sqlx::query!(
        r#"select v.bsn_index, p.id, p.birth_date, l.outcome as "lookup?",
                  d.source as "source?", d.first_names as "first_names?", d.prefix,
                  d.family_name as "family_name?",
                  concat_ws(' ', d.street, d.house_number) as "address!",
                  d.postcode, d.place, d.deceased_on
           from bsn_vault v
           join person p on p.id = v.person_id
           left join person_lookup l on l.person_id = p.id
           left join person_details d
               on d.person_id = p.id
               and upper_inf(d.recorded)
           where v.bsn_index = any($1)"#,
        asked,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let details = row.source.zip(row.first_names).zip(row.family_name).map(
                |((source, first_names), family_name)| KnownDetails {
                    source,
                    first_names,
                    prefix: row.prefix,
                    family_name,
                    address: Some(row.address).filter(|address| !address.is_empty()),
                    postcode: row.postcode,
                    place: row.place,
                    deceased_on: row.deceased_on.map(jiff_sqlx::Date::to_jiff),
                },
            );
            let person = KnownPerson {
                id: PersonId(row.id),
                birth_date: row.birth_date.map(jiff_sqlx::Date::to_jiff),
                lookup: row.lookup,
                details,
            };
            (row.bsn_index, person)
        })
        .collect())
}

pub(super) async fn appointments(
    conn: &mut PgConnection,
    board: &BoardNumber,
    asked: &[String],
) -> Result<HashMap<String, KnownAppointment>, Fault> {
    let rows = sqlx::query!(
        r#"select a.number, a.id, a.person_id,
                  greatest(a.last_version, v.version) as "version!",
                  v.content_hash, v.ground_code, v.removed, v.brin,
                  lower(v.valid) as "begins!", upper(v.valid) - 1 as ends, v.ground_start,
                  v.extension, v.teaching_fields, v.school_years,
                  p.target, p.maximum_date, p.reason, p.article, p.table_version,
                  p.decision_id is not null as "is_decided!",
                  e.status as "entry?", e.cause,
                  exists (
                      select
                      from correction_request c
                      where c.appointment_id = a.id and c.answered_at is null
                  ) as "correction_open!"
           from appointment a
           join appointment_version v
               on v.appointment_id = a.id
               and upper_inf(v.recorded)
           join placement p
               on p.appointment_id = a.id
               and upper_inf(p.recorded)
           left join entry e
               on e.appointment_id = a.id
               and upper_inf(e.recorded)
           where a.board_number = $1 and a.number = any($2)"#,
        board.as_str(),
        asked,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let sent = sent(row.version, &row.content_hash, row.ground_code, row.removed)?;
            let appointment = KnownAppointment {
                id: row.id,
                person: PersonId(row.person_id),
                brin: row.brin,
                sent,
                period: KnownPeriod {
                    begins: row.begins.to_jiff(),
                    ends: row.ends.map(jiff_sqlx::Date::to_jiff),
                    ground_since: row.ground_start.map(jiff_sqlx::Date::to_jiff),
                },
                placement: KnownPlacement {
                    target: row.target,
                    maximum_date: row.maximum_date.map(jiff_sqlx::Date::to_jiff),
                    reason: row.reason,
                    article: row.article,
                    table_version: row.table_version,
                },
                is_decided: row.is_decided,
                extensions: row.extension,
                fields: row.teaching_fields,
                years: row
                    .school_years
                    .into_iter()
                    .filter_map(|year| u8::try_from(year).ok())
                    .collect(),
                entry: match row.entry {
                    Some(status) => Some(entry::named(&status, row.cause.as_deref())?),
                    None => None,
                },
                correction_open: row.correction_open,
            };
            Ok((row.number, appointment))
        })
        .collect()
}

/// With the teaching fields of the subjects that were recorded and of which proof was found, of
/// what stands in the register and was confirmed.
pub(super) async fn others(
    conn: &mut PgConnection,
    asked: &[Vec<u8>],
) -> Result<HashMap<Vec<u8>, Vec<OtherAppointment>>, Fault> {
    let proven: Vec<String> = Outcome::ALL
        .into_iter()
        .filter(|outcome| outcome.is_confirmed())
        .map(|outcome| outcome.code().to_owned())
        .collect();
    let rows = sqlx::query!(
        r#"select b.bsn_index, a.board_number as "board!", a.number as "number!",
                  v.brin as "brin!", lower(v.valid) as "begins!", upper(v.valid) - 1 as ends,
                  v.ground_code as "ground!", v.ground_start,
                  array(
                      select s.subject
                      from subject_claim c
                      join subject_claim_version s
                          on s.claim_id = c.id
                          and upper_inf(s.recorded)
                          and s.status = 'recorded'
                      where c.appointment_id = a.id
                        and p.target = 'register'
                        and e.status = 'confirmed'
                        and (select k.outcome
                             from claim_check k
                             where k.claim_id = c.id
                             order by k.checked_at desc
                             limit 1) = any($2)
                  ) as "subjects!"
           from bsn_vault b
           join appointment a on a.person_id = b.person_id
           join appointment_version v
               on v.appointment_id = a.id
               and upper_inf(v.recorded)
               and not v.removed
           join placement p on p.appointment_id = a.id and upper_inf(p.recorded)
           left join entry e on e.appointment_id = a.id and upper_inf(e.recorded)
           where b.bsn_index = any($1)
           order by lower(v.valid), a.id"#,
        asked,
        &proven,
    )
    .fetch_all(conn)
    .await?;
    let table = SubjectTable::current();
    let mut others: HashMap<Vec<u8>, Vec<OtherAppointment>> = HashMap::new();
    for row in rows {
        let fields = row
            .subjects
            .iter()
            .filter_map(|id| Some(table.find(id)?.group.clone()));
        let other = OtherAppointment {
            board: BoardNumber::parse(&row.board).map_err(Fault::broken)?,
            number: AppointmentNumber::parse(&row.number).map_err(Fault::broken)?,
            brin: Brin::parse(&row.brin).map_err(Fault::broken)?,
            begins: row.begins.to_jiff(),
            ends: row.ends.map(jiff_sqlx::Date::to_jiff),
            ground: row.ground,
            ground_since: row.ground_start.map(jiff_sqlx::Date::to_jiff),
            qualified_for: fields.collect(),
        };
        others.entry(row.bsn_index).or_default().push(other);
    }
    Ok(others)
}

pub(super) async fn tombstones(
    conn: &mut PgConnection,
    board: &BoardNumber,
    asked: &[String],
) -> Result<HashMap<String, Sent>, Fault> {
    let rows = sqlx::query!(
        "select number, version from tombstone where board_number = $1 and number = any($2)",
        board.as_str(),
        asked,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                row.number,
                sent(row.version, &[0; 32], String::new(), true)?,
            ))
        })
        .collect()
}

/// Of earlier deliveries only: a file that has one number for all its records is judged whole by
/// what came before it.
pub(super) async fn documents(
    conn: &mut PgConnection,
    board: &BoardNumber,
    delivery: DeliveryId,
    asked: &[Uuid],
) -> Result<HashMap<Uuid, Vec<KnownDocument>>, Fault> {
    let rows = sqlx::query!(
        r#"select r.document_id as "document!", r.appointment_number as "number!",
                  r.content_hash as "hash!",
                  coalesce(r.sent->>'grondslag', '') as "ground!",
                  (r.sent->>'versie')::integer as "version!"
           from delivery_record r
           join delivery d on d.id = r.delivery_id
           where d.board_number = $1
             and r.document_id = any($2)
             and r.delivery_id <> $3
             and r.outcome <> 'refused'
             -- Of some that were kept long ago the version is masked, as if it were a BSN.
             and r.sent->>'versie' ~ '^[ +0-9]+$'
           order by d.received_at"#,
        board.as_str(),
        asked,
        delivery.0,
    )
    .fetch_all(conn)
    .await?;
    let mut documents: HashMap<Uuid, Vec<KnownDocument>> = HashMap::new();
    for row in rows {
        let sent = sent(row.version, &row.hash, row.ground, false)?;
        let document = KnownDocument {
            number: row.number,
            sent,
        };
        documents.entry(row.document).or_default().push(document);
    }
    Ok(documents)
}

fn sent(version: i32, hash: &[u8], ground: String, deleted: bool) -> Result<Sent, Fault> {
    Ok(Sent {
        version: u32::try_from(version).map_err(Fault::broken)?,
        content_hash: hash.try_into().map_err(Fault::broken)?,
        ground,
        deleted,
    })
}
