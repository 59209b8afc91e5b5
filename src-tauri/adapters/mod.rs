//! What the engine needs from its host, made of what this system has. See `tilework_engine::ports`.

pub mod demo;
pub mod preferences;
pub mod save_place;
pub mod secrets;
