//! What goes through a connection that is online: subscriptions and publishes.

use tilework_core::{
    binding::Qos, broker::StatusMessage, command::CommandFailure, connection::Trouble,
    reason::Refusal, topic::TopicFilter,
};

use super::actor::Actor;
use crate::link::Publish;

/// Filters in one SUBSCRIBE: as many as AWS IoT Core takes.
const FILTERS: usize = 8;
/// Of the birth message; nobody waits for it.
const BIRTH: u64 = u64::MAX - 1;
/// MQTT 5 §2.4: retain not supported.
const NO_RETAIN: u8 = 0x9A;

impl Actor {
    pub(super) fn send_birth(&mut self, birth: Option<&StatusMessage>) {
        if let Some(birth) = birth {
            self.publish(BIRTH, &as_publish(birth));
        }
    }

    pub(super) fn subscribe(&mut self, filters: &[(TopicFilter, Qos)]) {
        let wanted: Vec<_> = filters
            .iter()
            .map(|(filter, qos)| (filter.clone(), self.subscriptions.add(filter, *qos)))
            .collect();
        self.send_subscribe(&wanted);
    }

    pub(super) fn send_subscribe(&mut self, wanted: &[(TopicFilter, Qos)]) {
        let Some(link) = self.online_link() else {
            return;
        };
        let full = wanted
            .chunks(FILTERS)
            .any(|chunk| link.requests.subscribe(chunk).is_err());
        if full {
            self.ended(Trouble::Lost);
        }
    }

    pub(super) fn unsubscribe(&mut self, filters: &[TopicFilter]) {
        let unwanted = filters
            .iter()
            .filter(|f| self.subscriptions.remove(f))
            .cloned();
        self.unwanted.extend(unwanted);
        self.unsubscribe_rest(true);
    }

    /// A filter that somebody wants again meanwhile stays.
    pub(super) fn unsubscribe_rest(&mut self, kept: bool) {
        if self.online.is_none() {
            return;
        }
        let mut unwanted = std::mem::take(&mut self.unwanted);
        unwanted.retain(|filter| !self.subscriptions.wants(filter));
        if let Some(link) = self.online_link()
            && kept
            && !unwanted.is_empty()
            && link.requests.unsubscribe(&unwanted).is_err()
        {
            self.ended(Trouble::Lost);
        }
    }

    pub(super) fn publish(&mut self, token: u64, publish: &Publish) {
        let bytes = publish.most_bytes();
        let room = self.outbox.has_room(bytes);
        let Some(online) = &self.online else {
            return self.observer.published(token, Err(CommandFailure::Offline));
        };
        let limit = online.established.packet_limit;
        if bytes > limit as usize {
            let failure = CommandFailure::TooLarge {
                bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
                limit,
            };
            return self.observer.published(token, Err(failure));
        }
        if publish.retain && !online.established.granted.retain_available {
            let refusal = Refusal::new(NO_RETAIN, None);
            let failure = CommandFailure::Refused { refusal };
            return self.observer.published(token, Err(failure));
        }
        let sent = self
            .online_link()
            .is_some_and(|link| room && link.requests.publish(token, publish).is_ok());
        if !sent {
            return self.observer.published(token, Err(CommandFailure::Busy));
        }
        self.observer
            .sent(publish.topic.as_str().len() + publish.payload.len());
        self.outbox.insert(token, bytes);
    }

    pub(super) fn published(&mut self, token: u64, result: Result<(), Refusal>) {
        if self.outbox.remove(token) {
            self.observer.published(
                token,
                result.map_err(|refusal| CommandFailure::Refused { refusal }),
            );
        }
    }
}

fn as_publish(message: &StatusMessage) -> Publish {
    Publish {
        topic: message.topic.clone(),
        payload: message.payload.clone().into_bytes(),
        qos: message.qos,
        retain: message.retain,
        properties: None,
    }
}
