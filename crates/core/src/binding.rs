//! What a tile reads.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    bytes::{ByteOrder, NumberFormat, TextEncoding},
    id::BrokerId,
    number::DecimalMark,
    problem::{Fault, Problem},
    template::ValueTemplate,
    topic::TopicFilter,
};

/// Quality of service of a subscription or a publish (MQTT 5 §4.3). There is no 2: a session that is never resumed cannot
/// promise it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "camelCase")]
pub enum Qos {
    #[default]
    AtMostOnce,
    AtLeastOnce,
}

/// How the text of a payload (or of a template's result) becomes a value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "as", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Decode {
    /// A number if it surely is a measured one (with or without a unit), a boolean word, JSON if it is an object or a list, else text.
    #[default]
    Auto,
    Number,
    /// A number whose decimal mark a person chose; the other mark groups thousands.
    MarkedNumber {
        mark: DecimalMark,
    },
    /// A number as it lies in memory: the payload has its bytes and no more. A template gets it as a text.
    Bytes {
        format: NumberFormat,
        order: ByteOrder,
    },
    Text,
    /// A text that is not UTF-8.
    EncodedText {
        encoding: TextEncoding,
    },
    Json,
    /// A picture, as its file, in Base64 or as a `data:` URL ([`crate::picture`]).
    Picture,
    /// `on` and `off` first, exactly; then the common words (on/off, true/false, 1/0, yes/no, open/closed…), in any case.
    OnOff {
        on: String,
        off: String,
    },
}

/// A topic of a broker, and how its messages become values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Binding {
    pub broker: BrokerId,
    pub topic: TopicFilter,
    #[serde(default)]
    pub qos: Qos,
    /// A minijinja template over `value` and `value_json`; `None` takes the payload as it is.
    pub template: Option<String>,
    #[serde(default)]
    pub decode: Decode,
    /// Shown behind the number; wins over a unit found in the payload.
    pub unit: Option<String>,
    /// A template like `template` that gives the time of the sample, as the device tells it ([`crate::instant::read`]);
    /// `None`: when the message came.
    #[serde(default)]
    pub time_template: Option<String>,
}

/// A binding as a person typed it, before its topic and template were looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BindingDraft {
    pub broker: BrokerId,
    pub topic: String,
    #[serde(default)]
    pub qos: Qos,
    pub template: Option<String>,
    #[serde(default)]
    pub decode: Decode,
    pub unit: Option<String>,
    #[serde(default)]
    pub time_template: Option<String>,
}

/// The longest unit in bytes.
const UNIT_LIMIT: u32 = 32;

impl BindingDraft {
    /// The binding of this form. A template or unit that is nothing but white space counts as none.
    ///
    /// # Errors
    /// The fields `topic`, `template`, `timeTemplate` and `unit` that are wrong.
    pub fn parse(&self) -> Result<Binding, Vec<Problem>> {
        let mut problems = Vec::new();
        let topic = TopicFilter::parse(&self.topic)
            .map_err(|fault| problems.push(Problem::new("topic", fault)));
        let mut template = |field: &str, text: &Option<String>| {
            let text = text.clone().filter(|text| !text.trim().is_empty());
            if let Some(Err(fault)) = text.as_deref().map(ValueTemplate::check) {
                problems.push(Problem::new(field, fault.into()));
            }
            text
        };
        let time_template = template("timeTemplate", &self.time_template);
        let template = template("template", &self.template);
        let unit = self
            .unit
            .as_deref()
            .map(str::trim)
            .filter(|unit| !unit.is_empty());
        if unit.is_some_and(|unit| unit.len() > UNIT_LIMIT as usize) {
            problems.push(Problem::new("unit", Fault::TooLong { max: UNIT_LIMIT }));
        }
        match topic {
            Ok(topic) if problems.is_empty() => Ok(Binding {
                broker: self.broker.clone(),
                topic,
                qos: self.qos,
                template,
                decode: self.decode.clone(),
                unit: unit.map(str::to_owned),
                time_template,
            }),
            _ => Err(problems),
        }
    }
}
