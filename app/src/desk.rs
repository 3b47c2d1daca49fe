//! How a server function reaches the actor and the desk of its audience.

use crate::actor::{Actor, FromActor};
use crate::failure::Failure;
use leptos::prelude::use_context;
use shared::Problem;
use std::sync::Arc;

/// What the server knows of the one who asks; put in each request by the session layer.
#[derive(Clone)]
pub struct Visit {
    /// Who is logged in, if anybody.
    pub actor: Option<Actor>,
    /// The name to show for the one who is logged in.
    pub display_name: String,
}

/// The visit that this request belongs to; nobody when the session layer was not passed.
pub fn visit() -> Visit {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Visit>().cloned())
        .unwrap_or(Visit {
            actor: None,
            display_name: String::new(),
        })
}

/// The actor of the type that the use case is for.
///
/// # Errors
/// 401 when nobody is logged in, or too long ago for the use case; 403 when somebody in another role is.
pub fn actor<A: FromActor>() -> Result<A, Failure> {
    let actor = visit().actor.ok_or_else(Problem::not_logged_in)?;
    let refusal = A::refusal(&actor);
    A::from_actor(actor).ok_or_else(|| refusal.into())
}

/// The desk of an audience: `desk::<dyn TeacherDesk>()?`.
///
/// # Errors
/// 500 when the server did not provide it.
pub fn desk<D: ?Sized + Send + Sync + 'static>() -> Result<Arc<D>, Failure> {
    use_context::<Arc<D>>().ok_or_else(|| Problem::internal().into())
}
