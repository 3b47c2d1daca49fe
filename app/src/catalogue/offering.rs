//! `/aanbod/{id}`: one offering, and what teachers say of it.

use super::{
    OfferingDetail, Review,
    api::{self, ReportReview, WriteReview},
};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, ButtonLink, Card, ErrorSummary, Fact, Facts, Gap,
        Hidden, Icons, Narrow, PageHead, Paragraph, Stack, TextArea, Tone, Weight,
    },
    failure::{Answer, Failure},
    page::Page,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{Problem, notation};

type Loaded = (Answer<OfferingDetail>, Option<FormState>);

/// `/aanbod/{id}?melding=`
pub struct OfferingPage {
    data: Resource<Loaded>,
    review: ServerAction<WriteReview>,
    report: ServerAction<ReportReview>,
    message: Memo<Option<&'static str>>,
}

impl Page for OfferingPage {
    fn data() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        let (review, report) = (ServerAction::new(), ServerAction::new());
        Self {
            data: Resource::new(
                move || {
                    let id = params.read().get("id");
                    (id, returned(), answered(review), answered(report))
                },
                |(id, returned, ..)| async move {
                    let detail = match id.and_then(|id| id.parse().ok()) {
                        Some(id) => api::open_offering(id).await,
                        None => Err(Failure(Problem::not_found())),
                    };
                    (detail, FormState::load(returned).await)
                },
            ),
            review,
            report,
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "ervaring" => Some("Je ervaring staat erbij, zonder je naam."),
                "gemeld" => Some("Dank je. Iemand van de beroepsgroep kijkt ernaar."),
                _ => None,
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            review,
            report,
            message,
        } = this;
        view! {
            <Breadcrumb parents=vec![("/", "Home"), ("/aanbod", "Aanbod voor leraren")]/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(detail), returned) => {
                            page(detail, returned, review, report, message).into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    detail: OfferingDetail,
    returned: Option<FormState>,
    review: ServerAction<WriteReview>,
    report: ServerAction<ReportReview>,
    message: Memo<Option<&'static str>>,
) -> impl IntoView {
    let form = Form::new(review, returned.clone());
    let reporting = Form::new(report, returned);
    let offered = detail.offered;
    let offering = offered.offering.clone();
    let add = format!("/mijn/portfolio/aanbod/{}", offered.id);
    let id = offered.id.to_string();
    let write = detail.may_review.then(|| {
        view! {
            <Card title="Vertel hoe het was" id="vertel">
                <ActionForm action=review attr:class="lr-stack lr-stack--m">
                    <Hidden name="id" value=id/>
                    <TextArea
                        name="words"
                        label="Wat had je eraan in de klas?"
                        hint="Anderen lezen dit zonder je naam. Je geeft geen cijfer."
                        value=form.value("words", "")
                        error=form.error("words")
                    />
                    <Actions><Button weight=Weight::Secondary>"Plaats"</Button></Actions>
                </ActionForm>
            </Card>
        }
    });
    let reviews = reviews(detail.reviews, detail.is_teacher, report);
    view! {
        <Title text=format!("{} - Lerarenregister", offering.title)/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <ErrorSummary problem=reporting.problem()/>
            <PageHead title=offering.title before=offered.provider.clone()/>
            {move || {
                message
                    .get()
                    .map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> })
            }}
            <Stack>
                <Card title="Wat het is" id="wat">
                    <Stack gap=Gap::Normal>
                        <Facts>
                            <Fact name="Soort">{offering.kind.label()}</Fact>
                            <Fact name="Onderwerp">{offering.category.label()}</Fact>
                            <Fact name="Aantal uur">{format!("{} uur", offering.hours)}</Fact>
                            <Fact name="Aanbieder">{offered.provider}</Fact>
                            <Fact name="Getoetst">"Ja, door de beroepsgroep"</Fact>
                        </Facts>
                        <Paragraph>{offering.about}</Paragraph>
                        <Actions>
                            <ButtonLink href=add icon=Icons::Plus>"Zet in mijn portfolio"</ButtonLink>
                        </Actions>
                    </Stack>
                </Card>
                {reviews} {write}
            </Stack>
        </Narrow>
    }
}

fn reviews(
    reviews: Vec<Review>,
    is_teacher: bool,
    report: ServerAction<ReportReview>,
) -> impl IntoView {
    let nothing = reviews.is_empty().then(|| {
        view! { <Paragraph muted=true>"Nog niemand schreef hoe het was."</Paragraph> }
    });
    let rows = reviews
        .into_iter()
        .map(|review| {
            let written = notation::date(review.written);
            let id = review.id.to_string();
            let button = is_teacher.then(|| {
                let context = format!("de ervaring van {written}");
                view! {
                    <ActionForm action=report>
                        <Hidden name="id" value=id/>
                        <Button weight=Weight::Small icon=Icons::Flag context>"Meld"</Button>
                    </ActionForm>
                }
            });
            view! {
                <Stack gap=Gap::Small>
                    <Paragraph>{review.words}</Paragraph>
                    <Paragraph small=true muted=true>{format!("Een leraar, {written}")}</Paragraph>
                    {button}
                </Stack>
            }
        })
        .collect_view();
    view! {
        <Card title="Wat leraren zeggen" id="ervaringen">
            <Stack gap=Gap::Normal>{nothing} {rows}</Stack>
        </Card>
    }
}
