//! The fields of a question: cards to choose from, a day, a number, or periods.
//!
//! The fields of one question have one name, that of the question: the aid takes them together.

use super::typed;
use crate::design::{Check, ChoiceCard, ChoiceCards, Field, FieldGroup};
use leptos::prelude::*;
use shared::aid::{Choice, Kind, Question, UNKNOWN};

/// The id of the first field of a question, to which the error summary leads.
pub(super) fn first(question: &Question) -> String {
    let id = &question.id;
    match &question.kind {
        Kind::Choice(choices) => {
            let first = choices.first().map_or(UNKNOWN, |choice| &choice.id);
            format!("{id}-{first}")
        }
        Kind::Date(..) => format!("{id}-dag"),
        Kind::Number(..) => format!("{id}-aantal"),
        Kind::Periods(_) => format!("{id}-1-eerste"),
    }
}

/// The question with its fields, filled in as they were sent.
pub(super) fn of(
    question: &Question,
    sent: Option<&str>,
    extra_row: bool,
    refusal: Option<String>,
) -> impl IntoView + use<> {
    let group = format!("vraag-{}", question.id);
    let sent = sent.unwrap_or_default();
    let id = question.id.as_str();
    let shown = Shown {
        id,
        sent,
        wrong: refusal.is_some(),
        message: format!("{group}-fout"),
    };
    let (hint, fields) = match &question.kind {
        Kind::Choice(choices) => ("", shown.choices(choices, &question.unknown)),
        Kind::Date(..) => ("Bijvoorbeeld 31 8 2026.", shown.day()),
        Kind::Number(_, [_, unit], _) => ("", shown.number(unit)),
        Kind::Periods(_) => (
            "Vul elke periode in met dagen zoals 31-8-2026. Loopt de laatste periode nog? Laat de laatste dag dan leeg.",
            shown.periods(extra_row),
        ),
    };
    let unknown = (!matches!(question.kind, Kind::Choice(_))).then(|| {
        let choice = &question.unknown;
        view! {
            <Check
                name=id.to_owned()
                value=UNKNOWN
                label=choice.label.clone()
                note=choice.hint.clone()
                checked=typed::is_unknown(sent)
            />
        }
    });
    let legend = question.text.clone();
    view! {
        <FieldGroup id=group legend hint error=Signal::stored(refusal) first=true>
            <div class="lr-stack lr-stack--m">{fields} {unknown}</div>
        </FieldGroup>
    }
}

/// What the fields of one question must know.
struct Shown<'a> {
    id: &'a str,
    sent: &'a str,
    wrong: bool,
    /// The id of the message.
    message: String,
}

impl Shown<'_> {
    fn choices(&self, choices: &[Choice], unknown: &Choice) -> AnyView {
        let cards = choices
            .iter()
            .map(|choice| self.card(&choice.id, choice))
            .collect_view();
        let unknown = self.card(UNKNOWN, unknown);
        view! { <ChoiceCards>{cards} {unknown}</ChoiceCards> }.into_any()
    }

    fn card(&self, value: &str, choice: &Choice) -> impl IntoView + use<> {
        view! {
            <ChoiceCard
                name=self.id.to_owned()
                value=value.to_owned()
                label=choice.label.clone()
                note=choice.hint.clone()
                checked=self.sent == value
            />
        }
    }

    fn day(&self) -> AnyView {
        let [day, month, year] = typed::day(self.sent);
        let part = |suffix: &str, label: &'static str, class: &'static str, value: String| {
            let id = format!("{}-{suffix}", self.id);
            view! {
                <div class=class>
                    <label for=id.clone()>{label}</label>
                    {self.input(id, value, false)}
                </div>
            }
        };
        view! {
            <div class="lr-date">
                {part("dag", "Dag", "", day)} {part("maand", "Maand", "", month)}
                {part("jaar", "Jaar", "lr-date__y", year)}
            </div>
        }
        .into_any()
    }

    fn number(&self, unit: &str) -> AnyView {
        let id = format!("{}-aantal", self.id);
        let input = self.input(id.clone(), typed::number(self.sent), true);
        view! { <Field id=id label=format!("Aantal {unit}")>{input}</Field> }.into_any()
    }

    fn periods(&self, extra_row: bool) -> AnyView {
        let mut rows = typed::periods(self.sent);
        if extra_row && !self.sent.is_empty() {
            rows.push(<[String; 2]>::default());
        }
        rows.into_iter()
            .zip(1..)
            .map(|([first, last], number)| self.period(number, first, last))
            .collect_view()
            .into_any()
    }

    fn period(&self, number: usize, first: String, last: String) -> impl IntoView + use<> {
        let day = |suffix: &str, label: &str, value: String| {
            let id = format!("{}-{number}-{suffix}", self.id);
            let input = self.input(id.clone(), value, false);
            view! { <Field id=id label=format!("{label} van periode {number}")>{input}</Field> }
        };
        view! {
            <div class="lr-cluster">
                {day("eerste", "Eerste dag", first)} {day("laatste", "Laatste dag", last)}
            </div>
        }
    }

    /// One field of the question.
    fn input(&self, id: String, value: String, is_number: bool) -> impl IntoView + use<> {
        let class = if self.wrong {
            "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid lr-narrow-input"
        } else {
            "utrecht-textbox utrecht-textbox--html-input lr-narrow-input"
        };
        let message = self.wrong.then(|| self.message.clone());
        view! {
            <input
                type="text"
                class=class
                id=id
                name=self.id.to_owned()
                value=value
                inputmode=is_number.then_some("numeric")
                autocomplete="off"
                aria-invalid=self.wrong.then_some("true")
                aria-describedby=message
            />
        }
    }
}
