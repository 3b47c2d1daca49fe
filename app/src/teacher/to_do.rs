//! What a teacher can do now, the most pressing first.

use super::{Appointment, ClaimView, Overview};
use crate::design::{Badge, Card, Paragraph, Task, Tasks, Tone};
use leptos::prelude::*;
use shared::notation;

/// Everything that waits for the teacher; shows nothing when nothing does.
#[component]
pub fn ToDo(
    /// Everything.
    overview: Overview,
) -> impl IntoView {
    let without_subject = overview.current().any(|a| {
        overview
            .claims
            .iter()
            .all(|claim| claim.appointment != a.id)
    });
    let mut tasks: Vec<AnyView> = overview
        .current()
        .filter(|a| a.waits())
        .map(confirm)
        .collect();
    tasks.extend(overview.questions.iter().map(|(case, number, until)| {
        let title = format!("Beantwoord onze vraag in zaak {number}");
        let note = format!("Uiterlijk op {}.", notation::date(until.date));
        let (href, explained) = (format!("/mijn/zaken/{case}"), Some(until.clone()));
        view! { <Task href title note explained><Badge tone=Tone::Warning>"Nodig"</Badge></Task> }
            .into_any()
    }));
    tasks.extend(
        overview
            .claims
            .iter()
            .filter(|claim| claim.asks)
            .map(question),
    );
    tasks.extend(
        overview
            .claims
            .iter()
            .filter(|claim| !claim.recorded)
            .map(finish),
    );
    if without_subject {
        let title = "Geef op welk vak je geeft";
        let note = "We vergelijken het meteen met je diploma.";
        tasks.push(task(
            "/mijn/vakken/toevoegen".to_owned(),
            title.to_owned(),
            note,
            Tone::Neutral,
            "Als je wilt",
        ));
    }
    if overview.invitations > 0 {
        tasks.push(task(
            "/mijn/portfolio/collegas".to_owned(),
            "Een collega vraagt je iets".to_owned(),
            "Om feedback te geven, of om iets dat jullie samen deden.",
            Tone::Info,
            "Als je wilt",
        ));
    }
    if overview.attendances > 0 {
        tasks.push(task(
            "/mijn/portfolio/aanbod".to_owned(),
            "Zet in je portfolio waar je was".to_owned(),
            "Een aanbieder gaf door dat je meedeed.",
            Tone::Info,
            "Als je wilt",
        ));
    }
    if overview.unread > 0 {
        let count = notation::count(
            i64::from(overview.unread),
            "nieuw bericht",
            "nieuwe berichten",
        );
        let title = format!("Lees {count}");
        tasks.push(task(
            "/mijn/berichten".to_owned(),
            title,
            "",
            Tone::Info,
            "Nieuw",
        ));
    }
    let count = i64::try_from(tasks.len()).unwrap_or(i64::MAX);
    (count > 0).then(|| {
        let aside = ViewFn::from(move || {
            view! {
                <Paragraph small=true muted=true>{notation::count(count, "ding", "dingen")}</Paragraph>
            }
        });
        view! {
            <Card title="Wat kun je nu doen?" id="nu" aside>
                <Tasks>{tasks}</Tasks>
            </Card>
        }
    })
}

fn confirm(appointment: &Appointment) -> AnyView {
    let href = format!("{}#{}", appointment.list.page(), appointment.anchor());
    let title = format!("Bevestig je benoeming bij {}", appointment.school);
    // Two appointments at one school are told apart by their ground.
    let ground = &appointment.ground_name;
    if appointment.changed_since {
        let note = format!("{ground}. Je school heeft iets gewijzigd sinds je dit bevestigde.");
        return task(href, title, note, Tone::Warning, "Gewijzigd");
    }
    let note = format!("{ground}. Kijk na of klopt wat je school doorgaf.");
    task(href, title, note, Tone::Warning, "Klaargezet")
}

fn question(claim: &ClaimView) -> AnyView {
    let href = format!("/mijn/vakken/toevoegen/uitkomst?vak={}", claim.id);
    let title = format!("Beantwoord een vraag over je vak {}", claim.subject);
    let note = "De tabel van bevoegdheden is gewijzigd. Wat er staat, blijft staan.";
    task(href, title, note, Tone::Info, "Als je wilt")
}

fn finish(claim: &ClaimView) -> AnyView {
    let href = format!("/mijn/vakken/toevoegen/uitkomst?vak={}", claim.id);
    let title = format!("Maak je opgave van {} af", claim.subject);
    let note = format!("{}. Bewaard, maar nog niet vastgelegd.", claim.place());
    task(href, title, note, Tone::Neutral, "Bijna klaar")
}

fn task(
    href: String,
    title: String,
    note: impl Into<String>,
    tone: Tone,
    status: &'static str,
) -> AnyView {
    let note: String = note.into();
    view! { <Task href title note><Badge tone>{status}</Badge></Task> }.into_any()
}
