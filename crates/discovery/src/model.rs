//! What is found: devices, and the things each can say and do.

use serde::Serialize;
use tilework_core::{
    availability::Mode,
    binding::{Decode, Qos},
    command::PayloadRule,
};
use ts_rs::TS;

/// How a device says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Convention {
    HomeAssistant,
    Zigbee2Mqtt,
    Tasmota,
    Homie,
    Shelly,
    EspHome,
    Wled,
    Frigate,
    OwnTracks,
}

/// What a device says of itself in words for people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Described {
    /// `None`: it says none.
    pub name: Option<String>,
    pub maker: Option<String>,
    pub model: Option<String>,
    /// The room in which it says it is.
    pub area: Option<String>,
    pub version: Option<String>,
    /// Its own page: http or https, without passwords.
    pub link: Option<String>,
}

/// A thing with a name, whoever announced it and in how many messages.
#[derive(Debug, Clone, PartialEq)]
pub struct Device {
    /// 16 hexadecimal digits, the same at every start.
    pub key: String,
    pub described: Described,
    pub conventions: Vec<Convention>,
    pub entities: Vec<Entity>,
    /// Why it has no entities, as far as that is known.
    pub notes: Vec<Note>,
}

/// One capability of a device.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// 16 hexadecimal digits, the same at every start.
    pub key: String,
    /// `None`: it is called as its device.
    pub name: Option<String>,
    /// What the convention calls it: `sensor`, `switch`, `light`.
    pub component: String,
    /// What is measured: `temperature`, `door`.
    pub class: Option<String>,
    /// A Material Design Icons name without `mdi:`.
    pub icon: Option<String>,
    pub category: Category,
    pub availability: Option<Availability>,
    /// Seconds after which a value that does not come again is old.
    pub stale_after: Option<u32>,
    /// What can be shown and done, the most important first. Empty: nothing that a tile could show.
    pub parts: Vec<Part>,
    pub notes: Vec<Note>,
    /// Where it was announced.
    pub topic: String,
}

/// Who an entity is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Category {
    /// What the device is there for.
    Main,
    /// How it is set up.
    Settings,
    /// How it fares; and what its maker does not show by default.
    Diagnostic,
}

/// Off says that the device is away.
#[derive(Debug, Clone, PartialEq)]
pub struct Availability {
    /// At least one, at most [`Self::MOST`].
    pub reads: Vec<Reads>,
    /// What several mean together.
    pub mode: Mode,
}

impl Availability {
    /// A tile has so many slots for it.
    pub const MOST: usize = 4;
}

/// One thing to see or do: one tile, with the kinds there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub role: Role,
    pub shape: Shape,
    pub reads: Option<Reads>,
    pub sends: Option<Sends>,
    /// The state topic answers what is sent.
    pub answers: bool,
    /// Behind the name, where the role says nothing: one word of several.
    pub word: Option<String>,
    /// What the entity's state says while this was what was pressed last.
    pub says: Option<String>,
}

/// Which part of its entity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Main,
    Brightness,
    ColorTemperature,
    Effect,
    Open,
    Close,
    Stop,
    Position,
    Tilt,
    Speed,
    Preset,
    Direction,
    Oscillation,
    Current,
    Humidity,
    Target,
    TargetHigh,
    TargetLow,
    Mode,
    FanMode,
    Action,
    Lock,
    Unlock,
    Start,
    Pause,
    Dock,
    Locate,
    Latest,
    Install,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    OnOff,
    Number {
        minimum: Option<f64>,
        maximum: Option<f64>,
        step: Option<f64>,
        /// Digits behind the point that the maker suggests.
        decimals: Option<u8>,
        /// It counts on and on, as a meter does.
        total: bool,
    },
    /// A word or text; or whatever it says, where nothing is known of it.
    Text,
    /// One of these words.
    Choice {
        options: Vec<String>,
    },
    /// Does something once. `confirm`: not without asking.
    Press {
        confirm: bool,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Reads {
    pub topic: String,
    pub qos: Qos,
    pub template: Option<String>,
    pub decode: Decode,
    pub unit: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sends {
    pub topic: String,
    pub qos: Qos,
    pub retain: bool,
    pub payload: PayloadRule,
    /// Seconds after which the broker gives it to nobody any more (MQTT 5).
    pub expiry: Option<u32>,
}

/// Worth knowing of an entity or device, beside what it does. `field` is the configuration's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Note {
    /// This template cannot be read; what needs it is left out.
    Template { field: String, message: String },
    /// This template asks Home Assistant for something that only it knows.
    NeedsHomeAssistant { field: String },
    /// This topic is none, or one that nothing can be sent to.
    Topic { field: String },
    /// It must be there, and is not.
    Missing { field: String },
    /// Home Assistant would refuse it for this; here it is taken.
    Unusual { field: String },
    /// A word of it, or behind this topic, is longer than any device needs; what needs it is left out.
    TooLong { field: String },
    /// Another device listens and speaks on the same topic, so that nobody knows who is who.
    SharedTopic { topic: String },
    /// It says what changes and nothing else, so that what does not change is not known.
    OnlyChanges,
    /// What it says is encrypted, and its key is nowhere here.
    Encrypted,
    /// It says in so many ways whether it is there, more than a tile can follow; the last are.
    SeveralAvailabilities { count: u32 },
    /// No tile can show it yet.
    NoTile,
    /// Its maker's software does not know it.
    NotSupported,
    /// It is switched off in its bridge.
    Disabled,
    /// It is still being asked what it is.
    Interviewing,
    /// Its name ends as a command does, so that nothing can be sent to it.
    NotCommandable,
}

/// An announcement that could not be read. What it said before stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Unread {
    pub topic: String,
    pub why: Unreadable,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Unreadable {
    /// Bytes that are no UTF-8.
    NotText,
    /// What the reader of JSON says.
    NotJson {
        message: String,
    },
    /// JSON, but not of the form that is expected.
    OtherForm,
    TooLarge {
        bytes: u32,
        limit: u32,
    },
}

impl Role {
    /// Behind the entity's name in a tile's title. `None`: the name says it all.
    #[must_use]
    pub fn label(self) -> Option<&'static str> {
        Some(match self {
            Self::Main => return None,
            Self::Brightness => "brightness",
            Self::ColorTemperature => "colour temperature",
            Self::Effect => "effect",
            Self::Open => "open",
            Self::Close => "close",
            Self::Stop => "stop",
            Self::Position => "position",
            Self::Tilt => "tilt",
            Self::Speed => "speed",
            Self::Preset => "preset",
            Self::Direction => "direction",
            Self::Oscillation => "oscillation",
            Self::Current => "now",
            Self::Humidity => "humidity",
            Self::Target => "target",
            Self::TargetHigh => "target, high",
            Self::TargetLow => "target, low",
            Self::Mode => "mode",
            Self::FanMode => "fan",
            Self::Action => "action",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Start => "start",
            Self::Pause => "pause",
            Self::Dock => "dock",
            Self::Locate => "locate",
            Self::Latest => "newest",
            Self::Install => "install",
        })
    }
}
