//! Charts as SVG from the server; the same figures stand in a table beside them.

use super::Details;
use leptos::prelude::*;

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
    /// What a hatch means: `Verwachting`.
    #[prop(into, optional)]
    hatched: String,
    /// The figures as a table.
    #[prop(into)]
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
            <ul class="lr-legend">
                {legend}
                {(!hatched.is_empty())
                    .then(|| {
                        view! {
                            <li>
                                <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
                                    <rect x="1" y="1" width="14" height="14" rx="2" stroke-width="1.2"></rect>
                                    <path d="M3 13 13 3M2 7l5-5M9 14l5-5" stroke-width="1.4"></path>
                                </svg>
                                {hatched}
                            </li>
                        }
                    })}
            </ul>
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
    /// What stands behind it: `69%`.
    pub share: String,
    /// What that is a share of: `11 van 16`.
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
                    <span class="lr-bars__v">
                        <strong>{bar.share}</strong>
                        " "
                        <span class="lr-muted">{bar.text}</span>
                    </span>
                </div>
            }
        })
        .collect_view();
    view! { <div class="lr-bars">{rows}</div> }
}
