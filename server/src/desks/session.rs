//! The desk of the session: who is here, and forms that come back.

use super::Desk;
use crate::{
    System,
    fault::Fault,
    session::IDLE,
    vault::{hex, sha256},
};
use app::{
    actor::{
        Actor, Adopter, CaseWorker, CommitteeMember, Drafter, FromActor, Inspector, Keeper,
        Officer, Reach, Reader, Validator,
    },
    desk::Visit,
    session::{Access, DraftKey, FormState, Room, Visitor, desk::SessionDesk},
};
use async_trait::async_trait;
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use shared::{Problem, identifier::FormId};
use uuid::Uuid;

/// The most that one form may hold, in bytes.
const MAX_FORM: usize = 256 * 1024;

/// How long a form is kept for the one who filled it in.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

#[async_trait]
impl SessionDesk for Desk {
    async fn visitor(&self, visit: &Visit) -> Result<Option<Visitor>, Problem> {
        let Some(actor) = &visit.actor else {
            return Ok(None);
        };
        Ok(Some(Visitor {
            role: actor.role(),
            name: name(&self.0, visit, actor).await?,
            label: label(&self.0, actor).await?,
            access: match actor {
                Actor::School(contact) => match contact.reach() {
                    Reach::Board => Access::All,
                    Reach::Schools(_) => Access::Schools,
                    Reach::Office(_) => Access::Deliveries,
                },
                Actor::Staff(_) => Access::Rooms(rooms(actor)),
                _ => Access::All,
            },
            unread: unread(&self.0, actor).await?,
            tasks: tasks(&self.0, actor).await?,
            idle_seconds: u32::try_from(IDLE.as_secs()).unwrap_or(900),
            drafts: self.drafts(actor),
        }))
    }

    /// The name is a hash of the key, which tells nothing of either.
    fn drafts(&self, actor: &Actor) -> DraftKey {
        let key = self.0.vault.draft_key(&actor.owner());
        DraftKey {
            owner: hex(&sha256(&key)[..8]),
            key: hex(&key),
        }
    }

    async fn form_state(&self, visit: &Visit, id: FormId) -> Result<Option<FormState>, Problem> {
        Ok(match &visit.actor {
            Some(actor) => find(&self.0, &actor.owner(), id).await?,
            None => None,
        })
    }

    async fn keep_form(
        &self,
        visit: &Visit,
        action: &str,
        values: Vec<(String, String)>,
    ) -> Result<FormId, Problem> {
        let actor = visit.actor.as_ref().ok_or_else(Problem::not_logged_in)?;
        let problem = Problem::not_logged_in().with_detail(
            "Je was te lang niet actief, daarom ben je uitgelogd. \
             Wat je had ingevuld staat er nog. Kijk het na en verstuur het opnieuw.",
        );
        Ok(keep(&self.0, &actor.owner(), action, &values, &problem).await?)
    }
}

/// Keeps a form for its owner, encrypted; returns the number under which the page asks for it.
///
/// # Errors
/// 413 when it is more than a form can hold; 500 when the database does not answer.
pub async fn keep(
    system: &System,
    owner: &str,
    action: &str,
    values: &[(String, String)],
    problem: &Problem,
) -> Result<FormId, Fault> {
    // A BSN does not come back to a page, so it is filled in again.
    let values: Vec<&(String, String)> = values
        .iter()
        .filter(|(name, _)| name != "burgerservicenummer")
        .collect();
    let clear = serde_json::to_vec(&values)?;
    if clear.len() > MAX_FORM {
        return Err(Problem::too_large("Je hebt meer ingevuld dan we kunnen bewaren").into());
    }
    let now = system.clock.now();
    sqlx::query!(
        "delete from form_state where created_at < $1",
        (now - KEPT).to_sqlx()
    )
    .execute(&system.pool)
    .await?;
    let id = Uuid::new_v4();
    sqlx::query!(
        "insert into form_state (id, owner, action, values_encrypted, problem, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        owner,
        action,
        system.vault.seal("form", &clear)?,
        serde_json::to_value(problem)?,
        now.to_sqlx(),
    )
    .execute(&system.pool)
    .await?;
    Ok(FormId(id))
}

