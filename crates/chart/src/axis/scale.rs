//! An axis that was worked out: where a value lies on it, its ticks and their labels.

use super::{
    digits::{lone_label, tick_labels, unit},
    logarithm::log_axis,
    numbers::{ValueAxis, aligned_axis, is_flat, range, value_axis},
};
use crate::model::{Axis, AxisScale, Locale, Threshold};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    pub minimum: f64,
    pub maximum: f64,
    pub logarithmic: bool,
    pub ticks: Vec<Tick>,
    /// Behind the highest label, if there is room.
    pub unit: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    pub value: f64,
    pub label: String,
}

/// Lowest and highest value.
pub(crate) type Extent = Option<(f64, f64)>;

/// Beyond this many lengths of the axis nothing changes what is seen.
const FAR: f64 = 1e6;

impl Scale {
    /// `room`: how many labels fit, `most`: how many linear ticks look well.
    pub fn new(axis: &Axis, data: Extent, room: f64, most: f64, locale: &Locale) -> Self {
        let (minimum, maximum) = (axis.minimum, axis.maximum);
        if !axis.logarithmic {
            return Self::linear(value_axis(data, minimum, maximum, most), axis, locale);
        }
        let log = log_axis(data, minimum, maximum, room);
        let label = |value: &f64| Tick {
            value: *value,
            label: lone_label(*value, locale),
        };
        let mut ticks: Vec<Tick> = log.ticks.iter().map(label).collect();
        if ticks.len() < 2 {
            // Less than a decade between fixed edges.
            let edges = (Some(log.minimum), Some(log.maximum));
            ticks = Self::linear(value_axis(data, edges.0, edges.1, most), axis, locale).ticks;
        }
        Self {
            minimum: log.minimum,
            maximum: log.maximum,
            logarithmic: true,
            ticks,
            unit: unit(axis.unit.as_deref()),
        }
    }

    fn linear(found: ValueAxis, axis: &Axis, locale: &Locale) -> Self {
        let labels = tick_labels(&found.ticks, found.step, locale);
        let ticks = found.ticks.into_iter().zip(labels);
        Self {
            minimum: found.minimum,
            maximum: found.maximum,
            logarithmic: false,
            ticks: ticks.map(|(value, label)| Tick { value, label }).collect(),
            unit: unit(axis.unit.as_deref()),
        }
    }

    /// On the grid lines of `other` if both are free to be.
    pub fn beside(other: &Self, axis: &Axis, data: Extent, locale: &Locale) -> Option<Self> {
        let (first, last) = (other.ticks.first()?, other.ticks.last()?);
        let spans = first.value == other.minimum && last.value == other.maximum;
        let free = axis.minimum.is_none() && axis.maximum.is_none();
        if other.logarithmic || axis.logarithmic || !spans || !free || other.ticks.len() < 2 {
            return None;
        }
        let found = aligned_axis(data, other.ticks.len() - 1)?;
        Some(Self::linear(found, axis, locale))
    }

    /// Without ticks, and without rounding: of a sparkline.
    pub fn tight(axis: &Axis, data: Extent) -> Self {
        let (minimum, maximum) = if axis.logarithmic {
            let log = log_axis(data, axis.minimum, axis.maximum, 1.0);
            (log.minimum, log.maximum)
        } else {
            range(data, axis.minimum, axis.maximum)
        };
        Self {
            minimum,
            maximum,
            logarithmic: axis.logarithmic,
            ticks: Vec::new(),
            unit: String::new(),
        }
    }

    /// 0 at the minimum, 1 at the maximum; `None` where there is no place: for the logarithm of 0, and for what is not finite.
    pub fn part(&self, value: f64) -> Option<f64> {
        if !value.is_finite() || (self.logarithmic && value <= 0.0) {
            return None;
        }
        let part = if self.logarithmic {
            (value / self.minimum).ln() / (self.maximum / self.minimum).ln()
        } else {
            (value - self.minimum) / (self.maximum - self.minimum)
        };
        (!part.is_nan()).then(|| part.clamp(-FAR, FAR))
    }

    pub fn edges(&self) -> AxisScale {
        AxisScale {
            minimum: self.minimum,
            maximum: self.maximum,
            logarithmic: self.logarithmic,
        }
    }
}

/// Lowest and highest of some values; what is not finite is left out, of a logarithmic axis also what is not above 0.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>, logarithmic: bool) -> Extent {
    values
        .into_iter()
        .filter(|value| value.is_finite() && !(logarithmic && *value <= 0.0))
        .fold(None, |found, value| match found {
            Some((low, high)) => Some((value.min(low), value.max(high))),
            None => Some((value, value)),
        })
}

pub(crate) fn join(a: Extent, b: Extent) -> Extent {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (found, None) | (None, found) => found,
    }
}

/// With the thresholds that are not farther from the samples than these are from each other: a far one must not flatten them.
pub(crate) fn with_thresholds<'a>(
    data: Extent,
    thresholds: impl Iterator<Item = &'a Threshold>,
    logarithmic: bool,
) -> Extent {
    let values: Vec<f64> = thresholds
        .flat_map(|threshold| [Some(threshold.value), threshold.to])
        .flatten()
        .collect();
    let Some((low, high)) = data else {
        return extent(values, logarithmic);
    };
    let (from, to) = if logarithmic {
        let factor = (high / low).max(2.0);
        (low / factor, high * factor)
    } else {
        let (bottom, top) = if is_flat(low, high) {
            range(data, None, None)
        } else {
            (low, high)
        };
        (low - (top - bottom), high + (top - bottom))
    };
    let near = values
        .into_iter()
        .filter(|value| (from..=to).contains(value));
    join(data, extent(near, logarithmic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        axis::numbers::MOST_TICKS,
        model::{Color, Side},
    };

    fn threshold(value: f64) -> Threshold {
        Threshold {
            value,
            to: None,
            color: Color {
                red: 0,
                green: 0,
                blue: 0,
            },
            label: String::new(),
            side: Side::Left,
        }
    }

    #[test]
    fn only_a_near_threshold_widens_the_scale() {
        let check = |value: f64, expected: (f64, f64)| {
            let thresholds = [threshold(value)];
            let found = with_thresholds(Some((20.0, 25.0)), thresholds.iter(), false);
            assert_eq!(found, Some(expected), "{value}");
        };
        check(29.0, (20.0, 29.0));
        check(15.0, (15.0, 25.0));
        check(31.0, (20.0, 25.0));
        check(f64::INFINITY, (20.0, 25.0));
    }

    #[test]
    fn a_logarithmic_scale_has_no_place_for_zero() {
        let axis = Axis {
            logarithmic: true,
            ..Axis::default()
        };
        let scale = Scale::new(
            &axis,
            Some((1.0, 100.0)),
            6.0,
            MOST_TICKS,
            &Locale::default(),
        );
        assert_eq!(scale.part(10.0), Some(0.5));
        assert_eq!(
            [0.0, -1.0, f64::NAN].map(|value| scale.part(value)),
            [None; 3]
        );
    }

    #[test]
    fn two_automatic_axes_share_their_grid_lines() {
        let locale = Locale::default();
        let axis = Axis::default();
        let left = Scale::new(&axis, Some((15.3, 29.1)), 9.0, MOST_TICKS, &locale);
        let right = Scale::beside(&left, &axis, Some((992.0, 1_019.0)), &locale).unwrap();
        let places = |scale: &Scale| -> Vec<Option<f64>> {
            let ticks = scale.ticks.iter();
            ticks.map(|tick| scale.part(tick.value)).collect()
        };
        assert_eq!(places(&left), places(&right), "{right:?}");
    }
}
