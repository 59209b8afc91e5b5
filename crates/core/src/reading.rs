//! What a binding says, as tiles, notifications and widgets see it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis,
    broker::UserProperty,
    id::BindingKey,
    value::{ReadingProblem, Value},
};

/// What a binding says now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    pub binding: BindingKey,
    /// When the newest message came; `None`: none yet. Of an availability, the newest that was understood, if one was.
    #[ts(type = "number | null")]
    pub at: Option<Millis>,
    /// The last good value; kept beside a problem, so that a tile can show it dimmed. `None` though a message came, and without a problem:
    /// its source does not know it.
    pub value: Option<Value>,
    /// When the value became what it is, as far as we listened without a break; `None`: nobody knows.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub since: Option<Millis>,
    pub unit: Option<String>,
    /// Digits behind the decimal point that the source gave.
    pub decimals: u8,
    /// The broker had kept it: its age is unknown.
    pub retained: bool,
    /// What is wrong with the newest message, or with the subscription.
    pub problem: Option<ReadingProblem>,
    /// The newest message's text, at most 4 KiB; only for the editor's preview.
    pub payload: Option<String>,
    /// The media type that MQTT 5 sent along; only for the editor's preview.
    pub content_type: Option<String>,
    /// What MQTT 5 sent along, at most 20; only for the editor's preview.
    pub user_properties: Vec<UserProperty>,
    /// When the newest value stops being true (message expiry, MQTT 5 §3.3.2.3.3).
    #[ts(type = "number | null")]
    pub expires: Option<Millis>,
}
