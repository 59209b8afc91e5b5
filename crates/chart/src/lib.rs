//! Series in, pictures out: the same drawing as SVG for the screen and as PNG for an export.
//!
//! Deliberately not here: input/output, clocks, locales, what a binding or a tile is. Everything comes in as a parameter,
//! so a picture is a pure function of its [`Chart`].

mod chart;
mod color;
mod downsample;
mod font;
mod ink;
mod numbers;
mod outline;
mod picture;
mod png;
mod smooth;
mod svg;
mod times;

pub use chart::{Chart, ChartError, Palette, Point, Scales, Series, Style};
pub use color::{Color, InvalidColor};
pub use downsample::downsample;
pub use png::draw_png;
pub use svg::{Drawing, draw_svg};
