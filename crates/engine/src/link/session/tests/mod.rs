//! A session against a broker that follows a script: packet in, packet expected, in both versions and on paused time.

mod back_pressure;
mod crossing;
mod kept;
mod limits;
mod qos2;
mod sequences;
mod strict;

use std::{sync::Arc, time::Duration};

use tilework_core::broker::{Broker, Origin, Protocol};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex},
    task::JoinHandle,
    time::timeout,
};

use super::*;
use crate::link::{Message, open::Opened};

const BOTH: [Protocol; 2] = [Protocol::V311, Protocol::V5];
const PINGREQ: [u8; 2] = [0xC0, 0];
const PINGRESP: [u8; 2] = [0xD0, 0];
const CONNECT: u8 = 1;

/// What a script may vary.
struct Script {
    protocol: Protocol,
    /// The broker has a session, and we wanted one.
    kept: bool,
    packet_limit: u32,
    /// Events that wait for the actor.
    events: usize,
    /// Bytes on their way, each way.
    line: usize,
}

impl Script {
    fn new(protocol: Protocol) -> Self {
        Self {
            protocol,
            kept: false,
            packet_limit: Broker::PACKET_LIMIT,
            events: 64,
            line: 1 << 20,
        }
    }

    fn settings(&self) -> LinkSettings {
        let id = "b".parse().unwrap();
        let mut broker = Broker::new(id, "b".into(), Origin::Demo, "c".into());
        broker.protocol = self.protocol;
        broker.session_expiry_seconds = if self.kept { 3_600 } else { 0 };
        broker.packet_limit = self.packet_limit;
        LinkSettings {
            broker: Arc::new(broker),
            endpoint: serde_json::from_str(r#"{"host":"farm","port":1883}"#).unwrap(),
            place: 0,
            secrets: Default::default(),
        }
    }

    /// Up to the CONNECT.
    async fn knock(&self) -> Scripted {
        let (ours, wire) = duplex(self.line);
        let opened = Opened {
            stream: Box::new(ours),
            tls: None,
        };
        let (requests, inbox) = mpsc::channel(64);
        let (events_in, events) = mpsc::channel(self.events);
        let settings = self.settings();
        let steps = Steps {
            events: events_in,
            endpoint: 0,
        };
        let session = tokio::spawn(async move { speak(settings, opened, &steps, inbox).await });
        let mut broker = Scripted {
            protocol: self.protocol,
            wire,
            requests,
            events,
            session,
        };
        assert_eq!(broker.hears().await[0] >> 4, CONNECT);
        broker
    }

    /// Up to the first ping, which comes at once.
    async fn begin(&self) -> Scripted {
        let mut broker = self.knock().await;
        broker.accepts(self.kept).await;
        assert!(matches!(broker.told().await, LinkEvent::Connected(_)));
        broker.expects(&PINGREQ).await;
        broker
    }
}

struct Scripted {
    protocol: Protocol,
    wire: DuplexStream,
    requests: mpsc::Sender<Request>,
    events: mpsc::Receiver<LinkEvent>,
    session: JoinHandle<Trouble>,
}

impl Scripted {
    async fn says(&mut self, bytes: &[u8]) {
        self.wire.write_all(bytes).await.unwrap();
    }

    async fn accepts(&mut self, present: bool) {
        let present = u8::from(present);
        match self.protocol {
            Protocol::V311 => self.says(&[0x20, 2, present, 0]).await,
            Protocol::V5 => self.says(&[0x20, 3, present, 0, 0]).await,
        }
    }

    /// The next packet; empty when the session has closed.
    async fn hears(&mut self) -> Vec<u8> {
        let mut head = [0; 2];
        if self.wire.read_exact(&mut head).await.is_err() {
            return Vec::new();
        }
        assert!(head[1] < 0x80, "a short packet");
        let mut packet = vec![0; head[1].into()];
        self.wire.read_exact(&mut packet).await.unwrap();
        [&head[..], &packet].concat()
    }

    async fn expects(&mut self, packet: &[u8]) {
        assert_eq!(self.hears().await, packet, "{:?}", self.protocol);
    }

    /// The next event that is worth one.
    async fn told(&mut self) -> LinkEvent {
        loop {
            match self.events.recv().await.expect("an event") {
                LinkEvent::Step(_) | LinkEvent::Latency(_) => {}
                event => return event,
            }
        }
    }

    async fn message(&mut self) -> Message {
        match self.told().await {
            LinkEvent::Message(message) => message,
            other => panic!("{other:?}"),
        }
    }

    /// Nothing is told and nothing is said.
    async fn is_still(&mut self) {
        let quiet = Duration::from_secs(1);
        let told = timeout(quiet, self.told()).await;
        assert!(told.is_err(), "{told:?}");
        let said = timeout(quiet, self.hears()).await;
        assert!(said.is_err(), "{said:?}");
    }

    fn publish(&self, flags: u8, id: u16, topic: &str, payload: &[u8]) -> Vec<u8> {
        publish(self.protocol, flags, id, topic, payload, &[])
    }
}

/// A PUBLISH with these flags (MQTT 5 §3.3.1); `properties` in MQTT 5 only.
fn publish(
    protocol: Protocol,
    flags: u8,
    id: u16,
    topic: &str,
    payload: &[u8],
    properties: &[u8],
) -> Vec<u8> {
    let mut body = (topic.len() as u16).to_be_bytes().to_vec();
    body.extend(topic.as_bytes());
    if flags & 0b110 != 0 {
        body.extend(id.to_be_bytes());
    }
    if protocol == Protocol::V5 {
        body.extend(variable(properties.len()));
        body.extend(properties);
    }
    body.extend(payload);
    let mut packet = vec![0x30 | flags];
    packet.extend(variable(body.len()));
    packet.extend(body);
    packet
}

fn variable(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let more = value > 0x7F;
        bytes.push((value & 0x7F) as u8 | if more { 0x80 } else { 0 });
        value >>= 7;
        if !more {
            return bytes;
        }
    }
}

fn puback(id: u16) -> [u8; 4] {
    let [high, low] = id.to_be_bytes();
    [0x40, 2, high, low]
}
