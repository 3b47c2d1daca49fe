//! Records an appointment that was delivered: the person, the version, where it is listed, and
//! the entry that waits for the teacher.

use super::{
    Intake,
    judge::Judged,
    known::{Known, KnownAppointment, KnownDetails, KnownPerson, KnownPlacement},
};
use crate::{
    audit::{self, Act, By},
    fault::Fault,
    jobs, people,
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    delivery::{AppointmentMessage, ContentHash},
    ground::GroundTable,
    identifier::{AppointmentId, LocationCode, PersonId},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Records a record that was taken in. What is known changes only when it succeeds.
pub async fn record(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    known: &mut Known,
    judged: &Judged<'_>,
) -> Result<(), Fault> {
    let (Some(message), Some(hash)) = (&judged.message, &judged.hash) else {
        return Err(Fault::broken(
            "a record that could not be read was taken in",
        ));
    };
    let person = person(conn, intake, known, message).await?;
    let placement = placement(message);
    let new = Version {
        message,
        hash,
        placement: &placement,
    };
    let id = match known.appointment(message.number.as_str()) {
        None => new.add(conn, intake, person.id).await?,
        Some(before) => new.replace(conn, intake, before).await?,
    };
    audit::record(
        conn,
        intake.now,
        By::School(intake.contact),
        Some(person.id),
        Some(intake.contact.board()),
        &Act::AppointmentRecorded {
            appointment: id,
            version: i32::try_from(message.version).map_err(Fault::broken)?,
            delivery: intake.id,
        },
    )
    .await?;
    if message.person.non_resident {
        known.details_recorded.insert(person.id);
    }
    known.learn(intake.system, &message.person.bsn, person);
    Ok(())
}

/// The person of the message, added when new, with what the school says of who is not in the BRP.
async fn person(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    known: &Known,
    message: &AppointmentMessage,
) -> Result<KnownPerson, Fault> {
    let sent = &message.person;
    let mut person = match known.person(intake.system, &sent.bsn) {
        Some(person) => person.clone(),
        None => KnownPerson {
            id: people::find_or_add(conn, intake.system, &sent.bsn).await?,
            birth_date: None,
            lookup: None,
            details: None,
        },
    };
    let wrong =
        person.lookup.as_deref() == Some("mismatch") && person.birth_date != Some(sent.birth_date);
    if person.birth_date.is_none() || wrong {
        set_birth_date(conn, person.id, sent.birth_date, wrong).await?;
        person.birth_date = Some(sent.birth_date);
        if wrong {
            jobs::ask_brp(conn, person.id).await?;
            person.lookup = None;
        }
    }
    let by_brp = person
        .details
        .as_ref()
        .is_some_and(|details| details.source == "brp");
    if sent.non_resident && !by_brp && !known.details_recorded.contains(&person.id) {
        let details = details(sent);
        people::record_details(conn, intake.system, person.id, &details).await?;
        person.details = Some(KnownDetails {
            source: details.source.to_owned(),
            first_names: details.first_names,
            prefix: details.prefix,
            family_name: details.family_name,
            address: details.street,
            postcode: details.postcode,
            place: details.place,
            deceased_on: None,
        });
    }
    Ok(person)
}

/// Sets the birth date that was not known, or corrects one that the BRP does not know.
async fn set_birth_date(
    conn: &mut PgConnection,
    person: PersonId,
    date: Date,
    wrong_before: bool,
) -> Result<(), Fault> {
    sqlx::query!(
        "update person set birth_date = $2 where id = $1 and (birth_date is null or $3)",
        person.0,
        date.to_sqlx() as jiff_sqlx::Date,
        wrong_before,
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

/// A version of an appointment that is to be recorded.
struct Version<'a> {
    message: &'a AppointmentMessage,
    hash: &'a ContentHash,
    placement: &'a KnownPlacement,
}

impl Version<'_> {
    fn number(&self) -> Result<i32, Fault> {
        i32::try_from(self.message.version).map_err(Fault::broken)
    }

    /// An appointment that is new: its first version, where it is listed, and the staged entry
    /// (article 38j WPO).
    async fn add(
        &self,
        conn: &mut PgConnection,
        intake: &Intake<'_>,
        person: PersonId,
    ) -> Result<AppointmentId, Fault> {
        let id = Uuid::now_v7();
        sqlx::query!(
            "insert into appointment (id, board_number, number, person_id, last_version)
             values ($1, $2, $3, $4, $5)",
            id,
            intake.board(),
            self.message.number.as_str(),
            person.0,
            self.number()?,
        )
        .execute(&mut *conn)
        .await?;
        self.insert(conn, intake, id).await?;
        self.insert_placement(conn, intake, id).await?;
        self.stage(conn, intake, id).await?;
        Ok(AppointmentId(id))
    }

    /// The next version of an appointment; what was listed otherwise is listed anew. What the
    /// teacher confirmed stays confirmed.
    async fn replace(
        &self,
        conn: &mut PgConnection,
        intake: &Intake<'_>,
        before: &KnownAppointment,
    ) -> Result<AppointmentId, Fault> {
        let now = intake.now.to_sqlx();
        sqlx::query!(
            "update appointment_version set recorded = tstzrange(lower(recorded), $2)
             where appointment_id = $1 and upper_inf(recorded)",
            before.id,
            now,
        )
        .execute(&mut *conn)
        .await?;
        self.insert(conn, intake, before.id).await?;
        sqlx::query!(
            "update appointment set last_version = greatest(last_version, $2) where id = $1",
            before.id,
            self.number()?,
        )
        .execute(&mut *conn)
        .await?;
        if before.placement != *self.placement {
            sqlx::query!(
                "update placement set recorded = tstzrange(lower(recorded), $2)
                 where appointment_id = $1 and upper_inf(recorded)",
                before.id,
                now,
            )
            .execute(&mut *conn)
            .await?;
            self.insert_placement(conn, intake, before.id).await?;
        }
        if before.without_entry {
            sqlx::query!(
                "update entry set recorded = tstzrange(lower(recorded), $2)
                 where appointment_id = $1 and upper_inf(recorded)",
                before.id,
                now,
            )
            .execute(&mut *conn)
            .await?;
            self.stage(conn, intake, before.id).await?;
        }
        Ok(AppointmentId(before.id))
    }

    async fn insert(
        &self,
        conn: &mut PgConnection,
        intake: &Intake<'_>,
        appointment: Uuid,
    ) -> Result<(), Fault> {
        let message = self.message;
        let years: Vec<i16> = message
            .teaching
            .years
            .iter()
            .copied()
            .map(i16::from)
            .collect();
        sqlx::query!(
            "insert into appointment_version
                 (appointment_id, recorded, version, valid, brin, location_code, kind,
                  function_category, contract_start, contract_end, ground_code, ground_start,
                  extension, effort_statement, teaching_fields, school_years, content_hash,
                  delivery_id)
             values ($1, tstzrange($2, null), $3, daterange($4, $5, '[]'), $6, $7, $8,
                     $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            appointment,
            intake.now.to_sqlx(),
            self.number()?,
            message.appointment.begins.to_sqlx() as jiff_sqlx::Date,
            message.appointment.ends.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
            message.school.brin.as_str(),
            message.school.location.as_ref().map(LocationCode::as_str),
            message.appointment.kind.code(),
            i16::from(message.appointment.function_category),
            message.contract.begins.to_sqlx() as jiff_sqlx::Date,
            message.contract.ends.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
            message.ground.code,
            message.ground.since.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
            i16::from(message.ground.extensions),
            message.ground.statement,
            &message.teaching.fields,
            &years,
            self.hash,
            intake.id.0,
        )
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn insert_placement(
        &self,
        conn: &mut PgConnection,
        intake: &Intake<'_>,
        appointment: Uuid,
    ) -> Result<(), Fault> {
        let placement = self.placement;
        sqlx::query!(
            "insert into placement (appointment_id, recorded, target, maximum_date, reason,
                                    article, table_version)
             values ($1, tstzrange($2, null), $3, $4, $5, $6, $7)",
            appointment,
            intake.now.to_sqlx(),
            placement.target,
            placement.maximum_date.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
            placement.reason,
            placement.article,
            placement.table_version,
        )
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn stage(
        &self,
        conn: &mut PgConnection,
        intake: &Intake<'_>,
        appointment: Uuid,
    ) -> Result<(), Fault> {
        sqlx::query!(
            "insert into entry (appointment_id, recorded, status, appointment_version)
             values ($1, tstzrange($2, null), 'staged', $3)",
            appointment,
            intake.now.to_sqlx(),
            self.number()?,
        )
        .execute(conn)
        .await?;
        Ok(())
    }
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
