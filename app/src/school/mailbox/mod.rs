//! The message box of a board.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use crate::{
    design::PageHead,
    failure::Answer,
    page::{Page, Paged, asked_page},
    public::FailureView,
    teacher::{Message, MessageList},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/school/berichtenbox`
pub struct SchoolBoxPage(Resource<Answer<Paged<Message>>>);

impl Page for SchoolBoxPage {
    fn data() -> Self {
        let query = use_query_map();
        let page = move || asked_page(&query.read());
        Self(Resource::new(page, api::read_box))
    }

    fn view(this: Self) -> AnyView {
        let messages = this.0;
        view! {
            <Title text="Berichtenbox - Lerarenregister"/>
            <PageHead
                title="Berichtenbox"
                lead="Berichten van het register aan je bestuur. Wie contactpersoon is, krijgt een mail als er een is."
            />
            <Suspense>
                {move || Suspend::new(async move {
                    match messages.await {
                        Ok(messages) => view! { <MessageList messages address="/school/berichtenbox"/> }.into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}
