//! What a chart is made of, whatever it plots.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    axis::{Axis, Side},
    color::Color,
    dress::Dress,
    locale::Locale,
    marks::{Marker, Threshold},
    plot::Plot,
};

/// A picture is a pure function of this.
#[derive(Debug, Clone)]
pub struct Chart<'a> {
    pub plot: Plot<'a>,
    /// CSS pixels, 40 to 4,096.
    pub width: u32,
    /// CSS pixels, 20 to 4,096.
    pub height: u32,
    /// Milliseconds since 1970, before `to`, from the year 0 to 9999. Scatters and histograms only pass it on.
    pub from: i64,
    pub to: i64,
    /// Without axes it is a sparkline: no labels, no grid, from edge to edge.
    pub axes: bool,
    pub left: Axis,
    pub right: Option<Axis>,
    /// At most 64; for all but timelines. Those of a histogram are upright, at values of its bottom axis.
    pub thresholds: Vec<Threshold>,
    /// At most 256; for plots over time.
    pub markers: Vec<Marker>,
    pub palette: Palette,
    pub locale: Locale,
    /// What an exported picture has around the plot, on a background.
    pub dress: Option<Dress<'a>>,
}

/// The theme's colours: the UI's tokens are their only list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ChartPalette")]
pub struct Palette {
    /// Behind a PNG and an export. Any other SVG has no background: what it lies on shines through.
    pub surface: Color,
    /// Of the labels.
    pub text: Color,
    /// Of the grid's lines.
    pub grid: Color,
    /// Of the states of a timeline, in turn; on is the series' own colour, off is `grid`.
    pub states: Vec<Color>,
}

impl Chart<'_> {
    /// The axis that a series or a threshold belongs to, as far as there is one.
    pub(crate) fn side(&self, side: Side) -> Side {
        if self.right.is_some() {
            side
        } else {
            Side::Left
        }
    }
}
