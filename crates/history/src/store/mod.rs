//! The store: `history.db` and the thread that writes it.
//!
//! [`History`] is the handle. What it is told goes to memory under a lock that is held for moments, and from there with the next batch to
//! the file, where samples lie in blocks and their rollups beside them. Reading goes past the writer, on connections of its own.

mod blocks;
mod bytes;
mod cell;
mod changes;
mod chunk;
mod chunk_rows;
mod codec;
mod fault;
mod file;
mod fold;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod history;
mod inbox;
mod jobs;
mod ledger;
mod maintenance;
mod open_block;
mod open_series;
mod outages;
mod pool;
mod reader;
mod registry;
mod rollups;
mod scale;
mod settings;
mod stored;
mod sweep;
mod types;
mod words;
mod writer;

pub use history::History;
pub use reader::Reader;
pub use types::{
    Clock, Imported, Keep, Options, Overview, Recording, Retention, Status, StoredSeries,
};
