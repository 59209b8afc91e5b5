//! Thresholds across the plot and markers on its upper edge.

use crate::{
    Chart, Color, Threshold,
    axes::Axes,
    font::{CAPITAL, LABEL_SIZE, label_width},
    outline::Frame,
    picture::side_of,
    scene::{Anchor, Dash, Label, Part, Scene, Shape},
    words::{clean, fit},
};

pub(crate) const BAND_OPACITY: f64 = 0.1;
pub(crate) const LINE_OPACITY: f64 = 0.7;
pub(crate) const DASH: Dash = (4.0, 4.0);
pub(crate) const LABEL_LIMIT: usize = 40;
/// Of the surface behind a label that lies over lines.
const HALO_OPACITY: f64 = 0.72;
const MARKER_OPACITY: f64 = 0.55;
/// Half the width of a marker's flag, and its height.
const FLAG: (f64, f64) = (4.5, 6.0);
/// Between a line and its label.
pub(crate) const GAP: f64 = 5.0;
/// Rows of markers' labels under the upper edge.
const ROWS: u32 = 3;
const ROW_HEIGHT: f64 = 15.0;

/// Upper and lower height of a threshold in the picture, wherever it is.
fn heights(chart: &Chart<'_>, axes: &Axes, threshold: &Threshold<'_>) -> Option<(f64, f64)> {
    let side = side_of(chart, threshold.side);
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
        let text = clean(threshold.label, LABEL_LIMIT);
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

pub(crate) fn is_inside(label: &Label, frame: Frame, scene: &Scene) -> bool {
    let bounds = label.bounds();
    bounds.left >= frame.left
        && bounds.right <= frame.right
        && bounds.top >= frame.top
        && bounds.bottom <= frame.bottom
        && scene.is_free(bounds)
}

pub(crate) fn write(behind: Color, part: Part, label: Label, scene: &mut Scene) {
    let bounds = label.bounds();
    let halo = Frame {
        left: bounds.left - 2.0,
        top: bounds.top - 1.5,
        right: bounds.right + 2.0,
        bottom: bounds.bottom + 0.5,
    };
    scene.rectangle(part, halo, behind, HALO_OPACITY);
    scene.label(part, label);
}

pub(crate) fn draw_markers(chart: &Chart<'_>, axes: &Axes, scene: &mut Scene) {
    let frame = axes.frame;
    let shown: Vec<_> = chart
        .markers
        .iter()
        .enumerate()
        .filter(|(_, marker)| (chart.from..=chart.to).contains(&marker.at))
        .map(|(index, marker)| (Part::Marker(index), marker, axes.x(chart, marker.at)))
        .collect();
    for (part, marker, x) in &shown {
        let line = Shape::Line {
            path: vec![(*x, frame.top), (*x, frame.bottom)],
            color: marker.color.over(chart.palette.surface, MARKER_OPACITY),
            width: 1.0,
        };
        scene.add(*part, line);
        // At the edges of the plot there is half a flag.
        let (left, right) = (
            (x - FLAG.0).max(frame.left),
            (x + FLAG.0).min(axes.outer.right),
        );
        let flag = Shape::Fill {
            path: vec![
                (left, frame.top),
                (right, frame.top),
                (*x, frame.top + FLAG.1),
            ],
            color: marker.color,
            opacity: 1.0,
        };
        scene.add(*part, flag);
        scene.take(Frame {
            left,
            top: frame.top,
            right,
            bottom: frame.top + FLAG.1,
        });
    }
    if !axes.mark_labels {
        return;
    }
    for (part, marker, x) in shown {
        let text = clean(marker.label, LABEL_LIMIT);
        let text = fit(&text, frame.width() * 0.4, label_width);
        let places = (0..ROWS).flat_map(|row| {
            let baseline = frame.top + LABEL_SIZE * CAPITAL + 1.0 + f64::from(row) * ROW_HEIGHT;
            [
                ((x + FLAG.0 + 4.0, baseline), Anchor::Left),
                ((x - FLAG.0 - 4.0, baseline), Anchor::Right),
            ]
        });
        let mut labels =
            places.map(|(at, anchor)| Label::new(&text, at, anchor, chart.palette.text));
        let found = labels.find(|label| !text.is_empty() && is_inside(label, frame, scene));
        if let Some(label) = found {
            write(chart.palette.surface, part, label, scene);
        }
    }
}
