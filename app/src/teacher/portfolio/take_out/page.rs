//! Where the portfolio as a whole is asked for, waited for and fetched.

use super::{
    super::waiting,
    KEPT_DAYS, TakeOut,
    api::{self, AskTakeOut},
};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Bullet, Bullets, Button, ButtonLink, Card, ErrorSummary, Icons,
        Narrow, PageHead, Paragraph, ProgressBar, Stack, TextLink, Tone,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, returned_form},
    teacher::size,
};
use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*};
use leptos_meta::Title;
use server_fn::ServerFn;
use shared::notation;
use std::time::Duration;

type Loaded = (Vec<TakeOut>, Option<FormState>);

/// How often is looked whether it is there, for who has JavaScript.
const LOOK: Duration = Duration::from_secs(2);

/// `/mijn/portfolio/meenemen`
pub struct TakeOutPage {
    data: Resource<Answer<Loaded>>,
    making: RwSignal<bool>,
}

impl Page for TakeOutPage {
    fn data() -> Self {
        let returned = returned_form();
        let (making, looked) = (RwSignal::new(false), RwSignal::new(0_u32));
        Effect::new(move |_| {
            let look = move || {
                if making.get_untracked() {
                    looked.update(|times| *times = times.wrapping_add(1));
                }
            };
            if let Ok(handle) = set_interval_with_handle(look, LOOK) {
                on_cleanup(move || handle.clear());
            }
        });
        Self {
            data: Resource::new(
                move || (returned(), looked.get()),
                |(returned, _)| async move {
                    Ok((
                        api::open_take_outs().await?,
                        FormState::load(returned).await,
                    ))
                },
            ),
            making,
        }
    }

    fn view(this: Self) -> AnyView {
        let TakeOutPage { data, making } = this;
        view! {
            <Title text="Neem je portfolio mee - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok((all, returned)) => {
                            making.set(all.iter().any(|one| one.bytes.is_none()));
                            page(all, returned).into_any()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(all: Vec<TakeOut>, returned: Option<FormState>) -> impl IntoView {
    let form = Form::posted::<AskTakeOut>(returned);
    let making = all.iter().any(|one| one.bytes.is_none());
    let there = all.into_iter().map(one).collect_view();
    let again = (!making).then(|| {
        view! {
            // The browser posts it itself: the answer may be that one has to log in first.
            <form method="post" action=AskTakeOut::PATH>
                <Actions>
                    <Button icon=Icons::Download>"Maak mijn portfolio klaar"</Button>
                    <TextLink href="/mijn/portfolio">"Terug naar je portfolio"</TextLink>
                </Actions>
            </form>
        }
    });
    view! {
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title="Neem je portfolio mee"
                lead="Je portfolio is van jou. Download alles in 1 bestand en bewaar het waar je wilt."
            />
            <Stack>
                {there}
                <Card title="Wat er in het bestand zit" id="inhoud">
                    <Bullets>
                        <Bullet>"Een leesbaar overzicht van al je activiteiten, ook voor een werkgever."</Bullet>
                        <Bullet>"Al je bewijsstukken, met hun eigen naam."</Bullet>
                        <Bullet>
                            "Alle gegevens in JSON, volgens "
                            <TextLink href="/portfolio/formaat">"het openbare formaat"</TextLink>"."
                        </Bullet>
                    </Bullets>
                </Card>
                {again}
                <Paragraph small=true muted=true>
                    {format!(
                        "Alleen jij kunt het bestand ophalen. We bewaren het {KEPT_DAYS} dagen. Daarna wissen we \
                         het. Je portfolio zelf blijft gewoon staan.",
                    )}
                </Paragraph>
            </Stack>
        </Narrow>
    }
}

fn one(take_out: TakeOut) -> AnyView {
    let asked = notation::date_time(take_out.asked);
    let Some(bytes) = take_out.bytes else {
        let text = format!(
            "{} van {} klaar",
            take_out.done,
            notation::count(take_out.total.into(), "bewijsstuk", "bewijsstukken")
        );
        return view! {
            <Alert live=true>
                <p>"We maken je portfolio klaar. Je krijgt een bericht als het klaar is."</p>
                <ProgressBar label="Portfolio klaarmaken" done=take_out.done total=take_out.total text/>
                <p><TextLink href="/mijn/portfolio/meenemen">"Kijk of het klaar is"</TextLink></p>
            </Alert>
        }
        .into_any();
    };
    let href = format!("/mijn/portfolio/meenemen/{}", take_out.id);
    let text = format!(
        "Je portfolio van {asked} is klaar: {}. Je kunt het ophalen tot en met {}.",
        size(bytes),
        notation::date(take_out.until)
    );
    view! {
        <Alert tone=Tone::Ok>
            <p>{text}</p>
            <ButtonLink href icon=Icons::Download external=true>"Download je portfolio"</ButtonLink>
        </Alert>
    }
    .into_any()
}
