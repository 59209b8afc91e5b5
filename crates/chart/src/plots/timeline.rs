//! Which state held when: a row for each series.

use super::{Drawn, Plot};
use crate::{
    axis::{Axes, Data, SIDE_BEARING, STROKE, draw_bottom_labels, heights, time_labels},
    marks::draw_markers,
    model::{Chart, Color, Row, Segment, State},
    scene::{
        Anchor, Frame, Label, Part, Scene, Shape,
        outlines::{Radii, fill, hatching, rounded},
    },
    text::{
        clean, fit,
        font::{CAPITAL, LABEL_SIZE, label_width},
    },
};

/// Of a row's height, for its band, and that band's limits in CSS pixels.
const BAND: f64 = 0.64;
const HIGHEST_BAND: f64 = 44.0;
const LOWEST_BAND: f64 = 3.0;
const RADIUS: f64 = 3.0;
/// Between two segments that are wide enough for it.
const BETWEEN: f64 = 1.0;
const HATCH_DISTANCE: f64 = 5.0;
const MIXED_OPACITY: f64 = 0.4;
const LABEL_LIMIT: usize = 60;
const WORD_LIMIT: usize = 60;
/// Between a word and the edges of its segment.
const PADDING: f64 = 6.0;
/// From this width on the labels stand beside their rows; else above them.
const WIDTH_FOR_COLUMN: f64 = 420.0;
const COLUMN: f64 = 0.24;
const COLUMN_GAP: f64 = 13.0;
/// Of a label above its row, with the gap.
const LABEL_HEIGHT: f64 = 15.0;
const HEIGHT_FOR_LABEL: f64 = 30.0;

impl Plot for Vec<Row<'_>> {
    fn draw(&self, chart: &Chart<'_>, outer: Frame, scene: &mut Scene) -> Drawn {
        Drawn::over_time(draw(chart, self, outer, scene))
    }

    fn samples(&self, chart: &Chart<'_>) -> usize {
        let segments = self.iter().flat_map(|row| row.segments);
        let shown = segments.filter(|of| of.to > chart.from && of.from < chart.to);
        shown.count()
    }
}

fn draw(chart: &Chart<'_>, rows: &[Row<'_>], outer: Frame, scene: &mut Scene) -> Axes {
    let mut axes = Axes::new(chart, outer, Data::default());
    let labels: Vec<String> = rows
        .iter()
        .map(|row| clean(row.label, LABEL_LIMIT))
        .collect();
    let widest = labels
        .iter()
        .map(|label| label_width(label))
        .fold(0.0, f64::max);
    let beside = chart.axes && outer.width() >= WIDTH_FOR_COLUMN && widest > 0.0;
    let column = widest.min(outer.width() * COLUMN).ceil();
    axes.frame.left = match (chart.axes, beside) {
        (true, true) => outer.left + column + COLUMN_GAP,
        (true, false) => outer.left + STROKE / 2.0,
        (false, _) => outer.left,
    };
    axes.frame.right = if chart.axes {
        outer.right - STROKE / 2.0
    } else {
        outer.right
    };
    if chart.axes {
        (axes.frame.top, axes.frame.bottom) = heights(outer, axes.bottom_labels);
    }
    let ticks = if axes.bottom_labels {
        time_labels(chart, &axes)
    } else {
        Vec::new()
    };
    for tick in &ticks {
        let line = Frame {
            left: tick.middle - 0.5,
            right: tick.middle + 0.5,
            ..axes.frame
        };
        scene.rectangle(Part::Grid, line, chart.palette.grid, 1.0);
    }
    let height = axes.frame.height() / rows.len().max(1) as f64;
    let above = chart.axes && !beside && height >= HEIGHT_FOR_LABEL && widest > 0.0;
    for (index, (row, label)) in rows.iter().zip(&labels).enumerate() {
        let top = axes.frame.top + height * index as f64;
        let label_height = if above { LABEL_HEIGHT } else { 0.0 };
        let room = height - label_height;
        let part = if above { 0.8 } else { BAND };
        let band = (room * part).clamp(LOWEST_BAND.min(height), HIGHEST_BAND);
        let middle = top + label_height + room / 2.0;
        let band = Frame {
            left: axes.frame.left,
            top: middle - band / 2.0,
            right: axes.frame.right,
            bottom: middle + band / 2.0,
        };
        let at = if above {
            Some((outer.left + SIDE_BEARING, band.top - 5.0))
        } else if beside && height >= LABEL_SIZE + 2.0 {
            Some((
                outer.left + SIDE_BEARING,
                middle + LABEL_SIZE * CAPITAL / 2.0,
            ))
        } else {
            None
        };
        if let Some(at) = at {
            let most = if above { outer.width() - 2.0 } else { column };
            let text = fit(label, most, label_width);
            let label = Label::new(&text, at, Anchor::Left, chart.palette.text);
            scene.label(Part::Labels, label);
        }
        for segment in row.segments {
            draw_segment(chart, &axes, Part::Series(index), row, segment, band, scene);
        }
    }
    draw_bottom_labels(chart, outer, ticks, scene);
    draw_markers(chart, &axes, scene);
    axes
}

