//! What stands around every page: the masthead with the menu of the role, and the footer.

use crate::{
    design::{Icon, Icons},
    failure::Answer,
    session::Visitor,
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

/// The part of the site that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    Public,
    Teacher,
    School,
}

impl Area {
    /// Address and name of each item of the menu.
    const fn menu(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Public => &[
                ("/register/zoeken", "Zoek een leraar"),
                ("/over", "Over het register"),
                ("/hulp/leraren", "Voor leraren"),
                ("/hulp/scholen", "Voor scholen"),
                ("/leveranciers", "Voor leveranciers"),
            ],
            Self::Teacher => &[
                ("/mijn", "Overzicht"),
                ("/mijn/gegevens", "Mijn gegevens"),
                ("/mijn/vakken", "Vakken"),
                ("/mijn/portfolio", "Portfolio"),
                ("/mijn/herregistratie", "Herregistratie"),
                ("/mijn/berichten", "Berichten"),
            ],
            Self::School => &[
                ("/school", "Overzicht"),
                ("/school/leveringen", "Leveringen"),
                ("/school/leraren", "Leraren"),
                ("/school/keuzehulp", "Hulp bij grondslag"),
                ("/school/taken", "Taken"),
                ("/school/toegang", "Toegang"),
            ],
        }
    }

    const fn home(self) -> &'static str {
        match self {
            Self::Public => "/",
            Self::Teacher => "/mijn",
            Self::School => "/school",
        }
    }

    /// Whether the width of the page is that of tables.
    const fn is_wide(self) -> bool {
        matches!(self, Self::School)
    }

    /// Which item of the menu the page at this path is under: the one with the longest address.
    fn current(self, path: &str) -> Option<&'static str> {
        self.menu()
            .iter()
            .map(|(href, _)| *href)
            .filter(|href| {
                path == *href
                    || (*href != self.home()
                        && path
                            .strip_prefix(href)
                            .is_some_and(|rest| rest.starts_with('/')))
                    || (*href == self.home() && path == "/mijn/voorportaal" && *href == "/mijn")
            })
            .max_by_key(|href| href.len())
    }
}

/// Around the pages for everyone.
#[component]
pub fn PublicFrame() -> impl IntoView {
    view! { <Frame area=Area::Public/> }
}

/// Around the pages of a teacher.
#[component]
pub fn TeacherFrame() -> impl IntoView {
    view! { <Frame area=Area::Teacher/> }
}

/// Around the pages of a school.
#[component]
pub fn SchoolFrame() -> impl IntoView {
    view! { <Frame area=Area::School/> }
}

#[component]
fn Frame(area: Area) -> impl IntoView {
    let wrap = if area.is_wide() {
        "lr-wrap lr-wrap--wide"
    } else {
        "lr-wrap"
    };
    let path = use_location().pathname;
    // The home page begins with a banner over the whole width.
    let main = move || {
        if area == Area::Public && *path.read() == "/" {
            "lr-main lr-main--hero"
        } else {
            "lr-main"
        }
    };
    view! {
        <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">
            "Naar de inhoud"
        </a>
        <Masthead area wrap/>
        <main class=main id="inhoud" tabindex="-1">
            <div class=wrap>
                <Outlet/>
            </div>
        </main>
        <Footer wrap/>
    }
}

