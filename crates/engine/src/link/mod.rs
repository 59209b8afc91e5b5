//! One attempt at a connection, whatever the protocol and the transport.
//!
//! A link is born connecting, says how far it comes in [`LinkEvent::Step`]s, says [`LinkEvent::Connected`] once at most, and its last
//! event is [`LinkEvent::Ended`]. It never reconnects: the connection makes a new link for each attempt.
//!
//! `open` makes a stream of bytes (TCP, TLS, WebSocket), `packets` turns bytes into packets and back (rumqttc's codecs), `session`
//! speaks MQTT over both. rumqttc's own event loop is not used: docs/adr/0006 says why.

#[cfg(test)]
pub mod fake;
mod open;
mod packets;
mod session;
mod settings;
mod start;
mod steps;
mod trouble;
mod types;

use std::time::Duration;

use bytes::Bytes;
use tilework_core::{
    Millis,
    binding::Qos,
    broker::{Endpoint, StatusMessage, UserProperty},
    certificate::{CertificateSummary, EndingCertificate, TlsSummary},
    connection::Trouble,
    reason::Refusal,
    topic::{Topic, TopicFilter},
};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

/// What is fed with bytes that a fuzzer made up.
#[cfg(fuzzing)]
pub mod fuzzing {
    pub use super::{
        open::fuzzing::{certificates, web_socket},
        packets::fuzzing::frames,
    };
}

pub use open::identity;
pub use settings::{LinkSettings, SettingsSource, header_lines, wire_filter};
pub use start::RealConnector;
pub use types::{ConnectionStep, Found, Granted, IdentityInput, StepName};

use crate::ports::PortFuture;

/// Makes links.
pub trait Connector: Send + Sync + 'static {
    /// Starts an attempt at the endpoint in this place of the broker's list. The settings are asked for first, because a secret may
    /// have to be fetched.
    fn connect(&self, settings: std::sync::Arc<dyn SettingsSource>, endpoint: usize) -> Link;

    /// Whether the endpoint can be reached, short of MQTT's own handshake: that would end the connection we have.
    fn reaches(
        &self,
        settings: std::sync::Arc<dyn SettingsSource>,
        endpoint: usize,
    ) -> PortFuture<'static, bool>;
}

/// A running attempt: where to put requests, where events come from. Dropping it ends the attempt at once.
pub struct Link {
    pub requests: Box<dyn LinkRequests>,
    pub events: mpsc::Receiver<LinkEvent>,
}

/// What can be asked of a link. Nothing waits: the actor never awaits the network.
pub trait LinkRequests: Send {
    /// # Errors
    /// The link takes no more; it has ended or its queue is full.
    fn subscribe(&mut self, filters: &[(TopicFilter, Qos)]) -> Result<(), LinkFull>;
    /// # Errors
    /// As [`LinkRequests::subscribe`].
    fn unsubscribe(&mut self, filters: &[TopicFilter]) -> Result<(), LinkFull>;
    /// `token` comes back in [`LinkEvent::Published`].
    ///
    /// # Errors
    /// As [`LinkRequests::subscribe`].
    fn publish(&mut self, token: u64, publish: &Publish) -> Result<(), LinkFull>;
    /// Pings at once: the network may have changed under the link.
    fn check(&mut self);
    /// Says goodbye, so that the broker does not send the last will.
    fn disconnect(&mut self, goodbye: Goodbye);
}

/// Why a connection is ended on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goodbye {
    /// The app is no more there: it sends its last will itself.
    Leaving,
    /// The broker was deleted here: it need not keep the session (MQTT 5 only; 3.1.1 has no word for it).
    ForGood,
    /// It comes back at once by another address.
    Moving,
}

/// The link's queue is full, or it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkFull;

/// A message to send.
#[derive(Debug, Clone, PartialEq)]
pub struct Publish {
    pub topic: Topic,
    pub payload: Vec<u8>,
    pub qos: Qos,
    pub retain: bool,
    /// Left out in MQTT 3.1.1.
    pub properties: Option<Box<PublishProperties>>,
}

