//! What goes by post, and that it was posted.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    decision_letter,
    desks::{Desk, staff::cases::announced},
    fault::Fault,
    messages, notices, print, viewing, web,
};
use app::{
    actor::{CaseWorker, FromActor},
    desk::Visit,
    staff::post::{Letter, Post, desk::PostDesk},
};
use async_trait::async_trait;
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use shared::{Problem, identifier::PersonId, viewing::Viewing};
use std::sync::Arc;
use uuid::Uuid;

/// How many letters stand on the page.
const MOST: i64 = 100;

#[async_trait]
impl PostDesk for Desk {
    async fn post(&self, worker: &CaseWorker) -> Result<Post, Problem> {
        Ok(post(&self.0, worker).await?)
    }

    async fn mark_posted(&self, worker: &CaseWorker, id: Uuid) -> Result<(), Problem> {
        Ok(mark(&self.0, worker, id).await?)
    }

    async fn came_back(&self, worker: &CaseWorker, email: &str) -> Result<(), Problem> {
        Ok(notices::came_back(&self.0, worker, email).await?)
    }
}

async fn post(system: &System, worker: &CaseWorker) -> Result<Post, Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let rows = sqlx::query!(
        r#"select n.id, n.due_at, n.refused_at is not null as "refused!", n.attempts, m.title,
                  m.person_id, coalesce(m.link like '/mijn/besluiten/%', false) as "decision!",
                  count(*) over () as "total!",
                  coalesce(b.name,
                           d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name,
                           'Naam onbekend') as "to!"
           from message_notice n
           join message m on m.id = n.message_id
           left join board b on b.number = m.board_number
           left join person_details d on d.person_id = m.person_id and upper_inf(d.recorded)
           where n.channel = 'post' and n.posted_at is null
           order by n.due_at, n.id
           limit $1"#,
        MOST,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut persons: Vec<PersonId> = rows
        .iter()
        .filter_map(|row| row.person_id)
        .map(PersonId)
        .collect();
    persons.sort_unstable();
    persons.dedup();
    viewing::by_staff(&mut tx, now, Viewing::Post, &persons).await?;
    let by = By::Staff(worker.staff());
    let acts: Vec<_> = persons
        .into_iter()
        .map(|person| {
            let page = "post".to_owned();
            (Some(person), Act::TeacherViewed { page })
        })
        .collect();
    audit::record_all(&mut tx, now, by, None, &acts).await?;
    tx.commit().await?;
    let total = rows.first().map_or(0, |row| row.total);
    let letters = rows
        .into_iter()
        .map(|row| {
            let due = row.due_at.to_jiff();
            Letter {
                id: row.id,
                to: row.to,
                title: row.title,
                due: dutch(due),
                late: due < now,
                sheet: row.decision,
                why: match (row.refused, row.attempts) {
                    (_, 0) if row.person_id.is_none() => "Het bestuur heeft geen contactpersoon",
                    (true, _) => "Het adres nam geen mail aan",
                    (false, 0) => "Wil brieven, of koos nog niets",
                    (false, _) => "De mail ging niet weg",
                }
                .to_owned(),
            }
        })
        .collect();
    Ok(Post {
        letters,
        total: u32::try_from(total).unwrap_or(u32::MAX),
        faults: messages::faults(system).await?,
    })
}

