//! What the inspectorate (*Inspectie van het Onderwijs*) sees of the schools that it supervises.

use super::{Expired, Supervision, api};
use crate::{
    design::{
        Card, Cell, Column, Empty, Icons, PageHead, Paragraph, Row, RowHead, Stack, Table, TextLink,
    },
    failure::Answer,
    page::Page,
    staff::{loaded, waiting},
};
use leptos::prelude::*;
use leptos_meta::Title;
use shared::notation;

/// `/behandeling/toezicht`
pub struct SupervisionPage(Resource<Answer<Supervision>>);

impl Page for SupervisionPage {
    fn data() -> Self {
        Self(Resource::new(|| (), |()| api::read_supervision()))
    }

    fn view(this: Self) -> AnyView {
        let data = this.0;
        view! {
            <Title text="Toezicht - Lerarenregister"/>
            <PageHead
                title="Toezicht"
                lead="Benoemingen in het registervoorportaal waarvan de uiterste datum voorbij is. Het bestuur heeft hierover een signaal gekregen."
            />
            <Suspense fallback=waiting>
                {move || Suspend::new(async move { loaded(data.await, page) })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(supervision: Supervision) -> AnyView {
    if supervision.expired.is_empty() {
        return view! {
            <Empty icon=Icons::ShieldCheck title="Geen termijn is voorbij">
                <p class="utrecht-paragraph lr-muted">
                    "Zodra een leraar langer in het voorportaal staat dan de wet toelaat, zie je dat hier."
                </p>
            </Empty>
        }
        .into_any();
    }
    let shown = i64::try_from(supervision.expired.len()).unwrap_or(i64::MAX);
    let more = (supervision.count > shown).then(|| {
        let words = format!(
            "Je ziet de {} die het langst voorbij zijn, van {}.",
            notation::number(shown),
            notation::number(supervision.count)
        );
        view! { <Paragraph muted=true>{words}</Paragraph> }
    });
    let rows = supervision.expired.into_iter().map(row).collect_view();
    let columns = ["Leraar", "Bestuur", "School", "Grondslag", "Uiterste datum"]
        .map(Column::text)
        .to_vec();
    view! {
        <Card title="Termijn voorbij" id="voorbij">
            <Stack>
                <Paragraph small=true muted=true>
                    "De leraren lezen dat de Inspectie van het Onderwijs deze lijst zag. De naam staat \
                     er niet bij: zoek een leraar op als je die nodig hebt."
                </Paragraph>
                {more}
                <Table caption="Benoemingen waarvan de uiterste datum voorbij is" caption_hidden=true columns>
                    {rows}
                </Table>
            </Stack>
        </Card>
    }
    .into_any()
}

fn row(expired: Expired) -> impl IntoView {
    let href = format!("/behandeling/leraar?nummer={}", expired.teacher);
    view! {
        <Row>
            <RowHead><TextLink href>{expired.teacher}</TextLink></RowHead>
            <Cell label="Bestuur">{expired.board}</Cell>
            <Cell label="School">{expired.school}</Cell>
            <Cell label="Grondslag">{expired.ground}</Cell>
            <Cell label="Uiterste datum">{notation::date(expired.latest)}</Cell>
        </Row>
    }
}
