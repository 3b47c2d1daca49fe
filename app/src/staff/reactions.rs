//! What schools tell of how it goes, and our answers.

use super::{
    api,
    joining::{sectors, waves},
    loaded, waiting,
};
use crate::{
    design::{
        Actions, Button, Choice, Empty, ErrorSummary, Hidden, Icons, PageHead, Pagination,
        SelectField, TextArea, Weight,
    },
    failure::Answer,
    page::{Page, Paged},
    programme::{Reaction, ReactionFilter, TOPICS, reaction_card},
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

const REACTIONS: &str = "/behandeling/reacties";

/// What the page shows: the reactions with their filter, and a form that came back.
type Data = (ReactionFilter, Answer<Paged<Reaction>>, Option<FormState>);

/// `/behandeling/reacties?golf=&sector=&onderwerp=&pagina=`
pub struct ReactionsPage {
    data: Resource<Data>,
    action: ServerAction<api::AnswerReaction>,
}

impl Page for ReactionsPage {
    fn data() -> Self {
        let action = ServerAction::<api::AnswerReaction>::new();
        let query = use_query_map();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || {
                    let query = query.read();
                    let filter = ReactionFilter::from_query(|name| query.get(name));
                    (filter, answered(action), returned())
                },
                |(filter, _, returned)| async move {
                    let reactions = api::list_reactions(filter.clone()).await;
                    (filter, reactions, FormState::load(returned).await)
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
                    let (filter, reactions, returned) = data.await;
                    loaded(reactions, move |reactions| {
                        page(&filter, reactions, action, returned)
                    })
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    filter: &ReactionFilter,
    reactions: Paged<Reaction>,
    action: ServerAction<api::AnswerReaction>,
    returned: Option<FormState>,
) -> AnyView {
    let query = filter.to_query();
    let content = if reactions.total == 0 {
        let (title, text) = if query.is_empty() {
            (
                "Nog geen reacties",
                "Scholen schrijven ze op hun pagina Aansluiten.",
            )
        } else {
            ("Geen reacties gevonden", "Kies andere filters.")
        };
        view! {
            <Empty icon=Icons::Message title>
                <p class="utrecht-paragraph lr-muted">{text}</p>
            </Empty>
        }
        .into_any()
    } else {
        let count = notation::count(reactions.total, "reactie", "reacties");
        view! {
            <h2 class="lr-small lr-muted lr-regular">{count}</h2>
            {cards(reactions.rows, action, returned)}
            <Pagination
                current=reactions.page
                pages=reactions.pages
                address=format!("{REACTIONS}?{query}pagina=")
            />
        }
        .into_any()
    };
    view! {
        <div class="lr-stack">
            {fields(filter.clone())}
            {content}
        </div>
    }
    .into_any()
}

/// What the list can be limited by; a form that asks and changes nothing.
fn fields(filter: ReactionFilter) -> impl IntoView {
    let mut topics = vec![Choice::new("", "Alle onderwerpen")];
    topics.extend(TOPICS.map(|(code, word)| Choice::new(code, word)));
    view! {
        <form
            class="lr-card lr-card--quiet lr-stack lr-stack--m"
            method="get"
            action=REACTIONS
            aria-label="Lijst beperken"
        >
            <div class="lr-grid lr-grid--3">
                <SelectField name="golf" label="Golf" value=filter.wave choices=waves()/>
                <SelectField name="sector" label="Sector" value=filter.sector choices=sectors()/>
                <SelectField
                    name="onderwerp"
                    label="Onderwerp"
                    value=filter.topic
                    choices=topics
                />
            </div>
            <div>
                <Button weight=Weight::Secondary>"Toon"</Button>
            </div>
        </form>
    }
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
