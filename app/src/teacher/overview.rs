//! Where you stand: the register and the vestibule, each on its own tab.

use super::{
    Appointment, BrpState, ClaimView, List, Overview,
    api::{ConfirmAppointment, my_overview},
    appointment::AppointmentCard,
    claims::OutcomeBadge,
};
use crate::{
    design::{
        Alert, Badge, ButtonLink, Card, Columns, Empty, Fact, Facts, Icons, Inset, LinkTabs,
        PageHead, Source, Stack, Tab, Task, Tasks, TextLink, Tone, Weight,
    },
    failure::Answer,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use shared::notation;

type Data = (ServerAction<ConfirmAppointment>, Resource<Answer<Overview>>);

fn data() -> Data {
    let confirm = ServerAction::<ConfirmAppointment>::new();
    (confirm, Resource::new(move || confirm.version().get(), |_| my_overview()))
}

/// `/mijn`
pub struct OverviewPage(Data);

#[lazy_route]
impl LazyRoute for OverviewPage {
    fn data() -> Self {
        Self(data())
    }

    fn view(this: Self) -> AnyView {
        page(this.0, List::Register)
    }
}

/// `/mijn/voorportaal`
pub struct VestibulePage(Data);

#[lazy_route]
impl LazyRoute for VestibulePage {
    fn data() -> Self {
        Self(data())
    }

    fn view(this: Self) -> AnyView {
        page(this.0, List::Vestibule)
    }
}

fn page((confirm, overview): Data, tab: List) -> AnyView {
    view! {
        <Title text="Mijn register - Lerarenregister"/>
        <Transition>
            {move || Suspend::new(async move {
                match overview.await {
                    Ok(overview) => view! { <Standing overview tab confirm/> }.into_any(),
                    Err(failure) => view! { <FailureView failure/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Standing(
    overview: Overview,
    tab: List,
    confirm: ServerAction<ConfirmAppointment>,
) -> impl IntoView {
    let register: Vec<Appointment> = overview.on(List::Register).cloned().collect();
    let vestibule: Vec<Appointment> = overview.on(List::Vestibule).cloned().collect();
    let first_name = overview
        .person
        .details
        .as_ref()
        .map_or_else(String::new, |details| format!(" {}", details.first_name));
    // Who is in the vestibule only, lands there.
    let shown = if tab == List::Register && register.is_empty() && !vestibule.is_empty() {
        List::Vestibule
    } else {
        tab
    };
    let appointments = if shown == List::Register { &register } else { &vestibule };
    let tab_of = |href: &str, title: &str, list: List, count: usize| {
        (count > 0).then(|| Tab {
            href: href.to_owned(),
            title: title.to_owned(),
            note: notation::count(i64::try_from(count).unwrap_or(i64::MAX), "benoeming", "benoemingen"),
            current: shown == list,
            vestibule: list == List::Vestibule,
        })
    };
    let tabs: Vec<Tab> = [
        tab_of("/mijn", "Lerarenregister", List::Register, register.len()),
        tab_of("/mijn/voorportaal", "Registervoorportaal", List::Vestibule, vestibule.len()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let nothing = overview.appointments.is_empty();
    let cards = appointments
        .iter()
        .cloned()
        .map(|appointment| view! { <AppointmentCard appointment confirm/> })
        .collect_view();
    let claims: Vec<ClaimView> = overview
        .claims
        .iter()
        .filter(|claim| appointments.iter().any(|a| a.id == claim.appointment))
        .cloned()
        .collect();
    let lead = lead(&overview, shown);
    let number = overview.person.number.to_string();
    let (to_do, facts) = (overview.clone(), overview);
    view! {
        <PageHead title=format!("Dag{first_name}, hier sta je") lead=lead/>
        {(!tabs.is_empty()).then(|| view! { <LinkTabs label="Delen van je register" tabs/> })}
        <div class="lr-above">
            <Columns>
                <Stack>
                    <ToDo overview=to_do/>
                    {nothing.then(|| view! { <NothingYet/> })}
                    {cards}
                </Stack>
                <aside class="lr-stack lr-stack--l" aria-label="Je gegevens">
                    <Card title="Je gegevens" id="gegevens" small=true>
                        <PersonFacts overview=facts/>
                        <Inset>
                            <p class="lr-small">
                                <strong>"Klopt dit niet? "</strong>
                                "Naam en adres komen van je gemeente. Geef andere dingen aan ons door."
                            </p>
                            <p><TextLink href="/mijn/gegevens/correctie" small=true>"Iets klopt niet"</TextLink></p>
                        </Inset>
                    </Card>
                    {(!nothing).then(|| view! { <Subjects claims/> })}
                    <WhoSeesWhat number=number/>
                </aside>
            </Columns>
        </div>
    }
}

/// One sentence that says where you stand.
fn lead(overview: &Overview, shown: List) -> String {
    let waiting = overview
        .appointments
        .iter()
        .filter(|a| !a.confirmed || a.changed_since)
        .count();
    if overview.appointments.is_empty() {
        return "Je school heeft je nog niet doorgegeven.".to_owned();
    }
    if waiting > 0 {
        let count = notation::count(i64::try_from(waiting).unwrap_or(0), "benoeming", "benoemingen");
        return format!("Er staat {count} voor je klaar om te bevestigen.");
    }
    if shown == List::Vestibule {
        let last = overview
            .on(List::Vestibule)
            .filter_map(|a| a.maximum.as_ref().map(|maximum| maximum.date))
            .min();
        return match last {
            Some(last) => format!(
                "Je bent nog niet bevoegd voor wat je hier geeft. Je mag dit geven tot en met {}.",
                notation::date(last)
            ),
            None => "Je bent nog niet bevoegd voor wat je hier geeft.".to_owned(),
        };
    }
    "Je staat in het lerarenregister.".to_owned()
}

#[component]
fn ToDo(overview: Overview) -> impl IntoView {
    let waiting: Vec<&Appointment> = overview
        .appointments
        .iter()
        .filter(|a| !a.confirmed || a.changed_since)
        .collect();
    let without_subject = overview
        .appointments
        .iter()
        .filter(|a| !overview.claims.iter().any(|claim| claim.appointment == a.id))
        .count();
    let drafts: Vec<ClaimView> = overview.claims.iter().filter(|claim| !claim.recorded).cloned().collect();
    let mut tasks = Vec::new();
    for appointment in waiting {
        tasks.push(
            view! {
                <Task
                    href=format!("#benoeming-{}", appointment.number)
                    title=format!("Bevestig je benoeming bij {}", appointment.school)
                    note="Kijk na of klopt wat je school doorgaf."
                >
                    <Badge tone=Tone::Warning>"Klaargezet"</Badge>
                </Task>
            }
            .into_any(),
        );
    }
    for claim in drafts {
        tasks.push(
            view! {
                <Task
                    href=format!("/mijn/vakken/toevoegen/uitkomst?vak={}", claim.id)
                    title=format!("Maak je opgave van {} af", claim.subject)
                    note="Je opgave is bewaard, maar nog niet vastgelegd."
                >
                    <Badge tone=Tone::Neutral>"Bijna klaar"</Badge>
                </Task>
            }
            .into_any(),
        );
    }
    if without_subject > 0 {
        tasks.push(
            view! {
                <Task
                    href="/mijn/vakken/toevoegen"
                    title="Geef op welk vak je geeft"
                    note="We vergelijken het meteen met je diploma."
                >
                    <Badge tone=Tone::Neutral>"Als je wilt"</Badge>
                </Task>
            }
            .into_any(),
        );
    }
    if overview.unread > 0 {
        tasks.push(
            view! {
                <Task
                    href="/mijn/berichten"
                    title=format!("Lees {}", notation::count(i64::from(overview.unread), "nieuw bericht", "nieuwe berichten"))
                >
                    <Badge>"Nieuw"</Badge>
                </Task>
            }
            .into_any(),
        );
    }
    let count = tasks.len();
    (count > 0).then(|| {
        view! {
            <Card
                title="Wat kun je nu doen?"
                id="nu"
                aside=ViewFn::from(move || {
                    view! {
                        <span class="lr-small lr-muted">
                            {notation::count(i64::try_from(count).unwrap_or(0), "ding", "dingen")}
                        </span>
                    }
                })
            >
                <Tasks>{tasks}</Tasks>
            </Card>
        }
    })
}

#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <div class="lr-card">
            <Empty icon=Icons::School title="Hier komt je benoeming">
                <p class="utrecht-paragraph lr-muted">
                    "Je school geeft door waar en wanneer je lesgeeft. Dat is nog niet gebeurd. Vraag het na bij je school. Je portfolio kun je nu al bijhouden."
                </p>
                <ButtonLink href="/mijn/portfolio" weight=Weight::Secondary>"Naar je portfolio"</ButtonLink>
            </Empty>
        </div>
    }
}

/// Name, number and birth date, each with its source.
#[component]
pub fn PersonFacts(
    /// Everything.
    overview: Overview,
) -> impl IntoView {
    let person = overview.person;
    let note = match person.brp {
        BrpState::Waiting => Some("We halen je naam op bij de Basisregistratie Personen. Dat duurt meestal niet lang."),
        BrpState::Unreachable => Some("De Basisregistratie Personen antwoordt nu niet. We proberen het vanzelf opnieuw."),
        BrpState::Unknown => Some("De Basisregistratie Personen kent je niet. Je school geeft dan je naam en adres door."),
        BrpState::Mismatch => Some("Je school gaf een andere geboortedatum door dan de Basisregistratie Personen. We zoeken dit uit."),
        BrpState::Found => None,
    };
    let birth_source = if person.details.as_ref().is_some_and(|d| d.source == Source::Brp) {
        Source::Brp
    } else {
        Source::School
    };
    view! {
        {note.map(|note| view! { <Alert><p>{note}</p></Alert> })}
        <Facts>
            {person
                .details
                .map(|details| {
                    let source = details.source;
                    view! {
                        <Fact name="Naam" source=source>{details.full_name}</Fact>
                        {details.address.map(|address| view! { <Fact name="Adres" source=source>{address}</Fact> })}
                    }
                })}
            {person
                .birth_date
                .map(|day| view! { <Fact name="Geboortedatum" source=birth_source>{notation::date(day)}</Fact> })}
            <Fact name="Burgerservicenummer" source=Source::School>
                <span class="lr-id">{person.bsn_masked}</span>
            </Fact>
            <Fact name="Registratienummer" source=Source::Register>
                <span class="lr-id">{person.number.to_string()}</span>
            </Fact>
        </Facts>
    }
}

#[component]
fn Subjects(claims: Vec<ClaimView>) -> impl IntoView {
    let empty = claims.is_empty();
    let facts = claims
        .into_iter()
        .map(|claim| {
            let outcome = claim.outcome;
            view! {
                <Fact name=claim.subject source=Source::Teacher>
                    {claim.extent}<br/>
                    <OutcomeBadge outcome/>
                </Fact>
            }
        })
        .collect_view();
    view! {
        <Card title="Je vakken" id="vakken" small=true>
            {if empty {
                view! { <p class="utrecht-paragraph lr-small">"Je hebt nog geen vak opgegeven."</p> }.into_any()
            } else {
                view! { <Facts>{facts}</Facts> }.into_any()
            }}
            <p><TextLink href="/mijn/vakken/toevoegen" small=true>"Geef een vak op"</TextLink></p>
        </Card>
    }
}

#[component]
fn WhoSeesWhat(number: String) -> impl IntoView {
    view! {
        <Card title="Wie ziet wat?" id="wie" small=true quiet=true>
            <ul class="utrecht-unordered-list lr-small">
                <li class="utrecht-unordered-list__item">
                    <strong>"Iedereen "</strong>"ziet je naam, nummer, school en vak, als je in het lerarenregister staat."
                </li>
                <li class="utrecht-unordered-list__item"><strong>"Je school "</strong>"ziet ook je aanstelling."</li>
                <li class="utrecht-unordered-list__item"><strong>"Alleen jij "</strong>"ziet je portfolio."</li>
            </ul>
            <p><TextLink href=format!("/register/leraar/{number}") small=true>"Bekijk je openbare pagina"</TextLink></p>
        </Card>
    }
}
