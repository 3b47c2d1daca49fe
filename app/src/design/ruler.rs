//! Progress along a ruler.

use leptos::prelude::*;

/// The colour of a part of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Series {
    /// Petrol.
    #[default]
    First,
    /// Orange.
    Second,
    /// Purple.
    Third,
    /// Blue.
    Fourth,
}

impl Series {
    /// All four, in the order of a legend.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// The class that fills with it.
    pub const fn fill(self) -> &'static str {
        match self {
            Self::First => "f1",
            Self::Second => "f2",
            Self::Third => "f3",
            Self::Fourth => "f4",
        }
    }

    /// The class that draws a line with it.
    pub(super) const fn line(self) -> &'static str {
        match self {
            Self::First => "s1",
            Self::Second => "s2",
            Self::Third => "s3",
            Self::Fourth => "s4",
        }
    }
}

/// A hatch in the colour of a series, to fill with by its id: what is expected.
#[component]
pub(super) fn Hatch(id: String, series: Series) -> impl IntoView {
    view! {
        <pattern
            id=id
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
        >
            <rect class="f-surface" width="7" height="7"></rect>
            <rect class=series.fill() width="3" height="7"></rect>
        </pattern>
    }
}

/// Progress along a ruler: how much there is of what is needed, and with a hatch how much is
/// expected.
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
    /// How much is expected at the end.
    #[prop(optional)]
    forecast: Option<f64>,
    /// The main one of the page: higher, with numbers along it.
    #[prop(optional)]
    big: bool,
    /// Its colour.
    #[prop(optional)]
    series: Series,
    /// What stands below it: one or two `span`s.
    #[prop(into, optional)]
    foot: Option<ViewFn>,
) -> impl IntoView {
    let scale = Scale::of(need);
    let at = move |value: f64| format!("{:.2}%", scale.percent(value));
    let size = if big { &BIG } else { &SMALL };
    let below = size.top + size.bar;
    let ticks = scale
        .ticks()
        .map(|(value, is_major)| {
            let end = below + if is_major { size.major } else { size.minor };
            let start = below + 2;
            view! {
                <line
                    class="tick"
                    x1=at(value)
                    x2=at(value)
                    y1=start.to_string()
                    y2=end.to_string()
                ></line>
            }
        })
        .collect_view();
    let numbers = big.then(|| {
        let y = (below + 29).to_string();
        scale
            .numbers()
            .map(|value| {
                let anchor = if value <= 0.0 {
                    "start"
                } else if value >= need {
                    "end"
                } else {
                    "middle"
                };
                let number = format!("{value:.0}");
                view! { <text x=at(value) y=y.clone() text-anchor=anchor>{number}</text> }
            })
            .collect_view()
    });
    let hatch = format!("{}-verwacht", slug(&label));
    let expected = forecast
        .map(|forecast| forecast.min(need))
        .filter(|forecast| *forecast > now)
        .map(|forecast| {
            view! {
                <defs><Hatch id=hatch.clone() series/></defs>
                <rect
                    x=at(now)
                    y=size.top.to_string()
                    width=format!("{:.2}%", scale.percent(forecast) - scale.percent(now))
                    height=size.bar.to_string()
                    fill=format!("url(#{hatch})")
                ></rect>
            }
        });
    let need_text = format!("{need:.0}");
    let conclusion = match forecast {
        Some(forecast) => {
            format!("{label}: {now_text} van {need_text} {unit}, verwacht {forecast:.0} {unit}")
        }
        None => format!("{label}: {now_text} van {need_text} {unit}"),
    };
    view! {
        <div class="lr-ruler">
            <div class="lr-ruler__head">
                <b>{label}</b>
                <span><b>{now_text}</b>{format!(" van {need_text} {unit}")}</span>
            </div>
            <svg height=size.height.to_string() role="img" aria-label=conclusion>
                <rect
                    class="f-track"
                    x="0"
                    y=size.top.to_string()
                    width=at(need)
                    height=size.bar.to_string()
                    rx="2"
                ></rect>
                {expected}
                <rect
                    class=series.fill()
                    x="0"
                    y=size.top.to_string()
                    width=at(now)
                    height=size.bar.to_string()
                    rx="2"
                ></rect>
                <line
                    class="lr-target"
                    x1=at(need)
                    x2=at(need)
                    y1=(size.top - 4).to_string()
                    y2=(below + 4).to_string()
                ></line>
                {ticks}
                {numbers}
            </svg>
            {foot.map(|foot| view! { <div class="lr-ruler__foot">{foot.run()}</div> })}
        </div>
    }
}

