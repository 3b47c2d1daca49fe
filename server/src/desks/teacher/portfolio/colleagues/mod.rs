//! The desk of colleagues at an activity: who invites, who answers, and what is counted of it.
//!
//! An invitation shows one activity to one colleague, until it is answered, taken back or over.

mod answering;
mod asking;
mod files;

pub use asking::received;
pub use files::download as download_shown_evidence;

use crate::{
    System,
    audit::{self, Act, By},
    desks::Desk,
    fault::Fault,
    vault::sha256,
};
use app::{
    actor::Teacher,
    teacher::portfolio::colleagues::{
        Around, Inbox, Invitation, InviteForm, State,
        desk::{ColleagueDesk, Invitee},
    },
};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    criteria::Term,
    identifier::{ActivityId, FormId, PersonId},
    portfolio::{FeedbackForm, InvitationKind},
};
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Under which the rules know what was done with a team (handbook, R18).
const TEAM: &str = "teamontwikkeling";

#[async_trait]
impl ColleagueDesk for Desk {
    async fn around(
        &self,
        teacher: &Teacher,
        activity: ActivityId,
        search: &str,
    ) -> Result<Around, Problem> {
        Ok(asking::around(&self.0, teacher.person(), activity, search).await?)
    }

    async fn invite(
        &self,
        teacher: &Teacher,
        activity: ActivityId,
        form: &InviteForm,
    ) -> Result<(), Problem> {
        Ok(asking::invite(&self.0, teacher.person(), activity, form).await?)
    }

    async fn withdraw(&self, teacher: &Teacher, invitation: Uuid) -> Result<ActivityId, Problem> {
        Ok(asking::withdraw(&self.0, teacher.person(), invitation).await?)
    }

    async fn attach(
        &self,
        teacher: &Teacher,
        invitation: Uuid,
        attached: bool,
    ) -> Result<ActivityId, Problem> {
        Ok(asking::attach(&self.0, teacher.person(), invitation, attached).await?)
    }

    async fn inbox(&self, teacher: &Teacher) -> Result<Inbox, Problem> {
        Ok(answering::inbox(&self.0, teacher.person()).await?)
    }

    async fn invitation(
        &self,
        invitee: &Invitee,
        returned: Option<FormId>,
    ) -> Result<Invitation, Problem> {
        Ok(answering::show(&self.0, invitee, returned).await?)
    }

    async fn give_feedback(&self, invitee: &Invitee, form: &FeedbackForm) -> Result<(), Problem> {
        Ok(answering::give(&self.0, invitee, form).await?)
    }

    async fn decline(&self, invitee: &Invitee) -> Result<(), Problem> {
        Ok(answering::decline(&self.0, invitee).await?)
    }

    async fn join(&self, teacher: &Teacher, key: &str, hours: &str) -> Result<ActivityId, Problem> {
        Ok(answering::join(&self.0, teacher, key, hours).await?)
    }
}

/// Whose form it is that somebody without an account filled in: of who holds this key.
pub fn owner_of_form(key: &str) -> String {
    use std::fmt::Write;
    let hash = sha256(key);
    hash.iter().fold("invitee:".to_owned(), |mut owner, byte| {
        // Writing to a text does not fail.
        let _ = write!(owner, "{byte:02x}");
        owner
    })
}

/// An invitation that is there for this invitee.
struct Found {
    id: Uuid,
    kind: InvitationKind,
    activity: ActivityId,
    from: PersonId,
    evidence: Vec<Uuid>,
    expires: Timestamp,
    state: State,
}

/// How an invitation stands at a moment.
fn state(ending: Option<&str>, expires: Timestamp, removed: bool, now: Timestamp) -> State {
    match ending {
        Some("accepted") => State::Accepted,
        Some("declined") => State::Declined,
        Some(_) => State::Withdrawn,
        None if removed => State::Withdrawn,
        None if expires <= now => State::Expired,
        None => State::Open,
    }
}

/// The invitation under this key, held until the end of the transaction.
async fn locked(
    conn: &mut PgConnection,
    invitee: &Invitee,
    now: Timestamp,
) -> Result<Found, Fault> {
    let id = find(conn, invitee, now).await?.id;
    sqlx::query!(
        "select id from invitation where id = $1 for no key update",
        id
    )
    .fetch_one(&mut *conn)
    .await?;
    find(conn, invitee, now).await
}

