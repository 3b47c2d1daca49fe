//! Tables that stack on a narrow screen, and what one looks things up with.

use super::{Icon, Icons};
use leptos::prelude::*;

/// A column of a [`Table`].
#[derive(Clone, Debug)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// Whether it holds numbers.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub const fn text(title: &'static str) -> Self {
        Self {
            title,
            numeric: false,
        }
    }

    /// A column of numbers.
    pub const fn number(title: &'static str) -> Self {
        Self {
            title,
            numeric: true,
        }
    }
}

/// A table. Its rows are [`Row`]s, which begin with a [`RowHead`] and have [`Cell`]s.
#[component]
pub fn Table(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// The caption is for screen readers only: the title above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    /// A row lights up under the pointer, because it leads somewhere.
    #[prop(optional)]
    hover: bool,
    /// The columns.
    columns: Vec<Column>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let head = columns
        .into_iter()
        .map(|column| {
            let class = if column.numeric {
                "utrecht-table__header-cell utrecht-table__header-cell--numeric-column"
            } else {
                "utrecht-table__header-cell"
            };
            view! { <th scope="col" role="columnheader" class=class>{column.title}</th> }
        })
        .collect_view();
    let label = format!("Tabel: {caption}");
    let caption_class = if caption_hidden {
        "utrecht-table__caption lr-vh"
    } else {
        "utrecht-table__caption"
    };
    let table_class = if hover {
        "utrecht-table lr-table--stack lr-table--hover"
    } else {
        "utrecht-table lr-table--stack"
    };
    view! {
        <div
            class="utrecht-table-container utrecht-table-container--overflow-inline"
            role="region"
            aria-label=label
            tabindex="0"
        >
            <table role="table" class=table_class>
                <caption class=caption_class>{caption}</caption>
                <thead class="utrecht-table__header" role="rowgroup">
                    <tr class="utrecht-table__row" role="row">{head}</tr>
                </thead>
                <tbody class="utrecht-table__body" role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}

/// A row of a [`Table`].
#[component]
pub fn Row(
    /// A [`RowHead`] and [`Cell`]s.
    children: Children,
) -> impl IntoView {
    view! { <tr class="utrecht-table__row" role="row">{children()}</tr> }
}

/// The head of a row.
#[component]
pub fn RowHead(
    /// What the row is about.
    children: Children,
) -> impl IntoView {
    view! { <th scope="row" role="rowheader">{children()}</th> }
}

/// A cell of a row.
#[component]
pub fn Cell(
    /// The title of its column, shown before it on a narrow screen.
    label: &'static str,
    /// Whether it holds a number.
    #[prop(optional)]
    numeric: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let class = if numeric {
        "utrecht-table__cell utrecht-table__cell--numeric-column"
    } else {
        "utrecht-table__cell"
    };
    view! { <td role="cell" class=class data-label=label><div>{children()}</div></td> }
}

/// Links to the pages of a long list. Shows nothing when there is one page.
#[component]
pub fn Pagination(
    /// The page we are on, from 1.
    current: u32,
    /// How many there are.
    pages: u32,
    /// The address of a page: all before its number, such as `/register/zoeken?q=jan&pagina=`.
    #[prop(into)]
    address: String,
    /// The id of the list, when it does not begin at the top of its page.
    #[prop(optional)]
    anchor: &'static str,
) -> impl IntoView {
    if pages < 2 {
        return ().into_any();
    }
    let anchor = if anchor.is_empty() {
        String::new()
    } else {
        format!("#{anchor}")
    };
    let address = |page: u32| format!("{address}{page}{anchor}");
    let first = current.saturating_sub(2).max(1);
    let last = (first + 4).min(pages);
    let links = (first..=last)
        .map(|page| {
            let is_current = page == current;
            let class = if is_current {
                "utrecht-pagination__page-link utrecht-pagination__page-link--current"
            } else {
                "utrecht-pagination__page-link"
            };
            view! {
                <a
                    class=class
                    href=address(page)
                    aria-label=format!("Pagina {page}")
                    aria-current=is_current.then_some("page")
                >
                    {page}
                </a>
            }
        })
        .collect_view();
    let relative = |page: u32, rel: &'static str, text: &'static str| {
        view! {
            <a
                class="utrecht-link utrecht-pagination__relative-link"
                href=address(page)
                rel=rel
            >
                {text}
            </a>
        }
    };
    view! {
        <nav class="utrecht-pagination" aria-label="Bladeren door resultaten">
            {(current > 1).then(|| relative(current - 1, "prev", "Vorige"))} {links}
            {(current < pages).then(|| relative(current + 1, "next", "Volgende"))}
        </nav>
    }
    .into_any()
}

/// A box to search with: a form that asks, and changes nothing.
#[component]
pub fn SearchBox(
    /// The address of the page that answers.
    #[prop(into)]
    action: String,
    /// What one can search for.
    #[prop(into)]
    label: String,
    /// What was searched for.
    #[prop(into)]
    value: String,
    /// Other fields that go along, each a [`super::Field`].
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <form class="lr-searchbox lr-searchbox--flat" method="get" action=action role="search">
            <div class="lr-searchrow">
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label utrecht-form-field__label" for="q">
                        {label}
                    </label>
                    <div class="utrecht-form-field__input">
                        <input
                            class="utrecht-textbox utrecht-textbox--html-input"
                            type="text"
                            id="q"
                            name="q"
                            value=value
                            autocomplete="off"
                        />
                    </div>
                </div>
                {children.map(|children| children())}
                <button class="utrecht-button utrecht-button--primary-action" type="submit">
                    <Icon icon=Icons::Search/>
                    " Zoeken"
                </button>
            </div>
        </form>
    }
}
