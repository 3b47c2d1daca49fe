//! What a portfolio that was brought along becomes here, row by row, to choose from.

use super::{
    super::waiting,
    Advice, Brought, BroughtRow, Import,
    api::{self, TakeOver, UndoImport},
};
use crate::{
    design::{
        Actions, Alert, AskFirst, Badge, Breadcrumb, Button, Card, Cell, CellSelect, Check, Choice,
        Column, ErrorSummary, Hidden, Icons, PageHead, Paragraph, Row, RowHead, Stack, Table,
        TextLink, Tone, Weight,
    },
    failure::{Answer, Failure},
    page::Page,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    Problem, notation,
    portfolio::{Category, Quarters, exchange::Proposal},
};

type Loaded = (Brought, Option<FormState>);

/// `/mijn/portfolio/import/{id}?melding=`
pub struct BroughtPage {
    data: Resource<Answer<Loaded>>,
    take_over: ServerAction<TakeOver>,
    undo: ServerAction<UndoImport>,
    message: Memo<Option<String>>,
}

impl Page for BroughtPage {
    fn data() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        let (take_over, undo) = (ServerAction::new(), ServerAction::new());
        let done = move || (answered(take_over), answered(undo));
        Self {
            data: Resource::new(
                move || (params.read().get("id"), returned(), done()),
                |(id, returned, _)| load(id, returned),
            ),
            take_over,
            undo,
            message: Memo::new(move |_| query.read().get("melding")),
        }
    }

    fn view(this: Self) -> AnyView {
        let BroughtPage {
            data,
            take_over,
            undo,
            message,
        } = this;
        view! {
            <Title text="Oude portfolio overnemen - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok((brought, returned)) => {
                            page(brought, returned, take_over, undo, message).into_any()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

async fn load(id: Option<String>, returned: Option<String>) -> Answer<Loaded> {
    let id = id
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| Failure(Problem::not_found()))?;
    Ok((
        api::open_brought(id).await?,
        FormState::load(returned).await,
    ))
}

fn page(
    brought: Brought,
    returned: Option<FormState>,
    take_over: ServerAction<TakeOver>,
    undo: ServerAction<UndoImport>,
    message: Memo<Option<String>>,
) -> impl IntoView {
    let form = Form::new(take_over, returned.clone());
    let back = Form::new(undo, returned);
    let problem = Signal::derive(move || form.problem().get().or_else(|| back.problem().get()));
    let Brought { import, rows } = brought;
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let lead = format!(
        "We vonden {} in {}. Vink aan wat je wilt meenemen.",
        notation::count(count, "activiteit", "activiteiten"),
        import.name,
    );
    let wrong = rows
        .iter()
        .filter(|row| row.advice == Advice::Wrong)
        .count();
    let wrong = (wrong > 0).then(|| {
        let wrong = i64::try_from(wrong).unwrap_or(i64::MAX);
        view! {
            <Alert tone=Tone::Warning>
                <p>
                    {format!(
                        "{} kunnen we niet overnemen. Bij elke rij staat waarom. De andere rijen kun je gewoon kiezen.",
                        notation::count(wrong, "rij", "rijen"),
                    )}
                </p>
            </Alert>
        }
    });
    let chosen: Quarters = rows
        .iter()
        .filter(|row| row.advice == Advice::TakeOver)
        .filter_map(|row| row.incoming.read.as_ref().ok())
        .map(|proposal| proposal.activity.hours)
        .sum();
    let advised = rows
        .iter()
        .filter(|row| row.advice == Advice::TakeOver)
        .count();
    let advised = i64::try_from(advised).unwrap_or(i64::MAX);
    let may_choose = rows
        .iter()
        .any(|row| !matches!(row.advice, Advice::Here(_) | Advice::Wrong));
    let body = rows.into_iter().map(row).collect_view();
    let columns = vec![
        Column::text("Activiteit"),
        Column::text("Wanneer"),
        Column::number("Uur"),
        Column::text("Onderwerp"),
        Column::text("Ons voorstel"),
    ];
    let done = move || done(message.get().as_deref());
    view! {
        <Breadcrumb parents=vec![
            ("/mijn", "Overzicht"),
            ("/mijn/portfolio", "Portfolio"),
            ("/mijn/portfolio/import", "Oude portfolio"),
        ]/>
        <ErrorSummary problem/>
        <PageHead title="Welke activiteiten neem je over?" lead/>
        <Stack>
            {done}
            {taken_over(&import, undo)}
            {wrong}
            <ActionForm action=take_over>
                <Stack>
                    <Hidden name="id" value=import.id.to_string()/>
                    <Card title="Gevonden activiteiten" id="kies">
                        <Table caption="Gevonden activiteiten" caption_hidden=true columns>
                            {body}
                        </Table>
                    </Card>
                    {may_choose
                        .then(|| {
                            let text = format!(
                                "We stellen {} voor, samen {chosen} uur.",
                                notation::count(advised, "activiteit", "activiteiten"),
                            );
                            view! {
                                <Paragraph>{text}</Paragraph>
                                <Actions>
                                    <Button>"Neem de gekozen activiteiten over"</Button>
                                    <TextLink href="/mijn/portfolio">"Niet nu"</TextLink>
                                </Actions>
                            }
                        })}
                </Stack>
            </ActionForm>
            <Paragraph small=true muted=true>
                {format!(
                    "Je oude portfolio ({}) bewaren we zoals het is, tot en met {}. Daarna wissen we het.",
                    import.name,
                    notation::date(import.kept_until),
                )}
            </Paragraph>
        </Stack>
    }
}

fn done(message: Option<&str>) -> Option<AnyView> {
    let text = match message? {
        "overgenomen" => "Wat je koos, staat in je portfolio.",
        "ongedaan" => {
            "Het overnemen is ongedaan gemaakt. Wat je daarna zelf veranderde, hebben we laten staan."
        }
        _ => return None,
    };
    let view = view! {
        <Alert tone=Tone::Ok live=true>
            <p>{text}</p>
            <p><TextLink href="/mijn/portfolio">"Naar je portfolio"</TextLink></p>
        </Alert>
    };
    Some(view.into_any())
}

/// What was taken over, and the way back.
fn taken_over(import: &Import, undo: ServerAction<UndoImport>) -> Option<AnyView> {
    let until = import.undo_until.filter(|_| import.taken_over > 0)?;
    let text = format!(
        "Je nam hieruit {} over. Tot en met {} kun je dat in 1 keer ongedaan maken.",
        notation::count(import.taken_over, "activiteit", "activiteiten"),
        notation::date(until),
    );
    let id = import.id.to_string();
    let view = view! {
        <Alert>
            <p>{text}</p>
            <AskFirst label="Maak het overnemen ongedaan">
                <p>
                    "De activiteiten gaan uit je portfolio. Wat je daarna zelf veranderde, blijft staan."
                </p>
                <ActionForm action=undo>
                    <Hidden name="id" value=id/>
                    <Button weight=Weight::Secondary icon=Icons::ArrowBackUp>
                        "Ja, maak ongedaan"
                    </Button>
                </ActionForm>
            </AskFirst>
        </Alert>
    };
    Some(view.into_any())
}

fn row(row: BroughtRow) -> AnyView {
    let BroughtRow { incoming, advice } = row;
    let title = match incoming.title.as_str() {
        "" => format!("Rij {}", incoming.row),
        title => title.to_owned(),
    };
    let proposal = match incoming.read {
        Ok(proposal) => proposal,
        Err(messages) => {
            let messages = messages
                .into_iter()
                .map(|message| view! { <p>{message}</p> })
                .collect_view();
            return view! {
                <Row>
                    <RowHead>{title}</RowHead>
                    <Cell label="Wanneer">"-"</Cell>
                    <Cell label="Uur" numeric=true>"-"</Cell>
                    <Cell label="Onderwerp">"-"</Cell>
                    <Cell label="Ons voorstel">
                        <Badge tone=Tone::Error>"Kan niet"</Badge>
                        {messages}
                    </Cell>
                </Row>
            }
            .into_any();
        }
    };
    let at = incoming.row;
    let (tone, word, why) = advised(&advice);
    let there = matches!(advice, Advice::Here(_));
    let head = if there {
        title.clone().into_any()
    } else {
        let checked = matches!(advice, Advice::TakeOver | Advice::Removed);
        view! { <Check name="kies[]" value=at.to_string() label=title.clone() checked/> }.into_any()
    };
    let subject = if there {
        super::super::about(&proposal.activity).into_any()
    } else {
        subject(at, &title, &proposal)
    };
    let mapped = said(&proposal);
    let (when, hours) = (
        proposal.activity.when(),
        proposal.activity.hours.to_string(),
    );
    view! {
        <Row>
            <RowHead>{head}</RowHead>
            <Cell label="Wanneer">{when}</Cell>
            <Cell label="Uur" numeric=true>{hours}</Cell>
            <Cell label="Onderwerp">{subject}</Cell>
            <Cell label="Ons voorstel">
                <Badge tone>{word}</Badge>
                {why.map(|why| view! { <Paragraph small=true muted=true>{why}</Paragraph> })}
                {mapped}
            </Cell>
        </Row>
    }
    .into_any()
}

fn advised(advice: &Advice) -> (Tone, &'static str, Option<String>) {
    match advice {
        Advice::TakeOver => (Tone::Ok, "Overnemen", None),
        Advice::Here(_) => (
            Tone::Neutral,
            "Staat er al",
            Some("Eerder overgenomen".to_owned()),
        ),
        Advice::Removed => (
            Tone::Warning,
            "Terugzetten",
            Some("Eerder overgenomen, daarna verwijderd".to_owned()),
        ),
        Advice::Same => (
            Tone::Warning,
            "Staat er al",
            Some("Zelfde titel en datum".to_owned()),
        ),
        Advice::Before(day) => (
            Tone::Neutral,
            "Telt niet mee",
            Some(format!("Voor {}", notation::date(*day))),
        ),
        Advice::Wrong => (Tone::Error, "Kan niet", None),
    }
}

/// What something was called there, and what it is here.
fn said(proposal: &Proposal) -> AnyView {
    let validated = match proposal.validated {
        Some(true) => Some("Gevalideerd in het oude register".to_owned()),
        Some(false) => Some("Niet gevalideerd in het oude register".to_owned()),
        None => None,
    };
    proposal
        .mapped
        .iter()
        .filter(|mapped| !(mapped.old.is_empty() && mapped.new.is_none()))
        .map(|mapped| {
            let new = mapped.new.as_deref().unwrap_or("nog te kiezen");
            format!("{}: ‘{}’ wordt {new}", mapped.what, mapped.old)
        })
        .chain(validated)
        .map(|text| view! { <Paragraph small=true muted=true>{text}</Paragraph> })
        .collect_view()
        .into_any()
}

/// What all hours are about, to choose; hours that are split already stay so.
fn subject(at: usize, title: &str, proposal: &Proposal) -> AnyView {
    let activity = &proposal.activity;
    let single = Category::ALL
        .into_iter()
        .find(|category| activity.split.get(*category) == activity.hours);
    if single.is_none() && activity.to_choose() != activity.hours {
        return super::super::about(activity).into_any();
    }
    let choices = std::iter::once(Choice::new("", "Nog te kiezen"))
        .chain(
            Category::ALL
                .into_iter()
                .map(|category| Choice::new(category.code(), category.label())),
        )
        .collect();
    view! {
        <CellSelect
            name=format!("onderwerp[{at}]")
            label=format!("Onderwerp van {title}")
            value=single.map_or("", Category::code)
            choices
        />
    }
    .into_any()
}
