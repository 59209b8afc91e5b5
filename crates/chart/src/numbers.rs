//! The axis of values: its range, its ticks and their labels.

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

const MOST_TICKS: f64 = 5.0;
/// Beyond this, differences of two values are no longer finite.
const LARGEST: f64 = 1e300;

/// `data`: lowest and highest value. An edge that nobody fixed goes out to the next tick, which gives three to five ticks.
pub(crate) fn value_axis(
    data: Option<(f64, f64)>,
    minimum: Option<f64>,
    maximum: Option<f64>,
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
        .find(|step| count(down(*step), up(*step), *step) <= MOST_TICKS)
        .unwrap_or(high - low);
    let (minimum, maximum) = (down(step), up(step));
    let first = (minimum / step - SLACK).ceil();
    let mut ticks = Vec::new();
    let mut index = first;
    while ticks.len() < 8 && index <= maximum / step + SLACK {
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

/// The range of a sparkline: no ticks, so no rounding.
pub(crate) fn tight_range(
    data: Option<(f64, f64)>,
    minimum: Option<f64>,
    maximum: Option<f64>,
) -> (f64, f64) {
    range(data, minimum, maximum)
}

/// Tolerance for a tick that lies on an edge, in steps.
const SLACK: f64 = 1e-9;

fn is_flat(low: f64, high: f64) -> bool {
    high - low <= low.abs().max(high.abs()) * 1e-12
}

fn range(data: Option<(f64, f64)>, minimum: Option<f64>, maximum: Option<f64>) -> (f64, f64) {
    let hold = |value: f64| value.clamp(-LARGEST, LARGEST);
    let (low, high) = match data {
        Some((low, high)) if is_flat(low, high) => {
            let half = room(hold(low));
            (hold(low) - half, hold(low) + half)
        }
        Some((low, high)) => (hold(low), hold(high)),
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

fn power_of_ten(exponent: f64) -> f64 {
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

/// The labels of all ticks, with the same number of digits each, as many as their distance needs.
pub(crate) fn tick_labels(ticks: &[f64], step: f64) -> Vec<String> {
    let largest = ticks
        .iter()
        .fold(0.0f64, |largest, tick| largest.max(tick.abs()));
    if largest >= 1e15 || (largest > 0.0 && largest < 1e-4) {
        return ticks
            .iter()
            .map(|tick| {
                signed(if *tick == 0.0 {
                    "0".to_owned()
                } else {
                    format!("{tick:.2e}")
                })
            })
            .collect();
    }
    let (divisor, suffix) = match largest {
        x if x >= 1e12 => (1e12, "T"),
        x if x >= 1e9 => (1e9, "G"),
        x if x >= 1e6 => (1e6, "M"),
        _ => (1.0, ""),
    };
    let decimals = decimals(step / divisor);
    ticks
        .iter()
        .map(|tick| {
            let number = tick / divisor;
            let number = if number.abs() < step / divisor / 1e3 {
                0.0
            } else {
                number
            };
            signed(format!(
                "{number:.decimals$}{}",
                if number == 0.0 { "" } else { suffix }
            ))
        })
        .collect()
}

/// Digits behind the point that tell two neighbours apart.
fn decimals(step: f64) -> usize {
    (0..9)
        .find(|digits| step * 10f64.powi(*digits) >= 1.0 - 1e-9)
        .map_or(9, |digits| usize::try_from(digits).unwrap_or(0))
}

/// The minus of a number is as wide as its digits, a hyphen is not.
fn signed(text: String) -> String {
    text.replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(low: f64, high: f64) -> Vec<String> {
        let axis = value_axis(Some((low, high)), None, None);
        tick_labels(&axis.ticks, axis.step)
    }

    #[test]
    fn ticks_are_round_numbers_with_only_the_digits_they_need() {
        assert_eq!(labels(15.3, 29.1), ["15", "20", "25", "30"]);
        assert_eq!(
            labels(61.05, 61.74),
            ["61.0", "61.2", "61.4", "61.6", "61.8"]
        );
        assert_eq!(labels(0.0, 1.0), ["0.0", "0.5", "1.0"]);
        assert_eq!(labels(0.1, 0.3), ["0.10", "0.15", "0.20", "0.25", "0.30"]);
        assert_eq!(labels(-12.0, 7.0), ["−20", "−10", "0", "10"]);
        assert_eq!(
            labels(101_300.0, 101_340.0),
            ["101300", "101310", "101320", "101330", "101340"]
        );
        assert_eq!(
            labels(-2_400_000.0, 2_400_000.0),
            ["−4M", "−2M", "0", "2M", "4M"]
        );
        assert_eq!(
            labels(0.0, 2e-6),
            ["0", "5.00e−7", "1.00e−6", "1.50e−6", "2.00e−6"]
        );
    }

    #[test]
    fn a_flat_line_lies_in_the_middle() {
        for value in [0.0, 24.6, -3.0, 1e-9, 1e12, 101_325.0] {
            let axis = value_axis(Some((value, value)), None, None);
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
        let axis = value_axis(Some((-40.0, 250.0)), Some(0.0), Some(100.0));
        assert_eq!((axis.minimum, axis.maximum), (0.0, 100.0));
        assert_eq!(axis.ticks, [0.0, 50.0, 100.0]);
        let axis = value_axis(Some((3.0, 7.2)), Some(0.0), None);
        assert_eq!((axis.minimum, axis.maximum), (0.0, 8.0));
        let axis = value_axis(Some((3.0, 7.2)), None, Some(2.0));
        assert!(axis.minimum < 2.0 && axis.maximum == 2.0, "{axis:?}");
    }

    proptest! {
        #[test]
        fn samples_give_three_to_five_ticks_that_enclose_them(low in -1e9..1e9f64, size in 1e-3..1e9f64) {
            let high = low + size;
            let axis = value_axis(Some((low, high)), None, None);
            prop_assert!((3..=5).contains(&axis.ticks.len()), "{axis:?}");
            let slack = axis.step * 1e-6;
            prop_assert!(axis.minimum <= low + slack && axis.maximum >= high - slack, "{axis:?}");
        }

        #[test]
        fn ticks_ascend_and_their_labels_differ(low in -1e6..1e6f64, size in 1e-2..1e6f64) {
            let axis = value_axis(Some((low, low + size)), None, None);
            prop_assert!(axis.ticks.is_sorted());
            let mut labels = tick_labels(&axis.ticks, axis.step);
            let count = labels.len();
            labels.dedup();
            prop_assert_eq!(labels.len(), count);
        }

        #[test]
        fn any_samples_and_any_edges_give_a_usable_range(
            low in proptest::num::f64::NORMAL, high in proptest::num::f64::NORMAL, edge in proptest::option::of(proptest::num::f64::NORMAL),
        ) {
            for (minimum, maximum) in [(None, None), (edge, None), (None, edge)] {
                let axis = value_axis(Some((low.min(high), low.max(high))), minimum, maximum);
                prop_assert!(axis.minimum < axis.maximum && (axis.maximum - axis.minimum).is_finite(), "{axis:?}");
                prop_assert!(axis.ticks.len() <= 8);
            }
        }
    }
}
