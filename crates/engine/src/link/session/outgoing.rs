//! What a session sends.

use std::time::Duration;

use tilework_core::{binding::Qos, reason::Refusal, topic::TopicFilter};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    time::Instant,
};

use super::{CatchingUp, Request, Session};
use crate::link::{Goodbye, LinkEvent, Publish, packets::Breach, wire_filter};

/// After a hint that the network changed.
const IMPATIENCE: Duration = Duration::from_secs(3);
/// Of a SUBSCRIBE beside its filters, at most: fixed header, packet id, properties with an identifier (MQTT 5 §3.8).
const HEAD: usize = 5 + 2 + 1 + 5;
/// Of each filter: its length and its options.
const AROUND: usize = 3;
/// MQTT 5 §2.4: packet too large.
const TOO_LARGE: u8 = 0x95;
/// For the goodbye to reach the socket.
const GOODBYE: Duration = Duration::from_millis(500);

impl Session {
    pub(super) fn send_ping(&mut self, patience: Duration) {
        let now = Instant::now();
        self.next_ping = now + self.ping;
        // Even while one is not answered: the answer may be behind a long message, and the broker counts our silence.
        self.codec.ping(&mut self.out);
        let room = self.catching_up.as_mut().map_or(0, CatchingUp::room);
        self.pings.sent(room);
        let until = now + patience;
        self.until = Some(self.until.map_or(until, |before| before.min(until)));
    }

    fn fresh_id(&mut self) -> u16 {
        loop {
            self.last_id = self.last_id.checked_add(1).unwrap_or(1);
            let id = self.last_id;
            if !self.publishing.contains_key(&id)
                && !self.subscribing.contains_key(&id)
                && !self.unsubscribing.contains(&id)
            {
                return id;
            }
        }
    }

    pub(super) fn ask(&mut self, request: Request) {
        match request {
            Request::Subscribe(filters) => {
                let (filters, too_long): (Vec<_>, Vec<_>) = filters
                    .into_iter()
                    .partition(|(filter, _)| self.fits(std::iter::once(filter)));
                if !too_long.is_empty() {
                    let refused = |(filter, _)| (filter, Err(Refusal::new(TOO_LARGE, None)));
                    let told = too_long.into_iter().map(refused).collect();
                    self.tell(LinkEvent::Subscribed(told));
                }
                // An identifier is one of a whole SUBSCRIBE (MQTT 5 §3.8.2.1.2).
                let together =
                    !self.copies.identified && self.fits(filters.iter().map(|(filter, _)| filter));
                let at_once = if together { filters.len() } else { 1 };
                for filters in filters.chunks(at_once.max(1)) {
                    self.subscribe(filters);
                }
            }
            Request::Unsubscribe(filters) => {
                let at_once = if self.fits(filters.iter()) {
                    filters.len()
                } else {
                    1
                };
                for filters in filters.chunks(at_once.max(1)) {
                    self.unsubscribe(filters);
                }
            }
            Request::Publish(token, publish) => {
                // In their order, with those that wait already.
                let acknowledged = publish.qos.min(self.maximum_qos) == Qos::AtLeastOnce;
                if acknowledged && (self.is_full() || !self.held.is_empty()) {
                    self.held.push_back((token, publish));
                } else {
                    self.publish(token, publish);
                }
            }
            Request::Check => self.send_ping(IMPATIENCE),
            Request::Disconnect(_) => {}
        }
    }

    fn subscribe(&mut self, filters: &[(TopicFilter, Qos)]) {
        let id = self.fresh_id();
        let mut wire = Vec::new();
        let mut identifier = None;
        for (filter, qos) in filters {
            let filter = self.wire(filter);
            identifier = Some(self.copies.identify(&filter));
            wire.push((filter.as_str().to_owned(), *qos));
        }
        let identifier = identifier.filter(|_| self.copies.identified);
        self.codec.subscribe(wire, identifier, id, &mut self.out);
        let asked = filters.iter().map(|(filter, _)| filter.clone()).collect();
        self.subscribing.insert(id, asked);
    }

