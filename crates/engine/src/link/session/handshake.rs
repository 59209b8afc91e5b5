//! The handshake, and what follows from what the broker granted.

use std::time::Duration;

use bytes::BytesMut;
use tilework_core::{binding::Qos, certificate::TlsSummary, connection::Trouble};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    time::Instant,
};

use super::{IN_FLIGHT, PING, Session};
use crate::{
    api::Granted,
    link::{
        Established, LinkSettings,
        open::identity::summaries,
        packets::{Incoming, Malformed, Piece},
        trouble,
    },
};

/// The first bytes of the only packets that may come first.
const CONNACK: u8 = 0x20;
const DISCONNECT: u8 = 0xE0;

impl Session {
    /// CONNECT and CONNACK (MQTT 5 §3.1, §3.2).
    pub(super) async fn handshake(&mut self) -> Result<Granted, Trouble> {
        let mut out = BytesMut::new();
        self.codec.connect(&self.settings, &mut out);
        let failed = |error: &std::io::Error| trouble::connecting(error);
        let written = async {
            self.writer.write_all(&out).await?;
            self.writer.flush().await
        };
        // Who hung up before may have said why: TLS 1.3 refuses our certificate after its handshake. That is still to be read.
        let unsent = written.await.err();
        loop {
            if let Some(trouble) = foreign(&self.frames.buffer) {
                return Err(trouble);
            }
            match self.frames.next() {
                Ok(Some(Piece::Packet(packet))) => {
                    return match self.codec.decode(packet) {
                        Ok(Incoming::Accepted(granted)) => Ok(self.completed(granted)),
                        Ok(Incoming::Refused(refusal)) => Err(Trouble::Refused { refusal }),
                        Ok(Incoming::Disconnected(refusal)) => Err(Trouble::Dismissed { refusal }),
                        _ => Err(Trouble::NotMqtt),
                    };
                }
                Ok(None) => {}
                Ok(Some(_)) | Err(Malformed) => return Err(Trouble::NotMqtt),
            }
            self.frames.make_room();
            match self.reader.read_buf(&mut self.frames.buffer).await {
                Ok(0) => return Err(unsent.map_or(Trouble::ClosedEarly, |e| failed(&e))),
                Ok(_) => {}
                Err(error) => return Err(failed(&error)),
            }
        }
    }

    /// What the broker left open is as we asked for it (MQTT 5 §3.2.2.3).
    fn completed(&self, granted: Granted) -> Granted {
        let broker = &self.settings.broker;
        let or = |given: u32, asked: u32| if given == 0 { asked } else { given };
        Granted {
            keep_alive_seconds: match granted.keep_alive_seconds {
                0 => broker.keep_alive_seconds,
                given => given,
            },
            session_expiry_seconds: or(
                granted.session_expiry_seconds,
                broker.session_expiry_seconds,
            ),
            ..granted
        }
    }

    pub(super) fn established(&self, tls: Option<TlsSummary>, granted: &Granted) -> Established {
        let LinkSettings {
            broker, endpoint, ..
        } = &self.settings;
        let own = broker.certificate.as_deref().unwrap_or_default();
        let theirs = granted.maximum_packet_size.unwrap_or(u32::MAX);
        Established {
            endpoint: endpoint.clone(),
            tls,
            client_certificate: summaries(own).into_iter().next(),
            granted: granted.clone(),
            packet_limit: broker.packet_limit.min(theirs),
            birth: broker.birth.clone(),
        }
    }

    pub(super) fn begin(&mut self, granted: &Granted) {
        self.in_flight = IN_FLIGHT.min(usize::from(granted.receive_maximum));
        if granted.maximum_qos == 0 {
            self.maximum_qos = Qos::AtMostOnce;
        }
        let keep_alive = Duration::from_secs(granted.keep_alive_seconds.max(2).into());
        self.ping = PING.min(keep_alive / 2);
        // The first ping at once: it measures the latency.
        self.next_ping = Instant::now();
    }
}

/// What answers on other ports: a TLS alert (RFC 8446 §5.1), HTTP, or anything that is no answer to a CONNECT (MQTT 5 §3.1.4).
fn foreign(answer: &[u8]) -> Option<Trouble> {
    if answer.starts_with(&[0x15, 0x03]) {
        Some(Trouble::TlsExpected)
    } else if answer.starts_with(b"HTTP/") {
        Some(Trouble::WebExpected)
    } else if answer.len() >= 5 && !matches!(answer[0], CONNACK | DISCONNECT) {
        Some(Trouble::NotMqtt)
    } else {
        None
    }
}
