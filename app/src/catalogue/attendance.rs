//! `/mijn/portfolio/aanbod`: what providers say that the teacher attended.

use super::{
    Attendance,
    api::{self, AnswerAttendance},
};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, Card, Empty, ErrorSummary, Hidden, Icons, Narrow,
        PageHead, Paragraph, Stack, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/mijn/portfolio/aanbod?melding=`
pub struct AttendancePage {
    data: Resource<(Answer<Vec<Attendance>>, Option<FormState>)>,
    answer: ServerAction<AnswerAttendance>,
    said_no: Memo<bool>,
}

impl Page for AttendancePage {
    fn data() -> Self {
        let query = use_query_map();
        let returned = returned_form();
        let answer = ServerAction::<AnswerAttendance>::new();
        Self {
            data: Resource::new(
                move || (returned(), answered(answer)),
                |(returned, _)| async move {
                    (
                        api::open_attendances().await,
                        FormState::load(returned).await,
                    )
                },
            ),
            answer,
            said_no: Memo::new(move |_| query.read().get("melding").as_deref() == Some("niet")),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            answer,
            said_no,
        } = this;
        view! {
            <Title text="Van aanbieders - Lerarenregister"/>
            <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
            <Narrow>
                <PageHead
                    title="Van aanbieders"
                    lead="Een aanbieder gaf door dat je meedeed. Het komt alleen in je portfolio als jij dat zegt."
                />
                {move || {
                    said_no
                        .get()
                        .then(|| {
                            view! {
                                <Alert tone=Tone::Ok live=true>
                                    <p>"Het komt niet in je portfolio."</p>
                                </Alert>
                            }
                        })
                }}
                <Transition>
                    {move || Suspend::new(async move {
                        let (list, returned) = data.await;
                        match list {
                            Ok(list) => page(list, returned, answer).into_any(),
                            Err(failure) => {
                                view! { <FailureView failure within=true/> }.into_any()
                            }
                        }
                    })}
                </Transition>
            </Narrow>
        }
        .into_any()
    }
}

fn page(
    list: Vec<Attendance>,
    returned: Option<FormState>,
    answer: ServerAction<AnswerAttendance>,
) -> impl IntoView {
    let form = Form::new(answer, returned);
    let nothing = list.is_empty().then(|| {
        view! {
            <Empty icon=Icons::ClipboardCheck title="Er wacht niets op je">
                <Paragraph muted=true>"Deed je mee aan iets uit het aanbod? Je kunt het ook zelf toevoegen."</Paragraph>
                <p><TextLink href="/aanbod">"Naar het aanbod voor leraren"</TextLink></p>
            </Empty>
        }
    });
    let rows = list
        .into_iter()
        .zip(1..)
        .map(|(one, place)| {
            let title = one.offered.offering.title.clone();
            let (right, wrong) = (one.id.to_string(), one.id.to_string());
            let (taken, left) = (title.clone(), title.clone());
            let text = format!("{} · {}", notation::date(one.held), one.offered.summary());
            let (yes, no) = match one.same {
                Some(_) => ("Zet er nog een keer bij", "Niet nog een keer"),
                None => ("Zet in mijn portfolio", "Dit klopt niet"),
            };
            let there = title.clone();
            let same = one.same.map(|(id, on)| {
                let href = format!("/mijn/portfolio/activiteit/{id}");
                let own = format!("je activiteit van {}", notation::date(on));
                view! {
                    <Alert tone=Tone::Warning>
                        <p>
                            "Dit lijkt al in je portfolio te staan: "
                            <TextLink href context=there>{own}</TextLink>
                            ". Zet het er alleen bij als je het nog een keer deed."
                        </p>
                    </Alert>
                }
            });
            view! {
                <Card title id=format!("aanbod-{place}")>
                    <Stack>
                        <Paragraph>{text}</Paragraph>
                        {same}
                        <Actions>
                            <ActionForm action=answer>
                                <Hidden name="id" value=right/>
                                <Hidden name="is_right" value="true"/>
                                <Button icon=Icons::Check context=taken>{yes}</Button>
                            </ActionForm>
                            <ActionForm action=answer>
                                <Hidden name="id" value=wrong/>
                                <Hidden name="is_right" value="false"/>
                                <Button weight=Weight::Secondary context=left>{no}</Button>
                            </ActionForm>
                        </Actions>
                    </Stack>
                </Card>
            }
        })
        .collect_view();
    view! {
        <ErrorSummary problem=form.problem()/>
        <Stack>{nothing} {rows}</Stack>
    }
}
