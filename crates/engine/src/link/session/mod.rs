//! MQTT on an open stream: the handshake, then one loop that reads, writes, pings and answers until the connection ends.

mod handshake;
mod incoming;
mod outgoing;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use bytes::BytesMut;
use tilework_core::{binding::Qos, connection::Trouble, topic::TopicFilter};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, ReadHalf, WriteHalf, split},
    sync::{Semaphore, mpsc},
    time::{Instant, sleep_until},
};

use super::{
    Goodbye, LinkEvent, LinkSettings, Publish,
    open::{Opened, Stream},
    packets::{Codec, Frames},
    steps::Steps,
    trouble,
};
use crate::link::{Found, StepName};

/// A link that says nothing at all for this long after a ping is half open.
const PATIENCE: Duration = Duration::from_secs(8);
/// Bytes waiting for the socket beyond which no more requests are taken.
const BACKLOG: usize = 1 << 20;

/// From one ping to the next; less if the keep-alive asks for it.
const PING: Duration = Duration::from_secs(10);
/// Bytes of messages between this loop and the actor; more wait in the socket.
const BUDGET: usize = 32 << 20;
/// Publishes without acknowledgement at once, however many more the broker takes.
const IN_FLIGHT: usize = 1_000;

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
    /// When each ping went out that is not answered.
    pings: VecDeque<Instant>,
    /// Until the first answer to a ping, a kept session tells what it had queued: of any age.
    catching_up: bool,
    /// Until when something must be heard, while a ping is not answered.
    until: Option<Instant>,
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
            pings: VecDeque::new(),
            catching_up: false,
            until: None,
        }
    }

    async fn tell(&self, event: LinkEvent) -> Result<(), Trouble> {
        // Nobody listens: the link was dropped.
        self.events.send(event).await.map_err(|_| Trouble::Lost)
    }

    /// `Ok`: the goodbye was asked for.
    async fn run(&mut self, inbox: &mut mpsc::Receiver<Request>) -> Result<Goodbye, Trouble> {
        loop {
            self.take_frames().await?;
            let silent = self.until;
            let may_take = self.out.len() < BACKLOG && self.publishing.len() < self.in_flight;
            self.frames.make_room();
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
        self.until = self.until.map(|_| Instant::now() + PATIENCE);
    }

    /// Tells of the QoS 0 publishes that are with the socket now.
    async fn sent(&mut self) -> Result<(), Trouble> {
        for token in std::mem::take(&mut self.writing) {
            let result = Ok(());
            self.tell(LinkEvent::Published { token, result }).await?;
        }
        Ok(())
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
