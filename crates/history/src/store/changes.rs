//! What is written besides samples, and what is committed together.

use tilework_core::Millis;

use super::outages::OutageOf;
use crate::{Sample, SeriesId};

/// In the order in which it came.
#[derive(Debug, Clone)]
pub enum Change {
    /// With the time to which the app was surely running before.
    Opened {
        alive: Option<Millis>,
        now: Millis,
    },
    Series(SeriesId),
    Word(SeriesId, u32, String),
    OutageBegan(OutageOf, Millis),
    OutageEnded(OutageOf, Millis),
    Paused(bool, Millis),
}

#[derive(Debug, Default)]
pub struct Batch {
    pub samples: Vec<(SeriesId, Sample)>,
    pub changes: Vec<Change>,
}
