//! One appointment on a page: what the school delivered, where it is placed and why, and confirming it.

use super::{Appointment, List, api::ConfirmAppointment};
use crate::design::{
    Alert, Badge, Button, Details, Fact, Facts, Hidden, Icons, Ruler, Series, Source, Strand,
    TextLink, Tone,
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use shared::notation;

/// An appointment with all its facts.
#[component]
pub fn AppointmentCard(
    /// The appointment.
    appointment: Appointment,
    /// What confirms it.
    confirm: ServerAction<ConfirmAppointment>,
    /// Today, in the Netherlands.
    today: Date,
) -> impl IntoView {
    let id = appointment.anchor();
    let waits = appointment.waits();
    let is_vestibule = appointment.list == List::Vestibule;
    let report = format!("/mijn/gegevens/correctie?benoeming={}", appointment.id);
    let form = ConfirmForm(ConfirmFormProps {
        appointment: appointment.clone(),
        confirm,
    });
    let school = appointment.school.clone();
    // Two appointments at one school must be told apart by ear as well.
    let hidden = format!(", benoeming {}", appointment.number);
    let labelled = id.clone();
    let (facts, timed) = (appointment.clone(), appointment.clone());
    let context = format!("met de benoeming bij {}", appointment.school);
    view! {
        <section class="lr-card lr-stack lr-stack--m" aria-labelledby=labelled>
            <div class="lr-card__head">
                <h2 class="utrecht-heading-2" id=id>{school}<span class="lr-vh">{hidden}</span></h2>
                {(appointment.list != List::None).then(|| view! { <Strand vestibule=is_vestibule/> })}
            </div>
            {waits.then_some(form)}
            {is_vestibule.then(|| view! { <TimeLeft appointment=timed today/> })}
            <AppointmentFacts appointment=facts/>
            <Details summary="Waarom staat deze benoeming hier?">
                <p class="utrecht-paragraph">{appointment.reason.clone()}</p>
                {appointment
                    .maximum
                    .clone()
                    .map(|maximum| {
                        let steps = maximum
                            .steps
                            .into_iter()
                            .map(|step| {
                                view! {
                                    <li class="utrecht-ordered-list__item">
                                        {format!("{}: {} ({})", notation::date(step.date), step.reason, step.article)}
                                    </li>
                                }
                            })
                            .collect_view();
                        view! {
                            <p class="utrecht-paragraph">"Zo is de uiterste datum berekend:"</p>
                            <ol class="utrecht-ordered-list">{steps}</ol>
                        }
                    })}
                <p class="lr-small lr-muted">
                    {format!(
                        "{} Tabel van grondslagen, versie {}.",
                        if appointment.article.is_empty() {
                            String::new()
                        } else {
                            format!("Dat volgt uit {}.", appointment.article)
                        },
                        appointment.table_version,
                    )}
                </p>
            </Details>
            <p>
                <TextLink href=report small=true context=context>
                    "Iets klopt niet"
                </TextLink>
            </p>
        </section>
    }
}

/// How much of the time that the law allows is used, on the way to a teaching authority.
#[component]
fn TimeLeft(appointment: Appointment, today: Date) -> impl IntoView {
    let start = appointment.ground_since.unwrap_or(appointment.starts);
    appointment.maximum.map(|maximum| {
        // The day after the last one makes whole years whole months.
        let end = maximum.date.tomorrow().unwrap_or(maximum.date);
        let total = months(start, end).max(1);
        let used = months(start, today.clamp(start, end));
        let last = maximum.date;
        let foot = move || {
            view! {
                <span>{format!("Gestart op {}", notation::date(start))}</span>
                <span>{format!("Uiterlijk {}", notation::date(last))}</span>
            }
        };
        view! {
            <Ruler
                label="Tijd die je hebt op deze grondslag"
                now=f64::from(used)
                now_text=used.to_string()
                need=f64::from(total)
                unit="maanden"
                series=Series::Third
                foot
            />
        }
    })
}

/// Whole months from one day to another.
fn months(from: Date, to: Date) -> i32 {
    from.until((jiff::Unit::Month, to))
        .map_or(0, |span| span.get_months())
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
                <span class="lr-vh">{format!(", bevestig de benoeming bij {}", appointment.school)}</span>
            </Button>
        </ActionForm>
    }
}

/// The facts of an appointment, each with its source.
#[component]
pub fn AppointmentFacts(
    /// The appointment.
    appointment: Appointment,
) -> impl IntoView {
    let a = appointment;
    let period = |from, to: Option<jiff::civil::Date>| match to {
        Some(to) => format!("{} tot en met {}", notation::date(from), notation::date(to)),
        None => format!("Sinds {}", notation::date(from)),
    };
    let years = (!a.years.is_empty()).then(|| {
        let years: Vec<String> = a.years.iter().map(ToString::to_string).collect();
        format!(", klas {}", years.join(", "))
    });
    let confirmed = !a.waits();
    let maximum = a
        .maximum
        .as_ref()
        .map(|maximum| notation::date(maximum.date));
    view! {
        <Facts>
            <Fact name="School" source=Source::School>
                {a.school}" "<span class="lr-id">{a.brin}</span>
            </Fact>
            <Fact name="Bestuur" source=Source::School>{a.board}</Fact>
            <Fact name="Benoeming" source=Source::School>{period(a.starts, a.ends)}</Fact>
            <Fact name="Arbeidsovereenkomst" source=Source::School>
                {period(a.contract_starts, a.contract_ends)}
            </Fact>
            {(!a.fields.is_empty())
                .then(|| {
                    view! {
                        <Fact name="Onderwijsterrein" source=Source::School>
                            {a.fields.join(", ")}
                            {years}
                        </Fact>
                    }
                })}
            <Fact name="Benoemingsgrondslag" source=Source::School>
                {a.ground_name}" "<span class="lr-id">{a.ground_code}</span>
            </Fact>
            {maximum
                .map(|maximum| {
                    view! {
                        <Fact name="Toegestaan tot en met" source=Source::Register>{maximum}</Fact>
                    }
                })}
            <Fact name="Laatst geleverd" source=Source::Register>
                {notation::date_time(a.delivered_at)}
            </Fact>
            {confirmed
                .then(|| {
                    view! {
                        <Fact name="Bevestigd" source=Source::Teacher>
                            <Badge tone=Tone::Ok>"Dit klopt"</Badge>
                        </Fact>
                    }
                })}
        </Facts>
    }
}
