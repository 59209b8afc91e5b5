//! The labels of an upward axis: which of them fit.

use crate::text::font::label_width;

use super::scale::Scale;

/// Least distance of two labels of values, from baseline to baseline.
pub(crate) const LINE_HEIGHT: f64 = 18.0;
/// Between a label and the edge of the picture: some letters begin a little before their place.
pub(crate) const SIDE_BEARING: f64 = 1.0;

/// The labels of an upward axis: the height of each tick, and its text if that fits.
#[derive(Debug, Default)]
pub(crate) struct UpLabels {
    pub ticks: Vec<(f64, Option<String>)>,
    /// Of the widest, in CSS pixels.
    pub width: f64,
}

impl UpLabels {
    pub fn hide(&mut self) {
        self.width = 0.0;
        for (_, label) in &mut self.ticks {
            *label = None;
        }
    }
}

pub(crate) fn up_labels(scale: &Scale, top: f64, bottom: f64, with_unit: bool) -> UpLabels {
    let height = |value: f64| bottom - scale.part(value).unwrap_or_default() * (bottom - top);
    let mut ticks: Vec<(f64, Option<String>)> = scale
        .ticks
        .iter()
        .map(|tick| (height(tick.value), Some(tick.label.clone())))
        .collect();
    if scale.logarithmic {
        thin_uneven(&mut ticks, scale);
    } else {
        thin_even(&mut ticks);
    }
    if with_unit
        && let Some((_, Some(label))) = ticks.iter_mut().rfind(|(_, label)| label.is_some())
    {
        label.push_str(&scale.unit);
    }
    let labels = ticks.iter().filter_map(|(_, label)| label.as_ref());
    let width = labels.map(|label| label_width(label)).fold(0.0, f64::max);
    UpLabels { ticks, width }
}

/// Every one, or every second, or only the highest and the lowest: whatever fits and reaches both ends.
fn thin_even(ticks: &mut [(f64, Option<String>)]) {
    let (Some(first), Some(last)) = (ticks.first(), ticks.last()) else {
        return;
    };
    let (whole, count) = (first.0 - last.0, ticks.len() - 1);
    let fits = |stride: &usize| {
        count.is_multiple_of(*stride) && whole / (count / stride) as f64 >= LINE_HEIGHT
    };
    let stride = (1..=count).find(fits).unwrap_or(usize::MAX);
    for (index, tick) in ticks.iter_mut().rev().enumerate() {
        if index % stride != 0 {
            tick.1 = None;
        }
    }
}

/// The powers of ten come first; what would touch them goes.
fn thin_uneven(ticks: &mut Vec<(f64, Option<String>)>, scale: &Scale) {
    let is_power = |value: f64| {
        let power = value.log10();
        (power - power.round()).abs() < 1e-6
    };
    let mut kept: Vec<f64> = Vec::new();
    let mut keep = vec![false; ticks.len()];
    for powers in [true, false] {
        for (index, tick) in scale.ticks.iter().enumerate().rev() {
            let y = ticks[index].0;
            if is_power(tick.value) == powers
                && kept.iter().all(|other| (other - y).abs() >= LINE_HEIGHT)
            {
                kept.push(y);
                keep[index] = true;
            }
        }
    }
    let mut keep = keep.into_iter();
    ticks.retain(|_| keep.next().unwrap_or_default());
}
