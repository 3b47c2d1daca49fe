//! How a teacher hears of messages: the address, the choice, and confirming it.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::Desk,
    fault::Fault,
    jobs,
    mail::{Mail, MailError},
};
use app::{
    actor::{FreshTeacher, Teacher},
    teacher::contact::{Contact, ContactForm, desk::ContactDesk},
};
use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use shared::{FieldError, Problem, identifier::PersonId, term::TermCode};
use uuid::Uuid;

/// What a code is sealed for.
const SEAL: &str = "contact";

/// How long the code of a mail can be used.
const LASTS: SignedDuration = SignedDuration::from_hours(72);

/// The longest address that is taken.
const LONGEST: usize = 254;

#[async_trait]
impl ContactDesk for Desk {
    async fn contact(&self, teacher: &Teacher) -> Result<Contact, Problem> {
        Ok(contact(&self.0, teacher.person()).await?)
    }

    async fn choose_contact(
        &self,
        teacher: &FreshTeacher,
        form: ContactForm,
    ) -> Result<(), Problem> {
        Ok(choose(&self.0, teacher.person(), &form).await?)
    }

    async fn confirm_contact(&self, teacher: &Teacher, code: &str) -> Result<(), Problem> {
        Ok(confirm(&self.0, teacher.person(), code).await?)
    }

    async fn stop_contact(&self, teacher: &Teacher) -> Result<(), Problem> {
        Ok(stop(&self.0, teacher.person()).await?)
    }
}

async fn contact(system: &System, person: PersonId) -> Result<Contact, Fault> {
    let row = sqlx::query!(
        "select email, electronic_since, daily, pending, pending_at, unreachable_since
         from contact_choice
         where person_id = $1",
        person.0,
    )
    .fetch_optional(&system.pool)
    .await?;
    Ok(row.map_or_else(Contact::default, |row| {
        let day = |at: jiff_sqlx::Timestamp| dutch(at.to_jiff()).date();
        Contact {
            email: row.email.zip(row.electronic_since.map(day)),
            daily: row.daily,
            pending: row
                .pending
                .zip(row.pending_at.map(|at| dutch(at.to_jiff()))),
            unreachable: row.unreachable_since.map(day),
        }
    }))
}

