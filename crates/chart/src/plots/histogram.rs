//! How long each range of values held.

use super::{Drawn, Plot};
use crate::{
    axis::{Axes, Data, Scale, bottom, draw_grid, draw_up_labels, extent},
    marks::upright,
    model::{Axis, Bin, Chart, Histogram, Side},
    scene::{
        Corner, Frame, Part, Scene, Shape,
        outlines::{Radii, fill, rounded},
    },
};

const OPACITY: f64 = 0.92;
/// Of several series one over the other.
const SHEER: f64 = 0.22;
const OUTLINE: f64 = 1.5;
const RADIUS: f64 = 2.0;
/// Between two bars.
const BETWEEN: f64 = 1.0;

impl Plot for Histogram<'_> {
    fn draw(&self, chart: &Chart<'_>, outer: Frame, scene: &mut Scene) -> Drawn {
        let bins = || self.series.iter().flat_map(|series| series.bins);
        let shares = bins().map(|bin| bin.share * 100.0).chain([0.0]);
        let data = Data {
            left: extent(shares, false).filter(|(_, most)| *most > 0.0),
            right: None,
            left_used: true,
        };
        let whole = chart;
        // The values of thresholds are those of the other axis.
        let chart = &Chart {
            left: Axis {
                unit: Some("%".to_owned()),
                minimum: Some(0.0),
                maximum: chart.left.maximum.filter(|maximum| *maximum > 0.0),
                logarithmic: false,
            },
            right: None,
            thresholds: Vec::new(),
            ..chart.clone()
        };
        let axes = Axes::new(chart, outer, data);
        let values = extent(bins().flat_map(|bin| [bin.from, bin.to]), false);
        // The bins have round edges already, or those that the person asked for: nothing goes out to the next tick.
        let axis = Axis {
            logarithmic: false,
            minimum: self.bottom.minimum.or(values.map(|(low, _)| low)),
            maximum: self.bottom.maximum.or(values.map(|(_, high)| high)),
            ..self.bottom.clone()
        };
        let scale = bottom::scale(chart, &axis, values, &axes);
        draw_grid(chart, &axes, scene);
        upright::draw_bands(whole, &axes, &scale, scene);
        let alone = self.series.len() == 1;
        for (index, series) in self.series.iter().enumerate().rev() {
            let part = Part::Series(index);
            if alone {
                let radii = Radii {
                    top: RADIUS,
                    bottom: 0.0,
                };
                let frames = series
                    .bins
                    .iter()
                    .filter_map(|bin| frame_of(&axes, &scale, bin));
                for mut frame in frames {
                    if frame.width() > 4.0 {
                        frame.right -= BETWEEN;
                    }
                    scene.add(part, fill(rounded(frame, radii), series.color, OPACITY));
                }
            } else if let Some(path) = skyline(&axes, &scale, series.bins) {
                scene.add(part, fill(path.clone(), series.color, SHEER));
                let outline = Shape::Line {
                    path,
                    color: series.color,
                    width: OUTLINE,
                };
                scene.add(part, outline);
            }
        }
        draw_up_labels(chart, &axes, scene);
        bottom::draw_labels(chart, &scale, &axes, scene);
        upright::draw_lines(whole, &axes, &scale, scene);
        Drawn {
            axes,
            bottom: Some(scale),
        }
    }

    fn samples(&self, _: &Chart<'_>) -> usize {
        self.series.iter().map(|of| of.bins.len()).sum()
    }
}

fn frame_of(axes: &Axes, scale: &Scale, bin: &Bin) -> Option<Frame> {
    let plot = axes.frame;
    let x = |value: f64| {
        let part = scale.part(value)?.clamp(0.0, 1.0);
        Some(plot.left + part * plot.width())
    };
    let top = axes.y(Side::Left, bin.share * 100.0)?.max(plot.top);
    let frame = Frame {
        left: x(bin.from)?,
        top: top.min(plot.bottom),
        right: x(bin.to)?,
        bottom: plot.bottom,
    };
    (frame.right > frame.left && frame.bottom > frame.top).then_some(frame)
}

/// The outline of all bins together.
fn skyline(axes: &Axes, scale: &Scale, bins: &[Bin]) -> Option<Vec<Corner>> {
    let floor = axes.frame.bottom;
    let frames: Vec<Frame> = bins
        .iter()
        .filter_map(|bin| frame_of(axes, scale, bin))
        .collect();
    let mut path = vec![(frames.first()?.left, floor)];
    for frame in &frames {
        if path
            .last()
            .is_some_and(|(x, _)| (frame.left - x).abs() > 0.01)
        {
            path.extend(path.last().map(|(x, _)| (*x, floor)));
            path.push((frame.left, floor));
        }
        path.extend([(frame.left, frame.top), (frame.right, frame.top)]);
    }
    path.push((frames.last()?.right, floor));
    Some(path)
}
