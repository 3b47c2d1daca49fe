//! Where one appointment is listed: register, vestibule or nowhere. Derived from the appointment
//! ground by the dated table, per appointment, and never delivered by a school
//! (articles 38b, 38p and 38r WPO and their likes).

use crate::ground::{Computed, GroundTable, Target};
use crate::notation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the placement of an appointment depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis<'a> {
    /// The code of the ground that the school delivered.
    pub ground_code: &'a str,
    /// First day of the appointment: the day on which the code must be valid.
    pub begins: Date,
    /// First day on the ground, from which its maximum counts; the begin date when absent.
    pub ground_since: Option<Date>,
    /// How often the ground was extended.
    pub extensions: u8,
}

/// Where an appointment is listed, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The list, with what comes with it.
    pub shelf: Shelf,
    /// Why, in one plain Dutch sentence to the teacher.
    pub reason: String,
    /// The article of law behind the ground; empty when the table does not know the code.
    pub article: String,
    /// The version of the table that decided.
    pub table_version: String,
}

/// The list on which an appointment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    /// The register of teachers.
    Register,
    /// The vestibule of the register.
    Vestibule {
        /// The latest day, with the computation; `None` when it does not follow from dates alone.
        maximum: Option<Computed>,
    },
    /// Neither of both.
    None,
}

impl Shelf {
    /// `register`, `vestibule` or `none`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Vestibule { .. } => "vestibule",
            Self::None => "none",
        }
    }

    /// The latest day on this list with its steps, when there is one.
    pub fn maximum(self) -> Option<Computed> {
        match self {
            Self::Vestibule { maximum } => maximum,
            Self::Register | Self::None => None,
        }
    }

    /// The latest day on this list, when there is one.
    pub fn maximum_date(&self) -> Option<Date> {
        match self {
            Self::Vestibule { maximum } => maximum.as_ref().map(|computed| computed.date),
            Self::Register | Self::None => None,
        }
    }
}

/// Places an appointment by the table. Every basis has a placement; a code that the table does
/// not know on the begin date leads to neither list.
pub fn place(basis: &Basis<'_>, table: &GroundTable) -> Placement {
    let version = table.version();
    let placement = |shelf, reason, article: &str| Placement {
        shelf,
        reason,
        article: article.to_owned(),
        table_version: version.to_owned(),
    };
    let Some(ground) = table.find(basis.ground_code, basis.begins) else {
        let reason = format!(
            "Deze benoeming staat in geen van beide lijsten, omdat je school grondslag {} doorgaf. \
             Die code geldt niet voor een benoeming die begint op {}.",
            basis.ground_code,
            notation::date(basis.begins),
        );
        return placement(Shelf::None, reason, "");
    };
    let because = format!(
        "omdat je school grondslag ‘{}’ ({}) doorgaf.",
        ground.name, ground.code
    );
    let (shelf, begin) = match ground.target {
        Target::Register => (
            Shelf::Register,
            "Je staat voor deze benoeming in het lerarenregister",
        ),
        Target::Vestibule => {
            let first_day = basis.ground_since.unwrap_or(basis.begins);
            let maximum = ground.maximum_date(first_day, basis.extensions);
            (
                Shelf::Vestibule { maximum },
                "Je staat voor deze benoeming in het registervoorportaal",
            )
        }
        Target::NotDelivered => (
            Shelf::None,
            "Deze benoeming hoort niet in het register of het voorportaal",
        ),
    };
    placement(shelf, format!("{begin}, {because}"), &ground.article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Span, civil::date};
    use proptest::prelude::*;

    fn basis(ground_code: &str, begins: Date) -> Basis<'_> {
        Basis {
            ground_code,
            begins,
            ground_since: None,
            extensions: 0,
        }
    }

    #[test]
    fn one_teacher_can_be_on_both_lists_one_for_each_appointment() {
        let table = GroundTable::current();
        let dutch = place(&basis("VO-33.1B1", date(2014, 8, 1)), table);
        assert_eq!(dutch.shelf, Shelf::Register);
        assert_eq!(
            dutch.reason,
            "Je staat voor deze benoeming in het lerarenregister, omdat je school grondslag ‘Bevoegd voor het vak’ (VO-33.1B1) doorgaf."
        );
        let society = place(&basis("VO-33.4", date(2026, 8, 1)), table);
        assert_eq!(society.shelf.code(), "vestibule");
        assert_eq!(society.shelf.maximum_date(), Some(date(2028, 7, 31)));
        assert_eq!(society.article, "artikel 33 lid 4 WVO");
        assert_eq!(society.table_version, table.version());
    }

    #[test]
    fn the_maximum_counts_from_the_first_day_on_the_ground() {
        let basis = Basis {
            ground_since: Some(date(2025, 2, 1)),
            extensions: 1,
            ..basis("VO-33.3V", date(2026, 8, 1))
        };
        let placement = place(&basis, GroundTable::current());
        assert_eq!(placement.shelf.maximum_date(), Some(date(2028, 1, 31)));
    }

    #[test]
    fn a_guest_teacher_and_an_unknown_code_are_on_no_list() {
        let table = GroundTable::current();
        for code in ["VO-33.15", "VO-99.9", ""] {
            assert_eq!(
                place(&basis(code, date(2026, 8, 1)), table).shelf,
                Shelf::None
            );
        }
        assert_eq!(
            place(&basis("PO-OVG", date(2018, 8, 1)), table).shelf,
            Shelf::None
        );
    }

    proptest! {
        #[test]
        fn placing_is_total_and_the_same_every_time(code in ".{0,12}", days in 0_i64..60_000, since in proptest::option::of(0_i64..60_000), extensions: u8) {
            let day = |n| date(1900, 1, 1) + Span::new().days(n);
            let basis = Basis { ground_since: since.map(day), extensions, ..basis(&code, day(days)) };
            let once = place(&basis, GroundTable::current());
            prop_assert_eq!(&once, &place(&basis, GroundTable::current()));
            prop_assert!(!once.reason.is_empty());
        }

        #[test]
        fn every_code_gives_its_target_inside_its_validity(nr in 0_usize..200, days in 0_i64..27_000) {
            let all = GroundTable::current().all();
            let ground = &all[nr % all.len()];
            let begins = ground.valid_from + Span::new().days(days);
            let shelf = place(&basis(&ground.code, begins), GroundTable::current()).shelf;
            let expected = match ground.target {
                _ if !ground.is_valid_on(begins) => "none",
                Target::Register => "register",
                Target::Vestibule => "vestibule",
                Target::NotDelivered => "none",
            };
            prop_assert_eq!(shelf.code(), expected);
        }
    }
}
