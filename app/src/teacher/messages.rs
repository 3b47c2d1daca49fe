//! The messages of the register.

use super::{Message, api::my_messages};
use crate::page::Page;
use crate::{
    design::{Badge, Empty, Icons, Narrow, PageHead, TextLink},
    failure::Answer,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use shared::notation;

/// `/mijn/berichten`
pub struct MessagesPage {
    messages: Resource<Answer<Vec<Message>>>,
}

impl Page for MessagesPage {
    fn data() -> Self {
        Self {
            messages: Resource::new(|| (), |()| my_messages()),
        }
    }

    fn view(this: Self) -> AnyView {
        let messages = this.messages;
        view! {
            <Title text="Berichten - Lerarenregister"/>
            <PageHead title="Berichten"/>
            <Suspense>
                {move || Suspend::new(async move {
                    match messages.await {
                        Ok(messages) => view! { <List messages/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn List(messages: Vec<Message>) -> impl IntoView {
    if messages.is_empty() {
        return view! {
            <Empty icon=Icons::Mail title="Nog geen berichten">
                <p class="utrecht-paragraph lr-muted">
                    "Hier komt een bericht als er iets voor je is veranderd of uitgezocht."
                </p>
            </Empty>
        }
        .into_any();
    }
    let items = messages
        .into_iter()
        .map(|message| {
            view! {
                <article class="lr-card lr-stack lr-stack--s">
                    <h2 class="utrecht-heading-3">
                        {message.title} " " {message.is_new.then(|| view! { <Badge>"Nieuw"</Badge> })}
                    </h2>
                    <p class="lr-small lr-muted">{notation::date_time(message.at)}</p>
                    <p class="utrecht-paragraph">{message.body}</p>
                    {message.link.map(|link| view! { <p><TextLink href=link>"Bekijk het"</TextLink></p> })}
                </article>
            }
        })
        .collect_view();
    view! { <Narrow>{items}</Narrow> }.into_any()
}
