//! Where you stand: the register and the vestibule, each on its own tab.

use super::{
    Appointment, ClaimView, List, Overview,
    api::{ConfirmAppointment, my_overview},
    appointment::AppointmentCard,
    entry::{
        PensionCard,
        api::{ChoosePension, ConfirmTrainingPlan},
    },
    person::{PersonFacts, Subjects, WhoSeesWhat},
    registration::{OwnCard, WayIn},
    to_do::ToDo,
    way::Way,
};
use crate::page::Page;
use crate::{
    design::{
        Alert, Aside, ButtonLink, Card, Columns, Empty, ErrorSummary, Icons, Inset, LinkTabs,
        PageHead, Paragraph, Ruler, Stack, Tab, TextLink, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::prelude::*;
use leptos_meta::Title;
use shared::{criteria::Progress, notation, portfolio::Quarters};

/// What the teacher can do on a page with everything, without leaving it.
#[derive(Clone, Copy)]
pub struct Does {
    /// Confirms an appointment.
    pub confirm: ServerAction<ConfirmAppointment>,
    /// Chooses at the pension age.
    pension: ServerAction<ChoosePension>,
    /// Confirms a training plan.
    plan: ServerAction<ConfirmTrainingPlan>,
}

/// What the teacher can do, and everything there is, with a form that came back.
pub type Data = (Does, Resource<(Answer<Overview>, Option<FormState>)>);

/// Loads everything, and again after each time that something was done.
pub fn data() -> Data {
    let does = Does {
        confirm: ServerAction::new(),
        pension: ServerAction::new(),
        plan: ServerAction::new(),
    };
    let returned = returned_form();
    let source = move || {
        let done = (
            answered(does.confirm),
            answered(does.pension),
            answered(does.plan),
        );
        (done, returned())
    };
    let loaded = Resource::new(source, |(_, returned)| async move {
        (my_overview().await, FormState::load(returned).await)
    });
    (does, loaded)
}

/// `/mijn`
pub struct OverviewPage(Data);

impl Page for OverviewPage {
    fn data() -> Self {
        Self(data())
    }

    fn view(this: Self) -> AnyView {
        page(this.0, List::Register)
    }
}

/// `/mijn/voorportaal`
pub struct VestibulePage(Data);

impl Page for VestibulePage {
    fn data() -> Self {
        Self(data())
    }

    fn view(this: Self) -> AnyView {
        page(this.0, List::Vestibule)
    }
}

fn page((does, loaded): Data, tab: List) -> AnyView {
    view! {
        <Title text="Mijn register - Lerarenregister"/>
        <Transition>
            {move || Suspend::new(async move {
                match loaded.await {
                    (Ok(overview), returned) => {
                        view! { <Standing overview returned tab does/> }.into_any()
                    }
                    (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Standing(
    overview: Overview,
    returned: Option<FormState>,
    tab: List,
    does: Does,
) -> impl IntoView {
    let form = Form::new(does.confirm, returned.clone());
    let choosing = Form::new(does.pension, returned.clone());
    let planning = Form::new(does.plan, returned.clone());
    let has = |list| overview.on(list).next().is_some();
    // Who is in the vestibule only, lands there.
    let shown = if tab == List::Register && !has(List::Register) && has(List::Vestibule) {
        List::Vestibule
    } else {
        tab
    };
    // What is on neither list stands where one lands.
    let mut here: Vec<Appointment> = overview.on(shown).cloned().collect();
    if shown == List::Register || !has(List::Register) {
        here.extend(overview.on(List::None).cloned());
    }
    let claims: Vec<ClaimView> = overview
        .claims
        .iter()
        .filter(|claim| here.iter().any(|a| a.id == claim.appointment))
        .cloned()
        .collect();
    let first_name = overview
        .person
        .details
        .as_ref()
        .map(|details| details.first_name.clone());
    let title = match first_name {
        Some(name) => format!("Dag {name}, hier sta je"),
        None => "Hier sta je".to_owned(),
    };
    let lead = lead(&overview, shown);
    let tabs = tabs(&overview, shown);
    let own = overview.own.clone().filter(|_| shown == List::Register);
    let nothing = (here.is_empty() && !overview.is_own()).then(|| nothing(&overview));
    let appointed = overview.current().next().is_some();
    let way_in = (!appointed && own.is_none()).then(|| view! { <WayIn waits=overview.registers/> });
    let own = own.map(|own| view! { <OwnCard own/> });
    let registered = overview.is_registered();
    let public_page = overview
        .public
        .then(|| format!("/register/leraar/{}", overview.person.number));
    let hours = (shown == List::Register).then(|| overview.hours.clone());
    let today = overview.today;
    let both = shown == List::Vestibule && has(List::Register) && has(List::Vestibule);
    let ways = overview
        .on(List::Vestibule)
        .filter(|_| shown == List::Vestibule)
        .cloned()
        .map(|appointment| {
            let plan = overview
                .plans
                .iter()
                .find(|plan| plan.appointment == appointment.id)
                .cloned();
            view! { <Way appointment claims=claims.clone() plan today confirm=does.plan/> }
        })
        .collect_view();
    let pension = overview.pension.map(|pension| {
        view! { <PensionCard pension today action=does.pension returned/> }
    });
    let (to_do, facts) = (overview.clone(), overview);
    let cards = here
        .into_iter()
        .map(|appointment| view! { <AppointmentCard appointment confirm=does.confirm/> })
        .collect_view();
    view! {
        <PageHead title lead/>
        {(!tabs.is_empty()).then(|| view! { <LinkTabs label="Delen van je register" tabs/> })}
        <Columns>
            <Stack>
                <ErrorSummary problem=form.problem()/>
                <ErrorSummary problem=choosing.problem()/>
                <ErrorSummary problem=planning.problem()/>
                <ToDo overview=to_do/>
                {pension}
                {nothing}
                {own}
                {way_in}
                {ways}
                {both.then(|| view! { <BothLists/> })}
                {cards}
                {hours.map(|hours| view! { <Hours hours/> })}
            </Stack>
            <Aside label="Je gegevens">
                <Card title="Je gegevens" id="gegevens" small=true>
                    <PersonFacts overview=facts/>
                    <Inset>
                        <Paragraph small=true>
                            <strong>"Klopt dit niet? "</strong>
                            "Naam en adres komen van je gemeente. Andere dingen geef je aan ons door."
                        </Paragraph>
                        <p>
                            <TextLink href="/mijn/gegevens/correctie" small=true>
                                "Iets klopt niet"
                            </TextLink>
                        </p>
                    </Inset>
                </Card>
                <Subjects claims/>
                {registered.then(|| view! { <OfProof/> })}
                <WhoSeesWhat public_page/>
            </Aside>
        </Columns>
    }
}

/// The way to a proof of registration.
#[component]
fn OfProof() -> impl IntoView {
    view! {
        <Card title="Bewijs van registratie" id="bewijs" small=true>
            <Paragraph small=true>"Laat zien dat je in het register staat, aan wie je wilt."</Paragraph>
            <p>
                <TextLink href="/mijn/bewijs" small=true>"Maak een bewijs"</TextLink>
            </p>
        </Card>
    }
}

/// For who stands in both parts: the one does not change the other.
#[component]
fn BothLists() -> impl IntoView {
    view! {
        <Alert title="Je plek in het lerarenregister verandert niet">
            <p>"Je kunt tegelijk in beide delen staan. Het gaat per benoeming."</p>
        </Alert>
    }
}

/// Only the tabs that apply.
fn tabs(overview: &Overview, shown: List) -> Vec<Tab> {
    [
        (List::Register, "Lerarenregister"),
        (List::Vestibule, "Registervoorportaal"),
    ]
    .into_iter()
    .filter_map(|(list, title)| {
        let count = i64::try_from(overview.on(list).count()).unwrap_or(i64::MAX);
        (count > 0).then(|| Tab {
            href: list.page().to_owned(),
            title: title.to_owned(),
            note: notation::count(count, "benoeming", "benoemingen"),
            current: shown == list,
            vestibule: list == List::Vestibule,
        })
    })
    .collect()
}

/// One sentence that says where you stand.
fn lead(overview: &Overview, shown: List) -> String {
    if overview.current().next().is_none() && overview.is_own() {
        return "Je staat in het lerarenregister, zonder benoeming.".to_owned();
    }
    if overview.appointments.is_empty() {
        return if overview.kept > 0 {
            "Je bent uitgeschreven.".to_owned()
        } else {
            "Je school heeft je nog niet doorgegeven.".to_owned()
        };
    }
    if shown == List::Vestibule && overview.on(shown).next().is_none() {
        return "Je staat niet in het registervoorportaal.".to_owned();
    }
    match overview.current().filter(|a| a.waits()).count() {
        0 => {}
        1 => return "Er staat 1 benoeming voor je klaar om te bevestigen.".to_owned(),
        n => return format!("Er staan {n} benoemingen voor je klaar om te bevestigen."),
    }
    let last = overview
        .on(shown)
        .filter_map(|a| a.maximum.as_ref().map(|maximum| maximum.date))
        .min();
    match (shown, overview.on(shown).next(), last) {
        (List::Register, Some(_), _) => "Je staat in het lerarenregister.".to_owned(),
        (_, Some(_), Some(last)) => format!(
            "Je staat in het registervoorportaal. Je mag dit geven tot en met {}.",
            notation::date(last)
        ),
        (_, Some(_), None) => "Je staat in het registervoorportaal.".to_owned(),
        (_, None, _) if overview.current().next().is_some() => {
            "Je benoeming hoort niet in het register of het voorportaal.".to_owned()
        }
        (_, None, _) => "Je hebt nu geen benoeming.".to_owned(),
    }
}

/// Why there is nothing here, and what to do.
fn nothing(overview: &Overview) -> AnyView {
    if overview.appointments.is_empty() && overview.kept > 0 {
        return view! {
            <Empty icon=Icons::CircleCheck title="Je staat niet in het register">
                <Paragraph muted=true>
                    "Wat is uitgeschreven, bewaren we 5 jaar. Je kunt het lezen en je weer laten opnemen."
                </Paragraph>
                <ButtonLink href="/mijn/bewaard" weight=Weight::Secondary>
                    "Wat er van je bewaard wordt"
                </ButtonLink>
            </Empty>
        }
        .into_any();
    }
    if overview.appointments.is_empty() {
        return view! { <NothingYet/> }.into_any();
    }
    view! {
            <Empty icon=Icons::School title="Hier staat nu geen benoeming">
                <Paragraph muted=true>
                    "Al je benoemingen, ook de eerdere, staan bij je gegevens."
                </Paragraph>
                <ButtonLink href="/mijn/gegevens" weight=Weight::Secondary>
                    "Naar je gegevens"
                </ButtonLink>
            </Empty>
    }
    .into_any()
}

/// The hours of the portfolio against the norm.
#[component]
fn Hours(hours: Progress) -> impl IntoView {
    let in_hours = |quarters: Quarters| f64::from(quarters.0) / 4.0;
    let aside = ViewFn::from(|| {
        view! { <TextLink href="/mijn/herregistratie" small=true>"Alles over mijn herregistratie"</TextLink> }
    });
    view! {
        <Card title="Op weg naar herregistratie" id="uren" aside>
            <Ruler
                label="Totaal"
                now=in_hours(hours.total)
                now_text=hours.total.to_string()
                need=in_hours(hours.norm)
                big=true
            />
            <Paragraph small=true muted=true>
                {format!("Een voorbeeld van criteria, versie {}. Ze gelden nog niet.", hours.version)}
            </Paragraph>
        </Card>
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <Empty icon=Icons::School title="Hier komt je benoeming">
            <Paragraph muted=true>
                "Je school geeft door waar en wanneer je lesgeeft. Dat is nog niet gebeurd. Vraag het na bij je school. Je portfolio kun je nu al bijhouden."
            </Paragraph>
            <ButtonLink href="/mijn/portfolio" weight=Weight::Secondary>"Naar je portfolio"</ButtonLink>
        </Empty>
    }
}
