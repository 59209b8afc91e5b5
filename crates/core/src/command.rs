//! What a tile sends, and how it learns whether that worked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    binding::Qos,
    broker::UserProperty,
    decode::boolean_word,
    id::{BrokerId, Slot, TileId},
    now::Now,
    number,
    problem::{Fault, NAME_LIMIT, Problem, prefixed},
    reason::Refusal,
    template::{Cause, PayloadTemplate, TemplateFault},
    topic::Topic,
    value::Value,
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
    /// What MQTT 5 can carry along; MQTT 3.1.1 leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mqtt5: Option<CommandProperties>,
}

/// What MQTT 5 carries along with a command (§3.3.2.3).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CommandProperties {
    /// Seconds after which the broker gives the message to nobody any more. `None`: it does not expire.
    pub expiry_seconds: Option<u32>,
    /// As a media type: `application/json`. Empty: none.
    pub content_type: String,
    /// Where the device sends its reply, with the correlation data that Tilework sent along: the reply confirms the command. Empty:
    /// none is asked for.
    pub response_topic: String,
    pub user_properties: Vec<UserProperty>,
}

impl CommandProperties {
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.response_topic.is_empty()
            && let Err(fault) = Topic::parse(&self.response_topic)
        {
            problems.push(Problem::new("responseTopic", fault));
        }
        for (field, text) in [("contentType", &self.content_type)].into_iter().chain(
            self.user_properties.iter().flat_map(|property| {
                [
                    ("userProperties", &property.name),
                    ("userProperties", &property.value),
                ]
            }),
        ) {
            if text.len() > NAME_LIMIT as usize {
                problems.push(Problem::new(field, Fault::TooLong { max: NAME_LIMIT }));
            } else if text.chars().any(char::is_control) {
                problems.push(Problem::new(field, Fault::ControlCharacter));
            }
        }
        problems
    }
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mqtt5: Option<CommandProperties>,
}

/// How far a sent command has come. The order is the only one it can move in; the last three end it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CommandState {
    /// On its way, or waiting for the answer.
    Sending,
    /// The broker has it, and nothing will answer.
    Sent,
    /// The state topic took the wanted value.
    Confirmed,
    /// The broker has it, the time is over, and the state topic did not take the wanted value.
    Unconfirmed,
    Failed {
        reason: CommandFailure,
    },
}

/// Why a command did not go out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CommandFailure {
    /// There is no connection; the command was not kept for later.
    Offline,
    /// The connection ended before the broker acknowledged it: it may or may not have arrived.
    ConnectionLost,
    /// The broker refused it with this reason code (MQTT 5 §3.4.2.1).
    Refused {
        refusal: Refusal,
    },
    /// The payload has `bytes` bytes, the broker's or our limit is `limit`.
    TooLarge {
        bytes: u32,
        limit: u32,
    },
    Template {
        line: u32,
        message: String,
    },
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

impl PayloadRule {
    /// As [`render_at`](Self::render_at), where nobody knows when.
    ///
    /// # Errors
    /// As there; or the template asks for the time.
    pub fn render(&self, value: &serde_json::Value) -> Result<String, TemplateFault> {
        self.rendered(value, |template| template.render(value))
    }

    /// The payload for a wanted value.
    ///
    /// # Errors
    /// The template does not parse or fails on this value; or the rule is `OnOff` and the value is neither true nor false.
    pub fn render_at(&self, value: &serde_json::Value, now: Now) -> Result<String, TemplateFault> {
        self.rendered(value, |template| template.render_at(value, now))
    }

    fn rendered(
        &self,
        value: &serde_json::Value,
        run: impl FnOnce(&PayloadTemplate) -> Result<String, TemplateFault>,
    ) -> Result<String, TemplateFault> {
        match self {
            Self::Template { text } => run(&PayloadTemplate::parse(text)?),
            Self::OnOff { on, off } => match value.as_bool() {
                Some(true) => Ok(on.clone()),
                Some(false) => Ok(off.clone()),
                None => Err(TemplateFault {
                    line: 1,
                    message: "on or off was wanted".to_owned(),
                    cause: Cause::Other,
                }),
            },
        }
    }
}

impl Answer {
    /// Milliseconds that `timeout_ms` may have.
    pub const TIMEOUTS: std::ops::RangeInclusive<u32> = 100..=600_000;

