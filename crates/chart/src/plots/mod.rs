//! The kinds of plot: each draws its own data, and all that lies under and over it, in order.

mod bars;
mod histogram;
mod lines;
mod scatter;
mod timeline;

use crate::{
    axis::{Axes, Scale},
    model::{self, Chart},
    scene::{Frame, Scene},
};

pub use lines::downsample;

/// What every kind of plot is to a picture.
pub(crate) trait Plot {
    /// Draws it into `outer`, from the grid to the labels of thresholds.
    fn draw(&self, chart: &Chart<'_>, outer: Frame, scene: &mut Scene) -> Drawn;

    /// As [`crate::Scales::samples`] has it.
    fn samples(&self, chart: &Chart<'_>) -> usize;
}

/// Where it came to lie.
pub(crate) struct Drawn {
    pub axes: Axes,
    /// Where the bottom stands for values instead of times.
    pub bottom: Option<Scale>,
}

impl Drawn {
    fn over_time(axes: Axes) -> Self {
        Self { axes, bottom: None }
    }
}

pub(crate) fn of<'a>(chart: &'a Chart<'a>) -> &'a dyn Plot {
    match &chart.plot {
        model::Plot::Lines(lines) => lines,
        model::Plot::Bars(bars) => bars,
        model::Plot::Timeline(rows) => rows,
        model::Plot::Scatter(scatter) => scatter,
        model::Plot::Histogram(histogram) => histogram,
    }
}
