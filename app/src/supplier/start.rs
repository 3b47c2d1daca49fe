//! Where a supplier begins: the way to be connected, the calendar, and a first call.

use super::{Standing, api, loaded, waiting};
use crate::{
    design::{
        Badge, Bullet, Bullets, Card, Columns, PageHead, Section, TextLink, Tone, VStep, VSteps,
        When,
    },
    failure::Answer,
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/leveranciers`: for everyone; who is logged in sees how far they are.
pub struct StartPage {
    standing: Resource<Answer<Option<Standing>>>,
}

impl Page for StartPage {
    fn data() -> Self {
        Self {
            standing: Resource::new(|| (), |()| api::read_standing()),
        }
    }

    fn view(this: Self) -> AnyView {
        let standing = this.standing;
        view! {
            <Title text="Voor leveranciers - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move { loaded(standing.await, page) })}
            </Transition>
        }
        .into_any()
    }
}

/// The address of a step, its title, and what is done there.
const STEPS: [(&str, &str, &str); 4] = [
    (
        "/leveranciers/specificatie",
        "Lees het berichtenboek",
        "Alle velden, codes en controles, met voorbeelden.",
    ),
    (
        "/leveranciers/testomgeving",
        "Meld je programma aan",
        "Je krijgt eigen testbesturen. Inloggen met eHerkenning; de beheerder voegt je organisatie eerst toe.",
    ),
    (
        "/leveranciers/keuring",
        "Speel de 40 proefgevallen",
        "We kijken mee en zeggen per geval wat nog ontbreekt.",
    ),
    (
        "/leveranciers/pakketten",
        "Vraag het certificaat aan",
        "Daarna meld je programma's aan voor het register, en staat je pakket in de openbare lijst.",
    ),
];

fn page(standing: Option<Standing>) -> impl IntoView {
    let now = standing.as_ref().map(step);
    let badge = now.map(|now| match STEPS.len() {
        all if now > all => "Je bent aangesloten".to_owned(),
        _ => format!("Je bent bij stap {now}"),
    });
    let examined = standing.as_ref().filter(|standing| !standing.certified);
    let best = examined.and_then(|standing| {
        let best = standing.passed.iter().max_by_key(|(_, count)| *count)?;
        Some((best.1, standing.cases))
    });
    let steps = (1_u8..)
        .zip(STEPS)
        .map(|(number, (href, title, note))| {
            let when = match now {
                Some(now) if usize::from(number) < now => When::Past,
                Some(now) if usize::from(number) == now => When::Now,
                _ => When::Future,
            };
            let note = match best {
                Some((passed, cases)) if number == 3 => {
                    format!("Je haalt {passed} van de {cases} gevallen.")
                }
                _ => note.to_owned(),
            };
            view! {
                <VStep number when title="">
                    <TextLink href=href>{title}</TextLink>
                    <br/>
                    {note}
                </VStep>
            }
        })
        .collect_view();
    let aside = move || {
        badge
            .clone()
            .map(|words| view! { <Badge tone=Tone::Info>{words}</Badge> })
    };
    view! {
        <div class="lr-stack lr-stack--l">
            <PageHead
                title="Sluit je software aan op het register"
                lead="Scholen leveren gegevens aan met jouw software. Hier vind je de berichten, de testomgeving en de keuring."
            />
            <Columns>
                <div class="lr-stack lr-stack--l">
                    <Card title="In 4 stappen aangesloten" id="stappen" aside=aside>
                        <VSteps>{steps}</VSteps>
                    </Card>
                    <Section title="Je eerste bericht" id="eerste-bericht">
                        <pre
                            class="utrecht-code-block"
                            tabindex="0"
                            role="region"
                            aria-label="Voorbeeld van een verzoek"
                        >
                            <code class="utrecht-code-block__content">{FIRST_CALL}</code>
                        </pre>
                        <p class="utrecht-paragraph">
                            "Je krijgt meteen antwoord, met alles wat er mis is. Een token krijg je \
                             bij /proef/oauth/token met een ondertekende verklaring \
                             (private_key_jwt)."
                        </p>
                    </Section>
                </div>
                <div class="lr-stack">
                    <Card title="Planning" id="planning" small=true>
                        {super::releases::calendar()}
                    </Card>
                    <Card title="Handig" id="handig" small=true quiet=true>
                        <Bullets>
                            <Bullet>
                                <TextLink href="/leveranciers/codes">"Zoek een signaalcode"</TextLink>
                            </Bullet>
                            <Bullet>
                                <TextLink href="/api/aanleveren/v1/openapi.json" external=true>
                                    "OpenAPI 3.1"
                                </TextLink>
                            </Bullet>
                            <Bullet>
                                <TextLink href="/leveranciers/pakketten">
                                    "Pakketten met een certificaat"
                                </TextLink>
                            </Bullet>
                        </Bullets>
                    </Card>
                </div>
            </Columns>
        </div>
    }
}

/// At which step a supplier is, from 1; one more than the last when all is done.
fn step(standing: &Standing) -> usize {
    if standing.certified {
        return STEPS.len() + 1;
    }
    let all = standing
        .passed
        .iter()
        .any(|(_, passed)| *passed == standing.cases);
    match (standing.programs, all) {
        (0, _) => 2,
        (_, false) => 3,
        (_, true) => 4,
    }
}

const FIRST_CALL: &str = "\
curl -X PUT https://…/proef/api/aanleveren/v1/benoemingen/90001/2026-1 \\
  -H \"Authorization: Bearer $TOKEN\" \\
  -H \"Content-Type: application/json\" \\
  -d @benoeming.json";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_supplier_stands_at_the_first_step_that_is_not_done() {
        let mut standing = Standing {
            name: "Voorbeeldsoftware".into(),
            programs: 0,
            passed: vec![("json".into(), 0), ("xml".into(), 0)],
            cases: 40,
            certified: false,
        };
        assert_eq!(step(&standing), 2);
        standing.programs = 1;
        assert_eq!(step(&standing), 3);
        standing.passed[1].1 = 40;
        assert_eq!(step(&standing), 4, "one notation is enough");
        standing.certified = true;
        assert_eq!(step(&standing), 5);
    }
}
