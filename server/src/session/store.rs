//! Sessions and login attempts as rows. Tokens are stored as hashes only.

use super::{ABSOLUTE, FRESH, IDLE};
use crate::{
    clock::dutch,
    fault::Fault,
    vault::{random_token, sha256},
};
use app::actor::{Actor, Provider, Reach, Role, SchoolContact, Staff, Supplier, Teacher};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use shared::identifier::{BoardNumber, PersonId, ProviderId, SupplierId};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// Who logged in, to make a session of.
pub struct NewSession {
    /// The actor.
    pub actor: Actor,
    /// The name to show.
    pub display_name: String,
}

/// What a session cookie stands for.
pub enum Found {
    /// Somebody who is logged in.
    Active {
        /// The session.
        id: Uuid,
        /// Who it is.
        actor: Actor,
        /// The name to show.
        display_name: String,
    },
    /// Somebody whose session ended; their form can still be kept for them.
    Ended {
        /// See [`Actor::owner`].
        owner: String,
    },
    /// Nobody.
    Nobody,
}

/// Makes a session and returns its token, which nobody else ever sees.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(
    conn: &mut PgConnection,
    new: &NewSession,
    now: Timestamp,
) -> Result<String, Fault> {
    let token = random_token();
    let (role, person, board, pseudonym, roles) = match &new.actor {
        Actor::Teacher(teacher) => ("teacher", Some(teacher.person().0), None, None, Vec::new()),
        Actor::School(contact) => (
            "school",
            None,
            Some(contact.board().to_string()),
            Some(contact.pseudonym().to_owned()),
            Vec::new(),
        ),
        Actor::Supplier(supplier) => (
            "supplier",
            None,
            None,
            Some(supplier.pseudonym().to_owned()),
            Vec::new(),
        ),
        Actor::Provider(provider) => (
            "provider",
            None,
            None,
            Some(provider.pseudonym().to_owned()),
            Vec::new(),
        ),
        Actor::Staff(staff) => (
            "staff",
            None,
            None,
            Some(staff.subject().to_owned()),
            staff.roles().to_vec(),
        ),
    };
    let supplier = match &new.actor {
        Actor::Supplier(supplier) => Some(supplier.id().0),
        Actor::School(contact) => contact.reach().office().map(|office| office.0),
        _ => None,
    };
    let provider = match &new.actor {
        Actor::Provider(provider) => Some(provider.id().0),
        _ => None,
    };
    sqlx::query!(
        "insert into session (id, token_hash, role, owner, display_name, person_id, board_number,
                              pseudonym, staff_roles, created_at, last_seen_at, supplier_id,
                              provider_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)",
        Uuid::now_v7(),
        sha256(&token),
        role,
        new.actor.owner(),
        new.display_name,
        person,
        board,
        pseudonym,
        &roles,
        now.to_sqlx(),
        supplier,
        provider,
    )
    .execute(conn)
    .await?;
    Ok(token)
}

