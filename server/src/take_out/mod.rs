//! The portfolio of a teacher as a whole: a ZIP with everything in JSON, the files of evidence under
//! readable names, and a document that people read. It is made in the background, one file of
//! evidence at a time, so that memory does not grow with what is in it.

mod archive;
mod content;
pub mod paper;

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::Desk,
    evidence::Kept,
    fault::Fault,
    jobs,
    messages::{self, News},
    print::portfolio,
};
use app::{
    actor::{FreshTeacher, FromActor, Teacher},
    desk::Visit,
    teacher::portfolio::take_out::{KEPT_DAYS, TakeOut, desk::TakeOutDesk},
};
use archive::Archive;
use async_trait::async_trait;
use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use content::Content;
use http::header;
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use shared::{Problem, identifier::PersonId};
use sqlx::PgConnection;
use std::sync::Arc;
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How often a teacher may ask for it in a day.
const MOST_A_DAY: i64 = 10;

#[async_trait]
impl TakeOutDesk for Desk {
    async fn take_outs(&self, teacher: &Teacher) -> Result<Vec<TakeOut>, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(all(&mut conn, &self.0, teacher.person()).await?)
    }

    async fn take_out(&self, teacher: &FreshTeacher) -> Result<(), Problem> {
        Ok(ask(&self.0, teacher.person()).await?)
    }
}

async fn all(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
) -> Result<Vec<TakeOut>, Fault> {
    let rows = sqlx::query!(
        "select id, asked_at, done, total, size_bytes, expires_at
         from take_out
         where person_id = $1 and destroyed_at is null and expires_at > $2
         order by asked_at desc",
        person.0,
        system.clock.now().to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TakeOut {
            id: row.id,
            asked: dutch(row.asked_at.to_jiff()),
            done: row.done,
            total: row.total,
            bytes: row.size_bytes,
            until: dutch(row.expires_at.to_jiff()).date(),
        })
        .collect())
}

