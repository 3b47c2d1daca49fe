//! What stands around every page: masthead, menu, footer. Who is logged in and which menu that
//! gives is for the frame to say.

use super::{Icon, Icons, NumberBadge};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// How wide the content is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// That of most pages.
    #[default]
    Page,
    /// That of pages with large tables.
    Wide,
}

impl Width {
    const fn wrap(self) -> &'static str {
        match self {
            Self::Page => "lr-wrap",
            Self::Wide => "lr-wrap lr-wrap--wide",
        }
    }
}

/// The first link of the page: past the menu, to [`Main`].
#[component]
pub fn SkipLink() -> impl IntoView {
    // External to the router: the browser itself moves the focus.
    view! {
        <a
            class="utrecht-skip-link utrecht-skip-link--visible-on-focus"
            href="#inhoud"
            rel="external"
        >
            "Naar de inhoud"
        </a>
    }
}

/// The bar on top: the name of the site, tools at the end, the menu below it. On a narrow screen
/// the menu is folded.
#[component]
pub fn Masthead(
    /// Where the name of the site leads.
    home: &'static str,
    /// How wide the content is.
    #[prop(optional)]
    width: Width,
    /// Whether the page goes on in its colour, without the ruler below it.
    #[prop(into, default = Signal::stored(false))]
    flat: Signal<bool>,
    /// Help, who is logged in: a [`Tools`].
    #[prop(into)]
    tools: ViewFn,
    /// The menu: [`MenuItem`]s. Drawn twice.
    #[prop(into)]
    menu: ViewFn,
    /// What the folded menu has besides: the tools that do not fit.
    #[prop(into)]
    more: ViewFn,
) -> impl IntoView {
    let class = move || {
        if flat.get() {
            "lr-masthead lr-masthead--flat"
        } else {
            "lr-masthead"
        }
    };
    view! {
        <header class=class>
            <div class=width.wrap()>
                <div class="lr-masthead__bar">
                    <a class="lr-brand" href=home>
                        <BrandMark/>
                        <span>
                            <span class="lr-brand__name">"Lerarenregister"</span>
                            <span class="lr-brand__sub">"en registervoorportaal"</span>
                        </span>
                    </a>
                    {tools.run()}
                </div>
                <nav class="lr-nav lr-nav--bar" aria-label="Hoofdmenu">
                    <ul>{menu.run()}</ul>
                </nav>
                <nav class="lr-nav lr-nav--menu" aria-label="Hoofdmenu">
                    <details>
                        <summary><Icon icon=Icons::Menu2/>" Menu"</summary>
                        <ul>{menu.run()}{more.run()}</ul>
                    </details>
                </nav>
            </div>
        </header>
    }
}

/// One item of the menu.
#[component]
pub fn MenuItem(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Its name.
    #[prop(into)]
    title: String,
    /// Whether the page is under it.
    #[prop(into, default = Signal::stored(false))]
    current: Signal<bool>,
    /// How many new things are there.
    #[prop(optional)]
    news: u32,
) -> impl IntoView {
    view! {
        <li>
            <a href=href aria-current=move || current.get().then_some("page")>
                {title}
                {(news > 0).then(|| view! { " "<NumberBadge count=news/> })}
            </a>
        </li>
    }
}

/// What stands at the end of the masthead. With a name it says who is logged in; without, it
/// offers to log in.
#[component]
pub fn Tools(
    /// The name of who is logged in, and in which role: `("M. Zandlicht", "Leraar")`.
    person: Option<(String, String)>,
) -> impl IntoView {
    match person {
        Some((name, role)) => {
            let initials = initials(&name);
            view! {
                <ul class="lr-tools">
                    <li class="lr-tools__opt">
                        <a href="/hulp"><Icon icon=Icons::HelpCircle/>" Hulp"</a>
                    </li>
                    <li>
                        <span class="lr-who">
                            <span class="lr-who__av" aria-hidden="true">{initials}</span>
                            <span class="lr-who__txt">{name}<small>{role}</small></span>
                        </span>
                    </li>
                    <li class="lr-tools__opt"><LogoutButton/></li>
                </ul>
            }
            .into_any()
        }
        None => view! {
            <ul class="lr-tools">
                <li class="lr-tools__opt">
                    <a href="/hulp"><Icon icon=Icons::HelpCircle/>" Hulp en contact"</a>
                </li>
                <li>
                    <a class="lr-tools__login" href="/inloggen">
                        <Icon icon=Icons::Login2/>
                        " Inloggen"
                    </a>
                </li>
            </ul>
        }
        .into_any(),
    }
}

