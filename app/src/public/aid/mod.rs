//! The decision aid: the questions that lead a school to the ground of an appointment, one a page,
//! and the outcome.
//!
//! The address holds the answers and nothing else does: no account, no cookie, nobody's data. What
//! the law says stands in [`shared::aid`]; the server follows the trees, so that they need not be
//! fetched with the page.

mod address;
mod answers;
mod end;
mod fields;
mod outcome;
mod question;
mod typed;

use super::{FailureView, api};
use crate::{design::focus_main, failure::Answer, page::Page};
use answers::back_link;
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_location;
use shared::aid::{Step, View};

/// Where the aid is.
pub(super) const AID: &str = "/keuzehulp";

/// `/keuzehulp`: a question of the decision aid, or its outcome.
pub struct AidPage {
    view: Resource<Answer<View>>,
}

impl Page for AidPage {
    fn data() -> Self {
        let search = use_location().search;
        let query = Memo::new(move |_| address::query(&search.read()));
        Self {
            view: Resource::new(move || query.get(), api::follow_aid),
        }
    }

    fn view(this: Self) -> AnyView {
        let view = this.view;
        // One who came here with the page begins at its top; one who goes on is brought there.
        let arrived = StoredValue::new(false);
        view! {
            <Meta name="robots" content="noindex"/>
            <Suspense>
                {move || Suspend::new(async move {
                    match view.await {
                        Ok(view) => shown(view, arrived),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn shown(view: View, arrived: StoredValue<bool>) -> AnyView {
    let View {
        step,
        given,
        walk,
        tidied,
    } = view;
    // What is wrong takes the focus itself.
    let is_refused = matches!(&step, Step::Ask(ask) if question::refusal(ask, &walk).is_some());
    Effect::new(move |_| {
        if arrived.get_value() && !is_refused {
            focus_main();
        }
        arrived.set_value(true);
    });
    match step {
        Step::Ask(ask) => question::page(*ask, given, &walk),
        Step::End(outcome) => outcome::page(*outcome, given, &walk, &tidied),
    }
}