#[component]
fn Masthead(area: Area, wrap: &'static str) -> impl IntoView {
    let visitor = expect_context::<Resource<Answer<Option<Visitor>>>>();
    let path = use_location().pathname;
    let items = move |unread: u32| {
        area.menu()
            .iter()
            .map(|(href, title)| {
                let current = move || (area.current(&path.read()) == Some(*href)).then_some("page");
                let news = (*href == "/mijn/berichten" && unread > 0).then(|| {
                    view! {
                        " "
                        <span class="utrecht-number-badge">
                            <span aria-hidden="true">{unread}</span>
                            <span class="lr-vh">{unread}" nieuw"</span>
                        </span>
                    }
                });
                view! { <li><a href=*href aria-current=current>{*title}{news}</a></li> }
            })
            .collect_view()
    };
    let known = move || visitor.get().and_then(Result::ok).flatten();
    view! {
        <header class="lr-masthead">
            <div class=wrap>
                <div class="lr-masthead__bar">
                    <a class="lr-brand" href=area.home()>
                        <Mark/>
                        <span>
                            <span class="lr-brand__name">"Lerarenregister"</span>
                            <span class="lr-brand__sub">"en registervoorportaal"</span>
                        </span>
                    </a>
                    <Suspense>
                        {move || Suspend::new(async move {
                            let _ = visitor.await;
                            view! { <Tools visitor=known()/> }
                        })}
                    </Suspense>
                </div>
                <nav class="lr-nav lr-nav--bar" aria-label="Hoofdmenu">
                    <Suspense>
                        <ul>
                            {move || items(known().map_or(0, |visitor| visitor.unread))}
                        </ul>
                    </Suspense>
                </nav>
                <nav class="lr-nav lr-nav--menu" aria-label="Hoofdmenu">
                    <details>
                        <summary><Icon icon=Icons::Menu2/>" Menu"</summary>
                        <Suspense>
                            <ul>
                                {move || items(known().map_or(0, |visitor| visitor.unread))}
                                <li><a href="/hulp">"Hulp en contact"</a></li>
                                {move || known().map(|visitor| view! { <li><Logout name=visitor.name/></li> })}
                            </ul>
                        </Suspense>
                    </details>
                </nav>
            </div>
        </header>
    }
}

/// Help, who is logged in, and out; or in.
#[component]
fn Tools(visitor: Option<Visitor>) -> impl IntoView {
    match visitor {
        Some(visitor) => {
            let initials: String = visitor
                .name
                .split([' ', '.'])
                .filter(|part| part.chars().next().is_some_and(char::is_uppercase))
                .filter_map(|part| part.chars().next())
                .take(2)
                .collect();
            view! {
                <ul class="lr-tools">
                    <li class="lr-tools__opt">
                        <a href="/hulp"><Icon icon=Icons::HelpCircle/>" Hulp"</a>
                    </li>
                    <li>
                        <span class="lr-who">
                            <span class="lr-who__av" aria-hidden="true">{initials}</span>
                            <span class="lr-who__txt">
                                {visitor.name}
                                <small>{visitor.label}</small>
                            </span>
                        </span>
                    </li>
                    <li class="lr-tools__opt"><Logout name=String::new()/></li>
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

/// Logging out is a change, so it is a form.
#[component]
fn Logout(
    /// Whose session, where that is not said beside it.
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

#[component]
fn Mark() -> impl IntoView {
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

#[component]
fn Footer(wrap: &'static str) -> impl IntoView {
    const COLUMNS: [(&str, [(&str, &str); 3]); 4] = [
        (
            "Het register",
            [
                ("/register/zoeken", "Zoek een leraar"),
                ("/over", "Over het register"),
                ("/criteria", "Criteria voor herregistratie"),
            ],
        ),
        (
            "Hulp",
            [
                ("/hulp", "Vragen en antwoorden"),
                ("/hulp/contact", "Contact"),
                ("/hulp/bezwaar", "Bezwaar maken"),
            ],
        ),
        (
            "Aansluiten",
            [
                ("/hulp/scholen", "Scholen"),
                ("/leveranciers", "Softwareleveranciers"),
                ("/status", "Storingen en onderhoud"),
            ],
        ),
        (
            "Over deze site",
            [
                ("/privacy", "Privacy"),
                ("/toegankelijkheid", "Toegankelijkheid"),
                ("/gebruiksvoorwaarden", "Gebruiksvoorwaarden"),
            ],
        ),
    ];
    let columns = COLUMNS
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
            <div class=wrap>
                <div class="lr-footer__grid">{columns}</div>
                <div class="lr-footer__legal">
                    <span>"Oefenomgeving. Alle personen, scholen en nummers zijn verzonnen."</span>
                    <span class="lr-num">{concat!("Versie ", env!("CARGO_PKG_VERSION"))}</span>
                </div>
            </div>
        </footer>
    }
}
