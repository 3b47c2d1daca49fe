//! The hours of an activity per category, with what the rule says of them while one types.

use crate::{
    design::{Details, Gap, Paragraph, Stack, TextField},
    session::Form,
};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::portfolio::{ActivityForm, Category, Quarters};

/// What was typed as hours: all of them, and per category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedHours {
    /// All hours together.
    pub all: String,
    /// In the order of [`Category::ALL`].
    pub per_category: [String; 6],
}

impl TypedHours {
    /// What stands in the form now.
    pub fn of(form: Form, known: &ActivityForm) -> Self {
        Self {
            all: form.value("hours", known.hours.clone()),
            per_category: Category::ALL
                .map(|category| form.value(category.field(), known.hours_of(category))),
        }
    }

    fn is_split(&self) -> bool {
        self.per_category
            .iter()
            .any(|hours| !hours.trim().is_empty())
    }

    /// What the rule of the whole form says of the hours.
    fn advice(&self, today: Date) -> Advice {
        let [
            content,
            didactics,
            pedagogy,
            professional,
            school,
            profession,
        ] = self.per_category.clone();
        // The other required fields are filled in here: only the hours are judged.
        let form = ActivityForm {
            title: "-".to_owned(),
            from_day: today.day().to_string(),
            from_month: today.month().to_string(),
            from_year: today.year().to_string(),
            hours: self.all.clone(),
            hours_subject_content: content,
            hours_subject_didactics: didactics,
            hours_pedagogy: pedagogy,
            hours_professional: professional,
            hours_school: school,
            hours_profession: profession,
            ..ActivityForm::default()
        };
        match form.parse(today) {
            Ok(activity) if activity.to_choose() == Quarters::ZERO => {
                Advice::Fine(format!("Alle {} uur zijn verdeeld.", activity.hours))
            }
            Ok(activity) => Advice::Fine(format!(
                "Nog {} van {} uur te verdelen. Dat mag ook later.",
                activity.to_choose(),
                activity.hours
            )),
            Err(problem) => match problem.errors.into_iter().next() {
                Some(error) if error.field == "hours" => {
                    Advice::Fine("Vul eerst het aantal uur van de activiteit in.".to_owned())
                }
                Some(error) => Advice::Wrong(error.message),
                None => Advice::Fine(String::new()),
            },
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Advice {
    Fine(String),
    Wrong(String),
}

/// The hours per category. Closed at first: most activities are about one thing.
#[component]
pub fn SplitFields(
    /// The form.
    form: Form,
    /// What is typed.
    typed: RwSignal<TypedHours>,
    /// Today, in the Netherlands.
    today: Date,
) -> impl IntoView {
    let open = typed.with_untracked(TypedHours::is_split);
    let advice = {
        let sent = typed.get_untracked();
        let errors = Category::ALL.map(|category| form.error(category.field()));
        Memo::new(move |_| {
            let told = errors.iter().any(|error| error.read().is_some());
            if told && *typed.read() == sent {
                // The message stands at the field already.
                return Advice::Fine(String::new());
            }
            typed.read().advice(today)
        })
    };
    let class = move || match *advice.read() {
        Advice::Fine(_) => "lr-small lr-muted",
        Advice::Wrong(_) => "utrecht-form-field-error-message",
    };
    let text = move || match advice.get() {
        Advice::Fine(text) | Advice::Wrong(text) => text,
    };
    let fields = Category::ALL
        .into_iter()
        .enumerate()
        .map(|(place, category)| {
            let value = typed.with_untracked(|typed| typed.per_category[place].clone());
            view! {
                <TextField
                    name=category.field()
                    label=category.label()
                    hint=category.hint()
                    value
                    error=form.error(category.field())
                    inputmode="decimal"
                    narrow=true
                    on_input=Callback::new(move |text: String| {
                        typed.update(|typed| typed.per_category[place] = text);
                    })
                />
            }
        })
        .collect_view();
    view! {
        <Details summary="Verdeel de uren over meer onderwerpen" open>
            <Stack gap=Gap::Medium>
                <Paragraph small=true>
                    "Vul hier alleen iets in als het over meer dingen ging. Dan telt dit, en niet het onderwerp hierboven."
                </Paragraph>
                <p class=class role="status" id="verdeling">{text}</p>
                {fields}
            </Stack>
        </Details>
    }
}
