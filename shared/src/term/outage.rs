//! When our own system was not there (*storing*): nobody is late because of it (article 2:21 Awb).

use super::{Calendar, Computed};
use crate::notation;
use jiff::{
    Span,
    civil::{Date, DateTime},
};

/// A time during which the register could not be reached, by the clock of the Netherlands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// From when.
    pub from: DateTime,
    /// Until when.
    pub until: DateTime,
}

/// The ledger of all outages that count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outages(pub Vec<Outage>);

impl Outages {
    /// Whether the register could not be reached for a part of this day.
    pub fn touch(&self, day: Date) -> bool {
        self.0
            .iter()
            .any(|outage| outage.from.date() <= day && day <= outage.until.date())
    }

    /// The term of somebody who sends us something: when we could not be reached on its last day,
    /// it goes on to the first working day on which we could.
    #[must_use]
    pub fn apply(&self, calendar: &Calendar, mut computed: Computed) -> Computed {
        while self.touch(computed.date) && computed.date < Date::MAX {
            let reason = format!(
                "Op {} was het register niet bereikbaar. De termijn loopt door",
                notation::date(computed.date)
            );
            let next = computed.date.saturating_add(Span::new().days(1));
            let (day, _) = calendar.next_working_day(next);
            computed.go_on(day, reason, "artikel 2:21 Awb");
        }
        computed
    }
}
