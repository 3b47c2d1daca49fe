//! Which programs may deliver for the board.

use super::api;
use crate::{
    design::{
        Actions, Button, Card, Cell, Choice, Column, ErrorSummary, Hidden, Row, RowHead,
        SelectField, Table, Weight,
    },
    session::{Form, FormState},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use serde::{Deserialize, Serialize};
use shared::notation;
use uuid::Uuid;

/// A supplier that may deliver for the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The supplier.
    pub supplier: Uuid,
    /// Its name.
    pub name: String,
    /// Its organisation number (*OIN*).
    pub oin: String,
    /// The first day.
    pub from: Date,
}

/// The mandates of the board, and to whom it can give one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandates {
    /// Who may deliver today.
    pub given: Vec<Mandate>,
    /// Who else could: supplier and name.
    pub others: Vec<(Uuid, String)>,
}

/// The part of the page about programs.
#[component]
pub fn MandateCard(
    /// How it stands.
    mandates: Mandates,
    /// Gives a mandate.
    grant: ServerAction<api::GrantMandate>,
    /// Ends one.
    end: ServerAction<api::EndMandate>,
    /// A form that came back.
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::new(grant, returned);
    let given = given(mandates.given, end);
    let choices = mandates
        .others
        .into_iter()
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect::<Vec<_>>();
    let choose = if choices.is_empty() {
        view! {
            <p class="lr-muted">
                "Er is geen andere leverancier die kan leveren. Mist jouw leverancier? Laat die \
                 zich bij ons melden."
            </p>
        }
        .into_any()
    } else {
        let choices = [Choice::new("", "Kies een leverancier")]
            .into_iter()
            .chain(choices)
            .collect::<Vec<_>>();
        view! {
            <ErrorSummary problem=form.problem()/>
            <ActionForm action=grant attr:class="lr-stack lr-stack--m">
                <SelectField
                    name="supplier"
                    label="Wie mag voor je bestuur leveren?"
                    hint="Vanaf vandaag. Je kunt het altijd stoppen. Je bestuur blijft verantwoordelijk."
                    value=form.value("supplier", "")
                    choices
                    error=form.error("supplier")
                />
                <Actions><Button weight=Weight::Secondary>"Geef een machtiging"</Button></Actions>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <Card title="Programma's die voor je leveren" id="machtigingen">
            <div class="lr-stack lr-stack--l">{given} {choose}</div>
        </Card>
    }
}

fn given(mandates: Vec<Mandate>, end: ServerAction<api::EndMandate>) -> AnyView {
    if mandates.is_empty() {
        return view! {
            <p class="lr-muted">
                "Geen enkel programma mag nu voor je bestuur leveren. Bestanden stuur je zelf."
            </p>
        }
        .into_any();
    }
    let rows = mandates
        .into_iter()
        .map(|mandate| {
            let name = mandate.name.clone();
            view! {
                <Row>
                    <RowHead>{mandate.name}</RowHead>
                    <Cell label="OIN"><span class="lr-id">{mandate.oin}</span></Cell>
                    <Cell label="Sinds">{notation::date(mandate.from)}</Cell>
                    <Cell label="Stoppen">
                        <ActionForm action=end>
                            <Hidden name="supplier" value=mandate.supplier.to_string()/>
                            <button class="utrecht-link lr-linkbutton" type="submit">
                                "Stop"
                                <span class="lr-vh">" de machtiging van "{name}</span>
                            </button>
                        </ActionForm>
                    </Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Leverancier"),
        Column::text("OIN"),
        Column::text("Sinds"),
        Column::text("Stoppen"),
    ];
    view! {
        <Table caption="Machtigingen van je bestuur" caption_hidden=true columns>
            {rows}
        </Table>
    }
    .into_any()
}
