//! The start of the site: look a teacher up, or go where you belong.

use super::search::SearchForm;
use crate::design::{Actions, ButtonLink, Columns, Division, Icon, Icons, Strand, TextLink};
use crate::page::Page;
use leptos::prelude::*;
use leptos_meta::Title;

/// `/`
pub struct HomePage;

impl Page for HomePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="Lerarenregister"/>
            <div class="lr-hero lr-hero--full">
                <div class="lr-wrap lr-stack lr-stack--l">
                    <div class="lr-stack lr-stack--m">
                        <h1>"Zoek een leraar in het register"</h1>
                        <p class="lr-lead">
                            "Zie wie in het register staat, aan welke school, en voor welk vak."
                        </p>
                    </div>
                    <SearchForm/>
                    <p class="lr-small">
                        "Zoek op achternaam, of op het nummer van 8 cijfers. Het register toont geen adres of geboortedatum."
                    </p>
                </div>
            </div>
            <div class="lr-stack lr-stack--xl lr-above">
                <Columns division=Division::Two>
                    <section class="lr-section" aria-labelledby="leraar">
                        <h2 class="utrecht-heading-2" id="leraar">"Ben je leraar?"</h2>
                        <p class="utrecht-paragraph">
                            "Log in met DigiD. Je school heeft al veel voor je ingevuld. Jij controleert dit en vult aan welk vak je geeft."
                        </p>
                        <ul class="lr-links">
                            <BigLink href="/mijn" title="Bekijk je gegevens" note="Je aanstelling en je registratie op één plek"/>
                            <BigLink href="/mijn/vakken/toevoegen" title="Geef op welk vak je geeft" note="We vergelijken je vak meteen met je diploma"/>
                            <BigLink href="/mijn/portfolio" title="Werk je portfolio bij" note="Bewaar scholing en andere activiteiten voor je herregistratie"/>
                            <BigLink href="/mijn/bewijs" title="Download je bewijs van registratie" note="Een pdf met een controlecode"/>
                        </ul>
                        <Actions>
                            <ButtonLink href="/inloggen" icon=Icons::Login2>"Inloggen"</ButtonLink>
                        </Actions>
                    </section>
                    <section class="lr-section" aria-labelledby="anderen">
                        <h2 class="utrecht-heading-2" id="anderen">"Voor scholen en leveranciers"</h2>
                        <p class="utrecht-paragraph">
                            "Scholen leveren aan wie waar lesgeeft, sinds wanneer en op welke grondslag."
                        </p>
                        <ul class="lr-links">
                            <BigLink href="/school" title="Gegevens van je school" note="Status van de levering, fouten en taken"/>
                            <BigLink href="/keuzehulp" title="Welke benoemingsgrondslag kies ik?" note="Beantwoord een paar vragen, zonder inloggen"/>
                            <BigLink href="/leveranciers" title="Software aansluiten" note="Berichtenboek, testomgeving en keuring"/>
                        </ul>
                    </section>
                </Columns>
                <section class="lr-section" aria-labelledby="wat">
                    <h2 class="utrecht-heading-2" id="wat">"Eén website, twee delen"</h2>
                    <Columns division=Division::Two>
                        <div class="lr-card lr-stack lr-stack--s">
                            <p><Strand vestibule=false/></p>
                            <h3 class="utrecht-heading-3">"Voor bevoegde leraren"</h3>
                            <p class="utrecht-paragraph">
                                "Hier staat aan welke school je werkt en welk vak je geeft. Elke 4 jaar laat je zien dat je je vak bijhoudt. Dat heet herregistratie."
                            </p>
                        </div>
                        <div class="lr-card lr-stack lr-stack--s">
                            <p><Strand vestibule=true/></p>
                            <h3 class="utrecht-heading-3">"Voor leraren op weg naar een bevoegdheid"</h3>
                            <p class="utrecht-paragraph">
                                "Geef je les maar ben je nog niet bevoegd, of niet voor dit vak? Dan sta je in het registervoorportaal. Je ziet hier hoe lang dat mag en wat je nog moet doen."
                            </p>
                        </div>
                    </Columns>
                    <p class="utrecht-paragraph">
                        "Je gebruikt voor beide delen dezelfde login. "
                        <TextLink href="/over">"Lees meer over het register"</TextLink>
                    </p>
                </section>
            </div>
        }
        .into_any()
    }
}

#[component]
fn BigLink(href: &'static str, title: &'static str, note: &'static str) -> impl IntoView {
    view! {
        <li>
            <a href=href>
                <strong>{title}</strong>
                <span>{note}</span>
                <Icon icon=Icons::ChevronRight/>
            </a>
        </li>
    }
}
