//! Topic names and topic filters (MQTT 5 §4.7), valid by construction.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Fault;

/// A topic to publish to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Topic(String);

/// A topic filter to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct TopicFilter(String);

impl Topic {
    pub fn parse(text: &str) -> Result<Self, Fault> { todo!() }
    pub fn as_str(&self) -> &str { &self.0 }
}
impl TopicFilter {
    pub fn parse(text: &str) -> Result<Self, Fault> { todo!() }
    pub fn as_str(&self) -> &str { &self.0 }
    /// The filter without `$share/<name>/`: what topics of messages are compared with.
    pub fn matching_part(&self) -> &str { todo!() }
    pub fn matches(&self, topic: &str) -> bool { todo!() }
}
impl TryFrom<String> for Topic { type Error = Fault; fn try_from(t: String) -> Result<Self, Fault> { Self::parse(&t) } }
impl From<Topic> for String { fn from(t: Topic) -> String { t.0 } }
impl TryFrom<String> for TopicFilter { type Error = Fault; fn try_from(t: String) -> Result<Self, Fault> { Self::parse(&t) } }
impl From<TopicFilter> for String { fn from(t: TopicFilter) -> String { t.0 } }
impl std::fmt::Display for Fault { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{self:?}") } }
