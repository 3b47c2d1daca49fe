//! The messages of the register.

use super::api::my_messages;
use crate::page::{Page, Paged, asked_page};
use crate::{
    design::{
        Badge, Card, Empty, Entries, Gap, Icons, Narrow, PageHead, Pagination, Paragraph, Stack,
        TextLink,
    },
    failure::Answer,
    public::FailureView,
};
use jiff::civil::DateTime;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::notation;
use uuid::Uuid;

/// `/mijn/berichten`
pub struct MessagesPage {
    messages: Resource<Answer<Paged<Message>>>,
}

impl Page for MessagesPage {
    fn data() -> Self {
        let query = use_query_map();
        let page = move || asked_page(&query.read());
        Self {
            messages: Resource::new(page, my_messages),
        }
    }

    fn view(this: Self) -> AnyView {
        let messages = this.messages;
        view! {
            <Title text="Berichten - Lerarenregister"/>
            <PageHead title="Berichten">
                <p><TextLink href="/mijn/contact">"Hoe we je bereiken"</TextLink></p>
            </PageHead>
            <Suspense>
                {move || Suspend::new(async move {
                    match messages.await {
                        Ok(messages) => view! { <MessageList messages address="/mijn/berichten"/> }.into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

/// The messages of a box, each with since when it is there, and when it was first read.
#[component]
pub fn MessageList(
    /// The messages, the newest first.
    messages: Paged<Message>,
    /// The address of the page, under which the copies are.
    address: &'static str,
) -> impl IntoView {
    if messages.total == 0 {
        return view! {
            <Empty icon=Icons::Mail title="Nog geen berichten">
                <Paragraph muted=true>
                    "Hier komt een bericht als er iets is veranderd of uitgezocht."
                </Paragraph>
            </Empty>
        }
        .into_any();
    }
    let (current, pages) = (messages.page, messages.pages);
    let items = messages
        .rows
        .into_iter()
        .enumerate()
        .map(|(number, message)| {
            let is_new = message.read_at.is_none();
            let read = match message.read_at {
                Some(at) => format!(" Gelezen op {}.", notation::date_time(at)),
                None => String::new(),
            };
            let placed = format!("Geplaatst op {}.{read}", notation::date_time(message.at));
            let copy = format!("{address}/{}/kopie.pdf", message.id);
            let new = ViewFn::from(move || is_new.then(|| view! { <Badge>"Nieuw"</Badge> }));
            let (about, of_which) = (message.title.clone(), message.title.clone());
            view! {
                <li>
                    <Card title=message.title id=format!("bericht-{number}") small=true aside=new>
                        <Stack gap=Gap::Small>
                            <Paragraph small=true muted=true>{placed}</Paragraph>
                            <Paragraph>{message.body}</Paragraph>
                            {message
                                .link
                                .map(|link| {
                                    view! { <p><TextLink href=link context=about>"Bekijk het"</TextLink></p> }
                                })}
                            <p>
                                <TextLink href=copy external=true small=true context=of_which>
                                    "Download een kopie (pdf)"
                                </TextLink>
                            </p>
                        </Stack>
                    </Card>
                </li>
            }
        })
        .collect_view();
    view! {
        <Narrow>
            <Entries>{items}</Entries>
            <Pagination current pages address=format!("{address}?pagina=")/>
        </Narrow>
    }
    .into_any()
}

/// A message of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its number.
    pub id: Uuid,
    /// When it was placed in the box, in Dutch time.
    pub at: DateTime,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub body: String,
    /// Where to go with it.
    pub link: Option<String>,
    /// When it was first read, in Dutch time; nothing when that is now.
    pub read_at: Option<DateTime>,
}
