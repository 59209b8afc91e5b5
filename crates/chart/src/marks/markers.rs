//! Markers on the upper edge of the plot.

use crate::{
    axis::Axes,
    model::Chart,
    scene::{Anchor, Frame, Label, Part, Scene, Shape},
    text::{
        clean, fit,
        font::{CAPITAL, LABEL_SIZE, label_width},
    },
};

use super::label::{LABEL_LIMIT, is_inside, write};

const OPACITY: f64 = 0.55;
/// Half the width of a marker's flag, and its height.
const FLAG: (f64, f64) = (4.5, 6.0);
/// Rows of labels under the upper edge.
const ROWS: u32 = 3;
const ROW_HEIGHT: f64 = 15.0;

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
            color: marker.color.over(chart.palette.surface, OPACITY),
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
        let text = clean(&marker.label, LABEL_LIMIT);
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
