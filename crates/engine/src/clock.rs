//! The wall clock, for times that people read. Delays are tokio's, so that tests can pause them.

use std::time::{SystemTime, UNIX_EPOCH};

use tilework_core::Millis;

#[must_use]
pub fn now() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
