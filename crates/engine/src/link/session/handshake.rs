//! The handshake, and what follows from what the broker granted.

use std::time::Duration;

use bytes::BytesMut;
use tilework_core::{binding::Qos, certificate::TlsSummary, connection::Trouble};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    time::Instant,
};

use super::{CatchingUp, IN_FLIGHT, PING, Session};
use crate::link::{
    Established, Granted, LinkSettings,
    open::identity::summaries,
    packets::{Accepted, Breach, Incoming, Piece},
    trouble,
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
                        Ok(Incoming::Accepted(accepted)) if self.is_foreign(&accepted) => {
                            self.protest(Breach::Protocol).await;
                            Err(Trouble::NotMqtt)
                        }
                        Ok(Incoming::Accepted(accepted)) => {
                            self.copies.identified = accepted.identifiers;
                            Ok(self.completed(accepted))
                        }
                        Ok(Incoming::Refused(refusal)) => Err(Trouble::Refused { refusal }),
                        Ok(Incoming::Disconnected(refusal)) => Err(Trouble::Dismissed { refusal }),
                        _ => Err(Trouble::NotMqtt),
                    };
                }
                Ok(None) => {}
                Ok(Some(_)) | Err(_) => return Err(Trouble::NotMqtt),
            }
            self.frames.make_room();
            match self.reader.read_buf(&mut self.frames.buffer).await {
                Ok(0) => return Err(unsent.map_or(Trouble::ClosedEarly, |e| failed(&e))),
                Ok(_) => {}
                Err(error) => return Err(failed(&error)),
            }
        }
    }

    /// We asked to begin anew, and it goes on with a session all the same (MQTT 5 §3.2.2.1.1).
    fn is_foreign(&self, accepted: &Accepted) -> bool {
        accepted.granted.session_present && self.settings.broker.session_expiry_seconds == 0
    }

    /// What the broker left open is as we asked for it.
    fn completed(&self, accepted: Accepted) -> Granted {
        let broker = &self.settings.broker;
        Granted {
            keep_alive_seconds: accepted
                .keep_alive_seconds
                .unwrap_or(broker.keep_alive_seconds),
            session_expiry_seconds: accepted
                .session_expiry_seconds
                .unwrap_or(broker.session_expiry_seconds),
            ..accepted.granted
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
        if let Some(most) = granted.maximum_packet_size {
            self.maximum_packet = most as usize;
        }
        if granted.maximum_qos == 0 {
            self.maximum_qos = Qos::AtMostOnce;
        }
        // 0: the broker does not care (MQTT 5 §3.1.2.10); we do.
        self.ping = match granted.keep_alive_seconds {
            0 => PING,
            seconds => PING.min(Duration::from_secs(seconds.max(2).into()) / 2),
        };
        self.catching_up = granted.session_present.then(CatchingUp::default);
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

#[cfg(test)]
mod tests {
    use std::{
        io::{self, ErrorKind},
        pin::Pin,
        sync::Arc,
        task::{Context, Poll},
    };

    use tilework_core::broker::{Broker, Origin};
    use tokio::{
        io::{AsyncRead, AsyncWrite, ReadBuf, split},
        sync::mpsc,
    };

    use super::*;
    use crate::link::open::Stream;

    /// A broker that has hung up; what it said before is still to be read.
    struct HungUp(&'static [u8]);

    impl AsyncRead for HungUp {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            buffer.put_slice(std::mem::take(&mut self.0));
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for HungUp {
        fn poll_write(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &[u8],
        ) -> Poll<io::Result<usize>> {
            Poll::Ready(Err(ErrorKind::BrokenPipe.into()))
        }
        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[tokio::test]
    async fn what_a_broker_said_before_it_hung_up_counts_though_our_words_did_not_reach_it() {
        for (said, expected) in [
            (&[0x15, 3, 3, 0, 2, 2, 116][..], Trouble::TlsExpected),
            (b"", Trouble::ClosedEarly),
        ] {
            let stream: Box<dyn Stream> = Box::new(HungUp(said));
            let (reader, writer) = split(stream);
            let id = "b".parse().unwrap();
            let settings = LinkSettings {
                broker: Arc::new(Broker::new(id, "b".into(), Origin::Demo, "c".into())),
                endpoint: serde_json::from_str(r#"{"host":"farm","port":1883}"#).unwrap(),
                place: 0,
                secrets: Default::default(),
            };
            let (events, _told) = mpsc::channel(1);
            let mut session = Session::new(settings, reader, writer, events);
            assert_eq!(session.handshake().await.unwrap_err(), expected);
        }
    }
}
