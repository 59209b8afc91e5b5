//! MQTT on an open stream: the handshake, then one loop that reads, writes, pings and answers until the connection ends.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use bytes::BytesMut;
use tilework_core::{
    binding::Qos, certificate::TlsSummary, connection::Trouble, reason::Refusal, topic::TopicFilter,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, ReadHalf, WriteHalf, split},
    sync::{Semaphore, mpsc},
    time::{Instant, sleep_until},
};

use super::{
    Established, Goodbye, LinkEvent, LinkSettings, Publish,
    open::{Opened, Stream, identity::summaries},
    packets::{Codec, Frames, Incoming, Malformed, Piece},
    steps::Steps,
    trouble,
};
use crate::api::{Found, Granted, StepName};

/// From one ping to the next; less if the keep-alive asks for it.
const PING: Duration = Duration::from_secs(10);
/// A link that says nothing at all for this long after a ping is half open.
const PATIENCE: Duration = Duration::from_secs(8);
/// After a hint that the network changed.
const IMPATIENCE: Duration = Duration::from_secs(3);
/// For the goodbye to reach the socket.
const GOODBYE: Duration = Duration::from_millis(500);
/// Bytes of messages between this loop and the actor; more wait in the socket.
const BUDGET: usize = 32 << 20;
/// Bytes waiting for the socket beyond which no more requests are taken.
const BACKLOG: usize = 1 << 20;
/// Publishes without acknowledgement at once, however many more the broker takes.
const IN_FLIGHT: usize = 1_000;
const READ: usize = 64 << 10;
/// The first bytes of the only packets that may come first.
const CONNACK: u8 = 0x20;
const DISCONNECT: u8 = 0xE0;

#[derive(Debug)]
pub enum Request {
    Subscribe(Vec<(TopicFilter, Qos)>),
    Unsubscribe(Vec<TopicFilter>),
    Publish(u64, Publish),
    Check,
    Disconnect(Goodbye),
}

/// Speaks MQTT until the end, and says why it ended.
pub async fn speak(
    settings: LinkSettings,
    opened: Opened,
    steps: &Steps,
    mut inbox: mpsc::Receiver<Request>,
) -> Trouble {
    let (reader, writer) = split(opened.stream);
    let mut session = Session::new(settings, reader, writer, steps.events.clone());
    let handshake = session.handshake();
    let granted = steps
        .run(StepName::Authenticate, handshake, |granted| {
            Found::Granted {
                granted: granted.clone(),
            }
        })
        .await;
    let granted = match granted {
        Ok(granted) => granted,
        Err(trouble) => return trouble,
    };
    let established = session.established(opened.tls, &granted);
    session.begin(&granted);
    if let Err(trouble) = session
        .tell(LinkEvent::Connected(Box::new(established)))
        .await
    {
        return trouble;
    }
    match session.run(&mut inbox).await {
        Err(trouble) => trouble,
        Ok(goodbye) => {
            session.goodbye(goodbye).await;
            Trouble::Lost
        }
    }
}

struct Session {
    settings: LinkSettings,
    codec: Codec,
    reader: ReadHalf<Box<dyn Stream>>,
    writer: WriteHalf<Box<dyn Stream>>,
    events: mpsc::Sender<LinkEvent>,
    frames: Frames,
    /// What is encoded and not yet with the socket.
    out: BytesMut,
    unflushed: bool,
    budget: Arc<Semaphore>,
    last_id: u16,
    publishing: BTreeMap<u16, u64>,
    subscribing: BTreeMap<u16, Vec<TopicFilter>>,
    unsubscribing: BTreeMap<u16, ()>,
    /// QoS 0: done when everything encoded is with the socket.
    writing: Vec<u64>,
    in_flight: usize,
    maximum_qos: Qos,
    ping: Duration,
    next_ping: Instant,
    /// When the ping went out that is not answered, and until when something must be heard.
    pinged: Option<(Instant, Instant)>,
}

impl Session {
    fn new(
        settings: LinkSettings,
        reader: ReadHalf<Box<dyn Stream>>,
        writer: WriteHalf<Box<dyn Stream>>,
        events: mpsc::Sender<LinkEvent>,
    ) -> Self {
        Self {
            codec: Codec(settings.broker.protocol),
            frames: Frames::new(settings.broker.packet_limit as usize),
            settings,
            reader,
            writer,
            events,
            out: BytesMut::new(),
            unflushed: false,
            budget: Arc::new(Semaphore::new(BUDGET)),
            last_id: 0,
            publishing: BTreeMap::new(),
            subscribing: BTreeMap::new(),
            unsubscribing: BTreeMap::new(),
            writing: Vec::new(),
            in_flight: IN_FLIGHT,
            maximum_qos: Qos::AtLeastOnce,
            ping: PING,
            next_ping: Instant::now() + PING,
            pinged: None,
        }
    }

