//! How a board joins: what is needed before it is the turn of its teachers, news, and what it tells us.

use super::{api, loaded, waiting};
use crate::{
    design::{
        Actions, Button, Card, Choice, Columns, ErrorSummary, PageHead, SelectField, Stack,
        TextArea, Weight,
    },
    failure::Answer,
    page::Page,
    programme::{GateCard, Joining, TOPICS, news_card, reaction_card},
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use shared::{notation, programme::Wave};

/// `/school/aansluiten`
pub struct SchoolJoiningPage {
    data: Resource<(Answer<Joining>, Option<FormState>)>,
    action: ServerAction<api::React>,
}

impl Page for SchoolJoiningPage {
    fn data() -> Self {
        let action = ServerAction::<api::React>::new();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || (answered(action), returned()),
                |(_, returned)| async move {
                    (api::read_joining().await, FormState::load(returned).await)
                },
            ),
            action,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, action } = this;
        view! {
            <Title text="Aansluiten - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (joining, returned) = data.await;
                    loaded(joining, move |joining| page(joining, action, returned))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    joining: Joining,
    action: ServerAction<api::React>,
    returned: Option<FormState>,
) -> impl IntoView {
    let wave = joining.progress.wave.as_deref().and_then(Wave::find);
    let lead = wave.map_or_else(
        || "Je bestuur is nog niet ingedeeld. Je hoort van ons wanneer je leraren aan de beurt zijn.".to_owned(),
        |wave| {
            format!(
                "Je bestuur doet mee in {}. Vanaf {} zijn je leraren aan de beurt. Vertel het ze \
                 zelf: wij schrijven ze nog niet aan.",
                wave.name,
                notation::date(wave.begins),
            )
        },
    );
    let news = if joining.news.is_empty() {
        view! { <p class="lr-muted">"Er is nog geen nieuws voor je bestuur."</p> }.into_any()
    } else {
        joining
            .news
            .into_iter()
            .map(|item| news_card(item, false))
            .collect_view()
            .into_any()
    };
    let told = joining
        .reactions
        .into_iter()
        .map(|reaction| reaction_card(reaction, None))
        .collect_view();
    view! {
        <PageHead title="Aansluiten" lead/>
        <Columns>
            <div class="lr-stack lr-stack--l">
                <GateCard gates=joining.progress.gates/> <h2 class="utrecht-heading-2">"Nieuws"</h2>
                {news}
            </div>
            <div class="lr-stack lr-stack--l">
                {reaction_form(action, returned)} {told}
            </div>
        </Columns>
    }
}

fn reaction_form(action: ServerAction<api::React>, returned: Option<FormState>) -> impl IntoView {
    let form = Form::new(action, returned);
    let mut topics = vec![Choice::new("", "Kies een onderwerp")];
    topics.extend(TOPICS.map(|(code, word)| Choice::new(code, word)));
    view! {
        <Card title="Hoe gaat het?" id="reactie" small=true>
            <Stack>
                <ErrorSummary problem=form.problem()/>
                <ActionForm action attr:class="lr-stack lr-stack--m">
                    <SelectField
                        name="topic"
                        label="Waarover"
                        value=form.value("topic", "")
                        choices=topics
                        error=form.error("topic")
                    />
                    <TextArea
                        name="text"
                        label="Wat wil je ons vertellen?"
                        hint="Zet geen namen of burgerservicenummers in je bericht."
                        value=form.value("text", "")
                        error=form.error("text")
                        rows=5
                    />
                    <Actions>
                        <Button weight=Weight::Secondary>"Verstuur"</Button>
                    </Actions>
                </ActionForm>
            </Stack>
        </Card>
    }
}
