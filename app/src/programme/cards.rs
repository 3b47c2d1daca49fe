//! News and reactions, as schools and staff see them.

use super::{News, Reaction};
use crate::design::{Badge, Card, Paragraph, Stack, Tone};
use leptos::prelude::*;
use shared::notation;

/// A piece of news; for the staff with what became of its letters.
pub fn news_card(item: News, letters: bool) -> AnyView {
    let id = format!("nieuws-{}", item.id);
    let published = notation::date_time(item.published);
    let note = if letters {
        format!("{published} · {}", item.audience)
    } else {
        published
    };
    let (all, sent, refused) = item.letters;
    let status = letters.then(|| {
        let sent = format!(
            "{} van {} brieven verstuurd",
            notation::number(sent),
            notation::number(all)
        );
        let refused = (refused > 0).then(|| {
            let words = format!("{} niet aangekomen", notation::number(refused));
            view! { <Badge tone=Tone::Warning>{words}</Badge> }
        });
        view! { <p class="lr-small">{sent} " " {refused}</p> }
    });
    let paragraphs: Vec<String> = item.text.split("\n\n").map(str::to_owned).collect();
    let paragraphs = paragraphs
        .into_iter()
        .map(|text| view! { <Paragraph>{text}</Paragraph> })
        .collect_view();
    view! {
        <Card title=item.title id small=true>
            <Stack>
                <p class="lr-small lr-muted">{note}</p> {paragraphs} {status}
            </Stack>
        </Card>
    }
    .into_any()
}

/// What a school told us, with our answer, or with a form to give one.
pub fn reaction_card(reaction: Reaction, form: Option<AnyView>) -> AnyView {
    let title = format!("{} · {}", reaction.board, reaction.topic);
    let answer = match (reaction.answer, form) {
        (Some((text, day)), _) => {
            let words = format!("Ons antwoord van {}: {text}", notation::date(day));
            view! { <Paragraph muted=true>{words}</Paragraph> }.into_any()
        }
        (None, Some(form)) => form,
        (None, None) => {
            view! { <p><Badge tone=Tone::Info>"Nog geen antwoord"</Badge></p> }.into_any()
        }
    };
    view! {
        <Card title id=format!("reactie-{}", reaction.id) small=true>
            <Stack>
                <p class="lr-small lr-muted">{notation::date(reaction.given)}</p>
                <Paragraph>{reaction.text}</Paragraph>
                {answer}
            </Stack>
        </Card>
    }
    .into_any()
}
