//! When it is, for templates that ask. Core has no clock of its own: who runs a template says it.

use jiff::{Timestamp, Zoned, tz::TimeZone};

use crate::Millis;

/// A moment, and the time zone of whoever looks.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    at: Millis,
    /// Asked only by what needs it: a system may have to look it up.
    zone: fn() -> TimeZone,
}

impl Now {
    #[must_use]
    pub fn new(at: Millis, zone: fn() -> TimeZone) -> Self {
        Self { at, zone }
    }

    #[must_use]
    pub fn zone(&self) -> TimeZone {
        (self.zone)()
    }

    /// In the time zone of whoever looks; a clock beyond the years that there are counts as 1970.
    #[must_use]
    pub fn local(&self) -> Zoned {
        self.timestamp().to_zoned(self.zone())
    }

    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        Timestamp::from_millisecond(self.at).unwrap_or_default()
    }
}
