//! Upward and sideways: what is asked of an axis, and what its ends came to stand for.

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Axis<'a> {
    /// Written once, at the highest label. Hostile text is harmless; more than 12 characters are cut.
    pub unit: Option<&'a str>,
    /// `None`: from the samples. At most 1e300 either way, and below `maximum`. At most 0 counts as `None` on a logarithmic axis.
    pub minimum: Option<f64>,
    /// `None`: from the samples.
    pub maximum: Option<f64>,
    /// Values of 0 and less are not drawn.
    pub logarithmic: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    #[default]
    Left,
    /// Counts as left in a chart without a right axis.
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisScale {
    pub minimum: f64,
    pub maximum: f64,
    pub logarithmic: bool,
}
