use proptest::prelude::*;
use tilework_core::Millis;

use super::naive::{case, inside, number};
use crate::{
    Level,
    query::{
        Line,
        fake::{A, Fake},
        line,
    },
};

const YEAR: Millis = 365 * 24 * 3_600_000;

fn gaps(line: &Line) -> Vec<Millis> {
    let gaps = line.points.iter().filter(|point| point.value.is_nan());
    gaps.map(|point| point.at).collect()
}

/// A million samples over a year, one of which is a spike.
fn with_spike(spike: i64) -> (Fake, Millis) {
    let step = YEAR / 1_000_000;
    let samples: Vec<_> = (0..1_000_000)
        .map(|index| {
            let value = if index == spike {
                99.0
            } else {
                (index % 7) as f64 / 7.0
            };
            (index * step, value)
        })
        .collect();
    (Fake::of(&samples), spike * step)
}

#[test]
fn a_spike_of_one_sample_is_visible_at_every_zoom_level() {
    let (fake, spike) = with_spike(654_321);
    let mut span = YEAR;
    while span > 1_000 {
        // In the middle, the first and the last sample of the range, and just inside the edges.
        for from in [
            spike - span / 2,
            spike,
            spike + 1 - span,
            spike - 1,
            spike - span + 2,
            spike - span / 50,
        ] {
            let line = line(&fake, A, from, from + span, 800).unwrap();
            let seen = line.points.iter().any(|point| point.value == 99.0);
            assert!(seen, "{span} from {from}: {:?}", line.level);
        }
        span = span * 2 / 3;
    }
}

#[test]
fn a_spike_outside_of_the_range_is_not_in_the_picture() {
    let (fake, spike) = with_spike(654_321);
    let mut span = YEAR / 3;
    while span > 100_000 {
        for from in [spike - span - 40_000, spike + 40_000] {
            let line = line(&fake, A, from, from + span, 800).unwrap();
            assert!(
                line.points.iter().all(|point| point.value < 2.0),
                "{span} from {from}"
            );
        }
        span = span * 2 / 3;
    }
}

#[test]
fn a_year_of_a_million_samples_costs_its_hours() {
    let (fake, _) = with_spike(5);
    let line = line(&fake, A, 17, YEAR - 17, 800).unwrap();
    assert_eq!(line.level, Some(Level::Hour));
    assert!(fake.read.get() < 9_000, "{}", fake.read.get());
    assert!(line.points.len() <= 2 * 800 + 2);
    assert_eq!(
        line.samples,
        inside(&fake.series[0], 17, YEAR - 17).len() as u64
    );
}

#[test]
fn a_gap_stays_a_gap_at_every_level() {
    let hour = 3_600_000;
    let begin = 3_000 * hour + 1_234_567;
    // Within a minute, within an hour, and over hours.
    for length in [20_000, 700_000, 2 * hour + 5_678] {
        let end = begin + length;
        let samples: Vec<_> = (0..300_000)
            .map(|index| (begin - hour * 300 + index * 12_000, 1.0))
            .filter(|(at, _)| *at <= begin || *at >= end)
            .collect();
        let fake = Fake::of(&samples).outages(&[(begin, end)]);
        let mut span = 1_000 * hour;
        while span > 60_000 {
            let from = begin - span / 4;
            let line = line(&fake, A, from, from + span, 800).unwrap();
            assert_eq!(gaps(&line), [begin], "{length} in {span}: {:?}", line.level);
            span /= 3;
        }
    }
}

#[test]
fn lines_run_to_the_edges_of_the_range() {
    let fake = Fake::of(&[(0, 1.0), (50, 2.0), (100, 3.0)]);
    let line = line(&fake, A, 40, 60, 10).unwrap();
    let at: Vec<_> = line.points.iter().map(|point| point.at).collect();
    assert_eq!(at, [0, 50, 100]);
    assert_eq!(line.samples, 1);
}

#[test]
fn an_outage_breaks_the_line_once_though_old_samples_were_brought_into_it() {
    let fake = Fake::of(&[(0, 1.0), (12, 2.0), (14, 2.0), (30, 3.0)]).outages(&[(10, 20)]);
    assert_eq!(gaps(&line(&fake, A, 0, 40, 40).unwrap()), [10]);
}

#[test]
fn a_gap_after_the_last_sample_ends_the_line() {
    let fake = Fake::of(&[(0, 1.0)]).outages(&[(10, 20)]);
    assert_eq!(gaps(&line(&fake, A, 0, 40, 40).unwrap()), [10]);
}

#[test]
fn thousands_of_gaps_do_not_make_thousands_of_points() {
    let samples: Vec<_> = (0..100_000)
        .map(|index| (index * 100, (index % 3) as f64))
        .collect();
    let outages: Vec<_> = (0..100_000)
        .map(|index| (index * 100 + 10, index * 100 + 20))
        .collect();
    let fake = Fake::of(&samples).outages(&outages);
    let line = line(&fake, A, 0, 10_000_000, 100).unwrap();
    assert!(line.points.len() <= 6 * 100 + 2, "{}", line.points.len());
}

#[test]
fn what_is_only_left_in_rollups_keeps_its_spike() {
    let mut samples: Vec<_> = (0..10_000).map(|index| (index * 1_000, 0.0)).collect();
    samples[4_321].1 = 9.0;
    let fake = Fake::of(&samples).kept_from(9_000_000);
    for columns in [2, 100, 800] {
        let line = line(&fake, A, 4_320_500, 9_999_000, columns).unwrap();
        assert!(line.points.iter().any(|point| point.value == 9.0));
        assert!(line.points.is_sorted_by_key(|point| point.at));
    }
}

proptest! {
    #[test]
    fn points_are_in_order_and_show_the_extremes_of_the_range(case in case(number()), columns in 1_u32..300) {
        let line = line(&case.fake, A, case.from, case.to, columns).unwrap();
        prop_assert!(line.points.is_sorted_by_key(|point| point.at), "{:?}", line.points);
        let inside = inside(&case.fake.series[0], case.from, case.to);
        prop_assert_eq!(line.samples, inside.len() as u64);
        let values = || line.points.iter().map(|point| point.value);
        for sample in [
            inside.iter().min_by(|a, b| a.value.total_cmp(&b.value)),
            inside.iter().max_by(|a, b| a.value.total_cmp(&b.value)),
        ].into_iter().flatten() {
            prop_assert!(values().any(|value| value == sample.value));
        }
        prop_assert!(line.points.len() <= 6 * columns as usize + 3);
    }
}
