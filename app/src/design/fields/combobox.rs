//! One out of very many: type and choose. Without WebAssembly it is a list to choose from.

use super::{
    Choice, Field,
    choice::{options, select_class},
    described_by,
    matching::{exact, matching},
};
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlElement;

/// One out of many, found by typing. The server sends a `select`; once the page listens it becomes
/// a combobox that sends the same value under the same name. Whoever is in the `select` at that
/// moment keeps it.
#[component]
pub fn Combobox(
    /// The name, and the id.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    #[prop(into)]
    value: String,
    /// What one can choose; one with an empty value says so, and is only in the `select`.
    choices: Vec<Choice>,
    /// What one chooses from, one and several: `("vak", "vakken")`.
    counted: (&'static str, &'static str),
    /// One sentence of help.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Hears what is chosen; empty when it no longer is.
    #[prop(optional)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let with_hint = !hint.is_empty();
    let choices = StoredValue::new(choices);
    let chosen = RwSignal::new(value);
    let listens = RwSignal::new(false);
    let select = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        let Some(element) = select.get() else { return };
        let is_in_use = document()
            .active_element()
            .is_some_and(|active| active.is_same_node(Some(&element)));
        if !is_in_use && !listens.get_untracked() {
            // What was chosen before the page listened.
            chosen.set(element.value());
            listens.set(true);
        }
    });
    let described = move || described_by(name, with_hint, error.read().is_some());
    let choose = Callback::new(move |value: String| {
        if value != chosen.get_untracked() {
            chosen.set(value.clone());
            if let Some(on_change) = on_change {
                on_change.run(value);
            }
        }
    });
    let list_label = label.clone();
    let control = move || {
        if listens.get() {
            let choices = choices.with_value(|choices| {
                choices
                    .iter()
                    .filter(|choice| !choice.value.is_empty())
                    .cloned()
                    .collect()
            });
            let label = list_label.clone();
            view! {
                <TypeAndChoose name label choices chosen choose counted error described=described/>
            }
            .into_any()
        } else {
            let chosen = chosen.get_untracked();
            view! {
                <select
                    class=move || select_class(error.read().is_some())
                    id=name
                    name=name
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=described
                    node_ref=select
                    on:change=move |event| choose.run(event_target_value(&event))
                >
                    {choices.with_value(|choices| options(choices, &chosen))}
                </select>
            }
            .into_any()
        }
    };
    view! { <Field id=name label hint error optional>{control}</Field> }
}

