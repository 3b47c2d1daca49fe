//! The entry (*opname*) in the register, as one state machine: of an appointment, staged by the
//! delivery of a school and confirmed by the teacher; or of a qualified teacher without an appointment,
//! admitted by a decision on their own registration (article 38h, third paragraph, WPO). Then removed,
//! and entered again (articles 38j and 38n WPO and their likes). Whoever changes an entry asks
//! [`Entry::after`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where the entry of one appointment stands, or that of a teacher without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Delivered by the school, and not confirmed by the teacher (*klaargezet*).
    Staged,
    /// Confirmed by the teacher (*bevestigd*, article 38j WPO).
    Confirmed,
    /// Out of the register, kept for [`KEPT_YEARS`] (*uitgeschreven*, article 38n WPO).
    Removed(Cause),
    /// Entered again by the teacher after a removal (*heropgenomen*, article 38n WPO).
    Reentered,
}

/// Why an entry was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The board deleted an appointment that it sent by mistake.
    Board,
    /// The teacher asked for it.
    Request,
    /// The teacher reached the pension age and chose to leave.
    PensionAge,
    /// The teacher died, says the BRP.
    Death,
    /// The appointment stood in the vestibule, and its last day has passed (article 38s, fourth paragraph,
    /// WPO). Of the register one goes out by an act alone (article 38n WPO).
    Ended,
}

/// What happens to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The board delivers the appointment: for the first time, changed, or again after a deletion.
    Delivered,
    /// The teacher confirms it as it stands.
    Confirmed,
    /// The board deletes it, for it was sent by mistake.
    RemovedByBoard,
    /// The teacher asks to be removed.
    RemovalRequested,
    /// The teacher reached the pension age and chose to leave.
    LeftAtPensionAge,
    /// The teacher reached the pension age and chose to stay (article 38n, fifth paragraph, WPO).
    StayedAtPensionAge,
    /// The BRP says that the teacher died.
    Died,
    /// The BRP takes back that the teacher died.
    DeathWithdrawn,
    /// The last day of the appointment passed while it stood in the vestibule (article 38s, fourth
    /// paragraph, WPO).
    Ended,
    /// The teacher asks to be entered again.
    Reentered,
    /// It was decided that the teacher never confirmed it (article 38k WPO).
    ConfirmationWithdrawn,
    /// It was decided that a qualified teacher without an appointment is entered (*zelf aangemeld*,
    /// article 38h, third paragraph, WPO).
    Admitted,
}

/// Why an event cannot happen to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The school never delivered it.
    #[error("Je school heeft deze benoeming niet doorgegeven")]
    NotDelivered,
    /// It was removed before.
    #[error("Deze benoeming is al uitgeschreven")]
    AlreadyRemoved,
    /// It was removed: the teacher enters it again, rather than confirming it.
    #[error("Deze benoeming is uitgeschreven. Laat haar eerst weer opnemen")]
    IsRemoved,
    /// The board took it back: only the board can deliver it again.
    #[error(
        "Je school heeft deze benoeming ingetrokken. Alleen je school kan haar opnieuw doorgeven"
    )]
    TakenBack,
    /// It ended: only the board can say that it goes on.
    #[error(
        "Deze benoeming in het registervoorportaal is afgelopen. Alleen je school kan doorgeven dat ze doorloopt"
    )]
    IsOver,
    /// It is not removed.
    #[error("Deze benoeming is niet uitgeschreven")]
    NotRemoved,
    /// The teacher is entered already.
    #[error("Deze leraar staat al in het register")]
    AlreadyEntered,
    /// It was not confirmed.
    #[error("Deze benoeming is niet bevestigd")]
    NotConfirmed,
    /// The teacher died.
    #[error("Volgens de Basisregistratie Personen is deze leraar overleden")]
    Died,
    /// The teacher did not die.
    #[error("Volgens de Basisregistratie Personen was deze leraar niet overleden")]
    DidNotDie,
}

/// How many years what was removed is kept, readable by the teacher alone (article 38n, third
/// paragraph, and article 38s, fourth paragraph, WPO).
pub const KEPT_YEARS: i64 = 5;

impl Entry {
    /// Every entry there is.
    pub const ALL: [Self; 8] = [
        Self::Staged,
        Self::Confirmed,
        Self::Removed(Cause::Board),
        Self::Removed(Cause::Request),
        Self::Removed(Cause::PensionAge),
        Self::Removed(Cause::Death),
        Self::Removed(Cause::Ended),
        Self::Reentered,
    ];

