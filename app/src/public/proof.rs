//! `/bewijs/controleren`: whether a proof of registration holds now.

use super::api::check_proof;
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, Card, Details, Narrow, PageHead, Paragraph, Stack,
        TextArea, TextField, Tone,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    teacher::proof::Sheet,
};
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::{
    Problem, notation,
    proof::{Shown, Standing},
};

/// The address of the page.
pub const CHECK: &str = "/bewijs/controleren";

/// What anybody sees of a proof: what it shows as long as it holds, and else only that it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// How it stands; nothing when there is no such proof.
    pub standing: Option<Standing>,
    /// What it shows, with its last day, when it holds.
    pub holds: Option<(Shown, Date)>,
    /// When this was looked up, in Dutch time.
    pub at: DateTime,
}

/// What came of the digital proof that this request brought; the server provides it to the page.
#[derive(Clone, Debug)]
pub struct CheckedDigital(pub Result<Checked, Problem>);

type Data = (String, Option<Answer<Checked>>);

/// `/bewijs/controleren`, with the code in the address, or a digital proof in what is posted.
pub struct CheckPage(Resource<Data>);

impl Page for CheckPage {
    fn data() -> Self {
        let digital = use_context::<CheckedDigital>();
        let query = use_query_map();
        Self(Resource::new(
            move || query.read().get("code").unwrap_or_default(),
            move |code| {
                let digital = digital.clone();
                async move {
                    let checked = match digital {
                        Some(CheckedDigital(checked)) => Some(checked.map_err(Into::into)),
                        None if code.trim().is_empty() => None,
                        None => Some(check_proof(code.clone()).await),
                    };
                    (code, checked)
                }
            },
        ))
    }

    fn view(this: Self) -> AnyView {
        let data = this.0;
        view! {
            <Title text="Controleer een bewijs - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home")]/>
            <PageHead
                title="Controleer een bewijs"
                lead="Zie of een bewijs van registratie nu geldt. Je ziet alleen wat de leraar koos om te laten zien."
            />
            <Transition>
                {move || Suspend::new(async move {
                    let (code, checked) = data.await;
                    let told = checked
                        .map(|checked| match checked {
                            Ok(checked) => outcome(checked).into_any(),
                            Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                        });
                    view! { <Stack>{told} <Ask code/></Stack> }
                })}
            </Transition>
        }
        .into_any()
    }
}

fn outcome(checked: Checked) -> impl IntoView {
    let at = format!("Gecontroleerd op {}.", notation::date_time(checked.at));
    let (tone, title, text) = match checked.standing {
        Some(Standing::Holds) => (
            Tone::Ok,
            "Dit bewijs is geldig",
            "Vergelijk de naam met een identiteitsbewijs.",
        ),
        Some(Standing::Over) => (
            Tone::Warning,
            "Dit bewijs is verlopen",
            "Vraag de leraar om een nieuw bewijs.",
        ),
        Some(Standing::Withdrawn) => (
            Tone::Error,
            "Dit bewijs is ingetrokken",
            "Het telt niet meer. Vraag de leraar om een nieuw bewijs.",
        ),
        Some(Standing::Outdated) => (
            Tone::Error,
            "Dit bewijs klopt niet meer",
            "Wat het liet zien, staat nu anders in het register. Vraag de leraar om een nieuw bewijs.",
        ),
        None => (
            Tone::Error,
            "Dit bewijs kennen we niet",
            "Kijk of je de code goed hebt overgenomen. Klopt de code, dan is dit geen bewijs van ons.",
        ),
    };
    let sheet = checked.holds.map(|(shown, until)| {
        let more = vec![("Code geldig tot en met", notation::date(until), false)];
        view! { <Sheet shown day=notation::date(checked.at.date()) more qr=None/> }
    });
    view! {
        <Alert tone title live=true>
            <p>{text}</p>
            <p class="lr-small">{at}</p>
        </Alert>
        {sheet}
    }
}

#[component]
fn Ask(code: String) -> impl IntoView {
    view! {
        <Narrow>
            <Card title="Welk bewijs?" id="vraag">
                <Stack>
                    <form method="get" action=CHECK class="lr-stack lr-stack--m">
                        <TextField
                            name="code"
                            label="Controlecode"
                            hint="12 tekens, zoals K7QM-3RTV-9XHD. Scan je de QR-code op het bewijs, dan staat de code er al."
                            value=code
                            maxlength=20
                        />
                        <Actions>
                            <Button>"Controleer"</Button>
                        </Actions>
                    </form>
                    <Details summary="Heb je een digitaal bewijs uit een wallet?">
                        <form method="post" action=CHECK class="lr-stack lr-stack--m">
                            <TextArea
                                name="bewijs"
                                label="Digitaal bewijs (SD-JWT)"
                                hint="Plak de hele tekst van het bestand."
                                value=""
                                rows=5
                                code=true
                            />
                            <Actions>
                                <Button>"Controleer het digitale bewijs"</Button>
                            </Actions>
                        </form>
                    </Details>
                    <Paragraph small=true muted=true>
                        "We bewaren niet dat je een bewijs controleert."
                    </Paragraph>
                </Stack>
            </Card>
        </Narrow>
    }
}
