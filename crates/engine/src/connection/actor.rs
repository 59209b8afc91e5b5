//! The task that owns a connection's state. All that can happen to it is one [`Tick`].

use std::{sync::Arc, time::Duration};

use tilework_core::{
    backoff::backoff,
    binding::Qos,
    broker::StatusMessage,
    certificate::{CertificateOwner, EndingCertificate},
    command::CommandFailure,
    connection::{ConnectionState, Trouble},
    reason::{Reason, Refusal},
    topic::TopicFilter,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};

use super::{
    Observer, Request,
    outbox::Outbox,
    route::{Next, Route},
    subscriptions::Subscriptions,
};
use crate::{
    clock::now,
    link::{Connector, Established, Goodbye, Link, LinkEvent, Publish, SettingsSource},
};

/// Online for less than this, a connection counts as failed again: two clients that throw each other out must slow down.
const STEADY: Duration = Duration::from_secs(10);
/// So many connections in a row that the broker accepted and closed again within [`STEADY`]: somebody else has our client id.
const CLOSINGS: u32 = 4;
/// Then a fight is not worth more than this.
const TRUCE: Duration = Duration::from_secs(300);
/// Between two attempts, however long the first one took.
const BREATH: Duration = Duration::from_millis(250);
/// Filters in one SUBSCRIBE.
const FILTERS: usize = 50;
/// A broker that does not acknowledge within this is not there any more, whatever its socket says.
const SILENCE: Duration = Duration::from_secs(30);
const GOODBYE: Duration = Duration::from_millis(500);
/// Before a better address is asked for again, because commands are on their way.
const LATER: Duration = Duration::from_secs(5);
/// Of the birth message; nobody waits for it.
const BIRTH: u64 = u64::MAX - 1;

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
    connector: Arc<dyn Connector>,
    settings: Arc<dyn SettingsSource>,
    observer: Arc<dyn Observer>,
    inbox: mpsc::Receiver<Request>,
    state: ConnectionState,
    link: Option<Link>,
    route: Route,
    due: Option<Instant>,
    look: Option<Instant>,
    looking: Option<oneshot::Receiver<Option<usize>>>,
    online: Option<Online>,
    /// When this round of attempts began.
    begun: Instant,
    /// Attempts since the connection was last steady.
    attempts: u32,
    /// Connections in a row that were closed at once.
    closings: u32,
    subscriptions: Subscriptions,
    /// Unwanted while offline; a kept session still has them.
    unwanted: Vec<TopicFilter>,
    outbox: Outbox,
}

struct Online {
    at: Instant,
    endpoint: usize,
    established: Established,
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
            Request::Reconnect => self.reconnect(),
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
        self.route.from_the_best();
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

