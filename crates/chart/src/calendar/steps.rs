//! Steps that people count in, at round times of a local clock.

use super::{DAY, Every, HOUR, Zone, calendar, round};
use crate::model::{ChartError, check_span};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
/// Shorter than a day, each a part of the next day or hour.
#[rustfmt::skip]
const WITHIN_A_DAY: [i64; 17] = [
    SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
    MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
];

/// The edges of steps that cover `from..to`, ascending, in milliseconds since 1970: the first is at `from` or before, the last at `to` or
/// after. The step is the shortest of a second, 2, 5, 10, 15 and 30, the same in minutes, 1, 2, 3, 6 and 12 hours, a day, a week and a month
/// of which there are at most `most`; months may be more.
///
/// # Errors
/// [`ChartError::Span`] unless `from` is before `to`, both in the years 0 to 9999; [`ChartError::TooLong`] beyond 2,000 months.
pub fn steps(from: i64, to: i64, zone: &str, most: usize) -> Result<Vec<i64>, ChartError> {
    check_span(from, to)?;
    let fits = |edges: &Vec<i64>| edges.len() <= most + 1;
    let clock = Zone::named(zone);
    for step in WITHIN_A_DAY {
        // Not worth to be counted one by one.
        if (to - from) / step > 2 * i64::try_from(most).unwrap_or(i64::MAX / 2) {
            continue;
        }
        let edges = within_a_day(&clock, from, to, step);
        if fits(&edges) {
            return Ok(edges);
        }
    }
    for every in [Every::Day, Every::Week] {
        if let Ok(edges) = calendar(from, to, zone, every)
            && fits(&edges)
        {
            return Ok(edges);
        }
    }
    calendar(from, to, zone, Every::Month)
}

fn within_a_day(zone: &Zone, from: i64, to: i64, step: i64) -> Vec<i64> {
    // Far enough that there is a round time on either side, whatever the clock does.
    let margin = step + DAY;
    let mut all: Vec<i64> = zone
        .pieces(from - margin, to + margin)
        .iter()
        .flat_map(|piece| round(piece.from, piece.to, piece.offset, step))
        .collect();
    all.dedup();
    let first = all.partition_point(|at| *at <= from).saturating_sub(1);
    let last = all.partition_point(|at| *at < to);
    all.get(first..=last).unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-28 10:07:00 in Berlin.
    const FROM: i64 = 1_795_856_820_000;

    fn lengths(hours: i64, most: usize) -> (i64, usize) {
        let edges = steps(FROM, FROM + hours * HOUR, "Europe/Berlin", most).unwrap();
        (edges[1] - edges[0], edges.len() - 1)
    }

    #[test]
    fn rows_of_any_range_are_as_long_as_people_count() {
        for (hours, length) in [
            (1, 30 * SECOND),
            (24, 10 * MINUTE),
            (7 * 24, HOUR),
            (30 * 24, 6 * HOUR),
            (300 * 24, 7 * DAY),
        ] {
            let (found, count) = lengths(hours, 200);
            assert!(count <= 200, "{hours}: {count}");
            assert_eq!(found, length, "{hours}");
        }
    }

    #[test]
    fn they_begin_at_round_times_of_the_local_clock_and_cover_the_range() {
        let edges = steps(FROM, FROM + 24 * HOUR, "Asia/Kathmandu", 24).unwrap();
        // 5 hours and 45 minutes east.
        let local = |at: &i64| (at + 5 * HOUR + 45 * MINUTE) % (2 * HOUR);
        assert!(edges.iter().all(|at| local(at) == 0), "{edges:?}");
        assert!(edges[0] <= FROM && edges[1] > FROM);
        assert!(edges[edges.len() - 1] >= FROM + 24 * HOUR);
    }

    #[test]
    fn a_day_on_which_clocks_change_has_rows_in_order() {
        // 2026-10-25 in Berlin.
        let edges = steps(1_792_879_200_000, 1_792_969_200_000, "Europe/Berlin", 30).unwrap();
        assert!(edges.is_sorted_by(|a, b| a < b), "{edges:?}");
    }
}