impl Publish {
    /// The most bytes of its packet (MQTT 5 §3.3): fixed header, topic, packet id, payload, and what MQTT 5 carries along.
    #[must_use]
    pub fn most_bytes(&self) -> usize {
        const HEADERS: usize = 5 + 2 + 2 + 4;
        let properties = self.properties.as_ref().map_or(0, |p| p.bytes());
        HEADERS + self.topic.as_str().len() + self.payload.len() + properties
    }
}

/// MQTT 5 §3.3.2.3.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PublishProperties {
    pub expiry_seconds: Option<u32>,
    pub content_type: Option<String>,
    pub response_topic: Option<String>,
    pub correlation: Option<Bytes>,
    pub user: Vec<UserProperty>,
}

impl PublishProperties {
    fn bytes(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, |text| text.len() + 3);
        let user = self.user.iter().map(|p| p.name.len() + p.value.len() + 5);
        5 + text(&self.content_type)
            + text(&self.response_topic)
            + self.correlation.as_ref().map_or(0, |data| data.len() + 3)
            + user.sum::<usize>()
    }
}

/// A message that came.
#[derive(Debug, Default)]
pub struct Message {
    pub topic: String,
    pub payload: Bytes,
    pub retained: bool,
    /// A kept session had it, or may have had it: it was said at any time while we were away.
    pub queued: bool,
    /// MQTT 5 only.
    pub properties: Option<Box<PublishProperties>>,
    /// The message's share of the link's byte budget, given back when the message is dropped.
    pub _budget: Option<OwnedSemaphorePermit>,
}

impl Message {
    /// From a session's queue: nobody knows when it was said. What a broker retains holds, whenever it was said.
    #[must_use]
    pub fn is_of_any_age(&self) -> bool {
        self.queued && !self.retained
    }
}

/// An accepted connection.
#[derive(Debug, Clone)]
pub struct Established {
    pub endpoint: Endpoint,
    pub tls: Option<TlsSummary>,
    pub client_certificate: Option<CertificateSummary>,
    pub granted: Granted,
    /// The largest message that both sides take, in bytes.
    pub packet_limit: u32,
    /// To publish now.
    pub birth: Option<StatusMessage>,
}

impl Established {
    /// The certificates, the broker's and ours, that end within 14 days; the first to end first.
    #[must_use]
    pub fn all_ending(&self, now: Millis) -> Vec<EndingCertificate> {
        let broker = self.tls.as_ref().map(|tls| &tls.certificate);
        EndingCertificate::among(broker, self.client_certificate.as_ref(), now)
    }

    #[must_use]
    pub fn ending(&self, now: Millis) -> Option<EndingCertificate> {
        self.all_ending(now).into_iter().next()
    }
}

#[derive(Debug)]
pub enum LinkEvent {
    /// How far the attempt came; the first that failed is the last.
    Step(Box<ConnectionStep>),
    /// The broker accepted us.
    Connected(Box<Established>),
    Message(Message),
    /// A message over the packet limit was left out; `None`: its topic could not be read.
    TooLarge {
        topic: Option<String>,
        bytes: u64,
    },
    /// A message came once more, for another filter of ours, and was left out.
    Copy,
    /// The answer to one `subscribe`, filter by filter.
    Subscribed(Vec<(TopicFilter, Result<(), Refusal>)>),
    /// A publish goes out now; before, the broker took no more of them (MQTT 5 §4.9).
    Leaves {
        token: u64,
    },
    /// QoS 0: written to the network. QoS 1: acknowledged, or refused.
    Published {
        token: u64,
        result: Result<(), Refusal>,
    },
    /// From a ping to its answer.
    Latency(Duration),
    /// A kept session has told all that it had queued: what comes now is said now.
    CaughtUp,
    /// The last event.
    Ended(Trouble),
}
