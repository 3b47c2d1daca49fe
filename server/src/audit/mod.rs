//! The audit trail: who did what, in which role, on whose data; in the transaction of the deed itself.

mod act;

pub use act::Act;

use crate::{
    delivery::{Channel, Sender},
    fault::Fault,
};
use app::actor::Actor;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::identifier::{BoardNumber, PersonId};
use sqlx::PgConnection;

/// Who acts: a person, or the system itself in a job.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// Somebody who is logged in.
    Actor(&'a Actor),
    /// A teacher.
    Teacher(PersonId),
    /// A contact of a board.
    School(&'a app::actor::SchoolContact),
    /// Somebody of a supplier.
    Supplier(&'a app::actor::Supplier),
    /// Somebody of a provider.
    Provider(&'a app::actor::Provider),
    /// A member of staff.
    Staff(&'a app::actor::Staff),
    /// Who sent a delivery.
    Sender(&'a Sender),
    /// Who holds the link of an invitation, without an account.
    Invitee(&'a uuid::Uuid),
    /// A program of a supplier, for itself.
    Program(&'a str),
    /// A background job.
    Job(&'static str),
}

impl By<'_> {
    fn role_and_name(self) -> (&'static str, String) {
        match self {
            Self::Actor(Actor::School(contact)) => Self::School(contact).role_and_name(),
            Self::Actor(actor) => (
                match actor {
                    Actor::Teacher(_) => "teacher",
                    Actor::School(_) => "school",
                    Actor::Supplier(_) => "supplier",
                    Actor::Provider(_) => "provider",
                    Actor::Staff(_) => "staff",
                },
                actor.owner(),
            ),
            Self::Teacher(person) => ("teacher", format!("teacher:{person}")),
            Self::School(contact) => contact.reach().owner(contact.board(), contact.pseudonym()),
            Self::Supplier(supplier) => (
                "supplier",
                format!("supplier:{}:{}", supplier.id(), supplier.pseudonym()),
            ),
            Self::Provider(provider) => (
                "provider",
                format!("provider:{}:{}", provider.id(), provider.pseudonym()),
            ),
            Self::Staff(staff) => ("staff", format!("staff:{}", staff.subject())),
            Self::Sender(Sender {
                board,
                channel: Channel::File | Channel::Screen,
                name,
                reach,
            }) => reach.owner(board, name),
            Self::Sender(Sender { name, .. }) => ("supplier", format!("supplier:{name}")),
            Self::Invitee(invitation) => ("invitee", format!("invitee:{invitation}")),
            Self::Program(name) => ("supplier", format!("supplier:{name}")),
            Self::Job(name) => ("system", name.to_owned()),
        }
    }
}

/// Records an act; call it in the transaction that does it.
///
/// # Errors
/// When the database does not answer; then the act is rolled back with it.
pub async fn record(
    conn: &mut PgConnection,
    at: Timestamp,
    by: By<'_>,
    person: Option<PersonId>,
    board: Option<&BoardNumber>,
    act: &Act,
) -> Result<(), Fault> {
    record_all(conn, at, by, board, &[(person, act.clone())]).await
}

/// Records acts of one actor, each with the person whose data it is about; call it in the
/// transaction that does them.
///
/// # Errors
/// When the database does not answer; then the acts are rolled back with it.
pub async fn record_all(
    conn: &mut PgConnection,
    at: Timestamp,
    by: By<'_>,
    board: Option<&BoardNumber>,
    acts: &[(Option<PersonId>, Act)],
) -> Result<(), Fault> {
    let (role, actor) = by.role_and_name();
    let persons: Vec<Option<uuid::Uuid>> =
        acts.iter().map(|(person, _)| person.map(|p| p.0)).collect();
    let details = acts
        .iter()
        .map(|(_, act)| serde_json::to_value(act))
        .collect::<Result<Vec<_>, _>>()?;
    sqlx::query!(
        "insert into audit_event (at, event_type, actor_role, actor, person_id, board_number,
                                  details, correlation_id)
         select $1, act.details->>'type', $2, $3, act.person, $4, act.details, $5
         from unnest($6::uuid[], $7::jsonb[]) as act (person, details)",
        at.to_sqlx(),
        role,
        actor,
        board.map(BoardNumber::as_str),
        crate::telemetry::help_code(),
        &persons as &[Option<uuid::Uuid>],
        &details,
    )
    .execute(conn)
    .await?;
    Ok(())
}
