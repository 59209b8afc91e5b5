//! A device's life: connect, announce, report, obey, and for one of them drop off and return.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rumqttc::{AsyncClient, Event, EventLoop, LastWill, MqttOptions, Packet, Publish, QoS};
use tilework_broker::{Login, MAX_PACKET};
use tokio::{
    sync::mpsc::{self, error::TrySendError},
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval, sleep, sleep_until},
};

use crate::{Pace, devices::Device, discovery::configurations, simulation::Greenhouse};

const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// Between two attempts to connect.
const RETRY: Duration = Duration::from_secs(1);
/// What did not change is said again after this many reports, so that it is not taken for stale.
const REPEAT: u32 = 8;
const QUEUE: usize = 64;
/// Commands that wait for their moment; more are dropped, as a small device would.
const MOST_PENDING: usize = 32;

/// The greenhouse that all devices stand in, and its clock.
#[derive(Debug, Clone)]
pub(crate) struct World {
    greenhouse: Arc<Mutex<Greenhouse>>,
    began: Instant,
    speed: u32,
}

impl World {
    pub fn new(speed: u32) -> Self {
        Self {
            greenhouse: Arc::default(),
            began: Instant::now(),
            speed,
        }
    }

    /// The greenhouse as it is at this moment.
    fn now<T>(&self, look: impl FnOnce(&mut Greenhouse) -> T) -> T {
        let mut greenhouse = self
            .greenhouse
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        greenhouse.advance(self.began.elapsed().as_secs_f64() * f64::from(self.speed));
        look(&mut greenhouse)
    }
}

/// Lives until it is aborted.
pub(crate) async fn live(
    device: &'static Device,
    port: u16,
    login: Login,
    world: World,
    pace: Pace,
) {
    loop {
        let gone_after = device
            .wanders
            .then(|| Instant::now() + pace.weather_present);
        match Session::begin(device, port, &login, &world, pace)
            .run(gone_after)
            .await
        {
            // The polling task is dropped with its socket, without DISCONNECT: the broker sends the last will.
            Ended::WentAway => sleep(pace.weather_absent).await,
            Ended::Lost => sleep(RETRY).await,
        }
    }
}

enum Ended {
    WentAway,
    Lost,
}

enum Heard {
    Connected,
    Message(Publish),
}

/// One connection.
struct Session<'a> {
    device: &'static Device,
    world: &'a World,
    pace: Pace,
    client: AsyncClient,
    heard: mpsc::Receiver<Heard>,
    pending: VecDeque<(Instant, Publish)>,
    /// The last payload of each topic, and how many reports ago it was sent.
    said: HashMap<&'static str, (String, u32)>,
    /// Ends with the session.
    _polling: JoinSet<()>,
}

impl<'a> Session<'a> {
    fn begin(
        device: &'static Device,
        port: u16,
        login: &Login,
        world: &'a World,
        pace: Pace,
    ) -> Self {
        let mut options = MqttOptions::new(device.id, "127.0.0.1", port);
        options
            .set_keep_alive(KEEP_ALIVE)
            .set_credentials(&login.username, login.password.expose())
            .set_max_packet_size(MAX_PACKET, MAX_PACKET);
        if let Some(topic) = device.availability {
            options.set_last_will(LastWill::new(topic, "offline", QoS::AtLeastOnce, true));
        }
        let (client, events) = AsyncClient::new(options, QUEUE);
        let (tell, heard) = mpsc::channel(QUEUE);
        let mut polling = JoinSet::new();
        polling.spawn(poll(events, tell));
        Self {
            device,
            world,
            pace,
            client,
            heard,
            pending: VecDeque::new(),
            said: HashMap::new(),
            _polling: polling,
        }
    }

    async fn run(mut self, gone_after: Option<Instant>) -> Ended {
        let mut reports = interval(self.pace.report);
        reports.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut connected = false;
        loop {
            let due = self.pending.front().map(|(at, _)| *at);
            // Every branch is cancel-safe; the network is polled elsewhere.
            let done = tokio::select! {
                heard = self.heard.recv() => match heard {
                    None => return Ended::Lost,
                    Some(Heard::Connected) => {
                        connected = true;
                        self.announce().await
                    }
                    Some(Heard::Message(message)) => {
                        if self.pending.len() < MOST_PENDING {
                            self.pending.push_back((Instant::now() + self.pace.answer, message));
                        }
                        Ok(())
                    }
                },
                () = until(due) => self.obey().await,
                _ = reports.tick(), if connected => self.report(false).await,
                () = until(gone_after) => return Ended::WentAway,
            };
            if done.is_err() {
                return Ended::Lost;
            }
        }
    }

    async fn announce(&mut self) -> Result<(), rumqttc::ClientError> {
        for topic in self.device.commands {
            self.client.subscribe(*topic, QoS::AtLeastOnce).await?;
        }
        for (topic, config) in configurations(self.device) {
            self.client
                .publish(topic, QoS::AtLeastOnce, true, config)
                .await?;
        }
        if let Some(topic) = self.device.availability {
            self.client
                .publish(topic, QoS::AtLeastOnce, true, "online")
                .await?;
        }
        self.report(true).await
    }

    async fn obey(&mut self) -> Result<(), rumqttc::ClientError> {
        let Some((_, message)) = self.pending.pop_front() else {
            return Ok(());
        };
        let payload = String::from_utf8_lossy(&message.payload);
        if self
            .world
            .now(|greenhouse| (self.device.obey)(greenhouse, &message.topic, &payload))
        {
            self.report(true).await
        } else {
            tracing::debug!(
                device = self.device.id,
                topic = message.topic,
                "a command that makes no sense"
            );
            Ok(())
        }
    }

    /// Says what changed; `all`: also what did not.
    async fn report(&mut self, all: bool) -> Result<(), rumqttc::ClientError> {
        for (topic, payload) in self
            .world
            .now(|greenhouse| (self.device.report)(greenhouse))
        {
            let (said, age) = self.said.entry(topic).or_default();
            *age += 1;
            if !all && *said == payload && *age < REPEAT {
                continue;
            }
            said.clone_from(&payload);
            *age = 0;
            self.client
                .publish(topic, QoS::AtLeastOnce, true, payload)
                .await?;
        }
        Ok(())
    }
}

async fn until(instant: Option<Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}

/// Does nothing but poll and tell. Ends with the connection: an event loop is never used for a second one.
async fn poll(mut events: EventLoop, tell: mpsc::Sender<Heard>) {
    loop {
        let heard = match events.poll().await {
            Ok(Event::Incoming(Packet::ConnAck(_))) => Heard::Connected,
            // A retained command is an old one, and the pump must not start because of it.
            Ok(Event::Incoming(Packet::Publish(message))) if !message.retain => {
                Heard::Message(message)
            }
            Ok(_) => continue,
            Err(error) => {
                tracing::debug!(%error, "a simulated device lost its connection");
                return;
            }
        };
        // Never waits: the session may be waiting for us to take what it sends.
        if let Err(TrySendError::Closed(_)) = tell.try_send(heard) {
            return;
        }
    }
}
