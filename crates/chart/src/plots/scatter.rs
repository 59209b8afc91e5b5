//! Two series against each other.

use std::collections::HashSet;

use super::{Drawn, Plot};
use crate::{
    axis::{Axes, Data, Scale, bottom, draw_grid, draw_up_labels, extent, join},
    marks::{draw_bands, draw_thresholds},
    model::{Chart, Color, Scatter, Side},
    scene::{Corner, Frame, Part, Scene, Shape},
};

const RADIUS: f64 = 2.5;
/// So that many dots on one place are seen to be many.
const OPACITY: f64 = 0.6;
const COMPARE_OPACITY: f64 = 0.35;
/// CSS pixels: of the dots in a square of this size only the first is drawn.
const SQUARE: f64 = 0.5;
/// With more dots than this the squares become larger: a million samples cost what a few thousand do, and an outlier stays.
const MOST_DOTS: usize = 4_000;

impl Plot for Scatter<'_> {
    fn draw(&self, chart: &Chart<'_>, outer: Frame, scene: &mut Scene) -> Drawn {
        let of = |points: &[Corner], up: bool| {
            // A pair without a place on the other axis is not drawn, so it widens this one neither.
            let usable = |(x, y): &&Corner| {
                let place = |value: f64, log: bool| value.is_finite() && !(log && value <= 0.0);
                place(*x, self.bottom.logarithmic) && place(*y, chart.left.logarithmic)
            };
            let values = points.iter().filter(usable);
            extent(values.map(|(x, y)| if up { *y } else { *x }), false)
        };
        let both = |up: bool| join(of(self.points, up), of(self.compare, up));
        let data = Data {
            left: both(true),
            right: None,
            left_used: true,
        };
        let axes = Axes::new(chart, outer, data);
        let scale = bottom::scale(chart, &self.bottom, both(false), &axes);
        draw_grid(chart, &axes, scene);
        bottom::draw_grid(chart, &scale, axes.frame, scene);
        draw_bands(chart, &axes, scene);
        let faint = self.color.over(chart.palette.surface, COMPARE_OPACITY);
        draw_dots(&axes, &scale, self.compare, Part::Compare(0), faint, scene);
        draw_dots(
            &axes,
            &scale,
            self.points,
            Part::Series(0),
            self.color,
            scene,
        );
        draw_up_labels(chart, &axes, scene);
        bottom::draw_labels(chart, &scale, &axes, scene);
        draw_thresholds(chart, &axes, scene);
        Drawn {
            axes,
            bottom: Some(scale),
        }
    }

    fn samples(&self, _: &Chart<'_>) -> usize {
        self.points.len()
    }
}

#[allow(clippy::cast_possible_truncation)] // inside of the picture
fn draw_dots(
    axes: &Axes,
    scale: &Scale,
    points: &[Corner],
    part: Part,
    color: Color,
    scene: &mut Scene,
) {
    let frame = axes.frame;
    let mut seen = HashSet::new();
    let square = if points.len() > MOST_DOTS {
        (frame.width() * frame.height() / MOST_DOTS as f64)
            .sqrt()
            .max(SQUARE)
    } else {
        SQUARE
    };
    for (x, y) in points {
        let (Some(x), Some(y)) = (bottom::x(scale, frame, *x), axes.y(Side::Left, *y)) else {
            continue;
        };
        let place = ((x / square).floor() as i32, (y / square).floor() as i32);
        if (frame.top - 0.5..=frame.bottom + 0.5).contains(&y) && seen.insert(place) {
            let dot = Shape::Dot {
                center: (x, y),
                radius: RADIUS,
                color,
                opacity: OPACITY,
            };
            scene.add(part, dot);
        }
    }
}
