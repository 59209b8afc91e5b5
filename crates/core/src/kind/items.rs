//! Lists in a tile's options whose items are known here: how many there may be, and how long what they say.

use serde::Deserialize;
use serde_json::Value;

use crate::problem::{Fault, OptionType};

/// The most items of a list.
pub const MOST: usize = 32;
/// The most fields of an item, and the characters of a field's name: what a newer version adds is kept, and is no way to fill the disk.
const MOST_FIELDS: usize = 16;
const LONGEST_NAME: usize = 40;

/// What the items of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Items {
    /// From a value to text, icon and colour: `{when, value, low, high, text, icon, accent}`.
    Rules,
    /// What can be sent, and what it is called: `{payload, label}` and what a kind adds.
    Payloads,
}

impl Items {
    /// Characters of a text in an item.
    const fn longest(self, field: &str) -> u32 {
        match (self, field.as_bytes()) {
            (Self::Payloads, b"payload") => 4_000,
            _ => 200,
        }
    }

    /// Why a list cannot be one of these. What an item holds beyond what is known here is a newer version's, and as short.
    pub(super) fn fault(self, items: &[Value]) -> Option<Fault> {
        if items.len() > MOST {
            return Some(Fault::TooMany { max: MOST as u32 });
        }
        items.iter().find_map(|item| match item.as_object() {
            Some(fields) if fields.len() > MOST_FIELDS => Some(Fault::TooMany {
                max: MOST_FIELDS as u32,
            }),
            Some(fields) => fields
                .iter()
                .find_map(|(name, said)| self.field_fault(name, said)),
            None => Some(Fault::NotThisType {
                wanted: OptionType::List,
            }),
        })
    }

    fn field_fault(self, name: &str, said: &Value) -> Option<Fault> {
        if name.chars().count() > LONGEST_NAME {
            let max = LONGEST_NAME as u32;
            return Some(Fault::TooLong { max });
        }
        let max = self.longest(name);
        let wanted = match (self, name, said) {
            (Self::Rules, "low" | "high", Value::Number(_) | Value::Null) => return None,
            (Self::Rules, "low" | "high", _) => OptionType::Number,
            (_, _, Value::String(text)) => {
                let too_long = text.chars().count() > max as usize;
                return too_long.then_some(Fault::TooLong { max });
            }
            (
                _,
                "when" | "value" | "text" | "icon" | "accent" | "payload" | "label" | "says",
                said,
            ) if !said.is_null() => OptionType::Text,
            (_, _, Value::Array(_) | Value::Object(_)) => {
                // Of a newer version: kept, as long as it is no way to fill the disk.
                let too_long = said.to_string().len() > max as usize;
                return too_long.then_some(Fault::TooLong { max });
            }
            _ => return None,
        };
        Some(Fault::NotThisType { wanted })
    }
}
