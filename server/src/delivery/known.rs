//! What the register knows that the records of a delivery are checked against, fetched in a few
//! questions for many records.

use super::Intake;
use crate::{System, entry, fault::Fault, people::Details};
use jiff::{SignedDuration, Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    authority::Outcome,
    delivery::{
        AppointmentMessage, AppointmentNumber, Draft, KnownPeriod, KnownSchool, OtherAppointment,
        Record, Sent,
    },
    entry::Entry,
    identifier::{BoardNumber, Brin, Bsn, DeliveryId, LocationCode, PersonId},
    sector::Sector,
    subject::SubjectTable,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// The facts for a number of records.
pub struct Known {
    /// When each board exists, by its number.
    boards: HashMap<String, Vec<Period>>,
    schools: HashMap<String, Vec<SchoolPeriod>>,
    people: HashMap<Vec<u8>, KnownPerson>,
    appointments: HashMap<String, KnownAppointment>,
    tombstones: HashMap<String, Sent>,
    /// The appointments of these people at any board, by the index of the BSN.
    others: HashMap<Vec<u8>, Vec<OtherAppointment>>,
    documents: HashMap<Uuid, Vec<KnownDocument>>,
    /// Whether the board delivers for less than a month: it then still tells all it has.
    pub first_delivery: bool,
}

/// How long a board may take to deliver all it has, in days.
const FIRST_DAYS: i64 = 30;

/// From a day on, and before another; nothing is without a limit.
struct Period {
    from: Option<Date>,
    before: Option<Date>,
}

impl Period {
    fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.before.is_none_or(|before| day < before)
    }
}

/// To which board a school belongs, for a period.
struct SchoolPeriod {
    period: Period,
    school: KnownSchool,
}

/// A person who is in the register.
pub struct KnownPerson {
    /// Who.
    pub id: PersonId,
    /// The birth date, once a school or the BRP named it.
    pub birth_date: Option<Date>,
    /// What came of asking the BRP.
    pub lookup: Option<String>,
    /// Name and address, once known.
    pub details: Option<KnownDetails>,
}

/// Name and address of a person.
pub struct KnownDetails {
    /// `brp` or `school`.
    pub source: String,
    /// First names.
    pub first_names: String,
    /// Prefix of the family name.
    pub prefix: Option<String>,
    /// Family name.
    pub family_name: String,
    /// Street and house number.
    pub address: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Town.
    pub place: Option<String>,
    /// Day of death.
    pub deceased_on: Option<Date>,
}

impl From<&Details> for KnownDetails {
    fn from(details: &Details) -> Self {
        let address = [&details.street, &details.house_number]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            source: details.source.to_owned(),
            first_names: details.first_names.clone(),
            prefix: details.prefix.clone(),
            family_name: details.family_name.clone(),
            address: Some(address).filter(|address| !address.is_empty()),
            postcode: details.postcode.clone(),
            place: details.place.clone(),
            deceased_on: details.deceased_on,
        }
    }
}

/// An appointment of the board.
pub struct KnownAppointment {
    /// Its row.
    pub id: Uuid,
    /// Whose it is.
    pub person: PersonId,
    /// The code of its school.
    pub brin: String,
    /// What was sent before.
    pub sent: Sent,
    /// Its dates.
    pub period: KnownPeriod,
    /// Where it is listed.
    pub placement: KnownPlacement,
    /// Whether a decision listed it there.
    pub is_decided: bool,
    /// How often its ground was extended.
    pub extensions: i16,
    /// Where its entry stands; nothing when there is none.
    pub entry: Option<Entry>,
    /// Whether the teacher asked to correct it and has no answer yet (article 38k WPO).
    pub correction_open: bool,
}

/// Where an appointment is listed, as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPlacement {
    /// `register`, `vestibule` or `none`.
    pub target: String,
    /// The latest day.
    pub maximum_date: Option<Date>,
    /// Why.
    pub reason: String,
    /// The article.
    pub article: String,
    /// The version of the table.
    pub table_version: String,
}

struct KnownDocument {
    number: String,
    sent: Sent,
}

impl Known {
    /// Fetches all that these records of a delivery touch.
    pub async fn load(
        conn: &mut PgConnection,
        intake: &Intake<'_>,
        records: &[Record],
    ) -> Result<Self, Fault> {
        let (system, board, delivery) = (intake.system, &intake.sender.board, intake.id);
        let mut asked = Asked::default();
        for record in records {
            asked.add(system, &Draft::read(&record.row));
        }
        Ok(Self {
            boards: boards(conn, &asked.boards).await?,
            schools: schools(conn, &asked.brins).await?,
            people: people(conn, &asked.bsn_indexes).await?,
            appointments: appointments(conn, board, &asked.numbers).await?,
            others: others(conn, &asked.bsn_indexes).await?,
            tombstones: tombstones(conn, board, &asked.numbers).await?,
            documents: documents(conn, board, delivery, &asked.documents).await?,
            first_delivery: delivers_lately(conn, board, intake.now).await?,
        })
    }

