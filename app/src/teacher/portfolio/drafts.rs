//! Drafts of activities, beside what is saved.

use super::Entry;
use crate::session::draft::Kept;
use jiff::civil::Date;
use serde_json::{Map, Value};
use shared::portfolio::ActivityForm;

/// Whether what is saved says the same as a draft: then the answer was lost, not what was typed.
pub fn says_the_same(kept: &Kept, saved: &[Entry], today: Date) -> bool {
    let typed = typed(kept).and_then(|form| form.parse(today).ok());
    saved
        .iter()
        .any(|entry| entry.id.to_string() == kept.number && typed.as_ref() == Some(&entry.activity))
}

/// A draft as the form that it is of.
fn typed(kept: &Kept) -> Option<ActivityForm> {
    const SUBJECTS: &str = "subjects[]";
    let (subjects, fields): (Vec<_>, Vec<_>) = kept
        .values
        .iter()
        .cloned()
        .partition(|(name, _)| name == SUBJECTS);
    let subjects: Vec<String> = subjects.into_iter().map(|(_, id)| id).collect();
    let mut form: Map<String, Value> = fields
        .into_iter()
        .map(|(name, value)| (name, value.into()))
        .collect();
    form.insert("subjects".to_owned(), subjects.into());
    serde_json::from_value(form.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use shared::{identifier::ActivityId, portfolio::NewActivity};
    use uuid::Uuid;

    const TODAY: Date = date(2026, 11, 23);

    fn kept(more: &[(&str, &str)]) -> Kept {
        let fields = [
            ("nieuw", ""),
            ("title", " Leesclub "),
            ("from_day", "3"),
            ("from_month", "11"),
            ("from_year", "2026"),
            ("hours", "6,0"),
        ];
        Kept {
            number: Uuid::nil().to_string(),
            page: "/mijn/portfolio".to_owned(),
            at: 0.0,
            values: fields
                .iter()
                .chain(more)
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    fn saved(kept: &Kept) -> NewActivity {
        typed(kept)
            .expect("a form")
            .parse(TODAY)
            .expect("an activity")
    }

    #[test]
    fn a_draft_is_let_go_only_when_all_of_it_is_saved() {
        let entry = Entry {
            id: ActivityId(Uuid::nil()),
            activity: saved(&kept(&[])),
            evidence: 0,
        };
        let same =
            |more: &[(&str, &str)]| says_the_same(&kept(more), std::slice::from_ref(&entry), TODAY);
        assert!(same(&[]));
        for more in [
            ("category", "pedagogisch"),
            ("reflection", "Nieuw"),
            ("subjects[]", "NEDERLANDS"),
            ("to_day", "9"),
        ] {
            assert!(!same(&[more]), "{more:?} is not saved");
        }
    }
}
