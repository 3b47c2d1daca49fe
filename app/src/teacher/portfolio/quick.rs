//! Adding an activity from the list, in three fields.

use super::api::AddActivity;
use crate::{
    design::{
        Button, Card, Columns, DateField, Division, ErrorSummary, Gap, Hidden, Icons, Stack,
        TextField, Weight,
    },
    session::{
        Form, FormState,
        draft::{Draft, DraftStatus},
    },
};
use jiff::civil::Date;
use leptos::{form::FromFormData, prelude::*};
use server_fn::ServerFn;
use shared::identifier::ActivityId;
use web_sys::FormData;

/// The page of the full form under this number, where one goes on with what was typed here.
pub fn full_form(number: ActivityId) -> String {
    format!("/mijn/portfolio/activiteit/nieuw?concept={number}")
}

/// The number of a new activity: of a form that was given back the one it was sent with, under which its draft is
/// kept too.
pub fn number_of(form: Form, fresh: ActivityId) -> ActivityId {
    form.value("nieuw", String::new()).parse().unwrap_or(fresh)
}

/// Title, date and hours; everything else later.
#[component]
pub fn QuickAdd(
    /// What adds it.
    add: ServerAction<AddActivity>,
    /// What was given back.
    returned: Option<FormState>,
    /// The number of the activity, so that sending twice adds one.
    fresh: ActivityId,
    /// Today, in the Netherlands.
    today: Date,
    /// Another one was just added: this form is ready for the next.
    next: bool,
) -> impl IntoView {
    let form = Form::new(add, returned);
    let stands = form.is_returned();
    let number = number_of(form, fresh);
    let draft = Draft::new(number.to_string(), full_form(number), stands);
    draft.follow(add);
    let node = draft.node;
    Effect::new(move |_| {
        if let Some(title) = node
            .get()
            .filter(|_| next)
            .and_then(|form| form.query_selector("[name=title]").ok().flatten())
        {
            focus(title);
        }
    });
    let send = move |form: &web_sys::HtmlFormElement| {
        let read = FormData::new_with_form(form)
            .ok()
            .and_then(|data| AddActivity::from_form_data(&data).ok());
        if let Some(filled_in) = read {
            add.dispatch(filled_in);
        }
    };
    let on_this_day = (
        today.day().to_string(),
        today.month().to_string(),
        today.year().to_string(),
    );
    view! {
        <Card title="Snel toevoegen" id="snel" small=true>
            <form
                node_ref=draft.node
                method="post"
                action=AddActivity::PATH
                data-concept=draft.page()
                on:input=move |_| draft.hear()
                on:submit=move |event| draft.submit(&event, send)
                novalidate
            >
                <Stack gap=Gap::Medium>
                    <ErrorSummary problem=form.problem()/>
                    <Hidden name="nieuw" value=number.to_string()/>
                    <TextField
                        name="title"
                        label="Wat heb je gedaan?"
                        value=form.value("title", "")
                        error=form.error("title")
                    />
                    <Columns division=Division::Two>
                        <DateField
                            name="from"
                            legend="Wanneer was het?"
                            value=form.date("from", on_this_day)
                            error=form.error("from")
                        />
                        <TextField
                            name="hours"
                            label="Aantal uur"
                            value=form.value("hours", "")
                            error=form.error("hours")
                            inputmode="decimal"
                            narrow=true
                            unit="uur"
                        />
                    </Columns>
                    <DraftStatus draft/>
                    <div>
                        <Button weight=Weight::Secondary icon=Icons::Plus>"Voeg toe"</Button>
                    </div>
                </Stack>
            </form>
        </Card>
    }
}

/// Takes the focus, when it is something that can.
fn focus(element: web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Ok(field) = element.dyn_into::<web_sys::HtmlElement>() {
        // Fails only when it has left the page again.
        let _ = field.focus();
    }
}
