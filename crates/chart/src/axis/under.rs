//! The labels under the plot: times, and which labels of any kind fit.

use crate::{
    model::Chart,
    scene::{Anchor, Frame, Label, Part, Scene},
    text::font::{LABEL_SIZE, label_width},
};

use super::{
    axes::Axes,
    times::{TimeTick, time_ticks, wide_labels},
};

/// From one label of time to the next, and from one's middle to the next one's.
const TIME_GAP: f64 = 20.0;
const TIME_SPACING: f64 = 60.0;
/// Least distance of two labels under the plot.
const LEAST_GAP: f64 = 8.0;

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
