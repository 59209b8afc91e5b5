//! The wall clock, for times that people read. Delays are tokio's, so that tests can pause them.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;
use tilework_core::{Millis, now::Now};

#[must_use]
pub fn now() -> Millis {
    millis(SystemTime::now())
}

/// That time, in the time zone that the system is set to, for templates. One that nobody can tell is UTC.
#[must_use]
pub fn moment(at: Millis) -> Now {
    Now::new(at, TimeZone::system)
}

/// A time before 1970 counts as 1970.
#[must_use]
pub fn millis(time: SystemTime) -> Millis {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
