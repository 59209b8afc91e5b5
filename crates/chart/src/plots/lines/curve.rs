//! A curve through corners that never overshoots them.

use crate::scene::Corner;

/// CSS pixels: shorter pieces look like a curve.
const PIECE: f64 = 3.0;
const MOST_PIECES: f64 = 256.0;

/// The monotone cubic through `corners` (Fritsch and Carlson, 1980: Monotone Piecewise Cubic Interpolation), as short straight
/// pieces. Corners are in pixels, ascending to the right; of those one above the other each is kept.
pub(crate) fn smooth(corners: &[Corner]) -> Vec<Corner> {
    if corners.len() < 3 {
        return corners.to_vec();
    }
    let slopes = tangents(corners);
    let mut path = Vec::with_capacity(corners.len() * 2);
    for (index, pair) in corners.windows(2).enumerate() {
        let [a, b] = [pair[0], pair[1]];
        path.push(a);
        let width = b.0 - a.0;
        let length = width.hypot(b.1 - a.1);
        if width <= 0.0 || length <= PIECE {
            continue;
        }
        let pieces = (length / PIECE).ceil().min(MOST_PIECES);
        let mut piece = 1.0;
        while piece < pieces {
            let t = piece / pieces;
            let y = hermite(
                t,
                a.1,
                b.1,
                slopes[index] * width,
                slopes[index + 1] * width,
            );
            path.push((a.0 + width * t, y));
            piece += 1.0;
        }
    }
    path.extend(corners.last());
    path
}

fn hermite(t: f64, a: f64, b: f64, slope_a: f64, slope_b: f64) -> f64 {
    let (t2, t3) = (t * t, t * t * t);
    let y = (2.0 * t3 - 3.0 * t2 + 1.0) * a
        + (t3 - 2.0 * t2 + t) * slope_a
        + (3.0 * t2 - 2.0 * t3) * b
        + (t3 - t2) * slope_b;
    // It is between them but for the last bits.
    y.clamp(a.min(b), a.max(b))
}

fn tangents(corners: &[Corner]) -> Vec<f64> {
    let slopes: Vec<f64> = corners
        .windows(2)
        .map(|pair| {
            let width = pair[1].0 - pair[0].0;
            if width > 0.0 {
                (pair[1].1 - pair[0].1) / width
            } else {
                0.0
            }
        })
        .collect();
    let mut tangents = Vec::with_capacity(corners.len());
    tangents.extend(slopes.first());
    for pair in slopes.windows(2) {
        tangents.push(if pair[0] * pair[1] <= 0.0 {
            0.0
        } else {
            f64::midpoint(pair[0], pair[1])
        });
    }
    tangents.extend(slopes.last());
    for (index, slope) in slopes.iter().enumerate() {
        if *slope == 0.0 {
            tangents[index] = 0.0;
            tangents[index + 1] = 0.0;
            continue;
        }
        let (a, b) = (tangents[index] / slope, tangents[index + 1] / slope);
        let size = a.hypot(b);
        // Outside of this circle the curve would overshoot.
        if size > 3.0 {
            tangents[index] = 3.0 * a / size * slope;
            tangents[index + 1] = 3.0 * b / size * slope;
        }
    }
    tangents
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_curve_goes_through_its_corners_and_never_overshoots(
            steps in prop::collection::vec((0.0..60.0f64, -200.0..200.0f64), 1..40),
        ) {
            let mut x = 0.0;
            let corners: Vec<Corner> = steps.iter().map(|(step, y)| { x += step; (x, *y) }).collect();
            let path = smooth(&corners);
            prop_assert!(corners.iter().all(|corner| path.contains(corner)));
            let mut right = path.iter().peekable();
            for pair in corners.windows(2) {
                let (low, high) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
                while let Some((_, y)) = right.next_if(|(x, _)| *x < pair[1].0) {
                    prop_assert!((low..=high).contains(y) || pair[0].0 == pair[1].0);
                }
            }
            prop_assert!(path.is_sorted_by(|a, b| a.0 <= b.0));
        }
    }

    #[test]
    fn a_curve_is_round_where_straight_lines_have_a_corner() {
        let path = smooth(&[(0.0, 0.0), (30.0, 30.0), (60.0, 0.0)]);
        let near_top = path.iter().filter(|(_, y)| *y > 28.0).count();
        assert!(near_top >= 3 && path.len() > 20, "{path:?}");
    }
}
