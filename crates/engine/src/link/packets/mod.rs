//! Bytes to packets and back, in both versions of MQTT. rumqttc's codecs do the work; what they do not tell (codes they do not know,
//! messages over the limit) is read here.

mod frame;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod identifiers;
mod strict;
#[cfg(test)]
mod tests;
mod v3;
mod v5;

use bytes::{Bytes, BytesMut};
use tilework_core::{binding::Qos, broker::Protocol, reason::Refusal};

pub use frame::{Frames, Piece};

use super::{LinkSettings, Message, Publish};
use crate::link::Granted;

/// Messages of QoS 1 and 2 that we take before we have answered them (MQTT 5 §3.1.2.11.3).
pub const RECEIVE_MAXIMUM: u16 = 1_000;

/// What a broker may not send, as MQTT 5 tells it apart (§3.14.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// Not a packet at all.
    Malformed,
    /// A packet at the wrong time.
    Protocol,
    /// A message whose topic is none.
    Topic,
    /// More messages than [`RECEIVE_MAXIMUM`].
    TooMany,
    /// A packet over the limit that is no message: it cannot be left out.
    TooLarge,
}

impl Breach {
    fn code(self) -> u8 {
        match self {
            Self::Malformed => 0x81,
            Self::Protocol => 0x82,
            Self::Topic => 0x90,
            Self::TooMany => 0x93,
            Self::TooLarge => 0x95,
        }
    }
}

/// What the broker waits for once we have a message (MQTT 5 §4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// QoS 0.
    Nothing,
    /// PUBACK: QoS 1.
    Acknowledge(u16),
    /// PUBREC, and PUBCOMP after its PUBREL: QoS 2.
    Complete(u16),
}

/// What a broker sends.
#[derive(Debug)]
pub enum Incoming {
    Accepted(Accepted),
    Refused(Refusal),
    Message {
        message: Message,
        due: Due,
        /// The subscriptions that it is for, by their identifiers, where the broker says so (MQTT 5 §3.3.2.3.8).
        filters: Vec<u32>,
    },
    /// PUBREL: the broker has our PUBREC.
    Released {
        id: u16,
    },
    Published {
        id: u16,
        result: Result<(), Refusal>,
    },
    Subscribed {
        id: u16,
        results: Vec<Result<(), Refusal>>,
    },
    Unsubscribed {
        id: u16,
        /// None in MQTT 3.1.1.
        results: Vec<Result<(), Refusal>>,
    },
    Pong,
    Disconnected(Refusal),
}

/// A CONNACK that accepts. What it leaves open is as it was asked for (MQTT 5 §3.2.2.3).
#[derive(Debug)]
pub struct Accepted {
    /// Keep-alive and session expiry are 0 here.
    pub granted: Granted,
    pub keep_alive_seconds: Option<u16>,
    pub session_expiry_seconds: Option<u32>,
    /// Subscriptions may have identifiers (MQTT 5 §3.2.2.3.12).
    pub identifiers: bool,
}

/// MQTT 5 §2.4: packet identifier not found.
const NOT_FOUND: u8 = 0x92;

/// One version of MQTT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codec(pub Protocol);

impl Codec {
    /// # Errors
    /// It is not a packet that a broker may send.
    pub fn decode(self, packet: BytesMut) -> Result<Incoming, Breach> {
        strict::flags(packet.first().copied().unwrap_or_default())?;
        match self.0 {
            Protocol::V311 => v3::decode(packet),
            Protocol::V5 => v5::decode(packet),
        }
    }

    pub fn connect(self, settings: &LinkSettings, out: &mut BytesMut) {
        match self.0 {
            Protocol::V311 => v3::connect(settings, out),
            Protocol::V5 => v5::connect(settings, out),
        }
    }

    /// `id` is 0 at QoS 0.
    pub fn publish(self, topic: String, publish: &Publish, id: u16, out: &mut BytesMut) {
        match self.0 {
            Protocol::V311 => v3::publish(topic, publish, id, out),
            Protocol::V5 => v5::publish(topic, publish, id, out),
        }
    }

