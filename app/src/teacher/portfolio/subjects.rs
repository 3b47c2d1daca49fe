//! For which subjects an activity was.

use crate::{
    design::{Check, Details, FieldGroup, Paragraph},
    session::Form,
};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::subject::{SubjectTable, subject_name};

/// The subjects as boxes to tick: those of the teacher and those that are ticked at once, every other
/// one folded away.
#[component]
pub fn SubjectChoice(
    /// The form.
    form: Form,
    /// The ids of what is known already.
    known: Vec<String>,
    /// The ids of the subjects of the teacher.
    own: Vec<String>,
    /// Today: what can be chosen now.
    today: Date,
) -> impl IntoView {
    let chosen = form.values("subjects", known);
    let (near, far) = choices(&own, &chosen, today);
    let (first, rest) = (boxes(&near, &chosen), boxes(&far, &chosen));
    let summary = if near.is_empty() {
        "Kies een vak"
    } else {
        "Kies een ander vak"
    };
    let none = near.is_empty().then(|| {
        view! {
            <Paragraph small=true muted=true>
                "Hier staan ook je eigen vakken, zodra je die hebt vastgelegd."
            </Paragraph>
        }
    });
    view! {
        <FieldGroup
            id="subjects"
            legend="Voor welk vak was het?"
            hint="Kies er meer dan een als het voor meer vakken was. Kies er geen als het voor al je lessen was."
            error=form.error("subjects")
        >
            {first}
            {none}
            <Details summary>{rest}</Details>
        </FieldGroup>
    }
}

fn boxes(ids: &[String], chosen: &[String]) -> AnyView {
    ids.iter()
        .map(|id| {
            let (checked, label) = (chosen.contains(id), subject_name(id).to_owned());
            view! { <Check name="subjects[]" value=id.clone() label checked/> }
        })
        .collect_view()
        .into_any()
}

/// The ids of what stands there at once and of what is folded away, each by name.
fn choices(own: &[String], chosen: &[String], today: Date) -> (Vec<String>, Vec<String>) {
    let table = SubjectTable::current();
    let mut near: Vec<String> = own.iter().chain(chosen).cloned().collect();
    near.retain(|id| table.find(id).is_some());
    near.sort_by(|one, other| subject_name(one).cmp(subject_name(other)));
    near.dedup();
    let all = table.search("", today).into_iter();
    let far = all.map(|subject| subject.id.clone());
    let far = far.filter(|id| !near.contains(id)).collect();
    (near, far)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_subject_can_be_ticked_once_the_own_ones_and_the_ticked_ones_first() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let (own, chosen) = (ids(&["NEDERLANDS", "MUZIEK"]), ids(&["BIOLOGIE", "MUZIEK"]));
        let today = date(2026, 11, 28);
        let (near, far) = choices(&own, &chosen, today);
        assert_eq!(near, ids(&["BIOLOGIE", "MUZIEK", "NEDERLANDS"]));
        assert!(near.iter().all(|id| !far.contains(id)));
        let all = SubjectTable::current().search("", today).len();
        assert_eq!(near.len() + far.len(), all);
        let unknown = choices(&[], &ids(&["TOVEREN"]), today).0;
        assert!(
            unknown.is_empty(),
            "what is on no list is told at the field"
        );
    }
}
