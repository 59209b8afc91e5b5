//! The task that owns a connection's state. All that can happen to it is one [`Tick`].

use std::{sync::Arc, time::Duration};

use tilework_core::{
    backoff::backoff,
    binding::Qos,
    command::CommandFailure,
    connection::{ConnectionState, Trouble},
    topic::TopicFilter,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};

use super::{Observer, Request, outbox::Outbox, subscriptions::Subscriptions};
use crate::{
    clock::now,
    link::{Connector, Link, LinkEvent, PACKET_LIMIT, Publish, SettingsSource},
};

/// Online for less than this, a connection counts as failed again: two clients that throw each other out must slow down.
const STEADY: Duration = Duration::from_secs(10);
/// Filters in one SUBSCRIBE.
const FILTERS: usize = 50;
/// Fixed header, topic length and packet id of a PUBLISH (MQTT 3.1.1 §3.3).
const OVERHEAD: usize = 16;
/// A broker that does not acknowledge within this is not there any more, whatever its socket says.
const SILENCE: Duration = Duration::from_secs(30);
const GOODBYE: Duration = Duration::from_millis(500);

enum Tick {
    /// `None`: all handles are gone.
    Request(Option<Request>),
    Link(LinkEvent),
    /// The waiting time is over.
    Due,
    /// The broker owes an acknowledgement for too long.
    Silent,
}

pub struct Actor {
    connector: Arc<dyn Connector>,
    settings: Arc<dyn SettingsSource>,
    observer: Arc<dyn Observer>,
    inbox: mpsc::Receiver<Request>,
    state: ConnectionState,
    link: Option<Link>,
    due: Option<Instant>,
    online_at: Option<Instant>,
    /// Attempts since the connection was last steady.
    attempts: u32,
    subscriptions: Subscriptions,
    outbox: Outbox,
}

impl Actor {
    pub fn new(
        connector: Arc<dyn Connector>,
        settings: Arc<dyn SettingsSource>,
        observer: Arc<dyn Observer>,
        inbox: mpsc::Receiver<Request>,
    ) -> Self {
        Self {
            connector,
            settings,
            observer,
            inbox,
            state: ConnectionState::Idle,
            link: None,
            due: None,
            online_at: None,
            attempts: 0,
            subscriptions: Subscriptions::default(),
            outbox: Outbox::default(),
        }
    }

    pub async fn run(mut self) {
        self.connect();
        loop {
            match self.tick().await {
                Tick::Request(Some(Request::Subscribe(filters))) => self.subscribe(&filters),
                Tick::Request(Some(Request::Unsubscribe(filters))) => self.unsubscribe(&filters),
                Tick::Request(Some(Request::Publish { token, publish })) => {
                    self.publish(token, &publish)
                }
                Tick::Request(Some(Request::Reconnect)) => {
                    self.attempts = 0;
                    self.connect();
                }
                Tick::Request(Some(Request::Wake | Request::Suspend))
                    if matches!(self.state, ConnectionState::Stopped { .. }) => {}
                Tick::Request(Some(Request::Wake)) => {
                    self.attempts = 0;
                    self.connect();
                }
                Tick::Request(Some(Request::Suspend)) => self.rest(None).await,
                Tick::Request(Some(Request::Close(done))) => return self.rest(Some(done)).await,
                Tick::Request(None) => return self.rest(None).await,
                Tick::Link(LinkEvent::Connected) => self.connected(),
                Tick::Link(LinkEvent::Message(message)) => self.observer.message(&message),
                Tick::Link(LinkEvent::Subscribed(results)) => {
                    results
                        .iter()
                        .for_each(|(filter, result)| self.observer.subscribed(filter, *result));
                }
                Tick::Link(LinkEvent::Published { token, result }) => self.published(token, result),
                Tick::Link(LinkEvent::Ended(trouble)) => self.ended(trouble),
                Tick::Due => self.connect(),
                Tick::Silent => self.ended(Trouble::TimedOut),
            }
        }
    }

    async fn tick(&mut self) -> Tick {
        let due = self.due;
        let silent = self.outbox.oldest().map(|since| since + SILENCE);
        tokio::select! {
            biased;
            request = self.inbox.recv() => Tick::Request(request),
            event = next_event(&mut self.link) => Tick::Link(event),
            () = async { sleep_until(due.unwrap_or_else(Instant::now)).await }, if due.is_some() => Tick::Due,
            () = async { sleep_until(silent.unwrap_or_else(Instant::now)).await }, if silent.is_some() => Tick::Silent,
        }
    }

