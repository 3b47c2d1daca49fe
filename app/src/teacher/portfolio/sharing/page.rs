//! `/mijn/portfolio/delen`: choosing what the board sees, taking it back, and the log of it.

use super::{
    Line, Share, Sharing,
    api::{self, Share as ShareAction, StopSharing},
};
use crate::{
    design::{
        Actions, Alert, Aside, Breadcrumb, Bullet, Bullets, Button, Card, Choice, ChoiceCard,
        ChoiceCards, Columns, DateField, Empty, ErrorSummary, FieldGroup, FileRow, Files, Hidden,
        Icons, PageHead, Paragraph, SelectField, Stack, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
    teacher::portfolio::waiting,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use shared::notation;

type Loaded = (Answer<Sharing>, Option<FormState>, String);

/// `/mijn/portfolio/delen?activiteit=&melding=`
pub struct SharingPage {
    data: Resource<Loaded>,
    stop: ServerAction<StopSharing>,
    message: Memo<Option<&'static str>>,
}

impl Page for SharingPage {
    fn data() -> Self {
        let query = use_query_map();
        let returned = returned_form();
        let stop = ServerAction::new();
        Self {
            data: Resource::new(
                move || {
                    let asked = query.read().get("activiteit").unwrap_or_default();
                    (returned(), asked, answered(stop))
                },
                |(returned, asked, ..)| async move {
                    let sharing = api::open_sharing().await;
                    (sharing, FormState::load(returned).await, asked)
                },
            ),
            stop,
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "gedeeld" => Some("Je bestuur kan dit nu zien."),
                "gestopt" => Some("Je bestuur ziet dit niet meer."),
                _ => None,
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            stop,
            message,
        } = this;
        view! {
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (sharing, returned, asked) = data.await;
                    match sharing {
                        Ok(sharing) => {
                            page(sharing, returned, asked, stop, message).into_any()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    sharing: Sharing,
    returned: Option<FormState>,
    asked: String,
    stop: ServerAction<StopSharing>,
    message: Memo<Option<&'static str>>,
) -> impl IntoView {
    let form = Form::posted::<ShareAction>(returned.clone());
    let stopping = Form::new(stop, returned);
    let now = shared_now(sharing.shares.clone(), stop);
    let log = history(sharing.log.clone());
    view! {
        <FormTitle page="Delen met je bestuur" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
        <ErrorSummary problem=form.problem()/>
        <ErrorSummary problem=stopping.problem()/>
        <PageHead
            title="Delen met je bestuur"
            lead="Je bestuur ziet niets van je portfolio, behalve wat je hier deelt. Je kunt er op elk moment mee stoppen."
        />
        {move || {
            message
                .get()
                .map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> })
        }}
        <Columns>
            <Stack>
                <Card title="Wat je nu deelt" id="nu">{now}</Card>
                {fields(sharing, asked, form)}
            </Stack>
            <Aside label="Wat er gebeurde">{log}</Aside>
        </Columns>
    }
}

fn shared_now(shares: Vec<Share>, stop: ServerAction<StopSharing>) -> AnyView {
    if shares.is_empty() {
        return view! { <Paragraph muted=true>"Je deelt niets. Alleen jij ziet je portfolio."</Paragraph> }
            .into_any();
    }
    let rows = shares
        .into_iter()
        .map(|share| {
            let (name, id) = (share.text(), share.id.to_string());
            let context = name.clone();
            let note = match share.until {
                Some(until) => {
                    format!("Met {}, tot en met {}", share.board, notation::date(until))
                }
                None => format!("Met {}", share.board),
            };
            view! {
                <FileRow name note>
                    <ActionForm action=stop>
                        <Hidden name="id" value=id/>
                        <Button weight=Weight::Small context>"Stop met delen"</Button>
                    </ActionForm>
                </FileRow>
            }
        })
        .collect_view();
    view! { <Files>{rows}</Files> }.into_any()
}

fn history(log: Vec<Line>) -> AnyView {
    let rows = log
        .into_iter()
        .map(|line| {
            let when = notation::date_time(line.at);
            view! { <Bullet>{format!("{when}: {}", line.text)}</Bullet> }
        })
        .collect_view();
    view! {
        <Card title="Wat er gebeurde" id="verloop" quiet=true>
            <Stack>
                <Bullets small=true>{rows}</Bullets>
                <Paragraph small=true muted=true>
                    "Van je bestuur staan hier de laatste 50 keer dat het keek. Alle keren, en wie er verder naar je gegevens keek, lees je bij "
                    <TextLink href="/mijn/inzage">"wie heeft mijn gegevens bekeken"</TextLink>"."
                </Paragraph>
            </Stack>
        </Card>
    }
    .into_any()
}

/// The form. The browser posts it itself: the answer may be that one has to log in first.
fn fields(sharing: Sharing, asked: String, form: Form) -> AnyView {
    let Sharing {
        boards, activities, ..
    } = sharing;
    if boards.is_empty() {
        return view! {
            <Empty icon=Icons::Building title="Je werkt nu niet voor een bestuur">
                <Paragraph muted=true>"Delen kan zodra er een benoeming van je in het register staat."</Paragraph>
            </Empty>
        }
        .into_any();
    }
    let first = match &boards[..] {
        [(only, _)] => only.to_string(),
        _ => String::new(),
    };
    let boards = std::iter::once(Choice::new("", "Kies een bestuur"))
        .chain(
            boards
                .into_iter()
                .map(|(number, name)| Choice::new(number.to_string(), name)),
        )
        .collect::<Vec<_>>();
    let choices = std::iter::once(Choice::new("", "Kies een activiteit"))
        .chain(activities.into_iter().map(|(id, title, day)| {
            Choice::new(id.to_string(), format!("{title}, {}", notation::date(day)))
        }))
        .collect::<Vec<_>>();
    let what = form.value("what", if asked.is_empty() { "" } else { "activiteit" });
    let none = || (String::new(), String::new(), String::new());
    view! {
        <Card title="Deel iets" id="delen">
            <form method="post" action=ShareAction::PATH class="lr-stack lr-stack--m">
                <SelectField
                    name="board"
                    label="Met welk bestuur?"
                    value=form.value("board", first)
                    choices=boards
                    error=form.error("board")
                />
                <FieldGroup id="what" legend="Wat deel je?" error=form.error("what")>
                    <ChoiceCards>
                        <ChoiceCard
                            name="what"
                            value="activiteit"
                            label="Eén activiteit"
                            checked=what == "activiteit"
                        />
                        <ChoiceCard
                            name="what"
                            value="periode"
                            label="Alles uit een periode"
                            checked=what == "periode"
                        />
                    </ChoiceCards>
                </FieldGroup>
                <SelectField
                    name="activity"
                    label="Welke activiteit?"
                    hint="Alleen als je één activiteit deelt."
                    value=form.value("activity", asked)
                    choices
                    error=form.error("activity")
                />
                <DateField
                    name="from"
                    legend="Vanaf welke dag?"
                    hint="Alleen als je een periode deelt."
                    value=form.date("from", none())
                    error=form.error("from")
                />
                <DateField
                    name="to"
                    legend="Tot en met welke dag?"
                    hint="Laat het leeg als je ook wilt delen wat nog komt."
                    value=form.date("to", none())
                    error=form.error("to")
                />
                <DateField
                    name="until"
                    legend="Tot en met welke dag mag je bestuur dit zien?"
                    hint="Laat het leeg als je zelf stopt wanneer je wilt. Eerder stoppen kan altijd."
                    value=form.date("until", none())
                    error=form.error("until")
                />
                <Paragraph small=true muted=true>
                    "Je bestuur ziet wat je deed, wanneer, hoeveel uur en bij wie. Niet wat je leerde, niet je bewijs en niet de feedback van collega’s."
                </Paragraph>
                <Actions>
                    <Button>"Deel met je bestuur"</Button>
                </Actions>
            </form>
        </Card>
    }
    .into_any()
}
