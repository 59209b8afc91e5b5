//! What happens over time: connections, feed, documents.
//!
//! Deliberately not here: tauri, the system's keyring, the demo. They come in through [`ports`].

pub mod api;
mod board;
mod clock;
mod commands;
mod connection;
mod documents;
mod engine;
mod feed;
mod interests;
mod link;
pub mod ports;
mod rooms;
mod taps;

pub use engine::{Engine, Ports};
