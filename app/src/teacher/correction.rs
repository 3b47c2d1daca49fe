//! "Iets klopt niet": reporting it.

use super::{
    Appointment, Overview,
    api::{ReportFact, my_overview},
    entry::api::my_kept,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Aside, Breadcrumb, Button, ButtonLink, Card, Choice, Columns, ErrorSummary,
        Inset, Narrow, PageHead, SelectField, Source, Stack, TermExplained, TextArea, TextLink,
        VStep, VSteps,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, returned_form},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{case::OwnFact, identifier::AppointmentId, notation, term::Computed};

/// What can be reported as wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reportable {
    /// The school or its board.
    School,
    /// When the appointment begins or ends.
    Appointment,
    /// The employment contract.
    Contract,
    /// What is taught, in which years.
    Field,
    /// The appointment ground.
    Ground,
    /// The whole appointment.
    Gone,
    /// Anything else.
    Other,
    /// Name or address.
    Name,
    /// Day of birth.
    BirthDate,
    /// On which of the two lists the appointment stands.
    List,
    /// The latest day in the vestibule.
    Latest,
    /// Whether the appointment is confirmed or removed.
    Entry,
    /// What came of comparing a subject with the diplomas.
    Outcome,
}

/// Who answers a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// The school that delivered the fact.
    School,
    /// The register itself: it computed or recorded the fact, and can set it right.
    Register(OwnFact),
    /// Nobody here: the fact comes from the BRP and is changed at the municipality.
    Municipality,
}

/// Who answers a report about a fact with this name; `brp` is whether name and day of birth come from
/// the BRP (article 38k WPO).
pub fn addressee(fact: &str, brp: bool) -> Addressee {
    match Reportable::labelled(fact) {
        Some(Reportable::List | Reportable::Latest) => Addressee::Register(OwnFact::Listing),
        Some(Reportable::Entry) => Addressee::Register(OwnFact::Entry),
        Some(Reportable::Outcome) => Addressee::Register(OwnFact::Comparison),
        Some(Reportable::Name | Reportable::BirthDate) if brp => Addressee::Municipality,
        _ => Addressee::School,
    }
}

impl Reportable {
    /// What the school delivers of an appointment.
    const OF_APPOINTMENT: [Self; 7] = [
        Self::School,
        Self::Appointment,
        Self::Contract,
        Self::Field,
        Self::Ground,
        Self::Gone,
        Self::Other,
    ];

    /// What the school delivers of somebody who is not in the BRP. What comes from the BRP is
    /// changed there, and not by a report (article 38k WPO).
    const OF_PERSON: [Self; 2] = [Self::Name, Self::BirthDate];

    /// What the register itself computed or recorded.
    const OF_REGISTER: [Self; 4] = [Self::List, Self::Latest, Self::Entry, Self::Outcome];

    fn all() -> impl Iterator<Item = Self> {
        Self::OF_APPOINTMENT
            .into_iter()
            .chain(Self::OF_PERSON)
            .chain(Self::OF_REGISTER)
    }

    const fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Appointment => "benoeming",
            Self::Contract => "arbeidsovereenkomst",
            Self::Field => "onderwijsterrein",
            Self::Ground => "grondslag",
            Self::Gone => "niet-hier",
            Self::Other => "anders",
            Self::Name => "naam",
            Self::BirthDate => "geboortedatum",
            Self::List => "register",
            Self::Latest => "uiterste-datum",
            Self::Entry => "opname",
            Self::Outcome => "vergelijking",
        }
    }

    /// What it is called; the school reads this.
    const fn label(self) -> &'static str {
        match self {
            Self::School => "School of bestuur",
            Self::Appointment => "Begin of einde van de benoeming",
            Self::Contract => "Arbeidsovereenkomst",
            Self::Field => "Onderwijsterrein of leerjaren",
            Self::Ground => "Benoemingsgrondslag",
            Self::Gone => "Ik werk hier niet (meer)",
            Self::Other => "Iets anders",
            Self::Name => "Naam of adres",
            Self::BirthDate => "Geboortedatum",
            Self::List => "In welk register ik sta",
            Self::Latest => "De uiterste datum in het voorportaal",
            Self::Entry => "Of ik ben bevestigd of uitgeschreven",
            Self::Outcome => "De vergelijking met mijn diploma",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        Self::all().find(|fact| fact.code() == code)
    }

    fn labelled(label: &str) -> Option<Self> {
        Self::all().find(|fact| fact.label() == label)
    }

    /// Where it is reported, with as much filled in as is known.
    pub fn address(self, appointment: Option<AppointmentId>) -> String {
        let code = self.code();
        match appointment {
            Some(id) => format!("/mijn/gegevens/correctie?benoeming={id}&gegeven={code}"),
            None => format!("/mijn/gegevens/correctie?gegeven={code}"),
        }
    }

    /// The link at a fact, in a few letters: `name` says to the ear which fact, and of which
    /// appointment.
    pub fn link(self, appointment: Option<AppointmentId>, name: impl Into<String>) -> ViewFn {
        let (href, name) = (self.address(appointment), name.into());
        ViewFn::from(move || {
            let (href, context) = (href.clone(), name.clone());
            view! { <TextLink href small=true context>"Klopt niet?"</TextLink> }
        })
    }

    /// What stands in the register now.
    fn now(self, appointment: &Appointment) -> Option<String> {
        let a = appointment;
        match self {
            Self::School => Some(format!("{}, {}", a.school, a.board)),
            Self::Appointment => Some(period(a.starts, a.ends)),
            Self::Contract => Some(period(a.contract_starts, a.contract_ends)),
            Self::Field => (!a.fields.is_empty()).then(|| a.taught()),
            Self::Ground => Some(a.ground_name.clone()),
            Self::List => Some(a.reason.clone()),
            Self::Latest => a.maximum.as_ref().map(|latest| notation::date(latest.date)),
            Self::Entry => Some(a.entry.word().to_owned()),
            Self::Gone | Self::Other | Self::Name | Self::BirthDate | Self::Outcome => None,
        }
    }
}

