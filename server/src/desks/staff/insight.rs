//! Looking up a teacher outside a case, and what the supervisor sees. Each look is recorded before
//! anything is shown.

use crate::{
    System,
    as_of::{self, Reader as For},
    audit::{self, Act, By},
    clock::end_of,
    delivery::without_bsn,
    desks::Desk,
    fault::Fault,
    viewing,
};
use app::{
    actor::{FromActor, Inspector, Reader},
    desk::Visit,
    staff::insight::{Expired, LookedUp, Question, Supervision, desk::InsightDesk},
    teacher::entry::AsOf,
};
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use http::request::Parts;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{Bsn, PersonId, TeacherNumber},
    notation,
    viewing::Viewing,
};
use std::sync::Arc;

/// The most rows that the supervisor sees.
const MOST: i64 = 100;

/// The most characters of a reference.
const LONGEST: usize = 50;

#[async_trait]
impl InsightDesk for Desk {
    async fn purposes(&self, reader: &Reader) -> Vec<Viewing> {
        reader.purposes()
    }

    async fn look_up(&self, reader: &Reader, question: Question) -> Result<AsOf, Problem> {
        Ok(look_up(&self.0, reader, &question).await?)
    }

    async fn supervision(&self, inspector: &Inspector) -> Result<Supervision, Problem> {
        Ok(supervision(&self.0, inspector).await?)
    }
}

/// The most that is read of a posted question, in bytes.
const MAX_QUESTION: usize = 16 * 1024;

/// Answers a question that a browser posted.
pub async fn look_up_posted(system: &Arc<System>, parts: &Parts, body: Body) -> LookedUp {
    let posted = to_bytes(body, MAX_QUESTION).await.ok();
    let question: Question = posted
        .and_then(|posted| serde_urlencoded::from_bytes(&posted).ok())
        .unwrap_or_default();
    let visit = parts.extensions.get::<Visit>();
    let answer = match visit.and_then(|visit| visit.actor.clone()) {
        None => Err(Problem::not_logged_in()),
        Some(actor) => match Reader::from_actor(actor) {
            None => Err(Problem::forbidden()),
            Some(reader) => {
                let desk = Desk::new(system.clone());
                desk.look_up(&reader, question.clone()).await
            }
        },
    };
    LookedUp { question, answer }
}

/// A question that can be answered.
struct Asked {
    number: TeacherNumber,
    purpose: Viewing,
    reference: String,
    on: Date,
}

/// The question, or every message about it at once.
fn read(question: &Question, purposes: &[Viewing], today: Date) -> Result<Asked, Problem> {
    let mut errors = Vec::new();
    let number: String = question
        .nummer
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let number = TeacherNumber::parse(&number);
    if number.is_err() {
        let message = "Vul een registratienummer in: 8 cijfers";
        errors.push(FieldError::new("nummer", message));
    }
    let purpose = Viewing::parse(&question.doel).filter(|purpose| purposes.contains(purpose));
    if purpose.is_none() {
        errors.push(FieldError::new("doel", "Kies waarom je kijkt"));
    }
    let reference = question.kenmerk.trim();
    if reference.is_empty() || reference.chars().count() > LONGEST {
        let message = "Vul het kenmerk in, in ten hoogste 50 tekens";
        errors.push(FieldError::new("kenmerk", message));
    } else if Bsn::is_written_as(reference) || without_bsn(reference) != reference {
        let message = "Zet hier geen burgerservicenummer";
        errors.push(FieldError::new("kenmerk", message));
    }
    let on = match question.op.trim() {
        "" => Some(today),
        typed => notation::parse_date(typed),
    };
    if on.is_none() {
        let message = "Vul een dag in die bestaat, zoals 1-10-2026";
        errors.push(FieldError::new("op", message));
    }
    match (number, purpose, on, errors.is_empty()) {
        (Ok(number), Some(purpose), Some(on), true) => Ok(Asked {
            number,
            purpose,
            reference: reference.to_owned(),
            on,
        }),
        _ => Err(Problem::invalid(errors)),
    }
}

async fn look_up(system: &System, reader: &Reader, question: &Question) -> Result<AsOf, Fault> {
    let asked = read(question, &reader.purposes(), system.clock.today())?;
    let mut tx = system.pool.begin().await?;
    let person = sqlx::query_scalar!(
        "select id from person where teacher_number = $1",
        asked.number.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| {
        let message = "Dit registratienummer kennen we niet";
        Problem::invalid(vec![FieldError::new("nummer", message)])
    })?;
    let person = PersonId(person);
    let (now, by) = (system.clock.now_stored(), By::Staff(reader.staff()));
    viewing::by_staff(&mut tx, now, asked.purpose, &[person]).await?;
    let act = Act::TeacherViewed {
        page: format!("{} {}", asked.purpose.code(), asked.reference),
    };
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    let now = system.clock.now();
    let known_at = match end_of(asked.on)? {
        end if question.bekend != "toen" || end > now => now,
        end => end,
    };
    let is_now = known_at == now;
    let told = as_of::of_person(&mut tx, For::Other, person, asked.on, known_at, is_now).await?;
    tx.commit().await?;
    Ok(told)
}

async fn supervision(system: &System, inspector: &Inspector) -> Result<Supervision, Fault> {
    let today = system.clock.today();
    let mut tx = system.pool.begin().await?;
    let rows = sqlx::query!(
        r#"select a.person_id, p.teacher_number, b.name as board, a.ground_code,
                  s.name || ', ' || coalesce(l.place, s.place) as "school!",
                  a.maximum_date as "latest!", count(*) over () as "count!"
           from current_appointment a
           join person p on p.id = a.person_id
           join board b on b.number = a.board_number
           join school s on s.brin = a.brin
           left join location l on l.code = a.location_code
           where a.target = 'vestibule'
             and a.maximum_date < $1
             and a.valid @> $1::date
             and not a.removed
           order by a.maximum_date, a.board_number, a.number
           limit $2"#,
        today.to_sqlx() as jiff_sqlx::Date,
        MOST,
    )
    .fetch_all(&mut *tx)
    .await?;
    let people: Vec<PersonId> = rows.iter().map(|row| PersonId(row.person_id)).collect();
    let (now, by) = (system.clock.now_stored(), By::Staff(inspector.staff()));
    viewing::by_staff(&mut tx, now, Viewing::ExpiredTerms, &people).await?;
    let act = Act::TeacherViewed {
        page: Viewing::ExpiredTerms.code().to_owned(),
    };
    audit::record(&mut tx, now, by, None, None, &act).await?;
    tx.commit().await?;
    Ok(Supervision {
        count: rows.first().map_or(0, |row| row.count),
        expired: rows
            .into_iter()
            .map(|row| Expired {
                board: row.board,
                school: row.school,
                teacher: row.teacher_number,
                ground: row.ground_code,
                latest: row.latest.to_jiff(),
            })
            .collect(),
        today,
    })
}
