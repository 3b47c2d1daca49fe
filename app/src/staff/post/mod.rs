//! What goes by post: messages of who does not hear of them by mail (articles 2:8 and 2:11 Awb).

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use super::{loaded, waiting};
use crate::{
    design::{
        Actions, Alert, Button, Card, Cell, Column, Empty, ErrorSummary, Hidden, Icons, PageHead,
        Paragraph, Row, RowHead, Stack, Table, TextField, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, answered, returned_form},
};
use jiff::civil::DateTime;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::notation;
use uuid::Uuid;

/// The letters that are to be posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The letters, the most urgent first; not more than fit on a page.
    pub letters: Vec<Letter>,
    /// How many there are in all.
    pub total: u32,
    /// How many places in message boxes or their log were changed afterwards.
    pub faults: u32,
}

/// A message that is to be posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The number of its notice.
    pub id: Uuid,
    /// To whom.
    pub to: String,
    /// What it is about.
    pub title: String,
    /// Until when, in Dutch time.
    pub due: DateTime,
    /// Whether that is over.
    pub late: bool,
    /// Why it goes by post.
    pub why: String,
    /// Whether the letter has no address, so that a sheet with it goes in front: that of a decision.
    pub sheet: bool,
}

/// `/behandeling/post`
pub struct PostPage {
    data: Resource<(Answer<Post>, Option<FormState>)>,
    posted: ServerAction<api::MarkPosted>,
    back: ServerAction<api::MailCameBack>,
}

impl Page for PostPage {
    fn data() -> Self {
        let posted = ServerAction::<api::MarkPosted>::new();
        let back = ServerAction::<api::MailCameBack>::new();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || ((answered(posted), answered(back)), returned()),
                |(_, returned)| async move { (api::list_post().await, FormState::load(returned).await) },
            ),
            posted,
            back,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, posted, back } = this;
        view! {
            <Title text="Post - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (post, returned) = data.await;
                    loaded(post, move |post| page(post, (posted, back), returned))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    post: Post,
    (posted, back): (
        ServerAction<api::MarkPosted>,
        ServerAction<api::MailCameBack>,
    ),
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::new(posted, returned.clone());
    let bounce = Form::new(back, returned);
    let faults = (post.faults > 0).then(|| {
        let count = notation::count(i64::from(post.faults), "plaats", "plaatsen");
        view! {
            <Alert tone=Tone::Error title="Het logboek van de berichten klopt niet">
                <p>{format!("Op {count} is iets achteraf gewijzigd. Meld dit meteen aan de beheerder.")}</p>
            </Alert>
        }
    });
    let total = notation::count(i64::from(post.total), "brief wacht", "brieven wachten");
    let list = if post.letters.is_empty() {
        view! {
            <Empty icon=Icons::Mailbox title="Er is niets te versturen">
                <Paragraph muted=true>"Hier staan berichten van wie geen mail krijgt, of van wie het adres geen mail aanneemt."</Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        let rows = post
            .letters
            .into_iter()
            .map(|letter| row(letter, posted))
            .collect_view();
        let columns = ["Aan", "Bericht", "Uiterlijk", "Waarom", "Actie"]
            .map(Column::text)
            .to_vec();
        view! {
            <Card title=total id="brieven">
                <Table caption="Brieven" caption_hidden=true columns>{rows}</Table>
            </Card>
        }
        .into_any()
    };
    view! {
        <PageHead
            title="Post"
            lead="Berichten die met de post gaan: binnen 48 uur nadat ze in het register staan."
        />
        <ErrorSummary problem=form.problem()/>
        <ErrorSummary problem=bounce.problem()/>
        <Stack>
            {faults}
            {list}
            <Card title="Kwam er een mail terug?" id="teruggekomen" quiet=true>
                <Stack>
                    <Paragraph>"Dan gebruiken we dat adres niet meer. Wat we er de laatste weken over mailden en niet gelezen is, gaat met de post."</Paragraph>
                    <ActionForm action=back attr:class="lr-stack lr-stack--m">
                        <TextField name="email" kind="email" label="Welk adres?" hint="Zoals het in de teruggekomen mail staat." value=bounce.value("email", "") error=bounce.error("email")/>
                        <Actions><Button weight=Weight::Secondary>"Dit adres werkt niet"</Button></Actions>
                    </ActionForm>
                </Stack>
            </Card>
        </Stack>
    }
}

fn row(letter: Letter, posted: ServerAction<api::MarkPosted>) -> impl IntoView {
    let (id, to) = (letter.id.to_string(), letter.to.clone());
    let print = format!("/behandeling/post/{id}/brief.pdf");
    let due = notation::date_time(letter.due);
    let due = if letter.late {
        format!("{due} (te laat)")
    } else {
        due
    };
    let context = format!("aan {to}");
    let sheet = letter.sheet.then(|| {
        let href = format!("/behandeling/post/{id}/adresblad.pdf");
        let context = context.clone();
        view! { <TextLink href external=true context>"Open het adresblad (pdf)"</TextLink> " " }
    });
    view! {
        <Row>
            <RowHead>{letter.to}</RowHead>
            <Cell label="Bericht">{letter.title}</Cell>
            <Cell label="Uiterlijk">{due}</Cell>
            <Cell label="Waarom">{letter.why}</Cell>
            <Cell label="Actie">
                {sheet}
                <TextLink href=print external=true context=context.clone()>"Open de brief (pdf)"</TextLink>
                <ActionForm action=posted>
                    <Hidden name="id" value=id/>
                    <Button weight=Weight::Small context>"Op de post gedaan"</Button>
                </ActionForm>
            </Cell>
        </Row>
    }
}
