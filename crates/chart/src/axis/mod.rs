//! Axes: from the range of what is drawn to ticks, labels and places.

mod axes;
mod beside;
pub(crate) mod bottom;
mod digits;
mod logarithm;
mod numbers;
mod scale;
mod times;
mod under;
mod up;

pub(crate) use axes::{Axes, Data, STROKE, heights};
pub(crate) use beside::{draw_grid, draw_up_labels};
pub(crate) use scale::{Extent, Scale, extent, join};
pub(crate) use under::{BottomLabel, draw_bottom_labels, time_labels, times};
pub(crate) use up::SIDE_BEARING;
