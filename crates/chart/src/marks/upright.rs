//! Thresholds of a histogram: its values go to the right, so they are upright lines and bands.

use super::{
    label::{GAP, LABEL_LIMIT, is_inside, write},
    thresholds::{BAND_OPACITY, DASH, LINE_OPACITY},
};
use crate::{
    axis::{Axes, Scale},
    model::Chart,
    scene::{Anchor, Frame, Label, Part, Scene, Shape},
    text::{
        clean, fit,
        font::{CAPITAL, LABEL_SIZE, label_width},
    },
};

/// Left and right edge in the picture, wherever they are.
fn widths(axes: &Axes, scale: &Scale, value: f64, to: Option<f64>) -> Option<(f64, f64)> {
    let frame = axes.frame;
    let x = |value: f64| Some(frame.left + scale.part(value)? * frame.width());
    let (a, b) = (x(value)?, x(to.unwrap_or(value))?);
    Some((a.min(b), a.max(b)))
}

pub(crate) fn draw_bands(chart: &Chart<'_>, axes: &Axes, scale: &Scale, scene: &mut Scene) {
    let frame = axes.frame;
    for (index, threshold) in chart.thresholds.iter().enumerate() {
        let Some((left, right)) = widths(axes, scale, threshold.value, threshold.to) else {
            continue;
        };
        let (left, right) = (left.max(frame.left), right.min(frame.right));
        if threshold.to.is_some() && right > left {
            let band = Frame {
                left,
                right,
                ..frame
            };
            scene.rectangle(Part::Threshold(index), band, threshold.color, BAND_OPACITY);
        }
    }
}

pub(crate) fn draw_lines(chart: &Chart<'_>, axes: &Axes, scale: &Scale, scene: &mut Scene) {
    let frame = axes.frame;
    for (index, threshold) in chart.thresholds.iter().enumerate() {
        let Some((left, right)) = widths(axes, scale, threshold.value, threshold.to) else {
            continue;
        };
        if right < frame.left - 0.5 || left > frame.right + 0.5 {
            continue;
        }
        let part = Part::Threshold(index);
        if threshold.to.is_none() {
            let line = Shape::Line {
                path: vec![(left, frame.top), (left, frame.bottom)],
                color: threshold.color.over(chart.palette.surface, LINE_OPACITY),
                width: 1.0,
            };
            scene.dashed(part, Some(DASH), line);
        }
        if !axes.mark_labels {
            continue;
        }
        let text = clean(&threshold.label, LABEL_LIMIT);
        let text = fit(&text, frame.width() * 0.4, label_width);
        let baseline = frame.top + LABEL_SIZE * CAPITAL + 1.0;
        let places = [
            (left.max(frame.left) + GAP, Anchor::Left),
            (left - GAP, Anchor::Right),
            (right + GAP, Anchor::Left),
        ];
        let mut labels = places
            .into_iter()
            .map(|(x, anchor)| Label::new(&text, (x, baseline), anchor, threshold.color));
        let found = labels.find(|label| !text.is_empty() && is_inside(label, frame, scene));
        if let Some(label) = found {
            let surface = chart.palette.surface;
            let behind = if threshold.to.is_some() {
                threshold.color.over(surface, BAND_OPACITY)
            } else {
                surface
            };
            write(behind, part, label, scene);
        }
    }
}
