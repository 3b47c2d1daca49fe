//! "Wat er van je bewaard wordt": what was removed and is kept, coming back, and leaving.

use super::{
    Kept, KeptAppointment,
    api::{EnterAgain, LeaveRegister, my_kept},
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Bullet, Bullets, Button, Card, Check, Empty, ErrorSummary,
        Fact, Facts, FieldGroup, Hidden, Icons, Identifier, Narrow, PageHead, Paragraph, Source,
        Stack, Tone, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
    teacher::{
        correction::{Reportable, period},
        registration::OwnCard,
    },
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use shared::notation;

type Data = (Answer<Kept>, String, Option<FormState>);

/// `/mijn/bewaard`
pub struct KeptPage {
    data: Resource<Data>,
    enter: ServerAction<EnterAgain>,
}

impl Page for KeptPage {
    fn data() -> Self {
        let enter = ServerAction::new();
        let query = use_query_map();
        let returned = returned_form();
        let asked = move || {
            let told = query.read().get("melding").unwrap_or_default();
            (answered(enter), told, returned())
        };
        Self {
            data: Resource::new(asked, |(_, told, returned)| async move {
                (my_kept().await, told, FormState::load(returned).await)
            }),
            enter,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, enter } = this;
        view! {
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(kept), told, returned) => {
                            view! { <All kept told returned enter/> }.into_any()
                        }
                        (Err(failure), ..) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn All(
    kept: Kept,
    told: String,
    returned: Option<FormState>,
    enter: ServerAction<EnterAgain>,
) -> impl IntoView {
    let leaving = Form::posted::<LeaveRegister>(returned.clone());
    let entering = Form::new(enter, returned);
    let problem =
        Signal::derive(move || leaving.problem().get().or_else(|| entering.problem().get()));
    let told = match told.as_str() {
        "uitgeschreven" => Some(
            "Je bent uitgeschreven. Wat je zelf invulde, ziet niemand anders nog. Je school ziet nog wat zij leverde.",
        ),
        "opgenomen" => Some("Je benoeming is weer opgenomen."),
        _ => None,
    };
    let own_counts = kept.own.as_ref().is_some_and(|own| own.entry.counts());
    let own = kept.own.filter(|own| own.entry.is_removed());
    let nothing = (kept.removed.is_empty() && own.is_none()).then(|| {
        view! {
            <Empty icon=Icons::CircleCheck title="Er is niets uitgeschreven">
                <Paragraph muted=true>
                    "Hier staat wat we bewaren als een benoeming uit het register is gehaald."
                </Paragraph>
            </Empty>
        }
    });
    let cards = kept
        .removed
        .into_iter()
        .map(|kept| view! { <KeptCard kept enter/> })
        .collect_view();
    let own = own.map(|own| view! { <OwnCard own/> });
    let leave_card = (kept.entered > 0 || own_counts).then(|| {
        view! { <LeaveCard entered=kept.entered own=own_counts form=leaving/> }
    });
    view! {
        <FormTitle page="Wat er van je bewaard wordt" problem/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Narrow>
            <ErrorSummary problem=leaving.problem()/>
            <ErrorSummary problem=entering.problem()/>
            <PageHead
                title="Wat er van je bewaard wordt"
                lead="Wat uit het register is gehaald, bewaren we 5 jaar. Wat je zelf invulde, kan alleen jij lezen. Daarna vernietigen we het."
            />
            <Stack>
                {told.map(|words| view! { <Alert tone=Tone::Ok live=true><p>{words}</p></Alert> })}
                {nothing}
                {cards}
                {own}
                {leave_card}
            </Stack>
        </Narrow>
    }
}

/// One appointment that was removed.
#[component]
fn KeptCard(kept: KeptAppointment, enter: ServerAction<EnterAgain>) -> impl IntoView {
    let can_return = kept.can_return();
    let a = kept.appointment;
    let subjects: Vec<String> = kept.claims.into_iter().map(|claim| claim.subject).collect();
    let subjects = (!subjects.is_empty()).then(|| {
        view! { <Fact name="Vak" source=Source::Teacher>{subjects.join(", ")}</Fact> }
    });
    let back = can_return.then(|| {
        let context = format!("de benoeming bij {}", a.school);
        view! {
            <Paragraph small=true>
                "Kloppen deze gegevens, dan kun je de benoeming weer laten opnemen. Ze telt dan meteen weer mee."
            </Paragraph>
            <ActionForm action=enter>
                <Hidden name="appointment" value=a.id.to_string()/>
                <Hidden name="version" value=a.version.to_string()/>
                <Button weight=Weight::Secondary context>"Neem weer op"</Button>
            </ActionForm>
        }
    });
    let hidden = format!(", benoeming {}", a.number);
    let wrong = Reportable::Entry.link(Some(a.id), format!("uitgeschreven, {}", a.school));
    view! {
        <Card title=a.school id=format!("bewaard-{}", a.id) heard=hidden>
            <Stack>
                <Facts wide=true>
                    <Fact name="Uitgeschreven op" source=Source::Register>{notation::date_time(kept.removed_at)}</Fact>
                    <Fact name="Waarom" source=Source::Register action=wrong>{kept.cause.reason()}</Fact>
                    <Fact name="Bewaard tot en met" source=Source::Register>{notation::date(kept.kept_until)}</Fact>
                    <Fact name="Bestuur" source=Source::School>{a.board}</Fact>
                    <Fact name="Benoeming" source=Source::School>{period(a.starts, a.ends)}</Fact>
                    <Fact name="Benoemingsgrondslag" source=Source::School>
                        {a.ground_name}" "<Identifier value=a.ground_code/>
                    </Fact>
                    {subjects}
                </Facts>
                {back}
            </Stack>
        </Card>
    }
}

/// Asking to be removed. The browser posts it itself: the answer may be that one has to log in first.
#[component]
fn LeaveCard(entered: u32, own: bool, form: Form) -> impl IntoView {
    let text = match notation::count(i64::from(entered), "benoeming", "benoemingen") {
        _ if entered == 0 => "Je staat nu zonder benoeming in het register.".to_owned(),
        count if own => format!(
            "Je hebt nu {count} in het register of het voorportaal. Je staat ook zonder benoeming in \
             het register."
        ),
        count => format!("Je hebt nu {count} in het register of het voorportaal."),
    };
    view! {
        <Card title="Je laten uitschrijven" id="uitschrijven">
            <Stack>
                <Paragraph>{text}</Paragraph>
                <Bullets>
                    <Bullet>"Je staat meteen niet meer in het register en op de openbare pagina’s."</Bullet>
                    <Bullet>"Je school ziet nog wat zij leverde, en dat je bent uitgeschreven."</Bullet>
                    <Bullet>"Wat je hebt ingevuld, blijft 5 jaar bewaard. Je portfolio blijft van jou."</Bullet>
                    <Bullet>"Je kunt je in die 5 jaar weer laten opnemen."</Bullet>
                </Bullets>
                <form method="post" action=LeaveRegister::PATH>
                    <Stack>
                        <FieldGroup id="akkoord-groep" legend="Bevestigen" error=form.error("akkoord")>
                            <Check
                                name="akkoord"
                                value="ja"
                                label="Ik wil uitgeschreven worden"
                                checked=false
                            />
                        </FieldGroup>
                        <Actions>
                            <Button weight=Weight::Secondary>"Schrijf mij uit"</Button>
                        </Actions>
                    </Stack>
                </form>
            </Stack>
        </Card>
    }
}
