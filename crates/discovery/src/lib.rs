//! Devices that say what they are: from what is announced on a broker to devices, their entities, and tiles for these.
//!
//! Each convention is a folder of pure functions from a topic and a payload to announcements; [`Finder`] keeps what is announced on one broker
//! and joins it to devices; [`draft`] makes tiles of an entity. What is announced is hostile: whatever comes gives devices or a reason, within
//! [`limits`], and never a panic.
//!
//! Deliberately not here: connections, clocks, and what a person does with a device.

pub mod draft;
mod finder;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod home_assistant;
mod key;
pub mod limits;
mod making;
mod merge;
mod model;
mod range;
mod reading;
#[cfg(test)]
mod testing;
mod text;
mod weight;
mod zigbee2mqtt;

// Devices that say what they are in several messages, and the conventions that have such.
mod esphome;
mod frigate;
mod gathered;
mod homie;
mod own_tracks;
mod shelly;
mod tasmota;
mod wled;

pub use finder::{Finder, filters};
pub use home_assistant::PREFIX;
pub use model::{
    Availability, Category, Convention, Described, Device, Entity, Note, Part, Reads, Role, Sends,
    Shape, Unread, Unreadable,
};
