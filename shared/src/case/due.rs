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

/// The decision on an objection is put off once, as told on this day (*verdaging*, article 7:10, third
/// paragraph, Awb).
pub fn adjourned(on: Date) -> Change {
    Change::Adjourned {
        length: TermCode::Adjournment.on(on).length,
        article: "artikel 7:10, derde lid, Awb",
    }
}

/// The teacher agreed to a later last day for the decision on an objection (article 7:10, fourth
/// paragraph, Awb).
pub fn consented(last: Date) -> Change {
    Change::Until {
        last,
        reason: "Je stemde in met uitstel",
        article: "artikel 7:10, vierde lid, Awb",
    }
}

/// How long before a hearing the teacher can still send something (article 7:4, first paragraph, Awb).
const DAYS_FOR_PIECES: i32 = 10;

/// The day of a hearing to which is invited today (article 7:2 Awb); nothing when there would be no time
/// left to send something.
pub fn hearing(on: Date, today: Date) -> Option<Computed> {
    ((on - today).get_days() > DAYS_FOR_PIECES)
        .then(|| Computed::on(on, "De dag van het gesprek", "artikel 7:2 Awb"))
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

    #[test]
    fn there_is_time_to_send_something_before_a_hearing() {
        let today = date(2026, 11, 23);
        assert_eq!(hearing(date(2026, 12, 3), today), None);
        let day = date(2026, 12, 4);
        assert_eq!(hearing(day, today).map(|term| term.date), Some(day));
    }
}
