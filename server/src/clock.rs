//! The time, as a value that is passed on, so that a test can say what time it is.

use crate::fault::Fault;
use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use std::{path::PathBuf, sync::Arc};

/// The clock of the server.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Moved(PathBuf),
    Set(Arc<std::sync::Mutex<Timestamp>>),
}

impl Clock {
    /// The clock of the machine; moved by the seconds in this file, when there is one.
    pub fn system(offset_file: Option<PathBuf>) -> Self {
        Self(offset_file.map_or(Source::System, Source::Moved))
    }

    /// A clock that stands still, for tests.
    pub fn set(at: Timestamp) -> Self {
        Self(Source::Set(Arc::new(std::sync::Mutex::new(at))))
    }

    /// Moves a clock that stands still.
    pub fn advance(&self, by: SignedDuration) {
        if let Source::Set(at) = &self.0
            && let Ok(mut at) = at.lock()
        {
            *at += by;
        }
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => Timestamp::now(),
            Source::Moved(file) => {
                let seconds = std::fs::read_to_string(file)
                    .ok()
                    .and_then(|text| text.trim().parse().ok())
                    .unwrap_or(0);
                Timestamp::now() + SignedDuration::from_secs(seconds)
            }
            Source::Set(at) => at.lock().map_or(Timestamp::UNIX_EPOCH, |at| *at),
        }
    }

    /// This moment in PostgreSQL's precision, so that what is stored compares equal to what was meant.
    pub fn now_stored(&self) -> Timestamp {
        Timestamp::from_microsecond(self.now().as_microsecond()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Today in the Netherlands.
    pub fn today(&self) -> Date {
        dutch(self.now()).date()
    }
}

/// A moment as the clocks in the Netherlands show it.
pub fn dutch(at: Timestamp) -> DateTime {
    TimeZone::get("Europe/Amsterdam")
        .unwrap_or(TimeZone::UTC)
        .to_datetime(at)
}

/// The last moment of a day in the Netherlands.
///
/// # Errors
/// When the day is beyond what can be told.
pub fn end_of(day: Date) -> Result<Timestamp, Fault> {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    let next = day.tomorrow().map_err(Fault::broken)?;
    let midnight = next.to_zoned(zone).map_err(Fault::broken)?.timestamp();
    midnight
        .checked_sub(Span::new().microseconds(1))
        .map_err(Fault::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_in_dutch_time_in_summer_and_in_winter() {
        let at = |text: &str| dutch(text.parse().expect("timestamp")).to_string();
        assert_eq!(at("2026-07-01T22:30:00Z"), "2026-07-02T00:30:00");
        assert_eq!(at("2026-12-01T22:30:00Z"), "2026-12-01T23:30:00");
    }
}
