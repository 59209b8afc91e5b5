use proptest::prelude::*;

use super::*;

/// 2026-11-22T11:00:00Z, a Sunday.
const NOW: i64 = 1_795_345_200_000;

fn ticks_of(zone: &str, from: &str, hours: i64, spacing: i64) -> Vec<String> {
    let zone = Zone::named(zone);
    let from = zone.instant(from.parse().unwrap()).unwrap();
    let ticks = time_ticks(
        from,
        from + hours * HOUR,
        &zone,
        &Locale::default(),
        spacing,
    );
    ticks.into_iter().map(|tick| plain(&tick.label)).collect()
}

fn plain(label: &str) -> String {
    label.replace('\u{a0}', " ")
}

fn labels(span: i64, zone: &str, spacing: i64) -> Vec<String> {
    time_ticks(
        NOW - span,
        NOW,
        &Zone::named(zone),
        &Locale::default(),
        spacing,
    )
    .into_iter()
    .map(|tick| plain(&tick.label))
    .collect()
}

#[test]
fn labels_are_at_round_instants_of_the_local_clock() {
    assert_eq!(
        labels(HOUR, "UTC", 14 * MINUTE),
        ["10:00", "10:15", "10:30", "10:45", "11:00"]
    );
    assert_eq!(
        labels(HOUR, "Asia/Kathmandu", 14 * MINUTE),
        ["15:45", "16:00", "16:15", "16:30", "16:45"]
    );
    assert_eq!(
        labels(6 * HOUR, "Asia/Kathmandu", 50 * MINUTE),
        ["11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]
    );
    assert_eq!(
        labels(24 * HOUR, "America/St_Johns", 5 * HOUR),
        ["12:00", "18:00", "22 Nov", "06:00"]
    );
}

#[test]
fn short_spans_have_seconds_and_long_ones_days_months_and_years() {
    assert_eq!(
        labels(MINUTE, "UTC", 20 * SECOND),
        ["10:59:00", "10:59:30", "11:00:00"]
    );
    assert_eq!(
        labels(5 * MINUTE, "UTC", 10 * SECOND)[..2],
        ["10:55", "10:56"]
    );
    assert_eq!(
        labels(2 * DAY, "UTC", 11 * HOUR),
        ["12:00", "21 Nov", "12:00", "22 Nov"]
    );
    assert_eq!(
        labels(5 * DAY, "UTC", 20 * HOUR),
        ["Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22"]
    );
    assert_eq!(
        labels(21 * DAY, "UTC", 6 * DAY),
        ["2 Nov", "9 Nov", "16 Nov"]
    );
    assert_eq!(
        labels(366 * DAY, "UTC", 70 * DAY),
        ["2026", "Apr", "Jul", "Oct"]
    );
    assert_eq!(
        labels(3 * 366 * DAY, "UTC", 160 * DAY),
        ["2024", "Jul", "2025", "Jul", "2026", "Jul"]
    );
    assert_eq!(
        labels(60 * 365 * DAY, "UTC", 9 * 365 * DAY),
        ["1970", "1980", "1990", "2000", "2010", "2020"]
    );
}

#[test]
fn hours_stay_round_on_the_day_of_25_hours() {
    assert_eq!(
        ticks_of("Europe/Berlin", "2026-10-25T00:00:00", 5, HOUR),
        ["25 Oct", "01:00", "02:00", "02:00", "03:00", "04:00"]
    );
    assert_eq!(
        ticks_of("Europe/Berlin", "2026-10-25T00:00:00", 25, 6 * HOUR),
        ["25 Oct", "06:00", "12:00", "18:00", "26 Oct"]
    );
    assert_eq!(
        ticks_of("America/New_York", "2026-11-01T00:00:00", 5, HOUR),
        ["1 Nov", "01:00", "01:00", "02:00", "03:00", "04:00"]
    );
}

#[test]
fn hours_stay_round_on_the_day_of_23_hours() {
    assert_eq!(
        ticks_of("Europe/Berlin", "2026-03-29T00:00:00", 4, HOUR),
        ["29 Mar", "01:00", "03:00", "04:00", "05:00"]
    );
    assert_eq!(
        ticks_of("Europe/Berlin", "2026-03-29T00:00:00", 23, 6 * HOUR),
        ["29 Mar", "06:00", "12:00", "18:00", "30 Mar"]
    );
    assert_eq!(
        ticks_of("America/New_York", "2026-03-08T00:00:00", 4, HOUR),
        ["8 Mar", "01:00", "03:00", "04:00", "05:00"]
    );
}

#[test]
fn hours_stay_round_where_the_clock_changes_by_half_an_hour() {
    // Back from 02:00 to 01:30.
    assert_eq!(
        ticks_of("Australia/Lord_Howe", "2026-04-05T00:00:00", 3, 30 * MINUTE),
        [
            "5 Apr", "00:30", "01:00", "01:30", "01:30", "02:00", "02:30"
        ]
    );
    // On from 02:00 to 02:30.
    assert_eq!(
        ticks_of("Australia/Lord_Howe", "2026-10-04T00:00:00", 4, HOUR),
        ["4 Oct", "01:00", "03:00", "04:00"]
    );
}

#[test]
fn days_begin_when_the_local_clock_says_so() {
    let zone = Zone::named("Europe/Berlin");
    let from = zone
        .instant("2026-10-24T00:00:00".parse().unwrap())
        .unwrap();
    let days: Vec<i64> = time_ticks(from, from + 3 * DAY, &zone, &Locale::default(), 20 * HOUR)
        .iter()
        .map(|tick| (tick.at - from) / HOUR)
        .collect();
    assert_eq!(days, [0, 24, 49]);
    // On the Azores the clock goes back from 01:00 to 00:00: the day begins once.
    assert_eq!(
        ticks_of("Atlantic/Azores", "2026-10-24T22:00:00", 4, HOUR),
        ["22:00", "23:00", "25 Oct", "00:00", "01:00"]
    );
}

#[test]
fn a_label_stands_twice_only_where_the_clock_shows_it_twice() {
    for zone in [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
    ] {
        let of = Zone::named(zone);
        let start = of.instant("2026-01-01T00:00:00".parse().unwrap()).unwrap();
        let mut twice = 0;
        for day in 0..365 {
            let from = start + day * DAY;
            let ticks = time_ticks(from, from + DAY - 1, &of, &Locale::default(), HOUR);
            let mut seen: Vec<_> = ticks.iter().map(|tick| &tick.label).collect();
            let count = seen.len();
            seen.sort();
            seen.dedup();
            twice += count - seen.len();
        }
        // Lord Howe's clock goes back from 02:00 to 01:30: no round hour is shown twice.
        let expected = usize::from(zone == "Europe/Berlin" || zone == "America/New_York");
        assert!(twice == expected, "{zone}: {twice}");
    }
}

proptest! {
    #[test]
    fn ticks_are_inside_in_order_and_as_far_apart_as_asked(
        from in -4_000_000_000_000i64..8_000_000_000_000, span in 1_000i64..3_000 * DAY, parts in 1i64..20,
        zone in prop::sample::select(&["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo"][..]),
    ) {
        let spacing = (span / parts).max(1);
        let ticks = time_ticks(from, from + span, &Zone::named(zone), &Locale::default(), spacing);
        prop_assert!(ticks.iter().all(|tick| (from..=from + span).contains(&tick.at)));
        prop_assert!(ticks.is_sorted_by_key(|tick| tick.at));
        // A day may be an hour or two shorter than 24; a clock may go back just before a tick.
        let least = if spacing > 12 * HOUR { spacing - 2 * HOUR } else { 0 };
        prop_assert!(ticks.windows(2).all(|pair| pair[1].at - pair[0].at >= least.min(100 * 365 * DAY)), "{ticks:?}");
        prop_assert!(ticks.windows(2).all(|pair| pair[1].at > pair[0].at), "{ticks:?}");
    }
}
