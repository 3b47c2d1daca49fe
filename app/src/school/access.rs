//! Who has been here for the board.

use super::{api, loaded, waiting};
use crate::page::Page;
use crate::{
    design::{Cell, Column, Inset, PageHead, Row, RowHead, Stack, Table},
    failure::Answer,
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

/// `/school/toegang`: who logged in for the board.
pub struct SchoolAccessPage {
    data: Resource<Answer<Vec<Login>>>,
}

impl Page for SchoolAccessPage {
    fn data() -> Self {
        Self {
            data: Resource::new(|| (), |()| api::who_has_access()),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Toegang - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move { loaded(data.await, page) })}
            </Suspense>
        }
        .into_any()
    }
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
