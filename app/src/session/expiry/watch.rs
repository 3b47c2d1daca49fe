//! When what happened in a session, and what to do about it.

/// How long before the end the warning comes.
const WARNING: f64 = 120_000.0;

/// How long before the end the page is left: ten seconds to keep a form on a slow line, and ten
/// by which the server may count the last request earlier, for it notes one in ten seconds.
const MARGIN: f64 = 20_000.0;

/// How often at most the session is extended while somebody works without a request.
pub const MINUTE: f64 = 60_000.0;

/// When what happened, in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    /// How long a session lasts without a request.
    pub idle: f64,
    /// The last request that we know of.
    pub requested: f64,
    /// The last key or pointer.
    pub acted: f64,
    /// The last time that we asked to stay, answered or not.
    pub asked: f64,
    /// Whether the page is being left.
    pub leaving: bool,
}

/// What to do at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Rest,
    /// Extend the session, because somebody is working.
    Extend,
    /// Say that so many half minutes are left.
    Warn(u8),
    /// Leave the page before the session ends.
    Leave,
}

impl Watch {
    /// A session of which the last request was made then.
    pub fn begin(requested: f64, idle_seconds: u32) -> Self {
        Self {
            idle: f64::from(idle_seconds) * 1000.0,
            requested,
            acted: requested,
            asked: requested,
            leaving: false,
        }
    }

    /// What to do now.
    pub fn step(&self, now: f64) -> Step {
        let left = self.requested + self.idle - now;
        if self.leaving {
            Step::Rest
        } else if left <= MARGIN {
            Step::Leave
        } else if left <= WARNING {
            Step::Warn(match left {
                ..=30_000.0 => 1,
                ..=60_000.0 => 2,
                ..=90_000.0 => 3,
                _ => 4,
            })
        } else if self.acted > self.requested && now - self.requested.max(self.asked) >= MINUTE {
            Step::Extend
        } else {
            Step::Rest
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: f64 = 1000.0;

    #[test]
    fn a_session_without_action_is_warned_about_two_minutes_before_and_left_in_time() {
        let watch = Watch::begin(0.0, 900);
        assert_eq!(watch.step(779.0 * SECOND), Step::Rest);
        assert_eq!(watch.step(780.0 * SECOND), Step::Warn(4));
        assert_eq!(watch.step(811.0 * SECOND), Step::Warn(3));
        assert_eq!(watch.step(841.0 * SECOND), Step::Warn(2));
        assert_eq!(watch.step(871.0 * SECOND), Step::Warn(1));
        assert_eq!(watch.step(880.0 * SECOND), Step::Leave);
    }

    #[test]
    fn a_laptop_that_slept_leaves_at_once_whatever_is_pressed() {
        let mut watch = Watch::begin(0.0, 900);
        watch.acted = 5000.0 * SECOND;
        assert_eq!(watch.step(5000.0 * SECOND), Step::Leave);
    }

    #[test]
    fn work_extends_the_session_once_a_minute_at_most() {
        let mut watch = Watch::begin(0.0, 900);
        watch.acted = 10.0 * SECOND;
        assert_eq!(watch.step(30.0 * SECOND), Step::Rest);
        assert_eq!(watch.step(60.0 * SECOND), Step::Extend);
        watch.asked = 60.0 * SECOND;
        assert_eq!(
            watch.step(90.0 * SECOND),
            Step::Rest,
            "no answer yet: not asked again"
        );
        assert_eq!(watch.step(120.0 * SECOND), Step::Extend);
        watch.requested = 120.0 * SECOND;
        assert_eq!(
            watch.step(240.0 * SECOND),
            Step::Rest,
            "nobody did anything since"
        );
    }

    #[test]
    fn a_page_that_is_being_left_is_left_once() {
        let mut watch = Watch::begin(0.0, 900);
        watch.leaving = true;
        assert_eq!(watch.step(900.0 * SECOND), Step::Rest);
    }
}
