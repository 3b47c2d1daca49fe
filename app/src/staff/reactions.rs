//! What schools tell of how it goes, and our answers.

use super::{api, loaded, waiting};
use crate::{
    design::{
        Actions, Button, Empty, ErrorSummary, Hidden, Icons, PageHead, Pagination, TextArea, Weight,
    },
    failure::Answer,
    page::{Page, Paged, asked_page},
    programme::{Reaction, reaction_card},
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/behandeling/reacties`
pub struct ReactionsPage {
    data: Resource<(Answer<Paged<Reaction>>, Option<FormState>)>,
    action: ServerAction<api::AnswerReaction>,
}

impl Page for ReactionsPage {
    fn data() -> Self {
        let action = ServerAction::<api::AnswerReaction>::new();
        let query = use_query_map();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || (asked_page(&query.read()), answered(action), returned()),
                |(page, _, returned)| async move {
                    (
                        api::list_reactions(page).await,
                        FormState::load(returned).await,
                    )
                },
            ),
            action,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, action } = this;
        view! {
            <Title text="Reacties - Lerarenregister"/>
            <PageHead
                title="Reacties"
                lead="Wat scholen vinden van leveren en van de schermen. Zonder antwoord staat bovenaan."
            />
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (reactions, returned) = data.await;
                    loaded(reactions, move |reactions| page(reactions, action, returned))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    reactions: Paged<Reaction>,
    action: ServerAction<api::AnswerReaction>,
    returned: Option<FormState>,
) -> AnyView {
    if reactions.total == 0 {
        return view! {
            <Empty icon=Icons::Message title="Nog geen reacties">
                <p class="utrecht-paragraph lr-muted">
                    "Scholen schrijven ze op hun pagina Aansluiten."
                </p>
            </Empty>
        }
        .into_any();
    }
    let count = notation::count(reactions.total, "reactie", "reacties");
    view! {
        <div class="lr-stack">
            <h2 class="lr-small lr-muted lr-regular">{count}</h2>
            {cards(reactions.rows, action, returned)}
            <Pagination
                current=reactions.page
                pages=reactions.pages
                address="/behandeling/reacties?pagina="
            />
        </div>
    }
    .into_any()
}

/// Each reaction with its answer, or with room for it.
fn cards(
    reactions: Vec<Reaction>,
    action: ServerAction<api::AnswerReaction>,
    returned: Option<FormState>,
) -> impl IntoView {
    // A form that came back is of one reaction only.
    let returned_to = returned.as_ref().and_then(|state| {
        let (_, id) = state.values.iter().find(|(name, _)| name == "id")?;
        Some(id.clone())
    });
    reactions
        .into_iter()
        .map(|reaction| {
            let id = reaction.id.to_string();
            let form = reaction.answer.is_none().then(|| {
                let returned = returned
                    .clone()
                    .filter(|_| returned_to.as_ref() == Some(&id));
                answer_form(action, returned, id)
            });
            reaction_card(reaction, form)
        })
        .collect_view()
}

fn answer_form(
    action: ServerAction<api::AnswerReaction>,
    returned: Option<FormState>,
    id: String,
) -> AnyView {
    let form = Form::new(action, returned);
    // The answer of the browser is of the form that was sent last.
    let input = action.input();
    let own = id.clone();
    let problem = form.problem();
    let mine = Signal::derive(move || {
        let sent = input.read();
        let elsewhere = sent
            .as_ref()
            .is_some_and(|sent| sent.id.is_none_or(|sent| sent.to_string() != own));
        problem.get().filter(|_| !elsewhere)
    });
    let error = form.error("answer");
    let error = Signal::derive(move || mine.read().is_some().then(|| error.get()).flatten());
    view! {
        <ActionForm action attr:class="lr-stack lr-stack--m">
            <ErrorSummary problem=mine/>
            <Hidden name="id" value=id/>
            <TextArea
                name="answer"
                label="Jouw antwoord"
                value=form.value("answer", "")
                error
                rows=3
            />
            <Actions>
                <Button weight=Weight::Secondary>"Verstuur het antwoord"</Button>
            </Actions>
        </ActionForm>
    }
    .into_any()
}
