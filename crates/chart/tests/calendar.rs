//! Local calendars, on days of 23 and 25 hours too.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tilework_chart::{Back, ChartError, Every, calendar, shift_back};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// 2026-01-01T00:00:00Z
const NEW_YEAR: i64 = 1_767_225_600_000;
/// 2026-03-29T00:00:00+01:00: the day has 23 hours in Berlin.
const SPRING: i64 = 1_774_738_800_000;
/// 2026-10-25T00:00:00+02:00: the day has 25 hours in Berlin.
const AUTUMN: i64 = 1_792_879_200_000;

/// The lengths of all spans, in hours.
fn hours(from: i64, to: i64, zone: &str, every: Every) -> Vec<f64> {
    let edges = calendar(from, to, zone, every).unwrap();
    let lengths = edges.windows(2);
    lengths
        .map(|edges| (edges[1] - edges[0]) as f64 / HOUR as f64)
        .collect()
}

#[test]
fn days_are_as_long_as_the_local_clock_makes_them() {
    let berlin = |from| hours(from - DAY, from + 2 * DAY, "Europe/Berlin", Every::Day);
    assert_eq!(berlin(SPRING), [24.0, 23.0, 24.0, 24.0]);
    assert_eq!(berlin(AUTUMN), [24.0, 25.0, 24.0]);
    // 2026-03-08 and 2026-11-01.
    let new_york = |from, to| hours(from, to, "America/New_York", Every::Day);
    assert_eq!(
        new_york(1_772_946_000_000, 1_772_946_000_000 + DAY),
        [23.0, 24.0]
    );
    assert_eq!(new_york(1_793_505_600_000, 1_793_505_600_000 + DAY), [25.0]);
    // 2026-04-05 and 2026-10-04.
    let lord_howe = |from: i64| hours(from, from + HOUR, "Australia/Lord_Howe", Every::Day);
    assert_eq!(lord_howe(1_775_307_600_000), [24.5]);
    assert_eq!(lord_howe(1_791_037_800_000), [23.5]);
}

#[test]
fn hours_are_round_on_the_local_clock() {
    assert_eq!(
        hours(SPRING, SPRING + 3 * HOUR, "Europe/Berlin", Every::Hour),
        [1.0; 3]
    );
    assert_eq!(
        hours(AUTUMN, AUTUMN + 25 * HOUR, "Europe/Berlin", Every::Hour),
        [1.0; 25]
    );
    // Back from 02:00 to 01:30: the hour from 01:00 takes 90 minutes.
    let from = 1_775_307_600_000;
    assert_eq!(
        hours(from, from + 4 * HOUR, "Australia/Lord_Howe", Every::Hour),
        [1.0, 1.5, 1.0, 1.0]
    );
    // Kathmandu is 5:45 ahead.
    let edges = calendar(NEW_YEAR, NEW_YEAR + HOUR, "Asia/Kathmandu", Every::Hour).unwrap();
    assert_eq!(edges[0], NEW_YEAR - 45 * 60_000);
}

#[test]
fn weeks_begin_on_monday_and_months_on_their_first() {
    // 2026-01-01 is a Thursday.
    let weeks = calendar(NEW_YEAR, NEW_YEAR + 8 * DAY, "UTC", Every::Week).unwrap();
    assert_eq!(weeks, [-3, 4, 11].map(|day| NEW_YEAR + day * DAY));
    let months = hours(
        NEW_YEAR + DAY,
        NEW_YEAR + 100 * DAY,
        "Europe/Berlin",
        Every::Month,
    );
    assert_eq!(
        months,
        [31.0 * 24.0, 28.0 * 24.0, 31.0 * 24.0 - 1.0, 30.0 * 24.0]
    );
}

#[test]
fn a_calendar_has_at_most_two_thousand_spans() {
    let check = |days: i64, every| calendar(NEW_YEAR, NEW_YEAR + days * DAY, "UTC", every);
    assert_eq!(check(2_000, Every::Day).unwrap().len(), 2_001);
    assert_eq!(check(2_001, Every::Day), Err(ChartError::TooLong));
    assert_eq!(check(84, Every::Hour), Err(ChartError::TooLong));
    assert_eq!(check(2_000_000, Every::Month), Err(ChartError::TooLong));
    assert_eq!(calendar(5, 5, "UTC", Every::Day), Err(ChartError::Span));
    assert_eq!(
        calendar(i64::MIN, i64::MAX, "UTC", Every::Day),
        Err(ChartError::Span)
    );
}

#[test]
fn the_day_before_is_the_same_time_on_the_local_clock() {
    let noon = |midnight: i64, length: i64| midnight + (length - 12) * HOUR;
    let back = |at, back| shift_back(at, "Europe/Berlin", back);
    assert_eq!(
        back(noon(SPRING, 23), Back::Day),
        noon(SPRING, 23) - 23 * HOUR
    );
    assert_eq!(
        back(noon(AUTUMN, 25), Back::Day),
        noon(AUTUMN, 25) - 25 * HOUR
    );
    assert_eq!(
        back(noon(AUTUMN, 25), Back::Week),
        noon(AUTUMN, 25) - 7 * DAY - HOUR
    );
    // 02:30 was skipped: half an hour after the change.
    let after = SPRING + 23 * HOUR + 5 * HOUR / 2;
    assert_eq!(back(after, Back::Day), SPRING + 5 * HOUR / 2);
    assert_eq!(
        back(noon(AUTUMN, 25), Back::Year),
        noon(AUTUMN, 25) - 365 * DAY - HOUR
    );
    assert_eq!(shift_back(DAY, "nowhere", Back::Day), 0);
    assert_eq!(shift_back(i64::MIN, "UTC", Back::Week), i64::MIN);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn edges_ascend_and_cover_the_range(
        from in -3_000_000_000_000i64..6_000_000_000_000, length in 1i64..80 * DAY,
        every in prop::sample::select(&[Every::Hour, Every::Day, Every::Week, Every::Month][..]),
        zone in prop::sample::select(&["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo"][..]),
    ) {
        let edges = calendar(from, from + length, zone, every).unwrap();
        prop_assert!(edges.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(edges[0] <= from && edges[1] > from);
        let last = edges.len() - 1;
        prop_assert!(edges[last] >= from + length && edges[last - 1] < from + length);
    }
}