async fn ask(system: &System, person: PersonId) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    // Two clicks are one after the other, and the second finds the first.
    sqlx::query!(
        "select id from person where id = $1 for no key update",
        person.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let making = sqlx::query_scalar!(
        "select id
         from take_out
         where person_id = $1 and made_at is null and destroyed_at is null and expires_at > $2",
        person.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(id) = making {
        // It is on its way, or the job that made it gave up.
        jobs::make_take_out(&mut tx, id).await?;
        tx.commit().await?;
        return Ok(());
    }
    let today = sqlx::query_scalar!(
        r#"select count(*) as "count!" from take_out where person_id = $1 and asked_at > $2"#,
        person.0,
        (now - DAY).to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(&mut *tx)
    .await?;
    if today >= MOST_A_DAY {
        return Err(Problem::too_many()
            .with_detail(
                "Je vroeg vandaag al een paar keer om je portfolio. Probeer het morgen opnieuw.",
            )
            .into());
    }
    let id = Uuid::now_v7();
    sqlx::query!(
        r#"insert into take_out (id, person_id, asked_at, total, expires_at)
           values ($1, $2, $3,
                   (select count(*)::integer
                    from evidence e
                    left join activity_version v
                        on v.activity_id = e.activity_id and upper_inf(v.recorded)
                    where e.person_id = $2 and e.removed_at is null
                      and v.removed is not true), $4)"#,
        id,
        person.0,
        now.to_sqlx(),
        (now + DAY * KEPT_DAYS).to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    record(&mut tx, By::Teacher(person), person, id, "asked", now).await?;
    jobs::make_take_out(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes it: all of it, or it is made again. A file of evidence that is not there, or is not what was
/// kept, is left out and named: no try would mend that. Nothing happens when it is there, or no longer
/// wanted.
///
/// # Errors
/// When the database or the store does not answer.
pub async fn make(system: &System, id: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let person = sqlx::query_scalar!(
        "select person_id from take_out
         where id = $1 and made_at is null and destroyed_at is null and expires_at > $2",
        id,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(&system.pool)
    .await?;
    let Some(person) = person.map(PersonId) else {
        return Ok(());
    };
    let mut conn = system.pool.acquire().await?;
    let mut content = Content::of(&mut conn, person, dutch(now)).await?;
    drop(conn);
    let mut archive = Archive::begin(system.evidence.begin(Kept::TakeOut(id)).await?, now);
    let files = std::mem::take(&mut content.files);
    let total = i32::try_from(files.len()).map_err(Fault::broken)?;
    let mut missing = 0;
    for (done, file) in (1..).zip(&files) {
        let found = system.evidence.find(file.id).await?;
        match found.filter(|bytes| Sha256::digest(bytes)[..] == file.sha256[..]) {
            Some(bytes) => archive.add_packed(&file.path, &bytes).await?,
            None => {
                tracing::error!(evidence = %file.id, "a file of evidence is gone, or is not what was kept");
                content.leave_out(&file.path);
                missing += 1;
            }
        }
        sqlx::query!(
            "update take_out set done = $2, total = $3 where id = $1",
            id,
            done,
            total,
        )
        .execute(&system.pool)
        .await?;
    }
    archive.add("portfolio.json", &content.json()?).await?;
    archive
        .add("portfolio.html", content.paper.html().as_bytes())
        .await?;
    let printed = match portfolio::of(content.printed, dutch(now).date()).await {
        Ok(pdf) => {
            archive.add("portfolio.pdf", &pdf).await?;
            true
        }
        // The page says the same: better without paper than nothing to take out.
        Err(fault) => {
            tracing::warn!(%fault, take_out = %id, "the portfolio is too much to print");
            false
        }
    };
    let made = Box::pin(archive.finish()).await?;
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "update take_out
         set made_at = $2, size_bytes = $3, sha256 = $4, done = $5, total = $5
         where id = $1",
        id,
        system.clock.now_stored().to_sqlx(),
        made.bytes,
        made.sha256,
        total,
    )
    .execute(&mut *tx)
    .await?;
    let mut body = format!(
        "Je vroeg om je portfolio. Het bestand is klaar. Je kunt het {KEPT_DAYS} dagen lang ophalen."
    );
    if missing > 0 {
        body.push_str(
            " We konden niet al je bewijsstukken lezen. In portfolio.html staat wat ontbreekt.",
        );
    }
    if !printed {
        body.push_str(" Een pdf konden we er niet van maken. In portfolio.html staat hetzelfde.");
    }
    let news = News {
        person,
        title: "Je portfolio staat klaar".to_owned(),
        body,
        link: "/mijn/portfolio/meenemen",
        once: format!("meenemen/{id}"),
    };
    messages::tell(&mut tx, now, &[news]).await?;
    record(&mut tx, By::Job("take_out"), person, id, "made", now).await?;
    tx.commit().await?;
    Ok(())
}

/// `GET /mijn/portfolio/meenemen/{id}`: the file, to its owner only.
///
/// # Errors
/// 401 or 403 for whoever is no teacher; 404 when it is of another, not made yet, or no longer there.
pub async fn download(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let person = Teacher::from_actor(actor)
        .ok_or_else(Problem::forbidden)?
        .person();
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let made = sqlx::query!(
        r#"select made_at as "made_at!", size_bytes as "size_bytes!"
           from take_out
           where id = $1 and person_id = $2 and made_at is not null and destroyed_at is null
             and expires_at > $3"#,
        id,
        person.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    record(&mut tx, By::Teacher(person), person, id, "fetched", now).await?;
    tx.commit().await?;
    let stream = system.evidence.stream(Kept::TakeOut(id)).await?;
    let day = dutch(made.made_at.to_jiff()).date();
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"portfolio-{day}.zip\""),
        ),
        (header::CONTENT_LENGTH, made.size_bytes.to_string()),
        // It is packed already.
        (header::CONTENT_ENCODING, "identity".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(stream)).into_response())
}

async fn record(
    conn: &mut PgConnection,
    by: By<'_>,
    person: PersonId,
    take_out: Uuid,
    change: &str,
    now: jiff::Timestamp,
) -> Result<(), Fault> {
    let act = Act::PortfolioTakenOut {
        take_out,
        change: change.to_owned(),
    };
    audit::record(conn, now, by, Some(person), None, &act).await
}
