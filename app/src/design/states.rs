//! What a page shows when there is nothing, not yet something, or something that cannot wait.

use super::{Icon, Icons};
use leptos::{html, prelude::*};

/// Nothing here yet: what comes here, why it is empty, what to do.
#[component]
pub fn Empty(
    /// A picture of what comes here.
    icon: Icons,
    /// What is not here.
    #[prop(into)]
    title: String,
    /// It stands below an `h2`, so its title is an `h3`.
    #[prop(optional)]
    nested: bool,
    /// Why, and what to do.
    children: Children,
) -> impl IntoView {
    let heading = if nested {
        view! { <h3 class="utrecht-heading-3">{title}</h3> }.into_any()
    } else {
        view! { <h2 class="utrecht-heading-3">{title}</h2> }.into_any()
    };
    view! {
        <div class="lr-empty">
            <Icon icon/>
            {heading}
            {children()}
        </div>
    }
}

/// The shape of what is being fetched, with a sentence that says so. Shown after a third of a
/// second, so that a quick answer does not flash.
#[component]
pub fn Skeleton(
    /// What we are doing, and how long it takes: "We zoeken je diploma op. Dit duurt meestal 5 seconden."
    #[prop(into)]
    text: String,
    /// How many lines it has.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    let lines = (0..lines)
        .map(|_| view! { <span class="lr-skel lr-skel--line"></span> })
        .collect_view();
    view! {
        <div class="lr-card lr-stack lr-stack--l lr-waiting" aria-busy="true">
            <p role="status" class="lr-strong">{text}</p>
            <div class="lr-stack lr-stack--m" aria-hidden="true">
                <span class="lr-skel lr-skel--title"></span>
                {lines}
            </div>
        </div>
    }
}

/// A question above the page. Needs JavaScript, so what it asks must also be possible without it.
#[component]
pub fn Dialog(
    /// The id; the title and the text get it as the start of theirs.
    id: &'static str,
    /// The question.
    #[prop(into)]
    title: String,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Runs when it is closed, also with the Escape key; set `open` to false here.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it says, and the buttons that answer.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is open already or is not on the page.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let label = format!("{id}-titel");
    let labelled = label.clone();
    view! {
        <dialog
            class="lr-dialog"
            id=id
            aria-labelledby=labelled
            node_ref=node
            on:close=move |_| on_close.run(())
        >
            <div class="lr-stack">
                <h2 class="utrecht-heading-2" id=label>{title}</h2>
                {children()}
            </div>
        </dialog>
    }
}

/// How far something is that takes a while.
#[component]
pub fn ProgressBar(
    /// What it is.
    #[prop(into)]
    label: String,
    /// How many are done.
    done: i32,
    /// Of how many.
    total: i32,
    /// The same in words, which everybody reads.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <progress class="lr-progress" aria-label=label max=total.max(1) value=done></progress>
        <p class="lr-small">{text}</p>
    }
}
