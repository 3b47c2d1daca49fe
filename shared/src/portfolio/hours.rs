//! Time, and how it is split over what an activity is about.

use super::Category;
use crate::notation;
use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// Time in quarters of an hour, the unit in which the portfolio counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quarters(pub i32);

impl Quarters {
    /// No time.
    pub const ZERO: Self = Self(0);

    /// Whole hours.
    pub const fn hours(hours: i32) -> Self {
        Self(hours.saturating_mul(4))
    }

    /// Reads hours as people write them: `7`, `7,5`, `7.25`, `7,5 uur`. `None` when it is no
    /// number of quarters, or less than nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("uur").trim_end();
        let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole)
            || !digits(part)
            || (whole.is_empty() && part.is_empty())
            || whole.len() > 6
        {
            return None;
        }
        let quarters = match part.trim_end_matches('0') {
            "" => 0,
            "25" => 1,
            "5" => 2,
            "75" => 3,
            _ => return None,
        };
        let whole: i32 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        Some(Self(whole * 4 + quarters))
    }
}

impl std::fmt::Display for Quarters {
    /// In hours, without the word: `7,5`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&notation::hours(self.0.into()))
    }
}

impl Add for Quarters {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Quarters {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Quarters {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// Hours per category, in the order of [`Category::ALL`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Split([Quarters; 6]);

impl Split {
    /// Hours in the order of [`Category::ALL`].
    pub const fn new(hours: [Quarters; 6]) -> Self {
        Self(hours)
    }

    /// All hours in one category.
    pub fn only(category: Category, hours: Quarters) -> Self {
        let mut split = Self::default();
        split.set(category, hours);
        split
    }

    /// The hours of a category.
    pub const fn get(&self, category: Category) -> Quarters {
        self.0[category as usize]
    }

    /// Sets the hours of a category.
    pub const fn set(&mut self, category: Category, hours: Quarters) {
        self.0[category as usize] = hours;
    }

    /// The hours of all categories together.
    pub fn total(&self) -> Quarters {
        self.0.into_iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_are_read_with_a_comma_or_a_point_in_quarters_only() {
        let read = |text| Quarters::parse(text).map(|q| q.0);
        for (text, quarters) in [
            ("7", 28),
            ("7,5", 30),
            ("7.25", 29),
            (" 7,50 uur ", 30),
            (",5", 2),
            ("0", 0),
        ] {
            assert_eq!(read(text), Some(quarters), "{text}");
        }
        for text in ["", "zes", "7,3", "-7", "7,5,5", ",", "9999999", "٧"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn hours_are_read_back_as_they_are_written(quarters in 0_i32..4000) {
            prop_assert_eq!(Quarters::parse(&Quarters(quarters).to_string()), Some(Quarters(quarters)));
        }

        #[test]
        fn reading_hours_never_panics(text in ".{0,12}") {
            prop_assert!(Quarters::parse(&text).is_none_or(|q| q >= Quarters::ZERO));
        }
    }
}