/// Heights in pixels.
struct Size {
    height: u32,
    top: u32,
    bar: u32,
    major: u32,
    minor: u32,
}

const SMALL: Size = Size {
    height: 34,
    top: 4,
    bar: 14,
    major: 10,
    minor: 6,
};

const BIG: Size = Size {
    height: 66,
    top: 6,
    bar: 26,
    major: 13,
    minor: 8,
};

/// How a number becomes a place along the ruler.
#[derive(Clone, Copy, Debug)]
struct Scale {
    need: f64,
    /// From one long tick to the next.
    major: f64,
    /// How many short ones in between, and the long one.
    parts: u32,
}

impl Scale {
    fn of(need: f64) -> Self {
        let (major, parts) = match need {
            n if n > 100.0 => (20.0, 4),
            n if n > 40.0 => (10.0, 5),
            // Two years in months: by half years.
            n if (23.5..24.5).contains(&n) => (6.0, 6),
            _ => (5.0, 5),
        };
        Self { need, major, parts }
    }

    /// The target stands just before the end, so that its line is not cut off.
    fn percent(&self, value: f64) -> f64 {
        let end = (self.need * 1.012).max(f64::EPSILON);
        (value / end * 100.0).clamp(0.0, 100.0)
    }

    /// The place of each tick, and whether it is a long one.
    fn ticks(self) -> impl Iterator<Item = (f64, bool)> {
        let step = self.major / f64::from(self.parts);
        (0..)
            .map(move |count: u32| (f64::from(count) * step, count.is_multiple_of(self.parts)))
            .take_while(move |(value, _)| *value <= self.need + 0.01)
    }

    /// The places that get a number: every second long tick.
    fn numbers(self) -> impl Iterator<Item = f64> {
        (0..)
            .map(move |count: u32| f64::from(count) * self.major * 2.0)
            .take_while(move |value| *value <= self.need + 0.01)
    }
}

/// Words as the start of an id.
fn slug(words: &str) -> String {
    words
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(values: impl Iterator<Item = f64>) -> String {
        values
            .map(|value| format!("{value}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_hundred_and_sixty_hours_have_a_long_tick_every_twenty() {
        let scale = Scale::of(160.0);
        let long = scale
            .ticks()
            .filter(|(_, is_major)| *is_major)
            .map(|(value, _)| value);
        assert_eq!(words(long), "0 20 40 60 80 100 120 140 160");
        assert_eq!(words(scale.numbers()), "0 40 80 120 160");
        assert_eq!(scale.ticks().count(), 33);
    }

    #[test]
    fn two_years_are_read_off_by_half_years() {
        assert_eq!(Scale::of(24.0).ticks().filter(|(_, long)| *long).count(), 5);
        assert_eq!(Scale::of(24.0).ticks().count(), 25);
    }

    #[test]
    fn what_is_over_the_need_ends_at_the_edge() {
        assert!((Scale::of(10.0).percent(30.0) - 100.0).abs() < 1e-9);
        assert!(Scale::of(10.0).percent(10.0) < 100.0);
    }

    #[test]
    fn a_need_of_nothing_is_no_reason_to_panic() {
        assert!(Scale::of(0.0).percent(3.0).is_finite());
    }
}
