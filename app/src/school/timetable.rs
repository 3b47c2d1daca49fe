//! `/school/rooster`: a timetable, with which the school proposes subjects to its teachers.

use super::{api, loaded, waiting};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Button, Card, Cell, Column, ErrorSummary, FileField, Icons, Inset,
        PageHead, Paragraph, Row, RowHead, Stack, Table, Tone,
    },
    failure::Answer,
    session::{Form, FormState, FormTitle, returned_form},
};
use jiff::civil::DateTime;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use server_fn::ServerFn;
use shared::notation;

/// How many rows of a kind the page shows.
const SHOWN: usize = 100;

/// A timetable that was sent, with what was said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// The name of the file.
    pub file_name: String,
    /// When it came in, in Dutch time.
    pub uploaded: DateTime,
    /// Its rows.
    pub lines: Vec<TimetableLine>,
}

/// A row of a timetable: what it proposed, or what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimetableLine {
    /// The row as a spreadsheet numbers it.
    pub row: u32,
    /// The number of the appointment, as it was sent.
    pub number: String,
    /// The subject, as it was sent.
    pub code: String,
    /// The name of the subject that was proposed to the teacher.
    pub subject: Option<String>,
    /// Why nothing was proposed.
    pub wrong: Option<String>,
}

type Data = (Answer<Option<Timetable>>, Option<FormState>);

/// The page.
pub struct SchoolTimetablePage(Resource<Data>);

impl Page for SchoolTimetablePage {
    fn data() -> Self {
        let returned = returned_form();
        Self(Resource::new(returned, |id| async move {
            (api::last_timetable().await, FormState::load(id).await)
        }))
    }

    fn view(this: Self) -> AnyView {
        let data = this.0;
        view! {
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (last, returned) = data.await;
                    loaded(last, move |last| page(last, returned))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(last: Option<Timetable>, returned: Option<FormState>) -> impl IntoView {
    let query = use_query_map();
    let form = Form::posted::<api::SendTimetable>(returned);
    let received = move || {
        (query.read().get("melding").as_deref() == Some("ontvangen")).then(|| {
            view! { <Alert tone=Tone::Ok live=true><p>"Je rooster is gelezen. Hieronder staat wat we vonden."</p></Alert> }
        })
    };
    view! {
        <FormTitle page="Rooster" problem=form.problem()/>
        <PageHead
            title="Rooster"
            lead="Stuur je rooster. Dan hoeven je leraren hun vak niet te typen: ze zien een voorstel en zeggen of het klopt."
        />
        <Stack>
            {received}
            <ErrorSummary problem=form.problem()/>
            <Card title="Rooster sturen" id="sturen">
                <Stack>
                    <form
                        class="lr-stack lr-stack--l"
                        method="post"
                        enctype="multipart/form-data"
                        action=api::SendTimetable::PATH
                    >
                        <FileField
                            name="bestand"
                            label="CSV-bestand of Excel-bestand uit je roosterprogramma"
                            hint="Kolommen: benoemingvolgnummer en vakcode. Als je wilt ook schoolsoort en leerjaar. Ten hoogste 10.000 rijen."
                            accept=".csv,text/csv,.xlsx"
                            error=form.error("bestand")
                        />
                        <Actions>
                            <Button icon=Icons::Upload>"Stuur dit rooster"</Button>
                        </Actions>
                    </form>
                    <Inset>
                        <p>
                            "Een rooster is een voorstel. De leraar beslist welk vak er komt te staan. Wat de leraar antwoordt, zie je hier niet."
                        </p>
                    </Inset>
                </Stack>
            </Card>
            {last.map(|last| view! { <Last last/> })}
        </Stack>
    }
}

#[component]
fn Last(last: Timetable) -> impl IntoView {
    let title = format!(
        "{}, gestuurd op {}",
        last.file_name,
        notation::date_time(last.uploaded)
    );
    let (good, wrong): (Vec<_>, Vec<_>) = last
        .lines
        .into_iter()
        .partition(|line| line.wrong.is_none());
    let count = |lines: &Vec<TimetableLine>| {
        notation::count(
            i64::try_from(lines.len()).unwrap_or(i64::MAX),
            "rij",
            "rijen",
        )
    };
    let summary = format!(
        "{} voorgesteld aan de leraar, {} niet.",
        count(&good),
        count(&wrong)
    );
    let more = wrong.len().max(good.len()) > SHOWN;
    view! {
        <Card title id="laatste">
            <Stack>
                <Paragraph>{summary}</Paragraph>
                {(!wrong.is_empty()).then(|| view! { <Lines caption="Niet voorgesteld" lines=wrong/> })}
                {(!good.is_empty())
                    .then(|| view! { <Lines caption="Voorgesteld aan de leraar" lines=good/> })}
                {more
                    .then(|| {
                        view! {
                            <Paragraph small=true muted=true>
                                {format!("Van elke soort staan hier de eerste {SHOWN} rijen.")}
                            </Paragraph>
                        }
                    })}
            </Stack>
        </Card>
    }
}

#[component]
fn Lines(caption: &'static str, lines: Vec<TimetableLine>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .take(SHOWN)
        .map(|line| {
            let said = line.wrong.or(line.subject).unwrap_or_default();
            view! {
                <Row>
                    <RowHead>{line.row.to_string()}</RowHead>
                    <Cell label="Benoeming">{line.number}</Cell>
                    <Cell label="Vak in je rooster">{line.code}</Cell>
                    <Cell label="Uitkomst">{said}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Rij"),
        Column::text("Benoeming"),
        Column::text("Vak in je rooster"),
        Column::text("Uitkomst"),
    ];
    view! { <Table caption columns>{rows}</Table> }
}
