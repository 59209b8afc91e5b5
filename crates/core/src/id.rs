//! Names of documents. An id is 1 to 64 characters of `A-Z a-z 0-9 _ -`, so that it can stand in a key, a file name or a
//! keyring entry without quoting.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The text is not an id: empty, too long, or it holds a character outside `A-Z a-z 0-9 _ -`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 64 characters of A-Z, a-z, 0-9, _ and -")]
pub struct InvalidId;

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub struct $name(String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                if is_id(&text) { Ok(Self(text)) } else { Err(InvalidId) }
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A broker's document, and the name of its secret in the keyring.
    BrokerId
);
id!(
    /// A dashboard's document.
    DashboardId
);
id!(
    /// A tile, unique over all dashboards of this installation.
    TileId
);
id!(
    /// The place of a binding or a command in its tile, as the tile kind names it: `state`, `value`, `series1`, `set`.
    Slot
);
id!(
    /// A tile kind: the name of a folder under `ui/src/tiles/kinds`. The list of kinds lives there and nowhere else.
    TileKind
);

/// One binding of one tile, written `tile/slot`. The editor's live preview uses the tile `preview`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct BindingKey {
    tile: TileId,
    slot: Slot,
}

impl BindingKey {
    #[must_use]
    pub fn new(tile: TileId, slot: Slot) -> Self {
        Self { tile, slot }
    }

    #[must_use]
    pub fn tile(&self) -> &TileId {
        &self.tile
    }

    #[must_use]
    pub fn slot(&self) -> &Slot {
        &self.slot
    }
}

impl TryFrom<String> for BindingKey {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        let (tile, slot) = text.split_once('/').ok_or(InvalidId)?;
        Ok(Self {
            tile: tile.parse()?,
            slot: slot.parse()?,
        })
    }
}

impl From<BindingKey> for String {
    fn from(key: BindingKey) -> String {
        key.to_string()
    }
}

impl std::fmt::Display for BindingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.tile, self.slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        assert!("farm-1_A".parse::<BrokerId>().is_ok());
        for bad in ["", "a/b", "ä", "a b", &"x".repeat(65)] {
            assert!(bad.parse::<BrokerId>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_binding_key_reads_what_it_writes() {
        let key = BindingKey::try_from("pump/state".to_owned()).unwrap();
        assert_eq!(String::from(key.clone()), "pump/state");
        assert_eq!(key.slot().as_str(), "state");
        assert!(BindingKey::try_from("pump".to_owned()).is_err());
    }
}
