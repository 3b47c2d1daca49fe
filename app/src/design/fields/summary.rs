//! What is wrong with the form as a whole.

use crate::design::{Icon, Icons};
use leptos::prelude::*;
use shared::Problem;

/// The problems of the whole form, at its top, each with a link to its field. Takes the focus when
/// it appears.
#[component]
pub fn ErrorSummary(
    /// What is wrong, if anything.
    #[prop(into)]
    problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if problem.read().is_some()
            && let Some(summary) = node.get()
        {
            // Fails only when the summary has left the page again.
            let _ = summary.focus();
        }
    });
    move || {
        problem.get().map(|problem| {
            let items = problem
                .errors
                .iter()
                .map(|error| {
                    let href = format!("#{}", error.field);
                    // External to the router: the browser itself moves the focus to the field.
                    view! {
                        <li>
                            <a class="utrecht-link" href=href rel="external">
                                {error.message.clone()}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div
                    class="lr-errors"
                    role="alert"
                    tabindex="-1"
                    aria-labelledby="fouten"
                    node_ref=node
                >
                    <h2 class="utrecht-heading-3" id="fouten">
                        <Icon icon=Icons::AlertCircle/>
                        {problem.title.clone()}
                    </h2>
                    {problem.detail.clone().map(|detail| view! { <p>{detail}</p> })}
                    {(!problem.errors.is_empty()).then(|| view! { <ul>{items}</ul> })}
                    {problem
                        .instance
                        .clone()
                        .map(|code| {
                            view! { <p>"Hulpcode: "<span class="lr-id">{code}</span></p> }
                        })}
                </div>
            }
        })
    }
}
