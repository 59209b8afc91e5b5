//! What happens over time: connections, feed, documents.
//!
//! Deliberately not here: tauri, the system's keyring, the demo. They come in through [`ports`].

pub mod api;
mod asker;
mod board;
mod client;
mod clock;
mod connection;
mod documents;
mod engine;
mod error;
mod feed;
mod fresh;
mod interests;
mod link;
mod notices;
pub mod ports;
mod rooms;
mod starts;
mod taps;
pub mod tasks;
mod who;

/// What `cargo xtask fuzz` feeds.
#[cfg(fuzzing)]
pub use link::fuzzing;

pub use client::Client;
pub use engine::Engine;
pub use ports::Ports;
pub use who::{Right, Who};
