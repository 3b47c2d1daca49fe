//! What waits for a teacher, from colleagues.

use super::{Inbox, Waiting, api};
use crate::{
    design::{
        Alert, Badge, Breadcrumb, Bullet, Bullets, Card, Empty, Found, FoundList, Icons, Narrow,
        PageHead, Paragraph, Stack, TextLink, Tone,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    teacher::portfolio::waiting,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{notation, portfolio::InvitationKind};

/// `/mijn/portfolio/collegas?melding=`
pub struct InboxPage {
    data: Resource<Answer<Inbox>>,
    message: Memo<Option<&'static str>>,
}

impl Page for InboxPage {
    fn data() -> Self {
        let query = use_query_map();
        Self {
            data: Resource::new(|| (), |()| api::open_inbox()),
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "afgeslagen" => Some("Je hebt de uitnodiging afgeslagen."),
                _ => None,
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, message } = this;
        view! {
            <Title text="Collega’s - Lerarenregister"/>
            <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(inbox) => page(inbox, message).into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(inbox: Inbox, message: Memo<Option<&'static str>>) -> impl IntoView {
    let invitations = if inbox.invitations.is_empty() {
        view! {
            <Empty icon=Icons::Users title="Niemand wacht op jou">
                <Paragraph muted=true>
                    "Vraagt een collega je om feedback, of deden jullie iets samen? Dan staat het hier."
                </Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        let rows = inbox.invitations.into_iter().map(row).collect_view();
        view! { <FoundList card=true>{rows}</FoundList> }.into_any()
    };
    let feedback = (!inbox.feedback.is_empty()).then(|| {
        let rows = inbox
            .feedback
            .into_iter()
            .map(|(id, title)| {
                let href = format!("/mijn/portfolio/activiteit/{id}/collegas");
                view! { <Bullet><TextLink href>{title}</TextLink></Bullet> }
            })
            .collect_view();
        view! {
            <Card title="Feedback die je nog kunt toevoegen" id="feedback">
                <Bullets>{rows}</Bullets>
            </Card>
        }
    });
    let given = match inbox.given {
        0 => "Je gaf nog geen collega feedback.".to_owned(),
        count => format!(
            "Je gaf {} feedback. Dat telt mee voor je herregistratie als de regels erom vragen.",
            notation::count(count.into(), "keer", "keer")
        ),
    };
    view! {
        <Narrow>
            <PageHead
                title="Van collega’s"
                lead="Wat collega’s je vragen. Je kiest zelf of je meedoet."
            />
            {move || {
                message
                    .get()
                    .map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> })
            }}
            <Stack>
                {invitations} {feedback} <Paragraph muted=true>{given}</Paragraph>
            </Stack>
        </Narrow>
    }
}

fn row(waiting: Waiting) -> impl IntoView {
    let what = match waiting.kind {
        InvitationKind::Feedback => "Vraagt feedback",
        InvitationKind::Team => "Samen gedaan",
    };
    let until = notation::date(waiting.until);
    let text = format!("{} · tot en met {until}", waiting.from);
    let aside = move || view! { <Badge>{what}</Badge> };
    view! {
        <Found href=waiting.href() title=waiting.title aside=ViewFn::from(aside)>
            {text}
        </Found>
    }
}
