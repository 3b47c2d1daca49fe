//! What stands beside the appointments of a teacher: who it is, the subjects, and who sees what.

use super::{BrpState, ClaimView, Overview, claims::OutcomeBadge, correction::Reportable};
use crate::design::{
    Alert, Bullet, Bullets, Card, Fact, Facts, Gap, Identifier, Paragraph, Source, Stack, TextLink,
};
use leptos::prelude::*;
use shared::notation;

/// Name, number and birth date, each with its source.
#[component]
pub fn PersonFacts(
    /// Everything.
    overview: Overview,
    /// With room for two columns.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let person = overview.person;
    // What an appointment is about goes to its school; with several, the teacher says which.
    let only = match overview.appointments.as_slice() {
        [only] => Some(only.id),
        _ => None,
    };
    let wrong = move |fact: Reportable, name: &str| fact.link(only, name);
    // The number is of the teacher, so that it does not matter which.
    let any = overview.appointments.first().map(|a| a.id);
    let note = match person.brp {
        BrpState::Waiting => Some(
            "We halen je naam op bij de Basisregistratie Personen. Dat duurt meestal niet lang.",
        ),
        BrpState::Unreachable => {
            Some("De Basisregistratie Personen antwoordt nu niet. We proberen het vanzelf opnieuw.")
        }
        BrpState::Unknown => Some(
            "De Basisregistratie Personen kent je niet. Je school geeft dan je naam en adres door.",
        ),
        BrpState::Mismatch => Some(
            "Je school gaf een andere geboortedatum door dan de Basisregistratie Personen. We zoeken dit uit.",
        ),
        BrpState::Found => None,
    };
    let birth_source = if person
        .details
        .as_ref()
        .is_some_and(|d| d.source == Source::Brp)
    {
        Source::Brp
    } else {
        Source::School
    };
    view! {
        {note.map(|note| view! { <Alert><p>{note}</p></Alert> })}
        <Facts wide=wide>
            {person
                .details
                .map(|details| {
                    let source = details.source;
                    view! {
                        <Fact name="Naam" source=source action=wrong(Reportable::Name, "naam")>
                            {details.full_name}
                        </Fact>
                        {details
                            .sex
                            .map(|sex| {
                                // The municipality says both.
                                let action = match source {
                                    Source::Brp => wrong(Reportable::Name, "geslacht"),
                                    _ => wrong(Reportable::Other, "geslacht"),
                                };
                                view! { <Fact name="Geslacht" source=source action>{sex}</Fact> }
                            })}
                        {details
                            .address
                            .map(|address| {
                                view! {
                                    <Fact name="Adres" source=source action=wrong(Reportable::Name, "adres")>
                                        {address}
                                    </Fact>
                                }
                            })}
                    }
                })}
            {person
                .birth_date
                .map(|day| {
                    view! {
                        <Fact
                            name="Geboortedatum"
                            source=birth_source
                            action=wrong(Reportable::BirthDate, "geboortedatum")
                        >
                            {notation::date(day)}
                        </Fact>
                    }
                })}
            <Fact
                name="Burgerservicenummer"
                source=Source::School
                action=wrong(Reportable::Other, "burgerservicenummer")
            >
                <Identifier value=person.bsn_masked/>
            </Fact>
            <Fact
                name="Registratienummer"
                source=Source::Register
                action=Reportable::Number.link(any, "registratienummer")
            >
                <Identifier value=person.number.grouped()/>
            </Fact>
        </Facts>
    }
}

/// The subjects that were entered, with what came of the comparison.
#[component]
pub fn Subjects(
    /// The subjects.
    claims: Vec<ClaimView>,
) -> impl IntoView {
    let empty = claims.is_empty();
    let facts = claims
        .into_iter()
        .map(|claim| {
            let outcome = claim.outcome;
            let place = claim.place();
            let (subject, id) = (claim.subject.clone(), claim.id);
            let action = ViewFn::from(move || {
                let href = format!("/mijn/vakken/toevoegen/uitkomst?vak={id}");
                let context = subject.clone();
                view! { <TextLink href small=true context>"Bekijk"</TextLink> }
            });
            view! {
                <Fact name=claim.subject source=Source::Teacher action>
                    {place}<br/>
                    <OutcomeBadge outcome/>
                </Fact>
            }
        })
        .collect_view();
    view! {
        <Card title="Je vakken" id="vakken" small=true>
            <Stack gap=Gap::Medium>
                {if empty {
                    view! { <Paragraph small=true>"Je hebt nog geen vak opgegeven."</Paragraph> }.into_any()
                } else {
                    view! { <Facts>{facts}</Facts> }.into_any()
                }}
                <p><TextLink href="/mijn/vakken/toevoegen" small=true>"Geef een vak op"</TextLink></p>
            </Stack>
        </Card>
    }
}

/// Who sees what of a teacher.
#[component]
pub fn WhoSeesWhat(
    /// The public page, when there is one today: what stands on it goes by the law of the day.
    public_page: Option<String>,
) -> impl IntoView {
    let everybody = if public_page.is_some() {
        "ziet wat op je openbare pagina staat, zoals je naam en je nummer."
    } else {
        "kan je nu niet vinden. Er staat niets over je op een openbare pagina."
    };
    view! {
        <Card title="Wie ziet wat?" id="wie" small=true quiet=true>
            <Bullets small=true>
                <Bullet>
                    <strong>"Iedereen "</strong>{everybody}
                </Bullet>
                <Bullet>
                    <strong>"Je school "</strong>"ziet je benoeming en je vak, en kan je geslacht, adres en geboortedatum opvragen. "
                    <TextLink href="/mijn/inzage" small=true>"Wie heeft mijn gegevens bekeken?"</TextLink>
                </Bullet>
                <Bullet><strong>"Alleen jij "</strong>"ziet je portfolio, tot je er iets van deelt."</Bullet>
            </Bullets>
            {public_page
                .map(|href| {
                    view! { <p><TextLink href small=true>"Bekijk je openbare pagina"</TextLink></p> }
                })}
        </Card>
    }
}
