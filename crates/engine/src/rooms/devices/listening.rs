//! What is held of a broker to hear of its devices.

use std::sync::Arc;

use tilework_core::{
    binding::Qos,
    broker::{Broker, Origin},
    topic::TopicFilter,
};
use tilework_discovery::{Finder, filters};

use super::DiscoverySetting;
use crate::{
    interests::{Budget, Hold, Interests},
    link::Message,
};

/// A house that starts announces everything at once, as much as is remembered; a list of a bridge has some megabytes.
const BUDGET: Budget = Budget {
    messages: 20_000,
    bytes: 32 << 20,
};

/// What a message is.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard<'a> {
    /// No announcement.
    Nothing,
    /// One, by its topic as its device knows it.
    Announcement(&'a str),
    /// One of more than the broker may send in a second.
    TooMuch,
}

#[derive(Debug)]
pub struct Listening {
    holds: Vec<(TopicFilter, Hold)>,
    /// Of Home Assistant's announcements.
    prefixes: Vec<String>,
    /// Before all topics of this broker.
    topic_prefix: String,
    origin: Origin,
}

impl Listening {
    pub fn begin(interests: &Arc<Interests>, broker: &Broker, setting: &DiscoverySetting) -> Self {
        let prefixes = setting.prefixes();
        let parsed = filters(&prefixes)
            .into_iter()
            .filter_map(|it| TopicFilter::parse(&it).ok());
        let holds = parsed
            .map(|filter| {
                let hold = interests
                    .hold(&broker.id, &filter, Qos::AtMostOnce)
                    .within(BUDGET);
                (filter, hold)
            })
            .collect();
        Self {
            holds,
            prefixes,
            topic_prefix: broker.topic_prefix.clone(),
            origin: broker.origin.clone(),
        }
    }

    /// Whether it is to the same topics of the same broker.
    pub fn is_to(&self, broker: &Broker, setting: &DiscoverySetting) -> bool {
        self.prefixes == setting.prefixes()
            && self.topic_prefix == broker.topic_prefix
            && self.origin == broker.origin
    }

    pub fn hears<'a>(&self, message: &'a Message) -> Heard<'a> {
        let topic = message.topic.as_str();
        // All that is held has the broker's prefix before it.
        let Some(topic) = topic.strip_prefix(&self.topic_prefix) else {
            return Heard::Nothing;
        };
        if !Finder::concerns(topic, &self.prefixes) {
            return Heard::Nothing;
        }
        let hold = self.holds.iter().find(|(filter, _)| filter.matches(topic));
        match hold {
            None => Heard::Nothing,
            Some((_, hold)) if hold.admits(message) => Heard::Announcement(topic),
            Some(_) => Heard::TooMuch,
        }
    }
}
