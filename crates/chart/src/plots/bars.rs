//! Bars of the calendar: of several series side by side, from zero up or down.

use super::{Drawn, Plot};
use crate::{
    axis::{
        Axes, BottomLabel, Data, Extent, draw_bottom_labels, draw_grid, draw_up_labels, extent,
        join, times,
    },
    marks::{draw_bands, draw_markers, draw_thresholds},
    model::{Bar, Bars, Chart, Side},
    scene::{
        Frame, Part, Scene,
        outlines::{Radii, fill, rounded},
    },
};

/// Of a span's width, between its bars and those of the next, and its limit in CSS pixels.
const SPACE: f64 = 0.3;
const MOST_SPACE: f64 = 14.0;
/// Between two bars of one span.
const BETWEEN: f64 = 1.0;
const RADIUS: f64 = 3.0;
const OPACITY: f64 = 0.92;
const COMPARE_OPACITY: f64 = 0.28;
/// Of a bar's width, where another is behind it.
const SLIM: f64 = 0.62;

impl Plot for Vec<Bars<'_>> {
    fn draw(&self, chart: &Chart<'_>, outer: Frame, scene: &mut Scene) -> Drawn {
        Drawn::over_time(draw(chart, self, outer, scene))
    }

    fn samples(&self, chart: &Chart<'_>) -> usize {
        let bars = self.iter().flat_map(|of| of.bars);
        let shown = bars.filter(|bar| bar.value.is_some() && is_inside(chart, bar));
        shown.count()
    }
}

fn is_inside(chart: &Chart<'_>, bar: &Bar) -> bool {
    bar.to > chart.from && bar.from < chart.to
}

fn draw(chart: &Chart<'_>, series: &[Bars<'_>], outer: Frame, scene: &mut Scene) -> Axes {
    let chart = &with_zero(chart);
    let axes = Axes::new(chart, outer, data(chart, series));
    draw_grid(chart, &axes, scene);
    draw_bands(chart, &axes, scene);
    for (index, of) in series.iter().enumerate() {
        let place = (index, series.len());
        let color = of.color.over(chart.palette.surface, COMPARE_OPACITY);
        for bar in of.compare {
            if let Some((frame, up)) = frame_of(chart, &axes, bar, of.side, place, 1.0) {
                let path = rounded(frame, radii(up));
                scene.add(Part::Compare(index), fill(path, color, 1.0));
            }
        }
    }
    for (index, of) in series.iter().enumerate() {
        let place = (index, series.len());
        let width = if of.compare.is_empty() { 1.0 } else { SLIM };
        for bar in of.bars {
            if let Some((frame, up)) = frame_of(chart, &axes, bar, of.side, place, width) {
                let path = rounded(frame, radii(up));
                scene.add(Part::Series(index), fill(path, of.color, OPACITY));
            }
        }
    }
    draw_zero(chart, &axes, scene);
    draw_up_labels(chart, &axes, scene);
    if axes.bottom_labels {
        let labels = labels(chart, &axes, series);
        draw_bottom_labels(chart, outer, labels, scene);
    }
    draw_markers(chart, &axes, scene);
    draw_thresholds(chart, &axes, scene);
    axes
}

/// A bar is as long as its value only if it begins at zero, whatever edges were asked for.
fn with_zero<'a>(chart: &Chart<'a>) -> Chart<'a> {
    let mut chart = chart.clone();
    for axis in [Some(&mut chart.left), chart.right.as_mut()]
        .into_iter()
        .flatten()
    {
        if !axis.logarithmic {
            axis.minimum = axis.minimum.map(|minimum| minimum.min(0.0));
            axis.maximum = axis.maximum.map(|maximum| maximum.max(0.0));
        }
        if axis.minimum == axis.maximum {
            axis.maximum = None;
        }
    }
    chart
}

fn data(chart: &Chart<'_>, series: &[Bars<'_>]) -> Data {
    let mut data = Data {
        left_used: series.is_empty(),
        ..Data::default()
    };
    for of in series {
        let side = chart.side(of.side);
        let axis = match (side, &chart.right) {
            (Side::Right, Some(right)) => right,
            _ => &chart.left,
        };
        let bars = of.bars.iter().chain(of.compare);
        let inside = bars.filter(|bar| is_inside(chart, bar));
        let values = inside.filter_map(|bar| bar.value);
        let mut found: Extent = extent(values, axis.logarithmic);
        if !axis.logarithmic && found.is_some() {
            found = join(found, Some((0.0, 0.0)));
        }
        match side {
            Side::Left => {
                data.left = join(data.left, found);
                data.left_used = true;
            }
            Side::Right => data.right = join(data.right, found),
        }
    }
    data
}

/// Where a bar is, and whether it goes up.
fn frame_of(
    chart: &Chart<'_>,
    axes: &Axes,
    bar: &Bar,
    side: Side,
    (index, count): (usize, usize),
    part: f64,
) -> Option<(Frame, bool)> {
    let plot = axes.frame;
    let side = chart.side(side);
    let end = axes.y(side, bar.value?)?;
    let zero = axes.y(side, 0.0).unwrap_or(plot.bottom);
    let (from, to) = (axes.x(chart, bar.from), axes.x(chart, bar.to));
    let span = to - from;
    let space = (span * SPACE).min(MOST_SPACE);
    let width = (span - space) / count as f64;
    let between = if width > 4.0 && count > 1 {
        BETWEEN
    } else {
        0.0
    };
    let left = from + space / 2.0 + width * index as f64 + between / 2.0;
    let width = (width - between).max(0.5);
    let middle = left + width / 2.0;
    let half = width * part / 2.0;
    let frame = Frame {
        left: (middle - half).max(plot.left),
        top: end.min(zero).max(plot.top),
        right: (middle + half).min(plot.right),
        bottom: end.max(zero).min(plot.bottom),
    };
    let visible = frame.right > frame.left && frame.bottom > frame.top;
    visible.then_some((frame, end <= zero))
}

fn radii(up: bool) -> Radii {
    if up {
        Radii {
            top: RADIUS,
            bottom: 0.0,
        }
    } else {
        Radii {
            top: 0.0,
            bottom: RADIUS,
        }
    }
}

/// What the bars stand on.
fn draw_zero(chart: &Chart<'_>, axes: &Axes, scene: &mut Scene) {
    let frame = axes.frame;
    let zero = axes.y(Side::Left, 0.0).unwrap_or(frame.bottom);
    if chart.axes && (frame.top..=frame.bottom).contains(&zero) {
        let line = Frame {
            top: zero - 0.5,
            bottom: zero + 0.5,
            ..frame
        };
        let color = chart.palette.text.over(chart.palette.grid, 0.5);
        scene.rectangle(Part::Grid, line, color, 1.0);
    }
}

/// The label of a bar stands under its middle.
fn labels(chart: &Chart<'_>, axes: &Axes, series: &[Bars<'_>]) -> Vec<BottomLabel> {
    let bars: Vec<&Bar> = series.iter().flat_map(|of| of.bars).collect();
    let shortest = bars.iter().map(|bar| bar.to.saturating_sub(bar.from)).min();
    // Days and months differ in length.
    let least = shortest.map_or(0, |shortest| shortest - shortest / 10);
    times(chart, axes, least)
        .into_iter()
        .map(|tick| {
            let its = bars.iter().find(|bar| bar.from == tick.at);
            let x = |at| axes.x(chart, at);
            BottomLabel {
                middle: its.map_or_else(|| x(tick.at), |bar| f64::midpoint(x(bar.from), x(bar.to))),
                text: tick.label,
                major: tick.major,
            }
        })
        .collect()
}