    /// Whether an appointment that is over in the vestibule stays out of it (article 38s, fourth paragraph,
    /// WPO) when its board delivers it again: as long as the board does not say that it goes on.
    pub fn stays_over(
        from: Option<Self>,
        in_vestibule: bool,
        last: Option<Date>,
        today: Date,
    ) -> bool {
        from == Some(Self::Removed(Cause::Ended))
            && in_vestibule
            && last.is_some_and(|last| last < today)
    }

    /// The entry after an event; `from` is nothing when the appointment was never delivered, or the
    /// teacher was never admitted. The same
    /// entry again when the event changes nothing.
    ///
    /// # Errors
    /// [`Refusal`] says why the event cannot happen to it.
    #[expect(
        clippy::match_same_arms,
        reason = "it reads by what happens to what, and not by what comes of it"
    )]
    pub const fn after(from: Option<Self>, event: Event) -> Result<Self, Refusal> {
        use Cause::{Board, Death, Ended, PensionAge, Request};
        let Some(entry) = from else {
            return match event {
                Event::Delivered => Ok(Self::Staged),
                // Who asked for it needs not confirm it too.
                Event::Admitted => Ok(Self::Confirmed),
                _ => Err(Refusal::NotDelivered),
            };
        };
        match (entry, event) {
            // Who died stays out, whatever else happens.
            (Self::Removed(Death), Event::DeathWithdrawn) => Ok(Self::Staged),
            (Self::Removed(Death), Event::Delivered | Event::RemovedByBoard) => Ok(entry),
            (Self::Removed(Death), _) => Err(Refusal::Died),
            (_, Event::Died) => Ok(Self::Removed(Death)),
            (_, Event::DeathWithdrawn) => Err(Refusal::DidNotDie),

            // What a board deletes and delivers again waits for the teacher again, and so does what was over
            // and goes on. A teacher who left is not brought back by what a board delivers.
            (Self::Removed(Board | Ended), Event::Delivered) => Ok(Self::Staged),
            (Self::Removed(_), Event::StayedAtPensionAge) => Err(Refusal::AlreadyRemoved),
            (_, Event::Delivered | Event::StayedAtPensionAge) => Ok(entry),

            (Self::Removed(_), Event::Admitted) => Err(Refusal::IsRemoved),
            (_, Event::Admitted) => Err(Refusal::AlreadyEntered),

            (Self::Staged | Self::Confirmed, Event::Confirmed) => Ok(Self::Confirmed),
            (Self::Reentered, Event::Confirmed) => Ok(Self::Reentered),
            (Self::Removed(Board), Event::Confirmed | Event::Reentered) => Err(Refusal::TakenBack),
            (Self::Removed(Ended), Event::Confirmed | Event::Reentered) => Err(Refusal::IsOver),
            (Self::Removed(_), Event::Confirmed) => Err(Refusal::IsRemoved),
            (Self::Removed(_), Event::Reentered) => Ok(Self::Reentered),
            (_, Event::Reentered) => Err(Refusal::NotRemoved),
            (Self::Confirmed | Self::Reentered, Event::ConfirmationWithdrawn) => Ok(Self::Staged),
            (_, Event::ConfirmationWithdrawn) => Err(Refusal::NotConfirmed),

            // A mistake of the board is one, also of a teacher who left.
            (Self::Removed(Board), Event::RemovedByBoard) => Err(Refusal::AlreadyRemoved),
            (_, Event::RemovedByBoard) => Ok(Self::Removed(Board)),
            (
                Self::Removed(_),
                Event::RemovalRequested | Event::LeftAtPensionAge | Event::Ended,
            ) => Err(Refusal::AlreadyRemoved),
            (_, Event::RemovalRequested) => Ok(Self::Removed(Request)),
            (_, Event::LeftAtPensionAge) => Ok(Self::Removed(PensionAge)),
            (_, Event::Ended) => Ok(Self::Removed(Ended)),
        }
    }

    /// Whether the appointment counts, so that what is public of it may be shown.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Confirmed | Self::Reentered)
    }

    /// Whether it is out of the register.
    pub const fn is_removed(self) -> bool {
        matches!(self, Self::Removed(_))
    }

    /// Its two names in the database: whether it counts, and why it is so when that says more.
    pub const fn names(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Staged => ("staged", None),
            Self::Confirmed => ("confirmed", None),
            Self::Reentered => ("confirmed", Some("reentered")),
            Self::Removed(cause) => ("removed", Some(cause.code())),
        }
    }

    /// The entry with these names.
    pub fn named(status: &str, cause: Option<&str>) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|entry| entry.names() == (status, cause))
    }

    /// The word to people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Staged => "Klaargezet",
            Self::Confirmed => "Bevestigd",
            Self::Removed(_) => "Uitgeschreven",
            Self::Reentered => "Opnieuw opgenomen",
        }
    }
}

