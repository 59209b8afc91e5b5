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

/// A house that starts announces everything at once; a list of a bridge has some megabytes.
const BUDGET: Budget = Budget {
    messages: 10_000,
    bytes: 32 << 20,
};

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

    /// The topic of an announcement, as its device knows it. `None`: it is none, or there are too many.
    pub fn takes<'a>(&self, message: &'a Message) -> Option<&'a str> {
        let topic = message.topic.as_str();
        let topic = match topic.strip_prefix(&self.topic_prefix) {
            Some(inside) => inside,
            None => topic,
        };
        if !Finder::concerns(topic, &self.prefixes) {
            return None;
        }
        let hold = self.holds.iter().find(|(filter, _)| filter.matches(topic));
        hold.is_some_and(|(_, hold)| hold.admits(message))
            .then_some(topic)
    }
}
