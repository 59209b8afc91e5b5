use proptest::prelude::*;

use crate::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn rollups_are_of_the_samples_in_whatever_order_they_come(
        samples in prop::collection::vec(
            (prop_oneof![0_i64..20, 0_i64..1_000, 0_i64..100_000], -50_i64..200, prop::bool::weighted(0.1)), 1..3000
        ),
        restart in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut history = open(folder.path());
        let series = number(&history, "a");
        let mut expected: Vec<Sample> = vec![];
        for (at, value, flush) in samples {
            let sample = Sample { at: MIDNIGHT - HOUR + at * 97, value: value as f64 / 10.0 };
            history.record(series, sample.at, sample.value);
            if !expected.contains(&sample) {
                expected.push(sample);
            }
            if flush && expected.len().is_multiple_of(50) {
                if restart {
                    history.close();
                    history = open(folder.path());
                } else {
                    history.flush().unwrap();
                }
            }
        }
        expected.sort_by_key(|sample| sample.at);
        prop_assert_eq!(all(&history, series), expected);
        assert_rollups_are_of_the_samples(&history, series);
    }
}

#[test]
fn a_gap_filled_later_is_in_the_rollups() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    for part in [[0, 4000], [8000, 12_000], [4000, 8000]] {
        for step in part[0]..part[1] {
            history.record(
                series,
                MIDNIGHT + step * 3000,
                (step * 37 % 1000) as f64 / 100.0,
            );
        }
        history.flush().unwrap();
    }
    assert_eq!(all(&history, series).len(), 12_000);
    assert_rollups_are_of_the_samples(&history, series);
}

#[test]
fn rollups_before_1970_begin_at_multiples_too() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(-10 * DAY);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    let series = number(&history, "a");
    for step in 0..300 {
        history.record(series, -15 * DAY - step * 31_000, step as f64);
    }
    assert_eq!(all(&history, series).len(), 300);
    assert_rollups_are_of_the_samples(&history, series);
}

#[test]
fn buckets_of_a_range_are_those_that_begin_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    for step in 0..600 {
        history.record(series, MIDNIGHT + step * 10_000, 1.0);
    }
    history.flush().unwrap();
    let starts = |level, from, to| -> Vec<Millis> {
        let buckets = history.reader().buckets(series, level, from, to).unwrap();
        buckets.iter().map(|bucket| bucket.start).collect()
    };
    assert_eq!(
        starts(Level::Minute, MIDNIGHT + 1, MIDNIGHT + 2 * MINUTE),
        [MIDNIGHT + MINUTE]
    );
    assert_eq!(
        starts(Level::Hour, MIDNIGHT, MIDNIGHT + HOUR + 1),
        [MIDNIGHT, MIDNIGHT + HOUR]
    );
}
