//! What goes next to make room.

use tilework_core::Millis;

use crate::SeriesId;

/// The first of a kind that a series has; ordered by what goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Next {
    /// Hours are small and say much: they are the last to go.
    pub hours: bool,
    pub end: Millis,
    pub what: What,
    pub series: SeriesId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Block,
    Chunk,
}
