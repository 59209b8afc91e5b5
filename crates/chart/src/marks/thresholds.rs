//! Thresholds across the plot.

use crate::{
    axis::Axes,
    model::{Chart, Threshold},
    scene::{Anchor, Dash, Frame, Label, Part, Scene, Shape},
    text::{
        clean, fit,
        font::{CAPITAL, LABEL_SIZE, label_width},
    },
};

use super::label::{GAP, LABEL_LIMIT, is_inside, write};

pub(crate) const BAND_OPACITY: f64 = 0.1;
pub(crate) const LINE_OPACITY: f64 = 0.7;
pub(crate) const DASH: Dash = (4.0, 4.0);

/// Upper and lower height of a threshold in the picture, wherever it is.
fn heights(chart: &Chart<'_>, axes: &Axes, threshold: &Threshold) -> Option<(f64, f64)> {
    let side = chart.side(threshold.side);
    let value = axes.y(side, threshold.value)?;
    let other = match threshold.to {
        // A band from 0 goes down to the lower edge of a logarithmic plot.
        Some(to) if to.is_finite() => axes.y(side, to).unwrap_or(axes.frame.bottom),
        Some(_) => return None,
        None => value,
    };
    Some((value.min(other), value.max(other)))
}

pub(crate) fn draw_bands(chart: &Chart<'_>, axes: &Axes, scene: &mut Scene) {
    let frame = axes.frame;
    for (index, threshold) in chart.thresholds.iter().enumerate() {
        let Some((top, bottom)) = heights(chart, axes, threshold) else {
            continue;
        };
        let (top, bottom) = (top.max(frame.top), bottom.min(frame.bottom));
        if threshold.to.is_some() && bottom > top {
            let band = Frame {
                top,
                bottom,
                ..frame
            };
            scene.rectangle(Part::Threshold(index), band, threshold.color, BAND_OPACITY);
        }
    }
}

/// The lines, and the labels of lines and bands: as the last, so that they find what room is left.
pub(crate) fn draw_thresholds(chart: &Chart<'_>, axes: &Axes, scene: &mut Scene) {
    let frame = axes.frame;
    for (index, threshold) in chart.thresholds.iter().enumerate() {
        let Some((top, bottom)) = heights(chart, axes, threshold) else {
            continue;
        };
        let part = Part::Threshold(index);
        let color = threshold.color.over(chart.palette.surface, LINE_OPACITY);
        let inside = |y: f64| (frame.top - 0.5..=frame.bottom + 0.5).contains(&y);
        if threshold.to.is_none() && inside(top) {
            let line = Shape::Line {
                path: vec![(frame.left, top), (frame.right, top)],
                color,
                width: 1.0,
            };
            scene.dashed(part, Some(DASH), line);
        }
        if bottom < frame.top || top > frame.bottom || !axes.mark_labels {
            continue;
        }
        let (above, below) = (-GAP, GAP + LABEL_SIZE * CAPITAL);
        let places = if threshold.to.is_some() {
            [top.max(frame.top) + below, top + above, bottom + below]
        } else {
            [top + above, top + below, f64::NAN]
        };
        let text = clean(&threshold.label, LABEL_LIMIT);
        let text = fit(&text, frame.width() * 0.5, label_width);
        let labels = places.into_iter().flat_map(|baseline| {
            [
                ((frame.right - GAP, baseline), Anchor::Right),
                ((frame.left + GAP, baseline), Anchor::Left),
            ]
        });
        let mut labels = labels.map(|(at, anchor)| Label::new(&text, at, anchor, threshold.color));
        let found = labels.find(|label| !text.is_empty() && is_inside(label, frame, scene));
        if let Some(label) = found {
            let behind = if threshold.to.is_some() {
                threshold.color.over(chart.palette.surface, BAND_OPACITY)
            } else {
                chart.palette.surface
            };
            write(behind, part, label, scene);
        }
    }
}
