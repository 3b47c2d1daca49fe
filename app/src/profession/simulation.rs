//! What a draft would do to the teachers of the country: in tens, and nothing of a few.

use super::Simulated;
use crate::design::{
    Alert, Bullet, Bullets, Card, Cell, Column, Details, Gap, Identifier, Kpi, Kpis, Paragraph,
    Row, RowHead, Stack, Table, TextLink, Tone,
};
use leptos::prelude::*;
use shared::{
    criteria::{AgeGroup, Cells, CriteriaSet, Group, NewNeed, PartTime, Report, Supplier},
    notation,
};

/// The outcome, or how far it is.
#[component]
pub fn SimulationView(
    /// The simulation; nothing when none was asked.
    simulation: Option<Simulated>,
    /// The draft, to name its rules.
    set: CriteriaSet,
    /// Where the page itself is, to look again.
    address: String,
) -> impl IntoView {
    let Some(simulation) = simulation else {
        return view! {
            <Paragraph muted=true>
                "Deze versie is nog niet doorgerekend op de portfolio’s van leraren."
            </Paragraph>
        }
        .into_any();
    };
    let asked = notation::date_time(simulation.asked);
    let stale = (!simulation.current).then(|| {
        view! {
            <Alert tone=Tone::Warning>
                <p>"De regels zijn veranderd na deze doorrekening. Reken opnieuw."</p>
            </Alert>
        }
    });
    let Some(report) = simulation.report else {
        let (done, total) = simulation.done;
        let percent = (done * 100).checked_div(total).unwrap_or(0);
        let text = format!(
            "Bezig: ongeveer {} van {} portfolio’s, {percent} procent.",
            notation::number(i64::from(done)),
            notation::number(i64::from(total)),
        );
        return view! {
            <Stack>
                <p class="utrecht-paragraph" role="status">{text}</p>
                <progress max="100" value=percent.to_string() aria-label="Hoe ver de doorrekening is">
                    {percent}
                    "%"
                </progress>
                <p>
                    <TextLink href=format!("{address}?stand={done}#sim") external=true>"Kijk opnieuw"</TextLink>
                </p>
            </Stack>
        }
        .into_any();
    };
    let of_all = report.groups.iter().find(|one| one.group == Group::All);
    if of_all.is_none_or(|one| one.cells.all.is_none()) {
        return view! {
            <Paragraph muted=true>
                {format!("Doorgerekend op {asked}. Er zijn te weinig portfolio’s om iets van te laten zien.")}
            </Paragraph>
        }
        .into_any();
    }
    let scope = format!(
        "Doorgerekend op {asked} op de portfolio’s van leraren voor wie dit voorstel is: de 4 jaar tot en met {}, alsof de periode dan eindigt. \
         Geen namen. Aantallen zijn afgerond op tientallen; van minder dan 10 leraren zie je niets. Van een kleine groep zie je ook niet of bijna iedereen het haalt, of bijna niemand.",
        notation::date(simulation.last_day),
    );
    view! {
        <Stack>
            {stale}
            {figures(&report)}
            {groups(&report)}
            {lost(&report, &set)}
            {behind(&report)}
            <Paragraph small=true muted=true>{scope}</Paragraph>
            <Details summary="Kenmerk van de regels">
                <Identifier value=simulation.rules_hash long=true/>
            </Details>
        </Stack>
    }
    .into_any()
}

/// A count of a group. In a small group what is not shown need not be few.
fn shown(count: Option<u32>, cells: Cells) -> String {
    let hidden = if cells.is_small() {
        "niet getoond"
    } else {
        "minder dan 10"
    };
    count.map_or_else(
        || hidden.to_owned(),
        |count| notation::number(i64::from(count)),
    )
}

/// A part of the whole in percent; nothing when one of them is not shown.
fn share(part: Option<u32>, all: Option<u32>) -> String {
    match part.zip(all) {
        Some((part, all)) if all > 0 => format!("{}%", (part * 100 / all).min(100)),
        _ => "-".to_owned(),
    }
}

fn figures(report: &Report) -> impl IntoView + use<> {
    let all = report.groups.iter().find(|one| one.group == Group::All);
    let cells = all.map(|one| one.cells).unwrap_or_default();
    let now = format!("Nu {}", share(cells.now, cells.all));
    view! {
        <Kpis>
            <Kpi name="Haalt alle criteria" value=share(cells.draft, cells.all) note=now/>
            <Kpi name="Haalt het erbij" value=shown(cells.won, cells) note="leraren"/>
            <Kpi name="Haalt het juist niet meer" value=shown(cells.lost, cells) note="leraren"/>
            <Kpi name="Portfolio’s" value=shown(cells.all, cells)/>
        </Kpis>
    }
}

fn groups(report: &Report) -> impl IntoView + use<> {
    let rows = report
        .groups
        .iter()
        .filter(|one| one.group != Group::All)
        .map(|one| row(name(one.group), one.cells))
        .collect_view();
    let columns = vec![
        Column::text("Groep"),
        Column::number("Leraren"),
        Column::number("Haalt het nu"),
        Column::number("Haalt het met dit voorstel"),
        Column::number("Erbij"),
        Column::number("Niet meer"),
    ];
    let unknown = without_part_time(report).then(|| {
        view! {
            <Paragraph small=true>
                "De werktijdfactor is onbekend, want scholen leveren niet hoeveel iemand werkt."
            </Paragraph>
        }
    });
    view! {
        <Card title="Per groep" id="groepen">
            <Stack gap=Gap::Normal>
                <Table caption="Wie het haalt, per groep" caption_hidden=true columns>{rows}</Table>
                {unknown}
            </Stack>
        </Card>
    }
}

