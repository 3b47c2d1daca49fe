//! Logging in and out: `/auth/{provider}`, `/auth/{provider}/terug`, `/uitloggen`.

use super::{
    COOKIE, FRESH, LOGIN_COOKIE,
    openid::{Arrival, LoginError, Provider},
    store::{self, Attempt, NewSession},
};
use crate::{
    System,
    audit::{self, Act, By},
    config::Config,
    desks::session::rooms,
    fault::Fault,
    people,
    vault::random_token,
};
use app::{
    actor::{Actor, Reach, Role},
    desk::Visit,
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Redirect,
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use serde::Deserialize;
use shared::{
    Problem,
    identifier::{BoardNumber, Bsn, ProviderId, SupplierId},
};
use std::sync::Arc;

/// The three providers.
pub struct Providers {
    digid: Provider,
    eherkenning: Provider,
    staff: Provider,
}

impl Providers {
    /// The providers of this configuration. Nothing is asked of them yet.
    ///
    /// # Errors
    /// When a key file cannot be read.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let back = |name: &str| format!("{}/auth/{name}/terug", config.public_url);
        let login = &config.login;
        Ok(Self {
            digid: Provider::new(
                &login.digid.provider,
                back("digid"),
                &login.digid.accepted_acr,
                Some(FRESH),
            )?,
            eherkenning: Provider::new(
                &login.eherkenning.provider,
                back("eherkenning"),
                &login.eherkenning.every_acr(),
                None,
            )?,
            staff: Provider::new(
                &login.staff.provider,
                back("medewerker"),
                &login.staff.accepted_acr,
                None,
            )?,
        })
    }

    fn named(&self, name: &str) -> Option<&Provider> {
        match name {
            "digid" => Some(&self.digid),
            "eherkenning" => Some(&self.eherkenning),
            "medewerker" => Some(&self.staff),
            _ => None,
        }
    }

    fn of(&self, role: Role) -> &Provider {
        match role {
            Role::Teacher => &self.digid,
            Role::School | Role::Supplier | Role::Provider => &self.eherkenning,
            Role::Staff => &self.staff,
        }
    }

    /// The origins to which a form may lead, for the Content-Security-Policy.
    pub fn origins(&self) -> Vec<String> {
        let mut origins: Vec<String> = [&self.digid, &self.eherkenning, &self.staff]
            .into_iter()
            .filter_map(Provider::origin)
            .collect();
        origins.sort();
        origins.dedup();
        origins
    }
}

/// Where to go after the login.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    terug: String,
}

