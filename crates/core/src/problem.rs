//! What is wrong with one field of something a person entered. The UI shows each problem at its field, in its own words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A fault and the place it is in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Path of the field from the root of the draft, parts joined by `.`: `host`, `bindings.state.topic`.
    pub field: String,
    pub fault: Fault,
}

impl Problem {
    pub fn new(field: impl Into<String>, fault: Fault) -> Self {
        Self { field: field.into(), fault }
    }
}

/// A variant exists only if the UI says something different for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Fault {
    /// The field must not be empty.
    Required,
    /// More than `max` bytes of UTF-8.
    TooLong { max: u32 },
    /// A number outside `min..=max`.
    OutOfRange { min: f64, max: f64 },
    /// Minimum is not below maximum.
    EmptyRange,
    /// A host name or address holds a character it cannot have (a space, a `/`, a `:` of a port or an address with `://`).
    Host,
    /// A topic to publish to holds `+` or `#` (MQTT 5 §4.7.1).
    TopicWildcard,
    /// `#` is not alone in the last level (MQTT 5 §4.7.1.2).
    FilterHash,
    /// `+` is not alone in its level (MQTT 5 §4.7.1.3).
    FilterPlus,
    /// `$share/<name>/<filter>` without a name or a filter (MQTT 5 §4.8.2).
    FilterShare,
    /// The character U+0000 (MQTT 5 §4.7.3) or another control character that brokers refuse (§1.5.4).
    ControlCharacter,
    /// A template that does not parse or run: line (from 1) and what the template engine says.
    Template { line: u32, message: String },
    /// Names something that is not there: the broker, the slot.
    Missing { name: String },
}
