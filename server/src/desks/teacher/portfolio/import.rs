//! Bringing an old portfolio along (chapter 4.6 of the handbook). The original is kept as it came; what
//! it becomes here is read from it each time, so that what the teacher sees is what is taken over.

use super::{Version, changes, current, reregistration};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::Desk,
    evidence::Kept,
    fault::Fault,
    registers::old::Holder,
    vault,
};
use app::{
    actor::Teacher,
    teacher::portfolio::import::{
        Advice, Brought, BroughtRow, Import, Imports, KEPT_DAYS, Pick, UNDO_DAYS, desk::ImportDesk,
    },
    upload::File,
};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{ActivityId, PersonId},
    portfolio::{
        Split,
        exchange::{FileFormat, Incoming, Proposal, read},
    },
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How often a teacher may bring something along in a day: each is kept for a while.
const MOST_A_DAY: i64 = 20;

#[async_trait]
impl ImportDesk for Desk {
    async fn imports(&self, teacher: &Teacher) -> Result<Imports, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(Imports {
            earlier: imports(&mut conn, &self.0, teacher.person(), None).await?,
            look_up: self.0.old_register.is_some(),
        })
    }

    async fn bring(&self, teacher: &Teacher, file: File) -> Result<Uuid, Problem> {
        let name: String = file
            .name
            .chars()
            .filter(|c| !c.is_control())
            .take(120)
            .collect();
        let name = if name.is_empty() {
            "je bestand".to_owned()
        } else {
            name
        };
        Ok(keep(&self.0, teacher.person(), "file", &name, file.bytes).await?)
    }

    async fn look_up(&self, teacher: &Teacher, email: &str) -> Result<Uuid, Problem> {
        Ok(look_up(&self.0, teacher.person(), email).await?)
    }

    async fn brought(&self, teacher: &Teacher, id: Uuid) -> Result<Brought, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(brought(&mut conn, &self.0, teacher.person(), id).await?)
    }

    async fn take_over(&self, teacher: &Teacher, id: Uuid, picks: &[Pick]) -> Result<(), Problem> {
        Ok(take_over(&self.0, teacher.person(), id, picks).await?)
    }

    async fn undo(&self, teacher: &Teacher, id: Uuid) -> Result<(), Problem> {
        Ok(undo(&self.0, teacher.person(), id).await?)
    }
}

fn refused(field: &str, message: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(field, message)])
}

