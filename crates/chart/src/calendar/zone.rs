//! The local clock of a time zone.

use jiff::{Timestamp, civil, tz::TimeZone};

/// More transitions than this are in no range whose hours are told apart.
const MOST_PIECES: usize = 1_000;
/// The longest name of the IANA database has 32 characters.
const LONGEST_NAME: usize = 64;

#[derive(Debug, Clone)]
pub(crate) struct Zone(TimeZone);

/// A time in which the clock runs without a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub from: i64,
    /// Not part of it.
    pub to: i64,
    /// Milliseconds east of UTC.
    pub offset: i64,
}

impl Zone {
    /// A name that is not known counts as UTC.
    pub fn named(name: &str) -> Self {
        if name.len() > LONGEST_NAME {
            return Self(TimeZone::UTC);
        }
        Self(TimeZone::get(name).unwrap_or(TimeZone::UTC))
    }

    /// What the clock shows.
    pub fn local(&self, at: i64) -> civil::DateTime {
        self.0.to_datetime(timestamp(at))
    }

    /// The instant at which the clock shows this; for one that it skips, as long after the change as that would have been.
    pub fn instant(&self, local: civil::DateTime) -> Option<i64> {
        let zoned = self.0.to_ambiguous_zoned(local).compatible().ok()?;
        Some(zoned.timestamp().as_millisecond())
    }

    /// The first instant of a day; not midnight where a change of the clock skips that.
    pub fn start_of_day(&self, date: civil::Date) -> Option<i64> {
        let midnight = self.0.to_ambiguous_zoned(date.at(0, 0, 0, 0)).compatible();
        let start = midnight.ok()?.start_of_day().ok()?;
        Some(start.timestamp().as_millisecond())
    }

    /// `from..to` in times without a change of the clock.
    pub fn pieces(&self, from: i64, to: i64) -> Vec<Piece> {
        let offset = |at: i64| i64::from(self.0.to_offset(timestamp(at)).seconds()) * 1_000;
        let changes = self
            .0
            .following(timestamp(from))
            .map(|change| change.timestamp().as_millisecond())
            .take_while(|at| *at < to)
            .take(MOST_PIECES);
        let mut pieces = Vec::new();
        let mut start = from;
        for end in changes.chain([to]).filter(|end| *end > from) {
            pieces.push(Piece {
                from: start,
                to: end,
                offset: offset(start),
            });
            start = end;
        }
        pieces
    }
}

fn timestamp(at: i64) -> Timestamp {
    let nearest = if at < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_millisecond(at).unwrap_or(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_known_counts_as_utc() {
        for name in ["", "Middle/Earth", "../../etc/passwd", &"x".repeat(10_000)] {
            assert_eq!(
                Zone::named(name).local(0).to_string(),
                "1970-01-01T00:00:00"
            );
        }
        assert_eq!(
            Zone::named("Asia/Kathmandu")
                .local(1_795_345_200_000)
                .to_string(),
            "2026-11-22T16:45:00"
        );
    }

    #[test]
    fn a_day_with_a_change_of_the_clock_has_two_pieces() {
        let zone = Zone::named("Europe/Berlin");
        let day = civil::date(2026, 10, 25);
        let (from, to) = (
            zone.start_of_day(day),
            zone.start_of_day(day.tomorrow().unwrap()),
        );
        let (from, to) = (from.unwrap(), to.unwrap());
        let hours: Vec<_> = zone
            .pieces(from, to)
            .iter()
            .map(|piece| {
                (
                    (piece.to - piece.from) / 3_600_000,
                    piece.offset / 3_600_000,
                )
            })
            .collect();
        assert_eq!(hours, [(3, 2), (22, 1)]);
    }
}
