//! Columns over time, stacked, with what is expected in a hatch.

use super::{Series, ruler::Hatch};
use leptos::prelude::*;

/// One column of a [`ColumnChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartColumn {
    /// What stands below it: `jan`.
    pub label: String,
    /// And below that: `2021`.
    pub below: String,
    /// The parts from below, at most four.
    pub parts: Vec<f64>,
    /// Whether it is expected rather than known. These come last.
    pub expected: bool,
}

impl ChartColumn {
    fn total(&self) -> f64 {
        self.parts.iter().sum()
    }
}

/// Stacked columns from zero. Drawn twice, for a wide and a narrow place, so that the words keep
/// their size. The figures stand in the table of the [`super::Figure`] around it.
#[component]
pub fn ColumnChart(
    /// The id, unique on the page.
    id: &'static str,
    /// What it shows, in one sentence with the conclusion.
    #[prop(into)]
    conclusion: String,
    /// The columns in order.
    columns: Vec<ChartColumn>,
    /// The end of the scale.
    max: f64,
    /// From one line to the next.
    step: f64,
    /// What must be reached, and in words: `160 uur nodig`.
    #[prop(optional)]
    target: Option<(f64, String)>,
) -> impl IntoView {
    let draw = |place: Place| draw(id, place, &conclusion, &columns, max, step, target.as_ref());
    view! {
        {draw(WIDE)}
        {draw(NARROW)}
    }
}

/// Where it is drawn, in units of the drawing.
#[derive(Clone, Copy)]
struct Place {
    class: &'static str,
    name: &'static str,
    width: f64,
    height: f64,
    right: f64,
}

const WIDE: Place = Place {
    class: "lr-chart__w",
    name: "breed",
    width: 700.0,
    height: 320.0,
    right: 10.0,
};

const NARROW: Place = Place {
    class: "lr-chart__n",
    name: "smal",
    width: 350.0,
    height: 300.0,
    right: 4.0,
};

const LEFT: f64 = 34.0;
const TOP: f64 = 30.0;
const BELOW: f64 = 44.0;

impl Place {
    fn floor(self) -> f64 {
        self.height - BELOW
    }

    /// The year below a column, as it fits: `2021` or `’21`.
    fn year(self, year: &str) -> String {
        match year.strip_prefix("20") {
            Some(end) if self.name == NARROW.name && end.len() == 2 => format!("’{end}"),
            _ => year.to_owned(),
        }
    }

    /// How high a value is.
    fn y(self, value: f64, max: f64) -> f64 {
        self.floor() - value / max.max(f64::EPSILON) * (self.floor() - TOP)
    }
}

fn draw(
    id: &str,
    place: Place,
    conclusion: &str,
    columns: &[ChartColumn],
    max: f64,
    step: f64,
    target: Option<&(f64, String)>,
) -> impl IntoView + use<> {
    let right = place.width - place.right;
    let share = (right - LEFT) / (columns.len().max(1) as f64);
    let thick = (share * 0.62).min(58.0);
    let hatch = move |id: &str, series: Series| format!("{id}-{}-{}", place.name, series.fill());

    let lines = (0..)
        .map(|count: u32| f64::from(count) * step.max(f64::EPSILON))
        .take_while(|value| *value <= max)
        .map(|value| {
            let y = place.y(value, max);
            let class = if value > 0.0 { "grid" } else { "axis" };
            view! {
                <line class=class x1=number(LEFT) x2=number(right) y1=number(y) y2=number(y)></line>
                <text x=number(LEFT - 8.0) y=number(y + 4.0) text-anchor="end">
                    {format!("{value:.0}")}
                </text>
            }
        })
        .collect_view();

    let first_expected = columns.iter().position(|column| column.expected);
    let now = first_expected.unwrap_or(columns.len()).checked_sub(1);
    // The numbers come last, over the line of the norm.
    let (bars, numbers): (Vec<_>, Vec<_>) = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let x = LEFT + share * (at as f64) + (share - thick) / 2.0;
            let middle = number(x + thick / 2.0);
            let mut reached = 0.0;
            let parts = column
                .parts
                .iter()
                .zip(Series::ALL)
                .filter(|(part, _)| **part > 0.0)
                .map(|(part, series)| {
                    let foot = place.y(reached, max);
                    reached += part;
                    let head = place.y(reached, max);
                    let (class, fill) = if column.expected {
                        (series.line(), Some(format!("url(#{})", hatch(id, series))))
                    } else {
                        (series.fill(), None)
                    };
                    view! {
                        <rect
                            class=class
                            fill=fill
                            stroke-width=column.expected.then_some("1.2")
                            x=number(x)
                            y=number(head + 1.0)
                            width=number(thick)
                            height=number((foot - head - 1.5).max(0.0))
                        ></rect>
                    }
                })
                .collect_view();
            let total = column.total();
            let is_strong = Some(at) == now || at + 1 == columns.len();
            let words = view! {
                <text
                    class=is_strong.then_some("t-strong")
                    x=middle.clone()
                    y=number(place.y(total, max) - 7.0)
                    text-anchor="middle"
                >
                    {format!("{total:.0}")}
                </text>
                <text x=middle.clone() y=number(place.floor() + 19.0) text-anchor="middle">
                    {column.label.clone()}
                </text>
                <text x=middle y=number(place.floor() + 36.0) text-anchor="middle">
                    {place.year(&column.below)}
                </text>
            };
            (parts, words)
        })
        .unzip();

    let target = target.map(|(value, words)| {
        let y = place.y(*value, max);
        view! {
            <line class="target" x1=number(LEFT) x2=number(right) y1=number(y) y2=number(y)></line>
            <text class="t-strong" x=number(LEFT + 6.0) y=number(y - 8.0)>{words.clone()}</text>
        }
    });
    let today = first_expected.filter(|at| *at > 0).map(|at| {
        let x = LEFT + share * (at as f64);
        view! {
            <line
                class="axis"
                x1=number(x)
                x2=number(x)
                y1="4"
                y2=number(place.floor())
                stroke-dasharray="2 3"
            ></line>
            <text x=number(x - 6.0) y="13" text-anchor="end">"vandaag"</text>
        }
    });
    let hatches = first_expected.is_some().then(|| {
        let all = Series::ALL
            .map(|series| view! { <Hatch id=hatch(id, series) series/> })
            .collect_view();
        view! { <defs>{all}</defs> }
    });
    view! {
        <svg
            class=place.class
            viewBox=format!("0 0 {} {}", place.width, place.height)
            role="img"
            aria-label=conclusion.to_owned()
        >
            {hatches}
            {lines}
            {bars}
            {target}
            {today}
            {numbers}
        </svg>
    }
}

/// A tenth is fine enough, and short.
fn number(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_at_the_floor_and_the_end_of_the_scale_at_the_top() {
        assert!((WIDE.y(0.0, 180.0) - WIDE.floor()).abs() < 1e-9);
        assert!((WIDE.y(180.0, 180.0) - TOP).abs() < 1e-9);
    }

    #[test]
    fn a_year_is_short_where_there_is_little_room() {
        assert_eq!(
            (WIDE.year("2021"), NARROW.year("2021")),
            ("2021".into(), "’21".into())
        );
        assert_eq!(NARROW.year("20"), "20");
    }

    #[test]
    fn a_scale_without_length_is_no_reason_to_panic() {
        assert!(NARROW.y(0.0, 0.0).is_finite());
    }
}
