//! Files that come in parts, so that somebody on a bad line goes on where the line broke: the core of
//! the tus protocol 1.0.0 (<https://tus.io/protocols/resumable-upload>) with its extensions
//! `creation`, `expiration` and `termination`.
//!
//! A whole file waits until the form that it belongs to is sent; then it is looked at as one that
//! came with the form itself. What is never sent is forgotten a day later.

use crate::{
    System,
    desks::{Desk, teacher::accept_file},
    fault::Fault,
};
use app::{
    actor::{FromActor, Teacher},
    desk::Visit,
    upload::{File, UploadDesk},
};
use async_trait::async_trait;
use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, identifier::PersonId, portfolio::EvidenceKind};
use sqlx::PgConnection;
use std::sync::Arc;
use uuid::Uuid;

/// Where a file begins; each has its own address under it.
pub const PATH: &str = "/api/mijn/uploads";

/// How long a file waits for its form.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// The most that waits of one teacher, in files.
const MOST_FILES: i64 = 20;

/// The most that goes with one form, in bytes: all of it is in memory at once.
const MOST_WITH_A_FORM: i64 = 100 * 1024 * 1024;

const VERSION: HeaderName = HeaderName::from_static("tus-resumable");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// `POST /api/mijn/uploads`: begins a file. `Upload-Length` says how long it is, `Upload-Metadata` how it
/// is called.
///
/// # Errors
/// 401 or 403 for whoever is no teacher; 400 without a length; 412 for another version of tus; 422 when
/// the file is empty or too large, or too much waits already.
pub async fn begin(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let teacher = teacher(visit)?;
    if headers
        .get(VERSION)
        .is_some_and(|version| version != "1.0.0")
    {
        return Ok(StatusCode::PRECONDITION_FAILED.into_response());
    }
    let length = number(&headers, &LENGTH)
        .ok_or_else(|| Problem::bad_request("Upload-Length ontbreekt of is geen getal"))?;
    let name = file_name(&headers);
    let bytes = u64::try_from(length).map_err(Fault::broken)?;
    // What is in it is seen when it is whole.
    EvidenceKind::accept("bestand", &name, Some(EvidenceKind::Pdf), bytes, 0)
        .map_err(|error| Problem::invalid(vec![error]))?;
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let mut tx = system.pool.begin().await?;
    // Two that begin at the same moment are counted one after the other.
    let waiting = sqlx::query_scalar!(
        r#"with held as (select id from person where id = $1 for no key update)
           select (select count(*) from upload where person_id = held.id) as "count!" from held"#,
        teacher.person().0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if waiting >= MOST_FILES {
        return Err(Problem::too_many()
            .with_detail("Verstuur eerst de bestanden die al klaarstaan.")
            .into());
    }
    let expires = now + KEPT;
    sqlx::query!(
        "insert into upload (id, person_id, file_name, size_bytes, expires_at)
         values ($1, $2, $3, $4, $5)",
        id,
        teacher.person().0,
        name,
        length,
        expires.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    let mut response = answer(StatusCode::CREATED, 0, expires);
    let address = HeaderValue::from_str(&format!("{PATH}/{id}")).map_err(Fault::broken)?;
    response.headers_mut().insert(header::LOCATION, address);
    Ok(response)
}

/// `HEAD /api/mijn/uploads/{id}`: how much of a file has come.
///
/// # Errors
/// 404 when there is no such file of this teacher, or it waited too long.
pub async fn look(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let teacher = teacher(visit)?;
    let mut conn = system.pool.acquire().await?;
    let upload = find(&mut conn, teacher.person(), id, system.clock.now()).await?;
    let mut response = answer(StatusCode::OK, upload.received, upload.expires);
    response.headers_mut().insert(LENGTH, upload.size.into());
    Ok(response)
}

/// `PATCH /api/mijn/uploads/{id}`: the next part. When the line breaks half-way, what came is kept. A file
/// that is whole is looked at: one that cannot be evidence is forgotten at once.
///
/// # Errors
/// 404 as [`look`]; 415 for another content type; 409 when the part begins elsewhere than where the
/// last one ended; 413 when there is more than was said; 422 when the file cannot be evidence.
pub async fn add(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Fault> {
    let teacher = teacher(visit)?;
    if headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes)
        != Some(b"application/offset+octet-stream")
    {
        return Ok(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
    }
    let mut tx = system.pool.begin().await?;
    let upload = find(&mut tx, teacher.person(), id, system.clock.now()).await?;
    if number(&headers, &OFFSET) != Some(upload.received) {
        return Ok(answer(
            StatusCode::CONFLICT,
            upload.received,
            upload.expires,
        ));
    }
    let length = i64::try_from(bytes.len()).map_err(Fault::broken)?;
    let received = upload.received + length;
    if received > upload.size {
        return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    }
    if length > 0 {
        sqlx::query!(
            "insert into upload_part (upload_id, starts_at, bytes) values ($1, $2, $3)",
            id,
            upload.received,
            &bytes[..],
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "update upload set received = $2 where id = $1",
            id,
            received
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    if received == upload.size {
        // Nobody waits for a connection while it is looked at. A form that takes it meanwhile looks too.
        let file = whole(&mut *system.pool.acquire().await?, teacher.person(), id).await?;
        if let Err(error) = accept_file(&system, file).await {
            let mut conn = system.pool.acquire().await?;
            remove(&mut conn, teacher.person(), &[id]).await?;
            return Err(Problem::invalid(vec![error]).into());
        }
    }
    Ok(answer(StatusCode::NO_CONTENT, received, upload.expires))
}

/// `DELETE /api/mijn/uploads/{id}`: the teacher does not want to send it after all.
///
/// # Errors
/// 404 as [`look`].
pub async fn end(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let teacher = teacher(visit)?;
    let mut tx = system.pool.begin().await?;
    let upload = find(&mut tx, teacher.person(), id, system.clock.now()).await?;
    remove(&mut tx, teacher.person(), &[id]).await?;
    tx.commit().await?;
    Ok(answer(
        StatusCode::NO_CONTENT,
        upload.received,
        upload.expires,
    ))
}

#[async_trait]
impl UploadDesk for Desk {
    async fn uploaded(&self, teacher: &Teacher, ids: &[Uuid]) -> Result<Vec<File>, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let total = sqlx::query_scalar!(
            r#"select coalesce(sum(size_bytes), 0)::bigint as "total!"
               from upload
               where id = any($1) and person_id = $2"#,
            ids,
            teacher.person().0,
        )
        .fetch_one(&mut *conn)
        .await
        .map_err(Fault::from)?;
        let most = usize::try_from(MOST_FILES).map_err(Fault::broken)?;
        if ids.len() > most || total > MOST_WITH_A_FORM {
            let message = "Dit zijn te veel bestanden voor één keer. Bewaar eerst een deel ervan";
            return Err(Problem::invalid(vec![FieldError::new("bestand", message)]));
        }
        let mut files = Vec::new();
        for id in ids {
            files.push(whole(&mut conn, teacher.person(), *id).await?);
        }
        Ok(files)
    }

    async fn used(&self, teacher: &Teacher, ids: &[Uuid]) -> Result<(), Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(remove(&mut conn, teacher.person(), ids).await?)
    }
}

struct Upload {
    size: i64,
    received: i64,
    expires: Timestamp,
}

/// The file, held until the end of the transaction.
async fn find(
    conn: &mut PgConnection,
    person: PersonId,
    id: Uuid,
    now: Timestamp,
) -> Result<Upload, Fault> {
    let row = sqlx::query!(
        "select size_bytes, received, expires_at
         from upload
         where id = $1 and person_id = $2 and expires_at > $3
         for update",
        id,
        person.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    Ok(Upload {
        size: row.size_bytes,
        received: row.received,
        expires: row.expires_at.to_jiff(),
    })
}

/// A file of which all parts have come.
async fn whole(conn: &mut PgConnection, person: PersonId, id: Uuid) -> Result<File, Fault> {
    let file = sqlx::query!(
        r#"select u.file_name, string_agg(p.bytes, ''::bytea order by p.starts_at) as "bytes!"
           from upload u
           join upload_part p on p.upload_id = u.id
           where u.id = $1 and u.person_id = $2 and u.received = u.size_bytes
           group by u.file_name"#,
        id,
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    let file = file.ok_or_else(|| {
        let message = "Een bestand is niet meer bij ons. Kies het opnieuw";
        Problem::invalid(vec![FieldError::new("bestand", message)])
    })?;
    Ok(File {
        field: "bestand".to_owned(),
        name: file.file_name,
        bytes: file.bytes,
    })
}

async fn remove(conn: &mut PgConnection, person: PersonId, ids: &[Uuid]) -> Result<(), Fault> {
    sqlx::query!(
        "delete from upload where id = any($1) and person_id = $2",
        ids,
        person.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn teacher(visit: Visit) -> Result<Teacher, Problem> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    Teacher::from_actor(actor).ok_or_else(Problem::forbidden)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<i64> {
    let text = headers.get(name)?.to_str().ok()?;
    text.parse().ok().filter(|number| *number >= 0)
}

/// What the file is called: `filename` in the metadata, in base64.
fn file_name(headers: &HeaderMap) -> String {
    let named = headers
        .get("upload-metadata")
        .and_then(|pairs| pairs.to_str().ok())
        .into_iter()
        .flat_map(|pairs| pairs.split(','))
        .find_map(|pair| pair.trim().strip_prefix("filename "))
        .and_then(|name| STANDARD.decode(name.trim()).ok())
        .and_then(|name| String::from_utf8(name).ok());
    let name = named.unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    // The end is kept: it says of which kind it is.
    let from = name.chars().count().saturating_sub(200);
    match name.chars().skip(from).collect::<String>() {
        name if name.is_empty() => "bestand".to_owned(),
        name => name,
    }
}

fn answer(status: StatusCode, offset: i64, expires: Timestamp) -> Response {
    let mut response = status.into_response();
    let headers = response.headers_mut();
    headers.insert(VERSION, HeaderValue::from_static("1.0.0"));
    headers.insert(OFFSET, offset.into());
    if let Ok(Ok(date)) = rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&expires)
        .map(|date| HeaderValue::from_str(&date))
    {
        headers.insert(EXPIRES, date);
    }
    response
}