fn color_of(chart: &Chart<'_>, row: &Row<'_>, state: State<'_>) -> Option<Color> {
    let states = &chart.palette.states;
    match state {
        State::Nothing => None,
        State::Off => Some(chart.palette.grid),
        State::On => Some(row.color),
        State::Word { index, .. } if !states.is_empty() => Some(states[index % states.len()]),
        State::Word { .. } => Some(row.color),
        State::Mixed => Some(row.color.over(chart.palette.surface, MIXED_OPACITY)),
    }
}

fn draw_segment(
    chart: &Chart<'_>,
    axes: &Axes,
    part: Part,
    row: &Row<'_>,
    segment: &Segment<'_>,
    band: Frame,
    scene: &mut Scene,
) {
    let Some(color) = color_of(chart, row, segment.state) else {
        return;
    };
    if segment.to < chart.from || segment.from > chart.to {
        return;
    }
    let from = axes.x(chart, segment.from).max(band.left);
    let to = axes.x(chart, segment.to).min(band.right);
    let between = if to - from >= 4.0 { BETWEEN } else { 0.0 };
    // A short state is still a state: a pixel of it is always seen.
    let right = (to - between).max(from + 1.0).min(band.right);
    let frame = Frame {
        left: from.min(band.right - 1.0),
        right,
        ..band
    };
    let radius = if frame.width() >= 6.0 { RADIUS } else { 0.0 };
    let radii = Radii {
        top: radius,
        bottom: radius,
    };
    scene.add(part, fill(rounded(frame, radii), color, 1.0));
    let word = match segment.state {
        State::On => &chart.locale.on,
        State::Off => &chart.locale.off,
        State::Word { text, .. } => text,
        State::Nothing => return,
        State::Mixed => {
            for stroke in hatching(frame, HATCH_DISTANCE) {
                let line = Shape::Line {
                    path: stroke.to_vec(),
                    color: row.color,
                    width: 1.0,
                };
                scene.add(part, line);
            }
            return;
        }
    };
    let word = clean(word, WORD_LIMIT);
    let most = frame.width() - 2.0 * PADDING;
    let high_enough = frame.height() >= LABEL_SIZE + 3.0;
    if chart.axes && high_enough && !word.is_empty() && label_width(&word) <= most {
        let at = (
            frame.left + PADDING,
            f64::midpoint(frame.top, frame.bottom) + LABEL_SIZE * CAPITAL / 2.0,
        );
        let color = if segment.state == State::Off {
            chart.palette.text
        } else {
            color.readable()
        };
        scene.label(part, Label::new(&word, at, Anchor::Left, color));
    }
}
