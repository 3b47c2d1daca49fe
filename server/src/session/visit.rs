//! The layer that finds out, for each request, who is asking.

use super::{COOKIE, store};
use crate::{System, fault::Fault};
use app::desk::Visit;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use std::sync::Arc;

/// A session that ended: whose forms may still be kept.
#[derive(Clone)]
pub struct Ended {
    /// See [`app::actor::Actor::owner`].
    pub owner: String,
}

/// Puts a [`Visit`] in the request, and [`Ended`] when there was a session that is over.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn establish(
    State(system): State<Arc<System>>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let found = match jar.get(COOKIE) {
        Some(cookie) => store::find(&system.pool, cookie.value(), system.clock.now()).await?,
        None => store::Found::Nobody,
    };
    let visit = match found {
        store::Found::Active {
            actor,
            display_name,
            ..
        } => Visit {
            actor: Some(actor),
            display_name,
        },
        store::Found::Ended { owner } => {
            request.extensions_mut().insert(Ended { owner });
            nobody()
        }
        store::Found::Nobody => nobody(),
    };
    request.extensions_mut().insert(visit);
    Ok(next.run(request).await)
}

fn nobody() -> Visit {
    Visit {
        actor: None,
        display_name: String::new(),
    }
}