/// Whether of nobody is known how much they work: it is not in what schools deliver (handbook, 6.2).
fn without_part_time(report: &Report) -> bool {
    let known = |group| matches!(group, Group::PartTime(part) if part != PartTime::Unknown);
    !report.groups.iter().any(|one| known(one.group))
}

fn row(name: String, cells: Cells) -> impl IntoView {
    let cell = move |count| shown(count, cells);
    view! {
        <Row>
            <RowHead>{name}</RowHead>
            <Cell label="Leraren" numeric=true>{cell(cells.all)}</Cell>
            <Cell label="Haalt het nu" numeric=true>{cell(cells.now)}</Cell>
            <Cell label="Haalt het met dit voorstel" numeric=true>{cell(cells.draft)}</Cell>
            <Cell label="Erbij" numeric=true>{cell(cells.won)}</Cell>
            <Cell label="Niet meer" numeric=true>{cell(cells.lost)}</Cell>
        </Row>
    }
}

fn name(group: Group) -> String {
    match group {
        Group::All => "Iedereen".to_owned(),
        Group::Sector(sector) => sector.name().to_owned(),
        Group::NoSector => "sector niet bekend".to_owned(),
        Group::Age(AgeGroup::Young) => "jonger dan 35 jaar".to_owned(),
        Group::Age(AgeGroup::Middle) => "35 tot en met 49 jaar".to_owned(),
        Group::Age(AgeGroup::Old) => "50 jaar of ouder".to_owned(),
        Group::Age(AgeGroup::Unknown) => "leeftijd niet bekend".to_owned(),
        Group::PartTime(PartTime::Small) => "minder dan 0,4 fte".to_owned(),
        Group::PartTime(PartTime::Half) => "0,4 tot 0,8 fte".to_owned(),
        Group::PartTime(PartTime::Full) => "0,8 fte of meer".to_owned(),
        Group::PartTime(PartTime::Unknown) => "werktijdfactor onbekend".to_owned(),
    }
}

/// The groups of which far fewer would pass than of all: 15 in a hundred, or more.
fn behind(report: &Report) -> Option<impl IntoView + use<>> {
    let percent = |cells: Cells| match cells.draft.zip(cells.all) {
        Some((draft, all)) if all > 0 => Some(draft * 100 / all),
        _ => None,
    };
    let of_all = report.groups.iter().find(|one| one.group == Group::All);
    let average = of_all.and_then(|one| percent(one.cells))?;
    let lines: Vec<String> = report
        .groups
        .iter()
        .filter_map(|one| {
            let own = percent(one.cells)?;
            (own + 15 <= average).then(|| {
                format!("Van de groep “{}” haalt {own} procent het voorstel. Gemiddeld is dat {average} procent.", name(one.group))
            })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <p>{line}</p> });
        view! { <Alert tone=Tone::Warning title="Let op deze groep">{lines.collect_view()}</Alert> }
    })
}

fn lost(report: &Report, set: &CriteriaSet) -> Option<impl IntoView + use<>> {
    let rules = set.every_rule();
    let lines: Vec<String> = report
        .lost_by
        .iter()
        .map(|(code, count)| {
            let rule = rules.iter().find(|rule| rule.code == *code);
            let explanation = rule.map_or("", |rule| rule.explanation.as_str());
            let count = notation::number(i64::from(*count));
            format!("{count} leraren door {code}: {explanation}")
        })
        .collect();
    (!lines.is_empty()).then(|| {
        let lines = lines
            .into_iter()
            .map(|line| view! { <Bullet>{line}</Bullet> })
            .collect_view();
        view! {
            <Card title="Waardoor leraren het niet meer halen" id="waardoor">
                <Bullets small=true>{lines}</Bullets>
            </Card>
        }
    })
}

/// What a draft has to know that the version in force does not, and who must deliver it; and what would
/// have to be delivered to tell what it does for who works part-time.
pub fn needs(needs: &[NewNeed]) -> AnyView {
    let asked = asked(needs);
    view! {
        <Stack gap=Gap::Normal>
            {asked}
            <Paragraph small=true>
                "Wat een versie doet voor leraren die in deeltijd werken, is nu niet door te rekenen. Wie dat vooraf wil weten, heeft een nieuw gegeven van scholen nodig: de werktijdfactor."
            </Paragraph>
        </Stack>
    }
    .into_any()
}

fn asked(needs: &[NewNeed]) -> AnyView {
    if needs.is_empty() {
        return view! {
            <Paragraph>
                "Deze versie vraagt geen gegevens die scholen of leraren nu nog niet geven."
            </Paragraph>
        }
        .into_any();
    }
    let lines = needs
        .iter()
        .map(|need| {
            let by = match need.supplier {
                Supplier::Teacher => "Leraren moeten dit invullen",
                Supplier::School => "Scholen moeten dit gaan leveren. Dat doen ze nu niet",
                Supplier::Register => "Het register weet dit al",
            };
            let cannot = if need.need.is_given() {
                ""
            } else {
                " Dat kan nu nog niet: daarom kan deze versie nog niet worden vastgesteld."
            };
            let line = format!(
                "{} (regel {}). {by}.{cannot}",
                need.need.label(),
                need.rules.join(", ")
            );
            view! { <Bullet>{line}</Bullet> }
        })
        .collect_view();
    view! {
        <Stack>
            <Paragraph>"Voor deze versie zijn gegevens nodig die de geldende versie niet vraagt:"</Paragraph>
            <Bullets small=true>{lines}</Bullets>
        </Stack>
    }
    .into_any()
}
