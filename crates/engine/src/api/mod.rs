//! Everything a host (the Tauri shell, later a headless one) can ask of the engine, and the types it speaks.

include!("table.rs");

mod brokers;
mod charts;
mod commands;
mod error;
mod history;
mod types;

pub use brokers::*;
pub use charts::*;
pub use commands::Api;
pub use error::AppError;
pub use history::*;
pub use types::*;

#[cfg(test)]
mod bindings;
