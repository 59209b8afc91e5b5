//! What is drawn over a plot to compare it with.

use super::{axis::Side, color::Color};

/// A line across the plot, or a band when it has a second value. What is not finite is not drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold<'a> {
    pub value: f64,
    /// The other edge of a band.
    pub to: Option<f64>,
    pub color: Color,
    /// Written at the line where there is room; may be empty.
    pub label: &'a str,
    pub side: Side,
}

/// An instant to point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker<'a> {
    /// Milliseconds since 1970; those outside of the chart are not drawn.
    pub at: i64,
    pub color: Color,
    /// Written at the flag where there is room; may be empty.
    pub label: &'a str,
}
