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
    design::{
        Actions, Button, Card, Cell, Check, Choice, ChoiceCard, ChoiceCards, Column, ErrorSummary,
        FieldGroup, Inset, PageHead, Row, RowHead, SelectField, Stack, Table, Weight,
    },
    failure::Answer,
    session::{Form, FormState, returned_form},
};
use jiff::civil::{Date, DateTime};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::notation;
use uuid::Uuid;

/// Who logged in for the board, and the schools of it to which one can be limited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Who logged in.
    pub logins: Vec<Login>,
    /// The schools of the board: code and name.
    pub schools: Vec<(String, String)>,
}

/// Somebody who logged in for the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// By what the register knows who it is.
    pub id: Uuid,
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
    /// The office of which the person is, when it is not of the board itself.
    pub office: Option<String>,
    /// The codes of the schools to which the person is limited; none for all of them.
    pub schools: Vec<String>,
    /// Since which day.
    pub since: Option<Date>,
}

/// Who logged in, who can be reached, and which programs may deliver.
type Everybody = (Access, Contacts, Mandates);

/// What the page shows, and a form that came back.
type Data = (Answer<Everybody>, Option<FormState>);

/// `/school/toegang`: who logged in for the board, who can be reached there, and which programs
/// deliver for it.
pub struct SchoolAccessPage {
    data: Resource<Data>,
    grant: ServerAction<api::GrantMandate>,
    end: ServerAction<api::EndMandate>,
    reach: ServerAction<api::SetReach>,
    contacts: ContactActions,
}

impl Page for SchoolAccessPage {
    fn data() -> Self {
        let grant = ServerAction::<api::GrantMandate>::new();
        let end = ServerAction::<api::EndMandate>::new();
        let reach = ServerAction::<api::SetReach>::new();
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
            reach.value(),
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
            reach,
            contacts,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            grant,
            end,
            reach,
            contacts: actions,
        } = this;
        view! {
            <Title text="Toegang - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (everybody, returned) = data.await;
                    loaded(everybody, move |(access, contacts, mandates)| {
                        view! {
                            {page(&access)}
                            <div class="lr-stack lr-stack--l lr-above">
                                {limiting(access, reach, returned.clone())}
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

fn page(access: &Access) -> impl IntoView + use<> {
    let rows = access
        .logins
        .iter()
        .cloned()
        .map(|login| {
            let reach = reach_of(&login, &access.schools);
            view! {
                <Row>
                    <RowHead>
                        {login.name}
                        {login.you.then_some(" (jij)")}
                    </RowHead>
                    <Cell label="Pseudoniem">
                        <span class="lr-id">"…"{login.pseudonym}</span>
                    </Cell>
                    <Cell label="Levert voor">{reach}</Cell>
                    <Cell label="Laatst ingelogd">{notation::date_time(login.last)}</Cell>
                    <Cell label="Aantal keer" numeric=true>{notation::number(login.times)}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Naam"),
        Column::text("Pseudoniem"),
        Column::text("Levert voor"),
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

/// For what somebody delivers, and since when that is less than everything.
fn reach_of(login: &Login, schools: &[(String, String)]) -> String {
    if let Some(office) = &login.office {
        return format!("Alle scholen, als medewerker van {office}");
    }
    let names: Vec<&str> = login
        .schools
        .iter()
        .map(|code| {
            let school = schools.iter().find(|(own, _)| own == code);
            school.map_or(code.as_str(), |(_, name)| name)
        })
        .collect();
    match login.since {
        Some(since) if !names.is_empty() => {
            format!("{}, sinds {}", names.join(", "), notation::date(since))
        }
        _ => "Alle scholen".to_owned(),
    }
}

/// Limits a colleague to some of the schools.
fn limiting(
    access: Access,
    reach: ServerAction<api::SetReach>,
    returned: Option<FormState>,
) -> Option<AnyView> {
    let others: Vec<Choice> = access
        .logins
        .iter()
        .filter(|login| !login.you && login.office.is_none())
        .map(|login| {
            let label = format!("{} (…{})", login.name, login.pseudonym);
            Choice::new(login.id.to_string(), label)
        })
        .collect();
    if others.is_empty() || access.schools.len() < 2 {
        return None;
    }
    let form = Form::new(reach, returned);
    let chosen = form.values("scholen", Vec::new());
    let whole = form.value("bereik", "");
    let boxes = access
        .schools
        .into_iter()
        .map(|(code, name)| {
            let checked = chosen.contains(&code);
            view! { <Check name="scholen[]" value=code.clone() label=name note=code checked/> }
        })
        .collect_view();
    let choices = [Choice::new("", "Kies een collega")]
        .into_iter()
        .chain(others)
        .collect::<Vec<_>>();
    Some(
        view! {
            <Card title="Voor welke scholen?" id="scholen-per-collega">
                <Stack>
                    <ErrorSummary problem=form.problem()/>
                    <p>
                        "Een collega die maar voor een paar scholen werkt, hoeft de andere niet te \
                         zien. Die collega ziet en levert dan alleen voor die scholen, en krijgt \
                         alleen daarvan taken. Toegang en machtigingen regelt die collega niet."
                    </p>
                    <ActionForm action=reach attr:class="lr-stack lr-stack--m">
                        <SelectField
                            name="login"
                            label="Welke collega?"
                            value=form.value("login", "")
                            choices
                            error=form.error("login")
                        />
                        <FieldGroup
                            id="bereik"
                            legend="Voor welke scholen?"
                            error=form.error("bereik")
                        >
                            <ChoiceCards>
                                <ChoiceCard
                                    name="bereik"
                                    value="alle"
                                    label="Alle scholen van je bestuur"
                                    checked=whole == "alle"
                                />
                                <ChoiceCard
                                    name="bereik"
                                    value="deze"
                                    label="Alleen de scholen die je hieronder kiest"
                                    checked=whole == "deze"
                                />
                            </ChoiceCards>
                        </FieldGroup>
                        <FieldGroup
                            id="scholen"
                            legend="Alleen deze scholen"
                            error=form.error("scholen")
                        >
                            {boxes}
                        </FieldGroup>
                        <Actions>
                            <Button weight=Weight::Secondary>"Sla op"</Button>
                        </Actions>
                    </ActionForm>
                </Stack>
            </Card>
        }
        .into_any(),
    )
}
