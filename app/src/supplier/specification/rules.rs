//! The checks: every rule with its code, what it says, why, and what to do.

use super::place;
use crate::design::{Alert, Fact, Facts, Tone};
use leptos::prelude::*;
use shared::delivery::{Rule, Severity};

/// The page of all rules, by how grave they are.
pub(super) fn shown() -> AnyView {
    [Severity::Error, Severity::Notice, Severity::Signal]
        .into_iter()
        .map(|severity| {
            let (title, meaning) = kind(severity);
            let rules = Rule::all()
                .iter()
                .filter(|rule| rule.severity == severity)
                .map(explained)
                .collect_view();
            view! {
                <section class="lr-section lr-stack">
                    <h2 class="utrecht-heading-2">{title}</h2>
                    <p class="utrecht-paragraph">{meaning}</p>
                    {rules}
                </section>
            }
        })
        .collect_view()
        .into_any()
}

/// A rule with everything that there is to say of it.
pub(super) fn explained(rule: &'static Rule) -> impl IntoView {
    let field = rule.field.as_deref().map(
        |field| view! { <Fact name="Veld"><code class="utrecht-code">{place(field)}</code></Fact> },
    );
    let (severity, _) = kind(rule.severity);
    let not_yet = rule.waits_for().map(|why| {
        let words = format!("Deze code geven we nog niet: {why}.");
        view! { <Alert tone=Tone::Info><p>{words}</p></Alert> }
    });
    view! {
        <article class="lr-stack lr-stack--s" id=rule.anchor()>
            <h3 class="utrecht-heading-3">
                <span class="lr-id">{rule.code.as_str()}</span> " " {rule.title.as_str()}
            </h3>
            {not_yet}
            <p class="utrecht-paragraph">{rule.message.as_str()}</p>
            <Facts wide=true>
                <Fact name="Ernst">{severity}</Fact>
                {field}
                <Fact name="Oorzaak">{rule.cause.as_str()}</Fact>
                <Fact name="Wat moet je doen?">{rule.fix.as_str()}</Fact>
                <Fact name="Voorbeeld">{rule.example.as_str()}</Fact>
            </Facts>
        </article>
    }
}

/// The name of a severity, and what it means.
fn kind(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => (
            "Fout",
            "We nemen de benoeming niet op. Herstel wat er mis is en lever opnieuw.",
        ),
        Severity::Notice => ("Melding", "We nemen de benoeming op. Kijk of het klopt."),
        Severity::Signal => (
            "Signaal",
            "Dit komt later, als er iets verandert of een datum nadert.",
        ),
    }
}
