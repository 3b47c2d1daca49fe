//! Whom the teachers elected, for the secretariat that notes the outcome of an election.

use super::{Elected, api};
use crate::{
    design::{
        Actions, Button, Card, Cell, Column, DateField, ErrorSummary, Identifier, Row, RowHead,
        Stack, Table, TextField,
    },
    session::{Form, FormState},
};
use leptos::{form::ActionForm, prelude::*};
use shared::notation;

/// The elected members, and the form that adds one.
#[component]
pub fn Delegates(
    /// Who is or was elected.
    elected: Vec<Elected>,
    /// What came back, when something did.
    returned: Option<FormState>,
    /// Notes one.
    note: ServerAction<api::NoteDelegate>,
) -> impl IntoView {
    let form = Form::new(note, returned);
    let empty = || (String::new(), String::new(), String::new());
    let (from, until) = (form.date("from", empty()), form.date("until", empty()));
    let rows = elected
        .into_iter()
        .map(|one| {
            let until = notation::date(one.until);
            let when = format!("{} tot en met {until}", notation::date(one.from));
            view! {
                <Row>
                    <RowHead><Identifier value=one.number/></RowHead>
                    <Cell label="Wanneer">{when}</Cell>
                    <Cell label="Verkiezing">{one.basis}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = ["Leraar", "Wanneer", "Verkiezing"]
        .map(Column::text)
        .to_vec();
    view! {
        <Card title="Afgevaardigden" id="afgevaardigden">
            <Stack>
                <Table caption="Afgevaardigden" caption_hidden=true columns>{rows}</Table>
                <ErrorSummary problem=form.problem()/>
                <ActionForm action=note attr:class="lr-stack lr-stack--m">
                    <TextField
                        name="number"
                        label="Registratienummer van de gekozen leraar"
                        value=form.value("number", "")
                        error=form.error("number")
                        inputmode="numeric"
                    />
                    <TextField
                        name="basis"
                        label="Bij welke verkiezing?"
                        hint="Bijvoorbeeld Verkiezing 2026."
                        value=form.value("basis", "")
                        error=form.error("basis")
                    />
                    <DateField name="from" legend="Vanaf welke dag?" value=from error=form.error("from")/>
                    <DateField
                        name="until"
                        legend="Tot en met welke dag?"
                        value=until
                        error=form.error("until")
                    />
                    <Actions><Button>"Leg vast"</Button></Actions>
                </ActionForm>
            </Stack>
        </Card>
    }
}
