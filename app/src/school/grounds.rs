//! The grounds that a school can choose from, with the way to the decision aid.

use super::{Shelf, api, loaded, waiting};
use crate::page::Page;
use crate::{
    design::{
        Actions, ButtonLink, Card, Cell, Column, Details, PageHead, Row, RowHead, Stack, Table,
        Weight,
    },
    failure::Answer,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::notation;

/// The grounds of the sectors in which a board has schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundOverview {
    /// The day on which these grounds hold.
    pub today: Date,
    /// The version of the table.
    pub version: String,
    /// The sectors, each with its grounds.
    pub sectors: Vec<SectorGrounds>,
}

/// The grounds of one sector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectorGrounds {
    /// The code of the sector.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The grounds, in the order of the table.
    pub grounds: Vec<GroundRow>,
}

/// One ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundRow {
    /// The code.
    pub code: String,
    /// The name in plain Dutch.
    pub name: String,
    /// The article of law.
    pub article: String,
    /// `register`, `vestibule` or `none`.
    pub shelf: String,
    /// How long it lasts.
    pub maximum: String,
    /// Conditions, and how an unclear article was read.
    pub remark: Option<String>,
}

/// `/school/keuzehulp`: the grounds to choose from, and the questions that lead to one of them.
pub struct SchoolGroundsPage {
    data: Resource<Answer<GroundOverview>>,
}

impl Page for SchoolGroundsPage {
    fn data() -> Self {
        Self {
            data: Resource::new(|| (), |()| api::list_grounds()),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Hulp bij grondslag - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move { loaded(data.await, page) })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(overview: GroundOverview) -> impl IntoView {
    let lead = format!(
        "Deze grondslagen gelden op {}. De grondslag bepaalt of een benoeming in het \
         lerarenregister staat of in het registervoorportaal.",
        notation::date(overview.today),
    );
    let questions = questions(&overview.sectors);
    let sectors = overview.sectors.into_iter().map(sector).collect_view();
    view! {
        <PageHead title="Hulp bij de benoemingsgrondslag" lead/>
        <Stack>
            {questions}
            {sectors}
            <p class="lr-small lr-muted">
                "Versie "{overview.version}" van de tabel met grondslagen."
            </p>
        </Stack>
    }
}

/// The way to the decision aid, for each sector of the board.
fn questions(sectors: &[SectorGrounds]) -> impl IntoView + use<> {
    let one = sectors.len() == 1;
    let links = sectors
        .iter()
        .map(|sector| {
            let href = format!("/keuzehulp?sector={}", sector.code);
            let words = if one {
                "Beantwoord de vragen".to_owned()
            } else {
                format!("Beantwoord de vragen voor het {}", sector.name)
            };
            view! { <ButtonLink href weight=Weight::Secondary>{words}</ButtonLink> }
        })
        .collect_view();
    view! {
        <Card title="Welke grondslag past?" id="vragen">
            <p class="utrecht-paragraph lr-below">
                "Beantwoord een paar vragen. Je krijgt de code, de einddatum en wat je moet bewaren. We vragen geen gegevens van de leraar."
            </p>
            <Actions>{links}</Actions>
        </Card>
    }
}

fn sector(sector: SectorGrounds) -> impl IntoView {
    let caption = format!("Grondslagen in het {}", sector.name);
    let id = format!("sector-{}", sector.code);
    let labelled_by = id.clone();
    let title = caption.clone();
    let rows = sector.grounds.into_iter().map(ground).collect_view();
    let columns = vec![
        Column::text("Grondslag"),
        Column::text("Code"),
        Column::text("Staat in"),
        Column::text("Hoe lang"),
        Column::text("Artikel"),
    ];
    view! {
        <section class="lr-card" aria-labelledby=labelled_by>
            <h2 class="utrecht-heading-2" id=id>{title}</h2>
            <Table caption caption_hidden=true columns>{rows}</Table>
        </section>
    }
}

fn ground(ground: GroundRow) -> impl IntoView {
    let context = format!("Waar je op let bij {}", ground.code);
    view! {
        <Row>
            <RowHead>
                {ground.name}
                {ground
                    .remark
                    .map(|remark| {
                        view! { <Details summary=context><p>{remark}</p></Details> }
                    })}
            </RowHead>
            <Cell label="Code"><span class="lr-id">{ground.code}</span></Cell>
            <Cell label="Staat in">
                {if ground.shelf == "none" {
                    view! { "Niet leveren" }.into_any()
                } else {
                    view! { <Shelf code=ground.shelf/> }.into_any()
                }}
            </Cell>
            <Cell label="Hoe lang">{ground.maximum}</Cell>
            <Cell label="Artikel">{ground.article}</Cell>
        </Row>
    }
}