    /// Whether there is or was a board with this number.
    pub fn has_board(&self, number: &BoardNumber) -> bool {
        self.boards.contains_key(number.as_str())
    }

    /// Whether there is a board with this number on a day.
    pub fn has_board_on(&self, number: &BoardNumber, day: Date) -> bool {
        let mut periods = self.boards.get(number.as_str()).into_iter().flatten();
        periods.any(|period| period.holds_on(day))
    }

    /// The school with this code as it is on a day.
    pub fn school(&self, brin: &Brin, on: Date) -> Option<&KnownSchool> {
        self.schools
            .get(brin.as_str())?
            .iter()
            .find(|school| school.period.holds_on(on))
            .map(|found| &found.school)
    }

    /// The person with this BSN.
    pub fn person(&self, system: &System, bsn: &Bsn) -> Option<&KnownPerson> {
        self.people.get(&system.vault.bsn_index(bsn))
    }

    /// The appointment with this number.
    pub fn appointment(&self, number: &str) -> Option<&KnownAppointment> {
        self.appointments.get(number)
    }

    /// The appointments of the person with this BSN, at any board.
    pub fn appointments_of(&self, system: &System, bsn: &Bsn) -> &[OtherAppointment] {
        let index = system.vault.bsn_index(bsn);
        self.others.get(&index).map_or(&[], Vec::as_slice)
    }

    /// Adds an appointment that is about to be recorded, for the records after it.
    pub fn remember(&mut self, system: &System, message: &AppointmentMessage) {
        let index = system.vault.bsn_index(&message.person.bsn);
        let of_person = self.others.entry(index).or_default();
        let key = (&message.board, &message.number);
        let before = of_person
            .iter()
            .position(|other| (&other.board, &other.number) == key)
            .map(|at| of_person.remove(at));
        of_person.push(OtherAppointment {
            board: message.board.clone(),
            number: message.number.clone(),
            brin: message.school.brin.clone(),
            begins: message.appointment.begins,
            ends: message.appointment.ends,
            ground: message.ground.code.clone(),
            ground_since: message.ground.since,
            qualified_for: before.map_or_else(Vec::new, |before| before.qualified_for),
        });
    }

    /// Takes an appointment out that is about to be deleted, for the records after it.
    pub fn forget(&mut self, board: &BoardNumber, number: &AppointmentNumber) {
        for of_person in self.others.values_mut() {
            of_person.retain(|other| (&other.board, &other.number) != (board, number));
        }
    }

    /// What was last taken in of the appointment with this number, also when it was its deletion.
    pub fn previous(&self, number: &str) -> Option<&Sent> {
        let appointment = self.appointment(number).map(|known| &known.sent);
        appointment.or_else(|| self.tombstones.get(number))
    }

    /// What was taken in with an earlier delivery under this document number: for the same
    /// appointment when there is one, because some packages give a whole file one number.
    pub fn document(&self, id: &Uuid, number: Option<&str>) -> Option<&Sent> {
        let carried = self.documents.get(id)?;
        carried
            .iter()
            .find(|document| Some(document.number.as_str()) == number)
            .or(carried.first())
            .map(|document| &document.sent)
    }
}

/// What the records of the file name.
#[derive(Default)]
struct Asked {
    boards: Vec<String>,
    brins: Vec<String>,
    bsn_indexes: Vec<Vec<u8>>,
    numbers: Vec<String>,
    documents: Vec<Uuid>,
}

impl Asked {
    fn add(&mut self, system: &System, draft: &Draft) {
        let add = |list: &mut Vec<String>, value: Option<&str>| {
            if let Some(value) = value
                && list.last().is_none_or(|last| last != value)
            {
                list.push(value.to_owned());
            }
        };
        add(&mut self.boards, draft.board.get().map(BoardNumber::as_str));
        add(&mut self.brins, draft.brin.get().map(Brin::as_str));
        add(
            &mut self.numbers,
            draft.number.get().map(AppointmentNumber::as_str),
        );
        self.bsn_indexes
            .extend(draft.bsn.get().map(|bsn| system.vault.bsn_index(bsn)));
        self.documents.extend(draft.document_id.get());
    }
}

async fn boards(
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
async fn delivers_lately(
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

async fn schools(
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

async fn people(
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

async fn appointments(
    conn: &mut PgConnection,
    board: &BoardNumber,
    asked: &[String],
) -> Result<HashMap<String, KnownAppointment>, Fault> {
    let rows = sqlx::query!(
        r#"select a.number, a.id, a.person_id,
                  greatest(a.last_version, v.version) as "version!",
                  v.content_hash, v.ground_code, v.removed, v.brin,
                  lower(v.valid) as "begins!", upper(v.valid) - 1 as ends, v.ground_start,
                  v.extension, p.target, p.maximum_date, p.reason, p.article, p.table_version,
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
async fn others(
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

async fn tombstones(
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
async fn documents(
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
