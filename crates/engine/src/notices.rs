//! What a person must know of, found while the app started.

use parking_lot::Mutex;
use serde::Serialize;
use tilework_core::id::TileId;
use ts_rs::TS;

/// Something at the start that a person must know of. Nothing was overwritten.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Notice {
    /// The database was not readable; it was set aside as `file`, and a new one begun.
    DatabaseSetAside { file: String },
    /// The history was not readable; it was set aside as `file`, and a new one begun.
    HistorySetAside { file: String },
    /// There is no history now: nothing is recorded, charts are empty.
    HistoryNotOpened { message: String },
    /// A document of a newer version was left as it is.
    NewerDocument { name: String },
    /// A document that does not parse was left as it is.
    DamagedDocument { name: String, message: String },
    /// The demo, wanted by `TILEWORK_DEMO=1`, did not start.
    DemoFailed { message: String },
    /// The last two starts died soon. No tile is at work until the person says so.
    StartedCarefully { suspect: Option<Suspect> },
}

/// The tile that was being read when the last start died.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Suspect {
    pub tile: TileId,
    pub title: String,
}

/// Shown until the app closes.
#[derive(Debug, Default)]
pub struct Notices(Mutex<Vec<Notice>>);

impl Notices {
    pub fn add(&self, notice: Notice) {
        self.0.lock().push(notice);
    }

    /// After a careful start everything is at work again.
    pub fn started(&self) {
        let careful = |it: &Notice| matches!(it, Notice::StartedCarefully { .. });
        self.0.lock().retain(|notice| !careful(notice));
    }

    pub fn all(&self) -> Vec<Notice> {
        self.0.lock().clone()
    }
}
