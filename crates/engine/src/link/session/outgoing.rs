//! What a session sends.

use std::time::Duration;

use tilework_core::{binding::Qos, topic::TopicFilter};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    time::Instant,
};

use super::{CatchingUp, Request, Session};
use crate::link::{Goodbye, Publish, packets::Breach, wire_filter};

/// After a hint that the network changed.
const IMPATIENCE: Duration = Duration::from_secs(3);
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
                // An identifier is one of a whole SUBSCRIBE (MQTT 5 §3.8.2.1.2).
                let at_once = if self.copies.identified {
                    1
                } else {
                    filters.len()
                };
                for filters in filters.chunks(at_once.max(1)) {
                    self.subscribe(filters);
                }
            }
            Request::Unsubscribe(filters) => {
                let id = self.fresh_id();
                let wire: Vec<_> = filters.iter().map(|filter| self.wire(filter)).collect();
                wire.iter().for_each(|filter| self.copies.left(filter));
                let wire = wire.iter().map(|it| it.as_str().to_owned()).collect();
                self.codec.unsubscribe(wire, id, &mut self.out);
                self.unsubscribing.insert(id);
            }
            Request::Publish(token, publish) => self.publish(token, publish),
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

    pub(super) fn wire(&self, filter: &TopicFilter) -> TopicFilter {
        wire_filter(&self.settings.broker.topic_prefix, filter)
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
        if goodbye == Goodbye::Leaving
            && let Some(will) = self.settings.broker.last_will.clone()
        {
            let publish = Publish {
                topic: will.topic,
                payload: will.payload.into_bytes(),
                qos: will.qos.min(self.maximum_qos),
                retain: will.retain,
                properties: None,
            };
            self.publish(u64::MAX, publish);
        }
        self.codec.disconnect(&mut self.out);
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
