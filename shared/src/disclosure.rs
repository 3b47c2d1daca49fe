//! What may be told: by figures nothing of one person, and of a person in public only what the law
//! makes public.

use crate::sector::Sector;

/// What is public of the register on a day (article 38o, first paragraph, WPO, which never came into
/// force; 41n WVO, 4.4.14 WEB). Nothing of the vestibule (article 38t): no switch makes that public.
///
/// The dated switches: `publicatie` for the whole; and, for who wants to go on apart,
/// `publicatie/po`, `/so`, `/vso`, `/vo` and `/mbo` for the act of a sector, `publicatie/school` for
/// the school data (article 38g, first paragraph, d) and `publicatie/onderwijs` for what somebody
/// teaches (e and f). What was never said of them is as the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The sectors of which the appointments are public.
    pub sectors: Vec<Sector>,
    /// Whether the school is shown.
    pub school: bool,
    /// Whether the subjects are shown.
    pub education: bool,
}

impl Publication {
    /// The switch for the whole; what stands after `publicatie/` is a part.
    pub const SWITCH: &str = "publicatie";

    /// What is public when the switches stand like this; `switch` knows nothing of one that was never
    /// set.
    pub fn new(switch: impl Fn(&str) -> Option<bool>) -> Self {
        let whole = switch(Self::SWITCH) == Some(true);
        let part =
            |name: &str| whole && switch(&format!("{}/{name}", Self::SWITCH)).unwrap_or(true);
        Self {
            sectors: Sector::ALL
                .into_iter()
                .filter(|sector| part(sector.code()))
                .collect(),
            school: part("school"),
            education: part("onderwijs"),
        }
    }

    /// Whether anything is public.
    pub fn is_on(&self) -> bool {
        !self.sectors.is_empty()
    }
}

/// The dated switch of re-registration (articles 38l and 38m WPO, which never came into force): as long as
/// it is off, a board reads nothing of the re-registration of its teachers (article 38o, second paragraph,
/// under e).
pub const REREGISTRATION: &str = "herregistratie";

/// Groups smaller than this are not shown, because a figure would say something of one person.
/// An assumption of the register, until a regulation says otherwise.
pub const SMALLEST: i64 = 5;

/// Whether a group has somebody in it, and too few people to be shown.
pub const fn is_small(count: i64) -> bool {
    0 < count && count < SMALLEST
}

/// Whether a share may be shown: neither the whole, nor the part, nor the rest is so small that it
/// says something of one person.
pub const fn may_show(part: i64, whole: i64) -> bool {
    whole >= SMALLEST && !is_small(part) && !is_small(whole - part)
}

/// Groups of teachers smaller than this are not shown of what stands in their portfolios.
pub const SMALLEST_OF_PORTFOLIOS: i64 = 10;

/// How many of a group, to the nearest ten; nothing when those few, or the others, could be told: also
/// when it is everybody, for then it says something of each. Rounded, so that one more or less in two
/// figures tells nothing.
pub const fn in_tens(part: i64, whole: i64) -> Option<i64> {
    let (least, rest) = (SMALLEST_OF_PORTFOLIOS, whole - part);
    if part < least || rest < least {
        return None;
    }
    Some((part + least / 2) / least * least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(on: &[&str], off: &[&str]) -> Publication {
        Publication::new(|name| match name {
            name if on.contains(&name) => Some(true),
            name if off.contains(&name) => Some(false),
            _ => None,
        })
    }

    #[test]
    fn a_figure_of_portfolios_tells_of_ten_or_more_and_leaves_ten_or_more() {
        assert_eq!(in_tens(9, 100), None);
        assert_eq!(in_tens(10, 20), Some(10));
        assert_eq!(in_tens(14, 100), in_tens(10, 100), "one more tells nothing");
        assert_eq!(in_tens(91, 100), None, "the others are too few");
        assert_eq!(in_tens(100, 100), None, "it would tell of each");
        assert_eq!(in_tens(0, 100), None, "likewise");
    }

    #[test]
    fn nothing_is_public_until_the_whole_is() {
        let parts = ["publicatie/vo", "publicatie/school", "publicatie/onderwijs"];
        for publication in [public(&[], &[]), public(&parts, &["publicatie"])] {
            assert!(!publication.is_on());
            assert!(!publication.school && !publication.education);
        }
    }

    #[test]
    fn a_part_can_be_kept_from_the_public() {
        let whole = public(&["publicatie"], &[]);
        assert_eq!(whole.sectors, Sector::ALL);
        assert!(whole.school && whole.education);
        let part = public(&["publicatie"], &["publicatie/mbo", "publicatie/school"]);
        assert!(part.is_on() && !part.sectors.contains(&Sector::Mbo));
        assert!(!part.school && part.education);
    }

    #[test]
    fn a_share_is_shown_when_no_group_in_it_is_small() {
        assert!(may_show(11, 16));
        assert!(may_show(0, 5), "nobody is not a person");
        assert!(may_show(5, 5));
        assert!(!may_show(0, 4), "the whole is small");
        assert!(!may_show(1, 10), "the part is small");
        assert!(!may_show(12, 14), "the rest is small");
        assert!(!may_show(0, 0));
    }
}