/// The combobox of ARIA 1.2 with a list below it.
#[component]
fn TypeAndChoose(
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
    chosen: RwSignal<String>,
    choose: Callback<String>,
    counted: (&'static str, &'static str),
    error: Signal<Option<String>>,
    #[prop(into)] described: Signal<Option<String>>,
) -> impl IntoView {
    let known = choices
        .iter()
        .find(|choice| choice.value == chosen.get_untracked())
        .map(|choice| choice.label.clone())
        .unwrap_or_default();
    let choices = StoredValue::new(choices);
    let text = RwSignal::new(known);
    // What the list is narrowed down by: what is typed, and nothing after a choice.
    let typed = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let found = Memo::new(move |_| {
        choices.with_value(|choices| {
            let words = choices
                .iter()
                .map(|choice| (choice.label.as_str(), choice.also.as_str()));
            matching(words, &typed.read())
        })
    });
    let is_open = Memo::new(move |_| open.get() && !found.read().is_empty());
    let list = NodeRef::<html::Div>::new();
    let list_id = format!("{name}-lijst");

    let close = move || {
        open.set(false);
        active.set(None);
    };
    let take = move |place: usize| {
        let Some(number) = found.read_untracked().get(place).copied() else {
            return;
        };
        let Some(choice) = choices.with_value(|choices| choices.get(number).cloned()) else {
            return;
        };
        text.set(choice.label);
        typed.set(String::new());
        choose.run(choice.value);
        close();
    };
    let show = move || {
        open.set(true);
        active.set(None);
    };
    let step = move |down: bool| {
        if !is_open.get_untracked() {
            show();
        }
        let count = found.read_untracked().len();
        active.update(|active| {
            *active = match (*active, down) {
                _ if count == 0 => None,
                (None, true) => Some(0),
                (None | Some(0), false) => Some(count - 1),
                (Some(at), true) => Some((at + 1) % count),
                (Some(at), false) => Some(at - 1),
            }
        });
        if let Some(place) = active.get_untracked() {
            bring_into_view(list, &option_id(name, place));
        }
    };
    let on_input = move |event| {
        let now = event_target_value(&event);
        let same = choices.with_value(|choices| {
            let names = choices.iter().map(|choice| choice.label.as_str());
            exact(names, &now)
                .and_then(|number| choices.get(number))
                .map(|choice| choice.value.clone())
        });
        text.set(now.clone());
        typed.set(now);
        show();
        choose.run(same.unwrap_or_default());
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            step(true);
        }
        "ArrowUp" => {
            event.prevent_default();
            step(false);
        }
        "Enter" if is_open.get_untracked() => {
            // With nothing pointed at, the key is for the form.
            if let Some(place) = active.get_untracked() {
                event.prevent_default();
                take(place);
            }
        }
        "Escape" if is_open.get_untracked() => {
            event.prevent_default();
            close();
        }
        "Escape" => {
            text.set(String::new());
            typed.set(String::new());
            choose.run(String::new());
        }
        _ => {}
    };
    let on_leave = move |_| match active.get_untracked() {
        Some(place) if is_open.get_untracked() => take(place),
        _ => close(),
    };
    let pointed_at = move || {
        let place = active.get().filter(|_| is_open.get())?;
        Some(option_id(name, place))
    };
    let (one, several) = counted;
    let status = move || {
        let count = found.read().len();
        match count {
            0 => format!("Geen {several} gevonden. Kies uit de lijst."),
            _ if !is_open.get() => String::new(),
            1 => format!("1 {one} gevonden"),
            _ => format!("{count} {several} gevonden"),
        }
    };
    let option = move |place: usize, choice: Choice| {
        let is_active = move || active.get() == Some(place);
        view! {
            <li
                class=move || {
                    if is_active() {
                        "utrecht-listbox__option utrecht-listbox__option--selected"
                    } else {
                        "utrecht-listbox__option"
                    }
                }
                role="option"
                id=option_id(name, place)
                aria-selected=move || if is_active() { "true" } else { "false" }
                on:click=move |_| take(place)
            >
                {choice.label}
                {(!choice.group.is_empty())
                    .then(|| view! { <span class="lr-muted lr-small">{choice.group}</span> })}
            </li>
        }
    };
    let items = move || {
        choices.with_value(|choices| {
            found
                .get()
                .into_iter()
                .filter_map(|number| choices.get(number).cloned())
                .enumerate()
                .map(|(place, choice)| option(place, choice))
                .collect_view()
        })
    };
    view! {
        <div class="utrecht-combobox">
            <input
                class=move || {
                    if error.read().is_some() {
                        "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid lr-wide-input"
                    } else {
                        "utrecht-textbox utrecht-textbox--html-input lr-wide-input"
                    }
                }
                type="text"
                id=name
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=pointed_at
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described.get()
                prop:value=move || text.get()
                on:input=on_input
                on:keydown=on_key
                on:click=move |_| show()
                on:blur=on_leave
            />
            <input type="hidden" name=name value=move || chosen.get()/>
            <div
                class=move || {
                    if is_open.get() {
                        "utrecht-combobox__popover utrecht-combobox__popover--block-end lr-combobox__popover"
                    } else {
                        "utrecht-combobox__popover utrecht-combobox__popover--hidden"
                    }
                }
                // The text keeps the focus while one clicks in the list.
                on:mousedown=move |event| event.prevent_default()
            >
                <div class="utrecht-listbox utrecht-listbox--html-div lr-combobox__list" node_ref=list>
                    <ul
                        class="utrecht-listbox__list"
                        role="listbox"
                        id=list_id
                        aria-label=label
                    >
                        {items}
                    </ul>
                </div>
            </div>
        </div>
        <p
            class=move || if found.read().is_empty() { "lr-small lr-muted" } else { "lr-vh" }
            role="status"
        >
            {status}
        </p>
    }
}

fn option_id(name: &str, place: usize) -> String {
    format!("{name}-keuze-{place}")
}

/// Scrolls the list, and nothing else of the page, to where the option can be seen.
fn bring_into_view(list: NodeRef<html::Div>, option: &str) {
    let Some(list) = list.get_untracked() else {
        return;
    };
    let Some(option) = document()
        .get_element_by_id(option)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let (top, height) = (option.offset_top(), option.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if top + height > list.scroll_top() + list.client_height() {
        list.set_scroll_top(top + height - list.client_height());
    }
}
