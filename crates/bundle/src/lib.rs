//! Dashboards and brokers as one thing that can be taken along: a file, a link, a QR code. docs/bundle.md is the format.
//!
//! Pure: new ids come in as parameters. What is secret has no field here. Deliberately not here: what a person chose at an import, and
//! the saving of what comes of it.

mod broker;
mod fault;
mod limits;
mod link;
mod make;
mod names;
mod qr;
mod read;
mod refs;
mod scan;

pub use broker::{Address, Fields, Login, SharedBroker, ThisDevice};
pub use fault::BundleFault;
pub use limits::{
    LARGEST_DOCUMENT, LARGEST_FILE, LARGEST_LINK, MOST_BROKERS, MOST_DASHBOARDS, MOST_DEPTH,
};
pub use link::{LINK, is_link};
pub use make::{House, Part};
pub use qr::{QrCode, qr};
pub use read::read;
pub use refs::{Places, add_tiles, alike};

use serde::{Deserialize, Serialize};
use tilework_core::dashboard::Dashboard;
use ts_rs::TS;

/// The format. It is raised when an older version would misread what a newer one writes.
pub const VERSION: u32 = 1;

/// The end of a file's name.
pub const EXTENSION: &str = "tilework";

/// What is in it, which says what becomes of it at an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BundleKind {
    /// Tiles to put on a dashboard of the importer's choice.
    Tile,
    Dashboard,
    /// Brokers alone.
    Brokers,
    /// Everything there was.
    Backup,
}

/// A bundle that was read, or that is about to be written. Ids in it are refs: names that mean something inside of it alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    pub kind: BundleKind,
    pub brokers: Vec<SharedBroker>,
    pub dashboards: Vec<Dashboard>,
}
