//! The public page of a teacher.

use super::{FailureView, PublicTeacher, api};
use crate::page::Page;
use crate::{
    design::{
        Badge, Breadcrumb, ButtonLink, Columns, Details, Fact, Facts, Icons, TextLink, Tone, Weight,
    },
    failure::Answer,
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;
use shared::notation;

/// `/register/leraar/{nummer}`
pub struct TeacherPage {
    teacher: Resource<Answer<PublicTeacher>>,
}

impl Page for TeacherPage {
    fn data() -> Self {
        let params = use_params_map();
        let number = move || params.read().get("nummer").unwrap_or_default();
        Self {
            teacher: Resource::new(number, api::show_teacher),
        }
    }

    fn view(this: Self) -> AnyView {
        let teacher = this.teacher;
        view! {
            <Meta name="robots" content="noindex"/>
            <Suspense>
                {move || Suspend::new(async move {
                    match teacher.await {
                        Ok(teacher) => view! { <Shown teacher/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn Shown(teacher: PublicTeacher) -> impl IntoView {
    let subjects = teacher.subjects.map(|subjects| {
        if subjects.is_empty() {
            "Nog niet opgegeven".to_owned()
        } else {
            subjects.join(", ")
        }
    });
    let has_subjects = subjects.is_some();
    let shows_schools = teacher.schools.is_some();
    let schools = teacher
        .schools
        .filter(|schools| !schools.is_empty())
        .map(|schools| schools.join(", "));
    let registered = if teacher.appointed {
        "de school gaf door dat deze leraar bevoegd is benoemd, en de leraar bevestigde dat."
    } else {
        "deze leraar meldde zich zelf aan, en het register keek na of de leraar bevoegd is. Een benoeming is daar niet voor nodig."
    };
    let since = if teacher.appointed {
        "de dag waarop de leraar de gegevens bevestigde."
    } else {
        "de dag waarop het register de leraar opnam."
    };
    let (why, hidden) = if shows_schools {
        (
            "Waarom zie ik niet meer gegevens?",
            "Adres, geboortedatum en portfolio zijn dat niet.",
        )
    } else {
        (
            "Waarom zie ik niet op welke school deze leraar werkt?",
            "Adres, geboortedatum, school en portfolio zijn dat niet.",
        )
    };
    let number = teacher.number.grouped();
    view! {
        <Title text=format!("{} - Lerarenregister", teacher.name)/>
        <Breadcrumb parents=vec![("/", "Home"), ("/register/zoeken", "Zoek een leraar")]/>
        <div class="lr-above">
            <Columns>
                <div class="lr-stack lr-stack--l">
                    <div class="lr-card lr-card--key">
                        <div class="lr-cluster lr-cluster--between lr-cluster--top lr-below">
                            <div class="lr-stack lr-stack--s">
                                <p class="lr-small lr-muted lr-num">
                                    "Registratienummer "<span class="lr-id">{number}</span>
                                </p>
                                <h1 class="utrecht-heading-1">{teacher.name}</h1>
                            </div>
                            <Badge tone=Tone::Ok>"Geregistreerd"</Badge>
                        </div>
                        <Facts wide=true>
                            {subjects.map(|subjects| view! { <Fact name="Vak">{subjects}</Fact> })}
                            {schools.map(|schools| view! { <Fact name="School">{schools}</Fact> })}
                            <Fact name="Geregistreerd sinds">
                                <span class="lr-num">{notation::date(teacher.since)}</span>
                            </Fact>
                        </Facts>
                    </div>
                    <section class="lr-section" aria-labelledby="betekent">
                        <h2 class="utrecht-heading-2" id="betekent">"Wat betekent dit?"</h2>
                        <ul class="utrecht-unordered-list">
                            <li class="utrecht-unordered-list__item">
                                <strong>"Geregistreerd: "</strong>
                                {registered}
                            </li>
                            {has_subjects
                                .then(|| {
                                    view! {
                                        <li class="utrecht-unordered-list__item">
                                            <strong>"Vak: "</strong>
                                            "het vak dat deze leraar zelf opgaf en vastlegde."
                                        </li>
                                    }
                                })}
                            <li class="utrecht-unordered-list__item">
                                <strong>"Geregistreerd sinds: "</strong>
                                {since}
                            </li>
                        </ul>
                    </section>
                    <Details summary=why>
                        <p class="utrecht-paragraph">
                            {format!(
                                "De wet bepaalt welke gegevens openbaar zijn. {hidden} Zo beschermen we de privacy van leraren.",
                            )}
                        </p>
                    </Details>
                </div>
                <aside class="lr-stack lr-stack--l" aria-label="Meer over deze registratie">
                    <div class="lr-card lr-stack lr-stack--m">
                        <h2 class="utrecht-heading-3">"Zeker weten?"</h2>
                        <p class="utrecht-paragraph lr-small">
                            "Vraag de leraar om een bewijs van registratie. Op het bewijs staat een code. Daarmee controleer je of het bewijs echt is."
                        </p>
                        <p>
                            <ButtonLink
                                href="/bewijs/controleren"
                                weight=Weight::Secondary
                                icon=Icons::ShieldCheck
                            >
                                "Controleer een bewijs"
                            </ButtonLink>
                        </p>
                    </div>
                    <div class="lr-card lr-card--quiet lr-stack lr-stack--m">
                        <h2 class="utrecht-heading-3">"Ben jij dit?"</h2>
                        <p class="utrecht-paragraph lr-small">
                            "Klopt er iets niet? "
                            <TextLink href="/inloggen?terug=/mijn">"Log in met DigiD"</TextLink>
                            " en geef het door."
                        </p>
                    </div>
                    <p class="lr-xs lr-muted">
                        {format!("Stand van het register: {}.", notation::date_time(teacher.as_of))}
                    </p>
                </aside>
            </Columns>
        </div>
    }
}
