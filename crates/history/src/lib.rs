//! History: samples on the disk, and what charts ask of them.
//!
//! Deliberately not here: async, tiles, bindings of tiles, pictures, calendars. A caller names a [`Source`], records samples, and asks;
//! every call blocks at most as long as SQLite does, but recording never does.

mod meter;
mod model;
pub mod query;
mod read;
mod store;
pub mod table;

#[cfg(fuzzing)]
pub use store::fuzzing;

pub use meter::{Climb, Meter};
pub use model::{Bucket, HistoryError, Kind, Level, Outage, Sample, SeriesId, Source, Value};
pub use read::Read;
pub use store::{
    Clock, History, Imported, Keep, Options, Overview, Reader, Recording, Retention, Status,
    StoredSeries,
};