/// The invitation under this key.
async fn find(conn: &mut PgConnection, invitee: &Invitee, now: Timestamp) -> Result<Found, Fault> {
    let reader = invitee.teacher.as_ref().map(Teacher::person);
    let (number, hash) = match invitee.key.parse::<Uuid>() {
        Ok(number) => (Some(number), None),
        Err(_) => (None, Some(sha256(&invitee.key))),
    };
    let row = sqlx::query!(
        r#"select i.id, i.kind, i.activity_id, i.person_id, i.evidence, i.expires_at, i.ending,
                  v.removed
           from invitation i
           join activity_version v on v.activity_id = i.activity_id and upper_inf(v.recorded)
           where (i.id = $1 and i.colleague_id = $3) or i.token_hash = $2"#,
        number,
        hash,
        reader.map(|person| person.0),
    )
    .fetch_optional(conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    let expires = row.expires_at.to_jiff();
    Ok(Found {
        id: row.id,
        kind: kind(&row.kind)?,
        activity: ActivityId(row.activity_id),
        from: PersonId(row.person_id),
        evidence: row.evidence,
        expires,
        state: state(row.ending.as_deref(), expires, row.removed, now),
    })
}

fn kind(code: &str) -> Result<InvitationKind, Fault> {
    InvitationKind::parse(code).ok_or_else(|| Fault::broken("an invitation of an unknown kind"))
}

/// Ends an invitation, with its trace.
async fn end(
    conn: &mut PgConnection,
    now: Timestamp,
    by: By<'_>,
    of: PersonId,
    invitation: Uuid,
    ending: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "update invitation set ended_at = $2, ending = $3 where id = $1",
        invitation,
        now.to_sqlx(),
        ending,
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::InvitationChanged {
        invitation,
        change: ending.to_owned(),
    };
    audit::record(conn, now, by, Some(of), None, &act).await
}

/// How often each of these teachers got feedback of another teacher that goes with an activity, and how
/// often each gave it, on the days of this term. What came by a link without an account does not count:
/// it may be of anybody.
///
/// # Errors
/// When the database does not answer.
pub async fn reviews(
    conn: &mut PgConnection,
    persons: &[Uuid],
    term: Term,
) -> Result<HashMap<Uuid, (u16, u16)>, Fault> {
    let rows = sqlx::query!(
        r#"select one.person_id as "person!",
                  count(*) filter (where one.received) as "received!",
                  count(*) filter (where not one.received) as "given!"
           from (
               select i.person_id, true as received, f.given_at
               from feedback f
               join invitation i on i.id = f.invitation_id
               join activity_version v on v.activity_id = i.activity_id and upper_inf(v.recorded)
               where i.person_id = any($1) and f.attached_at is not null and f.by_teacher
                 and not v.removed
               union all
               select f.giver_id, false, f.given_at
               from feedback f
               where f.giver_id = any($1)
           ) as one
           where (one.given_at at time zone 'Europe/Amsterdam')::date between $2 and $3
           group by one.person_id"#,
        persons,
        term.first.to_sqlx() as jiff_sqlx::Date,
        term.last.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(conn)
    .await?;
    let few = |count: i64| u16::try_from(count).unwrap_or(u16::MAX);
    let counted = rows
        .into_iter()
        .map(|row| (row.person, (few(row.received), few(row.given))));
    Ok(counted.collect())
}

/// The activities of a person that were done with a team: taken over from a colleague, or by one.
pub(super) async fn in_team(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<HashSet<Uuid>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"select o.activity_id as "id!"
           from activity_origin o
           where o.person_id = $1 and o.source = 'team'
           union
           select i.activity_id
           from invitation i
           where i.person_id = $1 and i.kind = 'team' and i.ending = 'accepted'"#,
        person.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().collect())
}

/// How the rules know what was done with a team.
pub fn labels(in_team: bool) -> Vec<String> {
    if in_team {
        vec![TEAM.to_owned()]
    } else {
        Vec::new()
    }
}

/// The evidence that goes along with an invitation, of what is there now.
async fn shown_evidence(
    conn: &mut PgConnection,
    found: &Found,
) -> Result<Vec<app::teacher::EvidenceView>, Fault> {
    let all = super::evidence(conn, found.activity).await?;
    Ok(all
        .into_iter()
        .filter(|file| found.evidence.contains(&file.id.0))
        .collect())
}

/// The name of a person, to show to a colleague.
async fn name(conn: &mut PgConnection, person: PersonId) -> Result<String, Fault> {
    let name = crate::people::display_name(conn, person).await?;
    Ok(name.unwrap_or_else(|| "Een leraar".to_owned()))
}

/// How an address begins.
fn link(system: &System, kind: InvitationKind, id: Uuid) -> String {
    let page = match kind {
        InvitationKind::Feedback => "feedback",
        InvitationKind::Team => "mijn/portfolio/collegas",
    };
    let token = system.vault.link_token(id);
    format!("{}/{page}/{token}", system.config.public_url)
}
