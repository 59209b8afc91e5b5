//! Times as devices and tables write them.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use crate::{Millis, number};

/// Numbers from here on are milliseconds, smaller ones seconds: as seconds it would be the year 5138, as milliseconds it is 1973.
const FIRST_MILLIS: f64 = 1e11;
/// The instants that a JavaScript `Date` can hold.
const LAST: f64 = 8.64e15;

/// The instant that a text names: seconds or milliseconds since 1970, or a date and time after RFC 3339 or ISO 8601. Without an
/// offset it is UTC. White space around it does not count.
#[must_use]
pub fn read(text: &str) -> Option<Millis> {
    let text = number::trim(text);
    if let Ok(number) = text.parse::<f64>() {
        let millis = if number.abs() < FIRST_MILLIS {
            number * 1_000.0
        } else {
            number
        };
        return (millis.abs() <= LAST).then_some(millis.round() as Millis);
    }
    let timestamp = text.parse::<Timestamp>().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        local.to_zoned(TimeZone::UTC).ok().map(|it| it.timestamp())
    });
    timestamp.map(Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_devices_write_them() {
        for (text, expected) in [
            ("1795345200", Some(1_795_345_200_000)),
            ("1795345200.25", Some(1_795_345_200_250)),
            (" 1795345200250 ", Some(1_795_345_200_250)),
            ("2026-11-22T11:00:00Z", Some(1_795_345_200_000)),
            ("2026-11-22T12:00:00.5+01:00", Some(1_795_345_200_500)),
            ("2026-11-22T11:00:00", Some(1_795_345_200_000)),
            ("2026-11-22 11:00:00", Some(1_795_345_200_000)),
            ("2026-11-22", Some(1_795_305_600_000)),
            ("0", Some(0)),
            ("", None),
            ("noon", None),
            ("NaN", None),
            ("inf", None),
            ("1e300", None),
            ("2026-13-01T00:00:00Z", None),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }
}
