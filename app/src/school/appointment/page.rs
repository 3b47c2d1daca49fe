//! The page on which a small school fills in one appointment, or changes one.

use super::{AppointmentForm, Occasion, form::DeliverOne, removal::RemoveOne};
use crate::page::Page;
use crate::{
    design::{Breadcrumb, Narrow, PageHead},
    failure::Answer,
    school::{api, loaded, waiting},
    session::{FormState, returned_form},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

type Data = (Answer<AppointmentForm>, Option<FormState>);

/// `/school/leveringen/invoeren?benoeming=&grondslag=`: a new appointment, or a change of the one
/// with this number. The decision aid may name the ground.
pub struct SchoolAppointmentPage {
    data: Resource<Data>,
}

impl Page for SchoolAppointmentPage {
    fn data() -> Self {
        let query = use_query_map();
        let returned = returned_form();
        let asked = move || {
            let query = query.read();
            let text = |name: &str| query.get(name).unwrap_or_default();
            (text("benoeming"), text("grondslag"), returned())
        };
        Self {
            data: Resource::new(asked, |(number, ground, returned)| async move {
                (
                    api::fill_in_appointment(number, ground).await,
                    FormState::load(returned).await,
                )
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    let (start, returned) = data.await;
                    loaded(start, |start| page(start, returned))
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(start: AppointmentForm, returned: Option<FormState>) -> impl IntoView {
    let (title, lead) = match &start.occasion {
        Occasion::Change(number) => {
            let who = start.name.clone().unwrap_or_else(|| "de leraar".to_owned());
            (
                "Wijzig een benoeming",
                format!(
                    "Benoeming {number} van {who}. Werk je met een personeelssysteem? Pas het daar \
                     ook aan, anders zet de volgende levering het terug."
                ),
            )
        }
        _ => (
            "Voer een benoeming in",
            "Voor een school zonder personeelssysteem dat levert. We kijken meteen na of het klopt."
                .to_owned(),
        ),
    };
    let removal = match &start.occasion {
        Occasion::Change(number) => {
            let (version, document) = start.for_removal();
            let (number, returned) = (number.clone(), returned.clone());
            Some(view! { <RemoveOne number version document returned/> })
        }
        _ => None,
    };
    let parents = vec![
        ("/school", "Overzicht"),
        ("/school/leveringen", "Leveringen"),
    ];
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <Breadcrumb parents/>
        <Narrow>
            <PageHead title lead/>
            <DeliverOne start returned/>
            {removal}
        </Narrow>
    }
}
