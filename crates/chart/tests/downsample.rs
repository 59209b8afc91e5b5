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

#[test]
fn values_that_are_not_finite_are_left_out() {
    let points = [f64::NAN, 1.0, f64::INFINITY].map(|value| Point { at: 2_000, value });
    assert_eq!(
        downsample(&points, FROM, TO, 10),
        [Point {
            at: 2_000,
            value: 1.0
        }]
    );
}
