//! A linear axis: its range and its round ticks.

use crate::model::LARGEST;

/// What the lower and the upper edge of the plot stand for, and the ticks between them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ValueAxis {
    pub minimum: f64,
    pub maximum: f64,
    /// Ascending, inside of `minimum..=maximum`.
    pub ticks: Vec<f64>,
    /// Distance of two ticks: 1, 2 or 5 times a power of ten.
    pub step: f64,
}

/// Of an upward axis.
pub(crate) const MOST_TICKS: f64 = 5.0;
/// Of ticks, whatever is asked for.
const LIMIT: usize = 24;

/// `data`: lowest and highest value. An edge that nobody fixed goes out to the next tick; at most `most` ticks, of 5 that is
/// three to five.
pub(crate) fn value_axis(
    data: Option<(f64, f64)>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    most: f64,
) -> ValueAxis {
    let (low, high) = range(data, minimum, maximum);
    let flat = data.is_some_and(|(low, high)| is_flat(low, high));
    // A flat line stays in the middle: its range does not go out to the next tick.
    let down = |step: f64| {
        if flat || minimum.is_some() {
            low
        } else {
            multiple((low / step).floor(), step)
        }
    };
    let up = |step: f64| {
        if flat || maximum.is_some() {
            high
        } else {
            multiple((high / step).ceil(), step)
        }
    };
    let step = steps(high - low)
        .find(|step| count(down(*step), up(*step), *step) <= most)
        .unwrap_or(high - low);
    let (minimum, maximum) = (down(step), up(step));
    let first = (minimum / step - SLACK).ceil();
    let mut ticks = Vec::new();
    let mut index = first;
    while ticks.len() < LIMIT && index <= maximum / step + SLACK {
        ticks.push(multiple(index, step).clamp(minimum, maximum));
        index += 1.0;
    }
    ValueAxis {
        minimum,
        maximum,
        ticks,
        step,
    }
}

/// An axis around `data` with exactly `intervals` distances of two ticks, so that its ticks lie on the grid of another axis.
/// `None` where no round numbers do, as one interval around zero.
pub(crate) fn aligned_axis(data: Option<(f64, f64)>, intervals: usize) -> Option<ValueAxis> {
    let (low, high) = range(data, None, None);
    let count = intervals.max(1) as f64;
    let lowest = |step: f64| {
        let fewest = ((high / step - SLACK).ceil() - (low / step + SLACK).floor()).max(0.0);
        // What is left over lies half above and half below, but no axis of positive values begins below zero.
        let spare = ((count - fewest) / 2.0).floor();
        let first = (low / step + SLACK).floor();
        (
            if first >= 0.0 {
                (first - spare).max(0.0)
            } else {
                first - spare
            },
            fewest,
        )
    };
    let step = steps((high - low) / count).find(|step| lowest(*step).1 <= count)?;
    let first = lowest(step).0;
    let ticks: Vec<f64> = (0..=intervals.max(1))
        .map(|index| multiple(first + index as f64, step))
        .collect();
    Some(ValueAxis {
        minimum: *ticks.first()?,
        maximum: *ticks.last()?,
        ticks,
        step,
    })
}

/// Tolerance for a tick that lies on an edge, in steps.
const SLACK: f64 = 1e-9;

pub(crate) fn is_flat(low: f64, high: f64) -> bool {
    high - low <= low.abs().max(high.abs()) * 1e-12
}

/// What the edges stand for before they go out to the next tick.
pub(crate) fn range(
    data: Option<(f64, f64)>,
    minimum: Option<f64>,
    maximum: Option<f64>,
) -> (f64, f64) {
    let hold = |value: f64| value.clamp(-LARGEST, LARGEST);
    let (low, high) = match data.map(|(low, high)| (hold(low), hold(high))) {
        Some((low, high)) if is_flat(low, high) => {
            let half = room(low);
            (low - half, low + half)
        }
        Some(data) => data,
        None => (0.0, 1.0),
    };
    match (minimum.map(hold), maximum.map(hold)) {
        (Some(minimum), Some(maximum)) => (minimum, maximum),
        (Some(minimum), None) => (
            minimum,
            if high > minimum {
                high
            } else {
                minimum + 2.0 * room(minimum)
            },
        ),
        (None, Some(maximum)) => (
            if low < maximum {
                low
            } else {
                maximum - 2.0 * room(maximum)
            },
            maximum,
        ),
        (None, None) => (low, high),
    }
}