    async fn tell(&self, event: LinkEvent) -> Result<(), Trouble> {
        // Nobody listens: the link was dropped.
        self.events.send(event).await.map_err(|_| Trouble::Lost)
    }

    /// CONNECT and CONNACK (MQTT 5 §3.1, §3.2).
    async fn handshake(&mut self) -> Result<Granted, Trouble> {
        let mut out = BytesMut::new();
        self.codec.connect(&self.settings, &mut out);
        let failed = |error: &std::io::Error| trouble::connecting(error);
        self.writer.write_all(&out).await.map_err(|e| failed(&e))?;
        self.writer.flush().await.map_err(|e| failed(&e))?;
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
            self.frames.buffer.reserve(READ);
            match self.reader.read_buf(&mut self.frames.buffer).await {
                Ok(0) => return Err(Trouble::ClosedEarly),
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

    fn established(&self, tls: Option<TlsSummary>, granted: &Granted) -> Established {
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

    fn begin(&mut self, granted: &Granted) {
        self.in_flight = IN_FLIGHT.min(usize::from(granted.receive_maximum));
        if granted.maximum_qos == 0 {
            self.maximum_qos = Qos::AtMostOnce;
        }
        let keep_alive = Duration::from_secs(granted.keep_alive_seconds.max(2).into());
        self.ping = PING.min(keep_alive / 2);
        // The first ping at once: it measures the latency.
        self.next_ping = Instant::now();
    }

    /// `Ok`: the goodbye was asked for.
    async fn run(&mut self, inbox: &mut mpsc::Receiver<Request>) -> Result<Goodbye, Trouble> {
        loop {
            self.take_frames().await?;
            let silent = self.pinged.map(|(_, until)| until);
            let may_take = self.out.len() < BACKLOG && self.publishing.len() < self.in_flight;
            self.frames.buffer.reserve(READ);
            tokio::select! {
                read = self.reader.read_buf(&mut self.frames.buffer) => match read {
                    Ok(0) => return Err(Trouble::Lost),
                    Ok(_) => self.heard(),
                    Err(error) => return Err(trouble::online(&error)),
                },
                flushed = push(&mut self.writer, &mut self.out), if !self.out.is_empty() || self.unflushed => {
                    self.unflushed = !flushed.map_err(|error| trouble::online(&error))?;
                    if !self.unflushed {
                        self.sent().await?;
                    }
                }
                request = inbox.recv(), if may_take => match request {
                    Some(Request::Disconnect(goodbye)) => return Ok(goodbye),
                    None => return Ok(Goodbye::Leaving),
                    Some(request) => self.ask(request),
                },
                () = sleep_until(self.next_ping) => self.send_ping(PATIENCE),
                () = sleep_until(silent.unwrap_or_else(Instant::now)), if silent.is_some() => {
                    return Err(Trouble::Silent);
                }
            }
        }
    }

    /// Anything heard is a sign of life: a slow link may have much to say before its answer to a ping.
    fn heard(&mut self) {
        if let Some((_, until)) = &mut self.pinged {
            *until = Instant::now() + PATIENCE;
        }
    }

    fn send_ping(&mut self, patience: Duration) {
        let now = Instant::now();
        self.next_ping = now + self.ping;
        // Even while one is not answered: the answer may be behind a long message, and the broker counts our silence.
        self.codec.ping(&mut self.out);
        match &mut self.pinged {
            None => self.pinged = Some((now, now + patience)),
            Some((_, until)) => *until = (*until).min(now + patience),
        }
    }

    fn fresh_id(&mut self) -> u16 {
        loop {
            self.last_id = self.last_id.checked_add(1).unwrap_or(1);
            let id = self.last_id;
            if !self.publishing.contains_key(&id)
                && !self.subscribing.contains_key(&id)
                && !self.unsubscribing.contains_key(&id)
            {
                return id;
            }
        }
    }

    fn ask(&mut self, request: Request) {
        match request {
            Request::Subscribe(filters) => {
                let id = self.fresh_id();
                let wire = filters
                    .iter()
                    .map(|(filter, qos)| (self.settings.on_wire(filter.as_str()), *qos))
                    .collect();
                self.codec.subscribe(wire, id, &mut self.out);
                let asked = filters.into_iter().map(|(filter, _)| filter).collect();
                self.subscribing.insert(id, asked);
            }
            Request::Unsubscribe(filters) => {
                let id = self.fresh_id();
                let wire = filters
                    .iter()
                    .map(|filter| self.settings.on_wire(filter.as_str()))
                    .collect();
                self.codec.unsubscribe(wire, id, &mut self.out);
                self.unsubscribing.insert(id, ());
            }
            Request::Publish(token, publish) => self.publish(token, publish),
            Request::Check => self.send_ping(IMPATIENCE),
            Request::Disconnect(_) => {}
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
        if id == 0 {
            self.writing.push(token);
        } else {
            self.publishing.insert(id, token);
        }
    }

    /// Tells of the QoS 0 publishes that are with the socket now.
    async fn sent(&mut self) -> Result<(), Trouble> {
        for token in std::mem::take(&mut self.writing) {
            let result = Ok(());
            self.tell(LinkEvent::Published { token, result }).await?;
        }
        Ok(())
    }

    async fn take_frames(&mut self) -> Result<(), Trouble> {
        loop {
            let piece = self.frames.next().map_err(|Malformed| Trouble::Malformed)?;
            match piece {
                None => return Ok(()),
                Some(Piece::Packet(packet)) => {
                    let packet = self.codec.decode(packet);
                    self.take(packet.map_err(|Malformed| Trouble::Malformed)?)
                        .await?;
                }
                Some(Piece::TooLarge { topic, id, bytes }) => {
                    if let Some(id) = id {
                        self.codec.acknowledge(id, &mut self.out);
                    }
                    self.tell(LinkEvent::TooLarge { topic, bytes }).await?;
                }
            }
        }
    }

    async fn take(&mut self, packet: Incoming) -> Result<(), Trouble> {
        match packet {
            Incoming::Message { mut message, id } => {
                let bytes = message.payload.len().clamp(64, BUDGET);
                let share = u32::try_from(bytes).unwrap_or(64);
                message._budget = Arc::clone(&self.budget)
                    .acquire_many_owned(share)
                    .await
                    .ok();
                self.tell(LinkEvent::Message(message)).await?;
                if let Some(id) = id {
                    self.codec.acknowledge(id, &mut self.out);
                }
                Ok(())
            }
            Incoming::Published { id, result } => match self.publishing.remove(&id) {
                Some(token) => self.tell(LinkEvent::Published { token, result }).await,
                None => Ok(()),
            },
            Incoming::Subscribed { id, results } => match self.subscribing.remove(&id) {
                Some(filters) => {
                    // An answer that is too short refuses the rest.
                    let results = results
                        .into_iter()
                        .chain(std::iter::repeat_with(|| Err(Refusal::new(0x80, None))));
                    let told = filters.into_iter().zip(results).collect();
                    self.tell(LinkEvent::Subscribed(told)).await
                }
                None => Ok(()),
            },
            Incoming::Unsubscribed { id } => {
                self.unsubscribing.remove(&id);
                Ok(())
            }
            Incoming::Pong => match self.pinged.take() {
                Some((since, _)) => self.tell(LinkEvent::Latency(since.elapsed())).await,
                None => Ok(()),
            },
            Incoming::Disconnected(refusal) => Err(Trouble::Dismissed { refusal }),
            Incoming::Accepted(_) | Incoming::Refused(_) => Err(Trouble::Malformed),
        }
    }

    /// The last will as an ordinary message, then DISCONNECT: after that the broker drops the will (MQTT 5 §3.1.2.5).
    async fn goodbye(&mut self, goodbye: Goodbye) {
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
            self.writer.shutdown().await
        };
        let _ = tokio::time::timeout(GOODBYE, leave).await;
    }
}

/// Writes some; true when nothing is left and all of it is with the socket. Dropping it half-way loses nothing.
async fn push(
    writer: &mut WriteHalf<Box<dyn Stream>>,
    out: &mut BytesMut,
) -> std::io::Result<bool> {
    if out.is_empty() {
        writer.flush().await?;
        return Ok(true);
    }
    writer.write_buf(out).await.map(|_| false)
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
