//! Bulk harvesting of the public register, slowed and noticed. A visitor has a share a day, larger
//! than a person needs. Who uses it up waits, each time twice as long; that it happened is recorded,
//! not who it was: addresses are forgotten at the end of the day.

use crate::config;
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

/// How long the first pause is.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// How often a pause doubles at most: to more than five hours.
const DOUBLINGS: u32 = 6;

/// How many visitors are remembered at most; then all begin anew.
const MANY: usize = 1_000_000;

/// What of the public register is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The page of a teacher, whether there is one or not.
    Teacher,
    /// A search.
    Search,
}

impl Asked {
    /// What this address asks for; nothing outside the public register.
    pub fn by(path: &str) -> Option<Self> {
        let path = path.strip_prefix("/api").unwrap_or(path);
        let below = path.strip_prefix("/register/")?;
        Some(if below.starts_with("leraar") {
            Self::Teacher
        } else {
            Self::Search
        })
    }

    /// As the audit trail names it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Teacher => "leraar",
            Self::Search => "zoeken",
        }
    }
}

/// That a visitor must wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How long.
    pub left: SignedDuration,
    /// Whether it is the first time today: then it is recorded.
    pub is_first: bool,
}

/// What each visitor asked today.
pub struct Shares {
    teachers: u32,
    searches: u32,
    today: Mutex<Today>,
}

#[derive(Default)]
struct Today {
    day: Date,
    visitors: HashMap<(IpAddr, Asked), Used>,
}

struct Used {
    left: u32,
    pauses: u32,
    until: Timestamp,
}

impl Shares {
    /// Shares of these sizes.
    pub fn new(limits: &config::Limits) -> Self {
        Self {
            teachers: limits.teachers_per_day.max(1),
            searches: limits.searches_per_day.max(1),
            today: Mutex::default(),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// How long to wait, when the share of today is used up.
    pub fn count(
        &self,
        visitor: IpAddr,
        asked: Asked,
        now: Timestamp,
        day: Date,
    ) -> Result<(), Wait> {
        let share = match asked {
            Asked::Teacher => self.teachers,
            Asked::Search => self.searches,
        };
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != day || today.visitors.len() > MANY {
            *today = Today {
                day,
                visitors: HashMap::new(),
            };
        }
        let used = today.visitors.entry((visitor, asked)).or_insert(Used {
            left: share,
            pauses: 0,
            until: Timestamp::MIN,
        });
        let wait = |used: &Used, is_first| Wait {
            left: used.until.duration_since(now),
            is_first,
        };
        if now < used.until {
            return Err(wait(used, false));
        }
        if used.left == 0 {
            used.until = now + PAUSE * 2_i32.pow(used.pauses.min(DOUBLINGS));
            used.pauses += 1;
            // After the pause a tenth of it.
            used.left = (share / 10).max(1);
            return Err(wait(used, used.pauses == 1));
        }
        used.left -= 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 7));

    fn shares() -> Shares {
        Shares::new(&config::Limits {
            teachers_per_day: 20,
            searches_per_day: 5,
            ..config::Limits::default()
        })
    }

    #[test]
    fn each_pause_is_longer_than_the_one_before_and_the_first_is_noticed() {
        let (shares, day) = (shares(), jiff::civil::date(2026, 11, 23));
        let mut now: Timestamp = "2026-11-23T08:00:00Z".parse().expect("a moment");
        let ask = |now| shares.count(ME, Asked::Teacher, now, day);
        for _ in 0..20 {
            assert_eq!(ask(now), Ok(()));
        }
        let mut before = SignedDuration::ZERO;
        for pause in 0..5 {
            let wait = ask(now).expect_err("a pause");
            assert!(wait.left > before);
            assert_eq!(wait.is_first, pause == 0);
            assert!(!ask(now).expect_err("still").is_first, "it is told once");
            before = wait.left;
            now += wait.left;
            assert_eq!((ask(now), ask(now)), (Ok(()), Ok(())));
        }
    }

    #[test]
    fn another_visitor_another_day_and_another_question_have_shares_of_their_own() {
        let (shares, day) = (shares(), jiff::civil::date(2026, 11, 23));
        let now: Timestamp = "2026-11-23T08:00:00Z".parse().expect("a moment");
        while shares.count(ME, Asked::Search, now, day).is_ok() {}
        let other = "192.0.2.8".parse().expect("an address");
        assert!(shares.count(other, Asked::Search, now, day).is_ok());
        assert!(shares.count(ME, Asked::Teacher, now, day).is_ok());
        let tomorrow = jiff::civil::date(2026, 11, 24);
        assert!(shares.count(ME, Asked::Search, now, tomorrow).is_ok());
    }

    #[test]
    fn pages_and_the_functions_behind_them_count_alike() {
        for (path, asked) in [
            ("/register/leraar/12345678", Some(Asked::Teacher)),
            ("/api/register/leraar", Some(Asked::Teacher)),
            ("/register/zoeken", Some(Asked::Search)),
            ("/api/register/zoeken", Some(Asked::Search)),
            ("/over", None),
            ("/api/keuzehulp", None),
        ] {
            assert_eq!(Asked::by(path), asked, "{path}");
        }
    }
}
