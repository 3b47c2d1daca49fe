//! The message book for suppliers of software: messages, code lists and checks, all from the
//! tables that the readers and the checks follow themselves.

mod codes;
mod lists;
mod messages;
mod rules;

pub use codes::CodesPage;

use crate::public::FailureView;
use crate::{
    design::{
        BigLink, BigLinks, Breadcrumb, Bullet, Bullets, Card, LinkTabs, PageHead, Tab, TextLink,
    },
    failure::Failure,
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    Problem,
    delivery::{MessageKind, fields},
    notation,
};

/// Where the message book is.
const BOOK: &str = "/leveranciers/specificatie";

/// The major version of the messages, in the address.
const VERSION: &str = "1";

/// The parts: the word in the address and the title.
const PARTS: [(&str, &str); 6] = [
    ("benoeming", "Benoeming leveren"),
    ("verwijdering", "Benoeming verwijderen"),
    ("grondslagen", "Grondslagen"),
    ("onderwijsterreinen", "Onderwijsterreinen"),
    ("vakken", "Vakken"),
    ("controles", "Controles"),
];

/// `/leveranciers/specificatie`: what there is.
pub struct BookPage;

impl Page for BookPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let links = PARTS
            .into_iter()
            .map(|(part, title)| {
                view! { <BigLink href=address(part) title=title note=note(part)/> }
            })
            .collect_view();
        view! {
            <Title text="Berichtenboek - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home"), ("/leveranciers", "Voor leveranciers")]/>
            <div class="lr-stack lr-stack--l">
                <PageHead
                    title="Berichtenboek"
                    lead="Alles wat je nodig hebt om benoemingen te leveren vanuit software. Deze pagina’s komen uit dezelfde tabellen als de controles zelf."
                />
                <BigLinks>
                    {links}
                    <BigLink
                        href="/leveranciers/codes"
                        title="Signaalcode zoeken"
                        note="Wat een code betekent en wat je kunt doen"
                    />
                </BigLinks>
                <Card title="Downloads" id="downloads">
                    <Bullets>
                        <Bullet>
                            <TextLink href="/api/aanleveren/v1/openapi.json" external=true>
                                "Beschrijving van de API (OpenAPI 3.1)"
                            </TextLink>
                        </Bullet>
                        <Bullet>{schema_link(MessageKind::Appointment)}</Bullet>
                        <Bullet>{schema_link(MessageKind::Removal)}</Bullet>
                        <Bullet>{xsd_link()}</Bullet>
                    </Bullets>
                </Card>
            </div>
        }
        .into_any()
    }
}

/// `/leveranciers/specificatie/1/{onderdeel}`
pub struct PartPage;

impl Page for PartPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        (move || {
            let part = params.read().get("onderdeel").unwrap_or_default();
            let date = query.read().get("peildatum").unwrap_or_default();
            let Some((part, title)) = PARTS.into_iter().find(|(known, _)| *known == part) else {
                return view! { <FailureView failure=Failure(Problem::not_found())/> }.into_any();
            };
            let body = match part {
                "benoeming" => messages::shown(MessageKind::Appointment),
                "verwijdering" => messages::shown(MessageKind::Removal),
                "controles" => rules::shown(),
                list => lists::shown(list, &date),
            };
            let tabs = PARTS
                .into_iter()
                .map(|(other, title)| Tab {
                    href: address(other),
                    title: title.to_owned(),
                    note: String::new(),
                    current: other == part,
                    vestibule: false,
                })
                .collect();
            view! {
                <Title text=format!("{title} - Lerarenregister")/>
                <Breadcrumb parents=vec![
                    ("/", "Home"),
                    ("/leveranciers", "Voor leveranciers"),
                    (BOOK, "Berichtenboek"),
                ]/>
                <div class="lr-stack lr-stack--l">
                    <PageHead title=title lead=note(part)/>
                    <LinkTabs label="Onderdelen van het berichtenboek" tabs views=true/>
                    {body}
                </div>
            }
            .into_any()
        })
        .into_any()
    }
}

/// The address of a part.
fn address(part: &str) -> String {
    format!("{BOOK}/{VERSION}/{part}")
}

/// What a part is about, in a sentence.
fn note(part: &str) -> &'static str {
    match part {
        "benoeming" => "Het bericht met de hele laatste stand van een benoeming.",
        "verwijdering" => "Het bericht voor een benoeming die je per ongeluk leverde.",
        "grondslagen" => "De codes voor de grondslag van een benoeming.",
        "onderwijsterreinen" => "De codes voor het onderwijs waarvoor een leraar is benoemd.",
        "vakken" => "De codes voor vakken.",
        _ => "Wat we van een bericht nakijken, en wat je kunt doen als er iets mis is.",
    }
}

fn schema_link(kind: MessageKind) -> impl IntoView {
    let (file, words) = match kind {
        MessageKind::Appointment => ("benoeming.schema.json", "JSON Schema van een benoeming"),
        MessageKind::Removal => (
            "verwijdering.schema.json",
            "JSON Schema van een verwijdering",
        ),
    };
    view! { <TextLink href=address(file) external=true>{words}</TextLink> }
}

fn xsd_link() -> impl IntoView {
    let href = address("berichten.xsd");
    view! { <TextLink href external=true>"XML Schema (XSD) van beide berichten"</TextLink> }
}

/// Where a field of the message stands: `grondslag / code`.
fn place(column: &str) -> String {
    fields()
        .iter()
        .find(|field| field.column == column)
        .map_or_else(|| column.to_owned(), |field| field.path.join(" / "))
}

/// A period: `vanaf 1 augustus 2006`.
fn period(from: jiff::civil::Date, to: Option<jiff::civil::Date>) -> String {
    match to {
        Some(to) => format!("{} tot en met {}", notation::date(from), notation::date(to)),
        None => format!("vanaf {}", notation::date(from)),
    }
}