async fn look_up(system: &System, person: PersonId, email: &str) -> Result<Uuid, Fault> {
    let email = email.trim();
    let is_address = email.len() <= 254
        && email
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !email.contains(char::is_whitespace);
    if !is_address {
        let message = "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl";
        return Err(refused("email", message).into());
    }
    let Some(old) = &system.old_register else {
        return Err(Problem::unavailable("Het oude register is niet aangesloten").into());
    };
    let mut conn = system.pool.acquire().await?;
    let known = sqlx::query!(
        r#"select d.initials, coalesce(d.prefix || ' ', '') || d.family_name as "family_name!",
                  p.birth_date
           from person p
           join person_details d on d.person_id = p.id and upper_inf(d.recorded)
           where p.id = $1"#,
        person.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    drop(conn);
    let holder = known.and_then(|known| {
        Some(Holder {
            email: email.to_owned(),
            family_name: known.family_name,
            initials: known.initials,
            birth_date: known.birth_date?.to_jiff(),
        })
    });
    let Some(holder) = holder else {
        return Err(
            Problem::unavailable("We kennen je naam en geboortedatum nog niet")
                .with_detail(
                    "We halen ze op bij de Basisregistratie Personen. Probeer het later opnieuw.",
                )
                .into(),
        );
    };
    let found = old.find(&holder).await.map_err(|_| {
        Problem::unavailable("Het oude register antwoordt nu niet")
            .with_detail("Probeer het later opnieuw, of kies een bestand.")
    })?;
    let Some(bytes) = found else {
        let message = "We vonden geen portfolio met dit e-mailadres, je naam en je geboortedatum. \
                       Gebruikte je daar een ander adres?";
        return Err(refused("email", message).into());
    };
    keep(system, person, "look_up", "registerleraar.nl", bytes).await
}

/// Keeps what was brought along, when something in it can be read.
async fn keep(
    system: &System,
    person: PersonId,
    origin: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Uuid, Fault> {
    let format = FileFormat::of(&bytes);
    read(format, &bytes, system.clock.today())?;
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let mut tx = system.pool.begin().await?;
    let today = sqlx::query_scalar!(
        r#"with held as (select id from person where id = $1 for no key update)
           select (select count(*) from portfolio_import i
                   where i.person_id = held.id and i.created_at > $2) as "count!"
           from held"#,
        person.0,
        (now - DAY).to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(&mut *tx)
    .await?;
    if today >= MOST_A_DAY {
        return Err(Problem::too_many().into());
    }
    sqlx::query!(
        "insert into portfolio_import (id, person_id, origin, format, file_name, sha256, created_at,
                                       keep_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        person.0,
        origin,
        format.code(),
        name,
        vault::sha256(&bytes),
        now.to_sqlx(),
        (now + DAY * i32::try_from(KEPT_DAYS).unwrap_or(i32::MAX)).to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    record(&mut tx, person, id, "brought", 0, now).await?;
    system.evidence.put(Kept::Original(id), bytes).await?;
    if let Err(error) = tx.commit().await {
        system.evidence.remove(Kept::Original(id)).await?;
        return Err(error.into());
    }
    Ok(id)
}

async fn imports(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    only: Option<Uuid>,
) -> Result<Vec<Import>, Fault> {
    let rows = sqlx::query!(
        r#"select i.id, i.file_name, i.created_at, i.imported_at, i.undone_at, i.keep_until,
                  i.destroyed_at,
                  (select count(*)
                   from imported_activity a
                   join activity_version v
                       on v.activity_id = a.activity_id and upper_inf(v.recorded) and not v.removed
                   where a.import_id = i.id) as "count!"
           from portfolio_import i
           where i.person_id = $1 and ($2::uuid is null or i.id = $2)
           order by i.created_at desc
           limit 50"#,
        person.0,
        only as Option<Uuid>,
    )
    .fetch_all(conn)
    .await?;
    let now = system.clock.now();
    Ok(rows
        .into_iter()
        .map(|row| {
            let undo_until = row
                .imported_at
                .filter(|_| row.undone_at.is_none())
                .map(|at| undo_until(at.to_jiff()))
                .filter(|until| *until > now);
            Import {
                id: row.id,
                name: row.file_name,
                came: dutch(row.created_at.to_jiff()),
                taken_over: row.count,
                undo_until: undo_until.map(|until| dutch(until).date()),
                undone: row.undone_at.map(|at| dutch(at.to_jiff())),
                kept_until: dutch(row.keep_until.to_jiff()).date(),
                destroyed: row.destroyed_at.is_some(),
            }
        })
        .collect())
}

fn undo_until(imported: Timestamp) -> Timestamp {
    imported + DAY * i32::try_from(UNDO_DAYS).unwrap_or(i32::MAX)
}

/// The rows of what was brought along, as they would be here today.
async fn rows(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    id: Uuid,
) -> Result<Vec<Incoming>, Fault> {
    let format = sqlx::query_scalar!(
        "select format from portfolio_import
         where id = $1 and person_id = $2 and destroyed_at is null",
        id,
        person.0,
    )
    .fetch_optional(conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    let format =
        FileFormat::parse(&format).ok_or_else(|| Fault::broken("a format of the table"))?;
    let bytes = system.evidence.get(Kept::Original(id)).await?;
    Ok(read(format, &bytes, system.clock.today())?)
}

/// The activities that were taken over before, by their source and number there.
async fn known(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<HashMap<(String, String), ActivityId>, Fault> {
    let rows = sqlx::query!(
        "select source, source_id, activity_id from imported_activity where person_id = $1",
        person.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.source, row.source_id), ActivityId(row.activity_id)))
        .collect())
}

async fn brought(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    id: Uuid,
) -> Result<Brought, Fault> {
    let rows = rows(&mut *conn, system, person, id).await?;
    let known = known(&mut *conn, person).await?;
    let versions = current(&mut *conn, person, "", None).await?;
    let counted = super::as_counted(&versions, None);
    let standing = reregistration::of(&mut *conn, person, counted, system.clock.today()).await?;
    let begins = standing.begun.then_some(standing.inputs.term.first);
    let import = imports(conn, system, person, Some(id)).await?;
    let import = import.into_iter().next().ok_or_else(Problem::not_found)?;
    let rows = rows
        .into_iter()
        .map(|incoming| {
            let advice = advice(&incoming, &known, &versions, begins);
            BroughtRow { incoming, advice }
        })
        .collect();
    Ok(Brought { import, rows })
}

fn advice(
    incoming: &Incoming,
    known: &HashMap<(String, String), ActivityId>,
    versions: &[Version],
    begins: Option<jiff::civil::Date>,
) -> Advice {
    let Ok(proposal) = &incoming.read else {
        return Advice::Wrong;
    };
    let key = (incoming.source.clone(), incoming.source_id.clone());
    let earlier = known.get(&key).and_then(|id| {
        let version = versions.iter().find(|version| version.entry.id == *id)?;
        Some((*id, version.removed))
    });
    let activity = &proposal.activity;
    let same = |version: &Version| {
        !version.removed
            && version.entry.activity.from == activity.from
            && version.entry.activity.title.to_lowercase() == activity.title.to_lowercase()
    };
    match earlier {
        Some((id, false)) => Advice::Here(id),
        Some((_, true)) => Advice::Removed,
        None if versions.iter().any(same) => Advice::Same,
        None => match begins {
            Some(day) if activity.to.unwrap_or(activity.from) < day => Advice::Before(day),
            _ => Advice::TakeOver,
        },
    }
}

async fn take_over(
    system: &System,
    person: PersonId,
    id: Uuid,
    picks: &[Pick],
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    // Twice at the same moment is once after the other, and the second adds nothing.
    sqlx::query!(
        "select id from portfolio_import where id = $1 and person_id = $2 for update",
        id,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    sqlx::query!(
        "select id from person where id = $1 for no key update",
        person.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = rows(&mut tx, system, person, id).await?;
    let known = known(&mut tx, person).await?;
    let versions = current(&mut tx, person, "", None).await?;
    let now = system.clock.now_stored();
    let (mut chosen, mut count) = (false, 0);
    for pick in picks {
        let Some(incoming) = rows.iter().find(|row| row.row == pick.row) else {
            continue;
        };
        let Ok(proposal) = &incoming.read else {
            continue;
        };
        chosen = true;
        let key = (incoming.source.clone(), incoming.source_id.clone());
        let earlier = known
            .get(&key)
            .and_then(|id| versions.iter().find(|version| version.entry.id == *id));
        if earlier.is_some_and(|version| !version.removed) {
            continue;
        }
        let activity = ActivityId(earlier.map_or_else(Uuid::now_v7, |version| version.entry.id.0));
        let change = if earlier.is_some() {
            "restored"
        } else {
            "imported"
        };
        add(
            &mut tx,
            person,
            id,
            (activity, change),
            (incoming, proposal, pick),
            now,
        )
        .await?;
        count += 1;
    }
    if !chosen {
        return Err(refused("kies[]", "Kies minstens 1 activiteit om over te nemen").into());
    }
    if count > 0 {
        sqlx::query!(
            "update portfolio_import set imported_at = $2, undone_at = null where id = $1",
            id,
            now.to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
        record(&mut tx, person, id, "taken_over", count, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn add(
    conn: &mut PgConnection,
    person: PersonId,
    import: Uuid,
    (id, change): (ActivityId, &str),
    (incoming, proposal, pick): (&Incoming, &Proposal, &Pick),
    now: Timestamp,
) -> Result<(), Fault> {
    let mut activity = proposal.activity.clone();
    let is_split = activity.to_choose() < activity.hours && !is_single(&activity);
    if !is_split {
        activity.split = pick.category.map_or_else(Split::default, |category| {
            Split::only(category, activity.hours)
        });
    }
    sqlx::query!(
        "insert into activity (id, person_id) values ($1, $2) on conflict (id) do nothing",
        id.0,
        person.0,
    )
    .execute(&mut *conn)
    .await?;
    changes::record(&mut *conn, person, id, &activity, false, change, now).await?;
    sqlx::query!(
        "insert into imported_activity (person_id, source, source_id, activity_id, import_id,
                                        validated, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (person_id, source, source_id)
             do update set import_id = excluded.import_id, validated = excluded.validated,
                           recorded_at = excluded.recorded_at",
        person.0,
        incoming.source,
        incoming.source_id,
        id.0,
        import,
        proposal.validated,
        now.to_sqlx(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether all hours are in one category.
fn is_single(activity: &shared::portfolio::NewActivity) -> bool {
    shared::portfolio::Category::ALL
        .into_iter()
        .any(|category| activity.split.get(category) == activity.hours)
}

async fn undo(system: &System, person: PersonId, id: Uuid) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let import = sqlx::query!(
        "select imported_at, undone_at from portfolio_import
         where id = $1 and person_id = $2
         for update",
        id,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let now = system.clock.now_stored();
    let until = import.imported_at.map(|at| undo_until(at.to_jiff()));
    if import.undone_at.is_some() || until.is_none_or(|until| until <= now) {
        return Err(Problem::conflict("Dit kun je niet meer ongedaan maken")
            .with_detail("Je kunt activiteiten nog wel 1 voor 1 verwijderen.")
            .into());
    }
    // What the teacher changed since is no longer what was brought along.
    let untouched = sqlx::query_scalar!(
        "select a.activity_id
         from imported_activity a
         join activity_version v on v.activity_id = a.activity_id and upper_inf(v.recorded)
         where a.import_id = $1 and not v.removed and lower(v.recorded) = a.recorded_at",
        id,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut count = 0;
    for activity in untouched.into_iter().map(ActivityId) {
        if let Some(version) = changes::lock(&mut tx, person, activity).await? {
            let before = &version.entry.activity;
            changes::record(&mut tx, person, activity, before, true, "removed", now).await?;
            count += 1;
        }
    }
    sqlx::query!(
        "update portfolio_import set undone_at = $2 where id = $1",
        id,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    record(&mut tx, person, id, "undone", count, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    conn: &mut PgConnection,
    person: PersonId,
    import: Uuid,
    change: &str,
    count: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let act = Act::PortfolioImported {
        import,
        change: change.to_owned(),
        count,
    };
    audit::record(conn, now, By::Teacher(person), Some(person), None, &act).await
}