    fn enter(&mut self, state: ConnectionState) {
        tracing::info!(?state, "connection");
        self.state = state.clone();
        self.observer.state(state);
    }

    fn connect(&mut self) {
        self.lose();
        self.due = None;
        self.attempts = self.attempts.saturating_add(1);
        self.link = Some(self.connector.connect(Arc::clone(&self.settings)));
        self.enter(ConnectionState::Connecting {
            attempt: self.attempts,
        });
    }

    fn connected(&mut self) {
        self.online_at = Some(Instant::now());
        self.enter(ConnectionState::Online { since: now() });
        let wanted = self.subscriptions.all();
        self.send_subscribe(&wanted);
    }

    fn ended(&mut self, reason: Trouble) {
        let steady = self.online_at.is_some_and(|at| at.elapsed() >= STEADY);
        self.lose();
        if steady {
            self.attempts = 0;
        }
        if !reason.heals() {
            return self.enter(ConnectionState::Stopped { reason });
        }
        let attempt = self.attempts.max(1);
        let wait = backoff(attempt, fastrand::f64());
        self.due = Some(Instant::now() + wait);
        let until = now() + i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        self.enter(ConnectionState::Waiting {
            attempt,
            until,
            reason,
        });
    }

    /// Drops the link, and says of each unacknowledged publish that nobody knows.
    fn lose(&mut self) {
        self.link = None;
        self.online_at = None;
        for token in self.outbox.drain() {
            self.observer
                .published(token, Err(CommandFailure::ConnectionLost));
        }
    }

    async fn rest(&mut self, done: Option<oneshot::Sender<()>>) {
        if let Some(link) = &mut self.link {
            link.requests.disconnect();
            let gone = async {
                while let Some(event) = link.events.recv().await {
                    if matches!(event, LinkEvent::Ended(_)) {
                        break;
                    }
                }
            };
            let _ = timeout(GOODBYE, gone).await;
        }
        self.lose();
        self.due = None;
        self.attempts = 0;
        self.enter(ConnectionState::Idle);
        if let Some(done) = done {
            let _ = done.send(());
        }
    }

    fn subscribe(&mut self, filters: &[(TopicFilter, Qos)]) {
        let wanted: Vec<_> = filters
            .iter()
            .map(|(filter, qos)| (filter.clone(), self.subscriptions.add(filter, *qos)))
            .collect();
        self.send_subscribe(&wanted);
    }

    fn send_subscribe(&mut self, wanted: &[(TopicFilter, Qos)]) {
        let Some(link) = self.online_link() else {
            return;
        };
        let full = wanted
            .chunks(FILTERS)
            .any(|chunk| link.requests.subscribe(chunk).is_err());
        if full {
            self.ended(Trouble::Lost);
        }
    }

    fn unsubscribe(&mut self, filters: &[TopicFilter]) {
        let unwanted: Vec<_> = filters
            .iter()
            .filter(|f| self.subscriptions.remove(f))
            .cloned()
            .collect();
        if let Some(link) = self.online_link()
            && !unwanted.is_empty()
            && link.requests.unsubscribe(&unwanted).is_err()
        {
            self.ended(Trouble::Lost);
        }
    }

    fn publish(&mut self, token: u64, publish: &Publish) {
        let bytes = publish.payload.len() + publish.topic.as_str().len() + OVERHEAD;
        let room = self.outbox.has_room(bytes);
        let Some(link) = self.online_link() else {
            return self.observer.published(token, Err(CommandFailure::Offline));
        };
        if bytes > PACKET_LIMIT {
            let as_u32 = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let failure = CommandFailure::TooLarge {
                bytes: as_u32(bytes),
                limit: as_u32(PACKET_LIMIT),
            };
            return self.observer.published(token, Err(failure));
        }
        if !room || link.requests.publish(token, publish).is_err() {
            return self.observer.published(token, Err(CommandFailure::Busy));
        }
        self.outbox.insert(token, bytes);
    }

    fn published(&mut self, token: u64, result: Result<(), u8>) {
        if self.outbox.remove(token) {
            self.observer.published(
                token,
                result.map_err(|code| CommandFailure::Refused { code }),
            );
        }
    }

    fn online_link(&mut self) -> Option<&mut Link> {
        match self.state {
            ConnectionState::Online { .. } => self.link.as_mut(),
            _ => None,
        }
    }
}

/// Never resolves without a link. A link whose task died without a last word counts as lost.
async fn next_event(link: &mut Option<Link>) -> LinkEvent {
    match link {
        Some(link) => link
            .events
            .recv()
            .await
            .unwrap_or(LinkEvent::Ended(Trouble::Lost)),
        None => std::future::pending().await,
    }
}
