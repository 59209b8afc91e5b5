//! Tables that people bring.

use serde::{Deserialize, Serialize};
use tilework_core::id::BindingKey;
pub use tilework_history::table::{RowFault, RowProblem};
use ts_rs::TS;

use crate::asker::WorkId;

/// One piece of a table that a person brings; pieces come in order, cut anywhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPiece {
    /// `None` begins an import; the answer to it says the number of the next pieces.
    pub import: Option<WorkId>,
    /// Whose series the samples go to.
    pub binding: BindingKey,
    /// Into this series of the binding; `None`: the one that it has or would have.
    pub into: Option<u32>,
    /// Only rows whose column `series` says so; `None`: all rows, or the file has no such column.
    pub series: Option<String>,
    pub text: String,
    /// No piece follows.
    pub last: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    pub import: WorkId,
    /// Samples taken so far.
    #[ts(type = "number")]
    pub samples: u64,
    /// Samples that were there already.
    #[ts(type = "number")]
    pub known: u64,
    /// Samples that are older than what is kept.
    #[ts(type = "number")]
    pub too_old: u64,
    /// Rows of other series.
    #[ts(type = "number")]
    pub others: u64,
    /// Rows that could not be read, the first 20; `wrong_rows` counts all.
    pub problems: Vec<RowProblem>,
    #[ts(type = "number")]
    pub wrong_rows: u64,
}
