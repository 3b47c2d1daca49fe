//! Words with a meaning: icons, links, buttons, alerts, statuses.

use super::Icons;
use leptos::prelude::*;

/// An icon beside words; it says nothing by itself.
#[component]
pub fn Icon(
    /// Which one.
    icon: Icons,
    /// As tall as a title.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    view! {
        <svg
            class=if large { "lr-ic lr-ic--l" } else { "lr-ic" }
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=icon.outline()
        ></svg>
    }
}

/// A paragraph.
#[component]
pub fn Paragraph(
    /// Less present than the others.
    #[prop(optional)]
    muted: bool,
    /// In small letters.
    #[prop(optional)]
    small: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let class = match (muted, small) {
        (false, false) => "utrecht-paragraph",
        (true, false) => "utrecht-paragraph lr-muted",
        (false, true) => "utrecht-paragraph lr-small",
        (true, true) => "utrecht-paragraph lr-small lr-muted",
    };
    view! { <p class=class>{children()}</p> }
}

/// A number or code that somebody may have to read out, in letters that cannot be mistaken.
#[component]
pub fn Identifier(
    /// The number or code.
    #[prop(into)]
    value: String,
    /// It is longer than a narrow screen is wide: it goes on below.
    #[prop(optional)]
    long: bool,
) -> impl IntoView {
    if long {
        view! { <code class="utrecht-code">{value}</code> }.into_any()
    } else {
        view! { <span class="lr-id">{value}</span> }.into_any()
    }
}

/// Words that only a screen reader hears.
#[component]
pub fn Heard(
    /// The words.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! { <span class="lr-vh">{words}</span> }
}

/// A link in running text.
#[component]
pub fn TextLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Words that only a screen reader hears, when the visible ones repeat: "Wijzig" + " vak".
    #[prop(into, optional)]
    context: String,
    /// In small letters.
    #[prop(optional)]
    small: bool,
    /// The server must answer it, such as a file: the browser goes there itself.
    #[prop(optional)]
    external: bool,
    /// The visible words.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=if small { "utrecht-link lr-small" } else { "utrecht-link" }
            href=href
            rel=external.then_some("external")
        >
            {children()}
            {(!context.is_empty()).then(|| view! { <span class="lr-vh">" "{context}</span> })}
        </a>
    }
}

/// How much weight a button has; one primary button a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// What the page is for.
    #[default]
    Primary,
    /// Something else one may do.
    Secondary,
    /// Something small.
    Subtle,
    /// Something small in a row of a list or a table.
    Small,
    /// What cannot be undone.
    Danger,
}

impl Weight {
    const fn button(self) -> &'static str {
        match self {
            Self::Primary => "utrecht-button utrecht-button--primary-action",
            Self::Secondary => "utrecht-button utrecht-button--secondary-action",
            Self::Subtle => "utrecht-button utrecht-button--subtle",
            Self::Small => "utrecht-button utrecht-button--subtle lr-btn--s",
            Self::Danger => "utrecht-button utrecht-button--primary-action utrecht-button--danger",
        }
    }

    const fn link(self) -> &'static str {
        match self {
            Self::Primary => "utrecht-button-link utrecht-button utrecht-button--primary-action",
            Self::Secondary => {
                "utrecht-button-link utrecht-button utrecht-button--secondary-action"
            }
            Self::Subtle => "utrecht-button-link utrecht-button utrecht-button--subtle",
            Self::Small => "utrecht-button-link utrecht-button utrecht-button--subtle lr-btn--s",
            Self::Danger => {
                "utrecht-button-link utrecht-button utrecht-button--primary-action utrecht-button--danger"
            }
        }
    }
}

/// The button that sends a form.
#[component]
pub fn Button(
    /// How much weight it has.
    #[prop(optional)]
    weight: Weight,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icons>,
    /// The name of the value that it sends, when a form has several buttons.
    #[prop(into, optional)]
    name: Option<String>,
    /// The value that it sends.
    #[prop(into, optional)]
    value: Option<String>,
    /// Words that only a screen reader hears, when the visible ones repeat: "Verwijder" + "verslag.pdf".
    #[prop(into, optional)]
    context: String,
    /// A verb, and what it does.
    children: Children,
) -> impl IntoView {
    view! {
        <button class=weight.button() type="submit" name=name value=value>
            {icon.map(|icon| view! { <Icon icon/>" " })}
            {children()}
            {(!context.is_empty()).then(|| view! { <span class="lr-vh">" "{context}</span> })}
        </button>
    }
}

/// A button that asks elsewhere for something with what stands in the form, such as a file. It
/// changes nothing.
#[component]
pub fn AskButton(
    /// Where it asks.
    #[prop(into)]
    action: String,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icons>,
    /// A verb, and what it does.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=Weight::Secondary.button()
            type="submit"
            formmethod="get"
            formaction=action
        >
            {icon.map(|icon| view! { <Icon icon/>" " })}
            {children()}
        </button>
    }
}

