//! Who has been here for the board.

use super::{
    api,
    contacts::{ContactActions, ContactCard, Contacts},
    loaded,
    mandates::{MandateCard, Mandates},
    waiting,
};
use crate::page::Page;
use crate::{
    design::{Cell, Column, Inset, PageHead, Row, RowHead, Stack, Table},
    failure::Answer,
    session::{FormState, returned_form},
};
use jiff::civil::DateTime;
use leptos::prelude::*;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::notation;

/// Somebody who logged in for the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// The name that eHerkenning gave.
    pub name: String,
    /// The end of the pseudonym under which eHerkenning knows the person.
    pub pseudonym: String,
    /// When the last login of this person was, in Dutch time.
    pub last: DateTime,
    /// How often this person logged in, in the period shown.
    pub times: i64,
    /// Whether this is the one who looks.
    pub you: bool,
}

/// Who logged in, who can be reached, and which programs may deliver.
type Everybody = (Vec<Login>, Contacts, Mandates);

/// What the page shows, and a form that came back.
type Data = (Answer<Everybody>, Option<FormState>);

/// `/school/toegang`: who logged in for the board, who can be reached there, and which programs
/// deliver for it.
pub struct SchoolAccessPage {
    data: Resource<Data>,
    grant: ServerAction<api::GrantMandate>,
    end: ServerAction<api::EndMandate>,
    contacts: ContactActions,
}

impl Page for SchoolAccessPage {
    fn data() -> Self {
        let grant = ServerAction::<api::GrantMandate>::new();
        let end = ServerAction::<api::EndMandate>::new();
        let contacts = ContactActions {
            add: ServerAction::new(),
            remove: ServerAction::new(),
            confirm: ServerAction::new(),
        };
        // Only what changed something is a reason to load again: after a mistake the form keeps
        // what is chosen in it.
        let changes = RwSignal::new(0_u32);
        let answers = [
            grant.value(),
            end.value(),
            contacts.add.value(),
            contacts.remove.value(),
            contacts.confirm.value(),
        ];
        for answer in answers {
            Effect::new(move |_| {
                if matches!(answer.get(), Some(Ok(()))) {
                    changes.update(|changes| *changes += 1);
                }
            });
        }
        let returned = returned_form();
        let asked = move || (changes.get(), returned());
        Self {
            data: Resource::new(asked, |(_, returned)| async move {
                (everybody().await, FormState::load(returned).await)
            }),
            grant,
            end,
            contacts,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            grant,
            end,
            contacts: actions,
        } = this;
        view! {
            <Title text="Toegang - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (everybody, returned) = data.await;
                    loaded(everybody, move |(logins, contacts, mandates)| {
                        view! {
                            {page(logins)}
                            <div class="lr-stack lr-stack--l lr-above">
                                <ContactCard contacts actions returned=returned.clone()/>
                                <MandateCard mandates grant end returned/>
                            </div>
                        }
                    })
                })}
            </Transition>
        }
        .into_any()
    }
}

async fn everybody() -> Answer<Everybody> {
    Ok((
        api::who_has_access().await?,
        api::list_contacts().await?,
        api::list_mandates().await?,
    ))
}

fn page(logins: Vec<Login>) -> impl IntoView {
    let rows = logins
        .into_iter()
        .map(|login| {
            view! {
                <Row>
                    <RowHead>
                        {login.name}
                        {login.you.then_some(" (jij)")}
                    </RowHead>
                    <Cell label="Pseudoniem">
                        <span class="lr-id">"…"{login.pseudonym}</span>
                    </Cell>
                    <Cell label="Laatst ingelogd">{notation::date_time(login.last)}</Cell>
                    <Cell label="Aantal keer" numeric=true>{notation::number(login.times)}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Naam"),
        Column::text("Pseudoniem"),
        Column::text("Laatst ingelogd"),
        Column::number("Aantal keer"),
    ];
    view! {
        <PageHead
            title="Wie heeft toegang?"
            lead="Deze mensen logden de laatste 90 dagen in voor je bestuur."
        />
        <Stack>
            <div class="lr-card">
                <Table caption="Ingelogd voor je bestuur" caption_hidden=true columns>
                    {rows}
                </Table>
            </div>
            <Inset>
                <p>
                    "Wie namens je bestuur mag inloggen, regel je bij je leverancier van \
                     eHerkenning. Ken je iemand in deze lijst niet? Trek dan daar meteen de \
                     machtiging in."
                </p>
            </Inset>
        </Stack>
    }
}
