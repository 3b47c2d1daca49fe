//! Charts as SVG from the server; the same figures stand in a table beside them.

use super::Details;
use leptos::prelude::*;

/// Progress along a ruler.
#[component]
pub fn Ruler(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// How much there is.
    now: f64,
    /// How much there is, in words: `85`.
    #[prop(into)]
    now_text: String,
    /// How much is needed.
    need: f64,
    /// The unit: `uur`.
    #[prop(into, default = "uur".to_owned())]
    unit: String,
) -> impl IntoView {
    let max = (need * 1.012).max(f64::EPSILON);
    let percent = move |value: f64| format!("{:.2}%", (value / max * 100.0).clamp(0.0, 100.0));
    let major = match need {
        n if n > 100.0 => 20.0,
        n if n > 40.0 => 10.0,
        _ => 5.0,
    };
    let minor = if need > 100.0 {
        major / 4.0
    } else {
        major / 5.0
    };
    let mut ticks = Vec::new();
    let mut at = 0.0;
    while at <= need + 0.01 {
        let is_major = (at / major - (at / major).round()).abs() < 1e-6;
        let end = if is_major { 28 } else { 24 };
        ticks.push(view! {
            <line class="tick" x1=percent(at) x2=percent(at) y1="20" y2=end.to_string()/>
        });
        at += minor;
    }
    let need_text = format!("{need:.0}");
    let conclusion = format!("{label}: {now_text} van {need_text} {unit}");
    view! {
        <div class="lr-ruler">
            <div class="lr-ruler__head">
                <b>{label}</b>
                <span><b>{now_text}</b>{format!(" van {need_text} {unit}")}</span>
            </div>
            <svg height="34" role="img" aria-label=conclusion>
                <rect class="f-track" x="0" y="4" width=percent(need) height="14" rx="2"></rect>
                <rect class="f1" x="0" y="4" width=percent(now) height="14" rx="2"></rect>
                <line class="lr-target" x1=percent(need) x2=percent(need) y1="0" y2="22"></line>
                {ticks}
            </svg>
        </div>
    }
}

/// A chart with its title and its figures.
#[component]
pub fn Figure(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// How to read it.
    #[prop(into, optional)]
    note: String,
    /// Colour class and name of each part.
    legend: Vec<(&'static str, &'static str)>,
    /// The figures as a table.
    table: ViewFn,
    /// The chart.
    children: Children,
) -> impl IntoView {
    let legend = legend
        .into_iter()
        .map(|(class, name)| {
            view! {
                <li>
                    <svg viewBox="0 0 16 16" aria-hidden="true">
                        <rect class=class x="1" y="1" width="14" height="14" rx="2"></rect>
                    </svg>
                    {name}
                </li>
            }
        })
        .collect_view();
    view! {
        <figure class="lr-chart">
            <figcaption>
                <b>{title}</b>
                {(!note.is_empty()).then(|| view! { <span>{note}</span> })}
            </figcaption>
            <ul class="lr-legend">{legend}</ul>
            {children()}
            <Details summary="Bekijk de cijfers in een tabel">{table.run()}</Details>
        </figure>
    }
}

/// One row of [`StackedBars`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What the row is of.
    pub label: String,
    /// The parts, in the order of the legend.
    pub parts: Vec<f64>,
    /// What stands behind it: `69% 11 van 16`.
    pub text: String,
}

/// Rows of bars that each fill the width: shares of a whole.
#[component]
pub fn StackedBars(
    /// The rows.
    bars: Vec<Bar>,
    /// The colour class of each part.
    classes: Vec<&'static str>,
) -> impl IntoView {
    let rows = bars
        .into_iter()
        .map(|bar| {
            let total: f64 = bar.parts.iter().sum::<f64>().max(f64::EPSILON);
            let mut x = 0.0;
            let parts = bar
                .parts
                .iter()
                .zip(classes.iter().copied())
                .map(|(part, class)| {
                    let width = part / total * 100.0;
                    let gap = if x > 0.0 { 0.3 } else { 0.0 };
                    let rect = view! {
                        <rect
                            class=class
                            x=format!("{:.2}", x + gap)
                            width=format!("{:.2}", (width - gap).max(0.0))
                            height="20"
                        ></rect>
                    };
                    x += width;
                    rect
                })
                .collect_view();
            view! {
                <div class="lr-bars__r">
                    <span>{bar.label}</span>
                    <span class="lr-bars__b">
                        <svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="f-track" width="100" height="20"></rect>
                            {parts}
                        </svg>
                    </span>
                    <span class="lr-bars__v">{bar.text}</span>
                </div>
            }
        })
        .collect_view();
    view! { <div class="lr-bars">{rows}</div> }
}
