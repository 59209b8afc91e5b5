//! What a link needs to know of a broker.

use std::{collections::BTreeMap, sync::Arc};

use tilework_core::{
    broker::{Broker, Endpoint, Hidden, SecretKind, StatusMessage, UserProperty, fill},
    connection::Trouble,
    secret::Secret,
    topic::{TopicFilter, wire_topic},
};

use crate::ports::PortFuture;

/// Everything for one attempt. `Debug` shows no secret, because [`Secret`] does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSettings {
    pub broker: Arc<Broker>,
    pub endpoint: Endpoint,
    /// The place of the endpoint in the broker's list.
    pub place: u32,
    /// Those that the broker has.
    pub secrets: BTreeMap<SecretKind, Secret>,
}

impl LinkSettings {
    /// The headers of the WebSocket request: names and values.
    pub fn headers(&self) -> Vec<(String, String)> {
        let lines = self.secrets.get(&SecretKind::Headers);
        let split = |line: &str| {
            line.split_once(": ")
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        lines
            .map(|secret| secret.expose().lines().filter_map(split).collect())
            .unwrap_or_default()
    }

    /// The last will, unless it is one of before that fits into no CONNECT (MQTT 5 §3.1.3.4): its payload may have been a byte longer
    /// once, and a prefix makes its topic longer.
    pub fn will(&self) -> Option<&StatusMessage> {
        let most = StatusMessage::PAYLOAD_LIMIT as usize;
        self.broker.last_will.as_ref().filter(|will| {
            will.payload.len() <= most && self.on_wire(will.topic.as_str()).len() <= most
        })
    }

    /// Empty: none is sent.
    pub fn username(&self) -> &str {
        match self.secrets.get(&SecretKind::Username) {
            Some(secret) => secret.expose(),
            None => &self.broker.username,
        }
    }

    /// The path of the WebSocket request with its tokens.
    pub fn path(&self) -> String {
        self.endpoint
            .path_with(&self.filled(SecretKind::Queries, self.endpoint.hidden()))
    }

    /// The user properties of CONNECT with their values.
    pub fn user_properties(&self) -> Vec<UserProperty> {
        let places = self.broker.hidden_properties();
        let property = |Hidden { key, value }| UserProperty { name: key, value };
        let filled = self.filled(SecretKind::UserProperties, places);
        filled.into_iter().map(property).collect()
    }

    fn filled(&self, kind: SecretKind, mut places: Vec<Hidden>) -> Vec<Hidden> {
        let kept = self.secrets.get(&kind).map(Hidden::read);
        fill(&mut places, &kept.unwrap_or_default());
        places
    }

    /// The topic as the broker knows it.
    pub fn on_wire(&self, topic: &str) -> String {
        wire_topic(&self.broker.topic_prefix, topic)
    }
}

/// Headers as the keyring keeps them: a line each.
pub fn header_lines<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    headers
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect()
}

/// A filter as the broker has it.
pub fn wire_filter(prefix: &str, filter: &TopicFilter) -> TopicFilter {
    // A prefix was checked when its form was saved; a filter stays one behind it.
    TopicFilter::parse(&wire_topic(prefix, filter.as_str())).unwrap_or_else(|_| filter.clone())
}

/// Where the settings of the next attempt come from: a document and a keyring, or the demo and its port.
pub trait SettingsSource: Send + Sync {
    /// How many endpoints there are, at least 1.
    fn endpoints(&self) -> usize;
    /// Whether what goes to this one can be read on the way.
    fn is_open(&self, endpoint: usize) -> bool;
    fn settings(&self, endpoint: usize) -> PortFuture<'_, Result<LinkSettings, Trouble>>;
}

impl SettingsSource for LinkSettings {
    fn endpoints(&self) -> usize {
        1
    }

    fn is_open(&self, _endpoint: usize) -> bool {
        self.endpoint.is_open()
    }

    fn settings(&self, _endpoint: usize) -> PortFuture<'_, Result<LinkSettings, Trouble>> {
        Box::pin(async { Ok(self.clone()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_prefix_is_put_before_what_does_not_have_it() {
        let prefix = "/me@example.com/";
        for (topic, wire) in [
            ("kitchen/temp", "/me@example.com/kitchen/temp"),
            ("/kitchen/temp", "/me@example.com/kitchen/temp"),
            ("#", "/me@example.com/#"),
            ("/me@example.com/kitchen", "/me@example.com/kitchen"),
            ("$SYS/broker/uptime", "$SYS/broker/uptime"),
            ("$share/app/kitchen", "$share/app//me@example.com/kitchen"),
        ] {
            assert_eq!(wire_topic(prefix, topic), wire);
        }
        assert_eq!(wire_topic("", "/kitchen"), "/kitchen");
    }

    #[test]
    fn headers_come_back_as_they_were_kept() {
        let kept =
            header_lines([("Authorization", "Bearer a: b"), ("X-Site", "north")].into_iter());
        let broker = serde_json::from_str(
            r#"{"schemaVersion":2,"id":"b","name":"b","origin":"demo","enabled":true,"clientId":"c","keepAliveSeconds":30,"packetLimit":1024}"#,
        );
        let settings = LinkSettings {
            broker: Arc::new(broker.unwrap()),
            endpoint: serde_json::from_str(r#"{"host":"farm","port":1883}"#).unwrap(),
            place: 0,
            secrets: BTreeMap::from([(SecretKind::Headers, Secret::new(kept))]),
        };
        let headers = settings.headers();
        assert_eq!(headers[0], ("Authorization".into(), "Bearer a: b".into()));
        assert_eq!(headers[1], ("X-Site".into(), "north".into()));
        assert!(!format!("{settings:?}").contains("Bearer"));
    }
}
