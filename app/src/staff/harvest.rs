//! How often somebody asked more of the public register than a person would.

use super::{api, loaded, waiting};
use crate::{
    design::{Cell, Column, Empty, Icons, PageHead, Row, RowHead, Table},
    failure::Answer,
    page::Page,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::notation;

/// A day on which it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HarvestDay {
    /// The day in the Netherlands.
    pub day: Date,
    /// How many visitors opened too many pages of teachers.
    pub teachers: i64,
    /// How many searched too often.
    pub searches: i64,
}

/// `/behandeling/openbaar`
pub struct HarvestPage(Resource<Answer<Vec<HarvestDay>>>);

impl Page for HarvestPage {
    fn data() -> Self {
        Self(Resource::new(|| (), |()| api::list_harvests()))
    }

    fn view(this: Self) -> AnyView {
        let days = this.0;
        view! {
            <Title text="Openbaar register - Lerarenregister"/>
            <PageHead
                title="Openbaar register"
                lead="Hoe vaak iemand in de laatste 30 dagen meer leraren opzocht dan voor eigen gebruik nodig is. Zulke bezoekers moeten steeds langer wachten. Wie het waren, bewaren we niet."
            />
            <Suspense fallback=waiting>
                {move || Suspend::new(async move { loaded(days.await, table) })}
            </Suspense>
        }
        .into_any()
    }
}

fn table(days: Vec<HarvestDay>) -> AnyView {
    if days.is_empty() {
        return view! {
            <Empty icon=Icons::ShieldCheck title="Niemand zocht te veel op">
                <p class="utrecht-paragraph lr-muted">
                    "Zodra een bezoeker zijn deel van de dag opmaakt, zie je dat hier."
                </p>
            </Empty>
        }
        .into_any();
    }
    let columns = vec![
        Column::text("Dag"),
        Column::number("Bezoekers die te veel leraren bekeken"),
        Column::number("Bezoekers die te vaak zochten"),
    ];
    let rows = days
        .into_iter()
        .map(|day| {
            view! {
                <Row>
                    <RowHead>{notation::date(day.day)}</RowHead>
                    <Cell label="Bezoekers die te veel leraren bekeken" numeric=true>
                        {day.teachers}
                    </Cell>
                    <Cell label="Bezoekers die te vaak zochten" numeric=true>{day.searches}</Cell>
                </Row>
            }
        })
        .collect_view();
    view! {
        <Table caption="Bezoekers die te veel opzochten" columns>
            {rows}
        </Table>
    }
    .into_any()
}
