//! One appointment on a page: what the school delivered, where it is placed and why, and confirming it.

use super::{
    Appointment, List,
    api::ConfirmAppointment,
    correction::{Reportable, period},
};
use crate::design::{
    Alert, Badge, Bullet, Button, Card, Details, Fact, Facts, Heard, Hidden, Icons, Identifier,
    Ordered, Paragraph, Source, Stack, Strand, TermExplained, TextLink, Tone,
};
use leptos::{form::ActionForm, prelude::*};
use shared::notation;

impl Appointment {
    /// The fields taught, and in which years.
    pub(crate) fn taught(&self) -> String {
        let fields = self.fields.join(", ");
        if self.years.is_empty() {
            return fields;
        }
        let years: Vec<String> = self.years.iter().map(ToString::to_string).collect();
        format!("{fields}, klas {}", years.join(", "))
    }
}

/// An appointment with all its facts.
#[component]
pub fn AppointmentCard(
    /// The appointment.
    appointment: Appointment,
    /// What confirms it.
    confirm: ServerAction<ConfirmAppointment>,
) -> impl IntoView {
    let list = appointment.list;
    let strand = ViewFn::from(move || {
        (list != List::None).then(|| view! { <Strand vestibule=list == List::Vestibule/> })
    });
    // Two appointments at one school must be told apart by ear as well.
    let title = appointment.school.clone();
    let hidden = format!(", benoeming {}", appointment.number);
    let context = format!("met de benoeming bij {}", appointment.school);
    let report = format!("/mijn/gegevens/correctie?benoeming={}", appointment.id);
    let (asked, facts, why) = (
        appointment.clone(),
        appointment.clone(),
        appointment.clone(),
    );
    view! {
        <Card title id=appointment.anchor() heard=hidden aside=strand>
            <Stack>
                {appointment.waits().then(|| view! { <ConfirmForm appointment=asked confirm/> })}
                <AppointmentFacts appointment=facts/>
                <Placement appointment=why/>
                <p>
                    <TextLink href=report small=true context=context>
                        "Iets klopt niet"
                    </TextLink>
                </p>
            </Stack>
        </Card>
    }
}

/// Why it stands where it stands, step by step.
#[component]
fn Placement(appointment: Appointment) -> impl IntoView {
    let article = if appointment.article.is_empty() {
        String::new()
    } else {
        format!("Dat volgt uit {}. ", appointment.article)
    };
    let context = format!("van de benoeming {}", appointment.number);
    let history = appointment
        .history
        .into_iter()
        .map(|past| {
            let since = notation::date_time(past.since);
            let why = past.why.map(|why| format!(". {why}"));
            view! { <Bullet>{format!("{since}: {}", past.what)}{why}</Bullet> }
        })
        .collect_view();
    let maximum = appointment
        .maximum
        .map(|computed| view! { <TermExplained computed/> });
    view! {
        {maximum}
        <Details summary="Waarom staat deze benoeming hier?">
            <Paragraph>{appointment.reason}</Paragraph>
            <Paragraph small=true muted=true>
                {format!("{article}Tabel van grondslagen, versie {}.", appointment.table_version)}
            </Paragraph>
            <Paragraph>"Zo stond deze benoeming er eerder:"</Paragraph>
            <Ordered>{history}</Ordered>
            <p>
                <TextLink href="/mijn/gegevens#op-een-dag" small=true context>
                    "Bekijk wat er op een andere dag stond"
                </TextLink>
            </p>
        </Details>
    }
}

/// The button with which the teacher says that it is right.
#[component]
fn ConfirmForm(
    appointment: Appointment,
    confirm: ServerAction<ConfirmAppointment>,
) -> impl IntoView {
    let (title, text) = if appointment.changed_since {
        (
            "Gewijzigd sinds je dit bevestigde",
            "Je school heeft deze benoeming gewijzigd. Kijk de gegevens na en bevestig ze opnieuw.",
        )
    } else {
        (
            "Klaargezet door je school",
            "Kijk de gegevens na. Zolang je ze niet bevestigt, ziet niemand anders ze in het register.",
        )
    };
    view! {
        <Alert>
            <p><strong>{title}</strong></p>
            <p>{text}</p>
        </Alert>
        <ActionForm action=confirm>
            <Hidden name="appointment" value=appointment.id.to_string()/>
            <Hidden name="version" value=appointment.version.to_string()/>
            <Button icon=Icons::Check>
                "Dit klopt"
                <Heard words=format!(", bevestig de benoeming bij {}", appointment.school)/>
            </Button>
        </ActionForm>
    }
}

/// The facts of an appointment, each with its source and the way to say that it is wrong.
#[component]
fn AppointmentFacts(appointment: Appointment) -> impl IntoView {
    let a = appointment;
    let (confirmed, standing) = (!a.waits(), a.standing());
    let list = a.list;
    let taught = a.taught();
    let maximum = a
        .maximum
        .as_ref()
        .map(|maximum| notation::date(maximum.date));
    let (id, school) = (a.id, a.school.clone());
    let wrong =
        move |fact: Reportable, name: &str| fact.link(Some(id), format!("{name}, {school}"));
    let field = (!a.fields.is_empty()).then(|| {
        let action = wrong(Reportable::Field, "onderwijsterrein");
        view! { <Fact name="Onderwijsterrein" source=Source::School action>{taught}</Fact> }
    });
    let maximum = maximum.map(|maximum| {
        let action = wrong(Reportable::Maximum, "toegestaan tot en met");
        view! { <Fact name="Toegestaan tot en met" source=Source::Register action>{maximum}</Fact> }
    });
    view! {
        <Facts wide=true>
            <Fact name="School" source=Source::School action=wrong(Reportable::School, "school")>
                {a.school}" "<Identifier value=a.brin/>
            </Fact>
            <Fact name="Bestuur" source=Source::School action=wrong(Reportable::School, "bestuur")>
                {a.board}
            </Fact>
            <Fact
                name="Benoeming"
                source=Source::School
                action=wrong(Reportable::Appointment, "benoeming")
            >
                {period(a.starts, a.ends)}
            </Fact>
            <Fact
                name="Arbeidsovereenkomst"
                source=Source::School
                action=wrong(Reportable::Contract, "arbeidsovereenkomst")
            >
                {period(a.contract_starts, a.contract_ends)}
            </Fact>
            {field}
            <Fact
                name="Benoemingsgrondslag"
                source=Source::School
                action=wrong(Reportable::Ground, "benoemingsgrondslag")
            >
                {a.ground_name}" "<Identifier value=a.ground_code/>
            </Fact>
            <Fact name="Staat in" source=Source::Register action=wrong(Reportable::List, "staat in")>
                {list.name()}
            </Fact>
            {maximum}
            <Fact
                name="Inschrijving"
                source=Source::Register
                action=wrong(Reportable::Entry, "inschrijving")
            >
                {standing} " "
                {confirmed.then(|| view! { <Badge tone=Tone::Ok>"Dit klopt"</Badge> })}
            </Fact>
            <Fact
                name="Laatst geleverd"
                source=Source::Register
                action=wrong(Reportable::Entry, "laatst geleverd")
            >
                {notation::date_time(a.delivered_at)}
                {a.delivered_by.map(|office| format!(", door het administratiekantoor {office}"))}
            </Fact>
        </Facts>
    }
}
