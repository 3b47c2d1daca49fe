//! The hours of a term in figures and in a chart: what there is, what is on schedule and what is
//! expected, with how sure that is.

use crate::design::{
    Alert, Card, Cell, ChartColumn, Column, ColumnChart, Figure, Kpi, Kpis, Row, RowHead, Series,
    Table, Tone,
};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::{
    criteria::{Forecast, GROUPS, Inputs, Progress, Reached},
    notation,
    portfolio::Quarters,
};

/// The name of the hours in none of the groups.
const REST: &str = "Nog geen onderwerp";

/// The key figures.
#[component]
pub fn Figures(
    /// What everything is computed from.
    inputs: Inputs,
    /// How far the hours are.
    progress: Progress,
    /// What is expected.
    forecast: Option<Forecast>,
    /// Today, in the Netherlands.
    today: Date,
) -> impl IntoView {
    let last = inputs.term.last;
    let due = inputs.on_schedule(progress.norm, today);
    let ahead = forecast.map(|forecast| {
        let total = forecast.total;
        let value = format!("{} tot {}", whole(total.low), whole(total.high));
        let note = format!(
            "Als je zo doorgaat. Het midden is {} uur",
            whole(total.expected)
        );
        view! { <Kpi name="Verwacht aan het einde" value unit="uur" note/> }
    });
    let left = if last < today {
        0
    } else {
        today
            .until((jiff::Unit::Month, last.tomorrow().unwrap_or(last)))
            .map_or(0, |span| span.get_months())
    };
    let (left, unit) = match left {
        0 => (
            if last < today {
                "0".to_owned()
            } else {
                "Minder dan 1".to_owned()
            },
            "maand",
        ),
        1 => ("1".to_owned(), "maand"),
        months => (months.to_string(), "maanden"),
    };
    view! {
        <Kpis>
            <Kpi
                name="Uren die meetellen"
                value=progress.total.to_string()
                unit=format!("van {}", progress.norm)
                note=format!("Op schema is nu: {due} uur")
            />
            {ahead}
            <Kpi
                name="Nog te gaan"
                value=left
                unit
                note=format!("Tot en met {}", notation::date(last))
            />
        </Kpis>
    }
}

/// What it comes to, without reproach.
#[component]
pub fn Outlook(
    /// How far the hours are.
    progress: Progress,
    /// What is expected.
    forecast: Option<Forecast>,
    /// Whether every rule is fulfilled.
    fulfilled: bool,
    /// What is on schedule.
    due: Quarters,
    /// Whether the term is over.
    ended: bool,
) -> impl IntoView {
    let norm = progress.norm;
    let (tone, title, text) = match forecast.map(|forecast| forecast.total) {
        _ if fulfilled => (
            Tone::Ok,
            "Je voldoet aan alle regels",
            "Je hoeft niets meer te doen. Wat je nog doet, mag je blijven bewaren.".to_owned(),
        ),
        _ if ended => (
            Tone::Info,
            "Je periode is voorbij",
            "Wat je in je periode deed, mag je nog invullen.".to_owned(),
        ),
        None if progress.total >= due => (
            Tone::Info,
            "Je ligt op schema",
            "Na het eerste jaar laten we zien waar je uitkomt als je zo doorgaat.".to_owned(),
        ),
        None => (
            Tone::Info,
            "Je bent net begonnen",
            "Je hebt de tijd. Na het eerste jaar laten we zien waar je uitkomt als je zo doorgaat."
                .to_owned(),
        ),
        Some(total) if total.low >= norm => (
            Tone::Ok,
            "Als je zo doorgaat, haal je je uren",
            format!(
                "Je doet nu ongeveer {} uur per half jaar.",
                whole(total.pace)
            ),
        ),
        Some(total) if total.high >= norm => (
            Tone::Info,
            "Als je zo doorgaat, haal je het misschien net",
            format!(
                "Je doet nu ongeveer {} uur per half jaar. Halve jaren verschillen, dus het kan {} tot {} uur worden.",
                whole(total.pace),
                whole(total.low),
                whole(total.high)
            ),
        ),
        Some(total) => (
            Tone::Warning,
            "Als je zo doorgaat, haal je het net niet",
            format!(
                "Je doet nu ongeveer {} uur per half jaar. Je hebt nog {} uur nodig. Een cursus van 3 dagen is ongeveer 24 uur.",
                whole(total.pace),
                (norm - progress.total).max(Quarters::ZERO)
            ),
        ),
    };
    view! { <Alert tone title><p>{text}</p></Alert> }
}

