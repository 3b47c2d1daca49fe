//! When the register could not be reached (article 2:21 Awb).

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use super::{loaded, waiting};
use crate::{
    design::{
        Actions, Button, Card, Cell, Column, DateField, Empty, ErrorSummary, Icons, PageHead,
        Paragraph, Row, RowHead, Stack, Table, TextArea, TextField, Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, answered, returned_form},
};
use jiff::civil::DateTime;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::notation;

/// A time in which the register could not be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// From when, in Dutch time.
    pub from: DateTime,
    /// Until when.
    pub until: DateTime,
    /// Why it counts, when somebody entered it; nothing of what the register saw itself.
    pub reason: Option<String>,
}

/// An outage that somebody enters, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOutage {
    /// The day it began.
    #[serde(default)]
    pub from_day: String,
    /// The month of it.
    #[serde(default)]
    pub from_month: String,
    /// The year of it.
    #[serde(default)]
    pub from_year: String,
    /// The time of that day: `14:30`.
    #[serde(default)]
    pub from_time: String,
    /// The day it was over.
    #[serde(default)]
    pub until_day: String,
    /// The month of it.
    #[serde(default)]
    pub until_month: String,
    /// The year of it.
    #[serde(default)]
    pub until_year: String,
    /// The time of that day.
    #[serde(default)]
    pub until_time: String,
    /// Why it counts.
    #[serde(default)]
    pub reason: String,
}

/// `/behandeling/storingen`
pub struct OutagesPage {
    data: Resource<(Answer<Vec<Silence>>, Option<FormState>)>,
    enter: ServerAction<api::EnterOutage>,
}

impl Page for OutagesPage {
    fn data() -> Self {
        let returned = returned_form();
        let enter = ServerAction::<api::EnterOutage>::new();
        let asked = move || (returned(), answered(enter));
        Self {
            data: Resource::new(asked, |(returned, _)| async move {
                (api::list_outages().await, FormState::load(returned).await)
            }),
            enter,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, enter } = this;
        view! {
            <Title text="Storingen - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (outages, returned) = data.await;
                    let form = Form::new(enter, returned);
                    loaded(outages, |outages| page(outages, form, enter))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(outages: Vec<Silence>, form: Form, enter: ServerAction<api::EnterOutage>) -> impl IntoView {
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
            .map(|one| {
                let why = one.reason.unwrap_or_else(|| "Zelf gemerkt".to_owned());
                view! {
                    <Row>
                        <RowHead>{notation::date_time(one.from)}</RowHead>
                        <Cell label="Tot">{notation::date_time(one.until)}</Cell>
                        <Cell label="Waarom">{why}</Cell>
                    </Row>
                }
            })
            .collect_view();
        let columns = ["Vanaf", "Tot", "Waarom"].map(Column::text).to_vec();
        view! {
            <Card title="Wanneer het register niet bereikbaar was" id="storingen">
                <Table caption="Storingen" caption_hidden=true columns>{rows}</Table>
            </Card>
        }
        .into_any()
    };
    view! {
        <ErrorSummary problem=form.problem()/>
        <PageHead
            title="Storingen"
            lead="Wie door een storing te laat is, krijgt tot de eerste werkdag erna (artikel 2:21 Awb)."
        />
        <Stack>
            {list}
            <Card title="Meld een storing" id="melden" quiet=true>
                <Stack>
                    <Paragraph>"Voor wat het register zelf niet merkt: DigiD deed het niet, of niemand kwam erdoor. Termijnen lopen dan door. Je kunt dit niet terugdraaien."</Paragraph>
                    <ActionForm action=enter attr:class="lr-stack lr-stack--m">
                        <DateField name="from" legend="Vanaf" value=form.date("from", Default::default()) error=form.error("from")/>
                        <TextField name="from_time" label="Hoe laat begon het?" hint="Bijvoorbeeld 14:30." value=form.value("from_time", "") error=form.error("from_time") narrow=true/>
                        <DateField name="until" legend="Tot" value=form.date("until", Default::default()) error=form.error("until")/>
                        <TextField name="until_time" label="Hoe laat was het voorbij?" value=form.value("until_time", "") error=form.error("until_time") narrow=true/>
                        <TextArea name="reason" label="Wat was er aan de hand?" hint="En hoe we dat weten." value=form.value("reason", "") error=form.error("reason") rows=3/>
                        <Actions><Button weight=Weight::Secondary>"Meld de storing"</Button></Actions>
                    </ActionForm>
                </Stack>
            </Card>
        </Stack>
    }
}
