//! What things are in Tilework, and the rules they obey.
//!
//! Deliberately not here: async, input/output, clocks, randomness, tauri. Time and new ids come in as parameters, so every
//! rule of this crate can be tested as a table of inputs and outputs.

pub mod availability;
pub mod backoff;
pub mod binding;
pub mod broker;
pub mod bytes;
pub mod certificate;
pub mod command;
pub mod connection;
pub mod dashboard;
pub mod decode;
pub mod filter_tree;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod habit;
pub mod id;
pub mod instant;
pub mod kind;
pub mod layout;
pub mod migrate;
pub mod now;
pub mod number;
pub mod paste;
pub mod payload;
pub mod picture;
pub mod preset;
pub mod problem;
pub mod reading;
pub mod reason;
pub mod secret;
pub mod template;
pub mod tile;
pub mod topic;
pub mod transport;
pub mod value;

/// Milliseconds since 1970-01-01T00:00:00Z, as this device's clock tells them.
pub type Millis = i64;
