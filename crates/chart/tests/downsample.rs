//! What merging points into pixel columns must never lose.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tilework_chart::{Point, downsample};

const FROM: i64 = 1_000;
const TO: i64 = 11_000;

fn points() -> impl Strategy<Value = Vec<Point>> {
    prop::collection::vec((0i64..12_000, -100.0..100.0f64), 0..400).prop_map(|mut points| {
        points.sort_by_key(|(at, _)| *at);
        points
            .into_iter()
            .map(|(at, value)| Point { at, value })
            .collect()
    })
}

fn inside(points: &[Point]) -> Vec<Point> {
    points
        .iter()
        .filter(|point| (FROM..=TO).contains(&point.at))
        .copied()
        .collect()
}

fn values(points: &[Point]) -> (f64, f64) {
    points
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
            (low.min(point.value), high.max(point.value))
        })
}

proptest! {
    #[test]
    fn a_column_has_at_most_two_points(points in points(), columns in 1u32..60) {
        let mut counts = vec![0; columns as usize];
        for point in inside(&downsample(&points, FROM, TO, columns)) {
            let column = (point.at - FROM) * i64::from(columns) / (TO - FROM);
            counts[usize::try_from(column).unwrap().min(columns as usize - 1)] += 1;
        }
        prop_assert!(counts.iter().all(|count| *count <= 2));
    }

    #[test]
    fn each_columns_lowest_and_highest_values_are_kept(points in points(), columns in 1u32..60) {
        let kept = inside(&downsample(&points, FROM, TO, columns));
        let column = |point: &&Point| ((point.at - FROM) * i64::from(columns) / (TO - FROM)).min(i64::from(columns) - 1);
        for index in 0..i64::from(columns) {
            let of = |points: &[Point]| values(&points.iter().filter(|point| column(point) == index).copied().collect::<Vec<_>>());
            prop_assert_eq!(of(&inside(&points)), of(&kept));
        }
    }

    #[test]
    fn the_order_of_time_is_kept_and_nothing_is_invented(points in points(), columns in 1u32..60) {
        let kept = downsample(&points, FROM, TO, columns);
        prop_assert!(kept.is_sorted_by_key(|point| point.at));
        prop_assert!(kept.iter().all(|point| points.contains(point)));
    }

    #[test]
    fn the_neighbours_of_the_window_are_kept(points in points(), columns in 1u32..60) {
        let kept = downsample(&points, FROM, TO, columns);
        let before = points.iter().rev().find(|point| point.at < FROM);
        let after = points.iter().find(|point| point.at > TO);
        prop_assert_eq!(kept.iter().find(|point| point.at < FROM), before);
        prop_assert_eq!(kept.iter().find(|point| point.at > TO), after);
    }
}

fn point(at: i64, value: f64) -> Point {
    Point { at, value }
}

/// Each point as text, so that a gap equals a gap.
fn check(points: &[Point], columns: u32, expected: &[Point]) {
    let kept = downsample(points, FROM, TO, columns);
    assert_eq!(format!("{kept:?}"), format!("{expected:?}"));
}

#[test]
fn infinite_values_are_left_out() {
    let points = [f64::INFINITY, 1.0, f64::NEG_INFINITY].map(|value| point(2_000, value));
    check(&points, 10, &[point(2_000, 1.0)]);
}

#[test]
fn of_each_gap_one_marker_is_kept() {
    let gap = f64::NAN;
    let points = [
        point(1_500, 1.0),
        point(2_500, gap),
        point(2_600, gap),
        point(4_500, gap),
        point(5_500, 2.0),
        point(9_500, gap),
    ];
    let expected = [
        point(1_500, 1.0),
        point(2_500, gap),
        point(5_500, 2.0),
        point(9_500, gap),
    ];
    check(&points, 10, &expected);
}

#[test]
fn a_gap_within_a_column_breaks_it_once() {
    let gap = f64::NAN;
    let points = [
        point(2_010, 1.0),
        point(2_020, 5.0),
        point(2_030, gap),
        point(2_040, 2.0),
        point(2_050, gap),
        point(2_060, 9.0),
        point(2_070, gap),
        point(3_010, 4.0),
    ];
    let expected = [
        point(2_010, 1.0),
        point(2_020, 5.0),
        point(2_030, gap),
        point(2_040, 2.0),
        point(2_060, 9.0),
        point(2_070, gap),
        point(3_010, 4.0),
    ];
    check(&points, 10, &expected);
}

proptest! {
    #[test]
    fn with_gaps_a_column_has_at_most_two_points_on_either_side(
        values in prop::collection::vec((0i64..12_000, prop::option::weighted(0.7, -9.0..9.0f64)), 0..600), columns in 1u32..60,
    ) {
        let mut points: Vec<Point> = values.into_iter().map(|(at, value)| point(at, value.unwrap_or(f64::NAN))).collect();
        points.sort_by_key(|point| point.at);
        let kept = inside(&downsample(&points, FROM, TO, columns));
        prop_assert!(kept.len() <= columns as usize * 6 + 2);
        prop_assert!(kept.windows(2).all(|pair| !(pair[0].value.is_nan() && pair[1].value.is_nan())));
        let finite = |points: &[Point]| values_of(points);
        prop_assert_eq!(finite(&inside(&points)), finite(&kept));
    }
}

/// Lowest and highest, without the gaps.
fn values_of(points: &[Point]) -> (f64, f64) {
    let finite: Vec<Point> = points
        .iter()
        .filter(|point| point.value.is_finite())
        .copied()
        .collect();
    values(&finite)
}
