//! What stands around every page: the masthead with the menu of the role, and the footer.

use crate::{
    design::{
        Footer, FooterColumn, LogoutButton, Main, Masthead, MenuItem, OfSomebodyElse, SkipLink,
        Tools, Width, WithoutScripts, focus_main,
    },
    failure::Answer,
    session::{Access, Visitor},
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

/// The part of the site that a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// For everyone.
    #[default]
    Public,
    /// For a teacher.
    Teacher,
    /// For a school.
    School,
    /// For suppliers of software.
    Supplier,
    /// For who offers something to teachers.
    Provider,
    /// For the staff.
    Staff,
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
                ("/mijn/diplomas", "Diploma’s"),
                ("/mijn/portfolio", "Portfolio"),
                ("/mijn/herregistratie", "Herregistratie"),
                ("/mijn/berichten", "Berichten"),
            ],
            Self::School => &[
                ("/school", "Overzicht"),
                ("/school/leveringen", "Leveringen"),
                ("/school/leraren", "Leraren"),
                ("/school/rooster", "Rooster"),
                ("/school/keuzehulp", "Hulp bij grondslag"),
                ("/school/taken", "Taken"),
                ("/school/berichtenbox", "Berichtenbox"),
                ("/school/aansluiten", "Aansluiten"),
                ("/school/toegang", "Toegang"),
            ],
            Self::Supplier => &[
                ("/leveranciers", "Start"),
                ("/leveranciers/specificatie", "Berichtenboek"),
                ("/leveranciers/testomgeving", "Testomgeving"),
                ("/leveranciers/keuring", "Keuring"),
                ("/leveranciers/besturen", "Besturen"),
                ("/leveranciers/pakketten", "Pakketten"),
                ("/leveranciers/wijzigingen", "Wijzigingen"),
            ],
            Self::Provider => &[("/aanbieders", "Je aanbod"), ("/aanbod", "Catalogus")],
            Self::Staff => &[
                ("/behandeling", "Werkvoorraad"),
                ("/behandeling/bezwaren", "Bezwaren"),
                ("/behandeling/commissie", "Commissie"),
                ("/behandeling/sturing", "Sturing"),
                ("/behandeling/aansluiten", "Aansluiten"),
                ("/behandeling/post", "Post"),
                ("/behandeling/nieuws", "Nieuws"),
                ("/behandeling/reacties", "Reacties"),
                ("/behandeling/openbaar", "Openbaar register"),
                ("/behandeling/leraar", "Leraar opzoeken"),
                ("/behandeling/toezicht", "Toezicht"),
                ("/behandeling/mandaten", "Mandaten"),
                ("/behandeling/storingen", "Storingen"),
                ("/behandeling/catalogus", "Catalogus"),
                ("/criteria", "Criteria"),
            ],
        }
    }

    const fn home(self) -> &'static str {
        match self {
            Self::Public => "/",
            Self::Teacher => "/mijn",
            Self::School => "/school",
            Self::Supplier => "/leveranciers",
            Self::Provider => "/aanbieders",
            Self::Staff => "/behandeling",
        }
    }

    const fn width(self) -> Width {
        match self {
            Self::School | Self::Supplier | Self::Staff => Width::Wide,
            Self::Public | Self::Teacher | Self::Provider => Width::Page,
        }
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
                    || (*href == "/mijn"
                        && ["/mijn/voorportaal", "/mijn/aanmelden", "/mijn/bewijs"].contains(&path))
                    || (*href == "/mijn/gegevens" && path == "/mijn/inzage")
                    || (*href == "/mijn/berichten"
                        && (path.starts_with("/mijn/besluiten/")
                            || path.starts_with("/mijn/contact")))
                    || (*href == "/behandeling" && path.starts_with("/behandeling/zaken/"))
                    || (*href == "/register/zoeken" && path.starts_with("/register/leraar/"))
            })
            .max_by_key(|href| href.len())
    }
}

/// Whether the page that the browser itself loaded is there, so that the next one is a step on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arrived(StoredValue<bool>);

/// Around the pages for everyone.
#[component]
pub fn PublicFrame() -> impl IntoView {
    view! { <Frame><Outlet/></Frame> }
}

/// Around the pages of a teacher.
#[component]
pub fn TeacherFrame() -> impl IntoView {
    view! { <Frame area=Area::Teacher><Outlet/></Frame> }
}

/// Around the pages of a school.
#[component]
pub fn SchoolFrame() -> impl IntoView {
    view! { <Frame area=Area::School><Outlet/></Frame> }
}

/// Around the pages of a supplier.
#[component]
pub fn SupplierFrame() -> impl IntoView {
    view! { <Frame area=Area::Supplier><Outlet/></Frame> }
}

