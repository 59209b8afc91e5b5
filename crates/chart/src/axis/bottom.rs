//! An axis of numbers under the plot.

use super::{
    axes::Axes,
    scale::{Extent, Scale},
    under::{BottomLabel, draw_bottom_labels},
};
use crate::{
    model::{Axis, Chart},
    scene::{Frame, Part, Scene},
    text::font::{CAPITAL, LABEL_SIZE, label_width},
};

/// Of two ticks, in CSS pixels.
const TICK_WIDTH: f64 = 56.0;
const LABEL_WIDTH: f64 = 44.0;

pub(crate) fn scale(chart: &Chart<'_>, axis: &Axis, data: Extent, axes: &Axes) -> Scale {
    if !chart.axes {
        return Scale::tight(axis, data);
    }
    let width = axes.frame.width();
    let most = (width / TICK_WIDTH).floor().clamp(3.0, 12.0);
    Scale::new(axis, data, width / LABEL_WIDTH, most, &chart.locale)
}

/// Where a value lies; `None` outside of the plot.
pub(crate) fn x(scale: &Scale, frame: Frame, value: f64) -> Option<f64> {
    let part = scale.part(value)?;
    let slack = 1e-9;
    (-slack..=1.0 + slack)
        .contains(&part)
        .then(|| frame.left + part * frame.width())
}

pub(crate) fn draw_grid(chart: &Chart<'_>, scale: &Scale, frame: Frame, scene: &mut Scene) {
    for tick in &scale.ticks {
        if let Some(x) = x(scale, frame, tick.value) {
            let line = Frame {
                left: x - 0.5,
                right: x + 0.5,
                ..frame
            };
            scene.rectangle(Part::Grid, line, chart.palette.grid, 1.0);
        }
    }
}

pub(crate) fn draw_labels(chart: &Chart<'_>, scale: &Scale, axes: &Axes, scene: &mut Scene) {
    if !axes.bottom_labels {
        return;
    }
    let outer = axes.outer;
    let last = scale.ticks.len().saturating_sub(1);
    let mut labels: Vec<BottomLabel> = scale
        .ticks
        .iter()
        .enumerate()
        .filter_map(|(index, tick)| {
            let unit = if index == last { &scale.unit } else { "" };
            let text = format!("{}{unit}", tick.label);
            let half = label_width(&text) / 2.0 + 0.01;
            let middle = x(scale, axes.frame, tick.value)?;
            // At the edges of the picture a label moves inwards instead of being cut.
            let middle = middle.min(outer.right - half).max(outer.left + half);
            Some(BottomLabel {
                middle,
                text,
                major: index == last,
            })
        })
        .collect();
    // A picture too narrow for the unit keeps the numbers.
    if let Some(label) = labels.last_mut()
        && label_width(&label.text) > outer.width() / 2.0
    {
        label.text = scale.ticks[last].label.clone();
        label.middle = label
            .middle
            .max(outer.right - label_width(&label.text) / 2.0 - 0.01);
    }
    draw_bottom_labels(chart, outer, labels, scene);
    // The labels of thresholds and markers keep off them.
    scene.take(Frame {
        top: outer.bottom - LABEL_SIZE * CAPITAL,
        ..outer
    });
}