/// A button that does something in the page itself. It needs JavaScript, so it stands only in what the
/// browser made.
#[component]
pub fn PressButton(
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much weight it has.
    #[prop(optional)]
    weight: Weight,
    /// Words that only a screen reader hears, when the visible ones repeat.
    #[prop(into, optional)]
    context: String,
    /// A verb, and what it does.
    children: Children,
) -> impl IntoView {
    view! {
        <button class=weight.button() type="button" on:click=move |_| on_press.run(())>
            {children()}
            {(!context.is_empty()).then(|| view! { <span class="lr-vh">" "{context}</span> })}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much weight it has.
    #[prop(optional)]
    weight: Weight,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icons>,
    /// The server must answer it, such as a file: the browser goes there itself.
    #[prop(optional)]
    external: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=weight.link() href=href rel=external.then_some("external")>
            {icon.map(|icon| view! { <Icon icon/>" " })}
            {children()}
        </a>
    }
}

/// Buttons in a row.
#[component]
pub fn Actions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="utrecht-action-group utrecht-action-group--row">{children()}</div> }
}

/// The tone of an alert or a status; never by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    #[default]
    Info,
    /// It is well.
    Ok,
    /// It needs attention.
    Warning,
    /// It is wrong.
    Error,
    /// Without a tone.
    Neutral,
}

/// A message that stands out. The text starts with the point.
#[component]
pub fn Alert(
    /// Its tone.
    #[prop(optional)]
    tone: Tone,
    /// Announced by screen readers at once: the answer to what was just done.
    #[prop(optional)]
    live: bool,
    /// Another icon than that of the tone.
    #[prop(optional)]
    icon: Option<Icons>,
    /// A title above the text, an `h2`.
    #[prop(into, optional)]
    title: String,
    /// The text.
    children: Children,
) -> impl IntoView {
    let (class, own) = match tone {
        Tone::Info | Tone::Neutral => ("utrecht-alert utrecht-alert--info", Icons::InfoCircle),
        Tone::Ok => ("utrecht-alert utrecht-alert--ok", Icons::CircleCheck),
        Tone::Warning => ("utrecht-alert utrecht-alert--warning", Icons::AlertTriangle),
        Tone::Error => ("utrecht-alert utrecht-alert--error", Icons::AlertCircle),
    };
    view! {
        <div class=class role=live.then_some("status")>
            <div class="utrecht-alert__icon"><Icon icon=icon.unwrap_or(own)/></div>
            <div class="utrecht-alert__content">
                <div class="utrecht-alert__message">
                    {(!title.is_empty()).then(|| view! { <h2>{title}</h2> })}
                    {children()}
                </div>
            </div>
        </div>
    }
}

/// A status in a word or two.
#[component]
pub fn Badge(
    /// Its tone; `Info` is "something new".
    #[prop(optional)]
    tone: Tone,
    /// Another icon than that of the tone.
    #[prop(optional)]
    icon: Option<Icons>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let (class, own) = match tone {
        Tone::Info => ("utrecht-status-badge utrecht-status-badge--active", None),
        Tone::Ok => (
            "utrecht-status-badge utrecht-status-badge--success",
            Some(Icons::Check),
        ),
        Tone::Warning => (
            "utrecht-status-badge utrecht-status-badge--warning",
            Some(Icons::Clock),
        ),
        Tone::Error => (
            "utrecht-status-badge utrecht-status-badge--error",
            Some(Icons::AlertCircle),
        ),
        Tone::Neutral => ("utrecht-status-badge utrecht-status-badge--neutral", None),
    };
    view! {
        <span class=class>
            {icon.or(own).map(|icon| view! { <Icon icon/> })}
            {children()}
        </span>
    }
}

/// A count of what is new, beside a word.
#[component]
pub fn NumberBadge(
    /// How many.
    count: u32,
    /// What a screen reader hears after the number: `nieuw`, `open`.
    #[prop(into, default = "nieuw".to_owned())]
    what: String,
) -> impl IntoView {
    view! {
        <span class="utrecht-number-badge">
            <span aria-hidden="true">{count}</span>
            <span class="lr-vh">{count}" "{what}</span>
        </span>
    }
}

/// Something that cannot be undone: the button opens a question, and only the answer does it.
/// Needs no JavaScript.
#[component]
pub fn AskFirst(
    /// What the button says: `Verwijder`.
    #[prop(into)]
    label: String,
    /// Words that only a screen reader hears, when the visible ones repeat.
    #[prop(into, optional)]
    context: String,
    /// The question, and the form that does it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="lr-ask">
            <summary class=Weight::Small.button()>
                {label}
                {(!context.is_empty()).then(|| view! { <span class="lr-vh">" "{context}</span> })}
            </summary>
            <div class="lr-ask__b">{children()}</div>
        </details>
    }
}

/// More, for who wants it.
#[component]
pub fn Details(
    /// What one opens.
    #[prop(into)]
    summary: String,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="lr-details" open=open>
            <summary>{summary}</summary>
            <div class="lr-details__b">{children()}</div>
        </details>
    }
}
