//! Which programs may deliver for the board.

use super::api;
use crate::{
    design::{
        Actions, Badge, Button, Card, Cell, Check, Choice, Column, ErrorSummary, Hidden, Row,
        RowHead, SelectField, Table, TextField, Tone, Weight,
    },
    session::{Form, FormState},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use serde::{Deserialize, Serialize};
use shared::notation;
use uuid::Uuid;

/// That a supplier may deliver for the board, now or from a day to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The supplier.
    pub supplier: Supplier,
    /// Its organisation number (*OIN*).
    pub oin: String,
    /// The first day.
    pub from: Date,
    /// The last day, when there is one.
    pub until: Option<Date>,
    /// Whether the first day is still to come.
    pub announced: bool,
    /// Whether its people may log in and deliver too, beside its programs.
    pub people: bool,
}

/// A supplier of software.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    /// Which one.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The day on which it got its first certificate for the messages of today.
    pub certified: Option<Date>,
}

impl Supplier {
    /// Whether it has a certificate, in a few words.
    fn certificate(&self) -> String {
        self.certified.map_or_else(
            || "nog geen certificaat".to_owned(),
            |since| format!("certificaat sinds {}", notation::date(since)),
        )
    }
}

/// The mandates of the board, and to whom it can give one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandates {
    /// Who may deliver today, or will.
    pub given: Vec<Mandate>,
    /// Who could get one: every supplier but those whose mandate has no end.
    pub others: Vec<Supplier>,
}

/// A mandate as it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMandate {
    /// The supplier.
    #[serde(default)]
    pub supplier: String,
    /// The first day; today when it is empty.
    #[serde(default)]
    pub from: String,
    /// The last day; without end when it is empty.
    #[serde(default)]
    pub until: String,
    /// Whether its people may log in and deliver too.
    #[serde(default)]
    pub people: bool,
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
    let people = form.value("people", "") == "true";
    let given = given(mandates.given, end);
    let choices = mandates
        .others
        .into_iter()
        .map(|supplier| {
            let label = format!("{} ({})", supplier.name, supplier.certificate());
            Choice::new(supplier.id.to_string(), label)
        })
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
                    hint="Een certificaat zegt dat het programma alle proefgevallen goed aanlevert. Levert een administratiekantoor voor je? Kies dan het kantoor. Je kunt een machtiging altijd stoppen. Je bestuur blijft verantwoordelijk."
                    value=form.value("supplier", "")
                    choices
                    error=form.error("supplier")
                />
                <div class="lr-grid lr-grid--2">
                    <TextField
                        name="from"
                        label="Vanaf"
                        hint="Vul je niets in, dan is dat vandaag. Bijvoorbeeld 01-01-2027"
                        optional=true
                        maxlength=10
                        value=form.value("from", "")
                        error=form.error("from")
                    />
                    <TextField
                        name="until"
                        label="Tot en met"
                        hint="Vul je niets in, dan heeft de machtiging geen einde. Bijvoorbeeld 31-12-2027"
                        optional=true
                        maxlength=10
                        value=form.value("until", "")
                        error=form.error("until")
                    />
                </div>
                <Check
                    name="people"
                    value="true"
                    label="Het is een administratiekantoor: ook mensen van het kantoor mogen inloggen en leveren"
                    note="Zij zien dan alleen de leveringen van je bestuur, en herstellen daar fouten in."
                    checked=people
                />
                <Actions><Button weight=Weight::Secondary>"Geef een machtiging"</Button></Actions>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <Card title="Programma's en kantoren die voor je leveren" id="machtigingen">
            <div class="lr-stack lr-stack--l">{given} {choose}</div>
        </Card>
    }
}

fn given(mandates: Vec<Mandate>, end: ServerAction<api::EndMandate>) -> AnyView {
    if mandates.is_empty() {
        return view! {
            <p class="lr-muted">
                "Geen enkel programma of kantoor mag nu voor je bestuur leveren. Bestanden stuur je zelf."
            </p>
        }
        .into_any();
    }
    let rows = mandates
        .into_iter()
        .map(|mandate| {
            let from = notation::date(mandate.from);
            let until = mandate
                .until
                .map_or_else(|| "Geen einde".to_owned(), notation::date);
            let which = format!(" de machtiging van {} vanaf {from}", mandate.supplier.name);
            let (tone, stands) = if mandate.announced {
                (Tone::Neutral, "Gaat nog in")
            } else {
                (Tone::Ok, "Geldt nu")
            };
            let certificate = mandate.supplier.certificate();
            view! {
                <Row>
                    <RowHead>
                        {mandate.supplier.name.clone()}
                        <br/>
                        <span class="lr-xs lr-muted">{certificate}</span>
                    </RowHead>
                    <Cell label="Wie levert">
                        {if mandate.people { "Programma's en mensen" } else { "Programma's" }}
                    </Cell>
                    <Cell label="OIN"><span class="lr-id">{mandate.oin}</span></Cell>
                    <Cell label="Vanaf">{from}</Cell>
                    <Cell label="Tot en met">{until}</Cell>
                    <Cell label="Stand"><Badge tone>{stands}</Badge></Cell>
                    <Cell label="Stoppen">
                        <ActionForm action=end>
                            <Hidden name="supplier" value=mandate.supplier.id.to_string()/>
                            <Hidden name="from" value=mandate.from.to_string()/>
                            <button class="utrecht-link lr-linkbutton" type="submit">
                                {if mandate.announced { "Trek in" } else { "Stop" }}
                                <span class="lr-vh">{which}</span>
                            </button>
                        </ActionForm>
                    </Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Leverancier"),
        Column::text("Wie levert"),
        Column::text("OIN"),
        Column::text("Vanaf"),
        Column::text("Tot en met"),
        Column::text("Stand"),
        Column::text("Stoppen"),
    ];
    view! {
        <Table caption="Machtigingen van je bestuur" caption_hidden=true columns>
            {rows}
        </Table>
    }
    .into_any()
}
