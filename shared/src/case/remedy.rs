//! What a decision on a correction changes in the register itself (article 38k WPO). What a school
//! delivered or the BRP holds is not among it: the register decides on that, and changes it nowhere.

use crate::{entry::Event, identifier::ClaimId, notation};
use jiff::civil::Date;

/// What the register itself computed or recorded of an appointment, so that it can set it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnFact {
    /// On which list it stands, and until when.
    Listing,
    /// Whether it is entered, confirmed or removed.
    Entry,
    /// The number of the teacher, which never becomes another.
    Number,
    /// What came of comparing a subject with the diplomas.
    Comparison,
}

/// What a granted correction makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// It stands in the register.
    Register,
    /// It stands in the vestibule, until a day or without one.
    Vestibule,
    /// It stands on neither list.
    Neither,
    /// It is entered again.
    Restore,
    /// It was never confirmed, and waits for the teacher.
    Unconfirm,
    /// It is removed.
    Remove,
    /// The teacher showed to be qualified for this subject.
    Qualified(ClaimId),
}

impl Remedy {
    /// What can become of a fact, apart from [`Self::Qualified`]: of that there is one for each subject.
    pub const fn of(fact: OwnFact) -> &'static [Self] {
        match fact {
            OwnFact::Listing => &[Self::Register, Self::Vestibule, Self::Neither],
            OwnFact::Entry => &[Self::Restore, Self::Unconfirm, Self::Remove],
            OwnFact::Number | OwnFact::Comparison => &[],
        }
    }

    /// The code in tables and forms.
    pub fn code(self) -> String {
        match self {
            Self::Register => "register".to_owned(),
            Self::Vestibule => "vestibule".to_owned(),
            Self::Neither => "none".to_owned(),
            Self::Restore => "restore".to_owned(),
            Self::Unconfirm => "unconfirm".to_owned(),
            Self::Remove => "remove".to_owned(),
            Self::Qualified(claim) => claim.to_string(),
        }
    }

    /// The remedy with this code.
    pub fn parse(code: &str) -> Option<Self> {
        [OwnFact::Listing, OwnFact::Entry]
            .into_iter()
            .flat_map(Self::of)
            .copied()
            .find(|remedy| remedy.code() == code)
            .or_else(|| code.parse().ok().map(Self::Qualified))
    }

    /// What it is called; `subject` is that of [`Self::Qualified`].
    pub fn name(self, subject: &str) -> String {
        match self {
            Self::Register => "In het lerarenregister".to_owned(),
            Self::Vestibule => "In het registervoorportaal".to_owned(),
            Self::Neither => "In geen van beide lijsten".to_owned(),
            Self::Restore => "Weer opgenomen".to_owned(),
            Self::Unconfirm => "Niet bevestigd".to_owned(),
            Self::Remove => "Uitgeschreven".to_owned(),
            Self::Qualified(_) => format!("Bevoegdheid voor {subject} aangetoond"),
        }
    }

    /// What changes from this day on, to the teacher; `until` is the latest day in the vestibule, or
    /// that on which proof holds.
    pub fn tells(self, from: Date, until: Option<Date>, subject: &str) -> String {
        let from = notation::date(from);
        let until = until.map(notation::date);
        match self {
            Self::Register => {
                format!("Deze benoeming staat vanaf {from} in het lerarenregister.")
            }
            Self::Vestibule => {
                let latest = until.map_or_else(
                    || "Er is geen uiterste datum.".to_owned(),
                    |day| format!("De uiterste datum is {day}."),
                );
                format!("Deze benoeming staat vanaf {from} in het registervoorportaal. {latest}")
            }
            Self::Neither => format!(
                "Deze benoeming staat vanaf {from} niet in het register en niet in het voorportaal."
            ),
            Self::Restore => {
                format!("Je bent voor deze benoeming vanaf {from} weer opgenomen.")
            }
            Self::Unconfirm => format!(
                "Deze benoeming is vanaf {from} niet meer bevestigd. Ze wacht weer op jouw bevestiging."
            ),
            Self::Remove => format!("Je bent voor deze benoeming vanaf {from} uitgeschreven."),
            Self::Qualified(_) => {
                let holds = until.map_or_else(String::new, |day| format!(" tot en met {day}"));
                format!("Je bevoegdheid voor {subject} telt vanaf {from}{holds} als aangetoond.")
            }
        }
    }

    /// What happens to the entry, when it is about that.
    pub const fn event(self) -> Option<Event> {
        match self {
            Self::Restore => Some(Event::Reentered),
            Self::Unconfirm => Some(Event::ConfirmationWithdrawn),
            Self::Remove => Some(Event::RemovalRequested),
            Self::Register | Self::Vestibule | Self::Neither | Self::Qualified(_) => None,
        }
    }

    /// Whether a last day belongs to it.
    pub const fn has_end(self) -> bool {
        matches!(self, Self::Vestibule | Self::Qualified(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_remedy_comes_back_from_its_code_and_tells_what_changes() {
        let claim = Remedy::Qualified(ClaimId(uuid::Uuid::from_u128(7)));
        let all = [OwnFact::Listing, OwnFact::Entry]
            .into_iter()
            .flat_map(Remedy::of)
            .copied()
            .chain([claim]);
        for remedy in all {
            assert_eq!(Remedy::parse(&remedy.code()), Some(remedy));
            let told = remedy.tells(date(2026, 12, 1), Some(date(2028, 7, 31)), "Duits");
            assert!(told.contains("vanaf 1 december 2026"), "{told}");
            assert_eq!(told.contains("31 juli 2028"), remedy.has_end(), "{told}");
        }
        assert_eq!(Remedy::parse("iets anders"), None);
    }
}
