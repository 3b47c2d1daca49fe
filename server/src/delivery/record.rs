//! Records the appointments that were delivered, many at a time: the persons, the versions, where
//! they are listed, and the entries that wait for the teacher.

use super::{
    Intake,
    judge::Judged,
    known::{Known, KnownAppointment, KnownPerson, KnownPlacement},
};
use crate::{
    audit::{self, Act, By},
    desks::teacher,
    entry,
    fault::Fault,
    jobs,
    messages::{self, News},
    people, placing,
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    delivery::{AppointmentMessage, ContentHash},
    entry::{Entry, Event},
    ground::GroundTable,
    identifier::{AppointmentId, Bsn, LocationCode, PersonId},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Records what was judged to be new or changed.
pub async fn record(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    known: &Known,
    judged: &[&Judged<'_>],
) -> Result<(), Fault> {
    let persons = persons(conn, intake, known, judged).await?;
    let versions = judged
        .iter()
        .map(|judged| Version::of(intake, known, &persons, judged))
        .collect::<Result<Vec<_>, _>>()?;
    let new: Vec<&Version<'_>> = versions.iter().filter(|v| v.before.is_none()).collect();
    let replaced: Vec<&Version<'_>> = versions.iter().filter(|v| v.before.is_some()).collect();
    add_appointments(conn, intake, &new).await?;
    replace_versions(conn, intake, &replaced).await?;
    insert_versions(conn, intake, &versions).await?;
    place(conn, intake, &versions).await?;
    let news: Vec<News> = versions.iter().filter_map(Version::news).collect();
    messages::tell(conn, intake.now, &news).await?;
    // Of a first delivery there is nothing: no teacher entered a subject with it yet.
    let otherwise = versions.iter().filter(|version| version.says_otherwise());
    let otherwise: Vec<Uuid> = otherwise.map(|version| version.appointment).collect();
    teacher::facts_changed(conn, &otherwise).await?;
    // Those that are new, or that the board took back before, wait for the teacher.
    let today = intake.system.clock.today();
    let entries = versions.iter().filter_map(|version| version.entry(today));
    let entries: Vec<entry::Change> = entries.collect();
    entry::write(conn, intake.now, &entries).await?;
    let acts: Vec<(Option<PersonId>, Act)> = versions
        .iter()
        .map(|version| {
            let act = Act::AppointmentRecorded {
                appointment: AppointmentId(version.appointment),
                version: version.number,
                delivery: intake.id,
            };
            (Some(version.person), act)
        })
        .collect();
    let by = By::Sender(&intake.sender);
    audit::record_all(conn, intake.now, by, Some(&intake.sender.board), &acts).await
}

/// A version of an appointment that is to be recorded.
struct Version<'a> {
    appointment: Uuid,
    person: PersonId,
    number: i32,
    message: &'a AppointmentMessage,
    hash: &'a ContentHash,
    placement: KnownPlacement,
    before: Option<&'a KnownAppointment>,
}

impl<'a> Version<'a> {
    fn of(
        intake: &Intake<'_>,
        known: &'a Known,
        persons: &HashMap<Vec<u8>, PersonId>,
        judged: &'a Judged<'_>,
    ) -> Result<Self, Fault> {
        let (Some(message), Some(hash)) = (&judged.message, &judged.hash) else {
            return Err(Fault::broken(
                "a record that could not be read was taken in",
            ));
        };
        let person = persons
            .get(&intake.system.vault.bsn_index(&message.person.bsn))
            .ok_or_else(|| Fault::broken("a person was not added"))?;
        let before = known.appointment(message.number.as_str());
        Ok(Self {
            appointment: before.map_or_else(Uuid::now_v7, |before| before.id),
            person: *person,
            number: i32::try_from(message.version).map_err(Fault::broken)?,
            message,
            hash,
            placement: before
                .and_then(|before| decided(before, message))
                .unwrap_or_else(|| placement(message)),
            before,
        })
    }

    /// Whether it is listed otherwise than before, or was not listed.
    fn moves(&self) -> bool {
        self.before
            .is_none_or(|before| before.placement != self.placement)
    }

    /// Whether the school says something else than before of what a subject is compared with.
    fn says_otherwise(&self) -> bool {
        self.before.is_some_and(|before| {
            let taught = &self.message.teaching;
            before.sent.ground != self.message.ground.code
                || before.placement.target != self.placement.target
                || before.fields != taught.fields
                || before.years != taught.years
        })
    }

    /// What the teacher hears when it goes to another list by what the school changed.
    fn news(&self) -> Option<News> {
        let before = self
            .before
            .filter(|before| before.entry.is_some_and(|entry| !entry.is_removed()))?;
        let place = |at: &KnownPlacement| (at.target.clone(), at.maximum_date);
        let (was, is) = (place(&before.placement), place(&self.placement));
        let change = placing::Change {
            person: self.person,
            appointment: AppointmentId(self.appointment),
            before: (&was.0, was.1),
            after: (&is.0, is.1),
            reason: &self.placement.reason,
        };
        let occasion = format!("levering/{}", self.number);
        change.news("Je school heeft je benoeming gewijzigd.", &occasion)
    }

    /// What becomes of the entry, when that is something else than it was (article 38j WPO).
    fn entry(&self, today: Date) -> Option<entry::Change> {
        let before = self.before.and_then(|before| before.entry);
        let after = Entry::after(before, Event::Delivered).ok()?;
        let in_vestibule = self.placement.target == "vestibule";
        let last = self.message.appointment.ends;
        let stays_over = Entry::stays_over(before, in_vestibule, last, today);
        (before != Some(after) && !stays_over).then_some(entry::Change {
            appointment: self.appointment,
            entry: after,
            version: Some(self.number),
        })
    }
}

/// Where a decision listed it, as long as the ground is as it was then (article 38k WPO).
fn decided(before: &KnownAppointment, message: &AppointmentMessage) -> Option<KnownPlacement> {
    let same = before.sent.ground == message.ground.code
        && before.period.begins == message.appointment.begins
        && before.period.ground_since == message.ground.since
        && before.extensions == i16::from(message.ground.extensions);
    (before.is_decided && same).then(|| before.placement.clone())
}

fn placement(message: &AppointmentMessage) -> KnownPlacement {
    let placement = message.place(GroundTable::current());
    KnownPlacement {
        target: placement.shelf.code().to_owned(),
        maximum_date: placement.shelf.maximum_date(),
        reason: placement.reason,
        article: placement.article,
        table_version: placement.table_version,
    }
}

/// The persons of these records, by the index of their BSN; added when new, with what the school
/// says of who is not in the BRP.
async fn persons(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    known: &Known,
    judged: &[&Judged<'_>],
) -> Result<HashMap<Vec<u8>, PersonId>, Fault> {
    let mut sent: HashMap<Vec<u8>, &shared::delivery::Person> = HashMap::new();
    for judged in judged {
        if let Some(message) = &judged.message {
            let index = intake.system.vault.bsn_index(&message.person.bsn);
            sent.entry(index).or_insert(&message.person);
        }
    }
    let new: Vec<&Bsn> = sent
        .values()
        .filter(|person| known.person(intake.system, &person.bsn).is_none())
        .map(|person| &person.bsn)
        .collect();
    let mut persons = people::add_missing(conn, intake.system, &new).await?;
    let (mut birth_dates, mut unanswered) = (Vec::new(), Vec::new());
    for (index, sent) in sent {
        let before = known.person(intake.system, &sent.bsn);
        let person = match before {
            Some(before) => before.id,
            None => *persons
                .get(&index)
                .ok_or_else(|| Fault::broken("a person was not added"))?,
        };
        persons.insert(index, person);
        if before.is_some_and(|before| is_wrong(before, sent.birth_date)) {
            correct_birth_date(conn, person, sent.birth_date).await?;
        } else if before.is_none_or(|before| before.birth_date.is_none()) {
            birth_dates.push((person.0, sent.birth_date.to_string()));
        }
        if before.is_some_and(|before| !was_answered(before)) {
            unanswered.push(person);
        }
        let by_brp = before
            .and_then(|before| before.details.as_ref())
            .is_some_and(|details| details.source == "brp");
        if sent.non_resident && !by_brp {
            people::record_details(conn, intake.system, person, &details(sent)).await?;
        }
    }
    set_birth_dates(conn, birth_dates).await?;
    // The job that asks may have begun before this appointment could be seen: then its board would
    // not hear what the BRP says.
    jobs::ask_brp(conn, &unanswered).await?;
    Ok(persons)
}

/// Whether it was known what the BRP says of the person when these records were judged.
fn was_answered(before: &KnownPerson) -> bool {
    before
        .lookup
        .as_deref()
        .is_some_and(|outcome| outcome != "unreachable")
}

/// Whether the BRP knows another birth date than the one from before, and this is another.
fn is_wrong(before: &KnownPerson, sent: Date) -> bool {
    before.lookup.as_deref() == Some("mismatch") && before.birth_date != Some(sent)
}

/// Corrects a birth date that the BRP does not know, and asks it again.
async fn correct_birth_date(
    conn: &mut PgConnection,
    person: PersonId,
    date: Date,
) -> Result<(), Fault> {
    sqlx::query!(
        "update person set birth_date = $2 where id = $1",
        person.0,
        date.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&mut *conn)
    .await?;
    jobs::ask_brp(conn, &[person]).await
}

/// Sets birth dates that were not known.
async fn set_birth_dates(conn: &mut PgConnection, dates: Vec<(Uuid, String)>) -> Result<(), Fault> {
    let (persons, dates): (Vec<Uuid>, Vec<String>) = dates.into_iter().unzip();
    sqlx::query!(
        "update person p
         set birth_date = sent.birth_date::date
         from unnest($1::uuid[], $2::text[]) as sent (id, birth_date)
         where p.id = sent.id and p.birth_date is null",
        &persons,
        &dates,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn details(sent: &shared::delivery::Person) -> people::Details {
    let first_names = sent.first_names.clone().unwrap_or_default();
    people::Details {
        source: "school",
        initials: initials(&first_names),
        first_names,
        prefix: sent.prefix.clone(),
        family_name: sent.family_name.clone().unwrap_or_default(),
        sex: sent.sex.map(|sex| format!("{sex:?}")),
        street: sent.address.clone(),
        house_number: None,
        postcode: sent.postcode.clone(),
        place: sent.place.clone(),
        country: None,
        deceased_on: None,
        name_use: None,
        partner_prefix: None,
        partner_name: None,
    }
}

/// `M.J.` of `Mila Johanna`.
fn initials(first_names: &str) -> String {
    first_names
        .split_whitespace()
        .filter_map(|name| name.chars().next())
        .flat_map(|initial| [initial, '.'])
        .collect()
}

async fn add_appointments(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    new: &[&Version<'_>],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = new.iter().map(|v| v.appointment).collect();
    let numbers: Vec<String> = new
        .iter()
        .map(|v| v.message.number.as_str().to_owned())
        .collect();
    let persons: Vec<Uuid> = new.iter().map(|v| v.person.0).collect();
    let versions: Vec<i32> = new.iter().map(|v| v.number).collect();
    sqlx::query!(
        "insert into appointment (id, board_number, number, person_id, last_version)
         select new.id, $1, new.number, new.person, new.version
         from unnest($2::uuid[], $3::text[], $4::uuid[], $5::integer[])
             as new (id, number, person, version)",
        intake.board(),
        &ids,
        &numbers,
        &persons,
        &versions,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the versions from before.
async fn replace_versions(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    replaced: &[&Version<'_>],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = replaced.iter().map(|v| v.appointment).collect();
    let versions: Vec<i32> = replaced.iter().map(|v| v.number).collect();
    sqlx::query!(
        "update appointment_version set recorded = tstzrange(lower(recorded), $1)
         where appointment_id = any($2) and upper_inf(recorded)",
        intake.now.to_sqlx(),
        &ids,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update appointment a
         set last_version = greatest(a.last_version, sent.version)
         from unnest($1::uuid[], $2::integer[]) as sent (id, version)
         where a.id = sent.id",
        &ids,
        &versions,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert_versions(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    versions: &[Version<'_>],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = versions.iter().map(|v| v.appointment).collect();
    let numbers: Vec<i32> = versions.iter().map(|v| v.number).collect();
    // Dates and lists go as text: an array of arrays has no place for lists of different lengths.
    let text = |of: &dyn Fn(&AppointmentMessage) -> String| -> Vec<String> {
        versions.iter().map(|v| of(v.message)).collect()
    };
    let maybe = |of: &dyn Fn(&AppointmentMessage) -> Option<String>| -> Vec<Option<String>> {
        versions.iter().map(|v| of(v.message)).collect()
    };
    let small = |of: &dyn Fn(&AppointmentMessage) -> u8| -> Vec<i16> {
        versions.iter().map(|v| i16::from(of(v.message))).collect()
    };
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let statements: Vec<bool> = versions
        .iter()
        .map(|v| v.message.ground.statement)
        .collect();
    let hashes: Vec<Vec<u8>> = versions.iter().map(|v| v.hash.to_vec()).collect();
    sqlx::query!(
        "insert into appointment_version
             (appointment_id, recorded, version, valid, brin, location_code, kind,
              function_category, contract_start, contract_end, ground_code, ground_start,
              extension, effort_statement, teaching_fields, school_years, content_hash,
              delivery_id)
         select v.id, tstzrange($1, null), v.version,
                daterange(v.begins::date, v.ends::date, '[]'), v.brin, v.location, v.kind,
                v.category, v.contract_start::date, v.contract_end::date, v.ground,
                v.ground_start::date, v.extension, v.statement,
                string_to_array(v.fields, ','), string_to_array(v.years, ',')::smallint[],
                v.hash, $2
         from unnest($3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::smallint[], $11::text[], $12::text[], $13::text[],
                     $14::text[], $15::smallint[], $16::boolean[], $17::text[], $18::text[],
                     $19::bytea[])
             as v (id, version, begins, ends, brin, location, kind, category, contract_start,
                   contract_end, ground, ground_start, extension, statement, fields, years, hash)",
        intake.now.to_sqlx(),
        intake.id.0,
        &ids,
        &numbers,
        &text(&|m| m.appointment.begins.to_string()),
        &maybe(&|m| date(m.appointment.ends)) as &[Option<String>],
        &text(&|m| m.school.brin.as_str().to_owned()),
        &maybe(&|m| m
            .school
            .location
            .as_ref()
            .map(|l: &LocationCode| l.as_str().to_owned())) as &[Option<String>],
        &text(&|m| m.appointment.kind.code().to_owned()),
        &small(&|m| m.appointment.function_category),
        &text(&|m| m.contract.begins.to_string()),
        &maybe(&|m| date(m.contract.ends)) as &[Option<String>],
        &text(&|m| m.ground.code.clone()),
        &maybe(&|m| date(m.ground.since)) as &[Option<String>],
        &small(&|m| m.ground.extensions),
        &statements,
        &text(&|m| m.teaching.fields.join(",")),
        &text(&|m| joined(&m.teaching.years)),
        &hashes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn joined(years: &[u8]) -> String {
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    years.join(",")
}

/// Lists those that are new or listed otherwise than before.
async fn place(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    versions: &[Version<'_>],
) -> Result<(), Fault> {
    let moved: Vec<&Version<'_>> = versions.iter().filter(|v| v.moves()).collect();
    let ids: Vec<Uuid> = moved.iter().map(|v| v.appointment).collect();
    let text = |of: &dyn Fn(&KnownPlacement) -> &str| -> Vec<String> {
        moved.iter().map(|v| of(&v.placement).to_owned()).collect()
    };
    let maximum_dates: Vec<Option<String>> = moved
        .iter()
        .map(|v| v.placement.maximum_date.map(|date| date.to_string()))
        .collect();
    let now = intake.now.to_sqlx();
    sqlx::query!(
        "update placement set recorded = tstzrange(lower(recorded), $1)
         where appointment_id = any($2) and upper_inf(recorded)",
        now,
        &ids,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into placement (appointment_id, recorded, target, maximum_date, reason, article,
                                table_version)
         select p.id, tstzrange($1, null), p.target, p.maximum_date::date, p.reason, p.article,
                p.table_version
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
             as p (id, target, maximum_date, reason, article, table_version)",
        now,
        &ids,
        &text(&|p| &p.target),
        &maximum_dates as &[Option<String>],
        &text(&|p| &p.reason),
        &text(&|p| &p.article),
        &text(&|p| &p.table_version),
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_every_first_name() {
        assert_eq!(initials("Mila Johanna"), "M.J.");
        assert_eq!(initials(" Élodie "), "É.");
        assert_eq!(initials(""), "");
    }
}
