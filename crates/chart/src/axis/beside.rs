//! Grid lines across the plot, and the labels at its left and right.

use crate::{
    model::Chart,
    scene::{Anchor, Frame, Label, Part, Scene},
    text::font::{CAPITAL, LABEL_SIZE},
};

use super::{axes::Axes, up::SIDE_BEARING};

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