/// Finds the session of a token and notes that it was used.
///
/// # Errors
/// When the database does not answer.
pub async fn find(pool: &PgPool, token: &str, now: Timestamp) -> Result<Found, Fault> {
    let Some(row) = sqlx::query!(
        r#"select s.id, s.role, s.owner, s.display_name, s.person_id, s.board_number, s.pseudonym,
                  s.staff_roles, s.supplier_id, s.provider_id, s.created_at, s.last_seen_at, s.ended_at,
                  reach.brins as "brins?",
                  exists (
                      select
                      from mandate m
                      where m.board_number = s.board_number
                        and m.supplier_id = s.supplier_id
                        and m.people
                        and m.valid @> $2::date
                  ) as "mandated!",
                  exists (
                      select
                      from delegate d
                      where d.person_id = s.person_id and d.valid @> $2::date
                  ) as "elected!"
           from session s
           left join contact_reach reach
               on reach.board_number = s.board_number
               and reach.pseudonym = s.pseudonym
               and upper_inf(reach.recorded)
           where s.token_hash = $1"#,
        sha256(token),
        dutch(now).date().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(pool)
    .await?
    else {
        return Ok(Found::Nobody);
    };
    let over = row.ended_at.is_some()
        || now.duration_since(row.last_seen_at.to_jiff()) >= IDLE
        || now.duration_since(row.created_at.to_jiff()) >= ABSOLUTE;
    if over {
        return Ok(Found::Ended { owner: row.owner });
    }
    let actor = match (
        role(&row.role),
        row.person_id,
        row.board_number,
        row.pseudonym,
    ) {
        (Some(Role::Teacher), Some(person), ..) if row.elected => {
            vouch_for_delegate(PersonId(person))
        }
        (Some(Role::Teacher), Some(person), ..) => vouch_for_teacher(PersonId(person)),
        (Some(Role::School), _, Some(board), Some(pseudonym)) => {
            let board = BoardNumber::parse(&board).map_err(Fault::broken)?;
            match (row.supplier_id.map(SupplierId), row.brins) {
                (Some(office), _) if row.mandated => {
                    vouch_for_school_contact(board, pseudonym, Reach::Office(office))
                }
                // The board ended the mandate: from now on it is somebody of a supplier again.
                (Some(office), _) => vouch_for_supplier(office, pseudonym),
                (None, Some(brins)) => {
                    vouch_for_school_contact(board, pseudonym, Reach::Schools(brins))
                }
                (None, None) => vouch_for_school_contact(board, pseudonym, Reach::Board),
            }
        }
        (Some(Role::Supplier), _, _, Some(pseudonym)) => {
            let supplier = row
                .supplier_id
                .ok_or_else(|| Fault::broken("a session that is of nobody"))?;
            vouch_for_supplier(SupplierId(supplier), pseudonym)
        }
        (Some(Role::Provider), _, _, Some(pseudonym)) => {
            let provider = row
                .provider_id
                .ok_or_else(|| Fault::broken("a session that is of nobody"))?;
            vouch_for_provider(ProviderId(provider), pseudonym)
        }
        (Some(Role::Staff), _, _, Some(subject)) => vouch_for_staff(subject, row.staff_roles),
        _ => return Err(Fault::broken("a session that is of nobody")),
    };
    let actor = if now.duration_since(row.created_at.to_jiff()) < FRESH {
        vouch_for_fresh(actor)
    } else {
        actor
    };
    // A write for each request would be a write for each picture of a page: once in ten seconds is enough.
    if now.duration_since(row.last_seen_at.to_jiff()) >= SignedDuration::from_secs(10) {
        sqlx::query!(
            "update session set last_seen_at = $2 where id = $1",
            row.id,
            now.to_sqlx()
        )
        .execute(pool)
        .await?;
    }
    Ok(Found::Active {
        id: row.id,
        actor,
        display_name: row.display_name,
    })
}

/// Ends the session of a token, if it is there.
///
/// # Errors
/// When the database does not answer.
pub async fn end(conn: &mut PgConnection, token: &str, now: Timestamp) -> Result<(), Fault> {
    sqlx::query!(
        "update session set ended_at = $2 where token_hash = $1 and ended_at is null",
        sha256(token),
        now.to_sqlx(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets a session that follows another end when that one would have.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_age(conn: &mut PgConnection, token: &str, of: &str) -> Result<(), Fault> {
    sqlx::query!(
        "update session
         set created_at = earlier.created_at
         from session earlier
         where session.token_hash = $1 and earlier.token_hash = $2",
        sha256(token),
        sha256(of),
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn role(name: &str) -> Option<Role> {
    match name {
        "teacher" => Some(Role::Teacher),
        "school" => Some(Role::School),
        "supplier" => Some(Role::Supplier),
        "provider" => Some(Role::Provider),
        "staff" => Some(Role::Staff),
        _ => None,
    }
}

/// A teacher whose identity DigiD established.
#[expect(clippy::disallowed_methods, reason = "this is the session layer")]
pub fn vouch_for_teacher(person: PersonId) -> Actor {
    Actor::Teacher(Teacher::vouch_for(person))
}

/// A teacher whose identity DigiD established, and who is an elected member today.
#[expect(clippy::disallowed_methods, reason = "this is the session layer")]
pub fn vouch_for_delegate(person: PersonId) -> Actor {
    Actor::Teacher(Teacher::vouch_for(person).elected())
}

/// Somebody who logged in a moment ago, which only matters for a teacher.
#[expect(clippy::disallowed_methods, reason = "this is the session layer")]
pub fn vouch_for_fresh(actor: Actor) -> Actor {
    match actor {
        Actor::Teacher(teacher) => Actor::Teacher(teacher.fresh()),
        other => other,
    }
}

/// A contact whose organisation eHerkenning established, and how far it reaches for the board.
#[expect(clippy::disallowed_methods, reason = "this is the session layer")]
pub fn vouch_for_school_contact(board: BoardNumber, pseudonym: String, reach: Reach) -> Actor {
    Actor::School(SchoolContact::vouch_for(board, pseudonym, reach))
}

/// Somebody of a supplier whose organisation eHerkenning established.
#[expect(clippy::disallowed_methods, reason = "this is the session layer")]
pub fn vouch_for_supplier(supplier: SupplierId, pseudonym: String) -> Actor {
    Actor::Supplier(Supplier::vouch_for(supplier, pseudonym))
}

/// Somebody of a provider whose organisation eHerkenning established.
#[expect(clippy::disallowed_methods, reason = "this is the session layer")]
pub fn vouch_for_provider(provider: ProviderId, pseudonym: String) -> Actor {
    Actor::Provider(Provider::vouch_for(provider, pseudonym))
}

/// A member of staff whose identity the organisation established.
#[expect(clippy::disallowed_methods, reason = "this is the session layer")]
pub fn vouch_for_staff(subject: String, roles: Vec<String>) -> Actor {
    Actor::Staff(Staff::vouch_for(subject, roles))
}

/// A login that was begun and not yet finished.
pub struct Attempt {
    /// Which provider: `digid`, `eherkenning` or `medewerker`.
    pub provider: String,
    /// The `nonce` that the ID token must carry.
    pub nonce: String,
    /// The PKCE verifier.
    pub pkce_verifier: String,
    /// Where the visitor wanted to go.
    pub return_to: String,
}

/// How long a login may take.
const ATTEMPT: SignedDuration = SignedDuration::from_mins(15);

/// Keeps an attempt under its `state`, bound to the browser by `browser`.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_attempt(
    pool: &PgPool,
    state: &str,
    browser: &str,
    attempt: &Attempt,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from login_attempt where created_at < $1",
        (now - ATTEMPT).to_sqlx()
    )
    .execute(pool)
    .await?;
    sqlx::query!(
        "insert into login_attempt (state_hash, browser_hash, provider, nonce, pkce_verifier,
                                    return_to, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        sha256(state),
        sha256(browser),
        attempt.provider,
        attempt.nonce,
        attempt.pkce_verifier,
        attempt.return_to,
        now.to_sqlx(),
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Takes the attempt of this `state` in this browser: it can be used once.
///
/// # Errors
/// When the database does not answer.
pub async fn take_attempt(
    pool: &PgPool,
    state: &str,
    browser: &str,
    now: Timestamp,
) -> Result<Option<Attempt>, Fault> {
    let row = sqlx::query!(
        "delete from login_attempt
         where state_hash = $1 and browser_hash = $2
         returning provider, nonce, pkce_verifier, return_to, created_at",
        sha256(state),
        sha256(browser),
    )
    .fetch_optional(pool)
    .await?;
    Ok(row
        .filter(|row| now.duration_since(row.created_at.to_jiff()) < ATTEMPT)
        .map(|row| Attempt {
            provider: row.provider,
            nonce: row.nonce,
            pkce_verifier: row.pkce_verifier,
            return_to: row.return_to,
        }))
}