/// `Sinds 1 augustus 2014`, or from one day to another.
pub fn period(from: Date, to: Option<Date>) -> String {
    match to {
        Some(to) => format!("{} tot en met {}", notation::date(from), notation::date(to)),
        None => format!("Sinds {}", notation::date(from)),
    }
}

/// `/mijn/gegevens/correctie?gegeven=&benoeming=`
pub struct CorrectionPage {
    action: ServerAction<ReportFact>,
    loaded: Resource<(Answer<Overview>, Option<FormState>)>,
}

impl Page for CorrectionPage {
    fn data() -> Self {
        let returned = returned_form();
        Self {
            action: ServerAction::new(),
            loaded: Resource::new(returned, |id| async move {
                (reportable().await, FormState::load(id).await)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let (action, loaded) = (this.action, this.loaded);
        let query = use_query_map();
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    let (overview, returned) = loaded.await;
                    let asked = |name: &str| query.read_untracked().get(name).unwrap_or_default();
                    let asked = (asked("benoeming"), Reportable::parse(&asked("gegeven")));
                    match overview {
                        Ok(overview) => view! { <Report overview returned action asked/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

/// The overview, with the appointments that left the register: that may not be right either.
async fn reportable() -> Answer<Overview> {
    let mut overview = my_overview().await?;
    if overview.kept > 0 {
        let removed = my_kept().await?.removed;
        let removed = removed.into_iter().map(|kept| kept.appointment);
        overview.appointments.extend(removed);
    }
    Ok(overview)
}

#[component]
fn Report(
    overview: Overview,
    returned: Option<FormState>,
    action: ServerAction<ReportFact>,
    asked: (String, Option<Reportable>),
) -> impl IntoView {
    if overview.appointments.is_empty() {
        return view! { <NothingToReport/> }.into_any();
    }
    let form = Form::new(action, returned);
    let title = move || {
        let fault = if form.problem().read().is_some() {
            "Fout: "
        } else {
            ""
        };
        format!("{fault}Wat klopt er niet? - Lerarenregister")
    };
    let from_school = overview
        .person
        .details
        .as_ref()
        .is_some_and(|d| d.source == Source::School);
    let answer_by = overview.answer_by.clone();
    view! {
        <Title text=title/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Columns>
            <Narrow>
                <ErrorSummary problem=form.problem()/>
                <PageHead
                    title="Wat klopt er niet?"
                    lead="Wie het gegeven vastlegde, krijgt je melding met een datum. Je ziet hier wat ermee gebeurt."
                />
                {(!from_school).then(|| view! { <Municipality/> })}
                <Fields form overview asked from_school action/>
            </Narrow>
            <Aside label="Wat gebeurt er daarna">
                <WhatFollows answer_by/>
            </Aside>
        </Columns>
    }
    .into_any()
}

#[component]
fn Fields(
    form: Form,
    overview: Overview,
    asked: (String, Option<Reportable>),
    from_school: bool,
    action: ServerAction<ReportFact>,
) -> impl IntoView {
    let several = overview.appointments.len() > 1;
    let appointments = several
        .then(|| Choice::new("", "Kies"))
        .into_iter()
        .chain(overview.appointments.iter().map(|a| {
            let left = if a.entry.is_removed() {
                ", uitgeschreven"
            } else {
                ""
            };
            Choice::new(
                a.id.to_string(),
                format!("{} ({}{left})", a.school, a.ground_name),
            )
        }))
        .collect::<Vec<_>>();
    let of_person: &[Reportable] = if from_school {
        &Reportable::OF_PERSON
    } else {
        &[]
    };
    let facts = std::iter::once(Choice::new("", "Kies"))
        .chain(
            Reportable::OF_APPOINTMENT
                .iter()
                .chain(of_person)
                .chain(&Reportable::OF_REGISTER)
                .map(|fact| Choice::new(fact.label(), fact.label())),
        )
        .collect::<Vec<_>>();
    let (appointment, fact) = asked;
    let appointment = match overview.appointments.as_slice() {
        [only] => only.id.to_string(),
        _ => form.value("appointment", appointment),
    };
    let fact = form.value("fact", fact.map(Reportable::label).unwrap_or_default());
    let chosen = RwSignal::new((appointment.clone(), fact.clone()));
    let now = Memo::new(move |_| {
        chosen.with(|(appointment, fact)| {
            let appointment = overview
                .appointments
                .iter()
                .find(|a| a.id.to_string() == *appointment)?;
            Reportable::labelled(fact)?.now(appointment)
        })
    });
    let shown = move || {
        now.get().map(|now| {
            view! { <Inset><p><strong>"Er staat nu: "</strong>{now}</p></Inset> }
        })
    };
    view! {
        <ActionForm action=action>
            <Stack>
                <SelectField
                    name="appointment"
                    label="Om welke benoeming gaat het?"
                    value=appointment
                    choices=appointments
                    error=form.error("appointment")
                    on_change=Callback::new(move |id: String| chosen.update(|chosen| chosen.0 = id))
                />
                <SelectField
                    name="fact"
                    label="Wat klopt er niet?"
                    value=fact
                    choices=facts
                    error=form.error("fact")
                    on_change=Callback::new(move |fact: String| chosen.update(|chosen| chosen.1 = fact))
                />
                <div aria-live="polite">{shown}</div>
                <TextArea
                    name="message"
                    label="Wat moet het zijn?"
                    hint="Vertel het in een paar zinnen. Zet er geen burgerservicenummer in."
                    value=form.value("message", "")
                    error=form.error("message")
                />
                <Actions>
                    <Button>"Geef het door"</Button>
                    <TextLink href="/mijn/gegevens">"Annuleren"</TextLink>
                </Actions>
            </Stack>
        </ActionForm>
    }
}

#[component]
fn WhatFollows(answer_by: Computed) -> impl IntoView {
    let due = notation::date(answer_by.date);
    view! {
        <Card title="Wat gebeurt er daarna?" id="daarna" small=true quiet=true>
            <VSteps>
                <VStep number=1 title="Je school krijgt een taak">
                    "Meteen. Heeft het register het gegeven zelf vastgelegd? Dan nemen wij een besluit, binnen 8 weken."
                </VStep>
                <VStep number=2 title="De school past het aan of legt uit">
                    {format!("Uiterlijk op {due}.")}
                </VStep>
                <VStep number=3 title="Jij krijgt bericht">
                    "Niet eens met de uitleg, of geen antwoord? Dan kun je ons om een besluit vragen."
                </VStep>
            </VSteps>
            <TermExplained computed=answer_by/>
        </Card>
    }
}

#[component]
fn Municipality() -> impl IntoView {
    view! {
        <Alert>
            <p>
                "Naam, adres en geboortedatum komen van je gemeente. Verander je die daar, dan \
                 komen ze vanzelf hier."
            </p>
        </Alert>
    }
}

#[component]
fn NothingToReport() -> impl IntoView {
    view! {
        <Title text="Wat klopt er niet? - Lerarenregister"/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Narrow>
            <PageHead
                title="Wat klopt er niet?"
                lead="Je school heeft nog niets over je doorgegeven. Geef je al les? Vraag het na bij je school."
            />
            <Municipality/>
            <p><ButtonLink href="/mijn">"Terug naar overzicht"</ButtonLink></p>
        </Narrow>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_goes_to_who_can_do_something_about_it() {
        let to = |fact: Reportable, brp| addressee(fact.label(), brp);
        assert_eq!(to(Reportable::Ground, true), Addressee::School);
        assert_eq!(to(Reportable::Name, true), Addressee::Municipality);
        assert_eq!(to(Reportable::Name, false), Addressee::School);
        let own = Addressee::Register;
        assert_eq!(to(Reportable::List, true), own(OwnFact::Listing));
        assert_eq!(to(Reportable::Entry, true), own(OwnFact::Entry));
        assert_eq!(addressee("begindatum", true), Addressee::School);
    }

    #[test]
    fn the_address_of_a_report_names_its_fact_and_comes_back_as_that_fact() {
        for fact in Reportable::all() {
            let address = fact.address(None);
            let code = address.rsplit('=').next().unwrap_or_default();
            assert_eq!(Reportable::parse(code), Some(fact));
            assert_eq!(Reportable::labelled(fact.label()), Some(fact));
            assert!(
                !address.contains(' '),
                "an address without spaces: {address}"
            );
        }
    }
}
