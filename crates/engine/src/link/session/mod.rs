//! MQTT on an open stream: the handshake, then one loop that reads, writes, pings and answers until the connection ends.

mod catching_up;
mod copies;
mod handing_on;
mod handshake;
mod incoming;
mod outgoing;
mod receipts;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
    time::Duration,
};

use bytes::BytesMut;
use futures_util::FutureExt as _;
use tilework_core::{binding::Qos, connection::Trouble, topic::TopicFilter};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, ReadHalf, WriteHalf, split},
    sync::{Semaphore, mpsc},
    task::unconstrained,
    time::{Instant, sleep_until},
};

use catching_up::{CatchingUp, Pings};
use copies::Copies;
use handing_on::{Untold, room};
use receipts::Receipts;

use super::{
    Goodbye, LinkEvent, LinkSettings, Publish,
    open::{Opened, Stream},
    packets::{Breach, Codec, Frames},
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
/// Subscriptions that the broker has not answered, beyond which no more requests are taken: packet ids are not endless.
const SUBSCRIBING: usize = 20_000;

#[derive(Debug)]
pub enum Request {
    Subscribe(Vec<(TopicFilter, Qos)>),
    Unsubscribe(Vec<TopicFilter>),
    Publish(u64, Publish),
    Check,
    Disconnect(Goodbye),
}

/// Why a session ended without a goodbye.
#[derive(Debug)]
enum End {
    Trouble(Trouble),
    /// The broker sent what it may not send: MQTT 5 says so before it closes (§4.13).
    Breach(Breach),
}

impl From<Trouble> for End {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Breach> for End {
    fn from(breach: Breach) -> Self {
        Self::Breach(breach)
    }
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
    session.tell(LinkEvent::Connected(Box::new(established)));
    match session.run(&mut inbox).await {
        Err(End::Trouble(trouble)) => trouble,
        Err(End::Breach(breach)) => {
            session.protest(breach).await;
            Trouble::Malformed
        }
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
    /// What the actor has not taken yet. While something waits here, nothing is read.
    untold: VecDeque<Untold>,
    receipts: Receipts,
    copies: Copies,
    last_id: u16,
    publishing: BTreeMap<u16, u64>,
    /// What waits until the broker takes one more: nothing else waits for that (MQTT 5 §3.3.4). The actor's outbox bounds it.
    held: VecDeque<(u64, Publish)>,
    subscribing: BTreeMap<u16, Vec<TopicFilter>>,
    unsubscribing: BTreeSet<u16>,
    /// QoS 0: done when everything encoded is with the socket.
    writing: Vec<u64>,
    in_flight: usize,
    maximum_qos: Qos,
    /// The largest packet that the broker takes, in bytes.
    maximum_packet: usize,
    ping: Duration,
    next_ping: Instant,
    /// Those that are not answered.
    pings: Pings,
    /// For as long as a kept session tells what it had queued: of any age.
    catching_up: Option<CatchingUp>,
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
            untold: VecDeque::new(),
            receipts: Receipts::default(),
            copies: Copies::default(),
            last_id: 0,
            publishing: BTreeMap::new(),
            held: VecDeque::new(),
            subscribing: BTreeMap::new(),
            unsubscribing: BTreeSet::new(),
            writing: Vec::new(),
            in_flight: IN_FLIGHT,
            maximum_qos: Qos::AtLeastOnce,
            maximum_packet: usize::MAX,
            ping: PING,
            next_ping: Instant::now() + PING,
            pings: Pings::default(),
            catching_up: None,
            until: None,
        }
    }

    /// `Ok`: the goodbye was asked for.
    async fn run(&mut self, inbox: &mut mpsc::Receiver<Request>) -> Result<Goodbye, End> {
        loop {
            self.take_frames()?;
            let silent = self.until;
            let may_take = self.out.len() < BACKLOG
                && self.untold.is_empty()
                && self.subscribing.len() < SUBSCRIBING
                && self.unsubscribing.len() < SUBSCRIBING;
            let may_read = self.may_read();
            let share = self.untold.front().map(|it| it.share);
            self.frames.make_room();
            tokio::select! {
                read = self.reader.read_buf(&mut self.frames.buffer), if may_read => {
                    self.has_read(read)?;
                }
                handed = room(&self.budget, share, &self.events) => {
                    handed?;
                    // What waits behind it in the socket was not looked at meanwhile.
                    self.heard();
                }
                pushed = push(&mut self.writer, &mut self.out), if !self.out.is_empty() || self.unflushed => {
                    let pushed = pushed.map_err(|error| trouble::online(&error))?;
                    self.receipts.sent(pushed.unwrap_or_default());
                    self.unflushed = pushed.is_some();
                    if !self.unflushed {
                        self.sent();
                    }
                }
                request = inbox.recv(), if may_take => match request {
                    Some(Request::Disconnect(goodbye)) => return Ok(goodbye),
                    None => return Ok(Goodbye::Leaving),
                    Some(request) => self.ask(request),
                },
                () = sleep_until(self.next_ping) => self.send_ping(PATIENCE),
                // What waits for the actor was heard: back-pressure is no silence.
                () = sleep_until(silent.unwrap_or_else(Instant::now)), if silent.is_some() && share.is_none() => {
                    // Nor is a task that was not run in time: what lies in the socket is looked at first.
                    let last = unconstrained(self.reader.read_buf(&mut self.frames.buffer)).now_or_never();
                    match last {
                        Some(read) if may_read => self.has_read(read)?,
                        _ => return Err(Trouble::Silent.into()),
                    }
                }
            }
        }
    }

    fn has_read(&mut self, read: std::io::Result<usize>) -> Result<(), Trouble> {
        match read {
            Ok(0) => Err(Trouble::Lost),
            Ok(_) => {
                self.heard();
                Ok(())
            }
            Err(error) => Err(trouble::online(&error)),
        }
    }

    /// What is read has to be handed on and answered; else it waits where the broker notices.
    fn may_read(&self) -> bool {
        self.untold.is_empty() && self.receipts.may_grow()
    }

    /// Anything heard is a sign of life: a slow link may have much to say before its answer to a ping.
    fn heard(&mut self) {
        self.until = self.until.map(|_| Instant::now() + PATIENCE);
    }

    /// Tells of the QoS 0 publishes that are with the socket now.
    fn sent(&mut self) {
        for token in std::mem::take(&mut self.writing) {
            let result = Ok(());
            self.tell(LinkEvent::Published { token, result });
        }
    }
}

/// Writes some; `None` when nothing is left and all of it is with the socket. Dropping it half-way loses nothing.
async fn push(
    writer: &mut WriteHalf<Box<dyn Stream>>,
    out: &mut BytesMut,
) -> std::io::Result<Option<usize>> {
    if out.is_empty() {
        writer.flush().await?;
        return Ok(None);
    }
    writer.write_buf(out).await.map(Some)
}
