//! Refusals of where and from when to when somebody is appointed.

use crate::delivery::check::Case;
use crate::delivery::check::Remark;
use crate::delivery::notices::before_by;
use crate::delivery::notices::says_something_new;
use crate::notation;
use jiff::ToSpan;
use jiff::civil;

/// The first begin date that an appointment can have.
const FIRST_BEGIN: civil::Date = civil::date(1950, 8, 1);

/// Months that an appointment may be delivered ahead.
const MONTHS_AHEAD: i32 = 6;

/// Function categories of people who teach.
const TEACHING_FUNCTIONS: std::ops::RangeInclusive<u8> = 8..=11;

/// Years after its last day in which an appointment may still be delivered or changed (handbook, 6.2);
/// as long as the register keeps what was removed (article 38n WPO).
const YEARS_BACK: i32 = 5;

pub(super) fn board_does_not_exist(case: &Case<'_>) -> Option<Remark> {
    let board = case.draft.board.get()?;
    Remark::when(!case.context.board_exists, "bevoegdGezag", || {
        format!("Bestuur {board} bestaat niet op de begindatum.")
    })
}

pub(super) fn school_not_of_the_board(case: &Case<'_>) -> Option<Remark> {
    let brin = case.draft.brin.get()?;
    let message = match &case.context.school {
        None => format!("Er is op de begindatum geen school met instellingscode {brin}."),
        Some(school) => {
            let board = case.draft.board.get()?;
            if school.board == *board {
                return None;
            }
            format!("{} ({brin}) hoort niet bij bestuur {board}.", school.name)
        }
    };
    Remark::when(true, "instellingscode", || message)
}

pub(super) fn location_not_of_the_school(case: &Case<'_>) -> Option<Remark> {
    let location = case.draft.location.get()?;
    let brin = case.draft.brin.get()?;
    let unknown = case
        .school()
        .is_some_and(|school| !school.locations.contains(location));
    Remark::when(
        location.brin() != *brin || unknown,
        "vestigingscode",
        || format!("Vestiging {location} hoort niet bij school {brin}."),
    )
}

pub(super) fn ends_before_it_begins(case: &Case<'_>) -> Option<Remark> {
    let (begins, ends) = (*case.draft.begins.get()?, *case.draft.ends.get()?);
    Remark::when(ends < begins, "einddatum", || {
        format!(
            "De einddatum {} ligt voor de begindatum {}.",
            notation::date(ends),
            notation::date(begins)
        )
    })
}

pub(super) fn begin_out_of_range(case: &Case<'_>) -> Option<Remark> {
    let begins = *case.draft.begins.get()?;
    let last = case.context.today.checked_add(MONTHS_AHEAD.months()).ok()?;
    let message = if begins < FIRST_BEGIN {
        format!(
            "De begindatum {} ligt voor {}.",
            notation::date(begins),
            notation::date(FIRST_BEGIN)
        )
    } else if begins > last {
        format!(
            "De begindatum {} ligt meer dan {MONTHS_AHEAD} maanden vooruit.",
            notation::date(begins)
        )
    } else {
        return None;
    };
    Remark::when(true, "begindatum", || message)
}

pub(super) fn contract_ends_before_it_begins(case: &Case<'_>) -> Option<Remark> {
    let (begins, ends) = (
        *case.draft.contract_begins.get()?,
        *case.draft.contract_ends.get()?,
    );
    Remark::when(ends < begins, "arbeidsovereenkomstEinddatum", || {
        format!(
            "De arbeidsovereenkomst eindigt op {}, voor de begindatum {}.",
            notation::date(ends),
            notation::date(begins)
        )
    })
}

pub(super) fn not_a_teaching_function(case: &Case<'_>) -> Option<Remark> {
    let category = *case.draft.function_category.get()?;
    Remark::when(
        !TEACHING_FUNCTIONS.contains(&category),
        "functiecategorie",
        || format!("Functiecategorie {category} is geen functie als leraar."),
    )
}

/// An end that we have already may be corrected as long as we have it.
pub(super) fn over_for_five_years(case: &Case<'_>) -> Option<Remark> {
    let ends = *case.draft.ends.get()?;
    let over = |last: civil::Date| before_by(last, case.context.today, YEARS_BACK.years());
    let had_it = case
        .surroundings
        .known
        .as_ref()
        .and_then(|known| known.ends)
        .is_some_and(over);
    let refused = over(ends) && !had_it && says_something_new(case);
    Remark::when(refused, "einddatum", || {
        format!(
            "De benoeming eindigde op {}. Dat is meer dan {YEARS_BACK} jaar geleden.",
            notation::date(ends)
        )
    })
}
