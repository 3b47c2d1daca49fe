//! Refusals of who the record is about.

use crate::delivery::check::Case;
use crate::delivery::check::PersonFacts;
use crate::delivery::check::Remark;
use crate::delivery::rule::masked;
use crate::notation;

/// The number of an appointment stays with one teacher: otherwise the record of one would end up
/// with another.
pub(super) fn number_of_another_teacher(case: &Case<'_>) -> Option<Remark> {
    let number = case.draft.number.get()?.as_str();
    let another = case.surroundings.number_of_another && case.draft.bsn.get().is_some();
    Remark::when(another, "burgerservicenummer", || {
        format!(
            "Nummer {} is eerder geleverd voor een leraar met een ander bsn. Is het een andere leraar? Geef deze benoeming dan een nieuw nummer.",
            masked("", number)
        )
    })
}

pub(super) fn birth_date_does_not_match(case: &Case<'_>) -> Option<Remark> {
    let date = *case.draft.birth_date.get()?;
    let wrong = matches!(
        case.context.person,
        PersonFacts::Known {
            birth_date_matches: false,
            ..
        }
    );
    Remark::when(wrong, "geboortedatum", || {
        format!(
            "De geboortedatum {} hoort niet bij dit bsn.",
            notation::date(date)
        )
    })
}

pub(super) fn deceased_before_the_begin(case: &Case<'_>) -> Option<Remark> {
    let begins = *case.draft.begins.get()?;
    let PersonFacts::Known { deceased_on, .. } = case.context.person else {
        return None;
    };
    Remark::when(deceased_on? < begins, "begindatum", || {
        "De leraar is volgens de BRP overleden voor de begindatum.".into()
    })
}

pub(super) fn details_of_non_resident_missing(case: &Case<'_>) -> Option<Remark> {
    let draft = case.draft;
    let wanted = [
        ("achternaam", draft.family_name.is_empty()),
        ("geslacht", draft.sex.is_empty()),
        ("adres", draft.address.is_empty()),
        ("woonplaats", draft.place.is_empty()),
    ];
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(_, missing)| *missing)
        .map(|(name, _)| *name)
        .collect();
    Remark::when(
        draft.is_non_resident() && !missing.is_empty(),
        "nietIngezetene",
        || {
            format!(
                "De leraar woont niet in Nederland. Vul ook in: {}.",
                missing.join(", ")
            )
        },
    )
}
