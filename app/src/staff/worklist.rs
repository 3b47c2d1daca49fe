//! What waits for a case worker.

use crate::{
    design::{Empty, Icons, PageHead},
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/behandeling`: what waits for a case worker. Reports go to the school first (article 38k WPO),
/// so as long as nothing else can be asked of the register, there is nothing.
pub struct WorklistPage;

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