/// Around the pages of a provider.
#[component]
pub fn ProviderFrame() -> impl IntoView {
    view! { <Frame area=Area::Provider><Outlet/></Frame> }
}

/// Around the pages of the staff.
#[component]
pub fn StaffFrame() -> impl IntoView {
    provide_context(OfSomebodyElse);
    view! { <Frame area=Area::Staff><Outlet/></Frame> }
}

/// Around one page, or around the pages of an audience.
#[component]
pub fn Frame(
    /// The audience.
    #[prop(optional)]
    area: Area,
    /// The page.
    children: Children,
) -> impl IntoView {
    let visitor = expect_context::<Resource<Answer<Option<Visitor>>>>();
    let path = use_location().pathname;
    let arrived = expect_context::<Arrived>().0;
    Effect::new(move |_| {
        path.track();
        if arrived.get_value() {
            focus_main();
        }
        arrived.set_value(true);
    });
    let width = area.width();
    let known = move || visitor.get().and_then(Result::ok).flatten();
    let menu = move || {
        view! {
            <Suspense>
                {move || {
                    let visitor = known();
                    let (unread, tasks) = visitor
                        .as_ref()
                        .map_or((0, 0), |visitor| (visitor.unread, visitor.tasks));
                    let access = visitor.map_or_else(Access::default, |visitor| visitor.access);
                    area.menu()
                        .iter()
                        .filter(|(href, _)| access.opens(href))
                        .map(|(href, title)| {
                            let current = Signal::derive(move || {
                                area.current(&path.read()) == Some(*href)
                            });
                            let news = match *href {
                                "/mijn/berichten" => unread,
                                "/school/taken" => tasks,
                                _ => 0,
                            };
                            view! { <MenuItem href=*href title=*title current news/> }
                        })
                        .collect_view()
                }}
            </Suspense>
        }
    };
    let tools = move || {
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    let person = visitor.await.ok().flatten();
                    let person = person.map(|visitor| (visitor.name, visitor.label));
                    view! { <Tools person/> }
                })}
            </Suspense>
        }
    };
    let more = move || {
        view! {
            <li><a href="/hulp">"Hulp en contact"</a></li>
            <Suspense>
                {move || {
                    known()
                        .map(|visitor| {
                            let office = visitor.access == Access::Deliveries;
                            view! {
                                {office.then(|| view! { <li><OtherBoard/></li> })}
                                <li><LogoutButton name=visitor.name/></li>
                            }
                        })
                }}
            </Suspense>
        }
    };
    // The home page begins with a banner over the whole width.
    let banner = Signal::derive(move || area == Area::Public && *path.read() == "/");
    view! {
        <SkipLink/>
        <Masthead home=area.home() width flat=banner tools menu more/>
        {(area != Area::Public)
            .then(|| {
                view! {
                    <Suspense>
                        {move || {
                            known()
                                .map(|_| {
                                    view! {
                                        <WithoutScripts width>
                                            "JavaScript staat uit. Alles werkt, maar we bewaren je antwoorden pas als je op een knop drukt."
                                        </WithoutScripts>
                                    }
                                })
                        }}
                    </Suspense>
                }
            })}
        <Main width banner>{children()}</Main>
        <Footer width columns=FOOTER>
            <span>"Oefenomgeving. Alle personen, scholen en nummers zijn verzonnen."</span>
            <span class="lr-num">{concat!("Versie ", env!("CARGO_PKG_VERSION"))}</span>
        </Footer>
    }
}

/// The way of somebody of an office to another board that it delivers for.
#[component]
fn OtherBoard() -> impl IntoView {
    view! {
        <form method="post" action="/school/ander-bestuur">
            <button type="submit" class="lr-logout">"Kies een ander bestuur"</button>
        </form>
    }
}

const FOOTER: &[FooterColumn] = &[
    (
        "Het register",
        &[
            ("/register/zoeken", "Zoek een leraar"),
            ("/over", "Over het register"),
            ("/criteria", "Criteria voor herregistratie"),
            ("/bewijs/controleren", "Controleer een bewijs"),
            ("/aanbod", "Aanbod voor leraren"),
        ],
    ),
    (
        "Hulp",
        &[
            ("/hulp", "Vragen en antwoorden"),
            ("/hulp/contact", "Contact"),
            ("/hulp/bezwaar", "Bezwaar maken"),
        ],
    ),
    (
        "Aansluiten",
        &[
            ("/hulp/scholen", "Scholen"),
            ("/leveranciers", "Softwareleveranciers"),
            ("/status", "Storingen en onderhoud"),
        ],
    ),
    (
        "Over deze site",
        &[
            ("/privacy", "Privacy"),
            ("/toegankelijkheid", "Toegankelijkheid"),
            ("/gebruiksvoorwaarden", "Gebruiksvoorwaarden"),
        ],
    ),
];
