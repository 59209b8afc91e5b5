//! What an exported picture has around its plot.

use super::color::Color;

/// Texts around an exported plot. Each is cut where it does not fit, and left out where the plot would become too small.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dress<'a> {
    pub title: Option<&'a str>,
    /// For example the range in words.
    pub subtitle: Option<&'a str>,
    pub legend: Vec<Legend<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Legend<'a> {
    pub label: &'a str,
    pub color: Color,
}
