use proptest::prelude::*;

use super::naive::{Case, case, held, inside, number};
use crate::{
    Outage, Sample,
    query::{
        Cursor, Extent, distribution, extent,
        fake::{A, B, Fake},
        moment, pairs, table,
    },
};

fn samples(samples: &[(i64, f64)]) -> Vec<Sample> {
    let sample = |(at, value): &(i64, f64)| Sample {
        at: *at,
        value: *value,
    };
    samples.iter().map(sample).collect()
}

/// The sample whose value held at `at`.
fn said(fake: &Fake, series: usize, at: i64) -> Option<Sample> {
    let sample = fake.series[series].iter().rfind(|sample| sample.at <= at)?;
    let ended = |outage: &Outage| outage.from >= sample.at && outage.from < at;
    (!fake.outages.iter().any(ended)).then_some(*sample)
}

#[test]
fn a_cursor_hands_out_each_sample_once_also_where_thousands_have_one_time() {
    let all: Vec<_> = (0..20_000)
        .map(|index| (index / 9_000, index as f64))
        .collect();
    let fake = Fake::of(&all);
    let mut cursor = Cursor::new(&fake, A, 0, 100);
    let mut found = Vec::new();
    while let Some(sample) = cursor.next().unwrap() {
        found.push((sample.at, sample.value));
    }
    assert!(found == all);
}

#[test]
fn a_pair_is_a_sample_and_what_the_other_said_then() {
    let a = samples(&[(0, 1.0), (10, 2.0), (25, 3.0), (40, 4.0)]);
    let b = samples(&[(5, 50.0), (30, 60.0)]);
    let fake = Fake::new(vec![a, b]).outages(&[(20, 28)]);
    assert_eq!(
        pairs(&fake, A, B, 0, 50, 100).unwrap(),
        [(2.0, 50.0), (4.0, 60.0)]
    );
}

#[test]
fn thinned_pairs_keep_the_extremes_of_both() {
    let wave = |index: i64| {
        (
            index * 10,
            if index == 777 {
                9.0
            } else {
                (index % 5) as f64
            },
        )
    };
    let other = |index: i64| {
        (
            index * 10,
            if index == 3_333 {
                -9.0
            } else {
                (index % 3) as f64
            },
        )
    };
    let a: Vec<_> = (0..5_000).map(wave).collect();
    let b: Vec<_> = (0..5_000).map(other).collect();
    for fake in [
        Fake::new(vec![samples(&a), samples(&b)]),
        Fake::new(vec![samples(&a), samples(&b)]).of_rollups(),
        Fake::new(vec![samples(&a), samples(&b)]).kept_from(40_000),
    ] {
        let found = pairs(&fake, A, B, 0, 50_000, 200).unwrap();
        assert!(found.len() <= 200);
        assert!(found.iter().any(|pair| pair.0 == 9.0));
        assert!(found.iter().any(|pair| pair.1 == -9.0));
    }
}

#[test]
fn bins_have_round_edges_and_hold_all_known_time() {
    let fake = Fake::of(&[(0, 17.2), (30, 18.9), (90, 20.4)]).outages(&[(100, 200)]);
    let found = distribution(&fake, A, 0, 300, 8).unwrap();
    assert_eq!(
        found.edges,
        [17.0, 17.5, 18.0, 18.5, 19.0, 19.5, 20.0, 20.5]
    );
    assert_eq!(found.shares, [0.3, 0.0, 0.0, 0.6, 0.0, 0.0, 0.1]);
}

#[test]
fn a_value_that_never_changes_is_one_bin() {
    for value in [0.0, 21.5, -3e300, 5e-310, f64::MAX] {
        let found = distribution(&Fake::of(&[(0, value)]), A, 0, 10, 10).unwrap();
        assert_eq!(found.shares.iter().sum::<f64>(), 1.0, "{value}");
        assert!(found.edges.iter().all(|edge| edge.is_finite()));
    }
}

#[test]
fn a_moment_is_the_sample_that_held_and_the_extremes_around() {
    let fake = Fake::of(&[(0, 1.0), (95, 5.0), (99, 2.0), (104, -3.0)]).outages(&[(300, 400)]);
    let found = moment(&fake, A, 100, 10).unwrap();
    assert_eq!((found.value, found.at), (Some(2.0), Some(99)));
    assert_eq!((found.lowest, found.highest), (Some(-3.0), Some(5.0)));
    assert_eq!(moment(&fake, A, -1, 0).unwrap().value, None);
    assert_eq!(moment(&fake, A, 350, 10).unwrap().value, None);
    assert_eq!(moment(&fake, A, 50, 10).unwrap().lowest, None);
}

#[test]
fn few_samples_are_a_row_each_and_many_are_rows_between_edges() {
    let fake = Fake::new(vec![
        samples(&[(1, 1.0), (1, 2.0), (5, 3.0)]),
        samples(&[(5, 7.0)]),
    ]);
    let exact = table(&fake, &[A, B], 0, 10, 2, &[0, 10]).unwrap();
    assert!(exact.exact);
    let at: Vec<_> = exact.rows.iter().map(|row| row.at).collect();
    assert_eq!(at, [1, 5]);
    assert_eq!(exact.rows[0].cells[0].unwrap().value, 2.0);
    assert_eq!(exact.rows[0].cells[1], None);
    let rows = table(&fake, &[A, B], 0, 10, 1, &[0, 10]).unwrap();
    assert!(!rows.exact);
    let cell = rows.rows[0].cells[0].unwrap();
    assert_eq!(
        (cell.value, cell.lowest, cell.highest),
        (3.0, Some(1.0), Some(3.0))
    );
    assert_eq!(cell.mean, Some(2.0));
}

