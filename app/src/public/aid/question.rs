//! One question of the aid, on a page of its own.

use super::{AID, address, answers, back_link, fields};
use crate::design::{
    Actions, Breadcrumb, Bullet, Bullets, Button, Columns, Details, ErrorSummary, Hidden, TextLink,
    Weight,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Form;
use shared::{
    FieldError, Problem,
    aid::{AT, Answer, Ask, Given, Kind, Question, Walk},
};

/// What to say of an answer that was refused. Who asks for the question again, or for one more row
/// of it, is not done yet: nothing is said.
pub(super) fn refusal(ask: &Ask, walk: &Walk) -> Option<String> {
    let is_asked_again = walk.at() == Some(&ask.question.id);
    ask.error
        .filter(|_| !is_asked_again)
        .map(|error| error.to_string())
}

/// The page of a question.
pub(super) fn page(ask: Ask, given: Vec<Given>, walk: &Walk) -> AnyView {
    let refusal = refusal(&ask, walk);
    let problem = refusal.as_ref().map(|message| {
        Problem::invalid(vec![FieldError::new(
            fields::first(&ask.question),
            message.clone(),
        )])
    });
    // What is no answer is not carried back to the question before.
    let kept = if ask.error.is_some() {
        walk.without(&ask.question.id)
    } else {
        walk.clone()
    };
    let back = back_link(&given, &kept);
    let title = format!("{} - Lerarenregister", ask.question.text);
    let place = format!(
        "Hulp bij grondslag, vraag {} van hooguit {}",
        ask.nr, ask.at_most
    );
    let is_first = given.is_empty();
    let has_periods = matches!(ask.question.kind, Kind::Periods(_));
    let id = ask.question.id.to_string();
    let hidden = hidden(walk, &ask.question);
    let extra_row = has_periods && walk.at() == Some(&ask.question.id);
    let fields = fields::of(&ask.question, ask.sent.as_deref(), extra_row, refusal);
    let form = view! {
        <Form action=AID method="GET">
            <div class="lr-stack lr-stack--l">
                {hidden} {fields}
                <Actions>
                    <Button name=address::ANSWERED value=id.clone()>"Volgende"</Button>
                    {has_periods
                        .then(|| {
                            view! {
                                <Button weight=Weight::Secondary name=AT value=id>
                                    "Nog een periode"
                                </Button>
                            }
                        })} {back}
                </Actions>
            </div>
        </Form>
    };
    let programmes = programmes(&ask.question, &kept);
    let aside = (!given.is_empty()).then(|| answers::aside(given, walk));
    view! {
        <Title text=title/>
        <Breadcrumb parents=parents(is_first)/>
        <div class="lr-above">
            <Columns>
                <div class="lr-stack lr-stack--l lr-narrow">
                    <ErrorSummary problem=Signal::stored(problem)/>
                    <p class="lr-small lr-muted">{place}</p>
                    {form} {programmes} {why(ask.question)}
                    {is_first.then(privacy)}
                </div>
                {aside}
            </Columns>
        </div>
    }
    .into_any()
}

fn parents(is_first: bool) -> Vec<(&'static str, &'static str)> {
    let mut parents = vec![("/", "Home")];
    if !is_first {
        parents.push((AID, "Hulp bij grondslag"));
    }
    parents
}

/// The other answers, so that the form sends them along.
fn hidden(walk: &Walk, question: &Question) -> impl IntoView + use<> {
    walk.without(&question.id)
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <Hidden name value/> })
        .collect_view()
}

/// The programmes that the register knows by name, each a way on: for who has the diploma at hand and
/// does not know which answer it means.
fn programmes(question: &Question, walk: &Walk) -> Option<impl IntoView + use<>> {
    let Kind::Choice(choices) = &question.kind else {
        return None;
    };
    let answers = choices
        .iter()
        .filter(|choice| !choice.trainings.is_empty())
        .map(|choice| {
            let mut chosen = walk.clone();
            chosen.set(&question.id, &Answer::Choice(choice.id.clone()));
            let href = address::of(&chosen);
            let names = choice
                .programmes()
                .map(|name| {
                    let href = href.clone();
                    view! { <Bullet><TextLink href>{name}</TextLink></Bullet> }
                })
                .collect_view();
            view! {
                <p class="utrecht-paragraph lr-strong">{choice.label.clone()}</p>
                <Bullets small=true>{names}</Bullets>
            }
        })
        .collect::<Vec<_>>();
    (!answers.is_empty()).then(|| {
        view! {
            <Details summary="Kies de opleiding die op het diploma staat">
                <div class="lr-stack lr-stack--m">{answers}</div>
            </Details>
        }
    })
}

fn why(question: Question) -> impl IntoView {
    let article = question.article;
    view! {
        <div class="lr-stack lr-stack--m">
            <Details summary="Waarom vragen we dit?">
                <p class="utrecht-paragraph">{question.why}</p>
                <p class="utrecht-paragraph">{article.says}</p>
            </Details>
            <p class="lr-small">
                "In de wet: "<TextLink href=article.url>{article.name}</TextLink>
            </p>
        </div>
    }
}

fn privacy() -> impl IntoView {
    view! {
        <p class="lr-small lr-muted">
            "We vragen geen naam of andere gegevens van de leraar, en we bewaren je antwoorden niet. Ze staan alleen in het adres van deze pagina."
        </p>
    }
}
