//! What changes and when, and which packages passed.

use super::{Certificate, api, certificate::address, loaded, waiting};
use crate::{
    design::{
        Badge, Breadcrumb, Card, Cell, Column, Empty, Icons, Moment, PageHead, Row, RowHead, Table,
        TextLink, Timeline, Tone, When,
    },
    failure::Answer,
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use shared::{
    notation,
    releases::{Release, ReleaseKind},
};

/// `/leveranciers/wijzigingen`
pub struct ChangesPage;

impl Page for ChangesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="Wijzigingen - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home"), ("/leveranciers", "Voor leveranciers")]/>
            <div class="lr-stack lr-stack--l">
                <PageHead
                    title="Wijzigingen en planning"
                    lead="Een nieuwe versie van de berichten staat hier ten minste 3 maanden van tevoren. Een oude versie blijft daarna nog een half jaar werken."
                />
                <Card title="Wat er is veranderd en wat er komt" id="wijzigingen">
                    {shown(Release::all().iter().rev(), true)}
                </Card>
            </div>
        }
        .into_any()
    }
}

/// What is planned, for the side of a page; else what changed last.
pub(super) fn calendar() -> impl IntoView {
    let planned: Vec<&'static Release> = Release::all()
        .iter()
        .filter(|release| matches!(release.kind, ReleaseKind::Planned | ReleaseKind::Ended))
        .collect();
    view! {
        {shown(planned.into_iter(), false)}
        <p><TextLink href="/leveranciers/wijzigingen" small=true>"Alle wijzigingen"</TextLink></p>
    }
}

fn shown(releases: impl Iterator<Item = &'static Release>, whole: bool) -> impl IntoView {
    let moments = releases
        .map(|release| {
            let (when, word) = match release.kind {
                ReleaseKind::Released | ReleaseKind::Changed => (When::Past, None),
                ReleaseKind::Planned => (When::Future, Some("Gepland")),
                ReleaseKind::Ended => (When::Future, Some("Stopt")),
            };
            view! {
                <Moment when at=notation::date(release.day)>
                    <strong>{release.title.clone()}</strong>
                    " "
                    {word.map(|word| view! { <Badge tone=Tone::Info>{word}</Badge> })}
                    {whole
                        .then(|| view! { <p class="lr-small">{release.note.clone()}</p> })}
                </Moment>
            }
        })
        .collect_view();
    view! { <Timeline>{moments}</Timeline> }
}

/// `/leveranciers/pakketten`
pub struct PackagesPage {
    packages: Resource<Answer<Vec<Certificate>>>,
}

impl Page for PackagesPage {
    fn data() -> Self {
        Self {
            packages: Resource::new(|| (), |()| api::list_packages()),
        }
    }

    fn view(this: Self) -> AnyView {
        let packages = this.packages;
        view! {
            <Title text="Pakketten - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home"), ("/leveranciers", "Voor leveranciers")]/>
            <div class="lr-stack lr-stack--l">
                <PageHead
                    title="Pakketten met een certificaat"
                    lead="Deze pakketten haalden alle 40 proefgevallen. Een certificaat geldt voor één hoofdversie van de berichten."
                />
                <Transition fallback=waiting>
                    {move || Suspend::new(async move { loaded(packages.await, table) })}
                </Transition>
            </div>
        }
        .into_any()
    }
}

/// Certificates in a table.
pub(super) fn table(certificates: Vec<Certificate>) -> AnyView {
    if certificates.is_empty() {
        return view! {
            <Empty icon=Icons::Certificate title="Nog geen pakket">
                <p class="utrecht-paragraph lr-muted">
                    "Zodra een pakket alle proefgevallen haalt, staat het hier."
                </p>
            </Empty>
        }
        .into_any();
    }
    let rows = certificates
        .into_iter()
        .map(|one| {
            let href = address(&one);
            view! {
                <Row>
                    <RowHead><TextLink href>{one.product}</TextLink></RowHead>
                    <Cell label="Versie">{one.release}</Cell>
                    <Cell label="Uitgebracht">{notation::date(one.released)}</Cell>
                    <Cell label="Leverancier">{one.supplier}</Cell>
                    <Cell label="Levert in">{one.notation}</Cell>
                    <Cell label="Berichten">{format!("versie {}", one.major)}</Cell>
                    <Cell label="Certificaat van">{notation::date(one.issued)}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Pakket"),
        Column::text("Versie"),
        Column::text("Uitgebracht"),
        Column::text("Leverancier"),
        Column::text("Levert in"),
        Column::text("Berichten"),
        Column::text("Certificaat van"),
    ];
    view! {
        <div class="lr-card">
            <Table caption="Pakketten met een certificaat" caption_hidden=true columns>
                {rows}
            </Table>
        </div>
    }
    .into_any()
}
