//! What lies over a plot: thresholds and markers, with their labels.

mod label;
mod markers;
mod thresholds;
pub(crate) mod upright;

pub(crate) use markers::draw_markers;
pub(crate) use thresholds::{draw_bands, draw_thresholds};