    /// `identifier` is left out in MQTT 3.1.1.
    pub fn subscribe(
        self,
        filters: Vec<(String, Qos)>,
        identifier: Option<u32>,
        id: u16,
        out: &mut BytesMut,
    ) {
        match self.0 {
            Protocol::V311 => v3::subscribe(filters, id, out),
            Protocol::V5 => v5::subscribe(filters, identifier, id, out),
        }
    }

    pub fn unsubscribe(self, filters: Vec<String>, id: u16, out: &mut BytesMut) {
        match self.0 {
            Protocol::V311 => v3::unsubscribe(filters, id, out),
            Protocol::V5 => v5::unsubscribe(filters, id, out),
        }
    }

    /// PUBACK with success is the same in both versions (MQTT 5 §3.4.2.1).
    pub fn acknowledge(self, id: u16, out: &mut BytesMut) {
        let [high, low] = id.to_be_bytes();
        out.extend_from_slice(&[0x40, 2, high, low]);
    }

    /// PUBREC with success, in both versions (MQTT 5 §3.5.2.1).
    pub fn received(self, id: u16, out: &mut BytesMut) {
        let [high, low] = id.to_be_bytes();
        out.extend_from_slice(&[0x50, 2, high, low]);
    }

    /// PUBCOMP; `known`: the id was one of a message that we have (MQTT 5 §3.7.2.1).
    pub fn complete(self, id: u16, known: bool, out: &mut BytesMut) {
        let [high, low] = id.to_be_bytes();
        if known || self.0 == Protocol::V311 {
            out.extend_from_slice(&[0x70, 2, high, low]);
        } else {
            out.extend_from_slice(&[0x70, 3, high, low, NOT_FOUND]);
        }
    }

    /// PINGREQ (MQTT 5 §3.12).
    pub fn ping(self, out: &mut BytesMut) {
        out.extend_from_slice(&[0xC0, 0]);
    }

    /// DISCONNECT; with nothing behind it, a normal one in both versions (MQTT 5 §3.14.2.1).
    pub fn disconnect(self, out: &mut BytesMut) {
        out.extend_from_slice(&[0xE0, 0]);
    }

    /// A normal DISCONNECT that ends the session too (MQTT 5 §3.14.2.2.2: session expiry 0).
    pub fn disconnect_for_good(self, out: &mut BytesMut) {
        match self.0 {
            Protocol::V311 => self.disconnect(out),
            Protocol::V5 => out.extend_from_slice(&[0xE0, 7, 0, 5, 0x11, 0, 0, 0, 0]),
        }
    }

    /// DISCONNECT with the reason. MQTT 3.1.1 just closes (§4.8).
    pub fn protest(self, breach: Breach, out: &mut BytesMut) {
        if self.0 == Protocol::V5 {
            out.extend_from_slice(&[0xE0, 1, breach.code()]);
        }
    }
}

/// What MQTT 3.1.1 leaves unsaid.
fn granted(protocol: Protocol, session_present: bool) -> Granted {
    Granted {
        protocol,
        session_present,
        assigned_client_id: None,
        keep_alive_seconds: 0,
        session_expiry_seconds: 0,
        maximum_qos: 2,
        retain_available: true,
        maximum_packet_size: None,
        receive_maximum: u16::MAX,
        wildcards_available: true,
        shared_subscriptions_available: true,
        text: None,
    }
}

/// Of a packet, what follows its fixed header. The frame is complete, so its length is well formed.
fn body(packet: &[u8]) -> &[u8] {
    let length = packet
        .iter()
        .skip(1)
        .take_while(|byte| **byte >= 0x80)
        .count();
    packet.get(length + 2..).unwrap_or_default()
}

fn text(bytes: &Bytes) -> Result<String, Breach> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Breach::Malformed)
}

/// PUBREL; MQTT 5 may say why, and means the same (§3.6).
fn released(body: &[u8]) -> Result<Incoming, Breach> {
    match body {
        [0, 0, ..] => Err(Breach::Malformed),
        [high, low, ..] => Ok(Incoming::Released {
            id: u16::from_be_bytes([*high, *low]),
        }),
        _ => Err(Breach::Malformed),
    }
}
