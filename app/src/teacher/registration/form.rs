//! The form of a registration.

use super::{Registering, api::RegisterMyself};
use crate::{
    design::{
        Actions, Button, Check, Combobox, FieldGroup, FileField, Stack, TermExplained, TextArea,
        TextLink,
    },
    session::Form,
    teacher::claims::subject_choices,
};
use leptos::prelude::*;
use server_fn::ServerFn;
use shared::{portfolio::EvidenceKind, subject::SchoolType};

/// Subject, kinds of school, years and proof.
#[component]
pub fn Fields(
    /// The form, with what came back.
    form: Form,
    /// What else the page knows.
    registering: Registering,
) -> impl IntoView {
    let kinds = form.values("school_types", Vec::new());
    let years = form.values("years", Vec::new());
    let checks = SchoolType::ALL
        .into_iter()
        .map(|kind| {
            let checked = kinds.iter().any(|code| code == kind.code());
            view! { <Check name="school_types[]" value=kind.code() label=kind.name() checked/> }
        })
        .collect_view();
    let proof = if registering.phase.may_ask(registering.consents) {
        "We vragen je diploma op bij het Diplomaregister. Staat het daar niet in? Stuur dan een scan of een \
         duidelijke foto mee."
    } else {
        "Stuur een scan of een duidelijke foto van je diploma mee."
    };
    view! {
        <form method="post" enctype="multipart/form-data" action=RegisterMyself::PATH>
            <Stack>
                <Combobox
                    name="subject"
                    label="Voor welk vak ben je bevoegd?"
                    hint="Typ de eerste letters en kies uit de lijst. Ben je bevoegd voor meer vakken? Kies er een."
                    counted=("vak", "vakken")
                    value=form.value("subject", "")
                    choices=subject_choices(registering.today)
                    error=form.error("subject")
                />
                <FieldGroup
                    id="school_types"
                    legend="Voor welke soort school?"
                    hint="Je kunt er meer kiezen."
                    error=form.error("school_types")
                >
                    {checks}
                </FieldGroup>
                <FieldGroup
                    id="years"
                    legend="Voor welke leerjaren van havo en vwo?"
                    hint="Alleen als je bevoegd bent voor havo of vwo."
                    error=form.error("years")
                >
                    <Check
                        name="years[]"
                        value="lower"
                        label="Klas 1 tot en met 3"
                        checked=years.iter().any(|code| code == "lower")
                    />
                    <Check
                        name="years[]"
                        value="upper"
                        label="Klas 4 en hoger"
                        checked=years.iter().any(|code| code == "upper")
                    />
                </FieldGroup>
                <FileField
                    name="bestand"
                    label="Bewijs van je bevoegdheid"
                    hint=format!("{proof} {}", EvidenceKind::HINT)
                    accept=EvidenceKind::ACCEPT
                    error=form.error("bestand")
                    multiple=true
                    optional=true
                />
                <TextArea
                    name="uitleg"
                    label="Wil je iets uitleggen?"
                    hint="Zet er geen burgerservicenummer in."
                    value=form.value("uitleg", "")
                    error=form.error("uitleg")
                    optional=true
                    rows=3
                />
                <TermExplained computed=registering.decide_by/>
                <Actions>
                    <Button>"Meld je aan"</Button>
                    <TextLink href="/mijn">"Annuleren"</TextLink>
                </Actions>
            </Stack>
        </form>
    }
}
