//! What a comparison with the diplomas rests on, as the teacher reads it and as who judges the evidence
//! reads it.

use crate::design::{Fact, Paragraph, Reason, Reasons, Source, Verdict};
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use shared::{
    authority::{Check, Outcome, StepResult},
    notation,
};

/// Where the diplomas come from: of an extract one knows the day.
pub fn source(extract: Option<Date>) -> Source {
    extract.map_or(Source::DiplomaRegister, |_| Source::Extract)
}

/// The diplomas that decided, each as a [`Fact`] under this name.
pub fn diplomas(check: &Check, name: &'static str) -> impl IntoView + use<> {
    let source = source(check.extract);
    check
        .diplomas
        .iter()
        .map(|diploma| {
            let day = notation::date(diploma.graduated);
            let text = format!("{}, {}, {day}", diploma.programme, diploma.institution);
            view! { <Fact name source>{text}</Fact> }
        })
        .collect_view()
}

/// The outcome rule by rule, with the version of the rules and the time in Dutch time.
pub fn reasoning(check: &Check, checked_at: DateTime) -> impl IntoView + use<> {
    let outcome = check.outcome;
    let reasons = check
        .steps
        .iter()
        .map(|step| {
            let verdict = match step.result {
                StepResult::Yes => Verdict::Yes,
                // What the source does not hold is no fault (handbook, 3.4).
                StepResult::No if outcome == Outcome::NotFound => Verdict::NotFound,
                StepResult::No => Verdict::No,
                StepResult::Partly => Verdict::Partly,
                StepResult::NotApplicable => Verdict::NotApplicable,
            };
            let (title, text) = (step.title.clone(), step.text.clone());
            view! { <Reason verdict title text/> }
        })
        .collect_view();
    let extract = check
        .extract
        .map(|day| format!(", met je uittreksel van {}", notation::date(day)))
        .unwrap_or_default();
    let version = format!(
        "Regelset vakken en bevoegdheden, versie {}. Gecontroleerd op {}{extract}.",
        check.table_version,
        notation::date_time(checked_at),
    );
    view! {
        <Reasons>{reasons}</Reasons>
        <Paragraph small=true muted=true>{version}</Paragraph>
    }
}