/// The first letter of a name and that of the family name, for the disc beside it.
fn initials(name: &str) -> String {
    let mut letters = name
        .split([' ', '.'])
        .filter_map(|part| part.chars().next())
        .filter(|letter| letter.is_uppercase());
    letters
        .next()
        .into_iter()
        .chain(letters.next_back())
        .collect()
}

/// Logs out. That is a change, so it is a form; it looks like a link.
#[component]
pub fn LogoutButton(
    /// Whose session, where that is not said beside it.
    #[prop(into, optional)]
    name: String,
) -> impl IntoView {
    view! {
        <form method="post" action="/uitloggen">
            <button type="submit" class="lr-logout">
                <Icon icon=Icons::Logout/>
                " Uitloggen"
                {(!name.is_empty()).then(|| format!(" ({name})"))}
            </button>
        </form>
    }
}

/// A line above the page, seen only where there is no JavaScript.
#[component]
pub fn WithoutScripts(
    /// How wide the content is.
    #[prop(optional)]
    width: Width,
    /// What there is to say.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="lr-notice lr-notice--noscript" role="region" aria-label="Mededeling">
            <div class=width.wrap()>
                <p><Icon icon=Icons::InfoCircle/><span>{children()}</span></p>
            </div>
        </div>
    }
}

/// The content of the page.
#[component]
pub fn Main(
    /// How wide it is.
    #[prop(optional)]
    width: Width,
    /// Whether it begins with a banner over the whole width.
    #[prop(into, default = Signal::stored(false))]
    banner: Signal<bool>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let class = move || {
        if banner.get() {
            "lr-main lr-main--hero"
        } else {
            "lr-main"
        }
    };
    view! {
        <main class=class id="inhoud" tabindex="-1">
            <div class=width.wrap()>{children()}</div>
        </main>
    }
}

/// Moves the focus to the content, as a browser does that loads a page: so who goes by keyboard or
/// hears the page goes on with what is new.
pub fn focus_main() {
    let main = document()
        .get_element_by_id("inhoud")
        .and_then(|main| main.dyn_into::<HtmlElement>().ok());
    if let Some(main) = main {
        // Fails only when the page has gone again.
        let _ = main.focus();
    }
}

/// A column of the footer: its title, and address and text of each link.
pub type FooterColumn = (&'static str, &'static [(&'static str, &'static str)]);

/// The foot of every page.
#[component]
pub fn Footer(
    /// How wide the content is.
    #[prop(optional)]
    width: Width,
    /// The links.
    columns: &'static [FooterColumn],
    /// The last line: whose site it is, and which version.
    children: Children,
) -> impl IntoView {
    let columns = columns
        .iter()
        .map(|(title, links)| {
            let links = links
                .iter()
                .map(|(href, text)| {
                    view! { <li><a class="utrecht-link" href=*href>{*text}</a></li> }
                })
                .collect_view();
            view! { <div><h2>{*title}</h2><ul>{links}</ul></div> }
        })
        .collect_view();
    view! {
        <footer class="lr-footer">
            <div class=width.wrap()>
                <div class="lr-footer__grid">{columns}</div>
                <div class="lr-footer__legal">{children()}</div>
            </div>
        </footer>
    }
}

/// The mark of the site: the corner of a ruler, on pencil yellow.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 40 40" aria-hidden="true">
            <rect width="40" height="40" rx="7" fill="#ffbf2e"></rect>
            <path
                d="M11 7v22a3 3 0 0 0 3 3h19"
                fill="none"
                stroke="#07303a"
                stroke-width="4.5"
                stroke-linecap="square"
            ></path>
            <path
                d="M15.5 11h3.5M15.5 16h6M15.5 21h3.5M20 26.500v-3M25 26.500v-5.500M30 26.500v-3"
                stroke="#07303a"
                stroke-width="2"
            ></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_prefix_of_a_name_gives_no_initial() {
        assert_eq!(initials("A. van Zandveen"), "AZ");
        assert_eq!(initials("M. Zandlicht"), "MZ");
        assert_eq!(initials("M.J. Zandlicht"), "MZ");
        assert_eq!(initials(""), "");
    }
}
