//! The messages of the register.

use super::{Message, api::my_messages};
use crate::page::Page;
use crate::{
    design::{
        Badge, Card, Empty, Entries, Gap, Icons, Narrow, PageHead, Paragraph, Stack, TextLink,
    },
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
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
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
                <Paragraph muted=true>
                    "Hier komt een bericht als er iets voor je is veranderd of uitgezocht."
                </Paragraph>
            </Empty>
        }
        .into_any();
    }
    let items = messages
        .into_iter()
        .enumerate()
        .map(|(number, message)| {
            let is_new = message.is_new;
            let new = ViewFn::from(move || is_new.then(|| view! { <Badge>"Nieuw"</Badge> }));
            let about = message.title.clone();
            view! {
                <li>
                    <Card title=message.title id=format!("bericht-{number}") small=true aside=new>
                        <Stack gap=Gap::Small>
                            <Paragraph small=true muted=true>{notation::date_time(message.at)}</Paragraph>
                            <Paragraph>{message.body}</Paragraph>
                            {message
                                .link
                                .map(|link| {
                                    view! { <p><TextLink href=link context=about>"Bekijk het"</TextLink></p> }
                                })}
                        </Stack>
                    </Card>
                </li>
            }
        })
        .collect_view();
    view! { <Narrow><Entries>{items}</Entries></Narrow> }.into_any()
}