/// The hours that count, added up per half year.
#[component]
pub fn HoursChart(
    /// The hours per half year.
    course: Vec<Reached>,
    /// What is needed.
    norm: Quarters,
    /// What is expected.
    forecast: Option<Forecast>,
) -> impl IntoView {
    let need = hours(norm);
    let highest = course
        .iter()
        .map(|reached| hours(reached.total))
        .fold(need, f64::max);
    let step = 40.0;
    let max = (highest / step).ceil() * step + step / 4.0;
    let columns: Vec<ChartColumn> = course.iter().map(column).collect();
    let now = course
        .iter()
        .rfind(|reached| reached.margin.is_none())
        .map_or(Quarters::ZERO, |reached| reached.total);
    let conclusion = match &forecast {
        Some(forecast) => format!(
            "Uren die meetellen, opgeteld per half jaar. Nu {now} uur. Verwacht aan het einde: {} tot {} uur van de {norm}.",
            whole(forecast.total.low),
            whole(forecast.total.high)
        ),
        None => format!("Uren die meetellen, opgeteld per half jaar. Nu {now} van {norm} uur."),
    };
    let hatched = if forecast.is_some() {
        "Verwachting"
    } else {
        ""
    };
    let note = if forecast.is_some() {
        "Opgeteld per half jaar. Gearceerd is de verwachting als je zo doorgaat."
    } else {
        "Opgeteld per half jaar. Een verwachting komt er na het eerste jaar."
    };
    let legend: Vec<(&'static str, &'static str)> = GROUPS
        .iter()
        .map(|(name, _)| *name)
        .chain(std::iter::once(REST))
        .zip(Series::ALL)
        .map(|(name, series)| (series.fill(), name))
        .collect();
    let table = ViewFn::from(move || figures(&course));
    view! {
        <Card title="Je uren" id="verloop">
            <Figure title="Je uren tot nu toe, en de verwachting" note legend hatched table>
                <ColumnChart
                    id="verloop-grafiek"
                    conclusion
                    columns
                    max
                    step
                    target=(need, format!("{norm} uur nodig"))
                />
            </Figure>
        </Card>
    }
}

fn column(reached: &Reached) -> ChartColumn {
    let mut parts: Vec<f64> = reached.groups.into_iter().map(hours).collect();
    parts.push(hours(reached.rest()));
    ChartColumn {
        label: notation::month(reached.last).chars().take(3).collect(),
        below: reached.last.year().to_string(),
        parts,
        expected: reached.margin.is_some(),
    }
}

/// The figures of the chart, with the margin of what is expected.
fn figures(course: &[Reached]) -> impl IntoView + use<> {
    let columns = std::iter::once(Column::text("Tot en met"))
        .chain(GROUPS.iter().map(|(name, _)| Column::number(name)))
        .chain([Column::number(REST), Column::number("Samen")])
        .collect::<Vec<_>>();
    let rows = course
        .iter()
        .map(|reached| {
            let day = notation::date(reached.last);
            let (head, total) = match reached.margin {
                Some((low, high)) => (
                    format!("{day} (verwacht)"),
                    format!("{} tot {}", whole(low), whole(high)),
                ),
                None => (day, reached.total.to_string()),
            };
            let cells = GROUPS
                .iter()
                .zip(reached.groups)
                .map(|((name, _), hours)| {
                    let hours = hours.to_string();
                    view! { <Cell label=*name numeric=true>{hours}</Cell> }
                })
                .collect_view();
            let rest = reached.rest().to_string();
            view! {
                <Row>
                    <RowHead>{head}</RowHead>
                    {cells}
                    <Cell label=REST numeric=true>{rest}</Cell>
                    <Cell label="Samen" numeric=true><strong>{total}</strong></Cell>
                </Row>
            }
        })
        .collect_view();
    view! {
        <Table caption="Uren die meetellen, opgeteld per half jaar" caption_hidden=true columns>
            {rows}
        </Table>
    }
}

/// Hours as a number for a drawing.
pub(super) fn hours(quarters: Quarters) -> f64 {
    f64::from(quarters.0) / 4.0
}

/// Whole hours: a forecast is not sure to the quarter.
pub(super) const fn whole(quarters: Quarters) -> i32 {
    quarters.0 / 4
}
