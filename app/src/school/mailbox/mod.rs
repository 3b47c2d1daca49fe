//! The message box of a board.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use crate::{
    design::PageHead,
    failure::Answer,
    page::Page,
    public::FailureView,
    teacher::{Message, MessageList},
};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/school/berichtenbox`
pub struct SchoolBoxPage(Resource<Answer<Vec<Message>>>);

impl Page for SchoolBoxPage {
    fn data() -> Self {
        Self(Resource::new(|| (), |()| api::read_box()))
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
                        Ok(messages) => view! { <MessageList messages copies="/school/berichtenbox"/> }.into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}
