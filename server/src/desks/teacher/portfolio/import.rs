//! Bringing an old portfolio along (chapter 4.6 of the handbook). The original is kept as it came; what
//! it becomes here is read from it each time, so that what the teacher sees is what is taken over.

mod choosing;

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::Desk,
    evidence::{Kept, strays},
    fault::Fault,
    registers::old::Holder,
    vault,
};
use app::{
    actor::Teacher,
    teacher::portfolio::import::{
        Brought, Import, Imports, KEPT_DAYS, Pick, UNDO_DAYS, desk::ImportDesk,
    },
    upload::File,
};
use async_trait::async_trait;
use bytes::Bytes;
use choosing::{brought, take_over, undo};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::PersonId,
    portfolio::exchange::{FileFormat, Incoming, read},
};
use sqlx::PgConnection;
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
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    // Before it is read, which is work.
    is_room(&mut *system.pool.acquire().await?, person, now).await?;
    let (format, bytes) = (FileFormat::of(&bytes), Bytes::from(bytes));
    read_apart(system, format, bytes.clone()).await?;
    let file = Kept::Original(id);
    strays::note(&mut *system.pool.acquire().await?, file, now).await?;
    system.evidence.put(file, bytes.to_vec()).await?;
    let mut tx = system.pool.begin().await?;
    is_room(&mut tx, person, now).await?;
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
    strays::settle(&mut tx, file).await?;
    tx.commit().await?;
    Ok(id)
}

/// Whether a teacher may bring something along today; two at the same moment are counted one after the
/// other.
async fn is_room(conn: &mut PgConnection, person: PersonId, now: Timestamp) -> Result<(), Fault> {
    let today = sqlx::query_scalar!(
        r#"with held as (select id from person where id = $1 for no key update)
           select (select count(*) from portfolio_import i
                   where i.person_id = held.id and i.created_at > $2) as "count!"
           from held"#,
        person.0,
        (now - DAY).to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(conn)
    .await?;
    if today >= MOST_A_DAY {
        return Err(Problem::too_many().into());
    }
    Ok(())
}

/// Reads what was brought along, where nobody waits for it.
async fn read_apart(
    system: &System,
    format: FileFormat,
    bytes: Bytes,
) -> Result<Vec<Incoming>, Fault> {
    let today = system.clock.today();
    let read = tokio::task::spawn_blocking(move || read(format, &bytes, today)).await;
    Ok(read.map_err(Fault::broken)??)
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
                   from activity_origin a
                   join activity_version v
                       on v.activity_id = a.activity_id and upper_inf(v.recorded) and not v.removed
                   where a.import_id = i.id) as "count!"
           from portfolio_import i
           where i.person_id = $1 and ($2::uuid is null or i.id = $2)
           order by i.created_at desc"#,
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
