//! Logging in, logged out, and not allowed.

use crate::design::{
    Alert, Breadcrumb, ButtonLink, Columns, Details, Icon, Icons, PageHead, TextLink, Tone,
};
use crate::page::Page;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/inloggen`
pub struct LoginPage;

impl Page for LoginPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let get = move |key: &str| query.read().get(key).unwrap_or_default();
        let message = move || {
            message(&get("melding"))
                .map(|(tone, text)| view! { <Alert tone live=true><p>{text}</p></Alert> })
        };
        let back = move || {
            let goal = get("terug");
            if goal.starts_with('/') && !goal.starts_with("//") {
                format!("?terug={}", percent(&goal))
            } else {
                String::new()
            }
        };
        let door = move |means: &'static str, icon, title: &'static str, note: &'static str| {
            let href = move || format!("/auth/{means}{}", back());
            view! {
                // Another server answers this address: the browser has to go there itself.
                <a class="lr-door" href=href rel="external">
                    <span class="lr-door__ic"><Icon icon/></span>
                    <strong>{title}</strong>
                    <span>{note}</span>
                    <Icon icon=Icons::ChevronRight/>
                </a>
            }
        };
        view! {
            <Title text="Inloggen - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home")]/>
            <div class="lr-above">
                <Columns>
                    <div class="lr-stack lr-stack--l">
                        <PageHead
                            title="Hoe wil je inloggen?"
                            lead="Kies wat bij jou past. Daarna ga je naar een beveiligde pagina."
                        />
                        {message}
                        <div class="lr-stack lr-stack--m">
                            {door("digid", Icons::User, "Ik ben leraar", "Inloggen met DigiD. Voor je registratie, vakken en portfolio.")}
                            {door("eherkenning", Icons::Building, "Ik werk bij een school of bestuur", "Inloggen met eHerkenning, niveau 3. Voor leveringen en taken.")}
                            {door("eherkenning", Icons::Files, "Ik maak software voor scholen", "Inloggen met eHerkenning, niveau 3. Voor de testomgeving en de keuring.")}
                            {door("eherkenning", Icons::Book, "Ik bied scholing aan voor leraren", "Inloggen met eHerkenning, niveau 2+ of hoger. Voor de catalogus.")}
                            {door("medewerker", Icons::Briefcase, "Ik ben medewerker of commissielid", "Inloggen met je werkaccount.")}
                        </div>
                        <div>
                            <Details summary="Ik heb geen DigiD">
                                <p class="utrecht-paragraph">
                                    "Je hebt DigiD nodig om je eigen gegevens te zien. Vraag DigiD aan op de website van DigiD. Dat duurt ongeveer 3 werkdagen."
                                </p>
                                <p class="utrecht-paragraph">
                                    "Woon je in het buitenland? Dan kun je DigiD aanvragen bij een balie of bij de Nederlandse ambassade."
                                </p>
                            </Details>
                            <Details summary="Ik werk op school én ik ben leraar">
                                <p class="utrecht-paragraph">
                                    "Log dan 2 keer apart in. Met DigiD zie je jouw eigen gegevens. Met eHerkenning zie je de gegevens van de school. Zo blijft jouw portfolio van jou."
                                </p>
                            </Details>
                            <Details summary="Ik wil iemand anders machtigen">
                                <p class="utrecht-paragraph">"Dat kan nog niet. Kom je er niet uit? Neem contact met ons op, dan helpen we je."</p>
                            </Details>
                        </div>
                    </div>
                    <aside class="lr-stack" aria-label="Veilig inloggen">
                        <div class="lr-card lr-card--quiet lr-stack lr-stack--m">
                            <h2 class="utrecht-heading-3">"Veilig inloggen"</h2>
                            <ul class="utrecht-unordered-list">
                                <li class="utrecht-unordered-list__item">"Je logt in bij het Lerarenregister."</li>
                                <li class="utrecht-unordered-list__item">"Wij vragen nooit per mail of telefoon om je wachtwoord."</li>
                                <li class="utrecht-unordered-list__item">"Na 15 minuten zonder actie loggen we je uit. Je krijgt eerst een waarschuwing."</li>
                            </ul>
                        </div>
                    </aside>
                </Columns>
            </div>
        }
        .into_any()
    }
}

/// What the server has to say about a login, by its word in the address.
fn message(word: &str) -> Option<(Tone, &'static str)> {
    Some(match word {
        "geannuleerd" => (
            Tone::Info,
            "Je bent niet ingelogd, want je hebt het inloggen afgebroken. Probeer het opnieuw als je wilt.",
        ),
        "verlopen" => (Tone::Warning, "Het inloggen duurde te lang. Begin opnieuw."),
        "mislukt" => (
            Tone::Error,
            "Het inloggen is niet gelukt. Probeer het opnieuw. Lukt het weer niet? Neem dan contact met ons op.",
        ),
        "te-laag" => (
            Tone::Warning,
            "Je bent ingelogd met een te laag niveau van zekerheid. Log in met de DigiD-app na een ID-check, of met eHerkenning niveau 3.",
        ),
        "geen-bestuur" => (
            Tone::Warning,
            "We kennen geen schoolbestuur en geen softwareleverancier bij deze organisatie. Werk je bij een school? Log dan in namens het bestuur van de school. Maak je software voor scholen? Vraag dan de beheerder van het register om je organisatie toe te voegen. Bij Hulp en contact lees je hoe.",
        ),
        "niet-bereikbaar" => (
            Tone::Warning,
            "Inloggen kan nu even niet. Probeer het over een paar minuten opnieuw.",
        ),
        "sessie" => (
            Tone::Info,
            "Je was te lang niet actief, daarom ben je uitgelogd. Log opnieuw in. Wat je had ingevuld is bewaard.",
        ),
        "opnieuw" => (
            Tone::Info,
            "Log nog een keer in met DigiD. Zo weten we zeker dat jij het bent. Wat je had ingevuld is bewaard.",
        ),
        _ => return None,
    })
}

/// A path as it may stand in an address.
fn percent(path: &str) -> String {
    path.replace('%', "%25")
        .replace('&', "%26")
        .replace('#', "%23")
        .replace('+', "%2B")
        .replace(' ', "%20")
}

/// `/uitgelogd`
pub struct LoggedOutPage;

impl Page for LoggedOutPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="Uitgelogd - Lerarenregister"/>
            <div class="lr-narrow lr-stack lr-stack--l lr-above">
                <h1 class="utrecht-heading-1">"Je bent uitgelogd"</h1>
                <p class="lr-lead">"Sluit alle vensters van je browser als anderen deze computer ook gebruiken."</p>
                <p class="utrecht-paragraph">
                    <TextLink href="/">"Naar de startpagina"</TextLink>
                    " of "
                    <TextLink href="/inloggen">"opnieuw inloggen"</TextLink>
                </p>
            </div>
        }
        .into_any()
    }
}

/// `/geen-toegang`
pub struct NoAccessPage;

impl Page for NoAccessPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let back = move || {
            query
                .read()
                .get("terug")
                .filter(|goal| goal.starts_with('/') && !goal.starts_with("//"))
                .unwrap_or_else(|| "/".to_owned())
        };
        view! {
            <Title text="Geen toegang - Lerarenregister"/>
            <div class="lr-narrow lr-stack lr-stack--l lr-above">
                <h1 class="utrecht-heading-1">"Je mag deze pagina niet zien"</h1>
                <p class="lr-lead">
                    "Deze pagina is voor anderen. Je bent nu op een andere manier ingelogd."
                </p>
                <p class="utrecht-paragraph">
                    "Wil je anders inloggen? Log dan eerst uit. Met DigiD zie je je eigen gegevens, met eHerkenning die van je school."
                </p>
                {move || view! { <p><ButtonLink href=back()>"Ga naar je eigen pagina"</ButtonLink></p> }}
            </div>
        }
        .into_any()
    }
}
