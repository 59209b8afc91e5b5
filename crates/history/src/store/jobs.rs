//! What callers want of the writer, besides that it writes.

use std::sync::mpsc;

use super::{
    fault::BadRow,
    types::{Added, Keep, Retention},
};
use crate::{HistoryError, Sample, SeriesId};

/// Where the outcome goes. Who asked may be gone.
pub type Answer<T> = mpsc::Sender<Result<T, HistoryError>>;

#[derive(Debug)]
pub enum Job {
    /// Whether all that was recorded before lies in the file.
    Flush(Answer<()>),
    SetRetention(Retention, Answer<()>),
    SetKeep(SeriesId, Keep, Answer<()>),
    Delete(SeriesId, Answer<()>),
    /// Answered when all that is too old, too much or deleted is gone.
    Settle(Answer<()>),
    /// Pages to the system, as many as this.
    GiveBack(u64, Answer<GivenBack>),
    /// Everything from the log into the file.
    Checkpoint(Answer<()>),
    Import(SeriesId, Vec<Sample>, Answer<Added>),
    /// A reader met it.
    Repair(SeriesId, BadRow),
    /// Whether the file as a whole is sound: a reader met damage.
    Examine,
}

/// Pages.
#[derive(Debug, Clone, Copy)]
pub struct GivenBack {
    pub given: u64,
    pub left: u64,
}