#[test]
fn an_extent_is_from_the_oldest_to_the_newest_of_all() {
    let fake = Fake::new(vec![
        samples(&[(7, 0.0), (9_000_000, 0.0)]),
        samples(&[(5, 0.0)]),
    ]);
    let wanted = Some(Extent {
        oldest: 5,
        newest: 9_000_000,
    });
    assert_eq!(extent(&fake, &[A, B]).unwrap(), wanted);
    assert_eq!(
        extent(&fake.kept_from(10_000_000), &[A, B]).unwrap(),
        wanted
    );
    assert_eq!(extent(&Fake::of(&[]), &[A]).unwrap(), None);
}

/// `rows` lengths of time over a range, or fewer where it is short.
fn edges(from: i64, to: i64, rows: u32) -> Vec<i64> {
    let (span, rows) = (to - from, i64::from(rows));
    let mut edges: Vec<i64> = (0..=rows).map(|row| from + span * row / rows).collect();
    edges.dedup();
    edges
}

proptest! {
    #[test]
    fn shares_are_those_of_the_time_that_values_held(case in case(number()), bins in 1_u32..60) {
        let found = distribution(&case.fake, A, case.from, case.to, bins).unwrap();
        let held = held(&case.fake.series[0], &case.fake, case.from, case.to);
        prop_assert_eq!(found.edges.is_empty(), held.is_empty());
        prop_assert!(found.edges.is_sorted_by(|a, b| a < b));
        prop_assert!(found.shares.len() <= bins as usize + 2);
        if let (Some(low), Some(high)) = (found.edges.first(), found.edges.last()) {
            prop_assert!((found.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (value, ..) in held {
                prop_assert!(*low <= value && value <= *high, "{value} in {low}..{high}");
            }
        }
    }

    #[test]
    fn each_sample_is_paired_with_what_the_other_said_then(case in case(number())) {
        let Case { fake, from, to } = &case;
        let mut fake = fake.clone();
        fake.more = 0;
        let known = |sample: &Sample| Some((sample.value, said(&fake, 1, sample.at)?.value));
        let wanted: Vec<_> = inside(&fake.series[0], *from, *to).iter().filter_map(known).collect();
        prop_assert_eq!(pairs(&fake, A, B, *from, *to, 10_000).unwrap(), wanted);
    }

    #[test]
    fn a_moment_is_what_was_said_then(case in case(number())) {
        let Case { fake, from: at, to } = &case;
        let half = (to - at) / 2;
        let found = moment(fake, A, *at, half * 2).unwrap();
        let said = said(fake, 0, *at);
        prop_assert_eq!(found.value, said.map(|sample| sample.value));
        prop_assert_eq!(found.at, said.map(|sample| sample.at));
        let around = inside(&fake.series[0], at - half, at + half + 1);
        let values = || around.iter().map(|sample| sample.value);
        let several = |value: f64| (around.len() > 1).then_some(value);
        prop_assert_eq!(found.lowest, several(values().fold(f64::INFINITY, f64::min)));
        prop_assert_eq!(found.highest, several(values().fold(f64::NEG_INFINITY, f64::max)));
    }

    #[test]
    fn every_row_says_what_its_samples_say(case in case(number()), rows in 1_u32..40) {
        let found = table(&case.fake, &[A, B], case.from, case.to, rows, &edges(case.from, case.to, rows)).unwrap();
        prop_assert!(found.rows.len() <= rows as usize);
        for (index, row) in found.rows.iter().enumerate() {
            let end = if found.exact {
                row.at + 1
            } else {
                found.rows.get(index + 1).map_or(case.to, |next| next.at)
            };
            for (series, cell) in row.cells.iter().enumerate() {
                let inside = inside(&case.fake.series[series], row.at, end);
                prop_assert_eq!(cell.map(|cell| cell.value), inside.last().map(|s| s.value));
                if let Some(lowest) = cell.and_then(|cell| cell.lowest) {
                    prop_assert!(inside.iter().all(|sample| sample.value >= lowest));
                }
            }
        }
    }

    #[test]
    fn nothing_panics_whatever_the_range_is(
        case in case(prop::num::f64::NORMAL),
        from in any::<i64>(), to in any::<i64>(), kept in 0_i64..20_000_000,
        rollups in any::<bool>(),
    ) {
        let mut fake = case.fake.kept_from(kept);
        fake.more = if rollups { 1_000_000 } else { 0 };
        for (from, to) in [(from, to), (case.from, case.to), (i64::MIN, i64::MAX)] {
            let line = crate::query::line(&fake, A, from, to, 100).unwrap();
            prop_assert!(line.points.is_sorted_by_key(|point| point.at));
            crate::query::statistics(&fake, A, from, to).unwrap();
            crate::query::states(&fake, A, from, to, 100).unwrap();
            crate::query::state_times(&fake, A, from, to).unwrap();
            for value in crate::query::bars(&fake, A, &[from, to, 5], crate::query::Measure::Mean).unwrap() {
                prop_assert!(value.is_none_or(f64::is_finite));
            }
            pairs(&fake, A, B, from, to, 10).unwrap();
            distribution(&fake, A, from, to, 10).unwrap();
            moment(&fake, A, from, to).unwrap();
            table(&fake, &[A, B], from, to, 10, &[from, to]).unwrap();
        }
    }
}
