//! Re-registration: what there is now.

use crate::design::{Alert, ButtonLink, Narrow, PageHead, Paragraph, TextLink};
use crate::page::Page;
use leptos::prelude::*;
use leptos_meta::Title;

/// `/mijn/herregistratie`
pub struct ReregistrationPage;

impl Page for ReregistrationPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="Herregistratie - Lerarenregister"/>
            <Narrow>
                <PageHead
                    title="Herregistratie"
                    lead="Elke 4 jaar laat je zien dat je je vak bijhoudt. Dat heet herregistratie."
                />
                <Alert>
                    <p>
                        "Aanvragen kan nog niet. Er gelden voorbeeldcriteria; er worden nog geen besluiten op genomen. "
                        <TextLink href="/criteria">"Lees de criteria"</TextLink>
                    </p>
                </Alert>
                <Paragraph>
                    "In je portfolio zie je hoeveel uren je hebt, en hoe die zich verhouden tot de criteria."
                </Paragraph>
                <p><ButtonLink href="/mijn/portfolio">"Naar je portfolio"</ButtonLink></p>
            </Narrow>
        }
        .into_any()
    }
}
