//! Notices of messages (article 2:10 Awb): within 48 hours of each message exactly one to each who is to
//! hear of it, by mail, or by post for who did not say to want it by mail.
//!
//! The database writes the notice with the message. A job gives it: it first notes which mail it goes
//! in, then sends that mail, then notes what the mail server said. Between those last two one can stop;
//! then the mail goes out again, with the same `Message-ID` (decision 0008).

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::staff::cases::{announced, procedure},
    fault::Fault,
    mail::{Mail, MailError},
};
use app::actor::CaseWorker;
use jiff::{SignedDuration, Timestamp, Zoned, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{BoardNumber, CaseId, PersonId},
    notation,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The hour at which the one mail of a day goes, in the Netherlands.
const DAILY_HOUR: i8 = 7;

/// How many mails go out in one run of the job.
const MOST: usize = 500;

/// Gives every notice that is to be given now.
///
/// # Errors
/// When the database does not answer.
pub async fn give(system: &System) -> Result<(), Fault> {
    group(system).await?;
    for _ in 0..MOST {
        if !send_next(system).await? {
            break;
        }
    }
    Ok(())
}

/// Notes of each notice in which mail it goes, or that it goes by post.
async fn group(system: &System) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let next_daily = next_daily(now)?;
    let mut tx = system.pool.begin().await?;
    // Who did not say to want it by mail, or whose address takes none.
    sqlx::query!(
        "update message_notice n
         set channel = 'post'
         from message m
         left join contact_choice c on c.person_id = m.person_id
         where m.id = n.message_id
           and n.channel = 'mail'
           and n.handed_over_at is null
           and n.mail_id is null
           and n.contact_id is null
           and (c.electronic_since is null or c.unreachable_since is not null)",
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update message_notice n
         set channel = 'post'
         from contact_person p
         where p.id = n.contact_id
           and n.channel = 'mail'
           and n.handed_over_at is null
           and n.mail_id is null
           and (p.ended_at is not null or p.unreachable_since is not null)",
    )
    .execute(&mut *tx)
    .await?;
    // Who wants one mail a day waits for it.
    sqlx::query!(
        "update message_notice n
         set not_before = $1
         from message m
         join contact_choice c on c.person_id = m.person_id and c.daily
         where m.id = n.message_id
           and n.channel = 'mail'
           and n.mail_id is null
           and n.handed_over_at is null
           and n.not_before = n.queued_at",
        next_daily.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    // All that waits for one mail a day goes in one, and everything else in a mail of its own.
    sqlx::query!(
        "update message_notice n
         set mail_id = one.mail
         from (
             select n.id,
                    case when c.daily
                        then first_value(n.id) over (partition by m.person_id order by n.id)
                        else n.id
                    end as mail
             from message_notice n
             join message m on m.id = n.message_id
             left join contact_choice c on c.person_id = m.person_id
             where n.channel = 'mail'
               and n.mail_id is null
               and n.handed_over_at is null
               and n.not_before <= $1
         ) one
         where one.id = n.id and n.mail_id is null",
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The next time at which the one mail of a day goes.
fn next_daily(now: Timestamp) -> Result<Timestamp, Fault> {
    let zone = TimeZone::get("Europe/Amsterdam").map_err(Fault::broken)?;
    let local = dutch(now);
    let day = if local.hour() < DAILY_HOUR {
        local.date()
    } else {
        local.date().tomorrow().map_err(Fault::broken)?
    };
    let at: Zoned = day
        .at(DAILY_HOUR, 0, 0, 0)
        .to_zoned(zone)
        .map_err(Fault::broken)?;
    Ok(at.timestamp())
}

/// A mail that waits.
struct Waiting {
    mail: Uuid,
    email: String,
    messages: i64,
    attempts: i32,
    due: Timestamp,
    /// Of whom, when it is for a person.
    person: Option<PersonId>,
    /// The contact person and the board, when it is for one.
    contact: Option<(Uuid, BoardNumber)>,
}

/// Sends the mail that waits longest, if there is one; whether there was.
async fn send_next(system: &System) -> Result<bool, Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    // Locked while it is sent: a second worker must not send it too.
    let locked = sqlx::query!(
        r#"select mail_id as "mail!"
           from message_notice
           where channel = 'mail'
             and mail_id = id
             and handed_over_at is null
             and not_before <= $1
           order by due_at
           limit 1
           for update skip locked"#,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(locked) = locked else {
        return Ok(false);
    };
    let waiting = waiting(&mut tx, locked.mail).await?;
    let site = &system.config.public_url;
    let page = if waiting.person.is_some() {
        "/mijn/berichten"
    } else {
        "/school/berichtenbox"
    };
    let mail = Mail {
        id: waiting.mail,
        to: &waiting.email,
        subject: "Er is een bericht voor je in het Lerarenregister",
        text: text(waiting.messages, &format!("{site}{page}")),
    };
    match system.mailer.send(mail).await {
        Ok(answer) => {
            sqlx::query!(
                "update message_notice
                 set handed_over_at = $2, answer = $3, attempts = attempts + 1
                 where mail_id = $1",
                waiting.mail,
                now.to_sqlx() as jiff_sqlx::Timestamp,
                answer,
            )
            .execute(&mut *tx)
            .await?;
            told(&mut tx, system, waiting.mail).await?;
        }
        Err(MailError::Refused(answer)) => refused(&mut tx, system, &waiting, &answer).await?,
        Err(MailError::Later(error)) => {
            later(&mut tx, now, &waiting, &error.to_string()).await?;
        }
        Err(MailError::Closed(error)) => {
            tracing::error!("the mail server takes no mail from us");
            later(&mut tx, now, &waiting, &error.to_string()).await?;
            tx.commit().await?;
            // The next one would be refused the same: the next run of the job tries again.
            return Ok(false);
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// What was told by this mail is known from now on.
async fn told(conn: &mut PgConnection, system: &System, mail: Uuid) -> Result<(), Fault> {
    let messages = sqlx::query_scalar!(
        "select message_id from message_notice where mail_id = $1 and contact_id is null",
        mail,
    )
    .fetch_all(&mut *conn)
    .await?;
    for message in messages {
        announced::told(&mut *conn, system, message).await?;
    }
    Ok(())
}

async fn waiting(conn: &mut PgConnection, mail: Uuid) -> Result<Waiting, Fault> {
    let row = sqlx::query!(
        r#"select count(*) as "messages!", max(n.attempts) as "attempts!", min(n.due_at) as "due!",
                  (array_agg(m.person_id))[1] as person,
                  (array_agg(n.contact_id))[1] as contact,
                  (array_agg(m.board_number))[1] as board,
                  max(coalesce(p.email, c.email)) as "email"
           from message_notice n
           join message m on m.id = n.message_id
           left join contact_choice c on c.person_id = m.person_id
           left join contact_person p on p.id = n.contact_id
           where n.mail_id = $1"#,
        mail,
    )
    .fetch_one(conn)
    .await?;
    let contact = match (row.contact, row.board) {
        (Some(contact), Some(board)) => {
            Some((contact, BoardNumber::parse(&board).map_err(Fault::broken)?))
        }
        _ => None,
    };
    Ok(Waiting {
        mail,
        // Who withdrew the address in the meantime has none: nothing can be sent there.
        email: row.email.unwrap_or_default(),
        messages: row.messages,
        attempts: row.attempts,
        due: row.due.to_jiff(),
        person: row.person.map(PersonId),
        contact,
    })
}

/// The text of a notice: nothing of what the message is about.
fn text(messages: i64, address: &str) -> String {
    let is = if messages == 1 { "is" } else { "zijn" };
    let what = notation::count(messages, "nieuw bericht", "nieuwe berichten");
    format!(
        "Er {is} {what} voor je in het Lerarenregister.\n\n\
         Log in en lees het op {address}.\n\n\
         Dit is een automatische mail. In een mail van ons staat nooit iets persoonlijks.\n\n\
         Lerarenregister\n"
    )
}

/// The address takes no mail: the notices go by post, and so does everything after it.
async fn refused(
    conn: &mut PgConnection,
    system: &System,
    waiting: &Waiting,
    answer: &str,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    sqlx::query!(
        "update message_notice
         set channel = 'post', refused_at = $2, answer = $3, attempts = attempts + 1
         where mail_id = $1",
        waiting.mail,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        answer,
    )
    .execute(&mut *conn)
    .await?;
    if let Some(person) = waiting.person {
        sqlx::query!(
            "update contact_choice set unreachable_since = $2 where person_id = $1",
            person.0,
            now.to_sqlx(),
        )
        .execute(&mut *conn)
        .await?;
    }
    if let Some((contact, _)) = &waiting.contact {
        sqlx::query!(
            "update contact_person set unreachable_since = $2 where id = $1",
            contact,
            now.to_sqlx(),
        )
        .execute(&mut *conn)
        .await?;
    }
    let act = Act::NoticeRefused { mail: waiting.mail };
    let board = waiting.contact.as_ref().map(|(_, board)| board);
    audit::record(conn, now, By::Job("notices"), waiting.person, board, &act).await
}

/// How long ago a mail was sent that still comes back, in days.
const RETURNS: i64 = 14;

/// A mail to this address came back after the mail server took it: what follows is the same as when it had
/// been refused.
///
/// # Errors
/// As [`app::staff::post::desk::PostDesk::came_back`].
pub async fn came_back(system: &System, worker: &CaseWorker, email: &str) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let email = email.trim();
    let mut tx = system.pool.begin().await?;
    let persons = sqlx::query_scalar!(
        "update contact_choice
         set unreachable_since = $2
         where lower(email) = lower($1) and unreachable_since is null
         returning person_id",
        email,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(&mut *tx)
    .await?;
    let contacts = sqlx::query!(
        "update contact_person
         set unreachable_since = $2
         where lower(email) = lower($1) and unreachable_since is null and ended_at is null
         returning id, board_number",
        email,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(&mut *tx)
    .await?;
    if persons.is_empty() && contacts.is_empty() {
        let message = "Dit adres heeft niemand die mail van ons krijgt. Of het is al gemeld";
        return Err(Problem::invalid(vec![FieldError::new("email", message)]).into());
    }
    let of_contacts: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
    // There is as much time for the letter as there was for the mail.
    sqlx::query!(
        "update message_notice n
         set channel = 'post', refused_at = $3, returned_at = $3, returned_by = $4,
             due_at = greatest(n.due_at, $3::timestamptz + interval '48 hours')
         from message m
         where m.id = n.message_id
           and n.channel = 'mail'
           and n.mail_id is not null
           and m.read_at is null
           and (n.handed_over_at is null or n.handed_over_at > $5)
           and (n.contact_id = any($2) or n.contact_id is null and m.person_id = any($1))",
        &persons,
        &of_contacts,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        worker.staff().subject(),
        (now - SignedDuration::from_hours(24 * RETURNS)).to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    // Nothing told of what is asked in them until the letter goes, and until then no term stands still for it.
    let cases = sqlx::query_scalar!(
        "update case_wait w
         set told_on = null
         from message_notice n
         where n.message_id = w.message_id
           and n.returned_at = $1
           and w.answered_at is null
           and w.lapsed_at is null
         returning w.case_id",
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(&mut *tx)
    .await?;
    for case in cases {
        procedure::reckon(&mut tx, CaseId(case)).await?;
    }
    let by = || By::Staff(worker.staff());
    for person in persons {
        audit::record(
            &mut tx,
            now,
            by(),
            Some(PersonId(person)),
            None,
            &Act::MailReturned,
        )
        .await?;
    }
    for contact in contacts {
        let board = BoardNumber::parse(&contact.board_number).map_err(Fault::broken)?;
        audit::record(&mut tx, now, by(), None, Some(&board), &Act::MailReturned).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// How many notices are past their 48 hours (article 2:10 Awb), by mail and by post.
///
/// # Errors
/// When the database does not answer.
pub async fn past_due(system: &System) -> Result<(i64, i64), Fault> {
    let late = sqlx::query!(
        r#"select count(*) filter (where channel = 'mail') as "mail!",
                  count(*) filter (where channel = 'post') as "post!"
           from message_notice
           where due_at < $1
             and posted_at is null
             and (handed_over_at is null or returned_at is not null)"#,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(&system.pool)
    .await?;
    Ok((late.mail, late.post))
}

/// Tells who watches how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn measure(system: &System) -> Result<(), Fault> {
    let (mail, post) = past_due(system).await?;
    for (channel, late) in [("mail", mail), ("post", post)] {
        metrics::gauge!("notices_past_due", "channel" => channel).set(late as f64);
    }
    Ok(())
}

/// The mail server did not answer: again after longer and longer, and by post once it is too late.
async fn later(
    conn: &mut PgConnection,
    now: Timestamp,
    waiting: &Waiting,
    answer: &str,
) -> Result<(), Fault> {
    let minutes = 1_i64 << waiting.attempts.clamp(0, 7);
    let again = now + SignedDuration::from_mins(minutes);
    sqlx::query!(
        "update message_notice
         set not_before = $2,
             attempts = attempts + 1,
             answer = $3,
             channel = case when $4 then 'post' else channel end
         where mail_id = $1",
        waiting.mail,
        again.to_sqlx() as jiff_sqlx::Timestamp,
        answer,
        again > waiting.due,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_of_a_day_goes_in_the_morning() {
        let next = |at: &str| {
            let at = at.parse().expect("a moment");
            next_daily(at).expect("a moment").to_string()
        };
        assert_eq!(next("2026-11-23T05:59:00Z"), "2026-11-23T06:00:00Z");
        assert_eq!(next("2026-11-23T06:00:00Z"), "2026-11-24T06:00:00Z");
        assert_eq!(next("2026-07-01T12:00:00Z"), "2026-07-02T05:00:00Z");
    }

    #[test]
    fn a_notice_says_nothing_of_what_the_message_is_about() {
        let text = text(2, "https://register.example/mijn/berichten");
        assert!(text.starts_with("Er zijn 2 nieuwe berichten voor je"));
    }
}
