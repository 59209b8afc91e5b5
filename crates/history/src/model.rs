//! What the history is made of.

use serde::{Deserialize, Serialize};
use tilework_core::Millis;
use ts_rs::TS;

use crate::meter::Climb;

/// What the samples of a series come from. Two tiles that read the same in the same way share one series; a tile that is deleted
/// and made again finds its history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The broker's id.
    pub broker: String,
    /// The topic filter as the tile has it.
    pub topic: String,
    /// The value template.
    pub template: Option<String>,
    /// How a payload's text becomes a value, as the binding's JSON.
    pub decode: String,
    /// The template of the sample's own time.
    pub time: Option<String>,
}

/// A source has a series for each kind of value that it gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "SeriesKind")]
pub enum Kind {
    Number,
    /// 1 is on, 0 is off. Kept when it changes.
    OnOff,
    /// The number of a word, see [`Read::words`]. Kept when it changes.
    Text,
}

/// A series in the file. Never used again for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesId(pub u32);

/// JavaScript's range of dates, in milliseconds on both sides of 1970; samples beyond it are not recorded.
pub const LATEST: Millis = 8_640_000_000_000_000;

/// A decoded value with its time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    pub at: Millis,
    /// Finite.
    pub value: f64,
}

/// A value of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", content = "value", rename_all = "camelCase")]
#[ts(rename = "HistoryValue")]
pub enum Value {
    /// Finite.
    Number(f64),
    OnOff(bool),
    Text(String),
}

/// How long the buckets of a rollup are; they begin at multiples of it since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Minute,
    Hour,
}

impl Level {
    #[must_use]
    pub const fn millis(self) -> Millis {
        match self {
            Self::Minute => 60_000,
            Self::Hour => 3_600_000,
        }
    }
}

/// All samples of a series in one bucket of a rollup. Buckets without samples are not kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    pub start: Millis,
    /// At least 1.
    pub count: u64,
    pub minimum: f64,
    pub maximum: f64,
    pub sum: f64,
    pub first: Sample,
    /// Where several samples have the same time, the last that came.
    pub last: Sample,
    /// Value times milliseconds from the first to the last sample, each value holding until the next sample.
    pub area: f64,
    /// How far the value went up over all steps between neighbours of this bucket; a step down adds the lower value if it is not negative.
    pub rise: f64,
    /// The same, as a meter goes on.
    pub climb: Climb,
}

/// A time in which nothing could be heard: the broker was away, the app was closed, recording was paused; or of one series alone,
/// whose source went on with another kind of value. What was known last holds until
/// `from`; from there to the next sample nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    pub from: Millis,
    /// After `from`.
    pub to: Millis,
}

/// Why the history could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    #[error("the disk is full")]
    DiskFull,
    /// In the words of SQLite or of the file system; samples are never in it.
    #[error("{0}")]
    Failed(String),
    /// The file is of a newer version of Tilework.
    #[error("the history was written by a newer Tilework")]
    Newer,
    /// The caller ended it.
    #[error("cancelled")]
    Cancelled,
}
