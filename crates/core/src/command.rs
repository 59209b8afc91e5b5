//! What a tile sends, and how it learns whether that worked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    binding::Qos,
    id::{BrokerId, Slot, TileId},
    topic::Topic,
};

/// How long a command waits for its answer unless its tile says otherwise, in milliseconds.
pub const ANSWER_TIMEOUT_MS: u32 = 5_000;

/// How the payload is made from the wanted value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "as", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PayloadRule {
    /// A minijinja template over `value`, the wanted value. A text without `{{` or `{%` is sent as it is.
    Template { text: String },
    /// `on` for true, `off` for false.
    OnOff { on: String, off: String },
}

/// How a command is known to have worked: the binding in `slot` of the same tile takes the wanted value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    pub slot: Slot,
    /// Milliseconds until the command counts as unconfirmed, 100 to 600,000.
    pub timeout_ms: u32,
    /// How far a number may be from the wanted one, for devices that round.
    #[serde(default)]
    pub tolerance: f64,
}

/// A topic of a broker, and the payload that goes there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    pub broker: BrokerId,
    pub topic: Topic,
    pub payload: PayloadRule,
    #[serde(default)]
    pub qos: Qos,
    #[serde(default)]
    pub retain: bool,
    /// `None`: nothing answers, and the tile says "sent", never "on".
    pub answer: Option<Answer>,
}

/// A command as a person typed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommandDraft {
    pub broker: BrokerId,
    pub topic: String,
    pub payload: PayloadRule,
    #[serde(default)]
    pub qos: Qos,
    #[serde(default)]
    pub retain: bool,
    pub answer: Option<Answer>,
}

/// How far a sent command has come. The order is the only one it can move in; the last three end it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CommandState {
    /// On its way, or waiting for the answer.
    Sending,
    /// The broker has it, and nothing will answer.
    Sent,
    /// The state topic took the wanted value.
    Confirmed,
    /// The broker has it, the time is over, and the state topic did not take the wanted value.
    Unconfirmed,
    Failed { reason: CommandFailure },
}

/// Why a command did not go out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CommandFailure {
    /// There is no connection; the command was not kept for later.
    Offline,
    /// The connection ended before the broker acknowledged it: it may or may not have arrived.
    ConnectionLost,
    /// The broker refused it with this reason code (MQTT 5 §3.4.2.1).
    Refused { code: u8 },
    /// The payload has `bytes` bytes, the broker's or our limit is `limit`.
    TooLarge { bytes: u32, limit: u32 },
    Template { line: u32, message: String },
    /// More commands wait for the broker's acknowledgement than fit.
    Busy,
}

/// What became of one press, as the UI hears it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommandReport {
    /// Counts up from 1 with every command of this run of the app.
    #[ts(type = "number")]
    pub id: u64,
    pub tile: TileId,
    pub slot: Slot,
    /// The wanted value: true or false, a number, a text, or null for a plain press.
    pub value: serde_json::Value,
    #[serde(flatten)]
    pub state: CommandState,
}
