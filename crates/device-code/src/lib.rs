//! The device's half of a tile: a program for the board at the other end, in many languages.
//!
//! Tiles and their broker in; files out. Pure: nothing here reads a file, a clock or a secret. A [`Device`] says, in no language, what such a
//! program must do: publish what the tiles read, obey what they send and answer on the state topic, leave a last will. A platform is a
//! folder of `templates/` that writes this down; every text in it is made a literal of its language unless it says otherwise.
//!
//! Deliberately absent: user names and passwords. A document has none, and the programs read them from their surroundings.

pub mod device;
mod literal;
mod note;
mod platform;
mod render;
#[cfg(test)]
mod tests;
mod writing;

use serde::Serialize;
use tilework_core::{broker::Broker, tile::Tile};
use ts_rs::TS;

pub use note::CodeNote;
pub use platform::{Install, PlatformId, PlatformView, platforms};

/// What a program is wanted for.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The tile's, or the dashboard's.
    pub title: &'a str,
    pub tiles: &'a [Tile],
    /// Whose topics it speaks: those of other brokers are left out.
    pub broker: &'a Broker,
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceCode {
    /// The program itself first.
    pub files: Vec<CodeFile>,
    /// What a person must know of it.
    pub notes: Vec<CodeNote>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CodeFile {
    pub name: &'static str,
    pub text: String,
}

/// Why there is no program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("there is no platform {0}")]
    NoSuchPlatform(String),
    /// A fault of ours: a template that fails.
    #[error("the template of {platform} failed: {message}")]
    Template {
        platform: &'static str,
        message: String,
    },
}

/// The program for this platform.
///
/// # Errors
/// There is no such platform; or its template fails, which tests rule out.
pub fn generate(order: &Order<'_>, platform: &str) -> Result<DeviceCode, CodeError> {
    let platform =
        platform::find(platform).ok_or_else(|| CodeError::NoSuchPlatform(platform.to_owned()))?;
    let mut device = device::Device::new(order, platform.abilities());
    device.notes.sort();
    device.notes.dedup();
    let files = render::files(platform, &device)?;
    Ok(DeviceCode {
        files,
        notes: device.notes,
    })
}
