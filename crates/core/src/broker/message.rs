//! The birth message and the last will: what others hear of this app's presence.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    binding::Qos,
    problem::{Fault, Problem},
    topic::Topic,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusMessage {
    pub topic: Topic,
    pub payload: String,
    pub qos: Qos,
    pub retain: bool,
}

impl StatusMessage {
    /// The most bytes of its payload: it travels in every CONNECT, behind a length of two bytes (MQTT 5 §3.1.3.4).
    pub const PAYLOAD_LIMIT: u32 = 65_535;
}

/// A status message as a person typed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusMessageDraft {
    pub topic: String,
    pub payload: String,
    pub qos: Qos,
    pub retain: bool,
}

impl StatusMessageDraft {
    /// # Errors
    /// The fields `topic` and `payload` that are wrong.
    pub fn parse(self) -> Result<StatusMessage, Vec<Problem>> {
        let mut problems = Vec::new();
        let topic =
            Topic::parse(&self.topic).map_err(|fault| problems.push(Problem::new("topic", fault)));
        if self.payload.len() > StatusMessage::PAYLOAD_LIMIT as usize {
            let max = StatusMessage::PAYLOAD_LIMIT;
            problems.push(Problem::new("payload", Fault::TooLong { max }));
        }
        match topic {
            Ok(topic) if problems.is_empty() => Ok(StatusMessage {
                topic,
                payload: self.payload,
                qos: self.qos,
                retain: self.retain,
            }),
            _ => Err(problems),
        }
    }
}

/// A name and a value that MQTT 5 carries along (§2.2.2.2, 0x26). The same name may come more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserProperty {
    pub name: String,
    pub value: String,
}