    fn unsubscribe(&mut self, filters: &[TopicFilter]) {
        // What does not fit was never subscribed.
        if !self.fits(filters.iter()) {
            return;
        }
        let id = self.fresh_id();
        let mut wire = Vec::new();
        for filter in filters {
            let filter = self.wire(filter);
            self.copies.left(&filter);
            wire.push(filter.as_str().to_owned());
        }
        self.codec.unsubscribe(wire, id, &mut self.out);
        self.unsubscribing.insert(id);
    }

    /// Whether the broker takes a SUBSCRIBE of these (MQTT 5 §3.2.2.3.6).
    fn fits<'a>(&self, filters: impl Iterator<Item = &'a TopicFilter>) -> bool {
        let each = filters.map(|filter| self.wire(filter).as_str().len() + AROUND);
        HEAD + each.sum::<usize>() <= self.maximum_packet
    }

    pub(super) fn wire(&self, filter: &TopicFilter) -> TopicFilter {
        wire_filter(&self.settings.broker.topic_prefix, filter)
    }

    /// The broker takes no more at QoS 1 until it has acknowledged one (MQTT 5 §4.9).
    fn is_full(&self) -> bool {
        self.publishing.len() >= self.in_flight
    }

    /// One of those that the broker had is acknowledged.
    pub(super) fn publish_held(&mut self) {
        while !self.is_full()
            && let Some((token, publish)) = self.held.pop_front()
        {
            self.publish(token, publish);
        }
    }

    fn publish(&mut self, token: u64, mut publish: Publish) {
        publish.qos = publish.qos.min(self.maximum_qos);
        let topic = self.settings.on_wire(publish.topic.as_str());
        if let Some(properties) = &mut publish.properties {
            let reply = properties.response_topic.as_mut();
            if let Some(reply) = reply {
                *reply = self.settings.on_wire(reply);
            }
        }
        let id = match publish.qos {
            Qos::AtMostOnce => 0,
            Qos::AtLeastOnce => self.fresh_id(),
        };
        self.codec.publish(topic, &publish, id, &mut self.out);
        self.tell(LinkEvent::Leaves { token });
        if id == 0 {
            self.writing.push(token);
        } else {
            self.publishing.insert(id, token);
        }
    }

    /// The last will as an ordinary message, then DISCONNECT: after that the broker drops the will (MQTT 5 §3.1.2.5). Then up to the end
    /// of what the broker says: a socket that is closed with something unread resets the connection, and a broker that notices that first
    /// publishes the will as well, perhaps only when the app is back.
    pub(super) async fn goodbye(&mut self, goodbye: Goodbye) {
        if goodbye != Goodbye::Moving
            && let Some(will) = self.settings.broker.last_will.clone()
        {
            let publish = Publish {
                topic: will.topic,
                payload: will.payload.into_bytes(),
                qos: if self.is_full() {
                    Qos::AtMostOnce
                } else {
                    will.qos
                },
                retain: will.retain,
                properties: None,
            };
            let topic = self.settings.on_wire(publish.topic.as_str()).len();
            let longer = topic.saturating_sub(publish.topic.as_str().len());
            if publish.most_bytes() + longer <= self.maximum_packet {
                self.publish(u64::MAX, publish);
            }
        }
        if goodbye == Goodbye::ForGood {
            self.codec.disconnect_for_good(&mut self.out);
        } else {
            self.codec.disconnect(&mut self.out);
        }
        let leave = async {
            self.writer.write_all_buf(&mut self.out).await?;
            self.writer.flush().await?;
            self.writer.shutdown().await?;
            while self.reader.read(&mut [0; 4_096]).await? > 0 {}
            Ok::<_, std::io::Error>(())
        };
        let _ = tokio::time::timeout(GOODBYE, leave).await;
    }
    /// MQTT 5 says why it closes (§4.13.1); 3.1.1 has no word for it.
    pub(super) async fn protest(&mut self, breach: Breach) {
        self.codec.protest(breach, &mut self.out);
        let leave = async {
            self.writer.write_all_buf(&mut self.out).await?;
            self.writer.shutdown().await
        };
        let _ = tokio::time::timeout(GOODBYE, leave).await;
    }
}
