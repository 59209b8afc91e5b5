//! Fewer points where nothing can be seen of it: the last step before drawing.

use super::downsample::column_of;
use crate::model::Point;

/// Pixels: two points of a column that are nearer than this are one.
const VISIBLE: f64 = 0.5;

/// Of two points of a column that lie less than half a pixel apart, the one that spans the larger triangle with the point before
/// and the mean of the next column (Steinarsson, 2013: Downsampling Time Series for Visual Representation). `points` come from
/// [`crate::downsample`] with the same columns; `height` is a value's place in pixels, `None` for what is not drawn.
pub(crate) fn thin(
    points: &[Point],
    (from, to): (i64, i64),
    columns: u32,
    height: impl Fn(f64) -> Option<f64>,
) -> Vec<Point> {
    let inside = |point: &Point| (from..=to).contains(&point.at);
    let place = |point: &Point| -> Option<(f64, f64)> {
        let column = point.at.saturating_sub(from) as f64 * f64::from(columns) / (to - from) as f64;
        Some((column, height(point.value)?))
    };
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    let mut index = 0;
    while let Some(first) = points.get(index) {
        let pair = points.get(index + 1).filter(|second| {
            inside(first)
                && inside(second)
                && column_of(first.at, from, to, columns) == column_of(second.at, from, to, columns)
        });
        let places = pair.and_then(|second| Some((second, place(first)?, place(second)?)));
        let Some((second, a, b)) = places.filter(|(_, a, b)| (a.1 - b.1).abs() < VISIBLE) else {
            kept.push(*first);
            index += 1;
            continue;
        };
        let before = kept.last().and_then(place).unwrap_or(a);
        let after = points[index + 2..].iter().take(2).filter_map(place);
        let after = mean(after).unwrap_or(b);
        let larger = area(before, b, after) > area(before, a, after);
        kept.push(if larger { *second } else { *first });
        index += 2;
    }
    kept
}

fn mean(places: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    let (sum, count) = places.fold(((0.0, 0.0), 0.0), |(sum, count), place| {
        ((sum.0 + place.0, sum.1 + place.1), count + 1.0)
    });
    (count > 0.0).then(|| (sum.0 / count, sum.1 / count))
}

fn area(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> f64 {
    ((a.0 - c.0) * (b.1 - a.1) - (a.0 - b.0) * (c.1 - a.1)).abs() / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plots::downsample;

    const FROM: i64 = 1_000;
    const TO: i64 = 11_000;

    fn points() -> impl Strategy<Value = Vec<Point>> {
        let value = prop_oneof![9 => -3.0..3.0f64, 1 => Just(f64::NAN), 1 => -100.0..100.0f64];
        prop::collection::vec((0i64..12_000, value), 0..400).prop_map(|mut points| {
            points.sort_by_key(|(at, _)| *at);
            let points = points.into_iter();
            points.map(|(at, value)| Point { at, value }).collect()
        })
    }

    proptest! {
        #[test]
        fn every_extreme_more_than_half_a_pixel_away_is_still_there(points in points(), columns in 1u32..80, scale in 0.01..50.0f64) {
            let merged = downsample(&points, FROM, TO, columns);
            let thinned = thin(&merged, (FROM, TO), columns, |value| value.is_finite().then_some(value * scale));
            for point in merged.iter().filter(|point| point.value.is_finite()) {
                let near = |kept: &&Point| {
                    column_of(kept.at, FROM, TO, columns) == column_of(point.at, FROM, TO, columns)
                        && (kept.value - point.value).abs() * scale < VISIBLE
                };
                prop_assert!(thinned.iter().any(|kept| near(&kept)), "{point:?} is lost");
            }
        }

        #[test]
        fn no_gap_closes_and_nothing_is_invented(points in points(), columns in 1u32..80, scale in 0.01..50.0f64) {
            let merged = downsample(&points, FROM, TO, columns);
            let thinned = thin(&merged, (FROM, TO), columns, |value| value.is_finite().then_some(value * scale));
            let gaps = |points: &[Point]| points.iter().filter(|point| point.value.is_nan()).count();
            prop_assert_eq!(gaps(&merged), gaps(&thinned));
            let same = |a: &Point, b: &Point| a.at == b.at && a.value.to_bits() == b.value.to_bits();
            prop_assert!(thinned.iter().all(|kept| merged.iter().any(|point| same(kept, point))));
            prop_assert!(thinned.is_sorted_by_key(|point| point.at));
        }
    }

    #[test]
    fn a_calm_column_keeps_one_point() {
        let calm: Vec<Point> = (0..1_000)
            .map(|i| Point {
                at: FROM + i * 10,
                value: 20.0 + 0.001 * (i % 7) as f64,
            })
            .collect();
        let merged = downsample(&calm, FROM, TO, 100);
        let thinned = thin(&merged, (FROM, TO), 100, |value| Some(value * 10.0));
        assert_eq!((merged.len(), thinned.len()), (200, 100));
    }
}
