//! Until when is decided in a case (chapters 4 and 7 Awb; handbook, 5.5).

use super::CaseKind;
use crate::term::{Calendar, Change, Computed, TermCode, decide_by};
use jiff::civil::Date;

/// Until when is decided in a case of this kind, or is looked at evidence, when something happened on a day:
/// what was asked was received, or, of an objection, the last day to object (article 7:10, first
/// paragraph, Awb: the term begins when nobody can object any more).
pub fn decided_by(kind: CaseKind, known: Date, committee: bool, changes: &[Change]) -> Computed {
    let (code, what) = match (kind, committee) {
        (CaseKind::Evidence, _) => (TermCode::EvidenceCheck, "Je hebt je bewijs gestuurd"),
        (CaseKind::Correction, _) => (
            TermCode::CorrectionDecision,
            "Je hebt ons om een besluit gevraagd",
        ),
        (CaseKind::Registration, _) => {
            (TermCode::RegistrationDecision, "Je aanmelding is ontvangen")
        }
        (CaseKind::Reregistration, false) => {
            (TermCode::ReregistrationDecision, "Je aanvraag is ontvangen")
        }
        (CaseKind::Reregistration, true) => (
            TermCode::ReregistrationDecisionCommittee,
            "Je aanvraag is ontvangen",
        ),
        (CaseKind::OwnMotion, _) => (TermCode::OwnMotionDecision, "We begonnen er zelf aan"),
        (CaseKind::Objection, false) => (
            TermCode::ObjectionDecision,
            "De tijd om bezwaar te maken is voorbij",
        ),
        (CaseKind::Objection, true) => (
            TermCode::ObjectionDecisionCommittee,
            "De tijd om bezwaar te maken is voorbij",
        ),
    };
    let term = code.on(known);
    let mut due = decide_by(
        Calendar::current(),
        (known, what),
        (term.length, &term.article),
        changes,
    );
    // Of an objection another article says that the term stands still, and of evidence none.
    let other = match kind {
        CaseKind::Evidence | CaseKind::OwnMotion => term.article.as_str(),
        CaseKind::Objection => "artikel 7:10, tweede lid, Awb",
        _ => SUSPENSION,
    };
    for step in &mut due.steps {
        if step.article == SUSPENSION {
            other.clone_into(&mut step.article);
        }
    }
    due
}

/// What says that the term of a decision stands still while something is asked.
const SUSPENSION: &str = "artikel 4:15, eerste lid, Awb";

/// By how much the register itself can put off what is decided in a case of this kind, once: an objection
/// by article 7:10, third paragraph, Awb (*verdaging*); what has no term in a law by article 4:14, third
/// paragraph.
pub const fn delay(kind: CaseKind) -> TermCode {
    match kind {
        CaseKind::Objection => TermCode::Adjournment,
        CaseKind::Evidence => TermCode::LaterEvidence,
        CaseKind::OwnMotion => TermCode::LaterOwnMotion,
        CaseKind::Correction | CaseKind::Registration | CaseKind::Reregistration => {
            TermCode::LaterDecision
        }
    }
}

/// The register puts it off once, as told on this day.
pub fn adjourned(kind: CaseKind, on: Date) -> Change {
    let term = delay(kind).on(on);
    Change::Adjourned {
        length: term.length,
        article: &term.article,
    }
}

/// The teacher agreed to a later last day (articles 4:15, second paragraph, and 7:10, fourth paragraph,
/// Awb).
pub fn consented(kind: CaseKind, last: Date) -> Change {
    Change::Until {
        last,
        reason: "Je stemde in met uitstel",
        article: match kind {
            CaseKind::Objection => "artikel 7:10, vierde lid, Awb",
            _ => "artikel 4:15, tweede lid, onder a, Awb",
        },
    }
}

/// The day of a hearing to which is invited today (article 7:2 Awb); nothing when there would be no time
/// left to send something.
pub fn hearing(on: Date, today: Date) -> Option<Computed> {
    (TermCode::HearingPieces.on(today).length.before(on) > today)
        .then(|| Computed::on(on, "De dag van het gesprek", "artikel 7:2 Awb"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Suspended;
    use jiff::civil::date;

    #[test]
    fn the_term_of_an_objection_begins_when_nobody_can_object_any_more() {
        // The vectors of the handbook, 5.5.
        let until = date(2026, 4, 30);
        let objection = |committee| decided_by(CaseKind::Objection, until, committee, &[]).date;
        assert_eq!(objection(false), date(2026, 6, 11));
        assert_eq!(objection(true), date(2026, 7, 23));
        let asked = date(2026, 3, 2);
        let application = decided_by(CaseKind::Reregistration, asked, false, &[]);
        assert_eq!(application.date, date(2026, 4, 28));
    }

    #[test]
    fn what_is_asked_stops_the_term_and_what_is_put_off_makes_it_longer() {
        let asked = date(2026, 3, 2);
        let completed = Change::Suspended(Suspended::Completed {
            invited: date(2026, 3, 9),
            completed: date(2026, 3, 16),
        });
        for (kind, plain, suspended, later) in [
            // Eight weeks end on Koningsdag; six days do not count; six weeks more.
            (
                CaseKind::Correction,
                date(2026, 4, 28),
                date(2026, 5, 4),
                date(2026, 6, 8),
            ),
            (
                CaseKind::Registration,
                date(2026, 4, 28),
                date(2026, 5, 4),
                date(2026, 6, 8),
            ),
            // Four weeks, which are a promise of the register itself; Easter is not over after six days.
            (
                CaseKind::Evidence,
                date(2026, 3, 30),
                date(2026, 4, 7),
                date(2026, 4, 28),
            ),
        ] {
            let by = |changes: &[Change]| decided_by(kind, asked, false, changes);
            assert_eq!(by(&[]).date, plain, "{kind:?}");
            let stopped = by(std::slice::from_ref(&completed));
            assert_eq!(stopped.date, suspended, "{kind:?}");
            let own = kind == CaseKind::Evidence;
            assert_eq!(
                stopped
                    .steps
                    .iter()
                    .any(|step| step.article.contains("Awb")),
                !own,
                "the check of evidence is no decision"
            );
            let put_off = by(&[adjourned(kind, date(2026, 3, 20))]);
            assert_eq!(put_off.date, later, "{kind:?}");
            let said = put_off
                .steps
                .iter()
                .any(|step| step.article.contains("4:14"));
            assert_eq!(said, !own);
        }
        let agreed = consented(CaseKind::Correction, date(2026, 7, 1));
        let agreed = decided_by(CaseKind::Correction, asked, false, &[agreed]);
        assert_eq!(agreed.date, date(2026, 7, 1));
    }

    #[test]
    fn what_nobody_asked_for_has_a_term_that_is_a_promise_of_the_register() {
        let begun = date(2030, 11, 25);
        let by = |changes: &[Change]| decided_by(CaseKind::OwnMotion, begun, true, changes);
        assert_eq!(by(&[]).date, date(2031, 2, 24));
        let later = by(&[adjourned(CaseKind::OwnMotion, date(2031, 2, 3))]);
        assert_eq!(later.date, date(2031, 4, 7));
        assert!(later.steps.iter().all(|step| !step.article.contains("Awb")));
        assert!(!CaseKind::OwnMotion.is_asked() && CaseKind::OwnMotion.is_decision());
    }

    #[test]
    fn there_is_time_to_send_something_before_a_hearing() {
        let today = date(2026, 11, 23);
        assert_eq!(hearing(date(2026, 12, 3), today), None);
        let day = date(2026, 12, 4);
        assert_eq!(hearing(day, today).map(|term| term.date), Some(day));
    }
}
