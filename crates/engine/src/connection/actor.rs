//! The task that owns a connection's state. All that can happen to it is one [`Tick`].

use std::{sync::Arc, time::Duration};

use tilework_core::{
    backoff::backoff,
    command::CommandFailure,
    connection::{ConnectionState, Trouble},
    reason::Reason,
    topic::TopicFilter,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    Observer, Request,
    outbox::Outbox,
    route::{Next, Route},
    subscriptions::Subscriptions,
};
use crate::{
    clock::now,
    link::{Connector, Established, Goodbye, Link, LinkEvent, SettingsSource},
};

/// Online for less than this, a connection counts as failed again: two clients that throw each other out must slow down.
const STEADY: Duration = Duration::from_secs(10);
/// So many connections in a row that the broker accepted and closed again within [`STEADY`]: somebody else has our client id.
const CLOSINGS: u32 = 4;
/// Then a fight is not worth it: this long at first, doubled each time it goes on.
const TRUCE: Duration = Duration::from_secs(60);
const LONG_TRUCE: Duration = Duration::from_secs(3_600);
/// From one prompt of a locked keyring to the next, at first.
const PROMPT: Duration = Duration::from_secs(20);
/// Between two attempts, however long the first one took.
const BREATH: Duration = Duration::from_millis(250);
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
    /// Time to look for a better address.
    Look,
    /// A better address answers, or none does.
    Found(Option<usize>),
}

pub struct Actor {
    pub(super) connector: Arc<dyn Connector>,
    pub(super) settings: Arc<dyn SettingsSource>,
    pub(super) observer: Arc<dyn Observer>,
    pub(super) inbox: mpsc::Receiver<Request>,
    pub(super) state: ConnectionState,
    pub(super) link: Option<Link>,
    pub(super) route: Route,
    pub(super) due: Option<Instant>,
    pub(super) look: Option<Instant>,
    pub(super) looking: Option<oneshot::Receiver<Option<usize>>>,
    pub(super) online: Option<Online>,
    /// When this round of attempts began.
    pub(super) begun: Instant,
    /// Attempts since the connection was last steady.
    pub(super) attempts: u32,
    /// Connections in a row that were closed at once.
    pub(super) closings: u32,
    pub(super) subscriptions: Subscriptions,
    /// Unwanted while offline; a kept session still has them.
    pub(super) unwanted: Vec<TopicFilter>,
    pub(super) outbox: Outbox,
}

