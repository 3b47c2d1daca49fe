//! A form as a value: what was typed and what to do about it, wherever the answer came from.
//!
//! A form posts to a server function. In the browser the answer comes back to the same page;
//! without JavaScript, or after the session ended, the server keeps what was typed and sends the
//! visitor back to the page with `?formulier=<id>`. Either way the page shows the same.
//!
//! When the answer in the browser is that the session ended, the browser posts the form itself, for the
//! server to keep it.

use super::{api, sent};
use crate::failure::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use server_fn::ServerFn;
use shared::Problem;

/// What somebody filled in and could not be taken in yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState {
    /// The address of the server function it was meant for.
    pub action: String,
    /// The fields by name, as typed.
    pub values: Vec<(String, String)>,
    /// Why it was not taken in.
    pub problem: Problem,
}

/// The form that the address asks to give back, if it does; for the resource of a form page.
///
/// Reads the address at once, so call it where the resource's source is made.
pub fn returned_form() -> impl Fn() -> Option<String> + Send + Sync + Clone + 'static {
    let query = use_query_map();
    move || query.read().get("formulier")
}

/// Goes up with each answer to what was asked; for the resource of a page that reads again what changed.
///
/// No session and no line are no answer: what is read again then would be a failure as well, and stand in
/// the place of the form and of what was typed in it.
pub fn answered<S, T>(action: ServerAction<S>) -> usize
where
    S: ServerFn<Output = T, Error = Failure> + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    let (value, version) = (action.value(), action.version());
    let heard = Memo::new(move |before: Option<&usize>| {
        let is_answer = match &*value.read() {
            Some(Err(Failure(problem))) => problem.status != 401 && problem.status < 500,
            _ => true,
        };
        match before {
            Some(before) if !is_answer => *before,
            _ => version.get_untracked(),
        }
    });
    heard.get()
}

/// The status of what was taken in, and comes back with the answer in its detail.
pub const TAKEN_IN: u16 = 200;

impl FormState {
    /// Why it was not taken in; nothing when it was.
    fn refusal(&self) -> Option<Problem> {
        (self.problem.status != TAKEN_IN).then(|| self.problem.clone())
    }

    /// The form kept under this number, when it is there and of the one who asks.
    pub async fn load(id: Option<String>) -> Option<Self> {
        let id = id?.parse().ok()?;
        api::give_back(id).await.ok().flatten()
    }
}

/// A form on a page: the values to show, and the messages at its fields.
#[derive(Clone, Copy)]
pub struct Form {
    returned: StoredValue<Option<FormState>>,
    problem: Memo<Option<Problem>>,
}

impl Form {
    /// The form that posts to `action`, with what was given back when it was meant for this form.
    pub fn new<S, T>(action: ServerAction<S>, returned: Option<FormState>) -> Self
    where
        S: ServerFn<Output = T, Error = Failure> + Clone + Send + Sync + 'static,
        T: Clone + Send + Sync + 'static,
    {
        let returned = returned.filter(|state| state.action == S::PATH);
        let earlier = returned.as_ref().and_then(FormState::refusal);
        let answer = action.value();
        Effect::new(move |_| {
            if let Some(Err(Failure(problem))) = &*answer.read()
                && problem.status == 401
            {
                sent::post(S::PATH);
            }
        });
        let problem = Memo::new(move |_| match &*answer.read() {
            Some(Ok(_)) => None,
            Some(Err(failure)) => Some(failure.0.clone()),
            None => earlier.clone(),
        });
        Self {
            returned: StoredValue::new(returned),
            problem,
        }
    }

    /// A form that is always posted by the browser itself, such as one with a file.
    pub fn posted<S: ServerFn>(returned: Option<FormState>) -> Self {
        let returned = returned.filter(|state| state.action == S::PATH);
        let earlier = returned.as_ref().and_then(FormState::refusal);
        Self {
            returned: StoredValue::new(returned),
            problem: Memo::new(move |_| earlier.clone()),
        }
    }

    /// What the server answered to a form that the browser posted itself, when it was taken in and the
    /// answer is to be shown beside what was typed.
    pub fn told<T: DeserializeOwned>(&self) -> Option<T> {
        self.returned.with_value(|returned| {
            let problem = &returned.as_ref()?.problem;
            let is_answer = problem.status == TAKEN_IN;
            serde_json::from_str(problem.detail.as_deref().filter(|_| is_answer)?).ok()
        })
    }