impl Cause {
    /// The name in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Request => "request",
            Self::PensionAge => "pension_age",
            Self::Death => "death",
            Self::Ended => "ended",
        }
    }

    /// Why, in one plain Dutch sentence to the teacher.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Board => {
                "Je school heeft deze benoeming ingetrokken, want die was ten onrechte doorgegeven."
            }
            Self::Request => "Je hebt zelf gevraagd om je uit te schrijven.",
            Self::PensionAge => {
                "Je bereikte de AOW-leeftijd en koos ervoor om je uit te schrijven."
            }
            Self::Death => "Volgens de Basisregistratie Personen ben je overleden.",
            Self::Ended => "Je benoeming in het registervoorportaal is afgelopen.",
        }
    }
}

impl Event {
    /// Every event there is.
    pub const ALL: [Self; 12] = [
        Self::Delivered,
        Self::Confirmed,
        Self::RemovedByBoard,
        Self::RemovalRequested,
        Self::LeftAtPensionAge,
        Self::StayedAtPensionAge,
        Self::Died,
        Self::DeathWithdrawn,
        Self::Reentered,
        Self::ConfirmationWithdrawn,
        Self::Admitted,
        Self::Ended,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prelude::*, sample::select};

    const BOARD: Entry = Entry::Removed(Cause::Board);
    const REQUEST: Entry = Entry::Removed(Cause::Request);
    const PENSION: Entry = Entry::Removed(Cause::PensionAge);
    const DEATH: Entry = Entry::Removed(Cause::Death);
    const ENDED: Entry = Entry::Removed(Cause::Ended);

