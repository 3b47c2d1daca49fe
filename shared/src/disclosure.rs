//! What figures may tell: nothing of one person.

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

#[cfg(test)]
mod tests {
    use super::*;

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