    /// Whether `got`, read from the answering binding, is what the command `wanted`.
    ///
    /// Null: any value answers. Numbers may differ by the tolerance (and by 1e-9, for what floating point rounds); a number written
    /// as a text is a number, and a common word for on or off answers true or false. Texts must be equal.
    #[must_use]
    pub fn is_met(&self, wanted: &serde_json::Value, got: &Value) -> bool {
        use serde_json::Value as Json;
        if let Value::Json(got) = got {
            return match serde_json::from_str(got.text()) {
                Ok(Json::Bool(got)) => self.is_met(wanted, &Value::Boolean(got)),
                Ok(Json::String(got)) => self.is_met(wanted, &Value::Text(got)),
                Ok(Json::Number(number)) => number
                    .as_f64()
                    .is_some_and(|number| self.is_met(wanted, &Value::Number(number))),
                Ok(got) => wanted.is_null() || *wanted == got,
                Err(_) => wanted.is_null(),
            };
        }
        match wanted {
            Json::Null => true,
            Json::Bool(wanted) => boolean(got) == Some(*wanted),
            Json::Number(wanted) => wanted
                .as_f64()
                .is_some_and(|wanted| self.is_near(wanted, got)),
            Json::String(wanted) => match got {
                Value::Text(got) => {
                    got == wanted || self.is_near_text(wanted, &Value::Text(got.clone()))
                }
                Value::Boolean(got) => boolean_word(wanted) == Some(*got),
                _ => self.is_near_text(wanted, got),
            },
            Json::Array(_) | Json::Object(_) => false,
        }
    }

    fn is_near_text(&self, wanted: &str, got: &Value) -> bool {
        plain_number(wanted).is_some_and(|wanted| self.is_near(wanted, got))
    }

    fn is_near(&self, wanted: f64, got: &Value) -> bool {
        let got = match got {
            Value::Number(got) => Some(*got),
            Value::Text(got) => plain_number(got),
            Value::Boolean(_) | Value::Json(_) | Value::Picture(_) => None,
        };
        let allowed = self.tolerance.max(0.0) + 1e-9;
        got.is_some_and(|got| (got - wanted).abs() <= allowed)
    }
}

/// What a value says of on and off.
pub(crate) fn boolean(got: &Value) -> Option<bool> {
    match got {
        Value::Boolean(got) => Some(*got),
        Value::Text(text) => boolean_word(text),
        Value::Number(number) => boolean_word(&number.to_string()),
        Value::Json(_) | Value::Picture(_) => None,
    }
}

fn plain_number(text: &str) -> Option<f64> {
    number::read(text).map(|number| number.value)
}

impl CommandDraft {
    /// The command of this form. Whether the answer's slot is there only its tile knows.
    ///
    /// # Errors
    /// The fields `topic`, `payload`, `answer.timeoutMs`, `answer.tolerance` and those of `mqtt5` that are wrong.
    pub fn parse(&self) -> Result<Command, Vec<Problem>> {
        let mut problems = Vec::new();
        let topic =
            Topic::parse(&self.topic).map_err(|fault| problems.push(Problem::new("topic", fault)));
        if let PayloadRule::Template { text } = &self.payload
            && let Err(fault) = PayloadTemplate::check(text)
        {
            problems.push(Problem::new("payload", fault.into()));
        }
        if let Some(answer) = &self.answer {
            if !Answer::TIMEOUTS.contains(&answer.timeout_ms) {
                let (min, max) = (
                    f64::from(*Answer::TIMEOUTS.start()),
                    f64::from(*Answer::TIMEOUTS.end()),
                );
                problems.push(Problem::new(
                    "answer.timeoutMs",
                    Fault::OutOfRange { min, max },
                ));
            }
            if !(answer.tolerance.is_finite() && answer.tolerance >= 0.0) {
                let fault = Fault::OutOfRange {
                    min: 0.0,
                    max: f64::MAX,
                };
                problems.push(Problem::new("answer.tolerance", fault));
            }
        }
        if let Some(properties) = &self.mqtt5 {
            problems.extend(prefixed("mqtt5.", properties.problems()));
        }
        match topic {
            Ok(topic) if problems.is_empty() => Ok(Command {
                broker: self.broker.clone(),
                topic,
                payload: self.payload.clone(),
                qos: self.qos,
                retain: self.retain,
                answer: self.answer.clone(),
                mqtt5: self.mqtt5.clone(),
            }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests;