async fn mark(system: &System, worker: &CaseWorker, id: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let notice = sqlx::query!(
        "select n.posted_at, n.message_id, m.person_id
         from message_notice n
         join message m on m.id = n.message_id
         where n.id = $1 and n.channel = 'post'
         for update of n",
        id,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if notice.posted_at.is_some() {
        return Err(Problem::conflict("Deze brief is al op de post gedaan").into());
    }
    sqlx::query!(
        "update message_notice set posted_at = $2, posted_by = $3 where id = $1",
        id,
        now.to_sqlx(),
        worker.staff().subject(),
    )
    .execute(&mut *tx)
    .await?;
    // The term of what it tells begins now.
    announced::told(&mut tx, system, notice.message_id).await?;
    let act = Act::LetterPosted { notice: id };
    let (by, person) = (By::Staff(worker.staff()), notice.person_id.map(PersonId));
    audit::record(&mut tx, now, by, person, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// `GET /behandeling/post/{id}/brief.pdf`: the letter, to be printed; as it was the first time, with the
/// address that it had then. Of a decision it is the letter as it is kept, for which [`download_sheet`] has the address.
///
/// # Errors
/// 401 or 403 for whoever is no case worker, 404 when there is no such letter.
pub async fn download_post(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let decision = printed(&system, visit, id, Part::Letter).await?;
    Ok(web::attachment("brief.pdf", print::PDF, decision))
}

/// `GET /behandeling/post/{id}/adresblad.pdf`: what goes in front of the letter of a decision, which has
/// no address: it is kept as it was, with its hash.
///
/// # Errors
/// As [`download_post`].
pub async fn download_sheet(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let sheet = printed(&system, visit, id, Part::Sheet).await?;
    Ok(web::attachment("adresblad.pdf", print::PDF, sheet))
}

/// What is printed of what goes by post.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The letter itself.
    Letter,
    /// The message with the address.
    Sheet,
}

impl Part {
    /// The code in the table of what was printed.
    const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Sheet => "sheet",
        }
    }
}

async fn printed(system: &System, visit: Visit, id: Uuid, part: Part) -> Result<Vec<u8>, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let worker = CaseWorker::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let row = sqlx::query!(
        r#"select m.id, m.title, m.body, m.link, m.created_at, m.person_id,
                  coalesce(b.name, nullif(concat_ws(E'\n',
                      d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name,
                      d.street || ' ' || d.house_number,
                      concat_ws('  ', d.postcode, d.place), d.country), ''),
                      'Naam onbekend') as "to!"
           from message_notice n
           join message m on m.id = n.message_id
           left join board b on b.number = m.board_number
           left join person_details d on d.person_id = m.person_id and upper_inf(d.recorded)
           where n.id = $1 and n.channel = 'post'"#,
        id,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if let Some(person) = row.person_id.map(PersonId) {
        let act = Act::TeacherViewed {
            page: "post".to_owned(),
        };
        viewing::by_staff(&mut tx, now, Viewing::Post, &[person]).await?;
        let by = By::Staff(worker.staff());
        audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    }
    tx.commit().await?;
    // Of a decision the letter itself goes, as it is kept.
    let decision = row
        .link
        .as_deref()
        .filter(|_| part == Part::Letter)
        .and_then(|link| link.strip_prefix(announced::LINK));
    if let Some(decision) = decision.and_then(|id| id.parse().ok()) {
        return Ok(decision_letter::of(system, decision).await?.content);
    }
    let kept = sqlx::query_scalar!(
        "select content from posted_letter where notice_id = $1 and part = $2",
        id,
        part.code(),
    )
    .fetch_optional(&system.pool)
    .await?;
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let placed = dutch(row.created_at.to_jiff());
    let said = (row.title.as_str(), row.body.as_str());
    let content = print::letter::of_message(row.id, &row.to, placed, said).await?;
    keep(system, (id, part), &row.to, &content).await
}

/// Keeps what is printed, with the address to which it goes, unless another was first; what is kept.
async fn keep(
    system: &System,
    (id, part): (Uuid, Part),
    address: &str,
    content: &[u8],
) -> Result<Vec<u8>, Fault> {
    let hash = Sha256::digest(content);
    sqlx::query!(
        "insert into posted_letter (notice_id, part, address, made_at, content, hash)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (notice_id, part) do nothing",
        id,
        part.code(),
        address,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        content,
        hash.as_slice(),
    )
    .execute(&system.pool)
    .await?;
    Ok(sqlx::query_scalar!(
        "select content from posted_letter where notice_id = $1 and part = $2",
        id,
        part.code(),
    )
    .fetch_one(&system.pool)
    .await?)
}
