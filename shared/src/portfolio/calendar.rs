//! Events of a calendar that become activities: what was picked, and what it means.

use super::{ActivityForm, NewActivity};
use crate::{FieldError, Problem};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Largest calendar file, in bytes.
pub const MAX_CALENDAR_BYTES: usize = 5 * 1024 * 1024;
/// Most events that are offered at once; the latest come first.
pub const MAX_CALENDAR_EVENTS: usize = 300;
/// How many years back events are offered: a term of four years and the school year before it.
pub const CALENDAR_YEARS: i16 = 5;

/// An event as it was offered, and what was typed about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PickedEvent {
    /// Anything when it was picked.
    pub chosen: String,
    /// What is the same each time that this event is read, in hexadecimal digits.
    pub key: String,
    /// What it was.
    pub title: String,
    /// The day, or the first day.
    pub from: String,
    /// The last day, or nothing.
    pub to: String,
    /// The hours.
    pub hours: String,
}

impl PickedEvent {
    /// The activity that it becomes.
    ///
    /// # Errors
    /// 422 with every message at its field of [`ActivityForm`].
    fn activity(&self, today: Date) -> Result<NewActivity, Problem> {
        let parts = |day: &str| {
            day.parse::<Date>().map_or_else(
                |_| (day.to_owned(), String::new(), String::new()),
                |day| {
                    (
                        day.day().to_string(),
                        day.month().to_string(),
                        day.year().to_string(),
                    )
                },
            )
        };
        let from = parts(&self.from);
        let to = match self.to.as_str() {
            "" => <(String, String, String)>::default(),
            to => parts(to),
        };
        let form = ActivityForm {
            title: self.title.clone(),
            hours: self.hours.clone(),
            from_day: from.0,
            from_month: from.1,
            from_year: from.2,
            to_day: to.0,
            to_month: to.1,
            to_year: to.2,
            ..ActivityForm::default()
        };
        form.parse(today)
    }
}

/// The activities that the picked events become, each with the key of its event.
///
/// # Errors
/// 422 when nothing was picked, or with every message at once, at the field `hours-{place}`, which
/// stands beside its event.
pub fn picked(events: &[PickedEvent], today: Date) -> Result<Vec<(String, NewActivity)>, Problem> {
    let mut errors = Vec::new();
    let mut activities = Vec::new();
    for (place, event) in events.iter().enumerate() {
        if event.chosen.is_empty() {
            continue;
        }
        match event.activity(today) {
            Ok(activity) => activities.push((event.key.clone(), activity)),
            Err(problem) => errors.extend(problem.errors.into_iter().map(|error| {
                let message = format!("{}: {}", event.title.trim(), error.message);
                FieldError::new(format!("hours-{place}"), message)
            })),
        }
    }
    if activities.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("events", "Kies wat je wilt overnemen"));
    }
    if errors.is_empty() {
        Ok(activities)
    } else {
        Err(Problem::invalid(errors))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn event() -> PickedEvent {
        PickedEvent {
            chosen: "ja".into(),
            key: "aa".into(),
            title: "Intervisie".into(),
            from: "2026-11-03".into(),
            hours: "1,5".into(),
            ..PickedEvent::default()
        }
    }

    #[test]
    fn only_what_was_picked_becomes_an_activity() {
        let other = PickedEvent {
            chosen: String::new(),
            hours: "onzin".into(),
            ..event()
        };
        let activities = picked(&[other, event()], TODAY).expect("activities");
        let [(key, activity)] = &activities[..] else {
            panic!("one activity")
        };
        assert_eq!((key.as_str(), activity.from), ("aa", date(2026, 11, 3)));
    }

    #[test]
    fn an_event_of_whole_days_asks_for_its_hours() {
        let whole = PickedEvent {
            hours: String::new(),
            to: "2026-11-04".into(),
            ..event()
        };
        let problem = picked(&[event(), whole], TODAY).expect_err("a problem");
        assert_eq!(
            problem.at("hours-1"),
            Some("Intervisie: Vul in hoeveel uur het was")
        );
    }

    #[test]
    fn nothing_picked_and_what_cannot_be_a_day_are_told() {
        let problem = picked(&[], TODAY).expect_err("a problem");
        assert_eq!(problem.at("events"), Some("Kies wat je wilt overnemen"));
        let odd = PickedEvent {
            from: "ooit".into(),
            ..event()
        };
        assert!(
            picked(&[odd], TODAY)
                .expect_err("a problem")
                .at("hours-0")
                .is_some()
        );
    }
}
