//! Whom the register can reach at a board (*contactpersonen*).

use super::api;
use crate::{
    design::{
        Actions, Alert, Badge, Button, Card, Cell, Choice, Column, ErrorSummary, Hidden, Row,
        RowHead, SelectField, Stack, Table, TextField, Tone, Weight,
    },
    session::{Form, FormState},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use serde::{Deserialize, Serialize};
use shared::notation;
use uuid::Uuid;

/// The roles that a contact person can have: code and word.
pub const ROLES: [(&str, &str); 4] = [
    ("contact", "Contactpersoon"),
    ("delivery", "Levert de benoemingen"),
    ("decision", "Beslist namens het bestuur"),
    ("deputy", "Vervanger"),
];

/// Somebody who can be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPerson {
    /// The entry.
    pub id: Uuid,
    /// One of [`ROLES`].
    pub role: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number, when there is one.
    pub phone: Option<String>,
    /// The day on which the address refused a letter.
    pub unreachable: Option<Date>,
}

/// The contact persons of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    /// Who can be reached, by name.
    pub people: Vec<ContactPerson>,
    /// The day on which the board last said that this is right; nothing without people.
    pub confirmed: Option<Date>,
    /// Whether it is time to look at it again.
    pub is_due: bool,
}

/// A contact person as it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewContact {
    /// One of [`ROLES`].
    #[serde(default)]
    pub role: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The e-mail address.
    #[serde(default)]
    pub email: String,
    /// The telephone number; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// What can be done with contact persons.
#[derive(Clone, Copy)]
pub struct ContactActions {
    /// Adds one.
    pub add: ServerAction<api::AddContact>,
    /// Removes one.
    pub remove: ServerAction<api::RemoveContact>,
    /// Says that all of them are right.
    pub confirm: ServerAction<api::ConfirmContacts>,
}

/// The part of the page about contact persons.
#[component]
pub fn ContactCard(
    /// How it stands.
    contacts: Contacts,
    /// What can be done.
    actions: ContactActions,
    /// A form that came back.
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::new(actions.add, returned);
    let standing = standing(&contacts, actions.confirm);
    let people = people(contacts.people, actions.remove);
    let roles = ROLES.map(|(code, word)| Choice::new(code, word)).to_vec();
    view! {
        <Card title="Wie kunnen we bereiken?" id="contactpersonen">
            <Stack>
                {standing} {people} <ErrorSummary problem=form.problem()/>
                <ActionForm action=actions.add attr:class="lr-stack lr-stack--m">
                    <h3 class="utrecht-heading-3">"Voeg iemand toe"</h3>
                    <div class="lr-grid lr-grid--2">
                        <TextField
                            name="name"
                            label="Naam"
                            value=form.value("name", "")
                            error=form.error("name")
                        />
                        <SelectField
                            name="role"
                            label="Rol"
                            value=form.value("role", "contact")
                            choices=roles
                            error=form.error("role")
                        />
                        <TextField
                            name="email"
                            label="E-mailadres"
                            kind="email"
                            value=form.value("email", "")
                            error=form.error("email")
                        />
                        <TextField
                            name="phone"
                            label="Telefoon"
                            kind="tel"
                            optional=true
                            value=form.value("phone", "")
                            error=form.error("phone")
                        />
                    </div>
                    <Actions>
                        <Button weight=Weight::Secondary>"Voeg toe"</Button>
                    </Actions>
                </ActionForm>
            </Stack>
        </Card>
    }
}

/// When it was last confirmed, and the button to do so again.
fn standing(contacts: &Contacts, confirm: ServerAction<api::ConfirmContacts>) -> AnyView {
    let Some(confirmed) = contacts.confirmed else {
        return view! {
            <Alert tone=Tone::Warning>
                <p>
                    "We kennen nog niemand bij je bestuur. Voeg ten minste 1 contactpersoon toe, dan \
                     kunnen we je bereiken als er iets misgaat met een levering."
                </p>
            </Alert>
        }
        .into_any();
    };
    let words = format!(
        "Je bestuur zei op {} dat dit klopt. We vragen het twee keer per jaar. Kijk dan ook of je \
         iedereen kent die hierboven is ingelogd.",
        notation::date(confirmed)
    );
    let tone = if contacts.is_due {
        Tone::Warning
    } else {
        Tone::Info
    };
    view! {
        <Alert tone>
            <p>{words}</p>
            <ActionForm action=confirm>
                <Button weight=Weight::Secondary>"Dit klopt nog"</Button>
            </ActionForm>
        </Alert>
    }
    .into_any()
}

fn people(people: Vec<ContactPerson>, remove: ServerAction<api::RemoveContact>) -> Option<AnyView> {
    if people.is_empty() {
        return None;
    }
    let rows = people
        .into_iter()
        .map(|person| {
            let name = person.name.clone();
            let role = ROLES.into_iter().find(|(code, _)| *code == person.role);
            view! {
                <Row>
                    <RowHead>{person.name}</RowHead>
                    <Cell label="Rol">{role.map(|(_, word)| word)}</Cell>
                    <Cell label="E-mailadres">
                        {person.email} " " <Unreachable since=person.unreachable/>
                    </Cell>
                    <Cell label="Telefoon">
                        {person.phone.unwrap_or_else(|| "Geen".to_owned())}
                    </Cell>
                    <Cell label="Weghalen">
                        <ActionForm action=remove>
                            <Hidden name="id" value=person.id.to_string()/>
                            <button class="utrecht-link lr-linkbutton" type="submit">
                                "Haal weg"<span class="lr-vh">": "{name}</span>
                            </button>
                        </ActionForm>
                    </Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Naam"),
        Column::text("Rol"),
        Column::text("E-mailadres"),
        Column::text("Telefoon"),
        Column::text("Weghalen"),
    ];
    Some(
        view! {
            <Table caption="Contactpersonen" caption_hidden=true columns>{rows}</Table>
        }
        .into_any(),
    )
}

/// That an address refused our last letter.
#[component]
pub fn Unreachable(
    /// The day on which it did, if it did.
    since: Option<Date>,
) -> impl IntoView {
    since.map(|day| {
        let words = format!("Niet bereikbaar sinds {}", notation::date(day));
        view! { <Badge tone=Tone::Warning>{words}</Badge> }
    })
}
