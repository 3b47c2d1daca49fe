//! Pages of plain text: about the register, help, and what the law asks a site to say.

use super::FailureView;
use crate::page::Page;
use crate::{
    design::{Breadcrumb, PageHead},
    failure::Failure,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// A page of text.
struct Text {
    path: &'static str,
    title: &'static str,
    lead: &'static str,
    parts: &'static [(&'static str, &'static [&'static str])],
}

/// Every page of text, by its address.
pub struct TextPage;

impl Page for TextPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname;
        (move || {
            let path = path.get();
            match TEXTS.iter().find(|text| text.path == path) {
                Some(text) => view! { <Shown text/> }.into_any(),
                None => view! { <FailureView failure=Failure(shared::Problem::not_found())/> }
                    .into_any(),
            }
        })
        .into_any()
    }
}

#[component]
fn Shown(text: &'static Text) -> impl IntoView {
    let parents = if text.path.starts_with("/hulp/") {
        vec![("/", "Home"), ("/hulp", "Hulp")]
    } else {
        vec![("/", "Home")]
    };
    let parts = text
        .parts
        .iter()
        .map(|(title, lines)| {
            let lines = lines
                .iter()
                .map(|line| view! { <p class="utrecht-paragraph">{*line}</p> })
                .collect_view();
            view! {
                <section class="lr-section lr-stack lr-stack--s">
                    <h2 class="utrecht-heading-2">{*title}</h2>
                    {lines}
                </section>
            }
        })
        .collect_view();
    view! {
        <Title text=format!("{} - Lerarenregister", text.title)/>
        <Breadcrumb parents/>
        <div class="lr-narrow lr-stack lr-stack--l">
            <PageHead title=text.title lead=text.lead/>
            {parts}
        </div>
    }
}

