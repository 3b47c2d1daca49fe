//! Until when is decided on an application or an objection (chapters 4 and 7 Awb; handbook, 5.5).

use crate::term::{Calendar, Change, Computed, TermCode, decide_by};
use jiff::civil::Date;

/// Until when is decided on an application that was received on a day.
pub fn application_due(received: Date, committee: bool, changes: &[Change]) -> Computed {
    let code = if committee {
        TermCode::ReregistrationDecisionCommittee
    } else {
        TermCode::ReregistrationDecision
    };
    due(code, (received, "Je aanvraag is ontvangen"), changes)
}

/// Until when is decided on an objection; the term begins when nobody can object any more (article
/// 7:10, first paragraph, Awb).
pub fn objection_due(until: Date, committee: bool, changes: &[Change]) -> Computed {
    let code = if committee {
        TermCode::ObjectionDecisionCommittee
    } else {
        TermCode::ObjectionDecision
    };
    let mut due = due(
        code,
        (until, "De tijd om bezwaar te maken is voorbij"),
        changes,
    );
    for step in &mut due.steps {
        // Of an objection another article says that the term stands still.
        if step.article == "artikel 4:15, eerste lid, Awb" {
            "artikel 7:10, tweede lid, Awb".clone_into(&mut step.article);
        }
    }
    due
}

fn due(code: TermCode, (known, what): (Date, &str), changes: &[Change]) -> Computed {
    let term = code.on(known);
    let calendar = Calendar::current();
    decide_by(
        calendar,
        (known, what),
        (term.length, &term.article),
        changes,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_term_of_an_objection_begins_when_nobody_can_object_any_more() {
        // The vectors of the handbook, 5.5.
        let until = date(2026, 4, 30);
        assert_eq!(objection_due(until, false, &[]).date, date(2026, 6, 11));
        assert_eq!(objection_due(until, true, &[]).date, date(2026, 7, 23));
        assert_eq!(
            application_due(date(2026, 3, 2), false, &[]).date,
            date(2026, 4, 28)
        );
    }
}
