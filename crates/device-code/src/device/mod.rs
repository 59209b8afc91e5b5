//! What the device's half of some tiles must do, in no language.

mod building;
mod json;
mod names;
mod path;
mod payload;
mod reads;
mod sends;
#[cfg(test)]
mod tests;
mod wire;

use tilework_core::binding::Qos;

use crate::CodeNote;
pub use payload::Part;
pub use wire::{Abilities, Wire};

/// Points and topics of one program: more is no program any more.
const MOST: usize = 100;
/// Seconds between two readings, unless a tile wants them sooner.
const EVERY: u32 = 10;

#[derive(Debug, Clone)]
pub struct Device {
    pub title: String,
    /// A name for a file or a client: `[a-z0-9_]`, at most 16.
    pub slug: String,
    pub wire: Wire,
    pub points: Vec<Point>,
    pub actions: Vec<Action>,
    pub reports: Vec<Report>,
    pub commands: Vec<Command>,
    /// The first is the last will.
    pub presence: Vec<Presence>,
    /// Seconds between two readings.
    pub every: u32,
    pub notes: Vec<CodeNote>,
}

/// Something that the device knows: what a sensor measures, what a relay is set to.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub title: String,
    /// Unique in its device: `[a-z][a-z0-9_]*`.
    pub slug: String,
    pub kind: PointKind,
    /// A tile sets it.
    pub settable: bool,
    pub unit: Option<String>,
    /// Of its state, as the tile has it; for platforms that read as the tile does.
    pub state: Option<State>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct State {
    pub topic: String,
    pub template: Option<String>,
    /// Of on and off.
    pub words: Option<(String, String)>,
}

/// What it is, and what it is before anything is known.
#[derive(Debug, Clone, PartialEq)]
pub enum PointKind {
    OnOff,
    Number {
        sample: f64,
        minimum: Option<f64>,
        maximum: Option<f64>,
        step: Option<f64>,
    },
    Text {
        sample: String,
        choices: Vec<String>,
    },
}

/// Something that the device does once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub title: String,
    pub slug: String,
}

/// A topic to publish on, and what.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub topic: String,
    pub qos: Qos,
    /// Somebody who comes later must know it: it is what was set.
    pub retain: bool,
    /// That of its first point.
    pub slug: String,
    pub parts: Vec<Part>,
    /// Of which points it speaks, by their places.
    pub points: Vec<usize>,
    /// Something in it is measured: it is published from time to time.
    pub periodic: bool,
}

/// A topic to obey, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    pub topic: String,
    pub qos: Qos,
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    OnOff {
        point: usize,
        on: String,
        off: String,
    },
    /// The value stands between these.
    Value {
        point: usize,
        before: String,
        after: String,
    },
    /// `None`: whatever comes.
    Press {
        action: usize,
        payload: Option<String>,
    },
}

/// Where the device says that it is there, and where its broker says that it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    pub topic: String,
    pub qos: Qos,
    pub online: String,
    pub offline: String,
}
