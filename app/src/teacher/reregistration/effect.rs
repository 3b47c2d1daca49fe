//! What an activity does for the rules, at once while somebody types: the same function as on the
//! server.

use crate::design::{Fact, Facts, Paragraph};
use jiff::civil::Date;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use shared::{
    criteria::{Effect, Inputs},
    portfolio::{ActivityForm, Category, NewActivity},
};
use web_sys::{Element, FormData, HtmlFormElement};

/// What each rule gets of an activity; nothing to tell without one.
#[component]
pub fn EffectList(
    /// What is there without the activity.
    inputs: Inputs,
    /// The activity, once it can be read.
    activity: Signal<Option<NewActivity>>,
) -> impl IntoView {
    let inputs = StoredValue::new(inputs);
    let told = Memo::new(move |_| {
        let activity = activity.get()?;
        Some(inputs.with_value(|inputs| tell(inputs, &activity)))
    });
    move || {
        told.get().map(|(sentence, effects)| {
            view! {
                <Paragraph small=true>{sentence}</Paragraph>
                {(!effects.is_empty()).then(|| view! { <Effects effects/> })}
            }
        })
    }
}

/// The rules that change, each with what changes.
#[component]
pub fn Effects(
    /// What changes.
    effects: Vec<Effect>,
) -> impl IntoView {
    let facts = effects
        .into_iter()
        .map(|effect| view! { <Fact name=effect.name>{effect.text}</Fact> })
        .collect_view();
    view! { <Facts wide=true>{facts}</Facts> }
}

/// What an activity does: in a sentence, and for each rule that it changes.
fn tell(inputs: &Inputs, activity: &NewActivity) -> (String, Vec<Effect>) {
    let day = shared::notation::date(activity.from);
    if !inputs.term.contains(activity.from) {
        let sentence = format!("{day} valt buiten je periode. Dan telt dit niet mee.");
        return (sentence, Vec::new());
    }
    let effects = inputs.effect(activity);
    let sentence = if effects.is_empty() {
        "Dit verandert niets aan de regels.".to_owned()
    } else {
        format!("Dit doen {} uur op {day} voor jouw regels:", activity.hours)
    };
    (sentence, effects)
}

/// The form of an activity while it is filled in.
#[derive(Clone, Copy)]
pub struct Typed {
    form: RwSignal<ActivityForm>,
    until: Date,
}

impl Typed {
    /// A form that begins with this. A day after `until` is not read.
    pub fn new(form: ActivityForm, until: Date) -> Self {
        Self {
            form: RwSignal::new(form),
            until,
        }
    }

    /// Hears that something was typed or chosen in a form.
    pub fn hear(self, event: &ev::Event) {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(form) = field.and_then(|field| read(&field)) {
            self.form.set(form);
        }
    }

    /// The activity, when what is typed so far can be read.
    pub fn activity(self) -> Signal<Option<NewActivity>> {
        Signal::derive(move || {
            // A title does nothing for a rule.
            let form = ActivityForm {
                title: "-".to_owned(),
                ..self.form.get()
            };
            form.parse(self.until).ok()
        })
    }
}

/// What stands in the form around a field, of what a rule can look at.
fn read(field: &Element) -> Option<ActivityForm> {
    let form: HtmlFormElement = field.closest("form").ok()??.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let value = |name: &str| data.get(name).as_string().unwrap_or_default();
    let hours = |category: Category| value(category.field());
    let all = |name: &str| {
        let all = data.get_all(name);
        all.iter().filter_map(|one| one.as_string()).collect()
    };
    Some(ActivityForm {
        kind: value("kind"),
        category: value("category"),
        from_day: value("from_day"),
        from_month: value("from_month"),
        from_year: value("from_year"),
        to_day: value("to_day"),
        to_month: value("to_month"),
        to_year: value("to_year"),
        hours: value("hours"),
        hours_subject_content: hours(Category::SubjectContent),
        hours_subject_didactics: hours(Category::SubjectDidactics),
        hours_pedagogy: hours(Category::Pedagogy),
        hours_professional: hours(Category::Professional),
        hours_school: hours(Category::School),
        hours_profession: hours(Category::Profession),
        reflection: value("reflection"),
        subjects: all("subjects[]"),
        labels: all("labels[]"),
        credits: value("credits"),
        diploma: value("diploma"),
        ..ActivityForm::default()
    })
}
