//! The frame of a page's content: head, breadcrumb, tabs, cards and columns.

use super::{Heard, Icon, Icons};
use leptos::prelude::*;

/// The title of the page, with one sentence on where you stand.
#[component]
pub fn PageHead(
    /// The only `h1`.
    #[prop(into)]
    title: String,
    /// Small words before the title.
    #[prop(into, optional)]
    before: String,
    /// One sentence.
    #[prop(into, optional)]
    lead: String,
    /// Buttons beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="lr-pagehead">
            <div class="lr-pagehead__text">
                {(!before.is_empty()).then(|| view! { <p class="lr-pagehead__pre">{before}</p> })}
                <h1 class="utrecht-heading-1">{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lr-lead">{lead}</p> })}
            </div>
            {children
                .map(|children| {
                    view! {
                        <div class="utrecht-action-group utrecht-action-group--row">
                            {children()}
                        </div>
                    }
                })}
        </div>
    }
}

/// The pages above this one, from the top; not this page itself.
#[component]
pub fn Breadcrumb<H, T>(
    /// Address and title of each.
    parents: Vec<(H, T)>,
) -> impl IntoView
where
    H: Into<String>,
    T: Into<String>,
{
    let items = parents
        .into_iter()
        .enumerate()
        .map(|(i, (href, title))| {
            let class = if i == 0 {
                "utrecht-link utrecht-breadcrumb-nav__link utrecht-breadcrumb-nav__link--first"
            } else {
                "utrecht-link utrecht-breadcrumb-nav__link"
            };
            let (href, title): (String, String) = (href.into(), title.into());
            view! {
                {(i > 0)
                    .then(|| {
                        view! {
                            <li class="utrecht-breadcrumb-nav__separator" aria-hidden="true">
                                <Icon icon=Icons::ChevronRight/>
                            </li>
                        }
                    })}
                <li class="utrecht-breadcrumb-nav__item">
                    <a class=class href=href>{title}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="utrecht-breadcrumb-nav" aria-label="Kruimelpad">
            <ol class="utrecht-breadcrumb-nav__list">{items}</ol>
        </nav>
    }
}

/// One tab: a page of its own.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub title: String,
    /// Small words after the name.
    pub note: String,
    /// Whether this is the page one is on.
    pub current: bool,
    /// Whether it is of the vestibule, which has its own colour.
    pub vestibule: bool,
}

/// Tabs, each a link to a page of its own.
#[component]
pub fn LinkTabs(
    /// What they are the parts of.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
    /// Two views of the same page, rather than two parts of the site: smaller.
    #[prop(optional)]
    views: bool,
) -> impl IntoView {
    let class = if views {
        "lr-tabs"
    } else {
        "lr-tabs lr-tabs--page"
    };
    let items = tabs
        .into_iter()
        .map(|tab| {
            view! {
                <li>
                    <a
                        href=tab.href
                        class=tab.vestibule.then_some("lr-tabs__vp")
                        aria-current=tab.current.then_some("page")
                    >
                        {tab.title}
                        {(!tab.note.is_empty()).then(|| view! { " "<small>{tab.note}</small> })}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class=class aria-label=label><ul>{items}</ul></nav> }
}

/// A card with a title.
#[component]
pub fn Card(
    /// The title.
    #[prop(into)]
    title: String,
    /// The id of the title; unique on the page.
    #[prop(into)]
    id: String,
    /// What stands at the other end of the title.
    #[prop(into, optional)]
    aside: Option<ViewFn>,
    /// Less present than the others.
    #[prop(optional)]
    quiet: bool,
    /// In a narrow column: a smaller title.
    #[prop(optional)]
    small: bool,
    /// With a line on top: what the page is about.
    #[prop(optional)]
    key: bool,
    /// Words after the title that only a screen reader hears, when two cards have the same title.
    #[prop(into, optional)]
    heard: String,
    /// What is on it.
    children: Children,
) -> impl IntoView {
    let title = view! { {title} {(!heard.is_empty()).then(|| view! { <Heard words=heard/> })} };
    let class = match (quiet, key) {
        (true, _) => "lr-card lr-card--quiet",
        (false, true) => "lr-card lr-card--key",
        (false, false) => "lr-card",
    };
    let heading = if small {
        view! { <h2 class="utrecht-heading-3" id=id.clone()>{title}</h2> }.into_any()
    } else {
        view! { <h2 class="utrecht-heading-2" id=id.clone()>{title}</h2> }.into_any()
    };
    view! {
        <section class=class aria-labelledby=id>
            <div class="lr-card__head">{heading}{aside.map(|aside| aside.run())}</div>
            {children()}
        </section>
    }
}

/// A part of the page with a title, without a card around it.
#[component]
pub fn Section(
    /// The title, an `h2`.
    #[prop(into)]
    title: String,
    /// The id of the title; unique on the page.
    #[prop(into)]
    id: String,
    /// What stands at the other end of the title.
    #[prop(into, optional)]
    aside: Option<ViewFn>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let labelled = id.clone();
    view! {
        <section class="lr-section" aria-labelledby=labelled>
            <div class="lr-section__head">
                <h2 class="utrecht-heading-2" id=id>{title}</h2>
                {aside.map(|aside| aside.run())}
            </div>
            {children()}
        </section>
    }
}

/// Words set apart with a line.
#[component]
pub fn Inset(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <div class="lr-inset">{children()}</div> }
}

/// How the page is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Division {
    /// A wide column with a narrow one beside it.
    #[default]
    MainAside,
    /// A wide column with one of 400 pixels beside it.
    MainWideAside,
    /// A narrow column with a wide one beside it.
    AsideMain,
    /// Two the same.
    Two,
    /// Three the same.
    Three,
    /// Seven and five parts of twelve.
    SevenFive,
    /// Five and seven parts of twelve.
    FiveSeven,
}

/// Columns; one below another on a narrow screen.
#[component]
pub fn Columns(
    /// How they are divided.
    #[prop(optional)]
    division: Division,
    /// The columns.
    children: Children,
) -> impl IntoView {
    let class = match division {
        Division::MainAside => "lr-grid lr-grid--main-aside",
        Division::MainWideAside => "lr-grid lr-grid--main-aside-w",
        Division::AsideMain => "lr-grid lr-grid--aside-main",
        Division::Two => "lr-grid lr-grid--2",
        Division::Three => "lr-grid lr-grid--3",
        Division::SevenFive => "lr-grid lr-grid--7-5",
        Division::FiveSeven => "lr-grid lr-grid--5-7",
    };
    view! { <div class=class>{children().into_any()}</div> }.into_any()
}

/// The width of a form or a text.
#[component]
pub fn Narrow(
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! { <div class="lr-narrow lr-stack lr-stack--l">{children()}</div> }
}

/// How much space there is between things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Between the lines of one thing.
    Small,
    /// Between things that belong together.
    Medium,
    /// Between paragraphs.
    Normal,
    /// Between the parts of a page.
    #[default]
    Large,
    /// Between the chapters of a page.
    ExtraLarge,
}

/// Things below each other with space between them.
#[component]
pub fn Stack(
    /// How much.
    #[prop(optional)]
    gap: Gap,
    /// The things.
    children: Children,
) -> impl IntoView {
    let class = match gap {
        Gap::Small => "lr-stack lr-stack--s",
        Gap::Medium => "lr-stack lr-stack--m",
        Gap::Normal => "lr-stack lr-stack--n",
        Gap::Large => "lr-stack lr-stack--l",
        Gap::ExtraLarge => "lr-stack lr-stack--xl",
    };
    view! { <div class=class>{children()}</div> }
}

/// Small things beside each other, going on below where there is no room.
#[component]
pub fn Cluster(
    /// The things.
    children: Children,
) -> impl IntoView {
    view! { <div class="lr-cluster">{children()}</div> }
}

/// What stands beside the content of the page, below each other.
#[component]
pub fn Aside(
    /// What it is about.
    #[prop(into)]
    label: String,
    /// [`Card`]s.
    children: Children,
) -> impl IntoView {
    view! { <aside class="lr-stack lr-stack--l" aria-label=label>{children()}</aside> }
}
