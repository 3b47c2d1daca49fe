//! Where one begins to bring an old portfolio along.

use super::{
    super::waiting,
    Import, Imports, KEPT_DAYS, UNDO_DAYS,
    api::{self, BringFile, LookUpOld},
};
use crate::{
    design::{
        Actions, Breadcrumb, Bullet, Bullets, Button, Card, Details, ErrorSummary, FileField,
        Icons, Narrow, PageHead, Paragraph, Stack, TextField, TextLink,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, returned_form},
};
use leptos::prelude::*;
use server_fn::ServerFn;
use shared::notation;

type Loaded = (Imports, Option<FormState>);

/// `/mijn/portfolio/import`
pub struct ImportPage {
    data: Resource<Answer<Loaded>>,
    look_up: ServerAction<LookUpOld>,
}

impl Page for ImportPage {
    fn data() -> Self {
        let returned = returned_form();
        Self {
            data: Resource::new(returned, |returned| async move {
                Ok((api::open_imports().await?, FormState::load(returned).await))
            }),
            look_up: ServerAction::new(),
        }
    }

    fn view(this: Self) -> AnyView {
        let ImportPage { data, look_up } = this;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok((imports, returned)) => page(imports, returned, look_up).into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(
    imports: Imports,
    returned: Option<FormState>,
    look_up: ServerAction<LookUpOld>,
) -> impl IntoView {
    let file = Form::posted::<BringFile>(returned.clone());
    let asked = Form::new(look_up, returned);
    let problem = Signal::derive(move || file.problem().get().or_else(|| asked.problem().get()));
    let ask = imports.look_up.then(|| {
        view! {
            <Card title="Laat ons zoeken" id="zoeken">
                <Stack>
                <Paragraph>
                    "We vragen registerleraar.nl naar je oude portfolio, met je naam, je geboortedatum \
                     en het e-mailadres dat je daar gebruikte."
                </Paragraph>
                <ActionForm action=look_up>
                    <Stack>
                        <TextField
                            name="email"
                            label="Je e-mailadres bij registerleraar.nl"
                            value=asked.value("email", "")
                            error=asked.error("email")
                            kind="email"
                            autocomplete="email"
                        />
                        <Actions>
                            <Button icon=Icons::Search>"Zoek mijn portfolio"</Button>
                        </Actions>
                    </Stack>
                </ActionForm>
                </Stack>
            </Card>
        }
    });
    let earlier = (!imports.earlier.is_empty()).then(|| {
        let rows = imports.earlier.iter().map(earlier).collect_view();
        view! {
            <Card title="Wat je eerder meebracht" id="eerder">
                <Bullets>{rows}</Bullets>
            </Card>
        }
    });
    view! {
        <FormTitle page="Oude portfolio overnemen" problem/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
        <Narrow>
            <ErrorSummary problem/>
            <PageHead
                title="Neem je oude portfolio over"
                lead="Hield je je activiteiten bij in het vrijwillige register? Breng ze mee. Jij kiest wat je overneemt."
            />
            <Stack>
                {ask}
                <Card title="Kies een bestand" id="kies">
                    <form method="post" enctype="multipart/form-data" action=BringFile::PATH>
                        <Stack>
                            <FileField
                                name="bestand"
                                label="Je oude portfolio"
                                hint="Een CSV- of JSON-bestand van ten hoogste 5 MB."
                                accept=".csv,.json,text/csv,application/json"
                                error=file.error("bestand")
                            />
                            <Paragraph small=true>
                                <TextLink href="/portfolio/formaat">"Wat staat er in zo’n bestand?"</TextLink>
                            </Paragraph>
                            <Actions>
                                <Button icon=Icons::Upload>"Bekijk wat erin staat"</Button>
                                <TextLink href="/mijn/portfolio">"Niet nu"</TextLink>
                            </Actions>
                        </Stack>
                    </form>
                </Card>
                {earlier}
                <Details summary="Wat gebeurt er met mijn oude portfolio?">
                    <Paragraph>
                        {format!(
                            "Er verandert niets voordat je kiest. Wat je overneemt, kun je {UNDO_DAYS} dagen lang \
                             in 1 keer ongedaan maken. Je oude portfolio bewaren we {KEPT_DAYS} dagen zoals het is. \
                             Daarna wissen we het. Alleen jij ziet het.",
                        )}
                    </Paragraph>
                    <Paragraph>
                        "Bewijsstukken en scans van diploma’s gaan niet vanzelf mee. Voeg ze daarna zelf toe."
                    </Paragraph>
                </Details>
            </Stack>
        </Narrow>
    }
}

fn earlier(import: &Import) -> AnyView {
    let name = format!("{}, {}", import.name, notation::date(import.came.date()));
    let what = match (import.taken_over, import.undone) {
        (_, Some(day)) => format!(": ongedaan gemaakt op {}", notation::date(day.date())),
        (0, None) => ": nog niets overgenomen".to_owned(),
        (count, None) => format!(
            ": {} overgenomen",
            notation::count(count, "activiteit", "activiteiten")
        ),
    };
    if import.destroyed {
        return view! { <Bullet>{format!("{name}{what}. Het origineel is gewist.")}</Bullet> }
            .into_any();
    }
    let href = format!("/mijn/portfolio/import/{}", import.id);
    view! { <Bullet><TextLink href>{name}</TextLink>{what}</Bullet> }.into_any()
}
