//! What a page says when it cannot show what was asked: in plain words, with a help code.

use crate::{
    design::{Inset, TextLink},
    failure::{Answer, Failure},
    session::Visitor,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// There is nothing at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <crate::frame::Frame>
            <FailureView failure=Failure(shared::Problem::not_found())/>
        </crate::frame::Frame>
    }
}

/// The page in place of what could not be shown; it answers with the status of the failure.
#[component]
pub fn FailureView(
    /// What went wrong.
    failure: Failure,
    /// Stands in a page that has a title of its own.
    #[prop(optional)]
    within: bool,
) -> impl IntoView {
    let problem = failure.0;
    set_status(problem.status);
    let (title, text) = match problem.status {
        401 => (
            "Log in om verder te gaan".to_owned(),
            "Je bent niet ingelogd, of je was te lang niet actief.".to_owned(),
        ),
        403 => (
            "Je mag deze pagina niet zien".to_owned(),
            "Deze pagina is voor anderen. Log anders in om verder te gaan.".to_owned(),
        ),
        404 => (
            "Deze pagina bestaat niet".to_owned(),
            "Misschien is de pagina verplaatst, of zit er een typefout in het adres.".to_owned(),
        ),
        500 => (
            "Er ging iets mis bij ons".to_owned(),
            "Je hebt niets verkeerd gedaan. Probeer het over een paar minuten opnieuw.".to_owned(),
        ),
        503 => (
            "Even niet bereikbaar".to_owned(),
            "Het ligt niet aan jou. Probeer het over een paar minuten opnieuw.".to_owned(),
        ),
        _ => (
            problem.title.clone(),
            problem.detail.clone().unwrap_or_default(),
        ),
    };
    let path = use_location().pathname;
    let login = move || format!("/inloggen?terug={}", path.read());
    let needs_login = matches!(problem.status, 401 | 403);
    let visitor = use_context::<Resource<Answer<Option<Visitor>>>>();
    let for_stranger = (problem.status == 404)
        .then_some(visitor)
        .flatten()
        .map(|visitor| {
            view! {
                <Suspense>
                    {move || Suspend::new(async move {
                        matches!(visitor.await, Ok(None))
                            .then(|| {
                                view! {
                                    <li class="utrecht-unordered-list__item">
                                        <TextLink href="/inloggen">"Log in"</TextLink>
                                        " om je eigen gegevens te zien"
                                    </li>
                                }
                            })
                    })}
                </Suspense>
            }
        });
    let head = format!("{title} - Lerarenregister");
    let heading = if within {
        view! { <h2 class="utrecht-heading-2">{title}</h2> }.into_any()
    } else {
        view! { <h1 class="utrecht-heading-1">{title}</h1> }.into_any()
    };
    view! {
        <Title text=head/>
        <div class="lr-narrow lr-stack lr-stack--l lr-above">
            {heading}
            <p class="lr-lead">{text}</p>
            <ul class="utrecht-unordered-list">
                {needs_login
                    .then(|| {
                        view! {
                            <li class="utrecht-unordered-list__item">
                                <a class="utrecht-link" href=login>"Log in"</a>
                            </li>
                        }
                    })}
                <li class="utrecht-unordered-list__item">
                    "Ga naar "<TextLink href="/">"de startpagina"</TextLink>
                </li>
                <li class="utrecht-unordered-list__item">
                    <TextLink href="/register/zoeken">"Zoek een leraar in het register"</TextLink>
                </li>
                {for_stranger}
            </ul>
            {problem
                .instance
                .map(|code| {
                    view! {
                        <Inset>
                            <p class="lr-small">
                                "Blijft het misgaan? Bel ons en noem code "
                                <span class="lr-id">{code}</span>
                            </p>
                        </Inset>
                    }
                })}
        </div>
    }
}

#[cfg(feature = "ssr")]
fn set_status(status: u16) {
    if let (Some(options), Ok(status)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        http::StatusCode::from_u16(status),
    ) {
        options.set_status(status);
    }
}

#[cfg(not(feature = "ssr"))]
fn set_status(_status: u16) {}
