//! The labels beside and under the plot: which of them fit, and where they stand.

use crate::{
    Chart,
    axes::{Axes, LINE_HEIGHT},
    font::{CAPITAL, LABEL_SIZE, label_width},
    outline::Frame,
    scale::Scale,
    scene::{Anchor, Label, Part, Scene},
    times::{TimeTick, time_ticks, wide_labels},
};

/// From one label of time to the next, and from one's middle to the next one's.
const TIME_GAP: f64 = 20.0;
const TIME_SPACING: f64 = 60.0;
/// Between a label and the edge of the picture: some letters begin a little before their place.
pub(crate) const SIDE_BEARING: f64 = 1.0;
/// Least distance of two labels under the plot.
const LEAST_GAP: f64 = 8.0;

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

pub(crate) fn draw_grid(chart: &Chart<'_>, axes: &Axes, scene: &mut Scene) {
    let labels = if axes.left_labels.ticks.is_empty() {
        &axes.right_labels
    } else {
        &axes.left_labels
    };
    for (y, _) in &labels.ticks {
        let line = Frame {
            top: y - 0.5,
            bottom: y + 0.5,
            ..axes.frame
        };
        scene.rectangle(Part::Grid, line, chart.palette.grid, 1.0);
    }
}

/// The labels at the left and at the right.
pub(crate) fn draw_up_labels(chart: &Chart<'_>, axes: &Axes, scene: &mut Scene) {
    let right = axes.outer.right - axes.right_labels.width - SIDE_BEARING;
    for (labels, x) in [
        (&axes.left_labels, axes.outer.left + SIDE_BEARING),
        (&axes.right_labels, right),
    ] {
        for (y, label) in &labels.ticks {
            if let Some(text) = label {
                let at = (x, y + LABEL_SIZE * CAPITAL / 2.0);
                let label = Label::new(text, at, Anchor::Left, chart.palette.text);
                scene.label(Part::Labels, label);
            }
        }
    }
}

/// A label under the plot, before it is known whether it fits.
pub(crate) struct BottomLabel {
    pub middle: f64,
    pub text: String,
    /// Stays where others would touch it.
    pub major: bool,
}

/// Ticks of time in this frame, at least `least` milliseconds apart.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // instants are below 2^53, see Chart::check
pub(crate) fn times(chart: &Chart<'_>, axes: &Axes, least: i64) -> Vec<TimeTick> {
    let span = chart.to - chart.from;
    let per_pixel = span as f64 / axes.frame.width();
    let widest = wide_labels(span, &chart.locale)
        .iter()
        .map(|label| label_width(label))
        .fold(0.0, f64::max);
    let spacing = (widest + TIME_GAP).max(TIME_SPACING) * per_pixel;
    let spacing = (spacing.ceil() as i64).max(least);
    time_ticks(chart.from, chart.to, &axes.zone, &chart.locale, spacing)
}

pub(crate) fn time_labels(chart: &Chart<'_>, axes: &Axes) -> Vec<BottomLabel> {
    times(chart, axes, 0)
        .into_iter()
        .map(|tick| BottomLabel {
            middle: axes.x(chart, tick.at),
            text: tick.label,
            major: tick.major,
        })
        .collect()
}

/// Those that fit the picture and do not touch each other.
pub(crate) fn draw_bottom_labels(
    chart: &Chart<'_>,
    outer: Frame,
    labels: Vec<BottomLabel>,
    scene: &mut Scene,
) {
    let baseline = outer.bottom - (LABEL_SIZE * 0.35).round();
    let mut kept: Vec<(Label, bool)> = Vec::new();
    for BottomLabel {
        middle,
        text,
        major,
    } in labels
    {
        let label = Label::new(
            &text,
            (middle, baseline),
            Anchor::Middle,
            chart.palette.text,
        );
        let bounds = label.bounds();
        if bounds.left < outer.left || bounds.right > outer.right {
            continue;
        }
        let touches = |last: &Label| bounds.left < last.bounds().right + LEAST_GAP;
        match kept.last() {
            Some((last, was_major)) if touches(last) => {
                if major && !was_major {
                    kept.pop();
                    kept.push((label, major));
                }
            }
            _ => kept.push((label, major)),
        }
    }
    for (label, _) in kept {
        scene.label(Part::Labels, label);
    }
}
