//! A logarithmic axis: its range and its ticks at the powers of ten, with 2 and 5 where there is room.

use super::numbers::power_of_ten;
use crate::model::LARGEST;

/// Powers of ten beyond which a number is no longer exact, or not even one.
const POWERS: std::ops::RangeInclusive<f64> = -300.0..=300.0;
const SMALLEST: f64 = 1e-300;
/// Tolerance for a tick that lies on an edge.
const SLACK: f64 = 1e-9;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LogAxis {
    /// Above 0.
    pub minimum: f64,
    pub maximum: f64,
    /// Ascending, inside of `minimum..=maximum`. May be empty where both edges are fixed.
    pub ticks: Vec<f64>,
}

/// `data`: lowest and highest value above 0. An edge that nobody fixed goes out to 1, 2 or 5 times a power of ten. `room` is how
/// many labels fit one above the other.
pub(crate) fn log_axis(
    data: Option<(f64, f64)>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    room: f64,
) -> LogAxis {
    let hold = |value: f64| value.clamp(SMALLEST, LARGEST);
    let positive = |limit: Option<f64>| limit.filter(|limit| *limit > 0.0).map(hold);
    let (minimum, maximum) = (positive(minimum), positive(maximum));
    let (low, high) = data.map_or((1.0, 10.0), |(low, high)| (hold(low), hold(high)));
    let mut bottom = minimum.unwrap_or_else(|| below(low));
    let mut top = maximum.unwrap_or_else(|| above(high));
    if top <= bottom * (1.0 + SLACK) {
        // A flat line lies in the middle of two decades, or beyond what was fixed.
        match (minimum, maximum) {
            (Some(_), _) => top = bottom * 10.0,
            (None, Some(_)) => bottom = top / 10.0,
            (None, None) => (bottom, top) = (bottom / 10.0, top * 10.0),
        }
    }
    LogAxis {
        minimum: bottom,
        maximum: top,
        ticks: ticks(bottom, top, room),
    }
}

fn ticks(bottom: f64, top: f64, room: f64) -> Vec<f64> {
    let decades = (top / bottom).log10();
    let per_decade = room / decades.max(0.1);
    // From 5 to 10 it is 0.3 of a decade.
    let factors: &[f64] = if per_decade >= 3.6 {
        &[1.0, 2.0, 5.0]
    } else {
        &[1.0]
    };
    let stride = (1.2 / per_decade).ceil().max(1.0);
    let first = (bottom.log10() / stride).floor() * stride;
    let mut found = Vec::new();
    let mut power = first;
    while power <= top.log10() + SLACK && POWERS.contains(&power) && found.len() < 64 {
        for factor in factors {
            let tick = power_of_ten(power) * factor;
            if tick >= bottom * (1.0 - SLACK) && tick <= top * (1.0 + SLACK) {
                found.push(tick.clamp(bottom, top));
            }
        }
        power += stride;
    }
    found
}

const ROUND: [f64; 4] = [1.0, 2.0, 5.0, 10.0];

fn below(value: f64) -> f64 {
    let power = power_of_ten(value.log10().floor());
    let found = ROUND.iter().rev().map(|factor| factor * power);
    found
        .into_iter()
        .find(|round| *round <= value * (1.0 + SLACK))
        .unwrap_or(power)
}

fn above(value: f64) -> f64 {
    let power = power_of_ten(value.log10().floor());
    let mut found = ROUND.iter().map(|factor| factor * power);
    found
        .find(|round| *round >= value * (1.0 - SLACK))
        .unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(low: f64, high: f64, room: f64, expected: &[f64]) {
        let axis = log_axis(Some((low, high)), None, None, room);
        assert_eq!(axis.ticks, expected, "{low} to {high}");
    }

    #[test]
    fn ticks_are_at_powers_of_ten_and_at_2_and_5_where_there_is_room() {
        check(3.0, 450.0, 5.0, &[10.0, 100.0]);
        check(
            3.0,
            450.0,
            12.0,
            &[2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0],
        );
        check(0.012, 0.09, 6.0, &[0.01, 0.02, 0.05, 0.1]);
        check(1.0, 1e12, 6.0, &[1.0, 1e3, 1e6, 1e9, 1e12]);
    }

    #[test]
    fn edges_that_are_not_above_zero_count_as_automatic() {
        let axis = log_axis(Some((3.0, 450.0)), Some(0.0), Some(1_000.0), 5.0);
        assert_eq!((axis.minimum, axis.maximum), (2.0, 1_000.0));
        let axis = log_axis(None, Some(-5.0), None, 5.0);
        assert_eq!((axis.minimum, axis.maximum), (1.0, 10.0));
    }

    proptest! {
        #[test]
        fn samples_lie_inside_of_a_usable_range(
            low in -299.0..299.0f64, size in 0.0..50.0f64, edge in prop::option::of(-1e9..1e9f64), room in 0.5..40.0f64,
        ) {
            let (low, high) = (10f64.powf(low), 10f64.powf((low + size).min(299.0)));
            let axis = log_axis(Some((low, high)), None, None, room);
            prop_assert!(axis.minimum <= low * 1.001 && axis.maximum >= high * 0.999, "{axis:?}");
            for (minimum, maximum) in [(None, None), (edge, None), (None, edge)] {
                let axis = log_axis(Some((low, high)), minimum, maximum, room);
                prop_assert!(axis.minimum > 0.0 && axis.minimum < axis.maximum && axis.maximum.is_finite(), "{axis:?}");
                prop_assert!(axis.ticks.is_sorted() && axis.ticks.len() as f64 <= room.max(4.0) + 4.0, "{axis:?}");
            }
        }
    }
}
