//! Refusals of the message itself and of who sends it.

use crate::delivery::check::Case;
use crate::delivery::check::Remark;
use crate::delivery::rule::masked;
use crate::identifier::Brin;
use jiff::SignedDuration;

/// The versions of the message definition that we read.
const DEFINITIONS: [&str; 1] = ["1.0"];

/// Minutes that the clock of a sender may be fast.
const CLOCK_MINUTES: i64 = 15;

pub(super) fn document_without_id(case: &Case<'_>) -> Option<Remark> {
    let missing = case.surroundings.needs_document
        && case.draft.document_id.is_empty()
        && !case.draft.is_unreadable();
    Remark::when(missing, "identificatiecodeBedrijfsdocument", || {
        "Het bericht heeft geen kenmerk. Geef elk bericht een eigen UUID.".into()
    })
}

pub(super) fn document_used_before(case: &Case<'_>) -> Option<Remark> {
    let earlier = case.context.earlier_document.as_ref()?;
    let same = case.context.content_hash == Some(earlier.content_hash)
        && case.draft.version.get() == Some(&earlier.version);
    Remark::when(!same, "identificatiecodeBedrijfsdocument", || {
        "Dit kenmerk is eerder gebruikt voor een bericht met een andere inhoud.".into()
    })
}

pub(super) fn sender_not_authorised(case: &Case<'_>) -> Option<Remark> {
    let board = case.draft.board.get()?;
    Remark::when(!case.context.sender.contains(board), "bevoegdGezag", || {
        format!("Je bent niet gemachtigd om te leveren voor bestuur {board}.")
    })
}

/// Who delivers for some schools of a board only, takes nothing away from the others.
pub(super) fn school_out_of_reach(case: &Case<'_>) -> Option<Remark> {
    let schools = case.context.schools.as_ref()?;
    let named = case.draft.brin.get().map(Brin::as_str);
    let other = [named, case.context.stands_at.as_deref()]
        .into_iter()
        .flatten()
        .find(|brin| !schools.iter().any(|own| own == brin))?;
    Remark::when(true, "instellingscode", || {
        format!("Je levert niet voor school {other}. Een collega van je bestuur kan dat wel.")
    })
}

pub(super) fn document_from_the_future(case: &Case<'_>) -> Option<Remark> {
    let made_at = *case.draft.made_at.get()?;
    let ahead = made_at.duration_since(case.context.now);
    Remark::when(
        ahead > SignedDuration::from_mins(CLOCK_MINUTES),
        "datumTijdBedrijfsdocument",
        || {
            format!(
                "De datum en tijd van het bericht liggen meer dan {CLOCK_MINUTES} minuten in de toekomst."
            )
        },
    )
}

pub(super) fn definition_not_supported(case: &Case<'_>) -> Option<Remark> {
    let definition = case.draft.definition.get()?;
    Remark::when(
        !DEFINITIONS.contains(&definition.as_str()),
        "berichtversie",
        || {
            format!(
                "Versie {} van het bericht kennen we niet. Gebruik {}.",
                masked("", definition),
                DEFINITIONS.join(" of ")
            )
        },
    )
}
