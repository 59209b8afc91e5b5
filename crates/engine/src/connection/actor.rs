//! The task that owns a connection's state. All that can happen to it is one [`Tick`].

use std::{sync::Arc, time::Duration};

use tilework_core::{
    command::CommandFailure,
    connection::{ConnectionState, Trouble},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};

use super::{Observer, Request, outbox::Outbox, route::Route, subscriptions::Subscriptions};
use crate::{
    clock::now,
    interests::{Following, News},
    link::{Connector, Established, Goodbye, Link, LinkEvent, SettingsSource},
};

/// A broker that does not acknowledge within this is not there any more, whatever its socket says.
const SILENCE: Duration = Duration::from_secs(30);

enum Tick {
    /// `None`: all handles are gone.
    Request(Option<Request>),
    /// Other filters are wanted.
    Interests,
    /// The broker owes the answer to a subscription for too long.
    Overdue,
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
    pub(super) following: Following,
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
    pub(super) outbox: Outbox,
}

pub struct Online {
    pub(super) at: Instant,
    pub(super) endpoint: usize,
    pub(super) established: Established,
}

impl Actor {
    pub fn new(
        connector: Arc<dyn Connector>,
        settings: Arc<dyn SettingsSource>,
        following: Following,
        observer: Arc<dyn Observer>,
        inbox: mpsc::Receiver<Request>,
    ) -> Self {
        Self {
            connector,
            route: Route::new(
                (0..settings.endpoints())
                    .map(|place| settings.is_open(place))
                    .collect(),
            ),
            settings,
            following,
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
            outbox: Outbox::default(),
        }
    }

    /// Until the connection is closed. `failed`: it panicked before, and goes on from there.
    pub async fn run(&mut self, failed: bool) {
        if failed {
            self.failed();
        } else {
            self.connect();
        }
        loop {
            match self.tick().await {
                Tick::Request(Some(Request::Close(goodbye, done))) => {
                    return self.close(goodbye, Some(done)).await;
                }
                Tick::Request(None) => return self.close(Goodbye::Leaving, None).await,
                Tick::Request(Some(request)) => self.asked(request).await,
                Tick::Interests => self.follow(),
                Tick::Overdue => self.overdue(),
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
        let overdue = self.subscriptions.overdue_at();
        let over = |time: Option<Instant>| time.is_some_and(|time| time <= Instant::now());
        // Before the flood that a busy broker is.
        if over(silent) {
            return Tick::Silent;
        }
        if over(overdue) {
            return Tick::Overdue;
        }
        if over(self.look) {
            return Tick::Look;
        }
        tokio::select! {
            biased;
            // Before requests: what replies to a command must be subscribed when it is sent.
            () = self.following.changed() => Tick::Interests,
            request = self.inbox.recv() => Tick::Request(request),
            event = next_event(&mut self.link) => Tick::Link(event),
            found = next_found(&mut self.looking) => Tick::Found(found),
            () = at(self.due) => Tick::Due,
            () = at(silent) => Tick::Silent,
            () = at(overdue) => Tick::Overdue,
            () = at(self.look) => Tick::Look,
        }
    }

    pub(super) fn linked(&mut self, event: LinkEvent) {
        match event {
            LinkEvent::Step(_) => {}
            LinkEvent::Connected(established) => self.connected(&established),
            LinkEvent::Message(mut message) => {
                message.retained &= !self.subscriptions.has_told_all_kept();
                self.observer.message(&message);
            }
            LinkEvent::TooLarge { topic, bytes } => {
                let limit = self
                    .online
                    .as_ref()
                    .map_or(0, |online| online.established.packet_limit);
                self.observer.too_large(topic.as_deref(), bytes, limit);
            }
            LinkEvent::Subscribed(results) => {
                for (filter, result) in results {
                    self.subscribed(&filter, &result);
                }
            }
            LinkEvent::Leaves { token } => {
                if self.outbox.leaves(token) {
                    self.observer.leaves(token);
                }
            }
            LinkEvent::Published { token, result } => self.published(token, result),
            LinkEvent::Latency(latency) => {
                self.observer.latency(latency);
                self.recheck_certificates();
            }
            LinkEvent::Copy => self.observer.copy(),
            LinkEvent::CaughtUp => self.observer.caught_up(),
            LinkEvent::Ended(trouble) => self.ended(trouble),
        }
    }

    pub(super) fn enter(&mut self, state: ConnectionState) {
        tracing::info!(?state, "connection");
        self.state = state.clone();
        self.observer.state(state);
    }

    /// Now, from the best address on, with no grudge.
    pub(super) fn reconnect(&mut self) {
        self.attempts = 0;
        self.closings = 0;
        self.subscriptions.forgive();
        self.route.start_over();
        self.connect();
    }

    pub(super) fn network_changed(&mut self) {
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
    pub(super) fn connect(&mut self) {
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
        self.subscribe_all(established.granted.session_present);
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

    /// Drops the link, and says of each unacknowledged publish that nobody knows.
    pub(super) fn lose(&mut self) {
        self.link = None;
        self.online = None;
        self.subscriptions.lost(News::default());
        self.look = None;
        self.looking = None;
        for token in self.outbox.drain() {
            self.observer
                .published(token, Err(CommandFailure::ConnectionLost));
        }
    }

    pub(super) fn online_link(&mut self) -> Option<&mut Link> {
        self.online.as_ref()?;
        self.link.as_mut()
    }
}

/// Never, if there is no time for it.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// Never resolves without a link. A link whose task died without a last word counts as lost.
pub(super) async fn next_event(link: &mut Option<Link>) -> LinkEvent {
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