/// How far the edges are from a flat line: two ticks of about a fiftieth of its value.
fn room(value: f64) -> f64 {
    if value == 0.0 {
        1.0
    } else {
        2.0 * steps(value.abs() / 50.0)
            .find(|step| *step >= value.abs() / 50.0)
            .unwrap_or(1.0)
    }
}

/// 1, 2 and 5 times the powers of ten, from well under `range` upwards.
fn steps(range: f64) -> impl Iterator<Item = f64> {
    let power = if range > 0.0 && range.is_finite() {
        range.log10().floor() - 1.0
    } else {
        0.0
    };
    (0..12).map(move |index| {
        let factor = [1.0, 2.0, 5.0][index % 3];
        power_of_ten(power + f64::from(u32::try_from(index / 3).unwrap_or(0))) * factor
    })
}

pub(crate) fn power_of_ten(exponent: f64) -> f64 {
    // Dividing by an exact power gives the decimal fraction nearest to it, multiplying with an inexact one does not.
    if exponent < 0.0 && exponent > -300.0 {
        1.0 / 10f64.powf(-exponent)
    } else {
        10f64.powf(exponent)
    }
}

/// `index` steps, without the noise of binary fractions: 3 × 0.1 is 0.3.
fn multiple(index: f64, step: f64) -> f64 {
    if !(1e-300..1.0).contains(&step) {
        index * step
    } else {
        index / (1.0 / step).round().max(1.0) + 0.0
    }
}

fn count(low: f64, high: f64, step: f64) -> f64 {
    (high / step + SLACK).floor() - (low / step - SLACK).ceil() + 1.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_flat_line_lies_in_the_middle() {
        for value in [0.0, 24.6, -3.0, 1e-9, 1e12, 101_325.0] {
            let axis = value_axis(Some((value, value)), None, None, MOST_TICKS);
            let middle = f64::midpoint(axis.minimum, axis.maximum);
            assert!(
                (middle - value).abs() <= (axis.maximum - axis.minimum) * 1e-3,
                "{value}: {axis:?}"
            );
            assert!((3..=5).contains(&axis.ticks.len()), "{axis:?}");
        }
    }

    #[test]
    fn fixed_edges_stay_where_they_are() {
        let axis = value_axis(Some((-40.0, 250.0)), Some(0.0), Some(100.0), MOST_TICKS);
        assert_eq!((axis.minimum, axis.maximum), (0.0, 100.0));
        assert_eq!(axis.ticks, [0.0, 50.0, 100.0]);
        let axis = value_axis(Some((3.0, 7.2)), Some(0.0), None, MOST_TICKS);
        assert_eq!((axis.minimum, axis.maximum), (0.0, 8.0));
        let axis = value_axis(Some((3.0, 7.2)), None, Some(2.0), MOST_TICKS);
        assert!(axis.minimum < 2.0 && axis.maximum == 2.0, "{axis:?}");
    }

    proptest! {
        #[test]
        fn samples_give_three_to_five_ticks_that_enclose_them(low in -1e9..1e9f64, size in 1e-3..1e9f64) {
            let high = low + size;
            let axis = value_axis(Some((low, high)), None, None, MOST_TICKS);
            prop_assert!((3..=5).contains(&axis.ticks.len()), "{axis:?}");
            let slack = axis.step * 1e-6;
            prop_assert!(axis.minimum <= low + slack && axis.maximum >= high - slack, "{axis:?}");
        }

        #[test]
        fn an_aligned_axis_encloses_its_samples_with_as_many_ticks_as_asked(
            low in -1e9..1e9f64, size in 0.0..1e9f64, intervals in 2usize..8,
        ) {
            let axis = aligned_axis(Some((low, low + size)), intervals).unwrap();
            prop_assert_eq!(axis.ticks.len(), intervals + 1);
            let slack = axis.step * 1e-6;
            prop_assert!(axis.minimum <= low + slack && axis.maximum >= low + size - slack, "{axis:?}");
            prop_assert!(axis.ticks.is_sorted() && axis.minimum < axis.maximum, "{axis:?}");
        }

        #[test]
        fn any_samples_and_any_edges_give_a_usable_range(
            low in proptest::num::f64::NORMAL, high in proptest::num::f64::NORMAL, edge in proptest::option::of(proptest::num::f64::NORMAL),
        ) {
            for (minimum, maximum) in [(None, None), (edge, None), (None, edge)] {
                let axis = value_axis(Some((low.min(high), low.max(high))), minimum, maximum, MOST_TICKS);
                prop_assert!(axis.minimum < axis.maximum && (axis.maximum - axis.minimum).is_finite(), "{axis:?}");
                prop_assert!(axis.ticks.len() <= 8);
            }
        }
    }
}
