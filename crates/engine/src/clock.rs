//! The wall clock, for times that people read. Delays are tokio's, so that tests can pause them.

use std::time::{SystemTime, UNIX_EPOCH};

use tilework_core::Millis;

#[must_use]
pub fn now() -> Millis {
    millis(SystemTime::now())
}

/// A time before 1970 counts as 1970.
#[must_use]
pub fn millis(time: SystemTime) -> Millis {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
