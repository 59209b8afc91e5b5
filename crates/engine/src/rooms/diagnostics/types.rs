//! How the app fares, in figures. No text from a person, a broker or a device is in it, so that it can go into a report.

use serde::Serialize;
use tilework_core::{Millis, id::BrokerId};
use tilework_history::Recording;
use ts_rs::TS;

use crate::connection::Counters;
pub use crate::tasks::{Task, TaskFaults};

/// How everything is at one instant. Rates are the differences of two.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostics {
    #[ts(type = "number")]
    pub at: Millis,
    /// Milliseconds since the engine was opened.
    #[ts(type = "number")]
    pub running: Millis,
    /// "linux x86_64".
    pub system: String,
    /// Of the app's own process, without the window's where the system gives it one of its own. `None`: the system does not say.
    #[ts(type = "number | null")]
    pub memory: Option<u64>,
    /// Windows and browsers that are shown something.
    pub clients: u32,
    /// Tiles' bindings at work.
    pub bindings: u32,
    /// How often one was switched off because its template took too long or made too much.
    #[ts(type = "number")]
    pub switched_off: u64,
    pub brokers: Vec<BrokerFigures>,
    /// `None`: it could not be opened at the start.
    pub history: Option<HistoryFigures>,
    pub files: Vec<FileFigures>,
    /// What panicked, and went on. Faults in what hears of messages are counted with their broker.
    pub faults: Vec<TaskFaults>,
}

/// What waits, of what may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Depth {
    #[ts(type = "number")]
    pub now: u64,
    #[ts(type = "number")]
    pub most: u64,
}

/// One connection's.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerFigures {
    pub broker: BrokerId,
    /// Since the app started.
    pub counters: Counters,
    /// Bytes of the messages that were left out because there were too many.
    #[ts(type = "number")]
    pub shed_bytes: u64,
    /// Presses and other requests on their way to the connection. `None`: the broker is switched off.
    pub requests: Option<Depth>,
    pub latency_ms: Option<f64>,
}

/// How recording goes, since the app started.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryFigures {
    pub state: RecordingState,
    /// Samples and changes on their way to the disk.
    pub waiting: Depth,
    /// Samples that found no room.
    #[ts(type = "number")]
    pub dropped: u64,
    /// Outages and interruptions that found none.
    #[ts(type = "number")]
    pub dropped_outages: u64,
    /// Samples that were older than what is kept.
    #[ts(type = "number")]
    pub too_old: u64,
}

/// [`Recording`] without the system's words, in which a path may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordingState {
    On,
    Paused,
    DiskFull,
    Failed,
}

impl From<&Recording> for RecordingState {
    fn from(recording: &Recording) -> Self {
        match recording {
            Recording::On => Self::On,
            Recording::Paused => Self::Paused,
            Recording::DiskFull => Self::DiskFull,
            Recording::Failed { .. } => Self::Failed,
        }
    }
}

/// A file of the data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileFigures {
    pub file: DataFile,
    /// With its log.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Damaged ones that were set aside and lie beside it.
    pub set_aside: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DataFile {
    /// Brokers and dashboards.
    Documents,
    History,
}