    /// Whether the server gave back what was typed.
    pub fn is_returned(&self) -> bool {
        self.returned.with_value(Option::is_some)
    }

    /// What is wrong with the form as a whole, if anything.
    pub fn problem(&self) -> Signal<Option<Problem>> {
        self.problem.into()
    }

    /// The message at this field, if there is one.
    pub fn error(&self, field: impl Into<String>) -> Signal<Option<String>> {
        let (problem, field) = (self.problem, field.into());
        Signal::derive(move || {
            problem
                .read()
                .as_ref()
                .and_then(|problem| problem.at(&field).map(str::to_owned))
        })
    }

    /// What was typed in this field, else what is known already.
    pub fn value(&self, field: &str, known: impl Into<String>) -> String {
        self.returned
            .with_value(|returned| {
                returned.as_ref().map(|state| {
                    state
                        .values
                        .iter()
                        .find(|(name, _)| name == field)
                        .map(|(_, value)| value.clone())
                        .unwrap_or_default()
                })
            })
            .unwrap_or_else(|| known.into())
    }

    /// Day, month and year as typed in a [`crate::design::DateField`], else what is known already.
    pub fn date(&self, field: &str, known: (String, String, String)) -> (String, String, String) {
        let part = |name: &str, known: String| self.value(&format!("{field}_{name}"), known);
        let (day, month, year) = known;
        (part("day", day), part("month", month), part("year", year))
    }

    /// What was sent under exactly this name, such as `rules[2][kinds][]`, else what is known already.
    pub fn listed(&self, name: &str, known: Vec<String>) -> Vec<String> {
        self.returned
            .with_value(|returned| {
                returned.as_ref().map(|state| {
                    let sent = state.values.iter().filter(|(sent, _)| sent == name);
                    sent.map(|(_, value)| value.clone()).collect()
                })
            })
            .unwrap_or(known)
    }

    /// What was chosen in this field of several choices, else what is known already.
    pub fn values(&self, field: &str, known: Vec<String>) -> Vec<String> {
        self.returned
            .with_value(|returned| {
                returned.as_ref().map(|state| {
                    state
                        .values
                        .iter()
                        .filter(|(name, _)| name.split('[').next() == Some(field))
                        .map(|(_, value)| value.clone())
                        .collect()
                })
            })
            .unwrap_or(known)
    }
}

/// The title of a page with a form: it begins with `Fout:` as long as something is wrong (WCAG 3.3.1).
///
/// A title stands until the next page sets its own, a moment longer than the form itself: then there
/// is nothing wrong any more.
#[component]
pub fn FormTitle(
    /// What the page is called.
    #[prop(into)]
    page: String,
    /// What is wrong with its form, if anything.
    #[prop(into)]
    problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let title = move || {
        let is_wrong = problem.try_with(Option::is_some).unwrap_or(false);
        let fault = if is_wrong { "Fout: " } else { "" };
        format!("{fault}{page} - Lerarenregister")
    };
    view! { <Title text=title/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{failure::Answer, session::api::Stay};

    #[test]
    fn a_page_reads_again_after_an_answer_and_not_when_there_was_none() {
        let owner = Owner::new();
        owner.set();
        let action = ServerAction::<Stay>::new();
        let runs = StoredValue::new(0);
        let source = Memo::new(move |_| {
            runs.update_value(|runs| *runs += 1);
            answered(action)
        });
        let runs_after = |answer: Answer<()>| {
            // The order in which an action does it.
            action.version().update(|version| *version += 1);
            action.value().set(Some(answer));
            source.get();
            runs.get_value()
        };
        source.get();
        assert_eq!(runs.get_value(), 1);
        for none in [
            Problem::not_logged_in(),
            Problem::log_in_again(),
            Problem::unavailable("geen verbinding"),
            Problem::internal(),
        ] {
            assert_eq!(runs_after(Err(none.into())), 1);
        }
        assert_eq!(runs_after(Err(Problem::invalid(Vec::new()).into())), 2);
        assert_eq!(runs_after(Err(Problem::not_logged_in().into())), 2);
        assert_eq!(runs_after(Ok(())), 3);
        assert_eq!(runs_after(Ok(())), 4, "each time anew");
    }
}
