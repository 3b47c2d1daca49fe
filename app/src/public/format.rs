//! The format in which a portfolio goes in and out, for everyone.

use crate::{
    design::{
        Bullet, Bullets, Card, Cell, Column, Identifier, PageHead, Paragraph, Row, RowHead, Stack,
        Table, TextLink,
    },
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use shared::portfolio::{
    ActivityKind, Category,
    exchange::{FIELDS, FORMAT, VERSION},
};

/// `/portfolio/formaat`
pub struct FormatPage;

impl Page for FormatPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let fields = FIELDS
            .iter()
            .map(|field| {
                let name = match field.also {
                    Some(also) => format!("{} (of {also})", field.name),
                    None => field.name.to_owned(),
                };
                let required = if field.required { "ja" } else { "nee" };
                view! {
                    <Row>
                        <RowHead><Identifier value=name/></RowHead>
                        <Cell label="Nodig">{required}</Cell>
                        <Cell label="Wat erin staat">{field.holds()}</Cell>
                        <Cell label="Betekenis">{field.meaning}</Cell>
                        <Cell label="Voorbeeld">{field.example}</Cell>
                    </Row>
                }
            })
            .collect_view();
        let kinds = ActivityKind::ALL
            .into_iter()
            .map(|kind| code(kind.code(), kind.label()))
            .collect_view();
        let categories = Category::ALL
            .into_iter()
            .map(|category| code(category.code(), category.label()))
            .collect_view();
        view! {
            <Title text="Formaat van het portfolio - Lerarenregister"/>
            <PageHead
                title="Formaat van het portfolio"
                lead="Zo staat een portfolio in een bestand: als een leraar het meeneemt, en als een leraar een oude portfolio meebrengt."
            />
            <Stack>
                <Card title="Bestanden" id="bestanden">
                    <Bullets>
                        <Bullet>
                            "JSON: een object met "<Identifier value="formaat"/>" ("
                            <Identifier value=FORMAT/>"), "<Identifier value="versie"/>" ("
                            {VERSION}") en "<Identifier value="activiteiten"/>". Alleen een lijst van \
                            activiteiten mag ook."
                        </Bullet>
                        <Bullet>
                            "CSV: een rij per activiteit, met de namen van de velden erboven. Met puntkomma’s of \
                             komma’s, in UTF-8 of Windows-1252."
                        </Bullet>
                        <Bullet>"Ten hoogste 5 MB en 2.000 activiteiten."</Bullet>
                        <Bullet>
                            "Wat een leraar meeneemt, heeft bij een activiteit ook "<Identifier value="herkomst"/>", "
                            <Identifier value="bewijzen"/>", "<Identifier value="feedback"/>
                            " van collega’s en "<Identifier value="gevalideerd_volgens"/>
                            ". Die staan in het JSON Schema. Bij het importeren lezen we ze niet."
                        </Bullet>
                    </Bullets>
                    <Bullets>
                        <Bullet>
                            <TextLink href="/portfolio/formaat/1/portfolio.schema.json" external=true>
                                "JSON Schema"
                            </TextLink>
                        </Bullet>
                        <Bullet>
                            <TextLink href="/portfolio/formaat/1/voorbeeld.csv" external=true>
                                "Voorbeeld in CSV"
                            </TextLink>
                        </Bullet>
                    </Bullets>
                </Card>
                <Card title="Velden van een activiteit" id="velden">
                    <Table
                        caption="Velden van een activiteit"
                        caption_hidden=true
                        columns=vec![
                            Column::text("Veld"),
                            Column::text("Nodig"),
                            Column::text("Wat erin staat"),
                            Column::text("Betekenis"),
                            Column::text("Voorbeeld"),
                        ]
                    >
                        {fields}
                    </Table>
                </Card>
                <Card title="Codes" id="codes">
                    <Paragraph>"Soort activiteit:"</Paragraph>
                    <Bullets>{kinds}</Bullets>
                    <Paragraph>"Onderwerp (categorie):"</Paragraph>
                    <Bullets>{categories}</Bullets>
                    <Paragraph>
                        "Staat er iets anders? Dan kiezen we wat het beste past bij de namen van het oude, \
                         vrijwillige register. Past er niets, dan kiest de leraar zelf."
                    </Paragraph>
                </Card>
            </Stack>
        }
        .into_any()
    }
}

fn code(code: &'static str, label: &'static str) -> impl IntoView {
    view! { <Bullet><Identifier value=code/>": "{label}</Bullet> }
}
