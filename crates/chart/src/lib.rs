//! Series in, pictures out: the same drawing as SVG for the screen and as PNG for an export.
//!
//! Each module uses only those before it: `text`, `model` (what a chart is made of), `calendar`, `scene` (what is drawn, in CSS
//! pixels), `axis`, `marks`, `plots` (a kind each), `dress`, `paint` (SVG and PNG), `picture`.
//!
//! Deliberately not here: input/output, clocks, lists of languages, what a binding or a tile is. Everything comes in as a parameter,
//! so a picture is a pure function of its [`Chart`].

// The samples of the tests name the crate as any other user of it.
#[cfg(test)]
extern crate self as tilework_chart;

mod axis;
mod calendar;
mod dress;
mod marks;
mod model;
mod paint;
mod picture;
mod plots;
mod scene;
mod text;

pub use calendar::{Back, Every, calendar, shift_back, steps};
pub use model::{
    Axis, AxisScale, Bar, Bars, Bin, Chart, ChartError, Color, Dress, Histogram, InvalidColor,
    Legend, Line, Locale, Marker, Palette, Plot, Point, Row, Scales, Scatter, Segment, Shares,
    Side, State, Style, Threshold,
};
pub use picture::{Drawing, draw_png, draw_svg};
pub use plots::downsample;
