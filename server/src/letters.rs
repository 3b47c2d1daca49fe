//! Letters to contact persons of boards, by mail: news, and twice a year the question whether the
//! contact persons are still right (handbook, 6.6).
//!
//! A letter waits in the table until the mail server said that it has it. When the server stops
//! between that word and our note of it, the letter goes out again, with the same `Message-ID`.

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
    jobs,
    mail::{Mail, MailError},
};
use jiff::{Span, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::programme::CONTACT_MONTHS;
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes a letter with this news to each contact person it is for, and queues them.
///
/// # Errors
/// When the database does not answer.
pub async fn write_news(
    conn: &mut PgConnection,
    system: &System,
    news: Uuid,
    wave: Option<&str>,
    sector: Option<&str>,
) -> Result<(), Fault> {
    let letters = sqlx::query_scalar!(
        "insert into letter (id, contact_id, occasion, news_id, written_at)
         select uuidv7(), c.id, 'nieuws/' || $1::uuid, $1, $2
         from contact_person c
         where c.ended_at is null
           and c.unreachable_since is null
           and ($3::text is null or exists (
               select
               from board_wave w
               where w.board_number = c.board_number and upper_inf(w.recorded) and w.wave = $3
           ))
           and ($4::text is null or exists (
               select
               from school_board s
               where s.board_number = c.board_number and s.valid @> $5::date and s.sector = $4
           ))
         on conflict (contact_id, occasion) do nothing
         returning id",
        news,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        wave,
        sector,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?;
    jobs::send_letters(conn, &letters).await
}

/// Asks the contact persons of boards that did not confirm them for half a year; once a half year.
///
/// # Errors
/// When the database does not answer.
pub async fn ask_to_confirm(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let before = today
        .checked_sub(Span::new().months(CONTACT_MONTHS))
        .map_err(Fault::broken)?;
    let mut tx = system.pool.begin().await?;
    let letters = sqlx::query_scalar!(
        "insert into letter (id, contact_id, occasion, written_at)
         select uuidv7(), c.id, $1, $2
         from contact_person c
         where c.ended_at is null
           and c.unreachable_since is null
           and (
               select min(other.confirmed_at)
               from contact_person other
               where other.board_number = c.board_number and other.ended_at is null
           ) < ($3::date + 1)::timestamp at time zone 'Europe/Amsterdam'
         on conflict (contact_id, occasion) do nothing
         returning id",
        half_year(today),
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        before.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *tx)
    .await?;
    jobs::send_letters(&mut tx, &letters).await?;
    tx.commit().await?;
    Ok(())
}

fn half_year(today: Date) -> String {
    format!("bevestigen/{}-{}", today.year(), (today.month() + 5) / 6)
}

/// Sends one letter, if it still waits.
///
/// # Errors
/// When the mail server or the database does not answer: then it is to be tried again.
pub async fn send(system: &System, letter: Uuid) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    // Locked while it is sent: a second worker must not send it too.
    let waiting = sqlx::query!(
        r#"select c.id as contact, c.email, c.board_number, n.title as "title?", n.body as "body?"
           from letter l
           join contact_person c on c.id = l.contact_id
           left join news n on n.id = l.news_id
           where l.id = $1
             and l.sent_at is null
             and l.refused_at is null
             and c.ended_at is null
           for update of l skip locked"#,
        letter,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(waiting) = waiting else {
        return Ok(());
    };
    let site = &system.config.public_url;
    let (subject, text) = match (waiting.title, waiting.body) {
        (Some(title), Some(body)) => (title, news_text(&body, site)),
        _ => (
            "Kloppen de contactpersonen van je bestuur nog?".to_owned(),
            confirm_text(site),
        ),
    };
    let mail = Mail {
        id: letter,
        to: &waiting.email,
        subject: &subject,
        text,
    };
    let now = system.clock.now_stored();
    match system.mailer.send(mail).await {
        Ok(_) => {
            sqlx::query!(
                "update letter set sent_at = $2 where id = $1",
                letter,
                now.to_sqlx()
            )
            .execute(&mut *tx)
            .await?;
        }
        // The reason may name the address: it is not for the log.
        Err(MailError::Refused(_)) => {
            sqlx::query!(
                "update letter set refused_at = $2 where id = $1",
                letter,
                now.to_sqlx()
            )
            .execute(&mut *tx)
            .await?;
            sqlx::query!(
                "update contact_person set unreachable_since = $2 where id = $1",
                waiting.contact,
                now.to_sqlx(),
            )
            .execute(&mut *tx)
            .await?;
            let board = shared::identifier::BoardNumber::parse(&waiting.board_number)
                .map_err(Fault::broken)?;
            let act = Act::LetterRefused { letter };
            audit::record(&mut tx, now, By::Job("letters"), None, Some(&board), &act).await?;
        }
        Err(error) => return Err(Fault::broken(error)),
    }
    tx.commit().await?;
    Ok(())
}

fn news_text(body: &str, site: &str) -> String {
    format!(
        "{body}\n\n\
         Je leest dit ook op {site}/school/aansluiten. Daar kun je ons ook schrijven.\n\n\
         Lerarenregister\n"
    )
}

fn confirm_text(site: &str) -> String {
    format!(
        "Het is een half jaar geleden dat je bestuur zei dat de contactpersonen kloppen.\n\n\
         Log in met eHerkenning, kijk ze na op {site}/school/toegang en kies \"Dit klopt nog\".\n\n\
         Lerarenregister\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_has_two_half_years() {
        assert_eq!(half_year(date(2026, 6, 30)), "bevestigen/2026-1");
        assert_eq!(half_year(date(2026, 7, 1)), "bevestigen/2026-2");
    }
}
