//! The labels of an axis: as many digits as tell its ticks apart.

use crate::{
    model::Locale,
    text::{NO_BREAK, clean},
};

const UNIT_LIMIT: usize = 12;

/// The labels of all ticks, with the same number of digits each, as many as their distance needs.
pub(crate) fn tick_labels(ticks: &[f64], step: f64, locale: &Locale) -> Vec<String> {
    let largest = ticks
        .iter()
        .fold(0.0f64, |largest, tick| largest.max(tick.abs()));
    if largest >= 1e15 || (largest > 0.0 && largest < 1e-4) {
        return ticks
            .iter()
            .map(|tick| match *tick {
                0.0 => "0".to_owned(),
                tick => locale.number(&format!("{tick:.2e}")),
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
            let suffix = if number == 0.0 { "" } else { suffix };
            locale.number(&format!("{number:.decimals$}")) + suffix
        })
        .collect()
}

/// The label of a tick whose neighbours are of another magnitude.
pub(crate) fn lone_label(tick: f64, locale: &Locale) -> String {
    if !(1e-4..1e15).contains(&tick) {
        return locale.number(&format!("{tick:e}"));
    }
    tick_labels(&[tick], tick, locale).concat()
}

/// A unit as it stands behind a number; empty without one.
pub(crate) fn unit(unit: Option<&str>) -> String {
    let unit = clean(unit.unwrap_or_default(), UNIT_LIMIT);
    match unit.as_str() {
        "" => unit,
        // These stand at their number, every other unit after a space that does not break.
        "%" | "°" => unit,
        _ => format!("{NO_BREAK}{unit}"),
    }
}

/// Digits behind the point that tell two neighbours apart.
fn decimals(step: f64) -> usize {
    (0..9)
        .find(|digits| step * 10f64.powi(*digits) >= 1.0 - 1e-9)
        .map_or(9, |digits| usize::try_from(digits).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::axis::numbers::{MOST_TICKS, value_axis};

    fn labels(low: f64, high: f64) -> Vec<String> {
        let axis = value_axis(Some((low, high)), None, None, MOST_TICKS);
        tick_labels(&axis.ticks, axis.step, &Locale::default())
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
            ["101,300", "101,310", "101,320", "101,330", "101,340"]
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
    fn a_lone_tick_has_the_digits_of_its_own_magnitude() {
        let label = |tick| lone_label(tick, &Locale::default());
        assert_eq!(
            [0.05, 0.1, 2.0, 1_000.0, 5e6, 1e-6, 1e20].map(label),
            ["0.05", "0.1", "2", "1000", "5M", "1e−6", "1e20"]
        );
    }

    proptest! {
        #[test]
        fn the_labels_of_an_axis_differ(low in -1e6..1e6f64, size in 1e-2..1e6f64) {
            let mut labels = labels(low, low + size);
            let count = labels.len();
            labels.dedup();
            prop_assert_eq!(labels.len(), count);
        }
    }
}
