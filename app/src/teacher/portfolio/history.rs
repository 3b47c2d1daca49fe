//! What an activity was before: each version readable, and put back as a new one.

use super::{ActivityDetail, Earlier, activity::facts, api::RestoreVersion};
use crate::design::{
    Bullet, Bullets, Button, Card, Details, Entries, Gap, Hidden, Icons, Paragraph, Stack, Weight,
};
use leptos::prelude::*;
use shared::{
    notation,
    portfolio::{NewActivity, Part, differences},
};

/// The earlier versions of an activity, newest first; nothing when there are none.
#[component]
pub fn History(
    /// The activity.
    detail: ActivityDetail,
    /// What puts a version back.
    restore: ServerAction<RestoreVersion>,
) -> impl IntoView {
    if detail.earlier.is_empty() {
        return ().into_any();
    }
    let id = detail.id.to_string();
    let mut later = (detail.activity, detail.removed);
    let rows = detail
        .earlier
        .into_iter()
        .map(|earlier| {
            let changes = what_changed(&earlier, &later);
            later = (earlier.activity.clone(), earlier.removed);
            let removal = earlier.removed;
            let title = format!(
                "Versie {}, bewaard op {}",
                earlier.version,
                notation::date_time(earlier.recorded)
            );
            let version = earlier.version.to_string();
            let which = format!("versie {version}");
            let (id, activity) = (id.clone(), earlier.activity);
            view! {
                <li>
                    <p class="lr-strong">{title}</p>
                    <Bullets small=true>
                        {removal
                            .then(|| view! { <Bullet>"Hier verwijderde je de activiteit."</Bullet> })}
                        {changes
                            .into_iter()
                            .map(|change| view! { <Bullet>{change}</Bullet> })
                            .collect_view()}
                    </Bullets>
                    {(!removal)
                        .then(|| {
                            view! {
                                <Details summary=format!("Bekijk {which}")>
                                    <Stack gap=Gap::Normal>
                                        <p class="lr-strong">{activity.title.clone()}</p>
                                        {facts(&activity)}
                                        <ActionForm action=restore>
                                            <Hidden name="id" value=id/>
                                            <Hidden name="version" value=version/>
                                            <Button
                                                weight=Weight::Secondary
                                                icon=Icons::ArrowBackUp
                                                context=which
                                            >
                                                "Zet deze versie terug"
                                            </Button>
                                        </ActionForm>
                                    </Stack>
                                </Details>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <Card title="Eerdere versies" id="versies">
            <Stack gap=Gap::Medium>
                <Paragraph small=true muted=true>
                    "Alles wat je opsloeg, is bewaard. Alleen jij ziet dit."
                </Paragraph>
                <Entries>{rows}</Entries>
            </Stack>
        </Card>
    }
    .into_any()
}

/// What the version after this one made of it.
fn what_changed(earlier: &Earlier, (later, removed): &(NewActivity, bool)) -> Vec<String> {
    let said = |part: Part, activity| match part.text(activity) {
        text if text.is_empty() => "niets".to_owned(),
        text => format!("‘{text}’"),
    };
    let mut changes: Vec<String> = differences(&earlier.activity, later)
        .into_iter()
        .map(|part| match part {
            // Long, and readable in the version itself.
            Part::Reflection => format!("Daarna veranderde: {}.", part.label().to_lowercase()),
            part => format!(
                "{}: eerst {}, daarna {}.",
                part.label(),
                said(part, &earlier.activity),
                said(part, later)
            ),
        })
        .collect();
    match (earlier.removed, removed) {
        (false, true) => changes.push("Daarna verwijderde je de activiteit.".to_owned()),
        (true, false) => changes.push("Daarna zette je de activiteit terug.".to_owned()),
        _ => {}
    }
    changes
}