/// Sends the visitor to the provider.
///
/// # Errors
/// 404 for an unknown provider, 500 when the database does not answer.
pub async fn begin(
    State(system): State<Arc<System>>,
    Path(name): Path<String>,
    Query(wish): Query<Wish>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Fault> {
    let provider = system
        .providers
        .named(&name)
        .ok_or_else(Problem::not_found)?;
    let departure = match provider.depart().await {
        Ok(departure) => departure,
        Err(error) => {
            tracing::error!(%error, provider = name, "login cannot begin");
            return Ok((jar, Redirect::to("/inloggen?melding=niet-bereikbaar")));
        }
    };
    let browser = random_token();
    let attempt = Attempt {
        provider: name,
        nonce: departure.nonce,
        pkce_verifier: departure.pkce_verifier,
        return_to: own_path(&wish.terug).to_owned(),
    };
    store::keep_attempt(
        &system.pool,
        &departure.state,
        &browser,
        &attempt,
        system.clock.now(),
    )
    .await?;
    Ok((
        jar.add(cookie(LOGIN_COOKIE, browser)),
        Redirect::to(&departure.url),
    ))
}

/// What the provider sends the visitor back with.
#[derive(Deserialize)]
pub struct Answer {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Takes the visitor back and makes the session.
///
/// # Errors
/// 404 for an unknown provider, 500 when the database does not answer.
pub async fn finish(
    State(system): State<Arc<System>>,
    Path(name): Path<String>,
    Query(answer): Query<Answer>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Fault> {
    let provider = system
        .providers
        .named(&name)
        .ok_or_else(Problem::not_found)?;
    let browser = jar.get(LOGIN_COOKIE).map(|c| c.value().to_owned());
    let jar = jar.remove(expired(LOGIN_COOKIE));
    let back = |why: &str| Redirect::to(&format!("/inloggen?melding={why}"));

    let (Some(state), Some(browser)) = (answer.state, browser) else {
        return Ok((jar, back("verlopen")));
    };
    let now = system.clock.now();
    let Some(attempt) = store::take_attempt(&system.pool, &state, &browser, now).await? else {
        return Ok((jar, back("verlopen")));
    };
    if attempt.provider != name || !provider.is_issuer(answer.iss.as_deref()) {
        tracing::warn!(provider = name, "an answer of another provider is refused");
        return Ok((jar, back("mislukt")));
    }
    let Some(code) = answer.code else {
        let why = match answer.error.as_deref() {
            Some("access_denied") => "geannuleerd",
            _ => "mislukt",
        };
        return Ok((jar, back(why)));
    };
    let arrival = match provider
        .arrive(code, attempt.pkce_verifier, attempt.nonce)
        .await
    {
        Ok(arrival) => arrival,
        Err(LoginError::TooLow) => return Ok((jar, back("te-laag"))),
        Err(error) => {
            tracing::error!(%error, provider = name, "login failed");
            return Ok((jar, back("mislukt")));
        }
    };
    let new = match identify(&system, &name, &arrival).await? {
        Ok(new) => new,
        Err(why) => return Ok((jar, back(why))),
    };

    let mut tx = system.pool.begin().await?;
    if let Some(old) = jar.get(COOKIE) {
        store::end(&mut tx, old.value(), now).await?;
    }
    let token = store::begin(&mut tx, &new, now).await?;
    audit::record(
        &mut tx,
        now,
        By::Actor(&new.actor),
        None,
        None,
        &Act::LoggedIn,
    )
    .await?;
    tx.commit().await?;

    let goal = match own_path(&attempt.return_to) {
        "/" => start_page(&new.actor),
        path => path,
    };
    Ok((jar.add(cookie(COOKIE, token)), Redirect::to(goal)))
}

/// Makes an actor of who came back, or says why that cannot be.
async fn identify(
    system: &System,
    provider: &str,
    arrival: &Arrival,
) -> Result<Result<NewSession, &'static str>, Fault> {
    let login = &system.config.login;
    match provider {
        "digid" => {
            let bsn = arrival
                .claim(&login.digid.bsn_claim)
                .and_then(|claim| claim.strip_prefix(&login.digid.sector_prefix))
                .and_then(|bsn| Bsn::parse(bsn).ok());
            let Some(bsn) = bsn else {
                return Ok(Err("mislukt"));
            };
            let mut tx = system.pool.begin().await?;
            let person = people::find_or_add(&mut tx, system, &bsn).await?;
            let display_name = people::display_name(&mut tx, person).await?;
            tx.commit().await?;
            Ok(Ok(NewSession {
                actor: store::vouch_for_teacher(person),
                display_name: display_name.unwrap_or_else(|| "Leraar".to_owned()),
            }))
        }
        "eherkenning" => {
            let (Some(kvk), Some(pseudonym)) = (
                arrival.claim(&login.eherkenning.kvk_claim),
                arrival.claim(&login.eherkenning.pseudonym_claim),
            ) else {
                return Ok(Err("geen-bestuur"));
            };
            let Some(actor) = organisation(system, kvk, pseudonym).await? else {
                return Ok(Err("geen-bestuur"));
            };
            // A provider may come with a lower level than who reaches data of teachers.
            let is_provider = matches!(actor, Actor::Provider(_));
            if !is_provider
                && login
                    .eherkenning
                    .is_only_for_providers(arrival.acr.as_deref())
            {
                return Ok(Err("te-laag"));
            }
            Ok(Ok(NewSession {
                actor,
                display_name: arrival
                    .name
                    .clone()
                    .unwrap_or_else(|| "Contactpersoon".to_owned()),
            }))
        }
        _ => Ok(Ok(NewSession {
            actor: store::vouch_for_staff(
                arrival.subject.clone(),
                arrival.claim_list(&login.staff.roles_claim),
            ),
            display_name: arrival
                .name
                .clone()
                .unwrap_or_else(|| "Medewerker".to_owned()),
        })),
    }
}

/// Who acts for the organisation with this number of the Kamer van Koophandel: a board, else a
/// supplier of software, else a provider.
async fn organisation(system: &System, kvk: &str, pseudonym: &str) -> Result<Option<Actor>, Fault> {
    let found = sqlx::query!(
        "select (select number from board where kvk = $1) as board,
                (select id from supplier where kvk = $1) as supplier,
                (select id from provider where kvk = $1) as provider",
        kvk,
    )
    .fetch_one(&system.pool)
    .await?;
    let pseudonym = pseudonym.to_owned();
    Ok(match (found.board, found.supplier, found.provider) {
        (Some(board), ..) => {
            let board = BoardNumber::parse(&board).map_err(Fault::broken)?;
            // Whether the board limited who it is, is looked up with every request.
            Some(store::vouch_for_school_contact(
                board,
                pseudonym,
                Reach::Board,
            ))
        }
        (None, Some(supplier), _) => {
            Some(store::vouch_for_supplier(SupplierId(supplier), pseudonym))
        }
        (None, None, Some(provider)) => {
            Some(store::vouch_for_provider(ProviderId(provider), pseudonym))
        }
        (None, None, None) => None,
    })
}

/// Ends the session here, then at the provider.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn logout(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Fault> {
    let goal = "/uitgelogd";
    let mut farewell = None;
    if let (Some(actor), Some(token)) = (&visit.actor, jar.get(COOKIE)) {
        let now = system.clock.now();
        let mut tx = system.pool.begin().await?;
        store::end(&mut tx, token.value(), now).await?;
        audit::record(&mut tx, now, By::Actor(actor), None, None, &Act::LoggedOut).await?;
        tx.commit().await?;
        farewell = system
            .providers
            .of(actor.role())
            .farewell(&format!("{}{goal}", system.config.public_url))
            .await;
    }
    Ok((
        jar.remove(expired(COOKIE)),
        Redirect::to(farewell.as_deref().unwrap_or(goal)),
    ))
}

/// The page on which somebody begins: of the staff the first that their roles open.
pub fn start_page(actor: &Actor) -> &'static str {
    match actor {
        Actor::Teacher(_) => "/mijn",
        Actor::School(_) => "/school",
        Actor::Supplier(_) => "/leveranciers",
        Actor::Provider(_) => "/aanbieders",
        Actor::Staff(_) => rooms(actor)
            .first()
            .and_then(|room| room.pages().first())
            .unwrap_or(&"/behandeling"),
    }
}

/// A path on this site, whatever was asked for: a login must not be a way to another site.
fn own_path(wish: &str) -> &str {
    let own = wish.starts_with('/')
        && !wish.starts_with("//")
        && !wish.contains(['\\', '\n', '\r', '\t']);
    if own { wish } else { "/" }
}

pub(super) fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}

fn expired(name: &'static str) -> Cookie<'static> {
    cookie(name, String::new())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_login_never_leads_to_another_site() {
        assert_eq!(own_path("/mijn?x=1"), "/mijn?x=1");
        for elsewhere in [
            "https://kwaad.example",
            "//kwaad.example",
            "/\\kwaad.example",
            "",
            "mijn",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