    /// Every entry with every event, in the order of [`Event::ALL`].
    #[test]
    fn every_pair_of_an_entry_and_an_event_is_decided() {
        use Entry::{Confirmed, Reentered, Staged};
        use Refusal::{
            AlreadyEntered, AlreadyRemoved, DidNotDie, Died, IsOver, IsRemoved, NotConfirmed,
            NotDelivered, NotRemoved, TakenBack,
        };
        type Row = (Option<Entry>, [Result<Entry, Refusal>; 12]);
        #[rustfmt::skip]
        let table: [Row; 9] = [
            // from            delivered     confirmed          removed by board     removal requested    left at pension age  stayed               died        death withdrawn   entered again     confirmation withdrawn  admitted  ended
            (None,            [Ok(Staged),   Err(NotDelivered), Err(NotDelivered),   Err(NotDelivered),   Err(NotDelivered),   Err(NotDelivered),   Err(NotDelivered), Err(NotDelivered), Err(NotDelivered), Err(NotDelivered), Ok(Confirmed), Err(NotDelivered)]),
            (Some(Staged),    [Ok(Staged),   Ok(Confirmed),     Ok(BOARD),           Ok(REQUEST),         Ok(PENSION),         Ok(Staged),          Ok(DEATH),  Err(DidNotDie),   Err(NotRemoved), Err(NotConfirmed), Err(AlreadyEntered), Ok(ENDED)]),
            (Some(Confirmed), [Ok(Confirmed),Ok(Confirmed),     Ok(BOARD),           Ok(REQUEST),         Ok(PENSION),         Ok(Confirmed),       Ok(DEATH),  Err(DidNotDie),   Err(NotRemoved), Ok(Staged), Err(AlreadyEntered), Ok(ENDED)]),
            (Some(BOARD),     [Ok(Staged),   Err(TakenBack),    Err(AlreadyRemoved), Err(AlreadyRemoved), Err(AlreadyRemoved), Err(AlreadyRemoved), Ok(DEATH),  Err(DidNotDie),   Err(TakenBack), Err(NotConfirmed), Err(IsRemoved), Err(AlreadyRemoved)]),
            (Some(REQUEST),   [Ok(REQUEST),  Err(IsRemoved),    Ok(BOARD),           Err(AlreadyRemoved), Err(AlreadyRemoved), Err(AlreadyRemoved), Ok(DEATH),  Err(DidNotDie),   Ok(Reentered), Err(NotConfirmed), Err(IsRemoved), Err(AlreadyRemoved)]),
            (Some(PENSION),   [Ok(PENSION),  Err(IsRemoved),    Ok(BOARD),           Err(AlreadyRemoved), Err(AlreadyRemoved), Err(AlreadyRemoved), Ok(DEATH),  Err(DidNotDie),   Ok(Reentered), Err(NotConfirmed), Err(IsRemoved), Err(AlreadyRemoved)]),
            (Some(DEATH),     [Ok(DEATH),    Err(Died),         Ok(DEATH),           Err(Died),           Err(Died),           Err(Died),           Err(Died),  Ok(Staged),       Err(Died), Err(Died), Err(Died), Err(Died)]),
            (Some(ENDED),     [Ok(Staged),   Err(IsOver),       Ok(BOARD),           Err(AlreadyRemoved), Err(AlreadyRemoved), Err(AlreadyRemoved), Ok(DEATH),  Err(DidNotDie),   Err(IsOver), Err(NotConfirmed), Err(IsRemoved), Err(AlreadyRemoved)]),
            (Some(Reentered), [Ok(Reentered),Ok(Reentered),     Ok(BOARD),           Ok(REQUEST),         Ok(PENSION),         Ok(Reentered),       Ok(DEATH),  Err(DidNotDie),   Err(NotRemoved), Ok(Staged), Err(AlreadyEntered), Ok(ENDED)]),
        ];
        for (from, expected) in table {
            for (event, expected) in Event::ALL.into_iter().zip(expected) {
                assert_eq!(
                    Entry::after(from, event),
                    expected,
                    "{from:?} and {event:?}"
                );
            }
        }
        let seen: Vec<_> = table.iter().filter_map(|(from, _)| *from).collect();
        assert!(Entry::ALL.iter().all(|entry| seen.contains(entry)));
    }

    #[test]
    fn every_entry_is_known_by_its_names() {
        for entry in Entry::ALL {
            let (status, cause) = entry.names();
            assert_eq!(Entry::named(status, cause), Some(entry));
            assert_eq!(
                entry.counts(),
                status == "confirmed",
                "the views show what is confirmed"
            );
        }
        assert_eq!(Entry::named("removed", None), None);
        assert_eq!(Entry::named("", None), None);
    }

    proptest! {
        #[test]
        fn a_removed_teacher_is_public_again_only_by_an_act_of_their_own(
            events in prop::collection::vec(select(Event::ALL.to_vec()), 0..40),
        ) {
            let mut entry = None;
            // What was done last that counts: an act of the teacher, or a removal.
            let (mut by_teacher, mut dead) = (false, false);
            for event in events {
                let Ok(after) = Entry::after(entry, event) else {
                    continue;
                };
                match event {
                    // A teacher is admitted who asked for it.
                    Event::Confirmed | Event::Reentered | Event::Admitted => by_teacher = true,
                    Event::RemovedByBoard
                    | Event::RemovalRequested
                    | Event::LeftAtPensionAge
                    | Event::ConfirmationWithdrawn
                    | Event::Ended
                    | Event::Died => by_teacher = false,
                    _ => {}
                }
                match event {
                    Event::Died => dead = true,
                    Event::DeathWithdrawn => dead = false,
                    _ => {}
                }
                entry = Some(after);
                prop_assert_eq!(after.counts(), by_teacher, "{:?} after {:?}", after, event);
                prop_assert!(!dead || after.is_removed(), "{:?} after {:?}", after, event);
            }
        }

        #[test]
        fn what_is_refused_is_refused_again_and_what_is_done_can_be_told(
            entry in select(Entry::ALL.to_vec()), event in select(Event::ALL.to_vec()),
        ) {
            match Entry::after(Some(entry), event) {
                Ok(after) => prop_assert!(Entry::named(after.names().0, after.names().1).is_some()),
                Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
            }
        }
    }
}
