//! Series over time as lines, areas and steps.

use super::{Drawn, Plot};
use crate::{
    axis::{
        Axes, Data, Extent, STROKE, draw_bottom_labels, draw_grid, draw_up_labels, extent, join,
        time_labels,
    },
    marks::{draw_bands, draw_markers, draw_thresholds},
    model::{Chart, Color, Line, Point, Side, Style},
    scene::{Corner, Dash, Frame, Part, Scene, Shape},
};

mod curve;
mod downsample;
mod runs;
mod thin;

use curve::smooth;
pub use downsample::downsample;
use downsample::window;
use runs::{clip_ends, clip_heights, runs};
use thin::thin;

const AREA_OPACITY: f64 = 0.13;
const COMPARE_OPACITY: f64 = 0.5;
const COMPARE_STROKE: f64 = 1.5;
const COMPARE_DASH: Dash = (3.0, 5.0);
/// Of the only sample of a series, and of one between two gaps.
const DOT_RADIUS: f64 = 3.0;
const SMALL_DOT_RADIUS: f64 = 2.2;
/// A shorter line in CSS pixels could be taken for dirt: it is a dot.
const SHORTEST_LINE: f64 = 3.0;

/// A series with as many points as the picture can show.
struct Prepared<'a> {
    line: &'a Line<'a>,
    side: Side,
    points: Vec<Point>,
    compare: Vec<Point>,
}

impl Plot for Vec<Line<'_>> {
    fn draw(&self, chart: &Chart<'_>, outer: Frame, scene: &mut Scene) -> Drawn {
        Drawn::over_time(draw(chart, self, outer, scene))
    }

    fn samples(&self, chart: &Chart<'_>) -> usize {
        let finite = |line: &Line<'_>| {
            let shown = &line.points[window(line.points, chart.from, chart.to)];
            shown.iter().filter(|point| point.value.is_finite()).count()
        };
        self.iter().map(finite).sum()
    }
}

fn draw(chart: &Chart<'_>, lines: &[Line<'_>], outer: Frame, scene: &mut Scene) -> Axes {
    let merge = |points: &[Point]| downsample(points, chart.from, chart.to, chart.width);
    let prepared: Vec<Prepared<'_>> = lines
        .iter()
        .map(|line| Prepared {
            line,
            side: chart.side(line.side),
            points: merge(line.points),
            compare: merge(line.compare),
        })
        .collect();
    let axes = Axes::new(chart, outer, data(chart, &prepared));
    draw_grid(chart, &axes, scene);
    draw_bands(chart, &axes, scene);
    // The first series is the most important: it is drawn last.
    let shapes: Vec<_> = prepared
        .iter()
        .enumerate()
        .rev()
        .map(|(index, of)| (index, of, paths(chart, &axes, of, &of.points)))
        .collect();
    for (index, of, _) in &shapes {
        let color = of.line.color.over(chart.palette.surface, COMPARE_OPACITY);
        for path in paths(chart, &axes, of, &of.compare) {
            let part = Part::Compare(*index);
            match path.as_slice() {
                [] => {}
                [only] => scene.add(part, dot(*only, SMALL_DOT_RADIUS, color, outer)),
                _ => scene.dashed(
                    part,
                    Some(COMPARE_DASH),
                    Shape::Line {
                        path,
                        color,
                        width: COMPARE_STROKE,
                    },
                ),
            }
        }
    }
    for (index, of, paths) in &shapes {
        for path in paths
            .iter()
            .filter(|path| of.line.style == Style::Area && path.len() > 1)
        {
            let mut outline = path.clone();
            outline.extend(path.last().map(|(x, _)| (*x, axes.floor)));
            outline.extend(path.first().map(|(x, _)| (*x, axes.floor)));
            let fill = Shape::Fill {
                path: outline,
                color: of.line.color,
                opacity: AREA_OPACITY,
            };
            scene.add(Part::Series(*index), fill);
        }
    }
    for (index, of, paths) in shapes {
        let radius = if paths.len() == 1 {
            DOT_RADIUS
        } else {
            SMALL_DOT_RADIUS
        };
        for path in paths {
            let shape = match path.as_slice() {
                [] => continue,
                [only] => dot(*only, radius, of.line.color, outer),
                _ => Shape::Line {
                    path,
                    color: of.line.color,
                    width: STROKE,
                },
            };
            scene.add(Part::Series(index), shape);
        }
    }
    draw_up_labels(chart, &axes, scene);
    if axes.bottom_labels {
        draw_bottom_labels(chart, outer, time_labels(chart, &axes), scene);
    }
    draw_markers(chart, &axes, scene);
    draw_thresholds(chart, &axes, scene);
    axes
}

/// At the edges of the picture it moves inwards instead of being cut.
fn dot((x, y): Corner, radius: f64, color: Color, outer: Frame) -> Shape {
    Shape::Dot {
        center: (x.min(outer.right - radius).max(outer.left + radius), y),
        radius,
        color,
        opacity: 1.0,
    }
}

fn data(chart: &Chart<'_>, prepared: &[Prepared<'_>]) -> Data {
    let mut data = Data {
        left_used: prepared.is_empty(),
        ..Data::default()
    };
    for of in prepared {
        let right = of.side == Side::Right;
        let logarithmic = match (&chart.right, right) {
            (Some(axis), true) => axis.logarithmic,
            _ => chart.left.logarithmic,
        };
        let place = |value: f64| value.is_finite() && !(logarithmic && value <= 0.0);
        let seen = |points: &[Point]| -> Extent {
            let runs = runs(points, of.line.style, (chart.from, chart.to), place);
            let values = runs.iter().flat_map(|run| clip_ends(run, 0.0, 1.0));
            extent(values.map(|(_, value)| value), logarithmic)
        };
        let found = join(seen(&of.points), seen(&of.compare));
        if right {
            data.right = join(data.right, found);
        } else {
            data.left = join(data.left, found);
            data.left_used = true;
        }
    }
    data
}

/// The unbroken parts of a line, in pixels, inside of the plot. Those with one corner are dots.
fn paths(chart: &Chart<'_>, axes: &Axes, of: &Prepared<'_>, points: &[Point]) -> Vec<Vec<Corner>> {
    let (frame, time) = (axes.frame, (chart.from, chart.to));
    let points = thin(points, time, chart.width, |value| axes.y(of.side, value));
    let drawn = |value: f64| axes.y(of.side, value).is_some();
    runs(&points, of.line.style, time, drawn)
        .iter()
        .map(|run| {
            let corners: Vec<Corner> = run
                .iter()
                .filter_map(|(x, value)| {
                    Some((frame.left + x * frame.width(), axes.y(of.side, *value)?))
                })
                .collect();
            let curve = if of.line.smooth && of.line.style != Style::Step {
                smooth(&corners)
            } else {
                corners
            };
            let inside = clip_ends(&curve, frame.left, frame.right);
            match inside.as_slice() {
                // A dot beyond fixed edges would lie about its value.
                [only] if !(frame.top - 0.5..=frame.bottom + 0.5).contains(&only.1) => Vec::new(),
                _ => clip_heights(&inside, frame),
            }
        })
        .map(|path| match path.last() {
            Some(last) if is_short(&path) => vec![*last],
            _ => path,
        })
        .filter(|path| !path.is_empty())
        .collect()
}

fn is_short(path: &[Corner]) -> bool {
    let Some((x, y)) = path.last() else {
        return false;
    };
    path.iter()
        .all(|corner| (corner.0 - x).hypot(corner.1 - y) < SHORTEST_LINE)
}
