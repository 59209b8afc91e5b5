//! What the store is told, and what it says about itself.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use tilework_core::Millis;
use ts_rs::TS;

use crate::{Kind, SeriesId, Source};

const DAY: Millis = 86_400_000;

/// How long samples are kept. What is older goes in small steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// Days; `None`: for ever. 1 to 36,500.
    pub days: Option<u32>,
    /// Megabytes (of a million bytes) of the file, 10 to 1,000,000. Beyond it the oldest samples go, whatever their age; rollups go last.
    pub megabytes: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            days: Some(365),
            megabytes: 1000,
        }
    }
}

impl Retention {
    /// Samples of a series that are older are let go of, and not taken any more.
    pub(super) fn limit(self, keep: Keep, now: Millis) -> Millis {
        let days = match keep {
            Keep::Default | Keep::Nothing => self.days,
            Keep::Days { days } => Some(days),
            Keep::Forever => None,
        };
        days.map_or(Millis::MIN, |days| {
            now - Millis::from(days.max(1)).saturating_mul(DAY)
        })
    }

    /// Bytes.
    pub(super) fn most(self) -> u64 {
        u64::from(self.megabytes) * 1_000_000
    }
}

/// What one series keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Keep {
    /// As long as everything else.
    #[default]
    Default,
    /// Longer or shorter than the others.
    Days {
        days: u32,
    },
    Forever,
    /// Nothing new is recorded; what is there stays as long as the others.
    Nothing,
}

/// Whether samples reach the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Recording {
    On,
    /// By the person; also after the next start.
    Paused,
    /// The disk is full. Samples wait in memory, the write is tried again every second.
    DiskFull,
    /// In the words of SQLite or of the system; tried again every second.
    Failed {
        message: String,
    },
}

/// How recording goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub recording: Recording,
    /// Samples that found no room in memory since the store was opened.
    pub dropped: u64,
    /// Outages and interruptions that found none: lines go on there as if something had been heard.
    pub dropped_outages: u64,
    /// Recorded samples that were older than what is kept, since the store was opened.
    pub too_old: u64,
    /// Samples and changes that wait in memory.
    pub waiting: u64,
    /// How many may.
    pub most_waiting: u64,
    /// Where the newest damaged file lies that was set aside since the store was opened, while it was open.
    pub set_aside: Option<PathBuf>,
}

/// Everything a screen about the stored data shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Of the file and its log on the disk.
    pub bytes: u64,
    /// Of these, what [`compact`](crate::History::compact) would give back, about.
    pub free_bytes: u64,
    pub retention: Retention,
    /// By their ids.
    pub series: Vec<StoredSeries>,
}

/// A series as it lies on the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSeries {
    pub series: SeriesId,
    pub source: Source,
    pub kind: Kind,
    pub keep: Keep,
    /// Kept one by one.
    pub samples: u64,
    /// Of the samples and of their rollups, without the room that SQLite needs around them.
    pub bytes: u64,
    pub oldest: Option<Millis>,
    pub newest: Option<Millis>,
}

/// What became of samples that were imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    pub taken: u64,
    /// There already; of series that are kept when they change, also those that change nothing.
    pub known: u64,
    /// Older than what is kept, or no time or value that can be kept.
    pub too_old: u64,
}

/// What became of samples that came to a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Added {
    pub taken: u64,
    pub known: u64,
    pub too_old: u64,
}

/// The wall clock, milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> Millis + Send + Sync>;

/// How the store works; the default is what the product uses.
#[derive(Clone)]
pub struct Options {
    pub clock: Clock,
    /// How long samples are gathered before they are written, 250 to 500 ms: a kill loses no more.
    pub batch: Duration,
    /// Samples that wait in memory at most (24 bytes each).
    pub waiting: usize,
    /// Outages and interruptions that wait in memory at most, about: those that are over have room always.
    pub changes: usize,
    /// For tests: the file can have no more pages (of 4,096 bytes) than this; the next write finds the disk full.
    pub pages: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Arc::new(|| {
                std::time::SystemTime::now()
                    .duration_since(std::time::UNIX_EPOCH)
                    .map_or(0, |since| since.as_millis() as Millis)
            }),
            batch: Duration::from_millis(300),
            waiting: 1_000_000,
            changes: 50_000,
            pages: None,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("batch", &self.batch)
            .field("waiting", &self.waiting)
            .field("changes", &self.changes)
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
