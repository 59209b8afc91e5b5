//! What goes through a connection that is online: subscriptions and publishes.

use tilework_core::{
    broker::StatusMessage,
    command::CommandFailure,
    connection::Trouble,
    reason::Refusal,
    topic::{TopicFilter, wire_topic},
};

use super::{actor::Actor, subscriptions::Orders};
use crate::{interests::Wanted, link::Publish};

/// Filters in one SUBSCRIBE or UNSUBSCRIBE: as many as AWS IoT Core takes.
const FILTERS: usize = 8;
/// Of the birth message; nobody waits for it.
const BIRTH: u64 = u64::MAX - 1;
/// MQTT 5 §2.4: retain not supported.
const NO_RETAIN: u8 = 0x9A;
/// MQTT 5 §2.4: topic name invalid.
const NO_TOPIC: u8 = 0x90;
/// A topic has a length of two bytes (MQTT 5 §1.5.4).
const LONGEST_TOPIC: usize = 65_535;

impl Actor {
    pub(super) fn send_birth(&mut self, birth: Option<&StatusMessage>) {
        if let Some(birth) = birth {
            self.publish(BIRTH, &as_publish(birth));
        }
    }

    pub(super) fn subscribe_all(&mut self, kept: bool) {
        let subscriptions = &mut self.subscriptions;
        let orders = self
            .following
            .look(|wanted, news| subscriptions.connected(wanted, news, kept));
        let barred = self
            .following
            .peek(|wanted| as_written(wanted, &orders.barred));
        for filter in barred {
            self.observer.subscribed(&filter, Err(Refusal::closed()));
        }
        self.order(&orders);
    }

    /// Asks for what is wanted now, and no longer for what is not.
    pub(super) fn follow(&mut self) {
        let online = self.online.is_some();
        let subscriptions = &mut self.subscriptions;
        let (orders, unwritten) = self.following.look(|wanted, mut news| {
            let unwritten = std::mem::take(&mut news.unwritten);
            let orders = if online {
                subscriptions.changed(wanted, news)
            } else {
                subscriptions.lost(news);
                Orders::default()
            };
            (orders, unwritten)
        });
        unwritten.iter().for_each(|it| self.observer.let_go(it));
        self.order(&orders);
    }

    pub(super) fn subscribed(&mut self, filter: &TopicFilter, result: &Result<(), Refusal>) {
        let subscriptions = &mut self.subscriptions;
        let (written, orders) = self.following.peek(|wanted| {
            let (filters, orders) = subscriptions.answered(wanted, filter, result.is_ok());
            (as_written(wanted, &filters), orders)
        });
        for filter in written {
            self.observer.subscribed(&filter, result.clone());
        }
        self.order(&orders);
    }

    pub(super) fn overdue(&mut self) {
        let subscriptions = &mut self.subscriptions;
        let (written, orders) = self.following.peek(|wanted| {
            let (filters, orders) = subscriptions.overdue(wanted);
            (as_written(wanted, &filters), orders)
        });
        for filter in written {
            self.observer.unanswered(&filter);
        }
        self.order(&orders);
    }

    fn order(&mut self, orders: &Orders) {
        let Some(link) = self.online_link() else {
            return;
        };
        let mut wanted = orders.subscribe.chunks(FILTERS);
        let mut unwanted = orders.unsubscribe.chunks(FILTERS);
        let full = wanted.any(|chunk| link.requests.subscribe(chunk).is_err())
            || unwanted.any(|chunk| link.requests.unsubscribe(chunk).is_err());
        if full {
            self.ended(Trouble::Lost);
        }
    }

    pub(super) fn publish(&mut self, token: u64, publish: &Publish) {
        let longer = match self.prefixed(publish) {
            Ok(longer) => longer,
            Err(failure) => return self.observer.published(token, Err(failure)),
        };
        let bytes = publish.most_bytes() + longer;
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

    /// How many bytes the broker's topic prefix adds.
    fn prefixed(&self, publish: &Publish) -> Result<usize, CommandFailure> {
        let reply = publish.properties.as_ref();
        let reply = reply.and_then(|properties| properties.response_topic.as_deref());
        let topics = [Some(publish.topic.as_str()), reply];
        self.following.peek(|wanted| {
            let mut longer = 0;
            for topic in topics.into_iter().flatten() {
                let wire = wire_topic(wanted.prefix(), topic).len();
                if wire > LONGEST_TOPIC {
                    let refusal = Refusal::new(NO_TOPIC, None);
                    return Err(CommandFailure::Refused { refusal });
                }
                longer += wire.saturating_sub(topic.len());
            }
            Ok(longer)
        })
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

fn as_written(wanted: &Wanted, filters: &[TopicFilter]) -> Vec<TopicFilter> {
    let written = filters.iter().flat_map(|filter| wanted.written(filter));
    written.cloned().collect()
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
