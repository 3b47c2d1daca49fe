//! Placing appointments again (*plaatsing*) when the legal table of grounds changed: what it was stays
//! in the history, and a teacher whose list or latest day changes is told.

use crate::{
    System,
    audit::{self, Act, By},
    desks::teacher::facts_changed,
    fault::Fault,
    messages::{self, News},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    ground::GroundTable,
    identifier::{AppointmentId, PersonId},
    notation,
    placement::{Basis, Placement, place},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many appointments are placed in one transaction.
const PART: i64 = 500;

/// Places every appointment again that another version of the table placed.
///
/// # Errors
/// When the database does not answer; what was done until then stays.
pub async fn place_again(system: &System, table: &GroundTable) -> Result<(), Fault> {
    while place_part(system, table).await? {}
    Ok(())
}

/// An appointment that another version of the table placed.
struct Placed {
    appointment: AppointmentId,
    person: PersonId,
    /// Where it stood.
    before: (String, Option<Date>),
    placement: Placement,
    /// Whether the teacher has it in the register.
    is_entered: bool,
}

/// Places some; whether there were any.
async fn place_part(system: &System, table: &GroundTable) -> Result<bool, Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let rows = sqlx::query!(
        r#"select a.id, a.person_id, v.ground_code, lower(v.valid) as "begins!", v.ground_start,
                  v.extension, p.target, p.maximum_date,
                  coalesce(e.status, 'removed') <> 'removed' as "is_entered!"
           from placement p
           join appointment a on a.id = p.appointment_id
           join appointment_version v
               on v.appointment_id = a.id
               and upper_inf(v.recorded)
               and not v.removed
           left join entry e on e.appointment_id = a.id and upper_inf(e.recorded)
           where upper_inf(p.recorded)
             and p.table_version <> $1
             -- What was decided stays, whatever the table says.
             and p.decision_id is null
             -- What was placed at this very moment is not placed again within it.
             and lower(p.recorded) < $2
           order by a.id
           limit $3
           for no key update of a"#,
        table.version(),
        now.to_sqlx(),
        PART,
    )
    .fetch_all(&mut *tx)
    .await?;
    let placed: Vec<Placed> = rows
        .into_iter()
        .map(|row| {
            let basis = Basis {
                ground_code: &row.ground_code,
                begins: row.begins.to_jiff(),
                ground_since: row.ground_start.map(jiff_sqlx::Date::to_jiff),
                extensions: u8::try_from(row.extension).unwrap_or(0),
            };
            Placed {
                appointment: AppointmentId(row.id),
                person: PersonId(row.person_id),
                before: (row.target, row.maximum_date.map(jiff_sqlx::Date::to_jiff)),
                placement: place(&basis, table),
                is_entered: row.is_entered,
            }
        })
        .collect();
    write(&mut tx, now, &placed).await?;
    let moved = placed
        .iter()
        .filter(|placed| placed.before.0 != placed.placement.shelf.code());
    let moved: Vec<Uuid> = moved.map(|placed| placed.appointment.0).collect();
    facts_changed(&mut tx, &moved).await?;
    let news: Vec<News> = placed
        .iter()
        .filter(|placed| placed.is_entered)
        .filter_map(|placed| {
            let (target, maximum) = &placed.before;
            let after = &placed.placement;
            let change = Change {
                person: placed.person,
                appointment: placed.appointment,
                before: (target, *maximum),
                after: (after.shelf.code(), after.shelf.maximum_date()),
                reason: &after.reason,
            };
            let version = table.version();
            let because = format!("De tabel van grondslagen is veranderd (versie {version}).");
            change.news(&because, version)
        })
        .collect();
    messages::tell(&mut tx, now, &news).await?;
    let acts: Vec<(Option<PersonId>, Act)> = placed
        .iter()
        .map(|placed| {
            let act = Act::PlacedAgain {
                appointment: placed.appointment,
                target: placed.placement.shelf.code().to_owned(),
                table_version: table.version().to_owned(),
            };
            (Some(placed.person), act)
        })
        .collect();
    audit::record_all(&mut tx, now, By::Job("place_again"), None, &acts).await?;
    tx.commit().await?;
    Ok(!placed.is_empty())
}

/// An appointment that is placed otherwise than before.
pub struct Change<'a> {
    /// Whose it is.
    pub person: PersonId,
    /// The appointment.
    pub appointment: AppointmentId,
    /// The list and the latest day of before.
    pub before: (&'a str, Option<Date>),
    /// The list and the latest day from now on.
    pub after: (&'a str, Option<Date>),
    /// Why it stands there.
    pub reason: &'a str,
}

impl Change<'_> {
    /// What the teacher is told, with what it came from in front; nothing when neither the list nor the
    /// latest day is another. What it came from is told once for each `occasion`.
    pub fn news(&self, because: &str, occasion: &str) -> Option<News> {
        let (list, latest) = self.after;
        let until = latest.map(notation::date);
        let (title, more) = if self.before.0 != list {
            let title = match list {
                "register" => "Je benoeming staat nu in het lerarenregister",
                "vestibule" => "Je benoeming staat nu in het registervoorportaal",
                _ => "Je benoeming staat niet meer in het register of het voorportaal",
            };
            let more = until.map(|day| format!(" Je mag dit geven tot en met {day}."));
            (title, more.unwrap_or_default())
        } else if self.before.1 != latest {
            let more = until.map_or_else(
                || " Er is nu geen uiterste datum meer.".to_owned(),
                |day| format!(" Je mag dit nu geven tot en met {day}."),
            );
            ("De uiterste datum van je benoeming is veranderd", more)
        } else {
            return None;
        };
        Some(News {
            person: self.person,
            title: title.to_owned(),
            body: format!("{because} {}{more}", self.reason),
            link: "/mijn/gegevens",
            once: format!("plaats/{}/{occasion}", self.appointment),
        })
    }
}

async fn write(
    conn: &mut PgConnection,
    now: jiff::Timestamp,
    placed: &[Placed],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = placed.iter().map(|placed| placed.appointment.0).collect();
    let text = |of: &dyn Fn(&Placement) -> &str| -> Vec<String> {
        placed
            .iter()
            .map(|placed| of(&placed.placement).to_owned())
            .collect()
    };
    let maximum_dates: Vec<Option<String>> = placed
        .iter()
        .map(|placed| placed.placement.shelf.maximum_date())
        .map(|date| date.map(|date| date.to_string()))
        .collect();
    sqlx::query!(
        "update placement set recorded = tstzrange(lower(recorded), $1)
         where appointment_id = any($2) and upper_inf(recorded)",
        now.to_sqlx(),
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
        now.to_sqlx(),
        &ids,
        &text(&|p| p.shelf.code()),
        &maximum_dates as &[Option<String>],
        &text(&|p| &p.reason),
        &text(&|p| &p.article),
        &text(&|p| &p.table_version),
    )
    .execute(conn)
    .await?;
    Ok(())
}