const TEXTS: &[Text] = &[
    Text {
        path: "/over",
        title: "Over het register",
        lead: "Leraren laten hier zien dat hun kennis en vaardigheden op peil zijn, en houden die op peil.",
        parts: &[
            (
                "Twee delen, één plek",
                &[
                    "In het lerarenregister staan leraren die bevoegd zijn benoemd. In het registervoorportaal staan leraren die lesgeven en nog op weg zijn naar een bevoegdheid, of die niet bevoegd zijn voor dit vak.",
                    "Welk deel het is, volgt uit de benoemingsgrondslag die de school doorgeeft. Dat gaat per benoeming. Je kunt dus in beide delen staan.",
                ],
            ),
            (
                "Van wie zijn de gegevens?",
                &[
                    "De school geeft door wie waar lesgeeft, sinds wanneer en op welke grondslag. Naam en adres komen uit de Basisregistratie Personen. De leraar bevestigt de gegevens en geeft zelf op welk vak hij geeft. Bij elk gegeven staat wie het doorgaf.",
                    "Klopt er iets niet? Dan meldt de leraar dat. De school past het aan, of legt uit waarom het klopt.",
                ],
            ),
            (
                "Wat is openbaar?",
                &[
                    "Alleen als de wet het toestaat, en alleen voor wie bevestigd in het lerarenregister staat: naam, school, vak en registratienummer. Het registervoorportaal, de geboortedatum, het adres en het portfolio zijn nooit openbaar.",
                ],
            ),
        ],
    },
    Text {
        path: "/privacy",
        title: "Privacy",
        lead: "We gebruiken niet meer gegevens dan nodig, en je ziet altijd waar ze vandaan komen.",
        parts: &[
            (
                "Je burgerservicenummer",
                &[
                    "We gebruiken je burgerservicenummer om je te herkennen als je inlogt met DigiD, en om je gegevens op te halen bij andere registers. We bewaren het versleuteld. Het staat op geen enkele pagina.",
                ],
            ),
            (
                "Wie ziet wat?",
                &[
                    "Je school ziet je aanstelling en de vakken die je vastlegde, en kan je geslacht, adres en geboortedatum opvragen. Je portfolio ziet alleen jij, tot je er iets van deelt. Wat openbaar is, staat op de pagina over het register.",
                    "We houden bij wie gegevens bekijkt en wijzigt. Op Mijn gegevens zie je welke organisatie naar jouw gegevens keek, en waarom.",
                ],
            ),
            (
                "Hoe lang bewaren we gegevens?",
                &[
                    "Zolang je in het register staat. Daarna nog 5 jaar; jij kunt ze dan nog inzien.",
                ],
            ),
            (
                "Cookies",
                &[
                    "We gebruiken alleen cookies die nodig zijn om in te loggen. We volgen je niet.",
                    "Wat je in je portfolio typt en nog niet opslaat, staat versleuteld in je eigen browser. Alleen jij kunt het lezen, als je bent ingelogd. Het verdwijnt als je het opslaat of weggooit.",
                ],
            ),
        ],
    },
    Text {
        path: "/toegankelijkheid",
        title: "Toegankelijkheid",
        lead: "Iedereen moet deze site kunnen gebruiken. We bouwen naar WCAG 2.2, niveau A en AA.",
        parts: &[
            (
                "Wat we doen",
                &[
                    "Alle pagina’s werken met het toetsenbord, zonder JavaScript en op een klein scherm. Elke pagina wordt bij elke wijziging automatisch nagekeken.",
                ],
            ),
            (
                "Wat nog moet",
                &[
                    "De site is nog niet onderzocht door een onafhankelijke partij, en nog niet getest met mensen met een beperking. Tot dat gebeurd is, is er geen officiële toegankelijkheidsverklaring.",
                ],
            ),
            (
                "Werkt iets niet voor jou?",
                &["Laat het ons weten. Op de pagina Contact staat hoe."],
            ),
        ],
    },
    Text {
        path: "/gebruiksvoorwaarden",
        title: "Gebruiksvoorwaarden",
        lead: "Dit is een oefenomgeving. Aan wat hier staat, kun je geen rechten ontlenen.",
        parts: &[
            (
                "Verzonnen gegevens",
                &[
                    "Alle personen, scholen en nummers in de oefenomgeving zijn verzonnen. Vul geen gegevens van echte mensen in.",
                ],
            ),
            (
                "Opzoeken",
                &[
                    "Je mag een leraar opzoeken. Grote aantallen gegevens overnemen mag niet; wie te vaak achter elkaar zoekt, moet even wachten.",
                ],
            ),
            (
                "Broncode",
                &["De broncode van het register is open, met de licentie EUPL-1.2."],
            ),
        ],
    },
    Text {
        path: "/status",
        title: "Storingen en onderhoud",
        lead: "Hier lees je wat je kunt doen als iets niet werkt.",
        parts: &[
            (
                "Een ander register antwoordt niet",
                &[
                    "Als het Diplomaregister niet antwoordt, bewaren we wat je invulde. We proberen het vanzelf opnieuw en sturen je een bericht.",
                ],
            ),
            (
                "Er ging iets mis bij ons",
                &[
                    "Op de pagina met de fout staat een hulpcode. Noem die als je contact opneemt. Dan kunnen we terugvinden wat er misging.",
                ],
            ),
        ],
    },
    Text {
        path: "/hulp",
        title: "Vragen en antwoorden",
        lead: "De meeste vragen zijn hier snel beantwoord.",
        parts: &[
            (
                "Ik zie mijn school niet",
                &[
                    "Je school heeft je nog niet doorgegeven. Vraag het bij je school na. Zodra de levering binnen is, staat je benoeming klaar.",
                ],
            ),
            (
                "Er staat iets verkeerd",
                &[
                    "Kies bij het gegeven ‘Iets klopt niet’. Het gaat dan naar wie het doorgaf: je school, of ons. Naam en adres verander je bij je gemeente.",
                ],
            ),
            (
                "Mijn diploma wordt niet gevonden",
                &[
                    "Dat zegt niets over jou. In het Diplomaregister staan diploma’s van hogescholen en universiteiten vanaf 1996. Oudere en buitenlandse diploma’s staan er meestal niet in. Je vak is wel bewaard, en je kunt een bewijs toevoegen.",
                ],
            ),
        ],
    },
    Text {
        path: "/hulp/leraren",
        title: "Voor leraren",
        lead: "In een paar minuten zijn je gegevens in orde.",
        parts: &[
            (
                "1. Log in met DigiD",
                &["Je ziet wat je school doorgaf, en waar elk gegeven vandaan komt."],
            ),
            (
                "2. Bevestig je benoeming",
                &[
                    "Klopt het? Dan bevestig je het met één knop. Tot dan is het niet openbaar: alleen jij en je school zien het.",
                ],
            ),
            (
                "3. Geef op welk vak je geeft",
                &[
                    "We vergelijken het meteen met je diploma en leggen de uitkomst uit. Je vak wordt bewaard, wat de uitkomst ook is.",
                ],
            ),
            (
                "4. Houd je portfolio bij",
                &[
                    "Een activiteit toevoegen kost drie velden. Alleen jij ziet je portfolio, tot je er iets van deelt.",
                ],
            ),
        ],
    },
    Text {
        path: "/hulp/scholen",
        title: "Voor scholen",
        lead: "Je levert wie waar lesgeeft, sinds wanneer en op welke grondslag.",
        parts: &[
            (
                "Leveren",
                &[
                    "Log in met eHerkenning niveau 3, namens het bestuur. Upload het bestand van de maand, als csv of uit Excel. Je kunt het eerst laten nakijken. Lever je maar 1 benoeming? Vul die dan in op het scherm.",
                    "Goede regels worden verwerkt. Bij een foute regel staat wat er mis is, wat je stuurde en hoe je het herstelt. Dat kan meteen op het scherm, of met een nieuw bestand.",
                    "Levert je software zelf, of doet een administratiekantoor het? Geef de leverancier dan een machtiging op de pagina Toegang.",
                ],
            ),
            (
                "Wanneer",
                &["Zo snel mogelijk, en uiterlijk een maand na een wijziging."],
            ),
            (
                "Welke grondslag?",
                &[
                    "Onder ‘Hulp bij grondslag’ staan alle grondslagen met uitleg en het wetsartikel. Je kunt er ook een paar vragen beantwoorden; dan zie je welke grondslag past.",
                ],
            ),
        ],
    },
    Text {
        path: "/hulp/contact",
        title: "Contact",
        lead: "Dit is een oefenomgeving: er zit nog niemand aan de telefoon.",
        parts: &[
            (
                "Iets melden over de software",
                &[
                    "Meld een fout of een wens bij de makers, in de openbare broncode. Zet er geen persoonsgegevens bij.",
                ],
            ),
            (
                "Je organisatie laten toevoegen",
                &[
                    "Alleen besturen die het register kent, en leveranciers die zijn toegevoegd, kunnen inloggen met eHerkenning. Vraag dat aan degene die dit register beheert, met de naam van je organisatie en je KvK-nummer. Een leverancier noemt ook het OIN.",
                ],
            ),
            (
                "Een lek melden",
                &["Hoe je een beveiligingslek meldt, staat in /.well-known/security.txt."],
            ),
        ],
    },
    Text {
        path: "/hulp/bezwaar",
        title: "Bezwaar maken",
        lead: "Ben je het niet eens met een besluit van het register? Dan kun je bezwaar maken.",
        parts: &[
            (
                "Eerst melden",
                &[
                    "Staat er iets verkeerd? Meld het bij het gegeven. Een levering van je school en de uitkomst van een vergelijking met het Diplomaregister zijn geen besluiten.",
                ],
            ),
            (
                "Daarna bezwaar",
                &[
                    "Wordt je melding niet opgelost, dan vraag je ons om een besluit. Ben je het daar niet mee eens? Log in, open het besluit en kies ‘Maak bezwaar’. Je kunt ook een brief sturen. In het besluit staat waarheen, en tot en met welke dag.",
                ],
            ),
        ],
    },
];
