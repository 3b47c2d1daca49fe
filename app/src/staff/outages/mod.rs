//! When the register could not be reached (article 2:21 Awb).

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use super::{loaded, waiting};
use crate::{
    design::{Card, Cell, Column, Empty, Icons, PageHead, Paragraph, Row, RowHead, Table},
    failure::Answer,
    page::Page,
};
use jiff::civil::DateTime;
use leptos::prelude::*;
use leptos_meta::Title;
use shared::notation;

/// From when until when, in Dutch time.
pub type Silence = (DateTime, DateTime);

/// `/behandeling/storingen`
pub struct OutagesPage(Resource<Answer<Vec<Silence>>>);

impl Page for OutagesPage {
    fn data() -> Self {
        Self(Resource::new(|| (), |()| api::list_outages()))
    }

    fn view(this: Self) -> AnyView {
        let outages = this.0;
        view! {
            <Title text="Storingen - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move { loaded(outages.await, page) })}
            </Transition>
        }
        .into_any()
    }
}

fn page(outages: Vec<Silence>) -> impl IntoView {
    let list = if outages.is_empty() {
        view! {
            <Empty icon=Icons::CircleCheck title="Er waren geen storingen">
                <Paragraph muted=true>"Hier staat wanneer het register langer dan 5 minuten niet bereikbaar was."</Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        let rows = outages
            .into_iter()
            .map(|(from, until)| {
                view! {
                    <Row>
                        <RowHead>{notation::date_time(from)}</RowHead>
                        <Cell label="Tot">{notation::date_time(until)}</Cell>
                    </Row>
                }
            })
            .collect_view();
        let columns = ["Vanaf", "Tot"].map(Column::text).to_vec();
        view! {
            <Card title="Wanneer het register niet bereikbaar was" id="storingen">
                <Table caption="Storingen" caption_hidden=true columns>{rows}</Table>
            </Card>
        }
        .into_any()
    };
    view! {
        <PageHead
            title="Storingen"
            lead="Wie door een storing te laat is, krijgt tot de eerste werkdag erna (artikel 2:21 Awb)."
        />
        {list}
    }
}
