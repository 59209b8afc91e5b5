//! A tile: what it is, what it reads and what it sends.
//!
//! Deliberately not here: what a tile of some kind must have, which is [`crate::kind`]'s. A tile of a kind that nobody knows here is
//! bindings, commands and a size like any other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    binding::{Binding, BindingDraft},
    command::{Command, CommandDraft},
    id::{BrokerId, Slot, TileId, TileKind},
    problem::{Fault, Problem, check_name, prefixed},
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

/// The most rows a tile has.
pub const MAX_HEIGHT: u16 = 24;

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
    #[serde(default)]
    pub bindings: BTreeMap<Slot, Binding>,
    #[serde(default)]
    pub commands: BTreeMap<Slot, Command>,
    /// Of the kind's own making; kept as it is, unknown keys too. `version` says which version of the kind's options it is; without it,
    /// the first.
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

impl Tile {
    /// The brokers that its bindings and commands use, each once.
    #[must_use]
    pub fn broker_ids(&self) -> BTreeSet<&BrokerId> {
        let read = self.bindings.values().map(|binding| &binding.broker);
        read.chain(self.commands.values().map(|command| &command.broker))
            .collect()
    }
}

impl TileDraft {
    /// What is wrong with the form, in its order; empty: [`TileDraft::parse`] would make a tile of it.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        self.parts().err().unwrap_or_default()
    }

    /// The tile of this form. Templates and units that are nothing but white space count as none.
    ///
    /// # Errors
    /// Every field that is wrong, in the order of the form.
    pub fn parse(self, id: TileId) -> Result<Tile, Vec<Problem>> {
        let Parts {
            title,
            bindings,
            commands,
        } = self.parts()?;
        Ok(Tile {
            id,
            kind: self.kind,
            title,
            icon: self.icon.filter(|icon| !icon.trim().is_empty()),
            accent: self.accent,
            size: self.size,
            bindings,
            commands,
            options: self.options,
        })
    }

    fn parts(&self) -> Result<Parts, Vec<Problem>> {
        let mut problems = Vec::new();
        let title = check_name("title", &self.title)
            .map_err(|problem| problems.push(problem))
            .unwrap_or_default();
        for (field, cells, max) in [
            ("size.width", self.size.width, 4),
            ("size.height", self.size.height, MAX_HEIGHT),
        ] {
            if !(1..=max).contains(&cells) {
                problems.push(Problem::new(
                    field,
                    Fault::OutOfRange {
                        min: 1.0,
                        max: f64::from(max),
                    },
                ));
            }
        }
        let mut bindings = BTreeMap::new();
        for (slot, draft) in &self.bindings {
            match draft.parse() {
                Ok(binding) => drop(bindings.insert(slot.clone(), binding)),
                Err(found) => problems.extend(prefixed(&format!("bindings.{slot}."), found)),
            }
        }
        let mut commands = BTreeMap::new();
        for (slot, draft) in &self.commands {
            let field = format!("commands.{slot}.");
            if let Some(answer) = &draft.answer
                && !self.bindings.contains_key(&answer.slot)
            {
                let field = format!("{field}answer.slot");
                problems.push(Problem::new(
                    field,
                    Fault::Missing {
                        name: answer.slot.to_string(),
                    },
                ));
            }
            match draft.parse() {
                Ok(command) => drop(commands.insert(slot.clone(), command)),
                Err(found) => problems.extend(prefixed(&field, found)),
            }
        }
        if problems.is_empty() {
            Ok(Parts {
                title,
                bindings,
                commands,
            })
        } else {
            Err(problems)
        }
    }
}

struct Parts {
    title: String,
    bindings: BTreeMap<Slot, Binding>,
    commands: BTreeMap<Slot, Command>,
}

#[cfg(test)]
mod tests;
