//! The pages of the staff of the register.

use crate::{
    design::{Empty, Icons, PageHead},
    page::{Page, page},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};

/// The pages of this audience.
#[component(transparent)]
pub fn StaffRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/behandeling") view=crate::frame::StaffFrame>
            <Route path=path!("") view={page::<WorklistPage>} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// `/behandeling`: what waits for a case worker. Reports go to the school first (article 38k WPO),
/// so as long as nothing else can be asked of the register, there is nothing.
struct WorklistPage;

impl Page for WorklistPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="Werkvoorraad - Lerarenregister"/>
            <PageHead title="Werkvoorraad" lead="Wat op een behandelaar wacht."/>
            <Empty icon=Icons::ClipboardCheck title="Er wacht niets op jou">
                <p class="utrecht-paragraph lr-muted">
                    "Meldingen van leraren gaan eerst naar hun school. Zaken voor het register \
                     zelf, zoals bewijs beoordelen en besluiten nemen, komen hier zodra ze er zijn."
                </p>
            </Empty>
        }
        .into_any()
    }
}
