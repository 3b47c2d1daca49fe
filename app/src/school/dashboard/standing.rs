//! How a board stands, in one sentence, and what to do about it.

use super::{Dashboard, OpenErrors};
use crate::{
    design::{Alert, ButtonLink, Empty, Icons, TermExplained, TextLink, Tone},
    school::delivery::{DeliverySummary, Progress},
};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::notation;

/// What waits to be put right, whichever delivery it came with; else how the newest one went.
pub(super) fn standing(dashboard: &Dashboard) -> AnyView {
    let Some(last) = dashboard.deliveries.first() else {
        return nothing_yet().into_any();
    };
    let due = dashboard.errors.as_ref().map(|errors| errors.due.clone());
    let due = due.filter(|_| last.progress() != Progress::Busy);
    let (tone, title, text, (href, link)) = match &dashboard.errors {
        _ if last.progress() == Progress::Busy => busy(last),
        Some(errors) => wrong(errors, dashboard.today),
        None => right(last),
    };
    view! {
        <Alert tone>
            <h2>{title}</h2>
            <p class="utrecht-paragraph">{text}" "<TextLink href>{link}</TextLink></p>
            {due.map(|computed| view! { <TermExplained computed/> })}
        </Alert>
    }
    .into_any()
}

/// Tone, title, text, and a link: address and words.
type Words = (Tone, String, String, (String, &'static str));

fn wrong(errors: &OpenErrors, today: Date) -> Words {
    let title = if errors.count == 1 {
        "Er staat 1 fout open".to_owned()
    } else {
        format!("Er staan {} fouten open", notation::number(errors.count))
    };
    let day = notation::date(errors.due.date);
    let text = if errors.due.date < today {
        format!("Je had dit voor {day} moeten herstellen. Doe het zo snel mogelijk.")
    } else {
        format!("Herstel dit voor {day}. Tot dan staat het niet goed in het register.")
    };
    let link = match &errors.source {
        Some(source) => (source.address(), "Bekijk wat er niet klopt"),
        None => ("/school/taken".to_owned(), "Bekijk je taken"),
    };
    (Tone::Warning, title, text, link)
}

fn busy(last: &DeliverySummary) -> Words {
    (
        Tone::Info,
        format!(
            "De levering van {} is nog niet klaar",
            notation::date(last.received.date())
        ),
        "Kijk over een paar minuten opnieuw.".to_owned(),
        (last.address(), "Bekijk de levering"),
    )
}

fn right(last: &DeliverySummary) -> Words {
    let (what, link) = match last.messages {
        Some(_) => ("Bij de laatste berichten", "Bekijk de berichten"),
        None => ("Bij de laatste levering", "Bekijk de levering"),
    };
    let taken = last.counts.accepted();
    let text = format!(
        "{what}, van {}, {} {} verwerkt.",
        notation::date(last.received.date()),
        if taken == 1 { "is" } else { "zijn" },
        notation::count(taken, "benoeming", "benoemingen"),
    );
    let title = "Er staan geen fouten open".to_owned();
    (Tone::Ok, title, text, (last.address(), link))
}

fn nothing_yet() -> impl IntoView {
    view! {
        <Empty icon=Icons::Upload title="Nog geen levering ontvangen">
            <p class="utrecht-paragraph lr-muted">
                "Je bestuur heeft nog niets geleverd. Stuur het bestand met benoemingen uit je \
                 personeelssysteem. Je ziet meteen wat er goed is."
            </p>
            <ButtonLink href="/school/leveringen" icon=Icons::Upload>
                "Lever het eerste bestand"
            </ButtonLink>
        </Empty>
    }
}
