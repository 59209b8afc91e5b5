//! What a tile kind is made of: which slots it has, what each is for, and what its options may say.
//!
//! A kind is written once, as a folder under `ui/src/tiles/kinds`; `kinds.json` is what that says, printed by `cargo xtask bindings`. So
//! no kind is named here, and none in any other crate but the demo: what the engine does with a tile it does by the roles of its slots.
//! Deliberately not here: how a kind looks, and migrations of its options, which are the folder's.

mod check;
mod face;
mod items;
mod rules;
mod writing;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    id::{Slot, TileKind},
    tile::TileSize,
};

pub use check::check;
pub use face::{Face, Seen, Sign, Tone, face};
pub use items::Items;
pub use writing::Writing;

/// All kinds this version knows, and what is common to all.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    common: Common,
    kinds: BTreeMap<String, Kind>,
}

/// What every kind has, one of a newer version too.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    bindings: BTreeMap<String, Reads>,
    options: BTreeMap<String, OptionRule>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kind {
    /// Of its options. Options say theirs as `version`; without it they are of version 1.
    pub version: u32,
    /// Of a tile that chose none: a Material Design Icons name.
    pub icon: String,
    /// Of a new tile.
    pub size: TileSize,
    /// What it can be drawn in.
    pub minimum: TileSize,
    pub bindings: BTreeMap<String, Reads>,
    pub commands: BTreeMap<String, Sends>,
    pub options: BTreeMap<String, OptionRule>,
}

/// A slot that reads.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reads {
    pub role: Role,
    /// What a new binding makes of a payload, in the words of [`crate::binding::Decode`].
    pub decode: Decoding,
    #[serde(default)]
    pub required: bool,
    /// Its tile shows all of a JSON; of the others a screen gets the beginning. The same for every kind that has a slot of this name.
    #[serde(default)]
    pub whole: bool,
}

/// What a slot that reads is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// What the tile is about, as the device measures it.
    Value,
    /// What the device says of that which the tile's commands set.
    State,
    /// One of several values that mean the same and are told apart by their labels.
    Series,
    /// A further property of the device, shown beside: a mode, a battery, a position.
    Attribute,
    /// Off says that the device is away. It has no history.
    Availability,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Decoding {
    Auto,
    Number,
    Text,
    Json,
    Picture,
    OnOff,
}

/// A slot that sends.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sends {
    pub role: CommandRole,
    /// The slot that answers, where the tile has it.
    pub answer: Option<String>,
    #[serde(default)]
    pub required: bool,
}

/// What a slot that sends is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CommandRole {
    /// The device takes a value and keeps to it.
    Set,
    /// The device does something once.
    Press,
}

/// What an option may say. `null` is as good as no option.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum OptionRule {
    Number {
        minimum: Option<f64>,
        maximum: Option<f64>,
        /// The number itself is not allowed, only more.
        above: Option<f64>,
        /// What no option means.
        default: Option<f64>,
    },
    Toggle,
    Text,
    /// Where a link leads: `https:`, `http:`, `mailto:` or `tel:`.
    Address,
    Choice {
        among: Vec<String>,
    },
    /// Whose items are the kind's own, or of a kind that is known here: what is not understood of them is kept.
    List {
        of: Option<Items>,
        /// What no option means.
        default: Option<Value>,
    },
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    // A constant of this crate: a test sees to it that it can be read.
    serde_json::from_str(include_str!("kinds.json")).unwrap_or_default()
});

/// `None`: a newer version's, which is kept as it is.
#[must_use]
pub fn of(kind: &TileKind) -> Option<&'static Kind> {
    KINDS.kinds.get(kind.as_str())
}

/// A size in which a tile of this kind can be drawn: at least its kind's smallest. One of a newer version stays as it is.
#[must_use]
pub fn at_least(kind: &TileKind, options: &Map<String, Value>, size: TileSize) -> TileSize {
    match of(kind) {
        Some(kind) if !kind.is_older_than(options) => TileSize {
            width: size.width.max(kind.minimum.width),
            height: size.height.max(kind.minimum.height),
        },
        _ => size,
    }
}

/// Every kind by its name.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Kind)> {
    KINDS.kinds.iter().map(|(name, kind)| (name.as_str(), kind))
}

/// Whether samples of this slot are kept: whether the device is there is told by the tile, and has no history. It is the same for
/// every kind.
#[must_use]
pub fn has_history(slot: &Slot) -> bool {
    !is_availability(slot)
}

/// Whether a screen gets all of a JSON that this slot reads. A binding knows its slot and not its kind, so the name of the slot says it.
#[must_use]
pub fn is_whole(slot: &Slot) -> bool {
    static WHOLE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let slots = KINDS.kinds.values().flat_map(|kind| &kind.bindings);
        let whole = slots.filter(|(_, reads)| reads.whole);
        whole.map(|(slot, _)| slot.as_str()).collect()
    });
    WHOLE.contains(slot.as_str())
}

/// Whether this slot says that the device is there.
#[must_use]
pub fn is_availability(slot: &Slot) -> bool {
    let common = KINDS.common.bindings.get(slot.as_str());
    common.is_some_and(|it| it.role == Role::Availability)
}

impl Kind {
    #[must_use]
    pub fn reads(&self, slot: &Slot) -> Option<&Reads> {
        let common = || KINDS.common.bindings.get(slot.as_str());
        self.bindings.get(slot.as_str()).or_else(common)
    }

    #[must_use]
    pub fn sends(&self, slot: &Slot) -> Option<&Sends> {
        self.commands.get(slot.as_str())
    }

    #[must_use]
    pub fn option(&self, name: &str) -> Option<&OptionRule> {
        let common = || KINDS.common.options.get(name);
        self.options.get(name).or_else(common)
    }

    /// Whether a newer version wrote these options: what they mean is not known here.
    #[must_use]
    pub fn is_older_than(&self, options: &Map<String, Value>) -> bool {
        version(options) > u64::from(self.version)
    }
}

/// The key of the options' version among them.
pub(crate) const VERSION: &str = "version";

fn version(options: &Map<String, Value>) -> u64 {
    options.get(VERSION).and_then(Value::as_u64).unwrap_or(1)
}

#[cfg(test)]
mod tests;
