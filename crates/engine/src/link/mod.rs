//! One attempt at a connection, whatever the protocol and the transport.
//!
//! A link is born connecting, says [`LinkEvent::Connected`] once at most, and its last event is [`LinkEvent::Ended`]. It never
//! reconnects: the connection makes a new link for each attempt. MQTT 5, TLS and WebSocket become further connectors that speak
//! the same events.

#[cfg(test)]
pub mod fake;
mod rumqtt;
mod settings;
mod trouble;

use bytes::Bytes;
use tilework_core::{
    binding::Qos,
    connection::Trouble,
    topic::{Topic, TopicFilter},
};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

pub use rumqtt::{RumqttConnector, resolves};
pub use settings::{LinkSettings, SettingsSource};
pub use trouble::io_trouble;

/// The largest packet sent or taken, in bytes.
pub const PACKET_LIMIT: usize = 16 << 20;

/// Makes links.
pub trait Connector: Send + Sync + 'static {
    /// Starts an attempt. The settings are asked for first, because a password may have to be fetched.
    fn connect(&self, settings: std::sync::Arc<dyn SettingsSource>) -> Link;
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
    /// Says goodbye, so that the broker does not send the last will.
    fn disconnect(&mut self);
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
}

/// A message that came.
#[derive(Debug, Default)]
pub struct Message {
    pub topic: String,
    pub payload: Bytes,
    pub retained: bool,
    /// The message's share of the link's byte budget, given back when the message is dropped.
    pub _budget: Option<OwnedSemaphorePermit>,
}

#[derive(Debug)]
pub enum LinkEvent {
    /// The broker accepted us.
    Connected,
    Message(Message),
    /// The answer to one `subscribe`, filter by filter; `Err` holds the broker's code.
    Subscribed(Vec<(TopicFilter, Result<(), u8>)>),
    /// QoS 0: written to the network. QoS 1: acknowledged, or refused with a reason code.
    Published {
        token: u64,
        result: Result<(), u8>,
    },
    /// The last event.
    Ended(Trouble),
}
