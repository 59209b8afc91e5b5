//! A tile: what it is, what it reads and what it sends.
//!
//! Deliberately not here: the list of tile kinds and what each kind's options mean. A kind is a folder under `ui/src/tiles`;
//! for the rules of this crate a tile is bindings, commands and a size.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    binding::{Binding, BindingDraft},
    command::{Command, CommandDraft},
    id::{Slot, TileId, TileKind},
};

/// A tile's one colour; the themes say what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Accent {
    #[default]
    Teal,
    Sky,
    Violet,
    Rose,
    Coral,
    Amber,
    Green,
}

/// Cells on the narrow grid of 4 columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TileSize {
    /// 1 to 4.
    pub width: u16,
    /// 1 to 24.
    pub height: u16,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tile {
    pub id: TileId,
    pub kind: TileKind,
    pub title: String,
    /// A Material Design Icons name without `mdi:`, or `None` for the kind's own.
    pub icon: Option<String>,
    #[serde(default)]
    pub accent: Accent,
    /// The size a new layout gives it.
    pub size: TileSize,
    /// The slot `availability` means the same for every kind: off says that the device is away.
    #[serde(default)]
    pub bindings: BTreeMap<Slot, Binding>,
    #[serde(default)]
    pub commands: BTreeMap<Slot, Command>,
    /// Of the kind's own making; kept as it is, unknown keys too.
    #[serde(default)]
    pub options: serde_json::Map<String, serde_json::Value>,
}

/// The tile editor's form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TileDraft {
    pub kind: TileKind,
    pub title: String,
    pub icon: Option<String>,
    #[serde(default)]
    pub accent: Accent,
    pub size: TileSize,
    #[serde(default)]
    pub bindings: BTreeMap<Slot, BindingDraft>,
    #[serde(default)]
    pub commands: BTreeMap<Slot, CommandDraft>,
    #[serde(default)]
    pub options: serde_json::Map<String, serde_json::Value>,
}
