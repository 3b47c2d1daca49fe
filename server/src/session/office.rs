//! Somebody of an office (*administratiekantoor*) goes on for a board that lets its people deliver,
//! and back: `/leveranciers/besturen/kiezen`, `/school/ander-bestuur`. Each is a session of its own,
//! and with every request it is asked whether the mandate still holds.

use super::{
    COOKIE,
    login::cookie,
    store::{self, NewSession},
};
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::{Actor, FromActor, Reach, Supplier},
    desk::Visit,
};
use axum::{Extension, Form, extract::State, response::Redirect};
use axum_extra::extract::CookieJar;
use jiff_sqlx::ToSqlx;
use serde::Deserialize;
use shared::{Problem, identifier::BoardNumber};
use std::sync::Arc;

/// Which board.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    bestuur: String,
}

/// Goes on for a board.
///
/// # Errors
/// 404 when the board gave no mandate to people of the office that holds today.
pub async fn choose(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    jar: CookieJar,
    Form(chosen): Form<Chosen>,
) -> Result<(CookieJar, Redirect), Fault> {
    let actor = visit.actor.clone().ok_or_else(Problem::not_logged_in)?;
    let person = Supplier::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let board = BoardNumber::parse(&chosen.bestuur).map_err(|_| Problem::not_found())?;
    sqlx::query_scalar!(
        "select board_number
         from mandate
         where board_number = $1 and supplier_id = $2 and people and valid @> $3::date",
        board.as_str(),
        person.id().0,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let reach = Reach::Office(person.id());
    let actor =
        store::vouch_for_school_contact(board.clone(), person.pseudonym().to_owned(), reach);
    let jar = go_on(&system, &visit, jar, actor, &board, &Act::BoardChosen).await?;
    Ok((jar, Redirect::to("/school/leveringen")))
}

/// Goes back to the boards of the office. Who is of the board itself, stays there.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn leave(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Fault> {
    let Some(Actor::School(contact)) = &visit.actor else {
        return Err(Problem::not_logged_in().into());
    };
    let Some(office) = contact.reach().office() else {
        return Ok((jar, Redirect::to("/school")));
    };
    let actor = store::vouch_for_supplier(office, contact.pseudonym().to_owned());
    let jar = go_on(
        &system,
        &visit,
        jar,
        actor,
        contact.board(),
        &Act::BoardLeft,
    )
    .await?;
    Ok((jar, Redirect::to("/leveranciers/besturen")))
}

/// Ends the session and begins one as this actor, who goes on for this board or no longer.
async fn go_on(
    system: &System,
    visit: &Visit,
    jar: CookieJar,
    actor: Actor,
    board: &BoardNumber,
    act: &Act,
) -> Result<CookieJar, Fault> {
    let now = system.clock.now_stored();
    let new = NewSession {
        actor,
        display_name: visit.display_name.clone(),
    };
    let mut tx = system.pool.begin().await?;
    if let Some(old) = jar.get(COOKIE) {
        store::end(&mut tx, old.value(), now).await?;
    }
    let token = store::begin(&mut tx, &new, now).await?;
    if let Some(old) = jar.get(COOKIE) {
        store::keep_age(&mut tx, &token, old.value()).await?;
    }
    let by = By::Actor(&new.actor);
    audit::record(&mut tx, now, by, None, Some(board), act).await?;
    tx.commit().await?;
    Ok(jar.add(cookie(COOKIE, token)))
}