async fn choose(system: &System, person: PersonId, form: &ContactForm) -> Result<(), Fault> {
    let email = form.email.trim();
    let mut errors = Vec::new();
    if email.len() > LONGEST || email.parse::<lettre::Address>().is_err() {
        let message = "Vul een e-mailadres in, zoals naam@voorbeeld.nl";
        errors.push(FieldError::new("email", message));
    }
    if form.akkoord != "ja" {
        let message =
            "Zet een vinkje als je berichten alleen digitaal wilt. Anders krijg je brieven";
        errors.push(FieldError::new("akkoord", message));
    }
    if !["elk", "dag"].contains(&form.hoevaak.as_str()) {
        errors.push(FieldError::new("hoevaak", "Kies hoe vaak je mail wilt"));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let asks = sqlx::query_scalar!(
        r#"insert into contact_choice (person_id, daily, pending, pending_at)
           values ($1, $2, $3, $4)
           on conflict (person_id) do update set
               daily = excluded.daily,
               pending = case
                   when contact_choice.email = $3 and contact_choice.unreachable_since is null
                       then null
                   else $3
               end,
               pending_at = case
                   when contact_choice.email = $3 and contact_choice.unreachable_since is null
                       then null
                   else $4::timestamptz
               end,
               pending_sent_at = null
           returning pending is not null as "asks!""#,
        person.0,
        form.hoevaak == "dag",
        email,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_one(&mut *tx)
    .await?;
    if asks {
        jobs::confirm_address(&mut tx, person).await?;
    }
    let change = if asks { "asked" } else { "changed" };
    record(&mut tx, now, person, change).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    conn: &mut sqlx::PgConnection,
    now: Timestamp,
    person: PersonId,
    change: &str,
) -> Result<(), Fault> {
    let act = Act::ContactChosen {
        change: change.to_owned(),
    };
    audit::record(conn, now, By::Teacher(person), Some(person), None, &act).await
}

/// What the code of a mail holds.
#[derive(Deserialize, Serialize)]
struct Code {
    person: PersonId,
    email: String,
    at: Timestamp,
}

/// Sends the mail with which the teacher confirms an address, if one waits.
///
/// # Errors
/// When the mail server or the database does not answer: then it is to be tried again.
pub async fn ask_to_confirm(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let waiting = sqlx::query!(
        r#"select pending as "email!", pending_at as "at!"
           from contact_choice
           where person_id = $1 and pending is not null and pending_sent_at is null
           for update skip locked"#,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(waiting) = waiting else {
        return Ok(());
    };
    let code = Code {
        person,
        email: waiting.email.clone(),
        at: waiting.at.to_jiff(),
    };
    let code = system.vault.seal(SEAL, &serde_json::to_vec(&code)?)?;
    let site = &system.config.public_url;
    let mail = Mail {
        id: Uuid::now_v7(),
        to: &waiting.email,
        subject: "Bevestig je e-mailadres",
        text: format!(
            "Iemand koos dit adres voor berichten van het Lerarenregister.\n\n\
             Was jij dat? Open dan binnen drie dagen deze link en log in:\n\n\
             {site}/mijn/contact/bevestigen?code={}\n\n\
             Was jij dat niet? Dan hoef je niets te doen.\n\n\
             Lerarenregister\n",
            URL_SAFE_NO_PAD.encode(code)
        ),
    };
    match system.mailer.send(mail).await {
        // A refused address shows as one that waits: the teacher can choose another.
        Ok(_) | Err(MailError::Refused(_)) => {}
        Err(error) => return Err(Fault::broken(error)),
    }
    sqlx::query!(
        "update contact_choice set pending_sent_at = $2 where person_id = $1",
        person.0,
        system.clock.now_stored().to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn confirm(system: &System, person: PersonId, code: &str) -> Result<(), Fault> {
    let refused =
        || Problem::conflict("Deze link kan niet meer worden gebruikt. Kies je adres opnieuw");
    let opened = URL_SAFE_NO_PAD
        .decode(code.trim())
        .ok()
        .and_then(|sealed| system.vault.open(SEAL, &sealed).ok())
        .and_then(|clear| serde_json::from_slice::<Code>(&clear).ok());
    let now = system.clock.now_stored();
    let code = opened
        .filter(|code| code.person == person && now < code.at + LASTS)
        .ok_or_else(refused)?;
    let mut tx = system.pool.begin().await?;
    let done = sqlx::query!(
        "update contact_choice
         set email = pending, confirmed_at = $3, electronic_since = coalesce(electronic_since, $3),
             pending = null, pending_at = null, unreachable_since = null
         where person_id = $1 and pending = $2 and pending_at = $4",
        person.0,
        code.email,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        code.at.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        // Who opens the link once more is not told that it is no good.
        let stands = sqlx::query_scalar!(
            r#"select exists (
                   select from contact_choice
                   where person_id = $1 and email = $2 and confirmed_at >= $3
                     and pending is null and unreachable_since is null
               ) as "stands!""#,
            person.0,
            code.email,
            code.at.to_sqlx() as jiff_sqlx::Timestamp,
        )
        .fetch_one(&mut *tx)
        .await?;
        return if stands {
            Ok(())
        } else {
            Err(refused().into())
        };
    }
    record(&mut tx, now, person, "electronic").await?;
    tx.commit().await?;
    Ok(())
}

async fn stop(system: &System, person: PersonId) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    // That it was chosen stays known: decisions were announced by it (handbook, 8.4).
    sqlx::query!(
        "with ended as (
             delete from contact_choice where person_id = $1 returning *
         )
         insert into contact_consent (person_id, electronic, email)
         select person_id, tstzrange(electronic_since, $2), email
         from ended
         where electronic_since < $2 and email is not null",
        person.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    record(&mut tx, now, person, "post").await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets the choices that ended long enough ago.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_consents(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let before = TermCode::ConsentKept.on(today).length.before(today);
    sqlx::query!(
        "delete from contact_consent where upper(electronic) < $1::date",
        before.to_sqlx() as jiff_sqlx::Date,
    )
    .execute(&system.pool)
    .await?;
    Ok(())
}
