//! News for the boards that join, which goes to their contact persons as a letter.

use super::{
    api,
    joining::{sectors, wave_name},
    loaded, waiting,
};
use crate::{
    design::{
        Actions, Button, Card, Choice, Columns, ErrorSummary, PageHead, SelectField, Stack,
        TextArea, TextField,
    },
    failure::Answer,
    page::Page,
    programme::{News, news_card},
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use shared::programme::Wave;

/// `/behandeling/nieuws`
pub struct NewsPage {
    data: Resource<(Answer<Vec<News>>, Option<FormState>)>,
    action: ServerAction<api::Publish>,
}

impl Page for NewsPage {
    fn data() -> Self {
        let action = ServerAction::<api::Publish>::new();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || (answered(action), returned()),
                |(_, returned)| async move { (api::list_news().await, FormState::load(returned).await) },
            ),
            action,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, action } = this;
        view! {
            <Title text="Nieuws - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (news, returned) = data.await;
                    loaded(news, move |news| page(news, action, returned))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    news: Vec<News>,
    action: ServerAction<api::Publish>,
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::new(action, returned);
    let mut waves = vec![Choice::new("", "Alle besturen")];
    waves.extend(
        Wave::all()
            .iter()
            .map(|wave| Choice::new(wave.code.clone(), wave_name(&wave.code))),
    );
    let sectors = sectors();
    let items = if news.is_empty() {
        view! { <p class="lr-muted">"Er is nog geen nieuws."</p> }.into_any()
    } else {
        news.into_iter()
            .map(|item| news_card(item, true))
            .collect_view()
            .into_any()
    };
    view! {
        <PageHead
            title="Nieuws"
            lead="Wat je hier schrijft, zien besturen op hun pagina Aansluiten. Hun contactpersonen krijgen het ook als e-mail."
        />
        <Columns>
            <div class="lr-stack">{items}</div>
            <Card title="Schrijf een bericht" id="schrijven">
                <Stack>
                    <ErrorSummary problem=form.problem()/>
                    <ActionForm action attr:class="lr-stack lr-stack--m">
                        <TextField
                            name="title"
                            label="Titel"
                            value=form.value("title", "")
                            error=form.error("title")
                        />
                        <TextArea
                            name="text"
                            label="Tekst"
                            hint="Zet geen namen van leraren in een bericht."
                            value=form.value("text", "")
                            error=form.error("text")
                            rows=8
                        />
                        <SelectField
                            name="wave"
                            label="Voor welke golf"
                            value=form.value("wave", "")
                            choices=waves
                            error=form.error("wave")
                        />
                        <SelectField
                            name="sector"
                            label="Voor welke sector"
                            value=form.value("sector", "")
                            choices=sectors
                            error=form.error("sector")
                        />
                        <Actions>
                            <Button>"Plaats en verstuur"</Button>
                        </Actions>
                    </ActionForm>
                </Stack>
            </Card>
        </Columns>
    }
}