pub struct Online {
    at: Instant,
    pub(super) endpoint: usize,
    pub(super) established: Established,
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
            route: Route::new(settings.endpoints()),
            settings,
            observer,
            inbox,
            state: ConnectionState::Idle,
            link: None,
            due: None,
            look: None,
            looking: None,
            online: None,
            begun: Instant::now(),
            attempts: 0,
            closings: 0,
            subscriptions: Subscriptions::default(),
            unwanted: Vec::new(),
            outbox: Outbox::default(),
        }
    }

    pub async fn run(mut self) {
        self.connect();
        loop {
            match self.tick().await {
                Tick::Request(Some(Request::Close(done))) => return self.rest(Some(done)).await,
                Tick::Request(None) => return self.rest(None).await,
                Tick::Request(Some(request)) => self.asked(request).await,
                Tick::Link(event) => self.linked(event),
                Tick::Due => self.connect(),
                Tick::Silent => self.ended(Trouble::Silent),
                Tick::Look => self.look(),
                Tick::Found(better) => self.found(better).await,
            }
        }
    }

    async fn tick(&mut self) -> Tick {
        let silent = self.outbox.oldest().map(|since| since + SILENCE);
        let over = |time: Option<Instant>| time.is_some_and(|time| time <= Instant::now());
        // Before the flood that a busy broker is.
        if over(silent) {
            return Tick::Silent;
        }
        if over(self.look) {
            return Tick::Look;
        }
        tokio::select! {
            biased;
            request = self.inbox.recv() => Tick::Request(request),
            event = next_event(&mut self.link) => Tick::Link(event),
            found = next_found(&mut self.looking) => Tick::Found(found),
            () = at(self.due) => Tick::Due,
            () = at(silent) => Tick::Silent,
            () = at(self.look) => Tick::Look,
        }
    }

    async fn asked(&mut self, request: Request) {
        match request {
            Request::Subscribe(filters) => self.subscribe(&filters),
            Request::Unsubscribe(filters) => self.unsubscribe(&filters),
            Request::Publish { token, publish } => self.publish(token, &publish),
            Request::Reconnect => {
                // So that the broker does not take it for a loss and send the last will.
                if self.online.is_some() {
                    self.goodbye(Goodbye::Moving).await;
                }
                self.reconnect();
            }
            Request::NetworkChanged => self.network_changed(),
            Request::Wake => match &self.state {
                ConnectionState::Idle => self.reconnect(),
                _ => self.network_changed(),
            },
            Request::Suspend if !matches!(self.state, ConnectionState::Stopped { .. }) => {
                self.rest(None).await;
            }
            Request::Suspend | Request::Close(_) => {}
        }
    }

    fn linked(&mut self, event: LinkEvent) {
        match event {
            LinkEvent::Step(_) => {}
            LinkEvent::Connected(established) => self.connected(&established),
            LinkEvent::Message(message) => self.observer.message(&message),
            LinkEvent::TooLarge { topic, bytes } => {
                let limit = self
                    .online
                    .as_ref()
                    .map_or(0, |online| online.established.packet_limit);
                self.observer.too_large(topic.as_deref(), bytes, limit);
            }
            LinkEvent::Subscribed(results) => {
                for (filter, result) in results {
                    self.observer.subscribed(&filter, result);
                }
            }
            LinkEvent::Published { token, result } => self.published(token, result),
            LinkEvent::Latency(latency) => {
                self.observer.latency(latency);
                self.recheck_certificates();
            }
            LinkEvent::Ended(trouble) => self.ended(trouble),
        }
    }

    fn enter(&mut self, state: ConnectionState) {
        tracing::info!(?state, "connection");
        self.state = state.clone();
        self.observer.state(state);
    }

    /// Now, from the best address on, with no grudge.
    fn reconnect(&mut self) {
        self.attempts = 0;
        self.closings = 0;
        self.route.start_over();
        self.connect();
    }

    fn network_changed(&mut self) {
        match &self.state {
            ConnectionState::Online { .. } => {
                if let Some(link) = &mut self.link {
                    link.requests.check();
                }
                self.look = self.look.map(|_| Instant::now());
            }
            ConnectionState::Connecting { .. } | ConnectionState::Waiting { .. } => {
                self.reconnect();
            }
            ConnectionState::Stopped { reason } if reason.heals_elsewhere() => self.reconnect(),
            ConnectionState::Stopped { .. } | ConnectionState::Idle => {}
        }
    }

    /// Begins a round of attempts.
    fn connect(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
        self.begun = Instant::now();
        self.route.begin();
        self.attempt();
    }

    pub(super) fn attempt(&mut self) {
        self.lose();
        self.due = None;
        let settings = Arc::clone(&self.settings);
        self.link = Some(self.connector.connect(settings, self.route.endpoint()));
        self.enter(ConnectionState::Connecting {
            attempt: self.attempts,
        });
    }

    fn connected(&mut self, established: &Established) {
        let endpoint = self.route.endpoint();
        self.look = self.route.online();
        self.online = Some(Online {
            at: Instant::now(),
            endpoint,
            established: established.clone(),
        });
        self.observer.established(established);
        self.enter(ConnectionState::Online {
            since: now(),
            endpoint: u32::try_from(endpoint).unwrap_or_default(),
            ending: established.ending(now()),
        });
        self.unsubscribe_rest(established.granted.session_present);
        let wanted = self.subscriptions.all();
        self.send_subscribe(&wanted);
        self.send_birth(established.birth.as_ref());
    }

    /// A connection may last longer than the fortnight of the warning.
    fn recheck_certificates(&mut self) {
        let now_ending = self
            .online
            .as_ref()
            .and_then(|it| it.established.ending(now()));
        if let ConnectionState::Online {
            since,
            endpoint,
            ending,
        } = self.state
            && ending != now_ending
        {
            self.enter(ConnectionState::Online {
                since,
                endpoint,
                ending: now_ending,
            });
        }
    }

    pub(super) fn ended(&mut self, trouble: Trouble) {
        let online = self.online.take();
        let steady = online.as_ref().is_some_and(|it| it.at.elapsed() >= STEADY);
        self.lose();
        if steady {
            self.attempts = 0;
        }
        // The broker closed, without a word or with one that will be the same next time.
        let closed = trouble == Trouble::Lost || !trouble.heals();
        match &online {
            Some(_) if closed && !steady => self.closings += 1,
            Some(_) => self.closings = 0,
            None => return self.pass_on(trouble),
        }
        if ends_for_good(&trouble) || (self.closings >= CLOSINGS && !trouble.heals()) {
            return self.enter(ConnectionState::Stopped { reason: trouble });
        }
        if !steady && self.closings < CLOSINGS && self.settings.endpoints() > 1 {
            // One that accepts and closes again is no better than one that does not answer.
            return self.pass_on(trouble);
        }
        if self.closings >= CLOSINGS {
            let doubled = 1 << (self.closings - CLOSINGS).min(6);
            let truce = (TRUCE * doubled).min(LONG_TRUCE);
            return self.wait_for(truce, Trouble::KeepsClosing);
        }
        self.wait(trouble, Duration::ZERO);
    }

    /// To the next address, if there is one left in this round.
    fn pass_on(&mut self, trouble: Trouble) {
        match self.route.failed(trouble.clone()) {
            Next::Try => {
                // No wait, but the history knows of it.
                self.enter(ConnectionState::Waiting {
                    attempt: self.attempts.max(1),
                    until: now(),
                    reason: trouble,
                });
                self.attempt();
            }
            Next::Wait(reason) => self.wait(reason, self.begun.elapsed()),
            Next::Stop(reason) => self.enter(ConnectionState::Stopped { reason }),
        }
    }

    /// What an attempt took counts as waited: one that timed out is not followed by another wait.
    fn wait(&mut self, reason: Trouble, spent: Duration) {
        if reason == Trouble::SecretUnavailable {
            // Each attempt may show the keyring's prompt; somebody who closed it does not want it again at once.
            let doubled = 1 << self.attempts.saturating_sub(1).min(5);
            return self.wait_for(PROMPT * doubled, reason);
        }
        let wait = backoff(self.attempts.max(1), fastrand::f64());
        self.wait_for(wait.saturating_sub(spent).max(BREATH), reason);
    }

    fn wait_for(&mut self, wait: Duration, reason: Trouble) {
        self.due = Some(Instant::now() + wait);
        let until = now() + i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        let attempt = self.attempts.max(1);
        self.enter(ConnectionState::Waiting {
            attempt,
            until,
            reason,
        });
    }

    /// Drops the link, and says of each unacknowledged publish that nobody knows.
    fn lose(&mut self) {
        self.link = None;
        self.online = None;
        self.look = None;
        self.looking = None;
        for token in self.outbox.drain() {
            self.observer
                .published(token, Err(CommandFailure::ConnectionLost));
        }
    }

    pub(super) async fn goodbye(&mut self, goodbye: Goodbye) {
        if let Some(link) = &mut self.link {
            link.requests.disconnect(goodbye);
            let until = Instant::now() + GOODBYE;
            // What was acknowledged on the way out must be heard: the other side will not say it again.
            while let Ok(event) = timeout_at(until, next_event(&mut self.link)).await {
                if matches!(event, LinkEvent::Ended(_)) {
                    break;
                }
                self.linked(event);
            }
        }
    }

    async fn rest(&mut self, done: Option<oneshot::Sender<()>>) {
        self.goodbye(Goodbye::Leaving).await;
        self.lose();
        self.due = None;
        self.attempts = 0;
        self.enter(ConnectionState::Idle);
        if let Some(done) = done {
            let _ = done.send(());
        }
    }

    pub(super) fn online_link(&mut self) -> Option<&mut Link> {
        self.online.as_ref()?;
        self.link.as_mut()
    }
}

/// Said by the broker to the connection we had: another attempt would be a fight, or an offence.
fn ends_for_good(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::Dismissed { refusal } if matches!(refusal.reason, Reason::SessionTakenOver | Reason::Banned)
    )
}

/// Never, if there is no time for it.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
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

async fn next_found(looking: &mut Option<oneshot::Receiver<Option<usize>>>) -> Option<usize> {
    match looking {
        Some(found) => found.await.ok().flatten(),
        None => std::future::pending().await,
    }
}