/// The form of this owner under this number, when it is there.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn find(system: &System, owner: &str, id: FormId) -> Result<Option<FormState>, Fault> {
    let Some(row) = sqlx::query!(
        "select action, values_encrypted, problem from form_state where id = $1 and owner = $2",
        id.0,
        owner,
    )
    .fetch_optional(&system.pool)
    .await?
    else {
        return Ok(None);
    };
    Ok(Some(FormState {
        action: row.action,
        values: serde_json::from_slice(&system.vault.open("form", &row.values_encrypted)?)?,
        problem: serde_json::from_value(row.problem)?,
    }))
}

/// The name of a teacher may have become known since the login.
async fn name(system: &System, visit: &Visit, actor: &Actor) -> Result<String, Fault> {
    let known = match actor {
        Actor::Teacher(teacher) => {
            let mut conn = system.pool.acquire().await?;
            crate::people::display_name(&mut conn, teacher.person()).await?
        }
        _ => None,
    };
    Ok(known.unwrap_or_else(|| visit.display_name.clone()))
}

async fn label(system: &System, actor: &Actor) -> Result<String, Fault> {
    Ok(match actor {
        Actor::Teacher(_) => "Leraar".to_owned(),
        Actor::School(contact) => {
            sqlx::query_scalar!(
                "select name from board where number = $1",
                contact.board().as_str()
            )
            .fetch_one(&system.pool)
            .await?
        }
        Actor::Supplier(supplier) => {
            sqlx::query_scalar!("select name from supplier where id = $1", supplier.id().0)
                .fetch_one(&system.pool)
                .await?
        }
        Actor::Provider(provider) => {
            sqlx::query_scalar!("select name from provider where id = $1", provider.id().0)
                .fetch_one(&system.pool)
                .await?
        }
        Actor::Staff(_) => "Medewerker".to_owned(),
    })
}

/// The rooms that the roles of somebody of the staff open: those of which the desk takes this actor.
pub fn rooms(actor: &Actor) -> Vec<Room> {
    let is = |room: &Room| {
        let actor = actor.clone();
        match room {
            Room::Cases => CaseWorker::from_actor(actor).is_some(),
            Room::Programme => Officer::from_actor(actor).is_some(),
            Room::LookUp => Reader::from_actor(actor).is_some(),
            Room::Supervision => Inspector::from_actor(actor).is_some(),
            Room::Mandates => Keeper::from_actor(actor).is_some(),
            Room::Catalogue => Validator::from_actor(actor).is_some(),
            Room::Criteria => {
                Drafter::from_actor(actor.clone()).is_some() || Adopter::from_actor(actor).is_some()
            }
            Room::Committee => {
                CommitteeMember::from_actor(actor.clone()).is_some()
                    || CaseWorker::from_actor(actor.clone()).is_some()
                    || Keeper::from_actor(actor).is_some()
            }
        }
    };
    Room::ALL.into_iter().filter(is).collect()
}

/// How many tasks wait for a contact of a board; an office has none.
async fn tasks(system: &System, actor: &Actor) -> Result<u32, Fault> {
    match actor {
        Actor::School(contact) if contact.reach().office().is_none() => {
            let list = super::school::open_tasks(system, contact).await?;
            Ok(u32::try_from(list.len()).unwrap_or(u32::MAX))
        }
        _ => Ok(0),
    }
}

async fn unread(system: &System, actor: &Actor) -> Result<u32, Fault> {
    let Actor::Teacher(teacher) = actor else {
        return Ok(0);
    };
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from message where person_id = $1 and read_at is null"#,
        teacher.person().0,
    )
    .fetch_one(&system.pool)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
