//! The page on which a record that was refused is put right and sent again, without the others.

use super::{AppointmentForm, form::DeliverOne};
use crate::page::Page;
use crate::{
    design::{Alert, Breadcrumb, Narrow, PageHead, Tone},
    failure::Answer,
    school::{api, loaded, waiting},
    session::{FormState, returned_form},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

type Data = (Answer<AppointmentForm>, Option<FormState>);

/// `/school/leveringen/{id}/herstellen/{rij}`: one refused record, with what was sent.
pub struct SchoolRepairPage {
    data: Resource<Data>,
}

impl Page for SchoolRepairPage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let asked = move || {
            let params = params.read();
            let id = params.get("id").and_then(|id| id.parse().ok());
            let row = params.get("rij").and_then(|row| row.parse().ok());
            (id, row.unwrap_or_default(), returned())
        };
        Self {
            data: Resource::new(asked, |(id, row, returned)| async move {
                (
                    api::show_refused(id, row).await,
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
    let lead = match &start.name {
        Some(name) => format!("Dit is wat je stuurde over {name}. Pas aan wat niet klopt."),
        None => "Dit is wat je stuurde. Pas aan wat niet klopt.".to_owned(),
    };
    let wrong = start
        .findings
        .iter()
        .filter(|finding| finding.is_wrong())
        .map(|finding| {
            let message = finding.message.clone();
            let sent =
                (!finding.sent.is_empty()).then(|| format!(" Je stuurde: {}.", finding.sent));
            view! { <p>{message} {sent} " "<span class="lr-id">{finding.code.clone()}</span></p> }
        })
        .collect_view();
    let parents = vec![
        ("/school", "Overzicht"),
        ("/school/leveringen", "Leveringen"),
    ];
    view! {
        <Title text="Herstel een benoeming - Lerarenregister"/>
        <Breadcrumb parents/>
        <Narrow>
            <PageHead title="Herstel een benoeming" lead/>
            <DeliverOne start returned>
                <Alert tone=Tone::Warning title="Wat er niet klopte">
                    {wrong}
                    <p>
                        "Werk je met een personeelssysteem? Pas het daar ook aan, anders komt de fout bij \
                         de volgende levering terug."
                    </p>
                </Alert>
            </DeliverOne>
        </Narrow>
    }
}