    fn attempt(&mut self) {
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
            ending: ending(established),
        });
        self.unsubscribe_rest(established.granted.session_present);
        let wanted = self.subscriptions.all();
        self.send_subscribe(&wanted);
        if let (Some(birth), Some(link)) = (&established.birth, self.online_link()) {
            let _ = link.requests.publish(BIRTH, &as_publish(birth));
        }
    }

    /// A connection may last longer than the fortnight of the warning.
    fn recheck_certificates(&mut self) {
        let now_ending = self.online.as_ref().and_then(|it| ending(&it.established));
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

    fn ended(&mut self, trouble: Trouble) {
        let online = self.online.take();
        let steady = online.as_ref().is_some_and(|it| it.at.elapsed() >= STEADY);
        self.lose();
        if steady {
            self.attempts = 0;
        }
        match &online {
            Some(_) if trouble == Trouble::Lost && !steady => self.closings += 1,
            Some(_) => self.closings = 0,
            None => {}
        }
        if online.is_none() {
            return match self.route.failed(trouble) {
                Next::Try => self.attempt(),
                Next::Wait(reason) => self.wait(reason, self.begun.elapsed()),
                Next::Stop(reason) => self.enter(ConnectionState::Stopped { reason }),
            };
        }
        if !trouble.heals() {
            return self.enter(ConnectionState::Stopped { reason: trouble });
        }
        if self.closings >= CLOSINGS {
            return self.wait_for(TRUCE, Trouble::KeepsClosing);
        }
        self.wait(trouble, Duration::ZERO);
    }

    /// What an attempt took counts as waited: one that timed out is not followed by another wait.
    fn wait(&mut self, reason: Trouble, spent: Duration) {
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

    async fn goodbye(&mut self, goodbye: Goodbye) {
        if let Some(link) = &mut self.link {
            link.requests.disconnect(goodbye);
            let gone = async {
                while let Some(event) = link.events.recv().await {
                    if matches!(event, LinkEvent::Ended(_)) {
                        break;
                    }
                }
            };
            let _ = timeout(GOODBYE, gone).await;
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

    /// Asks whether an address before the one in use answers, beside the connection we have.
    fn look(&mut self) {
        self.look = None;
        let Some(online) = &self.online else {
            return;
        };
        let (found, looking) = oneshot::channel();
        self.looking = Some(looking);
        let (connector, settings) = (Arc::clone(&self.connector), Arc::clone(&self.settings));
        let worse = online.endpoint;
        tokio::spawn(async move {
            for better in 0..worse {
                if found.is_closed() {
                    return;
                }
                if connector.reaches(Arc::clone(&settings), better).await {
                    let _ = found.send(Some(better));
                    return;
                }
            }
            let _ = found.send(None);
        });
    }

    async fn found(&mut self, better: Option<usize>) {
        self.looking = None;
        match better {
            None => self.look = Some(Instant::now() + self.route.look_after()),
            Some(_) if self.outbox.oldest().is_some() => self.look = Some(Instant::now() + LATER),
            Some(better) => {
                self.goodbye(Goodbye::Moving).await;
                self.route.return_to(better);
                self.begun = Instant::now();
                self.attempt();
            }
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
        let unwanted = filters
            .iter()
            .filter(|f| self.subscriptions.remove(f))
            .cloned();
        self.unwanted.extend(unwanted);
        self.unsubscribe_rest(true);
    }

    /// A filter that somebody wants again meanwhile stays.
    fn unsubscribe_rest(&mut self, kept: bool) {
        if self.online.is_none() {
            return;
        }
        let mut unwanted = std::mem::take(&mut self.unwanted);
        unwanted.retain(|filter| !self.subscriptions.wants(filter));
        if let Some(link) = self.online_link()
            && kept
            && !unwanted.is_empty()
            && link.requests.unsubscribe(&unwanted).is_err()
        {
            self.ended(Trouble::Lost);
        }
    }

    fn publish(&mut self, token: u64, publish: &Publish) {
        let bytes = publish.most_bytes();
        let room = self.outbox.has_room(bytes);
        let Some(online) = &self.online else {
            return self.observer.published(token, Err(CommandFailure::Offline));
        };
        let limit = online.established.packet_limit;
        if bytes > limit as usize {
            let failure = CommandFailure::TooLarge {
                bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
                limit,
            };
            return self.observer.published(token, Err(failure));
        }
        if publish.retain && !online.established.granted.retain_available {
            let refusal = Refusal {
                code: 0x9A,
                reason: Reason::RetainNotSupported,
                text: None,
            };
            let failure = CommandFailure::Refused { refusal };
            return self.observer.published(token, Err(failure));
        }
        let sent = self
            .online_link()
            .is_some_and(|link| room && link.requests.publish(token, publish).is_ok());
        if !sent {
            return self.observer.published(token, Err(CommandFailure::Busy));
        }
        self.observer
            .sent(publish.topic.as_str().len() + publish.payload.len());
        self.outbox.insert(token, bytes);
    }

    fn published(&mut self, token: u64, result: Result<(), Refusal>) {
        if self.outbox.remove(token) {
            self.observer.published(
                token,
                result.map_err(|refusal| CommandFailure::Refused { refusal }),
            );
        }
    }

    fn online_link(&mut self) -> Option<&mut Link> {
        self.online.as_ref()?;
        self.link.as_mut()
    }
}

fn as_publish(message: &StatusMessage) -> Publish {
    Publish {
        topic: message.topic.clone(),
        payload: message.payload.clone().into_bytes(),
        qos: message.qos,
        retain: message.retain,
        properties: None,
    }
}

/// The first certificate to end, if one ends within 14 days.
fn ending(established: &Established) -> Option<EndingCertificate> {
    let broker = established.tls.as_ref().map(|tls| &tls.certificate);
    let broker = broker.map(|certificate| (CertificateOwner::Broker, certificate));
    let client = established.client_certificate.as_ref();
    let client = client.map(|certificate| (CertificateOwner::Client, certificate));
    [broker, client]
        .into_iter()
        .flatten()
        .filter(|(_, certificate)| certificate.ends_soon(now()))
        .min_by_key(|(_, certificate)| certificate.not_after)
        .map(|(owner, certificate)| EndingCertificate {
            owner,
            not_after: certificate.not_after,
        })
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
