//! Values as tiles read them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::reason::Refusal;

/// A decoded payload. Numbers are always finite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", content = "value", rename_all = "camelCase")]
pub enum Value {
    Number(f64),
    Boolean(bool),
    Text(String),
    Json(serde_json::Value),
}

/// A value together with what its source said about writing it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    pub value: Value,
    /// The unit written behind the number in the payload (`23.4 °C`), if there was one.
    pub unit: Option<String>,
    /// Digits behind the decimal point in the payload; 0 for everything that is not a number.
    pub decimals: u8,
}

/// Why a message gave no value. The tile shows it in place; the next good message ends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ReadingProblem {
    /// A number was wanted. `excerpt`: the first characters of what came (at most 40).
    NotANumber {
        excerpt: String,
    },
    /// On or off was wanted.
    NotOnOff {
        excerpt: String,
    },
    NotJson {
        excerpt: String,
    },
    /// The payload is not UTF-8 text; `bytes` is its length.
    NotText {
        bytes: u32,
    },
    /// The payload has `bytes` bytes, more than the `limit` that is decoded.
    TooLarge {
        bytes: u32,
        limit: u32,
    },
    /// The value template failed: line (from 1) and what the template engine says.
    Template {
        line: u32,
        message: String,
    },
    /// The template gave an empty text.
    Empty,
    /// The time template gave no time that can be read.
    NotATime {
        excerpt: String,
    },
    /// The time template gave a time that is more than a day ahead of this device's clock.
    TimeAhead {
        excerpt: String,
    },
    /// The newest message had `bytes` bytes, more than the `limit` of this broker's connection, and was left out.
    MessageTooLarge {
        #[ts(type = "number")]
        bytes: u64,
        limit: u32,
    },
    /// The broker refused the subscription (SUBACK, MQTT 3.1.1 §3.9.3 and MQTT 5 §3.9.3).
    SubscriptionRefused {
        refusal: Refusal,
    },
    /// The broker has not answered the subscription for 10 s.
    SubscriptionUnanswered,
}
