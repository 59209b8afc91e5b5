//! Series in, pictures out: the same drawing as SVG for the screen and as PNG for an export.
//!
//! Deliberately not here: input/output, clocks, lists of languages, what a binding or a tile is. Everything comes in as a parameter,
//! so a picture is a pure function of its [`Chart`].

// The samples of the tests name the crate as any other user of it.
#[cfg(test)]
extern crate self as tilework_chart;

mod axes;
mod bars;
mod bottom;
mod calendar;
mod chart;
mod color;
mod curve;
mod dash;
mod digits;
mod downsample;
mod dress;
mod font;
mod histogram;
mod ink;
mod labels;
mod limits;
mod lines;
mod locale;
mod logarithm;
mod marks;
mod numbers;
mod outline;
mod picture;
mod plot;
mod png;
mod scale;
mod scatter;
mod scene;
mod shapes;
mod smooth;
mod svg;
mod thin;
mod timeline;
mod times;
mod upright;
mod words;
mod zone;

pub use calendar::{Back, Every, calendar, shift_back};
pub use chart::{Axis, AxisScale, Chart, Dress, Legend, Marker, Palette, Scales, Threshold};
pub use color::{Color, InvalidColor};
pub use downsample::downsample;
pub use limits::ChartError;
pub use locale::Locale;
pub use plot::{
    Bar, Bars, Bin, Histogram, Line, Plot, Point, Row, Scatter, Segment, Shares, Side, State, Style,
};
pub use png::draw_png;
pub use svg::{Drawing, draw_svg};
